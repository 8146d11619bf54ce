"""Which tests a run leaves to the nightly one: `make test` takes a sample of what has many cases, `make test-all` all.

A test marked `nightly` runs only at night. Of the cases of one marked `sampled(n)` a run takes n, chosen by the commit
that is tested: every change tries others, and the same change the same ones. Tests with the same cases take the same of
them, so that what was made for one serves all. How long a single test goes on is `amount(for a change, at night)`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import pytest


CHECKOUT = Path(__file__).resolve().parents[1]
EVERYTHING = "TEST_EVERYTHING"
"""What is set in the environment of the nightly run."""
Case = TypeVar("Case")
Number = TypeVar("Number", int, float)


def is_night() -> bool:
    """Return whether this run tests everything."""
    return bool(os.environ.get(EVERYTHING))


def amount(for_a_change: Number, at_night: Number) -> Number:
    """Return how many of something this run tries."""
    return at_night if is_night() else for_a_change


def seed_of(checkout: Path) -> str:
    """Return the commit that is tested; where there is none, a word."""
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=checkout, capture_output=True, check=False, encoding="utf-8"
    )
    return done.stdout.strip() if done.returncode == 0 else "no commit"


def sample(names: Sequence[str], count: int, seed: str) -> set[str]:
    """Return so many of the names, chosen by the seed alone."""
    return set(sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())[:count])


def some(cases: Iterable[Case], count: int) -> list[Case]:
    """Return so many cases of a test that goes through them itself, chosen by the commit that is tested."""
    by_name = {str(case): case for case in cases}
    chosen = sample(list(by_name), count, seed_of(CHECKOUT))
    return [case for name, case in by_name.items() if name in chosen]


def left_out(items: Iterable[pytest.Item], seed: str) -> set[str]:
    """Return the ids of the tests that are left to the nightly run."""
    cases: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    left = set()
    for item in items:
        if item.get_closest_marker("nightly"):
            left.add(item.nodeid)
        elif marker := item.get_closest_marker("sampled"):
            test, _, case = item.nodeid.partition("[")
            cases[test, marker.args[0]][case] = item.nodeid
    for (_, count), ids in cases.items():
        chosen = sample(list(ids), count, seed)
        left |= {nodeid for case, nodeid in ids.items() if case not in chosen}
    return left
