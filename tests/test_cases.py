"""Cases from public reports about other tools, kept beside the checkout: each holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
NEEDS = {"33": "pandoc", "80": "chromium"}


def _cases() -> list[str]:
    folder = CHECKOUT.parent / "shared" / "cases"
    return sorted(path.parent.name for path in folder.glob("[0-9]*/cmd")) or ["none"]


@pytest.mark.slow
@pytest.mark.sampled(8)
@pytest.mark.parametrize("case", _cases())
def test_a_case_holds(shared: Path, case: str) -> None:
    """Its command, run in a copy of its folder, finds what it expects."""
    program = NEEDS.get(case[:2])
    if program and not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    environment = {**os.environ, "SITEGEN": f"{sys.executable} -m sitegen", "PY": sys.executable}
    environment["PYTHONPATH"] = str(CHECKOUT)
    environment.pop("CI", None)  # what a person's build remembers is what some cases are about
    done = subprocess.run(
        ["bash", shared / "cases" / "run.sh", case],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
