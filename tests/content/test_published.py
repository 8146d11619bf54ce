"""The file in which builds remember what they published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from sitegen.content import published
from sitegen.content.lock import PUBLISHED
from sitegen.incremental import last_build
from sitegen.model.published import NOTHING_PUBLISHED, PublishedNames, Remembered

SOME = PublishedNames(
    "tag:example.org,2026:/",
    papers={"b": Remembered(key="two"), "a": Remembered(key="one", doi='10.1/x#y"z', was=("old", "older"), gone=True)},
    people={"wang": Remembered(name="王小明", at="a"), "odd": Remembered(name="Ode\u2028\x85 Ón", file=True)},
    pages={"about": Remembered(), "years/2020": Remembered()},
)


def test_what_is_written_is_read_back() -> None:
    """Also by YAML's own reader; every name has a line of its own, sorted."""
    text = published.as_text(SOME)
    assert published.from_text(text) == (SOME, ())
    assert published.from_text(text.replace("\n", "\r\n")) == (SOME, ())
    read = yaml.safe_load(text)
    assert read["papers/a/"] == {"key": "one", "doi": '10.1/x#y"z', "was": ["old", "older"], "gone": True}
    addresses = ["papers/a/", "papers/b/", "authors/odd/", "authors/wang/", "about/", "years/2020/"]
    assert list(read) == ["feeds", *addresses]
    assert '"papers/b/": {"key": "two"}' in text.splitlines()
    lines = text.splitlines()
    assert published.from_text("\n".join(reversed(lines))) == (SOME, ())


def test_no_file_is_no_memory(tmp_path: Path) -> None:
    """Where nothing was published, nothing is remembered."""
    (tmp_path / "content").mkdir()
    assert published.read(tmp_path) == (NOTHING_PUBLISHED, ())


def _put(root: Path, data: bytes) -> Path:
    path = root / PUBLISHED
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ('"papers/a/": {"key": "one"}\n', 0),
        ('feeds: "tag:example.org,2026:/"\n"papers/a/": {"key": "one"\n', 2),
        ('feeds: "tag:example.org,2026:/"\n"papers/a/": {"key": "one"}\n"papers/b/": {"keyy": "one"}\n', 3),
        ('feeds: "tag:example.org,2026:/"\n"papers/a/": {"was": "one"}\n', 2),
        ('feeds: "tag:example.org,2026:/"\n"papers/a/": ["key"]\n', 2),
        ('feeds: "tag:example.org,2026:/"\nnonsense\n', 2),
        ('feeds: "urn:uuid:nonsense"\n', 0),
        ('feeds: "tag:example.org,2026:/"\n"papers/a/": {}}, {"b": {}\n', 2),
    ],
)
def test_a_broken_file_is_an_error_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    """What cannot be read is never forgotten in silence."""
    _put(tmp_path, text.encode())
    memory, (problem, *_) = published.read(tmp_path)
    assert (memory, problem.file, problem.line, problem.severity) == (NOTHING_PUBLISHED, PUBLISHED, line, "error")
    assert "version control" in problem.hint


def test_bytes_links_and_folders_are_errors(tmp_path: Path) -> None:
    """Neither is anything but a file of UTF-8 taken for one."""
    path = _put(tmp_path, b"\xff\xfe")
    assert published.read(tmp_path)[1]
    path.unlink()
    (tmp_path / "outside").write_text(published.as_text(SOME), "utf-8")
    path.symlink_to(tmp_path / "outside")
    assert "link" in published.read(tmp_path)[1][0].sentence
    assert published.write(tmp_path, SOME)
    path.unlink()
    path.mkdir()
    assert published.read(tmp_path)[1]
    assert published.write(tmp_path, SOME)


def test_a_merge_keeps_the_lines_of_both_sides() -> None:
    """Doubled lines, and the marks of a conflict, lose nothing; the marks are a warning."""
    head = 'feeds: "tag:example.org,2026:/"\n'
    mine, theirs = '"papers/a/": {"key": "one"}\n', '"papers/b/": {"key": "two"}\n'
    memory, told = published.from_text(f"{head}<<<<<<< HEAD\n{mine}=======\n{theirs}>>>>>>> other\n")
    assert sorted(memory.papers) == ["a", "b"]
    assert [(problem.severity, problem.line) for problem in told] == [("warning", 2)]
    doubled = f'{head}"papers/a/": {{"key": "new", "keys": ["old"]}}\n"papers/a/": {{"key": "old", "was": ["z"]}}\n'
    memory, told = published.from_text(doubled)
    assert (memory.papers["a"], told) == (Remembered(key="new", keys=("old",), was=("z",)), ())
    assert published.from_text(doubled.replace('"new", "keys": ["old"]', '"one"'))[0].papers["a"].key == "old"


def test_it_is_written_whole_and_only_when_it_changes(tmp_path: Path) -> None:
    """The same memory leaves the file as it is, also with the line ends of another system."""
    path = _put(tmp_path, published.as_text(SOME).replace("\n", "\r\n").encode())
    before = path.stat().st_mtime_ns
    assert published.write(tmp_path, SOME) == ""
    assert path.stat().st_mtime_ns == before
    assert published.write(tmp_path, NOTHING_PUBLISHED) == ""
    assert path.read_bytes().endswith(b'feeds: ""\n')


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The reason comes back; nothing is raised."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content").chmod(0o500)
    assert published.write(tmp_path, SOME)
    (tmp_path / "content").chmod(0o700)


def test_its_digest_tells_it_apart(tmp_path: Path) -> None:
    """A build that has nothing else to do compares the file by its bytes."""
    assert last_build.published(tmp_path) == ""
    path = _put(tmp_path, b"one")
    first = last_build.published(tmp_path)
    path.write_bytes(b"two")
    assert last_build.published(tmp_path) != first
