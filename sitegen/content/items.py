"""Items of collections: files `content/<kind>/<slug>.yaml` or `.md`, and lists in `content/<kind>.yaml`.

In: a site's folder, and the kinds that there may be. Out: `Item`s in order of kind and slug, with every problem in its
place. The keys that a kind declares are read here, the others as the model says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sitegen.content import files
from sitegen.content.assembly import Texts, make
from sitegen.content.content_file import Problems, body_start, check, has_errors, located, read_document, slug_of
from sitegen.content.document import Document
from sitegen.content.fields import keys
from sitegen.content.form_error import FormError
from sitegen.content.forms import LISTED, READERS
from sitegen.content.guesses import did_you_mean
from sitegen.content.timezones import zone
from sitegen.content.translations import ONE_LANGUAGE, Languages, NamedFiles, by_name, lang_of, parted, translated
from sitegen.errors import Problem
from sitegen.model import CollectionOptions, Item, Moment
from sitegen.records import dataclass
from sitegen.text.slugs import slug

ENDINGS = (".yaml", ".yml", ".md")
TAKEN = frozenset({
    "papers", "authors", "pages", "news", "venues", "topics", "figures", "assets", "years", "people", "browse", "cv",
    "search", "home", "site", "files", "orcid", "doi", "arxiv", "feed", "theme",
})  # fmt: skip
"""Words that stand for something else in `content/` or in the output."""
_FORMS = {"text": "label", "date": "date", "address": "url", "number": "count", "flag": "flag"}


@dataclass(slots=True)
class ItemsRead:
    """All items of a site, the files that they stand in (below `content/`), and what is wrong."""

    items: list[Item] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_items(
    root: Path,
    kinds: Mapping[str, CollectionOptions],
    macros: Mapping[str, str],
    languages: Languages = ONE_LANGUAGE,
) -> ItemsRead:
    """Read the items of every kind that has a folder or a list, in the language that is wanted."""
    result = ItemsRead()
    for kind, options in kinds.items():
        if kind in TAKEN:
            continue  # said where it is declared
        items: list[Item] = []
        reader = _ItemReader(root, kind, options, macros, languages)
        files_of_kind = _files(root, kind)
        result.read |= {file.removeprefix("content/") for file in files_of_kind}
        named, twice = by_name(files_of_kind, languages)
        result.problems += [_second(file) for file in twice]
        for files_of_item in named:
            item, problems = reader.item(files_of_item)
            result.problems += problems
            items += [item] if item else []
        for name in (f"{kind}.yaml", f"{kind}.yml"):
            if (root / "content" / name).is_file():
                result.read.add(name)
                listed, problems = reader.listed(f"content/{name}")
                result.problems += problems
                items += listed
        result.problems += [
            located(root, problem) for problem in (*_clashes(items), *_reversed(items), *_begin_twice(items))
        ]
        result.items += sorted(items, key=lambda item: (item.slug, item.file))
    return result


def taken(declared: Mapping[str, CollectionOptions], document: Document) -> Iterator[Problem]:
    """Yield an error for each declared kind whose name has another meaning, and each field that all items have."""
    common = keys(Item)
    for kind, options in declared.items():
        if kind in TAKEN or not kind.islower():
            sentence = f'"{kind}" cannot be a kind of items: the word has another meaning here'
            hint = "choose another word" if kind in TAKEN else f"write it in lower case: {kind.lower()}"
            yield document.problem(("collections", kind), sentence, hint, at_key=True)
        for name in options.fields:
            if name in common:
                sentence = f'"{name}" is a key that all items have'
                yield document.problem(("collections", kind, "fields", name), sentence, "leave it out", at_key=True)


def _files(root: Path, kind: str) -> list[str]:
    return [
        f"content/{kind}/{name}"
        for name in files.walk(root / "content" / kind)
        if name.lower().endswith(ENDINGS) and not name.lower().startswith("readme")
    ]


def _second(file: str) -> Problem:
    sentence = "another file is the same item in the same language"
    return Problem(file, sentence=sentence, hint="keep one: the main language needs no tag in the name of its file")


@dataclass(frozen=True, slots=True)
class _ItemReader:
    """Reads the items of entry kind."""

    root: Path
    kind: str
    options: CollectionOptions
    macros: Mapping[str, str]
    languages: Languages

    def item(self, named: NamedFiles) -> tuple[Item | None, Problems]:
        """Read an item that has a file of its own, and the words of its file in the language that is wanted."""
        file, words = named.main(self.languages), named.file(self.languages)
        item, problems = self._item(file)
        if words == file or item is None:
            return item, problems
        own, more = self._item(words)
        return _reworded(item, own) if own else item, (*problems, *more)

    def _item(self, file: str) -> tuple[Item | None, Problems]:
        name, problems = slug_of(file, parted(file, self.languages)[0])
        if file.count("/") > 2:
            sentence = f"stands in a folder of its own; move it to content/{self.kind}/"
            problems += (Problem(file, sentence=sentence),)
        is_page = file.lower().endswith(".md")
        document = read_document(self.root, file, page=is_page)
        start = body_start(document.text) if is_page else 0
        document = translated("item", document, self.languages, self.options.fields)
        values, own, faults = _values(document, self.options)
        problems += document.problems + faults
        if values is None or has_errors(problems):
            return None, problems
        if values.get("slug", name) != name:
            sentence = f'the slug of this item is "{name}", the name of its file'
            return None, (*problems, document.problem(("slug",), sentence, "rename the file, or delete this line"))
        texts = Texts(document, self.macros)
        body = document.text[start:].strip() if is_page else ""
        if body and "text" in values:
            hint = "write all of it below the keys"
            return None, (*problems, document.problem(("text",), "there is a text below the keys as well", hint))
        item = _made(values, own, texts, options=self.options, kind=self.kind, slug=name, position=())
        if body:
            text = texts.convert("page", document.text[start:], (), start)
            item = replace(item, text=replace(text, lang=lang_of(file, self.languages)))
        if lang := lang_of(file, self.languages):
            item = replace(item, title=replace(item.title, lang=lang))
        return item, problems + tuple(texts.warnings)

    def listed(self, file: str) -> tuple[list[Item], Problems]:
        """Read the items of a list."""
        document = read_document(self.root, file)
        if document.root is None and document.problems:
            return [], document.problems
        names = _slugs(document, self.languages)
        document = translated("items", document, self.languages, self.options.fields)
        data, options = document.data, self.options
        if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
            return [], document.problems + check("items", document)[1]
        problems, items, texts = list(document.problems), [], Texts(document, self.macros)
        rest = [{key: value for key, value in entry.items() if key not in options.fields} for entry in data]
        values, faults = check("items", replace(document, data=rest))
        for fault in faults:
            place = fault.field.partition(".")[0]
            problems.append(_of_kind(fault, options, data[int(place)] if place.isdecimal() else ()))
        for number, entry in enumerate(data):
            own, faults = _own(entry, document, options, (number,))
            problems += faults
            if values is not None and not faults:
                title = names.get(number) or values[number]["title"]
                when = next((values[number][key] for key in ("date", "start", "end") if key in values[number]), None)
                name = values[number].get("slug") or slug(f"{title} {when.date.year if when else ''}".strip())
                items.append(
                    _made(values[number], own, texts, options=options, kind=self.kind, slug=name, position=(number,))
                )
        return items, (*problems, *texts.warnings)


_WORDS = ("title", "place", "summary", "text")
"""Of an item in a file for one language, what is said in it; all else says the file for the main language."""


def _reworded(item: Item, own: Item) -> Item:
    """Return an item with the words that another file has for it."""
    words = {name: value for name in _WORDS if (value := getattr(own, name)) is not None}
    return replace(item, **words, fields={**item.fields, **own.fields})


def _slugs(document: Document, languages: Languages) -> dict[int, str]:
    """Return the titles that slugs are made of, where they stand in several languages: those in the main one."""
    if not languages.all or languages.is_main:
        return {}
    main = translated("items", document, languages.of(languages.all[0])).data
    entries = enumerate(main if isinstance(main, list) else ())
    return {number: str(entry["title"]) for number, entry in entries if isinstance(entry, dict) and "title" in entry}


def _values(document: Document, options: CollectionOptions) -> tuple[Any, dict[str, Any], Problems]:
    """Return the values of the keys that all items have, those of the declared ones, and what does not fit."""
    data = document.data
    if not isinstance(data, dict):
        values, problems = check("item", document)
        return values, {}, problems
    own, problems = _own(data, document, options, ())
    rest = {key: value for key, value in data.items() if key not in options.fields}
    values, faults = check("item", replace(document, data=rest))
    return values, own, problems + tuple(_of_kind(fault, options, data) for fault in faults)


def _of_kind(fault: Problem, options: CollectionOptions, beside: Collection[str]) -> Problem:
    """Return what is wrong with a key, where all keys are listed with those of this kind."""
    if not options.fields or not fault.hint.startswith(LISTED):
        return fault
    meant = did_you_mean(fault.field.rpartition(".")[2], options.fields, beside)
    listed = f"{LISTED}{', '.join(options.fields)}, {fault.hint.removeprefix(LISTED)}"
    return replace(fault, hint=meant or listed)


def _own(
    data: Mapping[str, Any], document: Document, options: CollectionOptions, path: tuple[int, ...]
) -> tuple[dict[str, Any], Problems]:
    """Return the values of the declared keys, and what does not fit."""
    own: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, form in options.fields.items():
        value = data.get(name)
        if value in (None, ""):
            continue
        try:
            own[name] = _read(form, value)
        except FormError as error:
            problems.append(document.problem((*path, name), error.sentence, error.hint))
    return own, tuple(problems)


def _read(form: str, value: Any) -> Any:
    if form == "list":
        listed = value if isinstance(value, list) else [value]
        return tuple(_read("text", text) for text in listed)
    if not isinstance(value, str):
        raise FormError(f"is {'a list' if isinstance(value, list) else 'a mapping of keys'}, where a text is wanted")
    return READERS[_FORMS[form]].read(value) if form in _FORMS else value


def _made(
    values: Mapping[str, Any],
    own: Mapping[str, Any],
    texts: Texts,
    *,
    options: CollectionOptions,
    kind: str,
    slug: str,
    position: tuple[int, ...],
) -> Item:
    fields = {
        name: texts.convert("prose", value, (*position, name)) if options.fields[name] == "markdown" else value
        for name, value in own.items()
    }
    common = {key: value for key, value in values.items() if key != "slug"}
    item = make(
        Item, common, texts, path=position, collection=kind, file=texts.document.file, slug=slug, position=position,
        fields=fields,
    )  # fmt: skip
    return replace(item, offsets=_offsets(item))


def _offsets(item: Item) -> tuple[int, int]:
    first = item.date or item.start or item.end
    last = item.end or first
    return (_offset(first, item.timezone), _offset(last, item.timezone))


def _offset(when: Moment | None, name: str | None) -> int:
    """Return how many minutes a clock is ahead of UTC at a time."""
    time_zone = zone(name) if name else None
    if when is None or not when.time or time_zone is None:
        return 0
    ahead = datetime.fromisoformat(when.iso).replace(tzinfo=time_zone).utcoffset()
    return int(ahead.total_seconds()) // 60 if ahead else 0


def _reversed(items: Sequence[Item]) -> Iterator[Problem]:
    """Yield an error for each item that ends before it begins, as exactly as both are known."""
    for item in items:
        first = item.start or item.date
        if first is None or item.end is None:
            continue
        known = min(len(first.iso), len(item.end.iso))
        if item.end.iso[:known] < first.iso[:known]:
            where = f"[{item.position[0]}].end" if item.position else "end"
            sentence = f'"{item.end.iso}" is before it begins ({first.iso})'
            yield Problem(item.file, field=where, sentence=sentence, hint="exchange the two, or correct one")


def _begin_twice(items: Sequence[Item]) -> Iterator[Problem]:
    """Yield a warning for each item that says with two keys when it was."""
    for item in items:
        if item.date and item.start:
            where = f"[{item.position[0]}].start" if item.position else "start"
            sentence = f'stands beside date, which is when it was: "{item.start.iso}" is shown nowhere'
            hint = "leave out one of them: date where it was one day, start and end where it lasted"
            yield Problem(item.file, field=where, sentence=sentence, hint=hint, severity="warning")


def _clashes(items: Sequence[Item]) -> Iterator[Problem]:
    same: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        same[item.slug.casefold()].append(item)
    for clashing in same.values():
        for item in clashing if len(clashing) > 1 else ():
            others = ", ".join(sorted({other.file for other in clashing if other is not item}))
            where = f"[{item.position[0]}].slug" if item.position else "slug"
            hint = "give each a slug of its own" if item.position else "rename one of them"
            yield Problem(item.file, field=where, sentence=f'"{item.slug}" is also the slug of {others}', hint=hint)
