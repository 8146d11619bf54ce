"""What an import did: lines to read in ten seconds, and the loss report.

In: the outcome of one run. Out: text. Never prints; what came from a file is shown as text, never as markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sitegen.errors import Problem, Severity
from sitegen.importers.reading import Loss
from sitegen.pull.report import SHOWN, Added, Candidate, Disputed, SummaryLine, Updated, shown, word
from sitegen.records import NamedTuple, dataclass

_LONGEST = 160


class Joined(NamedTuple):
    """An entry that is of one paper with an earlier one: where it stands and its name, and the same of the other.

    `slug` is that of the paper; empty where it stays away.
    """

    file: str
    line: int
    name: str
    other_file: str
    other_line: int
    other_name: str
    slug: str

    def __str__(self) -> str:
        where = f" in {self.other_file}" if self.other_file != self.file else ""
        into = f", as content/papers/{self.slug}.yaml" if self.slug else ""
        return f"with {self.other_name or 'the entry'} (line {self.other_line}{where}){into}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The outcome of one import. `papers` is how many entries were read, `files` what was written beside papers.

    `joined` are the entries that are of one paper with an earlier one: `papers` counts them, `added` does not. `alike`
    are new papers that may be there already, `left_out` papers that stay away, `sources` what was read, and as what.
    """

    papers: int = 0
    sources: tuple[tuple[str, str, int], ...] = ()
    added: tuple[Added, ...] = ()
    updated: tuple[Updated, ...] = ()
    joined: tuple[Joined, ...] = ()
    files: tuple[str, ...] = ()
    conflicts: tuple[Disputed, ...] = ()
    alike: tuple[Candidate, ...] = ()
    left_out: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_trial: bool = False


def lines(report: ImportReport, *, everything: bool = False) -> Iterator[SummaryLine]:
    """Yield the lines of the summary; what needs a person last, and the line of numbers below it."""
    most = None if everything else SHOWN
    sources = [(file, f"{title}, {_many(count, 'paper')}") for file, title, count in report.sources]
    yield from _section("Read", sources, most)
    yield from _section("Added", [(addition.file, addition.title) for addition in report.added], most)
    if everything or report.is_trial:
        yield from _section("Updated", [(update.file, ", ".join(update.fields)) for update in report.updated], most)
    yield from _joined(report, most)
    yield from _section("Files", [(file, "") for file in report.files], most)
    yield from _section("Deleted before", [(line, "") for line in report.left_out], most)
    alike = [(pair.id, pair.evidence) for pair in report.alike]
    yield from _section(
        "Perhaps here already", alike, most, "where two are one paper, delete one of the files", "suggestion"
    )
    yield from _losses(report, most)
    problems = [(problem.place, _told(problem)) for problem in report.problems]
    yield from _section("To look at", problems, None, severity="warning")
    yield from _conflicts(report, most)
    yield SummaryLine("headline", _counts(report))


def loss_report(report: ImportReport) -> str:
    """Every value without a home, every entry that could not be read or was joined, a line each.

    A line is `FILE:LINE: field: value`, and `FILE:LINE: key: joined with …` of what was joined.
    """
    told = {(loss.file, loss.line, loss.field) for loss in report.losses}
    unread = [
        Loss(problem.file, problem.line, problem.field or "entry", problem.sentence)
        for problem in report.problems
        if problem.file and problem.line and (problem.file, problem.line, problem.field) not in told
    ]
    joins = [Loss(join.file, join.line, join.name or "entry", f"joined {join}") for join in report.joined]
    return "".join(f"{line}\n" for line in _in_order([*report.losses, *unread, *joins]))


def _in_order(losses: Sequence[Loss]) -> list[str]:
    ordered = sorted(losses, key=lambda loss: (loss.file, loss.line, loss.field, loss.value))
    return list(dict.fromkeys(map(str, ordered)))


def _joined(report: ImportReport, most: int | None) -> Iterator[SummaryLine]:
    """Only their number, unless everything is to be told."""
    if most is not None and report.joined:
        title = f"Joined with another entry ({len(report.joined):,})"
        yield SummaryLine("title", f"{title}: -v or --report FILE lists them")
        yield SummaryLine("")
        return
    joins = [(f"{join.file}:{join.line}", f"{join.name or 'the entry'} {join}") for join in report.joined]
    yield from _section("Joined with another entry", joins, most)


def _losses(report: ImportReport, most: int | None) -> Iterator[SummaryLine]:
    """By kind, for there are many; a file that nobody has is named."""
    if most is None:
        yield from _section("Without a home", [(str(loss), loss.reason) for loss in report.losses], None)
        return
    counts = Counter((loss.field, loss.reason) for loss in report.losses)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    entries = [(field, f"{count:,}" + (f" ({reason})" if reason else "")) for (field, reason), count in ordered]
    hint = "--report FILE lists each with its line; values are kept under extra: of their papers"
    yield from _section("Without a home", entries, most, hint)


def _conflicts(report: ImportReport, most: int | None) -> Iterator[SummaryLine]:
    entries = [
        (f"{disputed.file}:{disputed.conflict.field}", f"the import says {shown(disputed.conflict.theirs)}")
        for disputed in report.conflicts
    ]
    yield from _section("Conflicts", entries, most, "both sides changed these; yours stay", "warning", is_open=True)
    papers = [disputed for disputed in report.conflicts if disputed.file.startswith("content/papers/")]
    if papers:
        yield SummaryLine("command", f"sitegen pull --accept {word(papers[0])}", "to take the import's: ")
    if entries:
        yield SummaryLine("")


def _section(
    title: str,
    entries: Sequence[tuple[str, str]],
    most: int | None,
    hint: str = "",
    severity: Severity | None = None,
    *,
    is_open: bool = False,
) -> Iterator[SummaryLine]:
    if not entries:
        return
    yield SummaryLine("title", f"{title} ({len(entries)})", severity=severity)
    for name, text in entries[:most]:
        yield SummaryLine("item", f": {_cut(text)}" if text and name else _cut(text), " ".join(name.split()))
    more = len(entries) - len(entries[:most])
    if more:
        yield SummaryLine("hint", f"and {more:,} more: -v lists them all")
    if hint:
        yield SummaryLine("hint", hint)
    if not is_open:
        yield SummaryLine("")


def _told(problem: Problem) -> str:
    hint = f" ({problem.hint})" if problem.hint else ""
    return ": ".join(filter(None, (problem.field, problem.sentence))) + hint


def _counts(report: ImportReport) -> str:
    done = "would be " if report.is_trial else ""
    parts = [f"{len(report.added):,} {done}added", f"{len(report.updated):,} {done}updated"]
    parts.append(_many(len(report.conflicts), "conflict"))
    parts += [_many(len(report.files), "file")] if report.files else []
    joined = f", {len(report.joined):,} joined with another" if report.joined else ""
    return f"{', '.join(parts)}; {_many(report.papers, 'paper')} read{joined}"


def _cut(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
