"""Withdrawn means this paper: what authors write on arXiv, and what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.merge.record import Note
from sitegen.pull.query import AuthorQuery, PaperIds
from sitegen.pull.table import SOURCES, ask
from sitegen.pull.withdrawal import withdrawal
from sitegen.web.client import Web
from tests.pulling import Stage, record
from tests.replay_server import Answer, document, replaying

SURE = (
    "This paper has been withdrawn by the authors. It is accepted elsewhere",
    "This article has been withdrawn because it was merged with another",
    "paper withdrawn by author",
    "withdrawn by arXiv administrators due to plagiarism. See the note",
    "Withdrawn",
    "Withdrawn.",
    "(withdrawn)",
    "12 pages, 3 figures; withdrawn by the author",
    "5 pages, withdrawn by the authors",
    "Withdrawn due to an error in Lemma 3",
    "This submission has been removed by arXiv administrators because of copyright",
    "The authors have withdrawn this paper",
    "The author has decided to withdraw this manuscript",
    "We withdraw this preprint: Theorem 1 is wrong",
    "10 pages. This paper is temporarily withdrawn",
    "arXiv admin note: This version withdrawn by arXiv administrators",
    "Withdrawn in favour of arXiv:1901.00001",
    "This paper has been withdrawn from the arXiv by its author",
)
NOT_SURE = (
    "Supersedes arXiv:1901.00001, which has been withdrawn. 12 pages",
    "Replaces the withdrawn paper arXiv:1901.00001",
    "An earlier version of this paper was withdrawn",
    "Withdrawn from ICML 2019",
    "This paper was withdrawn from CVPR and is under review elsewhere",
    "The claim of Theorem 2 is withdrawn",
    "The first version was withdrawn; this is the corrected one",
    "Previously withdrawn, now corrected",
    "This paper was withdrawn in v2 and is restored in v3",
    "Comment on a withdrawn article",
    "v2: Section 5 has been withdrawn due to an error",
    "The paper has not been withdrawn",
    "We withdraw Conjecture 3",
    "This paper was withdrawn and then resubmitted",
    "This paper was withdrawn by mistake",
    "Paper withdrawn in 2010, this is a new version",
    "Submitted to J. Eng.; withdrawn and resubmitted",
    "The previous version was withdrawn due to an error",
    "This paper had been withdrawn before",
    "Not to be confused with the withdrawn paper of the same title",
    "This is a corrected version of a paper that has been withdrawn",
)


@pytest.mark.parametrize("comment", SURE)
def test_a_sentence_about_this_paper_is_certain(comment: str) -> None:
    """Whoever says that the paper at hand is withdrawn means it; in an abstract too, where it stands first."""
    assert withdrawal(comment, "We prove a theorem.") == (True, "")
    assert comment[0].isdecimal() or withdrawal("", f"{comment}\n\nWe prove a theorem.").is_sure


@pytest.mark.parametrize("comment", NOT_SURE)
def test_the_word_alone_is_a_question(comment: str) -> None:
    """A comment that holds the word and does not say so of this paper is shown to a person, and decides nothing."""
    told = withdrawal(comment, "We prove a theorem.")
    assert not told.is_sure
    assert "withdr" in told.doubt.lower()


def test_papers_about_withdrawn_things_are_papers() -> None:
    """The word in an abstract is a word; so is one further down."""
    assert withdrawal("", "We study drugs that were withdrawn from the market. They were sold for years.") == (
        False,
        "",
    )
    assert withdrawal("9 pages", "We prove a theorem. This paper has been withdrawn.") == (False, "")


def _feed(comment: str) -> str:
    return (
        "<feed><totalResults>1</totalResults><entry><id>http://arxiv.org/abs/2301.00001v2</id><title>Engines</title>"
        "<updated>2023-02-02T00:00:00Z</updated><published>2023-01-02T00:00:00Z</published><summary>Words.</summary>"
        f"<author><name>Ada Lovelace</name></author><comment>{comment}</comment></entry></feed>"
    )


def _raw(kind: str) -> str:
    return (
        "<OAI-PMH><GetRecord><record><metadata><arXivRaw><id>2301.00001</id>"
        '<version version="v1"><date>Mon, 02 Jan 2023 10:00:00 GMT</date><size>10kb</size></version>'
        f'<version version="v3"><date>Thu, 02 Mar 2023 10:00:00 GMT</date><size>0kb</size>{kind}</version>'
        '<version version="v2"><date>Thu, 02 Feb 2023 10:00:00 GMT</date><size>11kb</size></version>'
        "</arXivRaw></metadata></record></GetRecord></OAI-PMH>"
    )


@pytest.mark.parametrize("kind", ["<source_type>I</source_type>", ""])
def test_arxivs_own_record_is_a_sign(kind: str, tmp_path: Path) -> None:
    """A newest version without a source is a withdrawal, whatever the comment says; versions are put in order."""
    answers: dict[str, Answer] = {
        "export.arxiv.org/api/query": document(_feed("9 pages"), "application/atom+xml"),
        "oaipmh.arxiv.org/oai": document(_raw(kind)),
    }
    wanted = AuthorQuery(slug="ada", names=("Ada Lovelace",), works=PaperIds(arxiv=("2301.00001",)))
    with replaying(answers) as server, Web(tmp_path, {"SITEGEN_GATEWAY": server.address}) as web:
        (paper,) = ask(SOURCES["arxiv"], wanted, web).records
    assert paper.fields.get("status", "") == ("withdrawn" if kind else "")
    assert ("pdf" in paper.fields.get("links", {})) is not bool(kind)
    assert [one["version"] for one in paper.fields["versions"]] == ["1", "2", "3"]


def test_a_doubt_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may be a withdrawal is something to look at when the comment is new, and not again."""
    stage = Stage(tmp_path, monkeypatch, {"arxiv": "lovelace_a_1"})
    note = Note("comments", '"Replaces a withdrawn paper" may say so')
    paper = record("arxiv", "2301.00001", arxiv="2301.00001", comments="Replaces a withdrawn paper")
    stage.said["arxiv"] = [replace(paper, notes=(note,))]
    first = stage.pull()
    assert [problem.field for problem in first.problems if "may say so" in problem.sentence] == ["comments"]
    assert not [problem for problem in stage.pull("2026-02-01").problems if "may say so" in problem.sentence]


def test_of_several_versions_in_a_feed_the_newest_counts(tmp_path: Path) -> None:
    """Entries of one paper come in any order: v1, v3, v2."""
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/2301.00001v{number}</id><title>Engines {number}</title>"
        f"<updated>2023-0{number}-02</updated><published>2023-01-02</published>"
        "<author><name>A B</name></author></entry>"
        for number in (1, 3, 2)
    )
    answers: dict[str, Answer] = {
        "arxiv.org/a/x_y_1.atom2": document(f"<feed>{entries}</feed>", "application/atom+xml")
    }
    wanted = AuthorQuery(slug="ada", names=("Ada Lovelace",), ids={"arxiv": "x_y_1"})
    with replaying(answers) as server, Web(tmp_path, {"SITEGEN_GATEWAY": server.address}) as web:
        (paper,) = ask(SOURCES["arxiv"], wanted, web).records
    assert (paper.fields["title"], paper.fields["updated"]) == ("Engines 3", "2023-03-02")
