"""Work on what strangers made, in child processes with limits on memory and time.

In: a function and its items. Out: for each item its result, or the sentence that says why there is none. A child that
outgrows its memory, takes too long or crashes is ended, and only its item is lost.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from sitegen import interrupts
from sitegen.records import dataclass

Item = TypeVar("Item")
Result = TypeVar("Result")
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """The bounds of one item: seconds by the clock, megabytes beyond what the process has at its start."""

    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Lost:
    """An item without a result; `sentence` is the end of one about it."""

    sentence: str


class _Hand(Generic[Item, Result]):
    """One child process and the item it is at."""

    def __init__(self, work: Callable[[Item], Result], limits: SandboxLimits) -> None:
        can_fork = "fork" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork") if can_fork else multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_labour, args=(work, theirs, limits.megabytes), daemon=True)
        self.process.start()
        theirs.close()
        self.number = -1
        self.deadline = float("inf")

    def give(self, number: int, item: Item, seconds: float) -> None:
        self.number, self.deadline = number, time.monotonic() + seconds
        with contextlib.suppress(OSError):  # it has ended: the answer, which does not come, will say so
            self.pipe.send(item)

    def answer(self, limits: SandboxLimits) -> Result | Lost:
        """Return what came of the item; raise what the work raised."""
        if not self.pipe.poll():
            return Lost(f"takes more than {limits.seconds:g} seconds to read")
        try:
            result, error = self.pipe.recv()
        except (EOFError, OSError):
            return Lost("cannot be read: its decoder crashed, or ran out of memory")
        if isinstance(error, MemoryError):
            return Lost(f"takes more than {limits.megabytes} MB of memory to read")
        if error is not None:
            raise error
        outcome: Result = result
        return outcome

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def each(
    work: Callable[[Item], Result], items: Sequence[Item], limits: SandboxLimits, *, jobs: int
) -> Iterator[tuple[int, Result | Lost]]:
    """Yield `(number of the item, result or Lost)` as they come; up to `jobs` children work at once.

    Raises what `work` raises: an error in it is ours, not the item's.
    """
    waiting = list(enumerate(items))[::-1]
    hands: list[_Hand[Item, Result]] = []
    try:
        while waiting or hands:
            while waiting and len(hands) < max(1, jobs):
                with interrupts.held():
                    hands.append(_Hand(work, limits))
                hands[-1].give(*waiting.pop(), limits.seconds)
            soonest = min(hand.deadline for hand in hands)
            ready = wait([hand.pipe for hand in hands], timeout=max(0.0, soonest - time.monotonic()))
            for hand in list(hands):
                if hand.pipe not in ready and time.monotonic() < hand.deadline:
                    continue
                result = hand.answer(limits)
                yield hand.number, result
                if waiting and not isinstance(result, Lost):
                    hand.give(*waiting.pop(), limits.seconds)
                else:
                    hands.remove(hand)
                    hand.end()
    finally:
        for hand in hands:
            hand.end()


def _labour(work: Callable[[Item], Result], pipe: Connection, megabytes: int) -> None:
    interrupts.leave_to_parent()
    _bound(megabytes)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what decoders have to say, they say here
        os.dup2(nowhere, stream)
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[Result | None, Exception | None] = work(item), None
        except Exception as error:  # noqa: BLE001 - it is raised again in the parent, or told as a limit
            answer = None, error
        try:
            pipe.send(answer)
        except BrokenPipeError:  # nobody is there any more to take it
            return


def _bound(megabytes: int) -> None:
    """Let this process grow by so much and no further, where the system has such limits."""
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError, ValueError):
        return
    most = pages * resource.getpagesize() + megabytes * MEGABYTE
    with contextlib.suppress(ValueError, OSError):  # a smaller limit is already set
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
