"""The site as one piece of work sees it: what it reads is written down.

In: the site's parts, each under a name. Out: the same parts, which note their names as they are read; and a digest of
whatever a name stands for. So nobody keeps a list of what a page depends on: it depends on what it has read.
"""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, overload

from sitegen.site.collection import Collection as Group
from sitegen.site.graph import Entry, Person, Site

from .cache import Cache

Value = TypeVar("Value")
Item_co = TypeVar("Item_co", covariant=True)
ITEM, ALL, COUNT, WITHIN = ":", "*", "#", "?"
_READ = re.compile(r"(\w+)([:*#?])(.*)", re.DOTALL)
MISSING = b"nothing"
KNOWN = "known"


def digest(data: bytes) -> bytes:
    """Return what stands for some bytes: equal for equal ones, and for no others."""
    return hashlib.blake2b(data, digest_size=16).digest()


class Watch:
    """Notes what is read of the site's parts, and tells what each reading came to."""

    def __init__(self, known: Mapping[int, bytes] | None = None, cache: Cache | None = None) -> None:
        """`known` are digests of objects, by their identity, that somebody has at hand; in `cache` are older ones."""
        self.noted: dict[str, None] = {}
        self._parts: dict[str, Any] = {}
        self._digests = _Digests(self)
        self._known = dict(known or {})
        self._held: dict[int, Any] = {}
        self._cache = cache
        self._before: _Before = ((cache and cache.beside.get(KNOWN)) or (None, _Before()))[1]
        self._compared: set[str] = set()
        self._changed: set[str] = set()

    def mapping(self, name: str, items: Mapping[str, Value]) -> Named[Value]:
        """Return a mapping that notes which of its keys are read."""
        self._parts[name] = items
        return Named(name, items, self)

    def sequence(self, name: str, items: Sequence[Value]) -> Listed[Value]:
        """Return a sequence that notes whether it is counted, searched or read."""
        self._parts[name] = items
        return Listed(name, items, self)

    def value(self, name: str, value: Value) -> None:
        """Remember what `name` stands for, for whoever notes it."""
        self._parts[name] = (value,)

    def reading(self, work: Callable[[], Value]) -> tuple[Value, tuple[str, ...]]:
        """Do some work; return its result, and what it read."""
        self.noted = {}
        return work(), tuple(self.noted)

    def key(self, ground: bytes, reads: Iterable[str]) -> bytes:
        """Return a digest of `ground` and of all that was read, as it is now."""
        found = self._digests
        return digest(ground + b"".join([found[read] for read in reads]))

    def changed(self) -> frozenset[str]:
        """Return the readings of parts known so far that came to something else in the last build of this process."""
        for name in self._parts.keys() - self._compared:
            self._compared.add(name)
            before, now = self._before.parts.get(name), self._parts[name]
            if before is not now:
                reads = self._before.reads.get(name, {})
                self._changed.update(
                    read
                    for read, its_digest in reads.items()
                    if not _is_same(read, name, before, now) and self._digests[read] != its_digest
                )
        return frozenset(self._changed)

    def knows(self, value: Any, its_digest: bytes) -> None:
        """Take somebody's word for the digest of an object."""
        self._known[id(value)] = its_digest
        self._held[id(value)] = value

    def keep(self, used: Iterable[str]) -> None:
        """Remember in memory what the readings that are `used` come to, and the digests of all objects.

        The next build asks only what has changed, and an object that is the same has the same digest.
        """
        if self._cache:
            reads: dict[str, dict[str, bytes]] = {}
            for read in used:
                match = _READ.match(read)
                reads.setdefault(match[1] if match else read, {})[read] = self._digests[read]
            known = {number: self._known[number] for number in self._held}  # with what asking for the readings added
            self._cache.beside[KNOWN] = (None, _Before(self._held, known, self._parts, reads))
        self._before = _Before()

    def found(self, read: str) -> bytes:
        """Return what a reading comes to now."""
        name, way, key = read.partition(ITEM)
        if name not in self._parts:
            match = _READ.fullmatch(read)
            if match is None or match[1] not in self._parts:
                return MISSING
            name, way, key = match[1], match[2], match[3]
        part = self._parts[name]
        if way == COUNT:
            return b"%d" % len(part)
        if way == WITHIN:
            return b"%d" % (key in part)
        if way == ITEM:
            return self.of(part[key]) if key in part else MISSING
        if isinstance(part, Mapping):
            return b"".join(digest(key.encode("utf-8", "surrogatepass")) + self.of(one) for key, one in part.items())
        return b"".join(map(self.of, part))

    def of(self, value: Any) -> bytes:
        """Return the digest of any value of the site."""
        known = self._known.get(id(value))
        if known is None:
            number, before = id(value), self._before
            is_held = value is not None and before.held.get(number) is value
            known = before.digests[number] if is_held else digest(self._plain(value))
            self._known[number] = known
            self._held[number] = value  # or its identity might become another's
        return known

    def _plain(self, value: Any) -> bytes:
        """Return what tells a value from all others of its kind."""
        if isinstance(value, Entry):
            who = tuple(self.of(credit.person) for credit in value.credits)
            topics = tuple(map(self.of, value.topics))
            rest = (value.cite_key, value.older, value.newer, value.related)
            return marshal.dumps((self.of(value.paper), who, self.of(value.venue), topics, rest), 2)
        if isinstance(value, Person):
            said = (value.slug, value.name, value.orcid, value.spellings, value.papers, value.coauthors)
            return marshal.dumps((*said, value.inverted, value.sort_key, value.has_page, self.of(value.author)), 2)
        if isinstance(value, Group):
            return marshal.dumps((value.kind, value.slug, value.name, value.papers), 2)
        return repr(value).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class _Before:
    """What there was in the last build of this process: objects and digests by identity, parts, and their readings."""

    held: Mapping[int, Any] = field(default_factory=dict)
    digests: Mapping[int, bytes] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)
    reads: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)


def _is_same(read: str, name: str, before: Any, now: Any) -> bool:
    """Tell whether a reading is of one thing that is the same object as before; no more is known of other readings."""
    if read[len(name)] != ITEM or not (isinstance(before, Mapping) and isinstance(now, Mapping)):
        return False
    key = read[len(name) + 1 :]
    one = now.get(key)
    return one is not None and one is before.get(key)


class _Digests(dict[str, bytes]):
    """The digest of each reading, made when it is first asked for."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def __missing__(self, read: str) -> bytes:
        self[read] = digest(self._watch.found(read))
        return self[read]


class Named(Mapping[str, Item_co]):
    """A mapping that notes what is read of it."""

    def __init__(self, name: str, items: Mapping[str, Item_co], watch: Watch) -> None:
        """Stand before `items`."""
        self._items, self._watch = items, watch
        self._one, self._all = name + ITEM, name + ALL

    def __getitem__(self, key: str) -> Item_co:
        self._watch.noted[self._one + key] = None
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        self._watch.noted[self._all] = None
        return iter(self._items)

    def __len__(self) -> int:
        self._watch.noted[self._all] = None
        return len(self._items)

    def items(self) -> ItemsView[str, Item_co]:
        """Note that all is read, and not every item beside."""
        self._watch.noted[self._all] = None
        return self._items.items()

    def values(self) -> ValuesView[Item_co]:
        """Note that all is read, and not every item beside."""
        self._watch.noted[self._all] = None
        return self._items.values()


class Listed(Sequence[Item_co]):
    """A sequence that notes what is read of it."""

    def __init__(self, name: str, items: Sequence[Item_co], watch: Watch) -> None:
        """Stand before `items`."""
        self._items, self._watch = items, watch
        self._name = name
        self._set: Collection[Any] | None = None

    @overload
    def __getitem__(self, place: int) -> Item_co: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item_co]: ...
    def __getitem__(self, place: int | slice) -> Item_co | Sequence[Item_co]:
        self._watch.noted[self._name + ALL] = None
        return self._items[place]

    def __iter__(self) -> Iterator[Item_co]:
        self._watch.noted[self._name + ALL] = None
        return iter(self._items)

    def __len__(self) -> int:
        self._watch.noted[self._name + COUNT] = None
        return len(self._items)

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, str):
            return value in tuple(self)
        self._watch.noted[f"{self._name}{WITHIN}{value}"] = None
        if self._set is None:
            self._set = frozenset(one for one in self._items if isinstance(one, str))
        return value in self._set


class _Watched(Site):
    """A site that notes what is read of it; its settings are not noted, for nothing is made without them."""

    __slots__ = ("_watch",)

    def __getattribute__(self, name: str) -> Any:
        if name in _SINGLE:
            object.__getattribute__(self, "_watch").noted[name + ALL] = None
        return object.__getattribute__(self, name)


_SINGLE = frozenset({"owner", "updated"})


def watched(site: Site, watch: Watch) -> Site:
    """Return the site as pieces of work see it."""
    seen: dict[str, Any] = {"config": site.config}
    for part in fields(site):
        value = getattr(site, part.name)
        if isinstance(value, Mapping):
            seen[part.name] = watch.mapping(part.name, value)
        elif isinstance(value, tuple) and part.name not in _SINGLE:
            seen[part.name] = watch.sequence(part.name, value)
        elif part.name != "config":
            watch.value(part.name, value)
            seen[part.name] = value
    found = _Watched(**seen)
    object.__setattr__(found, "_watch", watch)
    return found
