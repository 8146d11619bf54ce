"""The branch that a host serves: what it holds, whether it is ours, and one commit more on top.

In: a repository, the names of a remote and a branch, the files of a site. Out: a commit on that branch.
Never rewrites history: a push that would is refused by git, and nothing here forces one.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.publish.git import WORDS, GitError, RemoteError, Repository, clean
from sitegen.records import dataclass

MARK = "Sitegen-Tree"
"""The line of a commit's message that says which tree `sitegen deploy` made; with another tree it says nothing."""
_KINDS = {"A": "new", "D": "gone", "M": "changed", "T": "changed"}


@dataclass(frozen=True, slots=True)
class Tip:
    """The last commit of the branch at the remote."""

    commit: str
    tree: str
    is_ours: bool
    about: str
    """Its first line and its author, for a person to recognise it."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch at a remote; `remote` is a name or an address."""

    repository: Repository
    remote: str
    name: str

    @property
    def ref(self) -> str:
        """Its full name."""
        return f"refs/heads/{self.name}"

    def check(self) -> None:
        """Raise `SitegenError` when the remote is not known here, or the branch can have no such name."""
        known = self.repository.ask("remote").split("\n")
        if self.remote.startswith("-") or (self.remote not in known and not {"/", ":"} & set(self.remote)):
            hint = f"git remote add {self.remote} URL, or set deploy.remote in content/site.yaml"
            raise SitegenError([Problem(sentence=f'there is no git remote named "{self.remote}"', hint=hint)])
        if not self.repository.tells("check-ref-format", self.ref) or self.name.startswith("-"):
            raise SitegenError(f'deploy.branch: "{self.name}" cannot be the name of a branch')

    def tip(self) -> Tip | None:
        """Return the branch's last commit, fetched from the remote; nothing when there is no such branch yet.

        Raises `RemoteError` when the remote cannot be asked.
        """
        try:
            listed = self.repository.ask("ls-remote", self.remote, self.ref).splitlines()
            commits = {name: commit for commit, _, name in (line.partition("\t") for line in listed)}
            if self.ref not in commits:
                return None
            if not self.repository.tells("cat-file", "-e", f"{commits[self.ref]}^{{commit}}"):
                options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
                self.repository.ask("-c", "gc.auto=0", "fetch", *options, self.remote, self.ref)
            return self._read(commits[self.ref])
        except GitError as error:
            hint = "is the network up, is the address right (`git remote -v`), and may you read it?"
            raise RemoteError(f"the remote {clean(self.remote)} did not answer: {error.reason}", hint) from None

    def _read(self, commit: str) -> Tip:
        head, _, message = self.repository.ask("cat-file", "commit", commit).partition("\n\n")
        tree = head.split()[1]
        author = next((line for line in head.split("\n") if line.startswith("author ")), "").partition(" ")[2]
        return Tip(
            commit=commit,
            tree=tree,
            is_ours=message.rstrip().endswith(f"\n{MARK}: {tree}"),
            about=f'"{message.partition(chr(10))[0]}" by {author.partition(" <")[0]}',
        )

    def holds_sources(self, tip: Tip | None) -> bool:
        """Tell whether the branch is the one that the site's sources are on."""
        if tip is None:
            current = self.repository.ask("rev-parse", "--symbolic-full-name", "HEAD") if self.has_commits() else ""
            return current.strip() == self.ref and self.remote in self.repository.ask("remote").split("\n")
        return self.has_commits() and any(
            self.repository.tells("merge-base", "--is-ancestor", *pair)
            for pair in ((tip.commit, "HEAD"), ("HEAD", tip.commit))
        )

    def has_commits(self) -> bool:
        """Tell whether anything has been committed where the site is."""
        return self.repository.tells("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    def store(self, files: Iterable[tuple[str, bytes]], *, scratch: Path) -> str:
        """Put files, as path and bytes, into the repository's store; return the tree of them all."""
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            marks = Path(folder, "marks")
            paths: list[str] = []
            self.repository.ask(
                "fast-import", "--quiet", f"--export-marks={marks}", standard_input=_stream(files, paths)
            )
            names = dict(line.split() for line in marks.read_text(encoding="ascii").splitlines()) if paths else {}
            entries = [f"100644 {names[f':{number}']} 0\t{path}\0" for number, path in enumerate(paths, 1)]
            index = str(Path(folder, "index"))
            listed = "".join(entries).encode(errors="surrogateescape")
            self.repository.ask("update-index", "-z", "--index-info", standard_input=listed, GIT_INDEX_FILE=index)
            return self.repository.ask("write-tree", GIT_INDEX_FILE=index).strip()

    def changes(self, tip: Tip | None, tree: str) -> tuple[tuple[str, str], ...]:
        """Return what a deploy changes on the branch, as (`new`, `changed` or `gone`, path)."""
        before = tip.tree if tip else self.repository.ask("mktree").strip()
        listed = self.repository.ask("diff-tree", "-r", "-z", "--no-renames", "--name-status", before, tree).split("\0")
        return tuple((_KINDS.get(kind, "changed"), path) for kind, path in zip(listed[::2], listed[1::2], strict=False))

    def commit(self, tip: Tip | None, tree: str, about: str) -> str:
        """Make a commit of a tree on top of the tip; return its name. No branch here or there moves."""
        message = f"Publish the site\n\n{about}\n\n{MARK}: {tree}\n"
        parents = ("-p", tip.commit) if tip else ()
        return self.repository.ask("commit-tree", tree, *parents, "-F", "-", standard_input=message.encode()).strip()

    def push(self, commit: str) -> None:
        """Let the branch at the remote be that commit. Raises `RemoteError` when the remote does not take it."""
        try:
            options = ("--porcelain", "--no-follow-tags", "--recurse-submodules=no")
            self.repository.ask("push", *options, self.remote, f"{commit}:{self.ref}")
        except GitError as error:
            if "[rejected]" in error.message or "cannot lock ref" in error.message:
                hint = "run `sitegen deploy` again: it starts from what is there now"
                raise RemoteError(
                    f"{self.name} was changed by somebody else meanwhile; nothing was lost", hint
                ) from None
            self._check_hook(error)
            hint = "may you push to it, and is the branch not protected?"
            sentence = f"the remote {clean(self.remote)} did not take the site: {error.reason}"
            raise RemoteError(sentence, hint) from None

    def _check_hook(self, error: GitError) -> None:
        """Raise `SitegenError` when it was a hook on this machine that did not let the site be pushed."""
        path = self.repository.ask("rev-parse", "--git-path", "hooks/pre-push").removesuffix("\n")
        hook = self.repository.folder / path
        was_asked = "failed to push some refs" not in error.message or re.search(r"(?m)^(?:!\t|To )", error.message)
        if was_asked or not os.access(hook, os.X_OK):
            return
        lines = (line.strip() for line in error.message.splitlines() if not line.startswith("error: failed to push"))
        words = "; ".join([line for line in lines if line][:WORDS]) or "it gave no reason"
        hint = f"mend {hook}, or move it away: the site was built well, and is not pushed yet"
        if "git-lfs" in words or "Git LFS" in words:
            hint = f"install git-lfs, or `git lfs uninstall --local`, or move {hook} away"
        sentence = f"a hook of this repository, pre-push, did not let the site be pushed: {words}"
        raise SitegenError([Problem(sentence=sentence, hint=hint)])


def _stream(files: Iterable[tuple[str, bytes]], paths: list[str]) -> Iterator[bytes]:
    """Yield what `git fast-import` reads, one file after the other; note each path."""
    yield b"feature done\n"
    for number, (path, data) in enumerate(files, 1):
        paths.append(path)
        yield b"blob\nmark :%d\ndata %d\n" % (number, len(data))
        yield data
        yield b"\n"
    yield b"done\n"
