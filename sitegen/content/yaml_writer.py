"""Values as YAML in canonical form: the model's order of keys, quotes only where they are needed.

In: a value of text, lists and mappings, and the shape the model gives it. Out: its lines. Never reads what stands
around them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sitegen import model
from sitegen.content.fields import Leaf, ListOf, MapOf, Part, Shape, keys
from sitegen.records import NamedTuple
from sitegen.regex import regex

STEP = 2
"""Spaces by which what belongs to a key, or to the dash of a list, is indented deeper."""

PLAIN = regex(r"[^\W_](?:[^\n\r\t:#]|:(?=\S)|(?<=\S)#)*")
"""Text that needs no quotes, but for what looks like another type."""
PLAIN_KEY = regex(r"[A-Za-z][\w-]*")
FLOW_MARKS = regex(r"[,\[\]{}?]|:(?!//)")
"""What needs quotes within brackets."""
OTHER_TYPE = regex(
    r"""(?i: y(es)? | no? | on | off | true | false | null
    | [+-]?[0-9][0-9_,.]*(e[+-]?[0-9]+)? | 0[xob][0-9a-f_]+ | [0-9]+(:[0-9]+)+(\.[0-9]*)?
    | [0-9]{4}-[0-9]{1,2}(-[0-9]{1,2}.*)? | \.?(inf|nan) )""",
    re.VERBOSE,
)
"""Text that other readers of YAML take for a number, a date or a yes."""
TYPED = frozenset({"flag", "count", "date"})
"""Forms whose values look like another type, and are meant to."""

MANY = 40
"""Lines of a list of people from which on it stands below what one looks for in a paper first."""
_PEOPLE = frozenset({"authors", "editors"})
_ABOVE = "links"
"""The last key of a paper that stands above a long list of people."""
_ONE_LINE = frozenset({model.Authorship, model.Version})
"""Mappings that stand on one line of a list where they fit there."""
_WIDTH = 100
_LONG = 80
_PROSE = frozenset({"abstract", "prose"})


class Lines(NamedTuple):
    """A value: what stands on the line of its key or dash, and the lines below, without their ends."""

    head: str
    tail: tuple[str, ...] = ()


def document(data: Mapping[str, Any], shape: Shape | None = None) -> str:
    """A whole file: one entry after the other, in the order of the shape, else as they come."""
    entries = {name: entry(name, value, shape_of(name, shape), 0) for name, value in data.items()}
    order = ordered(data, shape, late(shape, {name: len(lines) for name, lines in entries.items()}))
    return "".join(f"{line}\n" for name in order for line in entries[name])


def entry(name: str, value: Any, shape: Shape | None, column: int) -> tuple[str, ...]:
    """The lines of a key and its value; the key stands in this column, `shape` is the value's."""
    head, tail = below(value, shape, column)
    return (" " * column + f"{key(name)}:" + (f" {head}" if head else ""), *tail)


def item(value: Any, shape: Shape | None, column: int) -> tuple[str, ...]:
    """The lines of an item of a list; its dash stands in this column."""
    if isinstance(value, dict) and isinstance(shape, Part) and shape.kind in _ONE_LINE:
        line = f"{' ' * column}- {flow(value, shape)}"
        if len(line) <= _WIDTH:
            return (line,)
    head, tail = beside(value, shape, column)
    return (" " * column + "-" + (f" {head}" if head else ""), *tail)


def below(value: Any, shape: Shape | None, column: int) -> Lines:
    """A value whose key stands in this column."""
    if isinstance(value, str):
        return _text(value, shape, column)
    if value is None:
        return Lines("")
    if not value:
        return Lines(flow(value, shape))
    if isinstance(value, list):
        items = [item(element, _item_shape(shape), column + STEP) for element in value]
        return Lines("", tuple(line for lines in items for line in lines))
    entries = [entry(name, value[name], shape_of(name, shape), column + STEP) for name in ordered(value, shape)]
    return Lines("", tuple(line for lines in entries for line in lines))


def beside(value: Any, shape: Shape | None, column: int) -> Lines:
    """A value whose dash stands in this column: the first entry of a mapping stands beside the dash."""
    head, tail = below(value, shape, column)
    if value and isinstance(value, dict):
        return Lines(tail[0].lstrip(" "), tail[1:])
    return Lines(head, tail)


def flow(value: Any, shape: Shape | None) -> str:
    """A value on one line, as it stands within brackets."""
    if isinstance(value, str):
        return inline(value, shape, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(flow(element, _item_shape(shape)) for element in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(flow_entry(name, value[name], shape) for name in ordered(value, shape))}}}"
    return ""


def flow_entry(name: str, value: Any, shape: Shape | None) -> str:
    """A key and its value as they stand within braces; `shape` is that of the mapping."""
    return f"{key(name)}: {flow(value, shape_of(name, shape))}"  # `{name: }` is an empty value, `{name:}` a text


def inline(text: str, shape: Shape | None = None, *, flow: bool = False) -> str:
    """A text on one line."""
    if "\n" in text or "\r" in text:
        return _escaped(text)
    is_plain = PLAIN.fullmatch(text) and text == text.strip() and text.isprintable()
    is_typed = isinstance(shape, Leaf) and shape.form in TYPED
    if is_plain and (is_typed or not OTHER_TYPE.fullmatch(text)) and not (flow and FLOW_MARKS.search(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def key(name: str) -> str:
    """A key, in quotes when it is more than a word."""
    return name if PLAIN_KEY.fullmatch(name) else inline(name, None, flow=True)


def late(shape: Shape | None, lines: Mapping[str, int]) -> frozenset[str]:
    """The keys of a paper that stand lower than the model has them: people whose list has `MANY` lines and more."""
    if not (isinstance(shape, Part) and shape.kind is model.Paper):
        return frozenset()
    return frozenset(name for name in _PEOPLE if lines.get(name, 0) > MANY)


def ordered(names: Iterable[str], shape: Shape | None, late: Collection[str] = ()) -> list[str]:
    """Names in the order of the model, `late` ones below the links; those it does not know come last, as they stood."""
    if not isinstance(shape, Part):
        return list(names)
    return sorted(names, key=lambda name: (rank(_ABOVE, shape), 1) if name in late else (rank(name, shape), 0))


def rank(name: str, shape: Shape | None) -> int:
    """The place of a key in the model's order; those it does not know come last."""
    if not isinstance(shape, Part):
        return 0
    known = keys(shape.kind)
    return list(known).index(name) if name in known else len(known)


def shape_of(name: str, shape: Shape | None) -> Shape | None:
    """The shape of the value of a key in a mapping of this shape, where the model gives one."""
    if isinstance(shape, Part):
        key = keys(shape.kind).get(name)
        return key.shape if key else None
    return shape.value if isinstance(shape, MapOf) else None


def _item_shape(shape: Shape | None) -> Shape | None:
    return shape.item if isinstance(shape, ListOf) else None


def _text(text: str, shape: Shape | None, column: int) -> Lines:
    is_prose = isinstance(shape, Leaf) and shape.form in _PROSE and len(text) > _LONG
    if ("\n" in text or is_prose) and _fits_a_block(text):
        indent = " " * (column + STEP)
        mark = "|" + (str(STEP) if text[0] in " \n" else "") + ("" if text.endswith("\n") else "-")
        lines = text.removesuffix("\n").split("\n")
        return Lines(mark, tuple(indent + line if line else "" for line in lines))
    return Lines(inline(text, shape))


def _fits_a_block(text: str) -> bool:
    """Whether a block text says the same: no odd line break, no blank line at the end, none made of spaces."""
    lines = text.removesuffix("\n").split("\n")
    is_odd = "\r" in text or not lines[-1] or lines[0].startswith("\t")
    return not is_odd and all(not line or line.strip() for line in lines)


def _escaped(text: str) -> str:
    """A text in double quotes, its line breaks as hexadecimal escapes: no LaTeX command looks like one."""
    body = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\x0A").replace("\r", "\\x0D")
    return f'"{body}"'
