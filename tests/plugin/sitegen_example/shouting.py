"""A check: titles in capital letters."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.errors import Problem


def shouting(seen: CheckContext) -> Iterator[Finding]:
    """Yield a warning for each paper whose title is all capitals."""
    for entry in seen.site.entries.values():
        if entry.paper.title.plain.isupper():
            problem = Problem(entry.paper.file, field="title", sentence="the title shouts", severity="warning")
            yield Finding("example", "shouting", seen.located(problem))
