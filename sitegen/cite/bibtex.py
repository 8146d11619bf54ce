"""One paper as a BibTeX entry.

In: a paper, its citation key, the address of its page. Out: the entry, its fields in a fixed order, in UTF-8 but for
the letters of names and titles, which BibTeX, biber, pandoc and the Python readers read back to the same title,
authors and year. Every field is safe to typeset: known commands, formulas, and nothing else but text. What `bibtex:` in
the paper's file says wins over everything, as far as its commands are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from sitegen.model import NO_TEXT, Authorship, Paper, Text
from sitegen.text import convert, venues
from sitegen.text.field import escaped
from sitegen.text.maths import is_command
from sitegen.text.names import Spelling, spelling
from sitegen.text.symbols import ACCENTS, LETTERS, SYMBOLS
from sitegen.text.vocabulary import STYLES, SWITCHES

from . import capitals
from .characters import clean, name_of
from .imprint import ARXIV, Imprint, imprint, is_master, submitted_to
from .pagination import with_dash

_TYPES = {
    "article": "article", "inproceedings": "inproceedings", "preprint": "misc", "book": "book",
    "chapter": "incollection", "thesis": "phdthesis", "report": "techreport", "manuscript": "unpublished",
}  # fmt: skip
_CONTAINER = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle", "inbook": "booktitle"}
_INSTITUTION = {"thesis": "school", "report": "institution"}
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
_NOT_IN_KEY = re.compile(r"[\s,{}()\"#%~\\'=@^$&]+")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_:.+-]+")
# A line that begins like this ends the entry for readers that recover from errors, even inside braces.
_LINE_OF_ITS_OWN = re.compile(r"\s*\n\s*(?=@\w*[ \t]*[{(])")
_LATIN = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff][\u0300-\u036f]*|[A-Za-z][\u0300-\u036f]+")
_BRACE = re.compile(r"[{}]")
_SHOWN_BRACE = re.compile(r"(\\(?:left|right|middle|[bB]igg?[lrm]?)\s*)?\\([{}])")
_FREE_BRACE = re.compile(r"(?<!\\)[{}]")
_COMMAND = re.compile(r"\\([A-Za-z@]+)")
_TEXT_COMMANDS = frozenset((*ACCENTS, *LETTERS, *SYMBOLS, *STYLES, *SWITCHES, "url", "href", "ensuremath"))
_END = "\n}\n"
_NO_MACROS: Mapping[str, str] = MappingProxyType({})


def entry(paper: Paper, key: str, url: str = "", macros: Mapping[str, str] = _NO_MACROS) -> str:
    """Return the entry, ending in a line break. `macros` are the site's LaTeX macros; the paper's own win over them."""
    short, abstract = parts(paper, key, url, macros)
    return with_abstract(short, abstract)


def parts(paper: Paper, key: str, url: str = "", macros: Mapping[str, str] = _NO_MACROS) -> tuple[str, str]:
    """Return the entry without its abstract, and the abstract's line, empty where there is none."""
    where, known = imprint(paper), {**macros, **paper.macros} if macros else paper.macros
    kind = _identifier(paper.bibtex.type or "") or _type(paper, where)
    fields = {name: _contained(value) for name, value in _fields(paper, where, kind, url, known).items()}
    fields |= {_identifier(name): _written(value) for name, value in paper.bibtex.fields.items()}
    order = [*_ORDER, *sorted(fields.keys() - {*_ORDER, "abstract"})]
    lines = [_line(name, fields[name]) for name in order if name and fields.get(name, "").strip()]
    key = _NOT_IN_KEY.sub("", clean(key)) or paper.slug
    abstract = fields.get("abstract", "")
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n", _line("abstract", abstract) if abstract.strip() else ""


def with_abstract(short: str, abstract: str) -> str:
    """Return an entry with the line of its abstract, from its `parts`."""
    return f"{short.removesuffix(_END)},\n{abstract}{_END}" if abstract else short


def joined(entries: Iterable[str]) -> str:
    """Return a file of many; entries stand apart by an empty line."""
    return "\n".join(entries)


def _type(paper: Paper, where: Imprint) -> str:
    """Return the type of entry: proceedings are told from other books, master's theses from others."""
    if where.kind == "thesis" and is_master(where, paper):
        return "mastersthesis"
    if where.kind == "book" and not paper.authors and venues.kind(paper.title.plain) == "conference":
        return "proceedings"
    return _TYPES.get(where.kind, "misc")


def _fields(paper: Paper, where: Imprint, kind: str, url: str, macros: Mapping[str, str]) -> dict[str, str]:
    fields = {
        "title": capitals.protect(convert.latex(paper.title.source, macros)),
        "author": _people(paper.authors, are_more=paper.has_more_authors and bool(paper.authors)),
        "editor": _people(paper.editors),
        "year": paper.date.iso[:4],
        "month": _MONTHS[paper.date.month - 1] if paper.date.month else "",
        "isbn": _words(paper.ids.get("isbn", "")),
        "issn": _words(paper.ids.get("issn", "")),
        "doi": (paper.doi or "").translate(_ADDRESS),
        "url": url.translate(_ADDRESS),
        "keywords": _words(", ".join(dict.fromkeys((*paper.topics, *paper.keywords)))),
        "note": _note(paper, macros),
        "abstract": convert.latex_blocks(paper.abstract.source, macros) if paper.abstract else "",
    }
    if paper.arxiv:
        primary = _words("".join(paper.arxiv_categories[:1]))
        fields |= {"eprint": paper.arxiv, "archiveprefix": "arXiv", "primaryclass": primary}
    return fields | _imprint(where, kind, macros)


def _imprint(where: Imprint, kind: str, macros: Mapping[str, str]) -> dict[str, str]:
    """Return where a work is, each part in the field that styles look for in that type of entry."""
    at = where.event if where.event.plain else where.archive if where.archive is not ARXIV else NO_TEXT
    is_published_alone = where.kind in {"dataset", "software", "patent"}
    degree = where.degree if kind == "phdthesis" and not where.degree.lower().startswith(("ph", "doc", "d")) else ""
    return {
        _CONTAINER.get(kind, "howpublished"): _tex(where.container, macros),
        **({"howpublished": _tex(at, macros)} if at.plain else {}),
        _INSTITUTION.get(where.kind, "institution"): _tex(where.institution, macros),
        "howpublished" if is_published_alone else "publisher": _tex(where.publisher, macros),
        "series": _words(where.series),
        "type": _words(degree),
        "volume": _words(where.volume),
        "number": _words(where.issue),
        "pages": _words(with_dash(where.pages, "--")),
        "address": _words(where.place),
    }


def _tex(text: Text, macros: Mapping[str, str]) -> str:
    """Return a name as LaTeX: plain words as such, else as its author wrote it."""
    return _words(text.plain) if text.source == text.plain else convert.latex(text.source, macros)


def _note(paper: Paper, macros: Mapping[str, str]) -> str:
    comments = convert.latex(paper.comments.source, macros) if paper.comments else ""
    return ". ".join(part for part in (_words(submitted_to(paper)), comments) if part)


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


def _words(text: str) -> str:
    """Return plain words as LaTeX; the letters of western Europe stand as they are, every reader has them."""
    return "".join([letter if letter.isalpha() and letter < "\u0180" else escaped(letter) for letter in text])


def _written(value: str) -> str:
    """Return what a person wrote as LaTeX: as it is where its commands are all known, else read and written anew."""
    is_known = all(_is_known(command) for command in _COMMAND.findall(value)) and "^^" not in value
    return _contained(value if is_known else convert.latex(value))


@lru_cache(maxsize=1 << 12)
def _is_known(command: str) -> bool:
    return command in _TEXT_COMMANDS or is_command(command)


def _line(name: str, value: str) -> str:
    is_bare = name == "month" and value in _MONTHS
    return f"  {name} = {value}" if is_bare else f"  {name} = {{{value}}}"


def _contained(value: str) -> str:
    """Return the value as it is where its braces balance for every reader; else with those that do not taken out."""
    value = clean(value).replace("^^", "^{}^")  # TeX reads `^^5c` as a backslash before anything else
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
