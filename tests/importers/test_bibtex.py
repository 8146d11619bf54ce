"""BibTeX and BibLaTeX files, and what papers come of them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from sitegen.importers.people import people
from tests.importers.bringing import Desk

ENTRY = r"""@article{tide20,
  title = {Tides of {M}ars: {\"U}ber {\textquotedblleft}red{\textquotedblright} water},
  author = {Doe, Jane and Garc{\'i}a M{\'a}rquez, Ana and {Tide Consortium} and others},
  journal = {Journal of Tides}, volume = 3, number = {2}, pages = {11--20},
  year = 2020, month = mar # "~5", doi = {https://doi.org/10.1234/ABC}, mood = {blue}
}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A site without papers, and a folder beside it."""
    return Desk(tmp_path)


def test_an_entry_is_a_paper_in_clean_words(desk: Desk) -> None:
    """Title, people, date, venue, DOI and key of an entry stand in the paper's file as a person would type them."""
    report = desk.bib(ENTRY)
    assert [added.file for added in report.added] == ["content/papers/2020-doe-tides-mars.yaml"]
    assert desk.only() == {
        "title": "Tides of Mars: Über “red” water",
        "authors": ["Jane Doe", "García Márquez, Ana", "Tide Consortium", "others"],
        "date": "2020-03-05",
        "type": "article",
        "venue": {"name": "Journal of Tides", "volume": "3", "issue": "2", "pages": "11-20"},
        "doi": "10.1234/abc",
        "bibtex": {"key": "tide20"},
        "extra": {"mood": "blue"},
    }
    assert [str(loss).rpartition("papers.bib")[2] for loss in report.losses] == [":5: mood: blue"]


def test_a_second_import_writes_nothing(desk: Desk) -> None:
    """The same file again changes no file, time stamps included."""
    desk.bib(ENTRY)
    before = desk.files()
    report = desk.bib(ENTRY)
    assert not report.added
    assert not report.updated
    assert desk.files() == before


def test_an_edit_by_hand_and_one_in_the_list_are_both_there(desk: Desk) -> None:
    """What a person changed stays, and what changed in the file flows in."""
    desk.bib(ENTRY)
    (path,) = (desk.root / "content" / "papers").glob("*.yaml")
    path.write_text(path.read_text().replace("Tides of Mars", "Tides on Mars"))
    desk.bib(ENTRY.replace("11--20", "11--21"))
    paper = desk.only()
    assert paper["title"].startswith("Tides on Mars")
    assert paper["venue"]["pages"] == "11-21"


@pytest.mark.parametrize(
    ("field", "authors"),
    [
        (
            "family={Stern, und Sohn}, given=Ida, suffix=Jr",
            [{"given": "Ida", "family": "Stern, und Sohn", "suffix": "Jr"}],
        ),
        ("family=Stern, given={I., D.}, prefix=von", ["von Stern, I., D."]),
        ("Ida Stern, {Otto, Bo} Mond, Ute Tal", ["Ida Stern", "Otto, Bo Mond", "Ute Tal"]),
    ],
)
def test_commas_in_braces_part_nobody(field: str, authors: list[Any]) -> None:
    """Neither people nor the parts of a name in BibLaTeX's extended form."""
    assert people(field) == authors


def test_an_author_field_costs_no_more_than_its_length() -> None:
    """Commas, and parts of names, without end."""
    started = time.process_time()
    people("," * 200_000)
    people("family=a," * 20_000)
    people("a, " * 60_000 + "{b}")
    assert time.process_time() - started < 10


def test_a_joint_at_the_end_of_a_damaged_entry_is_no_end(desk: Desk) -> None:
    """`#` with nothing behind it, where the file is cut off."""
    desk.bib("@misc{a, author = {Ida Stern}, year = 2001, title = {Ice} #")
    assert desk.only()["title"] == "Ice"
