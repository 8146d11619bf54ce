"""Entries of a curriculum vitae, from whatever words another program has for them to those of `cv.yaml`.

In: mappings as they were read. Out: entries whose every value fits its key. A value without a home is a loss, and kept
under `extra`; a date in words becomes one in digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from sitegen.content.fields import Key, Leaf, ListOf, keys
from sitegen.content.forms import READERS
from sitegen.importers.bib_dates import date
from sitegen.importers.reading import Loss
from sitegen.model import CvEntry
from sitegen.records import dataclass

Line = Callable[..., int]
"""The line on which the value at a path stands."""
_PRESENT = frozenset(("present", "now", "today", "current", "ongoing", "heute", "aujourd'hui", "actualidad"))


@dataclass(slots=True)
class CvDraft:
    """The sections of a `cv.yaml` as they are read, and what has no home in them."""

    file: str
    line: Line
    data: dict[str, Any] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def add(self, section: str, entry: Mapping[str, Any]) -> None:
        """Add an entry to a section; an empty one is none."""
        if entry:
            self.data.setdefault(section, []).append(dict(entry))

    def lose(self, path: tuple[str | int, ...], value: Any, reason: str = "") -> None:
        """Note a value without a home."""
        name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        self.losses.append(Loss(self.file, self.line(*path), name, _plain(value), reason))

    def entry(self, written: Mapping[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
        """Return an entry in our words of one in theirs; values that do not fit stand under `extra`."""
        known = keys(CvEntry)
        made: dict[str, Any] = {}
        facts: dict[str, str] = {}
        extra: dict[str, str] = {}
        for name, value in written.items():
            key = known.get(name)
            fitting = fitted(key, value) if key and name != "extra" else None
            if value in (None, "", [], {}):
                continue
            if key is None or fitting is None:
                self.lose((*path, name), value)
                extra[name] = _plain(value)
            elif (first := facts.setdefault(key.attribute, name)) != name:
                made[first] = _joined(made[first], fitting)
            else:
                made[name] = fitting
        return {**made, **({"extra": extra} if extra and made else {})}


def fitted(key: Key, value: Any) -> Any:
    """Return a value as its key wants it; nothing where it does not fit."""
    if isinstance(key.shape, ListOf):
        items = value if isinstance(value, list) else [value]
        texts = [text for text in (_leaf(key.shape.item, item) for item in items) if text]
        return texts if len(texts) == len(items) else None
    return _leaf(key.shape, value)


def _leaf(shape: Any, value: Any) -> str | None:
    if not isinstance(shape, Leaf) or not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = str(value).strip()
    if shape.form in {"date", "end"}:
        text = _date(text, may_go_on=shape.form == "end")
    elif shape.form != "prose":
        text = " ".join(text.split())
    try:
        READERS[shape.form].read(text)
    except ValueError:
        return None
    return text or None


def _date(text: str, *, may_go_on: bool) -> str:
    if text.casefold() in _PRESENT:
        return "present" if may_go_on else ""
    return date(date=text)


def _joined(first: Any, second: Any) -> Any:
    if isinstance(first, list):
        return [*first, *(item for item in second if item not in first)]
    return first if second == first else f"{first}; {second}"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_plain(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value)
