"""A list in full, or with one line a paper: a choice that needs no script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.serving import served, watched, write_owners

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(sitegen: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of seven papers, all by its owner."""
    root = write_owners(tmp_path_factory.mktemp("compact"))
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    with served(root / "output") as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False])
def test_one_line_a_paper(browser: Browser, site: str, scripts: bool) -> None:
    """Titles, venues and dates stay, all else goes; by the keyboard; what is printed is in full."""
    with browser.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900}) as context:
        tab = context.new_page()
        seen = watched(tab)
        tab.goto(site)
        rows = tab.locator(".paper")
        full = [row.bounding_box() for row in rows.all()]
        assert tab.locator(".year small").first.is_visible()
        tab.get_by_role("radio", name="Full").focus()
        tab.keyboard.press("ArrowRight")
        assert tab.get_by_role("radio", name="Compact").is_checked()
        for row, before in zip(rows.all(), full, strict=True):
            after = row.bounding_box()
            assert before
            assert after
            assert after["height"] < 60 < before["height"]
            assert row.locator("h3").is_visible()
            assert row.locator("time").is_visible()
            assert not row.locator(".by").is_visible()
            assert not row.locator(".acts").is_visible()
        assert not tab.locator(".year small").first.is_visible()
        tab.emulate_media(media="print")
        assert rows.first.locator(".by").is_visible()
        assert seen == []


def test_what_is_sought_stays_found(browser: Browser, site: str) -> None:
    """Whoever narrows a list and then wants it shorter sees the same papers, and the other way round."""
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{site}?q=counting")
        found = tab.locator(".paper h3:visible").all_inner_texts()
        assert len(found) == 3
        tab.get_by_role("radio", name="Compact").check()
        assert tab.locator(".paper h3:visible").all_inner_texts() == found
        tab.get_by_role("searchbox").fill("river")
        assert tab.locator(".paper h3:visible").all_inner_texts() == ["The length of a river"]
        assert not tab.locator(".paper:visible .by").is_visible()


@pytest.mark.parametrize("page", ["", "papers/"])
@pytest.mark.parametrize("theme", ["folio", "classic", "lab"])
@pytest.mark.sampled(2)
def test_every_theme_and_list_has_the_choice(
    browser: Browser, sitegen: Any, tmp_path: Path, theme: str, page: str
) -> None:
    """Rows in full and rows of one line alike lose their authors when the list is to be compact."""
    root = write_owners(tmp_path)
    with (root / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"theme: {theme}\n")
    assert sitegen("build", cwd=root).returncode == 0
    tab = browser.new_page()
    with served(root / "output") as address:
        tab.goto(address + page)
        assert tab.locator(".paper .by:visible").count() == 7
        tab.get_by_text("Compact", exact=True).click()
        assert tab.locator(".paper .by:visible").count() == 0
        assert tab.locator(".paper h3:visible").count() == 7
    tab.close()
