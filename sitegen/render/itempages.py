"""Pages of items: a list of each kind, a page an item, its feed, and the calendar of talks.

In: items in their place in the site. Out: staged files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import groupby

from sitegen.cite import jsonld
from sitegen.incremental.task import Result
from sitegen.model import DATED, CollectionOptions, Date, Item, Moment, Text
from sitegen.outputs import atom, calendar
from sitegen.records import dataclass
from sitegen.render.page_context import RenderContext, json_ld, title_of
from sitegen.render.products import NEVER, Channel, about
from sitegen.render.views import ItemView, PaperLink
from sitegen.site.graph import EntryRef, PersonRef
from sitegen.site.items import ItemGroup, SiteItem

Group = ItemGroup[PersonRef]
One = SiteItem[PersonRef]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """What the page of an item is made of; `papers` are those that it is about."""

    one: One
    kind: str
    options: CollectionOptions
    papers: tuple[EntryRef, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """What the list of a kind is made of: what is still to come, soonest first, and the rest, newest first."""

    kind: str
    options: CollectionOptions
    upcoming: tuple[ItemPage, ...]
    past: tuple[ItemPage, ...]


def item_list(group: Group, papers: Mapping[str, EntryRef], today: Date | None) -> ItemList:
    """Return what the list of a kind is made of; `today` tells what is to come, for kinds that have a day."""
    pages = tuple([item_page(group, one, papers) for one in group.items])
    if group.kind not in DATED or today is None:
        return ItemList(group.kind, group.options, (), pages)
    upcoming = [page for page in pages if page.one.item.ended >= today]
    rest = tuple(page for page in pages if page not in upcoming)
    return ItemList(group.kind, group.options, tuple(reversed(upcoming)), rest)


def item_page(group: Group, one: One, papers: Mapping[str, EntryRef]) -> ItemPage:
    """Return what the page of an item is made of."""
    about = tuple(papers[slug] for slug in dict.fromkeys(one.item.papers) if slug in papers)
    return ItemPage(one, group.kind, group.options, about)


def listed(given: ItemList, context: RenderContext) -> Result:
    """Make the list of a kind, its feed and its calendar."""
    kind, options = given.kind, given.options
    title, url = title_of(kind, options, context.words), context.at.items(kind)
    has_feed = options.feed and context.makes("atom")
    everything = (*given.upcoming, *given.past)
    text = context.template("items.html")(
        page=context.page(
            "items",
            url,
            title,
            description=f"{title}: {'; '.join(page.one.item.title.plain for page in everything[:6])}",
            feeds=context.feeds(url, title, ("atom",)) if has_feed else (),
        ),
        kind=kind,
        heading=title,
        upcoming=[view(page, context) for page in given.upcoming],
        years=_by_year(given.past, context),
        calendar=context.at.file(f"{kind}/{kind}.ics") if kind in DATED else None,
    )
    files = [context.put(f"{kind}/index.html", text)]
    if has_feed:
        files.append(context.put(f"{kind}/feed.xml", _feed(everything, kind, title, context)))
    if kind in DATED:
        ics = calendar.events((page.one for page in everything), kind, title, context.at, has_pages=options.pages)
        files.append(context.put(f"{kind}/{kind}.ics", ics))
    return Result(tuple(files))


def alone(given: ItemPage, context: RenderContext) -> Result:
    """Make the page of one item."""
    one, item = given.one, given.one.item
    url = context.at.item(given.kind, one.slug)
    shown = view(given, context)
    picture = context.at.absolute(shown.picture.large.src) if shown.picture else None
    page = context.page(
        "item",
        url,
        item.title.plain,
        description=next((text.plain for text in (item.summary, item.text) if text), ""),
        image=picture,
        source=item.file,
        linked_data=lambda: json_ld(_linked_data(given, url, picture, context)),
    )
    text = context.template("item.html")(
        page=page,
        item=item,
        shown=shown,
        kind=given.kind,
        heading=title_of(given.kind, given.options, context.words),
    )
    return Result((context.put(f"{given.kind}/{one.slug}/index.html", text),))


def view(given: ItemPage, context: RenderContext) -> ItemView:
    """Return an item as pages show it."""
    one, item, words = given.one, given.one.item, context.words
    forms = given.options.fields
    labelled = [
        (name, str(words.get(f"field_{name}") or name.replace("_", " ").capitalize()), value)
        for name, value in item.fields.items()
    ]
    return ItemView(
        item=item,
        href=context.at.item(given.kind, one.slug) if given.options.pages else None,
        id=f"item-{one.slug}",
        when=_when(item, context),
        people=one.people,
        papers=given.papers,
        links=_links(item, context),
        picture=context.here.pictures.panels.get(item.picture) if item.picture else None,
        line=tuple(value for name, _, value in labelled if isinstance(value, str) and forms[name] != "address"),
        facts=tuple(
            (label, value, forms[name] == "address")
            for name, label, value in labelled
            if not isinstance(value, Text) and (not isinstance(value, str) or forms[name] == "address")
        ),
        texts=tuple((label, value) for _, label, value in labelled if isinstance(value, Text)),
    )


def _by_year(pages: Iterable[ItemPage], context: RenderContext) -> list[tuple[str, list[ItemView]]]:
    return [
        (f"{year:04d}" if year else "", [view(page, context) for page in found])
        for year, found in groupby(pages, lambda page: page.one.item.began.year)
    ]


def _when(item: Item, context: RenderContext) -> tuple[tuple[str, str], ...]:
    """Return when it is, as (for machines, for people): one moment, or the first and the last."""
    first, last = item.date or item.start, item.end
    moments = [when for when in (first, last) if when is not None]
    if len(moments) == 2 and moments[0].date == moments[1].date and moments[1].time:
        return ((_iso(moments[0], item, 0), _shown(moments[0], context)), (_iso(moments[1], item, 1), moments[1].time))
    if len(moments) == 2 and moments[0] == moments[1]:
        moments = moments[:1]
    return tuple((_iso(when, item, place), _shown(when, context)) for place, when in enumerate(moments))


def _shown(when: Moment, context: RenderContext) -> str:
    day = context.words.language.date(when.date)
    return f"{day}{context.words['comma']}{when.time}" if when.time else day


def _iso(when: Moment, item: Item, place: int) -> str:
    if not when.time or not item.timezone:
        return when.iso
    ahead = item.offsets[place]
    sign = "-" if ahead < 0 else "+"
    return f"{when.iso}{sign}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"


def _links(item: Item, context: RenderContext) -> tuple[PaperLink, ...]:
    found = []
    for kind in (one.name for one in fields(item.links) if one.name != "other"):
        label = context.words[f"door_{kind}"]
        for number, target in enumerate(getattr(item.links, kind), 1):
            found.append((kind, label if number == 1 else f"{label} {number}", target))
    found += [("other", link.label, link.url) for link in item.links.other]
    return tuple(PaperLink(kind, label, context.at.target(target)) for kind, label, target in found)


def _feed(pages: Iterable[ItemPage], kind: str, title: str, context: RenderContext) -> str:
    newest = sorted((page for page in pages if page.one.item.began), key=lambda page: page.one.item.began, reverse=True)
    newest = newest[: context.config.feed.limit]
    url = context.at.items(kind)
    entries = []
    for page in newest:
        address = context.at.item(kind, page.one.slug, has_page=page.options.pages)
        entries.append(atom.item_entry(page.one, address, context.at))
    updated = max((page.one.item.began for page in newest), default=NEVER)
    return atom.feed(
        **about(Channel(f"{kind}/", url, title), context, "feed.xml"),
        feed_id=context.at.feed_id(f"{kind}/feed.xml"),
        updated=updated,
        entries=entries,
    )


def _linked_data(given: ItemPage, url: str, picture: str | None, context: RenderContext) -> str:
    at, one, item = context.at, given.one, given.one.item
    people = [
        (place.name, at.absolute(at.author(place.person.slug)) if place.person and place.person.has_page else None)
        for place in one.people
    ]
    begin, end = item.date or item.start, item.end
    return jsonld.item(
        item,
        type_=given.options.type or "CreativeWork",
        url=at.absolute(url),
        people=people,
        papers=[at.absolute(at.paper(ref.paper.slug)) for ref in given.papers],
        dates=(_iso(begin, item, 0) if begin else "", _iso(end, item, 1) if end else ""),
        image=picture,
        code=next(iter(item.links.code), ""),
    )
