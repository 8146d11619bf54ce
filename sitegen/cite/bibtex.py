"""One paper as a BibTeX entry.

In: a paper, its citation key, the address of its page. Out: the entry, its fields in a fixed order, in UTF-8 but for
the letters of names, which BibTeX, biber and the Python readers read back to the same title, authors and year. The
abstract is the text as its author wrote it. What `bibtex:` in the paper's file says wins over everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from sitegen.model import Authorship, Paper, Venue
from sitegen.text import convert
from sitegen.text.field import escaped
from sitegen.text.names import Spelling, spelling

from . import capitals
from .characters import clean, name_of
from .pagination import with_dash

_TYPES = {
    "article": "article", "inproceedings": "inproceedings", "preprint": "misc", "book": "book",
    "chapter": "incollection", "thesis": "phdthesis", "report": "techreport",
}  # fmt: skip
_VENUE_FIELD = {
    "article": "journal", "inproceedings": "booktitle", "incollection": "booktitle", "phdthesis": "school",
    "techreport": "institution", "book": "series",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDER = (
    "title", "author", "editor", "journal", "booktitle", "series", "school", "institution", "howpublished", "volume",
    "number", "pages", "year", "month", "publisher", "address", "isbn", "issn", "doi", "eprint", "archiveprefix",
    "primaryclass", "url", "keywords", "note",
)  # fmt: skip
_SPECIALS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
})  # fmt: skip
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"})
_NOT_IN_KEY = re.compile(r"[\s,{}()\"#%~\\'=@]+")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_:.+-]+")
# A line that begins like this ends the entry for readers that recover from errors, even inside braces.
_LINE_OF_ITS_OWN = re.compile(r"\s*\n\s*(?=@\w*[ \t]*[{(])")
_LATIN = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff][\u0300-\u036f]*|[A-Za-z][\u0300-\u036f]+")
_BRACE = re.compile(r"[{}]")
_SHOWN_BRACE = re.compile(r"(\\(?:left|right|middle|[bB]igg?[lrm]?)\s*)?\\([{}])")
_FREE_BRACE = re.compile(r"(?<!\\)[{}]")
_NO_MACROS: Mapping[str, str] = MappingProxyType({})


def entry(paper: Paper, key: str, url: str = "", macros: Mapping[str, str] = _NO_MACROS) -> str:
    """Return the entry, ending in a line break. `macros` are the site's LaTeX macros; the paper's own win over them."""
    kind = _identifier(paper.bibtex.type or "") or _type(paper)
    fields = _fields(paper, kind, url, {**macros, **paper.macros} if macros else paper.macros)
    fields |= {_identifier(name): value for name, value in paper.bibtex.fields.items()}
    order = [*_ORDER, *sorted(fields.keys() - {*_ORDER, "abstract"}), "abstract"]
    lines = [f"  {name} = {_value(name, fields[name])}" for name in order if name and fields.get(name, "").strip()]
    key = _NOT_IN_KEY.sub("", clean(key)) or paper.slug
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _type(paper: Paper) -> str:
    """Return the type of entry; what has not appeared anywhere is unpublished."""
    kind = _TYPES.get(paper.type, "misc")
    is_at_arxiv_alone = kind == "misc" and paper.arxiv
    return "unpublished" if paper.state.is_unpublished and not is_at_arxiv_alone else kind


def _fields(paper: Paper, kind: str, url: str, macros: Mapping[str, str]) -> dict[str, str]:
    fields = {
        "title": capitals.protect(convert.latex(paper.title.source, macros)),
        "author": _people(paper.authors, are_more=bool(paper.authors) and paper.has_more_authors),
        "editor": _people(paper.editors),
        "year": paper.date.iso[:4],
        "month": _MONTHS[paper.date.month - 1] if paper.date.month else "",
        "isbn": _escape(paper.ids.get("isbn", "")),
        "issn": _escape(paper.ids.get("issn", "")),
        "doi": (paper.doi or "").translate(_ADDRESS),
        "url": url.translate(_ADDRESS),
        "keywords": _escape(", ".join(dict.fromkeys((*paper.topics, *paper.keywords)))),
        "note": _note(paper, macros),
        "abstract": paper.abstract.source if paper.abstract else "",
    }
    if paper.arxiv:
        primary = _escape("".join(paper.arxiv_categories[:1]))
        fields |= {"eprint": paper.arxiv, "archiveprefix": "arXiv", "primaryclass": primary}
    return fields | _venue(paper.venue, kind, macros) if paper.venue else fields


def _venue(venue: Venue, kind: str, macros: Mapping[str, str]) -> dict[str, str]:
    name = "publisher" if kind == "book" and not venue.publisher else _VENUE_FIELD.get(kind, "howpublished")
    return {
        "series": _escape(venue.series or ""),
        "publisher": _escape(venue.publisher or ""),
        name: convert.latex(venue.name.source, macros),
        "volume": _escape(venue.volume or ""),
        "number": _escape(venue.issue or ""),
        "pages": _escape(with_dash(venue.pages or "", "--")),
        "address": _escape(venue.place or ""),
    }


def _note(paper: Paper, macros: Mapping[str, str]) -> str:
    comments = convert.latex(paper.comments.source, macros) if paper.comments else ""
    return ". ".join(part for part in (paper.stated, comments) if part)


def _people(people: Sequence[Authorship], *, are_more: bool = False) -> str:
    names = [_author(spelling(person)) for person in people]
    if are_more:
        names.append("others")
    return " and ".join(names)


@lru_cache(maxsize=1 << 16)
def _author(name: Spelling) -> str:
    """Return one name as `von Last, Jr, First`, its letters such that styles can shorten it: BibTeX cuts bytes."""
    return _LATIN.sub(lambda found: escaped(found[0]), _inverted(name))


def _inverted(name: Spelling) -> str:
    """Return one name in its parts, with braces where BibTeX would cut it elsewhere than `text.names` does."""
    known = name_of(name)
    if known.written:
        return f"{{{_escape(known.written)}}}"
    particle, family, given, suffix = map(_escape, (known.particle, known.family, known.given, known.suffix))
    if known.is_group or family.lower() == "others":
        return f"{{{family}}}"
    if not given:
        family = f"{family} {suffix}".strip()
        return f"{particle} {_whole(family, if_=' ' in family)}".strip()
    small = any(word[:1].islower() for word in family.split()[:-1])
    family = _whole(family, if_=small or _has_and(family))
    given = _whole(given, if_="," in given or _has_and(given))
    return ", ".join(part for part in (f"{particle} {family}".strip(), suffix, given) if part)


def _whole(part: str, *, if_: bool) -> str:
    return f"{{{part}}}" if if_ else part


def _has_and(part: str) -> bool:
    return "and" in part.lower().split()


def _identifier(text: str) -> str:
    """Return what is left of a hand-written name of a type or a field when no reader may stumble over it."""
    return _NOT_IN_NAME.sub("", text).lower().lstrip("0123456789")


def _escape(text: str) -> str:
    """Return plain text as LaTeX."""
    return text.translate(_SPECIALS)


def _value(name: str, value: str) -> str:
    if name == "month" and value in _MONTHS:
        return value
    return f"{{{_contained(value)}}}"


def _contained(value: str) -> str:
    """Return the value as it is where its braces balance for every reader; else with those that do not taken out."""
    value = clean(value)
    if "@" in value:
        value = _LINE_OF_ITS_OWN.sub(" ", value)
    braced = "{" in value or "}" in value
    if braced and not (_balances(_BRACE.findall(value)) and _balances(_FREE_BRACE.findall(value))):
        value = _SHOWN_BRACE.sub(_named_brace, value.replace("\\\\{", "\\\\ {"))
        value = _without_loose_braces(value)
    return f"{value} " if value.endswith("\\") else value


def _named_brace(found: re.Match[str]) -> str:
    """Return a brace that is shown, by its name: as the delimiter it is, else so that it stands in words too."""
    name = "lbrace" if found[2] == "{" else "rbrace"
    return f"{found[1]}\\{name} " if found[1] else rf"\ensuremath{{\{name}}}"


def _balances(braces: list[str]) -> bool:
    depth = 0
    for brace in braces:
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _without_loose_braces(value: str) -> str:
    opened: list[int] = []
    loose: set[int] = set()
    for place, letter in enumerate(value):
        if letter == "{":
            opened.append(place)
        elif letter == "}":
            if opened:
                opened.pop()
            else:
                loose.add(place)
    loose.update(opened)
    return "".join(letter for place, letter in enumerate(value) if place not in loose)
