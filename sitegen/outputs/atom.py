"""Atom feeds (RFC 4287).

In: one paper, for its entry; ready entries, for a feed. Out: XML, every text escaped once and free of what XML forbids.
Dates come from the content, ids outlive a change of address, theme and program.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sitegen.cite.characters import clean, one_line
from sitegen.model import Date, last_change
from sitegen.outputs import feeditem
from sitegen.outputs.feed_dates import instant
from sitegen.site.graph import PersonRef, SitePaper
from sitegen.site.items import SiteItem
from sitegen.site.pages import Addresses


def entry(entry: SitePaper, at: Addresses) -> str:
    """Return the `<entry>` of one paper, the same in whichever feed it stands."""
    paper = entry.paper
    url = at.absolute(at.paper(paper.slug))
    lines = [
        f"<entry{_language(paper.title.lang or paper.language or '')}>",
        f'<title type="text">{_escape(feeditem.title(paper))}</title>',
        f"<id>{_escape(feeditem.identity(entry, at))}</id>",
        f'<link rel="alternate" type="text/html" href="{_escape(url)}"/>',
        f"<published>{instant(paper.date)}</published>",
        f"<updated>{instant(last_change(paper))}</updated>",
    ]
    lines += [f'<link rel="related" type="{kind}" href="{_escape(url)}"/>' for kind, url in feeditem.related(paper, at)]
    lines += [_author(one_line(credit.name), feeditem.author_page(credit, at)) for credit in entry.credits]
    lines += [f'<category term="{_escape(word)}"/>' for word in feeditem.words(paper)]
    if summary := feeditem.one_line_summary(paper):
        lines.append(f'<summary type="text">{_escape(summary)}</summary>')
    if html := feeditem.html(paper):
        lines.append(f'<content type="html">{_escape(html)}</content>')
    return "\n".join([*lines, "</entry>", ""])


def item_entry(site_item: SiteItem[PersonRef], address: str, at: Addresses) -> str:
    """Return the `<entry>` of a talk, a project …; `address` is its page, or its place in a list."""
    item, url = site_item.item, at.absolute(address)
    lines = [
        "<entry>",
        f'<title type="text">{_escape(one_line(item.title.plain))}</title>',
        f"<id>{_escape(at.feed_id(f'{item.collection}/{site_item.slug}/'))}</id>",
        f'<link rel="alternate" type="text/html" href="{_escape(url)}"/>',
        f"<published>{instant(item.began)}</published>",
        f"<updated>{instant(item.began)}</updated>",
    ]
    for participant in site_item.people:
        page = (
            at.absolute(at.author(participant.person.slug))
            if participant.person and participant.person.has_page
            else ""
        )
        lines.append(_author(one_line(participant.name), page))
    if item.summary and item.text:
        lines.append(f'<summary type="text">{_escape(clean(item.summary.plain))}</summary>')
    if html := feeditem.readable(item.text or item.summary):
        lines.append(f'<content type="html">{_escape(html)}</content>')
    return "\n".join([*lines, "</entry>", ""])


def feed(  # noqa: PLR0913 - one argument for each fact of a feed
    *,
    title: str,
    feed_id: str,
    feed_url: str,
    page_url: str,
    updated: Date,
    entries: Sequence[str],
    subtitle: str = "",
    author: str = "",
    language: str = "",
    hub: str = "",
) -> str:
    """Return a whole feed, also of no entries. Addresses are absolute; `author` is whose papers these are.

    `hub` is the WebSub hub that passes changes on (https://www.w3.org/TR/websub/, 4).
    """
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{_language(language)}>',
        f'<title type="text">{_escape(one_line(title))}</title>',
        f'<subtitle type="text">{_escape(one_line(subtitle))}</subtitle>' if subtitle else "",
        f"<id>{_escape(feed_id)}</id>",
        f'<link rel="self" type="application/atom+xml" href="{_escape(feed_url)}"/>',
        f'<link rel="alternate" type="text/html" href="{_escape(page_url)}"/>',
        f'<link rel="hub" href="{_escape(hub)}"/>' if hub else "",
        f"<updated>{instant(updated)}</updated>",
        _author(one_line(author or title), ""),
        "<generator>sitegen</generator>",
    ]
    return "\n".join(line for line in head if line) + "\n" + "".join(entries) + "</feed>\n"


def _author(name: str, page: str) -> str:
    uri = f"<uri>{_escape(page)}</uri>" if page else ""
    return f"<author><name>{_escape(name)}</name>{uri}</author>"


def _language(language: str) -> str:
    return f' xml:lang="{_escape(language)}"' if language else ""


def _escape(text: str) -> str:
    return escape(text).replace("\r", "&#13;")
