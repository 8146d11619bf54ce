"""A site in a repository and its remote beside it, for tests that publish."""

from __future__ import annotations

import atexit
import io
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.conftest import Run
from tests.making import write_site

WHO = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
GOOD = "title: First paper\nauthors: [Ada Lovelace, Bob Mason]\ndate: 2020-01-02\n"


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it printed."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **WHO},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


@cache
def _begun(config: tuple[tuple[str, str], ...]) -> Path:
    """Return a folder with a site in a repository, committed, and the remote it was pushed to; copied for each test."""
    folder = Path(tempfile.mkdtemp(prefix="place-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    site, remote = folder / "site", folder / "remote.git"
    git(folder, "init", "-q", "--bare", "-b", "main", str(remote))
    write_site(site, {}, **dict(config))
    (site / ".gitignore").write_text("output/\n.sitegen/\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main", str(site))
    git(site, "remote", "add", "origin", str(remote))
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "Begin")
    git(site, "push", "-q", "origin", "main")
    return folder


class Place:
    """A site in a repository, and its remote beside it."""

    def __init__(self, folder: Path, run: Run, **config: str) -> None:
        """Make both, the site committed and pushed."""
        self.site, self.remote, self._run = folder / "site", folder / "remote.git", run
        begun = _begun(tuple(sorted({"base_url": "https://ada.example/", **config}.items())))
        shutil.copytree(begun, folder, symlinks=True, dirs_exist_ok=True)
        settings = self.site / ".git" / "config"
        settings.write_text(settings.read_text(encoding="utf-8").replace(str(begun), str(folder)), encoding="utf-8")

    def deploy(self, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `sitegen deploy`; nothing of the checkout may change by it, nor any branch of it."""
        before = self._own()
        done = self._run("deploy", *options, cwd=self.site, **{**WHO, **variables})
        assert "Traceback" not in done.stderr
        assert self._own() == before
        return done

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command of `sitegen` on the site."""
        return self._run(*arguments, cwd=self.site, **WHO)

    def _own(self) -> tuple[str, ...]:
        """Return what is checked out, what differs in the index and in the folder, the branches and what is stashed."""
        asked = (("status", "--porcelain=v2", "--branch"), ("for-each-ref", "refs/heads", "refs/stash"))
        return (*(git(self.site, *one) for one in asked), (self.site / ".git" / "HEAD").read_text(encoding="utf-8"))

    def commits(self, branch: str = "gh-pages") -> list[str]:
        """Return the commits of a branch of the remote, newest first; none when it is not there."""
        if not git(self.remote, "branch", "--list", branch):
            return []
        return git(self.remote, "log", "--format=%H", branch).splitlines()

    def published(self) -> dict[str, bytes]:
        """Return what the branch holds."""
        listed = git(self.remote, "ls-tree", "-r", "-z", "gh-pages").split("\0")[:-1]
        blobs = {name: about.split()[2] for about, _, name in (line.partition("\t") for line in listed)}
        asked = "\n".join(blobs.values()).encode()
        command = ["git", "-C", str(self.remote), "cat-file", "--batch"]
        said = io.BytesIO(subprocess.check_output(command, input=asked))
        published = {}
        for name, blob in blobs.items():
            found, kind, size = said.readline().decode().split()
            assert (found, kind) == (blob, "blob")
            published[name] = said.read(int(size))
            said.read(1)
        return published

    def built(self) -> dict[str, bytes]:
        """Return what the build made."""
        output = self.site / "output"
        listed = (output / ".sitegen-files").read_text(encoding="utf-8").splitlines()
        return {path: (output / path).read_bytes() for path in (line.partition("  ")[2] for line in listed)}

    def edit(self, title: str) -> None:
        """Change the paper."""
        (self.site / "content/papers/first.yaml").write_text(GOOD.replace("First", title), encoding="utf-8")

    def foreign(self, branch: str = "gh-pages", name: str = "CNAME") -> str:
        """Let somebody else commit on a branch of the remote; return the commit."""
        clone = self.site.parent / f"clone-{len(list(self.site.parent.iterdir()))}"
        git(self.site.parent, "clone", "-q", str(self.remote), str(clone))
        if branch in git(clone, "branch", "-r"):
            git(clone, "checkout", "-q", branch)
        else:
            git(clone, "checkout", "-q", "--orphan", branch)
            git(clone, "rm", "-q", "-rf", ".")
        (clone / name).write_text("precious\n", encoding="utf-8")
        git(clone, "add", "-A")
        git(clone, "commit", "-q", "-m", f"Create {name}")
        git(clone, "push", "-q", "origin", branch)
        return git(clone, "rev-parse", "HEAD")
