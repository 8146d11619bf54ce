"""Builds that remember what they published."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sitegen.content.lock import PUBLISHED
from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildReport, BuildRequest, build
from sitegen.render.request import unchanged
from tests.making import write_site

MINE = BuildRequest(remembers=True, jobs=1)
HOST = BuildRequest(publishes=True, jobs=1)
STUDY = "title: Study of {}\nauthors: [Ada Lovelace]\ndate: {}\n"


def made(root: Path, request: BuildRequest = MINE) -> BuildReport:
    """Build, and return what came of it."""
    return build(root, request)


def remembered(root: Path) -> bytes:
    """Return what is remembered; nothing where nothing is."""
    return (root / PUBLISHED).read_bytes() if (root / PUBLISHED).is_file() else b""


def key(root: Path, slug: str) -> str:
    """Return the citation key of a paper as it was built."""
    return (root / "output" / "papers" / slug / f"{slug}.bib").read_text("utf-8").partition("{")[2].partition(",")[0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that was published once."""
    write_site(tmp_path, {"papers/first.yaml": STUDY.format("first", 2020)})
    made(tmp_path)
    return tmp_path


def test_a_build_remembers_and_the_next_has_nothing_to_do(root: Path) -> None:
    """The file is written once; the next build sees in its bytes that nothing changed, and leaves it as it is."""
    assert b'"papers/first/": {"key": "lovelace2020study"' in remembered(root)
    time.sleep(0.1)  # so that the times of the content tell
    report = made(root)
    assert not any(one.is_new for one in report.made)
    before = remembered(root)
    assert unchanged(root, MINE) is not None
    (root / PUBLISHED).write_bytes(before + b"\n")
    assert unchanged(root, MINE) is None
    made(root)
    assert remembered(root) == before + b"\n"


def test_a_warm_build_gives_what_a_cold_one_gives(root: Path) -> None:
    """What is remembered decides the site like any content, whatever is stored of earlier builds."""
    write_site(root, {"papers/first.yaml": STUDY.format("first", 2020), "papers/a.yaml": STUDY.format("a", 1990)})
    made(root)
    warm = {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    subprocess.run(["rm", "-rf", root / ".sitegen", root / "output"], check=True)
    made(root)
    assert {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()} == warm
    (root / PUBLISHED).write_bytes(remembered(root).replace(b'"key": "lovelace2020study"', b'"key": "other"'))
    made(root)
    assert key(root, "first") == "other"


@pytest.mark.parametrize("request_", [BuildRequest(jobs=1), HOST, BuildRequest(remembers=True, drafts=True, jobs=1)])
def test_who_only_reads_writes_nothing(root: Path, request_: BuildRequest) -> None:
    """A host, `check` and a look at drafts read what is remembered, and leave the file alone."""
    before = remembered(root)
    write_site(root, {"papers/first.yaml": STUDY.format("first", 2020), "papers/a.yaml": STUDY.format("a", 2020)})
    made(root, request_)
    assert (remembered(root), key(root, "first"), key(root, "a")) == (before, "lovelace2020study", "lovelace2020studya")


def test_drafts_and_other_folders(root: Path) -> None:
    """A draft is not published; hidden papers are; another output and address are the same site."""
    write_site(
        root,
        {
            "papers/draft.yaml": STUDY.format("d", 2020) + "draft: true\n",
            "papers/hidden.yaml": STUDY.format("h", 2021) + "hidden: true\n",
        },
    )
    made(root, BuildRequest(remembers=True, jobs=1, output=root / "public", base_url="http://localhost:1/x/"))
    assert b"papers/draft/" not in remembered(root)
    assert b'"papers/hidden/": {"key": "lovelace2021study"' in remembered(root)
    assert b'feeds: "tag:example.org,2026:/"' in remembered(root)


def test_what_is_gone_is_told_once(root: Path) -> None:
    """Also where the next build has nothing to do; a host, which cannot remember that, is told again."""
    write_site(root, {"papers/second.yaml": STUDY.format("second", 2021)})
    made(root)
    (root / "content/papers/second.yaml").unlink()
    told = [str(problem) for problem in made(root, HOST).warnings]
    assert any("papers/second/ was published, and its paper is gone" in line for line in told)
    assert [str(problem) for problem in made(root).warnings] == told
    again = unchanged(root, MINE)
    assert again is None or not again.warnings
    assert not made(root).warnings


def test_a_file_that_cannot_be_written_is_a_warning(root: Path) -> None:
    """The site is built all the same."""
    (root / PUBLISHED).unlink()
    (root / PUBLISHED).parent.rmdir()
    (root / "elsewhere").mkdir()
    (root / PUBLISHED).parent.symlink_to(root / "elsewhere")
    told = made(root).warnings
    assert [problem.file for problem in told if "cannot be remembered" in problem.sentence] == [PUBLISHED]
    assert not list((root / "elsewhere").iterdir())


def test_a_broken_file_stops_the_build(root: Path) -> None:
    """With its line, and with everything else that is wrong."""
    (root / PUBLISHED).write_bytes(remembered(root) + b"what\n")
    (root / "content/papers/bad.yaml").write_text("title: [\n", "utf-8")
    with pytest.raises(SitegenError) as caught:
        made(root)
    assert {problem.file for problem in caught.value.problems} == {PUBLISHED, "content/papers/bad.yaml"}


def test_an_address_that_would_mean_another_is_published_by_nobody(root: Path) -> None:
    """A build at home shows it with a warning; a host's build and a deploy stop, and name the file."""
    (root / "content/papers/first.yaml").rename(root / "content/papers/moved.yaml")
    write_site(root, {"papers/first.yaml": "title: Quite another\nauthors: [Bob Mason]\ndate: 1999\n"})
    said = "papers/first/ was published for another paper"
    assert any(said in problem.sentence for problem in made(root).warnings)
    with pytest.raises(SitegenError, match=said) as caught:
        made(root, HOST)
    assert "content/papers/first.yaml" in {problem.file for problem in caught.value.problems}
    assert unchanged(root, HOST) is None
    assert key(root, "moved") == "lovelace2020study"


def test_old_addresses_lead_on(root: Path) -> None:
    """A renamed file's page stands where it stood, as a redirect, and keeps its id in feeds."""
    before = (root / "output/feed.xml").read_text("utf-8")
    (root / "content/papers/first.yaml").rename(root / "content/papers/moved.yaml")
    (told,) = made(root).warnings
    assert (told.file, told.severity) == ("content/papers/moved.yaml", "warning")
    assert "url=/papers/moved/" in (root / "output/papers/first/index.html").read_text("utf-8")
    identity = "<id>tag:example.org,2026:/papers/first/</id>"
    assert identity in before
    assert identity in (root / "output/feed.xml").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("automatic", "is_written"), [("", True), ("true", False), ("false", True)])
def test_a_machine_of_a_host_writes_nothing(tmp_path: Path, automatic: str, *, is_written: bool) -> None:
    """`CI=true` is such a machine."""
    write_site(tmp_path)
    environment = {**os.environ, "CI": automatic}
    subprocess.run([sys.executable, "-m", "sitegen", "-q", "build"], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / PUBLISHED).is_file() is is_written
