"""Lists of all papers, joined from the papers of each year."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sitegen.incremental.store import Store
from sitegen.render.recipe import BuildRequest, build
from tests.making import write_site

YEARS = range(2001, 2007)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of four papers in each of six years, each by somebody else, and of two without a date."""
    papers = {
        f"papers/p{year}-{number}.yaml": f"title: Work {number} of {year}\nauthors: [Ann B{year}{number}x]\n"
        f"date: {year}-0{number}-01\n"
        for year in YEARS
        for number in range(1, 5)
    }
    undated = {
        f"papers/new-{name}.yaml": f"title: New {name}\nauthors: [Zoe Q{name}]\nstatus: submitted\n"
        for name in ("a", "b")
    }
    write_site(tmp_path, {**papers, **undated}, feed="{limit: 3}")
    (tmp_path / "content/papers/first.yaml").unlink()
    return tmp_path


def test_what_holds_all_papers_has_them_newest_first_and_those_without_a_date_before(root: Path) -> None:
    """The list, the export and the search hold the same papers in one order."""
    build(root, BuildRequest())
    wanted = ["new-a", "new-b", *(f"p{year}-{number}" for year in reversed(YEARS) for number in (4, 3, 2, 1))]
    page = (root / "output/papers/index.html").read_text(encoding="utf-8")
    listed = re.findall(r'href="[^"]*?((?:p2\d+|new)-\w)/"', page)
    assert list(dict.fromkeys(listed)) == wanted
    exported = json.loads((root / "output/papers.json").read_text(encoding="utf-8"))
    assert [item["title"] for item in exported][:3] == ["New a", "New b", "Work 4 of 2006"]
    assert len(exported) == len(wanted)
    searched = json.loads((root / "output/search/papers.json").read_text(encoding="utf-8"))
    assert [row[0] for row in searched] == wanted


def test_an_edit_takes_no_paper_of_another_year_out_of_the_store(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of all papers are joined from years: of 26 papers only the four of one year."""
    build(root, BuildRequest())
    paper = root / "content/papers/p2003-2.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("Work 2", "Another work"), encoding="utf-8")
    taken: list[str] = []
    whole = Store.fragment

    def noted(store: Store, name: str, key: bytes) -> bytes:
        taken.append(name)
        return whole(store, name, key)

    monkeypatch.setattr(Store, "fragment", noted)
    build(root, BuildRequest())
    papers = {name.rpartition("/")[2] for name in taken if name.startswith("task papers/")}
    assert papers == {f"p2003-{number}" for number in range(1, 5)}
    for path in ("papers/index.html", "papers.bib", "years/2003/index.html", "search/papers.json"):
        assert "Another work of 2003" in (root / "output" / path).read_text(encoding="utf-8").replace("{", "")
