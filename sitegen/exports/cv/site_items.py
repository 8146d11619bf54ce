"""Talks, courses, grants and projects of the site as entries of a curriculum vitae.

In: `cv.yaml` as it was read, the items of the site, whose it is. Out: the same with an entry for each item that it does
not name itself, newest first, ahead of its own. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sitegen.model import CV_SECTIONS, Cv, CvEntry, Item
from sitegen.regex import regex
from sitegen.site.graph import PersonRef
from sitegen.site.items import ItemGroup, SiteItem

KINDS = ("talks", "teaching", "grants", "projects")
"""Kinds of items that a section of the same name is for."""
_WHERE = ("event", "institution", "funder", "outlet")
_LETTERS = regex(r"\W+")


def with_items(cv: Cv, items: Mapping[str, ItemGroup[PersonRef]], owner: str | None) -> Cv:
    """Return a curriculum vitae with the items of the site; `owner` is the slug of whose it is, nothing for a lab's."""
    more: dict[str, Any] = {}
    for kind in KINDS:
        entries: tuple[CvEntry, ...] = getattr(cv, kind)
        known = {_letters(entry.title or entry.name or "") for entry in entries}
        group = items[kind].items if kind in items else ()
        own = [_entry(each.item) for each in group if _is_own(each, owner)]
        if new := [entry for entry in own if _letters(entry.title or "") not in known]:
            more[kind] = (*new, *entries)
    sections = [kind for kind in more if kind not in cv.order]
    return replace(cv, order=_order(cv.order, sections), **more) if more else cv


def _is_own(each: SiteItem[PersonRef], owner: str | None) -> bool:
    people = {participant.person.slug for participant in each.people if participant.person}
    return owner is None or not each.people or owner in people


def _entry(item: Item) -> CvEntry:
    fields = {name: str(value) for name, value in item.fields.items() if isinstance(value, str | int)}
    has_range = bool(item.start and item.end)
    return CvEntry(
        title=item.title.plain,
        organization=next((fields[name] for name in _WHERE if name in fields), None),
        place=item.place,
        position=fields.get("role"),
        amount=fields.get("amount"),
        number=fields.get("number"),
        start=item.began if has_range else None,
        end=item.ended if has_range else None,
        date=(item.began or None) if not has_range else None,
        summary=item.summary,
    )


def _order(order: tuple[str, ...], sections: list[str]) -> tuple[str, ...]:
    """Return the order of the file with sections that it does not name, each before what usually follows it."""
    for section in sections:
        behind = CV_SECTIONS[CV_SECTIONS.index(section) + 1 :]
        position = next((at for at, name in enumerate(order) if name in behind), len(order))
        order = (*order[:position], section, *order[position:])
    return order


def _letters(title: str) -> str:
    return _LETTERS.sub("", title.casefold())
