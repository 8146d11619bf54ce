"""Papers that belong together: a year, a venue, a topic.

In: the listed papers, newest first. Out: collections, each with its papers in that order.
Spellings that differ only by case, spaces, punctuation or Unicode form are one collection; signs that tell one thing
from another (`C`, `C++`, `C#`) count.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from sitegen.model import LATEST, KnownVenue, Paper, PaperFacts, ResearchArea
from sitegen.model.published import Memory
from sitegen.records import dataclass
from sitegen.site.kept import Kept, KeptLikeness, Thing, first_slugs, kept_slugs
from sitegen.text.venues import identity, series

Kind = Literal["year", "venue", "topic"]
ARXIV = "arXiv"
"""Where a paper with an arXiv id and no venue appeared."""
_TELLING = frozenset("#&@%*!/")
_DROPPED = {
    sign: None for sign in range(128) if chr(sign) not in _TELLING and unicodedata.category(chr(sign))[0] not in "LMNS"
}
"""Of ASCII, what does not tell; in ASCII there is nothing else to fold than case."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A year, a venue or a topic; `papers` are slugs, newest first. A venue may have a page and a colour.

    A topic that the site describes has what it says `about` it. `first` is the slug that the id of its feed is made of,
    where that is not the present one.
    """

    kind: Kind
    slug: str
    name: str
    papers: tuple[str, ...]
    url: str | None = None
    colour: str | None = None
    first: str = ""
    about: ResearchArea | None = None


Found = tuple[tuple[Collection, ...], Kept]
"""Collections, and the slug of each that is remembered, by the one that is remembered."""
_NOTHING: Memory = MappingProxyType({})


def years(listed: Iterable[PaperFacts]) -> tuple[Collection, ...]:
    """Return the years of first publication, newest first."""
    slugs_by_year: dict[int, list[str]] = defaultdict(list)
    for paper in listed:
        if paper.date:
            slugs_by_year[paper.date.year].append(paper.slug)
    return tuple(
        Collection("year", f"{year:04d}", f"{year:04d}", tuple(slugs_by_year[year]))
        for year in sorted(slugs_by_year)[::-1]
    )


def topics(listed: Iterable[PaperFacts], memory: Memory = _NOTHING, described: Iterable[ResearchArea] = ()) -> Found:
    """Return the topics, those with most papers first.

    One that the site describes has the slug of its file, and the papers of all the names that it lists; it is there
    without papers too.
    """
    areas = {same_title(area.slug): area for area in described}
    key_of = {
        same_title(name): key
        for key, area in areas.items()
        for name in (area.slug, *((area.title,) if area.title else ()), *area.names)
    }
    named = [(paper, topic, same_title(topic)) for paper in listed for topic in paper.topics]
    keyed = [(paper, topic, key_of.get(key, key)) for paper, topic, key in named]
    called = {key: tuple(name for name in (area.title, *area.names) if name) for key, area in areas.items()}
    gathered, kept = _gathered("topic", keyed, memory, same_title, called)
    if not areas:
        return gathered, kept
    described_ones = [
        _described(topic, areas.get(key_of.get(same_title(topic.name), "")), memory) for topic in gathered
    ]
    own_slugs = {old.slug: new.slug for old, new in zip(gathered, described_ones, strict=True)}
    there = {topic.about.slug for topic in described_ones if topic.about}
    alone = [_described(Collection("topic", area.slug, _title(area), ()), area, memory) for area in areas.values()]
    every = (*described_ones, *(topic for topic in alone if topic.slug not in there))
    followed = {old: own_slugs.get(slug, slug) for old, slug in kept.items()}
    return _most_first(every), followed | {area.slug: area.slug for area in areas.values() if area.slug in memory}


def _described(topic: Collection, area: ResearchArea | None, memory: Memory) -> Collection:
    """Return a topic with what the site says of it; the id of its feed stays what it was."""
    if area is None:
        return topic
    if area.slug in memory:
        first = memory[area.slug].first
    else:
        was_other = topic.slug != area.slug and topic.slug in memory
        first = topic.first or (topic.slug if was_other else "")
    return replace(topic, slug=area.slug, name=area.title or topic.name, about=area, first=first)


def _title(area: ResearchArea) -> str:
    return area.title or area.slug.replace("-", " ").capitalize()


def _most_first(collections: Iterable[Collection]) -> tuple[Collection, ...]:
    return tuple(
        sorted(
            collections, key=lambda collection: (-len(collection.papers), collection.name.casefold(), collection.slug)
        )
    )


def venues(listed: Iterable[PaperFacts], known: Iterable[KnownVenue] = (), memory: Memory = _NOTHING) -> Found:
    """Return the venues, those with most papers first.

    A year or an ordinal in a venue's name does not make another venue. Where one paper gives a venue's full and short
    name, other papers that give only the full one belong to it too.
    """
    listed = tuple(listed)
    shorts = {
        identity(paper.venue.name.plain): identity(paper.venue.short.plain)
        for paper in listed
        if paper.venue and paper.venue.short and paper.venue.name.plain
    }
    named = []
    for paper in listed:
        name = venue_name(paper)
        if name:
            key = identity(name)
            named.append((paper, name, key if paper.venue and paper.venue.short else shorts.get(key, key)))
    told = {identity(name): venue for venue in known for name in (venue.short, venue.name) if name}
    gathered, kept = _gathered(
        "venue", named, memory, identity, {name: _other_names(venue) for name, venue in told.items()}
    )
    return tuple(_told(venue, told.get(identity(venue.name))) for venue in gathered), kept


def _told(venue: Collection, known: KnownVenue | None) -> Collection:
    return replace(venue, url=known.url, colour=known.colour) if known else venue


def venue_name(paper: Paper | PaperFacts) -> str | None:
    """Return the venue a paper is listed under, without its year: the short name, else the name; else `arXiv`."""
    if paper.venue and not paper.state.is_unpublished and (paper.venue.short or paper.venue.name.plain):
        return series((paper.venue.short or paper.venue.name).plain)
    return ARXIV if paper.arxiv else None


@lru_cache(maxsize=1 << 14)
def same_title(title: str) -> str:
    """Return the form in which two spellings of one title are equal."""
    if title.isascii():
        small = title.lower()
        return small.translate(_DROPPED) or small
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    kept = (sign for sign in folded if sign in _TELLING or unicodedata.category(sign)[0] in "LMNS")
    return "".join(kept) or folded


def _gathered(
    kind: Kind,
    named: list[tuple[PaperFacts, str, str]],
    memory: Memory,
    same: Callable[[str], str],
    known: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Found:
    """Return one collection for each key (third item), named by its commonest spelling (second).

    `known` are other names of it, by its key or by the form of its commonest spelling that `same` makes.
    """
    papers: dict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    oldest: dict[str, tuple[object, str]] = {}
    for paper, name, key in named:
        papers[key][paper.slug] = None
        names[key][name] += 1
        oldest[key] = min(oldest.get(key, (LATEST, paper.slug)), (paper.date or LATEST, paper.slug))
    titles = {key: _commonest(names[key]) for key in names}
    things = [
        Thing(key, (titles[key], *names[key], *known.get(key, known.get(same(titles[key]), ()))), oldest[key])
        for key in papers
    ]
    slugs, kept = kept_slugs(memory, things, KeptLikeness(same, present=lambda _: ()))
    firsts = first_slugs(memory, kept, slugs.values())
    gathered = (
        Collection(kind, slugs[key], titles[key], tuple(papers[key]), first=firsts.get(slugs[key], ""))
        for key in papers
    )
    return _most_first(gathered), kept


def _other_names(venue: KnownVenue) -> tuple[str, ...]:
    return tuple(name for name in (venue.name, venue.short, *venue.names) if name)


def _commonest(names: Mapping[str, int]) -> str:
    return min(names, key=lambda name: (-names[name], len(name), name))
