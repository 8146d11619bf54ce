"""A slice of every family of `bench/robust`: nothing in it may break. `make robust` runs all of each."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.robust.__main__ import FAMILIES
from bench.robust.interrupter import ENDS
from bench.robust.lies import LIES
from sitegen.content.fields import KINDS, keys
from sitegen.content.forms import READERS
from sitegen.model import Paper
from tests.conftest import CHECKOUT
from tests.model_edits import MODEL_EDITS, OF_EACH_KIND, VALUES
from tests.sampling import amount

SLICES = {
    "interruptions": (0.001, 0.003), "network": (0.001, 0.002), "fuzzing": (0.003, 0.01), "variations": (0.08, 0.15),
    "oddities": (0.003, 0.01), "planted": (0.01, 0.05), "histories": (0.0003, 0.0003), "growth": (0.01, 0.02),
    "stops": (0.001, 0.003), "edits": (0.001, 0.005),
}  # fmt: skip
"""How large a share of each is run for a change, and at night; all of a night take a minute of the processor."""
START = (
    "from runpy import run_module; from tests.compiled_templates import share; "
    "share(); run_module('bench.robust', run_name='__main__', alter_sys=True)"
)


def test_every_family_has_its_slice() -> None:
    """None is left out, and there are as many kinds of fault as are promised."""
    assert set(SLICES) == set(FAMILIES)
    assert len(LIES) >= 40
    assert len(ENDS) == 4


def test_every_key_of_the_model_is_edited() -> None:
    """Of every kind of file each key that the model has, with a value of its form."""
    assert set(OF_EACH_KIND) == set(KINDS)
    assert set(VALUES) == set(READERS)
    assert {f"paper {name}" for name in keys(Paper)} <= set(MODEL_EDITS)


@pytest.mark.slow
@pytest.mark.sampled(3)
@pytest.mark.parametrize("family", SLICES)
def test_a_slice_of_it_holds(family: str) -> None:
    """In a process of its own, with the seed that everybody has: no fault."""
    done = subprocess.run(
        [sys.executable, "-c", START, family, "--share", str(amount(*SLICES[family]))],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
