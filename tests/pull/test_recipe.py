"""A pull from end to end, from made-up sources: what comes in, what changes, what survives."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.content import files
from sitegen.errors import SitegenError
from sitegen.merge.record import Record
from sitegen.render.recipe import BuildRequest, build
from sitegen.web.errors import SourceError
from tests.pulling import Stage, record

ENGINES = "2022-lovelace-engines"
OTHER = {"title": "Notes on weaving numbers", "date": "2021", "arxiv": "2101.00007"}
READ = files.read
DOWN = SourceError("s2", "down", "it is down")


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A site whose person has an id at arXiv and at Semantic Scholar."""
    return Stage(tmp_path, monkeypatch, {"arxiv": "lovelace_a_1", "s2": "11"})


def test_new_papers_come_in(stage: Stage) -> None:
    """Papers under a person's own id become files that build; a second pull, days later, writes nothing."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001"), record("arxiv", "2", **OTHER)]}
    report = stage.pull()
    assert stage.slugs() == ["2021-lovelace-notes-weaving-numbers", ENGINES]
    assert [one.title for one in report.added] == [OTHER["title"], "On engines: a study"]
    before = stage.files()
    again = stage.pull("2026-02-28")
    assert stage.files() == before
    assert not [*again.added, *again.updated, *again.problems]
    assert build(stage.root, BuildRequest()).papers == 2


def test_names_do_not_depend_on_who_answers_first(stage: Stage) -> None:
    """Two papers that want one name get it by date, whatever the order of the answers."""
    papers = [
        record("arxiv", "1", arxiv="2203.00001"),
        record("arxiv", "2", arxiv="2209.00001", date="2022-09-01", title="On engines: all that is known of them"),
    ]
    for order in (papers, papers[::-1]):
        stage.said = {"arxiv": list(order)}
        report = stage.pull(is_trial=True)
        assert [one.file for one in report.added] == [
            "content/papers/2022-lovelace-engines-all.yaml",
            f"content/papers/{ENGINES}.yaml",
        ]


def test_preprint_and_published_twin_are_one_file(stage: Stage) -> None:
    """Two sources that share no id but title, authors and year, give one paper, each what it knows best."""
    stage.said = {
        "arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages")],
        "s2": [record("s2", "x", title="On Engines: A Study", date="2023", doi="10.1234/abc", type="article")],
    }
    stage.pull()
    text = stage.paper(ENGINES).read_text()
    assert "doi: 10.1234/abc" in text
    assert "comments: 9 pages" in text
    assert "title: 'On engines: a study'" in text
    assert "date: 2022-03-01" in text


def test_a_hand_edit_survives(stage: Stage) -> None:
    """What a hand changed stays to the byte, what it did not touch follows; both changed is a conflict until edited."""
    paper = record("arxiv", "1", arxiv="2203.00001", comments="9 pages", links={"pdf": "https://a.example/1"})
    stage.said = {"arxiv": [paper]}
    stage.pull()
    path = stage.paper(ENGINES)
    path.write_bytes(
        path.read_bytes()
        .replace(b"title: 'On engines: a study'", b'title:   "Engines"   # mine')
        .replace(b"  pdf:", b"  # code too\n  code: https://b.example/\n  pdf:")
        .replace(b"date: 2022-03-01\n", b"\n# the day\ndate: 2022-03-01\n")
    )
    stage.said["arxiv"] = [
        record(
            "arxiv",
            "1",
            arxiv="2203.00001",
            title="Engines, again",
            comments="10 pages",
            links={"pdf": "https://a.example/2"},
        )
    ]
    before = path.read_bytes()
    report = stage.pull()
    expected = before.replace(b"9 pages", b"10 pages").replace(b"https://a.example/1", b"https://a.example/2")
    assert path.read_bytes() == expected
    assert [(one.conflict.field, one.conflict.theirs) for one in report.conflicts] == [("title", "Engines, again")]
    assert report.updated[0].fields == ("comments", "links.pdf")
    assert len(stage.pull().conflicts) == 1
    assert path.read_bytes() == expected
    path.write_bytes(expected.replace(b'"Engines"', b'"Engines!"'))
    assert not stage.pull().conflicts


def test_a_deleted_key_stays_deleted(stage: Stage) -> None:
    """A key that a hand took away does not come back, and is no conflict, whatever the source says next."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages")]}
    stage.pull()
    path = stage.paper(ENGINES)
    path.write_bytes(path.read_bytes().replace(b"comments: 9 pages\n", b""))
    stage.said["arxiv"] = [record("arxiv", "1", arxiv="2203.00001", comments="10 pages")]
    report = stage.pull()
    assert b"comments" not in path.read_bytes()
    assert not report.conflicts


@pytest.mark.parametrize("damage", ["gone", "empty", "noise", "half", "folder"])
def test_without_its_past_the_hand_wins(stage: Stage, damage: str) -> None:
    """With the record of the last pull gone or damaged nothing in the file changes; the next pull is as usual."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages")]}
    stage.pull()
    path = stage.paper(ENGINES)
    path.write_bytes(path.read_bytes().replace(b"comments: 9 pages\n", b"").replace(b"2022-03-01", b"2022"))
    before = path.read_bytes()
    past = stage.past(ENGINES)
    text = past.read_text()
    past.write_text({"noise": "<<<<<<< HEAD\n", "half": text[: len(text) // 2]}.get(damage, ""))
    if damage == "gone":
        past.unlink()
    if damage == "folder":
        shutil.rmtree(past.parent)
    stage.said["arxiv"] = [record("arxiv", "1", arxiv="2203.00001", comments="10 pages", license="MIT")]
    stage.pull()
    assert path.read_bytes() == before
    stage.said["arxiv"] = [record("arxiv", "1", arxiv="2203.00001", title="Engines", comments="11 pages")]
    stage.pull()
    assert path.read_bytes() == before.replace(b"title: 'On engines: a study'", b"title: Engines")


@pytest.mark.parametrize("name", ["authors/ada", ENGINES])
def test_a_past_that_the_machine_does_not_give_is_not_replaced(
    stage: Stage, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody could look at is not lost: the pull changes nothing, and the next one goes on from there."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages")]}
    stage.pull()
    past = stage.past(name)
    if not past.is_file():
        past.parent.mkdir(exist_ok=True)
        past.write_text("ids: []\nbase: {}\n")
    before = stage.files()
    stage.said["arxiv"] = [record("arxiv", "1", arxiv="2203.00001", comments="10 pages")]
    with monkeypatch.context() as patch:
        patch.setattr(files, "read", _unreadable(past))
        with pytest.raises(SitegenError, match=rf"{past.stem}\.yaml.*cannot be read \(Input/output error\)"):
            stage.pull()
    assert stage.files() == before
    stage.pull()
    assert b"comments: 10 pages\n" in stage.paper(ENGINES).read_bytes()


def test_a_person_that_the_machine_gives_once_alone_is_an_error(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their file is read twice; whichever of the two fails, it is named."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")]}
    person = stage.root / "content" / "authors" / "ada.yaml"
    for times in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(files, "read", _unreadable(person, after=times))
            with pytest.raises(SitegenError, match=r"content/authors/ada\.yaml: the file cannot be read"):
                stage.pull()
    stage.pull()


def _unreadable(path: Path, after: int = 0) -> Callable[[Path | str, int], bytes]:
    """Read files, but this one fails after some times."""
    times = iter(range(after))

    def read(asked: Path | str, most: int) -> bytes:
        if Path(asked) == path and next(times, None) is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(asked))
        return READ(asked, most)

    return read


def test_a_paper_written_by_hand_is_filled_in(stage: Stage) -> None:
    """A file that was never pulled gets what it lacks; what it says stays, and differs as a conflict."""
    stage.paper("mine").write_text("title: Engines\nauthors: [Ada Lovelace]\ndate: 2022 # or so\narxiv: 2203.00001\n")
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages")]}
    report = stage.pull()
    assert stage.slugs() == ["mine"]
    assert stage.paper("mine").read_text() == (
        "title: Engines\nauthors: [Ada Lovelace]\ndate: 2022 # or so\ncomments: 9 pages\narxiv: 2203.00001\n"
    )
    assert {one.conflict.field for one in report.conflicts} == {"title", "authors", "date"}


def test_a_source_that_fails_keeps_what_it_gave(stage: Stage) -> None:
    """What a failed source gave stays, no lower one takes its place, the others go on."""
    venue = {"venue": {"name": "J. Engines", "volume": "3"}}
    stage.said = {
        "s2": [record("s2", "x", arxiv="2203.00001", **venue)],
        "arxiv": [record("arxiv", "1", arxiv="2203.00001", venue={"name": "Somewhere"})],
    }
    stage.pull()
    before = stage.paper(ENGINES).read_bytes()
    assert b"J. Engines" in before
    stage.said["s2"] = DOWN
    news = record("arxiv", "1", arxiv="2203.00001", venue={"name": "Somewhere"}, comments="9 pages")
    stage.said["arxiv"] = [news]
    report = stage.pull()
    assert stage.paper(ENGINES).read_bytes() == before.replace(b"arxiv:", b"comments: 9 pages\narxiv:")
    assert [(one.source, one.sentence) for one in report.failures] == [("s2", "it is down")]


@pytest.mark.parametrize(
    "less", [[], [record("arxiv", "1", arxiv="2203.00001", authors=["Ada Lovelace"], keywords=["a"])]]
)
def test_less_of_an_answer_takes_nothing_away(stage: Stage, less: list[Record]) -> None:
    """A paper that is missing from an answer, a shorter list, a field without a value: nothing changes."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", keywords=["a", "b"], comments="9 pages")]}
    stage.pull()
    before = stage.files()
    stage.said["arxiv"] = less
    stage.pull()
    assert stage.files() == before


def test_a_renamed_file_keeps_its_past(stage: Stage) -> None:
    """A file that somebody renamed and moved is still that paper: no second one appears, deletions hold."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages")]}
    stage.pull()
    moved = stage.root / "content" / "papers" / "old" / "engines.yaml"
    moved.parent.mkdir()
    stage.paper(ENGINES).rename(moved)
    moved.write_bytes(moved.read_bytes().replace(b"comments: 9 pages\n", b""))
    before = moved.read_bytes()
    stage.pull()
    assert stage.slugs() == ["engines"]
    assert moved.read_bytes() == before


def test_a_trial_writes_nothing_at_all(stage: Stage) -> None:
    """`--dry-run` reports what would be, and touches no file and no folder of the site."""
    before = sorted(stage.root.rglob("*"))
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")]}
    report = stage.pull(is_trial=True, accept=["2203.00001"])
    assert len(report.added) == 1
    assert sorted(stage.root.rglob("*")) == before


def test_content_at_fault_ends_the_run_before_anything_is_asked(stage: Stage) -> None:
    """With an error in any file nothing is asked and nothing written; every error is told."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")]}
    stage.paper("bad").write_text("title: X\nauthors: Y\ndate: soon\n")
    before = stage.files()
    with pytest.raises(SitegenError) as error:
        stage.pull()
    assert len(error.value.problems) == 2
    assert stage.files() == before
    assert not stage.asked


def test_a_file_that_changes_while_papers_are_pulled_is_read_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit made while the sources are asked counts as much as any other."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")]}
    stage.pull()

    class Slow(list[Record]):
        def __iter__(self):  # type: ignore[no-untyped-def] # what lists do
            path = stage.paper(ENGINES)
            path.write_bytes(path.read_bytes().replace(b"date: 2022-03-01", b"date: 2022"))
            return super().__iter__()

    stage.said["arxiv"] = Slow([record("arxiv", "1", arxiv="2203.00001", date="2022-04-01", comments="9 pages")])
    report = stage.pull()
    text = stage.paper(ENGINES).read_text()
    assert "date: 2022\n" in text
    assert "comments: 9 pages" in text
    assert len(report.conflicts) == 1


def test_a_file_that_cannot_be_changed_in_place_is_left_alone(stage: Stage) -> None:
    """A file in a notation that leaves no room for changes is named, and stays as it is; others go on."""
    stage.said = {
        "arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages"), record("arxiv", "2", **OTHER)]
    }
    odd = "? title\n: X\n? authors\n: [A B]\n? date\n: 2022\n? arxiv\n: 2203.00001\n"
    stage.paper("odd").write_text(odd)
    report = stage.pull()
    assert stage.paper("odd").read_text() == odd
    assert len(stage.slugs()) == 2
    assert any(one.file == "content/papers/odd.yaml" for one in report.problems)


@pytest.mark.parametrize("slug", ["alerts", "decisions"])
def test_a_paper_may_be_called_like_a_file_of_ours(stage: Stage, slug: str) -> None:
    """What is remembered of such a paper does not stand in the place of alerts or decisions, and is found again."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages")]}
    stage.paper(slug).write_text(
        "title: 'On engines: a study'\nauthors: [Ada Lovelace]\ndate: 2022\narxiv: 2203.00001\n"
    )
    stage.past("alerts").parent.mkdir(exist_ok=True)
    stage.past("alerts").write_text("told: nobody\n")
    stage.pull()
    assert "9 pages" in stage.paper(slug).read_text()
    assert stage.past("alerts").read_text() == "told: nobody\n"
    assert "base:" not in stage.past("decisions").read_text()
    assert "9 pages" in stage.past(f"_{slug}").read_text()
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="10 pages")]}
    assert not stage.pull("2026-02-28").problems
    assert "10 pages" in stage.paper(slug).read_text()
    before = stage.files()
    stage.pull("2026-03-28")
    assert stage.files() == before
