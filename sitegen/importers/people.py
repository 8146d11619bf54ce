r"""People of a bibliography, as they stand in a paper's file.

In: names in LaTeX, in any of the forms that BibTeX and BibLaTeX read, marks and ornaments included. Out: the shortest
entry of `authors` that says the same, in order. A name in braces is a group's; `others` stays the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.importers.bib_entries import names
from sitegen.pull.fields import Fields, author_of, orcid
from sitegen.regex import regex
from sitegen.text import convert
from sitegen.text import names as spelled
from sitegen.text.repair import unescape

Person = str | Fields
_WRAPPER = regex(
    r"\\(?:relax|textbf|textit|emph|underline|textsc|textrm|mathbf|bf|it|em|ul|uline|mbox|hbox|text|href\{[^{}]*\})\b\s*"
)
_RAISED = regex(
    r"\$?\s*\^?\{?\s*\\?(?:textsuperscript|ast|dagger|ddagger|star)\b\s*(?:\{([^{}]*)\})?\}?\$?|\$\s*\^\s*\{?([^{}$]*)\}?\s*\$|\\thanks\{[^{}]*\}|\\footnote\{[^{}]*\}"
)
_MARKS = regex(r"[*†‡§¶∗⁎✉#¹²³⁴⁵⁶⁷⁸⁹⁰]+|\\(?:dag|ddag|S|P)\b(?:\{\})?")
_EXTENDED = regex(
    r"\s*(family|given|prefix|suffix|useprefix|id|given-i|family-i|prefix-i|suffix-i)\s*=\s*", re.IGNORECASE
)
_INITIALS = regex(r"(?:[^\W\d_]\.?[- ]?){1,4}")
_WITH_INITIALS = regex(r"([^\W\d_][^\s.,]+(?: [^\s.,]{3,})?) ((?:[A-ZÀ-Þ]\.[- ]?){1,4}|[A-ZÀ-Þ]{1,3})")
_ASSIGNED = regex(r"\s*[a-z-]+\s*=")
_SEVERAL = regex(r"\s*;\s*|\s+(?:\\&|&)\s+")
_CAPITALISED = regex(r"[A-ZÀ-Þ][\w.’'-]*")
_TIES = regex(r"(?<!\\)~")
_PART_OF_NAME = regex(
    r"(?:Mac|Mc|O[’']|De|Di|La|Le|Van|Fitz)?[A-ZÀ-Þ][a-zà-ÿ’']+(?:-[A-ZÀ-Þ]?[a-zà-ÿ’']+)*|[A-ZÀ-Þ]\.?"
)
"""A word of somebody's name: `Yu-Lin`, `McElwain`, `L`."""
_HOMONYM = regex(r"(?<=\w) 0\d{3}$")
"""The number by which DBLP tells people of one name apart."""
_OF_THE_EAST = regex(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,4}[ \u3000]?[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,3}"
)
"""A name in Chinese, Japanese or Korean script, as short as those of people are."""
_SUFFIX = regex(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_NOTHING_BUT_BRACES = regex(r"\{((?:[^{}]|\{[^{}]*\})*)\}")


def people(text: str) -> list[Person]:
    """Read an `author` or `editor` field."""
    written_names = parted(unescape(text))
    if len(written_names) > 1 and all(map(_is_braced_person, written_names)):  # braces around every name are no groups
        written_names = [name.strip()[1:-1] for name in written_names]
    return [entry for entry in map(person, written_names) if entry]


def _is_braced_person(text: str) -> bool:
    """Whether a name stands in braces as a whole and has the words of a person's."""
    inner = _NOTHING_BUT_BRACES.fullmatch(text.strip())
    name = convert.name(inner[1]) if inner else ""
    words = name.replace(",", " ").split()
    return 1 < len(words) < 6 and not spelled.is_group(name) and all(map(_CAPITALISED.fullmatch, (words[0], words[-1])))


def parted(text: str) -> list[str]:
    """The names of a field, each as written; also where semicolons or commas part them, which BibTeX cannot read."""
    written_names = _family_first(names(_unwrapped(" ".join(text.split()))))
    if len(written_names) == 1 and not _NOTHING_BUT_BRACES.fullmatch(written_names[0]):
        whole = written_names[0]
        if len(parts := [part for part in _SEVERAL.split(whole) if part.strip()]) > 1 and "{" not in whole:
            return [
                name for part in parts for name in (_by_commas(part) if len(parts) == 2 and "&" in whole else [part])
            ]
        written_names = _by_commas(whole)
    return [part for name in written_names for pair in _pair(name) for part in _with_and_others(pair)]


def _pair(name: str) -> list[str]:
    """Two people between whom somebody has written `&`, each of two words at least; else the name as it is."""
    parts = re.split(r"\s+\\?&\s+", name)
    are_people = all(len(part.split()) > 1 for part in parts) and "{" not in name
    return parts if len(parts) > 1 and are_people and not spelled.is_group(convert.name(name)) else [name]


def plain_person(text: str) -> Person:
    """One name in plain words, as RIS and EndNote have it: `Family, Given`, `Family,G.H.`, `Given Family`, a group."""
    name = spelled.without_titles(" ".join(text.split()).strip(" ,;"))
    if spelled.is_rest(name):
        return "others"
    family, comma, given_name = name.partition(",")
    if not comma:
        return name
    if not given_name.strip():
        return {"name": family.strip(), "group": "true"}
    rest, _, suffix = given_name.partition(",")
    spaced = re.sub(r"(?<=[A-ZÀ-Þ]\.)(?=[A-ZÀ-Þ])", " ", rest.strip())
    if suffix.strip() and not _SUFFIX.fullmatch(suffix.strip()):
        return name
    return author_of(spaced, family.strip(), suffix.strip())


def _unwrapped(text: str) -> str:
    """The list within braces that somebody has put around a whole list."""
    inner = text.strip()
    while match := _NOTHING_BUT_BRACES.fullmatch(inner):
        inner = match[1].strip()
    parts = names(inner)
    is_list = len(parts) > 1 and all(len(part.split()) > 1 and not spelled.is_group(part) for part in parts)
    return inner if is_list else text


def person(text: str) -> Person:
    """One name as BibTeX has it: `First von Last`, `von Last, Jr, First`, `{A Group}`, `given=…, family=…`."""
    plain, marks = _without_marks(_HOMONYM.sub("", text.strip()))
    plain = spelled.without_titles(plain)
    if spelled.is_rest(convert.name(plain)):
        return "others"
    if (inner := _NOTHING_BUT_BRACES.fullmatch(plain)) and not _is_accent(plain):
        return _group(inner[1])
    entry = _extended(plain) if _EXTENDED.match(plain) else _read(plain)
    if not entry:
        return ""
    if "*" in marks or "∗" in marks:
        return {**(entry if isinstance(entry, dict) else {"name": entry}), "equal": "true"}
    return entry


def _by_commas(text: str) -> list[str]:
    """A list of people parted by commas alone: every part has two words, or initials follow every second one."""
    parts = [part.strip() for part in _outside(text, ",") if part.strip()]
    parts = [re.sub(r"^and\s+", "", part) for part in parts]
    if len(parts) > 2 and all(" " in part and not spelled.is_group(part) for part in parts):
        return _family_first(parts)
    is_paired = len(parts) > 3 and len(parts) % 2 == 0
    if is_paired and all(_INITIALS.fullmatch(convert.name(part)) for part in parts[1::2]):
        return [f"{family}, {initials}" for family, initials in zip(parts[::2], parts[1::2], strict=True)]
    return [text]


def _family_first(written_names: list[str]) -> list[str]:
    """The same as `Family, A.B.` where one is written `Family A.B.` (Scopus), or all are `Family AB` (PubMed)."""
    matches = [_WITH_INITIALS.fullmatch(convert.name(name)) for name in written_names]
    are_all = len(written_names) > 1 and all(matches)
    return [
        f"{match[1]}, {match[2]}" if match and (are_all or match[2].endswith(".")) else name
        for name, match in zip(written_names, matches, strict=True)
    ]


def _with_and_others(name: str) -> list[str]:
    """A name to which `et al.` is stuck, as two."""
    match = re.search(r",?\s+et\.?\s+al\.?$", name)
    return [name[: match.start()], "others"] if match and match.start() else [name]


def _without_marks(text: str) -> tuple[str, str]:
    """A name without the commands that set it apart and the marks that hang on it, and those marks."""
    marks = []
    plain = " ".join(_TIES.sub(" ", text).split())
    if "\\" in plain or "$" in plain:
        marks += [raised[0].replace("\\ast", "*") for raised in _RAISED.finditer(plain)]
        plain = _RAISED.sub(" ", plain)
        bare = _WRAPPER.sub("", plain)
        inner = _NOTHING_BUT_BRACES.fullmatch(bare.strip()) if bare != plain else None
        plain = inner[1] if inner else bare
    marks += [mark[0] for mark in _MARKS.finditer(plain)]
    plain = " ".join(_MARKS.sub(" ", plain).split())
    return re.sub(r"\s+,", ",", plain).strip(" ,;"), "".join(marks)


def _is_accent(text: str) -> bool:
    r"""Whether braces hold a letter and not a name: `{\'E}`."""
    return len(convert.name(text)) < 2


def _group(text: str) -> Person:
    name = " ".join(convert.name(text).split())
    if not name or spelled.is_rest(name):
        return "others" if name else ""
    if spelled.is_group(name):
        return name
    if "," in text or _OF_THE_EAST.fullmatch(name):  # `{Last, First}`: braces that somebody put around every name
        return _read(text)
    words = name.split()
    capital = [bool(_PART_OF_NAME.fullmatch(word)) for word in words]
    has_particle = bool(spelled.split(name).particle)
    is_person = len(words) > 1 and ((len(words) < 4 and all(capital)) or (has_particle and capital[0] and capital[-1]))
    return _read(text) if is_person else {"name": name, "group": "true"}


def _extended(text: str) -> Person:
    """BibLaTeX's extended form: `family=Hasselt, given=Hado, prefix=van, useprefix=true`."""
    parts: dict[str, str] = {}
    for part in _assignments(text):
        if match := _EXTENDED.match(part):
            parts[match[1].lower()] = convert.name(part[match.end() :].strip().strip('"'))
    if not parts.get("family"):
        return spelled.surname(parts.get("prefix", ""), parts.get("given", ""))
    return author_of(parts.get("given", ""), parts["family"], parts.get("suffix", ""), particle=parts.get("prefix", ""))


def _assignments(text: str) -> list[str]:
    """A name cut at the commas outside braces behind which another part of it is assigned."""
    pieces: list[list[str]] = []
    for piece in _outside(text, ","):
        if pieces and not _ASSIGNED.match(piece):
            pieces[-1].append(piece)
        else:
            pieces.append([piece])
    return [",".join(piece) for piece in pieces]


def _read(text: str) -> Person:
    """A name with or without commas; words in braces are one word."""
    commas = [part.strip() for part in _outside(text, ",")]
    commas = [part for at, part in enumerate(commas) if part or at == 0]
    if len(commas) > 1 and commas[0]:
        family, *between, given_name = commas
        if len(between) == 1 and _SUFFIX.fullmatch(convert.name(given_name)):  # `Jones, A., Jr.`, as EndNote has it
            given_name, between = between[0], [given_name]
        orcid_match = re.search(r"\(?\s*(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\)?", given_name)
        suffix = " ".join(map(convert.name, between))
        if not suffix and _SUFFIX.fullmatch(convert.name(given_name)):
            known = spelled.split(convert.name(family))
            return author_of(known.given, known.surname, convert.name(given_name))
        if orcid_match:
            return author_of(
                convert.name(given_name[: orcid_match.start()]),
                convert.name(family),
                suffix,
                orcid=orcid(orcid_match[1]),
            )
        return author_of(convert.name(given_name), convert.name(family), suffix)
    tokens = [token for token in _outside(text.strip(","), " ") if token]
    if len(tokens) > 1 and tokens[-1].startswith("{") and " " in convert.name(tokens[-1]):
        return author_of(convert.name(" ".join(tokens[:-1])), convert.name(tokens[-1]))
    return convert.name(text.strip(","))


def _outside(text: str, sign: str) -> Sequence[str]:
    """A text cut at a sign that stands outside braces."""
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == sign and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
