"""Front page of a HugoBlox site: its sections, each a file of `content/home/` or an item of `content/_index.md`.

In: an `OldSite`, and its people. Out: the owner's life (education, positions, awards, skills) as `cv.yaml`, and the
words of all other sections as `home.md`. Sections that are switched off are left, lists of what is elsewhere too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sitegen.importers.front_matter import OldFile
from sitegen.importers.hugo_folders import mapping, stem
from sitegen.importers.hugo_people import HugoPeople
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import is_true, says, text_of
from sitegen.importers.printed_citation import bare
from sitegen.records import NamedTuple

_LIVES = {
    "experience": ("experience", "items"), "accomplishments": ("item", "items"), "featurette": ("feature", "items"),
    "features": ("feature", "items"), "skills": ("feature", "items"), "resume-experience": ("experience", "items"),
    "resume-awards": ("items",), "resume-skills": ("items",), "certificates": ("items",),
}  # fmt: skip
"""Kinds of sections that tell of a life, and under which key each lists it."""
_MEANT = {"resume-experience": "experience", "resume-awards": "awards", "resume-skills": "skills"}
_LISTS = ("item", "items", "feature", "experience", "gallery_item", "cta", "cta_note")
"""Keys in which sections say more than words."""


class _HomeSection(NamedTuple):
    """One section: its kind, its title, its keys, its words; `key` is the key of its file under which it stands."""

    kind: str
    title: str
    values: dict[str, Any]
    words: str
    old: OldFile
    path: str
    key: str = ""


def read(site: OldSite, people: HugoPeople) -> None:
    """Take the front page."""
    parts = []
    for section in [*_blocks(site), *_widgets(site)]:
        listed = _life(section, people)
        for key in _LISTS:
            if key != listed and says(section.values.get(key)):
                path_of_key = (section.key,) if section.key else (key,)
                site.lose(section.old, key, section.values[key], *path_of_key)
        if section.path == people.about:
            continue
        words = site.text(section.old, section.path, section.words, key=section.key) if section.words.strip() else ""
        if words:
            parts += [f"## {section.title}" if section.title else "", words]
    site.add_home("\n\n".join(filter(None, parts)))


def _blocks(site: OldSite) -> Iterator[_HomeSection]:
    """The sections of `content/_index.md`, and the words below its keys."""
    path = site.first("content/_index.md", "content/_index.markdown")
    if not path:
        return
    old = site.page(path)
    yield _HomeSection("", "", {}, old.body, old, path)
    sections = old.mapping.get("sections")
    for section in map(mapping, sections if isinstance(sections, list) else []):
        content = mapping(section.get("content"))
        words = content.get("text")
        title = bare(text_of(content.get("title")))
        words = words if isinstance(words, str) else ""
        yield _HomeSection(text_of(section.get("block")), title, content, words, old, path, "sections")


def _widgets(site: OldSite) -> Iterator[_HomeSection]:
    """The files of `content/home/` that are switched on, in their order."""
    weighted = []
    for path in site.within("content/home"):
        old = site.page(path)
        values = dict(old.mapping)
        switches = [text_of(values.get(key)).lower() for key in ("active", "activate")]
        if "false" not in switches and not is_true(values.get("draft")):
            weight = text_of(values.get("weight"))
            kind = text_of(values.get("widget")) or stem(path)
            title = bare(text_of(values.get("title"))).replace("\xad", "").replace("&shy;", "")
            section = _HomeSection(kind.lower(), title, values, old.body, old, path)
            weighted.append((int(weight) if re.fullmatch(r"\d{1,6}", weight) else 0, section))
    yield from (section for _, section in sorted(weighted, key=lambda pair: pair[0]))


def _life(section: _HomeSection, people: HugoPeople) -> str:
    """Take what a section tells of the owner's life; returns the key that it stood under."""
    for key in _LIVES.get(section.kind, ()):
        entries = section.values.get(key)
        if not (isinstance(entries, list) and says(entries)):
            continue
        name = _MEANT.get(section.kind) or ("experience" if section.kind == "experience" else section.title)
        others = ("certificates",) if section.kind in ("accomplishments", "certificates") else ()
        path = (section.key or key,)
        for alias in (name, *others):
            if people.live(section.old, alias, _skills(entries) if "skill" in alias.lower() else entries, path):
                return key
    return ""


def _skills(entries: list[Any]) -> list[Any]:
    """Skills: what is said beside each is how good one is at it. HugoBlox parts them into groups."""
    inner = [item for entry in entries for item in (mapping(entry).get("items") or [entry])]
    return [
        {"name": entry.get("name"), "level": entry.get("description") or entry.get("percent")}
        for entry in map(mapping, inner)
    ]
