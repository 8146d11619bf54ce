"""Pull report: what a pull did and what it leaves to a person, as lines to read in ten seconds and as Markdown.

In: the outcome of one run. Out: text. Never prints; what came from a source is shown as text, never as markup.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from sitegen.errors import Problem, Severity
from sitegen.merge.threeway import Conflict
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

SHOWN = 8
"""Lines of one kind in the summary; the report has them all."""

_MARKUP = regex(r"([\\`*_{}\[\]<>#|~&$@])")
_LONGEST = 90


class Added(NamedTuple):
    """A new paper file; `date` as exact as it is known (`2026-11`)."""

    file: str
    title: str
    date: str = ""


class Updated(NamedTuple):
    """A paper file with new values, and the fields that have them."""

    file: str
    fields: tuple[str, ...]


class Disputed(NamedTuple):
    """A conflict in a file."""

    file: str
    conflict: Conflict


class Settled(NamedTuple):
    """A conflict that was answered in this run, and whose side stands."""

    file: str
    conflict: Conflict
    side: Literal["theirs", "yours"]


class Candidate(NamedTuple):
    """A paper that is kept out until somebody accepts it: why, and what speaks for it."""

    id: str
    title: str
    about: str
    why: Literal["name", "namesake", "alike", "unnamed"]
    evidence: str


class Suggestion(NamedTuple):
    """A value that a person should confirm; `word` is what it is answered by."""

    file: str
    field: str
    value: str
    source: str
    word: str = ""


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
class PullReport:
    """The outcome of one pull. `papers` is how many papers of the site the sources spoke of, `without_figures` how many
    were not asked about because they are known to have none. `people` are people's files with new values, `refused`
    counts what sources sent that is no paper.

    `is_offline`: no source could be reached, so that nothing was done.
    """

    papers: int = 0
    added: tuple[Added, ...] = ()
    updated: tuple[Updated, ...] = ()
    people: tuple[Updated, ...] = ()
    conflicts: tuple[Disputed, ...] = ()
    settled: tuple[Settled, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    pictured: tuple[Pictured, ...] = ()
    without_figures: int = 0
    left_out: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    failures: tuple[Failure, ...] = ()
    is_trial: bool = False
    is_offline: bool = False


class SummaryLine(NamedTuple):
    """One line of the summary, not yet broken: what it is, and what it says; `name` begins it.

    A command is to be copied: its `name` says what it is for. A title has the severity of what is below it.
    """

    kind: Literal["title", "item", "hint", "command", "headline", ""]
    text: str = ""
    name: str = ""
    severity: Severity | None = None


class _Notice(NamedTuple):
    """One thing to tell: what it is known by, and what there is to say of it."""

    name: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.text}" if self.text else self.name


class _Section(NamedTuple):
    """Things of one kind; `hint` says what is to know of them, `commands` what can be done: what for, and the command.

    `is_brief`: only their number is told, unless everything is to be.
    """

    title: str
    hint: str
    entries: Sequence[_Notice]
    commands: Sequence[tuple[str, str]] = ()
    severity: Severity | None = None
    is_brief: bool = False


def summary(report: PullReport, *, everything: bool = False) -> str:
    """The report for a terminal, as one text: what needs a person, briefly; the line of numbers last."""
    return "\n".join(
        f"  {line.name}{line.text}" if line.kind in ("item", "hint", "command") else line.text
        for line in lines(report, everything=everything)
    )


def lines(report: PullReport, *, everything: bool = False) -> Iterator[SummaryLine]:
    """Yield the lines of the summary; with `everything`, all that happened, not only what needs a person."""
    if report.is_offline:
        yield SummaryLine("headline", "no source could be reached: is this machine online? Nothing was changed")
        return
    for section in _sections(report, everything=everything):
        yield from _section_lines(section, None if everything else SHOWN)
    yield SummaryLine("headline", _counts(report))


def _section_lines(section: _Section, most: int | None) -> Iterator[SummaryLine]:
    if not section.entries:
        return
    title = f"{section.title} ({len(section.entries)})"
    if section.is_brief and most is not None:
        yield SummaryLine("title", f"{title}: -v or --report FILE lists them")
        yield SummaryLine("")
        return
    yield SummaryLine("title", title, severity=section.severity)
    for entry in section.entries[:most]:
        name, text = " ".join(entry.name.split()), " ".join(entry.text.split())
        yield SummaryLine("item", f": {text}" if text else "", name)
    more = len(section.entries) - (len(section.entries) if most is None else most)
    if more > 0:
        yield SummaryLine("hint", f"and {more} more: see them all with --report FILE")
    if section.hint:
        yield SummaryLine("hint", section.hint)
    for purpose, command in section.commands if section.entries else ():
        yield SummaryLine("command", command, f"{purpose}: ")
    yield SummaryLine("")


def as_markdown(report: PullReport) -> str:
    """The report as Markdown, for a pull request."""
    text = ["# Papers pulled", "", _counts(report) + "."]
    for section in _sections(report, everything=True):
        if section.entries:
            text += ["", f"## {section.title}", ""]
            if section.hint:
                text += [f"{_MARKUP.sub(_escaped, section.hint[:1].upper() + section.hint[1:])}."]
            text += [f"{purpose[:1].upper()}{purpose[1:]}: `{command}`." for purpose, command in section.commands]
            text += [""] if section.hint or section.commands else []
            text += [f"- {_MARKUP.sub(_escaped, ' '.join(str(entry).split()))}" for entry in section.entries]
    return "\n".join(text) + "\n"


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match[0] not in "<>&@" else f"&#{ord(match[0])};"


def _counts(report: PullReport) -> str:
    """`3 added, 2 updated, 0 conflicts; 40 papers looked at`."""
    done = "would be " if report.is_trial else ""
    parts = [f"{len(report.added)} {done}added", f"{len(report.updated)} {done}updated"]
    parts.append(_many(len(report.conflicts), "conflict"))
    parts += [_many(len(report.candidates), "candidate")] if report.candidates else []
    parts += [f"{len(report.withdrawn)} withdrawn or retracted"] if report.withdrawn else []
    figures = sum(pictured.figures for pictured in report.pictured)
    parts += [_many(figures, "figure")] if figures else []
    parts += (
        [_many(len({failure.source for failure in report.failures}), "source") + " failed"] if report.failures else []
    )
    without = sum(1 for pictured in report.pictured if not pictured.figures) + report.without_figures
    tail = f", {without:,} without figures" if without else ""
    return f"{', '.join(parts)}; {_many(report.papers, 'paper')} looked at{tail}"


def _sections(report: PullReport, *, everything: bool) -> Iterator[_Section]:
    """Yield what there is to tell, the most urgent last: there it is seen."""
    added = sorted(report.added, key=lambda paper: paper.date, reverse=True)
    yield _Section("Added", "", [_Notice(paper.file, _cut(paper.title)) for paper in added])
    if everything or report.is_trial:
        yield _Section("Updated", "", [_Notice(paper.file, ", ".join(paper.fields)) for paper in report.updated])
    filled = [_Notice(person.file, ", ".join(person.fields)) for person in report.people]
    yield _Section("People", "what sources are sure of is filled in where a file left it open", filled)
    yield _Section("Answered", "", [_Notice(_field(answer), _standing(answer)) for answer in report.settled])
    yield _figures(report, everything=everything)
    yield _Section("No papers", "notices, reviews and the like stay out", [_Notice(line) for line in report.refused])
    yield _Section("Left out", "", [_Notice(line) for line in report.left_out], is_brief=True)
    yield _suggestions(report)
    yield _alike(report)
    apart = "under an identifier, but nothing in common with the rest"
    yield _candidates(report, "Possible namesakes", "namesake", apart)
    yield _candidates(report, "Candidates", "name", "found by name, so left out until you say so")
    yield _candidates(report, "Without authors", "unnamed", "no source names them, so left out until you say so")
    withdrawn = [_Notice(paper.file, paper.status) for paper in report.withdrawn]
    yield _Section("Withdrawn", "they are marked so", withdrawn, severity="warning")
    yield _Section("To look at", "", [_problem(problem) for problem in report.problems], severity="warning")
    yield _conflicts(report)
    kept = "what these sources gave before stays as it is"
    yield _Section("Failed", kept, _failed(report.failures), severity="error")


def _field(dispute: Disputed | Settled) -> str:
    return f"{dispute.file}:{dispute.conflict.field}"


def _standing(answer: Settled) -> str:
    if answer.side == "theirs":
        return f"theirs taken; yours was {shown(answer.conflict.mine)}"
    return "yours stays, and is not asked about again"


def _conflicts(report: PullReport) -> _Section:
    entries = [
        _Notice(_field(dispute), f"the sources say {shown(dispute.conflict.theirs)}") for dispute in report.conflicts
    ]
    first = next((word(dispute) for dispute in report.conflicts), "")
    commands = [*_both(first, "to take theirs", "to keep yours for good")]
    commands += [("to answer all", "sitegen pull --accept all")] if len(entries) > 1 else []
    return _Section("Conflicts", "both sides changed these; yours stay", entries, commands, "warning")


def _both(word: str, yes: str, no: str) -> Sequence[tuple[str, str]]:
    """The two commands that answer a question."""
    typed = shlex.quote(word)  # a DOI may hold brackets
    return ((yes, f"sitegen pull --accept {typed}"), (no, f"sitegen pull --reject {typed}"))


def word(dispute: Disputed) -> str:
    """The word by which a conflict is answered: `2022-lovelace-engines:abstract`."""
    return f"{dispute.file.rpartition('/')[2].rpartition('.')[0]}:{dispute.conflict.field}"


def _suggestions(report: PullReport) -> _Section:
    entries = [
        _Notice(suggestion.word, f"{suggestion.value} ({suggestion.source})")
        if suggestion.word
        else _Notice(suggestion.file, f"{suggestion.field}: {suggestion.value}")
        for suggestion in report.suggestions
    ]
    first = next((suggestion.word or suggestion.value for suggestion in report.suggestions), "")
    return _Section("Suggested", "", entries, _both(first, "to take it", "to see it no more"), "suggestion")


def _alike(report: PullReport) -> _Section:
    entries = _waiting(report, "alike")
    commands = (
        [("to take it as another paper", f"sitegen pull --accept {shlex.quote(entries[0].name)}")] if entries else []
    )
    hint = "if it is the same paper, write its id into that file"
    return _Section("Perhaps here already", hint, entries, commands, "suggestion")


def _candidates(report: PullReport, title: str, why: str, about: str) -> _Section:
    entries = _waiting(report, why)
    commands = _both(entries[0].name, "to take it", "to see it no more") if entries else ()
    return _Section(title, about, entries, commands, "suggestion")


def _waiting(report: PullReport, why: str) -> list[_Notice]:
    candidates = [candidate for candidate in report.candidates if candidate.why == why]
    return [
        _Notice(
            candidate.id, "; ".join(filter(None, (f"{_cut(candidate.title)} ({candidate.about})", candidate.evidence)))
        )
        for candidate in candidates
    ]


def _failed(failures: Iterable[Failure]) -> list[_Notice]:
    people: dict[tuple[str, str], list[str]] = {}
    for failure in failures:
        people.setdefault((failure.source, failure.sentence), []).append(failure.person)
    return [_Notice(f"{source} ({', '.join(dict.fromkeys(who))})", told) for (source, told), who in people.items()]


def _figures(report: PullReport, *, everything: bool) -> _Section:
    """The papers that have figures now; those without are a number, unless everything is to be told."""
    with_some = [pictured for pictured in report.pictured if pictured.figures]
    without = [pictured for pictured in report.pictured if not pictured.figures]
    entries = [
        _Notice(pictured.file, f"{_many(pictured.figures, 'figure')} from {pictured.source}") for pictured in with_some
    ]
    if everything:
        return _Section("Figures", "", entries + [_Notice(pictured.file, "none found") for pictured in without])
    count = f"{_many(len(without), 'paper')} without figures; not asked again until they change" if without else ""
    return _Section("Figures", count, entries)


def _problem(problem: Problem) -> _Notice:
    hint = f" ({problem.hint})" if problem.hint else ""
    if not problem.place:
        return _Notice(f"{problem}{hint}")
    return _Notice(problem.place, ": ".join(filter(None, (problem.field, problem.sentence))) + hint)


def shown(value: Any) -> str:
    """A value on one line, not too long."""
    if isinstance(value, list):
        return f"{len(value)} items: {_cut(', '.join(map(_name, value)))}"
    if isinstance(value, dict):
        return _cut(", ".join(f"{name}: {_name(entry)}" for name, entry in value.items()))
    return f'"{_cut(" ".join(str(value).split()))}"'


def _name(value: Any) -> str:
    return str(value.get("name", value)) if isinstance(value, dict) else str(value)


def _cut(line: str) -> str:
    """A text of somebody else's on one line, not too long."""
    line = " ".join(line.split())
    return line if len(line) <= 2 * _LONGEST else f"{line[: 2 * _LONGEST - 1]}…"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
