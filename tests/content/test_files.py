"""Paths stay inside, litter stays out, and a file is old or new, never half."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.content import files
from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.text.slugs import slug
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


def test_what_a_killed_process_was_writing_is_taken_away(tmp_path: Path) -> None:
    """A file beside the one that it was to be; not of a process that runs, nor one that is no such file."""
    ended = os.fork()
    if not ended:
        os._exit(0)
    os.waitpid(ended, 0)
    stay = {f".a.yaml.{os.getpid()}.tmp", ".a.yaml.tmp", f"a.yaml.{ended}.tmp", f".linked.yaml.{ended}.tmp"}
    (tmp_path / "deep").mkdir()
    for name in (*stay, f".a.yaml.{ended}.tmp", f"deep/.1.png.{ended}.tmp"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / f".linked.yaml.{ended}.tmp").unlink()
    (tmp_path / f".linked.yaml.{ended}.tmp").symlink_to("a")
    files.sweep(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} == {"deep", *stay}


IGNORED = {
    "papers/refs.bib": ("content/papers/refs.bib", "end in .yaml", "write each paper as content/papers/<slug>.yaml"),
    "papers/old.md": ("content/papers/old.md", "end in .yaml", "as keys into content/papers/old.yaml"),
    "papers/deep/index.md": ("content/papers/deep/index.md", "end in .yaml", "as keys into content/papers/deep.yaml"),
    "papers/a.pdf": ("content/papers/a.pdf", "end in .yaml", "links: {pdf: papers/a.pdf}"),
    "authors/ada/_index.md": ("content/authors/ada/_index.md", "end in .yaml", "into content/authors/ada.yaml"),
    "topics/ice.yaml": ("content/topics/ice.yaml", "end in .md", "at the top of content/topics/ice.md"),
    "topics/ice.txt": ("content/topics/ice.txt", "end in .md", "rename it, or move it away"),
    "pages/photo.jpg": ("content/pages/photo.jpg", "end in .md", "content/assets/"),
    "papers.bib": ("content/papers.bib", "is not read", "write each paper as content/papers/<slug>.yaml"),
    "teaching.md": ("content/teaching.md", "is not read", "a page is content/pages/<slug>.md"),
    "cv.pdf": ("content/cv.pdf", "is not read", "content/assets/"),
    "site.yml": ("content/site.yml", "is not read", "the site's own file is site.yaml"),
    "news.yml": ("content/news.yml", "is not read", "call it news.yaml"),
    "talk.yaml": ("content/talk.yaml", "is not read", 'did you mean "talks.yaml"?'),
    "p.yaml": ("content/p.yaml", "is not read", "a paper belongs into content/papers/"),
    "posets.yaml": ("content/posets.yaml", "is not read", 'did you mean "posts.yaml"? Or else items of a kind'),
    "posets/a.yaml": ("content/posets/", "is no folder", "collections: {posets: {}} in site.yaml"),
    "recipes.yaml": ("content/recipes.yaml", "is not read", "collections: {recipes: {}} in site.yaml"),
    "talk/oslo.md": ("content/talk/", "is no folder that sitegen knows", 'did you mean "talks"?'),
    "recipes/cake.yaml": ("content/recipes/", "is no folder", "collections: {recipes: {}} in site.yaml"),
    "blog/one/post.md": ("content/blog/", "is no folder that sitegen knows: its file is not read", "content/pages/"),
}


@pytest.mark.parametrize(("file", "said"), IGNORED.items(), ids=IGNORED)
def test_nothing_is_ignored_in_silence(tmp_path: Path, file: str, said: tuple[str, str, str]) -> None:
    """A file that no rule reads is named, with what to do."""
    (one,) = load(write_site(tmp_path, {file: "x"}))[1]
    assert (one.file, one.severity) == (said[0], "warning")
    assert said[1] in one.sentence
    assert said[2] in one.hint


def test_linked_folders_are_named(tmp_path: Path) -> None:
    """A folder that is a link is not entered, and that is said, wherever it stands."""
    root = write_site(tmp_path / "site", {"assets/a.txt": "x"})
    (tmp_path / "elsewhere").mkdir()
    (root / "content" / "papers" / "more").symlink_to(tmp_path / "elsewhere")
    (root / "content" / "talks").symlink_to(tmp_path / "elsewhere")
    assert [(one.file, one.sentence) for one in load(root)[1]] == [
        ("content/papers/more", "is a linked folder, and nothing in it is read"),
        ("content/talks", "is a linked folder, and nothing in it is read"),
    ]


def test_what_is_read_or_named_is_well(tmp_path: Path) -> None:
    """Nothing is said of what has a place: files that are named, notes for whoever opens a folder, hidden ones."""
    files = {
        "papers/a.yaml": "title: A\nauthors: [Ada]\ndate: 2020\nlinks: {slides: talks/a.pdf, data: data.csv}\n",
        "talks/a.pdf": "%PDF",
        "data.csv": "1",
        "README.md": "x",
        "papers/LICENSE": "x",
        "papers/.keep": "x",
        "assets/deep/x.bib": "x",
        "figures/a/1.svg": "x",
    }
    assert load(write_site(tmp_path, files))[1] == ()


@pytest.mark.parametrize(("folder", "ending"), [("papers", b"yaml"), ("authors", b"yaml"), ("pages", b"md")])
def test_a_file_whose_name_is_no_text_is_named(tmp_path: Path, folder: str, ending: bytes) -> None:
    """Bytes that are no UTF-8 in place of a slug are an error about that file, in characters that can be printed."""
    root = write_site(tmp_path)
    (root / "content" / folder).mkdir(exist_ok=True)
    with open(os.fsencode(root / "content" / folder) + b"/\xff\xfe." + ending, "wb") as file:
        file.write(b"title: A\n")
    with pytest.raises(SitegenError) as error:
        load(root)
    assert any("slug" in problem.field or "no UTF-8" in problem.sentence for problem in error.value.problems)


@pytest.mark.parametrize("text", ["\udcff\udcfe", "a\ud800", "\udfff"])
def test_a_slug_can_be_made_of_anything(text: str) -> None:
    """Half of a pair of surrogates has no UTF-8, and gets a name all the same."""
    assert slug(text)
