"""Objects that git makes for a deploy, kept apart until all are made: what breaks off leaves nothing in `.git`.

In: a repository and a folder of ours. Out: the same repository, whose new objects go into that folder; at the end they
are moved where git keeps its own. A folder that a killed deploy left is taken away by the next.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sitegen.content.lock import is_running
from sitegen.publish.git import Repository
from sitegen.regex import regex

_NAME = regex(r"objects-([0-9]+)-\w+")


@contextlib.contextmanager
def apart(repository: Repository, state: Path) -> Iterator[Repository]:
    """Give the repository with a place of its own for new objects; `keep` moves them, else they go with it."""
    _sweep(state)
    with tempfile.TemporaryDirectory(prefix=f"objects-{os.getpid()}-", dir=state, ignore_cleanup_errors=True) as folder:
        there = _objects(repository)
        quoted = str(there).replace("\\", "\\\\").replace('"', '\\"')
        variables = {"GIT_OBJECT_DIRECTORY": folder, "GIT_ALTERNATE_OBJECT_DIRECTORIES": f'"{quoted}"'}
        yield replace(repository, variables=variables)


def keep(repository: Repository) -> None:
    """Move the objects of a repository that is apart to where git keeps its own, each pack before its index."""
    folder = Path(repository.variables["GIT_OBJECT_DIRECTORY"])
    there = _objects(replace(repository, variables={}))
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("tmp_"))
    for path in sorted(files, key=lambda path: (path.suffix == ".idx", path)):
        target = there / path.relative_to(folder)
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            shutil.move(path, target)


def _objects(repository: Repository) -> Path:
    return (repository.folder / repository.ask("rev-parse", "--git-path", "objects").removesuffix("\n")).resolve()


def _sweep(state: Path) -> None:
    """Take away what killed deploys left."""
    for path in state.glob("objects-*"):
        match = _NAME.fullmatch(path.name)
        if match and path.is_dir() and not path.is_symlink() and not is_running(int(match[1])):
            shutil.rmtree(path, ignore_errors=True)
