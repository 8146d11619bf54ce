"""`sitegen serve`, step by step: watch, build, show, until it is told to stop.

In: a site's folder, a host and a port. Out: the site in a browser, as it was last edited, or what is wrong with it.
Never uses the network beyond this machine, never writes but what a build writes.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.errors import Problem
from sitegen.publish.builder import Builder, Built
from sitegen.publish.serve import PreviewServer
from sitegen.publish.site_files import SiteFiles
from sitegen.publish.watch import watch
from sitegen.records import dataclass
from sitegen.render.recipe import BuildRequest
from sitegen.render.tasks import Awaited


@dataclass(frozen=True, slots=True)
class Listener:
    """The listener to a preview: the address once, each build's result, and faults of ours."""

    ready: Callable[[str], object]
    built: Callable[[Built], object]
    failed: Callable[[BaseException], object]


def serve(root: Path, request: BuildRequest, listener: Listener, *, host: str, port: int) -> None:
    """Show the site in the folder `root` until SIGTERM; Ctrl-C raises `KeyboardInterrupt`, when all has ended.

    Raises `SitegenError` when there is no port to listen on.
    """
    if asyncio.run(_serve(root, request, listener, host=host, port=port)) == signal.SIGINT:
        raise KeyboardInterrupt


async def _serve(
    root: Path, request: BuildRequest, listener: Listener, *, host: str, port: int
) -> signal.Signals | None:
    """Show the site until a signal asks for the end; return that signal."""
    end_signal = _EndSignal()
    end_signal.listen()
    preview = PreviewServer(SiteFiles((root / "output").resolve()), host, listener.failed)
    builder = Builder(root, request)
    edits = _Edits()
    try:
        address = preview.listen(port)
        async with asyncio.TaskGroup() as group:
            group.create_task(end_signal.wait())
            group.create_task(_rebuild(builder, edits, preview, listener, address))
            group.create_task(watch(root, edits.add))
    except* _End:
        pass
    finally:
        builder.stop()
        await preview.close()
    return end_signal.by


class _End(Exception):  # noqa: N818 - it ends the work, and is no error
    """Somebody asked for the end."""


class _EndSignal:
    """The signal that asked for the end, `by`: the first one; those that come while all ends change nothing."""

    def __init__(self) -> None:
        self.by: signal.Signals | None = None
        self._is_told = asyncio.Event()

    def listen(self) -> None:
        """Hear signals from now on, but those that whoever started us had us ignore."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with contextlib.suppress(AttributeError, NotImplementedError):  # not every system has them
                number = getattr(signal, name)
                if signal.getsignal(number) is not signal.SIG_IGN:
                    asyncio.get_running_loop().add_signal_handler(number, self._hear, number)

    def _hear(self, number: signal.Signals) -> None:
        self.by = self.by or number
        self._is_told.set()

    async def wait(self) -> None:
        """Raise `_End` when a signal has come."""
        await self._is_told.wait()
        raise _End


class _Edits:
    """The paths that changed since somebody last took them."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()
        self._some = asyncio.Event()

    def add(self, paths: Collection[Path]) -> None:
        """Add more of them."""
        self._paths |= set(paths)
        self._some.set()

    async def take(self) -> set[Path]:
        """Wait until there are some, and take them all."""
        await self._some.wait()
        self._some.clear()
        taken, self._paths = self._paths, set()
        return taken


async def _rebuild(builder: Builder, edits: _Edits, preview: PreviewServer, listener: Listener, address: str) -> None:
    """Build at each edit and show what came of it, open pages before all others; edits during a build make one more."""
    is_first = True
    loop = asyncio.get_running_loop()
    while True:
        paths = await edits.take()
        only_words = all(map(_is_writing, paths))
        opened = preview.opened() if only_words else ()
        awaited = Awaited(opened, lambda made: loop.call_soon_threadsafe(preview.show_early, made))
        built = await _built(builder, awaited)
        was_well = not preview.problems
        if built.errors:
            preview.show(preview.base, built.errors)
        elif built.changed or not only_words or not was_well:  # a page may have come before a file that it loads
            only_style = was_well and not is_first and all(path.suffix.lower() == ".css" for path in paths)
            preview.show(urlsplit(built.base_url).path, (), only_style=only_style)
        listener.built(built)
        if is_first:
            listener.ready(f"{address}{preview.base}")
            is_first = False


def _is_writing(path: Path) -> bool:
    """Tell a file that only says what is on pages from one that they load, or that says where they are."""
    return path.suffix in {".yaml", ".yml", ".md"} and path.name != "site.yaml"


async def _built(builder: Builder, awaited: Awaited) -> Built:
    """Build once; a builder that died since it was last asked is started again, and one that dies again is said."""
    for _ in range(2):
        builder.start()
        if built := await asyncio.get_running_loop().run_in_executor(None, builder.build, awaited):
            return built
    return Built(errors=(Problem(sentence="the builder ends as soon as it is started; the next edit tries again"),))
