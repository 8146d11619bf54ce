r"""The TeX that authors write in formulas, as the TeX that math_core reads.

In: a formula's TeX, macros already in place. Out: TeX that means the same; then, for a formula that still cannot be
read, one attempt after another with what is most often wrong put right. Never makes MathML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.regex import regex
from sitegen.text import common_macros, textmode
from sitegen.text.repair import repair
from sitegen.text.symbols import LETTERS, MATHS

SUBSTITUTES = {
    "mathbbm": r"\mathbb{#1}", "mathds": r"\mathbb{#1}", "mathbbmss": r"\mathbb{#1}", "pmb": r"\boldsymbol{#1}",
    "bold": r"\mathbf{#1}", "widebar": r"\overline{#1}", "substack": r"\begin{matrix}#1\end{matrix}",
    "dotsc": r"\ldots", "hdots": r"\ldots", "varinjlim": r"\operatorname*{inj\,lim}",
    "textsuperscript": r"^{\text{#1}}", "textsubscript": r"_{\text{#1}}", "url": r"\text{#1}", "em": r"\it",
    "sl": r"\it", "sc": r"\rm", "mathop": r"\operatorname*{#1}", "medspace": r"\:",
}  # fmt: skip
"""Commands of LaTeX that math_core does not know, as macros for it."""

_SILENT = (
    "nonumber notag displaystyle textstyle allowbreak nobreak noindent hfill tiny scriptsize footnotesize small "
    "normalsize large Large LARGE huge Huge bigskip medskip smallskip protect xspace par boldmath unboldmath qedhere "
    "centering"
)
_DROPPED = regex(
    r"\\(?:label|tag\*?|vspace\*?|color|setcounter|thanks|index|textcolor|colorbox)\s*\{[^{}]*\}"
    r"|\\(?:cancel|bcancel|xcancel|sout|boxed|fbox|hl)(?=\s*\{)"
    rf"|\\(?:{'|'.join(_SILENT.split())})(?![A-Za-z])"
)
_STARRED = regex(r"\\(?!operatorname|tag|hspace|vspace|begin|end)([A-Za-z]+)\*")
_SCRIPT_SWITCH = regex(r"([_^])\s*\\(rm|bf|it|tt|cal|sf)\s+([A-Za-z0-9]+)")
_CHARACTER = regex(r"\\char\s*\{?\s*(?:x|\")?([0-9A-Fa-f]{2,6})\s*\}?\s*")
_NUMBERED = regex(r"\\(begin|end)\{(equation|align|gather|multline|eqnarray|alignat|flalign)\}")
_SMALL_MATRIX = regex(r"\\(begin|end)\{([pbvV]?)smallmatrix\}")
_LOST = regex(rf"\\([{common_macros.LETTERS}])(?![A-Za-z])")
_LETTER = regex(r"\\(AA|aa|AE|ae|OE|oe|ss|SS|DH|dh|TH|th|dj|DJ|ng|NG)(?![A-Za-z])\s*")
"""Letters of text, which formulas have in text only."""
_COMMENT = regex(r"(?<!\\)((?:\\\\)*)%([^\n%]*\n)?")
_STRAY = regex(r"(?<!\\)((?:\\\\)*)(?:\$|\\\s*$)")
"""A dollar sign within a formula, a backslash at its end."""
_DOUBLE = regex(r"([_^])(\{[^{}]*\}|\\[A-Za-z]+|[^\\{}\s])\s*\1")
_HANGING = regex(r"[\^_]\s*(?=$|\})|\\(?:no)?limits(?![A-Za-z])")
_SIDES = regex(r"\\(?:left|right|middle|[bB]igg?[lrm]?)(?![A-Za-z])\s*(\\[A-Za-z]+|\\.|[^\w\\]|$)?", re.DOTALL)
_BRACE = regex(r"\\.|[{}]", re.DOTALL)


def rewrite(tex: str) -> str:
    """The formula in the words that math_core takes."""
    if "\\" in tex:
        if "\\text" in tex or "box" in tex or "\\emph" in tex:
            tex = textmode.set_free(tex)
        tex = _LETTER.sub(lambda match: rf"\text{{{LETTERS[match[1]]}}}", tex)
        tex = _LOST.sub(r"{\1}", tex)
        tex = _STARRED.sub(r"\\\1 *", tex.replace("\\\n", "\\ "))
        tex = _DROPPED.sub("", _SCRIPT_SWITCH.sub(r"\1{\\\2 \3}", tex))
        tex = _CHARACTER.sub(lambda match: _character(int(match[1], 16)), tex)
        if "\\begin" in tex:
            tex = _NUMBERED.sub(r"\\\1{\2*}", _SMALL_MATRIX.sub(r"\\\1{\2matrix}", tex))
    if "%" in tex:
        tex = _COMMENT.sub(_percent, tex)
    return _STRAY.sub(r"\1", tex.replace("’", "'")).strip()


def attempts(tex: str) -> Iterator[str]:
    """The formula as it is, then with what is most often wrong put right."""
    yield tex
    mended = _DOUBLE.sub(r"\1\2{}\1", _HANGING.sub("", even(tex)))
    yield mended
    mended = _SIDES.sub(lambda match: (match[1] or "").strip("."), mended)
    yield mended
    yield "".join(_spelled(char) for char in mended.replace("#", r"\#").replace("&", r"\&"))


def even(tex: str) -> str:
    """The formula with as many closing braces as opening ones, every one after its partner."""
    done, open_braces, position = list[str](), 0, 0
    for brace in _BRACE.finditer(tex):
        done.append(tex[position : brace.start()])
        position = brace.end()
        if brace[0] == "}" and not open_braces:
            continue
        open_braces += {"{": 1, "}": -1}.get(brace[0], 0)
        done.append(brace[0])
    return "".join([*done, tex[position:], "}" * open_braces])


def depth(tex: str) -> int:
    """The greatest depth of the formula's groups."""
    now = deepest = 0
    for brace in _BRACE.finditer(tex):
        now += {"{": 1, "}": -1}.get(brace[0], 0)
        deepest = max(deepest, now)
    return max(deepest, tex.count(r"\left"), tex.count(r"\begin"))


def _percent(match: re.Match[str]) -> str:
    """A bare per cent sign: after a number it is one, at the end of a line it starts a comment."""
    after_number = match.string[: match.start()].rstrip()[-1:].isdigit()
    return rf"{match[1]}\%{match[2] or ''}" if after_number or not match[2] else match[1]


def _character(code: int) -> str:
    return repair(chr(code))[0].strip() if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _spelled(char: str) -> str:
    """A character that the library does not take, as the command that means it."""
    if char.isascii():
        return char
    return f"\\{MATHS[char]} " if char in MATHS else char if char.isalpha() else rf"\text{{{char}}}"
