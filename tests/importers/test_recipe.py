"""What becomes of a site when files are imported into it, once and again."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from sitegen.content import files
from sitegen.errors import SitegenError
from sitegen.importers.report import lines, loss_report
from tests.importers.bringing import Desk


def entry(key: str = "tide20", title: str = "Tides of Mars", kind: str = "article", **fields: str) -> str:
    """A BibTeX entry."""
    values = {"author": "Doe, Jane and Roe, Kim", "year": "2020", "journal": "Journal of Tides", **fields}
    body = "".join(f",\n  {name} = {{{value}}}" for name, value in {"title": title, **values}.items() if value)
    return f"@{kind}{{{key}{body}\n}}\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A site without papers, and a folder beside it."""
    return Desk(tmp_path)


def test_an_edited_title_is_no_second_paper(desk: Desk) -> None:
    """Without any identifier the key ties an entry to its paper, as long as title or authors are alike."""
    desk.bib(entry())
    desk.bib(entry(title="Tides on Mars, and why"), name="another-name.bib")
    assert desk.only()["title"] == "Tides on Mars, and why"


def test_one_key_on_two_works_is_two_papers(desk: Desk) -> None:
    """In one file and in two; importing again changes nothing."""
    text = entry() + entry(title="Storms of Venus", author="Poe, Lee")
    desk.bib(text)
    desk.bib(entry(title="A third thing altogether", author="Moe, Sue"), name="more.bib")
    before = desk.files()
    assert len(desk.papers()) == 3
    desk.bib(text)
    assert desk.files() == before


def test_a_key_is_one_papers_alone(desk: Desk) -> None:
    """The first of two works has the key of both, in whatever case; the loss of the other is named, each time."""
    text = entry("tide") + entry("Tide", title="Storms of Venus", author="Poe, Lee", doi="10.1000/venus")
    report = desk.bib(text)
    assert {data["title"]: data.get("bibtex") for data in desk.papers().values()} == {
        "Tides of Mars": {"key": "tide"},
        "Storms of Venus": None,
    }
    assert [(loss.line, loss.field, loss.value) for loss in report.losses] == [(7, "key", "Tide")]
    before = desk.files()
    assert desk.bib(text).losses == report.losses
    assert desk.files() == before
    desk.bib(entry("TIDE", title="Clouds of Jupiter", author="Roe, Kim"), name="others.bib")
    assert "bibtex" not in next(data for data in desk.papers().values() if data["title"].startswith("Clouds"))


def test_the_same_work_twice_is_one_paper_with_the_better_of_both(desk: Desk) -> None:
    """A preprint and its publication: the venue and year of the one, the arXiv id of the other, names spelled out."""
    preprint = entry("tide19", kind="misc", author="Doe, J. and Roe, K.", journal="", year="2019", eprint="1901.00001")
    report = desk.bib(preprint + entry(doi="10.1234/tides", abstract="Wet."))
    assert desk.only() == {
        "title": "Tides of Mars",
        "authors": ["Jane Doe", "Kim Roe"],
        "date": "2020",
        "type": "article",
        "venue": {"name": "Journal of Tides"},
        "abstract": "Wet.",
        "arxiv": "1901.00001",
        "doi": "10.1234/tides",
        "bibtex": {"key": "tide19"},
    }
    assert [(loss.field, loss.value) for loss in report.losses] == [("key", "tide20")]


def test_a_paper_of_a_conference_and_its_article_are_two(desk: Desk) -> None:
    """Two publications of one title stay two, also when the second comes in a second file."""
    talk = entry("tide18", kind="inproceedings", journal="", booktitle="Proceedings of the Tide Conference")
    desk.bib(talk + entry())
    desk.bib(entry("t", journal="Annals of Water", year="2021"), name="more.bib")
    assert sorted(paper["venue"]["name"] for paper in desk.papers().values()) == [
        "Annals of Water",
        "Journal of Tides",
        "Proceedings of the Tide Conference",
    ]


def test_one_identifier_on_two_titles_is_two_papers_and_a_warning(desk: Desk) -> None:
    """The first keeps it; it is told of the second, and kept there under `extra`; so it is again the next time."""
    text = entry(doi="10.1234/x") + entry("storm", "Storms of Venus", doi="10.1234/x")
    report = desk.bib(text)
    papers = desk.papers()
    assert [paper.get("doi") for paper in papers.values()].count("10.1234/x") == 1
    assert [problem.line for problem in report.problems] == [8]
    assert '"10.1234/x" stands on another paper too' in report.problems[0].sentence
    assert papers["2020-doe-storms-venus"]["extra"] == {"doi": "10.1234/x"}
    before = desk.files()
    desk.bib(text)
    assert desk.files() == before


def test_what_a_hand_wrote_is_never_lost(desk: Desk) -> None:
    """A paper that is there takes what it lacks; what both say differently is a conflict, and the hand's stays."""
    path = desk.root / "content" / "papers" / "mine.yaml"
    path.write_text("title: Tides of Mars\nauthors: [Jane Doe, Kim Roe]   # both\ndate: 2021\ndoi: 10.1234/tides\n")
    report = desk.bib(entry(doi="10.1234/tides"))
    assert [(one.file, one.conflict.field) for one in report.conflicts] == [("content/papers/mine.yaml", "date")]
    assert desk.only()["date"] == "2021"
    assert desk.only()["venue"] == {"name": "Journal of Tides"}
    assert "[Jane Doe, Kim Roe]   # both" in path.read_text()


def test_a_deleted_paper_stays_away(desk: Desk) -> None:
    """It is told."""
    desk.bib(entry())
    (path,) = (desk.root / "content" / "papers").glob("*.yaml")
    path.unlink()
    report = desk.bib(entry())
    assert not desk.papers()
    assert "2020-doe-tides-mars.yaml was deleted by hand" in report.left_out[0]
    assert report.left_out[0].endswith("stays away until `sitegen pull --accept 2020-doe-tides-mars`")


def test_an_entry_without_a_year_is_a_draft_until_it_has_one(desk: Desk) -> None:
    """Nothing is lost, nothing wrong is shown, and a year in the list makes a paper of it."""
    report = desk.bib(entry(key="tide", year=""))
    assert desk.only()["draft"] == "true"
    assert "it has no year" in str(report.problems[0])
    desk.bib(entry(key="tide"))
    paper = desk.only()
    assert (paper["date"], paper["status"], paper["draft"]) == ("2020", "published", "false")


def test_what_lacks_a_title_or_authors_is_named(desk: Desk) -> None:
    """By file and line; the rest arrives."""
    report = desk.bib(entry("a", author="") + entry("b", title="") + entry())
    assert len(desk.papers()) == 1
    assert [str(problem).partition("papers.bib:")[2] for problem in report.problems] == [
        "1: a: it has no authors, so it is left out",
        "6: b: it has no title, so it is left out",
    ]


def test_a_trial_writes_nothing(desk: Desk) -> None:
    """It says what would be."""
    before = desk.files()
    report = desk.bring(desk.put("x.bib", entry()), is_trial=True)
    assert [added.file for added in report.added] == ["content/papers/2020-doe-tides-mars.yaml"]
    assert desk.files() == before


def test_files_beside_the_list_are_copied_and_others_are_told(desk: Desk) -> None:
    """A PDF below its folder becomes a link; what is missing, absolute, outside or a link that leads out does not."""
    desk.put("papers/Tides of Mars.pdf", b"%PDF-1.4")
    secret = desk.folder.parent / "secret.pdf"
    secret.write_bytes(b"%PDF-1.4 secret")
    (desk.folder / "out.pdf").symlink_to(secret)
    named = ["papers/Tides of Mars.pdf", "gone.pdf", "../secret.pdf", "out.pdf", str(secret)]
    field = ";".join(f":{path}:PDF" for path in named)
    report = desk.bib(entry(file=field))
    assert desk.only()["links"] == {"pdf": "assets/papers/tides-of-mars.pdf"}
    assert (desk.root / "content/assets/papers/tides-of-mars.pdf").read_bytes() == b"%PDF-1.4"
    assert {loss.value for loss in report.losses} == set(named[1:])
    assert b"secret" not in b"".join(content for content, _ in desk.files().values())
    before = desk.files()
    desk.bib(entry(file=field))
    assert desk.files() == before


def test_a_copy_that_a_hand_changed_stays(desk: Desk) -> None:
    """One that nobody touched follows its origin."""
    pdf = desk.put("a.pdf", b"one")
    copy = desk.root / "content" / "assets" / "a.pdf"
    desk.bib(entry(file=":a.pdf:PDF"))
    pdf.write_bytes(b"two")
    desk.bib(entry(file=":a.pdf:PDF"))
    assert copy.read_bytes() == b"two"
    copy.write_bytes(b"by hand")
    pdf.write_bytes(b"three")
    report = desk.bib(entry(file=":a.pdf:PDF"))
    assert copy.read_bytes() == b"by hand"
    assert any(problem.file == "content/assets/a.pdf" for problem in report.problems)


ENCODED = {
    "utf-8-sig": False,
    "utf-16": False,
    "latin-1": True,
    "cp1252": True,
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_every_encoding_is_read_and_a_guess_is_told(desk: Desk, encoding: str) -> None:
    """Byte order marks are known; what is no UTF-8 is read as Windows-1252, with a warning at the line."""
    report = desk.bib(entry(author="Müller, Zoë").replace("\n", "\r\n").encode(encoding))
    assert desk.only()["authors"] == ["Zoë Müller"]
    assert [problem.line for problem in report.problems if "not UTF-8" in problem.sentence] == [3] * ENCODED[encoding]


def test_a_list_copied_together_from_two_encodings_is_read_line_by_line(desk: Desk) -> None:
    """One line in Windows-1252 does not spoil the others."""
    text = entry(author="Müller, Zoë").encode() + entry("b", "Storms of Venus", author="Šimek, José").encode("cp1252")
    report = desk.bib(text)
    assert sorted(paper["authors"][0] for paper in desk.papers().values()) == ["José Šimek", "Zoë Müller"]
    assert [problem.line for problem in report.problems] == [9]


def test_what_is_no_file_or_far_too_large_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one line, and nothing is written."""
    before = desk.files()
    huge = desk.folder / "huge.bib"
    with huge.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    os.mkfifo(desk.folder / "pipe.bib")
    for path in (huge, desk.folder / "pipe.bib", desk.put("x.png", b"\x89PNG")):
        with pytest.raises(SitegenError):
            desk.bring(path)
    assert desk.files() == before


def test_a_folder_without_a_format_of_its_own_is_read_file_by_file(desk: Desk) -> None:
    """Every file of a known format in it, hidden ones and links that lead out left aside."""
    desk.put("a/one.bib", entry())
    desk.put("two.ris", "TY  - JOUR\nTI  - Storms of Venus\nAU  - Poe, Lee\nPY  - 2021\nER  -\n")
    desk.put(".hidden/three.bib", entry("h", "Hidden things of the sea"))
    report = desk.bring(desk.folder)
    assert len(desk.papers()) == 2
    assert [title for _, title, _ in report.sources] == ["BibTeX", "RIS"]


def test_a_loss_is_a_line(desk: Desk) -> None:
    """`FILE:LINE: field: value`, in order, with entries that could not be read."""
    report = desk.bib(entry(mood="blue\n  and green", zeal="much") + "@article{broken, nothing here}\n")
    lines = [line.rpartition("papers.bib:")[2] for line in loss_report(report).splitlines()]
    assert lines[:2] == ["6: mood: blue and green", "8: zeal: much"]
    assert lines[2].startswith("10: broken: ")


def test_entries_of_one_paper_are_counted_and_named(desk: Desk) -> None:
    """The summary accounts for all that was read; `-v` and the report say which entry went to which, again too."""
    text = entry("a") + entry("b", "Storms of Venus") + entry("a") + entry("c")
    for _ in range(2):
        report = desk.bib(text)
        told = list(lines(report))
        assert told[-1].text.endswith("; 4 papers read, 2 joined with another")
        assert "Joined with another entry (2): -v or --report FILE lists them" in [line.text for line in told]
        pairs = [(join.name, join.line, join.other_name, join.other_line) for join in report.joined]
        starts = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("@")]
        assert pairs == [("a", starts[2], "a", starts[0]), ("c", starts[3], "a", starts[0])]
        assert f"papers.bib:{starts[3]}: c: joined with a (line {starts[0]}), as content/papers/" in loss_report(report)
        everything = "\n".join(line.name + line.text for line in lines(report, everything=True))
        assert f"papers.bib:{starts[2]}: a with a (line {starts[0]})" in everything


@pytest.mark.parametrize("step", range(1, 9))
def test_wherever_a_run_ends_the_next_one_finishes(desk: Desk, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash before any write leaves every file whole; the same import then gives the same site as one without."""
    text = "".join(entry(f"k{number}", f"Tides of planet {word}") for number, word in enumerate("Mars Venus".split()))
    desk.put("a.pdf", b"%PDF")
    path = desk.put("papers.bib", text.replace("year =", "file = {:a.pdf:PDF}, year =", 1))
    real, count = files.write, 0

    def failing(target: Path, content: bytes) -> None:
        nonlocal count
        count += 1
        if count == step:
            raise KeyboardInterrupt
        real(target, content)

    monkeypatch.setattr(files, "write", failing)
    with contextlib.suppress(KeyboardInterrupt):
        desk.bring(path)
    monkeypatch.setattr(files, "write", real)
    desk.bring(path)
    assert [paper["bibtex"]["key"] for paper in desk.papers().values()] == ["k0", "k1"]
    before = desk.files()
    report = desk.bring(path)
    assert not [*report.added, *report.updated, *report.conflicts]
    assert desk.files() == before


def test_what_is_odd_in_a_folder_is_named(desk: Desk, tmp_path: Path) -> None:
    """A file whose name is no text, one that is a link out, a linked folder: left out, with a word; the rest comes."""
    desk.put("papers.bib", entry())
    with open(os.fsencode(desk.folder) + b"/p\xe9.bib", "wb") as file:
        file.write(entry("b").encode())
    with open(os.fsencode(desk.folder) + b"/p\xe9.jpg", "wb") as file:
        file.write(b"a picture, which nobody expects to be imported")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "others.bib").write_text(entry("c"))
    (desk.folder / "others.bib").symlink_to(outside / "others.bib")
    (desk.folder / "shared").symlink_to(outside)
    (desk.folder / "same").symlink_to(desk.folder)
    report = desk.bring(desk.folder)
    assert len(report.added) == 1
    assert {problem.file.rpartition("/")[2]: problem.sentence for problem in report.problems} == {
        "others.bib": "is a link that leads out of old/, so it is left out",
        "p\udce9.bib": "has a name that is no UTF-8 text or holds a control character, so it is left out",
        "same": "is a folder, so it is left out",
        "shared": "is a link that leads out of old/, so it is left out",
    }


def test_damaged_memories_are_named(desk: Desk) -> None:
    """What an import remembers of papers and of other files: the hand wins, and a person hears of both."""
    path = desk.put("papers.bib", entry())
    desk.bring(path)
    (paper,) = desk.papers()
    memory = desk.root / "content" / ".pulled"
    (memory / f"{paper}.yaml").write_text("<<<<<<< HEAD\n")
    (memory / "imported.yaml").write_text("values: 7\n")
    damaged = [problem for problem in desk.bring(path).problems if "could not be read" in problem.sentence]
    assert [problem.file for problem in damaged] == [
        f"content/.pulled/{paper}.yaml",
        "content/.pulled/imported.yaml",
    ]
    assert all(problem.severity == "warning" for problem in damaged)


def test_a_pull_and_an_import_live_together(desk: Desk) -> None:
    """What a source gave stays as it is when a list says it otherwise; the list adds what was not known."""
    past = desk.root / "content" / ".pulled" / "mine.yaml"
    past.parent.mkdir()
    past.write_text(
        "ids:\n  - arxiv:1901.00001\nfrom:\n  title: arxiv 2026-01-01\nbase:\n  title: Tides of Mars\n"
        "  arxiv: '1901.00001'\n"
    )
    (desk.root / "content" / "papers" / "mine.yaml").write_text(
        "title: Tides of Mars\nauthors: [Jane Doe]\ndate: 2019\narxiv: '1901.00001'\n"
    )
    desk.bib(entry(title="TIDES OF MARS", eprint="1901.00001", archiveprefix="arXiv", author="Doe, Jane", year="2019"))
    paper = desk.only()
    assert paper["title"] == "Tides of Mars"
    assert paper["venue"] == {"name": "Journal of Tides"}


def test_what_a_list_takes_back_goes(desk: Desk) -> None:
    """An author or a keyword that left the list leaves the paper; a list that breaks off takes nobody away."""
    desk.bib(entry(keywords="water, sand", author="Doe, Jane and Roe, Kim and Poe, Lee"))
    desk.bib(entry(keywords="water", author="Doe, Jane and others"))
    assert desk.only()["keywords"] == ["water"]
    assert desk.only()["authors"] == ["Jane Doe", "Kim Roe", "Lee Poe"]
    desk.bib(entry(keywords="water", author="Doe, Jane and Roe, Kim"))
    assert desk.only()["authors"] == ["Jane Doe", "Kim Roe"]


def test_attachments_of_zotero_come_along(desk: Desk) -> None:
    """A RIS file names PDFs in the folder beside it; a snapshot of a page is told."""
    desk.put("files/3/Tides.pdf", b"%PDF-1.4")
    desk.put("files/4/snapshot.html", b"<html>")
    record = "TY  - JOUR\nTI  - Tides\nAU  - Doe, Jane\nPY  - 2020\n"
    report = desk.bring(desk.put("x.ris", f"{record}L1  - files/3/Tides.pdf\nL2  - files/4/snapshot.html\nER  -\n"))
    assert desk.only()["links"] == {"pdf": "assets/files/3/tides.pdf"}
    assert [(loss.value, loss.reason) for loss in report.losses] == [("files/4/snapshot.html", "only a PDF is copied")]


@pytest.mark.parametrize("below", ["", "content", "content/papers", "content/papers/ice.yaml"])
def test_a_site_of_ours_needs_no_import(desk: Desk, below: str) -> None:
    """It is taken for no other kind of site: its files are to be copied, and nothing is written."""
    desk.put("theirs/content/site.yaml", "title: Theirs\n")
    desk.put("theirs/content/authors/ada.yaml", "name: Ada King\n")
    desk.put("theirs/content/papers/ice.yaml", "title: Ice\nauthors: [Ada King]\ndate: 2020\n")
    before = desk.files()
    with pytest.raises(SitegenError) as error:
        desk.bring(desk.folder / "theirs" / below)
    assert f"from {(desk.folder / 'theirs' / 'content').as_posix()}/ into content/" in (
        error.value.problems[0].hint or ""
    )
    assert desk.files() == before
