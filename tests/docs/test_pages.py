"""The documentation: every command line of it runs, every file that it shows is taken, every link of it holds.

A page is a session on a new machine: its files are written and its commands run in the order in which they stand. A
host of git and a source of papers stand in for those of the world.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from sitegen.cli.main import COMMANDS, commands
from tests.conftest import PROGRAM
from tests.pull.sources.test_cases import FULL
from tests.replay_server import replaying

CHECKOUT = Path(__file__).parents[2]
DOCS = CHECKOUT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if ".pages" not in path.parts)
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`|^```.*?^```", re.MULTILINE | re.DOTALL)
SERVED = """
if [ "$1" = -C ] && [ "$3" = serve ]; then cd "$2"; shift 2; fi
if [ "$1" = serve ]; then
  timeout --kill-after 10 200 {program} serve --port 0 > served.txt 2>&1 & preview=$!
  until grep -q 'http://127.0.0.1' served.txt; do kill -0 $preview || break; sleep 0.1; done
  kill $preview; wait $preview && exit 0
  cat served.txt; exit 1
fi
exec {program} "$@"
"""
"""The program; a preview, which would go on for ever, is looked at and ended."""


def script(page: Path) -> str:
    """All that a page tells a person to write and to run, as one script."""
    parts = []
    for language, title, text in FENCE.findall(page.read_text(encoding="utf-8")):
        if title:
            parts.append(f"mkdir -p \"$(dirname '{title}')\"\ncat > '{title}' <<'END_OF_FILE'\n{text}END_OF_FILE\n")
        elif language == "sh":
            parts.append(text)
        else:
            pytest.fail(f"{page.name}: a block of {language} without a title is neither a file nor a command")
    return "\n".join(parts)


@pytest.mark.slow
@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if "```" in page.read_text("utf-8")],
    ids=lambda path: path.relative_to(DOCS).as_posix(),
)
def test_every_command_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    """From an empty folder, top to bottom, to the end: none of its commands fails."""
    session = script(page)
    tools, remote = tmp_path / "tools", tmp_path / "remote.git"
    tools.mkdir()
    program = " ".join(f"'{part}'" for part in PROGRAM)
    (tools / "sitegen").write_text(f"#!/bin/sh\n{SERVED.format(program=program)}", encoding="utf-8")
    (tools / "sitegen").chmod(0o755)
    subprocess.run(("git", "init", "-q", "--bare", "-b", "main", remote), check=True)
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f'[url "{remote}"]\n\tinsteadOf = git@github.com:YOU/REPOSITORY.git\n'
        "[user]\n\tname = Ada\n\temail = ada@example.org\n",
        encoding="utf-8",
    )
    work = tmp_path / "work"
    work.mkdir()
    with replaying(dict(FULL["openalex"].answers)) as server:
        environment = {
            "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(tmp_path), "PYTHONPATH": str(CHECKOUT),
            "GIT_CONFIG_GLOBAL": str(settings), "SITEGEN_GATEWAY": server.address, "PYTHONWARNINGS": "error",
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", session],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=300,
        )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "error" not in done.stderr.lower(), done.stderr


def _navigated(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    return [name for inner in (part.values() if isinstance(part, dict) else part) for name in _navigated(inner)]  # type: ignore[attr-defined] # lists and mappings alone


def test_every_page_is_in_the_menu_and_every_link_holds(tmp_path: Path) -> None:
    """The menu names each page, written by hand or made, and no other; links between pages lead to pages."""
    subprocess.run((sys.executable, DOCS / "make.py"), check=True, cwd=tmp_path)
    there = {path.relative_to(DOCS / ".pages").as_posix() for path in (DOCS / ".pages").rglob("*.md")}
    settings = yaml.safe_load((DOCS / "mkdocs.yml").read_text(encoding="utf-8"))
    assert sorted(_navigated(settings["nav"])) == sorted(there)
    for name in there:
        page = DOCS / ".pages" / name
        links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", CODE.sub("", page.read_text(encoding="utf-8")))
        local = [link for link in links if not re.match(r"[a-z]+:", link)]
        assert not [link for link in local if not (page.parent / link).exists()], name


def test_every_command_and_field_is_in_the_reference(tmp_path: Path) -> None:
    """The reference is made from the code: it has each command with its options, and each key of a paper."""
    subprocess.run((sys.executable, DOCS / "make.py"), check=True, cwd=tmp_path)
    text = (DOCS / ".pages/reference/commands.md").read_text(encoding="utf-8")
    assert "## `sitegen pull`" in text
    assert "--no-figures" in text
    assert "| `abstract` |" in (DOCS / ".pages/reference/fields.md").read_text(encoding="utf-8")


def test_nothing_is_fetched_by_a_reader(tmp_path: Path) -> None:
    """The site of the documentation loads no fonts and no scripts from elsewhere."""
    settings = yaml.safe_load((DOCS / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["theme"]["font"] is False
    assert "extra_javascript" not in settings


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_commands_within_sentences_are_understood(page: Path) -> None:
    """Each names a command that there is, and options that it has."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for line in re.findall(r"`sitegen ([^`\n]+)`", prose):
        name, *arguments = [word for word in line.split() if word != "-v"]
        assert name in COMMANDS, line
        command = commands.get_command(click.Context(commands, info_name="sitegen"), name)
        assert command, line
        options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert not [word for word in arguments if word.startswith("-") and word not in options], line
