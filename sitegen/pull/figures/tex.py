r"""LaTeX as its author meant it to be set: no comments, nothing between `\iffalse` and `\fi`, nothing quoted verbatim.

In: the text of a source file. Out: the same without what would not be printed, and the places of groups in it. Never
runs a macro.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from sitegen.records import NamedTuple
from sitegen.regex import regex

_COMMENT = regex(r"(\\(?:url|href|path|nolinkurl)\s*\{[^{}\n]*\}|\\.)|%[^\n]*(?:\n[ \t]*)?", re.DOTALL)
_VERBATIM = regex(r"\\begin\{((?:verbatim|Verbatim|lstlisting|minted|comment|alltt|filecontents)\*?)\}")
_VERB = regex(r"\\(?:verb|lstinline)\*?([^\w\s*{])[^\n]{0,2000}?\1")
_CONDITION = regex(r"\\(newif\s*\\if[A-Za-z@]+|if[A-Za-z@]*|else|fi|[A-Za-z@]+(?:true|false))(?![A-Za-z@])")
_UNKNOWN = frozenset(
    "if ifx ifnum ifdim ifcase ifodd ifcat ifdefined ifcsname ifmmode ifhmode ifvmode ifinner ifvoid ifhbox ifvbox "
    "ifeof ifpdf ifxetex ifluatex ifPDFTeX ifXeTeX ifLuaTeX if@twocolumn if@twoside iftutex".split()
)
_BRACE = regex(r"\\.|[{}]", re.DOTALL)
_BRACKET = regex(r"\\.|[{}\[\]]", re.DOTALL)
_LONG = 4_000
"""Characters of a text in which groups are not looked for one by one."""
_GAP = regex(r"[ \t]*\n?[ \t]*")


def decode(data: bytes) -> str:
    """The text of a source file: UTF-8, else Latin-1, which every file is."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def without_comments(text: str) -> str:
    """The text without comments and without what is quoted verbatim; a `%` in an address is no comment."""
    kept = _COMMENT.sub(lambda match: match[1] or "", text)
    if "\\begin{" in kept:
        kept = _without_verbatim(kept)
    return _VERB.sub("", kept) if "\\verb" in kept or "\\lstinline" in kept else kept


def _without_verbatim(text: str) -> str:
    """The text without verbatim environments; one that does not end stays."""
    done, at = [], 0
    endless: set[str] = set()
    for start in _VERBATIM.finditer(text):
        if start.start() < at or start[1] in endless:
            continue
        closing = f"\\end{{{start[1]}}}"
        end = text.find(closing, start.end())
        if end < 0:
            endless.add(start[1])
            continue
        done.append(text[at : start.start()])
        at = end + len(closing)
    return "".join(done) + text[at:]


class _Branch(NamedTuple):
    """An open condition: what it is worth, if that is known, and whether its text was printed before it."""

    value: bool | None
    outside: bool


def without_dead_branches(text: str) -> str:
    r"""The text without branches that are never taken: `\iffalse`, and switches that the document itself declares.

    Of a condition that only TeX could decide both branches stay.
    """
    return "".join(_live(text))


def _live(text: str) -> Iterator[str]:
    switches: dict[str, bool] = {}
    branches: list[_Branch] = []
    printed = True
    start = 0
    for match in _CONDITION.finditer(text):
        word = match[1]
        if printed:
            yield text[start : match.start()]
        start = match.end()
        if word.startswith("newif"):
            switches[word.partition("\\if")[2]] = False
        elif word == "fi":
            printed = branches.pop().outside if branches else printed
        elif word == "else":
            if branches and branches[-1].value is not None:
                printed = branches[-1].outside and not branches[-1].value
        elif word.startswith("if") and _is_condition(word, switches):
            value = {"iffalse": False, "iftrue": True}.get(word, switches.get(word[2:]))
            branches.append(_Branch(value, printed))
            printed = printed and value is not False
        elif printed:
            _turn(word, switches)
            yield match[0]
    if printed:
        yield text[start:]


def _is_condition(word: str, switches: dict[str, bool]) -> bool:
    return word in {"iffalse", "iftrue"} or word in _UNKNOWN or word[2:] in switches


def _turn(word: str, switches: dict[str, bool]) -> None:
    """Set a switch, if the word sets one that was declared."""
    for ending in ("true", "false"):
        name = word.removesuffix(ending)
        if name != word and name in switches:
            switches[name] = ending == "true"


def group(text: str, start: int, most: int = 200_000) -> tuple[str, int] | None:
    """The group in braces that begins at `start` or after a gap, and where it ends; nothing if there is none.

    In a long text every brace is paired once, however many groups are asked for.
    """
    opening = _after_gap(text, start)
    if not text.startswith("{", opening):
        return None
    closing = _closing(text, opening) if len(text) > _LONG else _scanned(text, opening)
    if not opening < closing < opening + most:
        return None
    return text[opening + 1 : closing], closing + 1


def _scanned(text: str, opening: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(text, opening):
        if brace[0] == "{":
            depth += 1
        elif brace[0] == "}":
            depth -= 1
            if not depth:
                return brace.start()
    return -1


def _closing(text: str, opening: int) -> int:
    """The end of the group that begins at `opening`; -1 when it has none."""
    openings, closings = _pairs(text)
    index = bisect_left(openings, opening)
    if index < len(openings) and openings[index] == opening:
        return closings[index]
    return -1


@lru_cache(maxsize=4)
def _pairs(text: str) -> tuple[array[int], array[int]]:
    """The beginnings of the groups of a text, in order, and their ends."""
    opened: list[int] = []
    closed: dict[int, int] = {}
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            closed[opened.pop()] = brace.start()
    openings = array("q", sorted(closed))
    return openings, array("q", (closed[opening] for opening in openings))


def option(text: str, start: int, most: int = 3_000) -> tuple[str, int] | None:
    """The option in brackets that begins at `start` or after a gap, and where it ends; nothing if there is none."""
    opening = _after_gap(text, start)
    if not text.startswith("[", opening) or text.find("]", opening, opening + most) < 0:
        return None
    depth = 0
    for bracket in _BRACKET.finditer(text, opening + 1, opening + most):
        if bracket[0] == "{":
            depth += 1
        elif bracket[0] == "}":
            depth -= 1
            if depth < 0:
                return None
        elif bracket[0] == "]" and not depth:
            return text[opening + 1 : bracket.start()], bracket.end()
    return None


def after_options(text: str, start: int) -> int:
    """The end of the options in brackets and overlay marks (`<2->`) that begin at `start`."""
    while True:
        if optional := option(text, start):
            start = optional[1]
        elif text.startswith("<", start) and (end := text.find(">", start, start + 30)) > 0:
            start = end + 1
        else:
            return start


def _after_gap(text: str, start: int) -> int:
    gap = _GAP.match(text, start)
    return gap.end() if gap else start
