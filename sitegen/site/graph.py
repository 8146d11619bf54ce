"""Everything connected: papers, people, years, venues and topics.

In: the checked content. Out: a `Site` in which every list is sorted and every reference resolved.
Never knows an address (that is `pages`) and never makes markup.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sitegen.errors import Problem
from sitegen.model import LATEST, Author, Authorship, Content, Date, FreePage, News, Paper, SiteConfig
from sitegen.text.names import Name

from .citekeys import cite_keys
from .collection import Collection, topics, venues, years
from .difference import have_same_names, is_alike
from .formerly import former_names
from .people import Directory, Identity, resolve, with_current_names, with_stated_parts

Item = TypeVar("Item")
CROWD = 200
"""A paper of more authors is a collaboration's: it makes nobody co-authors, and lists do not repeat its names."""
RELATED = 5
"""Papers under "more by these authors"."""
NEARBY = 40
"""Papers of one author, nearest in time, that are looked at for it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with at least one listed paper or a file of their own.

    `papers` are the slugs of the listed ones, newest first; `coauthors` are (slug, number of papers in common), most
    first. `parts` are those of the name; `sort_key` orders people by family name.
    """

    slug: str
    name: str
    parts: Name
    author: Author | None
    orcid: str | None
    spellings: tuple[str, ...]
    papers: tuple[str, ...]
    coauthors: tuple[tuple[str, int], ...]
    sort_key: tuple[str, str]
    has_page: bool

    @property
    def inverted(self) -> str:
        """The name as an index has it: `van den Driessche, George`."""
        return self.parts.inverted


@dataclass(frozen=True, slots=True)
class Credit:
    """One author's place on one paper; `person` is nobody where the name leads nowhere (a hidden paper's author)."""

    authorship: Authorship
    person: Person | None

    @property
    def name(self) -> str:
        """The name as spelled on this paper."""
        return self.authorship.name


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper in its place in the site.

    `older` and `newer` are slugs of the neighbours in time, `related` (slug, number of authors in common).
    """

    paper: Paper
    cite_key: str
    credits: tuple[Credit, ...]
    venue: Collection | None
    topics: tuple[Collection, ...]
    older: str | None
    newer: str | None
    related: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The whole site, connected.

    `entries` holds every paper by slug, hidden ones too; `papers` the listed ones, newest first. `people` is sorted
    by name, `members` (those with a file) by group order then name. `updated` is the newest date of the content.
    """

    config: SiteConfig
    updated: Date
    entries: Mapping[str, Entry]
    papers: Sequence[Entry]
    people: Mapping[str, Person]
    members: Sequence[Person]
    owner: Person | None
    years: Sequence[Collection]
    venues: Sequence[Collection]
    topics: Sequence[Collection]
    pages: Sequence[FreePage]
    news: Sequence[News]
    files: Sequence[str]


@dataclass(frozen=True, slots=True)
class Connected:
    """A site, the content it was made of, and warnings about names that could be several people."""

    content: Content
    site: Site
    problems: tuple[Problem, ...]
    directory: Directory


def connect(content: Content) -> tuple[Site, tuple[Problem, ...]]:
    """Return the site made of `content`, and warnings about names that could be several people."""
    made = reconnect(content, None)
    return made.site, made.problems


def reconnect(content: Content, before: Connected | None) -> Connected:
    """Return the site made of `content`; what is in it as it was in `before` is the same object as there."""
    if before and is_alike(content, before.content):
        return replace(before, content=content, site=_with_other_words(content, before.site))
    known = before.site if before else None
    former = former_names(content.authors)
    papers = tuple(with_current_names(paper, former) for paper in content.papers)
    if before and have_same_names(content, before.content):
        directory, problems = before.directory, before.problems
    else:
        directory, problems = resolve(papers, content.authors)
    papers = tuple(with_stated_parts(paper, directory) for paper in papers)
    listed = tuple(sorted((paper for paper in papers if not paper.hidden), key=newest_first))
    if (
        before
        and directory is before.directory
        and _slugs(listed) == _slugs(entry.paper for entry in before.site.papers)
    ):
        people = before.site.people
    else:
        people = _people(listed, directory, known, everyone=content.config.author_pages == "all")
    groups = {"years": years(listed), "venues": venues(listed, content.config.venues), "topics": topics(listed)}
    entries = _entries(papers, listed, directory, people, groups)
    if known:
        entries = {slug: _same(known.entries, slug, entry) for slug, entry in entries.items()}
    owner = content.config.owner
    site = Site(
        config=content.config,
        updated=_newest(papers, content.news),
        entries=entries,
        papers=tuple(entries[paper.slug] for paper in listed),
        people=people,
        members=tuple(sorted((person for person in people.values() if person.author), key=_member_order)),
        owner=people[owner] if owner else None,
        years=groups["years"],
        venues=groups["venues"],
        topics=groups["topics"],
        pages=content.pages,
        news=_newest_news(content),
        files=content.files,
    )
    return Connected(content, site, problems, directory)


def _slugs(papers: Iterable[Paper]) -> list[str]:
    return [paper.slug for paper in papers]


def _with_other_words(content: Content, site: Site) -> Site:
    """Return the site with the words of `content`, which is alike."""
    papers = {paper.slug: _with_people(paper, site.entries[paper.slug].paper) for paper in content.papers}
    entries = {
        slug: entry
        if entry.paper is papers[slug] or entry.paper == papers[slug]
        else replace(entry, paper=papers[slug])
        for slug, entry in site.entries.items()
    }
    return replace(
        site,
        entries=entries,
        papers=tuple(entries[entry.paper.slug] for entry in site.papers),
        pages=content.pages,
        news=_newest_news(content),
        files=content.files,
        updated=_newest(tuple(papers.values()), content.news),
    )


def _with_people(paper: Paper, before: Paper) -> Paper:
    """Return a paper with its people as they were found before, when it had the same."""
    if (paper.authors, paper.editors) == (before.authors, before.editors):
        return paper
    return replace(paper, authors=before.authors, editors=before.editors)


def _same(known: Mapping[str, Item], slug: str, one: Item) -> Item:
    """Return what is known under a slug, where it is equal."""
    other = known.get(slug)
    return other if other is not None and other == one else one


def _newest_news(content: Content) -> tuple[News, ...]:
    return tuple(sorted(content.news, key=lambda item: item.date, reverse=True))


def newest_first(paper: Paper) -> tuple[int, int, int, str, str]:
    """Sort key: what has not appeared yet, then the newest paper; papers of one day by title."""
    date = paper.date or LATEST
    return (-date.year, -date.month, -date.day, paper.title.plain.casefold(), paper.slug)


def _people(
    listed: tuple[Paper, ...], directory: Directory, known: Site | None, *, everyone: bool
) -> dict[str, Person]:
    papers: dict[str, list[str]] = defaultdict(list)
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in listed:
        present = sorted(set(directory.of[paper.slug]))
        for slug in present:
            papers[slug].append(paper.slug)
            if len(present) <= CROWD:
                together[slug].update(present)
    found = []
    for slug, identity in directory.identities.items():
        if slug in papers or identity.author:
            found.append(_person(identity, tuple(papers[slug]), together[slug], has_page=everyone))
    if known:
        found = [_same(known.people, person.slug, person) for person in found]
    return {person.slug: person for person in sorted(found, key=lambda person: (person.sort_key, person.slug))}


def _person(identity: Identity, papers: tuple[str, ...], together: Counter[str], *, has_page: bool) -> Person:
    met = sorted(((slug, count) for slug, count in together.items() if slug != identity.slug), key=_most_first)
    return Person(
        slug=identity.slug,
        name=identity.name,
        parts=identity.parts,
        author=identity.author,
        orcid=identity.orcid,
        spellings=identity.spellings,
        papers=papers,
        coauthors=tuple(met),
        sort_key=identity.parts.sort_key,
        has_page=has_page or identity.author is not None,
    )


def _entries(
    papers: tuple[Paper, ...],
    listed: tuple[Paper, ...],
    directory: Directory,
    people: Mapping[str, Person],
    groups: Mapping[str, tuple[Collection, ...]],
) -> dict[str, Entry]:
    keys = cite_keys(papers)
    place = {paper.slug: number for number, paper in enumerate(listed)}
    venue_of = {slug: venue for venue in groups["venues"] for slug in venue.papers}
    topics_of: dict[str, list[Collection]] = defaultdict(list)
    for topic in groups["topics"]:
        for slug in topic.papers:
            topics_of[slug].append(topic)
    entries = {}
    for paper in sorted(papers, key=newest_first):
        who = directory.of[paper.slug]
        number = place.get(paper.slug)
        entries[paper.slug] = Entry(
            paper=paper,
            cite_key=keys[paper.slug],
            credits=tuple(
                Credit(authorship, people.get(slug)) for authorship, slug in zip(paper.credited, who, strict=True)
            ),
            venue=venue_of.get(paper.slug),
            topics=tuple(topics_of[paper.slug]),
            older=listed[number + 1].slug if number is not None and number + 1 < len(listed) else None,
            newer=listed[number - 1].slug if number else None,
            related=_related(paper.slug, number, sorted(set(who)), people, place),
        )
    return entries


def _related(
    slug: str, number: int | None, who: Iterable[str], people: Mapping[str, Person], place: Mapping[str, int]
) -> tuple[tuple[str, int], ...]:
    """Return the papers that share most authors with this one; of equals the nearest in time first."""
    here = 0 if number is None else number
    shared: Counter[str] = Counter()
    for author in who:
        theirs = people[author].papers if author in people else ()
        if len(theirs) > NEARBY:
            theirs = tuple(sorted(theirs, key=lambda other: (abs(place[other] - here), place[other]))[:NEARBY])
        shared.update(theirs)
    del shared[slug]
    ranked = sorted(shared.items(), key=lambda item: (-item[1], abs(place[item[0]] - here), item[0]))
    return tuple(ranked[:RELATED])


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _member_order(person: Person) -> tuple[int, tuple[str, str], str]:
    order = person.author.order if person.author else None
    return (1 << 30 if order is None else order, person.sort_key, person.slug)


def _newest(papers: tuple[Paper, ...], news: tuple[News, ...]) -> Date:
    """Return the newest date that the content states; the first of January 1970 when it states none."""
    dates = [paper.date for paper in papers] + [paper.updated for paper in papers if paper.updated]
    dates += [version.date for paper in papers for version in paper.versions if version.date]
    return max([*dates, *(item.date for item in news)], default=Date(1970, 1, 1))
