"""A pull that is killed at any point: every file is old or new, and the next run finishes without help."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.content import yamlfile
from sitegen.merge.record import Record
from tests.pulling import Stage, record

KILLED = 9
CALLS = ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod")
"""What the interpreter tells of calls that touch files."""


def papers(word: str) -> list[Record]:
    """Some papers, of which all but the last two change with the word."""
    words = "looms cards gears cranks wheels levers springs".split()
    return [
        record("arxiv", "", title=f"All about {noun}", arxiv=f"2203.000{at:02}", comments=word if at < 5 else "same")
        for at, noun in enumerate(words)
    ]


def interrupt(root: Path, at: int, act: Callable[[], None]) -> list[int]:
    """From now on `act` at the call of this number that changes something in the site; count down to it."""
    left = [at]

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            act()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CALLS and str(arguments[0]).startswith(str(root)):
            is_reading = event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if not is_reading:
                count()

    synchronise = os.fsync

    def fsync(fd: Any) -> None:
        count()
        synchronise(fd)

    sys.addaudithook(hook)
    os.fsync = fsync
    return left


def started(work: Callable[[], int]) -> int:
    """Do the work in a process of its own; return its number."""
    process = os.fork()
    if not process:
        try:
            os._exit(work())
        except BaseException:  # noqa: BLE001 - the child must end here, whatever happened
            os._exit(1)
    return process


def ended(process: int) -> int:
    """Wait for a process, and return how it ended."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def killed(stage: Stage, at: int) -> int:
    """Pull in a process that is killed at one call."""

    def work() -> int:
        interrupt(stage.root, at, lambda: os._exit(KILLED))
        stage.pull()
        return 0

    return ended(started(work))


def refused(stage: Stage, at: int) -> int:
    """Pull in a process in which one call fails, by turns for want of space and for a fault of the disk."""
    error = (errno.ENOSPC, errno.EIO)[at % 2]

    def fail() -> None:
        raise OSError(error, os.strerror(error))

    def work() -> int:
        left = interrupt(stage.root, at, fail)
        stage.pull()
        return 0 if left[0] > 0 else KILLED  # the cache of answers, say, can do without a file

    return ended(started(work))


def check(stage: Stage, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Every file is old or new, whole, and can be read."""
    for path, content in stage.files().items():
        if path.endswith(".tmp"):
            continue  # what a killed process was writing; the next run takes it away
        assert content in (old.get(path), new.get(path)), path
        assert not yamlfile.parse(content, path).problems


@pytest.mark.slow
@pytest.mark.parametrize(("start", "end"), [("empty", killed), ("pulled", killed), ("pulled", refused)])
@pytest.mark.sampled(1)
def test_interrupted_at_every_point(
    start: str, end: Callable[[Stage, int], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed, or refused a file, at each call in turn: old or new, and the next pull gives what one pull would."""
    stage = Stage(tmp_path / "site", monkeypatch, {"arxiv": "lovelace_a_1"})
    stage.said = {"arxiv": papers("first")}
    if start == "pulled":
        stage.pull()
    saved = tmp_path / "saved"
    shutil.copytree(stage.root, saved)
    old = stage.files()
    stage.said = {"arxiv": papers("second")}
    stage.pull()
    new = stage.files()
    points = 0
    for at in itertools.count(1):
        shutil.rmtree(stage.root)
        shutil.copytree(saved, stage.root)
        if end(stage, at) == 0:
            break
        check(stage, old, new)
        stage.pull()
        assert stage.files() == new
        points += 1
    print(f"{start}, {end.__name__}: {points} points of interruption survived, 0 failed")
    assert points > 40


def test_one_writer_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulls that run at the same time end as one pull would."""
    stage = Stage(tmp_path, monkeypatch, {"arxiv": "lovelace_a_1"})
    stage.said = {"arxiv": papers("first")}

    def work() -> int:
        stage.pull()
        return 0

    running = [started(work) for _ in range(4)]
    assert [ended(one) for one in running] == [0] * 4
    files = stage.files()
    assert len(stage.slugs()) == 7
    stage.pull()
    assert stage.files() == files
