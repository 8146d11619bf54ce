"""Spans of YAML text: the lines, entries and comments that belong together.

In: the text of a document, and nodes of it. Out: places in that text. Never parses and never changes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.content.document import Node, Scalar, SequenceNode, place
from sitegen.records import dataclass
from sitegen.regex import regex

_END_OF_LINE = regex(r"\r\n?|\n|\Z")
BLOCK_HEAD = regex(r"[|>][0-9+-]*")
"""How a block text begins."""
_COMMENT = regex(r"[ \t]*(?<!\S)#[^\r\n]*")
_LAST_BREAK = regex(r"(?:\r\n?|\n)\Z")


@dataclass(frozen=True, slots=True)
class Extents:
    """Measures one text; every place is an index into it."""

    text: str

    @property
    def line_end_mark(self) -> str:
        """The line break of this text: as the first one does."""
        return _END_OF_LINE.search(self.text).group() or "\n"  # type: ignore[union-attr] # \Z is always found

    def line_start(self, index: int) -> int:
        """The start of the line of a place."""
        return index - place(self.text, index)[1] + 1

    def line_end(self, index: int) -> int:
        """The end of the line of a place, before its line break."""
        return _END_OF_LINE.search(self.text, index).start()  # type: ignore[union-attr] # \Z is always found

    def next_line(self, index: int) -> int:
        """The start of the line after the one of a place."""
        return _END_OF_LINE.search(self.text, index).end()  # type: ignore[union-attr] # \Z is always found

    def column(self, index: int) -> int:
        """The number of characters before a place on its line."""
        return index - self.line_start(index)

    def is_first_on_line(self, index: int) -> bool:
        """Whether nothing but spaces stands before a place on its line."""
        return not self.text[self.line_start(index) : index].strip(" ")

    def content_end(self, node: Node, key: Scalar | None = None) -> int:
        """The end of a value, behind which stands what is not its own: a comment, a line break."""
        if isinstance(node, Scalar):
            return self._scalar_end(node, key)
        if node.flow:
            return node.end
        if isinstance(node, SequenceNode):
            return max(self.content_end(node.items[-1]), node.start) if node.items else node.end
        last_key, last_value = list(node.entries.values())[-1]
        return self.content_end(last_value, last_key)

    def _scalar_end(self, scalar: Scalar, key: Scalar | None) -> int:
        if scalar.style in ("|", ">"):
            block = self.text[scalar.start : scalar.end]
            return scalar.end if self.keeps_blank_lines(scalar) else scalar.start + len(block.rstrip(" \t\r\n"))
        if scalar.text is None and key and scalar.end > self.next_line(key.end):
            return key.end  # YAML puts what is not there where the next thing starts
        return max(scalar.end, key.end if key else 0)

    def keeps_blank_lines(self, node: Node) -> bool:
        """Whether any text below is a block that keeps the blank lines after it."""
        if isinstance(node, Scalar):
            head = BLOCK_HEAD.match(self.text, node.start) if node.style in ("|", ">") else None
            return head is not None and "+" in head[0]
        children = node.items if isinstance(node, SequenceNode) else [value for _, value in node.entries.values()]
        return any(self.keeps_blank_lines(child) for child in children)

    def entry_end(self, value: Node, column: int, key: Scalar | None = None) -> int:
        """The end of an entry whose key or dash stands in a column: after the line of its last text.

        Comments below it that are indented deeper belong to it.
        """
        last = self.content_end(value, key)
        at = end = self.next_line(last) if last and self.text[last - 1] not in "\r\n" else last
        while at < len(self.text):
            line = self.next_line(at)
            content = self.text[at:line].lstrip(" ")
            if not content.startswith("#") and content.strip():
                break
            if content.strip() and line - at - len(content) > column:
                end = line
            at = line
        return end

    def without_last_break(self, end: int) -> int:
        """The place before the line break that ends there, if one does."""
        line_break = _LAST_BREAK.search(self.text, max(0, end - 2), end)
        return line_break.start() if line_break else end

    def comments(self, node: Node, start: int, end: int) -> Iterator[re.Match[str]]:
        """Every comment of `text[start:end]`, with the spaces before it; all scalars there belong to `node`."""
        at = start
        for scalar in _scalars(node):
            first, last = self._text_of(scalar)
            yield from _COMMENT.finditer(self.text, at, max(at, min(first, end)))
            at = max(at, last)
        yield from _COMMENT.finditer(self.text, at, max(at, end))

    def _text_of(self, scalar: Scalar) -> tuple[int, int]:
        """A scalar's span; a block text starts below the line of its mark, on which a comment may stand."""
        if scalar.style in ("|", ">"):
            return min(self.next_line(scalar.start), scalar.end), self._scalar_end(scalar, None)
        return scalar.start, scalar.end


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node.entries.values():
            yield key
            yield from _scalars(value)
