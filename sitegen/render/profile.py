"""Profile of a build: what each stage took, in seconds of the processor and of the clock, and the memory at its end.

In: marks between stages. Out: a row a stage. Seconds of the processor are those of the build and of the processes it
has started and ended; megabytes are the most that any of them has held so far.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sitegen.records import dataclass


@dataclass(frozen=True, slots=True)
class StageCost:
    """The cost of one stage; `count` is how many things it dealt with, where it deals with things."""

    name: str
    processor: float
    clock: float
    count: int
    megabytes: float


class Profile:
    """The stages of one build, as they end."""

    def __init__(self) -> None:
        """Begin with none."""
        self.stages: list[StageCost] = []

    @contextmanager
    def stage(self, name: str, count: int = 0) -> Iterator[None]:
        """Measure what is done within; of stages inside others only the inner ones are told."""
        processor, clock = _processor(), time.perf_counter()
        yield
        took = StageCost(name, _processor() - processor, time.perf_counter() - clock, count, _megabytes())
        self.stages.append(took)

    def table(self) -> Iterator[str]:
        """Yield the lines of a table of all stages."""
        yield f"{'stage':<10} {'CPU s':>8} {'wall s':>8} {'count':>9} {'MB':>7}"
        for stage in self.stages:
            count = f"{stage.count:,}" if stage.count else ""
            yield f"{stage.name:<10} {stage.processor:>8.2f} {stage.clock:>8.2f} {count:>9} {stage.megabytes:>7.0f}"


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _megabytes() -> float:
    try:
        import resource
    except ImportError:  # on Windows nothing tells
        return 0.0
    scale = 1 << 20 if os.uname().sysname == "Darwin" else 1 << 10  # bytes there, kilobytes elsewhere
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / scale
