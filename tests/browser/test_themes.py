"""The themes `classic` and `lab`, and folio in Arabic, in a real browser: they keep what folio keeps."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.conftest import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

CHECKOUT = Path(__file__).resolve().parents[2]
AXE = CHECKOUT / "tests/tools/node_modules/axe-core/axe.min.js"
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
    Case("lab", GROUP, "theme: lab\ntheme_options: {tagline: What we do, alumni: Former members}\n"),
    Case("lab-person", PERSON, "theme: lab\ntheme_options: {accent: 110}\n"),
    Case("lab-arabic", GROUP, "theme: lab\nlanguage: ar\n"),
    Case("arabic", PERSON, "language: ar\n"),
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


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
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/a/b/"
    server.shutdown()
    server.server_close()


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: Any, width: int) -> None:
    """No rule of WCAG 2.2 AA, nor of axe's best practices, is broken on any kind of page, folds open."""
    if not AXE.is_file():
        pytest.skip("no axe-core in tests/tools/node_modules")
    axe = AXE.read_text(encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab = context.new_page()
    found = []
    for page in PAGES:
        tab.goto(address + page)
        tab.evaluate(axe + ";0")
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        result = tab.evaluate(
            "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
        )
        for broken in result["violations"]:
            targets = [node["target"] for node in broken["nodes"]][:3]
            found.append(f"{page}: {broken['id']}: {broken['help']}: {targets}")
    context.close()
    assert found == []


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
