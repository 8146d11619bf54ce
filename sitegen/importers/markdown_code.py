"""Code and formulas in Markdown: the pieces of a text in which nothing is a tag, a link or a command.

In: a text. Out: its pieces in order, those of code and formulas marked. Never changes a letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sitegen.records import NamedTuple
from sitegen.regex import regex

_VERBATIM = regex(
    r"""(?P<fence>^[ \t]{0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ \t]{0,3}(?P=mark)[`~]*[ \t]*$)
    | (?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)[^\n`](?:[^\n]{0,1000}?[^\n`])?(?P=ticks)(?!`))
    | (?P<maths>\$\$[^$]{1,4000}\$\$ | (?<![\\$\w])\$(?![\s$])[^$\n]{1,400}(?<!\s)\$(?![\w$])
      | \\\([^\n]{1,1000}?\\\) | \\\[.{1,4000}?\\\])""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


class Piece(NamedTuple):
    """A part of a text: `fence`, `code` and `maths` are verbatim; `text` is what people wrote."""

    kind: str
    text: str


def pieces(text: str) -> Iterator[Piece]:
    """Yield the text, part by part."""
    at = 0
    for match in _VERBATIM.finditer(text):
        if match.start() > at:
            yield Piece("text", text[at : match.start()])
        yield Piece(next(kind for kind in ("fence", "code", "maths") if match[kind] is not None), match[0])
        at = match.end()
    if at < len(text):
        yield Piece("text", text[at:])


def outside(text: str, change: Callable[[str], str]) -> str:
    """The text with everything changed that is neither code nor a formula."""
    return "".join(change(piece.text) if piece.kind == "text" else piece.text for piece in pieces(text))
