"""Texts as they stand on a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.build.addressing import rooted, unlinked
from sitegen.build.recipe import Request, build
from sitegen.model import Text
from sitegen.site.pages import addresses
from sitegen.text.convert import prose
from tests.making import write_site

AT = addresses("https://example.org/a/b/")


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("[CV](assets/cv.pdf)", 'href="/a/b/assets/cv.pdf"'),
        ("[CV](./assets/cv.pdf#page=2)", 'href="/a/b/assets/cv.pdf#page=2"'),
        ("[talk](talks/deck.pdf)", 'href="/a/b/files/talks/deck.pdf"'),
        ("[all](papers/)", 'href="/a/b/papers/"'),
        ("[there](https://x.org/y)", 'href="https://x.org/y"'),
        ("[mail](mailto:a@x.org)", 'href="mailto:a@x.org"'),
        ("![me](assets/me.png)", 'src="/a/b/assets/me.png"'),
    ],
)
def test_addresses_lead_somewhere_from_every_page(written: str, led: str) -> None:
    """What is relative to content/ in Markdown is an address below the site's path on the page."""
    text, _ = prose(written)
    assert led in rooted(text, AT, {"assets/cv.pdf", "assets/me.png", "talks/deck.pdf"})


def test_a_title_that_is_a_link_holds_none() -> None:
    """Links are taken out of a text that stands in one; the words stay."""
    assert unlinked(Text("", 'On <a href="https://x.org">x.org</a> <em>now</em>', "")) == "On x.org <em>now</em>"


def test_a_papers_own_language_is_named(tmp_path: Path) -> None:
    """Title, abstract and the reference's title carry the paper's language; the rest of the page keeps the site's."""
    paper = "title: Über Größen\nauthors: [Georg Ohm]\ndate: 1827\nlanguage: de\nabstract: Kurz gesagt.\n"
    root = write_site(tmp_path, {"papers/ohm.yaml": paper})
    build(root, Request())
    page = (root / "output" / "papers" / "ohm" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert page.count(' lang="de"') == 3
    assert '<span lang="de">Über Größen</span>' in page.partition('id="reference"')[2]
    assert 'name="citation_language" content="de"' in page
    assert ' lang="de"' in (root / "output" / "papers" / "index.html").read_text(encoding="utf-8")
