"""A pull never takes away what a hand has written in several languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.render.recipe import BuildRequest, build
from tests.pulling import Stage, record

ENGINES = "2022-lovelace-engines"
ABSTRACT = "Of engines."
IN_BOTH = "title:\n  en: 'On engines: a study'\n  de: 'Über Maschinen: eine Studie' # by hand\n"


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A site in two languages, with a paper that was pulled and then given a German title and topic."""
    stage = Stage(tmp_path, monkeypatch, {"arxiv": "lovelace_a_1"})
    settings = stage.root / "content" / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "languages: [en, de]\n", encoding="utf-8")
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", abstract=ABSTRACT, keywords=["engine", "loom"])]}
    stage.pull()
    text = stage.paper(ENGINES).read_text(encoding="utf-8")
    assert "title: 'On engines: a study'\n" in text
    text = text.replace("title: 'On engines: a study'\n", IN_BOTH).replace(
        "- engine\n", "- {en: engine, de: Maschine}\n"
    )
    stage.paper(ENGINES).write_text(text, encoding="utf-8")
    return stage


def test_what_is_known_already_changes_nothing(stage: Stage) -> None:
    """A pulled text that is the one in the paper's language is no news."""
    before = stage.paper(ENGINES).read_bytes()
    report = stage.pull("2026-02-28")
    assert stage.paper(ENGINES).read_bytes() == before
    assert not [*report.updated, *report.conflicts]


def test_news_is_written_into_its_language(stage: Stage) -> None:
    """A title that changed at the source is new in the main language; the others stay, with their comments."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", title="On all engines: a study")]}
    report = stage.pull("2026-02-28")
    text = stage.paper(ENGINES).read_text(encoding="utf-8")
    assert "  en: 'On all engines: a study'\n  de: 'Über Maschinen: eine Studie' # by hand\n" in text
    assert [one.fields for one in report.updated] == [("title",)]
    assert build(stage.root, BuildRequest()).papers == 1


def test_a_text_of_ones_own_is_a_conflict_in_its_language(stage: Stage) -> None:
    """Where hand and source have changed the main language, the hand's stays, and `--accept` takes the source's."""
    paper = stage.paper(ENGINES)
    paper.write_text(
        paper.read_text(encoding="utf-8").replace("en: 'On engines: a study'", "en: Engines"), encoding="utf-8"
    )
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", title="On all engines: a study")]}
    report = stage.pull("2026-02-28")
    assert "  en: Engines\n  de: 'Über Maschinen: eine Studie' # by hand\n" in paper.read_text(encoding="utf-8")
    assert [one.conflict.mine for one in report.conflicts] == ["Engines"]
    stage.pull("2026-03-01", accept=[f"{ENGINES}:title"])
    text = paper.read_text(encoding="utf-8")
    assert "  en: 'On all engines: a study'\n  de: 'Über Maschinen: eine Studie' # by hand\n" in text


def test_a_paper_in_another_language_is_compared_in_it(stage: Stage) -> None:
    """What says `language: de` has been pulled in German, and its English title is the hand's."""
    paper = stage.paper(ENGINES)
    text = paper.read_text(encoding="utf-8").replace("en: 'On engines: a study'", "en: My own English").replace(
        "de: 'Über Maschinen: eine Studie'", "de: 'On engines: a study'"
    )  # fmt: skip
    paper.write_text(f"{text}language: de\n", encoding="utf-8")
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", title="On all engines: a study")]}
    assert not stage.pull("2026-02-28").conflicts
    assert "  en: My own English\n  de: 'On all engines: a study' # by hand\n" in paper.read_text(encoding="utf-8")


def test_a_list_keeps_what_stands_in_both(stage: Stage) -> None:
    """A list that grew keeps the items that a hand has written in two languages."""
    grown = record("arxiv", "1", arxiv="2203.00001", abstract=ABSTRACT, keywords=["engine", "loom", "steam"])
    stage.said = {"arxiv": [grown]}
    stage.pull("2026-02-28")
    text = stage.paper(ENGINES).read_text(encoding="utf-8")
    assert "{en: engine, de: Maschine}" in text or "de: Maschine" in text
    assert "steam" in text


def test_a_person_keeps_what_stands_in_both(stage: Stage) -> None:
    """Nor does what is learned of a person touch the other language of their affiliation."""
    person = stage.root / "content" / "authors" / "ada.yaml"
    person.write_text(
        person.read_text(encoding="utf-8") + "affiliation: {en: Academy of Engines, de: Maschinenakademie}\n",
        encoding="utf-8",
    )
    more = record("arxiv", "2", arxiv="2204.00001", title="On looms", authors=["A. Lovelace"])
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", abstract=ABSTRACT), more]}
    stage.pull("2026-02-28")
    assert "affiliation: {en: Academy of Engines, de: Maschinenakademie}" in person.read_text(encoding="utf-8")
