"""Whose paper it is: what papers have in common, and which look like a stranger's.

In: papers by their fields, and who counts as the person. Out: what two sets of papers share, and clusters that share
nothing with the rest. Never decides: a person does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.merge.likeness import author_name, initial_key, title_key


@dataclass(frozen=True, slots=True)
class Traits:
    """What a paper can share with others: co-authors, fields of research, institutions, the venue."""

    coauthors: frozenset[str]
    topics: frozenset[str]
    institutions: frozenset[str]
    venue: frozenset[str]

    @property
    def every(self) -> frozenset[tuple[str, str]]:
        """All traits, each with its kind."""
        kinds = {"with": self.coauthors, "on": self.topics, "at": self.institutions, "in": self.venue}
        return frozenset((kind, one) for kind, values in kinds.items() for one in values)


def traits(fields: Mapping[str, Any], is_person: Callable[[Any], bool]) -> Traits:
    """The traits of a paper; `is_person` tells which entry of `authors` is whose papers these are."""
    authors = [one for one in fields.get("authors") or () if author_name(one)]
    own = [one for one in authors if is_person(one)]
    places = [place for one in own or authors if isinstance(one, dict) for place in one.get("affiliations") or ()]
    categories = [str(one).partition(".")[0].casefold() for one in fields.get("arxiv_categories") or ()]
    venue = fields.get("venue")
    name = venue.get("name") if isinstance(venue, dict) else venue
    return Traits(
        frozenset(initial_key(author_name(one)) for one in authors if not is_person(one)),
        frozenset(categories) | frozenset(str(one).casefold() for one in fields.get("keywords") or ()),
        frozenset(title_key(str(place)) for place in places),
        frozenset({title_key(name)} if isinstance(name, str) else ()),
    )


def strangers(papers: Sequence[Traits], own: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """The clusters of papers, by place, that share no co-author, field or institution with the rest.

    The rest is whatever hangs together with papers known to be the person's `own`, and the largest cluster when it has
    more papers than that. A cluster counts only if its co-authors are known, and its fields or institutions as well as
    those of the rest.
    """
    clusters = _clusters(papers)
    rest = [cluster for cluster in clusters if any(place in own for place in cluster)]
    largest = max(clusters, key=len, default=())
    if len(largest) > sum(map(len, rest)) and sum(len(one) == len(largest) for one in clusters) == 1:
        rest.append(largest)
    if not rest:
        return ()
    known = _all(papers[place] for cluster in rest for place in cluster)
    return tuple(cluster for cluster in clusters if cluster not in rest and _is_apart(papers, cluster, known))


def shared(paper: Traits, rest: Iterable[Traits]) -> tuple[tuple[str, str], ...]:
    """What a paper has in common with others: kind and trait, the commonest first."""
    counts = Counter(trait for one in rest for trait in one.every)
    common = [trait for trait in paper.every if counts[trait]]
    return tuple(sorted(common, key=lambda trait: (-counts[trait], trait)))


def _clusters(papers: Sequence[Traits]) -> list[tuple[int, ...]]:
    """Papers that hang together by any trait, in order of their first."""
    above = list(range(len(papers)))

    def top(place: int) -> int:
        while above[place] != place:
            above[place] = above[above[place]]
            place = above[place]
        return place

    first: dict[tuple[str, str], int] = {}
    for place, paper in enumerate(papers):
        for trait in paper.every:
            one, other = top(first.setdefault(trait, place)), top(place)
            above[max(one, other)] = min(one, other)
    found: dict[int, list[int]] = defaultdict(list)
    for place in range(len(papers)):
        found[top(place)].append(place)
    return [tuple(cluster) for cluster in found.values()]


def _all(papers: Iterable[Traits]) -> Traits:
    found = list(papers)
    return Traits(
        frozenset().union(*(one.coauthors for one in found)),
        frozenset().union(*(one.topics for one in found)),
        frozenset().union(*(one.institutions for one in found)),
        frozenset().union(*(one.venue for one in found)),
    )


def _is_apart(papers: Sequence[Traits], cluster: Sequence[int], rest: Traits) -> bool:
    own = _all(papers[place] for place in cluster)
    can_tell = bool((own.topics and rest.topics) or (own.institutions and rest.institutions))
    return bool(own.coauthors and rest.coauthors) and can_tell
