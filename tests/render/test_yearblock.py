"""Lists of all papers, joined from the papers of each year."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from sitegen.incremental.ledger import BuiltFile
from sitegen.incremental.store import Store
from sitegen.outputs import search
from sitegen.render import fragments, page_context, yearblock
from sitegen.render.recipe import BuildRequest, build
from sitegen.render.stage import Stage
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


def test_the_terms_of_a_large_site_are_found_year_by_year(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is that of all papers at once; of an edit the terms of one year are looked for anew."""
    monkeypatch.setattr(search, "LARGE", 10)
    monkeypatch.setattr(yearblock, "SIZE", 3)
    asked: list[int] = []
    postings = search.postings

    def noted(items: Iterable[search.Item]) -> search.Postings:
        some = tuple(items)
        asked.append(len(some))
        return postings(some)

    for title in ("Work 2", "Naïve Müller-Maß 2"):
        paper = root / "content/papers/p2003-2.yaml"
        paper.write_text(paper.read_text(encoding="utf-8").replace("Work 2", title), encoding="utf-8")
        monkeypatch.setattr(search, "postings", noted)
        build(root, BuildRequest(jobs=1))
        monkeypatch.setattr(search, "postings", postings)
        files = {path: data.decode() for path, data in tree(root).items() if path.startswith("search/")}
        rows = json.loads(files["search/papers-0.json"])
        items = [(json.dumps(row[:-1], ensure_ascii=False), json.dumps(row[-1])) for row in rows]
        whole = dict(search.index(partial(tuple, items), len(items), large=0))
        terms = {"search/terms.json", "search/terms-0.json"}
        assert {path: files[path] for path in terms} == {path: whole[path] for path in terms}
    undated, years, no_items = [2], [1, 3] * len(YEARS), [0]
    assert sorted(asked) == sorted([*undated, *years, *no_items, 3, *no_items])


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of the built site."""
    output = root / "output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_a_long_list_is_written_in_pieces_and_is_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lists and exports hold of all papers is never one text: the largest written at once is that of a block."""
    formula = root / "content/papers/p2004-1.yaml"
    formula.write_text(formula.read_text(encoding="utf-8").replace("Work 1", "Work $x^2$"), encoding="utf-8")
    build(root, BuildRequest(jobs=1))
    whole = tree(root)
    written: dict[str, list[int]] = {}
    staged = Stage.put_pieces

    def noted(stage: Stage, path: str, pieces: Iterable[bytes]) -> BuiltFile:
        data = list(pieces)
        written[path] = [len(piece) for piece in data]
        return staged(stage, path, data)

    monkeypatch.setattr(yearblock, "SIZE", 3)
    monkeypatch.setattr(fragments, "AT_ONCE", 2)
    monkeypatch.setattr(fragments, "MANY", 2)
    monkeypatch.setattr(page_context, "PIECE", 1)
    monkeypatch.setattr(Stage, "put_pieces", noted)
    shutil.rmtree(root / ".sitegen")
    build(root, BuildRequest(jobs=1, clean=True))
    assert tree(root) == whole
    assert "maths" in (root / "output/papers/index.html").read_text(encoding="utf-8")
    assert {"papers/index.html", "years/2003/index.html", "papers.bib", "papers.json"} <= written.keys()
    for path in ("papers.bib", "papers.json", "papers.ris"):
        assert max(written[path]) < sum(written[path]) / 10  # of 26 papers no piece holds three
    rows = [whole["papers/index.html"].count(f"/papers/p{year}-".encode()) for year in YEARS]
    assert all(rows)
    assert len(written["papers/index.html"]) > 2 * len(YEARS)  # two blocks a year, and what stands between them


def test_a_new_paper_makes_another_block_of_the_newest_alone() -> None:
    """Papers of a year are counted from its oldest: those of full blocks stay together."""

    def named(count: int) -> dict[str, tuple[str, ...]]:
        papers = tuple(f"p{number}" for number in reversed(range(count)))
        site = SimpleNamespace(papers=(), years=(SimpleNamespace(slug="2001", papers=papers),))
        return {block.task: block.slugs for block in yearblock.blocks(site)}  # type: ignore[arg-type] # all it reads

    before, after = named(1200), named(1201)
    assert list(before) == ["block/2001/2", "block/2001/1", "block/2001/0"]
    assert [len(slugs) for slugs in before.values()] == [200, 500, 500]
    assert [task for task in after if after[task] != before[task]] == ["block/2001/2"]
