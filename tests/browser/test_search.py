"""The search page: a small site's index and a large one's, by keyboard, without a script, when something fails."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.content.load import load
from sitegen.outputs import search
from sitegen.site.graph import connect
from tests.browser.serving import served, watched, write_papers
from tests.conftest import Run
from tests.making import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def built(sitegen: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of seven papers below a path, one of them retracted, built."""
    root = write_papers(tmp_path_factory.mktemp("searched"), base_url="https://example.org/a/b/")
    with (root / "content/papers/hill.yaml").open("a", encoding="utf-8") as hill:
        hill.write("status: retracted\n")
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module", params=["small", "large"])
def site(built: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site: as it is, and with the index that it had if it were large."""
    root = tmp_path_factory.mktemp(request.param)
    output = root / "a/b"
    shutil.copytree(built / "output", output)
    if request.param == "large":
        shutil.rmtree(output / "search")
        shutil.copytree(built / "output/search", output / "search", ignore=shutil.ignore_patterns("*.json"))
        content, _ = load(built)
        items = [search.item(entry) for entry in connect(content)[0].papers]
        for path, text in search.index(lambda: items, len(items), large=0):
            (output / path).write_text(text, encoding="utf-8")
        page = output / "search/index.html"
        page.write_text(page.read_text(encoding="utf-8").replace(' id="search"', ' id="search" data-large'), "utf-8")
    with served(root) as address:
        yield f"{address}a/b/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong: no message, no error, no request to somebody else."""
    page = context.new_page()
    seen = watched(page)
    yield page
    assert seen == []


def _asked(tab: Page, words: str) -> set[str]:
    """Ask, and return the last words of the titles found."""
    tab.locator("#q").fill("")
    tab.locator("#q").fill(words)
    tab.locator("#results li, #nothing-found:visible").first.wait_for()
    return {title.split()[-1] for title in tab.locator("#results h3 a").all_inner_texts()}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("counting", {"garden", "forest", "field"}),
        ("COUNTING stones", {"field"}),
        ("muller", {"garden", "forest"}),
        ("Łukasz ost", {"lake", "hill"}),
        ("waters 2023", {"river", "lake"}),
        ("maps hill", {"hill"}),
        ("secretlake", {"lake"}),
        ("bo secretfield", {"field"}),
        ("coun mül", {"garden", "forest"}),
        ("we measured hill", {"hill"}),
        ("海岸", {"日本の海岸"}),
        ("nowhere to be found", set()),
    ],
)
@pytest.mark.sampled(6)
def test_every_field_is_searched(tab: Page, site: str, words: str, found: set[str]) -> None:
    """Titles, authors, venues, years, topics and abstracts; all words, their beginnings too, accents folded."""
    tab.goto(f"{site}search/")
    tab.locator("#q").focus()
    tab.wait_for_load_state("networkidle")
    assert _asked(tab, words) == found
    assert tab.locator("#nothing-found").is_visible() == (not found)
    assert tab.locator(".found span").inner_text() == f"{len(found)} of 7"


def test_a_result_shows_where_the_word_stands(tab: Page, site: str) -> None:
    """The part of the abstract around the word is shown, and the word is painted; the address leads to the paper."""
    tab.goto(f"{site}search/?q=secretriver")
    tab.locator("#results .summary", has_text="secretriver").wait_for()
    assert tab.locator("#results .summary").inner_text().startswith("…")
    assert tab.evaluate("CSS.highlights.get('found').size") == 1
    assert tab.locator("#results .meta").inner_text().split() == ["Waters", "2023", "Code"]
    tab.locator("#results h3 a").click()
    tab.wait_for_url("**/a/b/papers/river/")
    tab.go_back()
    tab.locator("#results h3 a", has_text="river").wait_for()
    assert tab.locator("#q").input_value() == "secretriver"


def test_a_retracted_paper_is_marked_among_the_results(tab: Page, site: str) -> None:
    """Struck and badged, as in every list; the others are not."""
    tab.goto(f"{site}search/?q=height")
    gone = tab.locator("#results .withdrawn")
    gone.wait_for()
    # in one step: the rows are made anew when the abstracts have come
    assert "line-through" in tab.evaluate(
        "getComputedStyle(document.querySelector('#results .withdrawn h3')).textDecoration"
    )
    assert gone.locator(".badge.bad").inner_text() == "Retracted"
    tab.goto(f"{site}search/?q=river")
    tab.locator("#results li").wait_for()
    assert gone.count() == 0


def test_the_index_is_fetched_when_it_is_wanted(tab: Page, site: str) -> None:
    """Nothing but the page is fetched until the reader turns to the field."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{site}search/")
    tab.wait_for_timeout(300)
    assert not [url for url in asked if ".json" in url or "minisearch" in url]
    with tab.expect_response("**/search/*.json?*"):
        tab.keyboard.press("/")


def test_results_are_walked_by_keyboard(tab: Page, site: str) -> None:
    """Down leads into the results, Escape back to the field, and there to a fresh start."""
    tab.goto(f"{site}search/?q=counting")
    tab.locator("#results h3 a").first.wait_for()
    tab.locator("#q").focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("[...document.querySelectorAll('#results h3 a')].indexOf(document.activeElement)") == 1
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "q"
    tab.keyboard.press("Escape")
    tab.wait_for_url("**/search/")
    assert tab.locator("#results").is_hidden()
    assert tab.locator("#lists a").first.is_visible()


def test_late_abstracts_leave_the_reader_in_place(built: Path, browser: Browser) -> None:
    """A reader who walks through the results when the abstracts come stays on the same row."""
    page = browser.new_page()
    late: list[Route] = []
    page.route("**/abstracts.json*", lambda route: late.append(route))  # noqa: PLW0108 - Playwright counts its parameters
    with served(_below(built)) as address:
        page.goto(f"{address}a/b/search/?q=counting")
        page.locator("#results h3 a").nth(1).focus()
        page.evaluate("window.row = document.activeElement")
        with page.expect_response("**/abstracts.json*"):
            late[0].continue_()
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement === row")
    page.close()


def test_the_count_is_announced(tab: Page, site: str) -> None:
    """A status region says how many were found, once the reader pauses."""
    tab.goto(f"{site}search/")
    _asked(tab, "counting")
    tab.locator("#live", has_text="3 of 7").wait_for(state="attached")


def test_an_index_that_does_not_come_is_said(context: BrowserContext, site: str) -> None:
    """The reader is told, and may try again: the next word asks for it anew."""
    tab = context.new_page()
    tab.route("**/search/*.json*", lambda route: route.fulfill(status=503))
    tab.goto(f"{site}search/")
    tab.locator("#q").fill("counting")
    tab.locator(".found span", has_text="did not arrive").wait_for()
    tab.unroute("**/search/*.json*")
    assert _asked(tab, "counting tr") == {"garden", "forest"}


def test_page_and_index_fold_alike(tab: Page, site: str) -> None:
    """What the script makes of a letter is what the index made of it."""
    letters = [chr(code) for code in range(0x20, 0x2FFF) if unicodedata.category(chr(code))[0] in "LNMP"]
    letters += ["Ångström", "ΣΊΣΥΦΟΣ", "İstanbul", "ﬁne", "がぎ", "각", "é", "𝔸𝒷", "Ⅷ", "Straße"]
    tab.goto(f"{site}search/")
    folded = tab.evaluate(
        "letters => new Promise(done => folio.push(({ fold }) => done(letters.map(letter => fold(letter)))))", letters
    )
    assert [letter for letter, form in zip(letters, folded, strict=True) if form != search.fold(letter)] == []


def test_a_slip_of_the_finger_is_forgiven(built: Path, browser: Browser) -> None:
    """On a small site, a word that nothing has is taken for one that is nearly it."""
    page = browser.new_page()
    # the site lives below /a/b/
    with served(_below(built)) as address:
        page.goto(f"{address}a/b/search/")
        assert _asked(page, "conuting stones") == {"field"}
    page.close()


def test_without_a_script_the_page_leads_to_the_lists(built: Path, browser: Browser) -> None:
    """It says why there is no field, and links every list."""
    made = browser.new_context(java_script_enabled=False)
    page = made.new_page()
    with served(_below(built)) as address:
        page.goto(f"{address}a/b/search/")
        assert page.locator("input[type=search]:visible").count() == 0
        assert page.locator(".no-js").is_visible()
        links = [str(link.get_attribute("href")) for link in page.locator("#lists a").all()]
        assert links == [f"/a/b/{name}/" for name in ("papers", "authors", "years", "venues", "topics")]
    made.close()


def _below(built: Path) -> Path:
    """Return a folder in which the site stands at `a/b/`."""
    root = built / "served"
    if not root.exists():
        shutil.copytree(built / "output", root / "a/b")
    return root


def test_whose_site_it_is_is_never_cut_from_the_authors(sitegen: Run, tmp_path: Path, browser: Browser) -> None:
    """Of many authors the first, the owner and the last stand, gaps between them told; also of a paper of hundreds."""
    names = [f"Person Number{number}" for number in range(300)]
    few, many = [*names[:11], "A. King", *names[11:14]], [*names[:290], "Ada King", *names[290:]]
    papers = {
        "papers/few.yaml": f"title: Few\nauthors: [{', '.join(few)}]\ndate: 2020\n",
        "papers/many.yaml": f"title: Many\nauthors: [{', '.join(many)}]\ndate: 2020\n",
        "authors/ada-king.yaml": "name: Ada King\nnames: [A. King]\n",
    }
    write_site(tmp_path, papers, owner="ada-king")
    (tmp_path / "content/papers/first.yaml").unlink()
    assert sitegen("build", cwd=tmp_path).returncode == 0
    tab = browser.new_page()
    with served(tmp_path / "output") as address:
        for word, own in (("few", "A. King"), ("many", "Ada King")):
            tab.goto(f"{address}search/?q={word}")
            by = tab.locator("#results .by")
            by.wait_for()
            said = by.inner_text()
            assert said.startswith("Person Number0, Person Number1,")
            assert f", …, {own}" in said
            assert by.locator(".me").all_inner_texts() == [own]
    tab.close()
