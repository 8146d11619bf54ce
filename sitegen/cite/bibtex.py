"""One paper as a BibTeX entry.

In: a paper, its citation key, the address of its page. Out: the entry, its fields in a fixed order, in UTF-8 but for
the letters of names and titles, which BibTeX, biber, pandoc and the Python readers read back to the same title,
authors and year. Every field is safe to typeset: known commands, formulas, and nothing else but text. What `bibtex:` in
the paper's file says wins over everything, as far as its commands are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sitegen.cite import bibfield
from sitegen.cite.bibfield import (
    MONTHS,
    contained,
    identifier,
    joined,
    people,
    tex,
    with_abstract,
    words,
    written,
)
from sitegen.cite.imprint import ARXIV, Imprint, imprint, is_master, submitted_to
from sitegen.cite.pagination import with_dash
from sitegen.model import NO_TEXT, Paper
from sitegen.text import convert, venues

__all__ = ["entry", "joined", "short"]

_TYPES = {
    "article": "article", "inproceedings": "inproceedings", "preprint": "misc", "book": "book",
    "chapter": "incollection", "thesis": "phdthesis", "report": "techreport", "manuscript": "unpublished",
}  # fmt: skip
_CONTAINER = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle", "inbook": "booktitle"}
_INSTITUTION = {"thesis": "school", "report": "institution"}
_ORDER = (
    "title", "author", "editor", "journal", "booktitle", "series", "school", "institution", "howpublished", "volume",
    "number", "pages", "year", "month", "publisher", "address", "isbn", "issn", "doi", "eprint", "archiveprefix",
    "primaryclass", "url", "keywords", "note",
)  # fmt: skip
_NO_MACROS: Mapping[str, str] = MappingProxyType({})


def entry(paper: Paper, key: str, url: str = "", macros: Mapping[str, str] = _NO_MACROS) -> str:
    """Return the entry, ending in a line break. `macros` are the site's LaTeX macros; the paper's own win over them."""
    return with_abstract(short(paper, key, url, macros), bibfield.abstract(paper, macros))


def short(paper: Paper, key: str, url: str = "", macros: Mapping[str, str] = _NO_MACROS) -> str:
    """Return the entry without its abstract."""
    where, known = imprint(paper), {**macros, **paper.macros} if macros else paper.macros
    kind = identifier(paper.bibtex.type or "") or _type(paper, where)
    fields = {name: contained(value) for name, value in _fields(paper, where, kind, url, known).items()}
    fields |= {identifier(name): written(value) for name, value in paper.bibtex.fields.items()}
    return bibfield.entry(kind, bibfield.citation_key(key, paper.slug), fields, _ORDER)


def _type(paper: Paper, where: Imprint) -> str:
    """Return the type of entry: proceedings are told from other books, master's theses from others."""
    if where.kind == "thesis" and is_master(where, paper):
        return "mastersthesis"
    if where.kind == "book" and not paper.authors and venues.kind(paper.title.plain) == "conference":
        return "proceedings"
    return _TYPES.get(where.kind, "misc")


def _fields(paper: Paper, where: Imprint, kind: str, url: str, macros: Mapping[str, str]) -> dict[str, str]:
    fields = {
        **bibfield.common(paper, url, macros),
        "author": people(paper.authors, are_more=paper.has_more_authors and bool(paper.authors)),
        "editor": people(paper.editors),
        "year": paper.date.iso[:4],
        "month": MONTHS[paper.date.month - 1] if paper.date.month else "",
        "note": _note(paper, macros),
    }
    if paper.arxiv:
        primary = words("".join(paper.arxiv_categories[:1]))
        fields |= {"eprint": paper.arxiv, "archiveprefix": "arXiv", "primaryclass": primary}
    unnumbered = where.archive is ARXIV and not paper.arxiv  # then no eprint tells that it is there
    return fields | _imprint(where, kind, macros) | ({"howpublished": tex(ARXIV, macros)} if unnumbered else {})


def _imprint(where: Imprint, kind: str, macros: Mapping[str, str]) -> dict[str, str]:
    """Return where a work is, each part in the field that styles look for in that type of entry."""
    at = where.event if where.event.plain else where.archive if where.archive is not ARXIV else NO_TEXT
    is_published_alone = where.kind in {"dataset", "software", "patent"}
    degree = where.degree if kind == "phdthesis" and not where.degree.lower().startswith(("ph", "doc", "d")) else ""
    return {
        _CONTAINER.get(kind, "howpublished"): tex(where.container, macros),
        **({"howpublished": tex(at, macros)} if at.plain else {}),
        _INSTITUTION.get(where.kind, "institution"): tex(where.institution, macros),
        "howpublished" if is_published_alone else "publisher": tex(where.publisher, macros),
        "series": words(where.series),
        "type": words(degree),
        "volume": words(where.volume),
        "number": words(where.issue),
        "pages": words(with_dash(where.pages, "--")),
        "address": words(where.place),
    }


def _note(paper: Paper, macros: Mapping[str, str]) -> str:
    comments = convert.latex(paper.comments.source, macros) if paper.comments else ""
    return ". ".join(part for part in (words(submitted_to(paper)), comments) if part)
