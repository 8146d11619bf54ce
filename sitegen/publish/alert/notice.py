"""Notice: one paper in an alert, in clean words.

In: what is new, the site and its addresses. Out: notices, one a paper, in plain Unicode: no LaTeX, no markup, not yet
escaped for anything. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sitegen.cite.characters import one_line
from sitegen.model import last_change
from sitegen.outputs import feeditem
from sitegen.publish.alert.news import AlertItem, Kind, version
from sitegen.records import dataclass
from sitegen.site.graph import Person, Site, SitePaper
from sitegen.site.pages import Addresses
from sitegen.text import dates

NAMES = 8
"""So many authors are named; the others are counted."""
OPENING = 400
"""Characters of the abstract, at most: its first lines."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One paper as an alert tells of it. `about` is version, venue and date; `opening` may be empty."""

    kind: Kind
    title: str
    byline: str
    about: str
    url: str
    opening: str


def notices(items: Iterable[AlertItem], site: Site, at: Addresses) -> tuple[Notice, ...]:
    """Return a notice for each item whose paper is still listed."""
    listed = {entry.paper.slug: entry for entry in site.papers}
    return tuple(_notice(item, listed[item.slug], site, at) for item in items if item.slug in listed)


def authors_of(item: AlertItem, site: Site) -> frozenset[str]:
    """Return the slugs of the people who wrote the paper of an item; nobody when it is gone."""
    entry = site.entries.get(item.slug)
    return frozenset(credit.person.slug for credit in entry.credits if credit.person) if entry else frozenset()


def headline(notices: Sequence[Notice], title: str) -> str:
    """Return what is new in one line: the paper's title, or how many there are on the site of that title."""
    if len(notices) == 1:
        return f"New {notices[0].kind}: {notices[0].title}"
    counts = Counter(notice.kind for notice in notices)
    parts = [f"{counts['paper']} new papers" if counts["paper"] > 1 else "1 new paper"] if counts["paper"] else []
    if counts["version"]:
        parts.append(f"{counts['version']} new versions" if counts["version"] > 1 else "1 new version")
    return f"{' and '.join(parts)} – {one_line(title)}"


def shortened(text: str, limit: int) -> str:
    """Return one line of at most `limit` characters, cut between words where there are any."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def _notice(item: AlertItem, entry: SitePaper, site: Site, at: Addresses) -> Notice:
    paper = entry.paper
    number = version(paper)
    date = dates.show(last_change(paper) if item.kind == "version" else paper.date)
    about = [f"Version {number[1:]}"] if item.kind == "version" and number.startswith("v") else []
    about += [entry.venue.name] if entry.venue else []
    return Notice(
        kind=item.kind,
        title=feeditem.title(paper),
        byline=_byline(entry, site.owner),
        about=one_line(", ".join([*about, date])),
        url=at.absolute(at.paper(paper.slug)),
        opening=shortened(feeditem.summary(paper), OPENING),
    )


def _slug(entry: SitePaper, position: int) -> str:
    """Return the slug of the author at a place; empty for one whose name leads nowhere."""
    person = entry.people[position]
    return person.slug if person else ""


def _byline(entry: SitePaper, owner: Person | None) -> str:
    """Return the first authors, the site's owner wherever that one stands, and how many there are beside them."""
    count = len(entry.credits)
    positions = [position for position in range(count) if position < NAMES or count == NAMES + 1]
    positions += [
        position for position in range(len(positions), count) if owner and _slug(entry, position) == owner.slug
    ]
    names = [one_line(entry.credits[position].name) for position in positions]
    names = [
        f"… {name}" if position > at else name for at, (position, name) in enumerate(zip(positions, names, strict=True))
    ]
    if entry.paper.and_others and len(names) == count:
        return f"{', '.join(names)}, et al."
    others = max(count, entry.paper.authors_total or 0) - len(names)
    return ", ".join(names) + (f" and {others:,} {'other' if others == 1 else 'others'}" if others else "")
