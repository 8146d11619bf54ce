"""The marks in an author line: who contributed equally, and whom to write to.

In: a paper's credits, the theme's words. Out: what stands behind a name, and the legend. A paper without such authors
has neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from sitegen.render.theme_strings import ThemeStrings
from sitegen.render.views import Mark
from sitegen.site.graph import SitePaper

SIGNS = {"equal": "*", "corresponding": "✉\ufe0e"}
"""The mark of each field of an authorship that has one; the envelope as a letter, not as a picture."""
_FORM = Markup('<sup><span aria-hidden="true">{}</span><span class="vh"> ({})</span></sup>')


def signs(words: ThemeStrings, *kinds: str) -> Mapping[str, str]:
    """Return what stands behind the name of each kind of author: a sign to see, and its meaning to hear."""
    return {kind: str(_FORM.format(SIGNS[kind], words[f"mark_{kind}"])) for kind in kinds or SIGNS}


def of_editors(names: tuple[str, ...], entry: SitePaper, words: ThemeStrings) -> tuple[str, ...]:
    """Return the pieces of an author line; those of a volume that has editors alone end in `(eds.)`."""
    if entry.facts.authors or not names:
        return names
    mark = words["editors_mark" if len(names) > 1 else "editor_mark"]
    return (*names[:-1], f"{names[-1]} {escape(mark)}")


def legend(entry: SitePaper, words: ThemeStrings) -> tuple[Mark, ...]:
    """Return what the marks of a paper mean, with the addresses for correspondence about it."""
    authors = [credit.authorship for credit in entry.credits]
    emails = tuple(dict.fromkeys(author.email for author in authors if author.corresponding and author.email))
    return tuple(
        Mark(sign, str(words[f"mark_{kind}"]), emails if kind == "corresponding" else ())
        for kind, sign in SIGNS.items()
        if any(getattr(author, kind) for author in authors)
    )
