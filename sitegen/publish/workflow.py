"""The workflow files that build, refresh and publish a site on its host: GitHub, GitLab, or Forgejo and Codeberg.

In: a site's folder and the kind of host. Out: the files, written where the host looks for them.
Never replaces a file that says something else.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from sitegen import __version__
from sitegen.content.files import write
from sitegen.errors import Problem, SitegenError

from .git import GitError, Repository
from .host import Kind, kind_of

FILES: Mapping[Kind, Mapping[str, str]] = {
    "github": {
        ".github/workflows/refresh.yml": "github-refresh.yml",
        ".github/workflows/site.yml": "github-site.yml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
    "forgejo": {".forgejo/workflows/site.yml": "forgejo.yml"},
}
"""Where each host looks for its files, and which of `workflows/` they are."""
FROM_INDEX = (f"python -m pip install authorpages=={__version__}",)
FROM_CHECKOUT = (
    "python -m pip install --require-hashes --requirement requirements.txt",
    "python -m pip install --no-deps --no-build-isolation .",
)
"""How a workflow installs sitegen: the version that wrote it; or, in sitegen's own repository, what is checked out."""
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*|\.")
_ITSELF = re.compile(r"^name\s*=\s*[\"']authorpages[\"']", re.MULTILINE)


def write_workflow(root: Path, kind: Kind | None = None) -> tuple[Path, ...]:
    """Write the workflow files for the site in `root`; return those that were not there yet.

    Without a `kind`, the remote named origin tells it. Raises `SitegenError`, before anything is written, when one of
    them is there and says something else.
    """
    top, branch, remote = _surroundings(root)
    made = {top / path: text for path, text in workflow(root, top, kind or kind_of(remote), branch, remote).items()}
    problems = [
        Problem(path.relative_to(top).as_posix(), sentence="is there already, and says something else", hint=_MOVE)
        for path, text in made.items()
        if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text
    ]
    if problems:
        raise SitegenError(problems)
    new = tuple(path for path in made if not path.exists())
    for path in new:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, made[path].encode())
    return new


_MOVE = "move it away to have it written anew; nothing was changed"


def workflow(root: Path, top: Path, kind: Kind, branch: str, remote: str) -> dict[str, str]:
    """Return the workflow files of a site, path to text.

    `top` is the folder of the repository, `branch` the one whose pushes publish, `remote` the repository's address.
    """
    folder = root.relative_to(top).as_posix()
    if not _PLAIN.fullmatch(folder):
        raise SitegenError(
            f'the name of the folder "{folder}" cannot stand in a workflow: use letters, digits, - and _'
        )
    within = "" if folder == "." else f"{folder}/"
    is_itself = (top / "pyproject.toml").is_file() and _ITSELF.search((top / "pyproject.toml").read_text("utf-8"))
    paths = FILES[kind]
    words = {
        "BRANCH": json.dumps(branch, ensure_ascii=False),
        "CONTENT": f"{within}content",
        "INSTALL": "\n".join(FROM_CHECKOUT if is_itself else FROM_INDEX),
        "LOCK": "requirements.txt" if is_itself else max(paths),
        "MINUTE": str(zlib.crc32(remote.encode()) % 60),  # not all sites at once
        "OUTPUT": f"{within}output",
        "RUNNER": "codeberg-small" if "codeberg.org" in remote else "docker",
        "SITEGEN": f"sitegen -C {folder}" if within else "sitegen",
    }
    templates = files("sitegen.publish").joinpath("workflows")
    return {path: _filled(templates.joinpath(name).read_text("utf-8"), words) for path, name in paths.items()}


def _filled(template: str, words: Mapping[str, str]) -> str:
    """Return a template with each `%WORD%` replaced; the lines of a long one are indented as the first is."""

    def fill(found: re.Match[str]) -> str:
        return found[1] + words[found[2]].replace("\n", f"\n{found[1]}")

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
