"""Work spread over processes, with the same result whatever their number.

In: a function and a sequence. Out: the function's results, in the sequence's order.
Never pickles the function: the processes are forked with all they need in memory, only results travel.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")
Share = tuple[list[Result], int, Exception | None]
"""What one process brings home: its results, how many, and what stopped it."""

WORTH_IT = 300
"""Below so many items a second process costs more than it saves."""


def processors() -> int:
    """Return how many processes can run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom: a build makes much that lives to its end, and looking through all of it takes long."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def spread(work: Callable[[Item], Result], items: Sequence[Item], *, jobs: int | None = None) -> list[Result]:
    """Return `[work(item) for item in items]`, made by up to `jobs` processes when there is enough to do.

    Raises what `work` raises: of several failures the one of the earliest item.
    """
    count = min(jobs or processors(), len(items) // WORTH_IT + 1)
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(item) for item in items]
    context = multiprocessing.get_context("fork")
    hands = []
    for number in range(count):
        mine, theirs = context.Pipe(duplex=False)
        hand = context.Process(target=_labour, args=(work, items[number::count], theirs), daemon=True)
        hand.start()
        theirs.close()
        hands.append((hand, mine))
    try:
        shares: list[Share[Result]] = [
            _collect(mine, len(items[number::count])) for number, (_, mine) in enumerate(hands)
        ]
    finally:
        for hand, mine in hands:
            mine.close()
            hand.terminate()
            hand.join()
    failures = [(at * count + number, error) for number, (_, at, error) in enumerate(shares) if error is not None]
    if failures:
        raise min(failures, key=lambda failure: failure[0])[1]
    results: list[Result | None] = [None] * len(items)
    for number, (share, _, _) in enumerate(shares):
        results[number::count] = share
    return results  # type: ignore[return-value] # every place was filled, or something was raised


def _labour(work: Callable[[Item], Result], items: Sequence[Item], pipe: Connection) -> None:
    done: list[Result] = []
    try:
        done.extend(map(work, items))
    except Exception as error:  # noqa: BLE001 - it is raised again in the parent, whatever it is
        pipe.send((done, len(done), error))
    else:
        pipe.send((done, len(done), None))
    pipe.close()


def _collect(pipe: Connection, expected: int) -> Share[Result]:
    try:
        share: Share[Result] = pipe.recv()
    except EOFError:
        return [], 0, RuntimeError(f"a worker process ended before its {expected} items were done")
    return share
