"""What a source sent and no paper came of: a record that cannot be read, or one of something that is no paper.

In: the record's id and why. Out: the noun that goes into the report, each named or counted. Never a paper, and never a
reason to doubt the rest of the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from sitegen.merge.record import Record
from sitegen.pull.fault import SourceError

Item = TypeVar("Item")


class Refused(NamedTuple):
    """A kind of work that is no paper of anybody: what one is called, and what several are."""

    one: str
    many: str


class LeftOut(NamedTuple):
    """A record that is left out: by what it is (`refused`), or because it cannot be read (`sentence` says where)."""

    source: str
    id: str
    title: str = ""
    refused: Refused | None = None
    sentence: str = ""


Said = Record | LeftOut
"""What a source makes of one record of its answer."""


def read_each(
    source: str, items: Mapping[str, Item | LeftOut], read: Callable[[Item], Said | None]
) -> tuple[Said, ...]:
    """Read every item of an answer, by its id: one that cannot be read is left out and costs none of the others.

    Raises `SourceError` for whatever is the fault of more than one record.
    """
    return tuple(made for key, item in items.items() if (made := _read(source, key, item, read)) is not None)


def _read(source: str, key: str, item: Item | LeftOut, read: Callable[[Item], Said | None]) -> Said | None:
    if isinstance(item, LeftOut):
        return item
    try:
        return read(item)
    except SourceError as error:
        return unreadable(source, key, error)


def unreadable(source: str, key: str, error: SourceError) -> LeftOut:
    """The record of this id, which cannot be read; any other failure of the source is raised again."""
    if error.kind != "schema":
        raise error
    return LeftOut(source, key, sentence=error.detail or error.sentence)


def unread(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """A sentence for every record that cannot be read: whose, which, and what is wrong where."""
    bad = (one for one in dict.fromkeys(left_out) if one.refused is None)
    return tuple(f"{one.source} {one.id}: its record cannot be read: {one.sentence}" for one in bad)


def counted(left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """A line for each kind of what is no paper: how many there are, and the first of them."""
    kinds: dict[Refused, list[LeftOut]] = defaultdict(list)
    for one in dict.fromkeys(left_out):
        if one.refused is not None:
            kinds[one.refused].append(one)
    return tuple(_line(kind, found) for kind, found in sorted(kinds.items()))


def _line(kind: Refused, found: list[LeftOut]) -> str:
    first = found[0]
    what = kind.one if len(found) == 1 else kind.many
    more = f", and {len(found) - 1:,} more" if len(found) > 1 else ""
    return f"{len(found):,} {what}: {first.title or 'without a title'} ({first.source} {first.id}){more}"


def parted(said: Iterable[Said]) -> tuple[tuple[Record, ...], tuple[LeftOut, ...]]:
    """Records, and what was left out, each in order."""
    all_said = tuple(said)
    return tuple(_records(all_said)), tuple(one for one in all_said if isinstance(one, LeftOut))


def _records(said: Iterable[Said]) -> Iterator[Record]:
    return (one for one in said if isinstance(one, Record))
