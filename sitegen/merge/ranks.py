"""Ranks of sources: one table of which is believed before which, in every field.

In: a source and a field. Out: its rank, the lowest first. A source without a line, and a field that no paper has, are
errors: nothing is believed by chance.

Columns: **words** titles, abstracts and all that describes · **people** who wrote it, in which order · **venue** where
it appeared, and what it is · **doi** · **links** · **date** first publication · **licence**. A field that is added to
the model is one of words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Literal

from sitegen.merge.record import BIBTEX, IMPORT
from sitegen.model import Paper
from sitegen.records import NamedTuple

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
    #                   words people  venue  doi  links  date  licence
    "arxiv":      Ranks(    1,     1,    13,   2,     1,    1,       1),
    "acl":        Ranks(    2,     3,     2,   5,     2,    5,       6),
    "openreview": Ranks(    3,     4,     3,  13,     3,    6,       7),
    "inspire":    Ranks(    4,     5,     5,   6,     5,    7,       8),
    "crossref":   Ranks(    5,     2,     4,   1,     9,    3,       2),
    "europepmc":  Ranks(    6,     7,     6,   7,     6,    4,       5),
    "datacite":   Ranks(    7,     8,    14,  14,    14,    2,       4),
    "hal":        Ranks(    8,     9,    10,  10,     7,   11,       9),
    "ads":        Ranks(    9,    10,     9,   9,    13,   10,      12),
    "s2":         Ranks(   10,    12,     7,   3,     8,    9,      10),
    "openalex":   Ranks(   11,    11,     8,   8,     4,    8,       3),
    "dblp":       Ranks(   12,     6,     1,   4,    10,   12,      11),
    "zotero":     Ranks(   13,    13,    11,  12,    11,   13,      13),
    "orcid":      Ranks(   14,    14,    12,  11,    12,   14,      14),
    "hf":         Ranks(   15,    15,    15,  15,    15,   15,      15),
}
# fmt: on
"""Every source of `pull`, by its name."""

_COLUMNS: Mapping[str, Column] = {
    "authors": "people",
    "editors": "people",
    "venue": "venue",
    "type": "venue",
    "doi": "doi",
    "links": "links",
    "date": "date",
    "license": "licence",
}
"""The columns of fields that do not describe the work."""
COLUMNS: Mapping[str, Column] = {field.name: _COLUMNS.get(field.name, "words") for field in fields(Paper)}
"""The column of every field of a paper."""


def rank(source: str, field: str) -> int:
    """The rank of a source in a field. Raises KeyError for a source without a line, and a field that no paper has.

    A source of a plug-in, which has a dot in its name, is believed after all of these, and so is a person's own .bib
    file. What a person imports has no line either: it never meets a source in one run, and its records are equal.
    """
    column = COLUMNS[field]
    return len(RANKS) + 1 if is_unranked(source) else int(getattr(RANKS[source], column))


def is_unranked(source: str) -> bool:
    """Whether a source has no line of its own, and is believed after all that have one."""
    return source in {BIBTEX, IMPORT} or "." in source
