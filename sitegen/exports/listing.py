"""A list of references: its title, its groups, and one line a paper.

In: groups of papers, whose list it is, a style. Out: a `Listing`, which every format of `documents` writes. The HTML in
it is safe, as that of pages is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import count
from typing import Literal

from sitegen.cite import apa
from sitegen.exports.selection import PaperGroup
from sitegen.model import Text
from sitegen.records import dataclass
from sitegen.site.graph import Person, SitePaper

EQUAL = "*"
EQUAL_LEGEND = "Equal contribution"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One paper of the list; `number` is 0 where the list has none."""

    number: int
    entry: SitePaper
    reference: Text


@dataclass(frozen=True, slots=True)
class ListSection:
    """The papers under one heading, which is empty where all stand in one list."""

    heading: str
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class PublicationList:
    """The whole list; `legend` says what a mark behind a name means, empty where none stands."""

    title: str
    language: Literal["en"]
    sections: tuple[ListSection, ...]
    legend: str


References = Callable[[Sequence[SitePaper], Person | None], Sequence[Text]]
"""How papers are written in a style: a reference for each, with a person's name set apart."""


def in_apa(entries: Sequence[SitePaper], person: Person | None) -> list[Text]:
    """Return references in our own style."""
    return [apa.reference(entry.paper, own(entry, person), EQUAL) for entry in entries]


def listing(
    groups: Sequence[PaperGroup], title: str, person: Person | None, *, numbered: bool, references: References = in_apa
) -> PublicationList:
    """Return the list; numbers run through all of it, and `person` stands in bold."""
    made = iter(references([entry for group in groups for entry in group.entries], person))
    numbers = count(1)
    sections = tuple(
        ListSection(
            group.heading,
            tuple(ListItem(next(numbers) if numbered else 0, entry, next(made)) for entry in group.entries),
        )
        for group in groups
    )
    has_equal = any(
        authorship.equal for group in groups for entry in group.entries for authorship in entry.facts.credited
    )
    return PublicationList(title, "en", sections, f"{EQUAL} {EQUAL_LEGEND}" if has_equal else "")


def own(entry: SitePaper, person: Person | None) -> Collection[int]:
    """Return the places of a person among those who are credited, from 0."""
    if person is None:
        return ()
    return [at for at, other in enumerate(entry.people) if other is not None and other.slug == person.slug]
