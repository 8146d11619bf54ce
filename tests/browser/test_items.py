"""Talks, projects, posts, sections of a home page, people and a curriculum vitae, of one person and of a lab: seen."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, watched
from tests.conftest import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SITES = Path(__file__).parent / "sites"
LAYERS = {"person": ("whole",), "lab": ("whole", "whole-lab")}
THEMES = ("folio", "classic", "lab")
PAGES = (
    "", "talks/", "talks/coming/", "projects/leaves/", "reviews/", "browse/", "cv/", "authors/ada/", "papers/leaves/",
)  # fmt: skip


class Made(NamedTuple):
    """A site in a theme: where it is served, and the folder of its pages."""

    address: str
    folder: Path
    pages: tuple[str, ...]


@pytest.fixture(scope="module", params=[f"{site}-{theme}" for site in LAYERS for theme in THEMES])
def made(request: pytest.FixtureRequest, sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """One of the sites in one of the themes, served on this machine."""
    site, _, theme = str(request.param).partition("-")
    folder, root = tmp_path_factory.mktemp(site), tmp_path_factory.mktemp("served")
    for layer in LAYERS[site]:
        shutil.copytree(SITES / layer, folder, dirs_exist_ok=True)
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"theme: {theme}\n")
    done = sitegen("build", "--output", root / "a/b", cwd=folder)
    assert done.returncode == 0, done.stderr
    with served(root) as top:
        yield Made(f"{top}a/b/", root / "a/b", (*PAGES, "people/") if site == "lab" else PAGES)


@pytest.mark.sampled(1)
def test_every_page_fits_and_says_nothing(browser: Browser, made: Made) -> None:
    """Nothing scrolls sideways, folds open; the console stays empty, and every request is ours and is answered."""
    tab = browser.new_page()
    seen = watched(tab)
    for page in made.pages:
        tab.goto(made.address + page)
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for width in (320, 390, 800, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                seen.append(f"{page} scrolls sideways at {width}")
    tab.close()
    assert seen == []


@pytest.mark.sampled(1)
def test_axe_finds_nothing(browser: Browser, axe: str, made: Made) -> None:
    """No rule of WCAG 2.2 AA or of axe's best practices is broken, at any width, in any scheme."""
    tab = fresh(browser)
    found = [one for page in made.pages for one in broken(tab, axe, made.address + page)]
    tab.context.close()
    assert found == []


@pytest.mark.sampled(1)
def test_the_checkers_find_no_error(nu_checker: tuple[str, ...], html_validate: tuple[str, ...], made: Made) -> None:
    """Every kind of page is valid HTML."""
    files = [str(made.folder / page / "index.html") for page in made.pages]
    done = subprocess.run([*nu_checker, "--errors-only", *files], capture_output=True, check=False, encoding="utf-8")
    assert done.stderr.strip() == ""
    done = subprocess.run([*html_validate, *files], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout


@pytest.mark.sampled(1)
def test_every_page_is_headed_once(made: Made) -> None:
    """Whatever sections somebody chooses, a page has one first heading, and no two things of one name."""
    for page in made.pages:
        text = (made.folder / page / "index.html").read_text(encoding="utf-8")
        names = re.findall(r'\sid="([^"]*)"', text)
        assert text.count("<h1") == 1, page
        assert len(names) == len(set(names)), page


@pytest.mark.sampled(1)
def test_an_item_is_whole_on_paper_and_without_scripts(browser: Browser, made: Made) -> None:
    """Its summary, its text and its papers are there in print; headings in a list's texts stay below the item's own."""
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.emulate_media(media="print")
    tab.goto(f"{made.address}talks/coming/")
    for words in ("For everybody", "What it is about", "10:15", "Room 7", "Counting trees"):
        assert tab.locator("main").get_by_text(words).first.is_visible(), words
    tab.emulate_media(media="screen")
    tab.goto(f"{made.address}reviews/")
    own, inner = (
        tab.locator(one).first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        for one in (".items h3", ".items .prose h2")
    )
    assert inner <= own
    tab.context.close()
