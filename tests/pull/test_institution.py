"""People of an institution by its ROR id: candidates, until somebody accepts them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from sitegen.errors import SitegenError
from sitegen.pull import institution
from sitegen.pull.institution import members, ror_id
from sitegen.web.errors import SourceError
from tests.making import write_site
from tests.replay_server import Answer, Replay, Reply, data, replaying

ROR = "https://ror.org/05gq02987"
PLACE = "api.openalex.org/institutions/ror:05gq02987"
PEOPLE = "api.openalex.org/authors"
Run = Callable[..., CompletedProcess[str]]


def person(number: int, name: object, papers: int, orcid: str | None = None) -> dict[str, object]:
    """One author as OpenAlex lists them."""
    address = f"https://orcid.org/{orcid}" if orcid else None
    return {"id": f"https://openalex.org/A{number}", "display_name": name, "works_count": papers, "orcid": address}


LISTED = [
    person(1, "Ada Lovelace", 30),
    person(2, "Mary Somerville", 7, "0000-0002-1825-0097"),
    person(3, "Charles Babbage", 9),
    person(4, None, 1),
]
ANSWERS: dict[str, Answer] = {
    PLACE: data({"display_name": "Institute of Engines"}),
    PEOPLE: data({"meta": {"count": 4, "next_cursor": None}, "results": LISTED}),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that knows Ada."""
    return write_site(tmp_path, {"authors/ada.yaml": "name: Ada Lovelace\n"})


def gateway(server: Replay) -> dict[str, str]:
    """The environment in which this server stands for OpenAlex."""
    return {"SITEGEN_GATEWAY": server.address}


def test_who_has_no_file_is_a_candidate(root: Path) -> None:
    """Those with most papers first; whom the site knows is none, and a record without a name costs no other."""
    before = sorted(root.rglob("*.yaml"))
    with replaying(dict(ANSWERS)) as server:
        found = members(root, ROR, gateway(server))
        assert server.log[-1].query["filter"] == "last_known_institutions.ror:https://ror.org/05gq02987"
    assert found.institution == "Institute of Engines"
    assert [(one.id, one.name) for one in found.candidates] == [
        ("openalex:A3", "Charles Babbage"), ("openalex:A2", "Mary Somerville"),
    ]  # fmt: skip
    assert (found.added, found.unreadable) == ((), 1)
    assert sorted(root.rglob("*.yaml")) == before


def test_answers_are_remembered(root: Path) -> None:
    """Who is accepted has a file that a build can read; who is rejected is never shown again, until accepted."""
    with replaying(dict(ANSWERS)) as server:
        trial = members(root, ROR, gateway(server), accept=["A3"], is_trial=True)
        assert (trial.added, len(trial.candidates)) == ((), 1)
        found = members(root, ROR, gateway(server), accept=["0000-0002-1825-0097"], reject=["openalex:a3"])
        assert found.added == ("content/authors/mary-somerville.yaml",)
        assert not members(root, ROR, gateway(server)).candidates
        again = members(root, ROR, gateway(server), accept=["openalex:A3"])
    assert again.added == ("content/authors/charles-babbage.yaml",)
    text = (root / "content/authors/mary-somerville.yaml").read_text(encoding="utf-8")
    assert text == (
        "name: Mary Somerville\naffiliation: Institute of Engines\norcid: 0000-0002-1825-0097\nopenalex: A2\n"
    )
    assert "openalex:A3" not in (root / "content/.pulled/decisions.yaml").read_text(encoding="utf-8")


def test_an_answer_about_nobody_is_an_error(root: Path) -> None:
    """An id of nobody there changes nothing, and neither does what is no ROR id."""
    with replaying(dict(ANSWERS)) as server:
        with pytest.raises(SitegenError, match="A99"):
            members(root, ROR, gateway(server), accept=["A3", "A99"])
        with pytest.raises(SitegenError, match="no ROR id"):
            members(root, "https://ror.org/nobody", gateway(server))
    assert not (root / "content/authors/charles-babbage.yaml").exists()
    assert {ror_id(word) for word in ("05GQ02987", "ror.org/05gq02987/", ROR)} == {"05gq02987"}


def test_an_answer_that_is_not_whole_is_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer people than announced, or more than anybody looks through, are a failure."""
    short = data({"meta": {"count": 9, "next_cursor": None}, "results": LISTED})
    with replaying({**ANSWERS, PEOPLE: short}) as server, pytest.raises(SourceError, match="announced 9"):
        members(root, ROR, gateway(server))
    monkeypatch.setattr(institution, "MOST", 3)
    (root / "other").mkdir()
    with replaying(dict(ANSWERS)) as server, pytest.raises(SourceError, match="name them yourself"):
        members(root, ROR, gateway(server))


def test_the_command_lists_and_takes_in(sitegen: Run, root: Path) -> None:
    """A line a person, what to do last; a source that fails exits with 3, and papers are not asked for."""
    with replaying(dict(ANSWERS)) as server:
        listed = sitegen("pull", "--ror", ROR, cwd=root, SITEGEN_GATEWAY=server.address)
        taken = sitegen("-q", "pull", "--ror", ROR, "--accept", "A3", cwd=root, SITEGEN_GATEWAY=server.address)
        assert {asked.path for asked in server.log} == {"/institutions/ror:05gq02987", "/authors"}
    assert listed.returncode == 0
    assert listed.stdout.splitlines()[:2] == [
        "openalex:A3  Charles Babbage  no ORCID iD  9 papers",
        "openalex:A2  Mary Somerville  0000-0002-1825-0097  7 papers",
    ]
    assert "2 people at Institute of Engines without a file here" in listed.stdout
    assert (taken.returncode, taken.stdout) == (0, "added content/authors/charles-babbage.yaml\n")
    with replaying({**ANSWERS, PLACE: Reply(b"", 500)}) as server:
        failed = sitegen("pull", "--ror", ROR, cwd=root, SITEGEN_GATEWAY=server.address)
    assert failed.returncode == 3
    assert "Traceback" not in failed.stderr
    assert sitegen("pull", "ada", "--ror", ROR, cwd=root).returncode == 2
