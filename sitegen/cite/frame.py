"""Frame of a file of many records: what stands before, between and after them.

In: the text of each record. Out: the file, whole or piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.records import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a format. `empty` is the file of no records, where that is another than `head` and `tail`."""

    head: str = ""
    between: str = ""
    tail: str = ""
    empty: str | None = None

    def __call__(self, records: Iterable[str]) -> str:
        """Return a file of many."""
        return "".join(self.pieces(records))

    def pieces(self, records: Iterable[str]) -> Iterator[str]:
        """Yield a file of many in pieces, of which a very large one is made without being whole in memory."""
        is_empty = True
        for record in records:
            yield self.head if is_empty else self.between
            yield record
            is_empty = False
        if not is_empty:
            yield self.tail
        else:
            yield self.head + self.tail if self.empty is None else self.empty
