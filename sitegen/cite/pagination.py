"""Pages of a paper within its venue.

In: `venue.pages` as a person or a source wrote it. Out: the first and the last page, and the range as formats want it.
Never guesses: what is no range (an article number, a list) is kept as it is.
"""

from __future__ import annotations

import re

_RANGE = re.compile(r"([\w.:]+)\s*(?:-{1,3}|[‐-―−])\s*([\w.:]+)")


def ends(pages: str) -> tuple[str, str]:
    """Return first and last page: `12`, `20` for `12--20`; what is no range is the first page, the last is empty."""
    found = _RANGE.fullmatch(pages.strip())
    return (found[1], found[2]) if found else (pages.strip(), "")


def with_dash(pages: str, dash: str) -> str:
    """Return the pages with `dash` in every range: `12--20` for BibTeX, `12-20` for CSL-JSON."""
    return _RANGE.sub(rf"\1{dash}\2", pages.strip())
