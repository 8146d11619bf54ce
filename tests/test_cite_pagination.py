"""Pages within a venue, and addresses of identifiers."""

from __future__ import annotations

import pytest

from sitegen.cite import links
from sitegen.cite.pagination import ends, with_dash

from .making import paper


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
