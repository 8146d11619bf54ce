"""The same content gives the same bytes, and a build that has nothing to do or cannot be done changes nothing."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
CIRCUMSTANCES: dict[str, dict[str, Any]] = {
    "all but the plain locale": {
        "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242",
        "umask": 0o077, "USER": "somebody", "HOME": "/nonexistent", "COLUMNS": "40",
    },
    "plain locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}  # fmt: skip
ALONE: dict[str, dict[str, Any]] = {
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "hash seed": {"PYTHONHASHSEED": "4242"},
    "umask": {"umask": 0o077},
    "person": {"USER": "somebody", "HOME": "/nonexistent", "COLUMNS": "40"},
}


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def _differences(found: Mapping[str, object], wanted: Mapping[str, object]) -> list[str]:
    """Names of the files that only one side has or that are not the same."""
    return sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))


def _site(folder: Path) -> Path:
    shutil.copytree(CHECKOUT / "content", folder / "content")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_circumstances_change_no_byte(sitegen: Any, example: Path, tmp_path: Path, circumstance: str) -> None:
    """Time zone, locale, hash seed, umask, folder and user leave no trace in the output."""
    _assert_same_bytes(sitegen, example, tmp_path, CIRCUMSTANCES[circumstance])


@pytest.mark.nightly
@pytest.mark.parametrize("circumstance", ALONE)
def test_a_circumstance_alone_changes_no_byte(sitegen: Any, example: Path, tmp_path: Path, circumstance: str) -> None:
    """Each of them, so that none makes up for another."""
    _assert_same_bytes(sitegen, example, tmp_path, ALONE[circumstance])


def _assert_same_bytes(sitegen: Any, example: Path, folder: Path, circumstance: Mapping[str, Any]) -> None:
    site = _site(folder / "another folder, with spaces")
    built = sitegen("build", cwd=site, **circumstance)
    assert built.returncode == 0, built.stderr
    assert not _differences(_tree(site / "output"), _tree(example))


@pytest.mark.slow
def test_the_number_of_jobs_changes_no_byte(sitegen: Any, example: Path, tmp_path: Path) -> None:
    """One process or three: the output is the same."""
    site = _site(tmp_path)
    for jobs in ("1", "3"):
        built = sitegen("build", "--clean", "--jobs", jobs, cwd=site)
        assert built.returncode == 0, built.stderr
        assert not _differences(_tree(site / "output"), _tree(example))


def test_a_second_build_writes_nothing(sitegen: Any, example: Path) -> None:
    """What is there already is left as it is, down to the time of its last change."""
    site = example.parent
    before = _times(site / "output")
    again = sitegen("build", "--json", cwd=site)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout.splitlines()[-1])["pages_written"] == 0
    assert not _differences(_times(site / "output"), before)


def test_a_build_counts_what_it_made(example: Path) -> None:
    """`build --json` ends with one object whose figures are those of the output."""
    summary = json.loads((example.parent / "said.json").read_text(encoding="utf-8").splitlines()[-1])
    files = _tree(example)
    del files[".sitegen-files"]  # the list by which sitegen knows its own files is none of the site's
    assert summary["papers"] == 5
    assert summary["authors"] == 102
    assert summary["files"] == len(files)
    assert summary["bytes"] == sum(len(content) for content in files.values())
    assert summary["pages_written"] == len([name for name in files if name.endswith(".html")])
    assert summary["pages_kept"] == 0


def test_a_build_that_fails_leaves_the_site_it_found(sitegen: Any, example: Path, tmp_path: Path) -> None:
    """A mistake in one file is named, the exit code is 1, and the published site stays as it was."""
    site = shutil.copytree(example.parent, tmp_path / "site")
    before = _tree(site / "output")
    paper = site / "content" / "papers" / "2022-alayrac-flamingo.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("date: 2022-04-29", "date: 29 Apr"), encoding="utf-8")
    failed = sitegen("build", cwd=site)
    assert failed.returncode == 1
    line = paper.read_text(encoding="utf-8").splitlines().index("date: 29 Apr") + 1
    assert f'content/papers/2022-alayrac-flamingo.yaml:{line}:7: date: "29 Apr" is not a date' in failed.stderr
    assert not _differences(_tree(site / "output"), before)


def test_a_file_of_somebody_else_survives(sitegen: Any, example: Path, tmp_path: Path) -> None:
    """What no build of ours made is never deleted, not even by `--clean`."""
    site = shutil.copytree(example.parent, tmp_path / "site")
    (site / "output" / "google1234.html").write_text("mine", encoding="utf-8")
    assert sitegen("build", "--clean", cwd=site).returncode == 0
    assert (site / "output" / "google1234.html").read_text(encoding="utf-8") == "mine"


def test_the_example_is_in_canonical_form(sitegen: Any, tmp_path: Path) -> None:
    """`sitegen fmt` would change nothing in the files that newcomers copy from."""
    checked = sitegen("fmt", "--check", cwd=_site(tmp_path))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_example_gives_no_warning(example: Path) -> None:
    """`--strict`, with which it was built, found nothing in it."""
    assert json.loads((example.parent / "said.json").read_text(encoding="utf-8").splitlines()[-1])["warnings"] == 0
