"""One paper as a RIS record.

In: a paper and its address beside its identifiers. Out: the record, one tag a line, from `TY` to `ER`, as
reference managers import it. Every value is clean Unicode on one line.
Source: the tags as EndNote, Zotero and Mendeley read them (https://en.wikipedia.org/wiki/RIS_(file_format)).
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.cite.characters import name_of, one_line
from sitegen.cite.frame import Frame
from sitegen.cite.imprint import Imprint, degree, imprint, submitted_to
from sitegen.cite.pagination import ends
from sitegen.model import Date, Paper
from sitegen.text.names import spelling

_TYPES = {
    "article": "JOUR", "inproceedings": "CONF", "preprint": "UNPB", "book": "BOOK", "chapter": "CHAP", "thesis": "THES",
    "report": "RPRT", "dataset": "DATA", "software": "COMP", "patent": "PAT", "talk": "SLIDE", "manuscript": "UNPB",
}  # fmt: skip


def record(paper: Paper, url: str, key: str = "") -> str:
    """Return the record, ending in a line break; `key` is what others cite it by."""
    where = imprint(paper)
    lines = [f"TY  - {_TYPES.get(where.kind, 'GEN')}"]
    lines += [f"ID  - {one_line(key)}"] if one_line(key) else []
    lines += [f"{tag}  - {line}" for tag, value in _values(paper, where, url) if (line := one_line(value))]
    return "\n".join(lines) + "\nER  - \n"


joined = Frame(between="\n")
"""Makes a file of many; records stand apart by an empty line."""


def _values(paper: Paper, where: Imprint, url: str) -> Iterator[tuple[str, str]]:
    yield "TI", paper.title.plain
    for authorship in paper.authors:
        yield "AU", name_of(spelling(authorship)).inverted
    for authorship in paper.editors:
        yield "A2" if where.container.plain else "ED", name_of(spelling(authorship)).inverted
    if paper.date:
        yield "PY", f"{paper.date.year:04d}"
        yield "DA", _date(paper.date)
    yield from _imprint(where, paper)
    yield "SN", paper.ids.get("isbn", "") or paper.ids.get("issn", "")
    yield "DO", paper.doi or ""
    yield "AN", f"arXiv:{paper.arxiv}" if paper.arxiv else ""
    yield "UR", url
    for word in dict.fromkeys((*paper.topics, *paper.keywords)):
        yield "KW", word
    yield "LA", paper.language or ""
    yield "AB", paper.abstract.plain if paper.abstract else ""
    yield "N1", submitted_to(paper)
    yield "N1", paper.comments.plain if paper.comments else ""


def _imprint(where: Imprint, paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield where a work is; a thesis, a report, a book or a preprint is published by who stands behind it."""
    yield "T2", where.container.plain or where.event.plain
    yield "J2", where.short.plain if where.container.plain else ""
    yield "T2" if where.kind == "book" else "T3", where.series
    yield "VL", where.volume
    yield "IS", where.issue
    first, last = ends(where.pages)
    yield "SP", first
    yield "EP", last
    yield "PB", where.publisher.plain or where.institution.plain or where.archive.plain
    yield "CY", where.place
    yield "M3", degree(where, paper)


def _date(date: Date) -> str:
    """Return `2022/04/29/`: three slashes always, what is unknown left empty."""
    return f"{date.year:04d}/{date.month or '':0>2}/{date.day or '':0>2}/".replace("/00", "/")
