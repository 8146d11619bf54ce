"""One alert as a line in a chat, and as a ping to a WebSub hub.

In: notices. Out: what each kind of webhook wants to be sent; which feeds changed. A title is always text there: it
makes no link, no markup, and calls nobody. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Literal
from urllib.parse import urlencode

from sitegen.publish.alert.news import AlertItem
from sitegen.publish.alert.notice import Notice, headline
from sitegen.regex import regex
from sitegen.site.graph import CROWD, Site
from sitegen.site.pages import Addresses
from sitegen.site.plan import FEEDS, has_files

Shape = Literal["slack", "discord", "mattermost", "matrix"]

FORM = "application/x-www-form-urlencoded"
"""What a ping is."""
MOST = 10
"""Papers named in one message; the others are counted."""
_DISCORD = 2000
"""Characters that a message there may have."""
_MARKDOWN = regex(r"([\\`*_{}\[\]()<>#|~])")


def post(shape: Shape, notices: Sequence[Notice], *, site: str, home: str) -> bytes:
    """Return the body, JSON, that tells a webhook of this kind."""
    return json.dumps(_SHAPES[shape](notices, site, home), ensure_ascii=False).encode()


def ping(feeds: Sequence[str]) -> bytes:
    """Return the form that tells a hub which feeds have changed (PubSubHubbub 0.3, 7.1, which WebSub leaves open)."""
    return urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]).encode()


def feeds(items: Sequence[AlertItem], site: Site, at: Addresses) -> tuple[str, ...]:
    """Return the absolute addresses of the feeds that these papers are in, each once."""
    names = [name for kind, name in FEEDS.items() if kind in site.config.formats]
    paths = [at.file(name) for name in names]
    for entry in (site.entries[item.slug] for item in items if item.slug in site.entries):
        if len(entry.credits) <= CROWD:
            people = [site.people[ref.slug] for ref in entry.people if ref and ref.has_page]
            paths += [at.author(person.slug) + name for person in people if has_files(person) for name in names]
        if "atom" not in site.config.formats:
            continue
        paths += [at.list("venues", entry.venue.slug) + "feed.xml"] if entry.venue else []
        paths += [at.list("topics", topic.slug) + "feed.xml" for topic in entry.topics]
    return tuple(dict.fromkeys(map(at.absolute, paths)))


def _slack(notices: Sequence[Notice], site: str, home: str) -> dict[str, Any]:
    """Source: https://docs.slack.dev/messaging/formatting-message-text."""
    lines = _lines(notices, site, home, _mrkdwn, lambda label, url: f"<{url}|{label}>")
    return {"text": "\n".join(lines), "unfurl_links": False}


def _mattermost(notices: Sequence[Notice], site: str, home: str) -> dict[str, Any]:
    """Source: https://developers.mattermost.com/integrate/webhooks/incoming."""
    return {"text": "\n\n".join(_lines(notices, site, home, _markdown, _markdown_link))}


def _discord(notices: Sequence[Notice], site: str, home: str) -> dict[str, Any]:
    """Source: https://docs.discord.com/developers/resources/webhook."""
    for count in range(min(len(notices), MOST), 0, -1):
        text = "\n".join(_lines(notices, site, home, _markdown, _markdown_link, most=count))
        if len(text.encode("utf-16-le")) // 2 <= _DISCORD:
            break
    else:
        text = f"{len(notices)} new: {home}"
    return {"content": text, "allowed_mentions": {"parse": []}, "flags": 4}


def _matrix(notices: Sequence[Notice], site: str, home: str) -> dict[str, Any]:
    """Source: https://spec.matrix.org/latest/client-server-api/, m.room.message."""
    html = _lines(notices, site, home, escape, lambda label, url: f'<a href="{escape(url)}">{label}</a>')
    return {
        "msgtype": "m.text",
        "body": "\n".join(_lines(notices, site, home, lambda text: text, lambda label, url: f"{label} {url}")),
        "format": "org.matrix.custom.html",
        "formatted_body": "<br>".join(html),
        "m.mentions": {},
    }


_SHAPES: dict[str, Callable[[Sequence[Notice], str, str], dict[str, Any]]] = {
    "slack": _slack,
    "discord": _discord,
    "mattermost": _mattermost,
    "matrix": _matrix,
}


def _lines(
    notices: Sequence[Notice],
    site: str,
    home: str,
    text: Callable[[str], str],
    link: Callable[[str, str], str],
    *,
    most: int = MOST,
) -> list[str]:
    """Return a line for each paper; `text` escapes what is not markup, `link` makes a link of an escaped label."""
    head = [] if len(notices) == 1 else [text(headline(notices, site))]
    prefix = {"paper": "New paper: ", "version": "New version: "}
    lines = [
        f"{prefix[notice.kind]}{link(text(notice.title), notice.url)} – {text(notice.byline)} ({text(notice.about)})"
        for notice in notices[:most]
    ]
    more = len(notices) - len(lines)
    return [*head, *lines, *([f"and {more} more: {link(text(site), home)}"] if more else [])]


def _mrkdwn(text: str) -> str:
    return re.sub(r"([*_~`])", "\N{WORD JOINER}\\1", escape(text, quote=False))


def _markdown(text: str) -> str:
    """Return text that Markdown shows as it is, and in which an @ calls nobody."""
    return _MARKDOWN.sub(r"\\\1", text).replace("@", "@\N{ZERO WIDTH SPACE}")


def _markdown_link(label: str, url: str) -> str:
    return f"[{label}](<{url}>)"
