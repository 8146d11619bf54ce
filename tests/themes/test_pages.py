"""What the pages of the themes say, told from their markup: the chart's table, edits, people and alumni of a lab."""

import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as Page
from selectolax.lexbor import LexborNode as Node

from tests.conftest import CHECKOUT, Run
from tests.making import write_site

SITES = CHECKOUT / "tests" / "browser" / "sites"
REPOSITORY = "https://github.com/example/lab/edit/main/content/"


def _built(sitegen: Run, folder: Path, *layers: str, settings: str = "") -> Path:
    for layer in layers:
        shutil.copytree(SITES / layer, folder, dirs_exist_ok=True)
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as site:
        site.write(settings)
    built = sitegen("build", cwd=folder)
    assert built.returncode == 0, built.stderr
    return folder / "output"


def _page(output: Path, path: str) -> Page:
    return Page((output / path / "index.html").read_text(encoding="utf-8"))


def _first(within: Page | Node, selector: str) -> Node:
    found = within.css_first(selector)
    assert found is not None, f"no {selector}"
    return found


def test_the_chart_is_a_table_for_who_does_not_see_it(sitegen: Run, tmp_path: Path) -> None:
    """Every year from the first to the last has a row with its count; the bars are hidden, and out of the Tab order."""
    chart = _first(_page(_built(sitegen, tmp_path, "crammed"), ""), "figure.chart")
    rows = [(_first(row, "th").text(), _first(row, "td").text()) for row in chart.css("tbody tr")]
    assert rows == [("2019", "1"), ("2020", "0"), ("2021", "1"), ("2022", "1"), ("2023", "1"), ("2024", "1")]
    assert _first(chart, "caption").text() == "Papers per year"
    assert {link.attributes["href"] for link in chart.css("tbody a")} == {f"#y{year}" for year, n in rows if n != "0"}
    bars = _first(chart, "svg")
    assert bars.attributes["aria-hidden"] == "true"
    assert {link.attributes["tabindex"] for link in bars.css("a")} == {"-1"}


@pytest.mark.parametrize("theme", ["folio", "classic", "lab"])
def test_pages_suggest_an_edit_of_their_file(sitegen: Run, tmp_path: Path, theme: str) -> None:
    """Where the repository is known, what has a file of its own leads to the page that edits it."""
    output = _built(sitegen, tmp_path, "crammed", "lab", settings=f"theme: {theme}\n")
    files = {
        "papers/figures": "papers/figures.yaml",
        "authors/ada": "authors/ada.yaml",
        "teaching": "pages/teaching.md",
    }
    for path, file in files.items():
        assert [link.attributes["href"] for link in _page(output, path).css('a[href*="/edit/"]')] == [REPOSITORY + file]
    for path in ("", "papers", "years/2024", "authors/person-number3"):
        assert not _page(output, path).css('a[href*="/edit/"]')


@pytest.mark.parametrize("theme", ["folio", "lab", "classic"])
def test_a_paper_names_each_institution_once(sitegen: Run, tmp_path: Path, theme: str) -> None:
    """In the order of the authors, each in its own direction, the fourth and later ones folded."""
    people = "".join(
        f"- {{name: Person {letter}, affiliation: ['Town {number % 5}', 'جامعة']}}\n"
        for number, letter in enumerate("ABCDEFGH")
    )
    paper = f"title: First\nauthors:\n- Ada King\n{people}date: 2020\n"
    write_site(
        tmp_path,
        {"papers/first.yaml": paper, "papers/other.yaml": "title: Other\nauthors: [Ada King]\ndate: 2020\n"},
        theme=theme,
    )
    assert sitegen("build", cwd=tmp_path).returncode == 0
    facts = _first(_page(tmp_path / "output", "papers/first"), ".facts")
    assert [one.text() for one in facts.css("dd > ul bdi")] == ["Town 0", "جامعة", "Town 1"]
    assert [one.text() for one in facts.css("details bdi")] == ["Town 2", "Town 3", "Town 4"]
    assert _first(facts, "summary").text() == "+3 more"
    assert "Affiliations" not in (tmp_path / "output/papers/other/index.html").read_text(encoding="utf-8")


def test_a_title_of_the_selected_ends_in_one_stop(sitegen: Run, tmp_path: Path) -> None:
    """The theme classic sets a full stop behind it, unless it ends in a mark of its own."""
    form = "title: {}\nauthors: [Ada King]\ndate: 2020-01-0{}\nselected: true\nvenue: Letters\n"
    papers = {
        f"papers/p{day}.yaml": form.format(said, day) for day, said in enumerate(("Why?", "Because", "終わり。"), 1)
    }
    write_site(tmp_path, papers, theme="classic")
    assert sitegen("build", cwd=tmp_path).returncode == 0
    said = [re.sub(r"\s+", " ", one.text()) for one in _page(tmp_path / "output", "").css(".chosen li")]
    assert [one.partition(" Letters")[0] for one in said] == ["終わり。", "Because.", "Why?"]


@pytest.mark.parametrize("theme", ["folio", "lab", "classic"])
def test_a_lab_has_its_people_by_group_and_its_alumni_apart(sitegen: Run, tmp_path: Path, theme: str) -> None:
    """The head of the lab first; who has left stands in a list of their own, with the years."""
    home = _page(_built(sitegen, tmp_path, "crammed", "lab", settings=f"theme: {theme}\n"), "")
    groups = [_first(section, "h2").text() for section in home.css(".groups > section")]
    assert groups == ["PI", "Postdocs"]
    assert [name.text() for name in home.css(".groups h3")] == ["Ada Example", "Ben Nobody"]
    alumni = [re.sub(r"\s+", " ", one.text()).strip() for one in home.css("ul.alumni li")]
    assert alumni == ["Cleo Gone PhD student, 2014–2018", "Dan Earlier"]
    assert home.css('section[aria-labelledby="papers"] li.paper')
