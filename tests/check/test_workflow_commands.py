"""Annotations: a finding as one workflow command, whatever its words hold."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.check.finding import Finding
from sitegen.check.workflow_commands import workflow_commands
from sitegen.errors import Problem, Severity
from tests.deploying import git
from tests.making import write_site

Run = Callable[..., subprocess.CompletedProcess[str]]


def finding(severity: Severity = "error", *, file: str = "", line: int = 0, sentence: str = "") -> Finding:
    """A finding with these words."""
    return Finding("content", "rule", Problem(file, line, sentence=sentence, severity=severity))


def test_a_finding_stands_at_its_line() -> None:
    """File, line and column are where GitHub shows it; the hint is on a line of its own."""
    problem = Problem("content/papers/x.yaml", 12, 7, field="date", sentence="no date", hint="write YYYY")
    (line,) = workflow_commands([Finding("content", "rule", problem)])
    assert line == "::error file=content/papers/x.yaml,line=12,col=7,title=content.rule::date: no date%0Awrite YYYY"


def test_a_site_in_a_folder_of_its_repository() -> None:
    """The path begins at the top of the repository; what has no file has no place."""
    lines = list(workflow_commands([finding(file="content/a.yaml", line=1), finding(sentence="nobody")], "lab/site"))
    assert lines == [
        "::error file=lab/site/content/a.yaml,line=1,title=content.rule::",
        "::error title=content.rule::nobody",
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("100 % sure", "::error title=content.rule::100 %25 sure"),
        ("a\r\nb", "::error title=content.rule::a%0D%0Ab"),
        ("::warning::x", "::error title=content.rule::::warning::x"),
        ("bell \a and \x1b[31m", "::error title=content.rule::bell   and  [31m"),
    ],
)
def test_words_never_begin_another_command(words: str, line: str) -> None:
    """Line breaks and per cent signs are escaped, so that a finding is one line; control characters are gone."""
    assert list(workflow_commands([finding(sentence=words)])) == [line]


def test_names_of_files_are_escaped() -> None:
    """A comma or a colon in a path ends no property."""
    (line,) = workflow_commands([finding(file="content/a,b:c%.yaml", sentence="x")])
    assert line == "::error file=content/a%2Cb%3Ac%25.yaml,title=content.rule::x"


def test_what_is_broken_comes_first() -> None:
    """GitHub shows ten of a kind: errors, then warnings, then what could be better."""
    said = [finding("suggestion"), finding("warning"), finding("error")]
    assert [line[: line.index(" ")] for line in workflow_commands(said)] == ["::error", "::warning", "::notice"]


def test_the_command_prints_them(sitegen: Run, tmp_path: Path) -> None:
    """One line a finding, from the top of the repository; the exit code and the counts are as ever."""
    git(tmp_path, "init", "-q", str(tmp_path))
    root = write_site(tmp_path / "lab", {"papers/first.yaml": "title: T\nauthors: [A B]\ndate: '31 Apr'\n"})
    done = sitegen("check", "--format", "github", cwd=root)
    assert done.returncode == 1
    *lines, counts = done.stdout.splitlines()
    assert re.match(r"::error file=lab/content/papers/first\.yaml,line=3,col=7,title=content\.\w+::date: ", lines[0])
    assert all(re.match(r"::(error|warning|notice) .*::", line) for line in lines)
    assert counts.startswith("1 error, ")
    assert sitegen("check", "--format", "github", "--json", cwd=root).returncode == 2
