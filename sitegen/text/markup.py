"""Nodes to HTML: safe by construction, for every character is escaped and every element is one of ours.

In: nodes. Out: phrasing content for one line, blocks for paragraphs. Never lets a source's markup through.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.regex import regex
from sitegen.text.nodes import Block, Break, Code, Formula, Link, Listing, Node, Nodes, Quote, Styled, Table, TextRun

_ELEMENTS = {"em": "em", "strong": "strong", "head": "strong", "code": "code", "sub": "sub", "sup": "sup"}
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_RIGHT_TO_LEFT = regex(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_SPACES = regex("  +")
TAG = regex(r"""</?(?P<name>[a-z][^\s"<>/]*)(?P<rest>[^"<>]*(?:"[^"]*"[^"<>]*)*)>""")
"""A tag of the HTML that this room makes: what is between quotes may hold anything, a text never holds a `<`."""


def escape(text: str) -> str:
    """Characters as they may stand in an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def has_right_to_left(text: str) -> bool:
    """Whether some of the text runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def line(nodes: Sequence[Node]) -> str:
    """One line: phrasing content, its direction isolated where it could leak."""
    inner = _spaced(_inline(nodes, " "))
    return f"<bdi>{inner}</bdi>" if has_right_to_left(inner) else inner


def blocks(parts: Sequence[Block]) -> str:
    """Paragraphs, lists and other blocks, one after another."""
    return "".join([_block(part) for part in parts])


def _block(part: Block) -> str:
    match part:
        case Listing():
            return _listing(part)
        case Code():
            return f"<pre><code>{escape(part.text)}</code></pre>"
        case Quote():
            return f"<blockquote>{blocks(part.blocks)}</blockquote>"
        case Table():
            return _table(part)
    return _paragraph(part)


def _table(table: Table) -> str:
    head, *body = (_row(row, table.sides, "td" if at else "th") for at, row in enumerate(table.rows))
    rows = f"<tbody>{''.join(body)}</tbody>" if body else ""
    return f"<table><thead>{head}</thead>{rows}</table>"


def _row(cells: Sequence[Nodes], sides: Sequence[str], tag: str) -> str:
    shown = (
        f"<{tag}{_class(side)}>{_spaced(_inline(cell, ' '))}</{tag}>"
        for cell, side in zip((*cells, *[()] * len(sides)), sides, strict=False)
    )
    return f"<tr>{''.join(shown)}</tr>"


def _class(side: str) -> str:
    return f' class="{side}"' if side else ""


def _paragraph(nodes: Nodes) -> str:
    inner = _spaced(_inline(nodes, "<br>"))
    direction = ' dir="auto"' if has_right_to_left(inner) else ""
    return f"<p{direction}>{inner}</p>" if inner else ""


def _listing(listing: Listing) -> str:
    tag = "ol" if listing.numbered else "ul"
    items = "".join(f"<li>{_spaced(_inline(item, '<br>'))}</li>" for item in listing.items)
    return f"<{tag}>{items}</{tag}>"


def _spaced(html: str) -> str:
    """HTML with a single space for every run of white space, and none around it."""
    html = html.replace("\n", " ").replace("\t", " ")
    return _SPACES.sub(" ", html).strip() if "  " in html else html.strip()


def _inline(nodes: Sequence[Node], line_end: str) -> str:
    return "".join([_node(node, line_end) for node in nodes])


def _node(node: Node, line_end: str) -> str:
    if isinstance(node, TextRun):
        return escape(node.text)
    if isinstance(node, Formula):
        return node.html
    if isinstance(node, Break):
        return line_end if not node.paragraph else " "
    if isinstance(node, Listing):
        if line_end == "<br>":
            return _listing(node)
        return "; ".join(_inline(item, " ").strip() for item in node.items)
    inner = _inline(node.children, line_end)
    if isinstance(node, Link):
        return inner if "<a " in inner else f'<a href="{node.address.translate(_ATTRIBUTE)}">{inner}</a>'
    return _styled(node, inner)


def _styled(node: Styled, inner: str) -> str:
    if node.style == "group" or not inner.strip():
        return inner
    if node.style == "caps":
        return f'<span class="small-caps">{inner}</span>'
    return f"<{_ELEMENTS[node.style]}>{inner}</{_ELEMENTS[node.style]}>"
