"""The address that a record has beside its identifiers, in every format of the table."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.cite.formats import RECORDS, Citation
from sitegen.cite.links import beside_identifiers
from sitegen.model import Links, Venue
from tests.making import paper, text

PAGE = "https://ada.example/papers/ice/"
JOURNAL = "https://journal.example/ice"


@pytest.mark.parametrize(
    ("more", "address"),
    [
        ({}, PAGE),
        ({"links": Links(html=(JOURNAL,))}, JOURNAL),
        ({"links": Links(html=("files/ice.html",), pdf=("files/ice.pdf",))}, PAGE),
        ({"links": Links(html=(JOURNAL,)), "doi": "10.1/ice", "arxiv": "2101.00001"}, JOURNAL),
        ({"links": Links(pdf=("https://journal.example/ice.pdf",))}, "https://journal.example/ice.pdf"),
        ({"links": Links(pdf=("https://journal.example/ice.pdf",)), "doi": "10.1/ice"}, "https://journal.example/ice.pdf"),
        ({"links": Links(pdf=("https://arxiv.org/pdf/2101.00001",)), "doi": "10.1/ice", "arxiv": "2101.00001"}, ""),
        ({"links": Links(pdf=("https://arxiv.org/pdf/2101.00001",)), "arxiv": "2101.00001"},
         "https://arxiv.org/abs/2101.00001"),
        ({"doi": "10.1/ice"}, ""),
        ({"doi": "10.1/ice", "arxiv": "2101.00001"}, ""),
        ({"doi": "10.48550/arxiv.2101.00001", "arxiv": "2101.00001"}, "https://arxiv.org/abs/2101.00001"),
        ({"arxiv": "2101.00001"}, "https://arxiv.org/abs/2101.00001"),
        ({"type": "dataset", "links": Links(data=("https://data.example/ice",)), "doi": "10.1/ice"},
         "https://data.example/ice"),
    ],
)  # fmt: skip
def test_the_page_is_the_address_of_what_is_nowhere_else(more: dict[str, Any], address: str) -> None:
    """A publisher's address goes before all, a DOI needs none beside it, and the page here is the last."""
    assert beside_identifiers(paper("ice", **more), PAGE) == address


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "ris", "csl-json", "endnote-xml", "mods"])
def test_every_format_has_the_publishers_address(name: str) -> None:
    """No format says the page where the paper has an address of its publisher, or a DOI."""
    published = paper("ice", links=Links(html=(JOURNAL,)), doi="10.1/ice", venue=Venue(name=text("Cold")))
    record = RECORDS[name].one(Citation(published, "k", PAGE))
    assert JOURNAL in record
    assert PAGE not in record
    assert PAGE not in RECORDS[name].one(Citation(paper("ice", doi="10.1/ice"), "k", PAGE))
    assert PAGE in RECORDS[name].one(Citation(paper("ice"), "k", PAGE))


def test_the_preprint_beside_a_published_paper_is_at_arxiv() -> None:
    """The address of the publisher is not that of the preprint."""
    published = paper("ice", links=Links(html=(JOURNAL,)), doi="10.1/ice", arxiv="2101.00001", venue="Cold")
    preprint = Citation(published, "k", PAGE).preprint
    assert preprint is not None
    assert preprint.address == "https://arxiv.org/abs/2101.00001"
