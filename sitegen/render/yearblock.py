"""Year block: the papers of one year, or those without a date, as every list of all papers shows them.

In: the fragments of these papers. Out: their pieces joined, as bytes that are stored. What holds all papers is made
from these, so that an edit of one paper takes no other year's papers out of the store.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection, Iterator
from dataclasses import field

from markupsafe import Markup

from sitegen.incremental.task import Result
from sitegen.records import dataclass
from sitegen.render.facets import FacetKeys
from sitegen.render.fragments import PaperList, year_groups
from sitegen.render.page_context import RenderContext
from sitegen.render.views import YearGroup


@dataclass(frozen=True, slots=True)
class YearBlock:
    """The pieces of the papers of one year, each kind packed apart: who asks for one leaves the others packed."""

    year: str
    count: int
    lines: str
    _facets: bytes
    _exports: tuple[bytes, ...]
    _search: bytes

    @property
    def group(self) -> YearGroup:
        """The papers as items of a list under their year."""
        return YearGroup(self.year, self.count, "line", Markup(self.lines))  # noqa: S704 - joined from templates

    @property
    def facets(self) -> list[FacetKeys]:
        """What each paper can be found by in the filter of a list."""
        return [FacetKeys(*keys) for keys in marshal.loads(self._facets)]  # noqa: S302 - the store has checked it

    def exported(self, number: int) -> tuple[str, ...]:
        """Each paper in the format of that number in the table."""
        texts: tuple[str, ...] = marshal.loads(self._exports[number])  # noqa: S302
        return texts

    @property
    def search(self) -> tuple[tuple[str, str], ...]:
        """Each paper's entry in the index of the search."""
        rows: tuple[tuple[str, str], ...] = marshal.loads(self._search)  # noqa: S302
        return rows


def packed(papers: PaperList, focus: Collection[str], context: RenderContext) -> bytes:
    """Return the block of papers, of one year or without a date, as bytes; people in `focus` are emphasised."""
    every = tuple(papers)
    (group,) = year_groups(every, "line", focus, context)
    return marshal.dumps(
        (
            group.year,
            group.count,
            str(group.rows),
            marshal.dumps(tuple([tuple(paper.facets) for paper in every]), 2),
            tuple([marshal.dumps(texts, 2) for texts in zip(*(paper.exports for paper in every), strict=True)]),
            marshal.dumps(tuple([paper.search for paper in every]), 2),
        ),
        2,
    )


def unpacked(data: bytes) -> YearBlock:
    """Return the block that was packed."""
    return YearBlock(*marshal.loads(data))  # noqa: S302 - the store has checked it


@dataclass(frozen=True, slots=True)
class Undated:
    """The papers without a date, who have no page of their own, and whom lists emphasise."""

    papers: PaperList
    focus: tuple[str, ...]


def undated(inputs: Undated, context: RenderContext) -> Result:
    """Join the papers without a date."""
    return Result((), packed(inputs.papers, inputs.focus, context))


@dataclass(frozen=True, slots=True)
class AllPapers:
    """All listed papers, newest first, as `blocks`: the task that makes each, and the digest of what it made.

    A block is taken out of the store each time, for all of them together are large.
    """

    blocks: tuple[tuple[str, bytes], ...]
    _stored: Callable[[str, bytes], bytes] = field(compare=False, repr=False)

    def __iter__(self) -> Iterator[YearBlock]:
        return (unpacked(self._stored(task, digest)) for task, digest in self.blocks)
