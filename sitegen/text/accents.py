r"""Letters that LaTeX writes as commands, as Unicode.

In: a name such as `Bernhard Sch{\"o}lkopf`, or LaTeX of our own making. Out: `Bernhard Schölkopf`; the same LaTeX with
its letters as they are. Takes away nothing but commands and braces.
"""

from __future__ import annotations

import re

from sitegen.regex import regex
from sitegen.text.symbols import ACCENTS, LETTERS, SYMBOLS, compose

_LETTER = r"(?:\\(?P<dotless>[ij])(?![A-Za-z])|(?P<letter>[^\W\d_]))"
_ACCENT = regex(
    r"\\(?:(?P<sign>[`'’^~=.\"”])|(?P<command>[uvHcdbkrtGUfh])(?![A-Za-z]))\s*"
    rf"(?:\{{\s*{_LETTER}\s*\}}|{_LETTER.replace('dotless', 'dotless2').replace('letter', 'letter2')})"
)
_GLUED = regex(r"\\(?P<command>[cvkHur])(?P<letter>[A-Za-z])(?=[a-z])")
_CEDILLA = regex(r"\\c(?=[aeiouy])")
r"""A cedilla whose braces got lost, as in `Fran\cois`: no vowel has one."""
_NAMED = regex(
    r"\\(?P<name>[A-Za-z]+)(?:\{\}|(?<=textquotesingle)\s|(?P<gap>\s+)(?=\{?(?P<next>[^\W\d_]))|\s+(?=\})|\s*(?=\\)"
    r"|(?![A-Za-z]))"
)
_STRAY = regex(r"\s\\[`'^~=.\"]\s")
"""An accent that lost its letter: `Finn \\. Nielsen`."""
_SIGN = regex(r"\\([^A-Za-z\s]|\s)")


_MADE = regex(r"\{((?:\\(?:[`'^~=.\"]|[uvHcdbkrt])\{)+)([^\W\d_])(\}+)")
"""A letter below accents as `text.field` writes it: `{\\'{\\^{a}}}`."""
_DOTTED = regex(r"\{\\([`'^~=.\"])([ij])\}")
_OWN = regex(rf"\{{\\({'|'.join(LETTERS)})\}}")
_FORMULA = regex(r"((?<!\\)\$[^$]*\$)")


_MOST_STACKED = 2
"""Accents on one letter, the inner one first: Vietnamese has two, `{\\~{\\^e}}`."""


def letters(latex: str) -> str:
    """LaTeX that `text.field` wrote, its accented letters and those with a name as Unicode; formulas stay."""
    if "{\\" not in latex:
        return latex
    parts = _FORMULA.split(latex)
    parts[::2] = map(_with_letters, parts[::2])
    return "".join(parts)


def _with_letters(words: str) -> str:
    words = _DOTTED.sub(lambda match: compose(match[2], match[1]), _MADE.sub(_made, words))
    return _OWN.sub(lambda match: LETTERS[match[1]], words)


def _made(match: re.Match[str]) -> str:
    accents, letter, ends = match[1].replace("{", "").split("\\")[1:], match[2], len(match[3])
    if ends <= len(accents):
        return match[0]
    for accent in reversed(accents):
        letter = compose(letter, accent)
    return letter + "}" * (ends - len(accents) - 1)


def decode(name: str) -> str:
    """The name without LaTeX."""
    text = _STRAY.sub(" ", name)
    for _ in range(_MOST_STACKED):
        text = _ACCENT.sub(_accented, text)
    text = _NAMED.sub(_named, text)
    text = _CEDILLA.sub("ç", text)
    text = _GLUED.sub(lambda match: compose(match["letter"], match["command"]), text)
    text = _SIGN.sub(lambda match: {"-": "", "&": "&", "_": "_", "%": "%", "#": "#"}.get(match[1], ""), text)
    text = re.sub(r"\\([A-Za-z]+)", r"\1", text)
    return text.replace("{", "").replace("}", "").replace("~", " ").replace("\\", "")


def _accented(match: re.Match[str]) -> str:
    letter = match["dotless"] or match["letter"] or match["dotless2"] or match["letter2"]
    return compose(letter, match["sign"] or match["command"])


def _named(match: re.Match[str]) -> str:
    r"""The letter; the space behind its name ends that, but before a capital, where people mean it: `Micha\l Król`."""
    name = match["name"]
    letter = LETTERS.get(name) or (SYMBOLS.get(name) if name not in ACCENTS else None)
    if letter is None:
        return match[0]
    return f"{letter} " if match["gap"] and not match["next"].islower() else letter
