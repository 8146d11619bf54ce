"""The command line at a terminal, in a pipe and in a shell: nothing that is printed or read stops a command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.cli.main import COMMANDS, HABITS
from tests.making import write_site

CHECKOUT = Path(__file__).parents[2]
MODULE = (sys.executable, "-m", "sitegen")


def _environment(**variables: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "0", **variables}


def run(*arguments: str | bytes, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a module."""
    return subprocess.run(
        [*MODULE, *arguments],
        cwd=cwd,
        env=_environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        timeout=120,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with much to find fault with."""
    papers = {
        f"papers/p{number}.yaml": f"title: Łukasz’s paper {number} – über …\nauthors: [Łukasz Żak]\ndate: 20{number}\n"
        "draft: true\n"
        for number in range(10, 60)
    }
    return write_site(tmp_path_factory.mktemp("many"), papers)


@pytest.mark.parametrize("command", ["check", "schema", "check --json", "theme list", "build -v"])
def test_a_reader_who_has_seen_enough_ends_it_quietly(site: Path, command: str) -> None:
    """No traceback, no complaint of Python's, no log of a crash; and the shell's own code for it."""
    script = f'{sys.executable} -u -m sitegen {command} | true; echo "${{PIPESTATUS[0]}}" >&2'
    done = subprocess.run(
        ["bash", "-c", script], cwd=site, env=_environment(), capture_output=True, check=False, encoding="utf-8"
    )
    said = done.stderr.splitlines()
    assert said[-1] in {"0", "141"}, done.stderr
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    assert "fault of sitegen" not in done.stderr
    assert not (site / ".sitegen" / "crash.log").exists()


def test_a_reader_of_both_streams_ends_it_quietly(site: Path) -> None:
    """`2>&1 | head` as well."""
    script = f'{sys.executable} -m sitegen -v check 2>&1 | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", script], cwd=site, env=_environment(), capture_output=True, check=False, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] in {"0", "1", "141"}, done.stdout  # 0 where all was said before head went away
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_what_cannot_be_printed_is_said_in_a_line(site: Path) -> None:
    """A full disk behind `>`."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*MODULE, "schema"], cwd=site, env=_environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
def test_a_pipe_of_another_encoding_is_no_fault(site: Path, encoding: str) -> None:
    """What it cannot say is said as nearly as it can; JSON stays JSON, without a loss."""
    done = run("check", cwd=site, PYTHONIOENCODING=encoding)
    assert "fault of sitegen" not in done.stderr
    assert "content/papers/p10.yaml" in done.stdout
    done = run("check", "--json", cwd=site, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout)["findings"]
    assert json.loads(run("schema", cwd=site, PYTHONIOENCODING=encoding).stdout)
    assert run("build", "--help", cwd=site, PYTHONIOENCODING=encoding).returncode == 0


def test_letters_that_are_lacking_are_replaced_by_what_is_near() -> None:
    """Punctuation by its plain form, accents left out, the rest by its number."""
    from sitegen.cli.terminal import nearest

    def said(text: str, encoding: str) -> str:
        return nearest(UnicodeEncodeError(encoding, text, 0, len(text), ""))[0]

    assert said("… – “a”", "ascii") == '... - "a"'
    assert said("ő", "latin-1") == "o"
    assert said("Ł", "cp1252") == "\\u0141"
    assert said("\udce9", "utf-8") == "\\udce9"


def test_options_of_all_commands_stand_before_or_behind(tmp_path: Path) -> None:
    """-q, -v and -C behind a command do what they do before it, for commands of groups too."""
    site = write_site(tmp_path / "site")
    assert run("build", "-q", cwd=site).stdout == ""
    assert run("-q", "build", cwd=site).stdout == ""
    assert "1 paper by" in run("build", "-v", cwd=site).stdout
    assert "1 paper by" in run("build", "-C", str(site), cwd=tmp_path).stdout
    assert run("build", "-C", "nowhere", cwd=tmp_path).returncode == 2
    assert run("theme", "new", "mine", "-q", cwd=site).stdout == ""
    assert run("theme", "list", "-C", str(site), cwd=tmp_path).stdout.count("*") == 1
    assert run("new", "another", "-q", "-C", str(tmp_path), cwd=site).returncode == 0
    assert (tmp_path / "another" / "content").is_dir()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("buidl", "build"),
        ("Build", "build"),
        ("chekc", "check"),
        ("publish", "deploy"),
        ("init", "new"),
        ("validate", "check"),
        ("fetch", "pull"),
        ("help", "--help"),
    ],
)
def test_a_mistyped_command_is_guessed(tmp_path: Path, typed: str, meant: str) -> None:
    """Wrong usage, with the command that was meant; from habits of other tools as well."""
    done = run(typed, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == f"Error: there is no command '{typed}'; did you mean `sitegen {meant}`?"


def test_what_is_like_no_command_gets_all_of_them(tmp_path: Path) -> None:
    """No guess is better than a far one; no habit is a command of ours."""
    said = run("xyzzy", cwd=tmp_path).stderr.splitlines()[-1]
    assert said == f"Error: there is no command 'xyzzy'; there are {', '.join(COMMANDS)}"
    assert not {word for words in HABITS.values() for word in words.split()} & set(COMMANDS)
    assert {name for name in HABITS if not name.startswith("-")} <= set(COMMANDS)


def test_wrong_usage_is_said_without_control_characters(tmp_path: Path) -> None:
    """What was typed may have come from anywhere."""
    for arguments in (("\x1b[31mbuild",), ("schema", "\x1b]0;x\x07"), ("new", "x", "--orcid", "\x9b31m")):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert not {"\x1b", "\x07", "\x9b"} & set(done.stderr)


def test_there_is_a_module_of_the_same_name(tmp_path: Path) -> None:
    """`python -m sitegen` is the command, under its own name."""
    assert run("--version", cwd=tmp_path).stdout.startswith("sitegen, version ")
    assert run("--help", cwd=tmp_path).stdout.startswith("Usage: sitegen ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_options(tmp_path: Path, shell: str) -> None:
    """The printed lines call the program, which answers with commands, options and words."""
    assert "_SITEGEN_COMPLETE" in run("completion", shell, cwd=tmp_path).stdout

    def ways(line: str) -> str:
        word = "" if line.endswith(" ") else line.rsplit(maxsplit=1)[-1]
        count = {"COMP_CWORD": word if shell == "fish" else str(len(line.split(" ")) - 1)}
        return run(cwd=tmp_path, _SITEGEN_COMPLETE=f"{shell}_complete", COMP_WORDS=line, **count).stdout

    assert "build" in ways("sitegen bu")
    assert "--strict" in ways("sitegen build --st")
    assert "paper" in ways("sitegen schema p")


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"two\nlines.txt", b"\x1b[2J.txt"])
def test_an_asset_of_an_odd_name_is_left_out_and_named(tmp_path: Path, name: bytes) -> None:
    """The site is built without it, deploys and checks go on."""
    site = write_site(tmp_path / "site")
    (site / "content" / "assets").mkdir()
    try:
        with open(os.fsencode(site / "content" / "assets") + b"/" + name, "wb") as file:
            file.write(b"x")
    except OSError:
        pytest.skip("this file system does not take such names")
    for command in ("build", "check"):
        done = run(command, cwd=site)
        assert done.returncode == 0, done.stderr
        assert "has a name that is no UTF-8 text or holds a control character, so it is left out" in (
            done.stderr + done.stdout
        )
        assert "\x1b" not in done.stderr + done.stdout
    assert (site / "output" / "index.html").is_file()


def test_a_name_that_is_no_utf8_is_shown_by_its_code(tmp_path: Path) -> None:
    """Such a file is named, not stumbled over."""
    site = write_site(tmp_path / "site")
    odd = os.fsencode(site / "content" / "papers") + b"/caf\xe9.yaml"
    try:
        with open(odd, "wb") as file:
            file.write(b"title: X\nauthors: [A B]\ndate: 2020\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    for command in ("build", "check", "check --json"):
        done = run(*command.split(), cwd=site)
        assert "fault of sitegen" not in done.stderr, done.stderr
        assert "caf" in done.stdout + done.stderr, command


def test_no_name_of_a_file_makes_a_line_of_its_own(site: Path) -> None:
    """A line break in it, an escape sequence, a byte that is no text: each is shown as its code."""
    for name in (b"a\nb: error.pdf", b"\x1b[2J.pdf", b"c\xff.pdf"):
        (site / "content" / "assets").mkdir(exist_ok=True)
        with open(os.fsencode(site / "content" / "assets") + b"/" + name, "wb") as file:
            file.write(b"%PDF-1.4")
    for command in ("build", "check"):
        done = run(command, cwd=site)
        said = done.stderr + done.stdout
        assert {"a\\x0ab: error.pdf", "\\x1b[2J.pdf", "c\\xff.pdf"} <= {
            line.split("content/assets/")[1].split(": has")[0] for line in said.splitlines() if "has a name" in line
        }
