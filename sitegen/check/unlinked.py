"""Findings about style sheets of one's own that no page links, so that whoever wrote them looks for them in vain.

In: a `CheckContext`. Out: a finding at each `own.css` below `themes/` that is none of the site's theme.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.render.static_files import OWN


def unlinked(subject: CheckContext) -> Iterator[Finding]:
    """Yield each style sheet that is called as the site's own and is not linked."""
    linked = {folder.parent / "static" / OWN for folder in subject.templates}
    theme = subject.content.config.theme
    for path in sorted((subject.root / "themes").rglob(OWN)):
        if path not in linked:
            sentence = f"is linked from no page: the site's theme is {theme}"
            hint = f"if it is meant for it, move it to themes/{theme}/static/{OWN}"
            file = path.relative_to(subject.root).as_posix()
            yield subject.in_file(("themes", "unlinked", "suggestion"), file, sentence, hint)
