"""Whatever is edited, in whatever order, the site is that of a build from nothing; how often is printed."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.every_edit import EDITS
from tests.repeated_builds import Trial, step

SITE = Path(__file__).parents[1] / "site"
SEEDS, STEPS = (1, 2, 3, 4), int(os.environ.get("STEPS", "20"))


@pytest.mark.slow
@pytest.mark.sampled(1)
@pytest.mark.parametrize("seed", SEEDS)
def test_any_sequence_of_edits_leaves_the_site_of_a_cold_build(tmp_path: Path, seed: int) -> None:
    """Edits of content, themes, options, output and cache, one or a few at a time, in random order: the same bytes."""
    trial = Trial(tmp_path, random.Random(seed))  # noqa: S311 - a sequence that can be had again
    for folder in trial.folders:
        shutil.copytree(SITE, folder)
    step(trial)
    done: Counter[str] = Counter()
    steps = STEPS + 1
    for _ in range(STEPS):
        for name in trial.chance.choices(sorted(EDITS), k=trial.chance.choice([1, 1, 1, 2, 4])):
            if name == "a mistake" and trial.chance.randrange(2):
                continue
            EDITS[name](trial)
            done[name] += 1
        try:
            step(trial)
        except AssertionError:
            print(f"after {done.total()} edits, the last of which was {name}")
            raise
        if trial.chance.randrange(3) == 0:
            step(trial)
            steps += 1
    said = f"{trial.hits} builds with nothing to do, {trial.faults} with a fault"
    print(f"seed {seed}: {done.total()} edits of {len(done)} kinds, {steps} times the same bytes, {said}")
    assert trial.hits
