"""Whose paper it is, and what a person decides: candidates, namesakes, suggestions, values that do not fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.merge.record import Record
from sitegen.render.recipe import BuildRequest, build
from tests.pulling import Stage, by_name, record

ENGINES = "2022-lovelace-engines"
OTHER = {"title": "Notes on weaving numbers", "date": "2021", "arxiv": "2101.00007"}


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A site whose person has an id at arXiv and at Semantic Scholar."""
    return Stage(tmp_path, monkeypatch, {"arxiv": "lovelace_a_1", "s2": "11"})


def test_weak_evidence_asks(stage: Stage) -> None:
    """A title that is only alike makes no second file and joins no other: a person is asked."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001", title="On the weaving of numbers, part I")]}
    stage.pull()
    stage.said["s2"] = [record("s2", "x", title="On the weaving of numbers, part II", doi="10.1234/abc")]
    report = stage.pull()
    assert len(stage.slugs()) == 1
    assert "doi" not in stage.paper(stage.slugs()[0]).read_text()
    assert [(one.id, one.why) for one in report.candidates] == [("doi:10.1234/abc", "alike")]
    stage.pull(accept=["https://doi.org/10.1234/ABC"])
    assert len(stage.slugs()) == 2


def test_a_deleted_file_stays_away_until_accepted(stage: Stage) -> None:
    """A paper whose file a hand deleted is named, and comes back under its old name when it is accepted."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")]}
    stage.pull()
    stage.paper(ENGINES).unlink()
    report = stage.pull()
    assert not stage.slugs()
    assert ENGINES in report.left_out[0]
    stage.pull(accept=[ENGINES])
    assert stage.slugs() == [ENGINES]
    stage.pull()
    assert stage.slugs() == [ENGINES]


def test_a_deleted_file_comes_back_as_it_was_pulled(stage: Stage) -> None:
    """Without a source that speaks of it, byte for byte under its old name; what is remembered stays."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")]}
    stage.pull()
    before = stage.files()
    stage.paper(ENGINES).unlink()
    stage.asked.clear()
    report = stage.pull(accept=[ENGINES])
    assert [one.file for one in report.added] == [f"content/papers/{ENGINES}.yaml"]
    assert not report.problems
    assert not stage.asked
    after = stage.files()
    assert {path: after[path] for path in before if "decisions" not in path} == {
        path: text for path, text in before.items() if "decisions" not in path
    }


def test_papers_found_by_name_are_candidates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an identifier everything is a candidate, with evidence; decisions are remembered."""
    stage = Stage(tmp_path, monkeypatch, {})
    stage.paper("mine").write_text("title: Looms\nauthors: [Ada Lovelace, Charles Babbage]\ndate: 2020\n")
    stage.said = {
        "arxiv": [
            by_name("arxiv", "1", arxiv="2203.00001"),
            by_name(
                "arxiv", "2", title="On the growth of plants", authors=["Ada Lovelace", "Q. Other"], arxiv="2203.00002"
            ),
        ]
    }
    report = stage.pull()
    assert stage.slugs() == ["mine"]
    assert [(one.id, one.evidence) for one in report.candidates] == [
        ("arxiv:2203.00001", "co-authors in common: Babbage C"),
        ("arxiv:2203.00002", "nothing in common"),
    ]
    report = stage.pull(accept=["2203.00001"], reject=["https://arxiv.org/abs/2203.00002v3"])
    assert stage.slugs() == [ENGINES, "mine"]
    assert not report.candidates
    before = stage.files()
    assert not stage.pull().candidates
    assert stage.files() == before
    stage.pull(accept=["arXiv:2203.00002"])
    assert len(stage.slugs()) == 3


def test_a_cluster_that_shares_nothing_is_a_possible_namesake(stage: Stage) -> None:
    """Papers under the person's own id that share no co-author, field or place with the rest wait for a person."""
    own = [
        record("arxiv", str(at), title=f"{word} engines", arxiv=f"2203.0000{at}", arxiv_categories=["cs.LG"])
        for at, word in enumerate(("Counting", "Of weaving", "Difference and analytical"))
    ]
    strange = [
        record(
            "arxiv", f"s{at}", title=f"{word} of the valley", authors=["Ada Lovelace", "Q. Other"],
            arxiv=f"2204.0000{at}", arxiv_categories=["q-bio.PE"],
        )
        for at, word in enumerate(("Grasses and herbs", "Winter mosses"))
    ]  # fmt: skip
    stage.said = {"arxiv": own + strange}
    report = stage.pull()
    assert len(stage.slugs()) == 3
    assert {one.why for one in report.candidates} == {"namesake"}
    assert len(report.candidates) == 2
    before = stage.files()
    stage.pull()
    assert stage.files() == before
    stage.pull(accept=["2204.00000"])
    assert len(stage.slugs()) == 5


@pytest.mark.parametrize(("draft", "count"), [("draft: true\n", 2), ("", 0)])
def test_a_draft_makes_nobody_a_stranger(stage: Stage, draft: str, count: int) -> None:
    """A new site has an example of a paper, beside which old papers under the person's own id are not strange."""
    example = f"title: An example\nauthors: [Ada Lovelace, Charles Babbage]\ndate: 2024\n{draft}"
    stage.paper("example").write_text(example, encoding="utf-8")
    old = record(
        "arxiv", "1", title="Notes", authors=["Ada Lovelace", "L. F. Menabrea"], date="1843", arxiv="2203.00001"
    )
    older = record("arxiv", "2", title="A sketch", authors=["Ada Lovelace", "M. S."], date="1828", arxiv="2203.00002")
    stage.said = {"arxiv": [old, older]}
    report = stage.pull()
    assert len(report.added) == count
    assert len(report.candidates) == 2 - count


NEURIPS = (
    "NeurIPS",
    "Advances in Neural Information Processing Systems 35",
    "NIPS 2022",
    "Neural Information Processing",
)
STRANGERS = {
    "Q. Other": ("q-bio.PE", "Winter mosses", "Mosses under snow"),
    "Wei Zhang": ("physics.ao-ph", "Rain over seas", "Clouds that stay"),
    "Maria Silva": ("econ.EM", "Prices of bread", "What a harvest costs"),
    "Jun Sato": ("stat.AP", "Counting whales", "Tides and errors"),
}


@pytest.mark.parametrize("find", [record, by_name])
def test_strangers_who_were_at_the_same_large_meeting_are_not_taken(stage: Stage, find: Callable[..., Record]) -> None:
    """Four people of one name, each with one paper at NeurIPS, as the person has: none of theirs comes in unasked."""
    own = [
        record("arxiv", f"o{at}", title=f"{word} engines", arxiv=f"2203.0000{at}", arxiv_categories=["cs.LG"],
               venue={"name": "NeurIPS"} if at == 0 else {"name": "Journal of Engines"})
        for at, word in enumerate(("Counting", "Of weaving", "Difference and analytical"))
    ]  # fmt: skip
    strange = [
        find("arxiv", f"s{who}{at}", title=title, authors=["Ada Lovelace", name], arxiv=f"2204.000{who}{at}",
             arxiv_categories=[field], date="2022-06", venue={"name": NEURIPS[who]} if at == 0 else {"name": "Acta"})
        for who, (name, (field, *titles)) in enumerate(STRANGERS.items())
        for at, title in enumerate(titles)
    ]  # fmt: skip
    stage.said = {"arxiv": own + strange}
    report = stage.pull()
    assert len(stage.slugs()) == 3, stage.slugs()
    assert len(report.candidates) == 8
    stage.pull(accept=["2204.00000"])
    taken = {slug.removeprefix("2022-lovelace-") for slug in stage.slugs()} - {"winter-mosses", "mosses-under-snow"}
    assert taken == {"counting-engines", "weaving-engines", "difference-analytical-engines"}
    assert "2022-lovelace-winter-mosses" in stage.slugs()


def test_a_paper_without_authors_has_the_one_that_is_certain(stage: Stage) -> None:
    """Where no source names authors, the person whose id led there is one; a warning says that the list is short."""
    stage.said = {"s2": [record("s2", "1", authors=[], doi="10.1234/abc")]}
    report = stage.pull(accept=["10.1234/abc"])
    assert "- Ada Lovelace\n" in stage.paper(ENGINES).read_text()
    assert any("no source names the authors" in one.sentence for one in report.problems)
    stage.said["s2"] = [record("s2", "1", doi="10.1234/abc")]
    stage.pull()
    assert "- Charles Babbage\n" in stage.paper(ENGINES).read_text()


def test_papers_that_name_the_person_otherwise_are_told(stage: Stage) -> None:
    """A paper that does not name its person, or names them twice, is a warning with the spelling to add."""
    stage.said = {
        "arxiv": [
            record("arxiv", "1", arxiv="2203.00001", authors=["A. A. Lovelace", "Charles Babbage"]),
            record("arxiv", "2", **{**OTHER, "authors": ["Ada Lovelace", "C. Babbage", "ADA LOVELACE"]}),
        ]
    }
    said = [str(one) for one in stage.pull().problems]
    assert any("A. A. Lovelace" in one and "names" in one for one in said)
    assert any("is named twice" in one for one in said)


def test_values_that_do_not_fit_are_left_out_and_named(stage: Stage) -> None:
    """A value that the site could not be built with does not come in; the rest of the paper does."""
    stage.said = {
        "arxiv": [
            record(
                "arxiv", "1", arxiv="2203.00001", updated="soon", license="", venue={"name": "J", "colour": "red"},
                links={"pdf": "paper.pdf", "code": "javascript:x", "html": "https://a.example/"},
                title="On engines\u202e\x07",
            )
        ]
    }  # fmt: skip
    report = stage.pull()
    text = stage.paper(ENGINES).read_text()
    assert "html: https://a.example/" in text
    assert not [word for word in ("soon", "red", "paper.pdf", "javascript", "\x07", "\u202e") if word in text]
    assert {one.field for one in report.problems} >= {"updated", "links.pdf", "links.code"}
    assert build(stage.root, BuildRequest()).papers == 1


def test_suggestions_wait_for_a_person(stage: Stage) -> None:
    """A suggested value is shown until it is accepted, rejected, or written by hand."""
    suggested = {"links": {"code": ["https://code.example/a", "https://code.example/b"]}}
    paper = Record(source="arxiv", source_id="1", reached="id", fields=record("arxiv", "1").fields, suggested=suggested)
    stage.said = {"arxiv": [paper]}
    assert [one.value for one in stage.pull().suggestions] == suggested["links"]["code"]
    assert "links" not in stage.paper(ENGINES).read_text()
    assert [one.value for one in stage.pull(reject=["https://code.example/a"]).suggestions] == [
        "https://code.example/b"
    ]
    stage.pull(accept=["https://code.example/b"])
    assert "  code: https://code.example/b\n" in stage.paper(ENGINES).read_text()
    assert not stage.pull().suggestions


def test_known_papers_are_described_by_ids_nobody_told_of(stage: Stage) -> None:
    """Sources that know single papers are asked about those they have not spoken of, and about no rejected one."""
    stage.paper("mine").write_text("title: Looms\nauthors: [Ada Lovelace]\ndate: 2020\narxiv: 2001.00001\n")
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")], "s2": []}
    stage.pull(sources=["arxiv", "s2"])
    described = {name: wanted.works.arxiv for name, wanted in stage.asked if any(wanted.works)}
    assert described == {"arxiv": ("2001.00001",), "s2": ("2001.00001", "2203.00001")}


def test_unknown_people_and_sources_are_named(stage: Stage) -> None:
    """A person or a source that does not exist is an error with a hint, before anything is asked."""
    stage.said = {"arxiv": []}
    for authors, sources in ((["adda"], []), ([], ["arxif"])):
        with pytest.raises(SitegenError) as error:
            stage.pull(authors=authors, sources=sources)
        assert "did you mean" in error.value.problems[0].hint
    assert not stage.asked


def test_a_decision_about_nothing_is_told(stage: Stage) -> None:
    """An id that nothing has is an error, and nothing is written; one decided about before is none."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")]}
    before = stage.files()
    with pytest.raises(SitegenError) as error:
        stage.pull(accept=["2203.00009", "nobody:title"], reject=["10.1/x"])
    assert sorted(one.field for one in error.value.problems) == ["--accept", "--accept", "--reject"]
    assert any("2203.00009" in one.sentence for one in error.value.problems)
    assert stage.files() == before
    stage.pull(reject=["2203.00001"])
    stage.said = {"arxiv": []}
    stage.pull(reject=["2203.00001"])


def test_damaged_decisions_end_the_run(stage: Stage) -> None:
    """Decisions that cannot be read are not forgotten: the run ends before anything is asked."""
    stage.said = {"arxiv": [record("arxiv", "1", arxiv="2203.00001")]}
    stage.pull()
    (stage.root / "content" / ".pulled" / "decisions.yaml").write_text("rejected: [a\n<<<<<<<\n")
    before = stage.files()
    with pytest.raises(SitegenError):
        stage.pull()
    assert stage.files() == before
