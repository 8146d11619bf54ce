r"""Formulas that are no more than numbers and signs, as text in the running face.

In: TeX such as `67.5\%`, `4\times` or `10^{-3}`. Out: the same in HTML and in plain text, or nothing when the formula
is more than that. Never makes MathML.
"""

from __future__ import annotations

import re
from html import escape

from sitegen.records import NamedTuple
from sitegen.regex import regex

_SIGNS = {
    r"\times": "×", r"\pm": "±", r"\mp": "∓", r"\%": "%", r"\sim": "∼", r"\approx": "≈", r"\le": "≤", r"\leq": "≤",
    r"\ge": "≥", r"\geq": "≥", r"\to": "→", r"\rightarrow": "→", r"\cdot": "·", r"\dots": "…", r"\ldots": "…",
    r"\,": "", r"\;": " ", r"\ ": " ", r"\!": "", r"\#": "#", r"\$": "$", r"\&": "&", r"\degree": "°",
    r"\infty": "∞", r"\gt": ">", r"\lt": "<", r"\uparrow": "↑", r"\downarrow": "↓", r"\textendash": "–",
    r"\bullet": "•", r"\quad": " ", r"\ll": "≪", r"\gg": "≫", r"\textasciitilde": "~", r"\star": "⋆",
    r"\checkmark": "✓", r"\sharp": "♯", r"\dagger": "†", r"\ddagger": "‡", r"\ast": "*", "<": "<", ">": ">",
    "=": "=", "+": "+", "/": "/", ":": ":", ",": ",", "(": "(", ")": ")", "-": "−", "−": "−", "–": "–", "—": "—",
    "%": "%", "×": "×", "±": "±", "{": "", "}": "", "'": "′", "~": " ", "≤": "≤", "≥": "≥", "≈": "≈", "→": "→",
}  # fmt: skip
_SPACED = frozenset("=≈≤≥<>→≪≫")
_MARKS = {r"\circ": "°", r"\dagger": "†", r"\ast": "*", "*": "*", r"\star": "⋆"}
_TOKEN = regex(
    r"(?P<number>[0-9](?:[0-9.,]*[0-9])?)"
    r"|\^\s*(?:(?P<digit>[0-9*])|\{\s*(?P<power>[-+−]?[0-9.]+|\*)\s*\}|\{?\s*(?P<mark>\\(?:circ|dagger|ast|star)(?![A-Za-z]))\s*\}?)"
    r"|(?P<face>\\(?:text|mathrm|textbf|mathbf|mbox|textrm)\s*(?=\{))"
    r"|(?P<unit>[A-Za-z]{1,3})"
    r"|(?P<sign>\\[A-Za-z]+|\\.|[^\\\s])"
    r"|(?P<space>\s+)",
    re.DOTALL,
)
_UNITS = frozenset({"K", "M", "B", "k", "x", "GB", "MB", "TB", "ms", "s", "fps", "FPS", "dB", "Hz", "kHz", "D"})
_RAISED = str.maketrans("0123456789+-−.", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻·")
_TYPED = str.maketrans("−∼", "-~")


class Numbers(NamedTuple):
    """Numbers and signs in two forms."""

    html: str
    plain: str


def as_text(tex: str) -> Numbers | None:
    """The formula as text, or nothing if it is a true formula."""
    if len(tex) > 80 or tex.count("{") != tex.count("}"):
        return None
    pieces: list[Numbers] = []
    position = 0
    while position < len(tex):
        token = _TOKEN.match(tex, position)
        piece = _piece(token, "".join(done.plain for done in pieces)) if token else None
        if token is None or piece is None:
            return None
        pieces.append(piece)
        position = token.end()
    html, plain = (" ".join("".join(form).split()) for form in zip(*pieces, strict=True)) if pieces else ("", "")
    return Numbers(html, plain) if plain else None


def _piece(token: re.Match[str], before: str) -> Numbers | None:
    kind, written = token.lastgroup, token[token.lastgroup or 0]
    if kind in {"power", "digit"} and written != "*":
        shown = written.replace("-", "−")
        return Numbers(f"<sup>{shown}</sup>", written.translate(_RAISED)) if before[-1:].isdigit() else None
    if kind in {"power", "digit", "mark"}:
        return Numbers(_MARKS[written], _MARKS[written])
    if kind == "unit":
        last = not token.string[token.end() :].strip("} ")
        return Numbers(written, written) if written in _UNITS and last and before[-1:].isdigit() else None
    if kind == "sign":
        return _sign(written, before)
    return Numbers(written, written) if kind == "number" else Numbers("", "")


def _sign(written: str, before: str) -> Numbers | None:
    shown = _SIGNS.get(written)
    if shown is None:
        return None
    if shown in _SPACED and before.strip() and before.rstrip()[-1] not in "([,/" and before.rstrip()[-1] not in _SPACED:
        shown = f" {shown} "
    return Numbers(escape(shown, quote=False), shown.translate(_TYPED))
