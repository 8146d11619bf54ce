"""Matched papers: each with its file, its past, and what sources say of it now.

In: the site as it is, and the records of this run. Out: one `Work` for every paper that is there or was spoken of.
Never decides what becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.merge import match
from sitegen.merge.combine import Combined, combine
from sitegen.merge.likeness import Likeness, likeness, makers
from sitegen.merge.record import Record
from sitegen.pull import provenance
from sitegen.pull.line_breaks import in_lines
from sitegen.pull.provenance import PullState
from sitegen.pull.site_snapshot import PaperFile, SiteSnapshot
from sitegen.records import NamedTuple, dataclass


class SearchHit(NamedTuple):
    """A record, and the person (by slug) for whom it was asked; nobody for one that describes a known paper."""

    person: str
    record: Record


@dataclass(frozen=True, slots=True)
class MatchedPaper:
    """One paper. `paper` is its file, `gone` the slugs of its files that were deleted.

    `past` is None when what was pulled before is lost. `looks_like` names a paper it may be, with a word on why.
    """

    paper: PaperFile | None
    gone: tuple[str, ...]
    past: PullState | None
    finds: tuple[SearchHit, ...]
    combined: Combined
    identities: frozenset[str]
    looks_like: str = ""

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields of its file; without one, those of the sources."""
        return self.paper.data if self.paper else self.combined.fields

    @property
    def is_unnamed(self) -> bool:
        """Whether no source names who made it."""
        return not {"authors", "editors"} & self.combined.origins.keys()

    @property
    def owners(self) -> tuple[str, ...]:
        """The people under whose own identifier it was found."""
        return tuple(dict.fromkeys(find.person for find in self.finds if find.person and find.record.reached == "id"))

    @property
    def id(self) -> str:
        """The id by which a person accepts or rejects it: that of arXiv, else a DOI, else a source's own."""
        strength = {"arxiv": 0, "doi": 1}
        return min(
            self.identities, key=lambda identity: (strength.get(identity.partition(":")[0], 2), identity), default=""
        )


def survey(
    shelf: SiteSnapshot, finds: Sequence[SearchHit], apart: Iterable[tuple[int, int]] = ()
) -> tuple[MatchedPaper, ...]:
    """Join what is one paper, files first; what looks like an earlier one says so.

    `apart` are pairs that are not one paper, by their places among the papers, those that are gone, and the finds.
    """
    known = [match.KnownPaper(paper.slug, _remembered(shelf, paper.slug, paper.data)) for paper in shelf.papers]
    gone = [match.KnownPaper(slug, _remembered(shelf, slug, shelf.pasts[slug].base)) for slug in shelf.gone]
    matched = match.match(known, [find.record for find in finds], gone=gone, apart=apart)
    files = {paper.slug: paper for paper in shelf.papers}
    works = [_work(same_paper, shelf, files, finds) for same_paper in matched.works]
    alike = {doubt.second: doubt for doubt in reversed(matched.doubts)}
    return tuple(
        _doubted(work, works[alike[position].first], alike[position].score) if position in alike else work
        for position, work in enumerate(works)
    )


def _remembered(shelf: SiteSnapshot, slug: str, fields: Mapping[str, Any]) -> Likeness:
    past = shelf.pasts.get(slug)
    return likeness(fields, *(past.identities if past else ()))


def _work(
    same_paper: match.SamePaper, shelf: SiteSnapshot, files: Mapping[str, PaperFile], finds: Sequence[SearchHit]
) -> MatchedPaper:
    paper = next((files[slug] for slug in same_paper.slugs if slug in files), None)
    gone = tuple(slug for slug in same_paper.slugs if slug not in files)
    own_finds = tuple(finds[position] for position in same_paper.records)
    accepted = shelf.decisions.accepted
    combined = _laid_out(combine((find.record for find in own_finds), lambda value: value in accepted))
    if paper is None:
        combined = _with_owner(combined, own_finds, shelf)
    return MatchedPaper(paper, gone, _past(paper, gone, shelf), own_finds, combined, same_paper.identities)


def _laid_out(combined: Combined) -> Combined:
    """The same with its abstract in lines that a person can edit."""
    text = combined.fields.get("abstract")
    return replace(combined, fields={**combined.fields, "abstract": in_lines(text)}) if text else combined


def _with_owner(combined: Combined, finds: Sequence[SearchHit], shelf: SiteSnapshot) -> Combined:
    """A paper whose authors no source names has one that is certain: the person under whose identifier it stands."""
    slugs = [find.person for find in finds if find.person and find.record.reached == "id"]
    names = [author.name for author in shelf.authors if author.slug in slugs]
    if makers(combined.fields) or not names:
        return combined
    return replace(combined, fields={**combined.fields, "authors": names})


def _past(paper: PaperFile | None, gone: Sequence[str], shelf: SiteSnapshot) -> PullState | None:
    """The state of an earlier pull: under this name, else under the one the file had before it was renamed."""
    if paper is None:
        return PullState()
    slugs = [slug for slug in (paper.slug, *gone) if slug in shelf.pasts]
    if slugs:
        return shelf.pasts[slugs[0]]
    is_lost = paper.slug in shelf.decisions.pulled or provenance.path(paper.slug) in shelf.damaged
    return None if is_lost else PullState()


def _doubted(work: MatchedPaper, other: MatchedPaper, score: float) -> MatchedPaper:
    name = other.paper.file if other.paper else f"{other.id} {other.fields.get('title', '')}"
    how = "the same title" if score == 100 else f"titles {score:.0f} % alike"
    return replace(work, looks_like=f"{name}: {how}")
