"""Texts as they stand on a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.check.markup import read
from sitegen.model import Text
from sitegen.render.content_links import rooted, unlinked
from sitegen.render.recipe import BuildRequest, build
from sitegen.site.pages import addresses
from sitegen.text.convert import phrase, prose
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
    build(root, BuildRequest())
    page = (root / "output" / "papers" / "ohm" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert page.count(' lang="de"') == 3
    assert '<span lang="de">Über Größen</span>' in page.partition('id="reference"')[2]
    assert 'name="citation_language" content="de"' in page
    assert ' lang="de"' in (root / "output" / "papers" / "index.html").read_text(encoding="utf-8")


HELD = {"assets/my cv.pdf", "assets/größe.pdf", "assets/a#b.pdf", "assets/u\u0308.pdf", "assets/100%.pdf"}


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("[a](<assets/my cv.pdf>)", "/a/b/assets/my%20cv.pdf"),
        ("[a](assets/my%20cv.pdf)", "/a/b/assets/my%20cv.pdf"),
        ("[a](assets/my cv.pdf)", "/a/b/assets/my%20cv.pdf"),
        ("[a](assets/my cv.pdf#page=2)", "/a/b/assets/my%20cv.pdf#page=2"),
        ("![a](assets/my cv.pdf)", "/a/b/assets/my%20cv.pdf"),
        ("[a](assets/größe.pdf)", "/a/b/assets/gr%C3%B6%C3%9Fe.pdf"),
        ("[a](assets/gr%C3%B6%C3%9Fe.pdf)", "/a/b/assets/gr%C3%B6%C3%9Fe.pdf"),
        ("[a](assets/gro\u0308ße.pdf)", "/a/b/assets/gr%C3%B6%C3%9Fe.pdf"),
        ("[a](assets/ü.pdf)", "/a/b/assets/u%CC%88.pdf"),
        ("[a](assets/a%23b.pdf)", "/a/b/assets/a%23b.pdf"),
        ("[a](assets/100%.pdf)", "/a/b/assets/100%25.pdf"),
        ("[a](lehre/über/)", "/a/b/lehre/%C3%BCber/"),
        ("[a](lehre/#über-uns)", "/a/b/lehre/#%C3%BCber-uns"),
    ],
)
def test_a_file_is_found_in_every_usual_spelling(written: str, led: str) -> None:
    """Spaces and umlauts in a name, quoted or as they are, composed or not."""
    (address,) = read(rooted(prose(written)[0], AT, HELD)).addresses
    assert address == led


@pytest.mark.parametrize("convert", [phrase, prose])
def test_what_looks_like_an_attribute_is_text(convert: object) -> None:
    """Words are left as they are, also between the marks of code and in the title of a link."""
    source = 'An href="x" or src="y" in ` href="z"` and ![a src="q"](assets/me.png), https://x.org/'
    text, _ = convert(source)  # type: ignore[operator] # either of the two
    html = rooted(text, AT, {"assets/me.png"})
    assert [
        address for address in read(html).addresses if address not in {"https://x.org/", "/a/b/assets/me.png"}
    ] == []
    assert read(html).text == read(text.html).text


def test_a_tag_may_hold_anything_between_its_quotes() -> None:
    """The title of a link that holds signs of markup ends neither the tag nor the link."""
    text, _ = prose("[a](assets/cv.pdf 'a > b <a href=\"c\">') and [d](assets/cv.pdf)")
    page = read(rooted(text, AT, {"assets/cv.pdf"}))
    assert page.addresses == ["/a/b/assets/cv.pdf", "/a/b/assets/cv.pdf"]
    assert page.text == text.plain == "a and d"
    assert unlinked(text) == "<p>a and d</p>"


@pytest.mark.parametrize("theme", ["folio", "classic"])
def test_no_template_takes_words_for_attributes(tmp_path: Path, theme: str) -> None:
    """With such words in every text of a site nothing leads anywhere that nobody linked, and every word is there."""
    words = 'Q href="x" src="y" class="lb" id="filter" ` href="z"` Z'
    lines = "\n".join(f"{key}: '{words}'" for key in ("title", "short", "abstract", "summary", "note", "comments"))
    root = write_site(
        tmp_path,
        {
            "papers/first.yaml": f"{lines}\nauthors: [Ada Lovelace]\ndate: 2020\nvenue: '{words}'\n"
            f"topics: ['{words}']\n",
            "papers/next.yaml": f"title: '{words}'\nauthors: [Ada Lovelace]\ndate: 2021\nselected: true\n",
            "authors/ada-lovelace.yaml": f"name: Ada Lovelace\nbio: '{words}'\n",
            "pages/free.md": f"---\ntitle: '{words}'\nnav: true\n---\n## {words}\n\n{words}\n",
            "news.yaml": f"- {{date: 2020-01-01, text: '{words}'}}\n",
        },
        base_url="https://ada.test/lab/",
        theme=theme,
        owner="ada-lovelace",
    )
    build(root, BuildRequest(jobs=1))
    pages = {path: read(path.read_text(encoding="utf-8")) for path in (root / "output").rglob("*.html")}
    led = {address for page in pages.values() for address in page.addresses}
    assert [address for address in led if address.rstrip("/").endswith(("/x", "/y", "/z"))] == []
    assert all(page.linked("stylesheet") for page in pages.values())
    for name in ("papers/first", "", "free"):
        assert 'href="x" src="y" class="lb" id="filter"' in pages[root / "output" / name / "index.html"].text
    assert 'class="pictures"' not in (root / "output" / "free" / "index.html").read_text(encoding="utf-8")
