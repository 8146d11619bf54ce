"""The questions of `sitegen check --fix`: who may be one person, and which page may be of several.

In: a site's folder and the ids of findings, or a terminal. Out: answers written into `content/`, one file at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from sitegen.cli.context import CliContext
from sitegen.cli.report import say, show_problems, waiting

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.check.finding import Finding
    from sitegen.check.fixes import Fix, Question

_CHOICES = {"y": "yes", "n": "no", "l": "later", "q": "quit"}
_ANSWERS = "y writes it into content/authors/; n: it is not asked again; l, or nothing: it is asked next time; q ends"


def settle(cli_context: CliContext, ids: Sequence[str]) -> None:
    """Write "yes" to the findings of these ids; without any ask about each on a terminal.

    Raises `SitegenError` for an id that is none, and `click.UsageError` without both.
    """
    if not ids and not is_terminal():
        raise click.UsageError("--fix asks on a terminal; elsewhere name what to settle: --fix ID…")
    from sitegen.check.fixes import answer_to, remember, write
    from sitegen.content.files import sweep
    from sitegen.content.lock import alone

    root = cli_context.site()
    with alone(root, waiting=waiting):
        sweep(root / "content")
        asked = dict(open_questions(root))
        moved: dict[str, str] = {}
        counts = dict.fromkeys(_CHOICES.values(), 0)
        for identity, (finding, question) in _chosen(asked, ids):
            choice = "yes" if ids else _ask(finding, identity)
            counts[choice] += 1
            if choice == "quit":
                break
            if choice == "no":
                remember(root, question)
            if choice == "yes":
                answer = answer_to(question)
                answer = replace(answer, file=moved.get(finding.people[0], answer.file))
                moved[finding.people[-1]] = answer.file
                write(root, answer)
                _tell(answer)
    if not cli_context.quiet:
        left = len(asked) - counts["yes"] - counts["no"]
        say(f"{counts['yes']} written, {counts['no']} answered no, {left} left", err=False)


def is_terminal() -> bool:
    """Tell whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_questions(root: Path) -> Iterator[tuple[str, tuple[Finding, Question]]]:
    """Yield the id of each question with what it is about, likeliest first; nothing is built for it."""
    from sitegen.check.context import subject
    from sitegen.check.people import suggestions
    from sitegen.content.lock import STATE

    for finding, question in suggestions(subject(root, root / STATE / "no-output")):
        yield finding.id, (finding, question)


def _chosen(
    asked: dict[str, tuple[Finding, Question]], ids: Sequence[str]
) -> list[tuple[str, tuple[Finding, Question]]]:
    from sitegen.errors import Problem, SitegenError

    unknown = [identity for identity in ids if identity not in asked]
    if unknown:
        hint = "sitegen check --json lists them"
        raise SitegenError(
            [Problem(sentence=f'no question about people has the id "{identity}"', hint=hint) for identity in unknown]
        )
    return [(identity, asked[identity]) for identity in ids] if ids else list(asked.items())


def _ask(finding: Finding, identity: str) -> str:
    show_problems([finding.problem], to_stdout=True)
    wanted = "one person" if len(finding.people) > 1 else "several people"
    while True:
        reply = ""
        with suppress(click.Abort, EOFError):
            reply = click.prompt(
                f"{wanted}? [y]es, [n]o, [l]ater, [q]uit ({identity})", default="l", show_default=False
            )
            letter = reply.strip().lower()[:1]
            if letter in _CHOICES:
                return _CHOICES[letter]
            click.echo(_ANSWERS)
            continue
        return "quit"


def _tell(answer: Fix) -> None:
    say(f"{answer.file}: {answer.key}: {', '.join(answer.values)}", err=False)
