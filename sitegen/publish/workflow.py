"""The workflow files that build, refresh and publish a site on its host: GitHub, GitLab, or Forgejo and Codeberg.

In: a site's folder and the kind of host. Out: the files, written where the host looks for them.
Never replaces a file that says something else, but for the commit of sitegen that it names.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from sitegen import __version__
from sitegen.check.hosting import is_bare
from sitegen.content.files import write
from sitegen.errors import Problem, SitegenError
from sitegen.publish.git import GitError, Repository
from sitegen.publish.host import Kind, kind_of
from sitegen.publish.pin import LIBRARIES, PROGRAM, write_lock
from sitegen.publish.wheel import is_checkout
from sitegen.regex import regex

FILES: Mapping[Kind, Mapping[str, str]] = {
    "github": {
        ".github/workflows/refresh.yml": "github-refresh.yml",
        ".github/workflows/site.yml": "github-site.yml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
    "forgejo": {".forgejo/workflows/site.yml": "forgejo.yml"},
}
"""Where each host looks for its files, and which of `workflows/` they are."""
FROM_LOCK = (
    f"python -m pip install --require-hashes --requirement {{within}}{LIBRARIES}",
    f"python -m pip install --no-deps --no-build-isolation --requirement {{within}}{PROGRAM}",
)
FROM_CHECKOUT = (
    "python -m pip install --require-hashes --requirement requirements.txt",
    "python -m pip install --no-deps --no-build-isolation .",
)
"""How a workflow installs sitegen: what the site's lock says; or, in sitegen's own repository, what is checked out."""
_BY_ACTION = "sitegen is installed and called by its own action, which installs what the lock beside the content says."
_BY_STEPS = """\
sitegen has an action that does these steps in one. It is not used here: the sitegen that wrote this knew of no
# commit on github.com that it is made of."""
_PLAIN = regex(r"[A-Za-z0-9_][A-Za-z0-9_./-]*|\.")


def write_workflow(root: Path, kind: Kind | None = None, action: str = "") -> tuple[Path, ...]:
    """Write the workflow files for the site in `root`; return those that were not there yet, or name another commit.

    Without a `kind`, the remote named origin tells it; `action` is that of sitegen (`OWNER/REPOSITORY@COMMIT`), where
    others can get it. Raises `SitegenError`, before anything is written, when one of them is there and says something
    else.
    """
    top, branch, remote = _surroundings(root)
    texts = workflow(root, top, kind or kind_of(remote), branch, remote, action=action)
    made = {top / path: text for path, text in texts.items()}
    there = {path: path.read_text(encoding="utf-8", errors="replace") for path in made if path.exists()}
    problems = [
        Problem(path.relative_to(top).as_posix(), sentence=_different(text), hint=_MOVE)
        for path, text in there.items()
        if _COMMIT.sub(_ANY, text) != _COMMIT.sub(_ANY, made[path])
    ]
    if problems:
        raise SitegenError(problems)
    new = tuple(path for path in made if there.get(path) != made[path])
    for path in new:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, made[path].encode())
    return new


_COMMIT = regex(r"@[0-9a-f]{40} # the commit of the sitegen \S+ that wrote this")
_ANY = "@"
"""What an update of sitegen changes in a workflow of ours."""
_MOVE = "move it away to have it written anew; nothing was changed"


def _different(text: str) -> str:
    """Say what is wrong with a workflow file that is there already."""
    if is_bare(text):
        return "is there already, and installs sitegen by a bare name, which is whoever's who registers it: replace it"
    return "is there already, and says something else"


def lock(root: Path) -> tuple[tuple[Path, ...], str]:
    """Write what the workflow installs sitegen from; return the files that changed, and in words what it is.

    Nothing in sitegen's own repository, which is installed as it is checked out.
    """
    top, _, _ = _surroundings(root)
    return ((), "") if is_checkout(top) else write_lock(root, top)


def ignored(root: Path, paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return those of some files that git leaves out of a commit, so that the host would not have them."""
    repository = Repository(root)
    return tuple(path for path in paths if repository.tells("check-ignore", "--quiet", str(path)))


def workflow(root: Path, top: Path, kind: Kind, branch: str, remote: str, *, action: str = "") -> dict[str, str]:
    """Return the workflow files of a site, path to text.

    `top` is the folder of the repository, `branch` the one whose pushes publish, `remote` the repository's address.
    GitHub's use sitegen's `action` where there is one, else the same steps one by one.
    """
    folder = root.relative_to(top).as_posix()
    if not _PLAIN.fullmatch(folder):
        raise SitegenError(
            f'the name of the folder "{folder}" cannot stand in a workflow: use letters, digits, - and _'
        )
    within = "" if folder == "." else f"{folder}/"
    is_itself = is_checkout(top)
    paths = FILES[kind]
    action = "" if is_itself else action
    words = {
        "ACTION": f"{action} # the commit of the sitegen {__version__} that wrote this",
        "BRANCH": json.dumps(branch, ensure_ascii=False),
        "CONTENT": f"{within}content",
        "FOLDER": folder,
        "INSTALL": "\n".join(FROM_CHECKOUT if is_itself else (line.format(within=within) for line in FROM_LOCK)),
        "LOCK": "requirements.txt" if is_itself else f"{within}{LIBRARIES}",
        "MINUTE": str(zlib.crc32(remote.encode()) % 60),  # not all sites at once
        "OUTPUT": f"{within}output",
        "RUNNER": "codeberg-small" if "codeberg.org" in remote else "docker",
        "SITEGEN": f"sitegen -C {folder}" if within else "sitegen",
        "WHY": _BY_ACTION if action else _BY_STEPS,
    }
    templates = files("sitegen.publish").joinpath("workflows")
    for word, steps in (("INSTALLING", "install"), ("BUILDING", "build")):
        template = templates.joinpath("steps", f"{steps}-by-action.yml" if action else f"{steps}.yml")
        words[word] = _filled(template.read_text("utf-8").rstrip("\n"), words)
    return {path: _filled(templates.joinpath(name).read_text("utf-8"), words) for path, name in paths.items()}


def _filled(template: str, words: Mapping[str, str]) -> str:
    """Return a template with each `%WORD%` replaced; the lines of a long one are indented as the first is."""

    def fill(match: re.Match[str]) -> str:
        return match[1] + words[match[2]].replace("\n", f"\n{match[1]}")

    return re.sub(r"((?<=\n) *|)%([A-Z]+)%", fill, template)


def _surroundings(root: Path) -> tuple[Path, str, str]:
    """Return the top of the repository that a site is in, the branch it is on, and the address of origin."""
    repository = Repository(root)

    def ask(*arguments: str) -> str:
        try:
            return repository.ask(*arguments).removesuffix("\n")
        except GitError:
            return ""

    top = ask("rev-parse", "--show-toplevel")
    branch = ask("symbolic-ref", "--quiet", "--short", "HEAD")
    return Path(top) if top else root, branch or "main", ask("remote", "get-url", "origin")
