"""Records of the model as bytes, and back.

In: any value made of the model's records, texts, numbers, tuples and mappings. Out: bytes, equal for equal values and
for no others, from which the same value is made again. Fields that do not count in comparisons are left out. Nothing
but these records is ever made from bytes, and nothing is called.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from sitegen import errors, model
from sitegen.site import collection, graph, items

VERSION = 2
"""Of `marshal`'s formats, the one in which equal values are equal bytes."""
_PLAIN = frozenset({str, int, type(None), bool, bytes})
"""Classes whose values `marshal` writes as they are."""
_MARSHALLED = _PLAIN | {tuple}
"""Classes of which a tuple begins that `marshal` may write as it is."""
_LIST, _TUPLE, _MAPPING = -1, -2, -3
"""Each stands before the items of what holds records; records are lists that begin with the number of their class."""


class PackingError(ValueError):
    """Bytes that no value was packed into, or a value that is no record of ours."""


def _classes(module: Any) -> Iterable[type]:
    types = (value for value in vars(module).values() if isinstance(value, type))
    return [kind for kind in types if kind.__module__.startswith("sitegen.") and _is_record(kind)]


def _is_record(kind: type) -> bool:
    return is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


CLASSES: tuple[type, ...] = tuple(
    sorted(
        {kind for module in (model, model.facts, errors, graph, collection, items) for kind in _classes(module)},
        key=lambda kind: (kind.__module__, kind.__qualname__),
    )
)
"""Every kind of record that can be packed, in an order that holds within one version of the program."""
_NUMBERS = {kind: number for number, kind in enumerate(CLASSES)}
_REPEATED = frozenset({_NUMBERS[model.Authorship], _NUMBERS[model.Date]})
"""Records of which most are equal to one that was made before."""


def digest(data: bytes) -> bytes:
    """Return what stands for some bytes: equal for equal ones, and for no others."""
    return hashlib.blake2b(data, digest_size=16).digest()


def basis(value: Any) -> bytes:
    """Return bytes that are equal for equal values of whatever records; a record with a `digest` is known by that.

    Raises `PackingError` for what is no record, text, number, tuple or mapping.
    """
    return marshal.dumps(_basis(value), VERSION)


def pack(value: Any) -> bytes:
    """Return a value as bytes; raises `PackingError` for what is no record, text, number, tuple or mapping."""
    return marshal.dumps(plain(value), VERSION)


def unpack(data: bytes) -> Any:
    """Return the value that was packed; raises `PackingError` for other bytes."""
    try:
        return _made(marshal.loads(data))  # noqa: S302 - whoever calls has checked that these are bytes of ours
    except (ValueError, TypeError, EOFError, LookupError) as error:
        raise PackingError(str(error)) from error


def plain(value: Any) -> Any:
    """Return a value as what `marshal` can write; what is no list is made again as it is, without a look into it."""
    kind: type[Any] = type(value)
    if kind in _PLAIN or kind is float:
        return value
    if kind is tuple:
        items = [plain(item) for item in value]
        return [_TUPLE, *items] if _holds_lists(items) else tuple(items)
    packer = _packer(kind)  # type: ignore[arg-type] # a class is hashable, whatever mypy says of type[Any]
    if packer:
        return packer(value)
    if isinstance(value, Mapping):
        keys, items = [plain(key) for key in value], [plain(item) for item in value.values()]
        if _holds_lists([*keys, *items]):
            return [_MAPPING, [_LIST, *keys], [_LIST, *items]]
        return dict(zip(keys, items, strict=True))
    if kind is list:
        return [_LIST, *map(plain, value)]
    raise PackingError(f"a {kind.__name__} cannot be packed")


def _holds_lists(items: list[Any]) -> bool:
    return list in map(type, items)


def _basis(value: Any) -> Any:
    kind: type[Any] = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        if not value or type(value[0]) in _MARSHALLED:
            try:
                return marshal.dumps(value, VERSION)  # of texts and numbers alone, which is quick to find out
            except ValueError:
                pass
        return tuple([_basis(item) for item in value])
    reader = _reader(kind)  # type: ignore[arg-type] # as above
    if reader:
        return reader(value)
    return plain(value)


@cache
def _reader(kind: type[Any]) -> Callable[[Any], Any] | None:
    """Return what makes a record of this class known; nothing for what is no record."""
    name = kind.__qualname__
    if not is_dataclass(kind):
        return _of_named_tuple if _is_record(kind) else None
    known = attrgetter(*(field.name for field in fields(kind) if field.compare), "__class__")

    def whole(value: Any) -> list[Any]:
        return [name, *[item if type(item) in _PLAIN else _basis(item) for item in known(value)[:-1]]]

    if any(field.name == "digest" for field in fields(kind)):
        return lambda value: [name, value.digest] if value.digest else whole(value)
    return whole


@lru_cache(maxsize=1 << 15)  # people and venues stand on many papers
def _of_named_tuple(value: tuple[Any, ...]) -> bytes:
    return marshal.dumps((type(value).__qualname__, _basis(tuple(value))), VERSION)


@cache
def _packer(kind: type[Any]) -> Callable[[Any], list[Any]] | None:
    """Return what makes a list of a record of this class; nothing for what is no record of ours."""
    number = _NUMBERS.get(kind)
    if number is None:
        return None
    if not is_dataclass(kind):
        return lambda value: [number, *map(plain, value)]
    stated, optional = _fields(kind)
    defaults = [
        (field.name, field.default if field.default_factory is MISSING else field.default_factory())
        for field in optional
    ]

    def packed(value: Any) -> list[Any]:
        made: list[Any] = [number, *[plain(getattr(value, name)) for name in stated]]
        for name, default in defaults:
            item = getattr(value, name)
            if item is not default and item != default:
                made.append(name)
                made.append(plain(item))
        return made

    return packed


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], tuple[Field[Any], ...]]:
    """Return the names of the fields that stand in every packed record of a class, and the fields that may."""
    compared = [field for field in fields(kind) if field.compare]
    optional = [field for field in compared if field.default is not MISSING or field.default_factory is not MISSING]
    return tuple(field.name for field in compared if field not in optional), tuple(optional)


@lru_cache(maxsize=1 << 15)
def _shared(number: int, *items: Any) -> Any:
    """Return a record of plain values, once for all that hold it: a day, or an author's place on a paper."""
    return _record_maker(CLASSES[number])(items)


def _made(value: Any) -> Any:
    if type(value) is not list:
        return value
    if value[0] in _REPEATED:
        try:
            return _shared(*value)
        except TypeError:  # its ids are a mapping
            pass
    return _maker(value[0])([_made(item) if type(item) is list else item for item in value[1:]])


_OF_SEVERAL: Mapping[int, Callable[[list[Any]], Any]] = {
    _LIST: list,
    _TUPLE: tuple,
    _MAPPING: lambda items: dict(zip(*items, strict=True)),
}


@cache
def _maker(number: int) -> Callable[[list[Any]], Any]:
    """Return what makes a value of its packed items: a record of the class of that number, or what holds records."""
    if number < 0:
        return _OF_SEVERAL[number]
    return _record_maker(CLASSES[number])


@cache
def _record_maker(kind: type[Any]) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a record of this class of its packed items."""
    if not is_dataclass(kind):
        return lambda items: kind(*items)
    stated, _ = _fields(kind)
    count = len(stated)
    is_by_place = not any(field.kw_only for field in fields(kind))

    def record(items: Sequence[Any]) -> Any:
        if is_by_place:
            return kind(*items[:count], **dict(zip(items[count::2], items[count + 1 :: 2], strict=True)))
        values = dict(zip(stated, items, strict=False))
        values.update(zip(items[count::2], items[count + 1 :: 2], strict=True))
        return kind(**values)

    return record
