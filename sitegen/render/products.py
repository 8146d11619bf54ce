"""Whole-site products: feeds, exports, the sitemap, the search page and its index, old addresses.

In: fragments of papers. Out: staged files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from sitegen.cite.formats import Format
from sitegen.incremental.ledger import BuiltFile
from sitegen.incremental.task import Result
from sitegen.model import Date, ResearchArea
from sitegen.outputs import atom, jsonfeed, redirects, robots, search, sitemap
from sitegen.records import dataclass
from sitegen.render.fragments import Fragments, PaperList
from sitegen.render.page_context import RenderContext
from sitegen.render.yearblock import AllPapers
from sitegen.site.graph import PersonRef
from sitegen.site.items import SiteItem
from sitegen.site.pages import Redirect

NEVER = Date(1970, 1, 1)
"""When a feed changed that holds nothing, on a site that states no date."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The subject of a feed: its `folder` in the output (empty for the site's own), the page it follows, its title.

    `first` is the folder that its id is made of, where that is another.
    """

    folder: str
    url: str
    title: str
    first: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """Papers, and the date that stands for the last change of a feed that is empty."""

    papers: PaperList
    updated: Date


def atom_feed(channel: Channel, papers: PaperList, context: RenderContext, updated: Date = NEVER) -> BuiltFile:
    """Make the Atom feed of a channel's newest papers."""
    newest = _newest(papers, context)
    changed = max((Date(*paper.changed) for paper in newest), default=None)
    text = atom.feed(
        **about(channel, context, "feed.xml"),
        feed_id=context.at.feed_id(f"{channel.first or channel.folder}feed.xml"),
        updated=changed or updated,
        entries=[paper.atom for paper in newest],
    )
    return context.put(f"{channel.folder}feed.xml", text)


def json_feed(channel: Channel, papers: PaperList, context: RenderContext) -> BuiltFile:
    """Make the JSON feed of a channel's newest papers."""
    items = [paper.jsonfeed for paper in _newest(papers, context)]
    return context.put(f"{channel.folder}feed.json", jsonfeed.feed(**about(channel, context, "feed.json"), items=items))


def feeds_of(channel: Channel, papers: PaperList, context: RenderContext, updated: Date = NEVER) -> list[BuiltFile]:
    """Make the feeds of a channel, of the kinds that the site makes."""
    made = [atom_feed(channel, papers, context, updated)] if context.makes("atom") else []
    return made + ([json_feed(channel, papers, context)] if context.makes("json-feed") else [])


def _newest(papers: PaperList, context: RenderContext) -> list[Fragments]:
    """Return the papers that a feed holds; what has no date has not appeared yet."""
    return list(islice((paper for paper in papers if paper.facets.year), context.config.feed.limit))


def about(channel: Channel, context: RenderContext, name: str) -> dict[str, Any]:
    """Return what every kind of feed says of itself."""
    config, at = context.config, context.at
    return {
        "title": channel.title if channel.title == config.title else f"{channel.title} – {config.title}",
        "feed_url": at.absolute(at.page(f"{channel.folder}{name}")),
        "page_url": at.absolute(channel.url),
        "subtitle": config.description or "",
        "language": config.language,
        "hub": config.alerts.websub or "",
    }


def exported(folder: str, papers: PaperList, context: RenderContext) -> list[BuiltFile]:
    """Make the exports of some papers, in the formats that the site makes; `folder` ends in a slash, or is empty.

    There is one for all languages.
    """
    if context.config.folder:
        return []
    texts = [paper.exports for paper in papers]
    return [
        context.put(f"{folder}papers.{item.facts.ending}", item.many([every[number] for every in texts]))
        for number, item in _formats(context)
    ]


def _formats(context: RenderContext) -> Iterator[tuple[int, Format]]:
    """Yield the formats that the site makes, each with its number in the table."""
    return ((number, item) for number, item in enumerate(context.formats) if context.makes(item.facts.name))


def feeds(inputs: Dated, context: RenderContext) -> Result:
    """Make the site's own feeds."""
    channel = Channel("", context.at.home(), context.config.title)
    return Result(tuple(feeds_of(channel, inputs.papers, context, inputs.updated)))


def all_exported(papers: AllPapers, context: RenderContext) -> Result:
    """Make the exports of all papers, one format after the other: together they are the largest text of a site."""
    return Result(
        tuple(
            [
                context.put_pieces(f"papers.{item.facts.ending}", item.pieces(papers.exported(item.facts.name)))
                for _, item in _formats(context)
            ]
        )
    )


def for_robots(pages: Sequence[sitemap.Page], context: RenderContext) -> Result:
    """Make the map for robots, and what they are told; and what the host is told."""
    cname = context.config.deploy.cname
    made = [context.put(path, text) for path, text in sitemap.sitemaps(pages, context.at)]
    made += [context.put("robots.txt", robots.robots(context.at)), context.put(".nojekyll", "")]
    if cname:
        made.append(context.put("CNAME", f"{cname}\n"))
    return Result(tuple(made))


def for_assistants(text: str, context: RenderContext) -> Result:
    """Make what assistants are told of the site."""
    return Result((context.put("llms.txt", text),))


def old_addresses(old: Sequence[Redirect], context: RenderContext) -> Result:
    """Make a page at each old address, which leads to the new one."""
    return Result(tuple(context.put(redirect.path, redirects.page(redirect, context.at)) for redirect in old))


@dataclass(frozen=True, slots=True)
class Searched:
    """The material of the search index: papers, the talks, projects … that have a page, as (kind, item), and topics.

    Topics are those that the site describes, each with the name that pages give it.
    """

    papers: AllPapers
    items: tuple[tuple[str, SiteItem[PersonRef]], ...]
    areas: tuple[tuple[str, ResearchArea], ...] = ()


def search_page(inputs: Searched, context: RenderContext) -> Result:
    """Make the search page and the index that it fetches.

    The page asks for the index by a digest of it, so that a browser takes no old part of one for a new one.
    """
    count = len(inputs.papers) + len(inputs.items) + len(inputs.areas)
    files = []
    digest = hashlib.sha256()
    index = search.index(partial(_searched, inputs), count, blocks=partial(_terms, inputs), large=search.LARGE)
    for path, text in index:
        digest.update(f"{path}\n{text}\n".encode("utf-8", "replace"))
        files.append(context.put(path, text))
    text = context.template("search.html")(
        page=context.page("search", context.at.search(), context.words["nav_search"]),
        version=digest.hexdigest()[:8],
        is_large=count > search.LARGE,
        kinds={kind: context.kinds[kind] for kind, _ in inputs.items},
    )
    return Result((context.put("search/index.html", text), *files))


def _searched(inputs: Searched) -> Iterator[search.Item]:
    """Yield what the index holds of each paper, item and topic."""
    yield from inputs.papers.searched()
    yield from _beside_papers(inputs)


def _terms(inputs: Searched) -> Iterator[tuple[int, search.Postings]]:
    """Yield the terms of papers, block by block, and those of items and topics."""
    yield from inputs.papers.terms()
    beside = tuple(_beside_papers(inputs))
    yield len(beside), search.postings(beside)


def _beside_papers(inputs: Searched) -> Iterator[search.Item]:
    yield from (search.of_item(item, kind) for kind, item in inputs.items)
    yield from (search.of_area(name, area) for name, area in inputs.areas)
