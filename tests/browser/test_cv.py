"""The page of a curriculum vitae, and references in several styles: seen, printed and used, in every theme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from sitegen.typeset import pandoc, styles
from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served
from tests.conftest import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FILES = {
    "authors/ada.yaml": "name: Ada King\nposition: Professor\n",
    "papers/melt.yaml": (
        "title: How $n^2$ ice melts\nauthors: [Ada King, Bo Snow]\ndate: 2021\n"
        "venue: {name: Winters, volume: 3, pages: 4-9}\ndoi: 10.1234/melt\n"
    ),
    "papers/hail.yaml": "title: Hail\nauthors: [Bo Snow, Ada King]\ndate: 2019\narxiv: 1901.00001\n",
    "cv.yaml": (
        "basics: {location: Bern, phone: '+41 31 1', email: ada@example.org, summary: 'See [it](https://example.org).'}\n"
        f"education:\n  - {{institution: {LONG}, area: Ice, degree: PhD, start: 2011-09, end: present,\n"
        "     highlights: [One, Two]}\n"
        "awards:\n  - {title: Prize, awarder: Society, date: 2020-05-04, url: 'https://example.org/prize'}\n"
        "languages:\n  - {language: Deutsch, fluency: native}\n"
    ),
}
CASES = {
    "folio": "theme: folio\nowner: ada\n",
    "classic": "theme: classic\nowner: ada\n",
    "lab": "theme: lab\n",
    "arabic": "theme: folio\nlanguage: ar\nowner: ada\n",
}
HAS_STYLES = pandoc.find() is not None and styles.is_there()


@pytest.fixture(scope="module", params=CASES)
def site(request: pytest.FixtureRequest, sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a curriculum vitae in a theme, or in folio in Arabic."""
    folder = tmp_path_factory.mktemp(str(request.param))
    chosen = "references: [apa, ieee, chicago]\n" if HAS_STYLES else ""
    settings = f"title: Ice\nbase_url: https://example.org/a/b/\ncards: none\n{CASES[request.param]}{chosen}"
    for name, text in {**FILES, "site.yaml": settings}.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    done = sitegen("build", "--output", folder / "out/a/b", cwd=folder)
    assert done.returncode == 0, done.stderr
    with served(folder / "out") as top:
        yield f"{top}a/b/"


@pytest.mark.sampled(1)
def test_it_can_be_used_by_all(browser: Browser, axe: str, site: str) -> None:
    """Axe finds nothing, wide and narrow, light and dark; at 320 pixels nothing scrolls sideways."""
    tab = fresh(browser)
    assert broken(tab, axe, f"{site}cv/") == []
    tab.set_viewport_size({"width": 320, "height": 900})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.context.close()


@pytest.mark.sampled(1)
def test_dates_stand_in_a_column(browser: Browser, site: str) -> None:
    """On a wide page every date has its entry beside it, on a narrow one below; printed, it is as on a wide one."""
    tab = fresh(browser)
    tab.goto(f"{site}cv/")
    beside = "Math.abs(document.querySelector('dt').offsetTop - document.querySelector('dd').offsetTop) < 8"
    tab.set_viewport_size({"width": 1280, "height": 900})
    assert tab.evaluate(beside)
    tab.set_viewport_size({"width": 390, "height": 900})
    assert not tab.evaluate(beside)
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 700, "height": 900})
    assert tab.evaluate(beside)
    assert not tab.locator("header nav, .cv .btn").filter(visible=True).count()
    tab.context.close()


@pytest.mark.skipif(not HAS_STYLES, reason="pandoc 3 and the files of styles are not installed")
@pytest.mark.sampled(1)
def test_one_reference_is_shown_at_a_time(browser: Browser, axe: str, site: str) -> None:
    """The tab that is chosen shows its reference and no other; printed, the first stands there."""
    tab = fresh(browser)
    assert broken(tab, axe, f"{site}papers/melt/") == []
    shown = "[...document.querySelectorAll('.reference')].map(one => one.checkVisibility())"
    assert tab.evaluate(shown) == [False, False, False]
    for number in range(3):
        tab.locator(f"#as-{number + 1}").check(force=True)
        assert tab.evaluate(shown) == [place == number for place in range(3)]
        assert not tab.locator("#bibtex").is_visible()
    tab.emulate_media(media="print")
    assert tab.evaluate(shown) == [True, False, False]
    tab.context.close()
