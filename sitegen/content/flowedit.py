"""Changes within brackets and braces: `[a, b]` and `{key: value}` in a hand-written YAML file.

In: a flow list or mapping, and what it shall hold. Out: the splices of its text that make it so; what stays is not
touched, be it quotes or spaces. Raises `NotSoSimpleError` where it is better written anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.content import yaml_writer
from sitegen.content.alignment import aligned
from sitegen.content.document import MappingNode, Node, Scalar, SequenceNode
from sitegen.content.fields import ListOf, Shape
from sitegen.content.spans import Extents
from sitegen.records import NamedTuple


class NotSoSimpleError(Exception):
    """A list or mapping that cannot be changed piece by piece."""


class Splice(NamedTuple):
    """A stretch of a text, and what stands there instead."""

    start: int
    end: int
    text: str


class _Piece(NamedTuple):
    """One item, or one key with its value: where it stands, and what it becomes (nothing: it goes)."""

    start: int
    end: int
    changes: Sequence[Splice] | None


def table(extents: Extents, node: MappingNode, new: Mapping[str, Any], shape: Shape | None) -> list[Splice]:
    """Change the mapping between braces to hold `new`."""
    if extents.text[node.start : node.start + 1] != "{":
        raise NotSoSimpleError  # a single pair in a list, without braces of its own
    pieces = []
    for name, (key, value) in node.entries.items():
        changes = _changes(extents, value, new[name], yaml_writer.shape_of(name, shape)) if name in new else None
        pieces.append(_Piece(key.start, max(key.end, value.end), changes))
    added = [name for name in yaml_writer.ordered(new, shape) if name not in node.entries]
    texts = [yaml_writer.flow_entry(name, new[name], shape) for name in added]
    return _spliced(extents, pieces, [(len(pieces), text) for text in texts])


def many(
    extents: Extents, node: SequenceNode, values: tuple[list[Any], list[Any]], shape: Shape | None
) -> list[Splice]:
    """Change the list between brackets, which holds the first of `values`, to hold the second."""
    old, new = values
    item_shape = shape.item if isinstance(shape, ListOf) else None
    pieces: list[_Piece] = []
    added: list[tuple[int, str]] = []
    for old_at, new_at in aligned(old, new):
        if old_at is None and new_at is not None:
            added.append((len(pieces), yaml_writer.flow(new[new_at], item_shape)))
        elif old_at is not None:
            item = node.items[old_at]
            changes = None if new_at is None else _changes(extents, item, new[new_at], item_shape)
            pieces.append(_Piece(item.start, item.end, changes))
    return _spliced(extents, pieces, added)


def _changes(extents: Extents, node: Node, new: Any, shape: Shape | None) -> Sequence[Splice]:
    """The changes that turn one value into another; nothing when it says that already."""
    if _data(node) == new:
        return ()
    if node.start == node.end or not new:
        raise NotSoSimpleError
    if isinstance(node, MappingNode) and isinstance(new, dict):
        return table(extents, node, new, shape)
    if isinstance(node, SequenceNode) and isinstance(new, list):
        return many(extents, node, (_data(node), new), shape)
    return (Splice(node.start, node.end, yaml_writer.flow(new, shape)),)


def _data(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, SequenceNode):
        return [_data(item) for item in node.items]
    return {name: _data(value) for name, (_, value) in node.entries.items()}


def _spliced(extents: Extents, pieces: list[_Piece], added: list[tuple[int, str]]) -> list[Splice]:
    """Join changes of pieces, deletions with one of their commas, and what is added after so many pieces."""
    kept = [at for at, piece in enumerate(pieces) if piece.changes is not None]
    if not kept:
        raise NotSoSimpleError
    splices = [splice for at in kept for splice in pieces[at].changes or ()]
    for at, text in added:
        before = [index for index in kept if index < at]
        start = pieces[before[-1]].end if before else pieces[kept[0]].start
        splices.append(Splice(start, start, f", {text}" if before else f"{text}, "))
    for at, piece in enumerate(pieces):
        if piece.changes is None:
            before = [index for index in kept if index < at]
            start = pieces[at - 1].end if before else piece.start
            end = piece.end if before else pieces[at + 1].start
            if "#" in extents.text[start:end]:
                raise NotSoSimpleError  # a comment, perhaps: it must not go with the item
            splices.append(Splice(start, end, ""))
    return splices
