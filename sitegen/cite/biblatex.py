"""One paper as a BibLaTeX entry.

In: a paper, its citation key, the address of its page. Out: the entry in Unicode, its fields in a fixed order, with the
types, fields and dates that BibLaTeX has beyond BibTeX: `@online`, `@thesis`, `date`, `journaltitle`, `eprinttype`,
`pubstate`. Safe to typeset, as a BibTeX entry is. What `bibtex:` in the paper's file says wins over everything; the
names of BibTeX's fields are understood.
Source: The biblatex Package, 2.1 (entry types) and 2.2 (entry fields).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sitegen.cite import bibfield
from sitegen.cite.bibfield import contained, identifier, people, tex, words, written
from sitegen.cite.imprint import ARXIV, Imprint, imprint, is_master, submitted_to
from sitegen.cite.pagination import with_dash
from sitegen.model import NO_TEXT, Paper
from sitegen.text import convert, venues
from sitegen.text.accents import letters

_TYPES = {
    "article": "article", "inproceedings": "inproceedings", "preprint": "online", "book": "book",
    "chapter": "incollection", "thesis": "thesis", "report": "report", "dataset": "dataset", "software": "software",
    "patent": "patent", "manuscript": "unpublished",
}  # fmt: skip
_CONTAINER = {
    "article": "journaltitle",
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "inbook": "booktitle",
}
_ORDER = (
    "title", "author", "editor", "journaltitle", "booktitle", "series", "type", "institution", "organization",
    "howpublished", "volume", "number", "pages", "date", "pubstate", "publisher", "location", "isbn", "issn", "doi",
    "eprint", "eprinttype", "eprintclass", "url", "keywords", "note",
)  # fmt: skip
_IN_BIBLATEX = {
    "journal": "journaltitle", "year": "date", "address": "location", "school": "institution",
    "archiveprefix": "eprinttype", "primaryclass": "eprintclass",
}  # fmt: skip
_PUBLICATION_STATES = {"In press": "inpress", "Submitted": "submitted", "In preparation": "inpreparation"}
_NO_MACROS: Mapping[str, str] = MappingProxyType({})


def entry(paper: Paper, key: str, url: str = "", macros: Mapping[str, str] = _NO_MACROS) -> str:
    """Return the entry, ending in a line break. `macros` are the site's LaTeX macros; the paper's own win over them."""
    return bibfield.with_abstract(short(paper, key, url, macros), bibfield.abstract(paper, macros, letters))


def short(paper: Paper, key: str, url: str = "", macros: Mapping[str, str] = _NO_MACROS) -> str:
    """Return the entry without its abstract."""
    where, known = imprint(paper), {**macros, **paper.macros} if macros else paper.macros
    kind = identifier(paper.bibtex.type or "") or _type(paper, where)
    fields = {name: letters(contained(value)) for name, value in _fields(paper, where, kind, url, known).items()}
    return bibfield.entry(kind, bibfield.citation_key(key, paper.slug), fields | _overrides(paper), _ORDER)


def _overrides(paper: Paper) -> dict[str, str]:
    """Return what a person wrote for BibTeX, under BibLaTeX's names; the month is in the date, which has no words."""
    fields = {identifier(name): written(value) for name, value in paper.bibtex.fields.items()}
    named = {_IN_BIBLATEX.get(name, name): value for name, value in fields.items() if name != "month"}
    if "date" not in fields and named.get("date") == paper.date.iso[:4]:
        del named["date"]  # the year alone says less than the date that is known
    return named


def _type(paper: Paper, where: Imprint) -> str:
    """Return the type of entry: proceedings and collections are told from books that have an author."""
    if where.kind == "book" and not paper.authors:
        return "proceedings" if venues.kind(paper.title.plain) == "conference" else "collection"
    return _TYPES.get(where.kind, "misc")


def _fields(paper: Paper, where: Imprint, kind: str, url: str, macros: Mapping[str, str]) -> dict[str, str]:
    fields = {
        **bibfield.common(paper, url, macros),
        "author": people(paper.authors, are_more=paper.has_more_authors and bool(paper.authors), in_unicode=True),
        "editor": people(paper.editors, in_unicode=True),
        "date": paper.date.iso,
        "pubstate": _PUBLICATION_STATES.get(paper.stated, ""),
        "note": _note(paper, macros),
    }
    if paper.arxiv:
        primary = words("".join(paper.arxiv_categories[:1]))
        fields |= {"eprint": paper.arxiv, "eprinttype": "arxiv", "eprintclass": primary}
    return fields | _imprint(paper, where, kind, macros)


def _imprint(paper: Paper, where: Imprint, kind: str, macros: Mapping[str, str]) -> dict[str, str]:
    """Return where a work is, each part in the field that styles look for in that type of entry."""
    archive = NO_TEXT if where.archive is ARXIV and paper.arxiv else where.archive
    is_alone = where.kind in {"dataset", "software", "patent"}
    holder = "holder" if where.kind == "patent" else "organization" if where.kind == "software" else "publisher"
    publisher = tex(where.publisher, macros)
    if holder == "holder" and publisher:
        publisher = f"{{{publisher}}}"  # a list of names, of which this is one
    return {
        _CONTAINER.get(kind, "howpublished"): tex(where.container, macros),
        **({"howpublished": tex(where.event, macros)} if where.event.plain else {}),
        "organization": tex(archive, macros),
        "institution": tex(where.institution, macros),
        holder if is_alone else "publisher": publisher,
        "series": words(where.series),
        "type": _thesis(paper, where) if where.kind == "thesis" else "",
        "volume": words(where.volume),
        "number": words(where.issue),
        "pages": words(with_dash(where.pages, "--")),
        "location": words(where.place),
    }


def _thesis(paper: Paper, where: Imprint) -> str:
    """Return what a thesis is: a word that BibLaTeX translates, or what it calls itself."""
    if is_master(where, paper):
        return "mathesis"
    is_usual = not where.degree or where.degree.lower().startswith(("ph", "doc", "d"))
    return "phdthesis" if is_usual else words(where.degree)


def _note(paper: Paper, macros: Mapping[str, str]) -> str:
    """Return the comments, and the state of the paper where BibLaTeX has no field for it or it says where to."""
    comments = convert.latex(paper.comments.source, macros) if paper.comments else ""
    state = submitted_to(paper)
    state = "" if state in _PUBLICATION_STATES else words(state)
    return ". ".join(part for part in (state, comments) if part)
