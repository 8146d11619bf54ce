"""One YAML file as it was read: data, and where each piece of it stands.

In: what the parser found. Out: lines and columns, and problems that carry them. Never parses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

from sitegen.errors import Problem
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

Path = Sequence[str | int]
"""The way to a value: `("authors", 2, "orcid")`."""

MAX_PROBLEMS = 100
"""So many faults are told of one file; more of them are only counted."""

_LINE_BREAK = regex(r"\r\n?|\n")


class Scalar(NamedTuple):
    """One text. `text` is None for nothing at all; `style` is the quote or block mark, empty when plain."""

    text: str | None
    start: int
    end: int
    style: str


@dataclass(slots=True)
class MappingNode:
    """A YAML mapping. Each entry holds the key's scalar and the value's node."""

    start: int
    flow: bool
    end: int = 0
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


@dataclass(slots=True)
class SequenceNode:
    """A YAML list."""

    start: int
    flow: bool
    end: int = 0
    items: list[Node] = field(default_factory=list)


Node = Scalar | MappingNode | SequenceNode


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as it was read. `data` is None when it is empty or could not be parsed.

    `tree` are its nodes, or what composes them; `root` is asked instead. `digest` stands for the bytes of the file; it
    is empty where none were read. `languages` has the language of each text that stands there in several, by its path,
    and `picked` stands for the data as far as it was picked from them.
    """

    file: str
    text: str
    data: Any
    tree: Node | Callable[[], Node | None] | None
    problems: tuple[Problem, ...]
    digest: bytes = b""
    languages: Mapping[tuple[str | int, ...], str] = field(default_factory=dict)
    picked: bytes = b""

    @property
    def root(self) -> Node | None:
        """The node of all of it, composed when first asked for: of most files nobody asks where they say what."""
        if callable(self.tree):
            object.__setattr__(self, "tree", self.tree())
        return self.tree  # type: ignore[return-value] # what was callable has been called

    def problem(
        self, path: Path, sentence: str, hint: str = "", *, at_key: bool = False, start: int | None = None
    ) -> Problem:
        """Say what is wrong with the value, or the key, at a path such as `("authors", 2, "orcid")`.

        A path that the file does not have is cut where it ends. An empty path points to the top, and `start` to a
        character of the text.
        """
        index, depth = self._find(path, at_key)
        line, column = place(self.text, index if start is None else start)
        return Problem(self.file, line, column, dotted(path[:depth]), sentence, hint)

    def missing(self, path: Path, sentence: str, hint: str = "") -> Problem:
        """Say that a key is missing; points to the mapping that should have it."""
        line, column = place(self.text, self._find(path[:-1], at_key=False)[0]) if len(path) > 1 else (1, 1)
        return Problem(self.file, line, column, dotted(path), sentence, hint)

    def start(self, path: Path) -> int:
        """The first character of the key at a path."""
        return self._find(path, at_key=True)[0]

    def _find(self, path: Path, at_key: bool) -> tuple[int, int]:
        """The start of the node at a path, and how much of the path there is."""
        node, index = self.root, self.root.start if self.root else 0
        for depth, step in enumerate(path):
            if isinstance(node, MappingNode) and step in node.entries:
                key, node = node.entries[str(step)]
                index = key.start if at_key else node.start
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                index = node.start
            else:
                return index, depth
        return index, len(path)


def dotted(path: Path) -> str:
    """Write a path as people do: `authors[2].orcid`; a key with dots of its own as `redirects["../old"]`."""
    return "".join(map(_step, path)).removeprefix(".")


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f'["{step}"]' if "." in step else f".{step}"


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character."""
    starts = _line_starts(text)
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


@lru_cache(maxsize=1)
def _line_starts(text: str) -> tuple[int, ...]:
    """The start of each line; kept for the text at hand, of which many places are asked."""
    return (0, *(line_break.end() for line_break in _LINE_BREAK.finditer(text)))
