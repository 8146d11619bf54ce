"""Dollar signs: where a formula between them ends, and which are money.

In: text at a dollar sign. Out: the formula's place, or nothing when the sign is money or never closed. Never reads TeX.
"""

from __future__ import annotations

import re

from sitegen.records import NamedTuple
from sitegen.regex import regex

LONGEST = 5000
"""Characters between two dollar signs; what is longer is no formula."""

_MARKS = regex(r"[\\\n${}](?:(?<=\\).|(?<=\n)[ \t]*\n|(?<=[${}]))", re.DOTALL)
_TEX = regex(r"[\\^_={}<>|]")
_SPACE = regex(r"\s")
_AMOUNT = regex(r"\s?\d")
_PROSE = regex(r"(?<![\\{\w])[A-Za-z]{3,}(?=[ ,.;:\n])[ ,.;:\n]+(?=[a-z]{2,})")
"""Words as only sentences have them in a row."""
_WORDS = regex(r"(?<![\w\\])[A-Za-z]{2,}(?!\w)")


class FormulaSpan(NamedTuple):
    """A formula's place: its TeX from `start` to `stop`; reading goes on at `end`."""

    start: int
    stop: int
    end: int
    display: bool


class Dollars:
    """The dollar signs of a text, each with its partner; found in one pass, when the first of them is met."""

    __slots__ = ("_partners", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._partners: dict[int, _Partners] | None = None

    def formula(self, dollar: int) -> FormulaSpan | None:
        """The formula that opens at this dollar sign."""
        if self._partners is None:
            self._partners = _partners(self._text)
        stop, stop_of_display = self._partners.get(dollar, _NONE)
        text = self._text
        if text.startswith("$$", dollar):
            if stop_of_display > dollar + 2 and text[dollar + 2 : stop_of_display].strip():
                return FormulaSpan(dollar + 2, stop_of_display, stop_of_display + 2, display=True)
            return None
        if stop < 0:
            return None
        return FormulaSpan(dollar + 1, stop, stop + 1, display=False) if _is_formula(text, dollar + 1, stop) else None


class _Partners(NamedTuple):
    """The closing positions of what opens at a dollar sign, as `$` and as `$$`; -1 if it never closes."""

    single: int
    double: int


_NONE = _Partners(-1, -1)


class _Ahead:
    """The closing signs of one kind ahead: the next one of all, and the next one at each depth of braces."""

    def __init__(self) -> None:
        self.next = -1
        self.by_depth: dict[int, int] = {}

    def add(self, position: int, depth: int) -> None:
        """Add a sign that stands before all others."""
        self.next = self.by_depth[depth] = position

    def partner(self, start: int, depth: int) -> int:
        """The next sign outside of braces; if braces do not match, the next one of all; not too far away."""
        match = self.by_depth.get(depth, -1)
        near = match if match >= 0 and match - start < LONGEST else self.next
        return near if near - start < LONGEST else -1


def _partners(text: str) -> dict[int, _Partners]:
    """Every dollar sign's partner; read from right to left, paragraph by paragraph."""
    partners: dict[int, _Partners] = {}
    single, double = _Ahead(), _Ahead()
    waiting = (-1, 0)  # a `$$` that begins within the sign to its left cannot close it
    for mark, position, depth in reversed(_dollars(text)):
        if mark == "\n":
            single, double, waiting = _Ahead(), _Ahead(), (-1, 0)
            continue
        if waiting[0] > position + 1:
            double.add(*waiting)
        partners[position] = _Partners(single.partner(position + 1, depth), double.partner(position + 2, depth))
        if waiting[0] == position + 1:
            double.add(*waiting)
        waiting = (position, depth) if text.startswith("$$", position) else (-1, 0)
        single.add(position, depth)
    return partners


def _dollars(text: str) -> list[tuple[str, int, int]]:
    """Dollar signs and ends of paragraphs, with their places and how deep in braces they stand."""
    marks: list[tuple[str, int, int]] = []
    depth = 0
    for match in _MARKS.finditer(text):
        mark = match[0][0]
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif mark != "\\":
            marks.append((mark, match.start(), depth))
    return marks


def _is_formula(text: str, start: int, stop: int) -> bool:
    """Whether two dollar signs enclose a formula, and not a sentence between two prices."""
    inside = text[start:stop]
    if not inside.strip():
        return False
    before_number = text[stop + 1 : stop + 2].isdigit()
    if before_number and inside[0].isdigit() and _SPACE.search(inside):
        return False  # an amount of money and the next one, whatever command stands between
    sentence = len(_PROSE.findall(inside))
    if inside[0].isspace() and inside.lstrip()[0].isdigit() and _AMOUNT.match(text, stop + 1) and "\\" not in inside:
        return False  # the same, with a space behind each sign
    if inside[0].isspace() or inside[-1].isspace():
        return sentence == 0 and _is_spaced_formula(inside)
    if sentence > 5:
        return False
    words = len(_WORDS.findall(inside))
    marked = _TEX.search(inside) is not None
    if before_number:
        return "\\" in inside or not re.search(r"[\w\s]", inside)
    return (
        marked or (words < 2 and not (words and inside[0].isdigit())) or (not inside[0].isdigit() and " " not in inside)
    )


def _is_spaced_formula(inside: str) -> bool:
    """Whether what has spaces just inside of its dollar signs is a formula all the same."""
    if inside[0].isspace() and not re.search("[A-Za-z]", inside):
        return True
    if inside[0].isspace() and inside[-1].isspace() and not _WORDS.search(inside):
        return True
    return re.search(r"[\\^_]", inside) is not None
