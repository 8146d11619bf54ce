"""What a person sees who edits beside a browser: the page follows, and the policy of pages is kept."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.making import take_pictures, write_site
from tests.previewing import CHECKOUT, Running, preview, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WAIT = 60_000
GOOD = "title: First paper\nauthors: [Ada Lovelace, Bob Mason]\ndate: 2020-01-02\n"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A preview of a small site with a theme of its own."""
    site = write_site(tmp_path / "mysite", theme="mine")
    theme = site / "themes" / "mine"
    (theme / "static").mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: folio\n", encoding="utf-8")
    shutil.copy(CHECKOUT / "themes" / "folio" / "static" / "base.css", theme / "static" / "base.css")
    with preview(site) as one:
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page, closed at the end."""
    page = browser.new_page()
    yield page
    page.close()


def _write(site: Path, path: str, text: str) -> None:
    (site / path).write_text(text, encoding="utf-8")


def _open(page: Page, address: str) -> list[str]:
    """Open a page and wait until its line to the preview stands; return what the browser's console says from then."""
    console: list[str] = []
    heard: list[object] = []
    page.on("console", lambda message: console.append(message.text))
    hear = lambda frame: heard.append(frame)  # noqa: E731, PLW0108 - Playwright takes no builtin
    page.on("websocket", lambda line: line.on("framereceived", hear))
    page.goto(address)
    deadline = time.monotonic() + WAIT / 1000
    while not heard:  # it may come before or after the page has loaded
        assert time.monotonic() < deadline, "the page's line to the preview does not stand"
        page.wait_for_timeout(10)
    return console


def test_an_edit_is_on_the_page_by_itself(tmp_path: Path, running: Running, page: Page) -> None:
    """The page that is open is loaded again, and nothing on it breaks its Content-Security-Policy."""
    console = _open(page, f"{running.address}papers/first/")
    _write(tmp_path / "mysite", "content/papers/first.yaml", GOOD.replace("First", "Second"))
    page.locator("h1", has_text="Second paper").wait_for(timeout=WAIT)
    assert not console


def test_every_page_that_is_open_follows_and_is_loaded_once(
    tmp_path: Path, running: Running, page: Page, browser: Browser
) -> None:
    """Pages that an edit changes come before the rest is built, one that it leaves alone after; none comes twice."""
    with browser.new_context() as context:
        tabs = [page, context.new_page(), context.new_page()]
        addresses = [f"{running.address}{path}" for path in ("papers/first/", "", "404.html")]
        consoles = [_open(tab, address) for tab, address in zip(tabs, addresses, strict=True)]
        loads: list[str] = []
        for tab in tabs:
            tab.on("domcontentloaded", lambda tab: loads.append(tab.url))
        for words in ("Second", "Third"):
            said = len(running.said)
            _write(tmp_path / "mysite", "content/papers/first.yaml", GOOD.replace("First", words))
            running.line("built in", said)
            for tab in tabs[:2]:
                tab.locator("main", has_text=f"{words} paper").wait_for(timeout=WAIT)
            page.wait_for_timeout(500)
            assert sorted(loads) == sorted(addresses)
            loads.clear()
        assert not any(consoles)


def test_what_is_found_is_what_was_edited(tmp_path: Path, running: Running, page: Page) -> None:
    """The search page, which fetches an index of its own, never shows the one before."""
    _open(page, f"{running.address}search/?q=paper")
    for words in ("Second", "Third", "Fourth"):
        said = len(running.said)
        _write(tmp_path / "mysite", "content/papers/first.yaml", GOOD.replace("First", words))
        running.line("built in", said)
        page.locator("#results", has_text=f"{words} paper").wait_for(timeout=WAIT)


def test_a_style_sheet_is_changed_without_loading_the_page(tmp_path: Path, running: Running, page: Page) -> None:
    """What somebody typed into the page, or where they were on it, stays; twice in a row."""
    site = tmp_path / "mysite"
    style = (site / "themes/mine/static/base.css").read_text(encoding="utf-8")
    console = _open(page, running.address)
    page.evaluate("document.title = 'still the same page'")
    seen = "getComputedStyle(document.body).color"
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        _write(site, "themes/mine/static/base.css", f"{style}\nbody {{ color: {colour} !important }}\n")
        until(lambda wanted=colour: "yes" if page.evaluate(seen) == wanted else "")  # type: ignore[misc] # a default
    assert page.title() == "still the same page"
    assert not console


def test_a_mistake_and_its_mending_show_by_themselves(tmp_path: Path, running: Running, page: Page) -> None:
    """The panel comes over the page that is open, looks as meant, and goes when the file is right again."""
    console = _open(page, f"{running.address}papers/first/")
    _write(tmp_path / "mysite", "content/papers/first.yaml", GOOD + "vanue: Nature\n")
    panel = page.get_by_role("alert")
    panel.wait_for(timeout=WAIT)
    assert "content/papers/first.yaml:4:1" in panel.inner_text()
    assert panel.evaluate("one => getComputedStyle(one).borderBottomWidth") == "4px"
    assert page.locator("h1").inner_text() == "First paper"
    _write(tmp_path / "mysite", "content/papers/first.yaml", GOOD)
    panel.wait_for(state="detached", timeout=WAIT)
    assert not console


def test_mistakes_stay_in_sight_of_who_has_scrolled(tmp_path: Path, running: Running, page: Page) -> None:
    """The panel lies at the top of the window, wherever the page is scrolled to, and scrolls within itself."""
    page.set_viewport_size({"width": 390, "height": 500})
    _open(page, f"{running.address}papers/first/")
    page.evaluate("scrollTo(0, 199)")
    _write(tmp_path / "mysite", "content/papers/first.yaml", GOOD + "".join(f"odd{at}: x\n" for at in range(20)))
    panel = page.get_by_role("alert")
    panel.wait_for(timeout=WAIT)
    for place in (0, 199, 10_000):
        page.evaluate(f"scrollTo({{top: {place}, behavior: 'instant'}})")
        assert panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 300}
    assert panel.evaluate("one => one.scrollHeight > one.clientHeight && one.scrollWidth <= one.clientWidth")


def test_before_the_first_build_only_what_is_wrong_is_shown(tmp_path: Path) -> None:
    """Nothing says that there is a page of the site below."""
    site = write_site(tmp_path / "mysite", {"papers/first.yaml": GOOD + "vanue: Nature\n"})
    with preview(site) as running:
        shown = until(lambda: said if "sitegen-problems" in (said := running.get("/")[2]) else "")
    assert "</h2><ol>" in shown


def test_an_edit_while_the_page_loads_is_not_missed(tmp_path: Path, running: Running, page: Page) -> None:
    """A page that was sent before a build, and connects after it, is loaded again."""
    held: list[bool] = []

    def hold(route: object) -> None:
        if not held:
            held.append(True)
            _write(tmp_path / "mysite", "content/papers/first.yaml", GOOD.replace("First", "Later"))
            until(lambda: "yes" if "Later paper" in running.get("/papers/first/")[2] else "")
        route.continue_()  # type: ignore[attr-defined] # a Route

    page.route("**/livereload.js*", hold)
    page.goto(f"{running.address}papers/first/")
    page.locator("h1", has_text="Later paper").wait_for(timeout=WAIT)


def test_the_example_follows_an_edit_quickly(tmp_path: Path, example: Path, page: Page) -> None:
    """From the edit of a paper to the page in the browser; the figure is printed beside a plain copy of the output."""
    shutil.copytree(CHECKOUT / "content", tmp_path / "site" / "content")
    site = tmp_path / "site"
    take_pictures(site, example.parent)
    paper = site / "content" / "papers" / "2022-alayrac-flamingo.yaml"
    text = paper.read_text(encoding="utf-8")
    with preview(site) as running:
        _open(page, f"{running.address}papers/2022-alayrac-flamingo/")
        taken = []
        for number in range(7):
            start = time.perf_counter()
            with page.expect_event("domcontentloaded", timeout=WAIT):
                paper.write_text(f"{text}note: Edit {number}.\n", encoding="utf-8")
            taken.append(time.perf_counter() - start)
            assert f"Edit {number}." in page.inner_text("main")
            page.wait_for_timeout(300)
        start = time.perf_counter()
        shutil.copytree(site / "output", tmp_path / "copy")
        copying = time.perf_counter() - start
        builds = [said.split()[2] for said in running.said if said.startswith("built in")]
    median = sorted(taken)[len(taken) // 2]
    figures = f"median {median * 1000:.0f} ms, {median / copying:.1f} times a copy of the output"
    print(f"from an edit of the example to the page: {figures}; seconds of builds: {builds}")
    assert median < 10
