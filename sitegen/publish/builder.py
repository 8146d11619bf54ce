"""Builds in a process of their own, so that a slow, hungry or dying one never stalls whoever asked.

In: a site's folder, and the word to build. Out: what came of it, a `Built`. Never raises for a site that has faults.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.content.crash_log import as_problem
from sitegen.errors import Problem, SitegenError
from sitegen.records import dataclass
from sitegen.render.recipe import BuildRequest, build
from sitegen.render.tasks import NOBODY, Awaited
from sitegen.workers import uncollected

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

BEGUN, STOP = "begun", "stop"

PATIENCE = 2.0
"""Seconds that a build in progress is given to end, before it is ended. The next command completes what it left."""


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build: a site of `files` files, of which `changed` are new or gone; or, with `errors`, none."""

    base_url: str = ""
    files: int = 0
    changed: int = 0
    seconds: float = 0.0
    warnings: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()


class Builder:
    """A process that builds one site whenever it is told to, with the program loaded."""

    def __init__(self, root: Path, request: BuildRequest) -> None:
        """Name the site, and how to build it; nothing is started yet."""
        self._root, self._request = root, request
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def start(self) -> None:
        """Start the process, unless it runs. It does not hear Ctrl-C, which is for its parent.

        Call it in the main thread, whose signals it keeps waiting for a moment.
        """
        if self._process and self._process.is_alive():
            return
        if self._pipe:
            self._pipe.close()
        context = multiprocessing.get_context("spawn")  # a clean process: no thread, no socket of the server's
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_labour, args=(self._root, self._request, theirs), name="sitegen builder"
        )
        resource_tracker.ensure_running()  # a start that starts it too would let interrupts through
        with _interrupts_waiting():
            self._process.start()
        theirs.close()

    def build(self, awaited: Awaited = NOBODY) -> Built | None:
        """Build the site and wait for the result; blocks, and may be called in a thread.

        Files that are `awaited` are shown as soon as they are made, while the rest is. Returns nothing when the process
        had died before it was asked, so that no build was lost: start it, ask again.
        """
        if not self._pipe or not self._process:
            raise RuntimeError("the builder was not started")
        has_begun = False
        try:
            self._pipe.send(frozenset(awaited.paths))
            has_begun = self._pipe.recv() == BEGUN
            while not isinstance(made := self._pipe.recv(), Built):
                awaited.show(made)
        except (EOFError, OSError):
            self._kill()  # its end of the pipe is gone, and the rest of it may take a moment to follow
            problem = Problem(sentence="the build was ended from outside; the next edit starts it again")
            return Built(errors=(problem,)) if has_begun else None
        return made

    def stop(self) -> None:
        """End the process: at once when it is idle, else when its build is done or `PATIENCE` is over."""
        if not self._process or not self._pipe:
            return
        with contextlib.suppress(OSError):
            self._pipe.send(STOP)
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(PATIENCE)
        self._kill()

    def _kill(self) -> None:
        """End the process and all that it started: an orphan would hold its end of the pipe, and a build would wait."""
        if not self._process or not self._process.pid:
            return
        with contextlib.suppress(
            AttributeError, OSError
        ):  # not every system has groups; its own may be gone, or not made
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()


@contextlib.contextmanager
def _interrupts_waiting() -> Iterator[None]:
    """Keep Ctrl-C from a process that is started here, from its first moment; one for this process comes afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _labour(root: Path, request: BuildRequest, pipe: Connection) -> None:
    """Build whenever the other end says so, until it says stop or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(AttributeError, OSError):
        os.setpgid(0, 0)  # it and what it starts can be ended together
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the processes that a build has started end with it
    with contextlib.suppress(EOFError, OSError), uncollected():
        while (paths := pipe.recv()) != STOP:
            pipe.send(BEGUN)
            pipe.send(build_once(root, request, Awaited(paths, pipe.send)))
            gc.collect()  # while nobody waits: left alone, the garbage of a hundred small builds is kept


def build_once(root: Path, request: BuildRequest, awaited: Awaited = NOBODY) -> Built:
    """Build the site in the folder `root`; whatever goes wrong is in the result."""
    start = time.perf_counter()
    try:
        report = build(root, request, awaited=awaited)
    except SitegenError as error:
        return Built(seconds=time.perf_counter() - start, errors=error.problems)
    except BrokenPipeError:  # whoever waited for pages is gone
        raise
    except Exception as error:  # noqa: BLE001 - the preview outlives every fault; a person sees one line of it
        return Built(seconds=time.perf_counter() - start, errors=(as_problem(error, root),))
    return Built(
        base_url=report.config.base_url,
        files=len(report.made),
        changed=len(report.published.written) + len(report.published.removed),
        seconds=time.perf_counter() - start,
        warnings=report.warnings,
    )
