"""States of a paper, editors and venues without a name, through loading, every format and the pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sitegen.cite import apa, bibtex, csljson, highwire, ris
from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.model import STATUSES, Authorship, Date, Paper, Venue
from sitegen.render.recipe import BuildRequest, build
from tests.making import paper, text, write_site

URL = "https://example.org/p/"


def _written(root: Path, **files: str) -> Paper:
    content, _ = load(write_site(root, {f"papers/{name}.yaml": text for name, text in files.items()}))
    return next(paper for paper in content.papers if paper.slug in files)


@pytest.mark.parametrize("status", [status for status, facts in STATUSES.items() if facts.is_unpublished])
def test_work_that_has_not_appeared_needs_no_date(tmp_path: Path, status: str) -> None:
    """No date is no error for it, and none is made up."""
    one = _written(tmp_path, tides=f"title: Tides\nauthors: [Ada Lovelace]\nstatus: {status}\n")
    assert not one.date
    assert one.date.iso == ""


@pytest.mark.parametrize("status", ["published", "accepted", "withdrawn"])
def test_work_that_has_appeared_needs_a_date(tmp_path: Path, status: str) -> None:
    """Its absence is an error, as without a status."""
    with pytest.raises(SitegenError) as failed:
        _written(tmp_path, tides=f"title: Tides\nauthors: [Ada Lovelace]\nstatus: {status}\n")
    assert [str(problem) for problem in failed.value.problems] == ["content/papers/tides.yaml:1:1: date: is missing"]


def test_a_volume_with_editors_needs_no_authors(tmp_path: Path) -> None:
    """Editors are written as authors are; one of the two lists has to stand."""
    one = _written(
        tmp_path, ice="title: Ice\neditors:\n- name: King, Ada\n  orcid: 0000-0002-1825-0097\n- Bo Snow\ndate: 2020\n"
    )
    assert [editor.name for editor in one.editors] == ["Ada King", "Bo Snow"]
    assert one.credited == one.editors
    with pytest.raises(SitegenError, match="authors: is missing"):
        _written(tmp_path, ice="title: Ice\neditors:\ndate: 2020\n")


def test_an_author_may_be_a_slug_alone(tmp_path: Path) -> None:
    """The name is then the one in the person's file, for editors too."""
    files = {
        "authors/ada.yaml": "name: Ada Lovelace\n",
        "papers/ice.yaml": "title: Ice\nauthors:\n- author: ada\neditors:\n- author: ada\ndate: 2020\n",
    }
    (one,) = (paper for paper in load(write_site(tmp_path, files))[0].papers if paper.slug == "ice")
    assert [person.name for person in (*one.authors, *one.editors)] == ["Ada Lovelace", "Ada Lovelace"]
    with pytest.raises(SitegenError, match=r"authors\[0\]\.name: is missing"):
        _written(tmp_path, tides="title: Tides\nauthors:\n- orcid: 0000-0002-1825-0097\ndate: 2020\n")


@pytest.mark.parametrize(("kind", "is_well"), [("book", True), ("thesis", True), ("report", True), ("article", False)])
def test_a_publisher_alone_is_a_venue_of_some_works(tmp_path: Path, kind: str, *, is_well: bool) -> None:
    """Books, theses and reports need no name there; a journal's article does."""
    venue_lines = "venue: {publisher: 'D{\\''\\i}az', place: Oslo}\n"
    said = f"title: Ice\nauthors: [Ada King]\ndate: 2020\ntype: {kind}\n{venue_lines}"
    if is_well:
        venue = _written(tmp_path, ice=said).venue
        assert venue is not None
        assert (venue.name.plain, venue.publisher, venue.place) == ("", "Díaz", "Oslo")
        return
    with pytest.raises(SitegenError, match=r"venue\.name: is missing"):
        _written(tmp_path, ice=said)


@pytest.mark.parametrize(
    ("status", "note", "reference"),
    [
        ("accepted", "In press", "King, A. (in press). Ice. <i>Winters</i>."),
        ("submitted", "Submitted", "King, A. (2020). <i>Ice</i> [Manuscript submitted for publication]."),
        ("in preparation", "In preparation", "King, A. (2020). <i>Ice</i> [Manuscript in preparation]."),
        ("withdrawn", "Withdrawn", "King, A. (2020). Ice [Withdrawn]. <i>Winters</i>."),
        ("retracted", "Retracted", "King, A. (2020). Ice [Retracted]. <i>Winters</i>."),
    ],
)
def test_a_state_is_cited_in_every_format(status: str, note: str, reference: str) -> None:
    """BibTeX and RIS note it, CSL-JSON has it as its status, the reference says it where the manual wants it."""
    one = paper("ice", "Ada King", title=text("Ice"), venue="Winters", status=status)
    assert note in re.findall(r"note = \{([^}.]*)", bibtex.entry(one, "k"))[0]
    assert f"N1  - {note}" in ris.record(one, URL)
    assert csljson.item(one, "k", URL)["status"] == note.lower()
    assert apa.reference(one).html == reference


def test_editors_reach_every_format() -> None:
    """They are editors there, and never authors."""
    one = paper(
        "ice", "Ada King", type="chapter", venue=Venue(name=text("All Ice")), editors=(Authorship(name="Bo Snow"),)
    )
    assert "editor = {Snow, Bo}" in bibtex.entry(one, "k")
    assert "A2  - Snow, Bo" in ris.record(one, URL)
    assert csljson.item(one, "k", URL)["editor"] == [{"family": "Snow", "given": "Bo"}]
    assert ("citation_editor", "Snow, Bo") in highwire.tags(one, abstract_url=URL, pdf_url=None)
    assert "In B. Snow (Ed.), <i>All Ice</i>" in apa.reference(one).html


def test_pages_show_what_has_not_appeared_and_who_edited(tmp_path: Path) -> None:
    """It stands first, under words instead of a year; no page, feed or file makes a date up; editors are so marked."""
    files = {
        "papers/tides.yaml": "title: Tides\nauthors: [Ada Lovelace]\nstatus: in preparation\n",
        "papers/ice.yaml": "title: Ice\neditors: [Ada Lovelace, Bo Snow]\ndate: 2019\ntype: book\n",
    }
    build(write_site(tmp_path, files), BuildRequest(jobs=1))
    papers = (tmp_path / "output/papers/index.html").read_text(encoding="utf-8")
    assert papers.index("Not yet published") < papers.index(">2020 ")
    assert "In preparation" in papers
    assert re.search(r"Bo Snow</a> \(eds\.\)", papers)
    assert "tides" not in (tmp_path / "output/feed.xml").read_text(encoding="utf-8")
    assert not (tmp_path / "output/years/0000").exists()
    for path in (tmp_path / "output").rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".bib", ".ris"}:
            assert "0000" not in re.sub(r"0000-000\d-", "", path.read_text(encoding="utf-8")), path
    page = (tmp_path / "output/papers/tides/index.html").read_text(encoding="utf-8")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    assert "datePublished" not in data
    assert "citation_publication_date" not in page


def test_what_has_no_date_is_the_newest() -> None:
    """It sorts after every day, as what will appear."""
    assert not Date(0)
    assert bool(Date(2020))
