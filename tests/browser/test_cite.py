"""The box to cite a paper by: BibTeX or a formatted reference, with and without scripts, in every theme."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, until, watched
from tests.conftest import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SITES = Path(__file__).parent / "sites"
CASES = {
    "folio": "theme: folio\n",
    "classic": "theme: classic\n",
    "lab": "theme: lab\n",
    "arabic": "theme: folio\nlanguage: ar\n",
}
MELTING = """\
title: How $n^2$ ice melts
authors: [Ada Example, Jean-Paul van Berg]
date: 2019-02-03
venue: {name: Journal of Winters, volume: 12, issue: 3, pages: 4--5}
"""
REFERENCE = (
    "Example, A., & van Berg, J.-P. (2019). How n² ice melts. Journal of Winters, 12(3), 4–5. "
    "https://ice.example/a/b/papers/melting/"
)
"""The paper is nowhere else, so its page is the address that ends the reference, as pandoc has it."""
SHOW = "addEventListener('DOMContentLoaded', () => document.getElementById('as-apa')?.click())"


@pytest.fixture(scope="module", params=CASES)
def theme(request: pytest.FixtureRequest) -> str:
    """A theme, or folio in Arabic."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(theme: str, sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a difficult site in the theme, with a paper that has a formula and a journal."""
    folder = tmp_path_factory.mktemp(theme)
    shutil.copytree(SITES / "crammed", folder, dirs_exist_ok=True)
    (folder / "content/papers/melting.yaml").write_text(MELTING, encoding="utf-8")
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(CASES[theme])
    done = sitegen("build", "--base-url", "https://ice.example/a/b/", "--output", folder / "out/a/b", cwd=folder)
    assert done.returncode == 0, done.stderr
    with served(folder / "out") as top:
        yield f"{top}a/b/"


def _open(browser: Browser, address: str, *, scripts: bool = True) -> Page:
    made = browser.new_context(java_script_enabled=scripts)
    if scripts:
        made.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = made.new_page()
    tab.goto(address)
    return tab


@pytest.mark.sampled(1)
def test_both_forms_are_read_without_scripts(browser: Browser, site: str, theme: str) -> None:
    """BibTeX is there first; an arrow key leads to the reference and back. Classic shows both, and has no tabs."""
    tab = _open(browser, f"{site}papers/melting/", scripts=False)
    entry, reference = tab.locator("#bibtex"), tab.locator("#reference")
    assert entry.is_visible()
    if theme == "classic":
        assert reference.is_visible()
        assert not tab.locator(".tabs").is_visible()
    else:
        assert not reference.is_visible()
        tab.locator("#as-bibtex").focus()
        tab.keyboard.press("ArrowDown")
        assert reference.is_visible()
        assert not entry.is_visible()
        tab.keyboard.press("ArrowUp")
        assert entry.is_visible()
    assert tab.locator("#reference i").inner_text() == "Journal of Winters, 12"
    tab.context.close()


@pytest.mark.sampled(1)
def test_the_reference_is_copied_in_both_forms(browser: Browser, site: str, theme: str) -> None:
    """A word processor is given the italics, anything else clean text without a trace of the formula's markup."""
    tab = _open(browser, f"{site}papers/melting/")
    seen = watched(tab)
    if theme != "classic":
        tab.locator("#as-apa").check()
    tab.locator("[data-copy-from=reference]").click()
    until(tab, "document.getElementById('live').textContent")
    assert tab.evaluate("navigator.clipboard.readText()") == REFERENCE
    rich = tab.evaluate("navigator.clipboard.read().then(all => all[0].getType('text/html')).then(one => one.text())")
    assert "<i>Journal of Winters, 12</i>(3)" in rich
    assert seen == []
    tab.context.close()


@pytest.mark.sampled(1)
def test_what_cannot_be_copied_is_selected(browser: Browser, site: str) -> None:
    """Where the clipboard is refused the reference is selected; so it is by a click."""
    tab = _open(browser, f"{site}papers/gone/")
    tab.evaluate("void (navigator.clipboard.write = () => Promise.reject(new Error('refused')))")
    if tab.locator("#as-apa").is_visible():
        tab.locator("#as-apa").check()
    reference = tab.locator("#reference")
    for pressed in (tab.locator("[data-copy-from=reference]"), reference):
        tab.evaluate("getSelection().removeAllRanges()")
        pressed.click(position={"x": 20, "y": 20})  # its address, at the end, is a link
        until(tab, "getSelection().toString()")
        assert tab.evaluate("getSelection().toString().trim()") == reference.inner_text()
    tab.context.close()


@pytest.mark.sampled(1)
def test_on_paper_it_is_the_reference(browser: Browser, site: str) -> None:
    """A printed page has the reference and neither BibTeX nor tabs, whichever was chosen."""
    tab = _open(browser, f"{site}papers/melting/")
    tab.emulate_media(media="print")
    assert tab.locator("#reference").is_visible()
    assert not tab.locator("#bibtex, .tabs, .cite button, .cite .hint").filter(visible=True).count()
    tab.context.close()


@pytest.mark.sampled(1)
def test_the_reference_can_be_used_by_all(browser: Browser, axe: str, site: str) -> None:
    """With the reference shown axe finds nothing, and at 320 pixels nothing scrolls sideways."""
    tab = fresh(browser)
    tab.add_init_script(SHOW)
    for page in ("melting", "right", "wide"):
        assert broken(tab, axe, f"{site}papers/{page}/") == []
        assert tab.locator("#reference").is_visible()
        tab.set_viewport_size({"width": 320, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    tab.context.close()
