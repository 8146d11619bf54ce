"""Facts of a paper that the rest of the site needs: authors, date, venue, files; no prose.

In: a paper. Out: its `PaperFacts`, small enough that those of a whole site fit in memory. Every list, address and
connection of the site is made from facts alone; only a paper's own page needs the paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any, overload

from sitegen.model.forms import Date, Text
from sitegen.model.paper import Authorship, Paper, PaperType, Venue
from sitegen.model.status import STATUSES, Status, StatusFacts
from sitegen.records import dataclass

NamedFile = tuple[tuple[str | int, ...], str]
"""The way to a value that names a file (`("figures", 0, "file", 0)`), and the file's path relative to `content/`."""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One paper as other pages know it. Fields that a `Paper` has too mean the same here.

    `changed` is the date of its latest version as far as it is stated, `newest` the latest date that it states at all;
    `files` are those of the site that it names; `digest` stands for all that the paper was made of.
    """

    slug: str
    file: str
    title: Text
    short: Text | None
    authors: tuple[Authorship, ...]
    editors: tuple[Authorship, ...]
    authors_total: int | None
    and_others: bool
    date: Date
    type: PaperType
    venue: Venue | None
    arxiv: str | None
    doi: str | None
    ids: Mapping[str, str]
    language: str | None
    status: Status | None
    topics: tuple[str, ...]
    aliases: tuple[str, ...]
    selected: bool
    hidden: bool
    draft: bool
    cite_key: str | None
    changed: Date
    newest: Date
    has_code: bool
    files: tuple[NamedFile, ...]
    digest: bytes = b""

    @property
    def credited(self) -> tuple[Authorship, ...]:
        """Who made it: its authors; where it has none, its editors."""
        return self.authors or self.editors

    def revised(self, **changes: Any) -> PaperFacts:
        """Return these facts with other values in some fields, and another digest if they have one."""
        if not self.digest:
            return replace(self, **changes)
        known = repr((self.digest, sorted(changes.items()))).encode("utf-8", "surrogatepass")
        return replace(self, **changes, digest=hashlib.blake2b(known, digest_size=16).digest())

    @property
    def state(self) -> StatusFacts:
        """What follows from its status."""
        return STATUSES[self.status] if self.status else STATUSES["published"]

    @property
    def is_gone(self) -> bool:
        """Whether it was withdrawn or retracted."""
        return self.state.is_gone


_OWN = ("cite_key", "changed", "newest", "has_code", "files", "digest")
_SHARED = tuple(field.name for field in fields(PaperFacts) if field.name not in _OWN)
_shared = attrgetter(*_SHARED)


def facts_of(paper: Paper, files: tuple[NamedFile, ...] = (), digest: bytes = b"") -> PaperFacts:
    """Return the facts of a paper, which names `files` and was made of what `digest` stands for."""
    posted = [version.date for version in paper.versions if version.date]
    stated = [paper.date, *([paper.updated] if paper.updated else []), *posted]
    return PaperFacts(
        **dict(zip(_SHARED, _shared(paper), strict=True)),
        cite_key=paper.bibtex.key,
        changed=last_change(paper),
        newest=max(stated),
        has_code=bool(paper.links.code),
        files=files,
        digest=digest,
    )


def last_change(paper: Paper) -> Date:
    """Return the date of a paper's latest version as far as it is stated, if at all; never before its publication."""
    posted = (version.date for version in paper.versions if version.date)
    return max(paper.date, paper.updated or max(posted, default=paper.date))


class Papers(Sequence[Paper]):
    """The papers of a site, sorted by slug: the facts of each in memory, the paper itself read when somebody asks.

    `read` returns a paper by its slug, the same at every call.
    """

    def __init__(self, facts: tuple[PaperFacts, ...], read: Callable[[str], Paper]) -> None:
        self.facts = facts
        self.read = read

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, index: int | slice) -> Paper | tuple[Paper, ...]:
        if isinstance(index, slice):
            return tuple(self.read(facts.slug) for facts in self.facts[index])
        return self.read(self.facts[index].slug)

    def __len__(self) -> int:
        return len(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(facts.slug for facts in self.facts))


def with_facts(paper: Paper, facts: PaperFacts) -> Paper:
    """Return a paper with what the site knows better: its people, its venue, whatever its facts have otherwise."""
    known, own = _shared(facts), _shared(paper)
    if known == own:
        return paper
    return replace(paper, **dict(zip(_SHARED, known, strict=True)))


def facts_and_papers(papers: Sequence[Paper]) -> Papers:
    """Return papers with their facts, whether they are `Papers` already or all in memory."""
    if isinstance(papers, Papers):
        return papers
    by_slug = {paper.slug: paper for paper in papers}
    return Papers(tuple(facts_of(paper) for paper in papers), by_slug.__getitem__)
