"""Where a formula between dollar signs ends, and which dollar signs are money.

In: text at a dollar sign. Out: the formula's place, or nothing when the sign is money or never closed. Never reads TeX.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 5000
"""Characters between two dollar signs; what is longer is no formula."""

_MARKS = re.compile(r"\\.|\n[ \t]*\n|[${}]", re.DOTALL)
_TEX = re.compile(r"[\\^_={}<>|]")
_PROSE = re.compile(r"(?<![\\{\w])[A-Za-z]{3,}(?=[ ,.;:\n])[ ,.;:\n]+(?=[a-z]{2,})")
"""Words as only sentences have them in a row."""
_WORDS = re.compile(r"(?<![\w\\])[A-Za-z]{2,}(?!\w)")


class Place(NamedTuple):
    """A formula's place: its TeX from `start` to `stop`; reading goes on at `end`."""

    start: int
    stop: int
    end: int
    display: bool


def formula_end(text: str, dollar: int) -> Place | None:
    """The formula that opens at this dollar sign."""
    if text.startswith("$$", dollar):
        stop = _closing(text, dollar + 2, "$$")
        if stop > dollar + 2 and text[dollar + 2 : stop].strip():
            return Place(dollar + 2, stop, stop + 2, display=True)
        return None
    stop = _closing(text, dollar + 1, "$")
    if stop < 0:
        return None
    return Place(dollar + 1, stop, stop + 1, display=False) if _is_formula(text, dollar + 1, stop) else None


def _closing(text: str, start: int, sign: str) -> int:
    """The next dollar sign outside of braces; if braces do not match, the next one of all."""
    depth, first = 0, -1
    for found in _MARKS.finditer(text, start, start + LONGEST):
        mark = found[0]
        if mark[0] == "\n":
            break
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif mark == "$" and text.startswith(sign, found.start()):
            if depth == 0:
                return found.start()
            first = found.start() if first < 0 else first
    return first


def _is_formula(text: str, start: int, stop: int) -> bool:
    """Whether two dollar signs enclose a formula, and not a sentence between two prices."""
    inside = text[start:stop]
    if not inside.strip():
        return False
    sentence = len(_PROSE.findall(inside))
    if inside[0].isspace() or inside[-1].isspace():
        return sentence == 0 and _is_spaced_formula(inside)
    if sentence > 5:
        return False
    words = len(_WORDS.findall(inside))
    marked = _TEX.search(inside) is not None
    if text[stop + 1 : stop + 2].isdigit():
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
