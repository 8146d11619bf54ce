"""Processes: the program run in a child of this one, so that it may be killed, starved or misled there.

In: the words of a command line, a folder, an environment, and what to do to the child before it starts. Out: how it
ended, what it printed, what it cost. A child shares what was imported here, and nothing of what it does comes back.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pkgutil
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import sitegen.cli
from sitegen import plugins
from sitegen.__main__ import main
from sitegen.content import schema
from sitegen.content.fields import KINDS
from sitegen.regex import regex
from sitegen.render import recipe
from sitegen.render.request import BuildRequest
from tests.making import write_site

MEGABYTE = 1 << 20
SECONDS = 600
"""How long a child may take, by the clock of a machine that may be very busy, before it is ended."""
BEGIN: Mapping[str, str] = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
"""The environment of a child: nothing of the person's who runs this."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its exit code, or the number of the signal below zero; what it printed; what it cost."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def has_traceback(self) -> bool:
        """Tell whether it showed what a person should never see."""
        return "Traceback (most recent call last)" in self.err + self.out or "fault of sitegen" in self.err


def warm() -> None:
    """Import all that commands import, once, for all children; the layers of the program are not asked.

    What they make when it is first used, and look up of what is installed, is made and looked up once, too.
    """
    for module in pkgutil.walk_packages(sitegen.__path__, "sitegen."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    installed = cache(plugins._entries)  # noqa: SLF001 - nothing is installed meanwhile
    for group in get_args(plugins.Group):
        installed(group)
    plugins._entries = installed  # noqa: SLF001 - as above
    for pattern in [thing for thing in gc.get_objects() if isinstance(thing, type(regex("")))]:
        pattern.match  # noqa: B018 - what is asked of it compiles it
    for kind in KINDS:
        schema.json_schema(kind)
    with tempfile.TemporaryDirectory(prefix="robust-") as folder:
        recipe.build(write_site(Path(folder)), BuildRequest(jobs=1))
    gc.collect()
    gc.freeze()


def sitegen_run(
    *words: str,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    before: Callable[[], object] = lambda: None,
    seconds: float = SECONDS,
) -> Ended:
    """Run `sitegen` with these words in a child; `before` is called there first."""
    return run(sitegen_work(*words, cwd=cwd, environment=environment, before=before), seconds=seconds)


def sitegen_work(
    *words: str, cwd: Path, environment: Mapping[str, str] | None = None, before: Callable[[], object]
) -> Callable[[], int]:
    """Return the work of a child that is to be `sitegen` with these words, after it has called `before`."""

    def work() -> int:
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update({**BEGIN, "HOME": os.fspath(cwd), **(environment or {})})
        sys.argv = ["sitegen", *words]
        before()
        try:
            main()
        except SystemExit as done:
            return int(done.code or 0)
        return 0

    return work


def run(work: Callable[[], int], *, seconds: float = SECONDS) -> Ended:
    """Do some work in a child whose output is kept; its result is the child's exit code."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = os.fork()
        if not process:
            labour(work, (out.fileno(), err.fileno()), seconds)
        _, status, usage = os.wait4(process, 0)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "backslashreplace"))
    megabytes = usage.ru_maxrss / 1024
    return Ended(os.waitstatus_to_exitcode(status), texts[0], texts[1], usage.ru_utime + usage.ru_stime, megabytes)


def labour(work: Callable[[], int], streams: tuple[int, int], seconds: float) -> None:
    """Be a child that prints to these handles and is ended after so many seconds: never returns."""
    code = 70
    try:
        for number, stream in enumerate(streams, 1):
            os.dup2(stream, number)
        nowhere = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nowhere, 0)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - it lives as long as the child
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above
        signal.setitimer(signal.ITIMER_REAL, seconds)  # what is not caught ends the child: code -14
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        code = work()
    except BaseException:  # noqa: BLE001 - the child ends here, whatever it was
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def files(root: Path, *, without: tuple[str, ...] = (".sitegen", ".git")) -> dict[str, bytes]:
    """Return every file below a folder by its slash path, links as where they lead; some folders are left out."""
    found: dict[str, bytes] = {}
    folders = [""] if os.path.isdir(root) else []
    while folders:
        inside = folders.pop()
        with os.scandir(f"{root}/{inside}") as entries:
            for entry in entries:
                name = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders += [f"{name}/"] if entry.name not in without else []
                elif entry.is_symlink():
                    found[name] = os.readlink(entry.path).encode()
                elif entry.is_file():
                    with open(entry.path, "rb") as file:
                        found[name] = file.read()
                else:
                    found[name] = b"(special)"
    return found
