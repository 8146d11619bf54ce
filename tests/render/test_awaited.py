"""Pages that somebody waits for: made before the others, and shown before the site is published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.render.recipe import BuildRequest, build
from sitegen.render.tasks import Awaited
from tests.making import write_site

PAPER, HOME, FEED = "papers/first/index.html", "index.html", "feed.xml"
GOOD = "title: First paper\nauthors: [Ada Lovelace, Bob Mason]\ndate: 2020-01-02\n"


class Reader:
    """Somebody who waits for pages, and notes what the output held when they came."""

    def __init__(self, site: Path, *paths: str) -> None:
        self.site, self.awaited = site, Awaited(frozenset(paths), self.take)
        self.shown: list[dict[str, bytes]] = []
        self.there: dict[str, bytes] = {}

    def take(self, pages: Mapping[str, bytes]) -> None:
        """Take pages."""
        self.shown.append(dict(pages))
        self.there |= {path: (self.site / "output" / path).read_bytes() for path in pages}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small site that was built once."""
    site = write_site(tmp_path / "mysite")
    (site / "content/papers/first.yaml").write_text(GOOD, encoding="utf-8")
    return site


def _edited(site: Path, reader: Reader, text: str) -> None:
    (site / "content/papers/first.yaml").write_text(text, encoding="utf-8")
    build(site, BuildRequest(), awaited=reader.awaited)


def test_they_are_shown_as_they_will_be_published(site: Path) -> None:
    """The paper's page comes first, then the front page, both while the output is still the old one; no other file."""
    reader = Reader(site, PAPER, HOME)
    build(site, BuildRequest())
    _edited(site, reader, GOOD.replace("First", "Second"))
    assert [list(pages) for pages in reader.shown] == [[PAPER], [HOME]]
    for pages in reader.shown:
        for path, data in pages.items():
            assert b"First paper" in reader.there[path]
            assert b"Second paper" in data
            assert (site / "output" / path).read_bytes() == data


def test_what_stays_the_same_is_not_shown(site: Path) -> None:
    """Who looks at a page that an edit does not touch is told nothing before the site is built."""
    reader = Reader(site, "authors/bob-mason/index.html", "404.html")
    build(site, BuildRequest())
    _edited(site, reader, f"{GOOD}abstract: Words.\n")
    assert all("404.html" not in pages for pages in reader.shown)
    reader.shown.clear()
    _edited(site, reader, f"{GOOD}abstract: Words.\n")
    assert not reader.shown


def test_a_page_that_loads_what_is_not_there_yet_waits_for_it(site: Path) -> None:
    """A picture that an edit brings into a page is published with the page, and nobody sees the page without it."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h40v30z"/></svg>'
    (site / "content/figures/first").mkdir(parents=True)
    (site / "content/figures/first/a.svg").write_text(svg, encoding="utf-8")
    reader = Reader(site, PAPER)
    build(site, BuildRequest())
    _edited(site, reader, f"{GOOD}figures: [{{file: figures/first/a.svg, caption: A corner, alt: A corner}}]\n")
    assert b"A corner" in (site / "output" / PAPER).read_bytes()
    assert not reader.shown
    _edited(site, reader, f"{GOOD}figures: [{{file: figures/first/a.svg, caption: An edge, alt: An edge}}]\n")
    assert [list(pages) for pages in reader.shown] == [[PAPER]]


def test_nothing_is_shown_of_content_that_is_at_fault(site: Path) -> None:
    """Everything is checked before the first page is made."""
    reader = Reader(site, PAPER, HOME)
    build(site, BuildRequest())
    with pytest.raises(Exception, match="vanue"):
        _edited(site, reader, f"{GOOD}vanue: Nature\n")
    assert not reader.shown
