"""Every kind of page of every theme with JavaScript off: the same words, nothing dead, every fold opens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser.serving import served, write_papers
from tests.conftest import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SITES = Path(__file__).parent / "sites"
PERSON = ("crammed",)
GROUP = ("crammed", "lab")
PAGES = (
    "", "papers/", "papers/figures/", "papers/gone/", "papers/wide/", "papers/right/", "papers/lake/", "authors/",
    "authors/ada/", "authors/ada-king/", "years/", "years/2024/", "venues/", "venues/waters/", "topics/",
    "topics/maps/", "search/", "teaching/", "404.html",
)  # fmt: skip
ONLY_WITH_SCRIPTS = ".js-only, button:not([popovertarget])"
WORDS = """() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  for (const one of document.querySelectorAll('.paper, .year')) one.style.contentVisibility = 'visible';
  for (const one of document.querySelectorAll(%r)) one.remove();
  return document.body.innerText.split(/\\s+/).filter(Boolean);
}"""
CONTROLS = "button, input, select, textarea, summary, [role=button], [tabindex], [contenteditable], a:not([href])"
WORKING = "button[popovertarget], .colours input, .tabs input, details > summary:first-child, pre[tabindex], a[href]"
DEAD_LINKS = "a[href=''], a[href='#'], a[href^='javascript:' i]"


class Case(NamedTuple):
    """A theme on one of the difficult sites."""

    name: str
    layers: tuple[str, ...]
    settings: str


class Place(NamedTuple):
    """A site that is served, and its case."""

    address: str
    case: Case


CASES = (
    Case("folio", PERSON, "theme: folio\n"),
    Case("folio-lab", GROUP, "theme: folio\n"),
    Case("classic", PERSON, "theme: classic\n"),
    Case("classic-lab", GROUP, "theme: classic\n"),
    Case("lab", GROUP, "theme: lab\n"),
    Case("lab-person", PERSON, "theme: lab\n"),
)


@pytest.fixture(scope="module", params=CASES, ids=[case.name for case in CASES])
def place(request: pytest.FixtureRequest, sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A site in one of the themes, with enough papers to be narrowed, served on this machine."""
    case: Case = request.param
    folder, root = write_papers(tmp_path_factory.mktemp(case.name)), tmp_path_factory.mktemp(f"served-{case.name}")
    for layer in case.layers:
        shutil.copytree(SITES / layer, folder, dirs_exist_ok=True)
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(case.settings)
    done = sitegen("build", "--output", root / "a/b", cwd=folder)
    assert done.returncode == 0, done.stderr
    with served(root) as top:
        yield Place(f"{top}a/b/", case)


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A tab without scripts."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    yield made.new_page()
    made.close()


@pytest.mark.sampled(1)
def test_the_words_are_the_same(browser: Browser, bare: Page, place: Place) -> None:
    """All that is read with scripts is read without, but for what only scripts can do or what stands in for it."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = made.new_page()
    for page in PAGES:
        said = []
        for one, left_out in ((tab, ONLY_WITH_SCRIPTS), (bare, f"{ONLY_WITH_SCRIPTS}, .no-js")):
            one.goto(place.address + page)
            said.append(one.evaluate(WORDS % left_out))
        assert len(said[0]) > 10
        assert said[0] == said[1], page
    made.close()


@pytest.mark.sampled(1)
def test_only_controls_wait_for_scripts(bare: Page, place: Place) -> None:
    """What is hidden without scripts is a button, or stands in the form that narrows a list."""
    for page in PAGES:
        bare.goto(place.address + page)
        hidden = bare.locator(".js-only:not(button, form *, :has(> button:only-child))")
        assert hidden.count() == 0, f"{page}: {hidden.all_inner_texts()}"


@pytest.mark.sampled(1)
def test_nothing_is_dead(bare: Page, place: Place) -> None:
    """Whatever looks as if it did something does it without a script, and every link leads somewhere."""
    for page in PAGES:
        bare.goto(place.address + page)
        dead = bare.locator(f":is({CONTROLS}):not({WORKING}):visible, :is({DEAD_LINKS})")
        assert dead.count() == 0, f"{page}: {dead.evaluate_all('all => all.map(one => one.outerHTML)')}"
        for link in bare.locator("a[href^='#']").all():
            target = str(link.get_attribute("href"))[1:]
            assert bare.locator(f"[id='{target}']").count() == 1, f"{page}: nothing is at #{target}"


@pytest.mark.sampled(1)
def test_every_fold_opens(bare: Page, place: Place) -> None:
    """A click on its summary shows what a fold holds."""
    count = 0
    for page in PAGES:
        bare.goto(place.address + page)
        for fold in bare.locator("details:visible").all():
            if not fold.evaluate("one => one.open"):
                fold.locator("> summary").click()
            assert fold.evaluate("one => one.open"), page
            assert fold.locator("> :not(summary)").first.is_visible(), page
            count += 1
    assert count > 5


@pytest.mark.sampled(1)
def test_colours_and_feeds_are_there(bare: Page, place: Place) -> None:
    """The choice of colours, whatever the device prefers, changes page and pictures; the pop-up of feeds opens."""
    bare.goto(f"{place.address}papers/figures/")
    seen = set()
    for device, choice in (("light", "light"), ("dark", "light"), ("light", "dark"), ("dark", "dark")):
        bare.emulate_media(color_scheme=device)  # type: ignore[arg-type] # one of the two
        bare.locator(f"#colours-{choice}").check()
        ground = bare.locator("body").evaluate("one => getComputedStyle(one).backgroundColor")
        dimmed = bare.locator(".fig img").first.evaluate("one => getComputedStyle(one).filter")
        seen.add((choice, ground, dimmed))
    assert len(seen) == 2
    assert len({ground for _, ground, _ in seen}) == len({dimmed for _, _, dimmed in seen}) == 2
    bare.goto(place.address)
    bare.locator("button.follow").click()
    assert bare.locator("#follow a").first.is_visible()


@pytest.mark.sampled(1)
def test_search_says_what_to_do_instead(bare: Page, place: Place) -> None:
    """Without the field there are a sentence and the lists, each a link that leads there."""
    bare.goto(f"{place.address}search/")
    assert "JavaScript" in bare.locator(".no-js").inner_text()
    links = [str(link.get_attribute("href")) for link in bare.locator("#lists a:visible").all()]
    assert links == [f"/a/b/{name}/" for name in ("papers", "authors", "years", "venues", "topics")]


@pytest.mark.sampled(1)
def test_a_labs_people_are_there(bare: Page, place: Place) -> None:
    """Everybody of a lab stands by group, and who has left among the alumni."""
    if "lab" not in place.case.layers:
        assert bare.goto(place.address)
        assert bare.locator("h1").inner_text() == "Ada Example"
        return
    bare.goto(place.address)
    groups = {
        group.locator("h2").inner_text(): group.locator("h3").all_inner_texts()
        for group in bare.locator(".groups section").all()
    }
    assert groups == {"PI": ["Ada Example"], "Postdocs": ["Ben Nobody"]}
    assert bare.locator(".alumni a:visible").all_inner_texts() == ["Cleo Gone", "Dan Earlier"]
