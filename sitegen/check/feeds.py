"""Findings about feeds and the sitemap: whether readers can take them in, and whether they lead to pages.

In: a `Subject`, of which the built feeds are read. Out: findings. No theme makes a feed, so what is wrong here is a
fault of sitegen: seen here before subscribers see it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from xml.etree.ElementTree import ParseError

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.check.metadata import read_xml, sitemap
from sitegen.site.plan import FEEDS
from sitegen.workers import spread

_ATOM = "{http://www.w3.org/2005/Atom}"
_ALTERNATE = frozenset({None, "alternate"})
_HINT = "this is a fault of sitegen: please tell its authors"
_Item = tuple[str, str, str]
"""Of one entry of a feed: its id, its date, where it leads."""


def feeds(subject: CheckContext) -> Iterator[Finding]:
    """Yield what is wrong with feeds and the sitemap."""
    paths = feed_paths(subject)
    for path, sentences in zip(paths, spread(partial(_feed, subject), paths, jobs=subject.jobs), strict=True):
        for sentence in sentences:
            yield subject.in_file(("feeds", "feed", "error"), f"{subject.output.name}/{path}", sentence, _HINT)
    for path in (
        "sitemap.xml",
        "robots.txt",
        *(file for name, file in FEEDS.items() if name in subject.content.config.formats),
    ):
        if path not in subject.files:
            yield subject.in_file(("feeds", "missing", "error"), f"{subject.output.name}/{path}", "is missing", _HINT)
    for address in sitemap(subject, "sitemap.xml"):
        if not _is_there(subject, address):
            sentence = f"{address} is no page of the site"
            yield subject.in_file(("feeds", "sitemap", "error"), f"{subject.output.name}/sitemap.xml", sentence, _HINT)


def feed_paths(subject: CheckContext) -> tuple[str, ...]:
    """Return every feed of the site, by its path."""
    return tuple(sorted(path for path in subject.files if path.rpartition("/")[2] in FEEDS.values()))


def _feed(subject: CheckContext, path: str) -> list[str]:
    """Return what is wrong with one feed."""
    text = subject.text(path)
    try:
        head, items = _atom(text) if path.endswith(".xml") else _json(text)
    except (ParseError, ValueError, AttributeError, KeyError, TypeError) as error:
        return [f"cannot be read: {error}"]
    return [*head, *_entries(subject, items)]


def _atom(text: str) -> tuple[list[str], list[_Item]]:
    root = read_xml(text)
    missing = [name for name in ("id", "title", "updated") if not (root.findtext(f"{_ATOM}{name}") or "").strip()]
    items = []
    for entry in root.iterfind(f"{_ATOM}entry"):
        links = [link.get("href", "") for link in entry.iterfind(f"{_ATOM}link") if link.get("rel") in _ALTERNATE]
        identity, date = (entry.findtext(f"{_ATOM}{name}", "").strip() for name in ("id", "updated"))
        items.append((identity, date, links[0] if links else ""))
    return [f"has no {name}" for name in missing], items


def _json(text: str) -> tuple[list[str], list[_Item]]:
    data: dict[str, Any] = json.loads(text)
    missing = [name for name in ("version", "title", "items") if name not in data]
    items = [
        (str(item["id"]), str(item.get("date_modified") or item.get("date_published", "")), str(item.get("url", "")))
        for item in data.get("items", ())
    ]
    return [f"has no {name}" for name in missing], items


def _entries(subject: CheckContext, items: Iterable[_Item]) -> Iterator[str]:
    items = list(items)
    for identity, count in Counter(identity for identity, _, _ in items).items():
        if count > 1:
            yield f"gives {count} entries the id {identity}"
        if ":" not in identity:
            yield f'has an entry whose id is no absolute address: "{identity}"'
    for identity, date, address in items:
        if not date:
            yield f"has an entry without a date: {identity}"
        if not _is_there(subject, address):
            yield f'has an entry that leads to no page of the site: "{address}"'


def _is_there(subject: CheckContext, address: str) -> bool:
    """Whether an absolute address is one of the site's, and a page stands there."""
    return subject.file_at(address) in subject.files
