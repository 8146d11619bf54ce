"""What a row of a list leads to, however long the list: PDF, arXiv, code, the citation in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.accessibility import RUN, fresh
from tests.browser.serving import served, until, watched, write_owners

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

LISTS = ("papers/", "")
"""One line a paper, and in full."""


@pytest.fixture(scope="module")
def site(sitegen: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of seven papers, one of them at arXiv and with a badge of a venue."""
    root = write_owners(tmp_path_factory.mktemp("rows"))
    with (root / "content/papers/garden.yaml").open("a", encoding="utf-8") as garden:
        garden.write("arxiv: 2101.12345\n")
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    with served(root / "output") as address:
        yield address


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("scripts", [True, False])
def test_every_row_leads_on(browser: Browser, site: str, page: str, scripts: bool) -> None:
    """To PDF, arXiv, code and the citation, by links that say unseen which paper they are of."""
    with browser.new_context(java_script_enabled=scripts) as context:
        tab = context.new_page()
        tab.goto(site + page)
        acts = tab.locator(".paper", has_text="Counting leaves").locator(".acts > a:visible")
        assert [act.inner_text().split()[-1] for act in acts.all()] == ["PDF", "arXiv", "Code", "Cite"]
        assert all("Counting leaves in a garden: " in (act.text_content() or "") for act in acts.all())


@pytest.mark.parametrize("page", LISTS)
def test_the_citation_opens_in_the_list(browser: Browser, axe: str, site: str, page: str) -> None:
    """BibTeX and reference stand above the list and can be copied; Escape leads back to the link; nothing is broken."""
    tab = fresh(browser)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen = watched(tab)
    tab.goto(site + page)
    link = tab.locator(".paper", has_text="The length of a river").locator("a", has_text="Cite")
    link.focus()
    tab.keyboard.press("Enter")
    box = tab.get_by_role("dialog", name="Cite")
    box.wait_for()
    assert "@article{king2023length" in box.locator("#bibtex").inner_text()
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "Close"
    box.get_by_text("APA").click()
    assert box.locator("#reference").inner_text().startswith("King, A. (2023).")
    box.locator("[data-copy-from=reference]").click()
    until(tab, "document.getElementById('live').textContent")
    assert str(tab.evaluate("navigator.clipboard.readText()")).startswith("King, A. (2023).")
    tab.evaluate(f"{axe};0")
    assert tab.evaluate(RUN) == []
    tab.keyboard.press("Escape")
    assert not box.is_visible()
    assert tab.evaluate("document.activeElement.textContent").endswith("river: Cite")
    assert seen == []
    tab.context.close()


def test_where_it_cannot_be_fetched_the_link_leads_to_it(browser: Browser, site: str) -> None:
    """A page that does not come is gone to, as without a script."""
    tab = fresh(browser)
    tab.goto(f"{site}papers/")
    tab.evaluate("void (window.fetch = () => Promise.reject(new Error('refused')))")
    tab.locator(".paper", has_text="The length of a river").locator("a", has_text="Cite").click()
    tab.wait_for_url("**/papers/river/#cite")
    tab.context.close()


def test_a_page_without_its_style_sheet_is_readable(browser: Browser, site: str) -> None:
    """Opened from a wrong place: no drawing is larger than it says, and the words are in order."""
    tab = fresh(browser)
    tab.route("**/*.css", lambda route: route.abort())
    tab.route("**/*.js", lambda route: route.abort())
    for page in ("", "papers/", "papers/garden/", "search/", "authors/", "years/", "404.html"):
        tab.goto(site + page)
        sizes = tab.evaluate(
            "[...document.querySelectorAll('svg, img')].map(one => [one.clientWidth, one.clientHeight])"
        )
        assert all(width <= 1250 and height <= 200 for width, height in sizes), page
        unsized = "svg:not([width][height]), img:not([width][height])"
        assert tab.locator(unsized).count() == 0, page
    tab.goto(f"{site}papers/garden/")
    order = [tab.locator(place).bounding_box() for place in ("h1", ".by", "#abstract", "#details", "#bibtex", "footer")]
    tops = [box["y"] for box in order if box]
    assert len(tops) == len(order)
    assert tops == sorted(tops)
    tab.context.close()
