"""Git, asked in its own words.

In: a folder and the arguments of a git command. Out: what git said, or an error a person can read.
Never touches the checkout, the index or a branch of the person whose repository it is; names no password.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.records import dataclass
from sitegen.regex import regex

_LOCAL = (
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR "
    "GIT_NAMESPACE GIT_PREFIX GIT_GRAFT_FILE GIT_SHALLOW_FILE GIT_REPLACE_REF_BASE GIT_QUARANTINE_PATH"
).split()
"""What git sets for its hooks: a deploy that a hook starts is about the site's repository all the same."""
WORDS = 5
"""Lines of a remote's own words that are repeated."""
_SECRET = regex(r"(?<=://)[^/@\s]+@")


class GitError(Exception):
    """A git command that failed; `said` is what it wrote, without passwords."""

    def __init__(self, message: str) -> None:
        """Keep what git said."""
        self.message = message
        super().__init__(message)

    @property
    def reason(self) -> str:
        """The lines that say most: the remote's own words, else what git calls fatal or an error, else the last."""
        lines = [line.strip() for line in self.message.splitlines() if line.strip()]
        theirs = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
        ours = [line for line in lines if line.startswith(("fatal:", "error:"))]
        return "; ".join([line for line in theirs if line][:WORDS] or ours[:1] or lines[-1:] or ["git gave no reason"])


class RemoteError(Exception):
    """A remote that could not be reached, or refused; `problem` says how."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        """Say what the remote did, and what to do about it."""
        self.problem = Problem(sentence=sentence, hint=hint)
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository, by a folder inside it; `variables` are set for every command."""

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def ask(self, *arguments: str, standard_input: bytes | Iterable[bytes] = b"", **variables: str) -> str:
        """Run a git command and return what it printed. Raises `GitError` when it fails.

        `standard_input` is what it reads, as one piece or as many; `variables` are added to its environment.
        """
        with self._start(arguments, variables) as running:
            try:
                for piece in [standard_input] if isinstance(standard_input, bytes) else standard_input:
                    running.stdin.write(piece)  # type: ignore[union-attr] # it is a pipe
            except BrokenPipeError:
                pass  # git ended before it had read all; it says why
            except BaseException:
                running.kill()
                raise
            out, err = running.communicate()
        if running.returncode:
            raise GitError(clean((err + b"\n" + out).decode(errors="replace")))
        return out.decode(errors="surrogateescape")

    def tells(self, *arguments: str) -> bool:
        """Return whether a git command that answers by its exit code says yes."""
        try:
            self.ask(*arguments)
        except GitError:
            return False
        return True

    def _start(self, arguments: Iterable[str], variables: Mapping[str, str]) -> subprocess.Popen[bytes]:
        inherited = {name: value for name, value in os.environ.items() if name not in _LOCAL}
        try:
            return subprocess.Popen(  # noqa: S603 - arguments of ours, and names that were checked
                ["git", "-C", str(self.folder), *arguments],  # noqa: S607 - whichever git the person has
                env={**inherited, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **self.variables, **variables},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError:
            raise SitegenError("there is no git on this machine; deploy needs it") from None


def find_repository(root: Path) -> Repository:
    """Return the repository that the site in `root` lives in. Raises `SitegenError` when there is none."""
    repository = Repository(root)
    try:
        repository.ask("rev-parse", "--show-toplevel")
    except GitError as error:
        if "not a git repository" not in error.message:
            raise SitegenError(f"git cannot be used here: {error.reason}") from None
        hint = "run `git init`, commit the site, and name its remote with `git remote add origin URL`"
        raise SitegenError([Problem(sentence="the site is not in a git repository", hint=hint)]) from None
    return repository


def clean(output: str) -> str:
    """Return what git or a remote said without the user names, passwords and tokens in addresses."""
    return _SECRET.sub("", output)
