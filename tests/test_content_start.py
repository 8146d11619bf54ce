"""What loading costs before it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sitegen.content import load as loading


def test_readers_can_be_sent_to_other_processes() -> None:
    """The functions that read one file are plain functions of this module."""
    for reader in (loading.read_paper, loading.read_author, loading.read_page):
        assert getattr(loading, reader.__name__) is reader


def test_loading_is_imported_without_pydantic() -> None:
    """Pydantic is imported when something is checked, not before."""
    code = "import sys, sitegen.content.load, sitegen.content.canonical; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[1]).returncode == 0
