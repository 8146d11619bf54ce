r"""One formula, from TeX to MathML, plain text and TeX that compiles.

The only door to math_core. In: what stands between dollar signs. Out: a `Formula` and what could not be done. A
formula of numbers and signs alone (`67.5\%`, `4\times`) becomes text. Never raises: what cannot be read is shown as
the TeX it is, and so is every formula where math_core is not installed, or does not load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from importlib import util
from types import ModuleType
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from sitegen.regex import regex
from sitegen.text import dialect, escapes, mathml, packages
from sitegen.text.common_macros import ALIASES
from sitegen.text.delimiters import costs
from sitegen.text.field import escaped
from sitegen.text.macros import arity, expand, unglue
from sitegen.text.nodes import Formula, Trouble
from sitegen.text.numbers import as_text
from sitegen.text.symbols import MATHS

if TYPE_CHECKING:
    from math_core import LatexToMathML

LONGEST = 6000
"""Characters of TeX in one formula, and `DEEPEST` its nested braces; beyond, it is shown as TeX."""
DEEPEST = 40
LONGEST_READING = 1 << 19
"""Characters that math_core may read in one formula: it reads what follows an unclosed bracket twice."""

TAKING = {
    "frac": 2, "tfrac": 2, "dfrac": 2, "cfrac": 2, "binom": 2, "overset": 2, "underset": 2, "stackrel": 2,
    **dict.fromkeys(
        "sqrt cal mathcal mathbb mathbf mathrm mathsf mathtt mathit mathfrak mathscr mathbbm mathds boldsymbol bm "
        "tilde widetilde hat widehat bar overline vec dot ddot check breve acute grave operatorname pmod "
        "overrightarrow".split(),
        1,
    ),
}  # fmt: skip
"""Commands of formulas that take arguments, and how many."""

_INCOMPLETE = frozenset("left right middle begin end limits over atop choose hline not".split())
"""Commands that mean nothing by themselves."""
_DEFINITION = regex(r"\\(?:[egx]?def|(?:future)?let|(?:re)?newcommand|providecommand|DeclareMathOperator)(?![A-Za-z])")
"""What would bring more into a formula than can be counted in it."""
_SIGN = regex(f"([{''.join(sign for sign in MATHS if not sign.isascii())}])(?=([A-Za-z]?))")
_COMMAND = regex(r"\\([A-Za-z]+)")
_PLAIN = {
    "bm": r"\boldsymbol", "mathds": r"\mathbb", "mathbbm": r"\mathbb", "coloneqq": ":=", "eqqcolon": "=:",
    "coloneq": ":=", "vcentcolon": ":", "argmax": r"\operatorname{argmax}", "argmin": r"\operatorname{argmin}",
}  # fmt: skip
"""Commands of packages that few documents load, in those of amsmath and amssymb."""
_PACKAGED = regex(rf"\\({'|'.join(_PLAIN)})(?![A-Za-z])")
_BARE_ARGUMENT = regex(
    r"([_^]|\\(?:hat|tilde|bar|vec|dot|ddot|check|acute|grave|breve|widehat|widetilde|overline|underline|sqrt)(?![A-Za-z]))"
    r"\s*(\\(?:math(?:cal|bb|rm|bf|sf|tt|it|frak|scr)|boldsymbol|bm|operatorname)\s*\{[^{}]*\}"
    r"|\\(?:max|min|log|ln|exp|sup|inf|lim|sin|cos|tan|det|dim|ker|deg|gcd|Pr|arg)(?![A-Za-z]))"
)
r"""An argument that LaTeX takes only in braces: `x_\max`, `\tilde\mathcal{O}`."""
_SIGNS = {command: sign for sign, command in MATHS.items()}
"""What commands stand for, as far as it is known without the library."""
_INSTALL = "python -m pip install --force-reinstall math-core; then sitegen build --clean"
_SPACE_BEFORE = regex(r"\\[,;:]|~|\\q?quad(?![A-Za-z])")
_LAST_SPACE = regex(r"(?<!\\)\\\s+\Z")
_SPACE_AFTER = regex(r"(?:(?<!\\)\\[,;:]|~|\\q?quad)\Z")
_SYNTAX = regex(r"\\([{}%&#_$])|[\\{}$]")


def formula(tex: str, *, display: bool, macros: Mapping[str, str]) -> tuple[Formula, tuple[Trouble, ...]]:
    """The formula in its three forms, and the macros nobody knew or the reason it is shown as TeX."""
    return _formula(tex, display, macros) if macros else _without_macros(tex, display)


@lru_cache(maxsize=4096)
def _without_macros(tex: str, display: bool) -> tuple[Formula, tuple[Trouble, ...]]:
    return _formula(tex, display, {})


def _formula(tex: str, display: bool, macros: Mapping[str, str]) -> tuple[Formula, tuple[Trouble, ...]]:
    tex = escapes.in_formula(_LAST_SPACE.sub(r"\\;", tex).strip(), lambda name: name in macros or is_command(name))
    expanded, whole = expand(tex, macros)
    made, unknown, raw = _make(
        dialect.rewrite(_COMMAND.sub(_mend, packages.formula(expanded))) if whole else tex, display
    )
    troubles = [unknown_macro(name, name) for name in unknown]
    if not whole:
        troubles.append(Trouble(f"a macro in the formula {_short(tex)} expands without end"))
    elif raw and _library() is None:
        if util.find_spec("math_core"):  # else it is said once, for the whole site
            troubles.append(Trouble("formulas are shown as TeX: math-core is installed and does not load", _INSTALL))
    elif raw:
        hint = "it is shown as TeX; look for a missing brace or bracket, or a command that is not for formulas"
        troubles.append(Trouble(f"the formula {_short(tex)} cannot be read", hint))
    return made, tuple(troubles)


def unknown_macro(name: str, reading: str) -> Trouble:
    """The sentence to the author about a macro that nobody defined."""
    return Trouble(f'unknown macro \\{name} reads as "{reading}"', f'add under macros: in this file:   {name}: "…"')


@lru_cache(maxsize=2048)
def symbol(name: str) -> str:
    """The character that a command without arguments stands for in a formula; empty when there is none."""
    if name in _INCOMPLETE or arity(ALIASES.get(name, "")):
        return ""
    if _library() is None:
        return _SIGNS.get(name, "")
    element = _element(ALIASES.get(name, f"\\{name}"), display=False)
    if element is None or mathml.unknown(element):
        return ""
    return mathml.as_plain(element)


def arguments_of(name: str) -> int:
    """The number of arguments that a command of formulas takes."""
    return TAKING.get(name) or arity(ALIASES.get(name, ""))


def is_command(name: str) -> bool:
    """Whether a formula may hold this command, with or without arguments."""
    return name in TAKING or name in ALIASES or bool(symbol(name))


def _mend(match: re.Match[str]) -> str:
    r"""A command with the braces or the space back that it lost (`\sqrtT`)."""
    name = match[1]
    if len(name) < 4 or is_command(name) or name in dialect.SUBSTITUTES:
        return match[0]
    return unglue(name) or match[0]


@lru_cache(maxsize=4096)
def _make(tex: str, display: bool) -> tuple[Formula, tuple[str, ...], bool]:
    """The formula, the commands nobody knew, and whether it had to be left as TeX."""
    numbers = None if display else as_text(tex)
    if numbers is not None:
        html, plain = _spaced(numbers.html, tex, "\u00a0"), _spaced(numbers.plain, tex)
        return Formula(html, plain, _compiling(tex, ()), is_maths=False), (), False
    for attempt in dialect.attempts(tex):
        element = _element(attempt, display=display)
        if element is not None and len(element):
            names = mathml.unknown(element)
            return (
                Formula(
                    mathml.as_html(element, tex),
                    _spaced(mathml.as_plain(element), attempt),
                    _compiling(attempt, names, display=display),
                ),
                names,
                False,
            )
    if not tex.strip("{} "):
        return Formula("", "", "", is_maths=False), (), False
    html = f'<code class="math-raw">{escape(tex, quote=False)}</code>'
    return Formula(html, _bare(tex), escaped(_bare(tex)), is_maths=False), (), True


def _spaced(written: str, tex: str, space: str = " ") -> str:
    r"""A formula with the spaces that it brings along for its neighbours: `$13\,$TeV`."""
    before, after = _SPACE_BEFORE.match(tex), _SPACE_AFTER.search(tex)
    return f"{space if before else ''}{written}{space if after else ''}"


def _element(tex: str, *, display: bool) -> ElementTree.Element | None:
    """The library's MathML; nothing when it cannot read the formula, or when the formula is past our bounds."""
    if len(tex) > LONGEST or dialect.depth(tex) > DEEPEST or _DEFINITION.search(tex):
        return None
    if costs(tex) > LONGEST_READING:
        return None
    library = _library()
    if library is None:
        return None
    try:
        made = _converter().convert_with_local_state(tex, displaystyle=display)
        return ElementTree.fromstring(made.replace("&ApplyFunction;", "\u2061"))  # noqa: S314 - no DTD is in it
    except (library.LatexError, ElementTree.ParseError):
        return None


@lru_cache(maxsize=1)
def _library() -> ModuleType | None:
    """The library, which is loaded only where there is maths; nothing where it is not there or does not load."""
    try:
        import math_core
    except ImportError:
        return None
    return math_core


@lru_cache(maxsize=1)
def _converter() -> LatexToMathML:
    from math_core import LatexToMathML

    return LatexToMathML(
        macros=dialect.SUBSTITUTES, ignore_unknown_commands=True, allow_unreliable_rendering=True, fancy_error=False,
        max_expansions=500,
    )  # fmt: skip


def _compiling(tex: str, unknown: tuple[str, ...], *, display: bool = False) -> str:
    """The formula between dollar signs, with words for commands nobody knows."""
    if unknown:
        names = "|".join(re.escape(name) for name in sorted(unknown, key=len, reverse=True))
        tex = re.sub(rf"\\({names})(?![A-Za-z])", r"\\mathrm{\1}", tex)
    tex = _PACKAGED.sub(lambda match: _PLAIN[match[1]], _BARE_ARGUMENT.sub(r"\1{\2}", tex))
    if not tex.isascii():
        tex = _SIGN.sub(lambda match: _named(match, in_words="\\text" in tex or "\\mbox" in tex), tex)
    return f"\\[{tex}\\]" if display else f"${tex}$"


def _named(match: re.Match[str], *, in_words: bool) -> str:
    """The command for a sign that LaTeX sets in formulas only, and only by its name."""
    command = f"\\{MATHS[match[1]]}"
    if in_words:
        return rf"\ensuremath{{{command}}}"
    return f"{command} " if match[2] and command[-1].isalpha() else command


def _bare(tex: str) -> str:
    """The formula as words, for plain text, when nothing better can be had."""
    text = _COMMAND.sub(lambda match: f" {symbol(match[1]) or match[1]} ", tex)
    return " ".join(_SYNTAX.sub(lambda match: match[1] or "", text).split())


def _short(tex: str) -> str:
    tex = " ".join(tex.split())
    return f"“{tex[:60]}…”" if len(tex) > 60 else f"“{tex}”"
