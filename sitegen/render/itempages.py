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
from sitegen.render.page_context import RenderContext, json_ld, spoken_kind, title_of
from sitegen.render.products import NEVER, Channel, about
from sitegen.render.views import ItemView, PaperLink
from sitegen.site.graph import EntryRef, PersonRef
from sitegen.site.items import ItemGroup, SiteItem

Group = ItemGroup[PersonRef]
Entry = SiteItem[PersonRef]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The material of an item's page; `papers` are those that it is about."""

    entry: Entry
    kind: str
    options: CollectionOptions
    papers: tuple[EntryRef, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """The material of the list of a kind: what is still to come, soonest first, and the rest, newest first."""

    kind: str
    options: CollectionOptions
    upcoming: tuple[ItemPage, ...]
    past: tuple[ItemPage, ...]


def item_list(group: Group, papers: Mapping[str, EntryRef], today: Date | None) -> ItemList:
    """Return what the list of a kind is made of; `today` tells what is to come, for kinds that have a day."""
    pages = tuple([item_page(group, entry, papers) for entry in group.items])
    if group.kind not in DATED or today is None:
        return ItemList(group.kind, group.options, (), pages)
    upcoming = [page for page in pages if page.entry.item.ended >= today]
    rest = tuple(page for page in pages if page not in upcoming)
    return ItemList(group.kind, group.options, tuple(reversed(upcoming)), rest)


def item_page(group: Group, entry: Entry, papers: Mapping[str, EntryRef]) -> ItemPage:
    """Return what the page of an item is made of."""
    about = tuple(papers[slug] for slug in dict.fromkeys(entry.item.papers) if slug in papers)
    return ItemPage(entry, group.kind, group.options, about)


def listed(inputs: ItemList, context: RenderContext) -> Result:
    """Make the list of a kind, its feed and its calendar."""
    kind, options = inputs.kind, inputs.options
    title, url = title_of(kind, options, context.words), context.at.items(kind)
    has_feed = options.feed and context.makes("atom")
    everything = (*inputs.upcoming, *inputs.past)
    text = context.template("items.html")(
        page=context.page(
            "items",
            url,
            title,
            description=f"{title}: {'; '.join(page.entry.item.title.plain for page in everything[:6])}",
            feeds=context.feeds(url, title, ("atom",)) if has_feed else (),
        ),
        kind=kind,
        heading=spoken_kind(kind, options, context.words, context.config),
        upcoming=[view(page, context) for page in inputs.upcoming],
        years=_by_year(inputs.past, context),
        calendar=context.at.page(f"{kind}/{kind}.ics") if kind in DATED else None,
    )
    files = [context.put(f"{kind}/index.html", text)]
    if has_feed:
        files.append(context.put(f"{kind}/feed.xml", _feed(everything, kind, title, context)))
    if kind in DATED:
        ics = calendar.events((page.entry for page in everything), kind, title, context.at, has_pages=options.pages)
        files.append(context.put(f"{kind}/{kind}.ics", ics))
    return Result(tuple(files))


def alone(inputs: ItemPage, context: RenderContext) -> Result:
    """Make the page of one item."""
    entry, item = inputs.entry, inputs.entry.item
    url = context.at.item(inputs.kind, entry.slug)
    shown = view(inputs, context)
    picture = context.at.absolute(shown.picture.large.src) if shown.picture else None
    page = context.page(
        "item",
        url,
        item.title.plain,
        description=next((text.plain for text in (item.summary, item.text) if text), ""),
        image=picture,
        source=item.file,
        linked_data=lambda: json_ld(_linked_data(inputs, url, picture, context)),
    )
    text = context.template("item.html")(
        page=page,
        item=item,
        shown=shown,
        kind=inputs.kind,
        heading=spoken_kind(inputs.kind, inputs.options, context.words, context.config),
    )
    return Result((context.put(f"{inputs.kind}/{entry.slug}/index.html", text),))


def view(inputs: ItemPage, context: RenderContext) -> ItemView:
    """Return an item as pages show it."""
    entry, item, words = inputs.entry, inputs.entry.item, context.words
    forms = inputs.options.fields
    labelled = [
        (name, str(words.get(f"field_{name}") or name.replace("_", " ").capitalize()), value)
        for name, value in item.fields.items()
    ]
    return ItemView(
        item=item,
        href=context.at.item(inputs.kind, entry.slug) if inputs.options.pages else None,
        id=f"item-{entry.slug}",
        when=_when(item, context),
        people=entry.people,
        papers=inputs.papers,
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
        (f"{year:04d}" if year else "", [view(page, context) for page in pages_of_year])
        for year, pages_of_year in groupby(pages, lambda page: page.entry.item.began.year)
    ]


def _when(item: Item, context: RenderContext) -> tuple[tuple[str, str], ...]:
    """Return when it is, as (for machines, for people): one moment, or the first and the last.

    Behind the last time on a clock stands whose clock that is, where it is said.
    """
    first, last = item.date or item.start, item.end
    moments = [when for when in (first, last) if when is not None]
    if len(moments) == 2 and moments[0].date == moments[1].date and moments[1].time:
        until = f"{moments[1].time}{_zone(item)}"
        return ((_iso(moments[0], item, 0), _shown(moments[0], context)), (_iso(moments[1], item, 1), until))
    if len(moments) == 2 and moments[0] == moments[1]:
        moments = moments[:1]
    timed = [index for index, when in enumerate(moments) if when.time]
    return tuple(
        (_iso(when, item, index), _shown(when, context) + (_zone(item) if timed[-1:] == [index] else ""))
        for index, when in enumerate(moments)
    )


def _zone(item: Item) -> str:
    """Return the time zone behind a time, as the names of zones are written for people: ` (America/New York)`."""
    return f" ({item.timezone.replace('_', ' ')})" if item.timezone else ""


def _shown(when: Moment, context: RenderContext) -> str:
    day = context.words.language.date(when.date)
    return f"{day}{context.words['comma']}{when.time}" if when.time else day


def _iso(when: Moment, item: Item, index: int) -> str:
    if not when.time or not item.timezone:
        return when.iso
    ahead = item.offsets[index]
    sign = "-" if ahead < 0 else "+"
    return f"{when.iso}{sign}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"


def _links(item: Item, context: RenderContext) -> tuple[PaperLink, ...]:
    targets = []
    for kind in (field.name for field in fields(item.links) if field.name != "other"):
        label = context.words[f"link_{kind}"]
        for number, target in enumerate(getattr(item.links, kind), 1):
            targets.append((kind, label if number == 1 else f"{label} {number}", target))
    targets += [("other", link.label, link.url) for link in item.links.other]
    return tuple(PaperLink(kind, label, context.at.target(target)) for kind, label, target in targets)


def _feed(pages: Iterable[ItemPage], kind: str, title: str, context: RenderContext) -> str:
    newest = sorted(
        (page for page in pages if page.entry.item.began), key=lambda page: page.entry.item.began, reverse=True
    )
    newest = newest[: context.config.feed.limit]
    url = context.at.items(kind)
    entries = []
    for page in newest:
        address = context.at.item(kind, page.entry.slug, has_page=page.options.pages)
        entries.append(atom.item_entry(page.entry, address, context.at))
    updated = max((page.entry.item.began for page in newest), default=NEVER)
    return atom.feed(
        **about(Channel(f"{kind}/", url, title), context, "feed.xml"),
        feed_id=context.at.feed_id(f"{kind}/feed.xml"),
        updated=updated,
        entries=entries,
    )


def _linked_data(inputs: ItemPage, url: str, picture: str | None, context: RenderContext) -> str:
    at, entry, item = context.at, inputs.entry, inputs.entry.item
    people = [
        (
            authorship.name,
            at.absolute(at.author(authorship.person.slug))
            if authorship.person and authorship.person.has_page
            else None,
        )
        for authorship in entry.people
    ]
    begin, end = item.date or item.start, item.end
    return jsonld.item(
        item,
        type_=inputs.options.type or "CreativeWork",
        url=at.absolute(url),
        people=people,
        papers=[at.absolute(at.paper(ref.paper.slug)) for ref in inputs.papers],
        dates=(_iso(begin, item, 0) if begin else "", _iso(end, item, 1) if end else ""),
        image=picture,
        code=next(iter(item.links.code), ""),
        language=(item.title.lang or context.config.main_language) if context.config.languages else "",
    )
