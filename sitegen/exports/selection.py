"""Which papers an export holds, and in which groups.

In: a connected site and what was asked for. Out: its papers, newest first, in groups with a heading. A paper stands
in one group: of several topics in that of its first. Hidden papers are never among them. Reads no file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from sitegen.content.guesses import nearest
from sitegen.errors import Problem, SitegenError
from sitegen.model import PaperType
from sitegen.records import NamedTuple, dataclass
from sitegen.site.graph import Person, Site, SitePaper

Grouping = Literal["year", "type", "topic"]
TYPE_HEADINGS: Mapping[PaperType, str] = {
    "article": "Journal articles", "inproceedings": "Conference papers", "book": "Books", "chapter": "Book chapters",
    "preprint": "Preprints", "report": "Reports", "thesis": "Theses", "dataset": "Data sets", "software": "Software",
    "patent": "Patents", "talk": "Talks", "other": "Other",
}  # fmt: skip
"""Headings of kinds of work, in the order in which a CV has them."""
UNDATED = "Not yet published"
NO_TOPIC = "Other"


@dataclass(frozen=True, slots=True)
class Selection:
    """The papers asked for; `author` is a slug, `since` and `until` are years, both included. Nothing asks for all."""

    author: str | None = None
    selected: bool = False
    since: int | None = None
    until: int | None = None
    types: tuple[str, ...] = ()
    group: Grouping | None = None


class PaperGroup(NamedTuple):
    """Some papers under a heading, which is empty where all stand in one list."""

    heading: str
    entries: tuple[SitePaper, ...]


def select(site: Site, selection: Selection) -> tuple[SitePaper, ...]:
    """Return the papers that were asked for, newest first; raises `SitegenError` where nobody has the slug."""
    slugs = set(_person(site, selection.author).papers) if selection.author else None
    return tuple(
        entry for entry in site.papers if (slugs is None or entry.slug in slugs) and _is_wanted(entry, selection)
    )


def grouped(entries: Sequence[SitePaper], by: Grouping | None) -> tuple[PaperGroup, ...]:
    """Return papers in groups: years newest first, types in the order of a CV, topics by name; no group is empty."""
    if by is None:
        return (PaperGroup("", tuple(entries)),) if entries else ()
    groups: dict[str, list[SitePaper]] = defaultdict(list)
    for entry in entries:
        groups[_heading(entry, by)].append(entry)
    headings = list(groups)
    if by == "type":
        headings = [heading for heading in TYPE_HEADINGS.values() if heading in groups]
    elif by == "topic":
        headings.sort(key=lambda heading: (heading == NO_TOPIC, heading.casefold(), heading))
    return tuple(PaperGroup(heading, tuple(groups[heading])) for heading in headings)


def person_of(site: Site, author: str | None) -> Person | None:
    """Return whose list it is: the author asked for, else the owner of the site; nobody on a lab's."""
    return _person(site, author) if author else site.owner


def _person(site: Site, slug: str) -> Person:
    if slug in site.people:
        return site.people[slug]
    near = nearest(slug, site.people)
    hint = f"did you mean {near}?" if near else "an author's slug is the last part of their page's address"
    raise SitegenError([Problem(field="--author", sentence=f'the site has nobody with the slug "{slug}"', hint=hint)])


def _is_wanted(entry: SitePaper, selection: Selection) -> bool:
    facts = entry.facts
    if selection.selected and not facts.selected:
        return False
    if selection.types and facts.type not in selection.types:
        return False
    if selection.since is None and selection.until is None:
        return True
    year = facts.date.year  # what has no date has not appeared: it is newer than every year
    if not year:
        return selection.until is None
    return (selection.since or year) <= year <= (selection.until or year)


def _heading(entry: SitePaper, by: Grouping) -> str:
    facts = entry.facts
    if by == "year":
        return facts.date.iso[:4] or UNDATED
    if by == "type":
        return TYPE_HEADINGS[facts.type]
    first = facts.topics[0].casefold() if facts.topics else ""
    names = [topic.name for topic in entry.topics]  # in the order of the site's topics, as the site spells them
    return next((name for name in names if name.casefold() == first), names[0] if names else NO_TOPIC)
