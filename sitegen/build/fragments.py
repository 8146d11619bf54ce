"""One paper, rendered once: every piece of it that lists, feeds and exports are joined from.

In: an entry and the site's options, never the page that a piece lands on. Out: `Fragments`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from sitegen.cite import bibtex, csljson, ris
from sitegen.outputs import atom, jsonfeed, search
from sitegen.site.graph import CROWD, Entry

from . import paperview
from .byline import Wording, byline, pieces
from .facets import keys
from .frame import Frame
from .marks import of_editors, signs

_SPLIT = "\x00"
"""Stands for the author line while a row is rendered; no text of the content holds it."""


@dataclass(frozen=True, slots=True)
class Fragments:
    """The pieces of one paper. `row` and `line` are what stands before and after the author line.

    `people` are the slugs of the authors, in order, nothing where a name leads nowhere. Of a crowd, entries of feeds
    and exports name only the first; the paper's own files name everyone.
    """

    row: tuple[str, str]
    line: tuple[str, str]
    names: tuple[str, ...]
    people: tuple[str | None, ...]
    total: int | None
    and_others: bool
    url: str
    bib: str
    ris: str
    csl: str
    atom: str
    jsonfeed: str
    search: tuple[str, str]

    def listed(self, form: str, focus: Collection[str], wording: Wording) -> str:
        """Return the paper as an item of a list: `row` or `line`, with the people in `focus` emphasised."""
        head, tail = self.line if form == "line" else self.row
        line = byline(
            self.names,
            self.positions(focus),
            wording,
            total=self.total,
            and_others=self.and_others,
            elsewhere=self.url,
        )
        return f"{head}{line}{tail}"

    def positions(self, focus: Collection[str]) -> tuple[int, ...]:
        """Return where in the author line the people in `focus` stand."""
        return tuple(number for number, slug in enumerate(self.people) if slug in focus)


def fragments(entry: Entry, frame: Frame) -> Fragments:
    """Return every piece of one paper."""
    paper = entry.paper
    shown = {
        "entry": entry,
        "paper": paper,
        "keys": keys(entry),
        "byline": Markup(_SPLIT),  # noqa: S704 - a constant
        "marks": paperview.badges(paper, frame.words),
        "venue_text": paperview.venue_text(paper),
        "venue": paperview.venue_mark(entry),
        "doors": paperview.doors(entry, frame.here),
    }
    panels = tuple((figure, panel) for figure in paperview.figures(paper, frame.here) for panel in figure.panels)
    row = frame.template("row.html")(**shown, figures=panels[:4], tile=paperview.tile(paper))
    cited = cut(entry)
    return Fragments(
        row=_halves(row, "row.html"),
        line=_halves(frame.template("line.html")(**shown), "line.html"),
        names=of_editors(pieces(entry, frame.at, signs(frame.words, "equal")), entry, frame.words),
        people=tuple(credit.person.slug if credit.person else None for credit in entry.credits),
        total=paper.authors_total,
        and_others=paper.and_others,
        url=frame.at.paper(paper.slug),
        **exports(cited, frame),
        atom=atom.entry(cited, frame.at),
        jsonfeed=jsonfeed.item(cited, frame.at),
        search=search.item(entry),
    )


def exports(entry: Entry, frame: Frame) -> dict[str, str]:
    """Return a paper in each format that others read: `bib`, `ris`, `csl`."""
    paper, url = entry.paper, frame.at.absolute(frame.at.paper(entry.paper.slug))
    item = csljson.item(paper, entry.cite_key, url)
    return {
        "bib": bibtex.entry(paper, entry.cite_key, url, frame.site.config.macros),
        "ris": ris.record(paper, url),
        "csl": json.dumps(item, ensure_ascii=False, separators=(",", ":")),
    }


def cut(entry: Entry) -> Entry:
    """Return the paper as lists cite it: of a crowd only the first authors, and how many there are."""
    paper = entry.paper
    if len(paper.authors) <= CROWD:
        return entry
    total = max(len(paper.authors), paper.authors_total or 0)
    shorter = replace(paper, authors=paper.authors[:CROWD], authors_total=total)
    return replace(entry, paper=shorter, credits=entry.credits[:CROWD])


def joined(made: Iterable[Fragments], form: str, focus: Collection[str], wording: Wording) -> Markup:
    """Return papers as the items of a list."""
    return Markup("".join(one.listed(form, focus, wording) for one in made))  # noqa: S704 - joined from rendered templates


def _halves(text: str, template: str) -> tuple[str, str]:
    head, split, tail = text.partition(_SPLIT)
    if not split or _SPLIT in tail:
        raise ValueError(f"{template} must hold {{{{ byline }}}} exactly once")
    return head, tail
