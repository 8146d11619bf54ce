"""One paper as the Highwire tags that Google Scholar, Zotero and other indexers read from a page's head.

In: a paper and its absolute addresses. Out: (name, content) pairs in a fixed order, clean Unicode, not escaped. Only
what is known is said. Source: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sitegen.model import Date, Paper, Venue
from sitegen.text.names import Spelling, spelling

from .characters import name_of, one_line
from .pagination import ends

_VENUE_TAG = {
    "article": "journal_title", "preprint": "journal_title", "other": "journal_title", "chapter": "inbook_title",
    "inproceedings": "conference_title", "talk": "conference_title", "thesis": "dissertation_institution",
    "report": "technical_report_institution",
}  # fmt: skip


def tags(paper: Paper, *, abstract_url: str, pdf_url: str | None, language: str = "") -> tuple[tuple[str, str], ...]:
    """Return the tags. Addresses are absolute; `language` is a BCP 47 tag."""
    found = (*_about(paper), *_identifiers(paper), *_page(abstract_url, pdf_url, language))
    return tuple((f"citation_{name}", line) for name, value in found if (line := one_line(value)))


def _about(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", paper.title.plain
    for place in paper.authors:
        yield "author", _author(spelling(place))
        for affiliation in place.affiliations:
            yield "author_institution", affiliation
        if place.orcid:
            yield "author_orcid", f"https://orcid.org/{place.orcid}"
    for place in paper.editors:
        yield "editor", _author(spelling(place))
    if paper.date:
        yield "publication_date", _date(paper.date)
        yield "online_date", _date(min((paper.date, *(version.date for version in paper.versions if version.date))))
    if paper.venue:
        yield from _venue(paper.venue, paper.type)


@lru_cache(maxsize=1 << 16)
def _author(name: Spelling) -> str:
    """Return `van den Driessche, George`, one of the two forms the guidelines show; a suffix stays with the family."""
    known = name_of(name)
    return known.written or ", ".join(filter(None, (f"{known.surname} {known.suffix}".strip(), known.given)))


def _venue(venue: Venue, kind: str) -> Iterator[tuple[str, str]]:
    yield _VENUE_TAG.get(kind, "publisher" if not venue.publisher else "series_title"), venue.name.plain
    yield "series_title", venue.series or ""
    yield "volume", venue.volume or ""
    yield "technical_report_number" if kind == "report" else "issue", venue.issue or ""
    first, last = ends(venue.pages or "")
    yield "firstpage", first
    yield "lastpage", last
    yield "publisher", venue.publisher or ""


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
