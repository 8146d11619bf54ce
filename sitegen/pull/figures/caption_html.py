r"""A caption of a web page as one line of LaTeX.

In: the element that holds a caption. Out: its text, formulas as their TeX between dollars, emphasis as LaTeX commands,
signs that LaTeX reads as commands escaped. Numbers of citations, notes, the figure's own label and the marks of failed
macros are left out; what a page could not refer to reads in words. Never returns markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from selectolax.lexbor import LexborNode

from sitegen.pull.figures import citations, references
from sitegen.pull.figures.citations import Bibliography
from sitegen.pull.figures.source_figure import tidy
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import jats, packages
from sitegen.web.clean_text import one_line

_DEEPEST = 60
_ORDER = ("textbf", "emph", "textsc", "texttt", "textsubscript", "textsuperscript")
"""Commands of a run of text, the outermost first."""
_ON = {
    "b": "textbf", "strong": "textbf", "i": "emph", "em": "emph", "tt": "texttt", "code": "texttt",
    "sub": "textsubscript", "sup": "textsuperscript", "ltx_font_bold": "textbf", "ltx_font_italic": "emph",
    "ltx_font_slanted": "emph", "ltx_font_oblique": "emph", "ltx_font_typewriter": "texttt",
    "ltx_font_smallcaps": "textsc",
}  # fmt: skip
_OFF = {
    "ltx_font_medium": {"textbf"}, "ltx_font_upright": {"emph", "textsc"}, "ltx_font_serif": {"texttt"},
    "ltx_font_sansserif": {"texttt"},
}  # fmt: skip
"""What the classes of LaTeXML begin, and what they end that was begun further out."""
_LEFT_OUT = frozenset({"ltx_tag", "ltx_note", "ltx_rule", "ltx_missing"})
_NO_TEXT = frozenset({"script", "style", "img", "svg", "object", "button", "template", "_comment"})
_ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "`": "‘", "\u00a0": " ", "\u2062": "", "\u2061": "",
})  # fmt: skip
_INTERNAL = regex(r"\\lx@[A-Za-z@]+")
"""Commands of the converter's own, which only it reads."""
_CUT = regex(r"%\s*\n\s*")
_NUMERIC = regex(r"\[.*\]?|[\d,;–\- ]+", re.DOTALL)
_KEY = regex(r"[^{}\\,\s]{1,200}")
_LOST = regex(r"\\(?:ion|ce)$")
_AFTER_ION = regex(r"\s*([A-Z][a-z]?)\s*(\d{1,2}|[ivx]{1,5})(?![a-z])")
_AFTER_CE = regex(r"\s*([A-Za-z0-9+\-()\[\]^]{1,60})")


class _Run(NamedTuple):
    """A piece of text, as LaTeX, and the commands around it."""

    text: str
    styles: frozenset[str]


def latex(node: LexborNode) -> str:
    """The caption's text."""
    text = _set(_merged(_runs(node, frozenset(), 0)), 0)
    text = references.resolved(citations.spoken(one_line(text), Bibliography()), {})
    return tidy(one_line(packages.plain(_mended(text))))


def _runs(node: LexborNode, styles: frozenset[str], depth: int) -> Iterator[_Run]:
    if depth > _DEEPEST:
        yield _Run(escaped(node.text()), styles)
        return
    for child in node.iter(include_text=True):
        yield from _read(child, styles, depth + 1)


def _read(node: LexborNode, styles: frozenset[str], depth: int) -> Iterator[_Run]:
    tag = node.tag or ""
    if tag == "-text":
        yield _Run(escaped(node.text()), styles)
        return
    classes = classes_of(node)
    if tag in _NO_TEXT or classes & _LEFT_OUT:
        return
    if "ltx_ERROR" in classes:
        name = node.text().strip()
        yield _Run(f"{name} " if _LOST.match(name) else "", styles)
    elif "ltx_missing_label" in classes:
        yield _Run(rf"\ref{{{_key(node.text().strip().removeprefix('LABEL:'))}}}", styles)
    elif tag == "math" or "mjx-math" in classes:
        yield _Run(formula(node), styles)
    elif tag == "cite" or "ltx_cite" in classes:
        yield from _cited(node, styles, depth)
    else:
        is_block = tag in {"br", "p", "div", "td", "li"}
        inner = styles | {_ON[name] for name in (tag, *classes) if name in _ON}
        for name in classes & _OFF.keys():
            inner -= _OFF[name] - {_ON[other] for other in classes if other in _ON}
        yield from [_Run(" ", styles)] * is_block
        yield from _runs(node, inner, depth)
        yield from [_Run(" ", styles)] * is_block


def _cited(node: LexborNode, styles: frozenset[str], depth: int) -> Iterator[_Run]:
    """A citation: names as they stand, numbers as a citation of nobody knows what."""
    missing = [_key(element.text()) for element in node.css(".ltx_missing_citation")]
    if missing:
        name = "citet" if "ltx_citemacro_citet" in classes_of(node) else "citep"
        yield _Run(rf"\{name}{{{','.join(filter(None, missing))}}}", styles)
    elif _NUMERIC.fullmatch(node.text().strip()):
        yield _Run(r"\citep{?}", styles)
    else:
        yield from _runs(node, styles, depth)


def _key(text: str) -> str:
    match = _KEY.search(text)
    return match[0] if match else ""


def _merged(runs: Iterator[_Run]) -> list[_Run]:
    """The runs, neighbours of one style joined; space and formulas have the style of what is before them."""
    merged: list[_Run] = []
    for run in runs:
        if not run.text:
            continue
        if merged and (merged[-1].styles == run.styles or not run.text.strip()):
            merged[-1] = _Run(merged[-1].text + run.text, merged[-1].styles)
        else:
            merged.append(run)
    return merged


def _set(runs: Sequence[_Run], level: int) -> str:
    """The runs within their commands, as few as there can be."""
    if level == len(_ORDER):
        return "".join(run.text for run in runs)
    command = _ORDER[level]
    pieces = []
    for is_within, group in groupby(runs, lambda run: command in run.styles):
        text = _set(list(group), level + 1)
        inside = text.strip()
        pieces.append(text.replace(inside, rf"\{command}{{{inside}}}", 1) if is_within and inside else text)
    return "".join(pieces)


def _mended(text: str) -> str:
    r"""The text with the arguments of `\ion` and `\ce`, whose braces the converter lost."""
    if "\\ion " in text:
        text = re.sub(r"\\ion +" + _AFTER_ION.pattern, r"\\ion{\1}{\2}", text)
    if "\\ce " in text:
        text = re.sub(r"\\ce +" + _AFTER_CE.pattern, r"\\ce{\1}", text)
    return re.sub(r"\\(?:ion|ce)(?: +|$)", "", text)


def formula(node: LexborNode) -> str:
    """A formula as TeX between dollars: what its author wrote, else what its MathML says."""
    written = next(
        (
            annotation.text()
            for annotation in node.css("annotation")
            if "tex" in (annotation.attributes.get("encoding") or "")
        ),
        "",
    )
    written = written or node.attributes.get("alttext") or node.attributes.get("aria-label") or ""
    tex = " ".join(_INTERNAL.sub("", _CUT.sub("", written)).split()) or jats.formula_in(node.html or "")
    return f"${tex.strip('$')}$" if tex else escaped(node.text())


def escaped(text: str) -> str:
    """Plain text as LaTeX."""
    return text.translate(_ESCAPES)


def classes_of(node: LexborNode) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((node.attributes.get("class") or "").split())
