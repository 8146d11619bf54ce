"""People on pages: other names, namesakes, with whom and where they published, and a long index."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from sitegen.site import letters
from tests.making import write_site

ONE, TWO = "0000-0002-1825-0097", "0000-0001-5109-3700"


def _paper(*authors: str, year: int = 2020, more: str = "") -> str:
    return f"title: P\nauthors: [{', '.join(authors)}]\ndate: {year}\n{more}"


def _read(root: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((root / "output" / path).read_text(encoding="utf-8"))


def _text(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of namesakes, and of somebody with two names."""
    papers = {
        f"papers/p{year}.yaml": _paper(
            "Ada King",
            f"{{name: Bo Li, orcid: {ONE}, affiliation: Oslo}}",
            "Ida Q. Moss" if year < 2003 else "Ida Moss",
            year=year,
            more=f"venue: Journal {year % 2}\ntopics: [ice, snow]\n",
        )
        for year in range(2001, 2007)
    }
    files = {
        **papers,
        "papers/q.yaml": _paper(f"{{name: Bo Li, orcid: {TWO}, affiliation: Bergen}}", "Ida Moss"),
        "authors/ida.yaml": "name: Ida Moss\nnames: [Ida Q. Moss]\nformerly: [Ida Frost]\n",
        "papers/r.yaml": _paper("Ida Frost", "Ada King"),
    }
    root = write_site(tmp_path, files)
    build(root, BuildRequest())
    return root


def test_namesakes_are_told_apart(site: Path) -> None:
    """On the page of each, in the index, among co-authors and behind every link on a paper."""
    (other,) = (path.name for path in (site / "output/authors").iterdir() if path.name.startswith("bo-li-"))
    page = _read(site, "authors/bo-li/index.html")
    assert _text(page, ".also") == ["Oslo. Not to be confused with Bo Li (Bergen)"]
    assert [link.attributes["href"] for link in page.css(".also a")] == [f"/authors/{other}/"]
    index = _read(site, "authors/index.html")
    assert [text for text in _text(index, ".names li") if "Li, Bo" in text] == ["Li, Bo Oslo 6", "Li, Bo Bergen 1"]
    assert "Bo Li Oslo 6 2001–2006" in _text(_read(site, "authors/ada-king/index.html"), ".names li")
    links = _read(site, "papers/q/index.html").css(".by a")
    assert [link.attributes.get("title") for link in links] == ["Bergen", None]


def test_other_names_are_shown_but_no_former_one(site: Path) -> None:
    """Under which names somebody's papers are found; what they gave up is nowhere."""
    assert _text(_read(site, "authors/ida/index.html"), ".also") == ["Also published as Ida Q. Moss"]
    assert not [path for path in (site / "output").rglob("*.html") if "Frost" in path.read_text(encoding="utf-8")]


def test_somebody_may_keep_other_names_to_themselves(site: Path) -> None:
    """`hide_names` is theirs to set."""
    file = site / "content/authors/ida.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "hide_names: true\n", encoding="utf-8")
    build(site, BuildRequest())
    assert _text(_read(site, "authors/ida/index.html"), ".also") == []


def test_with_whom_and_where(site: Path) -> None:
    """Co-authors with the years of what they wrote together; venues and topics with their numbers."""
    page = _read(site, "authors/ada-king/index.html")
    assert "Bo Li Oslo 6 2001–2006" in _text(page, ".names li")
    assert _text(page, "section[aria-labelledby=of-venues] li") == ["Journal 0 3", "Journal 1 3"]
    assert _text(page, "section[aria-labelledby=of-topics] li") == ["ice 6", "snow 6"]


def test_a_long_index_has_a_page_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index leads to the letters and shows those with most papers; each letter's page holds its people alone."""
    monkeypatch.setattr(letters, "LARGE", 3)
    root = write_site(tmp_path, {"papers/q.yaml": _paper("Ada King", "Bo Li", "\u0416ora \u0416uk", "Cy Kant")})
    build(root, BuildRequest(jobs=1))
    index = _read(root, "authors/index.html")
    assert [(link.text(), link.attributes["href"]) for link in index.css(".az a")] == [
        (letter, f"/authors/_{letter.lower()}/") for letter in "KLMZ"
    ]
    page = _read(root, "authors/_k/index.html")
    assert _text(page, ".names li") == ["Kant, Cy 1", "King, Ada 1"]
    assert _text(page, ".az a[aria-current]") == ["K"]
