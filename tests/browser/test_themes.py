"""The themes `classic` and `lab`, and folio in Arabic, in a real browser: they keep what folio keeps."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served
from tests.conftest import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SITES = Path(__file__).parent / "sites"
PERSON = ("crammed",)
GROUP = ("crammed", "lab")
MARKED = """\
title: A paper with marks
authors:
  - {name: Ada Example, equal: true}
  - {name: Bob Mason, equal: true, corresponding: true, email: bob@example.org}
date: 2018-02-03
"""
PAGES = (
    "", "papers/", "papers/figures/", "papers/gone/", "papers/wide/", "papers/right/", "papers/marked/", "authors/",
    "authors/ada/", "years/", "years/2024/", "venues/", "venues/ex/", "topics/", "topics/examples/", "teaching/",
    "404.html",
)  # fmt: skip


class Case(NamedTuple):
    """A theme on one of the difficult sites."""

    name: str
    layers: tuple[str, ...]
    settings: str


CASES = (
    Case("classic", PERSON, "theme: classic\n"),
    Case("classic-lab", GROUP, "theme: classic\ntheme_options: {accent: plum, width: wide}\n"),
    Case("lab", GROUP, "theme: lab\ntheme_options: {tagline: What we do}\n"),
    Case("lab-person", PERSON, "theme: lab\ntheme_options: {accent: 110}\n"),
    Case("lab-arabic", GROUP, "theme: lab\nlanguage: ar\n"),
    Case("arabic", PERSON, "language: ar\n"),
)


@pytest.fixture(scope="module", params=CASES, ids=[case.name for case in CASES])
def address(request: pytest.FixtureRequest, sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in one of the themes, served on this machine."""
    case: Case = request.param
    folder, root = tmp_path_factory.mktemp(case.name), tmp_path_factory.mktemp(f"served-{case.name}")
    for layer in case.layers:
        shutil.copytree(SITES / layer, folder, dirs_exist_ok=True)
    (folder / "content/papers/marked.yaml").write_text(MARKED, encoding="utf-8")
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(case.settings)
    done = sitegen("build", "--output", root / "a/b", cwd=folder)
    assert done.returncode == 0, done.stderr
    with served(root) as top:
        yield f"{top}a/b/"


@pytest.mark.sampled(1)
def test_every_page_fits_every_width(browser: Browser, address: str) -> None:
    """Nothing scrolls sideways, folds open; the console stays empty, and nobody else is asked for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    seen: list[str] = []
    tab.on("console", lambda message: seen.append(f"console: {message.text}"))
    tab.on("request", lambda request: seen.append(request.url) if urlsplit(request.url).port is None else None)
    tab.on(
        "response",
        lambda response: seen.append(f"{response.status} {response.url}") if response.status >= 400 else None,
    )
    for page in PAGES:
        tab.goto(address + page)
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        for width in (320, 390, 800, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                seen.append(f"{page} scrolls sideways at {width}")
    context.close()
    assert seen == []


@pytest.mark.sampled(1)
def test_axe_finds_nothing(browser: Browser, axe: str, address: str) -> None:
    """No rule of WCAG 2.2 AA or of axe's best practices is broken on any kind of page, at any width, in any scheme."""
    tab = fresh(browser)
    found = [one for page in PAGES for one in broken(tab, axe, address + page)]
    tab.context.close()
    assert found == []


@pytest.mark.sampled(1)
def test_the_checker_finds_no_error(nu_checker: tuple[str, ...], address: str, tmp_path: Path) -> None:
    """Every kind of page is valid HTML."""
    import urllib.request

    files = []
    for page in PAGES:
        path = tmp_path / f"{page.strip('/').replace('/', '-') or 'home'}.html"
        with urllib.request.urlopen(address + page) as answer:  # noqa: S310 - our own server on this machine
            path.write_bytes(answer.read())
        files.append(str(path))
    done = subprocess.run([*nu_checker, "--errors-only", *files], capture_output=True, check=False, encoding="utf-8")
    assert done.stderr.strip() == ""
