"""JSON Feeds, version 1.1.

In: one paper, for its item; ready items, for a feed. Out: JSON, ids and dates as in the Atom feeds.
Source: https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sitegen.cite.characters import one_line
from sitegen.model import last_change
from sitegen.outputs import feeditem
from sitegen.outputs.feed_dates import instant
from sitegen.site.graph import SitePaper
from sitegen.site.pages import Addresses


def item(entry: SitePaper, at: Addresses, image: str = "") -> str:
    """Return the item of one paper, the same in whichever feed it stands. `image` is an absolute address."""
    paper = entry.paper
    url = at.absolute(at.paper(paper.slug))
    html = feeditem.html(paper)
    return _json({
        "id": feeditem.identity(entry, at),
        "url": url,
        "title": feeditem.title(paper),
        "content_html": html,
        "content_text": "" if html else feeditem.summary(paper) or feeditem.title(paper),
        "summary": feeditem.one_line_summary(paper),
        "image": image,
        "language": paper.title.lang or paper.language or "",
        "date_published": instant(paper.date),
        "date_modified": instant(last_change(paper)),
        "authors": [_author(one_line(credit.name), feeditem.author_page(credit, at)) for credit in entry.credits],
        "tags": list(feeditem.words(paper)),
        "attachments": [
            {"url": address, "mime_type": kind} for kind, address in feeditem.related(paper, at) if kind != "text/html"
        ],
    })  # fmt: skip


def feed(
    *,
    title: str,
    feed_url: str,
    page_url: str,
    items: Sequence[str],
    subtitle: str = "",
    author: str = "",
    language: str = "",
    hub: str = "",
) -> str:
    """Return a whole feed, also of no items. Addresses are absolute; `author` is whose papers these are.

    `hub` is the WebSub hub that passes changes on.
    """
    head = _json({
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(title),
        "home_page_url": page_url,
        "feed_url": feed_url,
        "description": one_line(subtitle),
        "language": language,
        "authors": [_author(one_line(author), "")] if author else [],
        "hubs": [{"type": "WebSub", "url": hub}] if hub else [],
    })  # fmt: skip
    joined = ",\n".join(items)
    return f'{head[:-1]},"items":[\n{joined}\n]}}\n' if items else f'{head[:-1]},"items":[]}}\n'


def _author(name: str, page: str) -> dict[str, str]:
    return {"name": name, "url": page} if page else {"name": name}


def _json(fields: dict[str, Any]) -> str:
    known = {name: value for name, value in fields.items() if value}
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))
