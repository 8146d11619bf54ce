"""Sitemaps and robots.txt."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from sitegen.model import Date, FreePage, Version
from sitegen.outputs import sitemap
from sitegen.outputs.robots import robots
from sitegen.site.graph import Site, connect
from sitegen.site.pages import addresses
from tests.making import author, content, paper, text

AT = addresses("https://example.org/repo/")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _site() -> Site:
    papers = (
        paper("old", "Ada King", date=Date(2020, 3), venue="Journal", topics=("Maths",)),
        paper("new", "Ada King", "Bo", date=Date(2021), versions=(Version(version="2", date=Date(2022, 1, 2)),)),
        paper("secret", "Carl", hidden=True, date=Date(2023)),
    )
    pages = (FreePage(slug="teaching", file="content/pages/teaching.md", title="Teaching", body=text("x")),)
    return connect(content(*papers, authors=(author("dee", "Dee"),), pages=pages))[0]


def _read(text: str) -> dict[str, str | None]:
    """The addresses of one file and the day of their last change."""
    tree = ET.fromstring(text.encode())
    return {one.findtext(f"{NAMESPACE}loc") or "": one.findtext(f"{NAMESPACE}lastmod") for one in tree}


def test_every_listed_page_is_in_the_sitemap() -> None:
    """Home, papers, people, lists, indexes and free pages, each with the day of its last change where there is one."""
    ((path, text),) = sitemap.sitemaps(sitemap.listed(_site(), AT), AT)
    assert path == "sitemap.xml"
    changed = "2022-01-02"
    found = {address.removeprefix("https://example.org/repo/"): day for address, day in _read(text).items()}
    assert found == {
        "": "2023-01-01",
        "papers/": changed,
        "papers/new/": changed,
        "papers/old/": "2020-03-01",
        "search/": None,
        "authors/": changed,
        "browse/": changed,
        "people/": None,
        "authors/ada-king/": changed,
        "authors/bo/": changed,
        "authors/dee/": None,
        "years/": changed,
        "years/2020/": "2020-03-01",
        "years/2021/": changed,
        "venues/": changed,
        "venues/journal/": "2020-03-01",
        "topics/": changed,
        "topics/maths/": "2020-03-01",
        "teaching/": None,
    }


def test_a_large_site_has_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit the sitemap is an index, and its parts hold every page once, none too many."""
    ((_, whole),) = sitemap.sitemaps(sitemap.listed(_site(), AT), AT)
    monkeypatch.setattr(sitemap, "LIMIT", 6)
    (name, index), *parts = sitemap.sitemaps(sitemap.listed(_site(), AT), AT)
    assert name == "sitemap.xml"
    assert "<sitemapindex" in index
    assert list(_read(index)) == [f"https://example.org/repo/{path}" for path, _ in parts]
    assert [path for path, _ in parts] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap-4.xml"]
    assert all(len(_read(text)) <= 6 for _, text in parts)
    assert {address: day for _, text in parts for address, day in _read(text).items()} == _read(whole)


def test_an_empty_site_has_a_sitemap() -> None:
    """A site without papers lists the pages it has."""
    ((_, text),) = sitemap.sitemaps(sitemap.listed(connect(content())[0], AT), AT)
    assert "https://example.org/repo/papers/" in _read(text)


def test_robots_are_shown_the_sitemap() -> None:
    """Everything may be read; the sitemap's address is absolute."""
    assert robots(AT).splitlines() == ["User-agent: *", "Allow: /", "", "Sitemap: https://example.org/repo/sitemap.xml"]
