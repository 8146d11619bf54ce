"""The default theme in a real browser: widths, colours, keyboard, no script, no request to anyone else."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, until, watched
from tests.conftest import Run
from tests.making import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

SHIFTS = """() => new Promise(resolve => {
  let shift = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(shift), 500);
})"""

SITES = Path(__file__).parent / "sites"
LAYERS = {"crammed": ("crammed",), "lab": ("crammed", "lab"), "empty": ("empty",)}
"""Sites made to be difficult, at `/a/b/`, and the folders of `sites/` that they are laid together from."""
KINDS = (
    "", "papers/", "papers/figures/", "papers/gone/", "papers/wide/", "papers/right/", "papers/plain/", "authors/",
    "authors/ada/", "authors/person-number3/", "years/", "years/2024/", "venues/", "venues/ex/", "topics/",
    "topics/examples/", "teaching/", "404.html",
)  # fmt: skip
PAGES = (
    *(("crammed", page) for page in KINDS),
    *(("lab", page) for page in ("", "authors/", "authors/ben/", "papers/wide/")),
    *(("empty", page) for page in ("", "papers/", "years/", "topics/", "404.html")),
)


@pytest.fixture(scope="module")
def sites(sitegen: Any, example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of the example and of three sites made to be difficult, served on this machine."""
    with contextlib.ExitStack() as stack:
        addresses = {"example": stack.enter_context(served(example))}
        for name, layers in LAYERS.items():
            root, folder = tmp_path_factory.mktemp(f"served-{name}"), tmp_path_factory.mktemp(name)
            for layer in layers:
                shutil.copytree(SITES / layer, folder, dirs_exist_ok=True)
            done = sitegen("build", "--output", root / "a/b", cwd=folder)
            assert done.returncode == 0, done.stderr
            addresses[name] = f"{stack.enter_context(served(root))}a/b/"
        yield addresses


class _Watch:
    """What went wrong on a page, as sentences."""

    def __init__(self, page: Page) -> None:
        self.seen: list[str] = []
        page.on("console", lambda message: self.seen.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("requestfailed", lambda request: self.seen.append(f"failed: {request.url}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _request(self, request: Any) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1" and not request.url.startswith("data:"):
            self.seen.append(f"request to somebody else: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.seen.append(f"{response.status}: {response.url}")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile, light, wide, without scripts."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("site", "page"), [("example", ""), ("example", "papers/2021-rae-scaling-language-models/"), *PAGES]
)
@pytest.mark.sampled(6)
def test_a_page_fits_every_width(browser: Browser, sites: dict[str, str], site: str, page: str) -> None:
    """Nothing scrolls sideways, folds closed or open; the console stays empty, every request is ours and succeeds."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = made.new_page()
    watch = _Watch(tab)
    tab.goto(sites[site] + page)
    for opened in (False, True):
        if opened:
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for width in (320, 390, 800, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px, opened: {opened}"
    assert tab.evaluate("document.fonts.ready.then(() => document.fonts.check('600 20px \"Folio Serif\"'))")
    made.close()
    assert watch.seen == []


@pytest.mark.parametrize("name", ["example", *LAYERS])
@pytest.mark.sampled(1)
def test_axe_finds_nothing(browser: Browser, axe: str, sites: dict[str, str], name: str) -> None:
    """No rule of WCAG 2.2 AA or of axe's best practices is broken on any kind of page, at any width, in any scheme."""
    tab = fresh(browser)
    pages = [page for site, page in (("example", ""), *PAGES) if site == name]
    found = [one for page in pages for one in broken(tab, axe, sites[name] + page)]
    tab.context.close()
    assert pages
    assert found == []


def test_the_checker_finds_no_error(nu_checker: tuple[str, ...], sites: dict[str, str], tmp_path: Path) -> None:
    """Difficult pages are valid HTML too."""
    import subprocess
    import urllib.request

    files = []
    for number, (site, page) in enumerate(PAGES):
        path = tmp_path / f"{number}-{site}-{page.strip('/').replace('/', '-') or 'home'}.html"
        with urllib.request.urlopen(sites[site] + page) as answer:  # noqa: S310 - our own server on this machine
            path.write_bytes(answer.read())
        files.append(str(path))
    done = subprocess.run([*nu_checker, "--errors-only", *files], capture_output=True, check=False, encoding="utf-8")
    assert done.stderr.strip() == ""


def test_nothing_moves_while_loading(browser: Browser, sites: dict[str, str]) -> None:
    """The late arrival of the font shifts no line: it is held back half a second, and the layout keeps still."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = made.new_page()

    def late(route: Any) -> None:
        tab.wait_for_timeout(500)
        route.continue_()

    tab.route("**/*.woff2", late)
    for page in ("", "papers/2021-rae-scaling-language-models/"):
        tab.goto(sites["example"] + page)
        assert tab.evaluate(SHIFTS) < 0.02
    made.close()


def test_an_author_list_opens_by_keyboard(browser: Browser, sites: dict[str, str]) -> None:
    """Tab reaches a hole in a long author list, Enter opens it in place, and the next Tab is its first name."""
    made = browser.new_context(viewport={"width": 390, "height": 844})
    tab = made.new_page()
    tab.goto(f"{sites['example']}papers/2021-rae-scaling-language-models/")
    hole = tab.locator("header .gap").first
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('header .gap > summary')"):
            break
    assert not hole.evaluate("one => one.open")
    tab.keyboard.press("Enter")
    assert hole.evaluate("one => one.open")
    tab.keyboard.press("Tab")
    assert hole.locator("a").first.evaluate("one => one === document.activeElement")
    made.close()


def test_follow_opens_and_closes_by_keyboard(browser: Browser, sites: dict[str, str]) -> None:
    """The pop-up of feeds needs no script of ours: Enter opens it, Escape closes it and gives the focus back."""
    made = browser.new_context()
    tab = made.new_page()
    tab.goto(sites["crammed"])
    tab.locator("button.follow").focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#follow").is_visible()
    assert tab.locator("#follow a").first.get_attribute("href") == "/a/b/feed.xml"
    tab.keyboard.press("Escape")
    assert not tab.locator("#follow").is_visible()
    assert tab.evaluate("document.activeElement.matches('button.follow')")
    made.close()


def test_a_page_needs_no_script(context: BrowserContext, sites: dict[str, str]) -> None:
    """With JavaScript off everything is there: papers, every author, the abstract behind its fold, the BibTeX entry."""
    tab = context.new_page()
    tab.goto(sites["example"])
    row = tab.locator(".paper", has_text="Scaling Language Models: Methods").first
    assert row.locator(".by a[rel=author]").count() == 80
    row.locator(".abs > summary").click()
    assert row.locator(".abs .prose").is_visible()
    row.locator("h3 a").click()
    assert tab.locator("h1").inner_text().startswith("Scaling Language Models")
    assert tab.locator(".cite pre").inner_text().startswith("@")


def test_the_owner_stands_out_in_their_place(context: BrowserContext, sites: dict[str, str]) -> None:
    """However long the list, the page's person is shown, once, and where the paper names them."""
    tab = context.new_page()
    tab.goto(sites["example"])
    for row in tab.locator(".paper .by").all():
        row.scroll_into_view_if_needed()
        assert row.locator(".me").all_inner_texts() == ["Eliza Rutherford"]
        assert row.locator(".me").is_visible()


def test_a_withdrawn_paper_is_marked_everywhere(context: BrowserContext, sites: dict[str, str]) -> None:
    """Struck, badged and explained in lists and on its page, and without its PDF."""
    tab = context.new_page()
    for page, title in (("", "h3"), ("years/2023/", "h3"), ("papers/", "h3"), ("papers/gone/", "h1")):
        tab.goto(sites["crammed"] + page)
        gone = tab.locator(".withdrawn").first
        gone.scroll_into_view_if_needed()
        assert "line-through" in tab.locator(f".withdrawn {title}").first.evaluate(
            "one => getComputedStyle(one).textDecoration"
        )
        assert gone.locator(".badge.bad").inner_text() == "Withdrawn"
        assert gone.locator("a", has_text="PDF").count() == 0
        if page != "papers/":
            assert "An error." in gone.inner_text()


@pytest.fixture(scope="module")
def marked(sitegen: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a retracted paper beside one of four prizes, and a table."""
    prizes = "Best paper award, Test of time award, Outstanding reproducibility award, Audience choice award"
    files = {
        "papers/first.yaml": f"title: First\nauthors: [Ada King, Bo Li]\ndate: 2021\nawards: [{prizes}]\n",
        "papers/second.yaml": "title: Second\nauthors: [Ada King, Bo Li]\ndate: 2022\nstatus: retracted\n",
        "pages/terms.md": "---\ntitle: Terms\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    }
    root = write_site(tmp_path_factory.mktemp("marked"), files)
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    with served(root / "output") as address:
        yield address


@pytest.mark.parametrize(
    ("page", "place", "title"),
    [
        ("papers/first/", ".more .withdrawn", "a"),
        ("papers/first/", ".newer.withdrawn", "bdi"),
        ("404.html", ".more .withdrawn", "a"),
    ],
)
def test_a_retracted_paper_is_struck_where_pages_lead_to_it(
    context: BrowserContext, marked: str, page: str, place: str, title: str
) -> None:
    """Among papers of the same authors, as a neighbour in time, and among the latest; its badge is beside the title."""
    tab = context.new_page()
    tab.goto(marked + page)
    gone = tab.locator(place)
    assert gone.locator(title).inner_text() == "Second"
    assert "line-through" in gone.locator(title).evaluate("one => getComputedStyle(one).textDecoration")
    assert gone.locator(".badge.bad").inner_text() == "Retracted"


def test_a_badge_is_whole_wherever_its_line_begins(context: BrowserContext, marked: str) -> None:
    """None lies in the part of the line that is cut away, where the dot before a first piece would stand."""
    tab = context.new_page()
    for width in (390, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        for page in ("", "papers/first/"):
            tab.goto(marked + page)
            edge, *starts = tab.locator(".meta:has(.award)").first.evaluate(
                "line => [line, ...line.children].map((one, at) => one.getBoundingClientRect().x + (at ? 0 : 16))"
            )
            assert len(starts) == 5
            assert min(starts) == edge


def test_the_rules_of_a_table_are_unbroken(context: BrowserContext, marked: str) -> None:
    """Cells of one row touch each other, and so do the lines below them."""
    tab = context.new_page()
    tab.goto(f"{marked}terms/")
    one, other = (cell.bounding_box() for cell in tab.locator("tbody td").all())
    assert one
    assert other
    assert one["x"] + one["width"] == other["x"]


@pytest.mark.parametrize(("count", "is_long", "left"), [(30, False, 0), (31, True, 0), (120, True, 55)])
def test_the_first_rows_of_a_list_are_laid_out_before_long(
    sitegen: Any, browser: Browser, tmp_path: Path, count: int, is_long: bool, left: int
) -> None:
    """What is out of sight of a long list waits until the page is there; of a very long one, until it is near."""
    root = write_site(
        tmp_path / "site",
        {
            f"papers/p{number}.yaml": f"title: Paper {number}\nauthors: [Ada King]\ndate: {2000 + number // 9}\n"
            for number in range(count - 1)  # beside the one that is there
        },
    )
    done = sitegen("build", cwd=root)
    assert done.returncode == 0, done.stderr
    rows = "[...document.querySelectorAll('.paper, .year')]"
    far = f"{rows}.map((one, i) => getComputedStyle(one).contentVisibility == 'auto' ? i : -1).filter(i => i >= 0)"
    with served(root / "output") as address, browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{address}papers/")
        assert bool(tab.locator(".far").count()) is is_long
        assert tab.locator(".paper").count() == count
        until(tab, f"{far}.length <= {left}")
        tab.wait_for_timeout(200)
        everything = tab.locator(".paper, .year").count()
        assert tab.evaluate(far) == list(range(everything))[everything - left :]


def test_italics_are_a_cut_of_their_own(browser: Browser, sitegen: Run, tmp_path: Path) -> None:
    """What is emphasised is set in the italic font, which a page without italics does not fetch."""
    papers = {
        "papers/leaning.yaml": "title: Leaning\nauthors: [Ada King]\ndate: 2020\nabstract: We *lean* on it.\n",
        "papers/upright.yaml": "title: Upright\nauthors: [Ada King]\ndate: 2020\nabstract: We stand.\n",
    }
    assert sitegen("build", cwd=write_site(tmp_path, papers)).returncode == 0
    tab = browser.new_page()
    seen = watched(tab)
    with served(tmp_path / "output") as address:
        for page, faces in (("leaning", [["italic", "loaded"]]), ("upright", [])):
            tab.goto(f"{address}papers/{page}/", wait_until="networkidle")
            tab.evaluate("document.fonts.ready")
            italics = "[...document.fonts].filter(face => face.style === 'italic' && face.family.includes('Serif'))"
            loaded = f"{italics}.filter(face => face.status !== 'unloaded').map(face => [face.style, face.status])"
            assert tab.evaluate(loaded) == faces
    assert seen == []
    tab.close()


@pytest.mark.sampled(1)
@pytest.mark.parametrize("theme", ["folio", "classic", "lab"])
def test_the_menu_of_a_phone_is_one_line(browser: Browser, sitegen: Run, tmp_path: Path, theme: str) -> None:
    """However many its words: it scrolls, to the word of this page by itself, and the page does not."""
    pages = {
        f"pages/p{number}.md": f"---\ntitle: Another page {number}\nnav: true\n---\nText.\n" for number in range(8)
    }
    assert sitegen("build", cwd=write_site(tmp_path, pages, theme=theme)).returncode == 0
    tab = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    with served(tmp_path / "output") as address:
        for page in ("", "p7/"):
            tab.goto(address + page)
            links = tab.locator(".bar nav a")
            tops = {round(box["y"] + box["height"] / 2) for link in links.all() if (box := link.bounding_box())}
            assert max(tops) - min(tops) <= 3
            assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        until(tab, "document.querySelector('.bar nav').scrollLeft > 0")
        here = tab.locator(".bar [aria-current]").bounding_box()
        assert here
        assert 0 < here["x"] < here["x"] + here["width"] < 390
    tab.context.close()


def test_the_foot_says_whose_page_it_is(browser: Browser, sitegen: Run, tmp_path: Path) -> None:
    """Name, licence, and the page that says who is responsible, which need not stand in the menu."""
    pages = {"pages/impressum.md": "---\ntitle: Impressum\n---\nText.\n"}
    root = write_site(tmp_path, pages)
    with (root / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("extra: {license: CC-BY-SA-4.0}\n")
    assert sitegen("build", cwd=root).returncode == 0
    tab = browser.new_page()
    with served(root / "output") as address:
        tab.goto(address)
        foot = tab.locator("footer")
        assert foot.locator("p").inner_text().split(" · ")[1] == "CC BY-SA 4.0"
        assert foot.locator("[rel=license]").get_attribute("href") == "https://creativecommons.org/licenses/by-sa/4.0/"
        foot.get_by_text("Impressum").click()
        assert tab.locator("h1").inner_text() == "Impressum"
        tab.goto(f"{address}topics/")
        assert "topics:" not in tab.locator("main").inner_text()
    tab.close()


@pytest.mark.sampled(1)
@pytest.mark.parametrize("theme", ["folio", "classic", "lab"])
def test_nothing_moves_in_a_long_list_nor_when_results_come(
    browser: Browser, sitegen: Run, tmp_path: Path, theme: str
) -> None:
    """Rows on the first screen have their own height from the start; the foot stands below what will be found."""
    papers = {
        f"papers/p{number}.yaml": f"title: Paper {number}\nauthors: [Ada King]\ndate: {2000 + number // 4}\n"
        for number in range(60)
    }
    assert sitegen("build", cwd=write_site(tmp_path, papers, theme=theme)).returncode == 0
    with served(tmp_path / "output") as address:
        for width in (1280, 390):
            tab = browser.new_context(viewport={"width": width, "height": 900}).new_page()
            for page in ("papers/", "authors/ada-king/", "search/?q=paper"):
                tab.goto(address + page)
                tab.wait_for_timeout(600)
                assert tab.evaluate(SHIFTS) <= 0.001, f"{page} at {width}"
            tab.context.close()
