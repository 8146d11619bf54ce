"""The ids of headings, and what becomes of links and pictures in Markdown."""

from __future__ import annotations

import re

import pytest

from sitegen.text.convert import page, prose

HEADINGS = {
    "## Teaching 2020": "teaching-2020",
    "## Teaching `2020`!": "teaching-2020",
    "## Über uns: C++ & *mehr*": "über-uns-c--mehr",
    "## snake_case-and-hyphens": "snake_case-and-hyphens",
    "## 教学": "教学",
    "## The $x^2$ law": "the-x2-law",
    "## [Linked](https://x.org) words": "linked-words",
    "## Main": "main-1",
    "## !!!": "",
}


@pytest.mark.parametrize(("written", "identity"), HEADINGS.items(), ids=HEADINGS)
def test_a_heading_has_the_id_that_github_gives_it(written: str, identity: str) -> None:
    """Small letters, hyphens for spaces, no punctuation; an id of the page's frame is not taken twice."""
    html = page(written)[0].html
    assert re.findall(r'<h2 id="([^"]*)"', html) == ([identity] if identity else [])


def test_equal_headings_are_numbered() -> None:
    """The second of equal headings gets a number; what stands after it changes no id before."""
    html = page("# A\n\n## A\n\n### A 1\n\n## A")[0].html
    assert re.findall(r'<h([2-6]) id="([^"]*)"', html) == [("2", "a"), ("2", "a-1"), ("3", "a-1-1"), ("2", "a-2")]


def test_only_pages_have_ids() -> None:
    """A note or a biography stands on pages with ids of their own."""
    assert prose("## Teaching")[0].html == "<h2>Teaching</h2>"


def test_words_are_never_taken_for_marks() -> None:
    """What looks like an attribute is text, and what a picture or a title says may hold any sign."""
    text, troubles = prose('a style="text-align:left" b\n\n![p src=q](https://x.org/p.png) end')
    assert text.plain == 'a style="text-align:left" b\n\np src=q end'
    assert [trouble.sentence for trouble in troubles] == [
        'the picture "p src=q" is not one of the site, and is left out'
    ]
    text, troubles = prose('![p](a.png "a > b")\n\n[dead](../x "with a title") [f $x$](ftp://a)')
    assert "<figure>" in text.html
    assert text.plain == "a > b\n\ndead f x"
    assert [trouble.sentence for trouble in troubles] == [
        'the link "dead" leads to no address that it may have',
        'the link "f …" leads to no address that it may have',
    ]
