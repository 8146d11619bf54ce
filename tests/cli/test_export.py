"""`sitegen export` as a person runs it: where the file goes, and what is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.cli.main import main
from sitegen.typeset import pandoc

PROGRAM = (sys.executable, "-c", "from sitegen.cli.main import main; main()")
Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a site of one paper, with letters that ASCII has not."""
    content = tmp_path / "content"
    (content / "papers").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Ice\nbase_url: https://example.org/\n", encoding="utf-8")
    paper = "title: Łód – ice 冰\nauthors: [Zoë King]\ndate: 2021\n"
    (content / "papers" / "ice.yaml").write_text(paper, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `sitegen export` in that site; return the exit code and what it printed."""
    monkeypatch.chdir(root)

    def once(*arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr("sys.argv", ["sitegen", "export", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capfd.readouterr()
        return ended.value.code, printed.out, printed.err

    return once


def test_a_file_is_replaced_whole(run: Run, root: Path) -> None:
    """`-o` writes the file and says how many papers are in it; nothing else is left in the folder."""
    (root / "out.json").write_text("old", encoding="utf-8")
    assert run("csl-json", "-o", "out.json") == (0, "", "out.json: 1 paper\n")
    assert json.loads((root / "out.json").read_bytes())[0]["title"] == "Łód – ice 冰"
    assert sorted(path.name for path in root.iterdir()) == ["content", "out.json"]


def test_quiet_says_nothing(run: Run) -> None:
    """`-q` leaves only what is wrong."""
    assert run("-q", "ris", "-o", "out.ris") == (0, "", "")


@pytest.mark.parametrize(("path", "sentence"), [("none/out.bib", "No such file"), ("content", "is a folder")])
def test_a_file_that_cannot_be_written(run: Run, path: str, sentence: str) -> None:
    """Where the file cannot be, the command says so on one line, and exits with 1."""
    code, out, err = run("bibtex", "-o", path)
    assert (code, out) == (1, "")
    assert err.startswith(f"-o: {path}")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("line", ["word", "bibtex --since x", "ris --since 2022 --until 2021"])
def test_wrong_usage(run: Run, line: str) -> None:
    """What cannot be asked for is wrong usage."""
    assert run(*line.split())[0] == 2


def test_what_means_nothing_is_said(run: Run) -> None:
    """Numbers are no part of a record: the option is named, and the file written all the same."""
    code, out, err = run("ris", "--number")
    assert code == 0
    assert out.startswith("TY  - JOUR\n")
    assert err == "--number says nothing to ris, which is for programs\n"


def test_nothing_to_export_is_said(run: Run) -> None:
    """A list without a paper is written, and said to be empty."""
    assert run("markdown", "--selected") == (0, "", "no paper of the site is what was asked for\n")


def test_what_is_missing_is_said_with_its_command(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the command names what installs it, writes nothing and exits with 1."""
    monkeypatch.setattr(pandoc, "find", lambda: None)
    monkeypatch.setitem(sys.modules, "typst", None)
    for name, extra in (("docx", "styles"), ("odt", "styles"), ("pdf", "pdf")):
        code, out, err = run(name, "-o", f"list.{name}")
        assert (code, out) == (1, "")
        assert f'pip install "authorpages[{extra}]"' in err
        assert not (root / f"list.{name}").exists()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_standard_output_is_utf8_whatever_the_locale(root: Path, encoding: str) -> None:
    """A file that a shell writes has the letters of the papers, not those of the locale."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*PROGRAM, "-C", str(root), "export", "ris"], capture_output=True, env=environment, check=True, timeout=60
    )
    assert "TI  - Łód – ice 冰\n" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_ends_it_quietly(root: Path) -> None:
    """`sitegen export … | head -0` ends without a traceback."""
    for number in range(400):
        paper = f"title: Paper {number}\nauthors: [Zoë King]\ndate: 2020\nabstract: {'word ' * 400}\n"
        (root / "content" / "papers" / f"p{number}.yaml").write_text(paper, encoding="utf-8")
    with subprocess.Popen(
        [*PROGRAM, "-C", str(root), "export", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def test_a_pipe_is_written_into(run: Run, root: Path) -> None:
    """`-o` takes a named pipe or a device, which is no file to replace."""
    assert run("ris", "-o", os.devnull)[0] == 0
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("bibtex", "-o", "content/papers/ice.yaml"), "is among what the site is made of"),
        (("bibtex", "-o", "content/site.yaml"), "is among what the site is made of"),
        (("markdown", "-o", "content/pages/list.md"), "is among what the site is made of"),
        (("cv", "-o", "content/cv.yaml"), "is among what the site is made of"),
        (("bibtex", "-o", "notes.md"), "is there, and is no .bib file"),
    ],
)
def test_no_source_is_written_over(run: Run, root: Path, arguments: tuple[str, ...], sentence: str) -> None:
    """Neither a file of the content, nor a file of another kind that is there; assets are published as they are."""
    (root / "notes.md").write_text("mine", encoding="utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    code, _, err = run(*arguments)
    assert code == 1
    assert err.startswith(f"-o: {arguments[-1]} {sentence}")
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    (root / "content" / "assets").mkdir()
    assert run("bibtex", "-o", "content/assets/mine.bib")[0] == 0
    assert run("bibtex", "-o", "content/assets/mine.bib")[0] == 0
