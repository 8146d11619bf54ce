"""One paper as the Highwire tags that Google Scholar, Zotero and other indexers read from a page's head.

In: a paper and its absolute addresses. Out: (name, content) pairs in a fixed order, clean Unicode, not escaped. Only
what is known is said. Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sitegen.cite.characters import name_of, one_line
from sitegen.cite.imprint import ARXIV, Imprint, imprint
from sitegen.cite.pagination import ends
from sitegen.model import NO_DATE, Date, Paper
from sitegen.text import venues
from sitegen.text.names import Spelling, spelling

_CONTAINER_TAG = {
    "chapter": "inbook_title", "inproceedings": "conference_title", "preprint": "journal_title",
}  # fmt: skip
_NAMES = ("author", "editor")
_INSTITUTION_TAG = {"thesis": "dissertation_institution", "report": "technical_report_institution"}


def tags(paper: Paper, *, abstract_url: str, pdf_url: str | None, language: str = "") -> tuple[tuple[str, str], ...]:
    """Return the tags. Addresses are absolute; `language` is a BCP 47 tag."""
    return _tags((*_about(paper), *_identifiers(paper), *_page(abstract_url, pdf_url, language)))


def place_tags(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Return those of the tags that say where a paper appeared: in what, and where in it."""
    return _tags(_imprint(imprint(paper)))


def _tags(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    lines = ((name, value if name in _NAMES else one_line(value)) for name, value in pairs if name)
    return tuple((f"citation_{name}", line) for name, line in lines if line)


def _about(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", paper.title.plain
    for authorship in paper.authors:
        yield "author", _author(spelling(authorship))
        for affiliation in authorship.affiliations:
            yield "author_institution", affiliation
        if authorship.orcid:
            yield "author_orcid", f"https://orcid.org/{authorship.orcid}"
    for authorship in paper.editors:
        yield "editor", _author(spelling(authorship))
    if paper.date:
        yield "publication_date", _date(paper.date)
    if online := online_date(paper):
        yield "online_date", _date(online)
    yield from _imprint(imprint(paper))


def online_date(paper: Paper) -> Date:
    """Return when a work was first to be had online, as far as that is known: a preprint's date, or its versions'."""
    dates = [version.date for version in paper.versions if version.date]
    is_preprint = paper.type == "preprint" or (paper.arxiv and not paper.versions)
    return min([*dates, *([paper.date] if paper.date and (dates or is_preprint) else [])], default=NO_DATE)


@lru_cache(maxsize=1 << 14)
def _author(name: Spelling) -> str:
    """Return `van den Driessche, George`, one of the two forms the guidelines show; a suffix stays with the family.

    Zotero takes a comma with two words on both sides for one between two people; a space that does not break is no
    such space.
    """
    known = name_of(name)
    surname = known.surname.replace(" ", "\u00a0") if " " in known.given else known.surname
    return known.written or ", ".join(filter(None, (f"{surname} {known.suffix}".strip(), known.given)))


def _imprint(where: Imprint) -> Iterator[tuple[str, str]]:
    is_server = where.archive is ARXIV or venues.kind(where.archive.plain) == "repository"
    container = where.container.plain or ("" if is_server else where.archive.plain)
    yield _CONTAINER_TAG.get(where.kind, "journal_title"), container
    yield "book_title" if where.kind == "chapter" else "", container  # as Zotero knows it
    yield "conference_title", where.event.plain
    yield _INSTITUTION_TAG.get(where.kind, ""), where.institution.plain
    yield "series_title", where.series
    yield "volume", where.volume
    yield "technical_report_number" if where.kind == "report" else "issue", where.issue
    first, last = ends(where.pages)
    yield "firstpage", first
    yield "lastpage", last
    yield "publisher", where.publisher.plain or (where.archive.plain if is_server else "")


def _identifiers(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "doi", paper.doi or ""
    yield "arxiv_id", paper.arxiv or ""
    for name, key in (("isbn", "isbn"), ("issn", "issn"), ("pmid", "pubmed")):
        yield name, paper.ids.get(key, "")
    for word in dict.fromkeys((*paper.topics, *paper.keywords)):
        yield "keywords", word


def _page(abstract_url: str, pdf_url: str | None, language: str) -> Iterator[tuple[str, str]]:
    yield "language", language
    yield "abstract_html_url", abstract_url
    yield "pdf_url", pdf_url or ""


def _date(date: Date) -> str:
    """Return `2022/04/29`, or `2022` where the day is not known: the guidelines have no month alone."""
    return date.iso.replace("-", "/") if date.day else f"{date.year:04d}"
