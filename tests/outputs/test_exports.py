"""Whole bibliographies."""

from __future__ import annotations

import json

import bibtexparser

from sitegen.cite import bibtex, csljson, ris
from tests.making import paper

PAPERS = tuple(paper(slug) for slug in ("a", "b", "c"))
URL = "https://example.org/"


def test_entries_are_joined_in_order() -> None:
    """Each file holds every paper, in the order given."""
    bib = bibtexparser.parse_string(bibtex.joined(bibtex.entry(one, one.slug) for one in PAPERS))
    assert [entry.key for entry in bib.entries] == ["a", "b", "c"]
    assert not bib.failed_blocks
    records = ris.joined(ris.record(one, URL) for one in PAPERS)
    assert [line[6:] for line in records.splitlines() if line.startswith("TI")] == ["a", "b", "c"]
    items = json.loads(csljson.joined(json.dumps(csljson.item(one, one.slug, URL)) for one in PAPERS))
    assert [item["id"] for item in items] == ["a", "b", "c"]


def test_no_papers_make_valid_files() -> None:
    """A person without papers has an empty bibliography, and an empty array."""
    assert bibtex.joined(()) == ris.joined(()) == ""
    assert json.loads(csljson.joined(())) == []
