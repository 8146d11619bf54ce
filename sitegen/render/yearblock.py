"""Year block: papers of one year, or without a date, as every list of all papers shows them.

In: the fragments of these papers. Out: their pieces joined, as bytes that are stored. What holds all papers is made
from these, so that an edit of one paper takes no other block's papers out of the store, and no more than a block is in
memory.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from functools import partial
from itertools import groupby, starmap
from typing import Any

from sitegen.incremental.task import Result
from sitegen.outputs import search
from sitegen.records import dataclass
from sitegen.render.areas import described
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


LIST, SEARCH, TERMS = "list", "search", "terms"
"""Kinds of what is joined of a block, beside the formats of exports: what the list of all papers shows, and what the
search index holds, where a large site is indexed with the terms of its papers."""


def kinds(site: Site, context: RenderContext) -> tuple[str, ...]:
    """Return what is joined of each block, each kind by a task of its own: who needs one leaves the others stored."""
    searched = (SEARCH, *((TERMS,) if searched_count(site) > search.LARGE else ())) if context.makes("search") else ()
    return (LIST, *formats(context), *searched)


def formats(context: RenderContext) -> tuple[str, ...]:
    """Return the names of the formats that papers of the site are exported in."""
    if context.config.folder:  # the main language has them
        return ()
    return tuple([item.facts.name for item in context.formats if context.makes(item.facts.name)])


def searched_count(site: Site) -> int:
    """Return how many papers, items and topics the search index holds."""
    items = sum(len(group.items) for group in site.items.values() if group.options.pages)
    return len(site.papers) + items + sum(1 for topic in described(site.topics) if topic.about)


@dataclass(frozen=True, slots=True)
class BlockPapers:
    """The papers of a block, what is to be joined of them, and whom lists emphasise."""

    papers: PaperList
    kind: str
    focus: tuple[str, ...] = ()


def joined(inputs: BlockPapers, context: RenderContext) -> Result:
    """Join the papers of a block."""
    every = tuple(inputs.papers)
    if inputs.kind == LIST:
        lines = "".join([paper.listed("line", frozenset(inputs.focus), context.wording) for paper in every])
        facets = tuple([tuple(paper.facets) for paper in every])
        return _stored((tuple(sorted(elements(lines))), marshal.dumps(lines, 2), marshal.dumps(facets, 2)))
    if inputs.kind == SEARCH:
        return _stored(tuple([paper.search for paper in every]))
    if inputs.kind == TERMS:
        terms = search.postings([paper.search for paper in every])
        return _stored(tuple([dict(sorted(papers_by_term.items())) for papers_by_term in terms]))
    number = [item.facts.name for item in context.formats].index(inputs.kind)
    return _stored(tuple([paper.exports[number] for paper in every]))


def _stored(value: tuple[Any, ...]) -> Result:
    return Result((), marshal.dumps(value, 2))


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """A block in the store: the year, how many papers, and of each kind the task and the digest of what it joined."""

    year: str
    count: int
    parts: tuple[tuple[str, str, bytes], ...]


@dataclass(frozen=True, slots=True)
class AllPapers:
    """All listed papers, newest first, as `blocks`.

    What was joined of a block is taken out of the store each time, for all of them together are large.
    """

    blocks: tuple[StoredBlock, ...]
    _fragment: Callable[[str, bytes], bytes] = field(compare=False, repr=False)

    def __len__(self) -> int:
        return sum(block.count for block in self.blocks)

    def only(self, *kinds: str) -> AllPapers:
        """Return all papers with these kinds of what was joined of them, on which alone a page then depends."""
        blocks = [
            replace(block, parts=tuple([part for part in block.parts if part[0] in kinds])) for block in self.blocks
        ]
        return replace(self, blocks=tuple(blocks))

    @property
    def facets(self) -> list[FacetKeys]:
        """What each paper can be found by in the filter of a list; an author of many papers is there once."""
        once: dict[tuple[str, str], tuple[str, str]] = {}
        return [
            keys._replace(authors=tuple([once.setdefault(author, author) for author in keys.authors]))
            for _, _, facets in self._joined(LIST, self.blocks)
            for keys in starmap(FacetKeys, marshal.loads(facets))  # noqa: S302 - the store has checked it
        ]

    def groups(self, undated: str, later: Later) -> Iterator[YearGroup]:
        """Yield the papers as items of a list under their years, or under a word for those without a date.

        The items of each year are a later part of the page.
        """
        for year, some in groupby(self.blocks, key=lambda block: block.year):
            blocks = tuple(some)
            count = sum(block.count for block in blocks)
            held = {element for elements, _, _ in self._joined(LIST, blocks) for element in elements}
            yield YearGroup(year or undated, count, "line", later.mark(partial(self._lines, blocks), held))

    def exported(self, name: str) -> Iterator[str]:
        """Yield each paper in the format of that name."""
        return (text for texts in self._joined(name, self.blocks) for text in texts)

    def searched(self) -> Iterator[search.Item]:
        """Yield each paper's entry in the index of the search."""
        return (row for rows in self._joined(SEARCH, self.blocks) for row in rows)

    def terms(self) -> Iterator[tuple[int, search.Postings]]:
        """Yield how many papers each block has, and their terms."""
        return zip((block.count for block in self.blocks), self._joined(TERMS, self.blocks), strict=True)

    def _lines(self, blocks: Iterable[StoredBlock]) -> Iterator[str]:
        return (marshal.loads(lines) for _, lines, _ in self._joined(LIST, blocks))  # noqa: S302 - as above

    def _joined(self, kind: str, blocks: Iterable[StoredBlock]) -> Iterator[Any]:
        """Yield what was joined of blocks: of a `LIST` elements, lines and facets, the last two packed."""
        for block in blocks:
            task, digest = next((task, digest) for of_kind, task, digest in block.parts if of_kind == kind)
            yield marshal.loads(self._fragment(task, digest))  # noqa: S302 - the store has checked it
