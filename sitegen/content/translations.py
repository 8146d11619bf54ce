"""Translations: texts that a file gives in several languages, and the one that is wanted.

In: a document in which a text may be a mapping of languages (`title: {en: Home, de: Start}`), and the languages of the
site. Out: the same document as if only one of them stood there, so that nothing after this knows of the others; and
which file of a name (`about.md`, `about.de.md`) is whose. Never reads a file.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.content.document import Document, MappingNode, Node, Path, SequenceNode
from sitegen.content.fields import ALONE, KINDS, LISTS, Anything, Leaf, ListOf, MapOf, Part, Shape, keys
from sitegen.content.form_error import quoted
from sitegen.content.guesses import nearest
from sitegen.errors import Problem
from sitegen.records import NamedTuple
from sitegen.regex import regex

_TAG = regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
TEXTS = frozenset({"phrase", "abstract", "prose", "word", "label"})
"""Forms of which a text may stand in several languages."""


class Languages(NamedTuple):
    """The language that is wanted, and all of the site, the main one first; none where its settings name none."""

    wanted: str = ""
    all: tuple[str, ...] = ()

    @property
    def is_main(self) -> bool:
        """Whether the main language is wanted."""
        return not self.all or self.wanted == self.all[0]

    def of(self, tag: str) -> Languages:
        """Return the same languages, of which another is wanted."""
        return Languages(tag, self.all)


ONE_LANGUAGE = Languages()


def are_tags(names: Iterable[str]) -> bool:
    """Tell whether all of some keys look like tags of languages."""
    names = tuple(names)
    return bool(names) and all(_TAG.fullmatch(name) for name in names)


def translated(kind: str, document: Document, languages: Languages, own: Mapping[str, str] | None = None) -> Document:
    """Return a document of this kind with each text in the language that is wanted.

    A text that lacks it falls back to the main language, then to any. `own` are the forms of the keys that the site
    declares for it (`text`, `markdown`, `list`).
    """
    if not languages.all or document.root is None:
        return document
    picking = _Picking(document, languages)
    data, root = picking.pick(document.data, document.root, _shape(kind), (), own=own)
    if not picking.languages_of and not picking.problems:
        return document
    stood = repr((data, sorted(picking.languages_of.items(), key=repr))).encode("utf-8", "surrogatepass")
    return replace(
        document,
        data=data,
        tree=root,
        problems=(*document.problems, *picking.problems),
        languages=picking.languages_of,
        picked=hashlib.blake2b(stood, digest_size=16).digest(),
    )


def incomplete(
    kind: str, document: Document, languages: Languages, own: Mapping[str, str] | None = None
) -> tuple[tuple[tuple[str | int, ...], tuple[str, ...]], ...]:
    """Return the path of each text of a document that stands in some languages, and which of the site's it lacks."""
    if document.root is None:
        return ()
    picking = _Picking(document, languages)
    picking.pick(document.data, document.root, _shape(kind), (), own=own)
    return tuple(picking.incomplete)


def _shape(kind: str) -> Shape:
    shape = Part(KINDS[kind])
    if kind == "venues":
        return MapOf(Leaf("key"), shape)
    return ListOf(shape) if kind in LISTS else shape


class _Picking:
    """One pass over a document: what was picked by its path, and the keys that are no language of the site."""

    def __init__(self, document: Document, languages: Languages) -> None:
        self._document, self._all = document, languages.all
        self._order = tuple(dict.fromkeys((languages.wanted, *languages.all)))
        self.languages_of: dict[tuple[str | int, ...], str] = {}
        self.incomplete: list[tuple[tuple[str | int, ...], tuple[str, ...]]] = []
        self.problems: list[Problem] = []

    def pick(
        self, data: Any, node: Node, shape: Shape, path: tuple[str | int, ...], own: Mapping[str, str] | None = None
    ) -> tuple[Any, Node]:
        """Return data and its node with every translation in them replaced by one text."""
        if isinstance(data, dict) and isinstance(node, MappingNode):
            if self._is_translation(data, shape, path):
                return self._chosen(data, node, path)
            item = shape.item if isinstance(shape, ListOf) and shape.or_one else shape
            return self._in_mapping(data, node, item, path, own)
        if isinstance(data, list) and isinstance(node, SequenceNode):
            item = shape.item if isinstance(shape, ListOf) else shape
            pairs = [
                self.pick(value, inner, item, (*path, number), own if not path else None)
                for number, (value, inner) in enumerate(zip(data, node.items, strict=False))
            ]
            if all(value is old for (value, _), old in zip(pairs, data, strict=False)):
                return data, node
            return [value for value, _ in pairs], replace(node, items=[inner for _, inner in pairs])
        return data, node

    def _in_mapping(
        self, data: dict[str, Any], node: MappingNode, shape: Shape, path: Path, own: Mapping[str, str] | None
    ) -> tuple[dict[str, Any], MappingNode]:
        known = keys(shape.kind) if isinstance(shape, Part) else {}
        values, entries = dict(data), dict(node.entries)
        for name, value in data.items():
            if not isinstance(value, dict | list) or name not in entries:
                continue
            inner = _inner(name, shape, known[name].shape if name in known else None, own)
            if inner is not None:
                key, below = entries[name]
                values[name], chosen = self.pick(value, below, inner, (*path, name))
                tag = self.languages_of.get((*path, name))
                if tag and isinstance(below, MappingNode):
                    key = below.entries[tag][0]  # where the text stands that was picked
                entries[name] = key, chosen
        if all(values[name] is value for name, value in data.items()):
            return data, node
        return values, replace(node, entries=entries)

    def _is_translation(self, data: Mapping[str, Any], shape: Shape, path: Path) -> bool:
        """Tell whether a mapping is of languages: by its keys, where a text may stand."""
        if not path or not data:
            return False
        match shape:
            case Leaf(form) | ListOf(Leaf(form)) if form in TEXTS:
                return any(name in self._all for name in data) or are_tags(data)
            case Anything():
                return all(name in self._all for name in data)
            case Part(kind) if kind in ALONE:
                return all(name in self._all for name in data)
        return False

    def _chosen(self, data: Mapping[str, Any], node: MappingNode, path: tuple[str | int, ...]) -> tuple[Any, Node]:
        if missing := tuple(tag for tag in self._all if data.get(tag) in (None, "")):
            self.incomplete.append((path, missing))
        for name in data:
            if name not in self._all:
                self.problems.append(self._unknown(name, path))
        for tag in (*self._order, *data):  # one that is no language is better than nothing, of which more would be said
            value = data.get(tag)
            if value not in (None, "") and tag in node.entries:
                self.languages_of[path] = tag
                return value, node.entries[tag][1]
        return "", node

    def _unknown(self, name: str, path: Path) -> Problem:
        like = {tag.casefold().replace("_", "-"): tag for tag in self._all}
        near = like.get(name.casefold().replace("_", "-")) or nearest(name, self._all)
        more = f"or add it to the languages in site.yaml: languages: [{', '.join((*self._all, name))}]"
        hint = f"did you mean {near}?" if near else f"write one of {', '.join(self._all)}"
        hint += f"; {more}" if not near and _TAG.fullmatch(name) else ""
        sentence = f"{quoted(name)} is not among the languages of the site"
        return self._document.problem((*path, name), sentence, hint, at_key=True)


_OWN = {"text": "label", "markdown": "prose"}


def _inner(name: str, shape: Shape, known: Shape | None, own: Mapping[str, str] | None) -> Shape | None:
    """Return the shape behind a key; nothing where the key is unknown."""
    if own and name in own:
        return ListOf(Leaf("label")) if own[name] == "list" else Leaf(_OWN.get(own[name], own[name]))
    if isinstance(shape, MapOf):
        return shape.value
    if isinstance(shape, Anything):
        return shape
    return known


class NamedFiles(NamedTuple):
    """The files of one thing: that in each language it has one in; a file without a tag is the main language's."""

    slug: str
    by_language: Mapping[str, str]

    def main(self, languages: Languages) -> str:
        """Return the file in the main language, else in any."""
        return self.file(languages.of(next(iter(languages.all), "")))

    def file(self, languages: Languages) -> str:
        """Return the file in the language that is wanted, else in the main one, else in any."""
        return next(self.by_language[tag] for tag in (languages.wanted, *languages.all) if tag in self.by_language)


def by_name(paths: Sequence[str], languages: Languages) -> tuple[tuple[NamedFiles, ...], tuple[str, ...]]:
    """Return files by what they are called without the tag of a language, and those that stand beside another.

    `about.md` and `about.de.md` are one thing in two languages; `about.en.md` beside `about.md` is too many.
    """
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    twice: list[str] = []
    for path in paths:
        name, tag = parted(path, languages)
        if tag in groups[name]:
            twice.append(path)
        groups[name].setdefault(tag, path)
    return tuple(NamedFiles(name, by_language) for name, by_language in groups.items()), tuple(twice)


def parted(path: str, languages: Languages) -> tuple[str, str]:
    """Return the slug and the language of a file: `about.de.md` is `about` in German, `about.md` in the main one."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    name, dot, tag = stem.rpartition(".")
    if dot and tag in languages.all:
        return name, tag
    return stem, languages.all[0] if languages.all else ""


def lang_of(path: str, languages: Languages) -> str:
    """Return the language that the name of a file says; nothing for the main one."""
    tag = parted(path, languages)[1]
    return "" if not languages.all or tag == languages.all[0] else tag


def languages_of(document: Document) -> tuple[Languages, tuple[Problem, ...]]:
    """Return the languages that the settings of a site name, the main one wanted, and what is wrong with them."""
    data = document.data if isinstance(document.data, dict) else {}
    tags, problems = data.get("languages"), []
    if not isinstance(tags, list) or not tags or not all(isinstance(tag, str) and _TAG.fullmatch(tag) for tag in tags):
        return ONE_LANGUAGE, ()  # whatever else stands there is said where the settings are checked
    for index, tag in enumerate(tags):
        if tag.casefold() in [other.casefold() for other in tags[:index]]:
            problems.append(document.problem(("languages", index), f"{quoted(tag)} stands here twice", "leave one out"))
    main = data.get("language")
    if main not in (None, "", tags[0]):
        sentence = f"{quoted(str(main))} is not the first of the languages, which is {tags[0]}"
        problems.append(
            document.problem(("language",), sentence, "leave this line out, or begin the languages with it")
        )
    if problems:
        return ONE_LANGUAGE, tuple(problems)
    return Languages(tags[0], tuple(tags)), ()


def in_own_language(kind: str, document: Document, languages: Languages) -> Document:
    """Return a document with its texts in the language that it says it is in, or else in the main one."""
    return translated(kind, document, own_language(document.data, languages))


def own_language(data: Any, languages: Languages) -> Languages:
    """Return the languages of a site, of which that is wanted which the data of a file say they are in."""
    tag = data.get("language") if isinstance(data, dict) else None
    return languages.of(tag) if isinstance(tag, str) and tag in languages.all else languages


def restored(new: Any, picked: Any, written: Any, tag: str) -> Any:
    """Return `new` as it is to be written: what changes of a translation is its text in the language `tag`.

    `picked` is what was read of `written`, in which texts stand in several languages.
    """
    if new == picked:
        return written
    if isinstance(written, dict) and not isinstance(picked, dict):
        if isinstance(new, dict):  # a name alone has become a mapping that holds it
            return {**new, "name": restored(new.get("name"), picked, written, tag)}
        return {**written, tag: new}
    if isinstance(new, dict) and isinstance(picked, dict) and isinstance(written, dict):
        return {
            name: restored(value, picked[name], written[name], tag) if name in picked and name in written else value
            for name, value in new.items()
        }
    if isinstance(new, list) and isinstance(picked, list) and isinstance(written, list):
        return [_of_list(value, picked, written, tag) for value in new]
    return new


def _of_list(value: Any, picked: list[Any], written: list[Any], tag: str) -> Any:
    """Return an item of a list as it stands there already, if it does."""
    for own, whole in zip(picked, written, strict=False):
        if own == value:
            return restored(value, own, whole, tag)
    return value
