"""Year block: papers of one year, or without a date, as every list of all papers shows them.

In: the fragments of these papers. Out: their pieces joined, as bytes that are stored. What holds all papers is made
from these, so that an edit of one paper takes no other block's papers out of the store, and no more than a block is in
memory.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import partial
from itertools import groupby

from sitegen.incremental.task import Result
from sitegen.records import dataclass
from sitegen.render.facets import FacetKeys
from sitegen.render.fragments import PaperList
from sitegen.render.later import Later, elements
from sitegen.render.page_context import RenderContext
from sitegen.render.views import YearGroup
from sitegen.site.graph import Site

SIZE = 500
"""Papers of one block, at most."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some papers of one `year`, which is empty of those without a date; `task` joins them."""

    task: str
    year: str
    slugs: tuple[str, ...]


def blocks(site: Site) -> Iterator[Block]:
    """Yield the listed papers, newest first, in blocks.

    Those of a year are counted from its oldest, so that a new paper makes another block of the newest alone.
    """
    without_date = tuple([entry.slug for entry in site.papers if not entry.facts.date])
    for year, slugs in (("", without_date), *((year.slug, year.papers) for year in site.years)):
        ends = range(len(slugs), 0, -SIZE)
        for number, end in reversed([*enumerate(ends)]):
            yield Block(f"block/{year or 'undated'}/{number}", year, tuple(slugs[max(0, end - SIZE) : end]))


@dataclass(frozen=True, slots=True)
class BlockPapers:
    """The papers of a block, and whom lists emphasise."""

    papers: PaperList
    focus: tuple[str, ...]


def joined(inputs: BlockPapers, context: RenderContext) -> Result:
    """Join the papers of a block, each kind of their pieces packed apart: who asks for one leaves the others packed."""
    every, focus = tuple(inputs.papers), frozenset(inputs.focus)
    lines = "".join([paper.listed("line", focus, context.wording) for paper in every])
    kinds = (
        tuple(sorted(elements(lines))),
        marshal.dumps(lines, 2),
        marshal.dumps(tuple([tuple(paper.facets) for paper in every]), 2),
        tuple([marshal.dumps(texts, 2) for texts in zip(*(paper.exports for paper in every), strict=True)]),
        marshal.dumps(tuple([paper.search for paper in every]), 2),
    )
    return Result((), marshal.dumps(kinds, 2))


@dataclass(frozen=True, slots=True)
class YearBlock:
    """The pieces of the papers of a block; `elements` are those that the lines hold."""

    elements: tuple[str, ...]
    _lines: bytes
    _facets: bytes
    _exports: tuple[bytes, ...]
    _search: bytes

    @property
    def lines(self) -> str:
        """The papers as items of a list."""
        lines: str = marshal.loads(self._lines)  # noqa: S302 - the store has checked it
        return lines

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


Stored = tuple[str, bytes, str, int]
"""A block: the task that makes it, the digest of what it made, the year, and how many papers."""


@dataclass(frozen=True, slots=True)
class AllPapers:
    """All listed papers, newest first, as `blocks`.

    A block is taken out of the store each time, for all of them together are large.
    """

    blocks: tuple[Stored, ...]
    _stored: Callable[[str, bytes], bytes] = field(compare=False, repr=False)

    def __iter__(self) -> Iterator[YearBlock]:
        return self._taken(self.blocks)

    def __len__(self) -> int:
        return sum(count for *_, count in self.blocks)

    @property
    def facets(self) -> list[FacetKeys]:
        """What each paper can be found by in the filter of a list; an author of many papers is there once."""
        once: dict[tuple[str, str], tuple[str, str]] = {}
        return [
            keys._replace(authors=tuple([once.setdefault(author, author) for author in keys.authors]))
            for block in self
            for keys in block.facets
        ]

    def groups(self, undated: str, later: Later) -> Iterator[YearGroup]:
        """Yield the papers as items of a list under their years, or under a word for those without a date.

        The items of each year are a later part of the page.
        """
        for year, some in groupby(self.blocks, key=lambda block: block[2]):
            stored = tuple(some)
            count = sum(count for *_, count in stored)
            held = {element for block in self._taken(stored) for element in block.elements}
            yield YearGroup(year or undated, count, "line", later.mark(partial(self._lines, stored), held))

    def _lines(self, stored: Sequence[Stored]) -> Iterator[str]:
        return (block.lines for block in self._taken(stored))

    def _taken(self, stored: Iterable[Stored]) -> Iterator[YearBlock]:
        for task, digest, *_ in stored:
            yield YearBlock(*marshal.loads(self._stored(task, digest)))  # noqa: S302 - the store has checked it
