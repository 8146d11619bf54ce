"""Progress of long work: a line that changes on a terminal, a few plain lines elsewhere.

In: (what, done, of how many), again and again. Out: lines on standard error. Says nothing of what is done at once.
"""

from __future__ import annotations

from collections.abc import Callable

import click

from sitegen.cli import terminal

Progress = Callable[[str, int, int], object]
WORTH_TELLING = 20
"""Of fewer items nothing is said."""


def teller(*, quiet: bool) -> Progress:
    """Return the function to tell how far work has come."""
    if quiet:
        return lambda _what, _done, _count: None
    return _on_terminal if terminal.can_rewrite() else _in_lines


def _on_terminal(what: str, done: int, count: int) -> None:
    """Rewrite one line; remove it when all is done."""
    if count < WORTH_TELLING:
        return
    line = f"{what}: {done:,} of {count:,}"
    click.echo("\r\x1b[K" + ("" if done == count else line), nl=False, err=True)


def _in_lines(what: str, done: int, count: int) -> None:
    """Print a line at every fifth of the work."""
    if count >= WORTH_TELLING and done * 5 // count > (done - 1) * 5 // count:
        click.echo(f"{what}: {done:,} of {count:,}", err=True)
