"""Nodes, or HTML of our own making, to plain text: what a person would type.

In: nodes. Out: Unicode without markup, commands or dollar signs; paragraphs are kept apart by a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from unicodedata import normalize

from sitegen.regex import regex
from sitegen.text.markup import TAG
from sitegen.text.nodes import Block, Break, Code, Formula, Listing, Node, Quote, Styled, Table, TextRun

_SPACE = regex("[\n\t\u00a0\u202f\u2002-\u200a\u205f]")
_SPACES = regex(" {2,}")
_BLOCKS = frozenset("p ul ol dl table h1 h2 h3 h4 h5 h6 figure blockquote pre section hr div".split())
_LINES = frozenset("li dt dd tr br figcaption thead tbody".split())
_NOTE_SIGN = regex(r'<sup class="footnote-ref">.*?</sup>|<a href="#[^"]*" class="footnote-backref">.*?</a>')
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SCRIPT = regex(r"[0-9+\-−]+(?:[.,][0-9]+)?|[0-9+\-−]*n")
_ORDINAL = regex(r"[a-zà-ÿ]{2,4}|TM|SM")
_MARK = regex(r"\W*")
_WORD = regex(r"[A-Za-z]{2,}")


def line(nodes: Sequence[Node]) -> str:
    """One line of text."""
    text = _SPACE.sub(" ", _text(nodes))
    text = _SPACES.sub(" ", text).strip() if "  " in text else text.strip()
    return text if text.isascii() else normalize("NFC", text)


def blocks(parts: Sequence[Block]) -> str:
    """Paragraphs with a blank line between them; a list, a program or a table has a line for each part of it."""
    paragraphs = (_block(part) for part in parts)
    return "\n\n".join(part for part in paragraphs if part)


def _block(part: Block) -> str:
    match part:
        case Listing():
            return _listing(part)
        case Code():
            return part.text.strip("\n")
        case Quote():
            return blocks(part.blocks)
        case Table():
            return "\n".join(" | ".join(line(cell) for cell in row) for row in part.rows)
    return line(part)


def from_html(html: str) -> str:
    """The text of HTML that we made ourselves."""
    html = _NOTE_SIGN.sub("", html)
    words = unescape(TAG.sub(_break, html.replace("\n", " ")))
    lines = (_SPACES.sub(" ", _SPACE.sub(" ", line)).strip() for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _break(tag: re.Match[str]) -> str:
    """The white space that a tag comes to between words."""
    name = tag["name"]
    if name in _BLOCKS:
        return "\n\n"
    if name in _LINES:
        return "\n"
    return " " if name in {"td", "th"} and tag[0][1] == "/" else ""


def _listing(listing: Listing) -> str:
    items = (line(item) for item in listing.items)
    if listing.numbered:
        return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    return "\n".join(f"• {item}" for item in items)


def _text(nodes: Sequence[Node]) -> str:
    return "".join([_node(node) for node in nodes])


def _node(node: Node) -> str:
    if isinstance(node, TextRun):
        return node.text
    if isinstance(node, Formula):
        return node.plain
    if isinstance(node, Break):
        return " "
    if isinstance(node, Listing):
        return "; ".join(line(item) for item in node.items)
    inner = _text(node.children)
    if isinstance(node, Styled) and node.style in {"sup", "sub"}:
        return _script(inner, raised=node.style == "sup")
    return inner


def _script(text: str, *, raised: bool) -> str:
    """Raised or lowered text; `n^(k+1)` where Unicode has no such characters; an ordinal or a mark as it is."""
    text = text.strip()
    if _SCRIPT.fullmatch(text) and (raised or "n" not in text):
        return text.translate(_RAISED if raised else _LOWERED)
    if _MARK.fullmatch(text) or (raised and _ORDINAL.fullmatch(text)):
        return text
    sign = "^" if raised else "_"
    return f"{sign}{text}" if len(text) == 1 or _WORD.fullmatch(text) else f"{sign}({text})"
