"""New values in a file that somebody wrote by hand: only the lines of the values that change are touched.

In: a document, and the data it shall hold. Out: its text with those values changed, put in or taken out; comments,
order, quotes, indentation, blank lines and line ends elsewhere stay as they are, and no comment is ever dropped. Never
returns a text that was not read again and found to say just that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from sitegen.content import flowedit, yaml_writer, yamlfile
from sitegen.content.alignment import aligned
from sitegen.content.document import Document, MappingNode, Node, Scalar, SequenceNode
from sitegen.content.fields import KINDS, ListOf, Part, Shape
from sitegen.content.flowedit import Splice
from sitegen.content.spans import Extents
from sitegen.errors import Problem, SitegenError
from sitegen.records import dataclass

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put first."""


def edited_bytes(raw: bytes, file: str, wanted: Mapping[str, Any], kind: str) -> bytes:
    """Change the bytes of a file of this kind so that they say `wanted`. Raises `SitegenError`."""
    document = yamlfile.read(raw, file)
    text = edited(document, wanted, kind)
    if text == document.text:
        return raw
    return (MARK if raw.startswith(MARK) else b"") + text.encode()


def edited(document: Document, wanted: Mapping[str, Any], kind: str) -> str:
    """The text of a document with its values changed to `wanted`, whose order does not matter.

    Raises `SitegenError` when the file is written in a way that does not allow it.
    """
    if document.data == wanted:
        return document.text
    if isinstance(document.root, MappingNode):
        for whole in (False, True):
            plan = _Plan(Extents(document.text), whole)
            plan.top(document.root, document.data, wanted, Part(KINDS[kind]))
            text = _spliced(document.text, plan.splices)
            reread = yamlfile.parse(text, document.file)
            if reread.data == wanted and not any(problem.severity == "error" for problem in reread.problems):
                return text
    sentence = "cannot be changed without touching what it says elsewhere, so it is left alone"
    hint = "run `sitegen fmt` on it, or write each key on a line of its own"
    raise SitegenError([Problem(document.file, sentence=f"the file {sentence}", hint=hint)])


def _spliced(text: str, splices: list[Splice]) -> str:
    pieces, at = [], 0
    for splice in sorted(splices, key=lambda splice: splice.start):  # stable: what was planned first stands first
        pieces += [text[at : max(at, splice.start)], splice.text]
        at = max(at, splice.end)
    return "".join(pieces) + text[at:]


@dataclass(slots=True)
class _Plan:
    """Collects what to change in one text; `whole` replaces top values as they are, without looking into them."""

    extents: Extents
    whole: bool
    splices: list[Splice] = field(default_factory=list)

    def top(self, root: MappingNode, old: Mapping[str, Any], new: Mapping[str, Any], shape: Shape) -> None:
        if root.flow:
            self.splices += flowedit.table(self.extents, root, new, shape)
        else:
            self._table(root, old, new, shape)

    def _table(self, node: MappingNode, old: Mapping[str, Any], new: Mapping[str, Any], shape: Shape | None) -> None:
        """Change a block mapping in the order of its lines: of two splices at one place the first stands above."""
        column = self.extents.column(next(iter(node.entries.values()))[0].start)
        added = self._places(node, old, new, shape)
        self._insert_first(node, added.get(None, ()), new, shape)
        for name, (key, value) in node.entries.items():
            value_shape = yaml_writer.shape_of(name, shape)
            if name not in new:
                self._delete_entry(node, name, column)
            elif old[name] != new[name]:
                at = self.extents.text.index(":", key.end) + 1
                self._value(value, old[name], new[name], _ValueSpan(at, column, value_shape, key))
            for new_name in added.get(name, ()):
                lines = yaml_writer.entry(new_name, new[new_name], yaml_writer.shape_of(new_name, shape), column)
                self._insert_lines(self.extents.entry_end(value, column, key), lines)

    def _places(
        self, node: MappingNode, old: Mapping[str, Any], new: Mapping[str, Any], shape: Shape | None
    ) -> dict[str | None, list[str]]:
        """Below which kept key each new one stands: the last that the model's order has before it, or none."""
        kept = [name for name in node.entries if name in new and self._can_be_followed(node, name)]
        places: dict[str | None, list[str]] = {}
        for name in yaml_writer.ordered({name: value for name, value in new.items() if name not in old}, shape):
            rank = yaml_writer.rank(name, shape)
            before = [kept_name for kept_name in reversed(kept) if yaml_writer.rank(kept_name, shape) <= rank]
            above = max(before, key=lambda kept_name: yaml_writer.rank(kept_name, shape), default=None)
            places.setdefault(above, []).append(name)
        return places

    def _insert_first(
        self, node: MappingNode, names: Sequence[str], new: Mapping[str, Any], shape: Shape | None
    ) -> None:
        first = next(iter(node.entries.values()))[0]
        column, end = self.extents.column(first.start), self.extents.line_end_mark
        lines = [
            line
            for name in names
            for line in yaml_writer.entry(name, new[name], yaml_writer.shape_of(name, shape), column)
        ]
        if lines:
            self.splices.append(Splice(first.start, first.start, end.join(lines).lstrip(" ") + end + " " * column))

    def _can_be_followed(self, node: MappingNode, name: str) -> bool:
        """Not so with a block text that the end of the file ends: it would gain a line break."""
        text = self.extents.text
        value = node.entries[name][1]
        while not isinstance(value, Scalar) and not value.flow:
            children = (
                value.items if isinstance(value, SequenceNode) else [child for _, child in value.entries.values()]
            )
            value = children[-1]
        is_block = isinstance(value, Scalar) and value.style in ("|", ">")
        return not (is_block and value.end == len(text) and not text.endswith(("\n", "\r")))

    def _insert_lines(self, at: int, lines: tuple[str, ...]) -> None:
        end = self.extents.line_end_mark
        begin = "" if at == 0 or self.extents.text[at - 1] in "\r\n" else end
        self.splices.append(Splice(at, at, begin + "".join(line + end for line in lines)))

    def _delete_entry(self, node: MappingNode, name: str, column: int) -> None:
        key, value = node.entries[name]
        end = self.extents.entry_end(value, column, key)
        if self.extents.is_first_on_line(key.start):
            start = self.extents.line_start(key.start)
            self._delete_lines(node.entries[name][1], start, end, column)
        else:
            names = list(node.entries)
            following = node.entries[names[1]][0].start if len(names) > 1 else end
            self._keep_comments(value, key.end, following)
            self.splices.append(Splice(key.start, following, ""))

    def _delete_lines(self, value: Node, start: int, end: int, column: int) -> None:
        comments = self.extents.comments(value, start, end)
        saved = "".join(f"{' ' * column}{comment[0].strip()}{self.extents.line_end_mark}" for comment in comments)
        self.splices.append(Splice(start, end, saved))

    def _keep_comments(self, value: Node, start: int, end: int, *, but: int = -1) -> None:
        """Write the comments of a stretch that goes away above the line on which it starts."""
        comments = [
            comment[0].strip() for comment in self.extents.comments(value, start, end) if comment.start() != but
        ]
        line = self.extents.line_start(start)
        indent = " " * (len(self.extents.text[line:start]) - len(self.extents.text[line:start].lstrip(" ")))
        text = "".join(f"{indent}{comment}{self.extents.line_end_mark}" for comment in comments)
        if text:
            self.splices.append(Splice(line, line, text))

    def _value(self, node: Node, old: Any, new: Any, span: _ValueSpan) -> None:
        if new and not self.whole and not isinstance(node, Scalar) and old:
            try:
                if self._within(node, old, new, span):
                    return
            except flowedit.NotSoSimpleError:
                pass
        self._replace(node, new, span)

    def _within(self, node: MappingNode | SequenceNode, old: Any, new: Any, span: _ValueSpan) -> bool:
        """Change a list or a mapping entry by entry, where both the old and the new value are one."""
        if isinstance(node, MappingNode) and isinstance(new, dict):
            if node.flow:
                self.splices += flowedit.table(self.extents, node, new, span.shape)
            elif self._has_plain_lines(node) and any(name in new for name in old):
                self._table(node, old, new, span.shape)
            else:
                return False
            return True
        if isinstance(node, SequenceNode) and isinstance(new, list):
            if node.flow:
                self.splices += flowedit.many(self.extents, node, (old, new), span.shape)
            elif self.extents.is_first_on_line(node.start):
                self._many(node, old, new, span.shape)
            else:
                return False
            return True
        return False

    def _has_plain_lines(self, node: MappingNode) -> bool:
        """Whether nothing but spaces stands before each key: not so with YAML's `? key` notation."""
        later = list(node.entries.values())[1:]
        return all(self.extents.is_first_on_line(key.start) for key, _ in later)

    def _many(self, node: SequenceNode, old: list[Any], new: list[Any], shape: Shape | None) -> None:
        column = self.extents.column(node.start)
        dashes = self._dashes(node, column)
        ends = [self.extents.entry_end(item, column) for item in node.items]
        item_shape = shape.item if isinstance(shape, ListOf) else None
        below = self.extents.line_start(dashes[0])
        for old_at, new_at in aligned(old, new):
            if old_at is None and new_at is not None:
                self._insert_lines(below, yaml_writer.item(new[new_at], item_shape, column))
            elif old_at is not None:
                item, below = node.items[old_at], ends[old_at]
                if new_at is None:
                    self._delete_lines(item, self.extents.line_start(dashes[old_at]), below, column)
                elif old[old_at] != new[new_at]:
                    self._value(
                        item, old[old_at], new[new_at], _ValueSpan(dashes[old_at] + 1, column, item_shape, None)
                    )

    def _dashes(self, node: SequenceNode, column: int) -> list[int]:
        """The position of the dash of each item."""
        text, dashes = self.extents.text, [node.start]
        for item in node.items[:-1]:
            at = self.extents.next_line(self.extents.without_last_break(self.extents.content_end(item)))
            while text[at : at + column + 1] != " " * column + "-":
                following = self.extents.next_line(at)
                if following == at:
                    raise flowedit.NotSoSimpleError
                at = following
            dashes.append(at + column)
        return dashes

    def _replace(self, node: Node, new: Any, span: _ValueSpan) -> None:
        """Write a value anew; a comment beside the old one stays on its line, all others move above it."""
        lines = yaml_writer.below if span.key else yaml_writer.beside
        head, tail = lines(new, span.shape, span.column)
        is_inline = node.flow if not isinstance(node, Scalar) else node.style not in ("|", ">")
        start, end = (node.start, node.end) if node.end > node.start else (span.at, span.at)
        if is_inline and not tail:
            self._keep_comments(node, start, end)
            self.splices.append(Splice(start, end, f" {head}" if head and start == span.at else head))
            return
        extents = self.extents
        line_end = extents.line_end(end if is_inline else span.at)
        content_end = line_end if is_inline else extents.content_end(node)
        if tail:
            content_end = max(content_end, extents.entry_end(node, span.column, span.key))
        end = max(extents.without_last_break(content_end), line_end)
        comments = extents.comments(node, span.at, end)
        beside = next(
            (
                comment
                for comment in comments
                if comment.end() == line_end or comment.start() < extents.line_end(span.at)
            ),
            None,
        )
        self._keep_comments(node, span.at, end, but=beside.start() if beside else -1)
        text = (f" {head}" if head else "") + (beside[0] if beside else "")
        text = extents.line_end_mark.join([text, *tail])
        if tail and end == len(extents.text):
            text += extents.line_end_mark
        self.splices.append(Splice(span.at, end, text))


@dataclass(frozen=True, slots=True)
class _ValueSpan:
    """The span of a value: `at` is behind its colon or dash, which is in `column`; items of lists have no key."""

    at: int
    column: int
    shape: Shape | None
    key: Scalar | None
