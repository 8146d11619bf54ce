"""`sitegen theme show`: every component in every theme, with its own accent and with a look of one's own, seen."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, watched
from tests.conftest import CHECKOUT, Run
from tests.making import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

THEMES = ("folio", "classic", "lab")
LOOKS = {
    "plain": "",
    "own": "theme_options: {accent: '#8a1538'}\nfonts: {serif: assets/own.woff2, sans: assets/own.woff2}\n",
}
PAGES = (
    "", "topics/", "topics/clouds/", "components/", "join/", "cv/", "people/", "papers/forecast/",
    "authors/ada-cirrus/",
)  # fmt: skip
COMPONENTS = (
    "areas", "area", "intro", "sponsors", "numbers", "picks", "people", "person", "alumni", "news", "items", "papers",
    "figs", "chips", "badge", "prose", "links", "buttons", "year", "text as-cv", "cv-rows",
)  # fmt: skip
STYLES, SCRIPTS = 15_000, 12_000


class Shown(NamedTuple):
    """The pages of a theme: where they are served, and their folder."""

    address: str
    folder: Path


@pytest.fixture(scope="module", params=[f"{theme}-{look}" for theme in THEMES for look in LOOKS])
def shown(request: pytest.FixtureRequest, sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """All components in one of the themes, served on this machine."""
    theme, _, look = str(request.param).partition("-")
    site, root = write_site(tmp_path_factory.mktemp(theme)), tmp_path_factory.mktemp("served")
    (site / "content" / "assets").mkdir()
    shutil.copyfile(CHECKOUT / "themes/folio/static/serif/latin.woff2", site / "content/assets/own.woff2")
    with (site / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"theme: {theme}\n{LOOKS[look]}")
    done = sitegen("theme", "show", "--output", root / "a/b", cwd=site)
    assert done.returncode == 0, done.stderr
    with served(root) as top:
        yield Shown(f"{top}a/b/", root / "a/b")


@pytest.mark.sampled(2)
def test_every_component_is_there(shown: Shown) -> None:
    """On one of the pages, by its class; `classic` has its selected papers as a list, and no small pictures."""
    text = "".join((shown.folder / page / "index.html").read_text(encoding="utf-8") for page in PAGES)
    classes = {word for value in re.findall(r'class="([^"]*)"', text) for word in (value, *value.split())}
    left_out = {"picks", "figs"} if "chosen" in classes else set()
    assert [name for name in COMPONENTS if name not in classes | left_out] == []


@pytest.mark.sampled(2)
def test_every_page_fits_and_says_nothing(browser: Browser, shown: Shown) -> None:
    """Nothing scrolls sideways; the console stays empty, and every request is ours and is answered."""
    tab = browser.new_page()
    seen = watched(tab)
    for page in PAGES:
        tab.goto(f"{shown.address}{page}index.html")
        for width in (320, 390, 800, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                seen.append(f"{page} scrolls sideways at {width}")
    tab.close()
    assert seen == []


@pytest.mark.sampled(1)
def test_axe_finds_nothing(browser: Browser, axe: str, shown: Shown) -> None:
    """No rule of WCAG 2.2 AA or of axe's best practices is broken, at any width, in any scheme."""
    tab = fresh(browser)
    found = [one for page in PAGES for one in broken(tab, axe, f"{shown.address}{page}index.html")]
    tab.context.close()
    assert found == []


@pytest.mark.sampled(1)
def test_the_checkers_find_no_error(nu_checker: tuple[str, ...], html_validate: tuple[str, ...], shown: Shown) -> None:
    """Every kind of page is valid HTML."""
    files = [str(shown.folder / page / "index.html") for page in PAGES]
    done = subprocess.run([*nu_checker, "--errors-only", *files], capture_output=True, check=False, encoding="utf-8")
    assert done.stderr.strip() == ""
    done = subprocess.run([*html_validate, *files], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout


@pytest.mark.sampled(2)
def test_every_page_is_light(shown: Shown) -> None:
    """All that a page links of styles and of scripts, as sent."""
    for page in PAGES:
        text = (shown.folder / page / "index.html").read_text(encoding="utf-8")
        for pattern, most in ((r'href="([^"]*\.css)"', STYLES), (r'<script src="([^"]*\.js)"', SCRIPTS)):
            files = [shown.folder / page / name for name in re.findall(pattern, text)]
            assert files, page
            assert sum(len(gzip.compress(file.resolve().read_bytes(), 9)) for file in files) <= most, page


@pytest.mark.sampled(2)
def test_what_a_lab_says_is_there_on_paper_and_without_scripts(browser: Browser, shown: Shown) -> None:
    """The text and the areas of the home page, a dated list with its dates."""
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.emulate_media(media="print")
    tab.goto(f"{shown.address}index.html")
    for words in ("We watch the weather", "What they carry, and where to.", "Academy of Rain"):
        assert tab.locator("main").get_by_text(words).first.is_visible(), words
    tab.goto(f"{shown.address}join/index.html")
    assert tab.get_by_text("2026-03").is_visible()
    tab.context.close()
