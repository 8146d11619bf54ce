"""YAML as people write it: any style, comments in every gap, for tests of what must survive.

In: data, and Hypothesis' `draw`. Out: the lines of a file that says it, more or less: parse it to know what it says.
"""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from sitegen.content.document import Document, MappingNode
from sitegen.content.spans import Extents


class Writer:
    """Writes data as a person might: in any style, with comments in every gap."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.comments = 0

    def odds(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(0, one_in - 1)) == 0)

    def comment(self) -> str:
        self.comments += 1
        return f"# note {self.comments}."

    def gap(self, indent: str) -> list[str]:
        """Whatever may stand between two entries."""
        lines = []
        if self.odds(5):
            lines.append(self.draw(st.sampled_from(["", "  ", ""])))
        if self.odds(4):
            lines.append(indent + self.draw(st.sampled_from(["", "", "  ", "    "])) + self.comment())
        return lines

    def beside(self) -> str:
        return str(self.draw(st.sampled_from([" ", "   "]))) + self.comment() if self.odds(4) else ""

    def inline(self, text: str) -> str:
        """On one line, in any quotes that can hold it."""
        styles = ["'" + text.replace("'", "''") + "'"]
        if re.fullmatch(r"[\wé$][\wé .\-$]*[\wé$]|\w", text):
            styles.append(text)
        if "\\" not in text:
            styles.append('"' + text.replace('"', '\\"') + '"')
        return str(self.draw(st.sampled_from(styles)))

    def flow(self, value: Any) -> str:
        if isinstance(value, str):
            return self.inline(value.replace("\n", " "))
        comma = str(self.draw(st.sampled_from([", ", ",", " , "])))
        if isinstance(value, list):
            return "[" + comma.join(self.flow(one) for one in value if one is not None) + "]"
        if isinstance(value, dict):
            return "{" + comma.join(f"{self.key(k)}: {self.flow(v)}" for k, v in value.items() if v is not None) + "}"
        return "''"

    def long_flow(self, value: Any, indent: str) -> list[str]:
        """A list or mapping in brackets over several lines, with comments."""
        marks = "[]" if isinstance(value, list) else "{}"
        parts = (
            [self.flow(one) for one in value if one is not None]
            if isinstance(value, list)
            else [f"{self.key(k)}: {self.flow(v)}" for k, v in value.items() if v is not None]
        )
        lines = [marks[0] + self.beside()]
        lines += [f"{indent}   {part},{self.beside()}" for part in parts]
        return [*lines, f"{indent}  {marks[1]}"]

    def key(self, name: str) -> str:
        return str(self.draw(st.sampled_from([name, f"'{name}'", f'"{name}"'])))

    def block(self, text: str, indent: str) -> list[str]:
        mark = self.draw(st.sampled_from(["|", "|-", "|+", ">", ">-"]))
        lines = [line.strip() for line in text.split("\n")]
        if not lines[0]:
            lines[0] = "x"
        return [mark + self.beside(), *(indent + "  " + line if line else "" for line in lines)]

    def value(self, value: Any, indent: str, *, after_key: bool) -> list[str]:
        """The first line stands behind the key or the dash."""
        if isinstance(value, str):
            if "\n" in value or self.odds(6):
                return self.block(value, indent)
            if self.odds(8) and after_key:
                return [self.beside(), f"{indent}  {self.inline(value)}{self.beside()}"]
            return [self.inline(value) + self.beside()]
        if value is None:
            return [self.beside().strip()]
        if not value or self.odds(4):
            return [self.flow(value) + self.beside()]
        if self.odds(6):
            lines = self.long_flow(value, indent)
            return [*lines[:-1], lines[-1] + self.beside()]
        deeper = indent + " " * self.draw(st.sampled_from([1, 2, 2, 2, 4, 5]))
        if isinstance(value, list):
            if after_key and self.odds(3):
                deeper = indent
            return [self.beside().strip(), *self.items(value, deeper)]
        if after_key or self.odds(3):
            return [self.beside().strip(), *self.entries(value, deeper)]
        inner = indent + "  "
        lines = self.entries(value, inner, gaps=False)
        return [lines[0].lstrip(), *lines[1:]]

    def items(self, values: list[Any], indent: str) -> list[str]:
        lines: list[str] = []
        for one in values:
            lines += self.gap(indent)
            first, *rest = self.value(one, indent, after_key=False)
            lines += [f"{indent}-{' ' if first else ''}{first}", *rest]
        return lines

    def entries(self, values: dict[str, Any], indent: str, *, gaps: bool = True) -> list[str]:
        lines: list[str] = []
        for name, one in values.items():
            if gaps or lines:
                lines += self.gap(indent)
            first, *rest = self.value(one, indent, after_key=True)
            lines += [f"{indent}{self.key(name)}:{' ' if first else ''}{first}", *rest]
        return lines


def notes(document: Document) -> set[str]:
    """The comments, without what only looks like one in a block text."""
    looking = set(re.findall(r"# note \d+\.", repr(document.data)))
    return set(re.findall(r"# note \d+\.", document.text)) - looking


def lost_lines(old: Document, new: Document) -> list[str]:
    """The lines of a file, with their ends, that belong to no value that changed, and that are not there any more."""
    assert isinstance(old.root, MappingNode)
    extents = Extents(old.text)
    spans = [
        (key.start, extents.entry_end(value, 0, key))
        for name, (key, value) in old.root.entries.items()
        if name not in new.data or old.data[name] != new.data[name]
    ]
    there = iter([*re.split(r"(?<=\n)", new.text), ""])
    lost, at = [], 0
    for line in re.split(r"(?<=\n)", old.text):
        is_whole = line.endswith("\n")  # a last line without an end may get one
        touched = any(start <= at < end for start, end in spans)
        if (
            line
            and not touched
            and not any(other == line or (not is_whole and other.rstrip() == line) for other in there)
        ):
            lost.append(line)
            break
        at += len(line)
    return lost
