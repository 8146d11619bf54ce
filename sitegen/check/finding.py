"""One thing that `sitegen check` has to say, and how much of the same is said at once.

In: findings of all families. Out: the same in order, or with what repeats itself folded into a count. Never prints.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sitegen.errors import Problem
from sitegen.records import NamedTuple

SHOWN = 5
"""So many findings of one rule are shown one by one."""


class Finding(NamedTuple):
    """One finding: its family and rule, what is to be said, and the slugs of the `people` that it asks about.

    `strength` ranks suggestions, the likeliest first; those that are no guess have none.
    """

    family: str
    rule: str
    problem: Problem
    people: tuple[str, ...] = ()
    strength: float = 0.0

    @property
    def id(self) -> str:
        """The id by which the finding is known in every run, wherever its line has moved."""
        problem = self.problem
        parts = self.people or (problem.field, problem.sentence)
        whole = "\0".join((self.family, self.rule, problem.file if not self.people else "", *parts))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def at(self, line: int, column: int) -> Finding:
        """Return the finding at another place of its file."""
        return self._replace(problem=replace(self.problem, line=line, column=column))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, each once: by file and line; then the suggestions, the likeliest first."""
    return tuple(sorted(set(findings), key=_place))


def _place(finding: Finding) -> tuple[bool, float, Problem, str, str]:
    is_suggestion = finding.problem.severity == "suggestion"
    return is_suggestion, -finding.strength, finding.problem, finding.family, finding.rule


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the first findings of each rule, the last of them saying how many more there are."""
    ordered = in_order(findings)
    counts = Counter(_kind(finding) for finding in ordered)
    passed: dict[tuple[str, ...], int] = defaultdict(int)
    shown = []
    for finding in ordered:
        kind = _kind(finding)
        passed[kind] += 1
        if passed[kind] < SHOWN or counts[kind] <= SHOWN:
            shown.append(finding)
        elif passed[kind] == SHOWN:
            shown.append(finding._replace(problem=_with_more(finding.problem, counts[kind] - SHOWN)))
    return tuple(shown)


def _kind(finding: Finding) -> tuple[str, ...]:
    return finding.family, finding.rule, finding.problem.severity


def _with_more(problem: Problem, count: int) -> Problem:
    more = f"and {count:,} more like this: sitegen -v check lists them all"
    return replace(problem, hint=f"{problem.hint}\n{more}" if problem.hint else more)
