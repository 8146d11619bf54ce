"""Everything connected: papers, people, years, venues and topics.

In: the checked content. Out: a `Site` in which every list is sorted and every reference resolved.
Never knows an address (that is `pages`) and never makes markup.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from operator import itemgetter
from typing import Any

from sitegen.errors import Problem
from sitegen.model import (
    LATEST,
    STATUSES,
    Author,
    Authorship,
    Content,
    Cv,
    Date,
    FreePage,
    HomePicture,
    News,
    Paper,
    PaperFacts,
    PaperType,
    SiteConfig,
    Status,
    Text,
    facts_and_papers,
    with_facts,
)
from sitegen.model.published import NOTHING_PUBLISHED, Memory, PublishedNames
from sitegen.records import NamedTuple, dataclass
from sitegen.site.citekeys import cite_keys
from sitegen.site.collection import Collection, Kind, same_title, topics, venues, years
from sitegen.site.forgetting import without_former_names
from sitegen.site.formerly import former_names
from sitegen.site.items import ItemGroup, ItemRef, grouped, of_papers, of_people
from sitegen.site.kept import NOTHING_KEPT, KeptSlugs, first_slugs, kept_papers, published_keys, with_published_slugs
from sitegen.site.namesakes import NO_NAMESAKES, Namesakes, namesakes
from sitegen.site.people import (
    AuthorIndex,
    Identity,
    other_names,
    resolve,
    same_name,
    with_current_names,
    with_stated_parts,
)
from sitegen.site.related import RelatedPapers
from sitegen.text.feed_ids import feed_base
from sitegen.text.names import Name

CROWD = 200
"""A paper of more authors is a collaboration's: it makes nobody co-authors, and lists do not repeat its names."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with at least one listed paper or a file of their own.

    `papers` are the slugs of the listed ones, newest first; `coauthors` are (slug, number of papers in common), most
    first. `parts` are those of the name; `sort_key` orders people by family name. `also` are other names on their
    papers, `namesakes` the slugs of others of this name, and `distinction` a few words that tell this one from them;
    `items` are the talks, courses, projects … that they take part in. `first` is the slug that ids of their feeds are
    made of, where that is not the present one.
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
    also: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    distinction: str = ""
    first: str = ""
    items: tuple[ItemRef, ...] = ()

    @property
    def inverted(self) -> str:
        """The name as an index has it: `van den Driessche, George`."""
        return self.parts.inverted

    def ref(self) -> PersonRef:
        """Return the person as pages other than their own name them."""
        return PersonRef(
            self.slug, self.name, self.inverted, self.orcid, self.has_page, self.author is not None, self.distinction
        )


def is_mention(person: Person, authors: Iterable[int]) -> bool:
    """Tell whether somebody has no file here, and is known from papers of crowds alone; `authors` are those of each."""
    return person.author is None and bool(person.papers) and all(count > CROWD for count in authors)


class PersonRef(NamedTuple):
    """A person as other pages name them: who it is, whether there is a page to lead to, and a file."""

    slug: str
    name: str
    inverted: str
    orcid: str | None
    has_page: bool
    is_known: bool
    distinction: str = ""


class CollectionRef(NamedTuple):
    """A venue or a topic as a paper's page names it."""

    kind: Kind
    slug: str
    name: str
    colour: str | None


class Credit(NamedTuple):
    """One author's place on one paper; `person` is nobody where the name leads nowhere (a hidden paper's author)."""

    authorship: Authorship
    person: PersonRef | None

    @property
    def name(self) -> str:
        """The name as spelled on this paper."""
        return self.authorship.name


@dataclass(frozen=True, slots=True)
class SitePaper:
    """One paper in its place in the site.

    `facts` are in memory; `paper` is read when it is asked for. `people` are its authors, in order. `older` and
    `newer` are slugs of the neighbours in time; `items` are the talks, projects … about it. `first` is the slug that
    its id in feeds is made of, where that is not the present one.
    `read_cited` reads the paper in the main language, in which it is cited, where the site is in another.
    """

    facts: PaperFacts
    cite_key: str
    people: tuple[PersonRef | None, ...]
    venue: CollectionRef | None
    topics: tuple[CollectionRef, ...]
    older: str | None
    newer: str | None
    read: Callable[[str], Paper] = field(compare=False, repr=False)
    first: str = ""
    items: tuple[ItemRef, ...] = ()
    read_cited: Callable[[str], Paper] | None = field(default=None, compare=False, repr=False)

    @property
    def slug(self) -> str:
        """The paper's slug."""
        return self.facts.slug

    @property
    def paper(self) -> Paper:
        """The whole paper."""
        return self.read(self.facts.slug)

    @property
    def cited(self) -> Paper:
        """The whole paper as it is cited: in the main language."""
        return (self.read_cited or self.read)(self.facts.slug)

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Each author's place on the paper, in order."""
        return tuple(map(Credit, self.facts.credited, self.people))


@dataclass(frozen=True, slots=True)
class PaperRef:
    """A paper as another paper's page names it. What is not a field is read from the whole paper."""

    slug: str
    title: Text
    short: Text | None
    date: Date
    type: PaperType
    status: Status | None
    language: str | None
    read: Callable[[str], Paper] = field(compare=False, repr=False)

    @property
    def is_gone(self) -> bool:
        """Whether it was withdrawn or retracted; every page asks this of its neighbours."""
        return bool(self.status and STATUSES[self.status].is_gone)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.read(self.slug), name)


@dataclass(frozen=True, slots=True)
class EntryRef:
    """One paper in its place in the site, as other pages name it."""

    paper: PaperRef
    venue: CollectionRef | None
    topics: tuple[CollectionRef, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The whole site, connected.

    `entries` holds every paper by slug, hidden ones too, `refs` what other pages name it by, and `related` the papers
    with most of the same authors, each with their number; `papers` are the listed ones, newest first. `people` is
    sorted by name, `members` (those with a file) by group order then name. `updated` is the newest date of the content,
    `feeds` what the ids of its feeds are made of; `published` is what is remembered, and `kept` tells which of that is
    which now. `items` are the talks, projects … by kind.
    """

    config: SiteConfig
    updated: Date
    entries: Mapping[str, SitePaper]
    refs: Mapping[str, EntryRef]
    related: Mapping[str, tuple[tuple[str, int], ...]]
    papers: Sequence[SitePaper]
    people: Mapping[str, Person]
    members: Sequence[Person]
    owner: Person | None
    years: Sequence[Collection]
    venues: Sequence[Collection]
    topics: Sequence[Collection]
    pages: Sequence[FreePage]
    news: Sequence[News]
    files: Sequence[str]
    feeds: str = ""
    published: PublishedNames = NOTHING_PUBLISHED
    kept: KeptSlugs = NOTHING_KEPT
    cv: Cv | None = None
    home: Text | None = None
    home_picture: HomePicture | None = None
    items: Mapping[str, ItemGroup[PersonRef]] = field(default_factory=dict)


def connect(content: Content) -> tuple[Site, tuple[Problem, ...]]:
    """Return the site made of `content`, and warnings about names that could be several people."""
    former = former_names(content.authors)
    stored = facts_and_papers(content.papers)
    papers = tuple(with_current_names(facts, former) for facts in stored.facts)
    kept = kept_papers(content.published.papers, papers, same_title)
    memory, kept = without_former_names(content.published, kept, papers, content.authors)
    papers = tuple(with_published_slugs(papers, kept, memory.papers, content.config))
    directory, problems = resolve(papers, content.authors, memory.people, kept)
    papers = tuple(with_stated_parts(facts, directory) for facts in papers)
    by_slug = {facts.slug: facts for facts in papers}
    ordered = tuple(sorted(papers, key=newest_first))
    listed = tuple(paper for paper in ordered if not paper.hidden)
    people = _people(listed, directory, memory.people, everyone=content.config.author_pages == "all")
    of_venues, kept_venues = venues(listed, content.config.venues, memory.venues)
    of_topics, kept_topics = topics(listed, memory.topics, content.areas)
    groups = {"years": years(listed), "venues": of_venues, "topics": of_topics}

    last: list[Paper] = []

    def read(slug: str) -> Paper:
        paper = stored.read(slug)
        if not last or last[0] is not paper:  # a page asks for its paper ten times
            last[:] = paper, with_facts(paper, by_slug[slug])
        return last[1]

    keys = cite_keys(papers, *published_keys(kept, memory.papers))
    entries = _entries(ordered, listed, directory, people, groups, keys=keys, read=read)
    firsts = first_slugs(memory.papers, kept, by_slug)
    entries |= {slug: replace(entries[slug], first=first) for slug, first in firsts.items()}
    known = {slug: person.ref() for slug, person in people.items()}
    items = grouped(content.items, content.config.collections, _people_by_word(directory, known))
    if items:
        theirs = of_people(items.values(), lambda person: person.slug, content.config.owner)
        people |= {slug: replace(people[slug], items=refs) for slug, refs in theirs.items()}
        about = of_papers(items.values())
        entries |= {slug: replace(entries[slug], items=refs) for slug, refs in about.items() if slug in entries}
    owner = content.config.owner
    site = Site(
        config=content.config,
        updated=_newest(papers, content.news),
        entries=entries,
        refs={slug: entry_ref(entry) for slug, entry in entries.items()},
        related=RelatedPapers(listed, directory.of, {slug: person.papers for slug, person in people.items()}),
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
        feeds=memory.feeds or feed_base(content.config.id, content.config.base_url),
        published=memory,
        kept=KeptSlugs(kept, directory.kept, kept_venues, kept_topics),
        cv=content.cv,
        home=content.home,
        home_picture=content.home_picture,
        items=items,
    )
    return site, problems


def _people_by_word(
    directory: AuthorIndex, known: Mapping[str, PersonRef]
) -> Callable[[str], tuple[str, PersonRef | None]]:
    """Return what tells the person behind a slug or a name; of namesakes it is nobody."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for identity in directory.identities.values():
        for name in (identity.name, *identity.spellings):
            by_name[same_name(name)].add(identity.slug)

    def person_of(word: str) -> tuple[str, PersonRef | None]:
        if word in known and known[word].is_known:
            return known[word].name, known[word]
        slugs = by_name.get(same_name(word), set()) & known.keys()
        person = known[next(iter(slugs))] if len(slugs) == 1 else None
        return word, person

    return person_of


def _newest_news(content: Content) -> tuple[News, ...]:
    return tuple(sorted(content.news, key=lambda item: item.date, reverse=True))


def newest_first(paper: Paper | PaperFacts) -> tuple[int, int, int, str, str]:
    """Sort key: what has not appeared yet, then the newest paper; papers of one day by title."""
    date = paper.date or LATEST
    return (-date.year, -date.month, -date.day, paper.title.plain.casefold(), paper.slug)


def _people(
    listed: tuple[PaperFacts, ...], directory: AuthorIndex, memory: Memory, *, everyone: bool
) -> dict[str, Person]:
    papers: dict[str, list[str]] = defaultdict(list)
    together: dict[str, list[str]] = defaultdict(list)
    for paper in listed:
        present = sorted(set(directory.of[paper.slug]))
        for slug in present:
            papers[slug].append(paper.slug)
            if len(present) <= CROWD:
                together[slug] += present
    alike = namesakes(directory, listed)
    shared: dict[tuple[str, int], tuple[str, int]] = {}
    everybody = [
        _person(
            identity,
            tuple(papers[slug]),
            _coauthors(slug, Counter(together[slug]), shared),
            alike.get(slug, NO_NAMESAKES),
            has_page=everyone,
        )
        for slug, identity in directory.identities.items()
        if slug in papers or identity.author
    ]
    firsts = first_slugs(memory, directory.kept, [person.slug for person in everybody])
    everybody = [
        replace(person, first=firsts[person.slug]) if person.slug in firsts else person for person in everybody
    ]
    return {person.slug: person for person in sorted(everybody, key=lambda person: (person.sort_key, person.slug))}


def _coauthors(
    slug: str, together: Counter[str], shared: dict[tuple[str, int], tuple[str, int]]
) -> tuple[tuple[str, int], ...]:
    """Return whom somebody met and how often, most first; equal pairs are one object, for there are very many."""
    together.pop(slug, None)
    met = sorted(together.items())
    met.sort(key=itemgetter(1), reverse=True)  # it leaves the order of equal ones
    return tuple([shared.setdefault(pair, pair) for pair in met])


def _person(
    identity: Identity,
    papers: tuple[str, ...],
    coauthors: tuple[tuple[str, int], ...],
    alike: Namesakes,
    *,
    has_page: bool,
) -> Person:
    return Person(
        slug=identity.slug,
        name=identity.name,
        parts=identity.parts,
        author=identity.author,
        orcid=identity.orcid,
        spellings=identity.spellings,
        papers=papers,
        coauthors=coauthors,
        sort_key=identity.parts.sort_key,
        has_page=has_page or identity.author is not None,
        also=() if identity.author and identity.author.hide_names else other_names(identity),
        namesakes=alike.others,
        distinction=alike.distinction,
    )


def _entries(
    ordered: tuple[PaperFacts, ...],
    listed: tuple[PaperFacts, ...],
    directory: AuthorIndex,
    people: Mapping[str, Person],
    groups: Mapping[str, tuple[Collection, ...]],
    *,
    keys: Mapping[str, str],
    read: Callable[[str], Paper],
) -> dict[str, SitePaper]:
    position = {paper.slug: number for number, paper in enumerate(listed)}
    known = {slug: person.ref() for slug, person in people.items()}
    venue_of = {slug: ref for venue in groups["venues"] for ref in [_ref(venue)] for slug in venue.papers}
    topics_of: dict[str, list[CollectionRef]] = defaultdict(list)
    for topic in groups["topics"]:
        ref = _ref(topic)
        for slug in topic.papers:
            topics_of[slug].append(ref)
    entries = {}
    for paper in ordered:
        number = position.get(paper.slug)
        entries[paper.slug] = SitePaper(
            facts=paper,
            cite_key=keys[paper.slug],
            people=tuple([known.get(slug) for slug in directory.of[paper.slug]]),
            venue=venue_of.get(paper.slug),
            topics=tuple(topics_of.get(paper.slug, ())),
            older=listed[number + 1].slug if number is not None and number + 1 < len(listed) else None,
            newer=listed[number - 1].slug if number else None,
            read=read,
        )
    return entries


def entry_ref(entry: SitePaper) -> EntryRef:
    """Return a paper as other pages name it."""
    facts = entry.facts
    paper = PaperRef(
        facts.slug, facts.title, facts.short, facts.date, facts.type, facts.status, facts.language, read=entry.read
    )
    return EntryRef(paper, entry.venue, entry.topics)


def _ref(collection: Collection) -> CollectionRef:
    return CollectionRef(collection.kind, collection.slug, collection.name, collection.colour)


def _member_order(person: Person) -> tuple[int, tuple[str, str], str]:
    order = person.author.order if person.author else None
    return (1 << 30 if order is None else order, person.sort_key, person.slug)


def _newest(papers: tuple[PaperFacts, ...], news: tuple[News, ...]) -> Date:
    """Return the newest date that the content states; the first of January 1970 when it states none."""
    return max([*(paper.newest for paper in papers), *(item.date for item in news)], default=Date(1970, 1, 1))
