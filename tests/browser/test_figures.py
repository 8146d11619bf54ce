"""Figures in a real browser: nothing moves, nothing is too heavy, the light-box needs neither script nor mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from sitegen.render.recipe import BuildRequest, build
from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, until
from tests.images.test_decoding import encoded
from tests.images.test_sizing import drawing, photograph
from tests.making import write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

FIGURES = 40
SHIFT = """() => new Promise(resolve => {
  let shift = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(shift), 500);
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose one paper has forty figures of all shapes, served on this machine."""
    root = tmp_path_factory.mktemp("figures")
    lines = ["title: First paper\nauthors: [Ada Lovelace]\ndate: 2020-01-02\nselected: true\nfigures:\n"]
    for number in range(FIGURES):
        image = (drawing if number % 2 else photograph)(600 + 37 * number, 900 if number % 3 else 400)
        place = root / "content" / "figures" / "first" / f"{number}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(encoded(image, "PNG"))
        lines.append(f"  - file: figures/first/{number}.png\n    caption: Caption of picture {number}\n")
    person = "name: Ada Lovelace\npicture: figures/first/0.png\n"
    write_site(root, {"papers/first.yaml": "".join(lines), "authors/ada-lovelace.yaml": person}, owner="ada-lovelace")
    build(root, BuildRequest())
    with served(root / "output") as top:
        yield top


def opened(browser: Browser, where: str, **options: Any) -> Page:
    """Return a page in a fresh profile."""
    return browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}).new_page()


def see_all(tab: Page) -> None:
    """Scroll through the page, so that every picture is loaded."""
    tab.evaluate("""async () => {
      for (let y = 0; y < document.body.scrollHeight; y += 500) {
        scrollTo(0, y);
        await new Promise(ready => setTimeout(ready, 60));
      }
      await Promise.all([...document.querySelectorAll('main picture img')].filter(one => one.offsetParent)
        .map(one => one.decode().catch(() => 0)))
    }""")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_forty_figures_arrive(browser: Browser, address: str, width: int) -> None:
    """Every picture has its place before it is there."""
    for path in ("", "papers/first/"):
        tab = opened(browser, address, viewport={"width": width, "height": 900})
        tab.goto(address + path)
        see_all(tab)
        assert tab.evaluate(SHIFT) == 0
        assert tab.evaluate("[...document.images].filter(one => one.offsetParent && !one.naturalWidth).length") == 0
        assert tab.locator("img:visible").count() == tab.locator("picture:visible img").count()
        tab.context.close()


@pytest.mark.parametrize("path", ["", "papers/first/"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.sampled(1)
def test_nothing_moves_when_the_font_arrives_late(browser: Browser, address: str, width: int, path: str) -> None:
    """What stands in for it is as wide, or nothing stands beside it."""
    tab = opened(browser, address, viewport={"width": width, "height": 900})
    late: list[Route] = []

    def wait(route: Route) -> None:
        late.append(route)

    tab.route("**/*.woff2", wait)
    tab.goto(address + path, wait_until="domcontentloaded")
    until(tab, "performance.getEntriesByType('paint').length")
    assert late
    for route in late:
        route.continue_()
    tab.evaluate("document.fonts.ready.then(() => 0)")
    assert tab.evaluate("[...document.fonts].some(one => one.status === 'loaded')")
    assert tab.evaluate(SHIFT) == 0
    tab.context.close()


@pytest.mark.parametrize(
    ("names", "wide", "narrow"),
    [
        (["broad"], [720], [350]),
        (["small"], [200], [200]),
        (["drawn"], [720], [350]),
        (["tower"], [216], [216]),
        (["broad", "tower"], [376, 216], [350, 216]),
    ],
)
@pytest.mark.sampled(2)
def test_a_figure_is_as_large_as_its_pixels_and_a_window_allow(
    browser: Browser, tmp_path: Path, names: list[str], wide: list[int], narrow: list[int]
) -> None:
    """One alone takes the column, a drawing too; none is higher than a window, and none is distorted."""
    folder = tmp_path / "content" / "figures"
    folder.mkdir(parents=True)
    for name, size in (("broad", (1400, 800)), ("small", (200, 150)), ("tower", (900, 2400))):
        (folder / f"{name}.png").write_bytes(encoded(drawing(*size), "PNG"))
    (folder / "drawn.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="9" height="9"/></svg>'
    )
    files = "".join(f"- file: figures/{name}.{'svg' if name == 'drawn' else 'png'}\n" for name in names)
    paper = f"title: First\nauthors: [Ada King]\ndate: 2020\nfigures:\n{files}"
    build(write_site(tmp_path, {"papers/first.yaml": paper}), BuildRequest())
    with served(tmp_path / "output") as top:
        for width, wanted in ((1280, wide), (390, narrow)):
            tab = opened(browser, top, viewport={"width": width, "height": 900})
            tab.goto(f"{top}papers/first/")
            see_all(tab)
            shown = tab.evaluate("""() => [...document.querySelectorAll('.gallery img')].map(one => [
              one.offsetWidth, one.offsetHeight,
              one.clientWidth / one.clientHeight, one.naturalWidth / one.naturalHeight
            ])""")
            assert [one[0] for one in shown] == wanted
            for _, high, shape, natural in shown:
                assert high <= 576
                assert shape == pytest.approx(natural, rel=0.01)
            assert tab.evaluate(SHIFT) == 0
            tab.context.close()


@pytest.mark.parametrize(("width", "scale"), [(390, 1), (390, 2), (1280, 1), (1280, 2)])
@pytest.mark.sampled(1)
def test_no_picture_is_larger_than_its_place_asks(browser: Browser, address: str, width: int, scale: int) -> None:
    """Browsers choose AVIF or a palette, and of its sizes the next above what is shown."""
    for path in ("", "papers/first/"):
        tab = opened(browser, address, viewport={"width": width, "height": 900}, device_scale_factor=scale)
        tab.goto(address + path)
        see_all(tab)
        shown = tab.evaluate("""() => [...document.querySelectorAll('main picture img')].filter(one => one.offsetParent)
          .map(one => [one.currentSrc, one.clientWidth, one.naturalWidth, one.clientHeight])""")
        assert shown
        for source, across, natural, high in shown:
            loaded = int(source.rpartition("-")[2].partition("x")[0]) if "x" in source.rpartition("-")[2] else natural
            assert source.endswith((".avif", ".png")), source
            assert loaded <= max(420, 2.6 * scale * across), (source, across, high)
        tab.context.close()


def test_what_is_not_seen_is_not_loaded(browser: Browser, address: str) -> None:
    """Of forty figures below the fold, and their large versions, only those near the screen are asked for."""
    tab = opened(browser, address, viewport={"width": 1280, "height": 500})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{address}papers/first/")
    tab.wait_for_load_state("networkidle")
    assert len([one for one in asked if "/figures/" in one]) < FIGURES
    tab.context.close()


def test_the_light_box_needs_no_script_and_no_mouse(browser: Browser, address: str) -> None:
    """Enter opens a figure, Tab stays within it, its links lead to the next, back, and out to where one came from."""
    tab = opened(browser, address, java_script_enabled=False)
    tab.goto(f"{address}papers/first/")
    tab.locator(".gallery a").nth(1).focus()
    tab.keyboard.press("Enter")
    box = tab.locator("#figure-2-1")
    assert box.is_visible()
    assert not tab.locator("h1").is_visible()
    names = []
    for _ in range(4):
        tab.keyboard.press("Tab")
        names.append(tab.locator(":focus").inner_text())
    assert names[:3] == ["Close", "Previous", "Next"]
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Enter")
    assert tab.locator("#figure-3-1").is_visible()
    assert not box.is_visible()
    tab.locator("#figure-3-1 a", has_text="Close").press("Enter")
    assert not tab.locator("#figure-3-1").is_visible()
    assert tab.locator("h1").is_visible()
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").get_attribute("href") == "#figure-3-1"
    tab.go_back()
    assert tab.locator("#figure-3-1").is_visible()
    tab.context.close()


def test_axe_finds_nothing_with_the_light_box_open(browser: Browser, axe: str, address: str) -> None:
    """Nor on the pages with figures themselves."""
    tab = fresh(browser)
    paths = ("", "papers/first/", "papers/first/#figure-7-1")
    found = [one for path in paths for one in broken(tab, axe, address + path)]
    tab.context.close()
    assert found == []


def test_pages_with_figures_are_valid(nu_checker: tuple[str, ...], address: str, tmp_path: Path) -> None:
    """The Nu checker finds no error in pages with pictures in several sizes and a light-box."""
    import subprocess
    import urllib.request

    files = []
    for number, path in enumerate(("", "papers/first/", "authors/ada-lovelace/")):
        file = tmp_path / f"{number}.html"
        with urllib.request.urlopen(address + path) as answer:  # noqa: S310 - our own server on this machine
            file.write_bytes(answer.read())
        files.append(str(file))
    done = subprocess.run([*nu_checker, "--errors-only", *files], capture_output=True, check=False, encoding="utf-8")
    assert done.stderr.strip() == ""


def test_a_card_has_the_size_that_is_said(browser: Browser, address: str) -> None:
    """What the page names for sharing is there, and as large as the page says."""
    tab = opened(browser, address)
    tab.goto(f"{address}papers/first/")
    named = {
        name: tab.locator(f"meta[property='og:image{name}']").get_attribute("content")
        for name in ("", ":width", ":height")
    }
    answer = tab.request.get(address + (named[""] or "").removeprefix("https://example.org/"))
    import io

    with Image.open(io.BytesIO(answer.body())) as image:
        assert (str(image.width), str(image.height)) == (named[":width"], named[":height"])
    tab.context.close()
