"""A site edited again and again, built each time with what is stored of earlier builds, and from nothing."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sitegen.errors import Problem, SitegenError
from sitegen.render.recipe import BuildReport, BuildRequest, build
from sitegen.render.request import unchanged


@dataclass
class Trial:
    """One site in two folders: built again and again, and from nothing each time."""

    root: Path
    chance: random.Random
    request: BuildRequest = field(default_factory=BuildRequest)
    good: dict[str, bytes] = field(default_factory=dict)
    hits: int = 0
    faults: int = 0

    @property
    def folders(self) -> tuple[Path, Path]:
        """The two folders."""
        return self.root / "warm", self.root / "cold"

    def text(self, path: str, text: str) -> None:
        """Write a file of the content, or of the themes."""
        self.data(path, text.encode())

    def data(self, path: str, data: bytes) -> None:
        """Write a file into both folders."""
        for folder in self.folders:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)

    def drop(self, path: str) -> None:
        """Delete a file from both folders."""
        for folder in self.folders:
            (folder / path).unlink(missing_ok=True)

    def sources(self) -> dict[str, bytes]:
        """Return every file of the content and the themes."""
        root = self.folders[0]
        files = [one for name in ("content", "themes") for one in (root / name).rglob("*") if one.is_file()]
        return {one.relative_to(root).as_posix(): one.read_bytes() for one in files}

    def settle(self, *, is_good: bool) -> None:
        """Remember files that make a site; go back to them from files that make none."""
        if is_good:
            self.good = self.sources()
            return
        self.faults += 1
        now = self.sources()
        for path in now.keys() - self.good.keys():
            self.drop(path)
        for path, data in self.good.items():
            if now.get(path) != data:
                self.data(path, data)

    def change(self, path: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change a YAML file."""
        place = self.folders[0] / path
        found = yaml.load(place.read_bytes(), yaml.BaseLoader) if place.exists() else {}  # noqa: S506 - makes only texts
        change(found)
        self.text(path, yaml.safe_dump(found, allow_unicode=True, sort_keys=False))

    def some(self, pattern: str) -> str:
        """Return one of the content's files, by its path."""
        content = self.folders[0] / "content"
        return self.chance.choice(
            sorted(f"content/{one.relative_to(content).as_posix()}" for one in content.glob(pattern))
        )

    def number(self) -> int:
        """Return a small number."""
        return self.chance.randrange(1000)


def files(output: Path) -> dict[str, str]:
    """Return the digest of every file of a site."""
    found = sorted(one for one in output.rglob("*") if one.is_file()) if output.is_dir() else []
    return {one.relative_to(output).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest() for one in found}


def outcome(folder: Path, request: BuildRequest) -> tuple[Problem, ...] | BuildReport:
    """Return what a build comes to: its report, or what is at fault."""
    try:
        return build(folder, request)
    except SitegenError as error:
        return error.problems


def delete_left(folder: Path, report: BuildReport) -> None:
    """Delete what was changed by hand and is of no use any more: a build leaves that to whoever changed it."""
    for path in report.published.left:
        (folder / "output" / path).unlink()


def forget(folder: Path) -> None:
    """Leave nothing of earlier builds but the pictures, which are made by their content."""
    shutil.rmtree(folder / "output", ignore_errors=True)
    for place in (folder / ".sitegen/cache").glob("b*"):
        place.unlink()


def step(trial: Trial) -> None:
    """Build in both folders; all of it has to be the same."""
    warm, cold = trial.folders
    forget(cold)
    wanted = outcome(cold, trial.request)
    early = unchanged(warm, trial.request)
    if early is not None:
        trial.hits += 1
        assert isinstance(wanted, BuildReport)
        assert (early.warnings, early.papers, early.files) == (wanted.warnings, wanted.papers, len(wanted.made))
        assert files(warm / "output") == files(cold / "output")
    found = outcome(warm, trial.request)
    if isinstance(wanted, BuildReport):
        assert isinstance(found, BuildReport), found
        assert found.warnings == wanted.warnings
        delete_left(warm, found)
        assert files(warm / "output") == files(cold / "output")
    else:
        assert found == wanted
    trial.settle(is_good=isinstance(wanted, BuildReport))
