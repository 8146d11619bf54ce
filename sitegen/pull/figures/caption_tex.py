r"""A caption of a LaTeX source as it can stand on its own.

In: the argument of `\caption`, and what the document tells: its author's macros, what its labels name, what it cites.
Out: one line of LaTeX without the author's macros, labels and layout, with references and citations as they are printed
or in words, and with the commands of single fields' packages written out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sitegen.pull.figures import acronyms, citations, definitions, references
from sitegen.pull.figures.acronyms import Acronym
from sitegen.pull.figures.citations import Bibliography
from sitegen.pull.figures.definitions import Definition
from sitegen.pull.figures.labels import LabelTarget
from sitegen.pull.figures.references import Naming
from sitegen.pull.figures.source_figure import tidy
from sitegen.pull.figures.tex import group
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.text import packages
from sitegen.web.clean_text import one_line

_WITH_ARGUMENT = regex(
    r"\\(?:label|index|vspace|hspace|vskip|footnote|footnotetext|setlength|hypertarget|captionsetup|linespread"
    r"|begin\{minipage\}|begin\{tabular\*?\})\*?\s*(?:\[[^\[\]]{0,200}\])?(?=\{)"
)
_LAYOUT = regex(
    r"\\(?:protect|centering|raggedright|noindent|newline|linebreak|par|small|footnotesize|scriptsize|tiny|normalsize"
    r"|large|Large|singlespacing|footnotemark|xspace|sloppy|justify|hfill|smallskip|medskip|bigskip|quad|qquad|capstart"
    r"|justifying|RaggedRight|onehalfspacing|doublespacing|phantomsection)(?![A-Za-z])(?:\[\d*\])?"
    r"|\\\\(?:\[[^\]]{0,100}\])?|\\end\{(?:minipage|tabular\*?)\}"
)
_DRAWN = regex(
    r"\\(?:protect\s*)?tikz(?![A-Za-z])\s*(?:\[[^\]]{0,400}\]\s*)?"
    r"(?:\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\}|\\[^;]{0,600};)"
)
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The facts of a document that its captions refer to: macros, labels, names of things, citations, acronyms."""

    macros: Mapping[str, Definition]
    labels: Mapping[str, LabelTarget] = field(default_factory=dict)
    names: Naming = field(default_factory=Naming)
    cited: Bibliography = field(default_factory=Bibliography)
    acronyms: Mapping[str, Acronym] = field(default_factory=dict)


def legend(text: str, known: Knowledge) -> str:
    """The caption on one line."""
    text = definitions.expand(text[:_LONGEST], known.macros)[:_LONGEST]
    text = one_line(_LAYOUT.sub(" ", _without_drawings(_without_arguments(text))))
    text = citations.spoken(acronyms.spoken(text, known.acronyms), known.cited)
    text = references.resolved(text, known.labels, known.names)
    return tidy(one_line(packages.plain(text)))[:_LONGEST]


def _without_drawings(text: str) -> str:
    """The text without the lines and marks that TikZ draws amid it."""
    return _DRAWN.sub("", text) if "tikz" in text else text


def _without_arguments(text: str) -> str:
    """The text without commands that only matter where the paper is set."""
    done, at = [], 0
    for start in _WITH_ARGUMENT.finditer(text):
        argument = group(text, start.end())
        if start.start() >= at and argument:
            done.append(text[at : start.start()])
            at = argument[1]
    return "".join(done) + text[at:]
