"""What was built before is never taken for what has to be built now, and is never built again for nothing."""

from __future__ import annotations

import contextlib
import json
import marshal
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from sitegen.incremental.packing import PackingError, pack, unpack
from sitegen.incremental.skipping import SkipUnchanged
from sitegen.incremental.store import NAME, Store
from sitegen.incremental.task import Task
from sitegen.model import Date
from sitegen.render.recipe import BuildRequest, build
from sitegen.render.request import unchanged
from tests.conftest import CHECKOUT
from tests.making import write_site
from tests.repeated_builds import files, forget


def small(root: Path, **config: str) -> Path:
    """Write a small site, old enough for its times to tell of changes; return its folder."""
    site = write_site(
        root, {"papers/first.yaml": PAPER, "papers/second.yaml": PAPER.replace("First", "Second")}, **config
    )
    build(site, BuildRequest())
    return site


PAPER = "title: First paper\nauthors: [Ada Lovelace, Bob Mason]\ndate: 2020-01-02\nabstract: 'Of \\unknown'\n"
QUIET = (
    "import json, sys\nfrom sitegen.cli import main\ncode = main._run()\n"
    "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\nsys.exit(code)"
)
HEAVY = {"jinja2", "pydantic", "markdown_it", "nh3", "yaml", "PIL", "requests", "rich", "math_core", "babel", "sqlite3"}


def _run(site: Path, *options: str) -> tuple[str, str, set[str]]:
    """Run `sitegen build` in a process of its own; return what it said, its warnings, and what it has imported."""
    done = subprocess.run(
        [sys.executable, "-c", QUIET, "-C", str(site), "build", "--json", *options],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=True,
    )
    said, modules = done.stdout.splitlines()
    return said, done.stderr, set(json.loads(modules))


def test_a_build_with_nothing_to_do_imports_nothing_heavy(tmp_path: Path) -> None:
    """It says the same of the site, and warns of the same, by names, sizes and times alone."""
    site = write_site(tmp_path, {"papers/first.yaml": PAPER})
    _, warned, modules = _run(site)
    assert "unknown" in warned
    assert modules > {"jinja2", "yaml"}
    assert "pydantic" not in modules, "it is for those who made a mistake"
    said, again, modules = _run(site)
    assert again == warned
    assert not modules & HEAVY
    counts = json.loads(said)
    assert (counts["papers"], counts["authors"], counts["pages_written"], counts["warnings"]) == (1, 2, 0, 1)


@pytest.mark.parametrize(
    "request_",
    [
        BuildRequest(drafts=True),
        BuildRequest(base_url="https://elsewhere.example/"),
        BuildRequest(now=Date(2030, 1, 1)),
        BuildRequest(clean=True),
        BuildRequest(output=Path("other")),
        BuildRequest(strict=True),
    ],
    ids=["drafts", "base-url", "day", "clean", "output", "strict"],
)
def test_another_request_is_another_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request_: BuildRequest
) -> None:
    """What was built for one request is not said to be there for another; how many processes work is no matter."""
    site = small(tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    assert unchanged(site, BuildRequest(jobs=3)) is not None
    assert unchanged(site, request_) is None


def test_whatever_changes_is_seen(tmp_path: Path) -> None:
    """Content, themes and output: a file made, changed in its last tick and with its old time, or gone."""
    site = small(tmp_path, theme="folio")
    paper, page = site / "content/papers/first.yaml", site / "output/papers/first/index.html"
    for place in (paper, page):
        said = place.stat()
        place.write_bytes(place.read_bytes().replace(b"First", b"Worst"))
        os.utime(place, ns=(said.st_atime_ns, said.st_mtime_ns))
        assert unchanged(site, BuildRequest()) is None, place
        time.sleep(0.05)  # what is written in the tick in which a build begins is no ground for a record
        build(site, BuildRequest())
        assert unchanged(site, BuildRequest()) is not None
    for made in ("content/assets/new.txt", "themes/folio/templates/row.html", "content/papers/link.yaml"):
        (site / made).parent.mkdir(parents=True, exist_ok=True)
        if made.endswith("link.yaml"):
            (site / made).symlink_to("first.yaml")
        else:
            shutil.copy(CHECKOUT / "themes/folio/templates/row.html", site / made)
        assert unchanged(site, BuildRequest()) is None, made
        (site / made).unlink()


def test_a_page_tells_where_its_file_is_now(tmp_path: Path) -> None:
    """A file that is moved to another folder or ending, its bytes the same, is edited where it is now."""
    site = small(tmp_path, repository="https://github.com/her/site")
    papers, people = site / "content/papers", site / "content/authors"
    people.mkdir(exist_ok=True)
    (people / "ada.yaml").write_text("name: Ada Lovelace\n", encoding="utf-8")
    build(site, BuildRequest())
    (papers / "early").mkdir()
    (papers / "first.yaml").rename(papers / "early/first.yaml")
    (papers / "second.yaml").rename(papers / "second.yml")
    (people / "ada.yaml").rename(people / "ada.yml")
    build(site, BuildRequest())
    for page, file in {
        "papers/first": "papers/early/first.yaml",
        "papers/second": "papers/second.yml",
        "authors/ada": "authors/ada.yml",
    }.items():
        assert f"content/{file}" in (site / "output" / page / "index.html").read_text("utf-8")


def test_a_linked_file_is_always_read(tmp_path: Path) -> None:
    """What a link stands for changes without a sign of it where the link is: no build is left out."""
    site = small(tmp_path)
    (site / "content/papers/second.yaml").rename(site / "content/assets.yaml")
    (site / "content/papers/second.yaml").symlink_to("../assets.yaml")
    build(site, BuildRequest())
    assert unchanged(site, BuildRequest()) is None
    (site / "content/assets.yaml").write_text(PAPER.replace("First", "Third"), encoding="utf-8")
    build(site, BuildRequest())
    assert "Third paper" in (site / "output/papers/second/index.html").read_text(encoding="utf-8")


def test_an_edit_in_the_tick_of_a_build_is_seen(tmp_path: Path) -> None:
    """A file that is written again and again between builds, as fast as it goes, is built as it is."""
    site = small(tmp_path)
    for number in range(30):
        (site / "content/papers/first.yaml").write_text(PAPER.replace("First", f"F{number:04d}"), encoding="utf-8")
        if unchanged(site, BuildRequest()) is None:
            build(site, BuildRequest())
        assert f"F{number:04d} paper" in (site / "output/papers/first/index.html").read_text(encoding="utf-8")


def _worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that fills with the names of the works that are done."""
    done: list[str] = []
    real = SkipUnchanged.watched

    def watched(self: SkipUnchanged, task: Task) -> Any:
        done.append(task.name)
        return real(self, task)

    monkeypatch.setattr(SkipUnchanged, "watched", watched)
    return done


def test_one_edit_renders_what_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new abstract of one paper: its page, its authors' pages and the lists; not the other paper's author."""
    other = PAPER.replace("First", "Other").replace("Ada Lovelace, Bob Mason", "Cy Twombly")
    site = write_site(tmp_path, {"papers/first.yaml": PAPER, "papers/other.yaml": other.replace("2020", "2010")})
    build(site, BuildRequest())
    done = _worked(monkeypatch)
    (site / "content/papers/first.yaml").write_text(PAPER.replace("Of", "On"), encoding="utf-8")
    build(site, BuildRequest())
    assert {"papers/first", "authors/ada-lovelace", "authors/bob-mason", "years/2020"} <= set(done)
    assert not {"authors/cy-twombly", "years/2010", "site/people"} & set(done)


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that makes no page of a kind keeps its template compiled for the next that does."""
    root = write_site(tmp_path, {"news.yaml": "- {date: 2024-01-01, text: The tide}\n"})
    paper, news = root / "content/papers/first.yaml", root / "content/news.yaml"
    build(root, BuildRequest(jobs=1))
    compiled: list[str] = []
    compile_template = Environment.compile

    def noted(self: Environment, source: Any, name: str, *rest: Any) -> Any:
        compiled.append(name)
        return compile_template(self, source, name, *rest)

    monkeypatch.setattr(Environment, "compile", noted)
    news.write_text("- {date: 2024-01-01, text: The ebb}\n", encoding="utf-8")
    assert build(root, BuildRequest(jobs=1)).rendered == 1
    paper.write_text(paper.read_text(encoding="utf-8").replace("First", "Only"), encoding="utf-8")
    assert build(root, BuildRequest(jobs=1)).rendered
    assert compiled == []


def test_a_page_reads_what_it_imports(tmp_path: Path) -> None:
    """What a template imports is run for every page that imports it, also in a process that has built before."""
    site = write_site(tmp_path, {"papers/first.yaml": PAPER, "papers/second.yaml": PAPER}, theme="mine")
    templates = site / "themes/mine/templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.yaml").write_text("extends: folio\n", encoding="utf-8")
    (templates / "m.html").write_text("{% set count = site.papers|length %}", encoding="utf-8")
    (templates / "page.html").write_text('{% from "m.html" import count %}<p>{{ count }} in all</p>', encoding="utf-8")
    for name in ("one", "two"):
        (site / "content/pages").mkdir(exist_ok=True)
        (site / f"content/pages/{name}.md").write_text("---\ntitle: A page\n---\nText.\n", encoding="utf-8")
    for number in (2, 3, 4):
        build(site, BuildRequest())
        pages = [(site / f"output/{name}/index.html").read_text(encoding="utf-8") for name in ("one", "two")]
        assert pages == [f"<p>{number} in all</p>"] * 2
        (site / f"content/papers/n{number}.yaml").write_text(PAPER, encoding="utf-8")


def test_a_cache_of_another_sitegen_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the program, or of what it stands on, builds everything anew, and says the same."""
    site = small(tmp_path)
    before = files(site / "output")
    monkeypatch.setattr("sitegen.incremental.last_build.program_digest", lambda: "another")
    monkeypatch.setattr("sitegen.render.recipe.program_digest", lambda: "another")
    assert unchanged(site, BuildRequest()) is None
    done = _worked(monkeypatch)
    build(site, BuildRequest())
    assert "papers/first" in done
    assert files(site / "output") == before


def test_a_cache_that_cannot_be_kept_is_none(tmp_path: Path) -> None:
    """A folder where the cache should be costs time, and nothing else."""
    site = small(tmp_path)
    (site / ".sitegen/cache" / NAME).unlink()
    (site / ".sitegen/cache" / NAME).mkdir()
    (site / "content/papers/first.yaml").write_text(PAPER.replace("First", "Last"), encoding="utf-8")
    build(site, BuildRequest())
    assert "Last paper" in (site / "output/papers/first/index.html").read_text(encoding="utf-8")


def test_what_was_stored_becomes_records_and_nothing_else() -> None:
    """Bytes that name something to be called, or no record of ours, are no result; nor is anything else."""
    for data in (pickle.dumps(_Evil()), b"", b"[", marshal.dumps([10_000, "title", "x"]), marshal.dumps([0, "no", 1])):
        with pytest.raises(PackingError):
            unpack(data)
    with pytest.raises(PackingError):
        pack(_Evil())
    assert not Path("ran").exists()


class _Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("ran",)


def test_a_damaged_row_is_none(tmp_path: Path) -> None:
    """What was stored under one name and stands under another, or in part, is not taken."""
    store = Store(tmp_path, "one")
    store.put("a", b"key", b"value")
    store.put("b", b"key", b"other")
    store.close()
    with contextlib.closing(sqlite3.connect(tmp_path / NAME)) as base:
        base.execute("UPDATE result SET value = 'value' WHERE name = 'b'")
        base.commit()
    again = Store(tmp_path, "one")
    assert again.get("a") == (b"key", b"value")
    assert again.get("b") is None
    assert Store(tmp_path, "another").get("a") is None


def test_two_builds_at_once_leave_one_site(tmp_path: Path) -> None:
    """Commands that are started together wait for each other; the site is whole, and what is kept is right."""
    site = small(tmp_path)
    (site / "content/papers/first.yaml").write_text(PAPER.replace("First", "Both"), encoding="utf-8")
    command = [sys.executable, "-c", QUIET, "-C", str(site), "build", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    several = [subprocess.Popen(command, env=environment, stdout=-3, stderr=-3) for _ in range(3)]
    assert [one.wait() for one in several] == [0, 0, 0]
    warm = files(site / "output")
    forget(site)
    build(site, BuildRequest())
    assert files(site / "output") == warm
