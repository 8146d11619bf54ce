"""Whether everybody can use a page: axe, at every width and in every scheme, once the page is loaded."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal

from tests.sampling import is_night

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (1280, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
  const said = found.violations.map(one => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(node => node.target)}`);
  return document.documentElement.scrollWidth > innerWidth ? [...said, "scrolls sideways"] : said;
}"""
"""Runs all of axe's rules, and tells what is broken and where."""
OPEN = """
document.querySelectorAll('details').forEach(one => { one.open = true });
document.querySelectorAll('.paper, .year').forEach(one => { one.style.contentVisibility = 'visible' });
"""
"""Opens every fold, and lays out what is out of sight, as it is when somebody gets there."""


def fresh(browser: Browser) -> Page:
    """Return a page in a fresh profile, in which nothing is animated: colours are what they will be."""
    return browser.new_context(reduced_motion="reduce").new_page()


def broken(tab: Page, axe: str, address: str, *, wait: float = 0, in_all: bool = False) -> list[str]:
    """Return what keeps anybody from using a page, folds open, as sentences; `axe` is its script.

    That is each broken rule of WCAG 2.2 AA and of axe's best practices, and a page that scrolls sideways: for a change
    wide and light, and narrow and dark; at night, and where `in_all` asks for it, each width in each scheme. `wait` is
    how many milliseconds the page's own scripts take.
    """
    found = []
    conditions = list(itertools.product(WIDTHS, SCHEMES))
    if not (in_all or is_night()):
        conditions = list(zip(WIDTHS, SCHEMES, strict=True))
    tab.goto("about:blank")
    tab.goto(address)
    tab.wait_for_timeout(wait)
    tab.evaluate(f"{axe};0")
    tab.evaluate(OPEN)
    for width, scheme in conditions:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)
        found += [f"{address} at {width} px, {scheme}: {one}" for one in tab.evaluate(RUN)]
    return found
