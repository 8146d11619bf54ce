"""Page tasks: what each page, feed and export of a site is made of.

In: a connected site. Out: tasks, each with all that it is a function of, under the names that the plan has for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from sitegen.incremental.task import Task, joined, known
from sitegen.model import Cv, Date
from sitegen.outputs import llms, sitemap
from sitegen.render import itempages, listpages, paperpage, personpage, products
from sitegen.render.areas import JOIN, described, participants
from sitegen.render.cards import Cards
from sitegen.render.drawings import Tallies
from sitegen.render.fragments import Fragments, PaperList, paper_list
from sitegen.render.listpages import BrowsePage, CollectionPage, IndexPage
from sitegen.render.page_context import RenderContext
from sitegen.render.paperpage import PaperPage
from sitegen.render.personpage import HomePage, PersonPage
from sitegen.render.products import Dated, Searched
from sitegen.render.views import StyledReference
from sitegen.render.yearblock import LIST, SEARCH, TERMS, AllPapers, BlockPapers, blocks, formats, kinds
from sitegen.render.yearblock import joined as block_of
from sitegen.site.graph import CollectionRef, Person, Site, SitePaper
from sitegen.site.pages import Addresses, ListKind, Redirect
from sitegen.site.plan import has_members_page
from sitegen.site.tally import by_topic, by_year, together


def focus_of(site: Site) -> tuple[str, ...]:
    """Return whom lists emphasise that are on nobody's page: the owner, or the members of a lab."""
    return (site.config.owner,) if site.config.owner else tuple(person.slug for person in site.members)


def of_papers(
    site: Site, cards: Cards, context: RenderContext, references: Mapping[str, tuple[StyledReference, ...]]
) -> Iterator[Task]:
    """Return the task of each paper; `references` are those of sites that name styles."""
    focus = frozenset(focus_of(site))
    make = partial(paperpage.paper, context=context)
    return (
        Task(
            f"papers/{slug}",
            make,
            PaperPage(
                entry,
                tuple([person.slug for person in entry.people if person and person.slug in focus]),
                cards.papers.get(slug),
                **({"references": references[slug]} if references else {}),
            ),
        )
        for slug, entry in site.entries.items()
    )


def _counted(refs: Iterable[CollectionRef]) -> tuple[tuple[CollectionRef, int], ...]:
    """Return venues or topics with how often each stands, most first."""
    counts = Counter(refs)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0].name.casefold(), item[0].slug)))


def _by_papers(site: Site) -> Iterator[tuple[str, int]]:
    """Yield everybody with the number of their papers, most first; on a person's site those who write with them."""
    if site.owner is not None:
        yield from site.owner.coauthors
        return
    for person in sorted(site.people.values(), key=lambda person: -len(person.papers)):
        yield person.slug, len(person.papers)


def of_whole_site(site: Site, context: RenderContext, papers: AllPapers) -> list[Task]:
    """Return the tasks of what holds all papers, which is joined from those of each year."""
    tasks = [Task("site/papers", partial(listpages.papers, context=context), papers.only(LIST))]
    if not site.config.folder:
        exported = papers.only(*formats(context))
        tasks.append(Task("site/exports", partial(products.all_exported, context=context), exported))
    if site.papers and context.makes("search"):
        groups = [group for group in site.items.values() if group.options.pages]
        items = tuple([(group.kind, entry) for group in groups for entry in group.items])
        areas = tuple([(topic.name, topic.about) for topic in described(site.topics) if topic.about])
        searched = Searched(papers.only(SEARCH, TERMS), items, areas)
        tasks.append(Task("site/search", partial(products.search_page, context=context), searched))
    return tasks


class ListTasks:
    """The tasks of what is joined from the fragments of papers, which are known by their `digests`."""

    def __init__(
        self,
        site: Site,
        at: Addresses,
        cards: Cards,
        context: RenderContext,
        *,
        digests: Mapping[str, bytes],
        fragments: Mapping[str, Fragments],
        compiler: str = "",
        today: Date | None = None,
    ) -> None:
        """`compiler` tells what makes PDFs, and is empty where nothing does."""
        self._site, self._at, self._cards, self._context = site, at, cards, context
        self._digests, self._fragments, self._compiler = digests, fragments, compiler
        self._focus, self._today = focus_of(site), today
        self._refs = {slug: person.ref() for slug, person in site.people.items()}
        self._people = {slug: known(person) for slug, person in site.people.items()}
        self._known_refs = {slug: known(ref) for slug, ref in self._refs.items()}
        self._members = joined(self._people[person.slug] for person in site.members)
        self._all = self._list(tuple(entry.slug for entry in site.papers))

    def all(self, old: tuple[Redirect, ...]) -> Iterator[Task]:
        """Yield the tasks, each made when it comes, with that of the `old` addresses."""
        yield from self._of_people()
        yield from self._of_collections()
        yield from self._of_items()
        yield from self._of_pages()
        yield from self._once(old)

    def _list(self, slugs: tuple[str, ...]) -> PaperList:
        return paper_list(slugs, self._digests, self._fragments)

    def _of_people(self) -> Iterator[Task]:
        make = partial(personpage.person, context=self._context)
        for person in self._site.people.values():
            if person.has_page:
                yield Task(f"authors/{person.slug}", make, self._person(person))

    def _person(self, person: Person) -> PersonPage:
        entries = [self._site.entries[slug] for slug in person.papers]
        return PersonPage(
            self._people[person.slug],
            self._list(person.papers),
            joined([self._known_refs[slug] for slug, _ in person.coauthors]),
            self._cards.people.get(person.slug),
            venues=_counted(entry.venue for entry in entries if entry.venue),
            topics=_counted(topic for entry in entries for topic in entry.topics),
            namesakes=tuple([self._refs[slug] for slug in person.namesakes]),
            tallies=self._tallies(entries, person.coauthors),
        )

    def _tallies(self, entries: Sequence[SitePaper], people: Iterable[tuple[str, int]]) -> Tallies:
        """Return what the site draws of some papers, and of people with whom they were written."""
        wanted = self._site.config.numbers
        return Tallies(
            by_year(entries) if "types" in wanted else None,
            by_topic(entries) if "topics" in wanted else None,
            together(people, self._site.people.__getitem__) if "coauthors" in wanted else None,
        )

    def _of_collections(self) -> Iterator[Task]:
        make = partial(listpages.collection, context=self._context)
        years = self._site.years
        for number, year in enumerate(years):
            newer = years[number - 1] if number else None
            older = years[number + 1] if number + 1 < len(years) else None
            yield Task(
                f"years/{year.slug}", make, CollectionPage(year, self._list(year.papers), self._focus, newer, older)
            )
        join = partial(block_of, context=self._context)
        for block in blocks(self._site):
            papers = self._list(block.slugs)
            for kind in kinds(self._site, self._context):
                yield Task(f"{block.task}/{kind}", join, BlockPapers(papers, kind, self._focus if kind == LIST else ()))
        for kind, collections in (("venues", self._site.venues), ("topics", self._site.topics)):
            for collection in collections:
                people = participants(collection.about.people, self._refs) if collection.about else ()
                page = CollectionPage(collection, self._list(collection.papers), self._focus, people=people)
                yield Task(f"{kind}/{collection.slug}", make, page)

    def _of_items(self) -> Iterator[Task]:
        refs = self._site.refs
        for kind, group in self._site.items.items():
            listing = itempages.item_list(group, refs, self._today)
            yield Task(f"items/{kind}", partial(itempages.listed, context=self._context), listing)
            for entry in group.items if group.options.pages else ():
                page = itempages.item_page(group, entry, refs)
                yield Task(f"item/{kind}/{entry.slug}", partial(itempages.alone, context=self._context), page)

    def _of_pages(self) -> Iterator[Task]:
        kinds: tuple[ListKind, ...] = ("years", "venues", "topics")
        for kind in kinds:
            index_page = IndexPage(kind, tuple(getattr(self._site, kind)))
            yield Task(f"index/{kind}", partial(listpages.index, context=self._context), index_page)
        site = self._site
        tallies = replace(self._tallies(site.papers, _by_papers(site)), years=by_year(site.papers))
        lists = BrowsePage(tuple(site.years), tuple(site.venues), tuple(site.topics), tallies)
        yield Task("index/browse", partial(listpages.browse, context=self._context), lists)
        if has_members_page(site):
            yield Task("site/members", partial(listpages.members, context=self._context), self._members)
        for page in self._site.pages:
            yield Task(f"page/{page.slug}", partial(listpages.free_page, context=self._context), page)

    def _once(self, old: tuple[Redirect, ...]) -> Iterator[Task]:
        site, context = self._site, self._context
        limit = site.config.feed.limit
        yield Task("site/home", partial(personpage.home, context=context), self._home())
        latest = tuple(site.refs[entry.slug] for entry in site.papers[: listpages.LATEST])
        yield Task("site/not-found", partial(listpages.not_found, context=context), latest)
        yield Task("site/people", partial(listpages.people, context=context), joined(self._people.values()))
        dated = tuple([entry.slug for entry in site.papers if entry.facts.date][:limit])
        newest = Dated(self._list(dated), products.NEVER if dated else site.updated)
        yield Task("site/feeds", partial(products.feeds, context=context), newest)
        if not site.config.folder:
            yield from self._of_all_languages()
        yield Task("site/old", partial(products.old_addresses, context=context), old)
        if site.cv is not None:
            yield self._cv(site.cv)

    def _of_all_languages(self) -> Iterator[Task]:
        """Yield the tasks of what there is once for the site in all its languages."""
        site, context = self._site, self._context
        yield Task("site/robots", partial(products.for_robots, context=context), sitemap.listed(site, self._at))
        if context.makes("llms"):
            yield Task("site/llms", partial(products.for_assistants, context=context), llms.llms(site, self._at))

    def _cv(self, cv: Cv) -> Task:
        from sitegen.exports.cv.site_items import with_items  # most sites have none
        from sitegen.render.cvpage import CvPage, cv_page  # as above

        site, owner = self._site, self._site.owner
        inputs = CvPage(
            with_items(cv, site.items, owner.slug if owner else None),
            owner.author if owner else None,
            owner.name if owner else site.config.title,
            self._list(owner.papers) if owner else self._all,
            self._compiler,
        )
        return Task("site/cv", partial(cv_page, context=self._context), inputs)

    def _home(self) -> HomePage:
        site = self._site
        selected = tuple([entry for entry in site.papers if entry.facts.selected][: personpage.PICKS])
        chosen = site.config.sections
        named = {section.name for section in chosen}
        shown = HomePage(
            self._person(site.owner) if site.owner else None,
            selected,
            tuple(site.news),
            text=site.home,
            picture=site.home_picture,
            areas=described(site.topics),
            join=next((page for page in site.pages if page.slug in JOIN), None) if site.owner is None else None,
            sections=chosen,
            items=tuple(
                [
                    itempages.item_list(group, site.refs, self._today)
                    for kind, group in site.items.items()
                    if kind in named
                ]
            ),
            pages=tuple([page for page in site.pages if any(section.page == page.slug for section in chosen)]),
        )
        if site.owner is not None and not named & {"recent", "people"}:
            return shown
        recent = self._all.first(max(personpage.RECENT, *(section.limit or 0 for section in chosen), 0))
        return replace(shown, members=self._members, recent=recent, focus=self._focus)
