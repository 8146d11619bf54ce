"""A YAML file in canonical form: the model's order of keys, and quotes only where they are needed.

In: one file and its kind. Out: its text with whole entries moved and single scalars requoted; comments, blank lines,
line endings and block texts are carried along as they are. Never changes what the file says: the result is read again
and compared before anyone sees it.
"""

from __future__ import annotations

import re

from sitegen.content import files, yaml_writer, yamlfile
from sitegen.content.document import Document, MappingNode, Node, Scalar, SequenceNode
from sitegen.content.fields import KINDS, Anything, Leaf, ListOf, MapOf, Part, Shape
from sitegen.content.spans import BLOCK_HEAD, Extents
from sitegen.errors import Problem, SitegenError
from sitegen.model import KNOWN_KINDS
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

_ENDS_PLAIN = regex(r"[ ,\]}\r\n]|:[ \r\n]|\Z")
_STAYS = regex(r"\Z|#\s*yaml-language-server:|---|%")
"""Lines above the first key that stay there, with all above them: blank ones, the editor's modeline, YAML's own."""


def canonical(document: Document, kind: str) -> str:
    """The canonical text of a document of this kind that has no faults.

    Canonical text stays as it is. Raises `SitegenError` when the file would not say the same afterwards.
    """
    if document.root is None:
        return document.text
    whole = _with_last_line_end(document)
    part: Shape = Anything() if kind == "cv" else Part(KINDS[kind])  # its sections stand in the order of the file
    shape = (
        ListOf(part) if isinstance(whole.root, SequenceNode) else MapOf(Leaf("key"), part) if kind == "venues" else part
    )
    text = _Rewriter(Extents(whole.text)).top(whole.root, shape)
    text = _without_last_blank_lines(text, whole)
    if yamlfile.parse(text, document.file).data != document.data:
        sentence = "the file cannot be put into canonical form without changing what it says, so it is left alone"
        raise SitegenError([Problem(document.file, sentence=sentence)])
    return text


def kind_of(file: str) -> str:
    """The kind of a YAML file by its slash path below the site's folder; nothing when it is not content."""
    folder, _, name = file.removeprefix("content/").rpartition("/")
    if not file.startswith("content/") or not name.endswith((".yaml", ".yml")) or files.is_litter(name):
        return ""
    if any(part.startswith(".") for part in folder.split("/")):
        return ""
    if not folder:
        lists = {f"{kind}.yaml": "items" for kind in KNOWN_KINDS}
        return {"site.yaml": "site", "news.yaml": "news", "venues.yaml": "venues", "cv.yaml": "cv", **lists}.get(
            name, ""
        )
    kinds = dict.fromkeys(KNOWN_KINDS, "item")
    return {"papers": "paper", "authors": "author", **kinds}.get(folder.split("/")[0], "")


def _with_last_line_end(document: Document) -> Document:
    """End the last line, so that it can be moved; a block text there must then drop the line end it gains."""
    if document.text.endswith(("\n", "\r")):
        return document
    end = Extents(document.text).line_end_mark
    ended = yamlfile.parse(document.text + end, document.file)
    if ended.data == document.data:
        return ended
    last = _last_scalar(document.root)
    block_head = BLOCK_HEAD.match(document.text, last.start) if last else None
    if not block_head:
        return document
    head = block_head[0].rstrip("+-") + "-"
    return yamlfile.parse(
        document.text[: block_head.start()] + head + document.text[block_head.end() :] + end, document.file
    )


def _last_scalar(node: Node | None) -> Scalar | None:
    while not isinstance(node, Scalar | None):
        children = node.items if isinstance(node, SequenceNode) else [value for _, value in node.entries.values()]
        node = children[-1] if children else None
    return node


def _without_last_blank_lines(text: str, document: Document) -> str:
    short = text.rstrip("\r\n \t") + Extents(text).line_end_mark
    return short if yamlfile.parse(short, document.file).data == document.data else text


class _KeyLines(NamedTuple):
    """One key of a block mapping: the comments and blank lines above it, and its text from the key on."""

    lead: str
    body: str


@dataclass(frozen=True, slots=True)
class _Rewriter:
    """Writes pieces of one text anew; every method returns the new text of a stretch of the old one."""

    extents: Extents

    @property
    def text(self) -> str:
        """The old text."""
        return self.extents.text

    def top(self, root: Node | None, shape: Shape) -> str:
        return self._node(root, shape, 0, len(self.text)) if root is not None else self.text

    def _node(self, node: Node, shape: Shape | None, start: int, end: int) -> str:
        """Rewrite `text[start:end]`, in which the node is all that is not comment or space."""
        if isinstance(node, Scalar):
            after = self.text[node.end : end]
            return self.text[start : node.start] + self._scalar(node, shape)[: end - node.start] + after
        if isinstance(node, SequenceNode):
            return self._many(node, shape, start, end)
        if node.flow:
            return self._flow_table(node, shape, start, end)
        return self._block_table(node, shape, start, end)

    def _scalar(self, scalar: Scalar, shape: Shape | None, *, flow: bool = False, is_key: bool = False) -> str:
        raw, value = self.text[scalar.start : scalar.end], scalar.text
        if scalar.style not in ("'", '"') or value is None or "\n" in raw or "\r" in raw:
            return raw
        if not _ENDS_PLAIN.match(self.text, scalar.end):
            return raw
        typed = isinstance(shape, Leaf) and shape.form in yaml_writer.TYPED
        pattern = yaml_writer.PLAIN_KEY if is_key else yaml_writer.PLAIN
        plain = (
            pattern.fullmatch(value) and value == value.strip() and not (flow and yaml_writer.FLOW_MARKS.search(value))
        )
        if not value.isprintable():
            return raw
        return (
            value
            if plain and (typed or not yaml_writer.OTHER_TYPE.fullmatch(value))
            else "'" + value.replace("'", "''") + "'"
        )

    def _many(self, node: SequenceNode, shape: Shape | None, start: int, end: int) -> str:
        item_shape = shape.item if isinstance(shape, ListOf) else None
        pieces, at = [], start
        for item in node.items:
            pieces.append(self.text[at : item.start])
            at = item.end if node.flow else min(end, self.extents.entry_end(item, self.extents.column(node.start)))
            if node.flow and isinstance(item, Scalar):
                pieces.append(self._scalar(item, item_shape, flow=True))
            else:
                pieces.append(self._node(item, item_shape, item.start, at))
        return "".join(pieces) + self.text[at:end]

    def _flow_table(self, node: MappingNode, shape: Shape | None, start: int, end: int) -> str:
        """Entries change places, what parts them stays; over several lines nothing moves."""
        slots = [(key.start, value.end) for key, value in node.entries.values()]
        pieces = [self._flow_entry(name, node, shape) for name in node.entries]
        names = list(node.entries)
        one_line = "\n" not in self.text[node.start : node.end] and "\r" not in self.text[node.start : node.end]
        order = yaml_writer.ordered(names, shape) if one_line else names
        new, at = "", start
        for (first, last), name in zip(slots, order, strict=True):
            new += self.text[at:first] + pieces[names.index(name)]
            at = last
        return new + self.text[at:end]

    def _flow_entry(self, name: str, node: MappingNode, shape: Shape | None) -> str:
        key, value = node.entries[name]
        between = self.text[key.end : value.start]
        value_shape = yaml_writer.shape_of(name, shape)
        written = (
            self._scalar(value, value_shape, flow=True)
            if isinstance(value, Scalar)
            else self._node(value, value_shape, value.start, value.end)
        )
        return self._scalar(key, None, flow=True, is_key=":" in between) + between + written

    def _block_table(self, node: MappingNode, shape: Shape | None, start: int, end: int) -> str:
        names = list(node.entries)
        first = node.entries[names[0]][0]
        inline = start > self.extents.line_start(first.start)
        if not self._has_plain_lines(node):
            return self.text[start:end]
        column = self.extents.column(first.start)
        head_end = first.start if inline else self._head_end(start, first.start)
        entries: dict[str, _KeyLines] = {}
        at = head_end
        for name, (key, value) in node.entries.items():
            stop = min(end, self.extents.entry_end(value, column, key))
            line = key.start if inline and name == names[0] else self.extents.line_start(key.start)
            body = self._scalar(key, None, is_key=True) + self._node(
                value, yaml_writer.shape_of(name, shape), key.end, stop
            )
            entries[name] = _KeyLines(self.text[at:line], body)
            at = stop
        late = yaml_writer.late(shape, {name: entry.body.count("\n") for name, entry in entries.items()})
        order = yaml_writer.ordered(names, shape, late)
        if order != names and (self.extents.keeps_blank_lines(node) or (inline and entries[order[0]].lead.strip())):
            order = names  # blank lines after a |+ block are its text, and a comment cannot follow a dash
        text = self.text[start:head_end] + _join(entries, order, names, " " * column, inline=inline)
        return text + self.text[at:end]

    def _has_plain_lines(self, node: MappingNode) -> bool:
        """Whether nothing but spaces, or dashes before the first, stands before each key: YAML has `? key` too."""
        before = [self.text[self.extents.line_start(key.start) : key.start] for key, _ in node.entries.values()]
        return not before[0].strip(" -") and not any(text.strip(" ") for text in before[1:])

    def _head_end(self, start: int, first: int) -> int:
        """The end of what stays above the first key: the rest of the parent's line, a modeline, a blank line."""
        above = self.extents.line_start(first)
        begin = start
        if start and above > start:
            begin = self.extents.next_line(start)
        end = begin
        while begin < above:
            line = self.extents.next_line(begin)
            if _STAYS.match(self.text[begin:line].rstrip()):
                end = line
            begin = line
        return end


def _join(entries: dict[str, _KeyLines], order: list[str], names: list[str], indent: str, *, inline: bool) -> str:
    lines = []
    for at, name in enumerate(order):
        lead, body = entries[name]
        if at == 0 and order != names:
            lead = re.sub(r"\A(?:[ \t]*(?:\r\n?|\n))+", "", lead)
        lead = re.sub(r"^[ ]+(?=#)", indent, lead, flags=re.MULTILINE)  # deeper, a block above would take it in
        lines.append(body if inline and at == 0 else lead + indent + body)
    return "".join(lines)
