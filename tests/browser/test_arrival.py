"""Scripts come when they come: no page waits for one, and chosen colours are there at the first paint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.serving import served, until, watched, write_papers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

NOTE_COLOURS = """new MutationObserver((_, seen) => {
  window.chosenAt = performance.now();
  seen.disconnect();
}).observe(document, { subtree: true, attributeFilter: ["data-colours"] })"""


@pytest.fixture(scope="module")
def site(sitegen: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of seven papers."""
    root = write_papers(tmp_path_factory.mktemp("arriving"))
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    with served(root / "output", is_kept=True) as address:
        yield address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong: no message, no error, no request to somebody else."""
    page = browser.new_page()
    seen = watched(page)
    yield page
    page.close()
    assert seen == []


@pytest.mark.parametrize("order", [("colours", "folio", "filter"), ("filter", "folio", "colours")])
def test_no_script_is_waited_for(tab: Page, site: str, order: tuple[str, ...]) -> None:
    """A page is painted, whole, before any script has come; then they work, in whichever order they come."""
    late: dict[str, Route] = {}

    def wait(route: Route) -> None:
        late[route.request.url.rsplit("/", 1)[1].split(".")[0]] = route

    tab.route("**/*.js", wait)
    tab.goto(f"{site}papers/", wait_until="commit")
    until(tab, "performance.getEntriesByName('first-contentful-paint').length")
    assert tab.locator("main .papers h3:visible").count() == 7
    assert set(late) == set(order)
    for name in order:
        late[name].continue_()
        tab.wait_for_timeout(100)
    tab.locator("#q").fill("COUNTING mull")
    tab.locator(".found span", has_text="2 of 7").wait_for()


def test_colours_are_remembered_and_never_flash(browser: Browser, site: str) -> None:
    """A choice holds at the first paint, before any other script has come; the device's colours are a choice too."""
    tab = browser.new_page()
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    tab.goto(site)
    tab.locator("#colours-dark").check()
    assert tab.evaluate(scheme) == "dark"
    tab.route("**/folio.*.js", lambda route: route.abort())
    tab.goto(f"{site}papers/")
    assert tab.evaluate(scheme) == "dark"
    tab.unroute("**/folio.*.js")
    tab.goto(f"{site}papers/")
    assert tab.locator("#colours-dark").is_checked()
    tab.add_init_script(NOTE_COLOURS)
    for page in ("", "papers/", "papers/lake/"):
        tab.goto(site + page)
        until(tab, "performance.getEntriesByName('first-paint').length")
        assert tab.evaluate("chosenAt < performance.getEntriesByName('first-paint')[0].startTime")
    tab.locator("#colours-device").check()
    assert tab.evaluate(scheme) == "light dark"
    tab.reload()
    assert tab.evaluate(scheme) == "light dark"
    tab.close()


@pytest.mark.parametrize("order", [("colours", "folio"), ("folio", "colours")])
def test_the_choice_of_colours_is_shown_whichever_script_comes_first(
    browser: Browser, site: str, order: tuple[str, ...]
) -> None:
    """The button of the chosen colours is pressed, and the device's can be chosen again."""
    page = browser.new_page()
    late: dict[str, Route] = {}

    def wait(route: Route) -> None:
        late[route.request.url.rsplit("/", 1)[1].split(".")[0]] = route

    page.goto(site)
    page.locator("#colours-dark").check()
    page.route(re.compile(r"/(folio|colours)\.[^/]*js$"), wait)
    page.goto(f"{site}papers/", wait_until="commit")
    until(page, "document.readyState === 'interactive'")
    for name in order:
        while name not in late:
            page.wait_for_timeout(20)
        late[name].continue_()
        page.wait_for_timeout(200)
    page.wait_for_load_state()
    assert page.locator("#colours-dark").is_checked()
    page.locator("#colours-device").check()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"
    page.close()
