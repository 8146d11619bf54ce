"""Citations and drawings in a real browser: the order of a list, and what everybody can use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, until, watched
from tests.conftest import Run
from tests.render.test_numbers import EVERYTHING, write_numbers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["folio", "classic", "lab"])
def site(request: pytest.FixtureRequest, sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that counts everything, in one of the themes."""
    root = write_numbers(tmp_path_factory.mktemp(request.param), numbers=EVERYTHING, theme=request.param)
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    with served(root / "output") as address:
        yield address


@pytest.mark.parametrize("page", ["", "papers/", "browse/"])
@pytest.mark.sampled(2)
def test_everybody_can_use_them(browser: Browser, site: str, axe: str, page: str) -> None:
    """No rule of axe is broken, folds open, in any width and colours, and nothing scrolls sideways."""
    tab = fresh(browser)
    seen = watched(tab)
    assert broken(tab, axe, site + page) == []
    assert seen == []
    tab.context.close()


@pytest.mark.parametrize("page", ["", "papers/", "topics/leaves/"])
@pytest.mark.sampled(3)
def test_a_list_in_order_of_citations(browser: Browser, site: str, page: str) -> None:
    """Whoever asks sees what is cited most first; words narrow it, the address keeps it, years come back."""
    tab = browser.new_page()
    seen = watched(tab)
    tab.goto(site + page)
    titles, years = tab.locator(".paper h3"), tab.locator(".year:visible > h2")
    before, under = titles.all_inner_texts(), years.all_inner_texts()
    tab.get_by_text("Most cited", exact=True).click()
    tab.wait_for_url("**order=cited")
    until(tab, f"document.querySelectorAll('.paper').length === {len(before)}")
    numbers = [int(title.split()[-1]) for title in titles.all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == len(before)
    assert years.count() == 1
    tab.reload()
    tab.locator("#q").fill("9")
    assert all("9" in title for title in titles.all_inner_texts())
    tab.locator("#q").fill("")
    tab.get_by_text("Newest first", exact=True).click()
    until(tab, f"document.querySelectorAll('.paper').length === {len(before)}")
    assert titles.all_inner_texts() == before
    assert years.all_inner_texts() == under
    assert seen == []
    tab.close()


def test_a_number_of_citations_is_no_word(browser: Browser, site: str) -> None:
    """Who looks for 69 finds no paper for being cited 69 times."""
    tab = browser.new_page()
    tab.goto(site)
    tab.locator("#q").fill("69")
    tab.locator(".found span", has_text="0 of 24").wait_for()
    tab.close()
