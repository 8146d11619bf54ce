"""`content/README.md` lists every key with the meaning the model gives it; `--update-golden` writes the lists anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.content.fields import ALONE, KINDS, Anything, Key, Leaf, ListOf, MapOf, OneOf, Part, Shape, keys
from sitegen.content.forms import READERS
from sitegen.model import KNOWN_KINDS

README = Path(__file__).parents[2] / "content" / "README.md"
FILES = {
    "paper": "`papers/<slug>.yaml`",
    "author": "`authors/<slug>.yaml`",
    "site": "`site.yaml`",
    "page": "Keys at the top of `pages/<slug>.md`",
    "news": "Each item of `news.yaml`",
    "venues": "Each name of `venues.yaml`",
    "cv": "`cv.yaml`",
    "topic": "Keys at the top of `topics/<slug>.md`",
    "home": "Keys at the top of `home.md`",
    "item": "`<kind>/<slug>.yaml`: talks, teaching, projects … and kinds of your own",
}
FORMS = {
    "phrase": "text, LaTeX",
    "abstract": "Markdown, LaTeX",
    "prose": "Markdown",
    "word": "text",
    "label": "text, LaTeX",
    "entry": "text",
    "key": "text",
    "name": "name",
    "name_part": "name",
    "date": "date",
    "end": "date, or `present`",
    "instant": "date, or `YYYY-MM-DDTHH:MM`",
    "timezone": "time zone",
    "flag": "true or false",
    "count": "number",
    "orcid": "ORCID iD",
    "doi": "DOI",
    "arxiv": "arXiv id",
    "colour": "colour",
    **dict.fromkeys((name for name in READERS if name.endswith("_account")), "text"),
    "proof": "text",
    "schema_type": "text",
    "email": "e-mail address",
    "url": "address",
    "base_url": "address",
    "repository": "address",
    "host": "host name",
    "origin": "`https://host`",
    "server": "server",
    "uuid": "UUID",
    "plugin_name": "name of a plug-in",
    "target": "address or file",
    "file": "file",
    "slug": "slug",
    "path": "path of the site",
    "place": "path of the site, or address",
    "macro": "macro name",
    "language": "language tag",
}


def _form(shape: Shape) -> str:
    match shape:
        case Leaf(form):
            return FORMS[form]
        case OneOf(words, other):
            return ", ".join((*(f"`{word}`" for word in words), *([FORMS[other]] if other else ())))
        case ListOf(item, or_one):
            return f"{_form(item)}, or a list of them" if or_one else f"list: {_form(item)}"
        case MapOf(key, value):
            return f"mapping: {_form(key)} to {_form(value)}"
        case Part(kind):
            return f"[{kind.__name__}](#{kind.__name__.lower()})" + (f" or its {ALONE[kind]}" if kind in ALONE else "")
        case Anything():
            return "anything"


def _rows(kind: type) -> str:
    lines = ["| key | form | meaning |", "| --- | --- | --- |"]
    lines += [f"| `{key.name}` | {_form(key.shape)} | {_meaning(key)} |" for key in keys(kind).values()]
    return "\n".join(lines)


def _meaning(key: Key) -> str:
    return ("**Required.** " if key.required else "") + key.meaning


def _parts(kind: type) -> list[type]:
    """The dataclasses that stand within this one, in the order of its keys."""
    found: list[type] = []
    for key in keys(kind).values():
        shape: Shape = key.shape
        while isinstance(shape, ListOf | MapOf):
            shape = shape.item if isinstance(shape, ListOf) else shape.value
        if isinstance(shape, Part):
            found += [shape.kind, *_parts(shape.kind)]
    return found


def _lists() -> str:
    sections = [f"### {FILES[name]}\n\n{_rows(kind)}\n" for name, kind in KINDS.items() if name != "items"]
    parts = {part.__name__: part for kind in KINDS.values() for part in _parts(kind)}
    sections += [f"### {name}\n\n{(part.__doc__ or '').strip()}\n\n{_rows(part)}\n" for name, part in parts.items()]
    return "\n" + "\n".join(sections) + "\n"


def _kinds() -> str:
    lines = ["| folder | in JSON-LD | keys beside those of all items |", "|---|---|---|"]
    for kind, options in KNOWN_KINDS.items():
        names = ", ".join(f"`{name}`" for name in options.fields)
        lines.append(f"| `{kind}/` | `{options.type}` | {names}{' ' if names else ''}|")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("name", "made"), [("fields", _lists), ("kinds", _kinds)])
def test_every_key_is_documented(name: str, made: Callable[[], str], *, update_golden: bool) -> None:
    """What stands between the markers is made of the model: the lists of keys, and the kinds of items."""
    begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->\n"
    before, rest = README.read_text(encoding="utf-8").split(begin)
    written, after = rest.split(end)
    if update_golden:
        README.write_text(before + begin + made() + end + after, encoding="utf-8")
        return
    assert written == made(), f"{Path(__file__).name}, run with --update-golden, writes it anew"
