"""News: the papers of a site that are new since its last alert.

In: the site, and the papers that were told of, each with its version. Out: what to tell of now, newest first, and what
to remember. A paper is known by its slug, or by one of its aliases. Pure: never asks the clock, never reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from sitegen.model import Date, Paper, last_change
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.site.graph import Site

Kind = Literal["paper", "version"]
KINDS = frozenset(get_args(Kind))
Known = Mapping[str, str]
"""The version that was told of, by slug: `v2`, else the date of the update, else nothing."""

_NUMBER = regex(r"v([0-9]{1,4})")


class AlertItem(NamedTuple):
    """One thing to tell of: a new paper, or a new version of a known one."""

    slug: str
    kind: Kind


def find(site: Site, known: Known, *, since: Date | None = None, versions: bool = False) -> tuple[AlertItem, ...]:
    """Return what is new, newest first; with `since` only what is dated then or later."""
    items = []
    for entry in site.papers:
        paper = entry.paper
        if not paper.date:  # it is news when it appears
            continue
        before = _before(paper, known)
        if before is None:
            if since is None or _is_since(paper.date, since):
                items.append(AlertItem(paper.slug, "paper"))
        elif versions and _is_newer(version(paper), before) and (since is None or _is_since(last_change(paper), since)):
            items.append(AlertItem(paper.slug, "version"))
    return tuple(items)


def remember(site: Site, known: Known) -> Known:
    """Return all that is known once this site has been told of; nothing is forgotten, no version goes back."""
    now = dict(known)
    for entry in site.papers:
        paper = entry.paper
        if not paper.date:
            continue
        before, there = _before(paper, known) or "", version(paper)
        now[paper.slug] = there if _replaces(there, before) else before
    return dict(sorted(now.items()))


def version(paper: Paper) -> str:
    """Return the highest number among a paper's versions, else the date of its update, else nothing."""
    numbers = [
        int(match[1])
        for listed in paper.versions
        if (match := _NUMBER.fullmatch(f"v{listed.version.removeprefix('v')}"))
    ]
    return f"v{max(numbers)}" if numbers else paper.updated.iso if paper.updated else ""


def _before(paper: Paper, known: Known) -> str | None:
    return next((known[slug] for slug in (paper.slug, *paper.aliases) if slug in known), None)


def _replaces(there: str, before: str) -> bool:
    """Whether a version is remembered instead of another: a newer one, or the first number after dates."""
    return _is_newer(there, before) or bool(_NUMBER.fullmatch(there) and not _NUMBER.fullmatch(before))


def _is_newer(there: str, before: str) -> bool:
    """Whether one version follows another; a number and a date do not compare, for a source may have added either."""
    numbers = _NUMBER.fullmatch(there), _NUMBER.fullmatch(before)
    if all(numbers):
        return int(there[1:]) > int(before[1:])
    return not any(numbers) and there > before


def _is_since(date: Date, since: Date) -> bool:
    """Whether a date is not before another, as far as both are known: of what may have been then, we tell."""
    known = min(1 + bool(compared.month) + bool(compared.day) for compared in (date, since))
    return date[:known] >= since[:known]
