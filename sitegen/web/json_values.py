"""JSON from a source, read with a firm hand.

In: a decoded document. Out: its values, each of the type that was asked for. What is absent or null reads as
empty; a value of another type, or an absence where there must be something, is a `SourceError` that names
the place. Never guesses.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sitegen.web.clean_text import clean
from sitegen.web.errors import SourceError

_TYPES = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
_UNLIKE = "the answer is not in the form that it has had so far: {}"


class Data:
    """A mapping somewhere in a source's answer, and where it stands."""

    __slots__ = ("_path", "_source", "_value")

    def __init__(self, source: str, value: Any, path: str = "") -> None:
        self._source = source
        self._path = path
        if not path and not isinstance(value, dict):
            raise self.foreign(f"the answer is {_type_name(value)} where a mapping was expected")
        self._value: dict[str, Any] = self._typed(value, dict, path)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __contains__(self, key: str) -> bool:
        return self._value.get(key) is not None

    @property
    def path(self) -> str:
        """The path to it in the answer: `items[3].author[0]`."""
        return self._path

    def text(self, key: str) -> str:
        """A text, cleaned; empty when there is none."""
        value = self._value.get(key)
        return "" if value is None else clean(self._typed(value, str, self._at(key)))

    def number(self, key: str) -> int | None:
        """A whole number."""
        value = self._value.get(key)
        return None if value is None else int(self._typed(value, int, self._at(key)))

    def flag(self, key: str) -> bool:
        """Whether it is so; false when nothing is said."""
        value = self._value.get(key)
        return False if value is None else bool(self._typed(value, bool, self._at(key)))

    def part(self, key: str) -> Data:
        """A mapping in this one; an empty one when there is none."""
        value = self._value.get(key)
        return Data(self._source, {} if value is None else value, self._at(key))

    def parts(self, key: str) -> tuple[Data, ...]:
        """A list of mappings."""
        items = enumerate(self._list(key))
        return tuple(Data(self._source, item, f"{self._at(key)}[{position}]") for position, item in items)

    def entries(self, key: str) -> Iterator[Data | SourceError]:
        """The items of a list that has to be there, each a mapping, or the fault of the one that is none."""
        self.need(key)
        for position, item in enumerate(self._list(key)):
            path = f"{self._at(key)}[{position}]"
            try:
                yield Data(self._source, item, path)
            except SourceError as error:
                yield error

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each cleaned; empty ones are left out."""
        items = (
            clean(self._typed(item, str, f"{self._at(key)}[{position}]"))
            for position, item in enumerate(self._list(key))
            if item is not None
        )
        return tuple(item for item in items if item)

    def values(self, key: str) -> list[Any]:
        """A list of anything, for the few places where a source mixes types."""
        return self._list(key)

    def is_list(self, key: str) -> bool:
        """Whether a list stands here, for the few places where a source writes a list of one without it."""
        return isinstance(self._value.get(key), list)

    def is_part(self, key: str) -> bool:
        """Whether a mapping stands here, for a source that wraps its values in one of its versions."""
        return isinstance(self._value.get(key), dict)

    def keys(self) -> Iterator[str]:
        """The keys that are there."""
        return iter(self._value)

    def need(self, *names: str) -> Data:
        """Return this mapping, having made sure that none of these is absent."""
        for name in names:
            if self._value.get(name) is None:
                raise self.wrong(f"{self._at(name)} is missing")
        return self

    def wrong(self, what: str) -> SourceError:
        """Return the fault of one record that is not what the source has always sent."""
        return SourceError(self._source, "schema", _UNLIKE.format(what), detail=what)

    def foreign(self, what: str) -> SourceError:
        """Return the fault of an answer that is none: not a record of it is at fault, but all of it."""
        return SourceError(self._source, "schema", _UNLIKE.format(what))

    def _list(self, key: str) -> list[Any]:
        value = self._value.get(key)
        return [] if value is None else list(self._typed(value, list, self._at(key)))

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _typed(self, value: Any, wanted: type, path: str) -> Any:
        if type(value) is wanted:
            return value
        raise self.wrong(f"{path} is {_type_name(value)} where {_TYPES[wanted]} was expected")


def _type_name(value: Any) -> str:
    return "nothing" if value is None else _TYPES.get(type(value), "something else")


def decode(source: str, body: bytes) -> Any:
    """Read JSON. Raises `SourceError` when it is cut or damaged."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError(source, "cut", "the answer is cut off or damaged (it is not whole JSON)") from error
