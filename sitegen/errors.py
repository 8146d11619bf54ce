"""Problems with a person's content, each with its place and the next step.

In: facts about a fault (where, which field, what). Out: a `Problem`, one line a person can act on.
Never prints, never reads a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Literal

from sitegen.records import dataclass

Severity = Literal["error", "warning", "suggestion"]
"""Broken; should be mended; could be better, which only `sitegen check` says."""
_order = attrgetter("file", "line", "column", "field", "sentence", "hint", "severity")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in somebody's content: where it is, what is wrong, what to do next.

    `file` is a slash path relative to the site's folder; `line` and `column` count from 1, 0 is unknown.
    `field` is the dotted path of the key (`authors[2].orcid`).
    """

    file: str = ""
    line: int = 0
    column: int = 0
    field: str = ""
    sentence: str = ""
    hint: str = ""
    severity: Severity = "error"

    def __lt__(self, other: Problem) -> bool:
        """Sort by place."""
        return _order(self) < _order(other)

    @property
    def place(self) -> str:
        """`content/papers/x.yaml:12:7`, as much of it as is known."""
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])

    def as_warning(self, hint: str = "") -> Problem:
        """Return the same as a warning, with another hint if one is given."""
        return replace(self, severity="warning", hint=hint or self.hint)

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.field, self.sentence) if part)


class SitegenError(Exception):
    """Work that cannot go on because of what a person wrote or asked for; carries every `Problem` found."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        listed = [Problem(sentence=problems)] if isinstance(problems, str) else problems
        self.problems: tuple[Problem, ...] = tuple(sorted(listed))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        """Come from another process with its problems, not with their text alone."""
        return SitegenError, (self.problems,)
