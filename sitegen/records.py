"""Records: dataclasses and named tuples that cost little until they are used much.

In: a class, as for `dataclass` and `NamedTuple` of the standard library. Out: the same kind of class; `fields`,
`replace` and `asdict` of the standard library know a dataclass. That one writes and compiles six methods for each class
as it is defined, and the other one each annotation, which for all the classes of the program takes longer than a small
build. It makes those that have an order, or fields that nobody gives, and named tuples that are generic.
"""

from __future__ import annotations

import collections
import dataclasses
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
    from typing import NamedTuple
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False):
        """Make a record of a class; one that is `frozen` can be hashed and refuses to be changed."""

        def record(cls):
            made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
            return _with_methods(made, frozen=frozen)

        return record(cls) if cls else record

    class _NamedTupleType(type):
        """Makes a named tuple of a class; its annotations are left as they are written."""

        def __new__(cls, name, bases, namespace):  # noqa: ARG004 - a metaclass is called so
            names = namespace.get("__annotations__", {})
            defaults = [namespace[field] for field in names if field in namespace]
            made = collections.namedtuple(name, names, defaults=defaults, module=namespace["__module__"])  # noqa: PYI024
            for key, value in namespace.items():
                if key not in names and key not in {"__module__", "__qualname__"}:
                    setattr(made, key, value)
            made.__qualname__ = namespace["__qualname__"]
            return made

    NamedTuple = type.__new__(_NamedTupleType, "NamedTuple", (), {})


__all__ = ["NamedTuple", "dataclass"]

COMPILED = 8
"""Calls of a record's `__init__` after which it is compiled, for then there are most often hundreds; that takes as long
as some thirty that are interpreted."""


def _with_methods(record: type[Any], *, frozen: bool) -> type[Any]:
    """Return a class, whose fields are known, with the methods of a dataclass that it has not defined itself."""
    compared = [field.name for field in dataclasses.fields(record) if field.compare]
    values = attrgetter(*compared) if compared else lambda _: ()
    methods: dict[str, Any] = {"__init__": _first_init(record, frozen=frozen), "__repr__": _text_of}
    methods |= {"__eq__": _equality(values), "__hash__": _hashing(values) if frozen else None}
    if frozen:
        methods |= {"__setattr__": _refuse_change, "__delattr__": _refuse_removal}
        methods |= {"__getstate__": _state_of, "__setstate__": _restore}
    for name, method in methods.items():
        if name not in vars(record):
            setattr(record, name, method)
    return record


def _first_init(record: type[Any], *, frozen: bool) -> Callable[..., None]:
    """Return an `__init__` that gives way to a compiled one when it has been called often, or wrongly."""
    calls = 0

    def __init__(self: Any, *args: Any, **keywords: Any) -> None:  # noqa: N807 - it is one
        nonlocal calls
        calls += 1
        if calls > COMPILED or not _is_filled(self, args, keywords):
            record.__init__ = _init(record, frozen=frozen)
            record.__init__(self, *args, **keywords)
        elif hasattr(record, "__post_init__"):
            self.__post_init__()

    return __init__


def _is_filled(record: Any, args: tuple[Any, ...], keywords: dict[str, Any]) -> bool:
    """Set the fields of a record to what is given; tell whether that is one value for each, and nothing else."""
    fields = dataclasses.fields(record)
    values = dict(zip([field.name for field in fields if not field.kw_only], args, strict=False))
    values.update(keywords)
    if len(values) != len(args) + len(keywords):
        return False
    for field in fields:
        value = values.pop(field.name, field.default)
        if value is dataclasses.MISSING:
            make: Any = field.default_factory
            if make is dataclasses.MISSING:
                return False
            value = make()
        object.__setattr__(record, field.name, value)
    return not values


def _init(record: type[Any], *, frozen: bool) -> Callable[..., None]:
    """Return the `__init__` of a record, written and compiled as the standard library does it."""
    names: dict[str, Any] = {"_MISSING": dataclasses.MISSING, "_set": object.__setattr__}
    parameters: list[str] = ["self"]
    by_name: list[str] = []
    body: list[str] = []
    for field in dataclasses.fields(record):
        parameter = value = name = field.name
        if field.default is not dataclasses.MISSING:
            names[f"_default_{name}"], parameter = field.default, f"{name}=_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"], parameter = field.default_factory, f"{name}=_MISSING"
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        (by_name if field.kw_only else parameters).append(parameter)
        if not frozen:
            body.append(f"self.{name} = {value}")
        elif isinstance(slot := getattr(record, name, None), MemberDescriptorType):  # it refuses nothing, and is quick
            names[f"_set_{name}"] = slot.__set__
            body.append(f"_set_{name}(self, {value})")
        else:
            body.append(f"_set(self, {name!r}, {value})")
    if hasattr(record, "__post_init__"):
        body.append("self.__post_init__()")
    signature = ", ".join([*parameters, *(["*", *by_name] if by_name else [])])
    exec(f"def __init__({signature}):\n " + "\n ".join(body or ["pass"]), names)  # noqa: S102 - names of fields alone
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{record.__qualname__}.__init__"
    return init


def _equality(values: Callable[[Any], object]) -> Callable[[Any, Any], bool]:
    """Return an `__eq__` that compares what `values` returns of two records of one class."""

    def __eq__(self: Any, other: Any) -> bool:  # noqa: N807 - as above
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hashing(values: Callable[[Any], object]) -> Callable[[Any], int]:
    """Return a `__hash__` of what `values` returns of a record."""
    return lambda self: hash(values(self))


def _text_of(self: Any) -> str:
    shown = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({shown})"


def _state_of(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _refuse_change(self: Any, name: str, value: object) -> NoReturn:  # noqa: ARG001 - Python's signature
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_removal(self: Any, name: str) -> NoReturn:  # noqa: ARG001 - as above
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
