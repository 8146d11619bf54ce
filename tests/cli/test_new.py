"""`sitegen new`, ended badly: the next one makes the site, whatever the first has left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.cli import new
from sitegen.content.starter import starter

RENAME = Path.rename


def _failing(at: int) -> Callable[[Path, Path], Path]:
    """Rename, but end at the call of this number."""
    calls = iter(range(1, at + 1))

    def rename(source: Path, target: Path) -> Path:
        if next(calls) == at:
            raise KeyboardInterrupt
        return RENAME(source, target)

    return rename


@pytest.mark.parametrize("at", [1, 2, 3])
def test_an_interrupted_start_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """There is no `content/` yet, so that nobody takes it for a site; what was made already is not called another's."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", _failing(at))
        with pytest.raises(KeyboardInterrupt):
            new._write(tmp_path, starter("Ada Lovelace"))
    assert not (tmp_path / "content").exists()
    assert new._write(tmp_path, starter("Ada Lovelace")) == []
    assert {path.name for path in tmp_path.iterdir()} >= {"content", ".gitignore", ".gitattributes"}


def test_files_of_others_stay(tmp_path: Path) -> None:
    """A `.gitignore` that somebody wrote, and a folder in its place, are left and named."""
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / ".gitattributes").mkdir()
    assert new._write(tmp_path, starter("Ada Lovelace")) == [".gitattributes", ".gitignore"]
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
