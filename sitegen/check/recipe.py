"""`sitegen check`, step by step: build the site where nobody sees it, look at it, say what should be mended.

In: a site's folder and what to look at. Out: a `Report` of findings, each with the file and line to change, and how
much was looked at. Touches neither `content/` nor `output/`; uses the network only when told to.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sitegen.check import accessibility, blocked, content, future_dates, themes
from sitegen.check.context import CheckContext, of_build, stamps, subject
from sitegen.check.external_links import Outside, Progress, outside
from sitegen.check.feeds import feed_paths, feeds
from sitegen.check.finding import Finding, in_order
from sitegen.check.formerly import formerly
from sitegen.check.hosting import hosting
from sitegen.check.pages import OfPaper, PageFindings, pages
from sitegen.check.people import people
from sitegen.check.translations import misplaced, unlisted, untranslated
from sitegen.check.unlinked import unlinked
from sitegen.content.lock import STATE
from sitegen.errors import Problem, SitegenError
from sitegen.plugins import offered
from sitegen.records import dataclass
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest as Building
from sitegen.render.request import unchanged
from sitegen.render.writer import SCRATCH
from sitegen.workers import uncollected

FAMILIES: tuple[Callable[[CheckContext], Iterable[Finding]], ...] = (
    content.across,
    people,
    formerly,
    feeds,
    accessibility.across,
    hosting,
    blocked.across,
    future_dates.across,
    unlisted,
    misplaced,
    unlinked,
    themes.unread,
)
"""What is always looked at, in the site as a whole."""
OF_PAPER: tuple[OfPaper, ...] = (content.alone, accessibility.alone, blocked.alone, future_dates.alone)
"""What is looked at in each paper alone, when its page is."""

MANY = 10_000
"""Papers from which on one process does all: it takes longer, and a third of the memory."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """The request to look at more: `links` within the site, what `external` addresses answer, and `translations`."""

    links: bool = False
    external: bool = False
    translations: bool = False
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The findings, and how much was looked at, by its plural noun.

    `unknown` are addresses that did not say whether they are there, and why. `failure` says why none could be asked.
    """

    findings: tuple[Finding, ...]
    checked: Mapping[str, int]
    unknown: tuple[tuple[str, str], ...] = ()
    failure: str = ""

    def by_id(self) -> Mapping[str, Finding]:
        """Return the findings by what they are known by; of several alike, the later ones are numbered."""
        findings: dict[str, Finding] = {}
        counts: Counter[str] = Counter()
        for finding in self.findings:
            counts[finding.id] += 1
            findings[finding.id if counts[finding.id] == 1 else f"{finding.id}-{counts[finding.id]}"] = finding
        return findings


@uncollected()
def check(
    root: Path,
    request: CheckRequest,
    environment: Mapping[str, str],
    *,
    waiting: Callable[[], object] = lambda: None,
    progress: Progress = lambda *_: None,
) -> CheckReport:
    """Build the site in the folder `root` and return all that should be mended.

    What is at fault so that no site can be built is found first, and then nothing else is.
    """
    try:
        before = stamps(root)
        request = replace(request, jobs=request.jobs or _jobs(before))
        built = build(root, _building(root, request), waiting=waiting, progress=progress)
        same = stamps(root) == before
        seen = of_build(root, built, request.jobs) if same else subject(root, built.output, request.jobs)
    except SitegenError as error:
        return CheckReport(tuple(Finding(_family(problem), "error", problem) for problem in error.problems), {})
    warnings = built.warnings
    del built  # of what it has made, a line a file, only the sizes are needed
    on_pages = pages(seen, everywhere=request.links or request.external, of_paper=OF_PAPER)
    findings_so_far = [_of_build(seen, problem) for problem in warnings]
    findings_so_far += [finding for family in FAMILIES for finding in family(seen)]
    findings_so_far += plugged(seen)
    findings_so_far += untranslated(seen) if request.translations else ()
    findings_so_far += (*on_pages.findings, *on_pages.links.findings)
    asked = _ask(seen, on_pages, environment, progress) if request.external else Outside(0, ())
    findings = in_order([*findings_so_far, *asked.findings])
    return CheckReport(findings, _counts(seen, on_pages, asked), asked.unknown, asked.failure)


def _jobs(files: Iterable[str]) -> int | None:
    """Return in how many processes to look at a site of these files: in one where each needed a copy of very much."""
    return 1 if sum(name.startswith("papers/") for name in files) > MANY else None


def plugged(seen: CheckContext) -> Iterator[Finding]:
    """Yield what the checks of plug-ins find; one that is broken is a finding itself, and stops none of the others."""
    plugins = offered("sitegen.checks")
    for problem in plugins.problems:
        yield Finding("plugin", "broken", problem)
    for plugin in plugins.plugins:
        try:
            findings = tuple(plugin.value(seen))
        except Exception as error:  # noqa: BLE001 - a stranger's function may raise anything
            yield Finding("plugin", "broken", plugin.fault(error))
            continue
        if all(isinstance(finding, Finding) for finding in findings):
            yield from findings
        else:
            yield Finding(
                "plugin", "broken", plugin.fault("it gives something else than sitegen.check.finding.Finding")
            )


def _building(root: Path, request: CheckRequest) -> Building:
    """Return where to build: nowhere, if what is in the output is what would be built, and nothing will be written."""
    current, scratch = Building(jobs=request.jobs), root / STATE / SCRATCH
    if unchanged(root, current) is None:
        return replace(current, output=scratch)
    shutil.rmtree(scratch, ignore_errors=True)  # a second copy of the site, of which there is no need now
    return current


def _of_build(seen: CheckContext, problem: Problem) -> Finding:
    """Return what the build has warned of as a finding of the family that it belongs to."""
    if problem.file.startswith("themes/"):
        return Finding("theme", "warning", problem)
    return Finding(_family(problem), "warning", seen.located(problem))


def _family(problem: Problem) -> str:
    """Return the family of a problem of the content: names of authors that could be several people are of people."""
    is_of_people = problem.field.startswith(("authors[", "editors[")) and "could be any of" in problem.sentence
    return "people" if is_of_people else "content"


def _ask(seen: CheckContext, on_pages: PageFindings, environment: Mapping[str, str], progress: Progress) -> Outside:
    state = seen.root / STATE / "links"
    state.mkdir(exist_ok=True)
    return outside(seen, on_pages.links.outside, state, environment, progress)


def _counts(seen: CheckContext, on_pages: PageFindings, asked: Outside) -> dict[str, int]:
    """Return how much was looked at; what was not asked for is not among it."""
    site = seen.site
    counts = {
        "papers": len(site.entries),
        "people": len(site.people),
        "figures": on_pages.figures,
        "feeds": len(feed_paths(seen)),
        "pages": sum(path.endswith(".html") for path in seen.files),
        "links": on_pages.links.count,
    }
    return counts | ({"addresses": asked.asked} if asked.asked else {})
