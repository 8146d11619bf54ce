"""Where things stand on a page in a real browser: no hole, no broken word, nothing cut off unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from sitegen.render.recipe import BuildRequest, build
from tests.browser.serving import served, write_owners
from tests.images.test_decoding import encoded
from tests.images.test_sizing import drawing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ABSTRACT = "Ice was weighed on each of two hundred mornings, and each time there was less of it. " * 7
FIGURED = (
    "title: Ice\nauthors: [Ada King]\ndate: 2020\ndoi: 10.1234/ice\n"
    f"abstract: {ABSTRACT}\nfigures: [{{file: figures/ice.png, caption: Ice}}]\n"
)
OTHERS = ", ".join(f"Given Familyname{number}" for number in range(99))
CROWD = f"title: Snow\nauthors: [{OTHERS}, Ada King]\ndate: 2019\n"
OWN = """\
{% extends "parent/paper.html" %}
{% block cite %}
<p>Please cite the journal version.</p>
{{ super() }}
{% endblock %}
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a German site with a topic, a filter, a figure, many authors and a block of its own."""
    root = write_owners(tmp_path_factory.mktemp("places"))
    files = {"content/papers/ice.yaml": FIGURED, "content/papers/snow.yaml": CROWD}
    files |= {"content/topics/maps.md": "---\ntitle: Maps\nsummary: Where things are.\n---\nText.\n"}
    for number in range(20):
        paper = f"title: Day {number}\nauthors: [Ada King]\ndate: {2000 + number // 3}\nvenue: Weather {number // 5}\n"
        files[f"content/papers/day-{number}.yaml"] = paper
    files |= {"themes/folio/templates/paper.html": OWN}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "content/figures").mkdir()
    (root / "content/figures/ice.png").write_bytes(encoded(drawing(800, 900), "PNG"))
    with (root / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("language: de\n")
    build(root, BuildRequest(jobs=1))
    with served(root / "output") as top:
        yield top


def _tab(browser: Browser, width: int) -> Page:
    return browser.new_context(viewport={"width": width, "height": 900}).new_page()


def _box(tab: Page, selector: str) -> dict[str, float]:
    box = tab.locator(selector).first.bounding_box()
    assert box
    edges = {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
    return {**edges, "bottom": box["y"] + box["height"]}


def test_a_phone_shows_areas_and_filters_from_the_edge(browser: Browser, address: str) -> None:
    """An area without a picture begins where its heading does; a label of the filter breaks between words alone."""
    tab = _tab(browser, 390)
    tab.goto(address)
    assert _box(tab, ".area h3")["x"] == _box(tab, "#areas")["x"]
    for label in tab.locator(".filter > .facet > b").all():
        size = label.evaluate("label => [label.scrollWidth, label.clientWidth, label.getClientRects().length]")
        assert size[0] <= size[1], label.inner_text()
        words = label.evaluate("""label => label.firstChild.data.split(" ").map((word, at, all) => {
          const range = document.createRange(), start = all.slice(0, at).join(" ").length + (at ? 1 : 0);
          range.setStart(label.firstChild, start); range.setEnd(label.firstChild, start + word.length);
          return range.getClientRects().length})""")
        assert set(words) == {1}, label.inner_text()
    assert tab.locator(".filter > .facet > b").count() > 1
    edges = {box["x"] for row in tab.locator(".filter > .facet > .values").all() if (box := row.bounding_box())}
    assert len(edges) == 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.context.close()


def test_what_follows_an_abstract_does_not_wait_for_a_figure(browser: Browser, address: str) -> None:
    """The figure stands beside; text of a block of one's own has its space and the face of the abstract."""
    tab = _tab(browser, 1280)
    tab.goto(f"{address}papers/ice/")
    abstract, own, figures = _box(tab, "#abstract + .prose"), _box(tab, ".paper-details > p"), _box(tab, ".figures")
    assert abstract["x"] + abstract["width"] < figures["x"]
    assert abstract["bottom"] < figures["bottom"]
    assert 16 <= own["y"] - abstract["bottom"] <= 64
    assert 16 <= _box(tab, "#cite")["y"] - own["bottom"] <= 64
    face = "getComputedStyle(document.querySelector('{}')).fontFamily"
    assert tab.evaluate(face.format(".paper-details > p")) == tab.evaluate(face.format("#abstract + .prose"))
    tab.context.close()


def test_an_entry_is_whole_or_shows_that_it_goes_on(browser: Browser, address: str) -> None:
    """One of a few authors ends within its box; a longer one has a shade at the edge until its end is in sight."""
    tab = _tab(browser, 1280)
    hidden = "() => { const box = document.querySelector('.cite pre'); return box.scrollHeight - box.clientHeight }"
    tab.goto(f"{address}papers/ice/")
    assert tab.evaluate(hidden) == 0
    tab.goto(f"{address}papers/snow/")
    assert tab.evaluate(hidden) > 0
    shades = tab.evaluate("getComputedStyle(document.querySelector('.cite pre')).backgroundAttachment")
    assert shades == "local, scroll"
    tab.context.close()
