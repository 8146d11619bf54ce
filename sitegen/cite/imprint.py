"""Imprint: the type, status and venue a paper is cited with, read once for every format.

In: a paper. Out: the kind of work that it is cited as, and its imprint: each part of its venue in the role that it has
for that kind (a journal, a book, a school, an archive). Never guesses what is not known, never formats.
"""

from __future__ import annotations

from html import escape
from typing import Literal

from sitegen.model import NO_TEXT, Paper, PaperType, Text, Venue
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.text import convert, venues
from sitegen.text.names import Spelling, read, spelling

Kind = PaperType | Literal["manuscript"]
"""A manuscript has not appeared anywhere."""
_MAY_WAIT = frozenset({"article", "inproceedings", "chapter", "book", "other"})
"""Types of work that are manuscripts until they appear."""
_ISSUED = frozenset({"dataset", "software", "patent"})
"""Types of work that whoever stands as their venue publishes."""
_NOBODY = ("", "others")
_AND = regex(r"\s+and\s+(?![^{]*\})")
ARXIV = Text("arXiv", "arXiv", "arXiv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The place of a work: what does not hold for its kind, or is not known, is empty.

    `container` is the journal, the proceedings or the book that it is in; `archive` a server of preprints;
    `institution` the school of a thesis or the body behind a report; `event` the meeting of a talk. `degree` is a
    thesis's, as written.
    """

    kind: Kind
    container: Text = NO_TEXT
    short: Text = NO_TEXT
    archive: Text = NO_TEXT
    institution: Text = NO_TEXT
    event: Text = NO_TEXT
    series: str = ""
    publisher: Text = NO_TEXT
    place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    url: str = ""
    degree: str = ""


def kind(paper: Paper) -> Kind:
    """Return what a paper is cited as: a manuscript until it appears, a preprint if it is nowhere but at arXiv."""
    if paper.type not in _MAY_WAIT:
        return paper.type
    if paper.status == "preprint":
        return "preprint"
    if paper.state.is_unpublished:
        return "preprint" if paper.arxiv else "manuscript"
    is_elsewhere = paper.has_own_doi or (paper.venue and not _is_arxiv(paper.venue))
    return "preprint" if paper.type in {"article", "other"} and paper.arxiv and not is_elsewhere else paper.type


def is_master(imprint: Imprint, paper: Paper) -> bool:
    """Tell whether a thesis is a master's, as its venue or its BibTeX type says."""
    written = (paper.bibtex.type or imprint.degree).lower()
    return written.startswith(("master", "m.s", "msc", "m.a", "ma ", "m.phil", "diplom"))


def degree(imprint: Imprint, paper: Paper) -> str:
    """Return what a thesis calls itself; empty where only the usual is known."""
    if imprint.kind != "thesis":
        return ""
    return imprint.degree or ("Master’s thesis" if is_master(imprint, paper) else "")


def imprint(paper: Paper) -> Imprint:
    """Return where a paper is cited to be."""
    cited, venue = kind(paper), paper.venue
    if cited == "manuscript":
        return Imprint(kind=cited)
    if venue is None:
        is_at_arxiv = cited == "preprint" and bool(paper.arxiv or paper.arxiv_categories)
        return Imprint(kind=cited, archive=ARXIV if is_at_arxiv else NO_TEXT)
    if cited == "preprint":
        return _preprint(paper, venue)
    roles = _roles(cited, venue)
    written, school = venues.thesis(venue.name.plain) if cited == "thesis" else ("", "")
    if written:
        roles["institution"] = convert.phrase(school)[0] if school else _named(venue.publisher)
    return Imprint(
        kind=cited,
        **{"publisher": _named(venue.publisher), **roles},
        series=venue.series or (venue.name.plain if cited == "book" and venue.publisher else ""),
        short=venue.short or NO_TEXT,
        place=venue.place or "",
        volume=venue.volume or "",
        issue=venue.issue or "",
        pages=venue.pages or "",
        url=venue.url or "",
        degree=written,
    )


def arxiv_number(paper: Paper, where: Imprint) -> str:
    """Return `arXiv:2204.14198` for a preprint that arXiv publishes; of what appeared elsewhere it is no number."""
    return f"arXiv:{paper.arxiv}" if paper.arxiv and where.archive is ARXIV else ""


def editors(paper: Paper) -> tuple[Spelling, ...]:
    """Return the editors, also those whom only `bibtex:` names."""
    if paper.editors:
        return tuple(map(spelling, paper.editors))
    written = next((value for name, value in paper.bibtex.fields.items() if name.lower() == "editor"), "")
    return tuple(read(convert.name(name)) for name in _AND.split(written.strip()) if name not in _NOBODY)


def submitted_to(paper: Paper) -> str:
    """Return the state of a paper as a remark; of what was submitted also where to, where that is said."""
    venue = paper.venue.name.plain if paper.venue and paper.status == "submitted" else ""
    return f"{paper.stated} to {venue}" if venue and not _is_arxiv_name(venue) else paper.stated


def _roles(cited: Kind, venue: Venue) -> dict[str, Text]:
    """Return what the name of a venue is to a kind of work."""
    name = venue.name if venue.name.plain else _named(venue.publisher)
    if cited in {"thesis", "report"}:
        return {"institution": name}
    if cited == "talk":
        return {"event": name}
    if cited == "book" or cited in _ISSUED:
        return {"publisher": _named(venue.publisher) if venue.publisher else name}
    return {"container": venue.name}


def _preprint(paper: Paper, venue: Venue) -> Imprint:
    """Return the archive of a preprint; a journal that it was sent to is none."""
    is_journal = paper.type != "preprint" and venues.kind(venue.name.plain) != "repository"
    if _is_arxiv(venue) or is_journal or not venue.name.plain:
        is_at_arxiv = bool(paper.arxiv) or _is_arxiv(venue)
        return Imprint(kind="preprint", archive=ARXIV if is_at_arxiv else NO_TEXT, url=venue.url or "")
    return Imprint(
        kind="preprint",
        archive=venue.name,
        short=venue.short or NO_TEXT,
        publisher=_named(venue.publisher),
        place=venue.place or "",
        volume=venue.volume or "",
        issue=venue.issue or "",
        pages=venue.pages or "",
        url=venue.url or "",
    )


def _is_arxiv(venue: Venue) -> bool:
    return _is_arxiv_name(venue.name.plain)


def _is_arxiv_name(name: str) -> bool:
    return venues.kind(name) == "arxiv"


def _named(name: str | None) -> Text:
    return Text(name, escape(name, quote=False), name) if name else NO_TEXT
