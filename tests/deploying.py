"""A site in a repository and its remote beside it, for tests that publish."""

from __future__ import annotations

import os
import subprocess
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


class Place:
    """A site in a repository, and its remote beside it."""

    def __init__(self, folder: Path, run: Run, **config: str) -> None:
        """Make both, the site committed and pushed."""
        self.site, self.remote, self._run = folder / "site", folder / "remote.git", run
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.remote))
        write_site(self.site, {}, **{"base_url": "https://ada.example/", **config})
        (self.site / ".gitignore").write_text("output/\n.sitegen/\n", encoding="utf-8")
        git(folder, "init", "-q", "-b", "main", str(self.site))
        git(self.site, "remote", "add", "origin", str(self.remote))
        git(self.site, "add", "-A")
        git(self.site, "commit", "-q", "-m", "Begin")
        git(self.site, "push", "-q", "origin", "main")

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
        asked = (("status", "--porcelain"), ("branch", "--list"), ("stash", "list"), ("ls-files", "--stage"))
        return (*(git(self.site, *one) for one in asked), (self.site / ".git" / "HEAD").read_text(encoding="utf-8"))

    def commits(self, branch: str = "gh-pages") -> list[str]:
        """Return the commits of a branch of the remote, newest first; none when it is not there."""
        if not git(self.remote, "branch", "--list", branch):
            return []
        return git(self.remote, "log", "--format=%H", branch).splitlines()

    def published(self) -> dict[str, bytes]:
        """Return what the branch holds."""
        names = git(self.remote, "ls-tree", "-r", "-z", "--name-only", "gh-pages").split("\0")[:-1]
        shown = ["git", "-C", str(self.remote), "show"]
        return {name: subprocess.check_output([*shown, f"gh-pages:{name}"]) for name in names}

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
