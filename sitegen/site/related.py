"""More by these authors: the papers that share most of them with a paper.

In: where the papers of each author stand among the listed ones, newest first. Out: slugs, each with how many authors
are the same. Looks only at so many papers of one author as are nearest in time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from operator import eq

from sitegen.model import PaperFacts

RELATED = 5
"""Papers under "more by these authors"."""
NEARBY = 40
"""Papers of one author, nearest in time, that are looked at for it."""


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
