"""What is left to do in `content/`, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.check import future_dates
from sitegen.check.accessibility import accessibility
from sitegen.check.content import content
from tests.checking import reread, said, written
from tests.pulling import Stage, record

PAPER = "title: A title\nauthors: [Ada Lovelace]\ndate: 2020-01-02\nabstract: Words.\narxiv: 2001.00001\n"
PLACEHOLDER = "https://example.org/"


def test_a_well_kept_site_is_told_nothing(tmp_path: Path) -> None:
    """Content that lacks nothing has no findings."""
    seen = written(tmp_path, {"papers/first.yaml": PAPER})
    assert [*content(seen), *accessibility(seen)] == []


def test_conflicts_are_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that person and source both changed is told, with both values, until the person touches it."""
    stage = Stage(tmp_path, monkeypatch, {"openalex": "A1"})
    stage.said = {"openalex": [record("openalex", "W1", comments="4 pages")]}
    stage.pull()
    path = next((tmp_path / "content" / "papers").glob("*.yaml"))
    slug = path.stem
    path.write_text(path.read_text(encoding="utf-8").replace("4 pages", "Four pages"), encoding="utf-8")
    stage.said = {"openalex": [record("openalex", "W1", comments="5 pages")]}
    stage.pull()
    found = said(content(reread(tmp_path)))["conflict"]
    assert found.startswith(f"content/papers/{slug}.yaml:")
    assert 'comments: conflict since a pull: here "Four pages"; openalex (' in found
    assert '): "5 pages" [warning] yours stays; theirs, whole, is in content/.pulled/' in found
    path.write_text(path.read_text(encoding="utf-8").replace("Four pages", "5 pages, in two columns"), encoding="utf-8")
    assert "conflict" not in said(content(reread(tmp_path)))


def test_a_damaged_memory_of_pulls_is_told(tmp_path: Path) -> None:
    """A file of `.pulled/` that cannot be read is named."""
    found = said(content(written(tmp_path, {"papers/first.yaml": PAPER, ".pulled/first.yaml": "base: [\n"})))
    assert found["pulled"].startswith("content/.pulled/first.yaml:1:1: cannot be read")


def test_twins_are_found(tmp_path: Path) -> None:
    """One id in two files is a fault; one title and first author within three years is a question."""
    other = PAPER.replace("A title", "Another").replace("arxiv: 2001.00001", "arxiv: 2001.00001v2")
    found = said(content(written(tmp_path / "id", {"papers/first.yaml": PAPER, "papers/other.yaml": other})))
    assert found["twin"].startswith(
        "content/papers/other.yaml:5:8: arxiv: 2001.00001 is also the arXiv id of content/papers/first.yaml [warning]"
    )
    assert "aliases: [other]" in found["twin"]
    twin = PAPER.replace("arxiv: 2001.00001", "doi: 10.1234/abc").replace("A title", "A TITLE!").replace("2020", "2022")
    found = said(content(written(tmp_path / "title", {"papers/first.yaml": PAPER, "papers/other.yaml": twin})))
    assert found["twin"].startswith("content/papers/other.yaml:1:8: title: has the title and the first author of")
    later = twin.replace("2022", "2029")
    assert list(content(written(tmp_path / "late", {"papers/first.yaml": PAPER, "papers/other.yaml": later}))) == []


def test_a_twin_is_called_by_its_files_name(tmp_path: Path) -> None:
    """With the ending that it has; and a domain that only ends like a placeholder is somebody's."""
    files = {"papers/early.yml": PAPER, "papers/first.yaml": PAPER}
    found = list(content(written(tmp_path, files, base_url="https://myexample.org/")))
    hints = [one.problem.hint for one in found]
    assert hints == ["if so, keep one file, with aliases: [first] if it is early.yml, and delete the other"]


def test_ids_that_look_versioned_are_not_cut(tmp_path: Path) -> None:
    """An old arXiv id holds a v that is no version, and a book's papers share its ISBN."""
    one = PAPER.replace("2001.00001", "solv-int/9801001").replace("A title", "One")
    two = PAPER.replace("2001.00001", "solv-int/9801002").replace("A title", "Two")
    files = {
        "papers/first.yaml": one + "ids: {isbn: 9780306406157}\n",
        "papers/two.yaml": two + "ids: {isbn: 9780306406157}\n",
    }
    assert list(content(written(tmp_path, files))) == []


def test_what_a_visitor_misses_is_said(tmp_path: Path) -> None:
    """No abstract, no way to the text, an update before the first date; a talk needs none of it."""
    bare = "title: A title\nauthors: [Ada Lovelace]\ndate: 2020-05\nupdated: 2019-04\n"
    found = said(content(written(tmp_path / "a", {"papers/first.yaml": bare})))
    assert set(found) == {"abstract", "unreachable", "dates"}
    assert found["dates"].startswith(
        "content/papers/first.yaml:4:10: updated: lies before the date of first publication"
    )
    talk = "title: A title\nauthors: [Ada Lovelace]\ndate: 2020-05\nupdated: 2020-05-01\ntype: talk\n"
    assert list(content(written(tmp_path / "b", {"papers/first.yaml": talk}))) == []


def test_leftovers_are_found(tmp_path: Path) -> None:
    """Drafts, figures that no paper names, news of a hidden paper, the address that `sitegen new` wrote."""
    files = {
        "papers/first.yaml": PAPER + "hidden: true\n",
        "papers/draft.yaml": PAPER.replace("A title", "Soon").replace("00001", "00002") + "draft: true\n",
        "news.yaml": "- {date: 2020, text: Drafted, paper: draft}\n- {date: 2021, text: Out now, paper: first}\n",
        "figures/first/old.svg": "<svg/>",
    }
    found = said(content(written(tmp_path, files, base_url=PLACEHOLDER)))
    assert found["draft"].startswith(
        "content/papers/draft.yaml:6:8: draft: is a draft, so it is not published [suggestion]"
    )
    assert found["unused"].startswith("content/figures/first/old.svg: is named by no paper")
    assert found["news"].startswith('content/news.yaml:2:38: [1].paper: leads to "first", which is hidden')
    assert found["address"].startswith("content/site.yaml:2:11: base_url: https://example.org/ is nobody's address")
    assert "workflow" not in found["address"]


FIGURE = PAPER + "figures:\n  - {file: figures/first/a.svg, caption: Loss by size}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def test_figures_want_words(tmp_path: Path) -> None:
    """A figure without alt is a warning, with a drafted one a question; one that somebody described is well."""
    for alt, rule, place in (
        ("", "alt", "content/papers/first.yaml:7:5: figures[0]: figure 1 has no alt"),
        (
            ", alt: Loss by size, drafted: true",
            "drafted",
            "content/papers/first.yaml:7:61: figures[0].alt: the alt of figure 1",
        ),
        (", alt: The loss falls with size", "", ""),
    ):
        files = {"papers/first.yaml": FIGURE.replace("size}", f"size{alt}}}"), "figures/first/a.svg": SVG}
        found = said(accessibility(written(tmp_path / (rule or "well"), files)))
        assert list(found) == [rule] * bool(rule)
        assert not rule or found[rule].startswith(place)


def test_texts_are_read_as_a_screen_reader_does(tmp_path: Path) -> None:
    """A picture without words, a link that says "here", a heading two levels down: each at its line in the file."""
    page = "---\ntitle: About\n---\nSee [here](papers/).\n\n![](assets/a.svg)\n\n# One\n\n#### Three\n\n## Two\n"
    files = {
        "pages/about.md": page,
        "assets/a.svg": SVG,
        "papers/first.yaml": PAPER + "note: Code is [here](assets/a.svg).\n",
    }
    found = [f"{one.rule} {one.problem}" for one in accessibility(written(tmp_path, files))]
    assert [line[:60] for line in found] == [
        "alt content/pages/about.md:6:5: the picture assets/a.svg has",
        'link content/pages/about.md:4:12: a link says "here", and no',
        'heading content/pages/about.md:10:6: the heading "Three" is ',
        'link content/papers/first.yaml:6:22: note: a link says "here',
    ]


def test_good_texts_are_left_alone(tmp_path: Path) -> None:
    """Words for pictures, links that name the thing and headings in order are not mentioned."""
    page = "---\ntitle: About\n---\nSee [all papers](papers/).\n\n![A square](assets/a.svg)\n\n"
    page += "# One\n\n## Two\n\n# Three\n"
    files = {"pages/about.md": page, "assets/a.svg": SVG, "papers/first.yaml": PAPER}
    assert list(accessibility(written(tmp_path, files))) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("venue: ESWC 2023\n", "if it is, write type: inproceedings; if not, type: article"),
        ("venue: ESWC 2023\ntype: article\n", ""),
        ("venue: University of the North\n", "write type: thesis"),
        ("venue: Second Workshop on Tides\ntype: article\n", "write type: inproceedings"),
        ("venue: Second Workshop on Tides\n", ""),
        ("venue: Tides\n", ""),
    ],
)
def test_a_type_that_only_a_person_can_tell_is_proposed(tmp_path: Path, lines: str, told: str) -> None:
    """Where the venue's name may mean something else, or contradicts what is written."""
    found = said(content(written(tmp_path, {"papers/first.yaml": PAPER + lines})))
    assert told in found.get("type", "")
    assert bool(told) == ("type" in found)


def test_an_address_of_this_machine_is_told(tmp_path: Path) -> None:
    """Whoever previews the site and writes that address down publishes links that nobody can follow."""
    for host in ("localhost:8000", "127.0.0.1", "[::1]", "10.0.0.3", "laptop.local", "laptop"):
        found = said(content(written(tmp_path, {"papers/first.yaml": PAPER}, base_url=f"http://{host}/")))
        assert "is this machine, or one of its own network" in found["machine"], host
    assert "machine" not in said(content(written(tmp_path, {"papers/first.yaml": PAPER}, base_url="https://ada.test/")))


def test_a_pdf_that_is_none_is_an_error(tmp_path: Path) -> None:
    """At the line that names it, or at the file itself."""
    files = {
        "papers/first.yaml": PAPER + "links: {pdf: papers/first/first.pdf, slides: assets/good.pdf}\n",
        "papers/first/first.pdf": "<html>not found</html>",
        "assets/good.pdf": "%PDF-1.7",
        "assets/cv.PDF": "",
    }
    found = [one for one in content(written(tmp_path, files)) if one.rule == "pdf"]
    assert [(one.problem.place, one.problem.severity) for one in found] == [
        ("content/papers/first.yaml:6:14", "error"),
        ("content/assets/cv.PDF", "error"),
    ]


def test_a_date_far_ahead_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a year after the day of the check, on papers and in the news."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")  # 2020-01-01
    files = {
        "papers/first.yaml": PAPER,
        "papers/next.yaml": PAPER.replace("A title", "B").replace("00001", "00002").replace("2020-01-02", "2202-01-02"),
        "papers/soon.yaml": PAPER.replace("A title", "C").replace("00001", "00003").replace("2020-01-02", "2020-11"),
        "news.yaml": "- {date: 2120-01-01, text: Far}\n- {date: 2020-02-01, text: Near}\n",
    }
    subject = written(tmp_path, files)
    on_papers = [finding for paper in subject.papers for finding in future_dates.alone(subject, paper)]
    found = [finding.problem for finding in (*on_papers, *future_dates.across(subject))]
    assert [one.place for one in found] == ["content/papers/next.yaml:3:7", "content/news.yaml:1:10"]


@pytest.mark.parametrize(
    ("lines", "is_told"),
    [
        ("status: submitted\ndoi: 10.1234/abc\n", True),
        ("status: submitted\nvenue: {name: Tides, pages: 1-9}\n", True),
        ("status: submitted\nvenue: Tides\n", False),
        ("status: accepted\ndoi: 10.1234/abc\n", False),
    ],
)
def test_what_has_appeared_is_not_in_preparation(tmp_path: Path, lines: str, *, is_told: bool) -> None:
    """A status that a DOI, a volume or pages contradict is named."""
    assert ("status" in said(content(written(tmp_path, {"papers/first.yaml": PAPER + lines})))) == is_told


@pytest.mark.parametrize(
    ("venue", "hint"),
    [
        ("Submitted to Tides", "write status: submitted, and venue: Tides"),
        ("under review", "write status: submitted, and delete this"),
        ("To appear in the Journal of Tides", "write status: accepted, and venue: Journal of Tides"),
        ("In press", "write status: accepted, and delete this"),
        ("In preparation", "write status: in preparation, and delete this"),
        ("Accepted at NeurIPS 2031", "write status: accepted, and venue: NeurIPS 2031"),
        ("Accepted Manuscripts of Tides", ""),
    ],
)
def test_a_state_in_place_of_a_venue_is_named(tmp_path: Path, venue: str, hint: str) -> None:
    """People write it there from habit; it is a field of its own."""
    found = said(content(written(tmp_path, {"papers/first.yaml": PAPER + f"venue: {venue}\n"})))
    assert hint in found.get("status", "")
    assert bool(hint) == ("status" in found)
