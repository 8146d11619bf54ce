"""Findings about built pages and single papers, each read once: links, what search engines read, what a paper lacks.

In: a `Subject`. Out: findings, and the addresses that lead out of the site. Spread over processes; only what was found
comes back, so that no more than a paper and a page at a time are in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.check.links import Known, LinkIndex, Seen, followed, look, pages_with_links
from sitegen.check.metadata import Robots, missing, of_page, robots_of
from sitegen.model import Paper
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
    papers = [path for path in subject.papers_by_path if path not in look_with.linking]
    seen: list[Seen] = []
    findings: list[Finding] = []
    figures = 0
    for number, on_page in enumerate(stream(partial(_of_page, look_with), (*linking, *papers), jobs=subject.jobs)):
        findings += on_page.findings
        figures += on_page.figures
        if number < len(linking):
            seen.append(on_page.links)
    return PageFindings(followed(subject, linking, seen), (*findings, *missing(subject)), figures)


_NOTHING = Seen(0, (), (), ())


def _of_page(look_with: _Look, path: str) -> _OnPage:
    subject = look_with.subject
    findings, links, figures = [], _NOTHING, 0
    if path in subject.files:
        page = subject.page(path)
        links = look(subject, path, page, look_with.known) if path in look_with.linking else _NOTHING
        findings = of_page(subject, path, page, look_with.robots)
    entry = subject.papers_by_path.get(path) if look_with.of_paper else None
    if entry is not None:
        paper = entry.paper
        figures = len(paper.figures)
        findings += [finding for family in look_with.of_paper for finding in family(subject, paper)]
    return _OnPage(links, findings, figures)
