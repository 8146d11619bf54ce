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


def test_titles_of_people_are_no_part_of_their_names() -> None:
    """As on the pages and in the exports of a site."""
    assert people("Dr. Matthew A. Stern and Stern, Ida, PhD") == ["Matthew A. Stern", "Ida Stern"]


def test_an_address_without_its_scheme_is_a_link(desk: Desk) -> None:
    """As people copy it from a page; a work whose only place is an archive of preprints is one."""
    desk.bib("@misc{a, title={Ice}, author={Stern, Ida}, year=2001, url={osf.io/abcde}, publisher={OSF}}")
    assert desk.only()["links"] == {"data": "https://osf.io/abcde"}
    assert desk.only()["type"] == "preprint"


def test_an_old_number_of_arxiv_is_read_behind_its_words(desk: Desk) -> None:
    """`arXiv preprint physics/0004057`, as Google Scholar writes it; that it is at arXiv needs no other field then."""
    desk.bib(
        "@article{a, title={Ice}, author={Stern, Ida}, year=2000, journal={arXiv preprint physics/0004057}}\n"
        "@article{b, title={Fog}, author={Stern, Ida}, year=2019, journal={J. Fog}, archiveprefix={arXiv},"
        " url={http://arxiv.org/abs/1908.01401}}"
    )
    ice, fog = desk.papers().values()
    assert ice["arxiv"] == "physics/0004057"
    assert (fog["arxiv"], fog["bibtex"]) == ("1908.01401", {"key": "b"})


def test_a_work_that_appeared_is_not_under_review(desk: Desk) -> None:
    """Its preprint's entry says so of another journal."""
    who = "title={Ice of Mars and Dust}, author={Stern, Ida}, year=2026"
    desk.bib(
        f"@misc{{a, {who}, eprint={{2509.04094}}, archiveprefix={{arXiv}}, note={{9 pages. Under review}}}}\n"
        f"@inproceedings{{b, {who}, booktitle={{7th Ice Workshop}}}}"
    )
    assert desk.only()["venue"] == {"name": "7th Ice Workshop"}
    assert "status" not in desk.only()


def test_a_preprint_whose_number_is_another_ones_stays_at_arxiv(desk: Desk) -> None:
    """The number goes to `extra`, with its category."""
    number = "year=2021, journal={arXiv:2104.04184}, archiveprefix={arXiv}, primaryclass={cs.CV}"
    desk.bib(
        f"@article{{a, title={{Images of storms}}, author={{Stern, Ida}}, {number}}}\n"
        f"@article{{b, title={{A Fog Lexicon}}, author={{Moss, Kim}}, {number}}}"
    )
    others = [paper for paper in desk.papers().values() if "arxiv" not in paper]
    assert [paper["venue"] for paper in others] == [{"name": "arXiv"}] * len(others)
    assert {paper["extra"]["arxiv"] for paper in others} == {"2104.04184 [cs.CV]"}


@pytest.mark.parametrize(
    ("award", "label", "awards", "note"),
    [
        ("It is a **draft**! [Why](https://ice.example/why)", "draft", ["draft"],
         "It is a **draft**! [Why](https://ice.example/why)"),
        ("The jury of *five* said so. Twice.", "Best Paper", ["Best Paper"], "The jury of *five* said so. Twice."),
        ("Best Paper of the *Ice Days*", "Best Paper", ["Best Paper of the Ice Days"], None),
        ("Oral [top 2.5%]", "", ["Oral [top 2.5%]"], None),
        ("[Ice Medal](https://ice.example/medal)", "", ["Ice Medal"], "[Ice Medal](https://ice.example/medal)"),
    ],
)  # fmt: skip
def test_an_award_is_a_name_and_what_more_is_said_of_it(
    desk: Desk, award: str, label: str, awards: list[str], note: str | None
) -> None:
    """The short word is for the badge where the other is prose, which is Markdown among the paper's remarks."""
    named = f", award_name = {{{label}}}" if label else ""
    desk.bib(f"@article{{a, title={{Ice}}, author={{Doe, Jane}}, year=2020, award = {{{award}}}{named}}}\n")
    paper = desk.only()
    assert (paper["awards"], paper.get("note")) == (awards, note)
    assert "extra" not in paper
