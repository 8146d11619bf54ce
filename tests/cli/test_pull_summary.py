"""The summary of a pull on a terminal: nothing is cut, however narrow it is, and commands can be copied."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sitegen.cli.pull import painted
from sitegen.pull.report import Added, Candidate, PullReport, as_markdown, lines, summary
from tests.conftest import CHECKOUT
from tests.making import write_site
from tests.pull.sources.test_cases import FULL as SOURCES
from tests.pull.test_report import FULL
from tests.replay_server import replaying


@pytest.mark.parametrize("width", [0, 40, 60, 100])
@pytest.mark.parametrize("everything", [False, True])
def test_nothing_is_cut_at_any_width(width: int, everything: bool) -> None:
    """Every word of the summary stands there in its order; a line is too long only for one word or a command."""
    shown = [painted(line, width, is_well=True) for line in lines(FULL, everything=everything)]
    text = "\n".join(click.unstyle(line) for line in shown)
    assert text.split() == summary(FULL, everything=everything).split()
    for line in text.splitlines() if width else ():
        is_command = "sitegen pull --" in line
        assert len(line) <= width or is_command or len(line.split()) == 1, line


def test_commands_are_whole_and_quoted() -> None:
    """On one line each, as a shell takes them: a DOI may hold brackets."""
    odd = "doi:10.1016/S0140-6736(20)30183-5"
    report = PullReport(candidates=(Candidate(odd, "T", "A, 2020", "name", ""),))
    for text in (summary(report), as_markdown(report)):
        assert f"sitegen pull --accept '{odd}'" in text
    shown = [click.unstyle(painted(line, 20, is_well=True)) for line in lines(report)]
    assert f"  to take it: sitegen pull --accept '{odd}'" in shown


def test_control_characters_of_data_are_shown_by_their_code() -> None:
    """In names and in texts, whatever the kind of line."""
    report = PullReport(candidates=(Candidate("x:\x1b[2J", "T\x07\x9b31m", "A\u202e, 2020", "name", "\x00"),))
    text = "".join(click.unstyle(painted(line, 60, is_well=True)) for line in lines(report))
    assert all(character.isprintable() or character == "\n" for character in text)


def test_added_papers_stand_newest_first() -> None:
    """Also in the report as Markdown."""
    report = PullReport(
        added=(Added("a.yaml", "Old", "1999"), Added("b.yaml", "New", "2026-11"), Added("c", "Mid", "2020"))
    )
    for text in (summary(report), as_markdown(report)):
        assert text.index("New") < text.index("Mid") < text.index("Old")


def _on_terminal(root: Path, *arguments: str, **variables: str) -> str:
    """Run the command on a terminal of 60 columns, and return all that it wrote there."""
    ours, theirs = pty.openpty()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(CHECKOUT),
        "COLUMNS": "60",
        "TERM": "xterm",
        **variables,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=root,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        said = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            said += piece
        running.wait(timeout=60)
    os.close(ours)
    return said.decode()


def test_progress_is_one_changing_line_that_goes_away(tmp_path: Path) -> None:
    """What stays on the screen is the summary, its numbers last; colours only where they are wanted."""
    root = write_site(tmp_path, {"authors/ada.yaml": "name: Ada Lovelace\nopenalex: A1001\n"})
    with replaying(SOURCES["openalex"].answers) as server:
        pull = ("pull", "--no-figures", "--source", "openalex")
        said = _on_terminal(root, *pull, SITEGEN_GATEWAY=server.address)
        plain = _on_terminal(root, "-v", *pull, SITEGEN_GATEWAY=server.address, NO_COLOR="1")
    progress, _, rest = said.rpartition("\r\x1b[K")
    assert "OpenAlex: Ada Lovelace: ..." in progress
    assert "\n" not in progress
    assert "OpenAlex" not in rest
    assert "looked at" in rest.splitlines()[-1] + rest.splitlines()[-2]
    assert "\x1b[1m" in rest
    assert "\x1b[1m" not in plain
