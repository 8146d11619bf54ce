"""Pieces: the parts of a family of trials, done by as many processes as the machine has processors.

In: what a part is known by, and the function that does one. Out: what all of them came to. Parts share nothing, and
each comes to the same whatever else is done beside it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from bench.robust.outcome import Outcome

Part = TypeVar("Part")


def spread(work: Callable[[Part], Outcome], parts: Iterable[Part], *, waiting: int = 1) -> Outcome:
    """Do every part; whatever was imported and made before is there in each process.

    `waiting` is how many of them keep one processor at work, for parts that wait most of their time.
    """
    outcome = Outcome()
    with ProcessPoolExecutor(waiting * (os.cpu_count() or 1), mp_context=get_context("fork")) as pool:
        for part in pool.map(work, parts):
            outcome.take(part)
    return outcome
