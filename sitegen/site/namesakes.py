"""Namesakes: what tells people of one name apart, an institution, a field, the years of their papers.

In: who is who, and the papers that are listed. Out: for whoever shares a name, the others and a few words; nothing
for all others. Never decides who is who: that is `people`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.model import Paper, PaperFacts
from sitegen.records import NamedTuple
from sitegen.site.people import AuthorIndex, Identity, letters


class Namesakes(NamedTuple):
    """The slugs of others who have a person's name, and a few words that tell this one from them."""

    others: tuple[str, ...] = ()
    distinction: str = ""


NO_NAMESAKES = Namesakes()


def namesakes(directory: AuthorIndex, listed: Iterable[Paper | PaperFacts]) -> Mapping[str, Namesakes]:
    """Return, by slug, who shares a name with somebody else who has a paper or a file."""
    groups: dict[str, list[Identity]] = defaultdict(list)
    for identity in directory.identities.values():
        groups[letters(identity.name).text].append(identity)
    wanted = {identity.slug for group in groups.values() if len(group) > 1 for identity in group}
    papers: dict[str, list[Paper | PaperFacts]] = defaultdict(list)
    for paper in listed if wanted else ():
        for slug in wanted.intersection(directory.of[paper.slug]):
            papers[slug].append(paper)
    namesakes_by_slug: dict[str, Namesakes] = {}
    for group in groups.values():
        present = [identity for identity in group if identity.author or identity.slug in papers]
        if len(present) > 1:
            words = _apart(present, papers, directory)
            for identity in present:
                others = tuple(other.slug for other in present if other is not identity)
                namesakes_by_slug[identity.slug] = Namesakes(others, words[identity.slug])
    return namesakes_by_slug


def _apart(
    group: Sequence[Identity], papers: Mapping[str, Sequence[Paper | PaperFacts]], directory: AuthorIndex
) -> dict[str, str]:
    """Return for each of a group the first trait that nobody else of it has; else all of theirs, and a number."""
    traits = {identity.slug: tuple(_traits(identity, papers.get(identity.slug, ()), directory)) for identity in group}
    common = Counter(trait for known in traits.values() for trait in dict.fromkeys(known))
    words: dict[str, str] = {}
    for number, identity in enumerate(group, 1):
        known = traits[identity.slug]
        own = next((trait for trait in known if common[trait] == 1), "")
        words[identity.slug] = own or f"{', '.join(known)} ({number})".strip()
    return words


def _traits(identity: Identity, papers: Sequence[Paper | PaperFacts], directory: AuthorIndex) -> Iterator[str]:
    """Yield what may tell somebody apart, best first: institutions, topics, years."""
    if identity.author and identity.author.affiliation:
        yield identity.author.affiliation
    places: Counter[str] = Counter()
    for paper in papers:
        at = directory.of[paper.slug].index(identity.slug)
        places.update(paper.credited[at].affiliations[:1])
    topics = Counter(topic for paper in papers for topic in paper.topics)
    for counts, most in ((places, 1), (topics, 2)):
        yield from (name for name, _ in sorted(counts.items(), key=_most_first)[:most])
    if years := [paper.date.year for paper in papers if paper.date]:
        yield f"{min(years)}" if min(years) == max(years) else f"{min(years)}–{max(years)}"


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
