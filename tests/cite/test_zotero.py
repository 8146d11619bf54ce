"""What Zotero takes from a paper's page and from a list, by the rules of its documentation.

`embedded` reads Highwire tags as https://www.zotero.org/support/dev/exposing_metadata says of embedded metadata: the
kind of item is told by the tag of what it is in; a person is `Family, Given`, several stand apart by semicolons, and
by commas where two words stand on both sides of the first. `context` reads a COinS span by ANSI/NISO Z39.88-2004.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest

from sitegen.cite import coins, highwire
from sitegen.model import Authorship, Date, Paper, Venue
from sitegen.text.convert import phrase
from tests.making import paper

URL = "https://example.org/papers/ice/"
KINDS = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
FIELDS = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_book_title": "bookTitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_conference_title": "conferenceName",
    "citation_dissertation_institution": "university",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "number",
    "citation_publisher": "publisher",
    "citation_isbn": "ISBN",
    "citation_doi": "DOI",
    "citation_language": "language",
}


def embedded(tags: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the item that Zotero makes of the tags of a page."""
    item: dict[str, Any] = {"creators": [], "tags": []}
    kind, guess = "", "journalArticle"
    pages: list[str] = []
    for name, value in tags:
        kind = KINDS.get(name, kind)
        guess = "book" if name == "citation_isbn" else guess
        if name in FIELDS:
            item[FIELDS[name]] = " ".join(value.split())
        elif name == "citation_author":
            item["creators"] += map(_creator, _people(value))
        elif name == "citation_keywords":
            item["tags"] += [word.strip() for word in value.split(";") if word.strip()]
        elif name in {"citation_firstpage", "citation_lastpage"}:
            pages.append(value)
        elif name == "citation_pdf_url":
            item["pdf"] = value
    return item | {"itemType": kind or guess, "pages": "-".join(pages)}


def _people(value: str) -> list[str]:
    people = re.split(r"\s*;\s*", value)
    by_comma = re.split(r"[ \t]*,[ \t]*", people[0])
    is_list = len(people) == 1 and len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]
    return by_comma if is_list else people


def _creator(name: str) -> tuple[str, str]:
    name = " ".join(name.split())
    if "," in name:
        family, _, given = name.partition(",")
        return family, given.strip()
    given, _, family = name.rpartition(" ")
    return family, given


def context(span: str) -> dict[str, Any]:
    """Return what a COinS span says, people and identifiers as lists."""
    found: dict[str, Any] = {"rft.au": [], "rft_id": []}
    for key, value in parse_qsl(span, strict_parsing=True):
        if key in {"rft.au", "rft.creator", "rft_id"}:
            found["rft.au" if key == "rft.creator" else key].append(value)
        else:
            assert key not in found
            found[key] = value
    return found


def _paper(**more: Any) -> Paper:
    made = Paper(
        slug="ice",
        file="content/papers/ice.yaml",
        title=phrase(r"Ice \& $\alpha^2$: 100\%")[0],
        authors=(Authorship(name="Ada King"), Authorship(name="George van den Driessche")),
        date=Date(2021, 3, 4),
        doi="10.1234/ice",
    )
    return replace(made, **more)


WORKS = {
    "an article": (
        _paper(venue=Venue(name=phrase("Winters")[0], volume="7", issue="2", pages="3--9")),
        {"itemType": "journalArticle", "publicationTitle": "Winters", "volume": "7", "issue": "2", "pages": "3-9"},
        {"rft.genre": "article", "rft.jtitle": "Winters", "rft.spage": "3", "rft.epage": "9"},
    ),
    "a conference paper": (
        _paper(type="inproceedings", venue=Venue(name=phrase("Proc. Ice")[0])),
        {"itemType": "conferencePaper", "conferenceName": "Proc. Ice"},
        {"rft.genre": "proceeding", "rft.btitle": "Proc. Ice"},
    ),
    "a chapter": (
        _paper(type="chapter", venue=Venue(name=phrase("All Cold")[0], publisher="Nord")),
        {"itemType": "bookSection", "bookTitle": "All Cold", "publisher": "Nord"},
        {"rft.genre": "bookitem", "rft.btitle": "All Cold", "rft.pub": "Nord"},
    ),
    "a book": (
        _paper(type="book", venue=Venue(publisher="Nord"), ids={"isbn": "978-0"}),
        {"itemType": "book", "publisher": "Nord", "ISBN": "978-0"},
        {"rft.genre": "book", "rft.pub": "Nord", "rft.isbn": "978-0"},
    ),
    "a thesis": (
        _paper(type="thesis", venue=Venue(name=phrase("PhD thesis, TU Nord")[0])),
        {"itemType": "thesis", "university": "TU Nord"},
        {"rft_val_fmt": "info:ofi/fmt:kev:mtx:dissertation", "rft.inst": "TU Nord"},
    ),
    "a report": (
        _paper(type="report", venue=Venue(name=phrase("Institute of Cold")[0], issue="TR-7")),
        {"itemType": "report", "institution": "Institute of Cold", "number": "TR-7"},
        {"rft.genre": "report", "rft.pub": "Institute of Cold"},
    ),
    "a preprint": (
        _paper(type="preprint", arxiv="2103.00001", doi=None),
        {"itemType": "journalArticle", "publisher": "arXiv"},
        {"rft.genre": "preprint"},
    ),
}


@pytest.mark.parametrize("name", WORKS)
def test_zotero_takes_a_page_for_what_it_is(name: str) -> None:
    """Kind, title, people, date, place, DOI and PDF of the item are those of the paper."""
    paper, fields, _ = WORKS[name]
    item = embedded(highwire.tags(paper, abstract_url=URL, pdf_url=f"{URL}ice.pdf", language="en"))
    assert {key: item[key] for key in fields} == fields
    assert item["title"] == "Ice & α²: 100%"
    assert item["creators"] == [("King", "Ada"), ("van den Driessche", "George")]
    assert (item["date"], item.get("DOI"), item["pdf"]) == ("2021/03/04", paper.doi, f"{URL}ice.pdf")


@pytest.mark.parametrize("name", WORKS)
def test_a_list_says_the_same_of_it(name: str) -> None:
    """The span of a list has the title, people, date and identifier that the page has."""
    paper, _, fields = WORKS[name]
    found = context(coins.context_object(paper, URL))
    assert {key: found[key] for key in fields} == fields
    assert found["ctx_ver"] == "Z39.88-2004"
    assert "Ice & α²: 100%" in {found.get("rft.atitle"), found.get("rft.btitle"), found.get("rft.title")}
    assert found["rft.au"] == ["King, Ada", "van den Driessche, George"]
    assert found["rft.date"] == "2021-03-04"
    address = "info:doi/10.1234/ice" if paper.doi else "https://arxiv.org/abs/2103.00001"
    assert found["rft_id"] == [address, URL]


@pytest.mark.parametrize("name", ["Gabriel José García Márquez", "George W. van den Driessche", "Ana da Costa e Silva"])
def test_a_name_of_many_words_is_one_person(name: str) -> None:
    """Two words on both sides of the comma do not make two people of one."""
    given, family = {
        "Gabriel José García Márquez": ("Gabriel José", "García Márquez"),
        "George W. van den Driessche": ("George W.", "van den Driessche"),
        "Ana da Costa e Silva": ("Ana", "da Costa e Silva"),
    }[name]
    author = Authorship(name=name, family="García Márquez" if "García" in name else None)
    item = embedded(highwire.tags(_paper(authors=(author,)), abstract_url=URL, pdf_url=None))
    assert item["creators"] == [(family, given)]


def test_what_is_no_journal_or_book_is_described() -> None:
    """Data, software, patents and talks have a span as well, in the words of Dublin Core."""
    for kind in ("dataset", "software", "patent", "talk"):
        found = context(coins.context_object(_paper(type=kind), URL))
        assert found["rft_val_fmt"].endswith(":dc")
        assert found["rft.title"] == "Ice & α²: 100%"
        assert found["rft.au"][0] == "King, Ada"


def test_nothing_in_a_span_can_end_it() -> None:
    """Quotes, angle brackets and ampersands of a title are percent-encoded."""
    span = coins.context_object(_paper(title=phrase("a\"b<c>'&d=e")[0]), URL)
    assert not set("\"<>'") & set(span)
    assert context(span)["rft.atitle"] == "a\"b<c>'&d=e"


@pytest.mark.parametrize(("count", "named"), [(1, 1), (50, 50), (51, 10), (3000, 10)])
def test_a_list_names_the_first_of_very_many(count: int, named: int) -> None:
    """Such a paper stands in the list of each of its authors, and would cost their number's square."""
    many = paper("ice", *(f"Ida Stern{number}" for number in range(count)))
    pairs = parse_qsl(coins.context_object(many, URL))
    assert [value for key, value in pairs if key == "rft.au"] == [f"Stern{number}, Ida" for number in range(named)]
