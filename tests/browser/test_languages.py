"""A site in three languages, one of which is written from the right, in each theme: seen."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.render.recipe import BuildRequest, build
from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, watched
from tests.content.test_translations import IN_BOTH
from tests.making import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.sampled(1)]

PAGES = ("de/", "ar/", "de/papers/first/", "ar/talks/", "de/about/", "de/search/", "ar/authors/ada/", "de/404.html")
MENU = "header nav:first-child"


@pytest.fixture(scope="module", params=("folio", "classic", "lab"))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Return where the site is served in one of the themes, and its folder."""
    root = tmp_path_factory.mktemp("languages")
    settings = IN_BOTH["site.yaml"].replace("[en, de]", "[en, de, ar]")
    write_site(root, IN_BOTH | {"site.yaml": f"{settings}theme: {request.param}\n"})
    build(root, BuildRequest())
    with served(root / "output") as address:
        yield address, root / "output"


def test_axe_finds_nothing(browser: Browser, axe: str, site: tuple[str, Path]) -> None:
    """No rule is broken on any page, in any scheme, at any width."""
    tab = fresh(browser)
    found = [sentence for page in PAGES for sentence in broken(tab, axe, site[0] + page)]
    tab.context.close()
    assert found == []


def test_html_validate_finds_nothing(html_validate: tuple[str, ...], site: tuple[str, Path]) -> None:
    """Every page is valid HTML."""
    done = subprocess.run([*html_validate, str(site[1])], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_the_switch_leads_to_the_same_page_without_scripts(browser: Browser, site: tuple[str, Path]) -> None:
    """By keyboard too; on a phone it is short, and leaves the menu the greater part of the line."""
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(f"{site[0]}de/papers/first/")
    tab.get_by_role("link", name="English").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{site[0]}papers/first/")
    tab.get_by_role("link", name="العربية").click()
    tab.wait_for_url(f"{site[0]}ar/papers/first/")
    tab.set_viewport_size({"width": 390, "height": 800})
    menu, switch = tab.locator(MENU).bounding_box(), tab.locator(".languages").bounding_box()
    tab.context.close()
    assert menu
    assert switch
    assert menu["width"] > switch["width"]


def test_nothing_is_asked_for_that_is_not_there(browser: Browser, site: tuple[str, Path]) -> None:
    """The search of each language fetches its own index, and finds what that holds."""
    tab = browser.new_page()
    seen = watched(tab)
    tab.goto(f"{site[0]}de/search/")
    tab.get_by_role("searchbox").fill("Studie")
    tab.locator("#results li a").first.wait_for()
    assert tab.locator("#results li a").first.get_attribute("href") == "/de/papers/first/"
    tab.close()
    assert seen == []
