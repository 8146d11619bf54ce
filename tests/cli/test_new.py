"""`sitegen new`, ended badly: the next one makes the site, whatever the first has left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.cli import new
from sitegen.content import yamlfile
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


@pytest.mark.parametrize(
    ("name", "shown", "slug"),
    [
        ("Soler Puig, Laia", "Laia Soler Puig", "laia-soler-puig"),
        ("王, 小明", "王小明", "wangxiaoming"),
        ("Ice, Snow and Fog Laboratory", "Ice, Snow and Fog Laboratory", "ice-snow-and-fog-laboratory"),
    ],
)
def test_the_site_shows_a_name_as_pages_do(name: str, shown: str, slug: str) -> None:
    """Given names first in title and description, whatever form was typed; the person's file keeps what was typed."""
    texts = starter(name)
    settings = yamlfile.read(texts["content/site.yaml"], "site.yaml").data
    assert (settings["title"], settings["description"], settings["owner"]) == (shown, f"Papers of {shown}", slug)
    assert yamlfile.read(texts[f"content/authors/{slug}.yaml"], "x.yaml").data["name"] == name


def test_what_is_no_name_is_no_name(tmp_path: Path) -> None:
    """The title of a list of many people's papers is not turned around."""
    settings = yamlfile.read(starter("Rivers, Lakes", is_person=False)["content/site.yaml"], "site.yaml").data
    assert settings["title"] == "Rivers, Lakes"
