r"""References in a caption, as they are printed, or in words.

In: a caption as LaTeX, what each label names, what the document calls things. Out: the caption with numbers in place of
`\ref`, `\eqref`, `\cref`, `\autoref` and their kind. What has no number here reads in words (`the equation`), and an
aside in brackets that says nothing else goes. Never `??`.

Sources: the manuals of hyperref (`\autoref`) and cleveref 0.21.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field

from sitegen.pull.figures.labels import LabelTarget, kind_of
from sitegen.pull.figures.tex import group, option
from sitegen.records import dataclass
from sitegen.regex import regex

_COMMANDS = (
    "eqref|autoref|Autoref|labelcref|labelcpageref|namecref|nameCref|lcnamecref|crefrange|Crefrange|[cC]ref|subref|pageref"
    "|vref|vpageref|nameref|titleref|figref|Figref|tabref|secref|eqnref|ref"
)
_REFERENCE = rf"\\(?:{_COMMANDS})\*?\s*\{{[^{{}}]*\}}(?:(?<=range)\s*\{{[^{{}}]*\}})?"
_COMMAND = regex(rf"\\({_COMMANDS})\*?\s*\{{([^{{}}]*)\}}")
_RANGE = regex(r"\\([cC])refrange\*?\s*\{([^{}]{0,1000})\}\s*\{([^{}]{0,1000})\}")
_NOUNS = {
    "fig": "figure", "figs": "figures", "figure": "figure", "figures": "figures", "eq": "equation", "eqs": "equations",
    "eqn": "equation", "eqns": "equations", "equation": "equation", "equations": "equations", "tab": "table",
    "tabs": "tables", "table": "table", "tables": "tables", "sec": "section", "secs": "sections", "sect": "section",
    "section": "section", "sections": "sections", "subsection": "section", "§": "section", "\\s": "section",
    "app": "appendix", "apps": "appendices", "appendix": "appendix", "appendices": "appendices", "alg": "algorithm",
    "algorithm": "algorithm", "algorithms": "algorithms", "thm": "theorem", "theorem": "theorem", "lemma": "lemma",
    "lem": "lemma", "proposition": "proposition", "prop": "proposition", "corollary": "corollary",
    "definition": "definition", "def": "definition", "chapter": "chapter", "ch": "chapter", "panel": "panel",
    "panels": "panels", "step": "step", "line": "line", "lines": "lines", "example": "example", "remark": "remark",
    "assumption": "assumption", "item": "item", "page": "page", "p": "page", "listing": "listing", "case": "case",
    "problem": "problem", "model": "model", "theorems": "theorems", "lemmas": "lemmas", "inequality": "inequality",
    "expression": "expression", "condition": "condition", "relation": "relation", "formula": "formula",
}  # fmt: skip
"""What stands before a reference, and how it is called where there is no number."""
_ADJECTIVE = r"(?:left|right|upper|lower|top|bottom|middle|previous|above|same|main|supplementary|supplemental)"
_WORD = "|".join(sorted((re.escape(noun) for noun in _NOUNS), key=len, reverse=True))
_GAP = r"(?:\s|~|\\[ ,]){0,3}"
_UNKNOWN = "\ue000"
"""Stands for a number that nobody knows while its surroundings are read; with the kind of thing behind it."""
_UNRESOLVED = rf"(?P<open>\()?{_UNKNOWN}(?P<kind>[a-z]*){_UNKNOWN}(?(open)\))"
_MORE = (
    rf"(?:{_GAP}(?:,|;|--?-?|–|and|or|to|through|\\&|&){{1,2}}{_GAP}(?:and{_GAP})?"
    rf"(?:\({_UNKNOWN}(?:(?P=kind)|){_UNKNOWN}\)|{_UNKNOWN}(?:(?P=kind)|){_UNKNOWN}))*"
)
_TIED = regex(
    rf"(?:(?<![A-Za-z\\])(?:{_WORD})\.?|\b(?:in|from|by|of|with|to|using|via|and|as|see|on|than|is|are)"
    rf"|{_UNKNOWN}\)?[ ~]?(?:-{{1,3}}|–|,|;|\\?&))$",
    re.IGNORECASE,
)
"""What a reference in brackets belongs to: the sentence needs it."""
_WHOLE = rf"(?:\({_UNKNOWN}[a-z]*{_UNKNOWN}\)|{_UNKNOWN}[a-z]*{_UNKNOWN})"
_ASIDE = regex(
    rf"{_GAP}\((?P<lead>(?:(?:see|cf\.?|e\.g\.|as in|from|in|also|and|compare)[,\s~]{{1,3}}){{0,3}})"
    rf"(?P<noun>(?:{_WORD})\.?)?{_GAP}{_WHOLE}(?:{_GAP}(?:,|and){_GAP}{_WHOLE})*{_GAP}\)",
    re.IGNORECASE,
)
_SPOKEN = regex(
    rf"(?P<the>\b(?:the|both|all|these|those|this|that)\b{_GAP})?(?P<adjective>\b{_ADJECTIVE}{_GAP})?"
    rf"(?:(?:(?<![A-Za-z\\])|\\)(?P<noun>{_WORD})\.?{_GAP})?{_UNRESOLVED}"
    rf"(?P<more>{_MORE})(?P<panel>\(?[a-h]\)?(?![A-Za-z]))?",
    re.IGNORECASE,
)
_SHORT = {"figure": ("fig.", "figs."), "equation": ("eq.", "eqs."), "appendix": ("appendix", "appendices"),
          "lemma": ("lemma", "lemmas"), "corollary": ("corollary", "corollaries")}  # fmt: skip
"""What cleveref writes; for other things their own word."""
_PLURAL = {"appendix": "appendices", "corollary": "corollaries", "property": "properties", "inequality": "inequalities"}
_LEGENDS = regex(r"^(?:pgf|pgfplots|plot|leg|legend|addplot|tikz|marker|symbol)s?\d*[:._-]", re.IGNORECASE)
"""Labels of pgfplots that stand for a piece of line, drawn within the caption."""


@dataclass(frozen=True, slots=True)
class Naming:
    r"""The names of things: by cleveref's options (`capitalise`, `noabbrev`), `\crefname`, `\…autorefname`."""

    is_capital: bool = False
    is_whole: bool = False
    named: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    automatic: Mapping[str, str] = field(default_factory=dict)

    def clever(self, kind: str, *, is_many: bool, is_start: bool) -> str:
        """The word that cleveref writes before a number."""
        singular, plural = self.named.get(kind) or _SHORT.get(kind, (kind, _plural(kind)))
        if kind not in self.named and (self.is_whole or is_start):
            singular, plural = kind, _plural(kind)
        word = plural if is_many else singular
        return word[:1].upper() + word[1:] if self.is_capital or is_start else word


_CLEVEREF = regex(r"\\usepackage\s*\[([^\]]{0,2000})\]\s*\{[^{}]{0,1000}cleveref[^{}]{0,1000}\}")
_NAME = regex(r"\\([cC])refname\s*\{\s*(\w+)\s*\}\s*\{([^{}]{0,1000})\}\s*\{([^{}]{0,1000})\}")
_AUTOMATIC = regex(r"\\(?:(?:re)?newcommand\*?\s*\{?|def)\s*\\(\w+)autorefname\s*\}?\s*\{([^{}]{0,1000})\}")


def naming(text: str) -> Naming:
    """The names that a document has for things, as its preamble says."""
    options = ",".join(match[1] for match in _CLEVEREF.finditer(text))
    named: dict[str, tuple[str, str]] = {}
    for match in _NAME.finditer(text):
        if match[1] == "c" or match[2] not in named:
            named[match[2]] = (match[3].strip(), match[4].strip())
    automatic = {match[1]: match[2].replace("~", " ").strip() for match in _AUTOMATIC.finditer(text)}
    return Naming("capitali" in options, "noabbrev" in options, named, automatic)


def resolved(text: str, labels: Mapping[str, LabelTarget], names: Naming = Naming()) -> str:  # noqa: B008 - a record, which nobody changes
    """The caption with its references as numbers, or in words."""
    text = _linked(text)
    if "ref" not in text:
        return text
    text = _RANGE.sub(lambda match: _ranged(match, labels, names), text)
    text = _COMMAND.sub(lambda match: _printed(match, labels, names), text)
    if _UNKNOWN not in text:
        return text
    text = _ASIDE.sub(lambda match: _aside(match, text), text)
    return _SPOKEN.sub(lambda match: _spoken(match, text), text)


def _linked(text: str) -> str:
    r"""The text with `\hyperref[label]{words}` and `\hyperlink{target}{words}` as their words."""
    done, at = [], 0
    for start in re.finditer(r"\\hyper(ref|link)(?![A-Za-z])", text):
        first = option(text, start.end()) if start[1] == "ref" else group(text, start.end(), 400)
        words = group(text, first[1]) if first else None
        if start.start() >= at and words:
            done += [text[at : start.start()], words[0]]
            at = words[1]
    return "".join(done) + text[at:]


def _printed(match: re.Match[str], labels: Mapping[str, LabelTarget], names: Naming) -> str:
    """One command as LaTeX prints it."""
    command = match[1]
    keys = [key.strip() for key in match[2].split(",") if key.strip()]
    targets = [labels.get(key, LabelTarget("", "")) for key in keys]
    numbers = [target.number for target in targets]
    if command in {"pageref", "vpageref", "nameref", "titleref", "labelcpageref"}:
        return _missing("page" if "page" in command else _kind(keys, targets))
    if not keys or not all(numbers):
        if keys and _LEGENDS.match(keys[0]):
            return ""
        kind = "equation" if command in {"eqref", "eqnref"} else _kind(keys, targets)
        return _missing(kind)
    if command == "subref":
        return next((number.lstrip("0123456789.-") or number for number in numbers), "")
    if command in {"eqref", "eqnref"}:
        return f"({', '.join(numbers)})"
    if command in {"autoref", "Autoref"}:
        return " ".join(filter(None, (_automatic(targets[0].kind, names), numbers[0])))
    is_start = command == "Cref" or command[0] in "CN"
    if command in {"cref", "Cref", "vref"}:
        return _clever(targets, names, is_start=is_start)
    if command in {"namecref", "nameCref", "lcnamecref"}:
        return names.clever(targets[0].kind or "figure", is_many=False, is_start=command == "nameCref")
    return _listed(numbers)


def _automatic(kind: str, names: Naming) -> str:
    usual = kind if kind in {"section", "subsection", "subsubsection", "item", "chapter"} else kind.capitalize()
    return names.automatic.get(kind, usual)


def _clever(targets: Sequence[LabelTarget], names: Naming, *, is_start: bool) -> str:
    """`figs. 1 and 3`, as cleveref sorts them by kind."""
    kinds = list(dict.fromkeys(target.kind for target in targets))
    groups: list[str] = []
    for kind in kinds:
        numbers = [_in_brackets(target) for target in targets if target.kind == kind]
        word = names.clever(kind, is_many=len(numbers) > 1, is_start=is_start and not groups) if kind else ""
        groups.append(" ".join(filter(None, (word, _listed(numbers)))))
    return _listed(groups)


def _in_brackets(target: LabelTarget) -> str:
    return f"({target.number})" if target.kind == "equation" else target.number


def _ranged(match: re.Match[str], labels: Mapping[str, LabelTarget], names: Naming) -> str:
    first, last = (labels.get(match[number].strip(), LabelTarget("", "")) for number in (2, 3))
    if not first.number or not last.number:
        return _missing(first.kind or kind_of(match[2]))
    word = names.clever(first.kind, is_many=True, is_start=match[1] == "C") if first.kind else ""
    return f"{word} {_in_brackets(first)} to {_in_brackets(last)}".strip()


def _listed(numbers: Sequence[str]) -> str:
    if len(numbers) < 3:
        return " and ".join(numbers)
    return f"{', '.join(numbers[:-1])}, and {numbers[-1]}"


def _kind(keys: Sequence[str], targets: Sequence[LabelTarget]) -> str:
    return next((target.kind for target in targets if target.kind), "") or next(filter(None, map(kind_of, keys)), "")


def _missing(kind: str) -> str:
    return f"{_UNKNOWN}{kind}{_UNKNOWN}"


def _aside(match: re.Match[str], text: str) -> str:
    """A reference in brackets whose number nobody knows: dropped, unless the sentence needs it."""
    is_bare = not match["lead"] and not match["noun"]
    before = text[max(0, match.start() - 40) : match.start()].rstrip(" ~\n")
    return match[0] if is_bare and _TIED.search(before) else ""


def _spoken(match: re.Match[str], text: str) -> str:
    """A reference without a number, in words."""
    noun, kind = (match["noun"] or "").lower().rstrip("."), match["kind"]
    word = _NOUNS.get(noun) or kind or ("equation" if match[0].rstrip().endswith(")") and "(" in match[0] else "")
    if match["more"] and word and not word.endswith("s"):
        word = _plural(word)
    if not word:
        word = "text"
    before = text[: match.start()].rstrip()
    is_start = not before or before[-1] in ".!?"
    article = match["the"].strip(" ~") if match["the"] else "The" if is_start else "the"
    adjective = f"{match['adjective'].strip()} " if match["adjective"] else ""
    panel = f" {match['panel']}" if match["panel"] and match["panel"].startswith("(") else ""
    return f"{article} {adjective.lower()}{word}{panel}"


def _plural(word: str) -> str:
    return _PLURAL.get(word, f"{word}s")
