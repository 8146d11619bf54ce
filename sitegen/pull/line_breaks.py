"""A long text in lines that a person can edit: broken at sentence ends, else at spaces, near a hundred columns.

In: Markdown with LaTeX. Out: the same words in the same paragraphs; a line break in a paragraph reads as a space. What
is laid out already, and whatever breaks mean something in (lists, tables, code, display formulas), stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.regex import regex

_WIDTH = 98
"""Columns of a line; it stands two in."""
_LONGEST = 20_000
"""Characters of a paragraph; no honest one has more."""
_PARAGRAPHS = regex(r"(\n[ \t]*\n\s*)")
_SENTENCE = regex(r"(?<=[.!?])[\"'”’)\]*]{0,2} (?=[\"'“‘(\[$*]{0,2}[^\W_a-z])")
_ABBREVIATION = regex(
    r"(?:\b(?:e\.g|i\.e|cf|vs|resp|etc|al|approx|ca|fig|figs|eq|eqs|sec|ref|refs|no|vol|dr|prof|st|mr|mrs|ms|dept|univ|"
    r"inc|ltd|jr|sr|thm|lem|def|prop|cor|ch|pp?)|\b[^\W\d_]|\b[^\W\d_]\.[^\W\d_])\.$",
    re.IGNORECASE,
)
_WHOLE = regex(
    r"\$\$.{0,2000}?\$\$|\$[^$]*\$|`[^`]*`|\[[^\[\]]*\]\([^()\s]*\)|\\\(.{0,2000}?\\\)"
    r"|\\[A-Za-z]+\*?(?:\[[^\[\]]{0,200}\]){0,2}\{[^{}]*\}"
    r"|\\[A-Za-z]+[0-9]?\([^()\n]{0,80}\)",
    re.DOTALL,
)
"""What no line ends within."""
_MEANT = regex(r"\s*(?:[-+*•]\s|[>|#]|\d{1,3}[.)]\s|```|~~~|\$\$|\\begin|\\\[| {4}|\t)")
_MARK = regex(r"[-+*•](?:\s|$)|[>|#%=~:]|\d{1,3}[.)](?:\s|$)")
"""What must not begin a line, or it would mean something else there."""


_COMMAND = regex(r"\\[A-Za-z]+$")
"""What takes the space after it: no line ends with it."""


def in_lines(text: str) -> str:
    """Lay out each paragraph that is one long line."""
    parts = _PARAGRAPHS.split(text)
    return "".join(part if at % 2 else _paragraph(part) for at, part in enumerate(parts))


def _paragraph(text: str) -> str:
    if not _WIDTH < len(text) <= _LONGEST or "\n" in text or _MEANT.match(text):
        return text
    lines: list[str] = []
    for sentence in _sentences(text):
        if (lines and len(lines[-1]) + 1 + len(sentence) <= _WIDTH) or (lines and _MARK.match(sentence)):
            lines[-1] += f" {sentence}"
        else:
            lines += _filled(sentence)
    return "\n".join(lines)


def _sentences(text: str) -> Iterator[str]:
    whole = [(match.start(), match.end()) for match in _WHOLE.finditer(text)]
    at = 0
    for match in _SENTENCE.finditer(text):
        end_of_sentence = match.end() - 1
        if any(start < end_of_sentence < end for start, end in whole) or _ABBREVIATION.search(
            text[max(0, end_of_sentence - 12) : end_of_sentence]
        ):
            continue
        yield text[at:end_of_sentence]
        at = end_of_sentence + 1
    yield text[at:]


def _filled(sentence: str) -> list[str]:
    """A sentence in lines, broken at spaces where a line may begin."""
    lines = [""]
    for word in _words(sentence):
        is_full = bool(lines[-1]) and len(lines[-1]) + 1 + len(word) > _WIDTH
        if is_full and not _MARK.match(word) and not _COMMAND.search(lines[-1]):
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _words(sentence: str) -> list[str]:
    """Its words; a formula, a link or a command is one."""
    return [word.replace("\x00", " ") for word in _WHOLE.sub(_unbroken, sentence).split(" ") if word]


def _unbroken(match: re.Match[str]) -> str:
    return match[0].replace(" ", "\x00")
