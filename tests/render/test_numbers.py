"""Numbers that a site counts where its owner asks for them: citations, kinds of work, topics, who writes with whom."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.render.recipe import BuildRequest, build
from tests.making import write_site

EVERYTHING = "[citations, types, topics, coauthors]"
TOPICS = ("Leaves", "Stones", "Rivers")
TYPES = ("article", "book", "thesis", "report", "dataset")
NAMES = ("Bo Li", "Cy Moe", "Di Noe", "Ed Poe", "Fay Roe", "Guy Soe")


def write_numbers(root: Path, **config: str) -> Path:
    """Write a site of 24 papers in twelve years by Ada King, each with two of six others, cited 0, 3, 6 … times."""
    papers = {
        f"papers/p{number:02d}.yaml": (
            f"title: Paper {number}\nauthors: [Ada King, {NAMES[number % 6]}, {NAMES[(number + 1) % 6]}]\n"
            f"date: {2000 + number // 2}-02-03\ntype: {TYPES[number % 5]}\ntopics: [{TOPICS[number % 3]}]\n"
            f"citations: {{count: {3 * number}, source: OpenAlex, date: 2025-11-20}}\n"
        )
        for number in range(24)
    }
    write_site(root, {**papers, "authors/ada-king.yaml": "name: Ada King\n"}, owner="ada-king", **config)
    (root / "content/papers/first.yaml").unlink()
    return root


def _pages(root: Path, *paths: str) -> list[LexborHTMLParser]:
    build(root, BuildRequest(jobs=1))
    return [LexborHTMLParser((root / "output" / path / "index.html").read_bytes()) for path in paths]


def _first(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    node = page.css_first(selector)
    assert node is not None
    return node


def _words(page: LexborHTMLParser, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", node.text()).strip() for node in page.css(selector)]


def test_nothing_is_counted_unasked(tmp_path: Path) -> None:
    """Without `numbers` no list names a citation, no page an index, no drawing is made but that of years."""
    root = write_numbers(tmp_path)
    for page in _pages(root, "", "authors/ada-king", "papers", "browse"):
        assert "citation" not in _first(page, "body").text().lower()
        assert not page.css("[data-keys*='cited:'], .drawings, [name=order], .cited")
    assert not _pages(root, "")[0].css(".k0, link[href*=numbers]")


def test_citations_stand_in_rows_and_in_sum(tmp_path: Path) -> None:
    """Each row says its own with source and date, the person's page their sum, h-index and i10-index; none says 0."""
    home, papers = _pages(write_numbers(tmp_path, numbers="[citations]"), "", "papers")
    for page in (home, papers):
        assert _words(page, ".cites")[:2] == ["66 citations", "69 citations"]
        assert _first(page, ".cites").attributes["title"] == "OpenAlex, 20 Nov 2025"
        assert len(page.css(".cites")) == 23
        assert "cited:66" in (_first(page, ".paper").attributes["data-keys"] or "").split()
        assert len(page.css("[name=order]")) == 2
    assert _words(home, ".cited") == ["828 citations h-index 18 i10-index 20 OpenAlex, 20 Nov 2025"]


def test_what_is_drawn_is_said_as_well(tmp_path: Path) -> None:
    """Each drawing stands beside a table of the same, whose names lead to their pages."""
    home, browse = _pages(write_numbers(tmp_path, numbers=EVERYTHING), "", "browse")
    for page in (home, browse):
        tables = page.css(".drawings table")
        assert [_first(table, "caption").text() for table in tables] == ["Topics by year", "Who writes with whom"]
        assert [row.text(strip=True) for row in tables[0].css("tbody th")] == ["Leaves", "Rivers", "Stones"]
        assert _first(tables[0], "tbody a").attributes["href"] == "/topics/leaves/"
        assert {row.text(strip=True) for row in tables[1].css("tbody th")} == set(NAMES)
        assert "Bo Li" in tables[1].text()
        assert all(drawing.attributes["aria-hidden"] == "true" for drawing in page.css(".drawn svg"))
        assert all(link.attributes["tabindex"] == "-1" for link in page.css("svg[aria-hidden] a"))
    years = _first(browse, ".drawn.years table")
    assert [head.text() for head in years.css("thead th")] == [
        "Year",
        "Papers",
        "Article",
        "Book",
        "Report",
        "Other kinds",
    ]
    assert [cell.text() for cell in years.css("tbody tr:first-child > *")] == ["2011", "2", "0", "0", "1", "1"]
    assert not browse.css("a[href='/years/2005/'] + span"), "no list of years beside their drawing"
    assert len(home.css(".chart thead th")) == 6


def test_a_section_of_the_home_page_has_them(tmp_path: Path) -> None:
    """Where somebody chose sections, `numbers` holds what is counted, and nothing of it stands there twice."""
    root = write_numbers(tmp_path, numbers=EVERYTHING, sections="[about, papers, numbers]")
    (home,) = _pages(root, "")
    assert len(home.css(".cited")) == 1
    assert len(home.css(".drawings")) == 1
    assert not _first(home, ".hero").css(".cited")


def test_an_edit_of_a_count_is_seen(tmp_path: Path) -> None:
    """A new count changes the row and the sum."""
    root = write_numbers(tmp_path, numbers="[citations]")
    _pages(root, "")
    path = root / "content/papers/p23.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("count: 69", "count: 1069"), encoding="utf-8")
    (home,) = _pages(root, "")
    assert _words(home, ".cites")[1] == "1,069 citations"
    assert _words(home, ".cited")[0].startswith("1,828 citations")


def test_a_year_without_papers_leads_nowhere(tmp_path: Path) -> None:
    """Its place in the drawing stays empty; every link of the drawing leads to a page that is there."""
    root = write_numbers(tmp_path, numbers="[types]")
    for number in (8, 9):
        (root / f"content/papers/p{number:02d}.yaml").unlink()
    browse = _pages(root, "browse")[0]
    linked = [link.attributes["href"] or "" for link in browse.css(".drawn.years svg a")]
    assert linked == [f"/years/{2000 + number}/" for number in range(12) if number != 4]
    assert all((root / "output" / path.strip("/") / "index.html").is_file() for path in linked)
