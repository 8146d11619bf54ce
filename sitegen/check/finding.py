"""One thing that `sitegen check` has to say, and how much of the same is said at once.

In: findings of all families. Out: the same in order, or with what repeats itself folded into a count. Never prints.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from sitegen.errors import Problem

SHOWN = 5
"""So many findings of one rule are shown one by one."""


class Finding(NamedTuple):
    """One finding: the family and the rule it comes from, and what is to be said."""

    family: str
    rule: str
    problem: Problem


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings sorted by file and line, each once."""
    return tuple(sorted(set(findings), key=lambda one: (one.problem, one.family, one.rule)))


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the first findings of each rule, the last of them saying how many more there are."""
    ordered = in_order(findings)
    counts = Counter(_kind(one) for one in ordered)
    passed: dict[tuple[str, ...], int] = defaultdict(int)
    shown = []
    for one in ordered:
        kind = _kind(one)
        passed[kind] += 1
        if passed[kind] < SHOWN or counts[kind] <= SHOWN:
            shown.append(one)
        elif passed[kind] == SHOWN:
            shown.append(one._replace(problem=_with_more(one.problem, counts[kind] - SHOWN)))
    return tuple(shown)


def _kind(finding: Finding) -> tuple[str, ...]:
    return finding.family, finding.rule, finding.problem.severity


def _with_more(problem: Problem, count: int) -> Problem:
    more = f"and {count:,} more like this: sitegen -v check lists them all"
    return replace(problem, hint=f"{problem.hint}\n{more}" if problem.hint else more)
