"""Papers whose authors nobody names: who is asked for them, and which come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sitegen.pull.recipe import PullRequest, pull
from sitegen.pull.report import PullReport
from sitegen.web.errors import SourceError
from tests.making import write_site
from tests.pulling import PAPER, Stage, record
from tests.replay_server import Answer, data, replaying

IDENTITY = "0000-0002-1825-0097"
WORKS = f"pub.orcid.org/v3.0/{IDENTITY}/works"


def _summary(code: int, title: str) -> dict[str, Any]:
    work = {"put-code": code, "title": {"title": {"value": title}}, "type": "report"}
    return {"work-summary": [{**work, "publication-date": {"year": {"value": "2020"}}}]}


def _work(code: int, *people: tuple[str, str]) -> dict[str, Any]:
    contributors = [
        {"credit-name": {"value": name}, "contributor-attributes": {"contributor-role": role}} for name, role in people
    ]
    return {"work": {"put-code": code, "visibility": "public", "contributors": {"contributor": contributors}}}


def _pull(root: Path, answers: dict[str, Answer]) -> PullReport:
    with replaying(answers) as server:
        request = PullRequest(date="2026-01-31", sources=("orcid",), figures=False)
        return pull(root, request, {"SITEGEN_GATEWAY": server.address})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of one person who keeps an ORCID record."""
    made = write_site(tmp_path, {"authors/ada.yaml": f"name: Ada Lovelace\norcid: {IDENTITY}\n"}, owner="ada")
    (made / "content" / "papers" / "first.yaml").unlink()
    return made


def test_orcid_is_asked_for_contributors(root: Path) -> None:
    """Of works whose authors no source names, the whole record is asked; editors of a book are no authors."""
    people = [("Ada Lovelace", "author"), ("Charles Babbage", "AUTHOR"), ("George Boole", "editor")]
    answers: dict[str, Answer] = {
        WORKS: data({"group": [_summary(1, "On engines"), _summary(2, "On tables")]}),
        f"{WORKS}/1,2": data({"bulk": [_work(1, *people), {"error": {"response-code": 404}}]}),
    }
    report = _pull(root, answers)
    files = {path.name: path.read_text(encoding="utf-8") for path in (root / "content" / "papers").iterdir()}
    assert "Charles Babbage" in files["2020-lovelace-engines.yaml"]
    assert "Boole" not in files["2020-lovelace-engines.yaml"]
    assert "- Ada Lovelace" in files["2020-lovelace-tables.yaml"]
    assert ["no source names" in problem.sentence for problem in report.problems if problem.field == "authors"] == [
        True
    ]
    assert "2020-lovelace-tables" in report.problems[0].file
    assert not _pull(root, answers).updated


def test_without_an_answer_the_person_stands_alone(root: Path) -> None:
    """An ORCID work comes in with the person whose record it stands in, and is something to look at."""
    report = _pull(root, {WORKS: data({"group": [_summary(1, "On engines")]})})
    assert [one.title for one in report.added] == ["On engines"]
    assert [problem.field for problem in report.problems] == ["authors"]
    assert not report.failures


def test_any_other_work_without_authors_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no source names the authors of, and no ORCID record has, is a candidate until somebody accepts it."""
    stage = Stage(tmp_path, monkeypatch, {"openalex": "A1"})
    stage.said["openalex"] = [record("openalex", "W1", authors=[], doi="10.5555/x")]
    report = stage.pull()
    assert [(one.id, one.why) for one in report.candidates] == [("doi:10.5555/x", "unnamed")]
    assert not report.added
    assert [one.title for one in stage.pull(accept=["10.5555/x"]).added] == ["On engines: a study"]


def test_a_book_with_editors_needs_no_authors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is named after the first editor, and the person is found among them."""
    stage = Stage(tmp_path, monkeypatch, {"dblp": "1/2"})
    stage.said["dblp"] = [record("dblp", "x", authors=[], editors=["Charles Babbage", "Ada Lovelace"], type="book")]
    report = stage.pull()
    assert [one.file for one in report.added] == ["content/papers/2022-babbage-engines.yaml"]
    assert not report.problems
    assert "authors" not in stage.paper("2022-babbage-engines").read_text(encoding="utf-8")


def test_a_record_that_is_null_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that sends nothing for a paper it described keeps what it gave; no coarser date takes its place."""
    stage = Stage(tmp_path, monkeypatch, {"s2": "1", "openalex": "A1"})
    fine = record("openalex", "W1", doi="10.5555/x", date="2022-03-29", venue={"name": "Engines", "volume": "3"})
    coarse = record("s2", "p1", doi="10.5555/x", date="2022", venue={"name": "Eng."})
    stage.said = {"openalex": [fine], "s2": [coarse]}
    stage.pull()
    before = stage.files()
    stage.said["openalex"] = []
    report = stage.pull("2026-02-01")
    assert not report.updated
    assert {path: raw for path, raw in stage.files().items() if "/papers/" in path} == {
        path: raw for path, raw in before.items() if "/papers/" in path
    }


def test_no_lower_source_takes_the_place_of_one_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of five sources fails, what they said together stays, however it was put together."""
    stage = Stage(
        tmp_path, monkeypatch, {"arxiv": "l_a_1", "orcid": IDENTITY, "dblp": "1/2", "openalex": "A1", "s2": "1"}
    )
    mark = {"arxiv": "2203.00001", "doi": "10.5555/x"}
    said = {
        "arxiv": record("arxiv", "1", **mark, title="On H0 tension in engines", authors=["A. Lovelace", "C. Babbage"],
                        venue={"name": "J. Eng.", "volume": "3"}, date="2022"),
        "dblp": record("dblp", "k", **mark, title="On H0 tension in engines", authors=PAPER["authors"],
                       venue={"name": "J. Eng.", "volume": "3", "pages": "7-9"}, date="2023"),
        "openalex": record("openalex", "W1", **mark, title="On $H_0$ tension in engines",
                           date="2022-03-29",
                           authors=[{"name": "Ada Lovelace", "affiliations": ["London"]}, "Charles Babbage"],
                           venue={"name": "Journal of Engines", "volume": "3", "publisher": "Press"}),
        "s2": record("s2", "p1", **mark, date="2022-04", venue={"name": "Engines", "volume": "4"}, abstract="Words."),
        "orcid": record("orcid", "5", **mark, authors=[], venue={"name": "Engine Letters"}, date="2021"),
    }  # fmt: skip
    stage.said = {name: [one] for name, one in said.items()}
    stage.pull()
    before = stage.paper(stage.slugs()[0]).read_text(encoding="utf-8")
    for words in ("$H_0$", "Journal of Engines", "short: J. Eng.", "7-9", "Press", "2022-03-29", "London", "Charles"):
        assert words in before
    for name in said:
        stage.said = {other: [one] for other, one in said.items()}
        stage.said[name] = SourceError(name, "down", "it is down")
        assert [one.source for one in stage.pull("2026-02-01").failures] == [name]
        assert stage.paper(stage.slugs()[0]).read_text(encoding="utf-8") == before, name
        stage.said[name] = []
        stage.pull("2026-02-02")
        assert stage.paper(stage.slugs()[0]).read_text(encoding="utf-8") == before, name
