"""Which descriptions are of one paper: what joins them, what only raises a question, what keeps them apart."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.merge.likeness import likeness
from sitegen.merge.match import KnownPaper, match
from sitegen.merge.record import Record

TITLE = "On the weaving of numbers"


def said(source: str, number: int = 1, **fields: Any) -> Record:
    """A record of a paper with a title, two authors and a year, unless told otherwise."""
    whole = {"title": TITLE, "authors": ["Ada Lovelace", "Charles Babbage"], "date": "2022", **fields}
    return Record(source=source, source_id=str(number), reached="id", fields=whole)


def works(*records: Record, known: tuple[KnownPaper, ...] = ()) -> tuple[int, int]:
    """How many papers these are, and how many questions remain."""
    matched = match(known, records)
    return len(matched.works), len(matched.doubts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"arxiv": "2203.00001"}, {"arxiv": "2203.00001", "title": "Renamed", "date": "2025"}),
        ({"arxiv": "2203.00001"}, {"doi": "10.48550/arXiv.2203.00001", "title": "Renamed"}),
        ({"doi": "10.1234/abc"}, {"doi": "10.1234/ABC", "title": "Numbers, woven"}),
        ({"ids": {"dblp": "a/b"}}, {"ids": {"dblp": "a/b"}, "title": "Other"}),
        ({"arxiv": "2203.00001"}, {"doi": "10.1234/abc"}),
        ({}, {"date": "2023-05"}),
        ({}, {"date": "", "status": "submitted"}),
        ({}, {"title": "On the Weaving of Numbers."}),
        ({}, {"title": r"On the \emph{weaving} of numbers"}),
        ({}, {"authors": ["Lovelace, Ada", "C. Babbage"]}),
        ({}, {"authors": []}),
    ],
)
def test_one_paper(one: dict[str, Any], other: dict[str, Any]) -> None:
    """An id in common, or title, authors and year: one paper, and no question, whoever is heard first."""
    assert works(said("arxiv", **one), said("s2", **other)) == (1, 0)
    assert works(said("s2", **other), said("arxiv", **one)) == (1, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"title": "On the weaving of numerals"}),
        ({}, {"authors": ["Ada Lovelace", "George Boole", "Q. Other"]}),
        ({}, {"date": "2025"}),
        ({"arxiv": "2203.00001"}, {"arxiv": "2203.00002"}),
        ({"doi": "10.1234/abc"}, {"doi": "10.1234/def"}),
        ({"title": "Preface"}, {"title": "Preface"}),
        ({"arxiv": "2203.00001", "doi": "10.1234/abc"}, {"arxiv": "2203.00002", "doi": "10.1234/abc", "title": "X"}),
    ],
)
def test_weak_evidence_asks(one: dict[str, Any], other: dict[str, Any]) -> None:
    """A title that is only alike, other authors, years apart, ids that contradict: two papers and a question."""
    assert works(said("arxiv", **one), said("s2", **other)) == (2, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"title": "The growth of plants"}),
        ({}, {"authors": ["Charles Babbage", "Ada Lovelace"]}),
        ({}, {"date": "2030"}),
        ({"title": f"{TITLE}, part I", "arxiv": "2203.00001"}, {"title": f"{TITLE}, part II", "arxiv": "2203.00002"}),
        ({"ids": {"isbn": "1"}}, {"ids": {"isbn": "1"}, "title": "Another chapter of that book"}),
    ],
)
def test_two_papers(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Another title, another first author, another decade, a series with ids of its own: no question at all."""
    assert works(said("arxiv", **one), said("s2", **other)) == (2, 0)


def test_files_are_never_joined() -> None:
    """Two files that look like one paper are the person's business; a record goes to the one it has an id of."""
    fields = said("x").fields
    known = tuple(KnownPaper(slug, likeness({**fields, "doi": f"10.1234/{slug}"})) for slug in ("a", "b"))
    matched = match(known, [said("s2", doi="10.1234/b")])
    assert [(work.slugs, work.records) for work in matched.works] == [(("a",), ()), (("b",), (0,))]
    assert not matched.doubts


def test_an_id_joins_over_several_steps() -> None:
    """One record knows the arXiv id, one the DOI, one both: one paper, whatever the order."""
    records = [
        said("arxiv", arxiv="2203.00001", title="First title", date="2019"),
        said("crossref", doi="10.1234/abc", title="Final title", date="2022"),
        said("s2", arxiv="2203.00001", doi="10.1234/abc", title="Final title"),
    ]
    for turn in range(3):
        assert works(*records[turn:], *records[:turn]) == (1, 0)


def test_gone_papers_lend_their_name() -> None:
    """A record of a paper whose file is gone knows which file that was; a renamed file is both."""
    fields = {**said("x").fields, "arxiv": "2203.00001"}
    gone = KnownPaper("old", likeness(fields))
    assert match((), [said("arxiv", arxiv="2203.00001")], gone=(gone,)).works[0].slugs == ("old",)
    matched = match((KnownPaper("new", likeness(fields)),), [said("arxiv", arxiv="2203.00001")], gone=(gone,))
    assert matched.works[0].slugs == ("new", "old")


def test_two_thousand_papers_of_one_person_take_no_time() -> None:
    """A whole life's work, seen by two sources, is matched in a second or two."""
    records = [
        said(source, at, title=f"Study {at * 7919} of {at * 104729} things", date=str(1980 + at % 40))
        for source in ("arxiv", "s2")
        for at in range(2000)
    ]
    assert works(*records)[0] == 2000
