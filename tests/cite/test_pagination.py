"""Pages within a venue, and addresses of identifiers."""

from __future__ import annotations

import pytest

from sitegen.cite import links
from sitegen.cite.pagination import ends, with_dash
from tests.making import paper


@pytest.mark.parametrize(
    ("pages", "first", "last", "dashed"),
    [
        ("1--20", "1", "20", "1--20"),
        ("1-20", "1", "20", "1--20"),
        ("1 – 20", "1", "20", "1--20"),
        ("S12–S20", "S12", "S20", "S12--S20"),
        ("4:1-4:20", "4:1", "4:20", "4:1--4:20"),
        ("e17", "e17", "", "e17"),
        ("1-3, 7-9", "1-3, 7-9", "", "1--3, 7--9"),
        ("", "", "", ""),
    ],
)
def test_ranges_have_two_ends(pages: str, first: str, last: str, dashed: str) -> None:
    """Any dash makes a range; an article number or a list is kept as it is."""
    assert ends(pages) == (first, last)
    assert with_dash(pages, "--") == dashed


def test_identifiers_lead_somewhere() -> None:
    """Odd characters of a DOI are encoded, its slashes and brackets are not; a licence is an address."""
    assert links.doi_url("10.1/(a)b<c>#1") == "https://doi.org/10.1/(a)b%3Cc%3E%231"
    assert links.homes(paper("x", doi="10.1/a", arxiv="2204.14198")) == (
        "https://doi.org/10.1/a",
        "https://arxiv.org/abs/2204.14198",
    )
    assert links.license_url("CC-BY-4.0") == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert links.license_url("https://x.org/l") == "https://x.org/l"
    assert links.license_url("all rights reserved") == ""
    assert links.license_url("CC-BY-NC") == ""


@pytest.mark.parametrize(
    ("pages", "first", "last", "dashed"),
    [
        ("pp. 12-20", "12", "20", "12--20"),
        ("p. 12", "12", "", "12"),
        ("pages 12–20", "12", "20", "12--20"),
        ("p12-p20", "12", "20", "12--20"),
        ("12---20", "12", "20", "12--20"),
        ("12 to 20", "12", "20", "12--20"),
        ("12 — 20", "12", "20", "12--20"),
        ("12−20", "12", "20", "12--20"),
        ("xii-xx", "xii", "xx", "xii--xx"),
        ("101:1--101:30", "101:1", "101:30", "101:1--101:30"),
        ("3-1--3-15", "3-1", "3-15", "3-1--3-15"),
        ("3--1--3--15", "3-1", "3-15", "3-1--3-15"),
        ("A-12 – A-20", "A-12", "A-20", "A-12--A-20"),
        ("123-8", "123", "128", "123--8"),
        ("1123–34", "1123", "1134", "1123--34"),
        ("S123–8", "S123", "S128", "S123--8"),
        ("123-1", "123", "1", "123--1"),
        ("17(1)--17(9)", "17(1)", "17(9)", "17(1)--17(9)"),
        ("123 EP -", "123", "", "123"),
        ("12-", "12", "", "12"),
        ("-", "", "", ""),
        ("s41586-021-0381-x", "s41586-021-0381-x", "", "s41586-021-0381-x"),
        ("12, 14", "12, 14", "", "12, 14"),
        ("12-14; 16", "12-14; 16", "", "12--14; 16"),
        ("Article 45", "Article 45", "", "Article 45"),
        ("PC12", "PC12", "", "PC12"),
        ("Pages", "Pages", "", "Pages"),
        ("043001", "043001", "", "043001"),
    ],
)
def test_every_usual_form_of_pages_is_read(pages: str, first: str, last: str, dashed: str) -> None:
    """Labels, dashes of every length, pages with hyphens, last pages that are cut short, ranges left open."""
    assert ends(pages) == (first, last)
    assert with_dash(pages, "--") == dashed
