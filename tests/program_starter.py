"""The program, started by a process that has loaded its modules already: two thirds of a small command are imports.

Each command is a process of its own still, with its folder, its environment and its output; only what the modules are
is the same for all. At night every command is started from nothing, as by a shell.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

CHECKOUT = Path(__file__).resolve().parents[1]
LOADED = ("check", "content", "exports", "images", "importers", "merge", "publish", "pull", "render", "text")
"""The rooms whose modules are loaded beforehand."""
HARMLESS = ("GIT_", "SITEGEN_", "SOURCE_DATE_EPOCH", "PATH")
"""How variables begin that a running Python follows; with any other a command is started from nothing."""


class ProgramStarter:
    """A process that starts commands when it is asked to, one at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Begin it, in the environment that its commands have, but for what each has beside."""
        self._environment = dict(environment)
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from tests.program_starter import start_commands; start_commands()"],
            cwd=CHECKOUT, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=60)

    def run(
        self, arguments: Sequence[str], *, cwd: Path, variables: Mapping[str, str], umask: int, seconds: float
    ) -> subprocess.CompletedProcess[str] | None:
        """Run a command to its end; nothing where it has to be started from nothing, or another is running."""
        if not all(name.startswith(HARMLESS) for name in variables) or not self._lock.acquire(blocking=False):
            return None
        try:
            with tempfile.TemporaryDirectory() as folder:
                asked = {
                    "arguments": list(arguments), "cwd": str(cwd), "umask": umask, "folder": folder,
                    "environment": {**self._environment, **variables},
                }  # fmt: skip
                code = self._answer(asked, seconds)
                said = [Path(folder, name).read_text(encoding="utf-8") for name in ("stdout", "stderr")]
        finally:
            self._lock.release()
        return subprocess.CompletedProcess(["sitegen", *arguments], code, *said)

    def _answer(self, asked: Mapping[str, Any], seconds: float) -> int:
        """Return the exit code of a command that is described."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], seconds)[0]:
            self._process.kill()
            raise subprocess.TimeoutExpired(asked["arguments"], seconds)
        return int(self._process.stdout.readline())


def start_commands() -> None:
    """Load the program, then start each command that a line of the standard input describes; write its exit code."""
    from tests.compiled_templates import share

    share()
    for room in LOADED:
        for path in sorted((CHECKOUT / "sitegen" / room).rglob("*.py")):
            name = ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)
            importlib.import_module(name.removesuffix(".__init__"))
    _warm_up()
    gc.collect()
    gc.freeze()  # what is loaded stays, and need not be looked through
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _warm_up() -> None:
    """Build a small site that has a bit of everything, so that tables and patterns are there that a build makes."""
    from sitegen.render.recipe import build
    from sitegen.render.request import BuildRequest

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(CHECKOUT / "tests" / "site", folder, dirs_exist_ok=True)
        build(Path(folder), BuildRequest(jobs=1))


def _become(asked: Mapping[str, Any]) -> NoReturn:
    """Be a command: run it and end this process."""
    code: Any = 1
    try:
        _set(asked)
        from sitegen.cli.main import main

        main()
        code = 0
    except SystemExit as done:
        code = done.code
    except BaseException:  # noqa: BLE001 - whatever it is, it is told as Python tells it
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


def _set(asked: Mapping[str, Any]) -> None:
    """Set folder, environment, arguments and streams as they are for a process that begins."""
    folder = asked["folder"]
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["cwd"])
    if asked["umask"] >= 0:
        os.umask(asked["umask"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["-c", *asked["arguments"]]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    streams = ((os.devnull, os.O_RDONLY), (f"{folder}/stdout", flags), (f"{folder}/stderr", flags))
    for number, (path, how) in enumerate(streams):
        opened = os.open(path, how, 0o600)
        os.dup2(opened, number)
        os.close(opened)
