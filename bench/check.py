"""Times `sitegen check` on a site of real papers: what it costs beside the build that it makes, and the peak of memory.

    .venv/bin/python bench/corpus_site.py --papers 2000 --seed 1 some/new/folder
    .venv/bin/python bench/check.py some/new/folder

Seconds of the processor, of all processes together; the first line is of the build, the last of the whole. Findings of
the metadata and links families on pages that only our templates made are counted: there should be none.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from sitegen.check.context import of_build
from sitegen.check.pages import pages
from sitegen.check.recipe import FAMILIES, MANY, OF_PAPER
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from sitegen.workers import uncollected


def seconds() -> float:
    """Return the processor's seconds so far, of this process and of those that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak() -> int:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@uncollected()
def main() -> int:
    """Print one line a step."""
    root = Path(sys.argv[1])
    start = seconds()

    def tell(what: str, *, found: int | None = None) -> None:
        nonlocal start
        findings = "" if found is None else f"{found:6,} findings"
        print(f"{what:14} {seconds() - start:7.2f} s {peak():6,} MB {findings}", flush=True)
        start = seconds()

    jobs = 1 if len(list((root / "content" / "papers").iterdir())) > MANY else None  # as `sitegen check` does
    built = build(root, BuildRequest(output=root / ".sitegen" / "check", jobs=jobs))
    tell("build")
    begun = start
    subject = of_build(root, built, jobs)
    del built
    on_pages = pages(subject, everywhere="--links" in sys.argv, of_paper=OF_PAPER)
    ours = [finding for finding in on_pages.findings if finding.family in {"metadata", "links"}]
    tell("pages", found=len(ours) + len(on_pages.links.findings))
    for family in FAMILIES:
        tell(family.__module__.rpartition(".")[2], found=sum(1 for _ in family(subject)))
    start = begun
    tell("check itself")
    return 0


if __name__ == "__main__":
    sys.exit(main())
