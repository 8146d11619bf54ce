"""Key hints: the line to write in the place of a key that people type from habit, or of a value of the wrong form.

In: the kind of mapping a key stands in, the key, and its value. Out: the line to write in its place, or nothing. Never
guesses by likeness; the habits stand in `key_habits`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sitegen import model
from sitegen.content.fields import Leaf, keys
from sitegen.content.guesses import nearest, twice
from sitegen.content.key_habits import ADVICE, LINES
from sitegen.content.yaml_writer import inline
from sitegen.regex import regex

_SHOWN = 48
_REST = "…"
_VENUE_PART = regex(r"venue: \{\{name: …, (\w+): \{value\}\}\}")
_AS_TYPED = Leaf("count")
"""No quotes around what other readers of YAML take for a number: here it is text until the model says otherwise."""


def line_for(kind: type, key: str, value: Any, beside: Mapping[str, Any] | None = None) -> str:
    """Return what to do about a key that people type from habit: `write venue: Nature`; empty when it is none.

    `beside` is the mapping that it stands in: what belongs together is one line.
    """
    words = {"key": key, "value": _shown(value), "title": _title(key)}
    bare = re.sub(r"[\W_]+", "", key.casefold())
    for habits, advice in ADVICE.get(kind, {}).items():
        if bare in habits.split():
            return advice.format(**words)
    line = _line(kind, bare)
    if line:
        whole = _venue(beside or {key: value}) if kind is model.Paper and line.startswith("venue: ") else ""
        text = line.format(**(words | _items(line, value)))
        return f"write {whole}" if whole else _already_there(text, key, beside or {}) or f"write {text}"
    if not isinstance(value, str) or kind not in (model.NavItem, model.Links) or nearest(key, keys(kind)):
        return ""
    if kind is model.NavItem:
        return f"write - {{label: {inline(key, flow=True)}, url: {words['value']}}}"
    return f"write other: [{{label: {words['title']}, url: {words['value']}}}]" if "://" in value else ""


def form_for(kind: type, key: str | int, value: Any) -> str:
    """Return the line to write for a value of the wrong form: `write topics: [a, b]`; empty when that is not certain.

    `key` is that of the mapping `kind`, or the place in a list of such mappings.
    """
    if isinstance(key, int):
        return _item_for(kind, value)
    if isinstance(value, str):
        if kind is model.Paper and key == "figures":
            return f"write figures: [{{file: {_shown(value)}}}]"
        if kind is model.SiteConfig and key == "analytics":
            return f"write analytics: {{service: {_shown(value)}}}"
        items = _several(key, value) if kind is model.Paper else []
        return f"write {key}: [{', '.join(map(_shown, items))}]" if len(items) > 1 else ""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return f"write {key}: {_shown(value[0])}"
    if kind is model.SiteConfig and key == "nav" and isinstance(value, dict):
        entries = (
            f"{{label: {inline(str(name), flow=True)}, url: {_shown(target)}}}" for name, target in value.items()
        )
        return f"write nav: [{', '.join(entries)}]"
    return ""


def _already_there(line: str, key: str, beside: Mapping[str, Any]) -> str:
    """Return what to do where the key of the line to write stands beside the one that was typed; else nothing."""
    name, _, value = line.partition(": ")
    if name not in beside or name == key:
        return ""
    if value[:1] not in ("[", "{"):
        return twice(name)
    inner = value[1:-1]
    return "" if _REST in inner else f"{name}: stands there already: write {inner} into it"


def _item_for(kind: type, value: Any) -> str:
    if kind is model.NavItem and isinstance(value, str):
        return f"write - {{label: {_title(value)}, url: {_shown(value)}}}"
    if kind is model.NavItem and isinstance(value, list) and len(value) == 2:
        return f"write - {{label: {_shown(value[0])}, url: {_shown(value[1])}}}"
    return f"write - {{file: {_shown(value)}}}" if kind is model.Figure and isinstance(value, str) else ""


def _several(key: str, text: str) -> list[str]:
    """Return the items of a list that was written as one text; `Lovelace, Ada` is one name."""
    if key in {"topics", "keywords", "awards", "aliases", "arxiv_categories"}:
        return [part for part in re.split(r"\s*[,;]\s*", text) if part]
    if key not in {"authors", "editors"}:
        return []
    names = [part for part in re.split(r"\s+and\s+|\s*;\s*|\s*,\s+and\s+", text) if part]
    parts = [part for name in names for part in re.split(r"\s*,\s*", name) if part]
    return parts if all(" " in part for part in parts) else names


def _line(kind: type, bare: str) -> str:
    return next((line for line, habits in LINES.get(kind, {}).items() if bare in habits.split()), "")


def _venue(data: Mapping[str, Any]) -> str:
    """Return the one line for all keys of a paper that are parts of its venue; empty for a name alone."""
    there = data.get("venue")
    parts: dict[str, Any] = dict(there) if isinstance(there, dict) else {"name": there} if there else {}
    for key, value in data.items():
        line = _line(model.Paper, re.sub(r"[\W_]+", "", key.casefold())) if key not in keys(model.Paper) else ""
        part = _VENUE_PART.fullmatch(line)
        if part or line == "venue: {value}":
            parts.setdefault(part[1] if part else "name", value)
    if not set(parts) - {"name"}:
        return ""
    shown = {"name": _REST, **{name: _shown(value) for name, value in parts.items()}}
    return f"venue: {{{', '.join(f'{name}: {value}' for name, value in shown.items())}}}"


def _title(key: str) -> str:
    """Return a key as the label of a link: `curriculum_vitae` is `Curriculum vitae`, `cv` is `CV`."""
    words = re.sub(r"[\W_]+", " ", key).strip()
    return inline(words.upper() if len(words) < 3 else words[:1].upper() + words[1:], flow=True)


def _items(line: str, value: Any) -> dict[str, str]:
    """Return what stands in a list: the people of a BibTeX list, the words between commas, or what is there."""
    if "[{value}]" not in line:
        return {}
    if isinstance(value, str):
        value = re.split(r"\s+and\s+|\s*;\s*" if line.startswith(("authors", "editors")) else r"\s*[,;]\s*", value)
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        return {"value": _REST}
    shown = ", ".join(_shown(text) for text in value if text)
    return {"value": shown if 0 < len(shown) <= 2 * _SHOWN else _REST}


def _shown(value: Any) -> str:
    """Return a value as it may be typed within brackets; dots for what is long or no text."""
    if not isinstance(value, str) or not value or len(value) > _SHOWN or not value.isprintable():
        return _REST
    return inline(value, _AS_TYPED, flow=True)
