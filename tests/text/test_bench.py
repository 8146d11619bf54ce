"""The figures that `bench/text.py` prints of the whole corpus are good enough."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "text.py"


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.nightly
def test_every_figure_of_the_corpus_is_good_enough(shared: Path) -> None:
    """No exception, no leftover beyond ten, no bad HTML, maths as MathML, two thousand abstracts a second."""
    done = subprocess.run(
        [sys.executable, SCRIPT, shared / "corpus/papers.jsonl.gz"], capture_output=True, text=True, check=False
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
