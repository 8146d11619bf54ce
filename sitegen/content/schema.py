"""Schemas of each kind of file: the only door to pydantic.

In: the data of a `Document` (all text). Out: the same mappings with typed values (dates, ids, flags), or a problem for
everything that does not fit, with its place; and the JSON Schema of a kind. Everything follows from the model; nothing
here names a key, but for one hint.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any, NotRequired, Required, cast

from pydantic import BeforeValidator, ConfigDict, Field, PlainValidator, TypeAdapter, ValidationError, WithJsonSchema
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from sitegen.content import requirements
from sitegen.content.document import MAX_PROBLEMS, Document
from sitegen.content.faults import unindented
from sitegen.content.fields import (
    ALONE,
    KINDS,
    LISTS,
    STAND_IN,
    Anything,
    Key,
    Leaf,
    ListOf,
    MapOf,
    OneOf,
    Part,
    Shape,
    keys,
)
from sitegen.content.form_error import FormError, quoted
from sitegen.content.forms import LISTED, READERS, FormReader
from sitegen.content.guesses import did_you_mean, meant, nearest, twice
from sitegen.content.key_hints import form_for, line_for
from sitegen.content.translations import TEXTS, are_tags
from sitegen.errors import Problem
from sitegen.model import Links

Values = dict[str, Any]


def check(kind: str, document: Document) -> tuple[Any, tuple[Problem, ...]]:
    """Type the data of a document: a mapping of values by key (for news a list of them), and what does not fit.

    The values are None when there are problems.
    """
    if document.data is None and kind not in _MAY_BE_EMPTY:
        return None, (document.missing((), "the file is empty", f"see `sitegen schema {kind}` for its keys"),)
    missing = tuple(requirements.missing(kind, document.data))
    try:
        values = _adapter(kind).validate_python(document.data if document.data is not None else _MAY_BE_EMPTY[kind])
    except ValidationError as error:
        faults = cast("list[Mapping[str, Any]]", error.errors(include_url=False, include_input=False))
        lines = _lines_to_write(faults, kind, document)
        faults = [fault for fault in faults if fault["type"] != "missing" or not _is_explained(fault["loc"], lines)]
        problems = tuple(_problem(fault, kind, document) for fault in faults[:MAX_PROBLEMS])
        problems += tuple(_absent(path, document) for path in missing if not _is_explained(path, lines))
        left = len(faults) - MAX_PROBLEMS
        return None, problems + ((document.missing((), f"and {left} more of the kind"),) if left > 0 else ())
    absent = tuple(_absent(path, document) for path in missing)
    return (None if absent else values), absent


def json_schema(kind: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what may be typed into a file of this kind; KeyError for an unknown kind."""
    schema = _adapter(kind).json_schema(mode="validation")
    schema |= requirements.schema() if kind == "paper" else {}
    if kind in DECLARED:  # a kind of items has keys of its own
        (schema if kind == "item" else schema["$defs"]["Item"])["additionalProperties"] = True
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


@functools.cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    part = _part(KINDS[kind])
    if kind == "venues":
        return TypeAdapter(_type(MapOf(Leaf("key"), Part(KINDS[kind]))))
    return TypeAdapter(_many(part, alone=(), filled=False) if kind in LISTS else part)


DECLARED = frozenset({"item", "items"})
"""Kinds of files that may hold keys which the site declares."""
_MAY_BE_EMPTY: Mapping[str, Any] = {"news": [], "items": [], "venues": {}, "cv": {}, "topic": {}}
"""Files that may say nothing, and what they then say."""


def _type(shape: Shape, key: Key | None = None) -> Any:
    match shape:
        case Leaf(form):
            return _leaf(READERS[form])
        case OneOf(words, ""):
            return _leaf(FormReader(functools.partial(_choose, words), {"enum": list(words)}))
        case OneOf(words, other):
            schema = {"anyOf": [{"enum": list(words)}, dict(READERS[other].schema)]}
            return _leaf(FormReader(functools.partial(_choose_or_read, words, READERS[other]), schema))
        case ListOf(item, or_one):
            alone = (str, dict) if isinstance(item, Part) else (str,)
            return _many(
                _type(item),
                alone=alone if or_one else (),
                filled=key is not None and (key.required or key.name in requirements.NOT_EMPTY),
            )
        case MapOf(names, values):
            return Annotated[dict[_type(names), _type(values)], BeforeValidator(_table)]  # type: ignore[misc] # made here
        case Part(kind):
            return _part(kind)
        case Anything():
            return Any


def _leaf(reader: FormReader) -> Any:
    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            if value is None and reader.may_be_empty:
                return ""
            raise _fault("shape", _wanted(value, "a text"))
        if not reader.may_be_empty and not value.strip(" \t\n"):  # other spaces a source may send: a text of nothing
            raise _fault("form", "is empty")
        try:
            return reader.read(value)
        except FormError as error:
            raise _fault("form", error.sentence, error.hint) from None
        except ValueError as error:
            raise _fault("form", str(error)) from None

    return Annotated[Any, PlainValidator(validate), WithJsonSchema(dict(reader.schema))]


def _choose(words: tuple[str, ...], text: str) -> str:
    if text not in words:
        choices = f"{', '.join(words[:-1])} or {words[-1]}"
        raise FormError(f"{quoted(text)} is none of {choices}", meant(text, words))
    return text


def _choose_or_read(words: tuple[str, ...], other: FormReader, text: str) -> Any:
    """Return a word; or what has a dot, as none of the words has, as its own reader takes it."""
    return other.read(text) if "." in text else _choose(words, text)


def _many(item: Any, *, alone: tuple[type, ...], filled: bool) -> Any:
    def validate(value: Any) -> Any:
        if isinstance(value, alone):
            return [value]
        if not isinstance(value, list):
            raise _fault("shape", _wanted(value, "a list"), _LIST)
        if filled and not value:
            raise _fault("shape", "is an empty list")
        return value

    typed: Any = list[item]
    if filled:
        typed = Annotated[typed, Field(min_length=1)]
    return Annotated[typed, BeforeValidator(validate, json_schema_input_type=typed | item if alone else typed)]


def _table(value: Any) -> Any:
    if not isinstance(value, dict):
        raise _fault("shape", _wanted(value, "a mapping of keys"), _MAPPING)
    return value


@functools.cache
def _part(kind: type) -> Any:
    known = keys(kind)
    alone: str | None = ALONE.get(kind)
    optional = frozenset(key.name for key in known.values() if not key.required)
    texts = frozenset(name for name in optional if isinstance(known[name].shape, Leaf | OneOf | Part))
    any_of = STAND_IN.get(kind, ())

    def validate(value: Any) -> Any:
        if alone and isinstance(value, str):
            return {alone: value}
        if not isinstance(value, dict):
            raise _fault("shape", _wanted(value, "a mapping of keys"), _MAPPING if value is not None else "")
        if None in value.values() or "" in value.values():
            return {k: v for k, v in value.items() if not ((v is None and k in optional) or (v == "" and k in texts))}
        return value

    typed = cast(Any, TypedDict)(kind.__name__, {key.name: _entry(key) for key in known.values()})
    typed.__doc__ = kind.__doc__
    needs: JsonDict = {"anyOf": [{"required": [name]} for name in any_of]} if any_of else {}
    typed.__pydantic_config__ = ConfigDict(extra="forbid", json_schema_extra=needs)
    return Annotated[typed, BeforeValidator(validate, json_schema_input_type=str | typed if alone else typed)]


def _entry(key: Key) -> Any:
    described: Any = Annotated[_type(key.shape, key), Field(description=key.meaning)]
    return Required[described] if key.required else NotRequired[described]


_LIST = "write each item on its own line, after a dash and a space"
_MAPPING = "write each key on its own line, indented below this one"


def _wanted(value: Any, wanted: str) -> str:
    if value is None:
        return "is empty"
    form = "a list" if isinstance(value, list) else "a mapping of keys" if isinstance(value, dict) else "a text"
    return f"is {form}, where {wanted} is wanted"


def _absent(path: Sequence[str | int], document: Document) -> Problem:
    """A key that is required here and is not there, or has nothing behind it."""
    data = document.data
    for step in path[:-1]:
        data = data[step]
    if path[-1] in data:
        return document.problem(path, "is empty", _LIST if path[-1] in requirements.NOT_EMPTY else "", at_key=True)
    return document.missing(path, "is missing")


def _fault(kind: str, sentence: str, hint: str = "") -> PydanticCustomError:
    return PydanticCustomError(cast(Any, kind), "{sentence}", {"sentence": sentence, "hint": hint})


def _problem(fault: Mapping[str, Any], kind: str, document: Document) -> Problem:
    path: Sequence[str | int] = fault["loc"]
    if path and path[-1] == "[key]":
        return document.problem(path[:-1], fault["ctx"]["sentence"], fault["ctx"]["hint"], at_key=True)
    if fault["type"] == "missing":
        return document.missing(path, "is missing")
    if fault["type"] == "extra_forbidden":
        return _unknown_key(path, kind, document)
    sentence, hint = fault["ctx"]["sentence"], fault["ctx"]["hint"]
    if path and fault["type"] == "shape":
        step = path[-1]
        holder = _kind_at(kind, path if isinstance(step, int) else path[:-1])
        value = _value_at(document, path)
        hint = form_for(holder, step, value) or _of_languages(holder, step, value) or hint
    if not path:
        return document.problem(path, f"the file {sentence}", f"see `sitegen schema {kind}` for its keys")
    return document.problem(path, sentence, hint, at_key=fault["type"] != "form")


def _of_languages(holder: type, step: str | int, value: Any) -> str:
    """Say what to do with a mapping of languages where there can be none."""
    if not isinstance(value, dict) or not are_tags(value):
        return ""
    shape = keys(holder)[step].shape if isinstance(step, str) and step in keys(holder) else None
    return _LANGUAGES if isinstance(shape, Leaf) and shape.form in TEXTS else "it is the same in every language"


_LANGUAGES = "for texts in several languages write languages: [en, de] into site.yaml, the main one first"


def _lines_to_write(
    faults: Sequence[Mapping[str, Any]], kind: str, document: Document
) -> Sequence[tuple[tuple[str | int, ...], str]]:
    """The parents of unknown keys, and the lines that are proposed instead: from habit, or by likeness."""
    lines = []
    for path in [fault["loc"] for fault in faults if fault["type"] == "extra_forbidden"]:
        here, name = _kind_at(kind, path[:-1]), str(path[-1])
        habit = line_for(here, name, _value_at(document, path))
        near = "" if habit else nearest(name, keys(here))
        lines.append((path[:-1], habit or (near and f"{near}: ")))
    return lines


def _is_explained(path: Sequence[str | int], lines: Sequence[tuple[tuple[str | int, ...], str]]) -> bool:
    """Tell whether a key is missing only because it stands there under the name that it has elsewhere."""
    names = "name|family" if path[-1] == "name" else re.escape(str(path[-1]))  # parts of a name are a name
    wanted = re.compile(rf"(?<!\w)(?:{names}): ")
    return any(parents == tuple(path[:-1]) and wanted.search(line) for parents, line in lines)


def _value_at(document: Document, path: Sequence[str | int]) -> Any:
    value = document.data
    for step in path:
        value = value[step]
    return value


def _unknown_key(path: Sequence[str | int], kind: str, document: Document) -> Problem:
    """A key that nobody knows; perhaps it was never meant to be one."""
    here = _kind_at(kind, path[:-1])
    known = keys(here)
    name, start = str(path[-1]), document.start(path)
    before, colon, after = name.partition(":")
    if colon and after and before in known:
        hint = f"write {before}: '{after}: …'"
        return document.problem(path, "a space is missing after the colon", hint, at_key=True)
    beside = _value_at(document, path[:-1])
    habit = line_for(here, name, beside[name], beside)
    block = None if habit or nearest(name, known) else unindented(document.text, start)
    if block:
        key, sentence, hint = block
        return document.problem((*path[:-1], key), sentence, hint, start=start)
    outer = keys(KINDS[kind]) if len(path) > 1 else {}
    hint = _of_links(name, known, beside) or habit or _outside(name, str(path[0]), outer)
    hint = hint or _unknown_key_hint(name, known, beside)
    return document.problem(path, "is not a known key", hint, at_key=True)


def _of_links(name: str, known: Mapping[str, Key], beside: Collection[str]) -> str:
    """A kind of link that stands beside `links`."""
    if "links" not in known or known["links"].shape != Part(Links) or name not in keys(Links):
        return ""
    guess = did_you_mean(name, known.keys() - set(beside))
    line = f"write {name}: … into links:" if "links" in beside else f"write links: {{{name}: …}}"
    return line + (f"; or {guess}" if guess else "")


def _outside(name: str, part: str, outer: Mapping[str, Key]) -> str:
    """A key of the whole file that stands within one of its parts."""
    return f"{name}: belongs to the whole file: write it outside of {part}:" if name in outer else ""


def _unknown_key_hint(name: str, known: Mapping[str, Key], beside: Collection[str]) -> str:
    guess = did_you_mean(name, known)
    if (near := nearest(name, known)) in beside:
        return twice(near)
    free = "free-form data goes under extra:" if "extra" in known else ""
    if free and not guess and len(known) <= _LISTED:
        return f"{LISTED}{', '.join(known)}; {free}"
    return f"{guess} ({free})" if guess and free else guess or free or f"{LISTED}{', '.join(known)}"


_LISTED = 20
"""Keys of one kind that are listed, at most."""


def _kind_at(kind: str, path: Sequence[str | int]) -> type:
    """The dataclass whose keys stand at a path."""
    kind_here = KINDS[kind]
    is_own = kind == "venues"  # the next step is a key of the person's own choice
    for step in path:
        if is_own:
            is_own = False
            continue
        shape = None if isinstance(step, int) else keys(kind_here)[step].shape
        while isinstance(shape, ListOf | MapOf):
            is_own = isinstance(shape, MapOf)
            shape = shape.item if isinstance(shape, ListOf) else shape.value
        if isinstance(shape, Part):
            kind_here = shape.kind
    return kind_here
