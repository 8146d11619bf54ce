"""Work spread over processes, with the same result whatever their number.

In: a function and a sequence. Out: the function's results, in the sequence's order.
Never pickles the function: the processes are forked with all they need in memory, only results travel. The process that
asks does a share itself: what that comes to need not travel.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Iterator, Sequence, Sized
from typing import TYPE_CHECKING, Any, TypeVar

from sitegen import interrupts

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_IT = 600
"""Below so many items a second process costs more than it saves."""
ROUND = 6000
"""Items after which the processes are made anew: what a process touches of the memory that it was forked with is copied
for it alone, so that one that lives long comes to hold a copy of everything."""
TIDY = 1000
"""Items after which garbage is looked for among what they have left: nobody else looks (`uncollected`)."""
BATCH = 32
"""Results that a process sends at a time."""
HANDS = 3
"""Up to so many processes the one that asks is one of them, for less than a round, since it cannot be made anew; with
more it has enough to do with what they send.
"""


def processors() -> int:
    """Return how many processes can run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def uncollected(*, to_the_end: bool = False) -> Iterator[None]:
    """Do not look for garbage: a build makes much that lives to its end, and looking through all of it takes long.

    Where the process ends with it (`to_the_end`), what there is is not looked through afterwards either.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if to_the_end:
            gc.freeze()
        if was_enabled:
            gc.enable()


@contextlib.contextmanager
def threads(count: int) -> Iterator[ThreadPoolExecutor]:
    """Let so many threads work; whoever is interrupted does not wait for what they are at, nor begin what is left."""
    from concurrent.futures import ThreadPoolExecutor  # few commands have a use for it

    pool = ThreadPoolExecutor(count)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def spread(work: Callable[[Item], Result], items: Sequence[Item], *, jobs: int | None = None) -> list[Result]:
    """Return `[work(item) for item in items]`, made by up to `jobs` processes when there is enough to do.

    Raises what `work` raises: of several failures the one of the earliest item.
    """
    return list(stream(work, items, jobs=jobs))


def stream(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int | None = None,
    here: Callable[[Item], Result] | None = None,
) -> Iterator[Result]:
    """Yield `work(item)` for each item, made as `spread` does.

    Each comes as soon as it and all before it are there. `here` does what this process does itself; what it returns
    need not be such as can be sent to another.
    """
    if is_one_process(items, jobs):
        yield from _alone(here or work, items)
        return
    count = _count(items, jobs)
    own = (here or work) if count <= HANDS and len(items) < ROUND else None
    for start in range(0, len(items), ROUND):
        yield from _forked(work, own, items[start : start + ROUND], count)


def is_one_process(items: Sized, jobs: int | None) -> bool:
    """Tell whether `stream` does all items in the process that asks for them."""
    return _count(items, jobs) < 2 or not hasattr(os, "fork")


def _count(items: Sized, jobs: int | None) -> int:
    return min(jobs or processors(), len(items) // WORTH_IT + 1)


def _alone(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield what this process makes of the items; of many, what they leave behind is thrown away now and then."""
    if len(items) <= TIDY:
        yield from map(work, items)
        return
    gc.freeze()  # what is there already is not looked through
    try:
        for number, item in enumerate(items, 1):
            yield work(item)
            if number % TIDY == 0:
                gc.collect(0)
    finally:
        gc.unfreeze()


def _forked(
    work: Callable[[Item], Result], own: Callable[[Item], Result] | None, items: Sequence[Item], count: int
) -> Iterator[Result]:
    """Yield what `count` processes make of some items; this one is the first of them where it has work of its `own`."""
    gc.freeze()  # a look for garbage would write to all that is shared with them, which copies it
    workers: list[tuple[BaseProcess, Connection]] = []
    try:
        with interrupts.held():
            workers += [_worker(work, items[number::count]) for number in range(1 if own else 0, count)]
        shares = [_received(pipe) for _, pipe in workers]
        if own:
            shares.insert(0, ((result, None) for result in _alone(own, items[::count])))
        for index in range(len(items)):
            result, error = next(shares[index % count])
            if error is not None:
                raise error
            yield result
    finally:
        for process, pipe in workers:
            pipe.close()
            process.kill()
            process.join()
        gc.unfreeze()


def _worker(work: Callable[[Item], Any], items: Sequence[Item]) -> tuple[BaseProcess, Connection]:
    """Start a process that does some items; return it and the pipe that its results come through."""
    import multiprocessing  # most builds of a small site fork nothing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, items, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _do(work: Callable[[Item], Any], items: Sequence[Item], pipe: Connection) -> None:
    """Do some items and send (result, error) of each, a batch at a time; the first error is the last thing sent."""
    interrupts.leave_to_parent()
    gc.freeze()
    with contextlib.suppress(BrokenPipeError):  # nobody is there any more to take what is made
        _send_all(work, items, pipe)


def _send_all(work: Callable[[Item], Any], items: Sequence[Item], pipe: Connection) -> None:
    batch: list[tuple[Any, Exception | None]] = []
    for number, item in enumerate(items, 1):
        if number % TIDY == 0:
            gc.collect(0)
        try:
            batch.append((work(item), None))
        except Exception as error:  # noqa: BLE001 - it is raised again in the parent, whatever it is
            batch.append((None, error))
            break
        if len(batch) == BATCH:
            pipe.send(batch)
            batch = []
    pipe.send(batch)
    pipe.close()


def _received(pipe: Connection) -> Iterator[tuple[Any, Exception | None]]:
    while True:
        try:
            batch: list[tuple[Any, Exception | None]] = pipe.recv()
        except EOFError:
            yield None, RuntimeError("a worker process ended before its work was done")
            return
        yield from batch
