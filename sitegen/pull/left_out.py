"""Records left out: those that cannot be read, and those of something that is no paper.

In: the record's id and why. Out: the noun that goes into the report, each named or counted. Never a paper, and never a
reason to doubt the rest of the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from sitegen.merge.record import Record
from sitegen.records import NamedTuple
from sitegen.web.errors import SourceError

Item = TypeVar("Item")


class Refused(NamedTuple):
    """A kind of work that is no paper of anybody: what one is called, and what several are."""

    singular: str
    plural: str


class LeftOut(NamedTuple):
    """A record that is left out: by what it is (`refused`), or because it cannot be read (`sentence` says where)."""

    source: str
    id: str
    title: str = ""
    refused: Refused | None = None
    sentence: str = ""


Outcome = Record | LeftOut
"""What a source makes of one record of its answer."""


def read_each(
    source: str, items: Mapping[str, Item | LeftOut], read: Callable[[Item], Outcome | None]
) -> tuple[Outcome, ...]:
    """Read every item of an answer, by its id: one that cannot be read is left out and costs none of the others.

    Raises `SourceError` for whatever is the fault of more than one record.
    """
    return tuple(outcome for key, item in items.items() if (outcome := _read(source, key, item, read)) is not None)


def _read(source: str, key: str, item: Item | LeftOut, read: Callable[[Item], Outcome | None]) -> Outcome | None:
    if isinstance(item, LeftOut):
        return item
    try:
        return read(item)
    except SourceError as error:
        return unreadable(source, key, error)


def unreadable(source: str, key: str, error: SourceError) -> LeftOut:
    """The record of this id, which cannot be read; what is no fault of one record is raised again."""
    if error.kind != "schema" or not error.detail:
        raise error
    return LeftOut(source, key, sentence=error.detail)


def unread(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """A sentence for every record that cannot be read: whose, which, and what is wrong where."""
    bad = (entry for entry in dict.fromkeys(left_out) if entry.refused is None)
    return tuple(f"{entry.source} {entry.id}: its record cannot be read: {entry.sentence}" for entry in bad)


def counted(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """A line for each kind of what is no paper: how many there are, and the first of them."""
    kinds: dict[Refused, list[LeftOut]] = defaultdict(list)
    for entry in dict.fromkeys(left_out):
        if entry.refused is not None:
            kinds[entry.refused].append(entry)
    return tuple(_line(kind, entries) for kind, entries in sorted(kinds.items()))


def _line(kind: Refused, entries: list[LeftOut]) -> str:
    first = entries[0]
    what = kind.singular if len(entries) == 1 else kind.plural
    more = f", and {len(entries) - 1:,} more" if len(entries) > 1 else ""
    return f"{len(entries):,} {what}: {first.title or 'without a title'} ({first.source} {first.id}){more}"


def parted(outcomes: Iterable[Outcome]) -> tuple[tuple[Record, ...], tuple[LeftOut, ...]]:
    """Records, and what was left out, each in order."""
    listed = tuple(outcomes)
    return tuple(_records(listed)), tuple(entry for entry in listed if isinstance(entry, LeftOut))


def _records(outcomes: Iterable[Outcome]) -> Iterator[Record]:
    return (entry for entry in outcomes if isinstance(entry, Record))
