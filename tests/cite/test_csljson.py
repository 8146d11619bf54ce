"""CSL-JSON items."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sitegen.cite import csljson
from sitegen.model import Bibtex, Date, Links, Paper, Venue
from tests import hostile_site
from tests.making import paper, text

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[1] / "schemas" / "csl.json").read_text(encoding="utf-8"))
)
URL = "https://example.org/papers/x/"


def _item(one: Paper) -> dict[str, Any]:
    """The item as it is read back from a file, valid."""
    item: dict[str, Any] = json.loads(json.dumps(csljson.item(one, "k", URL), ensure_ascii=False).encode())
    SCHEMA.validate([item])
    return item


def test_names_have_their_parts() -> None:
    """Particles and suffixes have fields of their own; a group is literal, and a name whose parts nobody knows."""
    people = (
        "George van den Driessche", "Martin Luther King, Jr.", "The ATLAS Collaboration", "Plato", "山田 太郎",
        "محمد بن سلمان", "سلمان, محمد",
    )  # fmt: skip
    assert _item(paper("x", *people))["author"] == [
        {"family": "Driessche", "given": "George", "non-dropping-particle": "van den"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "The ATLAS Collaboration"},
        {"family": "Plato"},
        {"family": "山田", "given": "太郎"},
        {"literal": "محمد بن سلمان"},
        {"family": "سلمان", "given": "محمد"},
    ]


@pytest.mark.parametrize(
    ("date", "parts"), [(Date(2022), [2022]), (Date(2022, 4), [2022, 4]), (Date(2022, 4, 29), [2022, 4, 29])]
)
def test_dates_are_as_exact_as_they_are_known(date: Date, parts: list[int]) -> None:
    """No month or day is made up."""
    assert _item(paper("x", date=date))["issued"] == {"date-parts": [parts]}


def test_an_article_says_where_it_appeared() -> None:
    """Journal, volume, issue, pages, identifiers, words, abstract: what a style or a reference manager asks for."""
    venue = Venue(
        name=text("Journal"), short=text("J."), volume="3", issue="4", pages="12--20", publisher="P", place="Rome"
    )
    item = _item(paper("x", venue=venue, doi="10.1/a", arxiv="2204.14198", abstract=text("One."), topics=("Maths",)))
    wanted = {
        "id": "k", "type": "article-journal", "title": "x", "container-title": "Journal", "container-title-short": "J.",
        "volume": "3", "issue": "4", "page": "12-20", "publisher": "P", "publisher-place": "Rome", "DOI": "10.1/a",
        "URL": URL, "note": "arXiv:2204.14198", "abstract": "One.", "keyword": "Maths",
    }  # fmt: skip
    assert {name: item.get(name) for name in wanted} == wanted
    assert "number" not in item  # styles take it for the number of the article


def test_an_article_number_is_one() -> None:
    """What takes the place of pages is the article's number, and stays where readers look for pages."""
    item = _item(paper("x", venue=Venue(name=text("Journal"), volume="3", pages="e0123")))
    assert (item["number"], item["page"]) == ("e0123", "e0123")


@pytest.mark.parametrize(
    ("more", "url"),
    [
        ({"doi": "10.1/a", "links": Links(html=("https://example.com/x",))}, URL),
        ({"type": "preprint", "arxiv": "2204.14198"}, "https://arxiv.org/abs/2204.14198"),
        ({"links": Links(html=("https://example.com/x",))}, "https://example.com/x"),
        ({"links": Links(pdf=("x.pdf",))}, URL),
    ],
)
def test_the_address_is_where_the_work_is(more: dict[str, Any], url: str) -> None:
    """Without a DOI a style prints the address: that of the work where it is known, else of its page here."""
    assert _item(paper("x", **more))["URL"] == url


@pytest.mark.parametrize("status", ["published", "preprint", None])
def test_what_goes_without_saying_has_no_status(status: Any) -> None:
    """Styles print a status as it is, behind the journal."""
    assert "status" not in _item(paper("x", venue="Journal", status=status))


def test_who_edited_and_where_a_thesis_is_kept() -> None:
    """Editors whom only `bibtex:` names are there; a thesis is its university's, whoever keeps it; a label is none."""
    book = Venue(name=text("Book"), volume="Vol. 3")
    chapter = _item(
        paper("x", type="chapter", venue=book, bibtex=Bibtex(fields={"editor": r"M{\"u}ller, K and {The Group}"}))
    )
    assert chapter["editor"] == [{"family": "Müller", "given": "K"}, {"literal": "The Group"}]
    assert chapter["volume"] == "3"
    thesis = _item(paper("x", type="thesis", venue=Venue(name=text("ETH"), publisher="Archive")))
    assert (thesis["publisher"], thesis["archive"]) == ("ETH", "Archive")


def test_a_comment_is_no_variable() -> None:
    """Zotero and pandoc read lines of a note as variables; a comment that looks like one is kept from it."""
    one = paper("x", venue="Journal", arxiv="2204.14198", comments=text("Number: 12"))
    assert _item(one)["note"] == "arXiv:2204.14198\nComments: Number: 12"


@pytest.mark.parametrize(
    ("more", "genre"),
    [
        ({"type": "thesis"}, "Doctoral dissertation"),
        ({"type": "dataset"}, "Data set"),
        ({"type": "talk"}, "Talk"),
        ({"status": "submitted"}, "Manuscript submitted for publication"),
        ({"venue": "Journal"}, None),
    ],
)
def test_a_work_says_what_it_is(more: dict[str, Any], genre: str | None) -> None:
    """Styles print the genre, and have none of their own."""
    assert _item(paper("x", **more)).get("genre") == genre


def test_a_thesis_is_published_by_its_university() -> None:
    """The venue of a thesis or a report is its publisher."""
    item = _item(paper("x", type="thesis", venue="ETH Zürich"))
    assert (item["type"], item["publisher"], item.get("container-title")) == ("thesis", "ETH Zürich", None)


def test_a_preprint_is_at_arxiv() -> None:
    """A preprint without a venue is published by arXiv under its number."""
    item = _item(paper("x", type="preprint", arxiv="2204.14198"))
    assert (item["type"], item["publisher"], item["number"]) == ("article", "arXiv", "arXiv:2204.14198")


@pytest.mark.parametrize("one", hostile_site.PAPERS, ids=list(hostile_site.PHRASES))
def test_nothing_breaks_an_item(one: Paper) -> None:
    """Whatever a text holds, the item is valid and can be written; it holds no control character."""
    item = _item(one)
    assert len(item["author"]) == len(hostile_site.NAMES)
    assert not any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in item["title"])
