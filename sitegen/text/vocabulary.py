"""Vocabulary of LaTeX text: tables of what its commands mean, no code.

Symbols and accents are in `symbols`; what only formulas know is in `maths`.
"""

from __future__ import annotations

from sitegen.text.nodes import Style

_GROUPS = frozenset(
    "textrm textsf textup textmd textnormal text mbox hbox underline uline ul sout st fbox framebox makebox boxed hl "
    "mathrm mathsf title uppercase lowercase MakeUppercase MakeLowercase operatorname centerline ensuremath revise "
    "revised add added ac acs acl acf gls Gls mathop caption textquote".split()
)
STYLES: dict[str, Style] = {
    "emph": "em", "textit": "em", "textsl": "em", "mathit": "em", "textbf": "strong", "mathbf": "strong",
    "textsc": "caps", "texttt": "code", "mathtt": "code", "lstinline": "code", "path": "code", "code": "code",
    "textsuperscript": "sup", "textsubscript": "sub", "section": "strong", "subsection": "strong",
    "subsubsection": "strong", "paragraph": "strong", "subparagraph": "strong", **dict.fromkeys(_GROUPS, "group"),
}  # fmt: skip
"""Commands that set their argument apart; `group` ones only hold it together."""

SWITCHES: dict[str, Style] = {
    "em": "em", "it": "em", "itshape": "em", "sl": "em", "slshape": "em", "bf": "strong", "bfseries": "strong",
    "tt": "code", "ttfamily": "code", "sc": "caps", "scshape": "caps",
}  # fmt: skip
"""Commands that set apart what follows, up to the end of the group."""

SILENT = frozenset(
    "rm rmfamily sf sffamily up upshape md mdseries normalfont tiny scriptsize footnotesize small normalsize large "
    "Large LARGE huge Huge noindent indent centering raggedright raggedleft protect xspace relax boldmath unboldmath "
    "displaystyle textstyle scriptstyle "
    "scriptscriptstyle nonumber notag sloppy fussy maketitle clearpage newpage pagebreak linebreak allowbreak "
    "nolinebreak hfill vfill null left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr limits nolimits "
    "smallskip medskip bigskip newblock bgroup egroup begingroup endgroup leavevmode unskip ignorespaces nobreak "
    "frenchspacing selectfont tableofcontents doublespacing singlespacing phantomsection immediate".split()
)
"""Commands that only change how a page is set."""

DROPPED = {
    "label": 1, "vspace": 1, "index": 1, "thispagestyle": 1, "pagestyle": 1, "bibliographystyle": 1,
    "bibliography": 1, "color": 1, "fontsize": 2, "setlength": 2, "addtolength": 2, "setcounter": 2, "hypersetup": 1,
    "includegraphics": 1, "input": 1, "include": 1, "usepackage": 1, "phantom": 1, "hphantom": 1, "vphantom": 1,
    "rule": 2, "renewcommand": 2, "newcommand": 2, "providecommand": 2, "hyphenation": 1, "selectlanguage": 1,
    "marginpar": 1, "todo": 1, "thanks": 1, "raisebox": 1, "hypertarget": 1, "hyperlink": 1, "resizebox": 2,
    "scalebox": 1,
    "rotatebox": 1, "textcolor": 1, "colorbox": 1, "foreignlanguage": 1, "parbox": 1, "multicolumn": 2, "write": 1,
}  # fmt: skip
"""Commands whose first arguments, so many of them, are no text; what follows them is."""

CITATIONS = frozenset(
    "cite citep citet citealp citealt citeauthor citeyear citeyearpar citenum cites parencite textcite autocite "
    "footcite nocite onlinecite citen Citet Citep shortcite newcite citeA citeN citeNP fullcite".split()
)
REFERENCES = frozenset("ref eqref autoref cref Cref pageref nameref vref fref Fref".split())
NOTES = frozenset({"footnote", "footnotetext", "endnote", "blfootnote"})
LISTS = {
    "itemize": False, "enumerate": True, "description": False, "compactitem": False, "compactenum": True,
    "inparaenum": True, "inparaitem": False,
}  # fmt: skip
"""List environments, and whether their items are numbered."""

_ALIGNED = "align alignat flalign gather multline eqnarray".split()
KEPT = frozenset(
    "split aligned gathered cases matrix pmatrix bmatrix vmatrix array smallmatrix".split()
    + _ALIGNED
    + [f"{name}*" for name in _ALIGNED]
)
"""Environments that a formula keeps around it; the other `FORMULAS` only say where the formula is."""
FORMULAS = KEPT | frozenset("equation equation* displaymath math dmath dmath*".split())
