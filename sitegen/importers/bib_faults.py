"""Faults of an entry in a .bib file: where each stands, and what it is.

In: the text of a damaged entry, and where its fields were found. Out: one telling a fault, with its line. What loses
nothing (a comma too many) is none. Never reads a field.
"""

from __future__ import annotations

import re
from typing import Protocol

from sitegen.regex import regex

_OUTSIDE = regex(r"^[ \t,]*([A-Za-z][\w-]*)[ \t]*=[ \t]*[{\"\d]", re.MULTILINE | re.ASCII)
_BETWEEN = " \t\r\n,"
_SHOWN = 40
_STRAY = "look for a quote or a brace above it that closes a value too early"


class Tell(Protocol):
    """Whoever is told of a fault: its line, the field or entry that it is a fault of, a sentence and what to do."""

    def __call__(self, line: int, field_name: str, sentence: str, hint: str = "") -> None:
        """Take one fault."""


def tell_between(body: str, at: int, match: re.Match[str], line: int, tell: Tell) -> None:
    """Tell what is no comma between the value that ends at `at` and a field on `line`; or that there is none."""
    gap = body[at : match.start(1)]
    stray = gap.strip(_BETWEEN)
    if stray:
        above = line - gap[len(gap) - len(gap.lstrip(_BETWEEN)) :].count("\n")
        _tell_stray(stray, above, f"before {match[1]}", tell)
    elif at and "," not in gap:
        tell(line, match[1], "there is no comma before this field")


def tell_open(mark: str, line: int, name: str, tell: Tell) -> None:
    """Tell that a value, which begins with `mark`, does not end."""
    kind = {"{": "brace", '"': "quote"}.get(mark)
    if kind:
        tell(line, name, f"the {kind} that opens this value is not closed: it is read as far as it goes")


def tell_end(body: str, at: int, line: int, tell: Tell) -> None:
    """Tell what stands between the last value, which ends at `at` on `line`, and the brace that closes the entry."""
    rest = body[at:]
    stray, brace, _ = rest.partition("}") if "}" in rest else rest.partition(")")
    if brace and stray.strip(_BETWEEN):
        above = line + stray[: len(stray) - len(stray.lstrip(_BETWEEN))].count("\n")
        _tell_stray(stray.strip(_BETWEEN), above, "behind the last field", tell)
    elif not brace:
        tell(line, "entry", "no brace closes the entry behind this line: it is read as far as it goes")


def tell_outside(text: str, line: int, tell: Tell) -> None:
    """Tell of fields that stand behind the end of their entry, for a brace closes it too early."""
    left = _OUTSIDE.findall(text) if text.lstrip().startswith(",") else []
    if left:
        verb = "is" if len(left) == 1 else "are"
        tell(line, left[0], f"a brace closes the entry too early here: {', '.join(left)} {verb} not read")


def _tell_stray(stray: str, line: int, where: str, tell: Tell) -> None:
    words = " ".join(stray.split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    tell(line, "entry", f"`{shown}` stands {where} and is no part of a field: it is not read", _STRAY)
