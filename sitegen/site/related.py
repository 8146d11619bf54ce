"""More by these authors: the papers that share most of them with a paper.

In: where the papers of each author stand among the listed ones, newest first. Out: slugs, each with how many authors
are the same; found for a paper when somebody asks for it, for not every theme shows them. Looks only at so many papers
of one author as are nearest in time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, compress
from operator import eq

from sitegen.model import PaperFacts

RELATED = 5
"""Papers under "more by these authors"."""
NEARBY = 40
"""Papers of one author, nearest in time, that are looked at for it."""


class RelatedPapers(Mapping[str, tuple[tuple[str, int], ...]]):
    """The papers related to each paper, by its slug."""

    def __init__(
        self,
        listed: Sequence[PaperFacts],
        authors: Mapping[str, Iterable[str]],
        papers: Mapping[str, Iterable[str]],
    ) -> None:
        """Look among the `listed` papers, newest first, by the `authors` of each and the listed `papers` of each."""
        self._listed, self._authors, self._papers = listed, authors, papers

        self._of = lru_cache(maxsize=1)(self._find)  # a page asks for them, and whoever notes what it has read

    def __getitem__(self, slug: str) -> tuple[tuple[str, int], ...]:
        return self._of(slug)

    def _find(self, slug: str) -> tuple[tuple[str, int], ...]:
        authors = set(self._authors[slug])
        theirs = [self._places[author] for author in authors if author in self._places]
        return related(self._position.get(slug), theirs, self._listed)

    def __iter__(self) -> Iterator[str]:
        return iter(self._authors)

    def __len__(self) -> int:
        return len(self._authors)

    @cached_property
    def _position(self) -> Mapping[str, int]:
        return {paper.slug: number for number, paper in enumerate(self._listed)}

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        return {author: [self._position[slug] for slug in slugs] for author, slugs in self._papers.items()}


def related(
    number: int | None, theirs: Iterable[Sequence[int]], listed: Sequence[PaperFacts]
) -> tuple[tuple[str, int], ...]:
    """Return the papers that share most authors with this one; of equals the nearest in time first.

    `number` is the place of this paper among the listed ones; `theirs` are those of each author's papers, sorted.
    """
    here = number or 0
    near = [each if len(each) <= NEARBY else _nearest(each, here, NEARBY) for each in theirs]
    places = sorted(chain.from_iterable(near))
    start = bisect_left(places, here)
    if number is not None:
        del places[start : bisect_right(places, here)]
    shared = {index: places.count(index) for index in set(compress(places, map(eq, places, places[1:])))}
    close = list(shared)
    if len(close) < RELATED:  # at one distance there are two at most
        reach = RELATED + 1 + sum(shared.values())
        alone = [index for index in places[max(0, start - reach) : start + reach] if index not in shared]
        close += _nearest(alone, here, RELATED + 1)
    close.sort(key=lambda index: (-shared.get(index, 1), abs(index - here), listed[index].slug))
    return tuple([(listed[index].slug, shared.get(index, 1)) for index in close[:RELATED]])


def _nearest(places: Sequence[int], here: int, count: int) -> Sequence[int]:
    """Return so many of some sorted places as are nearest; of two equally near ones the first."""
    start, end = 0, len(places) - count
    while start < end:
        middle = (start + end) // 2
        if here - places[middle] > places[middle + count] - here:
            start = middle + 1
        else:
            end = middle
    return places[start : start + count]
