"""A person's page, and the front page, which on a one-person site is theirs.

In: a person, and the fragments of their papers. Out: staged pages, with each person's feeds and exports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from typing import Any

from sitegen.cite import jsonld
from sitegen.incremental.task import Known, Result
from sitegen.model import FreePage, HomePicture, HomeSection, News, Text
from sitegen.records import dataclass
from sitegen.render import paperview
from sitegen.render.areas import area_view, panel, sponsors
from sitegen.render.contacts import contacts, same_as
from sitegen.render.drawings import Tallies, drawings
from sitegen.render.facets import facets
from sitegen.render.fragments import PaperList, year_groups
from sitegen.render.itempages import ItemList, view
from sitegen.render.members import alumni, face, faces, groups
from sitegen.render.page_context import RenderContext, json_ld, spoken
from sitegen.render.products import Channel, exported, feeds_of
from sitegen.render.theme import Deferred
from sitegen.render.views import Bar, ItemView, PageView, SectionView, SelectedPaper, form_of
from sitegen.site.collection import Collection
from sitegen.site.graph import CollectionRef, Person, PersonRef, SitePaper, is_mention
from sitegen.site.plan import has_files
from sitegen.site.tally import CitationTally, of_citations

PICKS = 6
"""Selected papers on a front page, at most."""
RECENT = 10
"""Newest papers on a lab's front page."""
ITEMS = 5
"""Items of a kind in a section of a front page, where it does not say."""
CHART_PAPERS, CHART_YEARS = 5, 2
"""A chart of fewer papers or years says nothing."""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """The material of a person's page: the person, their papers, co-authors in order, and the path of their card.

    `about` and `coauthors` are known by digests, for many pages are made of them. `venues` and `topics` go with the
    number of papers, most first; `namesakes` are others of the same name. `tallies` are what the site draws of people.
    """

    about: Known[Person]
    papers: PaperList
    coauthors: Known[tuple[PersonRef, ...]]
    card: str | None
    venues: tuple[tuple[CollectionRef, int], ...] = ()
    topics: tuple[tuple[CollectionRef, int], ...] = ()
    namesakes: tuple[PersonRef, ...] = ()
    tallies: Tallies = Tallies()

    @property
    def person(self) -> Person:
        """Whose page it is."""
        return self.about.value


@dataclass(frozen=True, slots=True)
class HomePage:
    """The material of the front page: the owner's page, or a lab's members and newest papers; selected papers, news.

    `text` and `picture` introduce the site, `areas` are the topics that it describes.
    """

    owner: PersonPage | None
    selected: tuple[SitePaper, ...]
    news: tuple[News, ...]
    members: Known[tuple[Person, ...]] | None = None
    recent: PaperList | None = None
    focus: tuple[str, ...] = ()
    text: Text | None = None
    picture: HomePicture | None = None
    areas: tuple[Collection, ...] = ()
    join: FreePage | None = None
    sections: tuple[HomeSection, ...] = ()
    items: tuple[ItemList, ...] = ()
    pages: tuple[FreePage, ...] = ()


def person(inputs: PersonPage, context: RenderContext) -> Result:
    """Make a person's page, and feeds and exports of those who have them."""
    subject = inputs.person
    folder, url = f"authors/{subject.slug}/", context.at.author(subject.slug)
    is_home = subject.slug == context.config.owner
    text = context.template("author.html")(
        page=_person_page(inputs, context, "author", url, canonical=context.at.home() if is_home else url),
        **_person_views(inputs, context),
    )
    files = [context.put(f"{folder}index.html", text)]
    if has_files(subject):
        channel = Channel(folder, url, subject.name, f"authors/{subject.first}/" if subject.first else "")
        files += [*feeds_of(channel, inputs.papers, context), *exported(folder, inputs.papers, context)]
    return Result(tuple(files))


def home(inputs: HomePage, context: RenderContext) -> Result:
    """Make the front page: the owner's, or the lab's."""
    at, template = context.at, context.template("home.html")
    introduction = panel(inputs.picture.picture if inputs.picture else None, context)
    shared = {
        "selected": _picks(inputs, context),
        "news": inputs.news,
        "text": inputs.text,
        "introduction": introduction,
        "about_picture": inputs.picture,
        "areas": tuple(area_view(topic, context) for topic in inputs.areas),
        "sponsors": sponsors(context.config, context),
        "join": inputs.join,
        **_sections(inputs, context),
    }
    if inputs.owner is not None:
        page = _person_page(inputs.owner, context, "home", at.home(), title=context.config.title)
        return Result(
            (context.put("index.html", template(page=page, **_person_views(inputs.owner, context), **shared)),)
        )
    members, recent = inputs.members.value if inputs.members else (), inputs.recent
    by_group = groups(members, context.words)
    image = at.absolute(introduction.page.src) if introduction else None
    text = template(
        page=context.page(
            "home",
            at.home(),
            context.config.title,
            feeds=context.feeds(at.home(), context.config.title),
            image=image,
            linked_data=lambda: json_ld(
                jsonld.organization(
                    context.config.title,
                    url=at.absolute(at.home()),
                    description=context.config.description or "",
                    image=image,
                    people=[
                        (member.name, at.absolute(at.author(member.slug))) for _, group in by_group for member in group
                    ],
                )
            ),
        ),
        groups=by_group,
        alumni=alumni(members, context.words),
        faces=faces(members, context),
        **({"recent": recent.joined("row", inputs.focus, context.wording) if recent else ""} | shared),
    )
    return Result((context.put("index.html", text),))


def _sections(inputs: HomePage, context: RenderContext) -> dict[str, Any]:
    """Return what the sections show that somebody chose: each with its options, items by kind, pages by slug."""
    if not inputs.sections:
        return {"sections": ()}
    limits = {section.name: section.limit for section in inputs.sections}
    recent = inputs.recent.first(limits.get("recent") or RECENT) if inputs.recent else None
    kinds = {item_list.kind: item_list for item_list in inputs.items}
    return {
        "sections": tuple(
            SectionView(
                section.name,
                spoken(section.title, section.lang, context.config) or context.headings.get(section.name, ""),
                context.headings.get(section.name, ""),
                section.limit,
                items=_first(kinds[section.name], section.limit or ITEMS, context) if section.name in kinds else (),
                page=next((page for page in inputs.pages if page.slug == section.page), None),
            )
            for section in inputs.sections
        ),
        "recent": recent.joined("row", inputs.focus, context.wording) if recent else "",
    }


def _first(item_list: ItemList, limit: int, context: RenderContext) -> tuple[ItemView, ...]:
    """Return the first items of a kind: what is to come, then the newest."""
    return tuple(view(page, context) for page in (*item_list.upcoming, *item_list.past)[:limit])


def _person_page(inputs: PersonPage, context: RenderContext, kind: str, url: str, **more: Any) -> PageView:
    subject, author = inputs.person, inputs.person.author
    portrait = face(subject, context)
    picture = context.at.absolute(portrait.src) if portrait else None
    card = context.card(inputs.card)
    papers = context.plural("papers", len(subject.papers))
    is_mentioned = _is_mentioned(inputs)
    return context.page(
        kind,
        url,
        more.pop("title", subject.name),
        description=author.bio.plain if author and author.bio else f"{subject.name}: {papers}",
        image=card or picture,
        is_card=card is not None,
        feeds=context.feeds(url, subject.name) if kind == "home" or has_files(subject) else (),
        source=author.file if author else None,
        is_mention=is_mentioned,
        linked_data=None
        if is_mentioned and not subject.orcid
        else lambda: json_ld(
            jsonld.person(
                subject.name,
                url=context.at.absolute(context.at.author(subject.slug)),
                orcid=subject.orcid,
                affiliation=author.affiliation if author else None,
                image=picture,
                same_as=same_as(subject),
                is_a_group=subject.parts.is_group,
            )
        ),
        **more,
    )


def _is_mentioned(inputs: PersonPage) -> bool:
    return is_mention(inputs.person, (len(paper.people) for paper in inputs.papers))


def _spans(inputs: PersonPage) -> dict[str, str]:
    """Return in which years somebody wrote with each co-author: the first and the last."""
    years: dict[str | None, set[str]] = defaultdict(set)
    for paper in inputs.papers:
        if paper.facets.year:
            for slug in paper.people:
                years[slug].add(paper.facets.year)
    return {
        ref.slug: "–".join(sorted({min(years_together), max(years_together)}))
        for ref in inputs.coauthors.value
        if (years_together := years[ref.slug])
    }


def _person_views(inputs: PersonPage, context: RenderContext) -> dict[str, Any]:
    subject, papers = inputs.person, inputs.papers
    return {
        "person": subject,
        "contacts": Deferred(partial(contacts, subject, context.at, context.words)),
        "years": year_groups(papers, "mention" if _is_mentioned(inputs) else form_of(papers), {subject.slug}, context),
        "facets": Deferred(lambda: facets([paper.facets for paper in papers], context.at, context.words)),
        "coauthors": tuple(
            [(ref, count) for ref, (_, count) in zip(inputs.coauthors.value, subject.coauthors, strict=True)]
        ),
        "spans": Deferred(partial(_spans, inputs)),
        "venues": inputs.venues,
        "topics": inputs.topics,
        "namesakes": inputs.namesakes,
        "chart": Deferred(partial(_chart, papers)),
        "citations": Deferred(partial(_citations, papers)),
        "drawings": Deferred(partial(drawings, inputs.tallies, context.words)),
        "picture": face(subject, context),
        "has_files": has_files(subject),
    }


def _citations(papers: PaperList) -> CitationTally | None:
    return of_citations(paper.counted for paper in papers if paper.counted)


def _chart(papers: PaperList) -> tuple[Bar, ...]:
    """Return the papers of each year from the first to the last."""
    counted = Counter(int(paper.facets.year) for paper in papers if paper.facets.year)
    if len(papers) < CHART_PAPERS or len(counted) < CHART_YEARS:
        return ()
    return tuple(Bar(f"{year:04d}", counted[year]) for year in range(min(counted), max(counted) + 1))


def _picks(inputs: HomePage, context: RenderContext) -> tuple[SelectedPaper, ...]:
    """Return the selected papers as the front page shows them."""
    return tuple(
        SelectedPaper(
            entry=entry,
            marks=paperview.badges(entry.paper, context.words),
            venue_text=paperview.venue_text(entry.paper),
            venue=paperview.venue_mark(entry),
            picture=cover.page if (cover := paperview.cover(entry, context.here)) else None,
        )
        for entry in inputs.selected
    )
