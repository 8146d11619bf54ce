"""Ctrl-C, SIGTERM and a closed window: a command ends by exit code 130 wherever it is, with one word and no orphan."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sitegen import interrupts, workers
from tests.conftest import CHECKOUT
from tests.making import write_site

WAYS = ("SIGINT", "SIGTERM", "SIGHUP")


def run(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a session of its own; nothing of that is left when it has ended."""
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        out, err = process.communicate(timeout=60)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("who", ["os.killpg(0", "os.kill(os.getppid()"])
def test_processes_leave_it_to_the_command(name: str, who: str) -> None:
    """Whether all hear the signal or the command alone: one of its processes is in the middle of something."""
    done = run(
        "import os, signal, sys\n"
        "from sitegen import interrupts, workers\n"
        f"def work(number):\n    return {who}, signal.{name}) if number == 700 else number\n"
        "interrupts.hear()\n"
        "try:\n    workers.spread(work, range(3000), jobs=3)\n"
        "except KeyboardInterrupt:\n    sys.exit('interrupted')\n"
    )
    assert (done.returncode, done.stderr) == (1, "interrupted\n")


@pytest.mark.parametrize("name", WAYS)
def test_a_signal_is_not_lost_while_processes_are_started(name: str) -> None:
    """What Python calls as it forks cannot raise anything."""
    done = run(
        "import os, signal, sys\n"
        "from sitegen import interrupts, workers\n"
        f"os.register_at_fork(after_in_parent=lambda: signal.raise_signal(signal.{name}))\n"
        "interrupts.hear()\n"
        "try:\n    workers.spread(abs, range(3000), jobs=3)\n"
        "except KeyboardInterrupt:\n    sys.exit('interrupted')\n"
    )
    assert (done.returncode, done.stderr) == (1, "interrupted\n")


def test_a_signal_is_not_lost_where_nothing_can_be_raised() -> None:
    """An object is thrown away as it comes: it is heard a moment later."""
    done = run(
        "import signal, sys, time\n"
        "from sitegen import interrupts\n"
        "class Thing:\n    def __del__(self):\n        signal.raise_signal(signal.SIGINT)\n"
        "interrupts.hear()\n"
        "try:\n    Thing()\n    time.sleep(60)\n"
        "except KeyboardInterrupt:\n    sys.exit('interrupted')\n"
    )
    assert (done.returncode, done.stderr) == (1, "interrupted\n")


@pytest.mark.parametrize("name", ["sitegen.interrupts", "sitegen.cli.main", "sitegen.cli.check"])
def test_the_command_may_be_interrupted_before_all_is_loaded(name: str) -> None:
    """Nobody sees where in the program that was."""
    done = run(
        "import signal, sys\n"
        "class Finder:\n    @staticmethod\n    def find_spec(name, *_):\n"
        f"        if name == {name!r}:\n            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder)\n"
        "sys.argv = ['sitegen', 'check', '--help']\n"
        "from sitegen.__main__ import main\n"
        "main()\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (interrupts.INTERRUPTED, "", "")


@pytest.mark.parametrize(("options", "err"), [([], "interrupted\n"), (["-q"], "")])
@pytest.mark.parametrize("command", ["build", "check", "import"])
def test_a_command_that_has_begun_says_that_it_was_interrupted(
    tmp_path: Path, command: str, options: list[str], err: str
) -> None:
    """One line on standard error, and none for whoever wants to hear only of what is wrong."""
    site, name = write_site(tmp_path / "site"), f"sitegen.{'importers' if command == 'import' else 'render'}.recipe"
    (tmp_path / "list.bib").touch()
    arguments = ["sitegen", "-C", str(site), *options, command, *([str(tmp_path / "list.bib")] * (command == "import"))]
    done = run(
        "import signal, sys\n"
        "class Finder:\n    @staticmethod\n    def find_spec(name, *_):\n"
        f"        if name == {name!r}:\n            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder)\n"
        f"sys.argv = {arguments!r}\n"
        "from sitegen.__main__ import main\n"
        "main()\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (interrupts.INTERRUPTED, "", err)


def test_the_command_does_not_wait_for_threads() -> None:
    """What they ask may answer late, or never."""
    done = run(
        "import signal, sys, threading\n"
        "from sitegen import workers\n"
        "from sitegen.cli import main as command\n"
        "def run():\n    with workers.threads(2) as pool:\n"
        "        pool.submit(threading.Event().wait)\n        signal.raise_signal(signal.SIGINT)\n"
        "command._run = lambda: command.INTERRUPTED if not run() else 0\n"
        "from sitegen.__main__ import main\n"
        "main()\n"
    )
    assert (done.returncode, done.stderr) == (interrupts.INTERRUPTED, "")


def test_what_is_left_is_not_begun() -> None:
    """Of what threads were to do, an interrupt leaves out what they had not begun; without one all is done."""
    done: list[int] = []
    go_on = threading.Event()

    def begin() -> None:
        with workers.threads(1) as pool:
            pool.submit(go_on.wait)
            pool.submit(done.append, 1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begin()
    go_on.set()
    with workers.threads(1) as pool:
        pool.submit(done.append, 2)
    assert done == [2]


def test_a_signal_waits_while_processes_are_started() -> None:
    """It is heard once they are known, so that they can be ended."""
    known = []

    def start() -> None:
        with interrupts.held():
            signal.raise_signal(signal.SIGINT)
            known.append("started")

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            start()
    finally:
        signal.signal(signal.SIGINT, before)
    assert known == ["started"]
