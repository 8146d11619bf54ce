"""Awards of a .bib file: the words for a badge, and what more is said of them.

In: `award` and `award_name` of an entry, the first of which the theme al-folio reads as Markdown and shows behind the
second. Out: both as a paper's file has them.
"""

from __future__ import annotations

from sitegen.importers.printed_citation import bare
from sitegen.regex import regex

_LONG = 90
_PROSE = regex(r"\]\(|[.!?]\s+[A-ZÀ-ÖØ-Þ\[*_]|[!?]\Z")
"""A link, or the end of a sentence: no name of an award has any."""


def awarded(award: str, label: str) -> tuple[str, str]:
    """Return the name of an award, without markup, and the Markdown that says more of it than that."""
    is_prose = _PROSE.search(award) is not None
    if label and (is_prose or len(award) > _LONG or not award):
        return bare(label), award
    return bare(award), award if "](" in award else ""
