"""Messages of commands: problems with their place, and a line for what nobody foresaw.

In: problems, errors. Out: plain lines on standard error; colour only on a terminal that wants it.
Control characters in somebody's data never reach the terminal.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import click

from sitegen.cli import terminal
from sitegen.errors import Problem, SitegenError

COLOURS = {"error": "red", "warning": "yellow", "suggestion": "cyan"}


def show_problems(problems: Iterable[Problem], *, to_stdout: bool = False, named: bool = False) -> None:
    """Print each problem on standard error: its place, field and sentence on one line, the hint below it.

    `to_stdout` is for a command whose business they are; `named` ends each line with how grave it is.
    """
    for problem in problems:
        colour = COLOURS[problem.severity]
        location = click.style(one_line(problem.place), bold=True)
        field = click.style(one_line(problem.field), fg=colour)
        line = ": ".join(part for part in (location, field, one_line(problem.sentence)) if click.unstyle(part))
        say(line + (click.style(f" [{problem.severity}]", fg=colour) if named else ""), err=not to_stdout)
        if problem.hint:
            hint = "\n".join(f"  {line}" for line in plain(problem.hint).split("\n"))
            say(click.style(hint, dim=True), err=not to_stdout)


def waiting() -> None:
    """Say why nothing happens for now."""
    say("waiting for another sitegen that is at work on this site")


def show_error(error: BaseException) -> int:
    """Print what a person did wrong and return 1; return 0 when it is not that kind of error."""
    if not isinstance(error, SitegenError):
        return 0
    show_problems(error.problems)
    faults = [
        problem for problem in error.problems if problem.place or problem.field
    ]  # the others are a sentence above them
    if len(faults) > 1:
        say(f"{len(faults)} errors")
    return 1


def show_crash(error: BaseException, root: Path | None) -> int:
    """Print one line about an error of ours, keep the traceback in the site's `.sitegen/`, and return 1."""
    from sitegen.content.crash_log import as_problem

    show_problems([as_problem(error, root)])
    return 1


def say(line: str, *, err: bool = True) -> None:
    """Print a line on standard error, or on standard output."""
    click.echo(line, err=err, color=None if "NO_COLOR" not in os.environ else False)


def say_json(data: object, *, indent: int | None = None) -> None:
    """Print one JSON object on standard output, in characters that it can say."""
    click.echo(json.dumps(data, indent=indent, ensure_ascii=not terminal.says_everything()))


def plain(text: str) -> str:
    """Return `text` with every control character but the line break shown as its code.

    So is a byte of a file's name that is no text.
    """
    return "".join(
        character if character == "\n" or character.isprintable() else f"\\x{_code(character):02x}"
        for character in text
    )


def one_line(text: str) -> str:
    """Return the same, with line breaks as their code too: a file may be called by what looks like another message."""
    return plain(text).replace("\n", "\\x0a")


def _code(character: str) -> int:
    """Return the number of a character, or that of the byte it stands for in a file's name."""
    code = ord(character)
    return code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else code
