"""Paths stay inside, litter stays out, and a file is old or new, never half."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.content import files
from sitegen.content.load import load
from tests.making import write_site


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("figures/x/1.png", "figures/x/1.png"),
        ("./a//b.pdf", "a/b.pdf"),
        ("a b/ü.png", "a b/ü.png"),
        ("a..b/c...d", "a..b/c...d"),
    ],
)
def test_relative_paths_pass(written: str, path: str) -> None:
    """A path inside is returned with single slashes."""
    assert files.relative(written) == path


@pytest.mark.parametrize(
    "written",
    [
        "../x",
        "a/../../x",
        "a/..",
        "/etc/passwd",
        "//host/x",
        "~/x",
        "C:/x",
        "C:\\x",
        "a\\b",
        ".git/config",
        "a/.hidden",
        "",
        ".",
        "./",
        "a\x00b",
        "a\nb",
    ],
)
def test_paths_that_lead_out_are_refused(written: str) -> None:
    """Absolute paths, `..` in any place, hidden files and paths of one system only are refused."""
    with pytest.raises(files.UnsafePathError):
        files.relative(written)


def test_fault_of_links_and_special_files(tmp_path: Path) -> None:
    """Links may lead about inside, never out; what is not a regular file is not opened."""
    inside, outside = tmp_path / "content", tmp_path / "secret"
    (inside / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "key").write_text("x", encoding="utf-8")
    (inside / "file").write_text("x", encoding="utf-8")
    os.symlink("file", inside / "near")
    os.symlink("../secret/key", inside / "far")
    os.symlink("../secret", inside / "door")
    os.symlink("nowhere", inside / "dangling")
    os.symlink("circle", inside / "circle")
    os.mkfifo(inside / "pipe")
    (tmp_path / "content-too").mkdir()
    (tmp_path / "content-too" / "file").write_text("x", encoding="utf-8")
    os.symlink("../content-too/file", inside / "sibling")
    names = [
        "file",
        "near",
        "far",
        "door/key",
        "dangling",
        "circle",
        "pipe",
        "sub",
        "none",
        "sibling",
        "file/x",
        "x" * 5000,
    ]
    assert {name[:10]: files.fault(inside, name) for name in names} == {
        "file": "",
        "near": "",
        "far": "is a link that leads out of content/",
        "door/key": "is a link that leads out of content/",
        "dangling": "is a link that leads nowhere",
        "circle": "is a link that leads nowhere",
        "pipe": "is not a regular file",
        "sub": "is a folder",
        "none": "does not exist",
        "sibling": "is a link that leads out of content/",
        "file/x": "does not exist",
        "x" * 10: "does not exist",
    }


def test_walk_skips_litter_and_does_not_enter_links(tmp_path: Path) -> None:
    """Hidden files, editors' leftovers and linked folders are not content."""
    outside = tmp_path / "outside"
    content = tmp_path / "content"
    for path in ("b.yaml", "a/c.yaml", ".hidden/x", "a/.DS_Store", "a/b.yaml~", "a/.b.swp", "a/#b#", "a/Thumbs.db"):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).touch()
    outside.mkdir()
    (outside / "x").touch()
    os.symlink(outside, content / "door")
    assert list(files.walk(content)) == ["a/c.yaml", "b.yaml", "door"]
    assert list(files.walk(tmp_path / "none")) == []


def test_write_replaces_whole_and_keeps_the_mode(tmp_path: Path) -> None:
    """A write leaves the new bytes, the old permissions and nothing beside."""
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.yaml"]


@pytest.mark.parametrize("call", ["fsync", "replace", "fchmod"])
def test_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """Whatever call fails, the old bytes stay and no temporary file is left."""
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(Path if call == "replace" else os, call, fail)
    with pytest.raises(OSError, match="no space"):
        files.write(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.yaml"]


def test_files_that_almost_end_as_they_should_are_named(tmp_path: Path) -> None:
    """With the ending that is read; a file that a paper names, and other files beside papers, are well."""
    root = write_site(
        tmp_path,
        {
            "papers/a.yaml": "title: A\nauthors: [Ada]\ndate: 2020\nlinks: {data: papers/data.json}\n",
            "papers/data.json": "{}",
            "papers/other.json": "{}",
            "papers/README.md": "# Not a paper",
            "authors/ada.yaml.txt": "name: Ada",
            "pages/about.markdown": "---\ntitle: About\n---\n",
            "pages/note.txt": "Note",
        },
    )
    assert [(one.file, one.sentence, one.severity) for one in load(root)[1]] == [
        ("content/authors/ada.yaml.txt", "is not read: the files of content/authors/ end in .yaml", "warning"),
        ("content/pages/about.markdown", "is not read: the files of content/pages/ end in .md", "warning"),
        ("content/pages/note.txt", "is not read: the files of content/pages/ end in .md", "warning"),
        ("content/papers/other.json", "is not read: the files of content/papers/ end in .yaml", "warning"),
    ]
