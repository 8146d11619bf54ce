"""Facets of a list of papers: year, topic, venue, kind of work, author, code.

In: the papers of a list. Out: each paper's keys, which stand on its row, and the choices that a page offers. A choice
is a link to a page of the site where there is one. Never decides what is shown: the theme's script does, by the keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sitegen.outputs.search import ids
from sitegen.records import NamedTuple
from sitegen.render.views import Facet, FacetChoice
from sitegen.site.graph import CROWD, PersonRef, SitePaper
from sitegen.site.pages import Addresses, ListKind

FEWEST, LONG = 6, 20
"""A list of fewer papers is read faster than narrowed; one of more has facets in the open."""
OPEN = ("year", "topic", "venue")
"""Facets that may stand in the open; the others are asked for."""
SHOWN, MOST = 8, 40
"""Choices that stand in the open, and all that are offered, of one facet."""


def keys(entry: SitePaper) -> str:
    """Return what the row of a paper says of it, as `kind:slug` with spaces between, then its ids as `id:…`.

    Authors are left out: the row's links to their pages say who they are.
    """
    paper = entry.facts
    facet_words = [
        *([f"year:{paper.date.iso[:4]}"] if paper.date else []),
        *(f"topic:{topic.slug}" for topic in entry.topics),
    ]
    if entry.venue:
        facet_words.append(f"venue:{entry.venue.slug}")
    return " ".join(
        (*facet_words, f"type:{paper.type}", f"code:{_code(entry)}", *(f"id:{name}" for name in ids(entry.paper)))
    )


class FacetKeys(NamedTuple):
    """The keys by which one paper can be found in a list; topics, venue and authors are (slug, name)."""

    year: str
    topics: tuple[tuple[str, str], ...]
    venue: tuple[str, str] | None
    type: str
    code: str
    authors: tuple[tuple[str, str], ...]


def facet_keys(entry: SitePaper) -> FacetKeys:
    """Return by what a paper can be found; not its authors where there are so many that rows do not name them."""
    facts = entry.facts
    named = entry.people if len(entry.people) <= CROWD else ()
    return FacetKeys(
        year=facts.date.iso[:4],
        topics=tuple((topic.slug, topic.name) for topic in entry.topics),
        venue=(entry.venue.slug, entry.venue.name) if entry.venue else None,
        type=facts.type,
        code=_code(entry),
        authors=tuple(
            dict.fromkeys((person.slug, _told_apart(person)) for person in named if person and person.has_page)
        ),
    )


def facets(entries: Sequence[FacetKeys], at: Addresses, words: Mapping[str, Any]) -> tuple[Facet, ...] | None:
    """Return by what these papers can be narrowed; nothing for a list that is too short to be.

    What all of them have in common narrows nothing and is left out. Of a long list a facet stands in the open when it
    has several choices of several papers each; what one paper alone has comes after those.
    """
    if len(entries) < FEWEST:
        return None
    topics = dict(topic for keys in entries for topic in keys.topics)
    venues = dict(keys.venue for keys in entries if keys.venue)
    people = dict(author for keys in entries for author in keys.authors)
    labels: dict[str, Callable[[str], str]] = {
        "year": str,
        "topic": topics.__getitem__,
        "venue": venues.__getitem__,
        "type": lambda slug: str(words[f"type_{slug}"]),
        "author": people.__getitem__,
        "code": lambda slug: str(words[f"filter_{slug}_code"]),
    }
    facets_with_choices = []
    for kind, label in labels.items():
        counts = _counts(kind, entries)
        chosen = sorted(counts, reverse=True) if kind == "year" else _most(counts, label)
        choices = [FacetChoice(slug, label(slug), _href(kind, slug, at), counts[slug]) for slug in chosen[:MOST]]
        several = [choice for choice in choices if choice.count > 1]
        is_open = kind in OPEN and len(entries) >= LONG and len(several) > 1
        first = (several if is_open else choices)[:SHOWN]
        if choices:
            shown = {choice.value for choice in first}
            more = tuple(choice for choice in choices if choice.value not in shown)
            facets_with_choices.append(Facet(kind, words[f"filter_{kind}"], tuple(first), more, is_open=is_open))
    return tuple(facets_with_choices)


def _counts(kind: str, entries: Sequence[FacetKeys]) -> dict[str, int]:
    """Return in how many papers there is each value of a kind, by its slug; not what all of them have."""
    counts: Counter[str] = Counter()
    for entry in entries:
        counts.update(_values(kind, entry))
    return {slug: count for slug, count in counts.items() if count < len(entries)}


def _most(counts: Mapping[str, int], label: Callable[[str], str]) -> list[str]:
    """Return those of which there are most, by how many there are."""
    fewest = min(sorted(counts.values(), reverse=True)[:MOST], default=0)
    enough = [slug for slug, count in counts.items() if count >= fewest]
    return sorted(enough, key=lambda slug: (-counts[slug], label(slug).casefold(), slug))


def _href(kind: str, slug: str, at: Addresses) -> str | None:
    """Return the page of a value, where it has one."""
    if kind == "author":
        return at.author(slug)
    lists: dict[str, ListKind] = {"year": "years", "topic": "topics", "venue": "venues"}
    return at.list(lists[kind], slug) if kind in lists else None


def _values(kind: str, keys: FacetKeys) -> Iterable[str]:
    """Return what a paper has of one kind."""
    if kind == "topic":
        return [slug for slug, _ in keys.topics]
    if kind == "year":
        return (keys.year,) if keys.year else ()
    if kind == "venue":
        return (keys.venue[0],) if keys.venue else ()
    if kind == "author":
        return [slug for slug, _ in keys.authors]
    return (getattr(keys, kind),)


def _code(entry: SitePaper) -> str:
    return "with" if entry.facts.has_code else "without"


def _told_apart(person: PersonRef) -> str:
    return f"{person.name} ({person.distinction})" if person.distinction else person.name
