"""Typed values of a file that is well: what `schema.check` returns for it, several times faster.

In: the data of a file (all text). Out: the same mappings with typed values, or `MisfitError` where anything does not
fit; what that is, and how to mend it, says `schema`. Both follow from the model; a test holds them to the same answers.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from sitegen.content import requirements
from sitegen.content.fields import ALONE, KINDS, LISTS, Anything, Key, Leaf, ListOf, MapOf, OneOf, Part, Shape, keys
from sitegen.content.forms import READERS, FormReader
from sitegen.model import Authorship

Typed = Callable[[Any], Any]


class MisfitError(ValueError):
    """Data that is not what its kind of file may hold."""


def typed(kind: str, data: Any) -> Any:
    """Return the values of a file of this kind; raises `MisfitError` where `schema.check` would find a problem."""
    if data is None or next(requirements.missing(kind, data), None) is not None:
        raise MisfitError
    try:
        return _of_file(kind)(data)
    except ValueError as error:  # a form that a value does not have
        raise MisfitError from error


@functools.cache
def _of_file(kind: str) -> Typed:
    if kind == "venues":
        return _of(MapOf(Leaf("key"), Part(KINDS[kind])), None)
    if kind in LISTS:
        return _list(_part(KINDS[kind]), alone=(), filled=False)
    return _part(KINDS[kind])


def _of(shape: Shape, key: Key | None) -> Typed:
    match shape:
        case Leaf(form):
            return _leaf(READERS[form])
        case OneOf(words, ""):
            return _choice(frozenset(words))
        case OneOf(words, other):
            return _choice_or_leaf(frozenset(words), _leaf(READERS[other]))
        case ListOf(item, or_one):
            filled = key is not None and (key.required or key.name in requirements.NOT_EMPTY)
            alone = (str, dict) if isinstance(item, Part) else (str,)
            return _list(_of(item, None), alone=alone if or_one else (), filled=filled)
        case MapOf(names, values):
            return _mapping(_of(names, None), _of(values, None))
        case Part(kind):
            return _repeated(_part(kind)) if kind is Authorship else _part(kind)
        case Anything():
            return lambda value: value


def _leaf(reader: FormReader) -> Typed:
    read, may_be_empty = reader.read, reader.may_be_empty

    def typed_leaf(value: Any) -> Any:
        if not isinstance(value, str):
            if value is None and may_be_empty:
                return ""
            raise MisfitError
        if not may_be_empty and not value.strip(" \t\n"):
            raise MisfitError
        return read(value)

    return typed_leaf


def _choice(words: frozenset[str]) -> Typed:
    def typed_choice(value: Any) -> Any:
        if not isinstance(value, str) or value not in words:
            raise MisfitError
        return value

    return typed_choice


def _choice_or_leaf(words: frozenset[str], leaf: Typed) -> Typed:
    def typed_choice_or_leaf(value: Any) -> Any:
        return value if isinstance(value, str) and value in words else leaf(value)

    return typed_choice_or_leaf


def _list(item: Typed, *, alone: tuple[type, ...], filled: bool) -> Typed:
    def typed_list(value: Any) -> Any:
        if isinstance(value, alone):
            return [item(value)]
        if not isinstance(value, list) or (filled and not value):
            raise MisfitError
        return [item(entry) for entry in value]

    return typed_list


def _mapping(name: Typed, value: Typed) -> Typed:
    def typed_mapping(values: Any) -> Any:
        if not isinstance(values, dict):
            raise MisfitError
        return {name(key): value(item) for key, item in values.items()}

    return typed_mapping


def _repeated(part: Typed) -> Typed:
    """Return what reads a part, once for all that have the same texts: somebody's name stands on many papers."""

    @functools.lru_cache(maxsize=1 << 14)
    def of_texts(items: tuple[tuple[str, str], ...]) -> Any:
        return part(dict(items))

    def typed_repeated(value: Any) -> Any:
        if isinstance(value, dict) and {*map(type, value.values())} == {str}:
            return of_texts(tuple(value.items()))
        return part(value)

    return typed_repeated


@functools.cache
def _part(kind: type) -> Typed:
    known = keys(kind)
    alone = ALONE.get(kind)
    makers = {name: _of(key.shape, key) for name, key in known.items()}
    required = [name for name, key in known.items() if key.required]
    optional = frozenset(known) - frozenset(required)
    texts = frozenset(name for name in optional if isinstance(known[name].shape, Leaf | OneOf | Part))

    def typed_part(value: Any) -> Any:
        if alone and isinstance(value, str):
            return {alone: makers[alone](value)}
        if not isinstance(value, dict) or not value.keys() <= makers.keys():
            raise MisfitError
        values = {
            name: makers[name](item)
            for name, item in value.items()
            if not ((item is None and name in optional) or (item == "" and name in texts))
        }
        if not all(name in values for name in required):
            raise MisfitError
        return values

    return typed_part
