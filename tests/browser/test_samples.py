"""The samples of `sitegen new --sample`, built and looked at: a whole researcher, and a whole lab."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.content import yamlfile
from sitegen.content.samples import SAMPLES
from sitegen.model import KNOWN_KINDS
from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served, watched
from tests.conftest import Run
from tests.making import take_pictures

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

PAGES = {
    "researcher": (
        "", "de/", "papers/2025-tannfeld-seven-microphones/", "papers/2022-tannfeld-rain/", "talks/",
        "authors/ravi-chandrasekhara-holm/", "cv/", "students/",
    ),
    "lab": ("", "people/", "topics/quiet-places/", "authors/mira-tannfeld/", "join/"),
}  # fmt: skip
HEADINGS = {
    "researcher": (
        "selected", "news", "kind-talks", "kind-projects", "areas", "papers", "text-students", "kind-teaching",
        "together", "coauthors",
    ),
    "lab": ("areas", "news", "papers", "kind-projects", "group-1", "alumni", "kind-posts", "kind-software", "sponsors"),
}  # fmt: skip
"""What the sections of each home page are headed by, in their order."""


class Made(NamedTuple):
    """A sample that was built: which, its folder, and where it is served."""

    name: str
    root: Path
    address: str


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that keeps the pictures of one sample for the other, which has the same."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / ".sitegen" / "cache" / "images").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module", params=SAMPLES)
def made(
    request: pytest.FixtureRequest, sitegen: Run, pictures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    """One of the samples, made and built as its new owner would."""
    name, root = str(request.param), tmp_path_factory.mktemp("sample")
    for command in (("new", root, "--sample", name), ("-C", root, "build", "--strict")):
        done = sitegen(*command, cwd=root)
        assert done.returncode == 0, done.stderr
        if command[0] == "new":
            take_pictures(root, pictures)
    take_pictures(pictures, root)
    with served(root / "output") as address:
        yield Made(name, root, address)


def test_nothing_is_to_be_mended_but_the_address(sitegen: Run, made: Made) -> None:
    """`check` names the address that is nobody's, and nothing else; no file wants another form."""
    done = sitegen("check", "--links", cwd=made.root)
    assert done.returncode == 0
    findings = [line for line in done.stdout.splitlines() if line.startswith(("content/", "themes/"))]
    assert len(findings) == 1, done.stdout
    assert "base_url" in findings[0]
    assert sitegen("fmt", "--check", cwd=made.root).returncode == 0


def test_every_kind_and_every_section_is_shown(made: Made) -> None:
    """Each kind of items has its list and the home page each section that its settings name, in that order."""
    for kind in (*KNOWN_KINDS, "walks"):
        path = made.root / "output" / kind / "index.html"
        missing = f"sitegen/samples/both/content/ has no {kind}: each kind that is known has an item there"
        assert path.is_file(), missing
        assert LexborHTMLParser(path.read_bytes()).css(".items li"), missing
    home = LexborHTMLParser((made.root / "output/index.html").read_bytes())
    heads = [section.attributes["aria-labelledby"] or "" for section in home.css("section[aria-labelledby]")]
    assert [head for head in heads if head in HEADINGS[made.name]] == list(HEADINGS[made.name])


def test_every_word_of_the_settings_is_used() -> None:
    """Between them the samples' home pages name every section there is."""
    from sitegen.content.samples import sample_texts
    from sitegen.model import SECTIONS

    sections: set[str] = set()
    for name in SAMPLES:
        settings = yamlfile.read(sample_texts(name)["content/site.yaml"], "site.yaml").data
        sections.update(
            section if isinstance(section, str) else next(iter(section)) for section in settings["sections"]
        )
    assert set(SECTIONS) <= sections


def test_html_validate_finds_nothing(html_validate: tuple[str, ...], made: Made) -> None:
    """No page breaks the standard."""
    pages = [str(made.root / "output" / page / "index.html") for page in PAGES[made.name]]
    checked = subprocess.run([*html_validate, *pages], capture_output=True, check=False, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.browser
@pytest.mark.sampled(2)
@pytest.mark.parametrize("number", range(8))
def test_everybody_can_use_them(browser: Browser, axe: str, made: Made, number: int) -> None:
    """Nothing keeps anybody from using a page, and the console stays empty."""
    pages = PAGES[made.name]
    tab = fresh(browser)
    seen = watched(tab)
    assert broken(tab, axe, made.address + pages[number % len(pages)]) == []
    assert seen == []
    tab.context.close()


@pytest.mark.browser
def test_the_text_of_an_item_stands_below_its_title(browser: Browser, made: Made) -> None:
    """On a wide screen too all parts of its page begin at one line."""
    tab = fresh(browser)
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(f"{made.address}projects/fence-line/")
    begin = "selector => document.querySelector(selector).getBoundingClientRect().left"
    assert len({tab.evaluate(begin, part) for part in ("h1", ".summary", ".fig", ".item-page > .prose > p")}) == 1
    tab.context.close()
