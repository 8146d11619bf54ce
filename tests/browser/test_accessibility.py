"""The tests' own eye: what keeps people from using a page is found, at the width and in the scheme where it is so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.accessibility import broken, fresh
from tests.browser.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PAGE = """<!DOCTYPE html><html lang="en"><title>A page</title><meta name="viewport" content="width=device-width">
<style>body {{ background: white; color: black }} {style}</style><main><h1>A page</h1>{body}</main></html>"""
DARK = "@media (prefers-color-scheme: dark) { body { background: black; color: #333 } }"


@pytest.mark.parametrize(
    ("style", "body", "said"),
    [
        ("", "<p>Words.", {}),
        (DARK, "<p>Words.", {"color-contrast": 2}),
        ("", "<details><img src='x.png'></details>", {"image-alt": 4}),
        ("p { width: 600px }", "<p>Words.", {"scrolls sideways": 2}),
    ],
    ids=["fine", "faint in the dark", "no words for a picture, in a fold", "wider than a phone"],
)
def test_what_is_broken_is_found(
    browser: Browser, axe: str, tmp_path: Path, style: str, body: str, said: dict[str, int]
) -> None:
    """Twice what is so in two of four circumstances, four times what is always so, and nothing else."""
    (tmp_path / "index.html").write_text(PAGE.format(style=style, body=body), encoding="utf-8")
    tab = fresh(browser)
    with served(tmp_path) as address:
        found = broken(tab, axe, address, in_all=True)
    tab.context.close()
    assert {word: sum(word in one for one in found) for word in said} == said
    assert len(found) == sum(said.values())
