"""What a site's own themes hold for nothing, as findings: it takes long to look for, so that builds do not."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.render.theme_chain import lineage
from sitegen.render.theme_slips import slips


def unread(seen: CheckContext) -> Iterator[Finding]:
    """Yield each folder, template, block, file, word and property of the site's own themes that no page reads."""
    if (seen.root / "themes").is_dir():
        for problem in slips(lineage(seen.content.config.theme, seen.root), seen.root):
            yield Finding("theme", "unread", problem)
