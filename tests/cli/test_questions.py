"""The questions of `check --fix`, as somebody answers them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from sitegen.check.people import people
from sitegen.cli import questions
from tests.checking import written


def test_an_answer_that_is_none_is_told_what_can_be_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`?` and other words say what each letter does, and the question is put again."""
    paper = "title: A\nauthors:\n  - {}\n  - Trevor Cai\ndate: 2020\n"
    files = {"papers/one.yaml": paper.format("Jack W. Rae"), "papers/two.yaml": paper.format("Jack Rae")}
    (finding,) = (finding for finding in people(written(tmp_path, files)) if finding.rule == "same")
    replies = iter(("?", "huh", "n"))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(replies))
    assert questions._ask(finding, "same-1") == "no"
    assert capsys.readouterr().out.count("y writes it into content/authors/; n: it is not asked again") == 2
