"""A text under construction: nodes, and the groups, lists and links still open around the place where it grows.

In: nodes one after another, and where groups begin and end. Out: a tuple of nodes, every group closed. Groups that
cross each other are closed in the order that nests; groups deeper than `DEEPEST` are not kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Literal

from sitegen.records import dataclass
from sitegen.text.nodes import Break, Link, Listing, Node, Nodes, Style, Styled, TextRun

DEEPEST = 40

Kind = Literal["text", "style", "link", "list", "item", "note"]


@dataclass(slots=True)
class Group:
    """An open group: what it is, what closes it (a position in the text, or a name), and what it holds so far."""

    kind: Kind
    style: Style = "group"
    end: int = -1
    name: str = ""
    address: str = ""
    numbered: bool = False
    nodes: list[Node] = field(default_factory=list)
    items: list[Nodes] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    is_literal: bool = False

    def settle(self) -> list[Node]:
        """The nodes, with the run of characters at the end in one node."""
        if self.run:
            self.nodes.append(TextRun("".join(self.run), self.is_literal))
            self.run.clear()
        return self.nodes


class Draft:
    """The stack of open groups."""

    def __init__(self) -> None:
        self._open = [Group("text")]
        self._floor = 0

    def write(self, text: str, *, literal: bool = False) -> None:
        """Add characters; literal ones are never read as Markdown."""
        if not text:
            return
        group = self._open[-1]
        if group.is_literal != literal:
            group.settle()
            group.is_literal = literal
        group.run.append(text)

    def add(self, node: Node) -> None:
        """Add a node."""
        self._open[-1].settle().append(node)

    def trim(self) -> None:
        """Take back the spaces just written."""
        run = self._open[-1].run
        while run:
            run[-1] = run[-1].rstrip()
            if run[-1]:
                break
            run.pop()

    @property
    def last(self) -> str:
        """The last character written, if characters were the last thing written."""
        group = self._open[-1]
        if group.run:
            return group.run[-1][-1]
        node = group.nodes[-1] if group.nodes else None
        return node.text[-1:] if isinstance(node, TextRun) else ""

    @contextmanager
    def apart(self) -> Iterator[None]:
        """While a macro's body is read: it closes no group but its own, and leaves none open."""
        floor, self._floor = self._floor, len(self._open)
        yield
        while len(self._open) > self._floor:
            self._finish_last()
        self._floor = floor

    def open(self, group: Group) -> None:
        """Start a group; too deep a one is not kept apart."""
        if len(self._open) <= DEEPEST:
            self._open.append(group)

    def close_at(self, position: int) -> bool:
        """Close the group that ends at `position`, and all inside it; tells whether there was one."""
        return self._close(next((group for group in self._inner() if group.end == position), None))

    def close_named(self, name: str) -> bool:
        """Close the innermost group of that name within the innermost braces."""
        for group in self._inner():
            if group.name == name:
                return self._close(group)
            if group.end >= 0:
                break
        return False

    def end_of_group(self) -> int:
        """The end of the innermost group in braces; -1 outside of all."""
        return next((group.end for group in self._inner() if group.end >= 0), -1)

    def start_item(self) -> bool:
        """Start the next item of the innermost list; tells whether there is a list."""
        if not any(group.kind == "list" for group in self._inner()):
            return False
        while self._open[-1].kind != "list":
            self._finish_last()
        self._open[-1].settle().clear()
        self._open.append(Group("item"))
        return True

    def finish(self) -> Nodes:
        """The whole text, with everything closed."""
        while len(self._open) > 1:
            self._finish_last()
        return tuple(self._open[0].settle())

    def _inner(self) -> Iterator[Group]:
        """The open groups, from the innermost on, as far as they may be closed."""
        return reversed(self._open[max(self._floor, 1) :])

    def _close(self, group: Group | None) -> bool:
        if group is None:
            return False
        while self._open[-1] is not group:
            self._finish_last()
        self._finish_last()
        return True

    def _finish_last(self) -> None:
        group, around = self._open.pop(), self._open[-1]
        nodes = tuple(group.settle())
        if nodes or group.items:
            around.settle()
        if group.kind == "item":
            if any(not isinstance(node, TextRun) or node.text.strip() for node in nodes):
                around.items.append(nodes)
        elif group.kind == "list" and group.items:
            around.nodes.append(Listing(group.numbered, tuple(group.items)))
        elif not nodes:
            return
        elif group.kind == "note":
            around.nodes += (TextRun(" ("), *nodes, TextRun(")"))
        elif group.kind == "link":
            around.nodes.append(Link(group.address, nodes))
        elif group.kind == "style" and (group.style != "group" or group.end >= 0):
            _add_styled(around.nodes, group.style, nodes)
        else:
            around.nodes += nodes


def _add_styled(nodes: list[Node], style: Style, children: Nodes) -> None:
    """Add a group; one that spans paragraphs is cut into one for each."""
    part: list[Node] = []
    for child in (*children, None):
        if child is not None and not isinstance(child, Listing) and child != Break(paragraph=True):
            part.append(child)
            continue
        if part:
            nodes.append(Styled(style, tuple(part)))
            part = []
        if child is not None:
            nodes.append(child)
