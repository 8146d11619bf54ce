"""The preview between an edit and the finished site: who is told what, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.errors import Problem
from sitegen.publish.editions import Editions
from sitegen.publish.serve import PreviewServer
from sitegen.publish.site_files import SiteFiles
from sitegen.render.recipe import BuildRequest, build
from tests.making import write_site

PAPER = "papers/first/index.html"


class Tab:
    """A page in a browser, as its socket stands for it."""

    def __init__(self, preview: PreviewServer, page: str) -> None:
        self.preview, self.page = preview, page
        self.loads = 0
        self.edition = preview.editions.now
        preview.sockets.add(self)  # type: ignore[arg-type] # it has what is asked of one

    def reload(self, path: str) -> None:
        """Load the page again, as the server would send it now."""
        assert path == "*"
        self.loads += 1
        found = self.preview.shelf.find(self.page, base=self.preview.base)
        is_early = found and found.name in self.preview.editions.early
        self.edition = self.preview.editions.coming if is_early else self.preview.editions.now


@pytest.fixture
def preview(tmp_path: Path) -> PreviewServer:
    """Return the preview of a small built site; it listens to nobody."""
    site = write_site(tmp_path / "mysite")
    build(site, BuildRequest())
    return PreviewServer(SiteFiles(site / "output"), "127.0.0.1", lambda error: pytest.fail(repr(error)))


def test_each_page_is_loaded_once(preview: PreviewServer) -> None:
    """Who has an early page is left in peace when the site is done, all others are not."""
    paper, home = Tab(preview, "/papers/first/"), Tab(preview, "/")
    assert preview.opened() == {PAPER, "index.html"}
    preview.show_early({PAPER: b"<html>"})
    assert (paper.loads, home.loads) == (1, 0)
    preview.show("/", ())
    assert (paper.loads, home.loads) == (1, 1)
    assert not preview.editions.early


def test_a_page_that_is_opened_meanwhile_is_not_left_behind(preview: PreviewServer) -> None:
    """What was sent from the old site is loaded again, what was sent early is not."""
    preview.show_early({PAPER: b"<html>"})
    old, new = Tab(preview, "/"), Tab(preview, "/papers/first/")
    new.edition = preview.editions.coming
    preview.show("/", ())
    assert (old.loads, new.loads) == (1, 0)


def test_a_build_that_fails_after_all_takes_its_pages_back(preview: PreviewServer) -> None:
    """The last good site comes again, with what is wrong; while that is shown nobody waits for pages."""
    paper = Tab(preview, "/papers/first/")
    preview.show_early({PAPER: b"<html>"})
    preview.show("/", (Problem(sentence="it went wrong"),))
    assert paper.loads == 2
    assert not preview.editions.early
    assert not preview.opened()
    preview.show("/", ())
    assert paper.loads == 3


@pytest.mark.parametrize(
    "page", ["", "/nowhere/", "/papers/first", "/feed.xml", "/search/", "//", "/%ff", "/../../etc/passwd"]
)
def test_only_pages_of_the_site_are_waited_for(preview: PreviewServer, page: str) -> None:
    """Whatever a socket says that it shows."""
    Tab(preview, page)
    assert not preview.opened()


def test_a_name_of_an_edition_stays_what_it_is() -> None:
    """The script that comes with livereload reads what looks like a number as one: `0012`, `12e4`."""
    names = {name for one in (Editions() for _ in range(100)) for name in (one.now, one.coming)}
    assert len(names) == 200
    assert not any(name[0].isdigit() for name in names)
