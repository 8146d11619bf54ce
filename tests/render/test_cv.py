"""The page of a curriculum vitae: what stands on it, its PDF, and that it follows every edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildRequest, build
from sitegen.typeset import typst

FILES = {
    "site.yaml": "title: Ice\nbase_url: https://example.org/ice/\nowner: ada\n",
    "authors/ada.yaml": "name: Ada King\nposition: Professor\n",
    "papers/melt.yaml": "title: Melt $x^2$\nauthors: [Ada King, Bo Snow]\ndate: 2021\nvenue: Winters\n",
    "papers/other.yaml": "title: Other\nauthors: [Bo Snow]\ndate: 2020\nvenue: Winters\n",
    "cv.yaml": (
        "education:\n"
        "  - {institution: ETH, degree: PhD, start: 2011, end: 2015, summary: 'On [ice](assets/ice.pdf), & *snow*.'}\n"
        "skills:\n"
        "  - {name: 'Skating < falling & so on', keywords: [Fast, Slow], highlights: ['One **bold**']}\n"
    ),
    "assets/ice.pdf": "%PDF-1.4\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of one person with a curriculum vitae."""
    for name, text in FILES.items():
        _write(tmp_path, name, text)
    return tmp_path


@pytest.fixture(autouse=True)
def compiler(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Typst as if it were there: what it is given, in order."""
    documents: list[str] = []

    def pdf(document: str) -> bytes:
        documents.append(document)
        return b"%PDF " + document.encode()

    monkeypatch.setattr(typst, "version", lambda: "1.0")
    monkeypatch.setattr(typst, "pdf", pdf)
    return documents


def _write(root: Path, name: str, text: str) -> None:
    file = root / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _page(root: Path, path: str = "cv/index.html") -> LexborHTMLParser:
    return LexborHTMLParser((root / "output" / path).read_text(encoding="utf-8"))


def _texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_what_stands_on_it(root: Path) -> None:
    """Who it is, sections in order, dates beside entries; the owner's papers, their name in bold; nothing is markup."""
    build(root, BuildRequest(jobs=1))
    page = _page(root)
    assert _texts(page, "h1") == ["Ada King"]
    assert _texts(page, ".aff") == ["Professor"]
    assert _texts(page, "main h2") == ["Education", "Publications", "Skills"]
    assert _texts(page, "dt") == ["2011–2015", ""]
    assert _texts(page, "dd p")[0] == "PhD, ETH"
    assert [link.attributes["href"] for link in page.css("dd a")] == ["/ice/assets/ice.pdf"]
    assert _texts(page, "dd strong") == ["PhD", "Skating < falling & so on", "bold"]
    assert _texts(page, ".cv-papers li b") == ["King, A."]
    assert len(page.css(".cv-papers li")) == len(page.css(".cv-papers math")) == 1
    assert [link.attributes["href"] for link in page.css(".buttons a")] == ["/ice/cv/cv.pdf"]
    assert "/ice/cv/" in [link.attributes["href"] for link in _page(root, "index.html").css("nav a")]
    assert "https://example.org/ice/cv/" in (root / "output" / "sitemap.xml").read_text(encoding="utf-8")


def test_it_follows_every_edit(root: Path, compiler: list[str]) -> None:
    """An edit of the file, of a paper or of the person is on the page and in the PDF, as in a first build."""
    build(root, BuildRequest(jobs=1))
    before = len(compiler)
    build(root, BuildRequest(jobs=1))
    assert len(compiler) == before
    _write(root, "papers/melt.yaml", FILES["papers/melt.yaml"].replace("Winters", "Summers"))
    _write(root, "cv.yaml", FILES["cv.yaml"].replace("2015", "2016"))
    _write(root, "authors/ada.yaml", "name: Ada King\nposition: Dean\n")
    build(root, BuildRequest(jobs=1))
    page = _page(root)
    assert _texts(page, ".aff") == ["Dean"]
    assert _texts(page, "dt")[0] == "2011–2016"
    assert "Summers" in _texts(page, ".cv-papers li")[0]
    assert b"Summers" in (root / "output" / "cv" / "cv.pdf").read_bytes()
    warm = _files(root / "output")
    for jobs in (1, 2):
        build(root, BuildRequest(jobs=jobs, output=root / f"cold{jobs}", clean=True))
        assert _files(root / f"cold{jobs}") == warm
    (root / "content" / "cv.yaml").unlink()
    build(root, BuildRequest(jobs=1))
    assert not (root / "output" / "cv").exists()
    assert "/ice/cv/" not in [link.attributes["href"] for link in _page(root, "index.html").css("nav a")]


def test_without_typst(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing makes a PDF none is offered."""
    monkeypatch.setattr(typst, "version", lambda: "")
    build(root, BuildRequest(jobs=1))
    assert _page(root).css(".buttons") == []
    assert not (root / "output" / "cv" / "cv.pdf").exists()


def test_of_a_lab(root: Path) -> None:
    """Where nobody owns the site it is the lab's, with the papers of all."""
    _write(root, "site.yaml", "title: Ice Lab\nbase_url: https://example.org/ice/\nlanguage: de\n")
    build(root, BuildRequest(jobs=1))
    page = _page(root)
    assert _texts(page, "h1") == ["Ice Lab"]
    assert _texts(page, "main h2") == ["Ausbildung", "Publikationen", "Kenntnisse"]
    assert len(page.css(".cv-papers li")) == 2
    assert page.css(".cv-papers b") == []


def test_a_page_that_wants_the_same_address(root: Path) -> None:
    """A page of one's own with the slug `cv` is named beside the file."""
    _write(root, "pages/cv.md", "---\ntitle: My CV\n---\nText\n")
    with pytest.raises(SitegenError) as raised:
        build(root, BuildRequest(jobs=1))
    said = " ".join(map(str, raised.value.problems))
    assert "content/cv.yaml" in said
    assert "content/pages/cv.md" in said


def test_sites_without_one_know_nothing_of_it(root: Path) -> None:
    """No page, no entry of the menu, no style sheet on other pages."""
    (root / "content" / "cv.yaml").unlink()
    build(root, BuildRequest(jobs=1))
    assert not (root / "output" / "cv").exists()
    assert "cv" not in " ".join(link.attributes["href"] or "" for link in _page(root, "index.html").css("link, nav a"))
