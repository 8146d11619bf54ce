"""By what a list of papers can be narrowed: year, topic, venue, kind of work, author, code.

In: the papers of a list. Out: each paper's keys, which stand on its row, and the choices that a page offers. A choice
is a link to a page of the site where there is one. Never decides what is shown: the theme's script does, by the keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sitegen.site.graph import CROWD, Entry, Person
from sitegen.site.pages import Addresses

from .views import Choice, Facet

FEWEST = 6
"""A list of fewer papers is read faster than narrowed."""
SHOWN, MOST = 8, 40
"""Choices that stand in the open, and all that are offered, of one facet."""
KINDS = ("year", "topic", "venue", "type", "author", "code")


class _Value(NamedTuple):
    """One thing that papers may have in common; `slug` is what a row and an address say."""

    kind: str
    slug: str
    label: str
    href: str | None


def keys(entry: Entry) -> str:
    """Return what the row of a paper says of it, as `kind:slug` with spaces between.

    Authors are left out: the row's links to their pages say who they are.
    """
    paper = entry.paper
    found = [f"year:{paper.date.year:04d}", *(f"topic:{one.slug}" for one in entry.topics)]
    if entry.venue:
        found.append(f"venue:{entry.venue.slug}")
    return " ".join((*found, f"type:{paper.type}", f"code:{_code(entry)}"))


def facets(
    entries: Sequence[Entry], people: Mapping[str, Person], at: Addresses, words: Mapping[str, Any]
) -> tuple[Facet, ...] | None:
    """Return by what these papers can be narrowed; nothing for a list that is too short to be.

    What all of them have in common narrows nothing and is left out.
    """
    if len(entries) < FEWEST:
        return None
    counts: Counter[_Value] = Counter()
    for entry in entries:
        counts.update(_values(entry, people, at, words))
    found = []
    for kind in KINDS:
        values = [value for value, count in counts.items() if value.kind == kind and count < len(entries)]
        chosen = _sorted(values, counts)[:MOST]
        choices = tuple(Choice(one.slug, one.label, one.href, counts[one]) for one in chosen)
        if choices:
            found.append(Facet(kind, words[f"filter_{kind}"], choices[:SHOWN], choices[SHOWN:]))
    return tuple(found)


def _sorted(values: list[_Value], counts: Mapping[_Value, int]) -> list[_Value]:
    """Years newest first, all else by how many papers have it."""
    if values and values[0].kind == "year":
        return sorted(values, key=lambda value: value.slug, reverse=True)
    return sorted(values, key=lambda value: (-counts[value], value.label.casefold(), value.slug))


def _values(entry: Entry, people: Mapping[str, Person], at: Addresses, words: Mapping[str, Any]) -> Iterable[_Value]:
    paper = entry.paper
    year = f"{paper.date.year:04d}"
    yield _Value("year", year, year, at.list("years", year))
    for topic in entry.topics:
        yield _Value("topic", topic.slug, topic.name, at.list("topics", topic.slug))
    if entry.venue:
        yield _Value("venue", entry.venue.slug, entry.venue.name, at.list("venues", entry.venue.slug))
    yield _Value("type", paper.type, words[f"type_{paper.type}"], None)
    yield _Value("code", _code(entry), words[f"filter_{_code(entry)}_code"], None)
    if len(entry.credits) <= CROWD:  # of a larger one, rows do not name everybody
        for slug in {credit.person.slug for credit in entry.credits if credit.person and credit.person.has_page}:
            yield _Value("author", slug, people[slug].name, at.author(slug))


def _code(entry: Entry) -> str:
    return "with" if entry.paper.links.code else "without"
