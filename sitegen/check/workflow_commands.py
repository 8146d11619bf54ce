"""Findings as GitHub shows them beside the lines of a change: workflow commands, one a line.

In: findings, and where the site lies in its repository. Out: lines for a workflow to print, what is broken first, for
GitHub shows ten of a kind. Never prints.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.check.finding import Finding
from sitegen.errors import Severity

NAMES: Mapping[Severity, str] = {"error": "error", "warning": "warning", "suggestion": "notice"}
"""What GitHub calls each, the worst first."""
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def workflow_commands(findings: Iterable[Finding], folder: str = "") -> Iterator[str]:
    """Yield a workflow command for each finding; `folder` is the slash path of the site below its repository's top."""
    order = tuple(NAMES)
    for finding in sorted(findings, key=lambda finding: order.index(finding.problem.severity)):
        yield _command(finding, folder)


def _command(finding: Finding, folder: str) -> str:
    problem = finding.problem
    where = {
        "file": f"{folder}/{problem.file}" if folder and problem.file else problem.file,
        "line": str(problem.line or ""),
        "col": str(problem.column or ""),
        "title": f"{finding.family}.{finding.rule}",
    }
    properties = ",".join(f"{name}={_clean(value).translate(_PROPERTY)}" for name, value in where.items() if value)
    sentence = ": ".join(part for part in (problem.field, problem.sentence) if part)
    message = f"{sentence}\n{problem.hint}" if problem.hint else sentence
    return f"::{NAMES[problem.severity]} {properties}::{_clean(message).translate(_DATA)}"


def _clean(text: str) -> str:
    """The text without characters that a log would act on; line breaks are for GitHub to show."""
    return "".join(letter if letter.isprintable() or letter in "\r\n" else " " for letter in text)
