"""A list that comes in pages: all of it, or a failure.

In: a way to ask for one page, the position of the first. Out: every item once, and what is no readable item. A page
that repeats, a list without end, an empty page in the middle and a list shorter than announced are failures, never a
short list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from sitegen.pull.left_out import LeftOut, unreadable
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import Service

Item = TypeVar("Item")
Position = TypeVar("Position")

MOST_PAGES = 500
MOST_ITEMS = 30_000
"""Papers in one list: thrice the longest honest one; a longer list is of several people."""
_EMPTY_TRIES = 3


class ResultPage(NamedTuple, Generic[Item, Position]):
    """One page: its items by id (`sent` counts those that came twice too), where more may be, how many in all.

    `faults` are items that cannot be told from one another, for they have no id.
    """

    items: Mapping[str, Item | LeftOut]
    sent: int
    next: Position | None
    total: int | None = None
    faults: tuple[LeftOut, ...] = ()


class Listed(NamedTuple):
    """The items of one answer by id, those without one, and how many there are in all."""

    items: Mapping[str, Data | LeftOut]
    faults: tuple[LeftOut, ...]
    sent: int


def listed(service: Service, entries: Iterable[Data | SourceError], id_of: Callable[[Data], str]) -> Listed:
    """Sort the items of an answer; one that is no mapping, or has no id, costs none of the others."""
    items: dict[str, Data | LeftOut] = {}
    faults = []
    sent = 0
    for entry in entries:
        sent += 1
        try:
            if isinstance(entry, SourceError):
                raise entry
            items.setdefault(id_of(entry), entry)
        except SourceError as error:
            faults.append(unreadable(service.name, "without an id", error))
    return Listed(items, tuple(faults), sent)


def collect(
    service: Service, first: Position, ask: Callable[[Position], ResultPage[Item, Position]]
) -> dict[str, Item | LeftOut]:
    """Return the items of all pages, each once, by their ids.

    A page may be empty although more is announced: it is asked for again before that counts as a failure. Items that
    came twice stand where they stood first. Raises `SourceError`.
    """
    items: dict[str, Item | LeftOut] = {}
    seen: set[Position] = set()
    position: Position | None = first
    total: int | None = None
    while position is not None:
        if position in seen or len(seen) == MOST_PAGES:
            raise SourceError(service.title, "paging", "its list has no end: the same pages come again")
        seen.add(position)
        page = _ask_patiently(ask, position, len(items))
        if page.sent and not page.faults and page.items.keys() <= items.keys():
            raise SourceError(service.title, "paging", "one page of its list repeats another")
        items |= {key: item for key, item in page.items.items() if key not in items}
        items |= {f"?{len(items) + count} {fault.sentence}": fault for count, fault in enumerate(page.faults)}
        total = page.total if page.total is not None else total
        is_all = total is not None and len(items) >= total
        position = page.next if page.sent and not is_all else None
        if len(items) > MOST_ITEMS:
            raise SourceError(service.title, "limit", f"its list has more than {MOST_ITEMS} papers: of several people?")
    if total is not None and len(items) < total:
        raise SourceError(service.title, "incomplete", f"it announced {total} papers and sent {len(items)}")
    return items


def _ask_patiently(
    ask: Callable[[Position], ResultPage[Item, Position]], position: Position, so_far: int
) -> ResultPage[Item, Position]:
    page = ask(position)
    for _ in range(_EMPTY_TRIES - 1):
        if page.sent or page.total is None or so_far >= page.total:
            break
        page = ask(position)
    return page
