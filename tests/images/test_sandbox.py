"""What strangers made is worked on apart, with limits, and only its own item is lost."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from sitegen.images.sandbox import Lost, SandboxLimits, each

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are Linux's")
LIMITS = SandboxLimits(seconds=1.0, megabytes=100)


def work(item: str) -> str:
    """Do what the item says."""
    if item == "sleep":
        time.sleep(60)
    if item == "grow":
        return str(len(bytearray(400 << 20)))
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "fault":
        raise ZeroDivisionError("ours")
    return item.upper()


def test_only_the_item_is_lost() -> None:
    """An item that takes too long, too much memory, or the process with it, is told; all others have their result."""
    items = ["a", "sleep", "b", "grow", "c", "die", "d"]
    start = time.monotonic()
    found = dict(each(work, items, LIMITS, jobs=2))
    assert [found[number] for number in (0, 2, 4, 6)] == ["A", "B", "C", "D"]
    told = [found[number] for number in (1, 3, 5)]
    assert all(isinstance(one, Lost) for one in told)
    assert ["seconds" in str(told[0]), "memory" in str(told[1]), "crash" in str(told[2])] == [True] * 3
    assert time.monotonic() - start < 20


def test_an_error_of_ours_is_raised() -> None:
    """A fault of the work itself is no item's fault."""
    with pytest.raises(ZeroDivisionError):
        list(each(work, ["a", "fault"], LIMITS, jobs=1))


def test_nothing_to_do_starts_nothing() -> None:
    """No item, no process."""
    assert list(each(work, [], LIMITS, jobs=2)) == []
