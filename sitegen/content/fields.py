"""Fields of every kind of YAML file: each key's form and meaning, taken from the model.

In: a dataclass of `sitegen.model`. Out: its keys in order, each with its shape and meaning, from which checking,
making, formatting, the JSON Schema and the field tables follow. Never sees a value.
"""

from __future__ import annotations

import dataclasses
import sys
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, Union

from sitegen import model
from sitegen.model import Form
from sitegen.records import dataclass

KINDS: Mapping[str, type] = {
    "paper": model.Paper,
    "author": model.Author,
    "site": model.SiteConfig,
    "page": model.FreePage,
    "news": model.News,
    "venues": model.KnownVenue,
    "cv": model.Cv,
    "topic": model.ResearchArea,
    "home": model.HomePicture,
    "item": model.Item,
    "items": model.Item,
}
"""Every kind of file, by the name it has in `sitegen schema`. Files of news and of `items` are lists of
their kind, a file of venues is a mapping of their names to it.
"""

LISTS = frozenset({"news", "items"})
"""Kinds of files that are lists."""

ALONE: Mapping[type, str] = {
    model.Authorship: "name",
    model.Venue: "name",
    model.CvPlace: "city",
    model.Sponsor: "name",
    model.FontFile: "file",
}
"""Mappings that a text alone may stand for, and the key it then is."""

STAND_IN: Mapping[type, tuple[str, ...]] = {model.Authorship: ("name", "family", "given", "author")}
"""Mappings that need at least one of these keys."""

ONE_OR_MORE = frozenset({"target", "file", "origin"})
"""Forms of which one may stand where a list is wanted."""

ALSO: Mapping[type, Mapping[str, str]] = {
    model.Authorship: {"affiliation": "affiliations", "affiliations": "affiliations"},
    model.LoadedHosts: model.LOADED_HOSTS,
    model.Fonts: {role: role for role in model.FONT_ROLES},
    **model.CV_WORDS,
}
"""Keys that fill one attribute; where it is a list, an item alone is one as well."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text that the reader of this name turns into a value."""

    form: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words; or what the reader named `other` takes, where there is one."""

    words: tuple[str, ...]
    other: str = ""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; `or_one` allows a single item without the list: a text, and a mapping where items are mappings."""

    item: Shape
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping whose keys are the author's own."""

    key: Leaf
    value: Shape


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping with the keys of a dataclass."""

    kind: type


@dataclass(frozen=True, slots=True)
class Anything:
    """Any value that YAML can say, all of it text."""


Shape = Leaf | OneOf | ListOf | MapOf | Part | Anything


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping: how it is written, which attribute it fills, and what it means."""

    name: str
    attribute: str
    shape: Shape
    meaning: str
    required: bool


@cache
def keys(kind: type) -> Mapping[str, Key]:
    """The keys of a dataclass by name, in the order in which they are written."""
    hints = _hints(kind)
    by_name: dict[str, Key] = {}
    for field in dataclasses.fields(kind):
        meaning = _meaning(hints[field.name])
        if meaning:
            for key in _spellings(kind, field, _shape(hints[field.name]), meaning):
                by_name[key.name] = key
    return by_name


def _hints(kind: type) -> dict[str, Any]:
    """Return the types of a dataclass's fields, as `typing.get_type_hints` does, which compiles each of them apart."""
    hints: dict[str, Any] = {}
    for above in reversed(kind.__mro__):
        written = vars(above).get("__annotations__", {})
        if written:
            everything = f"({', '.join(written.values())},)"
            names = vars(sys.modules[above.__module__])
            hints |= zip(written, eval(everything, names), strict=True)  # noqa: S307 - the model's own annotations
    return hints


def _spellings(kind: type, field: dataclasses.Field[Any], shape: Shape, meaning: str) -> list[Key]:
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    names = [name for name, attribute in ALSO.get(kind, {}).items() if attribute == field.name]
    if names and isinstance(shape, ListOf):
        shape = ListOf(shape.item, or_one=True)
    return [Key(name, field.name, shape, meaning, required) for name in names or [field.name.rstrip("_")]]


def _meaning(hint: Any) -> str:
    return next((part for part in getattr(hint, "__metadata__", ()) if isinstance(part, str)), "")


def _shape(hint: Any) -> Shape:
    form = next((part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Form)), None)
    if form:
        return Leaf(form.name)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _shape(arguments[0])
    if origin in (Union, types.UnionType):
        shapes = [_shape(argument) for argument in arguments if argument is not type(None)]
        first, *others = shapes
        if isinstance(first, OneOf) and others and isinstance(others[0], Leaf):
            return OneOf(first.words, others[0].form)
        return first
    if origin is tuple:
        item = _shape(arguments[0])
        return ListOf(item, or_one=isinstance(item, Leaf) and item.form in ONE_OR_MORE)
    return _plain_shape(hint, origin, arguments)


def _entry(hint: Any) -> Shape:
    """In a mapping of the author's own keys a word may be empty: that is how something is left out."""
    shape = _shape(hint)
    return Leaf("entry") if shape == Leaf("word") else shape


def _plain_shape(hint: Any, origin: Any, arguments: tuple[Any, ...]) -> Shape:
    if origin is typing.Literal:
        return OneOf(arguments)
    if origin is Mapping:
        key = Leaf("key") if arguments[0] is str else _shape(arguments[0])
        return MapOf(typing.cast(Leaf, key), _entry(arguments[1]))
    if dataclasses.is_dataclass(hint):
        return Part(typing.cast(type, hint))
    if hint is Any:
        return Anything()
    raise TypeError(f"the model has a type that YAML cannot be read into: {hint!r}")
