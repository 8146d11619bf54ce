"""Edits found from the model: a value of every key of every kind of file, written or taken away.

In: what `content/fields` says of each kind. Out: edits by name (`paper links`), as those of `every_edit`. A key that is
added to the model is edited from then on; a form that it brings needs a line in `VALUES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from sitegen.content.fields import ALONE, KINDS, STAND_IN, Anything, Leaf, ListOf, MapOf, OneOf, Shape, keys
from sitegen.model import Authorship
from sitegen.text.accounts import ACCOUNTS
from tests.repeated_builds import Trial

Edit = Callable[[Trial], object]
PEOPLE = ("Naguib Mahfouz", "Joe Oldname", "van der Berg", "李娜", "Ghost Writer", "LI NA", "Eve Adams", "Adams, Eve")

VALUES: Mapping[str, Callable[[int], str]] = {
    "phrase": lambda n: f"Phrase {n} of $x^{n % 9}$ and \\emph{{more}}",
    "abstract": lambda n: f"Text {n}.\n\nAnd $a_{n % 9}<b$, \\lab.",
    "prose": lambda n: f"So *{n}*, see [it](assets/{n % 4}.txt).",
    "word": lambda n: f"Word {n % 40}",
    "label": lambda n: f"Label {n % 9}",
    "entry": lambda n: f"Entry {n}" if n % 5 else "",
    "key": lambda n: f"key{n % 5}",
    "name": lambda n: PEOPLE[n % len(PEOPLE)],
    "name_part": lambda n: ("Eve", "Mahfouz", "Berg", "Adams")[n % 4],
    "date": lambda n: f"{1990 + n % 40}" + (f"-{1 + n % 12:02d}" if n % 3 else ""),
    "end": lambda n: "present" if n % 3 == 0 else f"{2010 + n % 20}",
    "instant": lambda n: f"20{20 + n % 20}-05-0{1 + n % 9}" + ("T10:15" if n % 2 else ""),
    "timezone": lambda n: ("Europe/Berlin", "America/New_York", "Asia/Tokyo")[n % 3],
    "flag": lambda n: ("true", "false")[n % 2],
    "count": lambda n: str(n % 12),
    "orcid": lambda n: ("0000-0002-1825-0097", "0000-0001-5109-3700")[n % 2],
    "doi": lambda n: f"10.1234/edit.{n}",
    "arxiv": lambda n: f"24{1 + n % 12:02d}.0{1000 + n}",
    "email": lambda n: f"p{n % 9}@example.org",
    "url": lambda n: f"https://example.org/{n % 50}",
    **{f"{key}_account": partial("{0}{1}".format, form.like) for key, form in ACCOUNTS.items()},
    "mastodon_account": lambda n: f"@ada{n % 9}@mastodon.social",
    "base_url": lambda n: f"https://example.org/{('', 'x/', 'a/b/')[n % 3]}",
    "colour": lambda n: f"#1f6f{n % 90 + 10}",
    "repository": lambda n: f"https://github.com/example/site{n % 3}",
    "plugin_name": lambda n: f"institute.format{n % 3}",
    "uuid": lambda n: f"0b5c3a4e-8a7f-4f62-9d7c-2f1f3a6b9c{n % 90 + 10}",
    "host": lambda n: f"site{n % 5}.example",
    "server": lambda n: f"https://count{n % 5}.example",
    "proof": lambda n: f"proof{n}",
    "schema_type": lambda n: ("Event", "Course", "CreativeWork")[n % 3],
    "origin": lambda n: f"https://cdn{n % 5}.example",
    "target": lambda n: f"https://example.org/t{n}" if n % 3 else f"assets/{n % 4}.txt",
    "file": lambda n: f"assets/{n % 4}.png",
    "slug": lambda n: f"slug-{n % 30}",
    "path": lambda n: f"old/{n}",
    "place": lambda n: ("papers/", "authors/", f"https://example.org/{n}")[n % 3],
    "macro": lambda n: ("lab", "method", "team")[n % 3],
    "language": lambda n: ("en", "de", "fr", "ar")[n % 4],
}
"""One value of each form for a number."""
OF_EACH_KIND: Mapping[str, tuple[str, ...]] = {
    "paper": ("papers/**/*.yaml",),
    "author": ("authors/*.yaml",),
    "site": ("site.yaml",),
    "page": ("pages/*.md",),
    "news": ("news.yaml",),
    "venues": ("venues.yaml",),
    "cv": ("cv.yaml",),
    "topic": ("topics/c.md",),
    "home": ("home.md",),
    "item": ("talks/t.yaml", "projects/p.yaml"),
    "items": ("reviews.yaml",),
}
"""Where files of each kind lie; a file that is not there yet is made."""
KNOWN: Mapping[tuple[str, str], Callable[[Trial], Any]] = {
    ("site", "theme"): lambda trial: trial.chance.choice(["folio", "classic", "lab"]),
    ("site", "owner"): lambda trial: Path(trial.some("authors/*.yaml")).stem,
    ("site", "references"): lambda _: ["apa"],
    ("site", "languages"): lambda trial: [["en"], ["en", "de"]][trial.number() % 2],
    ("item", "papers"): lambda trial: [Path(trial.some("papers/**/*.yaml")).stem],
    ("items", "papers"): lambda trial: [Path(trial.some("papers/**/*.yaml")).stem],
    ("news", "paper"): lambda trial: Path(trial.some("papers/**/*.yaml")).stem,
    ("author", "not"): lambda trial: [Path(trial.some("papers/**/*.yaml")).stem],
}
"""Keys whose values name other things of the site, which a random word never would."""


def value(shape: Shape, trial: Trial, depth: int = 0) -> Any:
    """Return a value that a key of this shape may have."""
    chance = trial.chance
    if isinstance(shape, Leaf):
        return VALUES[shape.form](trial.number())
    if isinstance(shape, OneOf):
        return chance.choice(shape.words)
    if isinstance(shape, ListOf):
        return [value(shape.item, trial, depth + 1) for _ in range(chance.randint(1, 2))]
    if isinstance(shape, MapOf):
        return {value(shape.key, trial): value(shape.value, trial, depth + 1) for _ in range(chance.randint(1, 2))}
    if isinstance(shape, Anything):
        return chance.choice([f"x{trial.number()}", ["a", f"b{trial.number()}"], {"c": f"d{trial.number()}"}])
    return _part(shape.kind, trial, depth)


def _part(kind: type, trial: Trial, depth: int) -> Any:
    """Return a mapping with what it needs and one or two keys more; or the text that may stand for it."""
    known, chance = keys(kind), trial.chance
    if kind in ALONE and chance.random() < 0.4:
        return value(known[ALONE[kind]].shape, trial, depth + 1)
    needed = [key for key in known.values() if key.required]
    names = [name for name in STAND_IN.get(kind, ())[:1] if kind is Authorship]
    more = chance.sample(sorted(known), min(len(known), chance.randint(0 if needed or names else 1, 2)))
    chosen = dict.fromkeys([*(key.name for key in needed), *names, *(more if depth < 3 else ())])
    return {name: value(known[name].shape, trial, depth + 1) for name in chosen}


def change(kind: str, name: str, trial: Trial) -> None:
    """Write a value of a key into a file of a kind, or take the key away."""
    key = keys(KINDS[kind])[name]
    path = _path(kind, trial)
    file = trial.folders[0] / path
    data = _read(file)
    records = data if isinstance(data, list) else [data]
    if kind == "venues" and not records[0]:
        records[0]["CoT"] = {}
    record = trial.chance.choice(list(records[0].values()) if kind == "venues" else records)
    if name in record and not key.required and trial.chance.random() < 0.4:
        del record[name]
    else:
        for needed in keys(KINDS[kind]).values():
            if needed.required and needed.name not in record:
                record[needed.name] = value(needed.shape, trial)
        record[name] = KNOWN[kind, name](trial) if (kind, name) in KNOWN else value(key.shape, trial)
    _write(trial, path, data)


def _path(kind: str, trial: Trial) -> str:
    pattern = trial.chance.choice(OF_EACH_KIND[kind])
    return trial.some(pattern) if "*" in pattern else f"content/{pattern}"


def _read(file: Path) -> Any:
    """Return the keys of a file; of a list of them one at least."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if file.suffix == ".md":
        text = text.split("---\n")[1] if text.startswith("---\n") else ""
    try:
        data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes only texts
    except yaml.YAMLError:  # the mistake of an edit just before
        data = None
    return data or ([{}] if file.stem in {"news", "reviews"} else {})


def _write(trial: Trial, path: str, data: Any) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    if not path.endswith(".md"):
        return trial.text(path, text)
    file = trial.folders[0] / path
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    body = old.split("---\n", 2)[2] if old.startswith("---\n") else f"Words {trial.number()}.\n"
    return trial.text(path, f"---\n{text}---\n{body}")


MODEL_EDITS: Mapping[str, Edit] = {
    f"{kind} {name}": partial(change, kind, name) for kind in OF_EACH_KIND for name in keys(KINDS[kind])
}
"""An edit for each key of each kind of file."""
