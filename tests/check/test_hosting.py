"""What a host would refuse is said before anything is pushed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.check import hosting
from sitegen.check.recipe import CheckRequest, check
from tests.making import write_site


def _said(root: Path) -> list[str]:
    findings = check(root, CheckRequest(jobs=1), {}).findings
    return [str(one.problem) for one in findings if one.family == "hosting"]


def test_a_site_of_usual_size_is_well(tmp_path: Path) -> None:
    """Nothing is said of it."""
    assert _said(write_site(tmp_path)) == []


def test_a_file_that_no_push_takes_is_named(tmp_path: Path) -> None:
    """Where it stands in the content, with its size and with what to do; the site is built all the same."""
    root = write_site(tmp_path)
    (root / "content" / "assets").mkdir()
    with (root / "content" / "assets" / "film.mp4").open("wb") as film:
        film.truncate(hosting.FILE + 1)  # takes no room on the disk
    with (root / "content" / "assets" / "just.mp4").open("wb") as just:
        just.truncate(1000)
    (said,) = _said(root)
    assert said.startswith("content/assets/film.mp4: has 100 MiB; GitHub refuses a push with a file above 100 MiB")


def test_a_site_that_pages_does_not_take_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size, and where the most of it is."""
    monkeypatch.setattr(hosting, "WHOLE", 10_000)
    root = write_site(tmp_path)
    (root / "content" / "assets").mkdir()
    (root / "content" / "assets" / "big.bin").write_bytes(b"x" * 3_000_000)
    (said,) = _said(root)
    assert said.startswith("content/site.yaml: the site has ")
    (finding,) = [one for one in check(root, CheckRequest(jobs=1), {}).findings if one.family == "hosting"]
    assert finding.problem.hint.startswith("the most is in assets/big.bin (3 MiB)")


def test_a_pointer_in_the_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    """Git without git-lfs leaves it there; the build says so of a picture, and a deploy would be wrong."""
    root = write_site(tmp_path)
    (root / "content" / "figures").mkdir()
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"
    (root / "content" / "figures" / "a.png").write_text(pointer)
    with (root / "content" / "papers" / "first.yaml").open("a") as paper:
        paper.write("figures: [{file: figures/a.png, alt: A}]\n")
    (said,) = _said(root)
    assert said.startswith("content/figures/a.png: is only a pointer of Git LFS")
    findings = check(root, CheckRequest(jobs=1), {}).findings
    assert [one.problem.severity for one in findings if one.family == "hosting"] == ["error"]
    assert any("run `git lfs pull`" in one.problem.sentence for one in findings if one.family != "hosting")


def test_a_workflow_that_lets_strangers_in_is_named(tmp_path: Path) -> None:
    """One that an older sitegen wrote; what pins the very program is well."""
    root = write_site(tmp_path)
    workflow = root / ".github" / "workflows" / "site.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text("jobs:\n  a:\n    steps:\n      - run: python -m pip install authorpages==0.1.0\n")
    (said,) = _said(root)
    assert said.startswith(".github/workflows/site.yml: installs sitegen by a bare name")
    workflow.write_text("run: python -m pip install --requirement lock/sitegen.txt\n")
    assert _said(root) == []
