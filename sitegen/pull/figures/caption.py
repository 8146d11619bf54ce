"""A caption of a web page as one line of LaTeX.

In: the element that holds a caption. Out: its text, formulas as their TeX between dollars, emphasis as LaTeX commands,
signs that LaTeX reads as commands escaped. Citations in brackets, notes, the figure's own label and the marks of failed
macros are left out; what a page could not refer to is `??`, as in LaTeX. Never returns markup.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from sitegen.pull.figures.found import tidy
from sitegen.pull.wording import one_line
from sitegen.text import jats

_DEEPEST = 60
_STYLES = {
    "b": r"\textbf{%s}", "strong": r"\textbf{%s}", "i": r"\emph{%s}", "em": r"\emph{%s}", "tt": r"\texttt{%s}",
    "code": r"\texttt{%s}", "sub": r"\textsubscript{%s}", "sup": r"\textsuperscript{%s}",
    "ltx_font_bold": r"\textbf{%s}", "ltx_font_italic": r"\emph{%s}", "ltx_font_slanted": r"\emph{%s}",
    "ltx_font_typewriter": r"\texttt{%s}", "ltx_font_smallcaps": r"\textsc{%s}",
}  # fmt: skip
_LEFT_OUT = frozenset({"ltx_tag", "ltx_note", "ltx_ERROR", "ltx_rule", "ltx_missing"})
_NO_TEXT = frozenset({"script", "style", "img", "svg", "object", "button", "template", "_comment"})
_ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "`": "‘", "\u00a0": " ", "\u2062": "", "\u2061": "",
})  # fmt: skip
_CUT = re.compile(r"%\s*\n\s*")
_NUMERIC = re.compile(r"\[.*\]?|[\d,;–\- ]+", re.DOTALL)


def latex(node: LexborNode) -> str:
    """The caption's text."""
    return tidy(one_line(_inner(node, 0)))


def _inner(node: LexborNode, depth: int) -> str:
    if depth > _DEEPEST:
        return escaped(node.text())
    return "".join(_text(child, depth + 1) for child in node.iter(include_text=True))


def _text(node: LexborNode, depth: int) -> str:
    tag = node.tag or ""
    if tag == "-text":
        return escaped(node.text())
    classes = classes_of(node)
    if tag in _NO_TEXT or classes & _LEFT_OUT:
        return ""
    if "ltx_missing_label" in classes:
        return "??"
    if tag == "math" or "mjx-math" in classes:
        return formula(node)
    if (tag == "cite" or "ltx_cite" in classes) and _NUMERIC.fullmatch(node.text().strip()):
        return ""
    if tag in {"br", "p", "div", "td", "li"}:
        return f" {_inner(node, depth)} "
    inner = _inner(node, depth)
    style = next((_STYLES[name] for name in (tag, *sorted(classes)) if name in _STYLES), "%s")
    return inner.replace(inner.strip(), style.replace("%s", inner.strip()), 1) if inner.strip() else inner


def formula(node: LexborNode) -> str:
    """A formula as TeX between dollars: what its author wrote, else what its MathML says."""
    written = next(
        (one.text() for one in node.css("annotation") if "tex" in (one.attributes.get("encoding") or "")), ""
    )
    written = written or node.attributes.get("alttext") or node.attributes.get("aria-label") or ""
    tex = " ".join(_CUT.sub("", written).split()) or jats.formula_in(node.html or "")
    return f"${tex.strip('$')}$" if tex else escaped(node.text())


def escaped(text: str) -> str:
    """Plain text as LaTeX."""
    return text.translate(_ESCAPES)


def classes_of(node: LexborNode) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((node.attributes.get("class") or "").split())
