r"""A caption of a LaTeX source as it can stand on its own.

In: the argument of `\caption`, the author's macros, the numbers of labels. Out: one line of LaTeX without the author's
macros, labels and layout; references to figures are numbers, others `??`, as LaTeX prints what it cannot find.
Citations stay, for `text/` to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sitegen.pull.figures import definitions
from sitegen.pull.figures.definitions import Definition
from sitegen.pull.figures.found import tidy
from sitegen.pull.figures.tex import group
from sitegen.pull.wording import one_line

_WITH_ARGUMENT = re.compile(
    r"\\(?:label|index|vspace|hspace|vskip|footnote|footnotetext|setlength|hypertarget)\*?\s*(?=\{)"
)
_LAYOUT = re.compile(
    r"\\(?:protect|centering|raggedright|noindent|newline|linebreak|par|small|footnotesize|scriptsize|tiny|normalsize|"
    r"large|Large|singlespacing|footnotemark|xspace|sloppy|justify|hfill|smallskip|medskip|bigskip|quad)(?![A-Za-z])"
    r"(?:\[\d*\])?|\\\\(?:\[[^\]]*\])?"
)
_ASIDE = re.compile(
    r"\s*\((?:see\s+)?(?:(?:Eqs?|Equations?|Secs?|Sections?|Tables?|App|Appendix)\.?[~ ]*)?"
    r"\(?\\(?:eq)?ref\{[^{}]*\}\)?\)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\\(eqref|ref|subref|autoref|[cC]ref|pageref|vref|figref|nameref)\*?\s*\{([^{}]*)\}")
_LONGEST = 20_000


def legend(text: str, macros: Mapping[str, Definition], labels: Mapping[str, str]) -> str:
    """The caption on one line."""
    text = definitions.expand(text, macros)
    text = _LAYOUT.sub(" ", _without_arguments(text))
    text = _ASIDE.sub(lambda found: found[0] if _known(found[0], labels) else "", text)
    text = _REFERENCE.sub(lambda found: _number(found[1], found[2], labels), text)
    return tidy(one_line(text))[:_LONGEST]


def _without_arguments(text: str) -> str:
    """The text without commands that only matter where the paper is set."""
    done, at = [], 0
    for start in _WITH_ARGUMENT.finditer(text):
        argument = group(text, start.end())
        if start.start() >= at and argument:
            done.append(text[at : start.start()])
            at = argument[1]
    return "".join(done) + text[at:]


def _known(text: str, labels: Mapping[str, str]) -> bool:
    return any(found[2] in labels for found in _REFERENCE.finditer(text))


def _number(command: str, keys: str, labels: Mapping[str, str]) -> str:
    numbers = [labels.get(key.strip(), "??") for key in keys.split(",")]
    said = ", ".join(numbers)
    if command in {"autoref", "cref", "Cref", "vref"}:
        return f"Figure {said}" if "??" not in numbers else said
    return f"({said})" if command == "eqref" else said
