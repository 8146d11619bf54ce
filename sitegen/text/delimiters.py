r"""Opening delimiters of a formula that nothing closes: `[`, `\{`, `\langle`.

In: a formula's TeX. Out: how many such delimiters it has. math_core reads what stands behind each of them twice, so
that its time doubles with every one; `maths` asks here before it calls.
"""

from __future__ import annotations

import re
import unicodedata

from sitegen.regex import regex

_OPENING = frozenset(
    r"( [ \{ \lbrace \lbrack \lparen \lang \langle \lAngle \llangle \lceil \lfloor \lgroup \lmoustache \lvert \lVert "
    r"\lBrace \lBrack \llbracket \llparenthesis \ulcorner \llcorner".split()
)
_CLOSING = frozenset(
    r") ] \} \rbrace \rbrack \rparen \rang \rangle \rAngle \rrangle \rceil \rfloor \rgroup \rmoustache \rvert \rVert "
    r"\rBrace \rBrack \rrbracket \rrparenthesis \urcorner \lrcorner".split()
)
_TOKEN = regex(
    r"\\(?P<side>left|right|middle)(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|[^\\{}])?"
    r"|\\(?P<environment>begin|end)(?![A-Za-z])"
    r"|\\[A-Za-z]+|\\.|[{}()\[\]]|[^\x00-\x7f]",
    re.DOTALL,
)
_CANDIDATE = regex(r"[(\[]|\\[{lu]|[^\x00-\x7f]")
_INTO = frozenset(("{", "left", "begin"))
_OUT = frozenset(("}", "right", "end"))


def costs(tex: str) -> int:
    """The number of characters that math_core reads in the formula, at most."""
    few = len(_CANDIDATE.findall(tex))
    return len(tex) << (few if few < 6 else unclosed(tex))


def unclosed(tex: str) -> int:
    r"""The number of opening delimiters without a closing one in the same braces, `\left` or environment."""
    waiting = [0]
    lost = 0
    for token in _TOKEN.finditer(tex):
        sign = token["side"] or token["environment"] or token[0]
        if sign in _INTO:
            waiting.append(0)
        elif sign in _OUT:
            lost += waiting.pop() if len(waiting) > 1 else 0
        elif _opens(sign):
            waiting[-1] += 1
        elif waiting[-1] and _closes(sign):
            waiting[-1] -= 1
    return lost + sum(waiting)


def _opens(sign: str) -> bool:
    return sign in _OPENING or (len(sign) == 1 and unicodedata.category(sign) == "Ps") or sign in "⎰⌜⌞"


def _closes(sign: str) -> bool:
    return sign in _CLOSING or (len(sign) == 1 and unicodedata.category(sign) == "Pe") or sign in "⎱⌝⌟"
