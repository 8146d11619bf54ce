"""A page as a machine reads it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.check.markup import Anchor, Heading, Image, read
from tests.checking import examined

HTML = """\
<!doctype html><html><head><title>Not shown</title><meta name=citation_title content="A &lt;b&gt; > c">
<meta property='og:url' content='https://x.test/'><link rel="canonical nofollow" href="/x/">
<script type="application/ld+json">{"a": "</p> <a href='/no/'>"}</script><style>a > b {}</style></head>
<body><!-- <a href="/no/"> --><H1 id=top>The <em>one</em> &amp; only</H1>
<a href="/p/" rel="author">Ada
 Lovelace</a> 2 < 3 <img src="/a.png" srcset="/b.png 1x, /c,d.png 2x" alt="A &quot;b&quot;"><img src="/e.png">
<script>var a = "<a href='/no/'>";</script></body></html>
"""


def test_what_a_page_holds() -> None:
    """Head, links, pictures, headings and words, decoded; what stands in scripts and comments is nobody's link."""
    page = read(HTML)
    assert page.said("citation_title") == ("A <b> > c",)
    assert page.linked("canonical") == ("/x/",)
    assert page.addresses == ["https://x.test/", "/x/", "/p/", "/a.png", "/b.png", "/c,d.png", "/e.png"]
    assert page.ids == {"top"}
    assert page.headings == [Heading(1, "The one & only")]
    assert page.anchors == [Anchor("/p/", "Ada Lovelace", "author")]
    assert page.images == [Image("/a.png", 'A "b"'), Image("/e.png", None)]
    assert page.data == ['{"a": "</p> <a href=\'/no/\'>"}']
    assert page.text == 'The one & only Ada Lovelace 2 < 3 A "b"'


@pytest.mark.parametrize(
    "cut", ["<a href='x", "<a href=", "<", "<!--", "<script>", "</", "<p title=\"a' <b>", "&#xffffffff;"]
)
def test_broken_markup_ends(cut: str) -> None:
    """Markup that breaks off is read as far as it goes, in no more time than it takes to look."""
    assert read(f"<h1>Title</h1>{cut}").headings == [Heading(1, "Title")]
    assert read(f"<h1>Title</h1>{cut * 20_000}").headings == [Heading(1, "Title")]


def test_pages_are_read_as_the_library_reads_them(tmp_path: Path) -> None:
    """On pages of ours every tag and attribute is what Python's own parser finds."""

    class Library(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.hrefs: list[str] = []
            self.ids: set[str] = set()
            self.metas = 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            said = {name: value or "" for name, value in attrs}
            self.ids |= {said["id"]} if "id" in said else set()
            self.metas += tag == "meta"
            self.hrefs += [said["href"]] if tag == "a" and "href" in said else []

    abstract = 'title: "A < B & C"\nauthors: [Ada "Lovelace"]\ndate: 2020\nabstract: Let $a<b$ and "c".\n'
    seen = examined(tmp_path, {"papers/first.yaml": abstract.replace('[Ada "Lovelace"]', "['Ada \"A\" Lovelace']")})
    pages = [path for path in seen.files if path.endswith(".html")]
    for path in pages:
        library, page = Library(), seen.page(path)
        library.feed(seen.text(path))
        assert [anchor.href for anchor in page.anchors] == library.hrefs
        assert page.ids == library.ids
        assert len(page.metas) == library.metas
    assert len(pages) > 5
