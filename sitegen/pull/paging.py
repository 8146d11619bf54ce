"""A list that comes in pages: all of it, or a failure.

In: a way to ask for one page, the position of the first. Out: every item once. A page that repeats, a list without end,
an empty page in the middle and a list shorter than announced are failures, never a short list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, NamedTuple, TypeVar

from sitegen.pull.fault import SourceError
from sitegen.pull.service import Service

Item = TypeVar("Item")
Position = TypeVar("Position")

MOST_PAGES = 500
MOST_ITEMS = 30_000
"""Papers in one list: thrice the longest honest one; a longer list is of several people."""
_EMPTY_TRIES = 3


class Page(NamedTuple, Generic[Item, Position]):
    """One page: its items by id (`sent` counts those that came twice too), where more may be, how many in all."""

    items: Mapping[str, Item]
    sent: int
    next: Position | None
    total: int | None = None


def collect(service: Service, first: Position, ask: Callable[[Position], Page[Item, Position]]) -> tuple[Item, ...]:
    """Return the items of all pages, each once, in the order they came.

    A page may be empty although more is announced: it is asked for again before that counts as a failure. Items that
    came twice stand where they stood first. Raises `SourceError`.
    """
    found: dict[str, Item] = {}
    seen: set[Position] = set()
    position: Position | None = first
    total: int | None = None
    while position is not None:
        if position in seen or len(seen) == MOST_PAGES:
            raise SourceError(service.title, "paging", "its list has no end: the same pages come again")
        seen.add(position)
        page = _ask_patiently(ask, position, len(found))
        if page.sent and page.items.keys() <= found.keys():
            raise SourceError(service.title, "paging", "one page of its list repeats another")
        found |= {key: item for key, item in page.items.items() if key not in found}
        total = page.total if page.total is not None else total
        is_all = total is not None and len(found) >= total
        position = page.next if page.sent and not is_all else None
        if len(found) > MOST_ITEMS:
            raise SourceError(service.title, "limit", f"its list has more than {MOST_ITEMS} papers: of several people?")
    if total is not None and len(found) < total:
        raise SourceError(service.title, "incomplete", f"it announced {total} papers and sent {len(found)}")
    return tuple(found.values())


def _ask_patiently(
    ask: Callable[[Position], Page[Item, Position]], position: Position, so_far: int
) -> Page[Item, Position]:
    page = ask(position)
    for _ in range(_EMPTY_TRIES - 1):
        if page.sent or page.total is None or so_far >= page.total:
            break
        page = ask(position)
    return page
