"""Record: one paper as one source describes it.

In: nothing. Out: the noun that sources return, and that matching, combining and merging work on. Values have the shape
and the spelling that they would have in the paper's YAML file: text, lists and mappings of text, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from sitegen.records import NamedTuple, dataclass


class Note(NamedTuple):
    """A note to a person about one field of a record, and what to do about it."""

    field: str
    sentence: str
    hint: str = ""


BIBTEX = "bibtex"
"""The source of what stands in a .bib file of a person, at an address."""
IMPORT = "import"
"""The source of what a person imports from files of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One paper, as one source describes it, whole.

    `fields` maps keys of a paper file (SPEC 2.1: `title`, `authors`, `date`, `arxiv`, `doi`, `ids`, `venue` …) to plain
    values in normal form; what the source does not say is absent, never empty. `reached` tells whether the source was
    asked by the person's own identifier or only by name. `suggested` are values that a person should confirm.
    `person` is the position in `authors` of whoever was asked for, where the source says so. `notes` are doubts that
    only a person can settle. `person_ids` are that person's ids (`openalex`, `inspire` …) as the record has them.
    """

    source: str
    source_id: str
    reached: Literal["id", "name"]
    fields: Mapping[str, Any]
    person: int | None = None
    suggested: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    person_ids: Mapping[str, str] = field(default_factory=dict)
