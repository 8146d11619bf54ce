"""Figures of a web page that an author wrote by hand, long ago or lately.

In: the page and its base address. Out: its pictures as figures; a line beside a picture that begins with `Figure 3` is
its caption, else what the author says in its stead is. Pictures that come twice are bullets and buttons.
"""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.pull.figures.caption_html import escaped, latex
from sitegen.pull.figures.pictures import is_icon, resolve
from sitegen.pull.figures.source_figure import SourceFigure, number_in, tidy
from sitegen.regex import regex
from sitegen.web.clean_text import one_line

_CAPTION = regex(
    r"\s*(?P<style>\\(?:textbf|emph)\{)?\s*fig(?:ure)?\.?\s*[\w.]+\s*[.:)–—-]*\s*(?P<end>\})?[.:\s]*", re.IGNORECASE
)
_LONGEST = 2000
_BLOCKS = frozenset({"p", "center", "div", "td", "tr", "table", "figure", "body", "article", "section", "tbody"})


def find(tree: LexborHTMLParser, base: str) -> tuple[SourceFigure, ...]:
    """The figures of a page whose addresses are relative to `base`."""
    pictures = [(node, resolve(base, node.attributes.get("src") or "")) for node in tree.css("img")]
    count = Counter(address for _, address in pictures)
    return tuple(
        _figure(node, address) for node, address in pictures if address and count[address] == 1 and not is_icon(node)
    )


def _figure(node: LexborNode, address: str) -> SourceFigure:
    alt = one_line(node.attributes.get("alt") or "")
    caption = _caption(node)
    number = number_in(caption[:30])
    text = _CAPTION.sub(_without_label, caption, count=1) if number else caption
    return SourceFigure(number=number, caption=tidy(text or escaped(alt)), locations=(address,), alt=alt)


def _without_label(match: re.Match[str]) -> str:
    """The style of a label that is cut off, where that goes on after it."""
    return match["style"] if match["style"] and not match["end"] else ""


def _caption(node: LexborNode) -> str:
    """The caption of a picture: its figure's own, or a block right after or before it that begins like one."""
    block = node
    for _ in range(4):
        if block.parent is None or block.parent.tag == "body":
            break
        block = block.parent
        if block.tag == "figure" and (caption := block.css_first("figcaption")) is not None:
            return latex(caption)
        if block.tag in _BLOCKS and _begins(block):
            return latex(block)
        for beside in (_beside(block, forward=True), _beside(block, forward=False)):
            if beside is not None and _begins(beside):
                return latex(beside)
    return ""


def _begins(node: LexborNode) -> bool:
    text = node.text().strip()
    return len(text) < _LONGEST and bool(number_in(text[:24])) and _CAPTION.match(text) is not None


def _beside(node: LexborNode, *, forward: bool) -> LexborNode | None:
    beside = node.next if forward else node.prev
    while beside is not None and not beside.text().strip():
        beside = beside.next if forward else beside.prev
    return beside if beside is not None and beside.tag != "-text" else None
