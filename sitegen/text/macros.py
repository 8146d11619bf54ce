r"""Macros: those a person defined, those the field takes for granted, and what to read when nobody defined one.

In: a command's name and the text after it. Out: the text that stands for it. A macro's body is TeX; `#1` to `#9` are
its arguments. Nothing is ever run: a body is put in place of the command, a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

MOST_EXPANSIONS = 400
"""How many macros one field may expand, and `LONGEST` how many characters the result may have."""
LONGEST = 60_000

_PARAMETER = re.compile(r"#([1-9])")
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)

ALIASES = {
    "R": r"\mathbb{R}", "N": r"\mathbb{N}", "Z": r"\mathbb{Z}", "Q": r"\mathbb{Q}", "C": r"\mathbb{C}",
    "E": r"\mathbb{E}", "RR": r"\mathbb{R}", "NN": r"\mathbb{N}", "ZZ": r"\mathbb{Z}", "EE": r"\mathbb{E}",
    "PP": r"\mathbb{P}", "reals": r"\mathbb{R}", "Reals": r"\mathbb{R}", "real": r"\mathbb{R}",
    "Real": r"\mathbb{R}", "naturals": r"\mathbb{N}", "integers": r"\mathbb{Z}", "eps": r"\varepsilon",
    "veps": r"\varepsilon", "vareps": r"\varepsilon", "half": r"\frac{1}{2}", "wt": r"\widetilde{#1}",
    "tO": r"\tilde{O}", "Otil": r"\tilde{O}", "otil": r"\tilde{O}", "bigOtil": r"\tilde{O}",
    "tildeO": r"\tilde{O}", "abs": r"\left|#1\right|", "norm": r"\left\|#1\right\|",
    "paren": r"\left(#1\right)", "nicefrac": r"#1/#2", "sfrac": r"#1/#2", "mb": r"\mathbb{#1}",
    "mc": r"\mathcal{#1}", "bb": r"\mathbb{#1}", "bs": r"\boldsymbol{#1}", "ts": r"\sim",
    "Otilde": r"\tilde{O}", "otilde": r"\tilde{O}", "Ot": r"\tilde{O}", "bigO": "O", "bigo": "O",
    "order": "O", "calo": "O",
    "bigOmega": r"\Omega", "bigomega": r"\Omega", "Rd": r"\mathbb{R}^d", "Rn": r"\mathbb{R}^n", "defeq": r"\coloneqq",
    "indep": r"\perp", "ceil": r"\left\lceil #1\right\rceil", "floor": r"\left\lfloor #1\right\rfloor",
    "inp": r"\langle #1,#2\rangle", "dotp": r"\langle #1,#2\rangle", "inner": r"\langle #1,#2\rangle",
    "mleft": r"\left", "mright": r"\right", "upmu": r"\mu", "upalpha": r"\alpha", "upbeta": r"\beta",
    "upgamma": r"\gamma", "updelta": r"\delta",
    "argmin": r"\operatorname*{arg\,min}", "argmax": r"\operatorname*{arg\,max}", "iid": r"\text{i.i.d.}",
    "Tilde": r"\tilde{#1}", "Hat": r"\hat{#1}", "Bar": r"\bar{#1}", "unicode": r"\char#1 ", "textmd": r"\text{#1}",
    "textup": r"\text{#1}", "xspace": "", "protect": "", "lowercase": "#1", "ensuremath": "{#1}",
} | {name: rf"\operatorname{{{name}}}" for name in (
    "poly", "polylog", "polyloglog", "sgn", "sign", "rank", "diag", "supp", "tr", "Tr", "Var", "Cov", "KL", "opt",
    "OPT", "conv", "dist", "vol", "Vol", "cost", "err", "ReLU", "softmax", "relu", "erf", "prox", "spn",
    "negl", "quasipoly", "regret", "Regret", "loss", "NP", "SO", "GF",
)} | {f"{start}{letter}": rf"\{style}{{{letter}}}" for start, style in (("c", "mathcal"), ("bb", "mathbb"))
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}  # fmt: skip
ALIASES |= {letter: letter for letter in ("o", "O", "l", "L", "u", "i", "j", "c", "d", "k", "r", "t", "b", "a", "H")}
"""What papers call things without saying so; a paper's own macro of that name wins."""

_GLUED = {
    **dict.fromkeys((
        "emph", "textbf", "textit", "textsc", "texttt", "textsf", "textrm", "textsl", "text", "underline", "sqrt",
        "mathcal", "mathbb", "mathbf", "mathrm", "mathsf", "mathtt", "mathit", "mathfrak", "boldsymbol", "tilde",
        "widetilde", "hat", "widehat", "bar", "overline", "vec", "operatorname", "bm", "url", "footnote",
    ), r"\{command}{{{rest}}}"),
    **dict.fromkeys(("cite", "citep", "citet", "citeauthor", "ref", "eqref", "label", "begin", "end"),
                    r"\{command}{{{rest}}}"),
    **dict.fromkeys(("log", "ln", "times", "sim", "propto", "item", "exp", "min", "max", "cdot", "leq", "geq"),
                    r"\{command} {rest}"),
}  # fmt: skip
r"""Commands whose braces or spaces get lost on the way (`\sqrtT`, `\emphnon-convex`, `\logN`), and what was meant."""


@lru_cache(maxsize=4096)
def arity(body: str) -> int:
    """How many arguments a macro with this body takes."""
    return max((int(number) for number in _PARAMETER.findall(body)), default=0)


def fill(body: str, arguments: tuple[str, ...]) -> str:
    """The body with its arguments in place; a missing one is empty."""
    if not arguments:
        return body
    return _PARAMETER.sub(lambda found: "".join(arguments[int(found[1]) - 1 : int(found[1])]), body)


@lru_cache(maxsize=4096)
def unglue(name: str) -> str:
    r"""What `\name` was before its braces got lost, as TeX; empty when it does not look like that."""
    for end in range(len(name) - 1, 1, -1):
        pattern = _GLUED.get(name[:end])
        if pattern:
            return pattern.format(command=name[:end], rest=name[end:])
    return ""


def braces(text: str) -> dict[int, int]:
    """Where each opening brace is closed: positions, unmatched ones left out."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            pairs[opened.pop()] = found.start()
    return pairs


def arguments(text: str, start: int, count: int, pairs: Mapping[int, int]) -> tuple[tuple[str, ...], int]:
    """Up to `count` arguments from `start` on, each in braces or a single character, and where they end."""
    found: list[str] = []
    end = start
    while len(found) < count:
        position = end
        while position < len(text) and text[position] in " \n":
            position += 1
        if position in pairs:
            found.append(text[position + 1 : pairs[position]])
            end = pairs[position] + 1
        elif position < len(text) and text[position] not in "{}$\\":
            found.append(text[position])
            end = position + 1
        elif command := _COMMAND.match(text, position):
            found.append(command[0])
            end = command.end()
        else:
            break
    return tuple(found), end


def expand(tex: str, macros: Mapping[str, str]) -> tuple[str, bool]:
    """A formula with its macros in place, and whether all of them fitted within the bounds.

    `macros` win over the conventional ones; commands that are neither stay.
    """
    done: list[str] = []
    used = 0
    while used <= MOST_EXPANSIONS:
        found = _next_macro(tex, macros)
        if not found:
            return "".join(done) + tex, True
        body, start, end = found
        used += 1
        done.append(tex[:start])
        rest = tex[end:]
        tex = body + (" " if body[-1:].isalpha() and rest[:1].isalpha() and "\\" in body else "") + rest
        if len(tex) > LONGEST:
            break
    return "".join(done) + tex, False


def _next_macro(tex: str, macros: Mapping[str, str]) -> tuple[str, int, int] | None:
    """What stands for the first macro of the formula, and where that macro starts and ends."""
    pairs: dict[int, int] | None = None
    for command in _COMMAND.finditer(tex):
        if tex[command.start() - 1 : command.start()] == "\\" and _is_escaped(tex, command.start()):
            continue
        body = macros.get(command[1])
        if body is None:
            body = ALIASES.get(command[1])
        if body is None:
            continue
        count = arity(body)
        if count and pairs is None:
            pairs = braces(tex)
        given, end = arguments(tex, command.end(1), count, pairs or {})
        return fill(body, given), command.start(), end
    return None


def _is_escaped(tex: str, position: int) -> bool:
    """Whether the backslash at `position` is the second half of a line end."""
    before = position
    while before and tex[before - 1] == "\\":
        before -= 1
    return (position - before) % 2 == 1
