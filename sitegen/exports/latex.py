r"""A list of references in LaTeX.

In: a `Listing`. Out: headings and lists that compile under every engine with amsmath, amssymb and hyperref; scripts
other than Latin need XeTeX or LuaTeX. Nothing in a title is a command but what `text.field` writes: `\input` is words.
"""

from __future__ import annotations

from sitegen.cite.characters import one_line
from sitegen.exports.listing import ListItem, ListSection, PublicationList
from sitegen.exports.runs import TextStretch, formula_latex, runs, written
from sitegen.text.field import escaped as as_latex

_STYLES = {
    "emphasis": r"\emph{%s}", "strong": r"\textbf{%s}", "code": r"\texttt{%s}", "caps": r"\textsc{%s}",
    "sub": r"\textsubscript{%s}", "sup": r"\textsuperscript{%s}",
}  # fmt: skip
_URL = str.maketrans({"%": r"\%", "#": r"\#", "{": r"\%7B", "}": r"\%7D", "\\": r"\%5C", "^": r"\%5E", " ": r"\%20"})
_NEEDS = "% needs \\usepackage{amsmath,amssymb,hyperref}\n"
PREAMBLE = r"""\documentclass[11pt,a4paper]{article}
\usepackage{amsmath,amssymb}
\ifdefined\Umathcode\else % pdfTeX: letters that it has not are question marks; XeTeX and LuaTeX have them in a font
  \usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
  \makeatletter\def\UTFviii@undefined@err#1{?}\makeatother
\fi
\usepackage[hidelinks]{hyperref}
\emergencystretch=3em
"""
BEGIN = "\\begin{document}\n"
END = "\\end{document}\n"


def fragment(listing: PublicationList) -> str:
    r"""Return the list, with headings as `\subsection*`, and the packages that it needs in a comment."""
    return _NEEDS + _body(listing)


def document(listing: PublicationList) -> str:
    """Return a document that holds the list under its title."""
    return f"{PREAMBLE}{BEGIN}\\section*{{{escaped(listing.title)}}}\n\n{_body(listing)}{END}"


def reference(html: str) -> str:
    """Return phrasing content of ours on one line of LaTeX."""
    return written(runs(html), as_latex, _formula, _element).strip()


def address(url: str) -> str:
    """Return an address as it may stand in an argument of LaTeX's."""
    return url.translate(_URL)


def escaped(text: str) -> str:
    """Return plain text as LaTeX."""
    return as_latex(one_line(text))


def _body(listing: PublicationList) -> str:
    parts = [_section(section) for section in listing.sections]
    if listing.legend:
        parts.append(f"\\noindent {escaped(listing.legend)}\n")
    return "\n".join(parts)


def _section(section: ListSection) -> str:
    head = f"\\subsection*{{{escaped(section.heading)}}}\n" if section.heading else ""
    first = section.items[0].number
    kind = "enumerate" if first else "itemize"
    start = f"\\setcounter{{enumi}}{{{first - 1}}}\n" if first > 1 else ""
    items = "".join(map(_item, section.items))
    return f"{head}\\begin{{{kind}}}\n{start}{items}\\end{{{kind}}}\n"


def _item(item: ListItem) -> str:
    line = reference(item.reference.html)
    return f"\\item{'{}' if line.startswith('[') else ''} {line}\n"


def _formula(run: TextStretch) -> str:
    return formula_latex(run.tex)


def _element(run: TextStretch, inner: str) -> str:
    if run.style:
        return _STYLES[run.style] % inner if inner.strip() else inner
    target = address(run.address)
    if run.children == (TextStretch(run.address),):
        return f"\\url{{{target}}}"
    return f"\\href{{{target}}}{{{inner}}}"
