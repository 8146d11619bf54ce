"""Visits each kind of page of three whole sites in every theme, and counts what is wrong: `python bench/pages.py`.

In: the samples that `sitegen new --sample` writes, and a site in two languages with everything that the settings know,
built into a temporary folder for each theme. Of each kind of page, in each language, the longest is visited. Out, a
line for each site and theme: how many pages, and how many findings of axe (light and dark, 1280 and 390 px wide, folds
open), of the console and the requests, of html-validate and Nu (over all pages); how many menus have two lines, how
many pages say other words without scripts, how many lack something on paper; how much the most moving page moves when
its fonts come late; and the heaviest page, styles and scripts as sent. Findings follow on lines of their own.

    python bench/pages.py [--theme folio] [--site lab] [--pictures FOLDER]

`--pictures` writes contact sheets of all those pages as well. Needs what the tests of the browser need.
"""

from __future__ import annotations

import argparse
import gzip
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from tests.browser.accessibility import SCHEMES, WIDTHS, broken, fresh  # noqa: E402 - the checkout comes first
from tests.browser.serving import served, watched  # noqa: E402 - see above
from tests.browser.test_stillness import moved  # noqa: E402 - see above
from tests.browser.test_without_scripts import ONLY_WITH_SCRIPTS, WORDS  # noqa: E402 - see above
from tests.render.test_numbers import EVERYTHING, write_numbers  # noqa: E402 - see above

THEMES = ("folio", "classic", "lab")
SITES = ("researcher", "lab", "everything")
PROGRAM = (sys.executable, "-c", "from sitegen.cli.main import main; main()")
TOOLS = CHECKOUT / "tests" / "tools"
LANGUAGES = ("de",)
MOST = 0.001
"""How much a page may move."""
LONG_MENU = """nav:
  - {label: {en: Publications and preprints, de: Veröffentlichungen und Vorabdrucke}, url: papers/}
  - {label: {en: Lectures, de: Vorlesungsverzeichnis}, url: talks/}
  - {label: {en: Research projects, de: Forschungsvorhaben}, url: projects/}
  - {label: {en: Curriculum vitae, de: Lebenslauf und Werdegang}, url: cv/}
  - {label: {en: Everything else, de: Alles Übrige zum Stöbern}, url: browse/}
"""
IN_LINES = """() => new Set([...document.querySelectorAll('.bar nav:first-of-type a')]
  .map(link => link.getBoundingClientRect()).filter(box => box.width).map(box => Math.round(box.top / 8))).size"""
ON_PAPER = """() => {
  const shown = all => [...document.querySelectorAll(all)]
    .filter(one => one.checkVisibility({visibilityProperty: true}));
  const wrong = shown('button, input, select, .bar nav, form').map(one => `is printed: ${one.outerHTML.slice(0, 60)}`);
  if (!shown('h1').length) wrong.push('has no heading on paper');
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('is wider than paper');
  return wrong;
}"""


class Count(NamedTuple):
    """What was found on the pages of a site: how many, and each as a sentence, by the column that counts it."""

    pages: int
    findings: Mapping[str, list[str]]
    moved: float
    page: int
    styles: int
    scripts: int


def write(name: str, theme: str, folder: Path) -> None:
    """Write one of the sites, in a theme, into a folder that is empty."""
    if name == "everything":
        shutil.copytree(CHECKOUT / "tests/browser/sites/whole", folder, dirs_exist_ok=True)
        settings = (folder / "content/site.yaml").read_text(encoding="utf-8")
        write_numbers(folder)
        settings += f"languages: [en, de]\nnumbers: {EVERYTHING}\n{LONG_MENU}"
    else:
        subprocess.run([*PROGRAM, "new", str(folder), "--sample", name], check=True, cwd=CHECKOUT, capture_output=True)
        settings = (folder / "content/site.yaml").read_text(encoding="utf-8")
    lines = [line for line in settings.splitlines() if not line.startswith(("theme:", "theme_options:"))]
    (folder / "content/site.yaml").write_text("\n".join([*lines, f"theme: {theme}", ""]), encoding="utf-8")


def kinds(output: Path) -> dict[str, str]:
    """Return the longest page of each kind: a list or a page, or any page below one.

    Of the second language those below lists are left out, but for papers and people.
    """
    longest: dict[str, tuple[int, str]] = {}
    for path in sorted(output.rglob("*.html")):
        page = path.relative_to(output).as_posix().removesuffix("index.html")
        language, _, rest = page.partition("/") if page.partition("/")[0] in LANGUAGES else ("", "", page)
        first, _, below = rest.partition("/")
        kind = f"{language}/{first}/{'*' if below else ''}"
        if not language or not below or first in {"papers", "authors"}:
            longest[kind] = max(longest.get(kind, (0, "")), (path.stat().st_size, page))
    return {kind: page for kind, (_, page) in sorted(longest.items())}


def look(browser: Browser, axe: str, address: str, pages: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong on the pages as a column and a sentence."""
    tab = fresh(browser)
    seen = watched(tab)
    for page in pages:
        yield from (("axe", finding) for finding in broken(tab, axe, address + page))
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            if (lines := tab.evaluate(IN_LINES)) > 1:
                yield "menu", f"{page} at {width} px: {lines} lines"
        tab.set_viewport_size({"width": 720, "height": 900})
        tab.emulate_media(media="print", color_scheme="light")
        tab.goto(address + page)
        yield from (("print", f"{page} {finding}") for finding in tab.evaluate(ON_PAPER))
        tab.emulate_media(media="screen")
    tab.context.close()
    yield from (("console", message) for message in seen)
    yield from _without_scripts(browser, address, pages)


def _without_scripts(browser: Browser, address: str, pages: list[str]) -> Iterator[tuple[str, str]]:
    scripted, bare = browser.new_context(), browser.new_context(java_script_enabled=False)
    tabs = ((scripted.new_page(), ONLY_WITH_SCRIPTS), (bare.new_page(), f"{ONLY_WITH_SCRIPTS}, .no-js"))
    for page in pages:
        words = []
        for tab, left_out in tabs:
            tab.goto(address + page)
            words.append(tab.evaluate(WORDS % left_out))
        if words[0] != words[1]:
            differing = [pair for pair in zip(*words, strict=False) if pair[0] != pair[1]][:3]
            yield "no script", f"{page}: {len(words[0])} and {len(words[1])} words: {differing}"
    scripted.close()
    bare.close()


def stillness(browser: Browser, address: str, pages: list[str]) -> dict[str, float]:
    """Return how much each page moves when its fonts come late: wide and light, narrow and dark, whichever is more."""
    shifts: dict[str, float] = {}
    for width, scheme in zip(WIDTHS, SCHEMES, strict=True):
        with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
            for page in pages:
                tab = context.new_page()
                shifts[page] = max(shifts.get(page, 0), moved(tab, address + page))
                tab.close()
    return shifts


def valid(output: Path) -> Iterator[tuple[str, str]]:
    """Yield what html-validate and Nu say of all pages, line by line."""
    script, jar = (
        TOOLS / "node_modules/html-validate/bin/html-validate.mjs",
        TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar",
    )
    commands = {
        "html-validate": ["node", str(script), "--config", str(TOOLS / "htmlvalidate.cjs"), "--formatter", "text"],
        "nu": ["java", "-Xss8m", "-Xmx512m", "-jar", str(jar), "--skip-non-html", "--errors-only"],
    }
    for name, command in commands.items():
        done = subprocess.run([*command, str(output)], capture_output=True, check=False, encoding="utf-8")
        yield from ((name, line) for line in (done.stdout + done.stderr).splitlines() if line.strip())


def weight(output: Path, pages: list[str]) -> tuple[int, int, int]:
    """Return the heaviest page, and the most styles and own scripts (no library) of a page, gzip, in bytes."""
    heaviest = [0, 0, 0]
    for page in pages:
        path = output / page / "index.html" if not page.endswith(".html") else output / page
        text = path.read_text(encoding="utf-8")
        linked = [
            [file for file in re.findall(pattern, text) if "minisearch" not in file]
            for pattern in (r'href="([^"]*\.css)"', r'<script src="([^"]*\.js)"')
        ]
        sizes = [sum(_sent(output / file.lstrip("/").removeprefix("a/b/")) for file in files) for files in linked]
        heaviest = [max(pair) for pair in zip(heaviest, [_sent(path), *sizes], strict=True)]
    return heaviest[0], heaviest[1], heaviest[2]


def _sent(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def measured(browser: Browser, axe: str, output: Path, address: str) -> Count:
    """Return what is found on the pages of a built site that is served."""
    pages = list(kinds(output).values())
    columns = ("axe", "console", "html-validate", "nu", "menu", "no script", "print")
    findings: dict[str, list[str]] = {name: [] for name in columns}
    for column, sentence in (*valid(output), *look(browser, axe, address, pages)):
        findings[column].append(sentence)
    shifts = stillness(browser, address, pages)
    findings["moves"] = [f"{page}: {shift:.4f}" for page, shift in shifts.items() if shift > MOST]
    return Count(len(pages), findings, max(shifts.values()), *weight(output, pages))


def sheets(browser: Browser, output: Path, address: str, stem: Path) -> None:
    """Write contact sheets of each kind of page: some a width and scheme, with the top of each page."""
    addresses = {page or "home": address + page for page in kinds(output).values()}
    for width in WIDTHS:
        for scheme in SCHEMES:
            _sheets_of(browser, addresses, width, scheme, stem.with_name(f"{stem.name}-{width}-{scheme}"))


def _sheets_of(
    browser: Browser, addresses: Mapping[str, str], width: int, scheme: Literal["light", "dark"], stem: Path
) -> None:
    height, across, shown = (1600, 4, 640) if width > 600 else (1500, 8, 390)
    tall = height * shown // width
    with browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme) as context:
        tab = context.new_page()
        named = tuple(addresses.items())
        for part in range(0, len(named), across * 2):
            sheet = Image.new("RGB", (across * (shown + 8), 2 * (tall + 24)), "grey")
            for number, (page, address) in enumerate(named[part : part + across * 2]):
                corner = (number % across * (shown + 8), number // across * (tall + 24))
                ImageDraw.Draw(sheet).text((corner[0] + 4, corner[1] + 4), page, fill="white")
                sheet.paste(_picture(tab, address, (shown, tall)), (corner[0], corner[1] + 20))
            sheet.save(stem.with_name(f"{stem.name}-{part // across // 2}.png"))


def _picture(tab: Page, address: str, size: tuple[int, int]) -> Image.Image:
    tab.goto(address)
    tab.evaluate("document.fonts.ready.then(() => 0)")
    with Image.open(io.BytesIO(tab.screenshot())) as picture:
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def main() -> None:
    """Visit, count and print."""
    parser = argparse.ArgumentParser(description="Counts what is wrong on each kind of page.")
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--site", action="append", choices=SITES)
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="write contact sheets into FOLDER")
    parser.add_argument("--only-pictures", action="store_true", help="measure nothing")
    chosen = parser.parse_args()
    axe = (TOOLS / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if chosen.pictures:
        chosen.pictures.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, chromium_sandbox=False)
        for theme in chosen.theme or THEMES:
            for site in chosen.site or SITES:
                with tempfile.TemporaryDirectory() as name:
                    write(site, theme, Path(name) / "site")
                    subprocess.run(
                        [
                            *PROGRAM,
                            "-C",
                            f"{name}/site",
                            "-q",
                            "build",
                            "--base-url",
                            "https://example.org/",
                            "--output",
                            f"{name}/out",
                        ],
                        check=True,
                        cwd=CHECKOUT,
                    )
                    output = Path(name) / "out"
                    with served(output) as address:
                        if chosen.pictures:
                            sheets(browser, output, address, chosen.pictures / f"{theme}-{site}")
                        if not chosen.only_pictures:
                            told(theme, site, measured(browser, axe, output, address))
        browser.close()


def told(theme: str, site: str, count: Count) -> None:
    """Print the figures of a site in a theme on one line, and its findings below."""
    numbers = ", ".join(f"{name} {len(sentences)}" for name, sentences in count.findings.items())
    sent = f"page {count.page / 1000:.1f}, styles {count.styles / 1000:.1f}, scripts {count.scripts / 1000:.1f} kB"
    print(f"{theme}, {site}: {count.pages} pages: {numbers}; moves {count.moved:.4f}; {sent}", flush=True)
    for name, sentences in count.findings.items():
        for sentence in sentences:
            print(f"    {name}: {sentence}", flush=True)


if __name__ == "__main__":
    main()
