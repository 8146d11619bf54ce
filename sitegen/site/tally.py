"""Tallies: papers counted, by year and kind of work, by topic and year, by who wrote them together; citations.

In: papers of the site, people and topics that they name, counts of citations. Out: small tables that pages
draw. Nothing is counted that is too little to draw.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice

from sitegen.model import NO_DATE, Date, PaperType
from sitegen.records import NamedTuple, dataclass
from sitegen.site.graph import CollectionRef, Person, PersonRef, SitePaper

YEARS, PAPERS = 8, 20
"""Fewer years, or papers, are read faster than drawn."""
LONGEST = 120
"""Of more years nobody could tell one from the next."""
KINDS = 3
"""Kinds of work that are told apart; all others together are one more."""
TOPICS, FEWEST_TOPICS = 10, 3
PEOPLE, FEWEST_PEOPLE = 18, 5
"""Topics and people that are drawn, at most and at least."""
ASKED = 40
"""People with most papers, of whom those are drawn who wrote with each other."""

Counted = tuple[CollectionRef, tuple[int, ...]]
"""A topic, and its papers in each year."""


class KindOfWork(NamedTuple):
    """A kind of work, and its papers in each year; nothing stands for all kinds that are rare."""

    type: PaperType | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearTally:
    """Papers of each year from `first` on, by kind of work: the most frequent kinds first, rare ones together last."""

    first: int
    kinds: tuple[KindOfWork, ...]


@dataclass(frozen=True, slots=True)
class TopicTally:
    """Papers of each year from `first` on, by topic: the topics with most papers first."""

    first: int
    topics: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """People with their number of papers, each beside those they write with; `ties` are (place, place, papers)."""

    people: tuple[tuple[PersonRef, int], ...]
    ties: tuple[tuple[int, int, int], ...]


class Cited(NamedTuple):
    """How many times a paper was cited, by whose count and when, as far as that is stated."""

    times: int
    source: str
    date: Date


@dataclass(frozen=True, slots=True)
class CitationTally:
    """Citations of some papers: their sum, h-index and i10-index, and of how many papers they are known.

    `sources` are in order of their name; `oldest` and `newest` are the dates of the counts, as far as they are stated.
    """

    total: int
    h_index: int
    i10_index: int
    papers: int
    sources: tuple[str, ...]
    oldest: Date
    newest: Date


def by_year(papers: Iterable[SitePaper]) -> YearTally | None:
    """Return papers by year and kind of work; nothing of few years."""
    dated = [(paper.facts.date.year, paper.facts.type) for paper in papers if paper.facts.date]
    years = _span(year for year, _ in dated)
    if not years:
        return None
    often = Counter(kind for _, kind in dated)
    order = sorted(often, key=lambda kind: (-often[kind], kind))
    told: Sequence[PaperType] = order if len(order) <= KINDS + 1 else order[:KINDS]
    counts = Counter((year, kind if kind in told else None) for year, kind in dated)
    kinds: list[PaperType | None] = [*told, *([None] if len(told) < len(order) else [])]
    return YearTally(years[0], tuple(KindOfWork(kind, tuple(counts[year, kind] for year in years)) for kind in kinds))


def _span(years: Iterable[int]) -> range | None:
    """Return all years from the first to the last; nothing where papers are of few, or of too many to draw."""
    some = set(years)
    return range(min(some), max(some) + 1) if len(some) >= YEARS and max(some) - min(some) < LONGEST else None


def by_topic(papers: Iterable[SitePaper]) -> TopicTally | None:
    """Return papers by topic and year; nothing of few papers, years or topics."""
    dated = [paper for paper in papers if paper.facts.date]
    years = _span(paper.facts.date.year for paper in dated)
    if len(dated) < PAPERS or not years:
        return None
    counts: dict[CollectionRef, Counter[int]] = defaultdict(Counter)
    for paper in dated:
        for topic in paper.topics:
            counts[topic][paper.facts.date.year] += 1
    often = {topic: in_years.total() for topic, in_years in counts.items() if in_years.total() > 1}
    order = sorted(often, key=lambda topic: (-often[topic], topic.name.casefold(), topic.slug))[:TOPICS]
    if len(order) < FEWEST_TOPICS:
        return None
    return TopicTally(years[0], tuple((topic, tuple(counts[topic][year] for year in years)) for topic in order))


def together(people: Iterable[tuple[str, int]], person_of: Callable[[str], Person]) -> Together | None:
    """Return who of these people wrote with whom; nothing where hardly anybody did.

    `people` are slugs with a number of papers, most first; `person_of` returns somebody by their slug. A paper counts
    in a tie wherever on the site it is listed. Who wrote with none of the others is left out.
    """
    counts = dict(islice(((slug, count) for slug, count in people if count > 1), ASKED))
    known = {slug: person_of(slug) for slug in counts}
    tied = _tied(_tied(counts, known)[:PEOPLE], known)
    if len(tied) < FEWEST_PEOPLE:
        return None
    ties = {(slug, other): count for slug in tied for other, count in known[slug].coauthors if other in tied}
    order = _neighbours(tied, ties)
    places = {slug: place for place, slug in enumerate(order)}
    pairs = [(places[slug], places[other], count) for (slug, other), count in ties.items()]
    return Together(
        tuple((known[slug].ref(), counts[slug]) for slug in order),
        tuple(sorted(pair for pair in pairs if pair[0] < pair[1])),
    )


def _tied(slugs: Collection[str], known: Mapping[str, Person]) -> list[str]:
    """Return those people who wrote with another of them."""
    everybody = set(slugs)
    return [slug for slug in slugs if any(other in everybody for other, _ in known[slug].coauthors)]


def _neighbours(slugs: Sequence[str], ties: dict[tuple[str, str], int]) -> list[str]:
    """Return people in an order in which who writes together stands together: each next one is the closest to the last.

    The last three count, the nearest of them most; among equals whoever came first.
    """
    order, left = [slugs[0]], list(slugs[1:])
    while left:
        near = order[:-4:-1]
        closest = max(
            left, key=lambda slug: sum(ties.get((slug, other), 0) / (at + 1) for at, other in enumerate(near))
        )
        order.append(closest)
        left.remove(closest)
    return order


def of_citations(counted: Iterable[Cited]) -> CitationTally | None:
    """Return what counts of citations come to; nothing without any.

    The h-index is the most papers that have as many citations each (https://doi.org/10.1073/pnas.0507655102), the
    i10-index how many have ten.
    """
    known = sorted(counted, key=lambda cited: -cited.times)
    if not known:
        return None
    dates = sorted(cited.date for cited in known if cited.date)
    return CitationTally(
        total=sum(cited.times for cited in known),
        h_index=sum(cited.times >= place for place, cited in enumerate(known, 1)),
        i10_index=sum(cited.times >= 10 for cited in known),
        papers=len(known),
        sources=tuple(sorted({cited.source for cited in known if cited.source})),
        oldest=dates[0] if dates else NO_DATE,
        newest=dates[-1] if dates else NO_DATE,
    )
