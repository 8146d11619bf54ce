"""Command context: the site that a command works on, and how much it says.

In: the folder somebody stands in or names. Out: the folder that holds `content/site.yaml`.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.records import dataclass

MARK = Path("content") / "site.yaml"


@dataclass(frozen=True, slots=True)
class CliContext:
    """The options before the command's name; `root` is the site's folder, or nothing where there is none."""

    root: Path | None
    start: Path
    quiet: bool = False
    verbose: bool = False

    def site(self) -> Path:
        """Return the site's folder; raises `SitegenError` when there is none."""
        if self.root is None:
            above = " or above it" if self.start == Path() else ""
            sentence = f"there is no site in {self.start.resolve()}{above}: content/site.yaml was not found"
            hint = "make one with `sitegen new DIR`, or name its folder with -C DIR"
            raise SitegenError([Problem(sentence=sentence, hint=hint)])
        return self.root


def find(start: Path, *, above: bool) -> Path | None:
    """Return the first of `start` and, with `above`, its parents that holds a site."""
    here = start.resolve()
    for folder in (here, *here.parents) if above else (here,):
        if (folder / MARK).is_file():
            return folder
    return None
