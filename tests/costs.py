"""What a call costs the processor, measured so that a slow moment of the machine does not count."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TRIES = 3


def cpu_seconds(call: Callable[[], object]) -> float:
    """Return the seconds of the processor that a call takes; garbage of the tests before is not collected meanwhile."""
    gc.disable()
    try:
        started = time.process_time()
        call()
        return time.process_time() - started
    finally:
        gc.enable()


def assert_costs_less(call: Callable[[], object], seconds: float) -> None:
    """Fail unless a call takes less than so many seconds of the processor; what took longer is tried again."""
    taken = []
    for _ in range(TRIES):
        taken.append(cpu_seconds(call))
        if taken[-1] < seconds:
            return
    raise AssertionError(f"{min(taken):.2f} s, not {seconds} s")


def assert_in_proportion(
    read: Callable[[int], object], counts: tuple[int, int], times: float, *, seconds: float
) -> None:
    """Fail unless the larger count takes at most so many `times` as long as the other, or less than `seconds`."""
    few = many = 0.0
    for _ in range(TRIES):
        few, many = (cpu_seconds(lambda: read(count)) for count in counts)  # noqa: B023
        if many < max(seconds, times * few):
            return
    raise AssertionError(f"{few:.2f} s for {counts[0]}, {many:.2f} s for {counts[1]}")
