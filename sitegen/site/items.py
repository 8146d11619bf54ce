"""Items in their place in the site: talks, courses, projects … with the people and papers that they lead to.

In: the items of the content, everybody on the site, and its papers. Out: a group a kind, newest first; and what the
pages of papers and people say of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from sitegen.model import CollectionOptions, Date, Item, Text, kinds_of
from sitegen.records import dataclass

Somebody = TypeVar("Somebody")


class Participant(NamedTuple, Generic[Somebody]):
    """Somebody who takes part in an item: the name, and the person of the site, where it is one."""

    name: str
    person: Somebody | None


class ItemRef(NamedTuple):
    """An item as the pages of its papers and people name it; `place` is what tells it from others: where it was."""

    kind: str
    slug: str
    title: Text
    date: Date
    place: str
    has_page: bool


@dataclass(frozen=True, slots=True)
class SiteItem(Generic[Somebody]):
    """One item in its place in the site."""

    item: Item
    people: tuple[Participant[Somebody], ...]

    @property
    def slug(self) -> str:
        """The item's slug."""
        return self.item.slug


@dataclass(frozen=True, slots=True)
class ItemGroup(Generic[Somebody]):
    """All items of a kind, newest first; what has no date stands first, by title."""

    kind: str
    options: CollectionOptions
    items: tuple[SiteItem[Somebody], ...]


def grouped(
    items: Sequence[Item],
    declared: Mapping[str, CollectionOptions],
    person_of: Callable[[str], tuple[str, Somebody | None]],
) -> dict[str, ItemGroup[Somebody]]:
    """Return the group of each kind that has items; `person_of` returns the name and the person behind a word."""
    kinds, by_kind = kinds_of(declared), defaultdict(list)
    for item in items:
        people = tuple(Participant(*person_of(word)) for word in item.people)
        by_kind[item.collection].append(SiteItem(item, people))
    return {
        kind: ItemGroup(kind, kinds[kind], tuple(sorted(by_kind[kind], key=_newest_first)))
        for kind in kinds
        if by_kind[kind]
    }


def of_papers(groups: Iterable[ItemGroup[Somebody]]) -> dict[str, tuple[ItemRef, ...]]:
    """Return the items about each paper, by its slug."""
    refs_by_paper: dict[str, list[ItemRef]] = defaultdict(list)
    for group in groups:
        for entry in group.items:
            for slug in dict.fromkeys(entry.item.papers):
                refs_by_paper[slug].append(ref(group, entry))
    return {slug: tuple(refs) for slug, refs in refs_by_paper.items()}


def of_people(
    groups: Iterable[ItemGroup[Somebody]], slug_of: Callable[[Somebody], str], owner: str | None
) -> dict[str, tuple[ItemRef, ...]]:
    """Return the items that each person takes part in, by slug; those that name nobody are the owner's."""
    refs_by_person: dict[str, list[ItemRef]] = defaultdict(list)
    for group in groups:
        for entry in group.items:
            own = [owner] if owner and not entry.people else []
            for slug in dict.fromkeys(
                [*own, *(slug_of(authorship.person) for authorship in entry.people if authorship.person)]
            ):
                refs_by_person[slug].append(ref(group, entry))
    return {slug: tuple(refs) for slug, refs in refs_by_person.items()}


def ref(group: ItemGroup[Somebody], site_item: SiteItem[Somebody]) -> ItemRef:
    """Return an item as other pages name it."""
    item = site_item.item
    event = str(item.fields.get("event") or item.fields.get("institution") or item.fields.get("outlet") or "")
    return ItemRef(group.kind, item.slug, item.title, item.began, event or item.place or "", group.options.pages)


def _newest_first(site_item: SiteItem[Somebody]) -> tuple[int, int, int, str, str, str]:
    item = site_item.item
    date = item.began
    time = next((when.time for when in (item.date, item.start, item.end) if when), "")
    year = -date.year if date else -9999
    late = "".join(chr(0x10FFFF - ord(sign)) for sign in time)
    return (year, -date.month, -date.day, late, item.title.plain.casefold(), item.slug)
