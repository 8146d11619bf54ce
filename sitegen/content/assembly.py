"""Typed values into objects of the model.

In: what `schema.check` returned for one document, and the site's macros. Out: the finished object, its texts converted,
its defaults filled, and a warning for everything a text could not be turned into. Never checks, never reads a file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from sitegen.content.document import Document, Path
from sitegen.content.fields import Leaf, ListOf, Part, Shape, keys
from sitegen.errors import Problem
from sitegen.model import Paper, Text
from sitegen.text import convert

Made = TypeVar("Made")
Values = Mapping[str, Any]

_TEXTS = {"phrase": convert.phrase, "abstract": convert.abstract, "prose": convert.prose}
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)")
_MATHS_OR_GROUP = re.compile(r"\\.|\$[^$]*\$|\{[^{}]*\}", re.DOTALL)


class Texts:
    """Converts the texts of one document, and keeps what could not be converted."""

    def __init__(self, document: Document, macros: Mapping[str, str]) -> None:
        self.document = document
        self.macros = macros
        self.warnings: list[Problem] = []

    def convert(self, form: str, source: str, path: Path, start: int | None = None) -> Text:
        """Convert the text at a path, or at a character; troubles become warnings with its place."""
        text, troubles = _TEXTS[form](source, self.macros)
        for trouble in troubles:
            problem = self.document.problem(path, trouble.sentence, trouble.hint, start=start)
            self.warnings.append(replace(problem, severity="warning"))
        return text


def make(kind: type[Made], values: Values, texts: Texts, *, path: Path = (), **loaded: Any) -> Made:
    """Make an object of the model; `loaded` are the fields that are not keys."""
    return kind(**attributes(kind, values, texts, path), **loaded)


def make_paper(values: Values, texts: Texts, *, slug: str, file: str) -> Paper:
    """Make a paper, with the defaults that depend on its other fields."""
    found = attributes(Paper, values, texts)
    if "ids" in found:
        found["ids"] = {name: value for name, value in found["ids"].items() if value}
    arxiv_doi = _ARXIV_DOI.fullmatch(found.get("doi") or "")
    if arxiv_doi:
        found.setdefault("arxiv", re.sub(r"v[0-9]+$", "", arxiv_doi[1]))
    published = "venue" in found or ("doi" in found and not arxiv_doi)
    found.setdefault("type", "preprint" if "arxiv" in found and not published else "article")
    found.setdefault("short", _short(found["title"], texts.macros))
    return Paper(slug=slug, file=file, **found)


def attributes(kind: type, values: Values, texts: Texts, path: Path = ()) -> dict[str, Any]:
    """The attributes of an object, by name, from the values of its keys."""
    known = keys(kind)
    found: dict[str, Any] = {}
    for name, value in values.items():
        key = known[name]
        maker = _maker(key.shape)
        made = maker(value, texts, (*path, name)) if maker else value
        found[key.attribute] = found[key.attribute] + made if key.attribute in found else made
    return found


Maker = Callable[[Any, Texts, tuple[str | int, ...]], Any]


@functools.cache
def _maker(shape: Shape) -> Maker | None:
    """What makes a value of this shape; nothing when the value is already what the model wants."""
    match shape:
        case Leaf("name"):
            return lambda value, _texts, _path: convert.name(value)
        case Leaf("label"):
            return lambda value, texts, _path: convert.phrase(value, texts.macros)[0].plain
        case Leaf(form) if form in _TEXTS:
            return lambda value, texts, path: texts.convert(form, value, path)
        case Part(kind):
            return lambda value, texts, path: make(kind, value, texts, path=path)
        case ListOf(item):
            return _list_maker(_maker(item))
    return None


def _list_maker(maker: Maker | None) -> Maker:
    if maker is None:
        return lambda value, _texts, _path: tuple(value)
    return lambda value, texts, path: tuple(maker(item, texts, (*path, at)) for at, item in enumerate(value))


def _short(title: Text, macros: Mapping[str, str]) -> Text:
    """The title up to its colon; a colon within maths or braces does not count."""
    hidden = _MATHS_OR_GROUP.sub(lambda found: "x" * len(found[0]), title.source)
    end = re.search(r"\s*(?::\s|\N{FULLWIDTH COLON})", hidden)
    return convert.phrase(title.source[: end.start()], macros)[0] if end and end.start() else title
