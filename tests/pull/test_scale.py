"""Large honest input: thousands of papers, thousands of authors, and papers that are odd in every way."""

from __future__ import annotations

import resource
import time
from pathlib import Path
from typing import Any

import pytest

from sitegen.content import yamlfile
from sitegen.content.canonical import canonical
from sitegen.render.recipe import BuildRequest, build
from tests.pulling import Stage, record


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A site whose person has an id at arXiv and at Semantic Scholar."""
    return Stage(tmp_path, monkeypatch, {"arxiv": "lovelace_a_1", "s2": "11"})


def spent() -> float:
    """Seconds of processor time, our children's with it."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


@pytest.mark.slow
@pytest.mark.nightly
def test_two_thousand_papers_take_seconds(stage: Stage) -> None:
    """Two sources tell of 2,000 papers each: pulled, pulled again and updated, each in less than 20 s of processor."""

    def said(comment: str) -> None:
        stage.said = {"arxiv": [], "s2": []}
        for at in range(2000):
            title = f"Study {at * 7919} of $x_{{{at}}}$ and other \\emph{{things}}"
            authors = [f"Person {chr(65 + at % 26)}. Number{at * 31 % 400}", "Ada Lovelace", "Charles Babbage"]
            paper: dict[str, Any] = {"title": title, "authors": authors, "date": f"{2001 + at % 20}-05-06"}
            more = {"arxiv": f"{15 + at % 9}01.{at:05}", "abstract": "Long words of an abstract. " * 40}
            stage.said["arxiv"].append(record("arxiv", "", **paper, **more, comments=comment))  # type: ignore[union-attr] # a list
            stage.said["s2"].append(record("s2", str(at), **paper, doi=f"10.1234/{at}"))  # type: ignore[union-attr] # a list

    for number, comment in enumerate(("first", "first", "second")):
        said(comment)
        start = spent()
        report = stage.pull()
        seconds = spent() - start
        print(f"2,000 papers, pull {number + 1}: {seconds:.1f} s of processor time")
        assert (len(report.added), len(report.updated)) == ((2000, 0), (0, 0), (0, 2000))[number]
        assert seconds < 20


def test_three_thousand_authors(stage: Stage) -> None:
    """A paper of 3,000 authors is taken whole; one more of them changes one place of the file."""
    authors: list[Any] = [
        {"name": f"Person {at}. Family{at}", "affiliations": [f"Lab {at % 99}"]} for at in range(3000)
    ]
    stage.said = {"arxiv": [record("arxiv", "", arxiv="2203.00001", authors=[*authors, "Ada Lovelace"])]}
    stage.pull()
    path = stage.paper("2022-family0-engines")
    old = path.read_text().splitlines()
    assert len(yamlfile.parse(path.read_bytes(), "x").data["authors"]) == 3001
    grown = [*authors[:1500], "Someone New", *authors[1500:], "Ada Lovelace"]
    stage.said["arxiv"] = [record("arxiv", "", arxiv="2203.00001", authors=grown)]
    stage.pull()
    new = path.read_text().splitlines()
    assert len(new) == len(old) + 1
    assert [line for line in new if line != "  - Someone New"] == old


def test_odd_papers_are_normal(stage: Stage) -> None:
    """Old ids, only a year, no abstract, one-name authors, collaborations, any script: all come in and build."""
    odd: list[dict[str, Any]] = [
        {"title": "On charm", "arxiv": "hep-th/9901001", "date": "1999"},
        {"title": "The measure of it", "authors": ["The ATLAS Collaboration", "Ada Lovelace"], "arxiv": "2203.00002"},
        {"title": "One name", "authors": ["Aristotle", "Ada Lovelace"], "doi": "10.1234/(sici)1<2>3;4#5"},
        {"title": "深層学習について", "authors": ["李 明", "Ada Lovelace"], "doi": "10.1234/ü"},
        {
            "title": "$\\mathbb{E}[X]$: 100\\% # & 'quotes' \"double\"",
            "doi": "10.1234/q",
            "abstract": "a\n\n  b: #c\n- d",
        },
        {"title": "!" * 3, "doi": "10.1234/marks"},
        {"title": "No", "doi": "10.1234/no", "comments": "Yes", "license": "1.10"},
        {"title": "A very long title " * 30, "doi": "10.1234/long"},
        {"title": "CON", "authors": ["Nul Aux", "Ada Lovelace"], "doi": "10.1234/con"},
    ]
    stage.said = {"arxiv": [record("arxiv", str(at), **fields) for at, fields in enumerate(odd)]}
    report = stage.pull()
    assert len(report.added) == len(odd), (report.candidates, report.left_out, report.problems)
    for path in (stage.root / "content" / "papers").iterdir():
        document = yamlfile.parse(path.read_bytes(), path.name)
        data = document.data
        assert canonical(document, "paper") == document.text, "`sitegen fmt` has nothing to add"
        assert any(all(data.get(key) == value for key, value in fields.items()) for fields in odd), path.name
        assert len(path.name) < 120
    assert build(stage.root, BuildRequest()).papers == len(odd)
    before = stage.files()
    stage.pull()
    assert stage.files() == before
