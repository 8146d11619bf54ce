"""What a pull did, and what it leaves to a person: as lines to read in ten seconds, and as Markdown.

In: the outcome of one run. Out: text. Never prints; what came from a source is shown as text, never as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sitegen.errors import Problem
from sitegen.merge.threeway import Conflict

SHOWN = 8
"""Lines of one kind in the summary; the report has them all."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$@])")
_LONGEST = 90


class Added(NamedTuple):
    """A new paper file."""

    file: str
    title: str


class Updated(NamedTuple):
    """A paper file with new values, and the fields that have them."""

    file: str
    fields: tuple[str, ...]


class Disputed(NamedTuple):
    """A conflict in a file."""

    file: str
    conflict: Conflict


class Candidate(NamedTuple):
    """A paper that is kept out until somebody accepts it: why, and what speaks for it."""

    id: str
    title: str
    about: str
    why: Literal["name", "namesake", "alike", "unnamed"]
    evidence: str


class Suggestion(NamedTuple):
    """A value that a person should confirm."""

    file: str
    field: str
    value: str
    source: str


class Withdrawn(NamedTuple):
    """A paper that is now known to be withdrawn or retracted."""

    file: str
    status: str


class Pictured(NamedTuple):
    """A paper whose figures were looked for: how many came in, and where from (`arXiv HTML (2203.15556v1)`)."""

    file: str
    figures: int
    source: str


class Failure(NamedTuple):
    """A source that gave no whole answer about a person; nothing of it was used."""

    source: str
    person: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one pull. `papers` is how many papers of the site the sources spoke of.

    `is_offline`: no source could be reached, so that nothing was done.
    """

    papers: int = 0
    added: tuple[Added, ...] = ()
    updated: tuple[Updated, ...] = ()
    conflicts: tuple[Disputed, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    pictured: tuple[Pictured, ...] = ()
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    failures: tuple[Failure, ...] = ()
    is_trial: bool = False
    is_offline: bool = False


class _Section(NamedTuple):
    title: str
    hint: str
    lines: Sequence[str]


def summary(report: Report) -> str:
    """The report for a terminal: one line of numbers, then what needs a person, briefly."""
    if report.is_offline:
        return "no source could be reached: is this machine online? Nothing was changed"
    lines = [_counts(report)]
    for section in _sections(report):
        if section.lines:
            lines += ["", f"{section.title} ({len(section.lines)})" + (f": {section.hint}" if section.hint else "")]
            lines += [f"  {_cut(line)}" for line in section.lines[:SHOWN]]
            more = len(section.lines) - SHOWN
            lines += [f"  and {more} more: see them all with --report FILE"] if more > 0 else []
    return "\n".join(lines)


def as_markdown(report: Report) -> str:
    """The report as Markdown, for a pull request."""
    lines = ["# Papers pulled", "", _counts(report) + "."]
    for section in _sections(report):
        if section.lines:
            lines += ["", f"## {section.title}", ""]
            lines += [f"{section.hint[:1].upper()}{section.hint[1:]}.", ""] if section.hint else []
            lines += [f"- {_MARKUP.sub(_escaped, line)}" for line in section.lines]
    return "\n".join(lines) + "\n"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found[0] not in "<>&@" else f"&#{ord(found[0])};"


def _counts(report: Report) -> str:
    """`3 added, 2 updated, 0 conflicts; 40 papers looked at`."""
    done = "would be " if report.is_trial else ""
    parts = [f"{len(report.added)} {done}added", f"{len(report.updated)} {done}updated"]
    parts.append(_many(len(report.conflicts), "conflict"))
    parts += [_many(len(report.candidates), "candidate")] if report.candidates else []
    parts += [f"{len(report.withdrawn)} withdrawn or retracted"] if report.withdrawn else []
    figures = sum(one.figures for one in report.pictured)
    parts += [_many(figures, "figure")] if figures else []
    parts += [_many(len({one.source for one in report.failures}), "source") + " failed"] if report.failures else []
    return f"{', '.join(parts)}; {_many(report.papers, 'paper')} looked at"


def _sections(report: Report) -> Iterator[_Section]:
    yield _Section("Failed", "what these sources gave before stays as it is", _failed(report.failures))
    yield _Section("Added", "", [f"{one.file}: {one.title}" for one in report.added])
    yield _Section("Updated", "", [f"{one.file}: {', '.join(one.fields)}" for one in report.updated])
    yield _Section(
        "Conflicts",
        "both sides changed these; your words stay",
        [f"{one.file}: {one.conflict.field}: the sources say {shown(one.conflict.theirs)}" for one in report.conflicts],
    )
    yield _Section("Withdrawn", "marked so", [f"{one.file}: {one.status}" for one in report.withdrawn])
    hint = "left out until you say --accept ID, or --reject ID"
    yield _Section("Candidates", f"found by name, {hint}", _candidates(report, "name"))
    yield _Section("Possible namesakes", f"nothing in common with the rest, {hint}", _candidates(report, "namesake"))
    yield _Section("Without authors", f"no source names them, {hint}", _candidates(report, "unnamed"))
    same = "if it is the same paper, write its id into that file; if not, --accept ID"
    yield _Section("Perhaps here already", same, _candidates(report, "alike"))
    yield _Section(
        "Suggested",
        "to take one, --accept its value, or write it yourself; --reject it to see it no more",
        [f"{one.file}: {one.field}: {one.value} ({one.source})" for one in report.suggestions],
    )
    found = sorted(report.pictured, key=lambda one: not one.figures)
    yield _Section("Figures", "looked for where a paper had none", [_pictured(one) for one in found])
    yield _Section("Left out", "", report.left_out)
    yield _Section("To look at", "", [_said(one) for one in report.problems])


def _failed(failures: Iterable[Failure]) -> list[str]:
    people: dict[tuple[str, str], list[str]] = {}
    for one in failures:
        people.setdefault((one.source, one.sentence), []).append(one.person)
    return [f"{source} ({', '.join(dict.fromkeys(who))}): {sentence}" for (source, sentence), who in people.items()]


def _candidates(report: Report, why: str) -> list[str]:
    found = [one for one in report.candidates if one.why == why]
    return [f"{one.id}  {one.title} ({one.about}){f'; {one.evidence}' if one.evidence else ''}" for one in found]


def _pictured(one: Pictured) -> str:
    return f"{one.file}: {_many(one.figures, 'figure')} from {one.source}" if one.figures else f"{one.file}: none found"


def _said(problem: Problem) -> str:
    return f"{problem}{f' ({problem.hint})' if problem.hint else ''}"


def shown(value: Any) -> str:
    """A value on one line, not too long."""
    if isinstance(value, list):
        return f"{len(value)} items: {_cut(', '.join(map(_name, value)))}"
    if isinstance(value, dict):
        return _cut(", ".join(f"{name}: {_name(one)}" for name, one in value.items()))
    return f'"{_cut(" ".join(str(value).split()))}"'


def _name(value: Any) -> str:
    return str(value.get("name", value)) if isinstance(value, dict) else str(value)


def _cut(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= 2 * _LONGEST else f"{line[: 2 * _LONGEST - 1]}…"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
