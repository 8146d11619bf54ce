"""`sitegen deploy` where git has an odd day: hooks, filters, programs that are missing, runs that were killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, Run
from tests.deploying import WHO, Place, git

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path, sitegen: Run) -> Place:
    """A site that was never deployed."""
    return Place(tmp_path, sitegen)


def _hook(place: Place, name: str, script: str) -> Path:
    hook = place.site / ".git" / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    hook.chmod(0o755)
    return hook


def test_a_hook_that_says_no_is_named_and_not_the_remote(place: Place) -> None:
    """Its own words, where it is, exit 1; without it the site is pushed."""
    hook = _hook(place, "pre-push", "echo 'tests are red' >&2; exit 1")
    done = place.deploy()
    assert done.returncode == 1
    assert "a hook of this repository, pre-push, did not let the site be pushed: tests are red" in done.stderr
    assert str(hook) in done.stderr
    assert not place.commits()
    hook.unlink()
    assert place.deploy().returncode == 0
    assert place.published() == place.built()


def test_a_hook_of_git_lfs_without_git_lfs_says_what_to_do(place: Place) -> None:
    """As git-lfs writes it into every repository that uses it."""
    _hook(
        place,
        "pre-push",
        "command -v git-lfs >/dev/null 2>&1 || {\n"
        "echo >&2 \"This repository is configured for Git LFS but 'git-lfs' was not found on your path.\"; exit 2; }",
    )
    done = place.deploy()
    assert done.returncode == 1
    assert "install git-lfs, or `git lfs uninstall --local`" in done.stderr


def test_hooks_of_commits_are_not_asked(place: Place) -> None:
    """A deploy commits nothing of the person's."""
    for name in ("pre-commit", "commit-msg", "post-commit", "post-checkout", "reference-transaction"):
        _hook(place, name, "exit 1" if name != "reference-transaction" else "exit 0")
    assert place.deploy().returncode == 0
    assert place.published() == place.built()


@pytest.mark.parametrize("filter_", ["false", "no-such-program --clean %f"])
def test_a_filter_that_fails_changes_no_byte_of_the_site(place: Place, filter_: str) -> None:
    """It is asked about sources only: that git cannot tell whether they are committed is a note."""
    (place.site / ".gitattributes").write_text("*.yaml filter=odd\n*.html filter=odd\n", encoding="utf-8")
    git(place.site, "add", ".gitattributes")
    git(place.site, "commit", "-q", "-m", "Filters")
    git(place.site, "config", "filter.odd.clean", filter_)
    git(place.site, "config", "filter.odd.required", "true")
    place.edit("Second")
    os.utime(
        place.site / "content" / "site.yaml", (1, 1)
    )  # of another time but the same size: git has to ask the filter
    done = place._run("deploy", cwd=place.site, **WHO)
    assert done.returncode == 0, done.stderr
    assert "note: git cannot tell whether all of content/ and themes/ is committed: " in done.stderr
    assert place.published() == place.built()


def test_no_git_is_said(place: Place, tmp_path: Path) -> None:
    """In a line, with exit 1."""
    done = place._run("deploy", cwd=place.site, **{**WHO, "PATH": str(tmp_path / "nothing")})
    assert done.returncode == 1
    assert "there is no git on this machine" in done.stderr


def _litter(place: Place) -> list[str]:
    objects = place.site / ".git" / "objects"
    return [path.name for path in objects.rglob("tmp_*")] + [
        path.name for path in (place.site / ".sitegen").glob("objects-*")
    ]


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.1])
def test_a_deploy_that_was_killed_leaves_nothing_that_the_next_does_not_sweep(place: Place, after: float) -> None:
    """Wherever it was killed while git was packing: neither in `.git` nor beside it; and the next one publishes."""
    assets = place.site / "content" / "assets"
    assets.mkdir()
    (assets / "noise.bin").write_bytes(os.urandom(3 << 20))
    begun = place.site / "begun"
    script = (
        "import sys\nsys.argv = ['sitegen', 'deploy']\nfrom sitegen.publish.branch import Branch\n"
        "store = Branch.store\n"
        f"def told(self, *given, **more):\n    open({str(begun)!r}, 'w').close()\n"
        "    return store(self, *given, **more)\n"
        "Branch.store = told\nfrom sitegen.cli.main import main\nmain()\n"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), **WHO}
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=place.site, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        end = time.monotonic() + 60
        while not begun.exists() and time.monotonic() < end:
            time.sleep(0.001)
        assert begun.exists(), "the deploy did not come to the point where it is killed"
        time.sleep(after)
        os.killpg(running.pid, signal.SIGKILL)
    begun.unlink()
    assert not list((place.site / ".git" / "objects").rglob("tmp_*"))
    done = place.deploy()
    assert done.returncode == 0, done.stderr
    assert place.published() == place.built()
    assert _litter(place) == []
    git(place.site, "fsck", "--strict")


def test_a_dry_run_leaves_no_object(place: Place) -> None:
    """The repository is as large as it was."""
    before = sorted(path.name for path in (place.site / ".git" / "objects").rglob("*"))
    assert place.deploy("--dry-run").returncode == 0
    assert sorted(path.name for path in (place.site / ".git" / "objects").rglob("*")) == before


def test_what_was_published_is_in_the_repository(place: Place) -> None:
    """The next deploy has the tip at hand, and fetches nothing."""
    place.deploy()
    assert git(place.site, "cat-file", "-t", place.commits()[0]) == "commit"
    git(place.site, "fsck", "--strict")
