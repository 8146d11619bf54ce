"""Findings about built pages and single papers, each read once: links, what search engines read, what browsers block.

In: a `Subject`. Out: findings, and the addresses that lead out of the site. Spread over processes; only what was found
comes back, so that no more than a paper and a page at a time are in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from sitegen.check.blocked import KeptOut, kept_out_of, of_pages
from sitegen.check.context import PIECE, CheckContext
from sitegen.check.finding import Finding
from sitegen.check.links import Known, LinkIndex, Seen, followed, look, pages_with_links
from sitegen.check.markup import read
from sitegen.check.metadata import Robots, missing, of_page, robots_of
from sitegen.model import Paper
from sitegen.records import NamedTuple
from sitegen.workers import stream

OfPaper = Callable[[CheckContext, Paper], Iterable[Finding]]
"""Finds what is wrong with one paper alone."""


class PageFindings(NamedTuple):
    """The outcome: what links come to, the findings about pages and papers, and how many figures papers have."""

    links: LinkIndex
    findings: tuple[Finding, ...]
    figures: int


class _OnPage(NamedTuple):
    """The findings on one page, and in the paper that it is about."""

    links: Seen
    findings: list[Finding]
    figures: int
    kept_out: KeptOut


class _Look(NamedTuple):
    """The means of looking at a page: `linking` are the paths of those whose links are followed."""

    subject: CheckContext
    robots: Robots
    known: Known
    linking: frozenset[str]
    of_paper: Sequence[OfPaper]


def pages(subject: CheckContext, *, everywhere: bool, of_paper: Sequence[OfPaper] = ()) -> PageFindings:
    """Return what links come to and what is wrong with papers' pages; without `everywhere` links as `links` says.

    `of_paper` are asked about each paper besides.
    """
    linking = tuple(dict.fromkeys(pages_with_links(subject, everywhere=everywhere)))
    look_with = _Look(subject, robots_of(subject), {}, frozenset(linking), of_paper)
    others = sorted(path for path in subject.files if path.endswith(".html"))
    paths = tuple(dict.fromkeys((*linking, *subject.papers_by_path, *others)))
    seen: list[Seen] = []
    findings: list[Finding] = []
    kept_out: list[tuple[str, KeptOut]] = []
    figures = 0
    looks = stream(partial(_of_page, look_with), paths, jobs=subject.jobs)
    for path, on_page in zip(paths, looks, strict=True):
        findings += on_page.findings
        figures += on_page.figures
        if len(seen) < len(linking):
            seen.append(on_page.links)
        if on_page.kept_out:
            kept_out.append((path, on_page.kept_out))
    findings += (*missing(subject), *of_pages(subject, kept_out))
    return PageFindings(followed(subject, linking, seen), tuple(findings), figures)


_NOTHING = Seen(0, (), (), ())


def _of_page(look_with: _Look, path: str) -> _OnPage:
    subject = look_with.subject
    entry = subject.papers_by_path.get(path)
    paper = entry.paper if entry is not None else None
    findings, links, figures = [], _NOTHING, 0
    kept_out: KeptOut = ()
    if path in subject.files:
        is_read = paper is not None or path in look_with.linking
        is_whole = is_read or subject.sizes[path] < PIECE
        text = subject.text(path) if is_whole else ""
        kept_out = kept_out_of((text,) if is_whole else subject.pieces(path))
        page = read(text) if is_read else None
        if page is not None and path in look_with.linking:
            links = look(subject, path, page, look_with.known)
        if page is not None and entry is not None and paper is not None:
            findings = of_page(subject, entry, paper, page, look_with.robots)
    if paper is not None and look_with.of_paper:
        figures = len(paper.figures)
        findings += [finding for family in look_with.of_paper for finding in family(subject, paper)]
    return _OnPage(links, findings, figures, kept_out)
