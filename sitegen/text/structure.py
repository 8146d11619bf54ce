"""An abstract with headings, code, quotes or tables, to blocks of nodes.

In: repaired text. Out: its blocks, each read, and what could not be understood. With `blocks` for what the lines are,
`latex` for what they say, and `paragraphs` for what stands between the other blocks.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.text.blocks import MarkdownBlock, cells, pieces
from sitegen.text.latex import MacroBudget, read
from sitegen.text.nodes import Block, Code, Nodes, Quote, Table, Trouble
from sitegen.text.paragraphs import heading, is_heading, run_in, split

DEEPEST = 8
"""How deep quotes may nest; in a deeper one nothing but paragraphs is looked for."""


def build(text: str, macros: Mapping[str, str]) -> tuple[tuple[Block, ...], tuple[Trouble, ...]]:
    """The blocks of an abstract in order, and its troubles, each once."""
    structure = _Structure(macros)
    blocks = structure.blocks(text, 0)
    return blocks, tuple(dict.fromkeys(structure.troubles))


class _Structure:
    """The state that the blocks of one abstract share."""

    def __init__(self, macros: Mapping[str, str]) -> None:
        self.macros = macros
        self.budget = MacroBudget()
        self.troubles: list[Trouble] = []

    def blocks(self, text: str, depth: int) -> tuple[Block, ...]:
        """The blocks of a text; a heading runs into the paragraph below it."""
        blocks: list[Block] = []
        for piece in pieces(text) if depth < DEEPEST else (MarkdownBlock("text", (text,)),):
            made = self._made(piece, depth)
            last = blocks[-1] if blocks else None
            if made and isinstance(made[0], tuple) and isinstance(last, tuple) and is_heading(last):
                blocks[-1] = run_in(last, made[0])
                made = made[1:]
            blocks += made
        return tuple(blocks)

    def _made(self, piece: MarkdownBlock, depth: int) -> tuple[Block, ...]:
        text = "\n".join(piece.lines)
        match piece.kind:
            case "code":
                return (Code(text),)
            case "heading":
                return (heading(self._line(text)),)
            case "quote":
                return (Quote(self.blocks(text, depth + 1)),)
            case "table":
                rows = tuple(tuple(self._line(cell) for cell in cells(row)) for row in piece.lines)
                widest = max(len(row) for row in rows)
                return (Table(rows, (*piece.sides, *[""] * (widest - len(piece.sides)))),)
        return split(self._nodes(text))

    def _nodes(self, text: str) -> Nodes:
        nodes, troubles = read(text, self.macros, self.budget)
        self.troubles += troubles
        return nodes

    def _line(self, text: str) -> Nodes:
        """The nodes of a text that is one line, with its emphasis, code and links."""
        return tuple(node for part in split(self._nodes(text)) if isinstance(part, tuple) for node in part)
