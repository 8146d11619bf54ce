r"""Text mode within formulas: what stands in `\text{…}`, `\mbox{…}` or `\textbf{…}`.

In: a formula's TeX. Out: the same with every piece of text made of characters alone, each in a command of its own, and
with what is maths among it set free: `\text{if \textbf{x} is in $S$}` as `\text{if }\textbf{x}\text{ is in }{S}`.
Never makes MathML.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sitegen.regex import regex
from sitegen.text.symbols import ACCENTS, LETTERS, SYMBOLS, compose

COMMANDS = {
    **dict.fromkeys("text textrm textnormal textup textmd mbox hbox textsf textsc textsl fbox makebox".split(), "text"),
    "textsl": "textit", "emph": "textit", "textit": "textit", "textbf": "textbf", "texttt": "texttt",
}  # fmt: skip
"""Commands of text mode, as the ones that the formula's library has."""

_START = regex(rf"\\({'|'.join(sorted(COMMANDS, key=len, reverse=True))})\s*\{{")
_TOKEN = regex(
    r"\\(?P<command>[A-Za-z]+)[ ]?|\\(?P<sign>.)|(?P<dollar>\$\$?)|(?P<brace>[{}])|(?P<script>[_^])(?=\{)|(?P<tie>~)"
    r"|(?P<dash>--+)|(?P<quote>``|'')",
    re.DOTALL,
)
_BRACE = regex(r"\\.|[{}]", re.DOTALL)
_LETTER = regex(r"\s*(?:\{\s*)?(?:\\(?P<dotless>[ij])(?![A-Za-z])|(?P<letter>[A-Za-z]))\s*(?:\})?")
_SWITCHES = {"bf": "textbf", "bfseries": "textbf", "it": "textit", "itshape": "textit", "em": "textit", "tt": "texttt"}
_SILENT = frozenset(
    "rm sf sc sl small tiny footnotesize scriptsize normalsize large upshape null xspace protect "
    "boldmath unboldmath Large LARGE huge Huge noindent centering displaystyle textstyle allowbreak".split()
)
_SYNTAX = regex(r"[\\{}$]")
_AFTER_SIGN = regex(r"(\\[&#%$_{}])[ \n]")
_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&#%$_{}"}, "\\": r"\textbackslash ", "^": r"\textasciicircum ",
    "~": r"\textasciitilde ", "<": r"\textless ", ">": r"\textgreater ",
}  # fmt: skip
DEEPEST = 8
"""How deep text commands may nest; what is deeper is characters and nothing else."""
_SCRIPTS = {"textsuperscript": "^", "textsubscript": "_"}


def is_text(tex: str) -> bool:
    r"""Whether a formula is nothing but one piece of text: `\textbf{F}` in `$\textbf{F}$ine`."""
    start = _START.match(tex)
    return start is not None and closing(tex, start.end()) == len(tex) - 1


def set_free(tex: str) -> str:
    """The formula with its text in pieces of characters alone."""
    return _replaced(tex, lambda font, inside: _pieces(inside, font, 0))


def _replaced(tex: str, replace: Callable[[str, str], str]) -> str:
    done, position = list[str](), 0
    while start := _START.search(tex, position):
        end = closing(tex, start.end())
        if end < 0:
            break
        done += (tex[position : start.start()], replace(COMMANDS[start[1]], tex[start.end() : end]))
        position = end + 1
    return "".join(done) + tex[position:]


def closing(tex: str, start: int) -> int:
    """The end of the group that starts before `start`; -1 if it never ends."""
    now = 1
    for brace in _BRACE.finditer(tex, start):
        now += {"{": 1, "}": -1}.get(brace[0], 0)
        if now == 0:
            return brace.start()
    return -1


class _Pieces:
    """Text mode being taken apart: pieces that are done, and characters that wait for theirs to end."""

    def __init__(self, text: str, font: str, depth: int) -> None:
        self.text = text
        self.fonts = [font]
        self.depth = depth
        self.done: list[str] = []
        self.run: list[str] = []

    def taken_apart(self) -> str:
        position = 0
        while token := _TOKEN.search(self.text, position):
            self.run.append(self.text[position : token.start()])
            position = self._token(token)
        self.run.append(self.text[position:])
        self._end_run()
        return "".join(self.done)

    def _end_run(self) -> None:
        characters = "".join(self.run)
        self.run.clear()
        if characters:
            self.done.append(f"\\{self.fonts[-1]}{{{_escaped(characters)}}}")

    def _set_free(self, maths: str) -> None:
        self._end_run()
        self.done.append(f"{{{maths}}}")

    def _token(self, token: re.Match[str]) -> int:
        sign, end = token[0], token.end()
        match token.lastgroup:
            case "command":
                return self._command(token["command"], token.end("command"), end)
            case "sign":
                return self._sign(token["sign"], end)
            case "dollar":
                close = self.text.find(sign, end)
                self._set_free(self.text[end : close if close >= 0 else len(self.text)])
                return close + len(sign) if close >= 0 else len(self.text)
            case "brace":
                self._brace(opens=sign == "{")
            case "script":
                return self._inner(end, lambda inside: f"{sign}{{{self._apart(inside, 'text')}}}")
            case "tie":
                self.run.append("\u00a0")
            case _:
                self.run.append({"``": "“", "''": "”", "--": "–"}.get(sign, "—"))
        return end

    def _brace(self, *, opens: bool) -> None:
        if opens:
            self.fonts.append(self.fonts[-1])
        elif len(self.fonts) > 1:
            self._end_run()
            self.fonts.pop()

    def _sign(self, sign: str, end: int) -> int:
        if sign in ACCENTS and (letter := _LETTER.match(self.text, end)):
            self.run.append(compose(letter["dotless"] or letter["letter"], sign))
            return letter.end()
        if sign == "(" and (close := self.text.find("\\)", end)) >= 0:
            self._set_free(self.text[end:close])
            return close + 2
        self.run.append(" " if sign in "\\ " else SYMBOLS.get(sign, sign))
        return end

    def _command(self, name: str, bare_end: int, end: int) -> int:
        text = self.text
        if name in _SWITCHES:
            self._end_run()
            self.fonts[-1] = _SWITCHES[name]
        elif name in LETTERS:
            self.run.append(LETTERS[name])
        elif name in SYMBOLS:
            self.run.append(SYMBOLS[name])
            return bare_end
        elif name in ACCENTS and (letter := _LETTER.match(text, bare_end)):
            self.run.append(compose(letter["dotless"] or letter["letter"], name))
            return letter.end()
        elif text[end : end + 1] == "{" and (name in COMMANDS or name in _SCRIPTS or name == "ensuremath"):
            return self._inner(end, lambda inside: self._set(name, inside))
        elif name not in _SILENT:
            stop = self._end_of_maths(bare_end)
            self._set_free(f"\\{name}{text[bare_end:stop]}")
            return stop
        return end

    def _set(self, name: str, inside: str) -> str:
        if name == "ensuremath":
            return f"{{{inside}}}"
        if name in _SCRIPTS:
            return f"{_SCRIPTS[name]}{{{self._apart(inside, 'text')}}}"
        font = COMMANDS[name]
        return self._apart(inside, self.fonts[-1] if font == "text" else font)

    def _inner(self, brace: int, make: Callable[[str], str]) -> int:
        """Add what is made of the group that opens at `brace`; returns where it ends."""
        close = closing(self.text, brace + 1)
        stop = close if close >= 0 else len(self.text)
        self._end_run()
        self.done.append(make(self.text[brace + 1 : stop]))
        return stop + 1

    def _apart(self, inside: str, font: str) -> str:
        return _pieces(inside, font, self.depth + 1)

    def _end_of_maths(self, end: int) -> int:
        """The end of the arguments of a command of maths."""
        while self.text[end : end + 1] == "{" and (close := closing(self.text, end + 1)) >= 0:
            end = close + 1
        return end


def _pieces(text: str, font: str, depth: int) -> str:
    if depth > DEEPEST:
        return f"\\{font}{{{_escaped(_SYNTAX.sub('', text))}}}"
    return _Pieces(text, font, depth).taken_apart()


def _escaped(characters: str) -> str:
    """Characters as the library takes them in text mode; it loses a space after a command."""
    written = "".join(_SPECIAL.get(char, char) for char in characters)
    return _AFTER_SIGN.sub(r"\1\\ ", written)
