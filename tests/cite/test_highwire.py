"""Highwire tags."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from sitegen.cite import highwire
from sitegen.model import Authorship, Date, Paper, Venue, Version
from tests import hostile_site
from tests.making import paper, text

PAGE, PDF = "https://example.org/papers/x/", "https://example.org/x.pdf"


def _tags(one: Paper) -> dict[str, list[str]]:
    found = defaultdict(list)
    for name, content in highwire.tags(one, abstract_url=PAGE, pdf_url=PDF, language="en"):
        found[name].append(content)
    return found


def test_every_author_has_a_tag_in_order() -> None:
    """Authors are family first as the guidelines show; what belongs to one follows that one."""
    one = paper(
        "x",
        Authorship(name="George van den Driessche", affiliations=("MIT", "ETH"), orcid="0000-0002-1825-0097"),
        "Martin Luther King, Jr.",
        "The ATLAS Collaboration",
        "王伟",
        "محمد بن سلمان",
    )
    tags = [tag for tag in highwire.tags(one, abstract_url=PAGE, pdf_url=None) if tag[0].startswith("citation_author")]
    assert tags == [
        ("citation_author", "van den Driessche, George"),
        ("citation_author_institution", "MIT"),
        ("citation_author_institution", "ETH"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_author", "King Jr., Martin Luther"),
        ("citation_author", "The ATLAS Collaboration"),
        ("citation_author", "王伟"),
        ("citation_author", "محمد بن سلمان"),
    ]


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("article", "citation_journal_title"),
        ("preprint", "citation_journal_title"),
        ("inproceedings", "citation_conference_title"),
        ("chapter", "citation_inbook_title"),
        ("thesis", "citation_dissertation_institution"),
        ("report", "citation_technical_report_institution"),
        ("book", "citation_publisher"),
        ("dataset", "citation_publisher"),
    ],
)
def test_the_venue_has_the_tag_of_its_kind(kind: Any, tag: str) -> None:
    """A journal, a conference and a university are told apart."""
    assert _tags(paper("x", type=kind, venue="Somewhere"))[tag] == ["Somewhere"]


def test_everything_known_is_said() -> None:
    """Dates with slashes, volume, issue, pages, identifiers, addresses, words, language."""
    venue = Venue(name=text("Journal"), volume="3", issue="4", pages="12–20", publisher="P")
    one = paper(
        "x", date=Date(2022, 4, 29), versions=(Version(version="1", date=Date(2021, 12)),), venue=venue, doi="10.1/a",
        arxiv="2204.14198", ids={"isbn": "978", "issn": "1234", "pubmed": "77"}, topics=("A",), keywords=("B", "A"),
    )  # fmt: skip
    assert _tags(one) == {
        "citation_title": ["x"],
        "citation_author": ["Lovelace, Ada"],
        "citation_publication_date": ["2022/04/29"],
        "citation_online_date": ["2021"],
        "citation_journal_title": ["Journal"],
        "citation_volume": ["3"],
        "citation_issue": ["4"],
        "citation_firstpage": ["12"],
        "citation_lastpage": ["20"],
        "citation_publisher": ["P"],
        "citation_doi": ["10.1/a"],
        "citation_arxiv_id": ["2204.14198"],
        "citation_isbn": ["978"],
        "citation_issn": ["1234"],
        "citation_pmid": ["77"],
        "citation_keywords": ["A", "B"],
        "citation_language": ["en"],
        "citation_abstract_html_url": [PAGE],
        "citation_pdf_url": [PDF],
    }


def test_nothing_unknown_is_said() -> None:
    """A paper of which little is known has few tags, and none is empty."""
    assert dict(highwire.tags(paper("x"), abstract_url=PAGE, pdf_url=None)) == {
        "citation_title": "x",
        "citation_author": "Lovelace, Ada",
        "citation_publication_date": "2020",
        "citation_abstract_html_url": PAGE,
    }


@pytest.mark.parametrize("one", hostile_site.PAPERS, ids=list(hostile_site.PHRASES))
def test_contents_are_clean_lines(one: Paper) -> None:
    """Whatever a text holds, a content is one line that can be written, and no author is lost."""
    tags = highwire.tags(one, abstract_url=PAGE, pdf_url=PDF)
    for _, content in tags:
        content.encode()
        assert content == " ".join(content.split())
    assert sum(name == "citation_author" for name, _ in tags) == len(hostile_site.NAMES)
