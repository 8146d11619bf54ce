"""Pages that list: a year, a venue, a topic, the indexes; and the pages written in Markdown.

In: collections, and the fragments of their papers. Out: staged pages.
"""

from __future__ import annotations

from sitegen.incremental.task import Known, Result
from sitegen.model import FreePage
from sitegen.records import dataclass
from sitegen.render.areas import area_view, described
from sitegen.render.drawings import Tallies, drawings
from sitegen.render.facets import facets
from sitegen.render.fragments import PaperList, year_groups
from sitegen.render.later import Later
from sitegen.render.members import alumni, faces, groups
from sitegen.render.page_context import RenderContext
from sitegen.render.products import Channel, atom_feed
from sitegen.render.theme import Deferred
from sitegen.render.views import form_of
from sitegen.render.yearblock import AllPapers
from sitegen.site.collection import Collection
from sitegen.site.graph import EntryRef, Person, PersonRef
from sitegen.site.items import Participant
from sitegen.site.letters import is_large, letters
from sitegen.site.pages import ListKind, letter_folder

BROWSED = 40
"""Venues and topics, at most, on the page that shows all kinds of lists."""
MOST = 300
"""People with most papers, at most, that stand on the index itself where each letter has a page."""
LATEST = 4
"""Papers offered where there is no page."""
KINDS: dict[str, ListKind] = {"year": "years", "venue": "venues", "topic": "topics"}

Named = tuple[str, str]
"""Slug and name of a collection."""


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """The material of the page of a year, venue or topic.

    `newer` and `older` are the years beside a year, `people` those who work on a topic that the site describes.
    """

    collection: Collection
    papers: PaperList
    focus: tuple[str, ...]
    newer: Collection | None = None
    older: Collection | None = None
    people: tuple[Participant[PersonRef], ...] = ()


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The material of the index of years, venues or topics."""

    kind: ListKind
    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """The material of the page of all years, venues and topics; `tallies` are what it draws."""

    years: tuple[Collection, ...]
    venues: tuple[Collection, ...]
    topics: tuple[Collection, ...]
    tallies: Tallies = Tallies()


def collection(inputs: CollectionPage, context: RenderContext) -> Result:
    """Make the page of a year, a venue or a topic, and the feed of the latter two."""
    group = inputs.collection
    kind, is_year = KINDS[group.kind], group.kind == "year"
    url = context.at.list(kind, group.slug)
    papers, has_feed = inputs.papers, bool(group.papers) and not is_year
    area = area_view(group, context, inputs.people)
    picture = area.picture.page.src if area and area.picture else None
    later = Later()
    text = context.template("list.html")(
        page=context.page(
            group.kind,
            url,
            group.name,
            description=area.summary if area else f"{group.name}: {context.plural('papers', len(group.papers))}",
            image=context.at.absolute(picture) if picture else None,
            feeds=context.feeds(url, group.name, ("atom",)) if has_feed else (),
            source=group.about.file if group.about else None,
        ),
        area=area,
        collection=group,
        years=year_groups(papers, form_of(papers), inputs.focus, context, later),
        facets=Deferred(lambda: facets([paper.facets for paper in papers], context.at, context.words)),
        newer=inputs.newer,
        older=inputs.older,
    )
    page = context.put_pieces(f"{kind}/{group.slug}/index.html", later.filled(text))
    if not has_feed or not context.makes("atom"):
        return Result((page,))
    channel = Channel(f"{kind}/{group.slug}/", url, group.name, f"{kind}/{group.first}/" if group.first else "")
    return Result((page, atom_feed(channel, papers, context)))


def papers(inputs: AllPapers, context: RenderContext) -> Result:
    """Make the page that lists all papers."""
    later = Later()
    text = context.template("papers.html")(
        page=context.page("papers", context.at.papers(), context.words["all_papers"]),
        years=tuple(inputs.groups(str(context.words["undated"]), later)),
        facets=Deferred(lambda: facets(inputs.facets, context.at, context.words)),
    )
    return Result((context.put_pieces("papers/index.html", later.filled(text)),))


def people(inputs: Known[tuple[Person, ...]], context: RenderContext) -> Result:
    """Make the page that lists everybody; of very many those with most papers, and a page a letter."""
    everybody = inputs.value
    title = context.words["nav_coauthors"] if context.config.owner else context.words["nav_authors"]
    template, at, listed = context.template("authors.html"), context.at, letters(everybody)
    if not is_large(everybody):
        text = template(page=context.page("authors", at.authors(), title), letters=listed, parts=())
        return Result((context.put("authors/index.html", text),))
    known = sorted((person for person in everybody if person.has_page), key=lambda person: -len(person.papers))
    first = ((str(context.words["most_papers"]), tuple(known[:MOST])),)
    parts = tuple((letter, at.letter(letter), len(group)) for letter, group in listed)
    text = template(page=context.page("authors", at.authors(), title), letters=first, parts=parts)
    files = [context.put("authors/index.html", text)]
    for letter, group in listed:
        url = at.letter(letter)
        text = template(
            page=context.page("authors", url, f"{title}: {letter}"), letters=((letter, group),), parts=parts
        )
        files.append(context.put(f"{letter_folder(letter)}index.html", text))
    return Result(tuple(files))


def index(inputs: IndexPage, context: RenderContext) -> Result:
    """Make the page that lists all years, venues or topics."""
    kind = inputs.kind
    page = context.page(kind, context.at.lists(kind), context.words[f"nav_{kind}"])
    areas = tuple(area_view(area, context) for area in described(inputs.collections))
    others = tuple(group for group in inputs.collections if not group.about)
    text = context.template("index.html")(page=page, kind=kind, collections=others, areas=areas)
    return Result((context.put(f"{kind}/index.html", text),))


def browse(inputs: BrowsePage, context: RenderContext) -> Result:
    """Make the page that shows years, venues and topics side by side, those with most papers of each."""
    with_papers = tuple(topic for topic in inputs.topics if topic.papers)
    shown = [
        (kind, collections[:BROWSED] if kind != "years" else collections, len(collections))
        for kind, collections in (("years", inputs.years), ("venues", inputs.venues), ("topics", with_papers))
        if collections
    ]
    page = context.page("browse", context.at.browse(), context.words["nav_browse"])
    text = context.template("browse.html")(page=page, shown=shown, drawings=drawings(inputs.tallies, context.words))
    return Result((context.put("browse/index.html", text),))


def members(inputs: Known[tuple[Person, ...]], context: RenderContext) -> Result:
    """Make the page of a lab's members: by group, and those who have left."""
    everybody = inputs.value
    page = context.page("members", context.at.members(), context.words["people_heading"])
    text = context.template("members.html")(
        page=page,
        groups=groups(everybody, context.words),
        alumni=alumni(everybody, context.words),
        faces=faces(everybody, context),
    )
    return Result((context.put("people/index.html", text),))


def free_page(free: FreePage, context: RenderContext) -> Result:
    """Make a page written in Markdown."""
    page = context.page(
        "page", context.at.page(f"{free.slug}/"), free.title, description=free.body.plain, source=free.file
    )
    return Result((context.put(f"{free.slug}/index.html", context.template("page.html")(page=page, free=free)),))


def not_found(latest: tuple[EntryRef, ...], context: RenderContext) -> Result:
    """Make the page for addresses that lead nowhere."""
    page = context.page("404", context.at.page("404.html"), context.words["lost"], noindex=True)
    return Result((context.put("404.html", context.template("404.html")(page=page, latest=latest)),))
