"""Edits: random lives of a site that is edited and built again, compared with a build from nothing.

In: how large a share of two thousand histories. Out: how many builds and edits there were, of how many kinds, and each
file that was not what a build from nothing makes. Edits are those of every key of the model (`tests/model_edits`), and
of themes, output, cache and what is asked for (`tests/every_edit`). Within a history the site is built after every few
edits; from nothing only now and then and at the end, for what is stale stays so.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from functools import partial
from pathlib import Path

from bench.robust.outcome import Outcome
from bench.robust.pieces import spread
from bench.robust.processes import warm
from sitegen.render.recipe import BuildReport
from tests.compiled_templates import share as share_compiled
from tests.every_edit import EDITS
from tests.model_edits import MODEL_EDITS
from tests.repeated_builds import Trial, delete_left, files, outcome, step

HISTORIES = 2_000
STEPS = 6
"""Builds of a history."""
TOGETHER = 20
"""Histories that one process lives through before it says what came of them."""
SITE = Path(__file__).parents[2] / "tests" / "site"
SMALL = "cards: none\n"
"""What the site is asked for at first, so that most builds cost little; edits ask for other things."""


def measure(share: float, seed: int = 1) -> Outcome:
    """Live through a share of the histories; a template is compiled once for all, which is half of a cold build."""
    share_compiled()
    warm()
    count = max(1, round(HISTORIES * share))
    parts = [range(start, min(start + TOGETHER, count)) for start in range(0, count, TOGETHER)]
    result = spread(partial(_live, seed=seed), parts)
    kinds = [name for name in result.counts if name.startswith("edit ")]
    edits = sum(result.counts.pop(name) for name in kinds)
    result.add("edits", edits)
    result.notes.append(f"kinds of edit: {len(kinds)} of {len(EDITS) + len(MODEL_EDITS)}")
    return result


def _live(numbers: range, *, seed: int) -> Outcome:
    """Live through the histories of these numbers."""
    result = Outcome()
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="robust-") as folder:
            chance = random.Random(f"{seed} {number}")
            _lived(Trial(Path(folder), chance), number, result)
    result.tell(f"histories {numbers.start:,} to {numbers.stop - 1:,}, {result.counts['builds']:,} builds")
    return result


def _lived(trial: Trial, number: int, result: Outcome) -> None:
    result.add("histories")
    done: list[str] = []
    for folder in trial.folders:
        shutil.copytree(SITE, folder)
    trial.text("content/site.yaml", (SITE / "content/site.yaml").read_text(encoding="utf-8") + SMALL)
    trial.good = trial.sources()
    try:
        for left in range(STEPS, 0, -1):
            done += _edited(trial, result)
            _built(trial, result, is_compared=left == 1 or trial.chance.randrange(2 * STEPS) == 0)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the fault of this history
        warm_files, cold_files = (files(folder / "output").items() for folder in trial.folders)
        differing = sorted({path for path, _ in warm_files ^ cold_files})
        sentence = f"{type(error).__name__}: {str(error)[:900]} ({', '.join(differing[:5])})"
        result.expect(not sentence, f"history {number}, after {', '.join(done)}: {sentence}")


def _edited(trial: Trial, result: Outcome) -> list[str]:
    """Edit the site in a few ways; return which."""
    names = []
    for table in trial.chance.choices([MODEL_EDITS, EDITS], [2, 1], k=trial.chance.choice([1, 1, 1, 2, 4])):
        name = trial.chance.choice(sorted(table))
        if name == "a mistake" and trial.chance.randrange(4):
            continue
        table[name](trial)
        result.add(f"edit {name}")
        names.append(name)
    return names


def _built(trial: Trial, result: Outcome, *, is_compared: bool) -> None:
    """Build with what is stored; now and then from nothing too, and then all of it has to be the same."""
    faults = trial.faults
    if is_compared:
        step(trial)
        result.add("builds from nothing, each compared")
    else:
        built = outcome(trial.folders[0], trial.request)
        if isinstance(built, BuildReport):
            delete_left(trial.folders[0], built)
        trial.settle(is_good=isinstance(built, BuildReport))
    result.add("builds")
    result.add("builds that were refused", trial.faults - faults)
