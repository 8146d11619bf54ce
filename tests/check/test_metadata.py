"""What search engines read in a paper's page, and how each thing that can be wrong with it is found."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sitegen.check.context import CheckContext
from sitegen.check.links import links
from sitegen.check.metadata import metadata
from tests.checking import again, examined, said, tamper

PAPER = """\
title: Sketch of the engine
authors: [Ada Lovelace, George van den Driessche]
date: 1843-09-01
venue: {name: Scientific Memoirs, volume: 3, issue: 2, pages: 666--731}
abstract: The engine weaves patterns in numbers just as the loom weaves flowers and leaves into cloth.
links: {pdf: papers/sketch/sketch.pdf}
"""
FILES = {
    "papers/sketch.yaml": PAPER,
    "papers/sketch/sketch.pdf": "%PDF-1.4",
    "papers/gone.yaml": "title: Gone\nauthors: [A. Nyone]\ndate: 1850\nhidden: true\n",
}
PAGE = "papers/sketch/index.html"
THEMES = Path(__file__).parents[2] / "themes"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> CheckContext:
    """The site as it should be, built once."""
    return examined(tmp_path_factory.mktemp("site"), FILES)


@pytest.fixture
def seen(built: CheckContext, tmp_path: Path) -> CheckContext:
    """A copy of it, to be broken."""
    shutil.copytree(built.root, tmp_path / "copy")
    return CheckContext(
        tmp_path / "copy", built.content, built.drafts, tmp_path / "copy" / ".sitegen" / "check", built.files
    )


def test_a_site_of_ours_is_well(seen: CheckContext) -> None:
    """Of a page as we make it nothing is said: nor of a paper that is hidden, nor of a PDF beside its page."""
    assert list(metadata(seen)) == []


BROKEN = {
    "no title": (r'<meta name="citation_title"[^>]*>', "", "title", "has no citation_title"),
    "another title": (r'(<meta name="citation_title" content=")[^"]*', r"\1Home", "title", 'the citation_title "Home"'),
    "two titles": (r'(<meta name="citation_title"[^>]*>)', r"\1\1", "twice", "has 2 citation_title tags"),
    "no author": (r'<meta name="citation_author"[^>]*>', "", "authors", "has no citation_author"),
    "one author less": (r'<meta name="citation_author" content="L[^>]*>', "", "authors", "1 citation_author tags for"),
    "authors turned": (
        r'(<meta name="citation_author" content="L[^>]*>)(.*?)(<meta name="citation_author" content="v[^>]*>)',
        r"\3\2\1",
        "authors", 'says that author 1 is "van den Driessche, George"; the paper has "Ada Lovelace" there',
    ),
    "no date": (r'<meta name="citation_publication_date"[^>]*>', "", "date", "has no citation_publication_date"),
    "a month": ("1843/09/01", "1843/09", "date", '"1843/09", which Google Scholar cannot read'),
    "another year": ("1843/09/01", "1842/09/01", "date", "citation_publication_date 1842/09/01; it is 1843-09-01"),
    "no journal": (r'<meta name="citation_journal_title"[^>]*>', "", "venue", "does not say where the paper appeared"),
    "no volume": (r'<meta name="citation_volume"[^>]*>', "", "venue", "has no citation_volume, though it is known (3)"),
    "no pages": (r'<meta name="citation_firstpage"[^>]*>', "", "venue", "no citation_firstpage, though it is"),
    "no h1": ("<(/?)h1", r"<\1h2", "h1", "has 0 h1"),
    "another h1": (r"(<h1[^>]*>)[^<]*", r"\1Papers", "h1", 'has "Papers" in its h1, and not the title'),
    "an author unseen": (r">Ada Lovelace<", "><", "byline", "does not show its author Ada Lovelace"),
    "no abstract": (r"weaves patterns", "", "abstract", "does not show the abstract"),
    "noindex": ("</head>", '<meta name="robots" content="noindex, follow"></head>', "noindex", "leave it out"),
    "no canonical": (r'<link rel="canonical"[^>]*>', "", "canonical", "has no canonical address"),
    "another canonical": (r'(rel="canonical" href=")[^"]*', r"\1https://ada.test/", "canonical", "names https://ada.test/"),
    "no card": (r'<meta property="og:title"[^>]*>', "", "card", "has no og:title in its head"),
    "no JSON-LD": (r"<script type=.application/ld.json.*?</script>", "", "json-ld", "has no JSON-LD"),
    "cut JSON-LD": (r'("@type":"ScholarlyArticle")', r"\1,", "json-ld", "has JSON-LD that cannot be read"),
    "JSON-LD without a date": ('"datePublished"', '"date"', "json-ld", "without headline or datePublished"),
    "JSON-LD of one author": (r'"author":\[.*?\]', '"author":[{"name":"Ada"}]', "json-ld", "with 1 authors of 2"),
    "a relative PDF": (r'(citation_pdf_url" content=")[^"]*', r"\1/x.pdf", "pdf", '"/x.pdf" is not a whole address'),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "new", "rule", "sentence"), BROKEN.values(), ids=BROKEN)
def test_what_a_theme_breaks_is_found(seen: CheckContext, pattern: str, new: str, rule: str, sentence: str) -> None:
    """Each tag and text that the guidelines ask for: when it is missing or wrong, a finding names page and template."""
    tamper(seen, PAGE, lambda text: re.sub(pattern, new, text, flags=re.DOTALL))
    found = said(metadata(seen))
    assert list(found) == [rule]
    assert sentence in found[rule]
    assert found[rule].startswith("themes/folio/templates/paper.html: ")


def test_robots_and_sitemap_let_it_be_found(seen: CheckContext) -> None:
    """A page that robots.txt bars, and one that the sitemap leaves out, is found."""
    tamper(seen, "robots.txt", lambda text: text.replace("Allow: /", "Disallow: /lab/papers/"))
    tamper(seen, "sitemap.xml", lambda text: re.sub(r"<url><loc>[^<]*sketch/.*?</url>", "", text))
    found = said(metadata(seen))
    assert "is barred by robots.txt" in found["robots"]
    assert "is not in sitemap.xml" in found["sitemap"]


def test_a_hidden_paper_stays_hidden(seen: CheckContext) -> None:
    """A hidden paper's page that robots may list is a finding."""
    tamper(seen, "papers/gone/index.html", lambda text: re.sub(r'<meta name="robots"[^>]*>', "", text))
    assert "is of a hidden paper, and does not say noindex" in said(metadata(seen))["hidden"]


def test_a_page_that_was_not_built_is_found(seen: CheckContext) -> None:
    """A paper without a page names the paper's file."""
    files = seen.files - {PAGE}
    found = said(metadata(CheckContext(seen.root, seen.content, (), seen.output, files)))
    assert found["page"].startswith(f"content/papers/sketch.yaml:1:1: has no page: {PAGE} was not built [error]")


def test_an_override_that_drops_the_tags_is_named(tmp_path: Path) -> None:
    """A site's own base.html without the loop over page.meta: every tag is missed, and that very file is named."""
    whole = (THEMES / "folio" / "templates" / "base.html").read_text(encoding="utf-8")
    cut = re.sub(r"{% for name, content in page.meta %}.*?{% endfor %}", "", whole, flags=re.DOTALL)
    assert cut != whole
    own = tmp_path / "themes" / "folio" / "templates" / "base.html"
    own.parent.mkdir(parents=True)
    own.write_text(cut, encoding="utf-8")
    found = list(metadata(examined(tmp_path, FILES)))
    assert {one.rule for one in found} == {"title", "authors", "date", "venue"}
    assert {one.problem.file for one in found} == {"themes/folio/templates/base.html"}


PDF = {
    "elsewhere": ("assets/sketch.pdf", "%PDF", "does not stand in the folder of the page"),
    "another kind": ("papers/sketch/sketch.ps", "%!PS", "does not end in .pdf"),
    "too large": ("papers/sketch/sketch.pdf", "x" * 5_000_001, "has 5.0 MB; Google Scholar takes up to 5"),
}


@pytest.mark.parametrize(("path", "text", "sentence"), PDF.values(), ids=PDF)
def test_a_pdf_that_scholar_does_not_take_is_found(tmp_path: Path, path: str, text: str, sentence: str) -> None:
    """A file of ours under another roof, of another kind, or too large: the line in the paper's file is named."""
    paper = PAPER.replace("papers/sketch/sketch.pdf", path)
    found = said(metadata(examined(tmp_path, {"papers/sketch.yaml": paper, path: text})))
    assert list(found) == ["pdf"]
    assert found["pdf"].startswith("content/papers/sketch.yaml:6:14: links.pdf: ")
    assert sentence in found["pdf"]


def test_the_advice_for_a_pdf_helps(tmp_path: Path) -> None:
    """Whoever does what the finding says has no finding any more."""
    paper = PAPER.replace("papers/sketch/sketch.pdf", "assets/sketch.pdf")
    found = said(metadata(examined(tmp_path, {"papers/sketch.yaml": paper, "assets/sketch.pdf": "%PDF"})))
    assert "move the file to content/papers/sketch/ and write pdf: papers/sketch/sketch.pdf" in found["pdf"]
    content = tmp_path / "content"
    (content / "papers" / "sketch").mkdir()
    (content / "assets" / "sketch.pdf").rename(content / "papers" / "sketch" / "sketch.pdf")
    (content / "papers" / "sketch.yaml").write_text(PAPER, encoding="utf-8")
    assert list(metadata(again(tmp_path))) == []


def test_markup_in_a_tag_is_found_where_it_was_written(seen: CheckContext) -> None:
    """LaTeX that reaches a title as it stands is told at the title; money is not taken for it."""
    tamper(seen, PAGE, lambda text: text.replace('og:title" content="', 'og:title" content="From $5 to $10: '))
    assert list(metadata(seen)) == []
    tamper(seen, PAGE, lambda text: text.replace("From $5 to $10", r"The $\alpha$ engine"))
    found = said(metadata(seen))
    assert list(found) == ["markup"]
    assert found["markup"].startswith(r'content/papers/sketch.yaml:1:8: title: "$\alpha$" is left of it in og:title')


RIGHT = {
    "raised and lowered": "title: CO<sub>2</sub> and x<sup>2</sup>\n",
    "raised and lowered in LaTeX": 'title: "CO\\\\textsubscript{2} and \\\\textsuperscript{14}C"\n',
    "JATS": "title: <jats:italic>E. coli</jats:italic> in H<jats:sub>2</jats:sub>O\n",
    "a formula": "title: The $x^2_i$ engine\n",
    "about markup": "title: What vector<i> is, and $5_a or $6_b\n",
    "a short abstract": "title: P\nabstract: |\n  One thing.\n\n  Another thing.\n",
    "a structured abstract": "title: P\nabstract: <jats:title>A</jats:title><jats:p>We.</jats:p><jats:p>So.</jats:p>\n",
    "a list": "title: P\nabstract: |\n  - one\n  - two\n",
    "no venue for the guidelines": "title: P\ntype: dataset\nvenue: {name: Zenodo, issue: 3}\n",
}


@pytest.mark.parametrize("paper", RIGHT.values(), ids=RIGHT)
def test_a_right_page_is_not_called_wrong(tmp_path: Path, paper: str) -> None:
    """What the page shows is compared with what the content means, however that is set."""
    whole = f"{paper}authors: [Ada Lovelace]\ndate: 2020\n"
    assert list(metadata(examined(tmp_path, {"papers/sketch.yaml": whole}))) == []


def test_a_theme_may_show_plain_words(seen: CheckContext, tmp_path: Path) -> None:
    """A title that is shown without its raised letters is the title all the same; another one is not."""
    paper = "title: CO<sub>2</sub>\nauthors: [Ada Lovelace]\ndate: 2020\n"
    seen = examined(tmp_path / "site", {"papers/sketch.yaml": paper})
    tamper(seen, PAGE, lambda text: text.replace("CO<sub>2</sub></h1>", "CO₂</h1>"))
    assert list(metadata(seen)) == []
    tamper(seen, PAGE, lambda text: text.replace("CO₂</h1>", "CO₃</h1>"))
    assert list(said(metadata(seen))) == ["h1"]


@pytest.mark.parametrize("file", ["a#b.pdf", "a b.pdf", "100%.pdf", "ü?.pdf", "a;b&c.pdf"])
def test_a_file_may_have_any_name(tmp_path: Path, file: str) -> None:
    """A PDF whose name holds signs of an address is found where it is, also below a path with an umlaut."""
    paper = f"title: P\nauthors: [Ada Lovelace]\ndate: 2020\nlinks: {{pdf: 'papers/sketch/{file}'}}\n"
    files = {"papers/sketch.yaml": paper, f"papers/sketch/{file}": "%PDF-1.4"}
    seen = examined(tmp_path, files, base_url="https://ada.test/größe/")
    assert list(metadata(seen)) == []
    assert links(seen, everywhere=True).findings == ()


def test_a_pdf_of_the_same_host_need_not_be_ours(tmp_path: Path) -> None:
    """An address that somebody wrote out may be that of another site on the same host."""
    paper = PAPER.replace("papers/sketch/sketch.pdf", "https://ada.test/lab/thesis/t.pdf")
    assert list(metadata(examined(tmp_path, {"papers/sketch.yaml": paper}))) == []
