"""A curriculum vitae, ready to be set: who, how to reach them, and section by section what stands beside each date.

In: `cv.yaml` as it was read, the person, the papers of the site as references, the words of a theme. Out: a
`CvDocument`, which pages and every file of it are made of. Its HTML is safe, as that of pages is. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from sitegen.cite.links import orcid_url
from sitegen.model import CV_SECTIONS, NO_TEXT, Author, Cv, CvEntry, PaperType, Text
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text.languages import Language

PUBLICATIONS = "publications"
_EMPLOYED = frozenset({"work", "volunteer"})
"""Sections in which `name` is that of an organization."""
_BLOCK = regex(r"</?(?:p|ul|ol|li|blockquote|h[2-6]|br|hr)\b[^>]*>")
_LETTERS = regex(r"\W+")


class CvContact(NamedTuple):
    """A way to reach somebody: what is read, and where it leads, empty where nowhere."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class CvRow:
    """One entry: `when` stands in the column of dates, `head` in bold, `where` and `facts` behind it.

    `texts` are what there is to say, of whole blocks each; `points` are lines.
    """

    when: str
    head: str
    url: str
    where: str
    facts: str
    texts: tuple[Text, ...]
    points: tuple[Text, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts as lines of phrasing HTML, for formats that have no blocks."""
        return tuple(line for text in self.texts for line in lines(text))


class CvPaper(NamedTuple):
    """A paper of the site: its type and title, and its reference."""

    type: PaperType
    title: str
    reference: Text


class NumberedPaper(NamedTuple):
    """A paper in the list, counted through all groups."""

    number: int
    reference: Text


class CvPaperGroup(NamedTuple):
    """Papers of one kind under their heading."""

    heading: str
    papers: tuple[NumberedPaper, ...]


@dataclass(frozen=True, slots=True)
class CvSection:
    """A heading, the papers of the site where it is theirs, and entries."""

    name: str
    heading: str
    rows: tuple[CvRow, ...]
    groups: tuple[CvPaperGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class CvDocument:
    """The whole. `language` is that of headings and dates, as a BCP 47 tag; `title` is a word for what it is."""

    title: str
    language: str
    name: str
    label: str
    contacts: tuple[CvContact, ...]
    summary: Text
    sections: tuple[CvSection, ...]


class CvWording(NamedTuple):
    """The wording of a CV: the words of a theme, and the language's dates."""

    tag: str
    words: Mapping[str, Any]
    language: Language


def cv_document(cv: Cv, person: Author | None, name: str, papers: Sequence[CvPaper], manner: CvWording) -> CvDocument:
    """Return the document; what `basics` does not say is taken from the person's own file, `name` last of all."""
    basics = cv.basics
    position = ", ".join(filter(None, (person.position, person.affiliation))) if person else ""
    return CvDocument(
        title=str(manner.words["cv"]),
        language=manner.tag,
        name=basics.name or (person.name if person else name),
        label=basics.label or position,
        contacts=tuple(_contacts(cv, person)),
        summary=basics.summary or NO_TEXT,
        sections=tuple(_sections(cv, papers, manner)),
    )


def order(cv: Cv) -> tuple[str, ...]:
    """Return the sections in the order of the file; the papers stand before what usually follows them."""
    if PUBLICATIONS in cv.order:
        return cv.order
    behind = CV_SECTIONS[CV_SECTIONS.index(PUBLICATIONS) + 1 :]
    position = next((at for at, section in enumerate(cv.order) if section in behind), len(cv.order))
    return (*cv.order[:position], PUBLICATIONS, *cv.order[position:])


def others(cv: Cv, papers: Sequence[CvPaper]) -> tuple[CvEntry, ...]:
    """Return the publications of the file that are no paper of the site, by their titles."""
    known = {_letters(paper.title) for paper in papers}
    return tuple(entry for entry in cv.publications if _letters(entry.title or entry.name or "") not in known)


def lines(text: Text) -> tuple[str, ...]:
    """Return the paragraphs and items of a text, each as a line of phrasing HTML."""
    return tuple(filter(None, (part.strip() for part in _BLOCK.split(text.html))))


def _letters(title: str) -> str:
    return _LETTERS.sub("", title.casefold())


def _contacts(cv: Cv, person: Author | None) -> Iterator[CvContact]:
    basics = cv.basics
    if basics.location and basics.location.shown:
        yield CvContact(basics.location.shown)
    if email := basics.email or (person.email if person else None):
        yield CvContact(email, f"mailto:{email}")
    if basics.phone:
        yield CvContact(basics.phone, f"tel:{re.sub(r'[^+0-9]', '', basics.phone)}")
    if url := basics.url or (person.website if person else None):
        yield CvContact(url.partition("://")[2].rstrip("/"), url)
    if person and person.orcid:
        yield CvContact(f"ORCID {person.orcid}", orcid_url(person.orcid))
    for profile in basics.profiles:
        yield CvContact(" ".join(filter(None, (profile.network, profile.username))), profile.url or "")


def _sections(cv: Cv, papers: Sequence[CvPaper], manner: CvWording) -> Iterator[CvSection]:
    for name in order(cv):
        groups = tuple(_groups(papers, manner)) if name == PUBLICATIONS else ()
        entries = others(cv, papers) if name == PUBLICATIONS else getattr(cv, name)
        rows = tuple(_row(name, entry, manner) for entry in entries)
        if rows or groups:
            yield CvSection(name, str(manner.words[f"cv_{name}"]), rows, groups)


def _groups(papers: Sequence[CvPaper], manner: CvWording) -> Iterator[CvPaperGroup]:
    number = 0
    for kind in get_args(PaperType):
        same = [paper for paper in papers if paper.type == kind]
        if same:
            numbered = tuple(NumberedPaper(number + at, paper.reference) for at, paper in enumerate(same, 1))
            number += len(same)
            yield CvPaperGroup(str(manner.words[f"cv_type_{kind}"]), numbered)


def _row(section: str, entry: CvEntry, manner: CvWording) -> CvRow:
    is_employed = section in _EMPLOYED and not entry.organization
    named = None if is_employed else entry.name
    study = ", ".join(filter(None, (entry.degree, entry.area)))
    heads = (entry.title, entry.position, study, entry.language, named, entry.organization, entry.name)
    head = next(filter(None, heads), "")
    organization = entry.name if is_employed else entry.organization
    where = [part for part in (entry.position, named, organization, entry.place) if part and part != head]
    return CvRow(
        when=_when(entry, manner),
        head=head,
        url=entry.url or "",
        where=", ".join(dict.fromkeys(where)),
        facts=", ".join(filter(None, (entry.level, entry.amount, entry.number, entry.score, *entry.keywords))),
        texts=tuple(text for text in (entry.description, entry.summary) if text),
        points=tuple(replace(point, html=" ".join(lines(point))) for point in entry.highlights),
    )


def _when(entry: CvEntry, manner: CvWording) -> str:
    """Return a date, or from when until when; what has no end goes on."""
    if entry.date:
        return manner.language.date(entry.date)
    if not entry.start:
        return manner.language.date(entry.end) if entry.end else ""
    end = manner.language.date(entry.end) if entry.end else str(manner.words["cv_present"])
    start = manner.language.date(entry.start)
    is_short = start.isdecimal() and (end.isdecimal() or not entry.end)
    return start if start == end else f"{start}–{end}" if is_short and entry.end else f"{start} – {end}"
