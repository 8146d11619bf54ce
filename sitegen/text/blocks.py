r"""An abstract's lines to its blocks: headings, code, quotes, tables and notes, as Markdown has them.

In: repaired text. Out: pieces in order, each with the lines that belong to it and without its marks. Only what can be
nothing else is a block: in an abstract `#`, `|` and `>` are signs first. Reads line by line, never what a line says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from sitegen.records import dataclass
from sitegen.regex import regex

_MARKS = regex(
    r"\n(?: {0,3}(?:#{1,6} |>|```|~~~|\[[^\]\n]{1,200}\]:)|[ |]*:?-+:?[ ]*\|"
    r"| {0,3}(?:={3,}|-{3,}|(?:\* ?){3,}|(?:_ ?){3,})\s*$)",
    re.MULTILINE,
)
_HEADING = regex(r" {0,3}(#{1,6}) +(\S.{0,150}?)[ #]*")
_FENCE = regex(r" {0,3}(`{3,}|~{3,})\s*([\w+-]{0,30})\s*")
_QUOTE = regex(r" {0,3}>(?: ?>|[ ]|$)(?![0-9=.])")
_RULER = regex(r"[ |]*:?-{1,200}:?[ ]*(?:\|[ ]*:?-{1,200}:?[ ]*)*\|?[ ]*")
_UNDERLINE = regex(r" {0,3}(?:={3,}|-{3,})\s*")
_LINE = regex(r" {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,})\s*")
_NOTE = regex(r" {0,3}\[\^([^\]\s]{1,40})\]: *(\S.*)")
_TARGET = regex(
    r" {0,3}\[([^\]\^][^\]]{0,200})\]: *<?((?:https?://|mailto:)[^\s<>]{1,2000})>?(?: +[\"'(].{0,200}[\"')])?\s*"
)
_NOTED = regex(r"\[\^([^\]\s]{1,40})\]")
_LABELLED = regex(r"(?<!\\)\[([^\[\]\n]{1,200})\](?:\[([^\[\]\n]{0,200})\])?(?![(:])")

Kind = Literal["text", "heading", "code", "quote", "table"]


@dataclass(frozen=True, slots=True)
class MarkdownBlock:
    """One block: its kind, its lines without marks; of a table, how its columns are aligned."""

    kind: Kind
    lines: tuple[str, ...]
    sides: tuple[str, ...] = ()


def has_blocks(text: str) -> bool:
    """Whether the text may have blocks other than paragraphs and lists."""
    return _MARKS.search(f"\n{text}") is not None


def pieces(text: str) -> tuple[MarkdownBlock, ...]:
    """The text's blocks, in order; notes stand in round brackets where they are called, links at their words."""
    lines, notes, targets = _definitions(text.split("\n"))
    blocks = tuple(_Lines(lines).pieces())
    if not notes and not targets:
        return blocks
    return tuple(
        piece if piece.kind == "code" else MarkdownBlock(piece.kind, _settled(piece.lines, notes, targets), piece.sides)
        for piece in blocks
    )


def _definitions(lines: list[str]) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """The lines without those that define notes and targets, and what they define."""
    kept, notes, targets = list[str](), dict[str, str](), dict[str, str]()
    fence = ""
    for line in lines:
        if fence_line := _FENCE.fullmatch(line):
            fence = "" if fence and fence_line[1].startswith(fence) else fence or fence_line[1]
        if not fence and (note := _NOTE.fullmatch(line)):
            notes[note[1]] = note[2].strip()
        elif not fence and (target := _TARGET.fullmatch(line)):
            targets[target[1].casefold()] = target[2]
        else:
            kept.append(line)
    return kept, notes, targets


def _settled(lines: tuple[str, ...], notes: dict[str, str], targets: dict[str, str]) -> tuple[str, ...]:
    def note(call: re.Match[str]) -> str:
        return f" ({notes[call[1]]})" if call[1] in notes else call[0]

    def linked(words: re.Match[str]) -> str:
        address = targets.get((words[2] or words[1]).casefold())
        return f"[{words[1]}]({address})" if address else words[0]

    return tuple(_LABELLED.sub(linked, _NOTED.sub(note, line)) for line in lines)


class _Lines:
    """Lines being read from the first to the last."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.text: list[str] = []
        self.endless: set[str] = set()

    def pieces(self) -> Iterator[MarkdownBlock]:
        at = 0
        while at < len(self.lines):
            piece, end = self._block(at)
            if not piece and end == at:
                self.text.append(self.lines[at])
                end += 1
            else:
                yield from self._paragraphs()
                if piece:
                    yield piece
            at = end
        yield from self._paragraphs()

    def _paragraphs(self) -> Iterator[MarkdownBlock]:
        if any(line.strip() for line in self.text):
            yield MarkdownBlock("text", tuple(self.text))
        self.text = []

    def _block(self, at: int) -> tuple[MarkdownBlock | None, int]:
        """The block that starts at a line, if one does, and the line after it."""
        line = self.lines[at]
        mark = line.lstrip(" ")[:1]
        if mark in {"`", "~"} and (fence := _FENCE.fullmatch(line)):
            return self._code(at, fence[1])
        if mark == "|" or "|" in line:
            return self._table(at)
        if not self._starts():
            return None, at
        if mark == "#":
            return self._heading(at)
        if mark == ">" and _QUOTE.match(line):
            return self._quote(at)
        if _LINE.fullmatch(line):
            return None, at + 1
        return self._underlined(at)

    def _starts(self) -> bool:
        return not self.text or not self.text[-1].strip()

    def _is_blank(self, at: int) -> bool:
        return at >= len(self.lines) or not self.lines[at].strip()

    def _heading(self, at: int) -> tuple[MarkdownBlock | None, int]:
        """A heading; a single `#` starts one only on a line that stands alone and is no sentence."""
        heading = _HEADING.fullmatch(self.lines[at])
        if not heading or (heading[1] == "#" and (not self._is_blank(at + 1) or heading[2][-1] in ".;")):
            return None, at
        return MarkdownBlock("heading", (heading[2],)), at + 1

    def _underlined(self, at: int) -> tuple[MarkdownBlock | None, int]:
        line = self.lines[at].strip()
        after = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        if not line or len(line) > 80 or not after or not _UNDERLINE.fullmatch(after):
            return None, at
        return MarkdownBlock("heading", (line,)), at + 2

    def _code(self, at: int, fence: str) -> tuple[MarkdownBlock | None, int]:
        for end in range(at + 1, len(self.lines) if fence not in self.endless else 0):
            if self.lines[end].strip().startswith(fence) and not self.lines[end].strip().strip(fence[0]):
                return MarkdownBlock("code", tuple(self.lines[at + 1 : end])), end + 1
        self.endless.add(fence)
        return None, at

    def _quote(self, at: int) -> tuple[MarkdownBlock | None, int]:
        end, inside = at, list[str]()
        while not self._is_blank(end):
            inside.append(re.sub(r"^ {0,3}> ?", "", self.lines[end]))
            end += 1
        return MarkdownBlock("quote", tuple(inside)), end

    def _table(self, at: int) -> tuple[MarkdownBlock | None, int]:
        ruler = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        if "-" not in ruler or not _RULER.fullmatch(ruler) or len(cells(ruler)) != len(cells(self.lines[at])):
            return None, at
        end = at + 2
        while not self._is_blank(end) and "|" in self.lines[end]:
            end += 1
        sides = tuple(_side(cell) for cell in cells(ruler))
        return MarkdownBlock("table", (self.lines[at], *self.lines[at + 2 : end]), sides), end


def cells(line: str) -> tuple[str, ...]:
    """The cells of a table's row."""
    inside = line.strip().removeprefix("|")
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inside))


def _side(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "right" if right else "left" if left else ""
