"""One paper as a record of EndNote XML.

In: a paper, its citation key, its address beside its identifiers. Out: the record, its elements in the
order of EndNote's own document type, every value clean Unicode. What is not known is left out.
Source: EndNote's RSXML document type, as EndNote, Zotero and Mendeley write and read it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.cite.characters import name_of, short_title
from sitegen.cite.frame import Frame
from sitegen.cite.imprint import Imprint, degree, imprint, submitted_to
from sitegen.cite.pagination import with_dash
from sitegen.cite.xml import HEAD, element, prose, words
from sitegen.model import Authorship, Paper
from sitegen.text.names import spelling

_TYPES = {
    "article": ("Journal Article", "17"), "inproceedings": ("Conference Proceedings", "10"), "book": ("Book", "6"),
    "chapter": ("Book Section", "5"), "thesis": ("Thesis", "32"), "report": ("Report", "27"),
    "dataset": ("Dataset", "59"), "software": ("Computer Program", "9"), "patent": ("Patent", "25"),
    "preprint": ("Unpublished Work", "34"), "manuscript": ("Unpublished Work", "34"),
}  # fmt: skip
_EDITED_BOOK, _GENERIC = ("Edited Book", "28"), ("Generic", "13")


def record(paper: Paper, key: str, url: str) -> str:
    """Return the record, ending in a line break."""
    where = imprint(paper)
    name, number = _type(paper, where)
    host = where.container.plain or where.event.plain
    parts = (
        words("ref-type", number, name=name),
        _contributors(paper, where),
        element(
            "titles",
            words("title", paper.title.plain),
            words("secondary-title", host or (where.series if where.kind == "book" else "")),
            words("tertiary-title", where.series if host else ""),
            words("short-title", short_title(paper)),
        ),
        element("periodical", words("full-title", host), words("abbr-1", where.short.plain))
        if where.kind == "article"
        else "",
        words("pages", with_dash(where.pages, "-")),
        words("volume", where.volume),
        words("number", where.issue),
        element("keywords", *(words("keyword", word) for word in dict.fromkeys((*paper.topics, *paper.keywords)))),
        element("dates", words("year", paper.date.iso[:4]), element("pub-dates", words("date", paper.date.iso))),
        words("pub-location", where.place),
        words("publisher", where.publisher.plain or where.institution.plain or where.archive.plain),
        words("isbn", paper.ids.get("isbn", "") or paper.ids.get("issn", "")),
        words("accession-num", f"arXiv:{paper.arxiv}" if paper.arxiv else ""),
        words("electronic-resource-num", paper.doi or ""),
        prose("abstract", paper.abstract.plain if paper.abstract else ""),
        words("label", key),
        words("notes", _notes(paper)),
        words("work-type", degree(where, paper)),
        words("language", paper.language or ""),
        element("urls", element("related-urls", words("url", url))),
    )
    return f"{element('record', *parts)}\n"


joined = Frame(f"{HEAD}<xml><records>\n", tail="</records></xml>\n")
"""Makes a file of many."""


def _type(paper: Paper, where: Imprint) -> tuple[str, str]:
    if where.kind == "book" and not paper.authors:
        return _EDITED_BOOK
    return _TYPES.get(where.kind, _GENERIC)


def _contributors(paper: Paper, where: Imprint) -> str:
    """Return who made it: the editors of an edited book are its authors, as EndNote has it."""
    authors, editors = (paper.authors, paper.editors) if paper.authors else (paper.editors, ())
    is_in = bool(where.container.plain)
    return element(
        "contributors",
        element("authors", *_people(authors, are_more=paper.has_more_authors)),
        element("secondary-authors", *_people(editors if is_in else ())),
        element("tertiary-authors", *_people(() if is_in else editors)),
    )


def _people(people: Sequence[Authorship], *, are_more: bool = False) -> list[str]:
    """Return names as `Family, Given, Jr.`; a comma at the end keeps EndNote from turning a group's name around."""
    names = []
    for person in people:
        name = name_of(spelling(person))
        names.append(f"{name.inverted}," if name.is_group or name.written else name.inverted)
    return [words("author", name) for name in (*names, *(["et al.,"] if are_more else []))]


def _notes(paper: Paper) -> str:
    return ". ".join(part for part in (submitted_to(paper), paper.comments.plain if paper.comments else "") if part)
