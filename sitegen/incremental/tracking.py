"""Tracked reads: which parts of a site a page has looked at.

In: the parts of a site by name. Out: the same parts, which note every read of them, and a digest of what a read came
to. A page is kept as long as all its reads come to the same, so nobody keeps a list of what a page depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import fields, is_dataclass, replace
from enum import IntEnum
from typing import Any, TypeVar, cast, overload

from sitegen.incremental.packing import basis, digest
from sitegen.model import Content, Paper, Papers
from sitegen.records import NamedTuple
from sitegen.site.graph import Person, Site

Value = TypeVar("Value")
Item_co = TypeVar("Item_co", covariant=True)
MISSING = b""
APART = "\0"
"""Stands between the key of an item and the name of its field."""
REMEMBERED = 100_000
"""Reads whose digests are kept for the next task that has read the same; then they are forgotten, all at once."""
PAPER = "paper"
"""The part that holds whole papers; the facts of each are in its entry."""


class Way(IntEnum):
    """The way of reading: a field of an item, an item, whether it has one, whether any, how many, or all of it."""

    FIELD = -1
    ITEM = 0
    HAS = 1
    ANY = 2
    COUNT = 3
    ALL = 4


class Read(NamedTuple):
    """One read: the part, how it was read, and the key of the item; for `FIELD` with the field's name after it."""

    part: str
    way: Way
    key: str = ""


class Tracker:
    """Notes the reads of one task at a time, and tells what a read comes to in this build."""

    def __init__(self) -> None:
        self._noted: dict[Read, None] = {}
        self._parts: dict[str, Any] = {}
        self._digests: dict[tuple[str, int, str], bytes] = {}
        self._of_item: dict[str, Callable[[str], bytes]] = {}

    def mapping(self, part: str, items: Mapping[str, Value]) -> Mapping[str, Value]:
        """Return a mapping that notes which of its keys are read."""
        self._parts[part] = items
        return TrackedMapping(part, items, self)

    def sequence(self, part: str, items: Sequence[Value]) -> Sequence[Value]:
        """Return a sequence that notes whether it is counted, searched or read."""
        self._parts[part] = items
        return TrackedSequence(part, items, self)

    def values(self, part: str, values: Mapping[str, Any]) -> None:
        """Let `values` be a part that is read item by item, and noted by whoever reads it."""
        self._parts[part] = values

    def digests(self, part: str, keys: Collection[str], of: Callable[[str], bytes]) -> None:
        """Let a part be known by the digest `of` each of its keys."""
        self._parts[part] = keys
        self._of_item[part] = of

    def note(self, part: str, way: Way, key: str = "") -> None:
        """Note a read."""
        self._noted[Read(part, way, key)] = None

    def watch(self, work: Callable[[], Value]) -> tuple[Value, tuple[Read, ...]]:
        """Do some work; return its result, and what it read, sorted."""
        self._noted = {}
        return work(), tuple(sorted(self._noted))

    def forget(self) -> None:
        """Forget what reads came to, when no task follows: whole papers are read through it to the end of a command."""
        self._digests.clear()
        self._noted = {}

    def digest(self, reads: Iterable[tuple[str, int, str]]) -> bytes:
        """Return a digest of what some reads, each as plain values, come to now."""
        return digest(b"".join([self._digests.get(read) or self._digest(read) for read in reads]))

    def _digest(self, read: tuple[str, int, str]) -> bytes:
        if len(self._digests) >= REMEMBERED:
            self._digests.clear()
        value_digest = self._digests[read] = digest(self._value(*read))
        return value_digest

    def _value(self, part: str, way: int, key: str) -> bytes:
        items = self._parts.get(part)
        if items is None:
            return MISSING
        if way == Way.COUNT:
            return b"%d" % len(items)
        if way == Way.ANY:
            return b"%d" % bool(items)
        if way == Way.HAS:
            return b"%d" % (key in items)
        if way == Way.FIELD:
            name, _, field_name = key.rpartition(APART)
            return basis(getattr(items[name], field_name, None)) if name in items else MISSING
        if way == Way.ITEM:
            return self._item(part, items, key) if key in items else MISSING
        if isinstance(items, Mapping):
            return b"".join([digest(basis(name)) + self._digests_of(part, name) for name in items])
        return basis(tuple(items))

    def _digests_of(self, part: str, key: str) -> bytes:
        read = Read(part, Way.ITEM, key)
        return self._digests.get(read) or self._digest(read)

    def _item(self, part: str, items: Any, key: str) -> bytes:
        of = self._of_item.get(part)
        return of(key) if of else basis(items[key])


class TrackedMapping(Mapping[str, Item_co]):
    """A mapping that notes what is read of it."""

    def __init__(self, part: str, items: Mapping[str, Item_co], tracker: Tracker) -> None:
        """Stand before `items`."""
        self._part, self._items, self._tracker = part, items, tracker

    def __getitem__(self, key: str) -> Item_co:
        item = self._items[key]
        if type(item) is Person:  # of whom most pages want no more than a name
            return cast(Item_co, TrackedRecord(self._part, key, item, self._tracker))
        self._tracker.note(self._part, Way.ITEM, key)
        return item

    def __contains__(self, key: object) -> bool:
        self._tracker.note(self._part, Way.HAS, str(key))
        return key in self._items

    def __bool__(self) -> bool:
        self._tracker.note(self._part, Way.ANY)
        return bool(self._items)

    def __iter__(self) -> Iterator[str]:
        self._tracker.note(self._part, Way.ALL)
        return iter(self._items)

    def __len__(self) -> int:
        self._tracker.note(self._part, Way.COUNT)
        return len(self._items)

    def items(self) -> ItemsView[str, Item_co]:
        """Note that all is read, and not every item beside."""
        self._tracker.note(self._part, Way.ALL)
        return self._items.items()

    def values(self) -> ValuesView[Item_co]:
        """Note that all is read, and not every item beside."""
        self._tracker.note(self._part, Way.ALL)
        return self._items.values()


class TrackedSequence(Sequence[Item_co]):
    """A sequence that notes what is read of it."""

    def __init__(self, part: str, items: Sequence[Item_co], tracker: Tracker) -> None:
        """Stand before `items`."""
        self._part, self._items, self._tracker = part, items, tracker

    @overload
    def __getitem__(self, index: int) -> Item_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item_co]: ...
    def __getitem__(self, index: int | slice) -> Item_co | Sequence[Item_co]:
        self._tracker.note(self._part, Way.ALL)
        return self._items[index]

    def __iter__(self) -> Iterator[Item_co]:
        self._tracker.note(self._part, Way.ALL)
        return iter(self._items)

    def __bool__(self) -> bool:
        self._tracker.note(self._part, Way.ANY)
        return bool(self._items)

    def __len__(self) -> int:
        self._tracker.note(self._part, Way.COUNT)
        return len(self._items)

    def __contains__(self, value: object) -> bool:
        if isinstance(value, str):
            self._tracker.note(self._part, Way.HAS, value)
        else:
            self._tracker.note(self._part, Way.ALL)
        return value in self._items


class TrackedRecord:
    """A record that notes which of its fields are read."""

    def __init__(self, part: str, key: str, record: Any, tracker: Tracker) -> None:
        """Stand before `record`, which is the item `key` of a part."""
        self._place, self._record, self._tracker = (part, key), record, tracker

    def __getattr__(self, name: str) -> Any:
        part, key = self._place
        self._tracker.note(part, Way.FIELD, f"{key}{APART}{name}")
        return getattr(self._record, name)


class TrackedSite:
    """A site that notes what is read of it; its settings are not noted, for nothing is made without them."""

    def __init__(self, site: Site, tracker: Tracker) -> None:
        """Stand before `site`, whose papers are read through the tracker too."""
        self.config = site.config
        self._tracker = tracker
        self._parts: dict[str, Any] = {}
        self._single: dict[str, Any] = {}
        for part in (field.name for field in fields(site) if field.name != "config"):
            value = getattr(site, part)
            if isinstance(value, Mapping):
                self._parts[part] = tracker.mapping(part, value)
            elif isinstance(value, tuple) and not hasattr(value, "_fields"):
                self._parts[part] = tracker.sequence(part, value)
            else:
                self._single[part] = value
        tracker.values("single", self._single)

    def __getattr__(self, name: str) -> Any:
        if name in self._parts:
            return self._parts[name]
        if name in self._single:
            value = self._single[name]
            if is_dataclass(value):
                return TrackedRecord("single", name, value, self._tracker)
            self._tracker.note("single", Way.ITEM, name)
            return value
        raise AttributeError(f"a site has no {name}")


def tracked_papers(papers: Papers, tracker: Tracker) -> Papers:
    """Return the papers of a site, of which every one that is read whole is noted."""

    def read(slug: str) -> Paper:
        tracker.note(PAPER, Way.ITEM, slug)
        return papers.read(slug)

    return Papers(papers.facts, read)


def tracked_content(content: Content) -> tuple[Content, Tracker]:
    """Return a content of which every paper that is read whole is noted, and what notes it."""
    tracker = Tracker()
    if isinstance(content.papers, Papers):
        content = replace(content, papers=tracked_papers(content.papers, tracker))
    return content, tracker


def tracked_site(site: Site, tracker: Tracker) -> Site:
    """Return the site as tasks see it: every read of it is noted.

    What stands for a whole paper is the digest in its facts.
    """

    def paper_digest(slug: str) -> bytes:
        return site.entries[slug].facts.digest

    tracker.digests(PAPER, site.entries.keys(), paper_digest)
    return cast(Site, TrackedSite(site, tracker))
