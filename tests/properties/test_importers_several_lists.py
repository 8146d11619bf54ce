"""Several lists that say different things of the same papers: importing any of them again changes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.bringing import Desk

_FIELDS = {
    "title": ("Tides of Mars", "Tides of Mars: a study", "Storms of Venus", "Editorial"),
    "author": ("Doe, Jane", "J. Doe and Roe, Kim", "Ray, Bo"),
    "year": ("2019", "2020"),
    "doi": ("10.1234/a", "10.1234/b", "", ""),
    "eprint": ("1901.00001", "", ""),
    "journal": ("J. Tides", ""),
}


@st.composite
def lists(draw: st.DrawFn) -> str:
    """One to three entries of a few keys, titles and identifiers, so that most of them meet."""
    written = []
    for _ in range(draw(st.integers(1, 3))):
        fields = {name: draw(st.sampled_from(values)) for name, values in _FIELDS.items()}
        kind = draw(st.sampled_from(("article", "inproceedings", "misc")))
        key = draw(st.sampled_from(("same", "same", "other")))
        inner = "".join(f",\n {name} = {{{value}}}" for name, value in fields.items() if value)
        written.append(f"@{kind}{{{key}{inner}\n}}\n")
    return "".join(written)


@settings(max_examples=20)
@given(first=lists(), second=lists())
def test_lists_in_turn_write_nothing(first: str, second: str) -> None:
    """Keys used twice, equal titles and disputed DOIs included: A, B, and then no A and no B has news."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        paths = [desk.put("first.bib", first), desk.put("second.bib", second)]
        for path in paths:
            desk.bring(path)
        before = desk.files()
        for path in (paths[1], *paths, *paths):
            report = desk.bring(path)
            assert not report.added
            assert not report.updated
            assert desk.files() == before


def test_an_entry_that_is_changed_back_is_news(tmp_path: Path) -> None:
    """Only what a list says now counts, not what it said once; the other list stays as it was."""
    desk = Desk(tmp_path)
    entry = "@article{tides, title={Tides}, author={Doe, Jane}, year=2019, journal={Sea}, volume={%s}}"
    other = desk.put("other.bib", entry % "9")
    for volume in ("3", "4", "3"):
        desk.bib(entry % volume)
        assert desk.only()["venue"]["volume"] == volume
    desk.bring(other)
    assert desk.only()["venue"]["volume"] == "9"
    desk.bib(entry % "3")
    assert desk.only()["venue"]["volume"] == "9"
    desk.bib(entry % "5")
    assert desk.only()["venue"]["volume"] == "5"


def test_a_paper_whose_memory_is_deleted_comes_again(tmp_path: Path) -> None:
    """Without its file and what was pulled for it, an entry is a new one."""
    desk = Desk(tmp_path)
    text = "@article{tides, title={Tides}, author={Doe, Jane}, year=2019, journal={Sea}}"
    desk.bib(text)
    for path in (desk.root / "content").rglob("2019-doe-tides*"):
        path.unlink()
    (desk.root / "content" / ".pulled" / "decisions.yaml").unlink(missing_ok=True)
    assert len(desk.bib(text).added) == 1
