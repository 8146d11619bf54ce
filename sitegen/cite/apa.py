"""One paper as an entry of a list of references in APA style.

In: a paper. Out: the reference as HTML, with italics and a link, and as plain text; in English, whatever language the
site is in. Never changes the case of a title, and never guesses what is not known: it is left out.
Source: Publication Manual of the American Psychological Association, 7th edition, chapters 9 (the elements of a
reference) and 10 (kinds of works); the numbers below are its sections.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from sitegen.cite.imprint import Imprint, arxiv_number, editors, imprint, is_master
from sitegen.cite.initials import family_first, family_last
from sitegen.cite.links import address
from sitegen.cite.pagination import article_number, with_dash
from sitegen.cite.pieces import (
    NOTHING,
    ReferencePiece,
    bold,
    double_quoted,
    italic,
    joined,
    link,
    sentence,
    shown,
    title_case,
    words,
)
from sitegen.model import Authorship, Date, Paper, Text
from sitegen.regex import regex
from sitegen.text.names import Spelling, spelling

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MOST_AUTHORS, _FIRST_AUTHORS = 20, 19
_PERIODICAL, _COLLECTION = ("article", "other"), ("inproceedings", "chapter")
_WAITING = (*_PERIODICAL, *_COLLECTION, "book")
_DESCRIPTIONS = {"dataset": "Data set", "software": "Computer software", "talk": "Talk"}
_MANUSCRIPTS = {"submitted": "Manuscript submitted for publication", "in preparation": "Manuscript in preparation"}
_TITLE = 2
"""The place of the title among the parts of a reference."""
_LABELLED = regex(r"(?:article|art|paper|pp?|vol(?:ume)?|report|tech\w*|patent)\b", re.IGNORECASE)


def reference(paper: Paper, own: Collection[int] = (), equal: str = "", page: str = "") -> Text:
    """Return who, when, what and where, each with its full stop, and the address that will lead there longest.

    `own` are the places, counted from 0, of those of `paper.credited` who stand in bold; `equal` is a mark behind the
    names of authors who contributed equally; `page` is the address of its page, for a work that has no other.
    """
    where = imprint(paper)
    who, when = _authors(paper, own, equal), joined("(", _when(paper, where), ")")
    parts = [who, when, _title(paper, where), _source(paper, where)]
    sentences = [sentence(part, within_quotes=index == _TITLE) for index, part in enumerate(parts) if part.plain]
    if url := address(paper) or page:
        sentences.append(link(url))
    plain, html = (" ".join(forms) for forms in zip(*sentences, strict=True))
    has_maths = paper.title.has_maths or (paper.venue is not None and paper.venue.name.has_maths)
    return Text(plain, html, plain, has_maths)


def _authors(paper: Paper, own: Collection[int], equal: str) -> ReferencePiece:
    """Return up to 20 authors; of more the first 19 and the last (9.8). `et al.` stands only for authors not known."""
    places = paper.credited
    names = [_author(spelling(authorship)) for authorship in places[:_MOST_AUTHORS]]
    last = _author(spelling(places[-1])) if len(places) > _MOST_AUTHORS else NOTHING
    if own or equal:
        names = [_marked(name, places[at], equal, is_own=at in own) for at, name in enumerate(names)]
        last = _marked(last, places[-1], equal, is_own=len(places) - 1 in own)
    if paper.has_more_authors:
        everyone = joined(_list(names[:_FIRST_AUTHORS]), ", et al.")
    elif len(places) > _MOST_AUTHORS:
        everyone = joined(_list(names[:_FIRST_AUTHORS]), ", … ", last)
    else:
        everyone = joined(_list(names[:-1]), ", & ", names[-1]) if len(names) > 1 else names[0]
    are_many = len(names) > 1 or paper.has_more_authors
    return everyone if paper.authors else joined(everyone, " (Eds.)" if are_many else " (Ed.)")


def _marked(name: ReferencePiece, authorship: Authorship, equal: str, *, is_own: bool) -> ReferencePiece:
    name = bold(name) if is_own else name
    return joined(name, equal) if authorship.equal and equal else name


@lru_cache(maxsize=1 << 14)
def _author(name: Spelling) -> ReferencePiece:
    return words(family_first(name).replace("'", "’"))


def _list(names: Sequence[ReferencePiece]) -> ReferencePiece:
    return ReferencePiece(", ".join([name.plain for name in names]), ", ".join([name.html for name in names]))


def _when(paper: Paper, where: Imprint) -> str:
    """Return the year; `in press` until an accepted work has its place (9.14).

    What was presented has its day (9.14, 10.5): a talk, and a paper of whose proceedings nothing but the name is known.
    """
    if paper.status == "accepted" and where.kind in _WAITING and paper.stated:
        return "in press"
    is_placed = paper.editors or where.volume or where.issue or where.pages
    if where.kind == "talk" or (where.kind == "inproceedings" and not is_placed):
        return _day(paper.date)
    return paper.date.iso[:4] or "n.d."


def _day(date: Date) -> str:
    if not date.month:
        return date.iso or "n.d."
    return f"{date.year}, {_MONTHS[date.month - 1]}" + (f" {date.day}" if date.day else "")


def _title(paper: Paper, where: Imprint) -> ReferencePiece:
    """Return the title, in italics where the work stands alone (9.19), with its number and what it is (9.21, 9.22)."""
    title = double_quoted(shown(paper.title, paper.language))
    if not where.container.plain:
        title = italic(title)
    number, description = _number(paper, where), _description(paper, where)
    if number.plain:
        title = joined(title, " (", number, ")")
    return joined(title, " [", description, "]") if description.plain else title


def _number(paper: Paper, where: Imprint) -> ReferencePiece:
    if where.kind == "book":
        return _labelled("Vol.", where.volume)
    if where.kind == "preprint":
        return words(arxiv_number(paper, where))
    if where.kind == "report":
        return _labelled("Report No.", where.issue)
    return _labelled("Patent No.", where.issue or where.volume) if where.kind == "patent" else NOTHING


def _description(paper: Paper, where: Imprint) -> ReferencePiece:
    """Return what a work is where that is not the usual, and whether it was taken back."""
    if where.kind == "thesis":
        what = _thesis(paper, where)
    elif where.kind == "preprint" and not where.archive.plain:
        what = words("Preprint")
    else:
        what = words(_DESCRIPTIONS.get(where.kind, ""))
    if paper.status in _MANUSCRIPTS:
        what = words(_MANUSCRIPTS[paper.status])
    if not paper.is_gone:
        return what
    return joined(what, "; ", paper.stated.lower()) if what.plain else words(paper.stated)


def _thesis(paper: Paper, where: Imprint) -> ReferencePiece:
    degree = "Master’s thesis" if is_master(where, paper) else "Doctoral dissertation"
    return joined(degree, ", ", shown(where.institution)) if where.institution.plain else words(degree)


def _source(paper: Paper, where: Imprint) -> ReferencePiece:
    """Return where the work is found: its journal, the book that it is in, or who published it (9.23 to 9.33)."""
    if where.container.plain:
        return _collection(paper, where) if _is_book(paper, where) else _periodical(where)
    if where.event.plain:
        return joined(shown(where.event), ", ", words(where.place)) if where.place else shown(where.event)
    if where.kind == "thesis":
        return NOTHING if where.publisher.plain == where.institution.plain else shown(where.publisher)
    return shown(next((part for part in (where.institution, where.archive) if part.plain), where.publisher))


def _is_book(paper: Paper, where: Imprint) -> bool:
    """Tell whether what a work is in is a book (9.28): proceedings that nobody has edited are a serial.

    The Manual leaves the choice between both forms to how the proceedings appeared (10.5).
    """
    return where.kind == "chapter" or (where.kind == "inproceedings" and bool(_editors(paper).plain))


def _periodical(venue: Imprint) -> ReferencePiece:
    """Return `Journal, 12(3), 45–67`, name and volume in italics (9.25), or `Article 45` for the pages (9.27)."""
    volume, issue = words(with_dash(venue.volume, "–")), words(with_dash(venue.issue, "–"))
    title = title_case(shown(venue.container))
    title = joined(title, ", ", title_case(words(venue.series))) if venue.series else title
    source = italic(title, ", ", volume) if volume.plain else italic(title)
    if issue.plain:
        source = joined(source, "(" if volume.plain else ", (", issue, ")")
    pages = _pages(venue, single="", several="")
    return joined(source, ", ", pages) if pages.plain else source


def _collection(paper: Paper, venue: Imprint) -> ReferencePiece:
    """Return `In A. Editor (Ed.), Title of the book (Vol. 1, pp. 2–3). Publisher` (9.28)."""
    facts = [
        part for part in (_labelled("Vol.", venue.volume), _pages(venue, single="p.", several="pp.")) if part.plain
    ]
    source = joined("In ", _editors(paper), italic(shown(venue.container)))
    if facts:
        source = joined(source, " (", _list(facts), ")")
    return joined(sentence(source), " ", shown(venue.publisher)) if venue.publisher.plain else source


def _editors(paper: Paper) -> ReferencePiece:
    """Return the editors, also those whom only `bibtex:` names, in natural order (9.28)."""
    names = [words(family_last(name).replace("'", "’")) for name in editors(paper)]
    if not names:
        return NOTHING
    if len(names) == 1:
        return joined(names[0], " (Ed.), ")
    return joined(_list(names[:-1]), ", & " if len(names) > 2 else " & ", names[-1], " (Eds.), ")


def _pages(venue: Imprint, *, single: str, several: str) -> ReferencePiece:
    """Return the pages with the label for one page or for several; a number that is no page with `Article`."""
    pages = with_dash(venue.pages, "–")
    if article_number(venue.pages):
        return _labelled("Article", pages)
    return _labelled(several if "–" in pages or "," in pages else single, pages)


def _labelled(label: str, number: str | None) -> ReferencePiece:
    """Return `Vol. 3`; a number that brings its label is left as it is."""
    if not number or not label or _LABELLED.match(number):
        return words(number or "")
    return words(f"{label} {number}")
