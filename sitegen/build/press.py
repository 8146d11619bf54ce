"""The press: what every page of one build is made with, and the lists that pages share.

In: the frame, the staging folder, each paper's fragments. Out: staged files, and ready lists of papers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from .cards import Cards
from .facets import facets
from .fragments import Fragments, joined
from .frame import Frame
from .stage import Made, Stage
from .views import Facet, YearGroup

ROWS = 150
"""A list of more papers shows each on one line."""


@dataclass(frozen=True, slots=True)
class Press:
    """What pages are made with: the frame, the staging folder, the fragments of every paper once made, the cards."""

    frame: Frame
    stage: Stage
    made: Mapping[str, Fragments]
    cards: Cards

    def put(self, path: str, text: str) -> Made:
        """Stage one text file."""
        return self.stage.put(path, text.encode("utf-8", "xmlcharrefreplace" if path.endswith(".html") else "replace"))

    def card(self, path: str | None) -> str | None:
        """Return the absolute address of a card."""
        return self.frame.at.absolute(self.frame.at.file(path)) if path else None

    def focus(self) -> Collection[str]:
        """Return whom lists emphasise that are on nobody's page: the owner, or the members of a lab."""
        site = self.frame.site
        return {site.config.owner} if site.config.owner else {person.slug for person in site.members}

    def years(self, slugs: Sequence[str], focus: Collection[str], form: str = "") -> tuple[YearGroup, ...]:
        """Return papers, newest first, by year; as rows, or as lines where there are many or `form` says so."""
        form = form or ("row" if len(slugs) <= ROWS else "line")
        entries = self.frame.site.entries
        groups = [
            (year or str(self.frame.words["undated"]), [self.made[slug] for slug in group])
            for year, group in groupby(slugs, key=lambda slug: entries[slug].paper.date.iso[:4])
        ]
        return tuple(
            YearGroup(year, len(papers), form, joined(papers, form, focus, self.frame.wording))
            for year, papers in groups
        )

    def facets(self, slugs: Sequence[str]) -> tuple[Facet, ...] | None:
        """Return by what a list of papers can be narrowed; nothing for a short one."""
        site = self.frame.site
        return facets([site.entries[slug] for slug in slugs], site.people, self.frame.at, self.frame.words)
