"""The preprint of a paper that has appeared elsewhere, as a work of its own.

In: a paper. Out: the same paper as it stands at arXiv, to be cited beside the published one; nothing where there is
only one of them. What `bibtex:` in its file says is of the published one.
"""

from __future__ import annotations

from dataclasses import replace

from sitegen.cite.imprint import kind
from sitegen.model import NO_DATE, Bibtex, Date, Links, Paper
from sitegen.regex import regex

_YEAR_AND_MONTH = regex(r"(?:.*/)?(\d\d)(\d\d)(?:\.\d{4,5}|\d{3})")
_FIRST_YEAR = 91
"""arXiv began in August 1991."""


def preprint_of(paper: Paper) -> Paper | None:
    """Return the preprint of a paper that is cited as something else; `None` where it has none, or is one."""
    if not paper.arxiv or kind(paper) in {"preprint", "manuscript"}:
        return None
    status = paper.status if paper.is_gone else "preprint"
    paper = replace(paper, type="preprint", status=status, date=posted(paper))
    return replace(paper, venue=None, doi=None, bibtex=Bibtex(), ids={}, links=Links())


def posted(paper: Paper) -> Date:
    """Return when a paper came to arXiv: the date of its first version, else the month that its number says."""
    versions = [version.date for version in paper.versions if version.date]
    if versions:
        return min(versions)
    number = _YEAR_AND_MONTH.fullmatch(paper.arxiv or "")
    if number is None or not 1 <= int(number[2]) <= 12:
        return NO_DATE
    year = int(number[1])
    return Date((1900 if year >= _FIRST_YEAR else 2000) + year, int(number[2]))
