"""Nodes: the parts of a converted text, before it becomes HTML, plain text or LaTeX.

A text is a tuple of nodes. Nodes hold what was meant, never how it is written: no markup, no escapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Literal, TypeAlias

from sitegen.records import dataclass

Style = Literal["em", "strong", "head", "code", "caps", "sub", "sup", "group"]
"""`head` is a heading that runs into its paragraph; `caps` are small capitals; `group` is a pair of braces, which only
LaTeX output shows."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing in a field that could not be turned into text as its author meant it, and what to do about it.

    `words` are some by which it is found where it was written.
    """

    sentence: str
    hint: str = ""
    words: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters as a reader sees them; `literal` ones are no Markdown marks, whatever they are."""

    text: str
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula in its three forms; `html` is safe."""

    html: str
    plain: str
    latex: str
    is_maths: bool = True


@dataclass(frozen=True, slots=True)
class Styled:
    """Words set apart."""

    style: Style
    children: Nodes


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an http(s) or mailto address."""

    address: str
    children: Nodes


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line, or of a paragraph."""

    paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or not."""

    numbered: bool
    items: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of a program, as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them headings; how each column is aligned (`left`, `right`, `center` or nothing)."""

    rows: tuple[tuple[Nodes, ...], ...]
    sides: tuple[str, ...]


Node: TypeAlias = TextRun | Formula | Styled | Link | Break | Listing
Nodes: TypeAlias = tuple[Node, ...]
Block: TypeAlias = Listing | Code | Quote | Table | Nodes
"""Nodes are a paragraph."""


def has_maths(nodes: Sequence[Node | Block | tuple[Nodes, ...]]) -> bool:
    """Whether there is MathML anywhere in the nodes."""
    for node in nodes:
        if isinstance(node, Formula):
            if node.is_maths:
                return True
        elif isinstance(node, tuple):
            if has_maths(node):
                return True
        elif has_maths(_inside(node)):
            return True
    return False


def _inside(node: Node | Code | Quote | Table) -> Sequence[Node | Block | tuple[Nodes, ...]]:
    match node:
        case Listing():
            return node.items
        case Quote():
            return node.blocks
        case Table():
            return node.rows
        case Styled() | Link():
            return node.children
    return ()
