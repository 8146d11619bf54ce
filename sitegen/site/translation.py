"""The site in another language: the same things at the same places, with the words that they have there.

In: the site in its main language, connected, and its content in both. Out: a `Site` for the other one. Who is who,
slugs, citation keys and every order are those of the main language, so that each page has its like in the other;
nothing is connected anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace

from sitegen.model import Content, Paper, PaperFacts, ResearchArea, facts_and_papers, kinds_of, with_facts
from sitegen.site.collection import Collection, same_title
from sitegen.site.graph import CollectionRef, Person, PersonRef, Site, entry_ref
from sitegen.site.items import ItemGroup, SiteItem, of_papers, of_people


def in_language(site: Site, main: Content, content: Content) -> Site:
    """Return the site with the words of `content`, which is what `main` is in another language."""
    own = _with_words(site, main, content)
    names = _topic_names(own, site)
    areas = {area.slug: area for area in content.areas}
    topics = tuple(_told(topic, names.get(topic.slug), areas.get(topic.slug)) for topic in site.topics)
    names |= {topic.slug: topic.name for topic in topics if topic.about}
    items = _items(site.items, content)
    about = of_papers(items.values())
    facts = {slug: own.get(slug) or _in_main(entry.facts, content) for slug, entry in site.entries.items()}
    entries = {
        slug: replace(
            entry,
            facts=facts[slug],
            topics=tuple(_named(topic, names) for topic in entry.topics) if names else entry.topics,
            items=about.get(slug, ()),
            read=_reading(content, facts[slug]),
            read_cited=entry.read,
        )
        for slug, entry in site.entries.items()
    }
    people = _people(site, content, items)
    return replace(
        site,
        config=content.config,
        entries=entries,
        refs={slug: entry_ref(entry) for slug, entry in entries.items()},
        papers=tuple(entries[entry.slug] for entry in site.papers),
        people=people,
        members=tuple(people[person.slug] for person in site.members),
        owner=people[site.owner.slug] if site.owner else None,
        topics=topics,
        pages=content.pages,
        news=tuple(sorted(content.news, key=lambda item: item.date, reverse=True)),
        cv=content.cv,
        home=content.home,
        home_picture=content.home_picture,
        items=items,
    )


def _with_words(site: Site, main: Content, content: Content) -> dict[str, PaperFacts]:
    """Return the facts of each paper that has words of its own in the other language."""
    pairs = zip(facts_and_papers(main.papers).facts, facts_and_papers(content.papers).facts, strict=True)
    changed = [other for facts, other in pairs if other is not facts]
    return {other.slug: _reworded(site.entries[other.slug].facts, other, content) for other in changed}


def _reworded(facts: PaperFacts, other: PaperFacts, content: Content) -> PaperFacts:
    """Return facts with the words of others; they stand for both, for the paper is still cited in its main language."""
    both = hashlib.blake2b(facts.digest + other.digest, digest_size=16).digest() if facts.digest else b""
    language = facts.language or content.config.main_language
    return replace(
        facts,
        title=other.title,
        short=other.short,
        venue=other.venue,
        topics=other.topics,
        language=language,
        digest=both,
    )


def _in_main(facts: PaperFacts, content: Content) -> PaperFacts:
    """Return the facts of a paper that has no words in the other language: its own are in the main one."""
    return replace(facts, language=facts.language or content.config.main_language)


def _reading(content: Content, facts: PaperFacts) -> Callable[[str], Paper]:
    """Return what reads a whole paper in the other language."""
    papers = facts_and_papers(content.papers)
    last: list[Paper] = []

    def read(slug: str) -> Paper:
        paper = papers.read(slug)
        if not last or last[0] is not paper:  # a page asks for its paper ten times
            last[:] = paper, with_facts(paper, facts)
        return last[1]

    return read


def _topic_names(own: Mapping[str, PaperFacts], site: Site) -> dict[str, str]:
    """Return the name of each topic, by its slug, that a paper calls something else in the other language."""
    slugs = {same_title(topic.name): topic.slug for topic in site.topics}
    names: dict[str, str] = {}
    for slug, facts in own.items():
        for topic, other in zip(site.entries[slug].facts.topics, facts.topics, strict=False):
            if topic != other and same_title(topic) in slugs:
                names.setdefault(slugs[same_title(topic)], other)
    return names


def _told(topic: Collection, name: str | None, area: ResearchArea | None) -> Collection:
    """Return a topic by its name in the other language: what the site calls it there, else what its papers do."""
    title = area.title if area else None
    return replace(topic, name=title or name or topic.name, about=area if topic.about else None)


def _named(topic: CollectionRef, names: Mapping[str, str]) -> CollectionRef:
    return topic._replace(name=names[topic.slug]) if topic.slug in names else topic


def _items(groups: Mapping[str, ItemGroup[PersonRef]], content: Content) -> dict[str, ItemGroup[PersonRef]]:
    """Return the items in the other language, in their order and with the people whom they lead to."""
    own = {(item.collection, item.slug): item for item in content.items}
    kinds = kinds_of(content.config.collections)
    return {
        kind: ItemGroup(
            kind,
            kinds[kind],
            tuple(SiteItem(own.get((kind, item.slug), item.item), item.people) for item in group.items),
        )
        for kind, group in groups.items()
    }


def _people(site: Site, content: Content, items: Mapping[str, ItemGroup[PersonRef]]) -> dict[str, Person]:
    authors = {author.slug: author for author in content.authors}
    theirs = of_people(items.values(), lambda person: person.slug, content.config.owner)
    return {
        slug: replace(person, author=authors.get(slug, person.author), items=theirs.get(slug, ()))
        if person.author or person.items
        else person
        for slug, person in site.people.items()
    }
