r"""Common macros: those that everybody defines alike, and commands that lose their braces on the way.

Tables only. A person's own macro of the same name always wins.
"""

from __future__ import annotations

from string import ascii_uppercase

_SETS = {"R": "R", "N": "N", "Z": "Z", "Q": "Q", "C": "C", "E": "E", "RR": "R", "NN": "N", "ZZ": "Z", "EE": "E",
         "PP": "P", "reals": "R", "Reals": "R", "real": "R", "Real": "R", "naturals": "N", "integers": "Z"}  # fmt: skip
_OPERATORS = (
    "poly polylog polyloglog sgn sign rank diag supp tr Tr Var Cov KL opt OPT conv dist vol Vol cost err ReLU softmax "
    "relu erf prox spn negl quasipoly regret Regret loss NP SO GF"
)
_TILDE_O = "tO Otil otil bigOtil tildeO Otilde otilde Ot"
_UPRIGHT = "mu alpha beta gamma delta"

LETTERS = "aOoLlHubcdijkrt"
"""Names that mean their letter in a formula, once text in it has been read: there they are accents and letters."""

ALIASES = {
    **{name: rf"\mathbb{{{letter}}}" for name, letter in _SETS.items()},
    **{name: rf"\operatorname{{{name}}}" for name in _OPERATORS.split()},
    **dict.fromkeys(_TILDE_O.split(), r"\tilde{O}"),
    **dict.fromkeys(("bigO", "bigo", "order", "calo"), "O"),
    **{f"c{letter}": rf"\mathcal{{{letter}}}" for letter in ascii_uppercase},
    **{f"bb{letter}": rf"\mathbb{{{letter}}}" for letter in ascii_uppercase},
    **{f"up{letter}": rf"\{letter}" for letter in _UPRIGHT.split()},
    **{letter: letter for letter in LETTERS},
    "eps": r"\varepsilon", "veps": r"\varepsilon", "vareps": r"\varepsilon", "half": r"\frac{1}{2}",
    "wt": r"\widetilde{#1}", "abs": r"\left|#1\right|", "norm": r"\left\|#1\right\|", "paren": r"\left(#1\right)",
    "ceil": r"\left\lceil #1\right\rceil", "floor": r"\left\lfloor #1\right\rfloor", "inp": r"\langle #1,#2\rangle",
    "dotp": r"\langle #1,#2\rangle", "inner": r"\langle #1,#2\rangle", "nicefrac": "#1/#2", "sfrac": "#1/#2",
    "mb": r"\mathbb{#1}", "bb": r"\mathbb{#1}", "mc": r"\mathcal{#1}", "bs": r"\boldsymbol{#1}", "ts": r"\sim",
    "bigOmega": r"\Omega", "bigomega": r"\Omega", "Rd": r"\mathbb{R}^d", "Rn": r"\mathbb{R}^n", "defeq": r"\coloneqq",
    "indep": r"\perp", "mleft": r"\left", "mright": r"\right", "argmin": r"\operatorname*{arg\,min}",
    "argmax": r"\operatorname*{arg\,max}", "iid": r"\text{i.i.d.}", "Tilde": r"\tilde{#1}", "Hat": r"\hat{#1}",
    "Bar": r"\bar{#1}", "unicode": r"\char#1 ", "textmd": r"\text{#1}", "textup": r"\text{#1}", "xspace": "",
    "protect": "", "lowercase": "#1", "ensuremath": "{#1}",
}  # fmt: skip
"""Macros of formulas and their bodies."""

_BRACED = (
    "emph textbf textit textsc texttt textsf textrm textsl text underline sqrt mathcal mathbb mathbf mathrm mathsf "
    "mathtt mathit mathfrak boldsymbol tilde widetilde hat widehat bar overline vec operatorname bm url footnote cite "
    "citep citet citeauthor ref eqref label begin end"
)
_SPACED = "log ln times sim propto item exp min max cdot leq geq"

GLUED = {
    **dict.fromkeys(_BRACED.split(), r"\{command}{{{rest}}}"),
    **dict.fromkeys(_SPACED.split(), r"\{command} {rest}"),
}
r"""Commands that run into what follows them (`\sqrtT`, `\emphnon-convex`, `\logN`), and what was meant."""
