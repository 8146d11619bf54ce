"""The program's digest is another one whenever the program is, and is read once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sitegen.incremental import compiled_files
from sitegen.incremental import program_digest as module


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of two files, whose digest is kept in a folder of its own."""
    folder = tmp_path / "program"
    (folder / "room").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "room" / "noun.py").write_text("a = 1\n")
    monkeypatch.setattr(module, "PROGRAM", folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return folder


def _digest() -> str:
    return module.program_digest.__wrapped__()


def test_a_changed_file_changes_the_digest(program: Path) -> None:
    """Its size or its time tells; one that was only touched has the same digest, for it holds the same."""
    first = _digest()
    noun = program / "room" / "noun.py"
    os.utime(noun, ns=(1, 1))
    assert _digest() == first
    noun.write_text("a = 2\n")
    os.utime(noun, ns=(2, 2))
    second = _digest()
    assert second != first
    noun.write_text("a = 1\n")
    os.utime(noun, ns=(3, 3))
    assert _digest() == first


def test_the_digest_is_kept(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that look as they did are not read again; without what was kept they are."""
    first = _digest()
    with monkeypatch.context() as patched:
        patched.setattr("builtins.open", lambda *_: pytest.fail("read again"))
        assert _digest() == first
    monkeypatch.setattr(compiled_files, "read", lambda *_: b"")
    assert _digest() == first
