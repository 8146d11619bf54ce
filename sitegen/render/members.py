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
    by_group: dict[str | None, list[Person]] = {}
    for member in members:
        if not _has_left(member, words):
            by_group.setdefault(member.author.group if member.author else None, []).append(member)
    named = sorted(by_group.items(), key=lambda item: item[0] is None)
    return tuple((name, tuple(people)) for name, people in named)


def alumni(members: Sequence[Person], words: Mapping[str, Any]) -> tuple[Person, ...]:
    """Return those who have left, the last first; those of whom nobody said when at the end."""
    gone = [member for member in members if _has_left(member, words)]
    return tuple(sorted(gone, key=_until, reverse=True))


def faces(members: Sequence[Person], context: RenderContext) -> dict[str, PictureView]:
    """Return the pictures of those who have one that can be shown, by slug."""
    return {member.slug: picture for member in members if (picture := face(member, context))}


def face(person: Person, context: RenderContext) -> PictureView | None:
    """Return a person's picture, where there is one that can be shown."""
    picture = person.author.picture if person.author else None
    return context.here.pictures.faces.get(picture) if picture else None


def _has_left(person: Person, words: Mapping[str, Any]) -> bool:
    """Tell by the date on which someone left, or by the name of their group."""
    group = person.author.group if person.author else None
    return _until(person) != _EVER or (group or "").casefold() in {"alumni", str(words["alumni"]).casefold()}


def _until(person: Person) -> Date:
    return (person.author.until if person.author else None) or _EVER
