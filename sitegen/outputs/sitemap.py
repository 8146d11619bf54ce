"""Sitemaps.

In: the site and its addresses. Out: `sitemap.xml`, and its parts where the site is large. Every page that is listed
anywhere is in it, with the day of its last change as far as the content tells. Source: https://www.sitemaps.org.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

from sitegen.model import Date
from sitegen.outputs.feed_dates import day
from sitegen.site.collection import Collection
from sitegen.site.graph import Site
from sitegen.site.pages import Addresses, ListKind, alternates
from sitegen.site.plan import SITEMAP_LIMIT as LIMIT
from sitegen.site.plan import has_members_page

_NAMESPACE, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"


Page = tuple[str, Date | None]
"""The address of a page, and the day of its last change, where the content tells."""


def sitemaps(pages: Sequence[Page], at: Addresses) -> tuple[tuple[str, str], ...]:
    """Return (path, text) of each file; above `LIMIT` addresses `sitemap.xml` is the index of `sitemap-1.xml` …."""
    items = [
        _item("url", at.absolute(version), changed, _alternates(address, at))
        for address, changed in pages
        for _, version in at.versions(address) or (("", address),)
    ]
    if len(items) <= LIMIT:
        return (("sitemap.xml", _file("urlset", items)),)
    parts = [items[start : start + LIMIT] for start in range(0, len(items), LIMIT)]
    paths = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = [_item("sitemap", at.absolute(at.file(path)), pages[0][1]) for path in paths]
    files = [(path, _file("urlset", part)) for path, part in zip(paths, parts, strict=True)]
    return (("sitemap.xml", _file("sitemapindex", index)), *files)


def listed(site: Site, at: Addresses) -> tuple[Page, ...]:
    """Return every page that is listed anywhere, the front page first."""
    return tuple(_pages(site, at))


def _pages(site: Site, at: Addresses) -> Iterator[Page]:
    changed = {entry.slug: entry.facts.changed for entry in site.papers}
    newest, owner = max(changed.values(), default=None), site.owner
    yield at.home(), site.updated
    yield at.papers(), newest
    for slug, date in changed.items():
        yield at.paper(slug), date
    yield at.authors(), newest
    yield at.browse(), newest
    if has_members_page(site):
        yield at.members(), None
    for person in site.people.values():
        if person.has_page and person is not owner:  # whose page is the home page
            yield at.author(person.slug), max((changed[slug] for slug in person.papers), default=None)
    kinds: tuple[tuple[ListKind, Sequence[Collection]], ...] = (
        ("years", site.years),
        ("venues", site.venues),
        ("topics", site.topics),
    )
    for kind, collections in kinds:
        yield at.lists(kind), newest
        for collection in collections:
            yield at.list(kind, collection.slug), max((changed[slug] for slug in collection.papers), default=None)
    if site.papers and "search" in site.config.formats:
        yield at.search(), None
    if site.cv:
        yield at.page("cv/"), newest
    yield from _items(site, at)
    for page in site.pages:
        yield at.page(f"{page.slug}/"), None


def _items(site: Site, at: Addresses) -> Iterator[Page]:
    for group in site.items.values():
        yield at.items(group.kind), None
        for item in group.items if group.options.pages else ():
            yield at.item(group.kind, item.slug), None


@lru_cache(maxsize=1 << 15)
def _item(element: str, url: str, changed: Date | None, alternates: str = "") -> str:
    lastmod = f"<lastmod>{day(changed)}</lastmod>" if changed else ""
    return f"<{element}><loc>{escape(url)}</loc>{lastmod}{alternates}</{element}>\n"


def _alternates(address: str, at: Addresses) -> str:
    """Return a link to a page in each of its languages; nothing on a site of one.

    Source: https://developers.google.com/search/docs/specialty/international/localized-versions.
    """
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(tag)}" href="{escape(at.absolute(version))}"/>'
        for tag, version in alternates(address, at)
    )


def _file(element: str, items: Sequence[str]) -> str:
    links = f' xmlns:xhtml="{_XHTML}"' if any("<xhtml:" in item for item in items[:1]) else ""
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{element} xmlns="{_NAMESPACE}"{links}>\n'
    return f"{head}{''.join(items)}</{element}>\n"
