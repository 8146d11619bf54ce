"""Typed values into objects of the model.

In: what `schema.check` returned for one document, and the site's macros. Out: the finished object, its texts converted,
its defaults filled, and a warning for everything a text could not be turned into. Never checks, never reads a file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from typing import Any, TypeVar

from sitegen.content.document import Document, Path
from sitegen.content.fields import Key, Leaf, ListOf, MapOf, Part, Shape, keys
from sitegen.errors import Problem
from sitegen.model import Author, Authorship, Paper, PaperType, Text, Venue
from sitegen.regex import regex
from sitegen.text import convert, names, venues

Made = TypeVar("Made")
Values = Mapping[str, Any]

_TEXTS = {"phrase": convert.phrase, "abstract": convert.abstract, "prose": convert.prose, "page": convert.page}
_PEOPLE = (Author, Authorship)
_WHO = frozenset({"name", "author", "orcid"})
"""Keys of most authors; nothing of the file around them changes how any key of an author is read."""
_PARTS = ("given", "particle", "family", "suffix")
_BRACED = regex(r"\{[^{}\\]*\}")
_ARXIV_DOI = regex(r"10\.48550/arxiv\.(.+)")
_MATHS_OR_GROUP = regex(r"\\.|\$[^$]*\$|\{[^{}]*\}", re.DOTALL)


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
            at_words = self._find(trouble.words, path, start) if trouble.words else None
            problem = self.document.problem(path, trouble.sentence, trouble.hint, start=at_words or start)
            self.warnings.append(replace(problem, severity="warning"))
        lang = self.document.languages.get(tuple(path)) if self.document.languages else ""
        return replace(text, lang=lang) if lang else text

    def _find(self, words: str, path: Path, start: int | None) -> int | None:
        """Return the character at which words stand in the text at a path, or from a character on."""
        at = self.document.text.find(words, self.document.start(path) if start is None else start)
        return at if at >= 0 else None

    def warn_of_nothing(self, path: Path, *, required: bool) -> None:
        """Keep a warning that the text at a path has nothing to read in it."""
        done = "it is shown as it was typed" if required else "it is left out"
        problem = self.document.problem(path, f"there is nothing to read in it; {done}", "write a text, or delete it")
        self.warnings.append(replace(problem, severity="warning"))


def make(kind: type[Made], values: Values, texts: Texts, *, path: Path = (), **loaded: Any) -> Made:
    """Make an object of the model; `loaded` are the fields that are not keys."""
    return kind(**attributes(kind, values, texts, path), **loaded)


def make_paper(values: Values, texts: Texts, *, slug: str, file: str) -> Paper:
    """Make a paper, with the defaults that depend on its other fields."""
    values, and_others = _without_rest(values, texts)
    fields = attributes(Paper, values, texts)
    if "ids" in fields:
        fields["ids"] = {name: value for name, value in fields["ids"].items() if value}
    arxiv_doi = _ARXIV_DOI.fullmatch(fields.get("doi") or "")
    if arxiv_doi:
        fields.setdefault("arxiv", re.sub(r"v[0-9]+$", "", arxiv_doi[1]))
    _settle_venue(fields)
    if "type" not in fields:
        fields["type"] = _type(fields, has_own_doi="doi" in fields and not arxiv_doi)
    fields.setdefault("short", _short(fields["title"], texts.macros))
    return Paper(slug=slug, file=file, and_others=and_others, **fields)


def _without_rest(values: Values, texts: Texts) -> tuple[Values, bool]:
    """The values without a last author or editor who is `et al.`, and whether those who made it have more."""
    are_more = False
    for key in ("authors", "editors"):
        people = values.get(key, ())
        if len(people) > 1 and names.is_rest(people[-1].get("name", "")):
            sentence = f'"{people[-1]["name"]}" is nobody\'s name; it is read as "and others"'
            hint = "list everyone, or delete this" + (f" and write {key}_total: with their number" * (key == "authors"))
            problem = texts.document.problem((key, len(people) - 1), sentence, hint)
            texts.warnings.append(replace(problem, severity="warning"))
            values = {**values, key: people[:-1]}
            are_more = are_more or key == "authors" or not values.get("authors")
    return values, are_more


def _settle_venue(fields: dict[str, Any]) -> None:
    """Make an arXiv id of a venue that only says arXiv (`CoRR`, `arXiv preprint arXiv:…`): it is no journal."""
    venue = fields.get("venue")
    if venue is None or fields.get("type", "preprint") != "preprint" or venues.kind(venue.name.plain) != "arxiv":
        return
    if "arxiv" not in fields:
        written = venues.arxiv_id(f"{venue.name.plain} {venue.volume or ''} {venue.pages or ''}")
        if written:
            fields["arxiv"] = written
    fields.setdefault("type", "preprint")
    if "arxiv" in fields:
        del fields["venue"]
    else:
        fields["venue"] = replace(venue, name=convert.phrase("arXiv")[0], volume=None)


def _type(fields: Mapping[str, Any], *, has_own_doi: bool) -> PaperType:
    """Return the type of a paper that names none: by its venue, as far as that says what it is."""
    if "authors" not in fields and "editors" in fields:
        return "book"
    venue: Venue | None = fields.get("venue")
    kind = venues.kind(venue.name.plain) if venue else None
    if kind in _TYPE_OF_VENUE:
        return _TYPE_OF_VENUE[kind]
    return "preprint" if venue is None and "arxiv" in fields and not has_own_doi else "article"


_TYPE_OF_VENUE: Mapping[str | None, PaperType] = {
    "conference": "inproceedings", "repository": "preprint", "arxiv": "preprint", "thesis": "thesis",
    "report": "report",
}  # fmt: skip


def attributes(kind: type, values: Values, texts: Texts, path: Path = ()) -> dict[str, Any]:
    """The attributes of an object, by name, from the values of its keys."""
    known = _makers(kind)
    fields: dict[str, Any] = {}
    for name, value in values.items():
        key, maker = known[name]
        made = maker(value, texts, (*path, name)) if maker else value
        if isinstance(made, Text) and not made.html:
            texts.warn_of_nothing((*path, name), required=key.required)
            if not key.required:
                continue
            made = _as_typed(made)
        fields[key.attribute] = fields[key.attribute] + made if key.attribute in fields else made
    return _named(kind, fields, values["name"]) if kind in _PEOPLE and fields.get("name") else _with_name(kind, fields)


def _named(kind: type, fields: dict[str, Any], written: str) -> dict[str, Any]:
    """A person with the parts that their name states as it is written: `Family, Given`, or a group in braces."""
    name = convert.name(written)
    if kind is Authorship and (fields.get("group") or _BRACED.fullmatch(written.strip())):
        return {**fields, "name": name, "group": True}
    if fields.get("family") or fields.get("given"):
        return fields
    stated = names.read(name)
    states = {part: text for part, text in zip(_PARTS, stated[1:5], strict=True) if text}
    return {**fields, "name": stated.name, **states} if states else fields


def _with_name(kind: type, fields: dict[str, Any]) -> dict[str, Any]:
    """A person whose name is given in parts, with the whole of it."""
    if kind is not Authorship or not (fields.get("family") or fields.get("given")):
        return fields
    whole = names.parts(names.spelling(Authorship(**fields)))
    return {**fields, "name": whole.shown}


def _as_typed(nothing: Text) -> Text:
    """The text shown where one must be and what was typed reads as nothing."""
    shown = convert.visible(nothing.source)
    return Text(nothing.source, escape(shown, quote=False), shown)


Maker = Callable[[Any, Texts, tuple[str | int, ...]], Any]


@functools.cache
def _makers(kind: type) -> Mapping[str, tuple[Key, Maker | None]]:
    """Return the keys of a kind by name, each with what makes its values."""
    return {name: (key, _maker(key.shape)) for name, key in keys(kind).items()}


@functools.cache
def _maker(shape: Shape) -> Maker | None:
    """The function that makes a value of this shape; nothing when the value is already what the model wants."""
    match shape:
        case Leaf("name"):
            return lambda value, _texts, _path: names.straight(convert.name(value))
        case Leaf("name_part"):
            return lambda value, _texts, _path: convert.name(value)
        case Leaf("label"):
            return lambda value, texts, _path: convert.phrase(value, texts.macros)[0].plain
        case Leaf(form) if form in _TEXTS:
            return lambda value, texts, path: texts.convert(form, value, path)
        case Part(kind) if kind is Authorship:
            return _author
        case Part(kind):
            return lambda value, texts, path: make(kind, value, texts, path=path)
        case ListOf(item):
            return _list_maker(_maker(item))
        case MapOf(_, value):
            return _map_maker(_maker(value))
    return None


def _author(value: Values, texts: Texts, path: Path) -> Authorship:
    """Make an author's place on a paper: where nothing but a name and who it is stands there, once for all papers."""
    if value.keys() <= _WHO:
        return _plain_author(tuple(value.items()))
    return make(Authorship, value, texts, path=path)


@functools.lru_cache(maxsize=1 << 14)
def _plain_author(items: tuple[tuple[str, str], ...]) -> Authorship:
    return make(Authorship, dict(items), Texts(Document("", "", None, None, ()), {}))


def _list_maker(maker: Maker | None) -> Maker:
    if maker is None:
        return lambda value, _texts, _path: tuple(value)
    return lambda value, texts, path: tuple(maker(item, texts, (*path, at)) for at, item in enumerate(value))


def _map_maker(maker: Maker | None) -> Maker | None:
    if maker is None:
        return None
    return lambda value, texts, path: {name: maker(entry, texts, (*path, name)) for name, entry in value.items()}


def _short(title: Text, macros: Mapping[str, str]) -> Text:
    """The title up to its colon; a colon within maths or braces does not count."""
    hidden = _MATHS_OR_GROUP.sub(lambda match: "x" * len(match[0]), title.source)
    end = re.search(r"\s*(?::\s|\N{FULLWIDTH COLON})", hidden)
    if not end or not end.start():
        return title
    return replace(convert.phrase(title.source[: end.start()], macros)[0], lang=title.lang)
