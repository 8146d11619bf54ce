r"""Citations in a caption: names where the paper prints names, nothing where it prints numbers of its list.

In: a caption as LaTeX, the paper's bibliography (`.bbl`, `.bib`), how the document cites. Out: the caption with
`Smith et al. (2020)` for a `\citet`, without `[12]`. A key that nothing explains stays a citation, for `text/` to say;
where a sentence needs it and no reader could tell it, it is `the cited work`.

Sources: the manuals of natbib 8.3 (its labels in `.bbl`), biblatex 3.19 and apacite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from sitegen.pull.figures.tex import decode, group, without_comments
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.text.citations import citation

_NAMES = (
    "[cC]ite(?:t|p|alt|alp|author|year|yearpar|num|text|N|NP|A|n)?|[tT]extcite|[pP]arencite|[aA]utocite|footcite|supercite"
    "|onlinecite|shortcite|newcite|fullcite|cites"
)
_COMMAND = regex(
    rf"(?P<space>[ ~\n]?)\\(?P<name>{_NAMES})\*?(?![A-Za-z])"
    r"(?P<options>(?:\s?\[[^\[\]]{0,300}\]){0,2})\s?\{(?P<keys>[^{}]{0,2000})\}"
)
_TEXTUAL = frozenset({"citet", "textcite", "citealt", "citen", "citeA", "citeN", "newcite", "citetext"})
_NEEDING = regex(
    r"(?:\b(?:from|by|of|in|see|to|with|following|after|e\.g\.,?|cf\.?|than|also|and)|\b[Rr]ef(?:s?\.?|erences?))$"
)
_REFS = regex(r"(?:\bthe )?\b[Rr]ef(?:s?\.?|erences?)[ ~]?$")
_ITEM = regex(r"\\bibitem\s*(?=[\[{])")
_BRACKET = regex(r"\\.|[{}\[\]]", re.DOTALL)
_NATBIB = regex(r"(?P<names>.*?)\s*\((?P<year>\d{4}[a-z]?|in prep[^)]{0,40}|n\.?d\.?[^)]{0,40})\)", re.DOTALL)
_APALIKE = regex(r"(?P<names>.*?),\s*(?P<year>\d{4}[a-z]?)\s*$", re.DOTALL)
_AUTHORYEAR = regex(r"\\(?:citeauthoryear|BCAY|astroncite|harvarditem)\s*(?=\{)")
_BIBLATEX = regex(r"\\entry\s*\{([^{}]{0,1000})\}")
_FAMILY = regex(r"\bfamily\s*=\s*(?=\{)")
_YEAR = regex(r"\\field\{(?:year|labelyear)\}\{(\d{4})\}")
_ENTRY = regex(r"@([A-Za-z]+)\s*[{(]\s*([^,\s{}()\"]{1,200})\s*,")
_FIELD = regex(r"(?:^|[,\s])(author|editor|year|date)\s*=\s*(?:(?=\{)|\"([^\"]{0,20000})\"|(\d{4}))", re.IGNORECASE)
_SHORT_KEY = regex(r"([A-Z][a-z]{2,})[_:-]?(\d\d)[a-z]?")
_MOST_BYTES = 8_000_000
_NUMBERED = regex(r"\b(?:numbers|super|numeric|numeric-comp|nature|ieee|phys|vancouver)\b")
_OPTIONS = regex(
    r"\\(?:usepackage|RequirePackage|PassOptionsToPackage)\s*(?:\[([^\]]{0,2000})\])?\s*\{([^{}]{0,1000})\}(?:\s*\{(\w+)\})?"
)
_SET = regex(r"\\setcitestyle\s*\{([^{}]{0,1000})\}")
_PUNCTUATION = regex(r"\\bibpunct\s*(?:\[[^\]]{0,2000}\])?((?:\s*\{[^{}]{0,1000}\}){6})")
_STYLE = regex(r"\\bibliographystyle\s*\{\s*([^{}]+?)\s*\}")
_SPACED = frozenset(
    "aastex aastex61 aastex62 aastex63 aastex631 aastex7 aastex701 mnras mn2e aa emulateapj jss".split()
)
"""Classes of journals that print names and years without a comma between them."""
_NAMED_CLASSES = _SPACED | {"acmart-authoryear", "agujournal2019", "copernicus", "apa6", "apa7", "imsart"}
_SQUARE_STYLES = frozenset({"plainnat", "abbrvnat", "unsrtnat"})


@dataclass(frozen=True, slots=True)
class Manner:
    """The manner of citing: by names or numbers, in round brackets or square ones, with a comma before the year."""

    is_named: bool = False
    is_round: bool = True
    comma: str = ","


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The works by their keys, each with its names as they are printed and its year; and how the document cites."""

    works: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    manner: Manner = field(default_factory=Manner)


def bibliography(text: str, styles: Iterable[str], members: Mapping[str, bytes], document_class: str) -> Bibliography:
    """The works that a source cites; `styles` are its own packages and class."""
    manner = _manner(text, styles, document_class)
    style = (_STYLE.search(text) or ["", ""])[1].lower()
    joint = (
        r"\&"
        if document_class in _SPACED - {"jss"} or style in {"apj", "aasjournal", "mnras", "aa", "apalike"}
        else "and"
    )
    works: dict[str, tuple[str, str]] = {}
    rest = _MOST_BYTES
    for ending, read in ((".bib", _of_bibtex), (".bbl", _of_bbl)):
        for name in sorted(members):
            if name.lower().endswith(ending) and len(members[name]) < rest:
                rest -= len(members[name])
                works |= read(decode(members[name]), joint)
    return Bibliography(works | _of_bbl(text, joint), manner)


def _manner(text: str, styles: Iterable[str], document_class: str) -> Manner:
    """The way in which a document cites, from the options of natbib and biblatex and its class."""
    is_named, is_round, has_natbib = document_class in _NAMED_CLASSES, True, False
    declared = [match for source in (*styles, text) for match in _OPTIONS.finditer(source)]
    options = ""
    for match in declared:
        packages = {package.strip() for package in match[2].split(",")}
        if match[3] == "natbib":
            options += f",{match[2]}"
        elif packages & {"natbib", "biblatex", "apacite", "chicago", "har2nat", "harvard"}:
            has_natbib = True
            options += f",{match[1] or ''}"
            is_named |= "natbib" in packages or "apacite" in packages or "harvard" in packages
            is_named |= "biblatex" in packages and re.search(r"authoryear|apa|chicago", match[1] or "") is not None
    style = (_STYLE.search(text) or ["", ""])[1]
    options += "".join(f",{match[1]}" for match in _SET.finditer(text))
    if has_natbib and (
        _NUMBERED.search(options) or (style.startswith(("ieee", "unsrt", "plain")) and "nat" not in style)
    ):
        is_named = "authoryear" in options
    if "square" in options or (style in _SQUARE_STYLES and "round" not in options):
        is_round = False
    comma = "" if document_class in _SPACED or "aysep={}" in options else ","
    if punctuation := _PUNCTUATION.search(text):
        parts = re.findall(r"\{([^{}]*)\}", punctuation[1])
        is_named, is_round, comma = parts[3] == "a", parts[0] != "[", parts[4]
    return Manner(is_named, is_round, comma)


def _of_bbl(text: str, _: str) -> dict[str, tuple[str, str]]:
    """Names and years in the labels of a `.bbl`, natbib's or biblatex's."""
    works: dict[str, tuple[str, str]] = {}
    for start in _ITEM.finditer(text):
        label = _label(text, start.end())
        key = group(text, label[1], 500) if label else None
        work = _named(label[0]) if label else None
        if key and work:
            works[re.sub(r"%\s*", "", key[0]).strip()] = work
    starts = list(_BIBLATEX.finditer(text))
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        entry = text[start.end() : min(end, start.end() + 20_000)]
        families = [family[0] for at in _FAMILY.finditer(entry) if (family := group(entry, at.end(), 300))]
        year = _YEAR.search(entry)
        if families:
            works[start[1]] = _short(families, "and"), year[1] if year else ""
    return works


def _label(text: str, at: int) -> tuple[str, int] | None:
    """The label in brackets, which may hold braces with brackets."""
    depth = 0
    for bracket in _BRACKET.finditer(text, at, at + 1000):
        if bracket[0] in "{}":
            depth += 1 if bracket[0] == "{" else -1
        elif bracket[0] == "]" and depth <= 0:
            return text[at + 1 : bracket.start()], bracket.end()
        elif depth < 0 or (bracket.start() == at and bracket[0] != "["):
            return None
    return None


def _named(label: str) -> tuple[str, str] | None:
    label = re.sub(r"%\s*\n\s*", "", label).strip()
    if long := _AUTHORYEAR.search(label):
        parts: list[str] = []
        at = long.end()
        while (part := group(label, at, 2000)) and len(parts) < 3:
            parts.append(part[0].strip())
            at = part[1]
        return (parts[-2], parts[-1]) if len(parts) > 1 else None
    while label.startswith("{") and (whole := group(label, 0, 3000)) and whole[1] == len(label):
        label = whole[0].strip()
    read = _NATBIB.match(label) or _APALIKE.match(label)
    if not read:
        return None
    names = re.sub(r"^\{(.*)\}$", r"\1", read["names"].strip())
    return (names, read["year"]) if re.search(r"[A-Za-z]{2}", names) else None


def _of_bibtex(text: str, joint: str) -> dict[str, tuple[str, str]]:
    """Names and years of a `.bib`."""
    starts = list(_ENTRY.finditer(text))
    works: dict[str, tuple[str, str]] = {}
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        entry = text[start.end() : min(end, start.end() + 40_000)]
        fields: dict[str, str] = {}
        for bib_field in _FIELD.finditer(entry):
            value = bib_field[2] or bib_field[3] or (group(entry, bib_field.end(), 30_000) or ("", 0))[0]
            fields.setdefault(bib_field[1].lower(), " ".join(value.split()))
        names = [
            _family(person)
            for person in re.split(r"\s+and\s+", fields.get("author") or fields.get("editor") or "")
            if person
        ]
        year = re.search(r"\d{4}", fields.get("year") or fields.get("date") or "")
        if names and names[0]:
            works.setdefault(start[2], (_short(names, joint), year[0] if year else ""))
    return works


def _family(name: str) -> str:
    """The family name in `Smith, Ada`, `Ada van Smith` or `{The Group}`."""
    name = name.strip()
    if name.startswith("{") and (whole := group(name, 0, 400)) and whole[1] >= len(name):
        return whole[0]
    if name.lower() == "others":
        return "others"
    if "," in name:
        return name.partition(",")[0].strip().removeprefix("{").removesuffix("}")
    words = re.findall(r"(?:\{[^{}]*\}|\\.|[^\s{}\\])+", name)
    lower = [number for number, word in enumerate(words[:-1]) if number and word[:1].islower()]
    return " ".join(words[lower[0] if lower else -1 :]).strip("{}") if words else ""


def _short(names: Sequence[str], joint: str) -> str:
    if len(names) == 1:
        return names[0]
    if len(names) == 2 and names[1] != "others":
        return f"{names[0]} {joint} {names[1]}"
    return f"{names[0]} et al."


def spoken(text: str, known: Bibliography) -> str:
    """The caption with its citations as the paper prints them, but for bare numbers."""
    if "ite" not in text:
        return text
    done, at = "", 0
    for match in _COMMAND.finditer(text):
        done += text[at : match.start()]
        at = match.end()
        printed = _printed(match, known, done)
        if printed.strip() and printed != match[0]:
            done = _REFS.sub("", done)  # `Refs. [3]` is only the names
            printed = printed.lstrip() if done[-1:] in {" ", "~", "("} or not done else printed
        done += printed
    return done + text[at:]


def _printed(match: re.Match[str], known: Bibliography, before: str) -> str:
    name = match["name"][0].lower() + match["name"][1:]
    keys = [key.strip() for key in match["keys"].split(",") if key.strip()]
    works = [known.works[key] for key in keys if key in known.works]
    manner = known.manner
    is_textual = name in _TEXTUAL or name.startswith("citeauthor") or (name == "cite" and manner.is_named)
    is_needed = _NEEDING.search(before[-40:].rstrip(" ~\n")) is not None
    if name in {"citeyear", "citeyearpar"}:
        years = ", ".join(year for _, year in works)
        return f"{match['space']}({years})" if years and name == "citeyearpar" else f"{match['space']}{years}"
    if len(works) < len(keys) or not works:
        if any(citation(key) for key in keys):
            return match[0]
        return f"{match['space']}{_unknown(keys, before)}" if is_textual or is_needed else ""
    if is_textual or (is_needed and not manner.is_named):
        return f"{match['space']}{_in_text(works, name)}"
    if not manner.is_named or not manner.is_round:
        return match[0] if any(map(citation, keys)) else ""
    return f"{match['space'] or ' '}{_in_brackets(works, match, manner)}"


def _unknown(keys: Sequence[str], before: str) -> str:
    """A work of which there is only the key: its name and year, where the key is made of them."""
    if len(keys) == 1 and (told := _SHORT_KEY.fullmatch(keys[0])):
        return f"{told[1]} ({'20' if told[2] < '40' else '19'}{told[2]})"
    return "cited work" if re.search(r"\b[tT]he ?$", before) else "the cited work"


def _in_text(works: Sequence[tuple[str, str]], name: str) -> str:
    if name.startswith("citeauthor"):
        return ", ".join(names for names, _ in works)
    if name == "citealt":
        return "; ".join(" ".join(filter(None, work)) for work in works)
    return "; ".join(f"{names} ({year})" if year else names for names, year in works)


def _in_brackets(works: Sequence[tuple[str, str]], match: re.Match[str], manner: Manner) -> str:
    options = re.findall(r"\[([^\[\]]*)\]", match["options"])
    first, last = (options[0], options[1]) if len(options) > 1 else ("", options[0] if options else "")
    listed = "; ".join(f"{names}{manner.comma} {year}" if year else names for names, year in works)
    listed = f"{first} {listed}".strip() + (f", {last}" if last.strip() else "")
    return listed if match["name"] == "citealp" else f"({listed})"


def style_texts(members: Mapping[str, bytes]) -> list[str]:
    """The packages and classes that a source brings along."""
    names = [name for name in sorted(members) if name.lower().endswith((".sty", ".cls"))]
    return [without_comments(decode(members[name])) for name in names if len(members[name]) < _MOST_BYTES // 8]
