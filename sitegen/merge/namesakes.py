"""Whose paper it is: what papers have in common, and which look like a stranger's.

In: papers by their fields, and who counts as the person. Out: what two sets of papers share, and clusters that share
nothing with the rest. Never decides: a person does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from statistics import median
from typing import Any

from sitegen.merge.likeness import author_name, initial_key, makers, title_key, year_of
from sitegen.records import dataclass
from sitegen.text import venues

_ENOUGH, _LITTLE = 1.0, 0.5
"""The weight of what alone holds papers together, and of what does so only with another."""
_CAREER = 20
"""Years in which a field alone may hold papers together."""
_MANY = 300
"""Groups that share a trait which tells little: of more it tells nothing."""
COMMON_NAMES = frozenset(
    """
    ali ahmed anderson brown chang chen cheng cho choi chowdhury das davis deng du fan fang feng fernandez gao garcia
    gonzalez guo gupta han he hong hu huang hussain hwang ito jang jiang jin johnson jones joshi jung kang khan kim
    kumar kwon lee li liang lim lin liu lopez lu luo lv ma martin martinez mehta miller mishra muller nakamura nguyen
    pan park patel peng perez pham ran rao reddy rodriguez sanchez sato schmidt shah sharma shen shi shin silva singh
    smith song suh sun suzuki takahashi tan tanaka tang taylor thomas tian tran verma wang watanabe wei williams wilson
    wong wu xiao xie xu yadav yamamoto yan yang yao ye yi yoon yu yuan zeng zhang zhao zheng zhong zhou zhu
    """.split()
)
"""Family names that so many people have that one in common says little."""
_EVERYTHING = frozenset(
    ("computer science", "mathematics", "physics", "biology", "chemistry", "medicine", "engineering", "psychology",
     "economics", "sociology", "philosophy", "geology", "geography", "history", "art", "business", "materials science",
     "political science", "environmental science", "artificial intelligence", "machine learning", "humans", "algorithm")
)  # fmt: skip
"""Fields so wide that they say nothing of a person."""


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of a paper: co-authors, fields of research, institutions, the venue; and its year."""

    coauthors: frozenset[str]
    topics: frozenset[str]
    institutions: frozenset[str]
    venue: frozenset[str]
    year: int = 0

    @property
    def every(self) -> frozenset[tuple[str, str]]:
        """All traits, each with its kind."""
        kinds = {"with": self.coauthors, "on": self.topics, "at": self.institutions, "in": self.venue}
        return frozenset((kind, trait) for kind, values in kinds.items() for trait in values)


def traits(fields: Mapping[str, Any], is_person: Callable[[Any], bool]) -> Traits:
    """The traits of a paper; `is_person` tells which entry of `authors` is whose papers these are."""
    authors = [author for author in makers(fields) if author_name(author)]
    own = [author for author in authors if is_person(author)]
    affiliations = [
        affiliation
        for author in own or authors
        if isinstance(author, dict)
        for affiliation in author.get("affiliations") or ()
    ]
    categories = [str(category).partition(".")[0].casefold() for category in fields.get("arxiv_categories") or ()]
    venue = fields.get("venue")
    name = venue.get("name") if isinstance(venue, dict) else venue
    return Traits(
        frozenset(initial_key(author_name(author)) for author in authors if not is_person(author)),
        frozenset(categories) | frozenset(str(keyword).casefold() for keyword in fields.get("keywords") or ()),
        frozenset(title_key(str(affiliation)) for affiliation in affiliations),
        frozenset({title_key(name)} if isinstance(name, str) else ()),
        year_of(fields),
    )


def strangers(papers: Sequence[Traits], own: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """The clusters of papers, by their indices, that share no co-author, field or institution with the rest.

    The rest is whatever hangs together with papers known to be the person's `own`, and the largest cluster when it has
    more papers than that. A cluster counts only if its co-authors are known, and its fields or institutions as well as
    those of the rest.
    """
    clusters = _clusters(papers)
    rest = [cluster for cluster in clusters if any(index in own for index in cluster)]
    largest = max(clusters, key=len, default=())
    if len(largest) > sum(map(len, rest)) and sum(len(cluster) == len(largest) for cluster in clusters) == 1:
        rest.append(largest)
    if not rest:
        return ()
    known = _all(papers[index] for cluster in rest for index in cluster)
    return tuple(cluster for cluster in clusters if cluster not in rest and _is_apart(papers, cluster, known))


def shared(paper: Traits, rest: Iterable[Traits]) -> tuple[tuple[str, str], ...]:
    """The telling traits that a paper has in common with others: kind and trait, the most telling first."""
    counts = Counter(trait for other in rest for trait in other.every)
    common = [trait for trait in paper.every if counts[trait] and weight(*trait)]
    return tuple(sorted(common, key=lambda trait: (-weight(*trait), -counts[trait], trait)))


def _clusters(papers: Sequence[Traits]) -> list[tuple[int, ...]]:
    """Papers that hang together, in order of their first: by a trait that tells, or by several that tell little."""
    groups = _JoinedPapers(len(papers))
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, paper in enumerate(papers):
        for trait in paper.every:
            having[trait].append(index)
    for trait, indices in sorted(having.items()):
        if weight(*trait) >= _ENOUGH:
            _join_near(groups, papers, indices, within=_CAREER if trait[0] == "on" else 0)
    for first, second in _hints(groups, having):
        groups.join(first, second)
    clusters: dict[int, list[int]] = defaultdict(list)
    for index in range(len(papers)):
        clusters[groups.top(index)].append(index)
    return [tuple(cluster) for cluster in clusters.values()]


class _JoinedPapers:
    """Papers by place, some of them joined."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def top(self, index: int) -> int:
        """The first paper of the group that this one is in."""
        while self._above[index] != index:
            self._above[index] = self._above[self._above[index]]
            index = self._above[index]
        return index

    def join(self, index: int, other: int) -> None:
        """Make two groups one."""
        first, second = self.top(index), self.top(other)
        self._above[max(first, second)] = min(first, second)


def _join_near(groups: _JoinedPapers, papers: Sequence[Traits], indices: Sequence[int], *, within: int) -> None:
    """Join papers that share a trait; with `within`, only from one to the next that lies so few years on."""
    inorder = sorted(indices, key=lambda index: papers[index].year)
    for earlier, later in pairwise(inorder):
        gap = papers[later].year - papers[earlier].year
        if not within or gap <= within or not papers[earlier].year:
            groups.join(earlier, later)


def _hints(groups: _JoinedPapers, having: Mapping[tuple[str, str], Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs of groups whose traits in common tell enough together, though each tells little."""
    sums: Counter[tuple[int, int]] = Counter()
    for trait, indices in having.items():
        little = min(weight(*trait), _LITTLE)
        tops = sorted({groups.top(index) for index in indices})
        if little and len(tops) <= _MANY:
            sums.update(dict.fromkeys(combinations(tops, 2), little))
    return sorted(pair for pair, total in sums.items() if total >= _ENOUGH)


def weight(kind: str, trait: str) -> float:
    """The weight of one trait in common: a rare co-author, a place or a field enough, a large venue nothing at all."""
    if kind == "with":
        return _LITTLE if trait.rpartition(" ")[0] in COMMON_NAMES else _ENOUGH
    if kind == "on":
        return 0 if trait in _EVERYTHING else _LITTLE if " " in trait else _ENOUGH
    if kind == "in":
        return 0 if venues.known(trait) else _LITTLE
    return _ENOUGH


def _all(papers: Iterable[Traits]) -> Traits:
    listed = list(papers)
    return Traits(
        frozenset().union(*(paper.coauthors for paper in listed)),
        frozenset().union(*(paper.topics for paper in listed)),
        frozenset().union(*(paper.institutions for paper in listed)),
        frozenset().union(*(paper.venue for paper in listed)),
        int(median(years)) if (years := [paper.year for paper in listed if paper.year]) else 0,
    )


def _is_apart(papers: Sequence[Traits], cluster: Sequence[int], rest: Traits) -> bool:
    own = _all(papers[index] for index in cluster)
    years = [papers[index].year for index in cluster if papers[index].year]
    is_far = bool(years and rest.year) and min(abs(year - rest.year) for year in years) > 2 * _CAREER
    can_tell = bool((own.topics and rest.topics) or (own.institutions and rest.institutions)) or is_far
    return bool(own.coauthors and rest.coauthors) and can_tell
