"""Stops: commands told to end by Ctrl-C or by the system at any moment, with processes of their own at work.

In: how large a share of the moments to try. Out: how many were tried, how long the slowest took to end, and each after
which the program had ended otherwise than by its exit code for that, shown a traceback, left a process behind or a file
that is neither old nor new, or the same command needed help.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.robust.interruptions import INTERRUPTED
from bench.robust.outcome import Outcome
from bench.robust.pieces import spread
from bench.robust.processes import BEGIN, SECONDS, labour, sitegen_work, warm
from bench.robust.scenes import SCENES, Scene, not_well, restore, save
from sitegen import workers

MOMENTS = 25
"""Moments of each command, way of starting it and way of ending it."""
PATIENCE = 30.0
"""Seconds after which a program that was told to end is taken for one that never will."""
PROCESSES = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be told to end: the signal, and whether all processes hear it, as they do of a terminal's Ctrl-C."""

    signal: signal.Signals
    is_for_all: bool = False


WAYS = {
    "Ctrl-C": Way(signal.SIGINT, is_for_all=True),
    "SIGINT": Way(signal.SIGINT),
    "SIGTERM": Way(signal.SIGTERM),
    "SIGTERM to all": Way(signal.SIGTERM, is_for_all=True),
    "SIGHUP to all": Way(signal.SIGHUP, is_for_all=True),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """One command told to end in one way, at a moment from 0 to 1 of the time that it takes.

    One that `is_warm` has all imported and three processes at work, others are begun anew.
    """

    scene: str
    way: str
    is_warm: bool
    moment: float


@dataclass(frozen=True, slots=True)
class Told:
    """How a program ended that was told to: its exit code, what it said, how long it took, and what it left running."""

    code: int
    said: str
    seconds: float
    left: tuple[str, ...]


def measure(share: float, seed: int = 1) -> Outcome:
    """Tell every command to end at a share of the moments."""
    warm()
    chance = random.Random(seed)
    trials = [
        Trial(name, way, is_warm, chance.random())
        for name, way, is_warm, _ in itertools.product(SCENES, WAYS, (True, False), range(MOMENTS))
    ]
    chosen = trials if share >= 1 else chance.sample(trials, max(1, round(share * len(trials))))
    return spread(_tried, [[trial for trial in chosen if trial.scene == name] for name in SCENES])


def _tried(trials: Sequence[Trial]) -> Outcome:
    """Tell one command to end, in some ways at some moments."""
    outcome = Outcome()
    if not trials:
        return outcome
    name, slowest = trials[0].scene, 0.0
    with tempfile.TemporaryDirectory(prefix="robust-") as folder, SCENES[name](Path(folder, "0")) as scene:
        saved = save(scene)
        old = scene.look(scene.root)
        start = time.monotonic()
        undisturbed = scene.run()
        outcome.expect(undisturbed.code == 0, f"{name}: failed undisturbed: {undisturbed.err}")
        usual, new = time.monotonic() - start, scene.look(scene.root)
        for trial in trials:
            restore(saved, scene)
            told = _told(scene, trial, usual)
            outcome.add("with processes at work" if trial.is_warm else "begun anew")
            outcome.add(
                {0: "were done before they heard it", INTERRUPTED: "ended with 130"}.get(told.code, "died of it")
            )
            slowest = max(slowest, told.seconds)
            fault = _wrong(told, WAYS[trial.way]) or not_well(scene, old, new, is_killed=told.code < 0)
            outcome.expect(not fault, f"{name}, {trial}: {fault}")
    outcome.notes.append(f"{name}: {len(trials)} times, ended within {slowest:.1f} s")
    outcome.tell(outcome.notes[-1])
    return outcome


def _told(scene: Scene, trial: Trial, usual: float) -> Told:
    """Start a command, of which one usually takes so many seconds, in a session of its own, and tell it to end."""
    way = WAYS[trial.way]
    with tempfile.TemporaryFile() as said:
        process = _forked(scene, said.fileno()) if trial.is_warm else _started(scene, said.fileno())
        time.sleep(trial.moment * usual * (1 if trial.is_warm else 3))
        start = time.monotonic()
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if way.is_for_all else os.kill)(process, way.signal)
        status = 0
        while not (ended := os.waitpid(process, os.WNOHANG))[0] and time.monotonic() < start + PATIENCE:
            time.sleep(0.005)
        seconds = time.monotonic() - start
        left = _session(process)
        if not ended[0]:
            os.killpg(process, signal.SIGKILL)
            ended = os.waitpid(process, 0)
        status = ended[1]
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    return Told(os.waitstatus_to_exitcode(status), text, seconds, left)


def _wrong(told: Told, way: Way) -> str:
    """Say what is wrong with how a program ended, if anything is.

    Before it was its own it may die of the signal; Python lets one die of Ctrl-C that was interrupted in `exec`.
    """
    if told.seconds >= PATIENCE:
        return f"it did not end: {told.said[-300:]}"
    is_ours = "/sitegen/" in told.said or "Traceback" not in told.said  # else it had not begun
    if ("Traceback" in told.said and is_ours) or "fault of sitegen" in told.said or "Exception ignored" in told.said:
        return f"a traceback: {told.said[-900:]}"
    if told.code not in {0, INTERRUPTED, -way.signal, -signal.SIGINT} and is_ours:
        return f"exit code {told.code}: {told.said[-300:]}"
    return f"left running: {', '.join(told.left)}" if told.left else ""


def _session(leader: int) -> tuple[str, ...]:
    """Return the processes of a session besides its leader that are there after a moment."""
    left: tuple[str, ...] = ()
    for _ in range(100):
        left = tuple(_of_session(leader))
        if not left:
            break
        time.sleep(0.02)
    return left


def _of_session(leader: int) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            state, _, _, session = folder.joinpath("stat").read_text(errors="replace").rpartition(")")[2].split()[:4]
            if int(session) == leader and folder.name != str(leader) and state != "Z":
                found.append(folder.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return found


def _started(scene: Scene, said: int) -> int:
    """Start the command as a shell does; return the number of its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", *scene.words],
        cwd=scene.root,
        env={**BEGIN, "HOME": os.fspath(scene.root), "PYTHONPATH": os.pathsep.join(sys.path), **scene.environment},
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,
    )
    process.returncode = 0  # it is waited for by its number
    return process.pid


def _forked(scene: Scene, said: int) -> int:
    """Start the command in a child that has all imported, and spreads whatever can be; return its number.

    It hears no signal before it has a session of its own and is about to begin.
    """

    def before() -> None:
        workers.WORTH_IT = 1
        workers.processors = lambda: PROCESSES
        os.write(ready, b".")
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)

    signals = {way.signal for way in WAYS.values()}
    work = sitegen_work(*scene.words, cwd=scene.root, environment=scene.environment, before=before)
    reading, ready = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    process = os.fork()
    if not process:
        os.setsid()
        labour(work, (said, said), SECONDS)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
    os.close(ready)
    os.read(reading, 1)
    os.close(reading)
    return process
