"""The people of a lab: those who are there, by group, and those who were.

In: everybody with a file, in their order, and the theme's words. Out: groups of people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.model import Date
from sitegen.render.page_context import RenderContext
from sitegen.render.views import PictureView
from sitegen.site.graph import Person

Group = tuple[str | None, tuple[Person, ...]]
_EVER = Date(0)


def groups(members: Sequence[Person], words: Mapping[str, Any]) -> tuple[Group, ...]:
    """Return those who are there by group; groups in the order of their first member, those without one last."""
    found: dict[str | None, list[Person]] = {}
    for one in members:
        if not _has_left(one, words):
            found.setdefault(one.author.group if one.author else None, []).append(one)
    named = sorted(found.items(), key=lambda item: item[0] is None)
    return tuple((name, tuple(people)) for name, people in named)


def alumni(members: Sequence[Person], words: Mapping[str, Any]) -> tuple[Person, ...]:
    """Return those who have left, the last first; those of whom nobody said when at the end."""
    gone = [one for one in members if _has_left(one, words)]
    return tuple(sorted(gone, key=_until, reverse=True))


def faces(members: Sequence[Person], context: RenderContext) -> dict[str, PictureView]:
    """Return the pictures of those who have one that can be shown, by slug."""
    return {one.slug: found for one in members if (found := face(one, context))}


def face(one: Person, context: RenderContext) -> PictureView | None:
    """Return a person's picture, where there is one that can be shown."""
    picture = one.author.picture if one.author else None
    return context.here.pictures.faces.get(picture) if picture else None


def _has_left(one: Person, words: Mapping[str, Any]) -> bool:
    """Tell by the date on which someone left, or by the name of their group."""
    group = one.author.group if one.author else None
    return _until(one) != _EVER or (group or "").casefold() in {"alumni", str(words["alumni"]).casefold()}


def _until(one: Person) -> Date:
    return (one.author.until if one.author else None) or _EVER
