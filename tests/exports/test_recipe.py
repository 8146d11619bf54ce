"""`sitegen export`: which papers, in what order and groups, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.exports.recipe import FORMATS, ExportRequest, export
from sitegen.exports.selection import Selection
from sitegen.typeset import pandoc, styles

PAPERS = {
    "site.yaml": "title: Ice & Co\nbase_url: https://example.org/ice/\nowner: ada-king\n",
    "authors/ada-king.yaml": "name: Ada King\n",
    "papers/melt.yaml": (
        "title: Melt\nauthors: [Ada King, Bo Snow]\ndate: 2021-05\nvenue: Winters\ntopics: [Water, Ice]\n"
    ),
    "papers/frost.yaml": (
        "title: Frost\nauthors: [{name: Bo Snow, equal: true}, {name: Ada King, equal: true}]\ndate: 2019\n"
        "type: inproceedings\nvenue: Proc. Ice\nselected: true\ntopics: [Ice]\n"
    ),
    "papers/hail.yaml": "title: Hail\nauthors: [Bo Snow]\ndate: 2019\narxiv: 1901.00001\n",
    "papers/thaw.yaml": "title: Thaw\nauthors: [Ada King]\nstatus: submitted\n",
    "papers/secret.yaml": "title: Secret\nauthors: [Ada King]\ndate: 2020\nhidden: true\n",
    "papers/draft.yaml": "title: Draft\nauthors: [Ada King]\ndate: 2020\ndraft: true\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small site."""
    folder = tmp_path_factory.mktemp("site")
    for name, text in PAPERS.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _slugs(root: Path, selection: Selection) -> list[str]:
    rows = csv.DictReader(io.StringIO(export(root, ExportRequest("csv", selection)).data.decode()))
    return [row["slug"] for row in rows]


@pytest.mark.parametrize(
    ("selection", "slugs"),
    [
        (Selection(), "thaw melt frost hail"),
        (Selection(author="bo-snow"), "melt frost hail"),
        (Selection(selected=True), "frost"),
        (Selection(since=2020), "thaw melt"),
        (Selection(since=2019, until=2019), "frost hail"),
        (Selection(until=2021), "melt frost hail"),
        (Selection(types=("preprint", "inproceedings")), "frost hail"),
        (Selection(author="ada-king", since=2021, types=("inproceedings",)), ""),
        (Selection(group="type"), "thaw melt frost hail"),
        (Selection(group="topic"), "frost melt thaw hail"),
    ],
)
def test_papers_are_chosen_and_ordered(root: Path, selection: Selection, slugs: str) -> None:
    """Every option narrows the list, years are both included, drafts and hidden papers never stand in it."""
    assert _slugs(root, selection) == slugs.split()


def test_nobody_has_the_slug(root: Path) -> None:
    """An author that there is not is named, with the nearest there is."""
    with pytest.raises(SitegenError) as raised:
        export(root, ExportRequest("bibtex", Selection(author="ada-kong")))
    (problem,) = raised.value.problems
    assert (problem.field, problem.hint) == ("--author", "did you mean ada-king?")


def test_numbers_run_through_the_groups(root: Path) -> None:
    """A list in groups has one row of numbers; the owner stands in bold, equal contribution is marked and explained."""
    text = export(root, ExportRequest("markdown", Selection(group="year"), number=True)).data.decode()
    assert [line for line in text.splitlines() if line] == [
        "## Not yet published",
        "1. **King, A.** (n.d.). *Thaw* \\[Manuscript submitted for publication\\].",
        "## 2021",
        "2. **King, A.**, \\& Snow, B. (2021). Melt. *Winters*.",
        "## 2019",
        "3. Snow, B.\\*, \\& **King, A.**\\* (2019). Frost. *Proc. Ice*.",
        "4. Snow, B. (2019). *Hail* (arXiv:1901.00001). arXiv. <https://arxiv.org/abs/1901.00001>",
        "\\* Equal contribution",
    ]


def test_the_author_asked_for_stands_in_bold(root: Path) -> None:
    """With `--author` it is that person whose name is set apart, not the owner's."""
    text = export(
        root, ExportRequest("html", Selection(author="bo-snow", until=2019, types=("preprint",)))
    ).data.decode()
    assert text == (
        "<ul>\n<li><b>Snow, B.</b> (2019). <i>Hail</i> (arXiv:1901.00001). arXiv. "
        '<a href="https://arxiv.org/abs/1901.00001">https://arxiv.org/abs/1901.00001</a></li>\n</ul>\n'
    )


def test_documents_are_whole_and_fragments_are_not(root: Path) -> None:
    """`--document` gives what stands alone, under a title that says whose list it is."""
    for name, begin in (("html", "<!doctype html>"), ("latex", r"\documentclass"), ("typst", "#set document")):
        fragment, whole = (
            export(root, ExportRequest(name, document=document)).data.decode() for document in (False, True)
        )
        assert whole.startswith(begin)
        assert "Publications of Ada King" in whole
        assert begin not in fragment
        assert "Publications of" not in fragment


def test_an_empty_list_is_a_file_of_its_format(root: Path) -> None:
    """Where nothing was asked for that there is, the file is well-formed and empty."""
    nothing = Selection(since=2030, until=2031)
    texts = {facts.name: export(root, ExportRequest(facts.name, nothing)).data for facts in FORMATS[:3]}
    assert texts == {"bibtex": b"", "ris": b"", "csl-json": b"[]\n"}
    for facts in FORMATS:
        if facts.name in {"markdown", "html", "latex", "typst", "csv"}:
            made = export(root, ExportRequest(facts.name, nothing, document=True, number=True))
            assert made.papers == 0
            assert "Melt" not in made.data.decode()


def test_records_cite_the_pages_of_the_site(root: Path) -> None:
    """Keys and addresses are those that the site's own downloads have."""
    items = json.loads(export(root, ExportRequest("csl-json", Selection(selected=True))).data)
    assert [(item["id"], item["URL"]) for item in items] == [("snow2019frost", "https://example.org/ice/papers/frost/")]


@pytest.mark.skipif(pandoc.find() is None or not styles.is_there(), reason="pandoc 3 and its styles are not installed")
def test_in_another_style(root: Path) -> None:
    """A list in another style has one's own name in bold and marks of equal contribution too."""
    asked = ExportRequest("html", Selection(author="ada-king", since=2019, until=2021), style="ieee", number=True)
    assert export(root, asked).data.decode() == (
        "<ol>\n<li><b>A. King</b> and B. Snow, “Melt,” <i>Winters</i>, May 2021, Available: "
        '<a href="https://example.org/ice/papers/melt/">https://example.org/ice/papers/melt/</a></li>\n'
        "<li>B. Snow* and <b>A. King</b>*, “Frost,” in <i>Proc. Ice</i>, 2019. Available: "
        '<a href="https://example.org/ice/papers/frost/">https://example.org/ice/papers/frost/</a></li>\n'
        "</ol>\n<p>* Equal contribution</p>\n"
    )


def test_a_style_that_there_is_not(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the error has the command that installs it."""
    monkeypatch.setattr(styles, "_folder", lambda: None)
    with pytest.raises(SitegenError) as raised:
        export(root, ExportRequest("html", style="ieee"))
    assert raised.value.problems[0].hint == 'pip install "authorpages[styles]"'


def test_one_key_on_two_papers_is_told_apart(tmp_path: Path) -> None:
    """Readers of a file keep one paper a key: the second that was given a key by hand has a number behind it."""
    paper = "title: T{}\nauthors: [Ada King]\ndate: 202{}\nbibtex: {{key: article}}\n"
    files = {f"papers/p{number}.yaml": paper.format(number, number) for number in range(3)}
    for name, text in {"site.yaml": PAPERS["site.yaml"].replace("owner: ada-king\n", ""), **files}.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    items = json.loads(export(tmp_path, ExportRequest("csl-json")).data)
    keys = ["article", "article-2", "article-3"]
    assert [(item["id"], item["title"]) for item in items] == list(zip(keys, ("T2", "T1", "T0"), strict=True))
