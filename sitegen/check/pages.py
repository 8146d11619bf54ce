"""Findings about built pages, each of which is read once: their links, and what search engines read in papers' pages.

In: a `Subject`. Out: findings, and the addresses that lead out of the site. Spread over processes; only what was found
comes back.
"""

from __future__ import annotations

from functools import partial

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.check.links import Known, LinkIndex, Seen, followed, look, pages_with_links
from sitegen.check.metadata import Robots, missing, of_page, robots_of
from sitegen.workers import spread


def pages(subject: CheckContext, *, everywhere: bool) -> tuple[LinkIndex, tuple[Finding, ...]]:
    """Return what links come to and what is wrong with papers' pages; without `everywhere` links as `links` says."""
    linking = dict.fromkeys(pages_with_links(subject, everywhere=everywhere))
    papers = [path for path in subject.papers_by_path if path in subject.files and path not in linking]
    paths = (*linking, *papers)
    known: Known = {}
    looked_at = spread(partial(_of_page, subject, robots_of(subject), known, frozenset(linking)), paths)
    seen = [links for path, (links, _) in zip(paths, looked_at, strict=True) if path in linking]
    findings = [finding for _, several in looked_at for finding in several]
    return followed(subject, tuple(linking), seen), (*findings, *missing(subject))


_NOTHING = Seen(0, (), (), ())


def _of_page(
    subject: CheckContext, robots: Robots, known: Known, linking: frozenset[str], path: str
) -> tuple[Seen, list[Finding]]:
    page = subject.page(path)
    seen = look(subject, path, page, known) if path in linking else _NOTHING
    return seen, of_page(subject, path, page, robots)
