"""One paper as a RIS record.

In: a paper and the address of its page. Out: the record, one tag a line, from `TY` to `ER`, as reference managers
import it. Every value is clean Unicode on one line.
Source: the tags as EndNote, Zotero and Mendeley read them (https://en.wikipedia.org/wiki/RIS_(file_format)).
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.model import Date, Paper, Venue
from sitegen.text.names import spelling

from .characters import name_of, one_line
from .pagination import ends

_TYPES = {
    "article": "JOUR", "inproceedings": "CONF", "preprint": "UNPB", "book": "BOOK", "chapter": "CHAP", "thesis": "THES",
    "report": "RPRT", "dataset": "DATA", "software": "COMP", "patent": "PAT", "talk": "SLIDE",
}  # fmt: skip


def record(paper: Paper, url: str) -> str:
    """Return the record, ending in a line break."""
    is_unpublished = paper.state.is_unpublished and paper.type in {
        "article",
        "inproceedings",
        "chapter",
        "book",
        "other",
    }
    lines = [f"TY  - {'UNPB' if is_unpublished else _TYPES.get(paper.type, 'GEN')}"]
    lines += [f"{tag}  - {line}" for tag, value in _values(paper, url) if (line := one_line(value))]
    return "\n".join(lines) + "\nER  - \n"


def _values(paper: Paper, url: str) -> Iterator[tuple[str, str]]:
    yield "TI", paper.title.plain
    for place in paper.authors:
        yield "AU", name_of(spelling(place)).inverted
    for place in paper.editors:
        yield "A2" if paper.type in {"chapter", "inproceedings"} else "ED", name_of(spelling(place)).inverted
    if paper.date:
        yield "PY", f"{paper.date.year:04d}"
        yield "DA", _date(paper.date)
    if paper.venue:
        yield from _venue(paper.venue, paper.type)
    yield "SN", paper.ids.get("isbn", "") or paper.ids.get("issn", "")
    yield "DO", paper.doi or ""
    yield "AN", f"arXiv:{paper.arxiv}" if paper.arxiv else ""
    yield "UR", url
    for word in dict.fromkeys((*paper.topics, *paper.keywords)):
        yield "KW", word
    yield "LA", paper.language or ""
    yield "AB", paper.abstract.plain if paper.abstract else ""
    yield "N1", paper.stated
    yield "N1", paper.comments.plain if paper.comments else ""


def _venue(venue: Venue, kind: str) -> Iterator[tuple[str, str]]:
    """Yield where a paper appeared; a thesis, a report or a book is published by its venue."""
    institution = kind in {"thesis", "report"} or (kind == "book" and not venue.publisher)
    if not institution:
        yield "T2", venue.name.plain
        yield "J2", venue.short.plain if venue.short else ""
    yield "T3", venue.series or ""
    yield "VL", venue.volume or ""
    yield "IS", venue.issue or ""
    first, last = ends(venue.pages or "")
    yield "SP", first
    yield "EP", last
    yield "PB", venue.publisher or (venue.name.plain if institution else "")
    yield "CY", venue.place or ""


def _date(date: Date) -> str:
    """Return `2022/04/29/`: three slashes always, what is unknown left empty."""
    return f"{date.year:04d}/{date.month or '':0>2}/{date.day or '':0>2}/".replace("/00", "/")
