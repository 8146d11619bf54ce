"""`sitegen import` and `sitegen new --from`, as a person runs them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.content import yamlfile

Run = Callable[..., subprocess.CompletedProcess[str]]

BIB = r"""@article{tide20,
  title = {Tides of {M}ars},
  author = {Doe, Jane and Roe, Kim},
  journal = {Journal of Tides}, year = 2020, mood = {blue}
}
@inproceedings{storm21,
  title = {Storms of Venus},
  author = {Doe, J. and Poe, Lee},
  booktitle = {Proceedings of the Storm Conference}, year = 2021,
}
@misc{nobody, title = {Nobody's}, year = 2020}
"""


def tree(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, and when it was written."""
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a .bib file in it."""
    (tmp_path / "papers.bib").write_text(BIB)
    return tmp_path


def test_a_list_becomes_a_site_that_builds(sitegen: Run, folder: Path) -> None:
    """One command, as the README has it: the owner is whoever wrote most, under all spellings; the site builds."""
    made = sitegen("new", "mysite", "--from", "papers.bib", cwd=folder)
    assert (made.returncode, made.stderr) == (0, "")
    assert "2 added, 0 updated, 0 conflicts; 3 papers read" in made.stdout
    assert "papers.bib:11: nobody: it has no authors, so it is left out" in made.stdout
    assert "It is the site of Jane Doe.\n" in made.stdout
    assert "For one of somebody else, make it in a new folder with --name NAME.\n" in made.stdout
    named = sitegen("new", "named", "--from", "papers.bib", "--name", "Doe, Jane", cwd=folder)
    assert "It is the site of Jane Doe.\n" in named.stdout
    assert "--name" not in named.stdout
    site = folder / "mysite"
    person = yamlfile.read((site / "content/authors/jane-doe.yaml").read_bytes(), "x").data
    assert (person["name"], person["names"]) == ("Jane Doe", ["J. Doe"])
    assert not (site / "content/papers/example.yaml").exists()
    built = sitegen("build", cwd=site)
    assert built.returncode == 0, built.stderr
    home = (site / "output/index.html").read_text()
    assert "Tides of Mars" in home
    assert "Storms of Venus" in home
    before = tree(site / "content")
    again = sitegen("import", "../papers.bib", cwd=site)
    assert again.returncode == 0
    assert tree(site / "content") == before


def test_a_list_of_many_is_a_lab_s(sitegen: Run, folder: Path) -> None:
    """Nobody wrote most of it, so the site has no owner; --name gives it one."""
    (folder / "papers.bib").write_text(BIB.replace("Doe, J. and ", "").replace("Doe, Jane and ", ""))
    made = sitegen("new", "lab", "--from", "papers.bib", cwd=folder)
    assert made.returncode == 0, made.stderr
    assert "owner" not in yamlfile.read((folder / "lab/content/site.yaml").read_bytes(), "x").data
    assert sitegen("build", cwd=folder / "lab").returncode == 0
    made = sitegen("-q", "new", "own", "--from", "papers.bib", "--name", "Kim Roe", cwd=folder)
    assert yamlfile.read((folder / "own/content/site.yaml").read_bytes(), "x").data["owner"] == "kim-roe"


def test_what_cannot_be_read_makes_no_site(sitegen: Run, folder: Path) -> None:
    """Exit 1 and a line for a file of no known format, 2 for one that is not there; nothing is left behind."""
    (folder / "x.dat").write_bytes(b"\x00\x01")
    for name, code in (("x.dat", 1), ("none.bib", 2)):
        done = sitegen("new", "mysite", "--from", name, cwd=folder)
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert not (folder / "mysite" / "content").exists()


def test_losses_are_reported_line_by_line(sitegen: Run, folder: Path) -> None:
    """`--report` writes them; `--dry-run` changes nothing, and says what would be."""
    sitegen("-q", "new", "mysite", "--name", "Jane Doe", cwd=folder)
    before = tree(folder / "mysite" / "content")
    done = sitegen("import", "../papers.bib", "--dry-run", "--report", "losses.txt", cwd=folder / "mysite")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "2 would be added, 0 would be updated, 0 conflicts; 3 papers read"
    assert tree(folder / "mysite" / "content") == before
    assert (folder / "mysite" / "losses.txt").read_text().splitlines() == [
        "../papers.bib:4: mood: blue",
        "../papers.bib:11: nobody: it has no authors, so it is left out",
    ]


def test_an_import_of_nothing_is_a_fault(sitegen: Run, folder: Path) -> None:
    """A list without a paper ends with 1, a site that is not there too, a file that is not there with 2."""
    (folder / "empty.bib").write_text("% nothing\n")
    sitegen("-q", "new", "mysite", "--name", "Jane Doe", cwd=folder)
    assert sitegen("import", "../empty.bib", cwd=folder / "mysite").returncode == 1
    assert sitegen("import", "../gone.bib", cwd=folder / "mysite").returncode == 2
    assert sitegen("import", "papers.bib", cwd=folder).returncode == 1
    assert sitegen("import", cwd=folder / "mysite").returncode == 2


def test_what_is_quiet_says_only_what_is_wrong(sitegen: Run, folder: Path) -> None:
    """On standard error."""
    sitegen("-q", "new", "mysite", "--name", "Jane Doe", cwd=folder)
    done = sitegen("-q", "import", "../papers.bib", cwd=folder / "mysite")
    assert done.stdout == ""
    assert done.stderr.splitlines() == ["../papers.bib:11: nobody: it has no authors, so it is left out"]
