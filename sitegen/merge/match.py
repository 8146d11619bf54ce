"""Match records and files that are one paper.

In: the papers there are, and what sources said. Out: works, each with its file (if it has one) and its records; and
the pairs that look alike but are not known to be one. Weak evidence asks, it never joins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import combinations, product

from rapidfuzz import fuzz, process

from sitegen.merge.likeness import Likeness, identity, likeness
from sitegen.merge.record import Record
from sitegen.records import NamedTuple, dataclass

ALIKE = 85.0
"""Titles less alike than this (percent of letters in common) are of different papers; 100 is the same title."""
_STRONGEST = ("arxiv", "doi")
_NEAR = 1
"""Years between a preprint and its publication that need no question."""
_FAR = 3
"""Years between two papers of one title beyond which they are no longer asked about."""
_TELLING = 12
"""Letters below which a title ("Introduction") says nothing of the paper."""


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper that is there already, or was: the slug of its file, and how it is recognised."""

    slug: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class SamePaper:
    """One paper: the slugs of the files it has or had (usually one, or none yet), and the places of its records."""

    slugs: tuple[str, ...]
    records: tuple[int, ...]
    identities: frozenset[str]


class Doubt(NamedTuple):
    """Two works, by their places, that may be one; `score` says how alike their titles are, in percent."""

    first: int
    second: int
    score: float


class Matched(NamedTuple):
    """All works, those with files first, and the doubts about them."""

    works: tuple[SamePaper, ...]
    doubts: tuple[Doubt, ...]


@dataclass(slots=True)
class _Group:
    """Descriptions found to be of one paper, so far."""

    members: list[int]
    likenesses: list[Likeness]
    files: int = 0

    def every(self, kind: str) -> frozenset[str]:
        return frozenset().union(*(member.of(kind) for member in self.likenesses))

    @property
    def published(self) -> frozenset[str]:
        return frozenset().union(*(member.published for member in self.likenesses))

    @property
    def identities(self) -> frozenset[str]:
        return frozenset().union(*(member.identities for member in self.likenesses))


@dataclass(slots=True)
class _Groups:
    """The partition of all descriptions, as it is refined; a group stands at the place of its first member.

    `apart` maps a description to those that are known to be of another paper.
    """

    of: list[_Group]
    apart: Mapping[int, frozenset[int]] = field(default_factory=dict)
    doubted: list[tuple[int, int, float]] = field(default_factory=list)

    def join(self, index: int, other: int) -> bool:
        """Make the groups of two descriptions one, unless they contradict each other."""
        first, second = self.of[index], self.of[other]
        if first is second:
            return True
        if _contradict(first, second) or self._are_apart(first, second):
            return False
        if second.members[0] < first.members[0]:
            first, second = second, first
        first.members += second.members
        first.likenesses += second.likenesses
        first.files += second.files
        for member in second.members:
            self.of[member] = first
        return True

    def _are_apart(self, first: _Group, second: _Group) -> bool:
        return any(not self.apart.get(member, frozenset()).isdisjoint(second.members) for member in first.members)


def match(
    known: Sequence[KnownPaper],
    records: Sequence[Record],
    *,
    gone: Sequence[KnownPaper] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> Matched:
    """Join what is one paper: by arXiv id, DOI, ids of sources, then title, authors and year.

    `gone` are papers whose files somebody deleted; a work that has no file of its own may have one of theirs. `apart`
    are pairs that are not one paper however alike they are, by their places among `known`, `gone` and `records`.
    """
    papers = [*known, *gone]
    likenesses = [paper.likeness for paper in papers] + [_of_record(record) for record in records]
    groups = _Groups(
        [_Group([at], [member], files=at < len(known)) for at, member in enumerate(likenesses)], _both_ways(apart)
    )
    _join_by_identity(groups, likenesses)
    _join_by_title(groups)
    groups_by_id = {id(group): group for group in groups.of}
    positions = {key: position for position, key in enumerate(groups_by_id)}
    works = [_work(group, papers) for group in groups_by_id.values()]
    doubts: dict[tuple[int, int], float] = {}
    for index, other, score in groups.doubted:
        pair = positions[id(groups.of[index])], positions[id(groups.of[other])]
        if pair[0] != pair[1] and not works[max(pair)].slugs:
            first, second = sorted(pair)
            doubts[first, second] = max(score, doubts.get((first, second), 0.0))
    return Matched(tuple(works), tuple(Doubt(*pair, doubts[pair]) for pair in sorted(doubts)))


def alikeness(title: str, other: str) -> float:
    """The likeness of two titles, as `likeness.title_key` has them: percent of letters in common."""
    return float(fuzz.ratio(title, other))


def _both_ways(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    sides: dict[int, set[int]] = defaultdict(set)
    for index, other in pairs:
        sides[index].add(other)
        sides[other].add(index)
    return {at: frozenset(others) for at, others in sides.items()}


def _of_record(record: Record) -> Likeness:
    own = f"{record.source}:{record.source_id}"
    return likeness(record.fields, identity(own) or own, is_by_id=record.reached == "id")


def _work(group: _Group, papers: Sequence[KnownPaper]) -> SamePaper:
    members = sorted(group.members)
    slugs = tuple(papers[at].slug for at in members if at < len(papers))
    return SamePaper(slugs, tuple(at - len(papers) for at in members if at >= len(papers)), group.identities)


def _contradict(first: _Group, second: _Group) -> bool:
    """Whether two groups have a file each, or an arXiv id each and not the same."""
    arxiv = first.every("arxiv"), second.every("arxiv")
    return bool(first.files and second.files) or bool(all(arxiv) and not arxiv[0] & arxiv[1])


def _join_by_identity(groups: _Groups, likenesses: Sequence[Likeness]) -> None:
    """Join what has an identifier in common, the most telling ones first."""
    having: dict[str, list[int]] = defaultdict(list)
    for at, member in enumerate(likenesses):
        for key in member.identities:
            having[key].append(at)
    for key in sorted(having, key=_strength):
        first, *others = having[key]
        for other in others:
            if not groups.join(first, other):
                groups.doubted.append((first, other, 100.0))


def _strength(identity: str) -> tuple[int, str]:
    kind = identity.partition(":")[0]
    return (_STRONGEST.index(kind) if kind in _STRONGEST else len(_STRONGEST)), identity


def _join_by_title(groups: _Groups) -> None:
    """Join groups by title, first author and year; what is only nearly so becomes a doubt."""
    compared: set[tuple[int, int]] = set()
    for pair in _pairs({id(group): group for group in groups.of}.values()):
        index, other = sorted(group.members[0] for group in pair)
        first, second = groups.of[index], groups.of[other]
        if first is second or (first.files and second.files) or (index, other) in compared:
            continue
        compared.add((index, other))
        score, is_sure = _compare(first, second)
        if score >= ALIKE and not (is_sure and groups.join(index, other)):
            groups.doubted.append((index, other, score))


def _pairs(groups: Iterable[_Group]) -> Iterator[tuple[_Group, _Group]]:
    """The pairs whose titles are the same, or alike where the first author may be the same and the years fit."""
    titles: dict[str, list[_Group]] = defaultdict(list)
    shelves: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    for group in groups:
        for member in (member for member in group.likenesses if member.title):
            titles[member.title].append(group)
            shelves[member.authors[0] if member.authors else "", member.year][member.title] = None
    for same in titles.values():
        yield from combinations(same, 2)
    for (author, year), shelf in list(shelves.items()):
        near = {(author, year), (author, year + _NEAR), *(("", year + gap) for gap in range(-_NEAR, _NEAR + 1))}
        others = list(dict.fromkeys(title for key in sorted(near) for title in shelves.get(key, ())))
        for title in shelf:
            for other, _, _ in process.extract(title, others, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None):
                if other != title:
                    yield from product(titles[title], titles[other])


def _compare(group: _Group, other: _Group) -> tuple[float, bool]:
    """The likeness of two groups' titles, and whether everything else agrees and nothing speaks against it."""
    best = (0.0, False)
    for first in group.likenesses:
        for second in other.likenesses:
            gap = abs(first.year - second.year) if first.year and second.year else 0  # not out yet: any year fits
            if first.title and second.title and gap <= _FAR and _agree_on_first(first, second):
                score = fuzz.ratio(first.title, second.title, score_cutoff=ALIKE if gap <= _NEAR else 100.0)
                is_telling = score == 100.0 and len(first.title) >= _TELLING
                best = max(best, (score, is_telling and gap <= _NEAR and _agree_on_all(first, second)))
    if not _have_other_ids(group, other):
        return best
    return (best[0] if best[0] == 100.0 else 0.0), False


def _have_other_ids(group: _Group, other: _Group) -> bool:
    """Whether both have an arXiv id, or both a publisher's DOI, and not the same: a series of papers, most likely."""
    pairs = ((group.every("arxiv"), other.every("arxiv")), (group.published, other.published))
    return any(first and second and not first & second for first, second in pairs)


def _agree_on_first(paper: Likeness, other: Likeness) -> bool:
    return not paper.authors or not other.authors or paper.authors[0] == other.authors[0]


def _agree_on_all(paper: Likeness, other: Likeness) -> bool:
    """Whether the authors are the same people, as far as family names tell; unknown ones agree for one's own ids."""
    if not paper.authors or not other.authors:
        return paper.is_by_id and other.is_by_id
    fewer, more = sorted((set(paper.authors), set(other.authors)), key=len)
    return len(fewer & more) * 2 > len(fewer)
