"""Paper files that a person can edit: lines of text, authors, and what stands where."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content import canonical, yamlfile
from sitegen.pull.line_breaks import in_lines
from sitegen.text import convert
from tests.pulling import Stage, record

LONG = (
    "We study engines that compute tables of numbers without any help from a person at the crank, as Mr. Babbage did. "
    "They are built of brass, e.g. of wheels and levers (see Fig. 3), and weave $x_1 + x_2 = \\frac{a b}{c d}$ as "
    "looms do. "
    "Is that enough? It is."
)


def test_lines_end_with_sentences() -> None:
    """A line ends where a sentence ends, else at a space; no formula and no abbreviation is broken."""
    assert in_lines(LONG).split("\n") == [
        "We study engines that compute tables of numbers without any help from a person at the crank, as",
        "Mr. Babbage did.",
        "They are built of brass, e.g. of wheels and levers (see Fig. 3), and weave",
        "$x_1 + x_2 = \\frac{a b}{c d}$ as looms do. Is that enough? It is.",
    ]
    assert " ".join(in_lines(LONG).split()) == LONG
    assert convert.abstract(in_lines(LONG))[0].plain.split() == convert.abstract(LONG)[0].plain.split()
    assert in_lines(in_lines(LONG)) == in_lines(LONG)


@pytest.mark.parametrize(
    "text",
    [
        "Short words.",
        "- " + "one item of a list that is longer than any line should be " * 3,
        "| a | table |\n|---|---|\n| 1 | " + "2 " * 80,
        "```\n" + "code " * 60 + "\n```",
        "$$" + " + ".join(["x"] * 60) + "$$",
        "already\nin\n" + "lines " * 40,
    ],
)
def test_what_is_laid_out_stays(text: str) -> None:
    """Lists, tables, code and what somebody broke already are left alone."""
    assert in_lines(text) == text


def test_no_line_begins_with_a_mark() -> None:
    """A dash, a number or a sign at the start of a line would mean something else than in the middle of one."""
    text = "Values of " + " - 3.5 + 4 # 5 1. a > b * c | d = e " * 12
    assert all(line[0].isalnum() for line in in_lines(text).split("\n"))
    assert not [line for line in in_lines(text).split("\n") if line.startswith("1.")]


def test_a_run_in_head_is_no_list() -> None:
    """A paragraph that begins with stars or a minus and no space is laid out like any other."""
    for start in ("**Aims.** ", "*Engines* ", "-3.5 "):
        assert len(in_lines(start + "We weave numbers as looms weave flowers. " * 4).split("\n")) > 1


def test_long_texts_are_read_quickly() -> None:
    """No text costs more than its length."""
    for pattern in ("$", "\\(", "[", "a. B", "`", "\\x{", "( "):
        assert in_lines(pattern * 4000)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A site whose person has an id at arXiv."""
    return Stage(tmp_path, monkeypatch, {"arxiv": "lovelace_a_1"})


def _authors(count: int) -> list[object]:
    return ["Ada Lovelace", *({"name": f"Boole {at}", "affiliations": ["Cork"]} for at in range(count))]


def test_a_new_file_reads_from_the_top(stage: Stage) -> None:
    """Each author has a line; of many, what one looks for first stands above them; formatting it changes nothing."""
    stage.said = {
        "arxiv": [
            record(
                "arxiv", "1", arxiv="2203.00001", abstract=LONG, authors=_authors(90), venue={"name": "Engines"},
                links={"pdf": "https://arxiv.org/pdf/2203.00001"}, versions=[{"version": "1", "date": "2022-03-01"}],
            ),
            record("arxiv", "2", arxiv="2203.00002", title="On looms", authors=_authors(2), venue={"name": "Engines"}),
        ]
    }  # fmt: skip
    stage.pull()
    text = stage.paper("2022-lovelace-engines").read_text(encoding="utf-8")
    keys = [line.partition(":")[0] for line in text.splitlines() if line[0].isalpha()]
    assert keys == ["title", "date", "versions", "venue", "abstract", "arxiv", "links", "authors"]
    assert "  - {name: Boole 7, affiliations: [Cork]}\n" in text
    assert "  - {version: 1, date: 2022-03-01}\n" in text.replace("'", "")
    assert "abstract: |-\n  We study engines" in text
    assert max(map(len, text.splitlines())) <= 100
    few = stage.paper("2022-lovelace-looms").read_text(encoding="utf-8")
    assert [line.partition(":")[0] for line in few.splitlines() if line[0].isalpha()][:2] == ["title", "authors"]
    for written in (text, few):
        assert canonical.canonical(yamlfile.parse(written, "content/papers/x.yaml"), "paper") == written


def test_a_later_pull_does_not_wrap_again(stage: Stage) -> None:
    """What is in lines, or in one, stays as it is until its words change; then only they do."""
    paper = record("arxiv", "1", arxiv="2203.00001", abstract=LONG)
    stage.said = {"arxiv": [paper]}
    stage.pull()
    past = stage.past("2022-lovelace-engines")
    file = stage.paper("2022-lovelace-engines")
    lines = in_lines(LONG).split("\n")
    block = "\n".join(f"  {line}" for line in lines)
    for path in (file, past):
        text = path.read_text(encoding="utf-8")
        indent = "" if path == file else "  "
        old = f"{indent}abstract: |-\n" + "\n".join(f"{indent}  {line}" for line in lines)
        assert old in text
        path.write_text(text.replace(old, f"{indent}abstract: |-\n{indent}  {LONG}"), encoding="utf-8")
    before = stage.files()
    assert not stage.pull("2026-02-01").updated
    assert stage.files() == before
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", abstract=LONG.replace("brass", "steel"))]}
    assert [one.fields for one in stage.pull("2026-02-02").updated] == [("abstract",)]
    assert block.replace("brass", "steel") in file.read_text(encoding="utf-8")


def test_an_edited_abstract_stays(stage: Stage) -> None:
    """A hand's own words and lines are kept, and are no conflict as long as the sources say what they said."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", abstract=LONG)]}
    stage.pull()
    file = stage.paper("2022-lovelace-engines")
    text = file.read_text(encoding="utf-8").replace("of brass", "of fine brass")
    file.write_text(text, encoding="utf-8")
    report = stage.pull("2026-02-01")
    assert (report.updated, report.conflicts) == ((), ())
    assert file.read_text(encoding="utf-8") == text


def test_an_author_who_gains_an_id_keeps_the_line(stage: Stage) -> None:
    """What changes in one author changes that line; comments and other lines stay."""
    ada = {"name": "Ada Lovelace", "affiliations": ["London"]}
    authors = [ada, "Charles Babbage"]
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", authors=authors)]}
    stage.pull()
    file = stage.paper("2022-lovelace-engines")
    text = file.read_text(encoding="utf-8").replace("  - Charles Babbage\n", "  - Charles Babbage  # a friend\n")
    file.write_text(text, encoding="utf-8")
    more = [{**ada, "orcid": "0000-0002-1825-0097"}, "Charles Babbage"]
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", authors=more)]}
    assert [one.fields for one in stage.pull("2026-02-01").updated] == [("authors",)]
    assert file.read_text(encoding="utf-8") == text.replace(
        "affiliations: [London]}", "affiliations: [London], orcid: 0000-0002-1825-0097}"
    )
