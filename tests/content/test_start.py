"""How a site starts: the files of a new one, and what loading costs before anything is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.content import load as loading
from sitegen.content.starter import starter
from sitegen.content.yamlfile import parse


def test_readers_can_be_sent_to_other_processes() -> None:
    """The functions that read one file are plain functions of this module."""
    for reader in (loading.read_paper, loading.read_author, loading.read_file):
        assert getattr(loading, reader.__name__) is reader


def test_loading_is_imported_without_pydantic() -> None:
    """Pydantic is imported when something is checked, not before."""
    code = "import sys, sitegen.content.load, sitegen.content.canonical; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0


@pytest.mark.parametrize("name", ["Grace Hopper", "Ada Lovelace", "ada  lovelace", "Charles Babbage"])
def test_the_example_is_written_with_somebody_else(name: str) -> None:
    """Whoever the site is for, the example draft names two people."""
    path = "content/papers/example.yaml"
    authors = parse(starter(name)[path].encode(), path).data["authors"]
    names = [one if isinstance(one, str) else one["name"] for one in authors]
    assert names[0] == name
    assert names[0].split()[0].casefold() != names[1].split()[0].casefold()
