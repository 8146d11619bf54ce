"""What was compiled of files that come with sitegen is kept beside the program, as Python keeps its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sitegen.incremental import compiled_files


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))


def _only_file(tmp_path: Path) -> Path:
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    return path


def test_what_was_written_is_read() -> None:
    """The same bytes come back, under the same name and for the same source."""
    compiled_files.write("row", "source 1", b"code")
    assert compiled_files.read("row", "source 1") == b"code"
    assert compiled_files.read("row", "source 2") == b""
    assert compiled_files.read("line", "source 1") == b""


def test_another_source_takes_the_place_of_the_first() -> None:
    """There is one file of each name."""
    compiled_files.write("row", "source 1", b"code")
    compiled_files.write("row", "source 2", b"other code")
    assert compiled_files.read("row", "source 1") == b""
    assert compiled_files.read("row", "source 2") == b"other code"


def test_a_damaged_file_is_not_there(tmp_path: Path) -> None:
    """A byte that changed, or a file cut short, is as good as none."""
    compiled_files.write("row", "source 1", b"code")
    path = _only_file(tmp_path)
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:-1] + b"!", whole[:5], b""):
        path.write_bytes(damaged)
        assert compiled_files.read("row", "source 1") == b""


def test_nothing_is_written_where_python_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`PYTHONDONTWRITEBYTECODE` holds for this too, and a folder that cannot be written is no error."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled_files.write("row", "source 1", b"code")
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    compiled_files.write("row", "source 1", b"code")
    assert compiled_files.read("row", "source 1") == b""
