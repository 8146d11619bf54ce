"""Fields of a BibTeX or BibLaTeX entry as LaTeX: words, names, addresses, and what a person wrote by hand.

In: plain words, names in their parts, LaTeX. Out: values whose braces balance for every reader, and the lines of an
entry. Every one is safe to typeset: known commands, formulas, and nothing else but text. Knows no type of entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from sitegen.cite import capitals
from sitegen.cite.characters import clean, name_of
from sitegen.cite.frame import Frame
from sitegen.model import Authorship, Paper, Text
from sitegen.regex import regex
from sitegen.text import convert
from sitegen.text.field import escaped
from sitegen.text.maths import is_command
from sitegen.text.names import Spelling, spelling
from sitegen.text.symbols import ACCENTS, LETTERS, SYMBOLS
from sitegen.text.vocabulary import STYLES, SWITCHES

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIALS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
})  # fmt: skip
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"})
_NOT_IN_KEY = regex(r"[\s,{}()\"#%~\\'=@^$&]+")
_NOT_IN_NAME = regex(r"[^A-Za-z0-9_:.+-]+")
# A line that begins like this ends the entry for readers that recover from errors, even inside braces.
_LINE_OF_ITS_OWN = regex(r"\s*\n\s*(?=@\w*[ \t]*[{(])")
_LATIN = regex("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff][\u0300-\u036f]*|[A-Za-z][\u0300-\u036f]+")
_BRACE = regex(r"[{}]")
_SHOWN_BRACE = regex(r"(\\(?:left|right|middle|[bB]igg?[lrm]?)\s*)?\\([{}])")
_FREE_BRACE = regex(r"(?<!\\)[{}]")
_COMMAND = regex(r"\\([A-Za-z@]+)")
_TEXT_COMMANDS = frozenset((*ACCENTS, *LETTERS, *SYMBOLS, *STYLES, *SWITCHES, "url", "href", "ensuremath"))
_END = "\n}\n"


def entry(kind: str, key: str, fields: Mapping[str, str], order: Iterable[str]) -> str:
    """Return an entry without its abstract; what is empty is left out, what is not in the order is sorted."""
    ordered = tuple(order)
    names = [*ordered, *sorted(fields.keys() - {*ordered, "abstract"})]
    lines = [_line(name, fields[name]) for name in names if name and fields.get(name, "").strip()]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + _END


def abstract(paper: Paper, macros: Mapping[str, str], spelled: Callable[[str], str] = str) -> str:
    """Return the line of a paper's abstract, empty where there is none; what `bibtex:` says wins.

    `macros` are the site's; `spelled` writes the letters of LaTeX that was made here.
    """
    stated = [value for name, value in paper.bibtex.fields.items() if identifier(name) == "abstract"]
    if stated:
        value = written(stated[-1])
    elif paper.abstract:
        value = spelled(contained(convert.latex_blocks(paper.abstract.source, {**macros, **paper.macros})))
    else:
        value = ""
    return _line("abstract", value) if value.strip() else ""


def common(paper: Paper, url: str, macros: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that are the same in both dialects: title, identifiers, address, keywords."""
    return {
        "title": capitals.protect(convert.latex(paper.title.source, macros)),
        "isbn": words(paper.ids.get("isbn", "")),
        "issn": words(paper.ids.get("issn", "")),
        "doi": (paper.doi or "").translate(_ADDRESS),
        "url": url.translate(_ADDRESS),
        "keywords": words(", ".join(dict.fromkeys((*paper.topics, *paper.keywords)))),
    }


def with_abstract(short: str, abstract: str) -> str:
    """Return an entry with the line of its abstract, from its two parts."""
    return f"{short.removesuffix(_END)},\n{abstract}{_END}" if abstract else short


joined = Frame(between="\n")
"""Makes a file of many; entries stand apart by an empty line."""


def citation_key(key: str, slug: str) -> str:
    """Return a key that every reader takes; the slug where nothing is left of it."""
    return _NOT_IN_KEY.sub("", clean(key)) or slug


def people(authors: Sequence[Authorship], *, are_more: bool = False, in_unicode: bool = False) -> str:
    """Return names, each as `von Last, Jr, First`; BibTeX cuts bytes, so its letters stand as commands."""
    write = _inverted if in_unicode else _author
    names = [write(spelling(person)) for person in authors]
    if are_more:
        names.append("others")
    return " and ".join(names)


@lru_cache(maxsize=1 << 14)
def _author(name: Spelling) -> str:
    """Return one name, its letters such that styles can shorten it."""
    return _LATIN.sub(lambda match: escaped(match[0]), _inverted(name))


def _inverted(name: Spelling) -> str:
    """Return one name in its parts, with braces where BibTeX would cut it elsewhere than `text.names` does."""
    known = name_of(name)
    if known.written:
        return f"{{{_escape(known.written)}}}"
    particle, family, given_name, suffix = map(_escape, (known.particle, known.family, known.given, known.suffix))
    if known.is_group or family.lower() == "others":
        return f"{{{family}}}"
    if not given_name:
        family = f"{family} {suffix}".strip()
        return f"{particle} {_whole(family, if_=' ' in family)}".strip()
    small = any(word[:1].islower() for word in family.split()[:-1])
    all_words = (*family.split(), *given_name.split())
    all_small = all(word[:1].islower() for word in all_words)  # biber takes it for a particle
    family = _whole(family, if_=small or all_small or _has_and(family))
    given_name = _whole(given_name, if_="," in given_name or _has_and(given_name))
    return ", ".join(part for part in (f"{particle} {family}".strip(), suffix, given_name) if part)


def _whole(part: str, *, if_: bool) -> str:
    return f"{{{part}}}" if if_ else part


def _has_and(part: str) -> bool:
    return "and" in part.lower().split()


def identifier(text: str) -> str:
    """Return what is left of a hand-written name of a type or a field when no reader may stumble over it."""
    return _NOT_IN_NAME.sub("", text).lower().lstrip("0123456789")


def _escape(text: str) -> str:
    """Return plain text as LaTeX, two apostrophes or hyphens as such and not as the sign that they make."""
    return text.translate(_SPECIALS).replace("''", "'{}'").replace("--", "-{}-")


def words(text: str) -> str:
    """Return plain words as LaTeX; the letters of western Europe stand as they are, every reader has them."""
    if not text or (text.isascii() and text.replace(" ", "").replace(",", "").isalnum()):  # as most fields are
        return text
    return "".join([letter if letter.isalpha() and letter < "\u0180" else escaped(letter) for letter in text])


def tex(text: Text, macros: Mapping[str, str]) -> str:
    """Return a name as LaTeX: plain words as such, else as its author wrote it."""
    is_plain = text.source == text.plain and "<" not in text.html
    return words(text.plain) if is_plain else convert.latex(text.source, macros)


def written(value: str) -> str:
    """Return what a person wrote as LaTeX: as it is where its commands are all known, else read and written anew."""
    is_known = all(_is_known(command) for command in _COMMAND.findall(value)) and "^^" not in value
    return contained(value if is_known else convert.latex(value))


@lru_cache(maxsize=1 << 12)
def _is_known(command: str) -> bool:
    return command in _TEXT_COMMANDS or is_command(command)


def _line(name: str, value: str) -> str:
    is_bare = name == "month" and value in MONTHS
    return f"  {name} = {value}" if is_bare else f"  {name} = {{{value}}}"


def contained(value: str) -> str:
    """Return the value as it is where its braces balance for every reader; else with those that do not taken out."""
    if not value:
        return ""
    value = clean(value).replace("^^", "^{}^")  # TeX reads `^^5c` as a backslash before anything else
    if "@" in value:
        value = _LINE_OF_ITS_OWN.sub(" ", value)
    braced = "{" in value or "}" in value
    if braced and not (_balances(_BRACE.findall(value)) and _balances(_FREE_BRACE.findall(value))):
        value = _SHOWN_BRACE.sub(_named_brace, value.replace("\\\\{", "\\\\ {"))
        value = _without_loose_braces(value)
    return f"{value} " if value.endswith("\\") else value


def _named_brace(match: re.Match[str]) -> str:
    """Return a brace that is shown, by its name: as the delimiter it is, else so that it stands in words too."""
    name = "lbrace" if match[2] == "{" else "rbrace"
    return f"{match[1]}\\{name} " if match[1] else rf"\ensuremath{{\{name}}}"


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
    for position, letter in enumerate(value):
        if letter == "{":
            opened.append(position)
        elif letter == "}":
            if opened:
                opened.pop()
            else:
                loose.add(position)
    loose.update(opened)
    return "".join(letter for position, letter in enumerate(value) if position not in loose)
