"""Nothing moves under the reader when fonts come late, and the menu is one line however many words it has."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.serving import served, until
from tests.conftest import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SITE = Path(__file__).parent / "sites/crammed"
FORMULAS = r"""title: 'Rates of $\sqrt{n}$ for $\ell_p$'
authors: [Ada Example, Bob Mason]
date: 2019-02-03
abstract: |
  We show that $\ell_p$-based regularisation has $\hat{f}(x) = \sum_{i \le n} \alpha_i k(x, x_i)$ as its limit, that
  $\hat{f}$ is smooth where $p > d + 1$, and that for all $p \in \mathbb{N}$ the rate is $n^{-1/(2p)}$ *and no more*.
  In $\mathbb{R}^d$, $\lim_{n \to \infty} \hat{f}_n$ need not be in $\mathcal{H}$, nor $\|\hat{f}\|_2$ be finite.
"""
PAGES = (
    "",
    "papers/",
    "papers/formulas/",
    "papers/figures/",
    "authors/",
    "authors/ada/",
    "browse/",
    "years/2024/",
    "teaching/",
    "search/",
)
MOST = 0.001
NOTE_SHIFTS = """window.shift = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"


@pytest.fixture(scope="module", params=["folio", "classic", "lab"])
def address(request: pytest.FixtureRequest, sitegen: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose menu has twelve words more than others, in one of the themes."""
    root = tmp_path_factory.mktemp(request.param)
    shutil.copytree(SITE, root, dirs_exist_ok=True)
    (root / "content/papers/wide.yaml").unlink()  # one word that fills lines: no two fonts break it alike
    (root / "content/papers/formulas.yaml").write_text(FORMULAS, encoding="utf-8")
    for number in range(12):
        page = f"---\ntitle: Page {number} of all\nnav: true\n---\nSome *words* in it.\n"
        (root / f"content/pages/extra-{number}.md").write_text(page, encoding="utf-8")
    with (root / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"theme: {request.param}\n")
    done = sitegen("build", "--output", root / "served/a/b", cwd=root)
    assert done.returncode == 0, done.stderr
    with served(root / "served") as top:
        yield f"{top}a/b/"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.sampled(1)
def test_late_fonts_move_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    """Fonts that come after the first paint move no more than a thousandth of what is seen."""
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:  # type: ignore[arg-type] # a word of its own
        shifts = {page: moved(context.new_page(), address + page) for page in PAGES}
    assert {page: shift for page, shift in shifts.items() if shift > MOST} == {}


def moved(tab: Page, address: str) -> float:
    """Return how much of a page moves when its fonts come after it was painted."""
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    tab.add_init_script(NOTE_SHIFTS)
    tab.route("**/*.woff2", hold)
    tab.goto(address, wait_until="commit")
    until(tab, "performance.getEntriesByName('first-contentful-paint').length")
    tab.wait_for_timeout(200)  # an optional font is not waited for any longer
    while late:
        late.pop().continue_()
        tab.wait_for_timeout(50)
    tab.evaluate("document.fonts.ready.then(() => 0)")
    tab.evaluate(TWO_FRAMES)
    return float(tab.evaluate("shift"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.sampled(2)
def test_the_menu_is_one_line(browser: Browser, address: str, width: int) -> None:
    """Twenty words stand beside each other, and the last of them can be reached by the keyboard."""
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(f"{address}papers/")
    links = tab.locator(".bar nav a")
    assert links.count() > 15
    tops = {round(link.bounding_box()["y"] / 8) for link in links.all() if link.bounding_box()}  # type: ignore[index] # of those that have one
    assert len(tops) == 1
    links.last.focus()
    assert links.last.bounding_box()["x"] < width  # type: ignore[index] # a link that is shown has a box
    tab.close()
