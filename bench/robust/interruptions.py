"""Interruptions: every command that writes, ended badly at each call that touches the site, in turn.

In: how large a share of the points to try. Out: how many were tried, by command and by how it ended, and every one
after which a file was lost or half-written, or the next run of the same command needed help or came to something else.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from bench.robust.interrupter import ENDS, Interrupter
from bench.robust.outcome import Outcome
from bench.robust.pieces import spread
from bench.robust.processes import warm
from bench.robust.scenes import SCENES, Scene, not_well, restore, save

INTERRUPTED = 130
"""The exit code of what a person has ended."""
FULL_TABLE = 800
"""Of a hundredth of all points, every command has some; of less, some commands have some."""


def measure(share: float, seed: int = 1) -> Outcome:
    """Try a share of all points; what is not whole afterwards is a fault."""
    warm()
    some = random.Random(seed).sample(sorted(SCENES), min(len(SCENES), 1 + round(share * FULL_TABLE)))
    outcome = spread(partial(_scene, share=share, seed=seed), some)
    outcome.notes.append(f"{outcome.counts.total():,} points of interruption, {len(outcome.faults)} failed")
    return outcome


def _scene(name: str, *, share: float, seed: int) -> Outcome:
    """Try a share of one command's points."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="robust-") as folder, SCENES[name](Path(folder, "0")) as scene:
        _every_point(scene, outcome, share, random.Random(f"{seed} {name}"))
    return outcome


def _every_point(scene: Scene, outcome: Outcome, share: float, chance: random.Random) -> None:
    """Interrupt a command at its points, each time from the same beginning."""
    saved = save(scene)
    old = scene.look(scene.root)
    counter = Interrupter(scene.ours or (scene.root,), "broken", 1 << 40)
    well = scene.run(counter.install)
    outcome.expect(well.code == 0, f"{scene.name}: failed undisturbed: {well.err}")
    new = scene.look(scene.root)
    counts = {end: counter.seen if end == "broken" else counter.changes for end in ENDS}
    points = [(end, at) for end in ENDS for at in range(1, counts[end] + 1)]
    chosen = points if share >= 1 else sorted(chance.sample(points, max(2, round(share * len(points)))))
    for end, at in chosen:
        restore(saved, scene)
        fault = _interrupted(scene, end, at, old, new)
        outcome.add(f"{scene.name}, {end}")
        outcome.expect(not fault, f"{scene.name}, {end} at call {at} of {counts[end]}: {fault}")
    outcome.tell(f"{scene.name}: {len(chosen)} of {len(points)} points")


def _interrupted(scene: Scene, end: str, at: int, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> str:
    """Interrupt the command once and say what is wrong afterwards, if anything is."""
    ended = scene.run(Interrupter(scene.ours or (scene.root,), end, at).install)
    if ended.has_traceback:
        return f"a traceback: {ended.err[-300:]}"
    codes = {INTERRUPTED} if end == "stopped" else {0, 1, 3, -9}
    if ended.code not in codes:
        return f"exit code {ended.code}: {ended.err[-300:]}"
    words = ended.err + (ended.out if "--json" in scene.words else "")
    if ended.code in {1, 3} and not words.strip():
        return "failed without a word"
    return not_well(scene, old, new, is_killed=end == "killed")
