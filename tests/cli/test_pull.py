"""`sitegen pull` and `sitegen new` with an identifier, as a person runs them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from sitegen.content.lock import PUBLISHED
from tests.making import write_site
from tests.pull.sources.test_cases import FULL
from tests.replay_server import Reply, replaying

Run = Callable[..., subprocess.CompletedProcess[str]]
PERSON = "name: Ada Lovelace\nopenalex: A1001\n"
BROKEN = Reply(b"<html>busy</html>", kind="text/html")


NOWHERE = "http://127.0.0.1:9"
"""Where nothing listens."""


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_pull_says_what_it_did(sitegen: Run, tmp_path: Path) -> None:
    """Progress on standard error, one summary on standard output, a report as Markdown; a second run has no news."""
    root = write_site(tmp_path, {"authors/ada.yaml": PERSON})
    with replaying(FULL["openalex"].answers) as server:
        options = ("pull", "--no-figures", "--source", "openalex", "--report", "report.md")
        done = sitegen(*options, cwd=root, SITEGEN_GATEWAY=server.address)
        again = sitegen("-q", "pull", "--no-figures", "--source", "openalex", cwd=root, SITEGEN_GATEWAY=server.address)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("OpenAlex: Ada Lovelace: ")
    assert "\x1b" not in done.stderr
    assert " added, 0 updated, 0 conflicts" in done.stdout.splitlines()[-1]
    assert (root / "report.md").read_text().startswith("# Papers pulled\n")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_a_copied_template_gets_an_id_of_its_own(sitegen: Run, tmp_path: Path) -> None:
    """With its first papers, also when it was built before; two copies differ, and a site that has papers gets none."""
    ids = []
    command = ("pull", "--no-figures", "--source", "openalex")
    for name in ("first", "second", "published"):
        draft = "title: An example\nauthors: [Ada Lovelace]\ndate: 2024\ndraft: true\n"
        paper = draft if name != "published" else draft.replace("draft: true\n", "")
        root = write_site(tmp_path / name, {"authors/ada.yaml": PERSON, "papers/first.yaml": paper})
        if name != "first":
            assert sitegen("build", cwd=root).returncode == 0
        with replaying(FULL["openalex"].answers) as server:
            trial = sitegen(*command, "--dry-run", cwd=root, SITEGEN_GATEWAY=server.address)
            assert "\nid: " not in (root / "content/site.yaml").read_text(encoding="utf-8")
            done = sitegen(*command, cwd=root, SITEGEN_GATEWAY=server.address)
            settings = (root / "content/site.yaml").read_text(encoding="utf-8")
            sitegen(*command, cwd=root, SITEGEN_GATEWAY=server.address)
        assert (trial.returncode, done.returncode) == (0, 0), done.stderr
        assert (root / "content/site.yaml").read_text(encoding="utf-8") == settings
        given = re.findall(r"(?m)^id: ([0-9a-f-]{36})   #", settings)
        assert bool(given) == ("has an id now" in done.stderr) == (name != "published")
        assert sitegen("build", cwd=root).returncode == 0
        feed = (root / "output/feed.xml").read_text(encoding="utf-8")
        assert ("<id>tag:" in feed) == (name == "published")
        assert not [id_ for id_ in given if f'feeds: "urn:uuid:{id_}"' not in (root / PUBLISHED).read_text("utf-8")]
        ids += given
    assert len(set(ids)) == 2


def test_a_failed_source_exits_3(sitegen: Run, tmp_path: Path) -> None:
    """A source that does not answer whole is named, also to those who want it quiet, and nothing is written."""
    root = write_site(tmp_path, {"authors/ada.yaml": PERSON})
    before = tree(root / "content")
    with replaying(dict.fromkeys(FULL["openalex"].answers, BROKEN)) as server:
        done = sitegen("-q", "pull", "--no-figures", "--source", "openalex", cwd=root, SITEGEN_GATEWAY=server.address)
    assert done.returncode == 3
    assert "openalex (Ada Lovelace): " in done.stdout
    assert "Traceback" not in done.stderr
    assert tree(root / "content") == before


def test_a_pull_that_reaches_nobody_says_so_once(sitegen: Run, tmp_path: Path) -> None:
    """One line ends it, whatever each source came to; a new site is made, and says how to go on."""
    person = PERSON + "orcid: 0000-0002-1825-0097\n"
    root = write_site(tmp_path / "site", {"authors/ada.yaml": person})
    before = tree(root / "content")
    done = sitegen("pull", cwd=root, SITEGEN_GATEWAY=NOWHERE)
    assert done.returncode == 3
    assert done.stdout == "no source could be reached: is this machine online? Nothing was changed\n"
    assert done.stderr.count("refuses connections") > 1
    assert tree(root / "content") == before
    one = sitegen("pull", "--source", "openalex", cwd=root, SITEGEN_GATEWAY=NOWHERE)
    assert "openalex (Ada Lovelace): " in one.stdout
    named = ("--name", "Ada Lovelace", "--orcid", "0000-0002-1825-0097")
    made = sitegen("new", "other", *named, cwd=tmp_path, SITEGEN_GATEWAY=NOWHERE)
    assert made.returncode == 3
    assert "sitegen -C other pull   asks the sources again that failed" in made.stdout


def test_dry_run_writes_nothing(sitegen: Run, tmp_path: Path) -> None:
    """Nothing at all: no file of the site changes, and none is added."""
    root = write_site(tmp_path, {"authors/ada.yaml": PERSON})
    before = tree(root)
    with replaying(FULL["openalex"].answers) as server:
        done = sitegen(
            "pull", "--dry-run", "--no-figures", "--source", "openalex", cwd=root, SITEGEN_GATEWAY=server.address
        )
    assert done.returncode == 0
    assert "would be added" in done.stdout
    assert tree(root) == before


def test_wrong_requests_are_refused(sitegen: Run, tmp_path: Path) -> None:
    """A person or source that does not exist, a site where nobody has an identifier: exit 1, with a hint."""
    root = write_site(tmp_path, {"authors/ada.yaml": PERSON})
    for options in (("pull", "adda"), ("pull", "--source", "openalexx"), ("pull", "--accept", " ")):
        done = sitegen(*options, cwd=root)
        assert done.returncode == 1, options
        assert done.stderr
    (root / "content" / "authors" / "ada.yaml").write_text("name: Ada Lovelace\n")
    done = sitegen("pull", cwd=root)
    assert done.returncode == 1
    assert "orcid" in done.stderr


def test_new_pulls_and_builds(sitegen: Run, tmp_path: Path) -> None:
    """With an identifier alone a new site has the person's name and papers, and builds as it is."""
    with replaying(FULL["openalex"].answers) as server:
        server.answers |= {"api.crossref.org/works": Reply(b"{}", 404), "huggingface.co/api/papers": Reply(b"{}", 404)}
        done = sitegen("new", "ada", "--openalex", "A1001", cwd=tmp_path, SITEGEN_GATEWAY=server.address)
    root = tmp_path / "ada"
    assert done.returncode in (0, 3), done.stderr
    papers = list((root / "content" / "papers").glob("*.yaml"))
    assert papers
    assert not [path for path in papers if path.stem == "example"]
    people = list((root / "content" / "authors").glob("*.yaml"))
    assert [path.stem for path in people] == ["ada-lovelace"]
    assert "openalex: A1001\n" in people[0].read_text()
    built = sitegen("build", "--json", cwd=root)
    assert built.returncode == 0, built.stderr
    assert f'"papers": {len(papers)}' in built.stdout


def test_new_refuses_what_is_no_identifier(sitegen: Run, tmp_path: Path) -> None:
    """An id with a mistyped digit, or of another kind, is wrong usage, and makes nothing."""
    for option, value in (("--orcid", "0000-0002-1825-0098"), ("--arxiv", "2203.15556"), ("--openalex", "W12")):
        done = sitegen("new", "x", option, value, cwd=tmp_path)
        assert done.returncode == 2, option
        assert value in done.stderr
    assert not list(tmp_path.iterdir())


def test_new_without_a_name_makes_nothing_when_nobody_tells(sitegen: Run, tmp_path: Path) -> None:
    """With its only source down there is no name, and so no site: exit 3."""
    with replaying(dict.fromkeys(FULL["openalex"].answers, BROKEN)) as server:
        done = sitegen("new", "x", "--openalex", "A1001", cwd=tmp_path, SITEGEN_GATEWAY=server.address)
    assert done.returncode == 3
    assert "OpenAlex" in done.stderr
    assert "no site was made" in done.stderr
    assert "--name" in done.stderr
    assert not list(tmp_path.iterdir())
