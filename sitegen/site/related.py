"""More by these authors: the papers that share most of them with a paper.

In: where the papers of each author stand among the listed ones, newest first. Out: slugs, each with how many authors
are the same. Looks only at so many papers of one author as are nearest in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    seen: set[int] = set()
    several: set[int] = set()
    near = [_nearest(places, here, NEARBY) for places in theirs]
    for places in near:
        several.update(seen.intersection(places))
        seen.update(places)
    several.discard(here if number is not None else -1)  # a hidden paper has no place
    shared = {index: sum([index in places for places in near]) for index in several}
    if len(shared) < RELATED:
        seen -= several
        seen.discard(here if number is not None else -1)
        shared.update(dict.fromkeys(_nearest(sorted(seen), here, RELATED + 1), 1))  # at one distance are two at most
    close = sorted(shared, key=lambda index: (-shared[index], abs(index - here), listed[index].slug))
    return tuple([(listed[index].slug, shared[index]) for index in close[:RELATED]])


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
