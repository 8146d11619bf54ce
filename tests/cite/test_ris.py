"""RIS records."""

from __future__ import annotations

import re

import pytest

from sitegen.cite import ris
from sitegen.model import Date, Paper, Venue
from tests import hostile_site
from tests.making import paper, text

URL = "https://example.org/papers/x/"


def _read(record: str) -> list[tuple[str, str]]:
    """The tags and values of a record, each on its line."""
    lines = record.splitlines()
    assert record == "\n".join(lines) + "\n"
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines), record
    return [(line[:2], line[6:]) for line in lines]


def test_a_record_says_what_is_known() -> None:
    """Type, title, each author, dates, venue, pages, identifiers, words, abstract and comment, in their tags."""
    one = paper(
        "x",
        "George van den Driessche",
        "Martin Luther King, Jr.",
        "The ATLAS Collaboration",
        "محمد سلمان",
        date=Date(2022, 4, 9),
        type="inproceedings",
        venue=Venue(
            name=text("Conference"), short=text("C"), volume="3", issue="4", pages="12--20", publisher="P", place="Rome"
        ),
        abstract=text("One.\n\nTwo."),
        comments=text("9 pages"),
        doi="10.1/a",
        arxiv="2204.14198",
        topics=("Maths",),
        keywords=("maths", "Maths"),
    )
    assert _read(ris.record(one, URL)) == [
        ("TY", "CONF"), ("TI", "x"), ("AU", "van den Driessche, George"), ("AU", "King, Martin Luther, Jr."),
        ("AU", "The ATLAS Collaboration"), ("AU", "محمد سلمان"), ("PY", "2022"), ("DA", "2022/04/09/"),
        ("T2", "Conference"), ("J2", "C"),
        ("VL", "3"), ("IS", "4"), ("SP", "12"), ("EP", "20"), ("PB", "P"), ("CY", "Rome"), ("DO", "10.1/a"),
        ("AN", "arXiv:2204.14198"), ("UR", URL), ("KW", "Maths"), ("KW", "maths"), ("AB", "One. Two."),
        ("N1", "9 pages"), ("ER", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "written"), [(Date(2022), "2022///"), (Date(2022, 4), "2022/04//"), (Date(2022, 12, 31), "2022/12/31/")]
)
def test_dates_have_three_slashes(date: Date, written: str) -> None:
    """What is not known of a date is left empty between its slashes."""
    assert ("DA", written) in _read(ris.record(paper("x", date=date), URL))


@pytest.mark.parametrize("one", hostile_site.PAPERS, ids=list(hostile_site.PHRASES))
def test_nothing_breaks_a_record(one: Paper) -> None:
    """No text can end a record or begin a tag, and the record can be written."""
    record = ris.record(one, URL)
    record.encode()
    tags = [tag for tag, _ in _read(record)]
    assert (tags[0], tags[-1], tags.count("TY"), tags.count("ER")) == ("TY", "ER", 1, 1)
    assert tags.count("AU") == len(hostile_site.NAMES)


def test_a_thesis_is_published_by_its_university() -> None:
    """The venue of a thesis, a report or a book is its publisher, not a journal."""
    read = dict(_read(ris.record(paper("x", type="thesis", venue="ETH Zürich"), URL)))
    assert read["PB"] == "ETH Zürich"
    assert "T2" not in read


def test_a_retracted_paper_says_so() -> None:
    """Whoever imports the record is told."""
    assert ("N1", "Retracted") in _read(ris.record(paper("x", status="retracted"), URL))
