"""Which source is believed before which: one table of sources, with the rank of each in every field.

In: a source and a field. Out: its rank, the lowest first. A source without a line, and a field without a column, are
errors: nothing is believed by chance.

Columns: **words** titles, abstracts and all that describes · **people** who wrote it, in which order · **venue** where
it appeared, and what it is · **doi** · **links** · **date** first publication · **licence**.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Column = Literal["words", "people", "venue", "doi", "links", "date", "licence"]


class Ranks(NamedTuple):
    """The ranks of one source; 1 is believed first."""

    words: int
    people: int
    venue: int
    doi: int
    links: int
    date: int
    licence: int


# fmt: off
RANKS: Mapping[str, Ranks] = {
    #                   words people venue doi links date licence
    "arxiv":      Ranks(    1,     1,    9,  2,    1,   1,      1),
    "acl":        Ranks(    2,     3,    2,  5,    2,   4,      5),
    "openreview": Ranks(    3,     4,    3,  9,    3,   5,      6),
    "inspire":    Ranks(    4,     5,    5,  6,    5,   6,      7),
    "crossref":   Ranks(    5,     2,    4,  1,    7,   3,      2),
    "datacite":   Ranks(    6,     7,   10, 10,   10,   2,      4),
    "s2":         Ranks(    7,     9,    6,  3,    6,   8,      8),
    "openalex":   Ranks(    8,     8,    7,  7,    4,   7,      3),
    "dblp":       Ranks(    9,     6,    1,  4,    8,   9,      9),
    "orcid":      Ranks(   10,    10,    8,  8,    9,  10,     10),
    "hf":         Ranks(   11,    11,   11, 11,   11,  11,     11),
}
# fmt: on
"""Every source of `pull`, by its name."""

COLUMNS: Mapping[str, Column] = {
    "title": "words",
    "abstract": "words",
    "summary": "words",
    "comments": "words",
    "keywords": "words",
    "arxiv_categories": "words",
    "awards": "words",
    "versions": "words",
    "updated": "words",
    "status": "words",
    "citations": "words",
    "authors_total": "words",
    "language": "words",
    "arxiv": "words",
    "ids": "words",
    "authors": "people",
    "editors": "people",
    "venue": "venue",
    "type": "venue",
    "doi": "doi",
    "links": "links",
    "date": "date",
    "license": "licence",
    "figures": "words",
    "extra": "words",
}
"""The column of every field that a source may fill."""


def rank(source: str, field: str) -> int:
    """The rank of a source in a field. Raises KeyError for a source or a field that the tables do not have."""
    return int(getattr(RANKS[source], COLUMNS[field]))
