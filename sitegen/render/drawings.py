"""Drawings: what tables of the site's papers are called and counted by, for templates to draw.

In: tallies, and the theme's words. Out: the `Drawings` of a page. Never makes markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.records import dataclass
from sitegen.render.views import Bar, Drawings, DrawnTopic, DrawnYears
from sitegen.site.tally import Together, TopicTally, YearTally


@dataclass(frozen=True, slots=True)
class Tallies:
    """What is drawn on a page, counted."""

    years: YearTally | None = None
    topics: TopicTally | None = None
    together: Together | None = None


def drawings(tallies: Tallies, words: Mapping[str, Any]) -> Drawings:
    """Return what a page draws, in the theme's words."""
    return Drawings(
        _years(tallies.years, words) if tallies.years else None,
        _topics(tallies.topics) if tallies.topics else (),
        tallies.together,
    )


def _years(tally: YearTally, words: Mapping[str, Any]) -> DrawnYears:
    kinds = tuple(str(words[f"type_{kind.type}" if kind.type else "rare_types"]) for kind in tally.kinds)
    parts = zip(*(kind.counts for kind in tally.kinds), strict=True)
    return DrawnYears(
        kinds, tuple(Bar(f"{year:04d}", sum(counts), counts) for year, counts in enumerate(parts, tally.first))
    )


def _topics(tally: TopicTally) -> tuple[DrawnTopic, ...]:
    return tuple(
        DrawnTopic(
            topic,
            sum(counts),
            max(counts),
            tuple(Bar(f"{year:04d}", count) for year, count in enumerate(counts, tally.first)),
        )
        for topic, counts in tally.topics
    )
