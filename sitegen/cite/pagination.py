"""Pages of a paper within its venue.

In: `venue.pages` as a person or a source wrote it. Out: the first and the last page, and the range as formats want it.
Never guesses: what is no range (an article number, a list) is kept as it is, without a label such as `pp.`.
"""

from __future__ import annotations

import re

from sitegen.regex import regex

_LABEL = regex(r"(?:pages?|pgs?|pp|p)(?:\.|:|\s)\s*|pp?\.?(?=\d)", re.IGNORECASE)
_NOTHING = regex(r"\s*(?:\bE[Pp]\s*)?[-‐-―−]*\s*")
_OPEN = regex(r"\s+E[Pp]\s*[-–]*\s*$|[-‐-―−]+\s*$")
"""`123 EP -`, as some indexes say that only the first page is known."""
_STRONG = regex(r"\s*(?:-{2,}|[‒-―−])\s*|\s+-\s+|\s+(?:to|bis|until)\s+")
"""What stands between two pages and in none."""
_WEAK = regex(r"([\w.:()]*[\w)])\s*[-‐‑]\s*([\w.:()]+)")
_LIST = regex(r"\s*([,;&])\s*")
_NUMBER = regex(r"(\D*)(\d+)")
_ARTICLE_NUMBER = regex(r"0\w+|\d{5,}|(?![ivxlc]+$)\w*[A-Za-z]\w*")


def ends(pages: str) -> tuple[str, str]:
    """Return first and last page: `12`, `20` for `12--20`; what is no range is the first page, the last is empty.

    A last page that is cut short is written whole: `123--8` ends on 128.
    """
    pages = _bare(pages)
    first_and_last = _ends(pages)
    return (first_and_last[0], _whole(*first_and_last)) if first_and_last else (pages, "")


def with_dash(pages: str, dash: str) -> str:
    """Return the pages with `dash` in every range: `12--20` for BibTeX, `12-20` for CSL-JSON."""
    parts = _LIST.split(_bare(pages))
    for number in range(0, len(parts), 2):
        if first_and_last := _ends(parts[number]):
            parts[number] = dash.join(first_and_last)
    return "".join(f"{part} " if part in {",", ";"} else f" {part} " if part == "&" else part for part in parts)


def article_number(pages: str) -> str:
    """Return the pages when they are the number of an article (`e0123`, `043001`), else nothing."""
    pages = _bare(pages)
    return pages if _ARTICLE_NUMBER.fullmatch(pages) else ""


def _bare(pages: str) -> str:
    pages = " ".join(pages.split())
    if _NOTHING.fullmatch(pages):
        return ""
    return _OPEN.sub("", _unlabelled(pages))


def _ends(pages: str) -> tuple[str, str] | None:
    """Return the two ends of one range; of pages that have a hyphen each (`3-1--3-15`) as well."""
    parts = list(map(_unlabelled, _STRONG.split(pages)))
    if len(parts) == 2 and all(parts):
        return parts[0], parts[1]
    if len(parts) == 4 and all(parts):
        return "-".join(parts[:2]), "-".join(parts[2:])
    match = _WEAK.fullmatch(pages)
    return (match[1], _unlabelled(match[2])) if match else None


def _unlabelled(pages: str) -> str:
    return _LABEL.sub("", pages, count=1) if _LABEL.match(pages) else pages


def _whole(first: str, last: str) -> str:
    """Return the last page with the digits that it shares with the first, where they are left out."""
    start = _NUMBER.fullmatch(first)
    if start is None or not last.isdecimal() or len(last) >= len(start[2]):
        return last
    whole = start[2][: -len(last)] + last
    return f"{start[1]}{whole}" if int(whole) > int(start[2]) else last
