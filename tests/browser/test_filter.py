"""The scripts of the default theme: the filter of lists, copying, the key that leads to the field."""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, watched, write_owners
from tests.making import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.browser

LISTS = ("papers/", "")
"""The list of all papers, on one line each, and the owner's, in full."""


@pytest.fixture(scope="module")
def site(sitegen: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of seven papers whose owner wrote them or not."""
    root = write_owners(tmp_path_factory.mktemp("narrowed"))
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    with served(root / "output") as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile that may use the clipboard."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong: no message, no error, no request to somebody else."""
    page = context.new_page()
    seen = watched(page)
    yield page
    assert seen == []


def _shown(tab: Page) -> list[str]:
    """The last words of the titles in view, once the script has drawn what was last asked for."""
    rows = tab.locator("main :not([hidden]) > .papers > .paper h3 a")
    before: list[str] | None = None
    titles = rows.all_inner_texts()
    while before != titles:
        tab.wait_for_timeout(150)
        before, titles = titles, rows.all_inner_texts()
    return [title.split()[-1] for title in titles if title.strip()]


def _open(tab: Page) -> None:
    """Open the fold that holds the choices of a short list."""
    tab.locator(".facets > summary").click()


def _chip(tab: Page, kind: str, value: str) -> Locator:
    return tab.locator(f'.chip[data-kind="{kind}"][data-value="{value}"]')


@pytest.mark.parametrize("page", LISTS)
def test_words_narrow_a_list(tab: Page, site: str, page: str) -> None:
    """Every word must occur, in whatever case and without accents; counts, years and address follow; all is said."""
    tab.goto(site + page)
    tab.locator("#q").fill("COUNTING mull")
    assert _shown(tab) == ["garden", "forest"]
    assert tab.locator(".found span").inner_text() == "2 of 7"
    assert tab.locator("main section.year:visible h2").all_inner_texts()[0].split()[0] == "2024"
    assert tab.locator("main section.year:visible").count() == 1
    tab.wait_for_url("**?q=COUNTING+mull")
    assert tab.locator("#live").inner_text() == "2 of 7"
    tab.locator("#q").fill("ost")
    assert _shown(tab) == ["lake", "hill"]
    tab.locator("#q").fill("海岸")
    assert _shown(tab) == ["日本の海岸"]


def test_a_list_in_full_is_searched_in_full(tab: Page, site: str) -> None:
    """A word of an abstract finds its paper, and the closed fold that holds it is marked."""
    tab.goto(site)
    tab.locator("#q").fill("secretlake")
    assert _shown(tab) == ["lake"]
    tab.locator(".paper .abs.hit").wait_for()
    assert tab.evaluate("CSS.highlights.get('found').size") == 1


def test_choices_combine(tab: Page, site: str) -> None:
    """Facets combine with words and each other; a choice counts what it would give; pressing again takes it back."""
    tab.goto(f"{site}papers/")
    assert not _chip(tab, "year", "2023").is_visible()
    _open(tab)
    _chip(tab, "year", "2023").click()
    assert _shown(tab) == ["river", "lake"]
    assert _chip(tab, "year", "2023").get_attribute("aria-pressed") == "true"
    assert _chip(tab, "year", "2024").locator("i").inner_text() == "2"
    assert _chip(tab, "topic", "trees").locator("i").inner_text() == "0"
    _chip(tab, "code", "with").click()
    assert _shown(tab) == ["river"]
    _chip(tab, "year", "2024").click()
    assert _shown(tab) == ["garden"]
    _chip(tab, "year", "2024").click()
    assert _shown(tab) == ["garden", "river", "field"]
    tab.locator("#q").fill("stones")
    assert _shown(tab) == ["field"]
    assert _chip(tab, "author", "bo-li").locator("i").inner_text() == "1"
    _chip(tab, "author", "zoe-muller").press(" ")
    assert _shown(tab) == []
    tab.locator("#nothing-found button").click()
    assert len(_shown(tab)) == 7
    assert tab.evaluate("document.activeElement.id") == "q"


@pytest.mark.parametrize("yearly", [40, 9], ids=["long years", "years as long as a screen"])
def test_a_long_list_follows_as_one_reads(
    context: BrowserContext, sitegen: Any, tmp_path_factory: pytest.TempPathFactory, yearly: int
) -> None:
    """The first of many results stand at once, the next when one comes near; nothing asked brings back everything."""
    root = tmp_path_factory.mktemp("long")
    papers = {
        f"papers/p{number:03d}.yaml": f"title: Paper {number}\nauthors: [Bo Li]\ndate: {2000 + number // yearly}\n"
        for number in range(243)
    }
    done = sitegen("build", cwd=write_site(root, papers))
    assert done.returncode == 0, done.stderr
    rows = "main :not([hidden]) > .papers > .paper"
    tab = context.new_page()
    with served(root / "output") as address:
        tab.goto(f"{address}papers/?q=li")
        assert tab.locator(".found span").inner_text() == "243 of 244"
        tab.locator(rows).last.scroll_into_view_if_needed()
        assert 9 <= tab.locator(rows).count() < 243
        for _ in range(60):
            tab.locator(rows).last.scroll_into_view_if_needed()
            if tab.locator(rows).count() == 243:
                break
            tab.wait_for_timeout(50)
        assert tab.locator(rows).count() == 243
        tab.locator("#q").fill("")
        tab.locator(rows).nth(243).wait_for(state="attached")
        assert tab.locator(rows).count() == 244
        tab.locator("#q").fill("paper 239")
        tab.wait_for_url("**?q=paper+239")
        assert _shown(tab) == ["239"]
        assert tab.locator("main section:visible").count() == 1


def test_a_list_without_a_script_has_its_choices_as_links(browser: Browser, site: str) -> None:
    """With JavaScript off nothing is dead: no field, no button but the pop-up's, and each choice leads somewhere."""
    made = browser.new_context(java_script_enabled=False)
    page = made.new_page()
    for where in (*LISTS, "topics/maps/", "papers/lake/", "search/"):
        page.goto(site + where)
        assert page.locator("input[type=search]:visible").count() == 0
        assert page.locator("button:visible:not([popovertarget])").count() == 0
    page.goto(f"{site}papers/")
    _open(page)
    links = [str(link.get_attribute("href")) for link in page.locator(".facet a:visible").all()]
    assert {"/years/2024/", "/topics/maps/", "/venues/plants/", "/authors/bo-li/"} <= set(links)
    for link in links:
        assert page.request.get(site + link.lstrip("/")).ok
    made.close()


def _tab_to(tab: Page, selector: str) -> None:
    """Press Tab until what the selector names has the focus."""
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_the_journey_by_keyboard(tab: Page, site: str) -> None:
    """Find a paper by word and year, open it, copy its BibTeX, follow its author, come back to the list as it was."""
    tab.goto(site)
    tab.keyboard.press("/")
    tab.keyboard.type("counting")
    _tab_to(tab, ".facets > summary")
    tab.keyboard.press("Enter")
    _tab_to(tab, ".chip[data-value='2022']")
    tab.keyboard.press("Enter")
    assert _shown(tab) == ["field"]
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "q"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/papers/field/")
    _tab_to(tab, "[data-copy-from=bibtex]")
    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="Copied").wait_for()
    assert tab.locator("#live").inner_text() == "Copied"
    assert tab.evaluate("navigator.clipboard.readText()") == tab.locator("#bibtex").inner_text()
    tab.reload()
    _tab_to(tab, ".by a[href*='bo-li']")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/authors/bo-li/")
    _tab_to(tab, "button.follow")
    tab.keyboard.press("Enter")
    _tab_to(tab, "#follow [data-copy]")
    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="Copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == "https://example.org/authors/bo-li/feed.xml"
    tab.keyboard.press("Escape")
    tab.go_back()  # Alt+Left is the browser's own, and not heard without its window
    tab.wait_for_url("**/papers/field/")
    tab.go_back()
    tab.wait_for_url("**?q=counting&year=2022")
    assert tab.locator("#q").input_value() == "counting"
    assert _shown(tab) == ["field"]


def test_arrows_walk_and_escape_clears(tab: Page, site: str) -> None:
    """Down leads into the results, arrows along them, up and Escape back; Escape in the field begins anew."""
    focused = "document.activeElement.textContent.trim().split(' ').at(-1)"
    tab.goto(f"{site}papers/?topic=maps")
    assert _shown(tab) == ["river", "lake", "hill", "日本の海岸"]
    tab.locator("#q").focus()
    for key, there in (("ArrowDown", "river"), ("ArrowDown", "lake"), ("ArrowUp", "river"), ("ArrowUp", "")):
        tab.keyboard.press(key)
        assert tab.evaluate(focused) == there
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "q"
    assert len(_shown(tab)) == 4
    tab.keyboard.press("Escape")
    assert len(_shown(tab)) == 7
    tab.wait_for_url(f"{site}papers/")


def test_the_key_is_a_letter_where_one_types_and_can_be_switched_off(tab: Page, site: str) -> None:
    """In the field "/" is "/"; a button switches the key off, for the pages to come as well (WCAG 2.1.4)."""
    tab.goto(f"{site}papers/")
    tab.keyboard.press("/")
    tab.keyboard.press("/")
    assert tab.locator("#q").input_value() == "/"
    tab.locator(".key").click()
    tab.goto(f"{site}papers/")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement === document.body")
    assert tab.locator(".key").get_attribute("aria-pressed") == "false"
    tab.locator(".key").click()
    tab.goto(f"{site}papers/lake/")
    tab.keyboard.press("/")
    tab.wait_for_url("**/search/")


def test_what_cannot_be_copied_is_selected(tab: Page, site: str) -> None:
    """Where the clipboard is refused the entry is selected, and the reader told which keys copy it."""
    tab.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    tab.goto(f"{site}papers/lake/")
    tab.locator("[data-copy-from=bibtex]").click()
    tab.get_by_role("button", name="Selected, press Ctrl+C").wait_for()
    assert tab.evaluate("getSelection().toString().trim()") == tab.locator("#bibtex").inner_text().strip()


def test_sharing_gives_the_lasting_address(tab: Page, site: str) -> None:
    """Where the device has no sheet to share with, the canonical address is copied."""
    tab.add_init_script("Object.defineProperty(navigator, 'share', {value: undefined})")
    tab.goto(f"{site}papers/lake/?from=mail")
    tab.locator("[data-share]").click()
    tab.get_by_role("button", name="Copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == "https://example.org/papers/lake/"


def test_axe_finds_nothing_while_filtering(browser: Browser, axe: str, site: str) -> None:
    """No rule is broken in any state: untouched, narrowed, folds open, empty; nor does anything scroll sideways."""
    tab = fresh(browser)
    pages = ("papers/", "papers/?q=counting&year=2024", "?q=secret", "papers/?q=nowhere", "search/?q=counting")
    found = [one for page in pages for one in broken(tab, axe, site + page, wait=400)]
    tab.context.close()
    assert found == []


def test_the_checker_finds_no_error_in_a_filter(nu_checker: tuple[str, ...], site: str, tmp_path: Path) -> None:
    """Lists with a filter, and the search page, are valid HTML."""
    for number, page in enumerate((*LISTS, "years/2024/", "topics/maps/", "papers/lake/", "search/")):
        with urllib.request.urlopen(site + page) as answer:  # noqa: S310 - our own server on this machine
            (tmp_path / f"{number}.html").write_bytes(answer.read())
    done = subprocess.run(
        [*nu_checker, "--errors-only", str(tmp_path)], capture_output=True, check=False, encoding="utf-8"
    )
    assert done.stderr.strip() == ""
