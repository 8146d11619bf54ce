"""Whole pulls from every source, over a server that replays its answers: into an empty site, again, and after news."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.pull.query import PaperIds
from sitegen.pull.recipe import PullRequest, pull
from sitegen.pull.report import PullReport
from sitegen.render.recipe import BuildRequest, build
from tests.making import write_site
from tests.pull.sources.test_cases import FULL, Case
from tests.replay_server import Answer, Replay, Reply, replaying

DAY, LATER = "2026-01-31", "2026-02-28"
OLD, NEW = b"Engine", b"Machine"
"""A word in some title of every source, and what it becomes."""


def site(folder: Path, case: Case) -> Path:
    """Return a site whose only person has the ids of a case, and papers with the ids that it wants described."""
    person = {"name": "Ada Lovelace", **case.wanted.ids}
    files = {"authors/ada.yaml": "".join(f"{key}: '{value}'\n" for key, value in person.items())}
    for kind, values in zip(PaperIds._fields, case.wanted.works, strict=True):
        for number, value in enumerate(values):
            key = f"{kind}: '{value}'" if kind != "acl" else f"ids: {{acl: '{value}'}}"
            files[f"papers/{kind}-{number}.yaml"] = f"title: Paper {kind} {number}\nauthors: [X Y]\ndate: 2001\n{key}\n"
    root = write_site(folder, files, owner="ada")
    (root / "content" / "papers" / "first.yaml").unlink()
    return root


def pulled(root: Path, server: Replay, source: str, day: str = DAY) -> PullReport:
    """Pull from one source."""
    request = PullRequest(date=day, authors=("ada",), sources=(source,), figures=False)
    return pull(root, request, {"SITEGEN_GATEWAY": server.address})


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the content, by its path."""
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}


def changed(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers after somebody changed a word in titles."""
    return {
        place: Reply(one.body.replace(OLD, NEW), kind=one.kind) if isinstance(one, Reply) else one
        for place, one in answers.items()
    }


@pytest.mark.parametrize("name", sorted(FULL))
def test_a_second_pull_writes_nothing(name: str, tmp_path: Path) -> None:
    """After a pull the site builds; the same answers on another day change no byte."""
    root = site(tmp_path, FULL[name])
    with replaying(FULL[name].answers) as server:
        first = pulled(root, server, name)
        assert not first.failures
        before = contents(root)
        again = pulled(root, server, name, LATER)
    assert contents(root) == before
    assert not [*again.added, *again.updated, *again.failures]
    report = build(root, BuildRequest())
    assert report.papers == len([path for path in before if path.startswith("content/papers/")])


@pytest.mark.parametrize("name", sorted(FULL))
def test_news_changes_the_lines_it_is_about(name: str, tmp_path: Path) -> None:
    """A word that changed upstream changes the lines that had it, and no other."""
    root = site(tmp_path, FULL[name])
    with replaying(FULL[name].answers) as server:
        pulled(root, server, name)
        before = contents(root)
        server.answers = changed(FULL[name].answers)
        report = pulled(root, server, name, LATER)
    assert not report.failures
    after = contents(root)
    assert after.keys() == before.keys()
    for path in (path for path in before if path.startswith("content/papers/")):
        old, new = before[path].splitlines(), after[path].splitlines()
        assert len(old) == len(new)
        for one, other in zip(old, new, strict=True):
            assert other == one or other.lower() == one.lower().replace(OLD.lower(), NEW.lower())


@pytest.mark.parametrize("name", sorted(FULL))
def test_a_source_that_fails_touches_nothing(name: str, tmp_path: Path) -> None:
    """With a source down all content stays as it is, and the report says which one it was, and why."""
    root = site(tmp_path, FULL[name])
    with replaying(FULL[name].answers) as server:
        pulled(root, server, name)
        before = contents(root)
        server.answers = dict.fromkeys(FULL[name].answers, Reply(b"<html>busy</html>", kind="text/html"))
        report = pulled(root, server, name, LATER)
    assert [failure.source for failure in report.failures] == [name]
    assert report.failures[0].sentence
    assert contents(root) == before
