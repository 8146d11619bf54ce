"""The commands `new`, `fmt` and `schema`, as a person runs them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.cli.main import main
from sitegen.content.load import load

Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `sitegen` in a folder of its own; return the exit code and what it printed."""
    monkeypatch.chdir(tmp_path)

    def once(*arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr("sys.argv", ["sitegen", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return once


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    "name", ["Ada Lovelace", "Zoë: “Ü” 'Q' #1", "山田 太郎", "محمد", "O'Neil", "Q", "12", "null", "-"]
)
def test_new_site_is_whole(run: Run, name: str) -> None:
    """A new site loads without an error or a warning, with the person as its owner, in any script."""
    assert run("new", "demo", "--name", name)[0] == 0
    content, warnings = load(Path("demo"), drafts=True)
    assert warnings == ()
    assert [author.name for author in content.authors] == [name]
    assert content.config.owner == content.authors[0].slug
    assert [(paper.draft, paper.authors[0].name) for paper in content.papers] == [(True, name)]
    assert load(Path("demo"))[0].papers == ()


def test_new_site_is_canonical_and_the_same_each_time(run: Run) -> None:
    """What `new` writes is what `fmt` would write, and depends on nothing but the name; each site has its own id."""
    run("new", "one", "--name", "Ada Lovelace")
    run("new", "two", "--name", "Ada Lovelace")
    ids = [
        re.search(r"(?m)^id: ([0-9a-f-]{36}) ", Path(name, "content/site.yaml").read_text("utf-8"))
        for name in ("one", "two")
    ]
    first, second = (found[1] for found in ids if found)
    assert first != second
    settings = Path("two", "content/site.yaml")
    settings.write_text(settings.read_text("utf-8").replace(second, first), "utf-8")
    assert _tree(Path("one")) == _tree(Path("two"))
    assert run("-C", "one", "fmt", "--check") == (0, "", "")


def test_new_site_builds(run: Run) -> None:
    """`sitegen new demo && sitegen -C demo build` works without an edit, with and without the draft."""
    code, out, _ = run("new", "demo")
    assert code == 0
    assert "sitegen -C demo serve" in out
    assert run("-C", "demo", "build", "--jobs", "1")[0] == 0
    assert not list(Path("demo/output/papers").glob("example*"))
    assert run("-C", "demo", "build", "--drafts", "--strict", "--jobs", "1")[0] == 0
    assert Path("demo/output/papers/example/index.html").is_file()


def test_new_names_its_schemas(run: Run) -> None:
    """Each YAML file's first line names a schema that is there, for the editor."""
    run("new", "demo")
    for path in Path("demo/content").rglob("*.yaml"):
        mark, _, schema = path.read_text(encoding="utf-8").split("\n")[0].partition("$schema=")
        assert mark == "# yaml-language-server: "
        assert "$schema" in json.loads((path.parent / schema).read_text(encoding="utf-8"))


def test_new_refuses_a_folder_with_content(run: Run) -> None:
    """Nothing is written where content is already; a file that is in the way is named."""
    run("new", "demo", "--name", "Ada")
    before = _tree(Path("demo"))
    code, _, err = run("new", "demo", "--name", "Bob")
    assert (code, "is there already" in err) == (1, True)
    assert _tree(Path("demo")) == before
    Path("file").write_text("x", encoding="utf-8")
    code, _, err = run("new", "file")
    assert (code, "not a folder" in err) == (1, True)
    assert Path("file").read_text(encoding="utf-8") == "x"


def test_new_keeps_what_is_there(run: Run) -> None:
    """In a folder with other files these stay, and a `.gitignore` to change is pointed out."""
    Path("demo").mkdir()
    Path("demo/.gitignore").write_text("mine\n", encoding="utf-8")
    code, out, _ = run("new", "demo")
    assert (code, "add output/ and .sitegen/ to it" in out) == (0, True)
    assert Path("demo/.gitignore").read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize("name", ["", " ", "a\x07b", "a\u202eb"])
def test_new_refuses_names_that_are_none(run: Run, name: str) -> None:
    """A name has something to show, and nothing that hides."""
    assert run("new", "demo", "--name", name)[0] == 2
    assert not Path("demo").exists()


def _site() -> Path:
    content = Path("site/content")
    (content / "papers").mkdir(parents=True)
    (content / "site.yaml").write_text("title: T\nbase_url: https://a.example/\n", encoding="utf-8")
    (content / "papers" / "x.yaml").write_bytes(b"\xef\xbb\xbfdate: '2022'\r\ntitle: \"T\"\r\nauthors: [A]\r\n")
    return content


def test_fmt_check_changes_nothing(run: Run) -> None:
    """`fmt --check` lists the files that would change, exits 1 and writes nothing."""
    content = _site()
    before = _tree(content)
    assert run("-C", "site", "fmt", "--check") == (1, "content/papers/x.yaml\n", "")
    assert _tree(content) == before


def test_fmt_writes_once(run: Run) -> None:
    """`fmt` rewrites what is not canonical, keeping byte order mark and line ends; a second run changes nothing."""
    content = _site()
    assert run("-C", "site", "fmt") == (0, "content/papers/x.yaml\n", "")
    assert (content / "papers" / "x.yaml").read_bytes() == b"\xef\xbb\xbftitle: T\r\nauthors: [A]\r\ndate: 2022\r\n"
    assert run("-C", "site", "fmt") == (0, "", "")
    assert run("-C", "site", "fmt", "--check") == (0, "", "")


def test_fmt_of_one_file(run: Run) -> None:
    """A named file is formatted alone; one that is not content is a wrong usage."""
    content = _site()
    (content / "papers" / "y.yaml").write_text("date: 1\ntitle: T\n", encoding="utf-8")
    assert run("-C", "site", "fmt", "site/content/papers/y.yaml") == (0, "content/papers/y.yaml\n", "")
    Path("other.yaml").write_text("a: 1\n", encoding="utf-8")
    assert run("-C", "site", "fmt", "other.yaml")[0] == 2


def test_fmt_names_broken_files_and_formats_the_others(run: Run) -> None:
    """A file that is not YAML is left alone and told; the rest is formatted."""
    content = _site()
    (content / "papers" / "bad.yaml").write_text("title: a: b\n", encoding="utf-8")
    os.symlink("/etc/hostname", content / "papers" / "out.yaml")
    code, out, err = run("-C", "site", "fmt")
    assert (code, out) == (1, "content/papers/x.yaml\n")
    assert err.startswith("content/papers/bad.yaml:1:9: title: ")
    assert "content/papers/out.yaml: the file is a link that leads out of content/" in err


def test_fmt_formats_files_that_lack_something(run: Run) -> None:
    """Form is apart from content: unknown and missing keys do not keep a file from being formatted."""
    content = _site()
    (content / "papers" / "x.yaml").write_text("unknown: 1\ntitle: T\n", encoding="utf-8")
    assert run("-C", "site", "fmt")[0] == 0
    assert (content / "papers" / "x.yaml").read_text(encoding="utf-8") == "title: T\nunknown: 1\n"


def test_schema(run: Run) -> None:
    """`schema KIND` prints one schema, `schema` all of them; no site is needed."""
    code, out, _ = run("schema", "author")
    assert (code, json.loads(out)["title"]) == (0, "Author")
    assert list(json.loads(run("schema")[1])) == [
        "paper",
        "author",
        "site",
        "page",
        "news",
        "venues",
        "cv",
        "item",
        "items",
    ]
    assert run("schema", "nothing")[0] == 2


def test_profile_tells_what_each_stage_took(run: Run) -> None:
    """A row a stage, in the order of the build, on standard error; what is on standard output stays as it is."""
    run("new", "site", "--name", "Ada Lovelace")
    code, out, err = run("-C", "site", "build", "--profile")
    assert code == 0
    assert out.startswith("site/output/ has 0 papers")
    rows = [line.split() for line in err.splitlines()]
    assert rows[0] == ["stage", "CPU", "s", "wall", "s", "count", "MB"]
    assert [row[0] for row in rows[1:]] == [
        "look", "read", "connect", "pictures", "plan", "papers", "lists", "cards", "publish", "remember",
    ]  # fmt: skip
