"""Questions of a pull are answered once: conflicts and suggestions by file and key, or all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.merge.record import Record
from sitegen.pull import answers, decisions
from sitegen.pull.answers import Question
from tests.pulling import Stage, record

ENGINES = "2022-lovelace-engines-a-study"


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A site of one person with an arXiv id."""
    return Stage(tmp_path, monkeypatch, {"arxiv": "lovelace_a_1"})


def _disputed(stage: Stage) -> str:
    """A paper of which both sides changed the title and the comments; return its slug."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", comments="9 pages")]}
    stage.pull()
    (slug,) = stage.slugs()
    text = stage.paper(slug).read_text()
    text = text.replace("On engines: a study", "On my engines").replace("9 pages", "Nine pages")
    stage.paper(slug).write_text(f"# mine\n{text}")
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", title="On new engines", comments="10 pages")]}
    return slug


def _open(stage: Stage, **options: list[str]) -> list[str]:
    return [one.conflict.field for one in stage.pull(**options).conflicts]  # type: ignore[arg-type] # ids


@pytest.mark.parametrize("form", ["{}:title", "content/papers/{}.yaml:title", "papers/{}.yaml:title", "{}.yaml:title"])
def test_theirs_is_taken_where_that_is_the_answer(stage: Stage, form: str) -> None:
    """Into the file, which keeps all else to the byte; that conflict is gone, the other stays."""
    slug = _disputed(stage)
    assert _open(stage) == ["comments", "title"]
    before = stage.paper(slug).read_text()
    report = stage.pull(accept=[form.format(slug)])
    assert [one.conflict.field for one in report.conflicts] == ["comments"]
    assert [(one.conflict.field, one.side) for one in report.settled] == [("title", "theirs")]
    assert stage.paper(slug).read_text() == before.replace("'On my engines'", "On new engines")
    assert _open(stage) == ["comments"]


def test_yours_stays_for_good_where_that_is_the_answer(stage: Stage) -> None:
    """Not a byte of the file changes, and it is not asked about again, whatever the sources say next."""
    slug = _disputed(stage)
    before = stage.paper(slug).read_bytes()
    report = stage.pull(reject=[f"{slug}:title"])
    assert [(one.conflict.field, one.side) for one in report.settled] == [("title", "yours")]
    assert stage.paper(slug).read_bytes() == before
    assert _open(stage) == ["comments"]
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", title="On newest engines", comments="10 pages")]}
    assert _open(stage) == ["comments"]
    decided = (stage.root / "content" / ".pulled" / "decisions.yaml").read_text()
    assert f"  - '{slug}:title'\n" in decided or f"  - {slug}:title\n" in decided


def test_an_answer_follows_a_file_that_is_renamed(stage: Stage) -> None:
    """What was decided about a paper is not asked again because its file has another name."""
    slug = _disputed(stage)
    stage.pull(reject=["all"])
    stage.paper(slug).rename(stage.paper("engines"))
    assert not _open(stage)
    before = stage.files()
    assert not _open(stage)
    assert stage.files() == before


def test_an_answer_can_be_taken_back(stage: Stage) -> None:
    """After `--reject`, `--accept` takes theirs, also when no source speaks of the paper today."""
    slug = _disputed(stage)
    stage.pull(reject=["all"])
    assert not _open(stage)
    stage.said = {"arxiv": []}
    report = stage.pull(accept=[f"{slug}:title"])
    assert [one.side for one in report.settled] == ["theirs"]
    assert "title: On new engines\n" in stage.paper(slug).read_text()
    decided = decisions.read(stage.root)
    assert f"{slug}:title" in decided.accepted - decided.rejected
    assert not stage.pull(accept=[f"{slug}:title"]).settled  # said again, it is no error


def test_all_conflicts_are_answered_at_once(stage: Stage) -> None:
    """Where there is none, there is nothing to complain of."""
    slug = _disputed(stage)
    report = stage.pull(accept=["all"])
    assert {one.conflict.field for one in report.settled} == {"title", "comments"}
    text = stage.paper(slug).read_text()
    assert "title: On new engines\n" in text
    assert "comments: 10 pages\n" in text
    assert not stage.pull(accept=["all"]).settled


@pytest.mark.parametrize("word", ["{}:title", "all"])
def test_what_is_remembered_is_answered_without_asking(stage: Stage, word: str) -> None:
    """A conflict that was told is answered on a machine without a network; anything else asks the sources."""
    slug = _disputed(stage)
    stage.pull()
    stage.asked.clear()
    report = stage.pull(accept=[word.format(slug)])
    assert ("title", "theirs") in [(one.conflict.field, one.side) for one in report.settled]
    assert not stage.asked
    assert not report.failures
    stage.pull(accept=[f"{slug}:title"], sources=["arxiv"])
    assert stage.asked


def test_an_accepted_conflict_is_no_rule(stage: Stage) -> None:
    """What a hand writes later is not overwritten because of an older answer."""
    slug = _disputed(stage)
    stage.pull(accept=[f"{slug}:title"])
    stage.paper(slug).write_text(stage.paper(slug).read_text().replace("On new engines", "On my engines again"))
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", title="On newest engines", comments="10 pages")]}
    assert "title" in _open(stage)
    assert "title: On my engines again\n" in stage.paper(slug).read_text()


def test_an_inner_field_is_answered_by_its_dotted_key(stage: Stage) -> None:
    """`links.pdf`, beside what else is in `links`."""
    first = {"arxiv": "2203.00001", "links": {"pdf": "https://a.example/1", "html": "https://a.example/h"}}
    stage.said = {"arxiv": [record("arxiv", "1", **first)]}
    stage.pull()
    (slug,) = stage.slugs()
    stage.paper(slug).write_text(stage.paper(slug).read_text().replace("https://a.example/1", "https://mine.example/"))
    first["links"] = {"pdf": "https://a.example/2", "html": "https://a.example/h"}
    stage.said = {"arxiv": [record("arxiv", "1", **first)]}
    assert _open(stage) == ["links.pdf"]
    stage.pull(accept=[f"{slug}:links.pdf"])
    text = stage.paper(slug).read_text()
    assert "https://a.example/2" in text
    assert "https://a.example/h" in text
    assert "mine.example" not in text


def test_a_trial_answers_nothing(stage: Stage) -> None:
    """It says what would be answered, and touches no file."""
    slug = _disputed(stage)
    before = stage.files()
    assert [one.side for one in stage.pull(accept=[f"{slug}:title"], is_trial=True).settled] == ["theirs"]
    assert stage.files() == before


def test_a_suggested_value_is_answered_by_one_word(stage: Stage) -> None:
    """The file and the kind of link; the second of several has a number."""
    links = {"links": {"code": ["https://code.example/a", "https://code.example/b"]}}
    paper = Record(
        source="arxiv", source_id="1", reached="id", fields=record("arxiv", "1", arxiv="2203.00001").fields,
        suggested=links,
    )  # fmt: skip
    stage.said = {"arxiv": [paper]}
    stage.pull()
    (slug,) = stage.slugs()
    assert [one.word for one in stage.pull().suggestions] == [f"{slug}:code", f"{slug}:code2"]
    assert [one.value for one in stage.pull(reject=[f"{slug}:code"]).suggestions] == ["https://code.example/b"]
    stage.pull(accept=[f"{slug}:code2"])
    assert "code: https://code.example/b\n" in stage.paper(slug).read_text()
    assert not stage.pull().suggestions


def test_what_nobody_asked_cannot_be_answered(stage: Stage) -> None:
    """A field without a conflict is an error; nothing is written, and the source that failed is named."""
    slug = _disputed(stage)
    before = stage.files()
    with pytest.raises(SitegenError) as error:
        stage.pull(accept=[f"{slug}:date"])
    assert error.value.problems[0].field == "--accept"
    assert f"{slug}:date" in error.value.problems[0].sentence
    assert stage.files() == before


def test_words_are_sorted_by_what_they_are_about() -> None:
    """An id of a source is no field, unless there is a file of that name."""
    found = answers.read(["doi:10.1/x", "a:title", "openalex:W1", "ALL"], ["a:date", "arxiv:hep-th/9901001"], {"a"})
    assert found.accepted == {"doi:10.1/x", "openalex:W1"}
    assert found.rejected == {"arxiv:hep-th/9901001"}
    assert (set(found.theirs), set(found.yours)) == ({Question("a", "title")}, {Question("a", "date")})
    assert found.for_all == "theirs"
    assert answers.asked("content/papers/2022/a.yml:links.pdf", {"a"}) == Question("a", "links.pdf")
    assert answers.asked("https://a.example/x:y", {"a"}) is None
