"""`sitegen pull`: fetch papers, merge them into the YAML files, say what changed."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.errors import SitegenError

from .place import Place
from .report import plain, waiting

if TYPE_CHECKING:
    from sitegen.pull.harvest import Step
    from sitegen.pull.report import Report


@click.command()
@click.argument("authors", nargs=-1, metavar="[AUTHOR]...")
@click.option("--source", "sources", multiple=True, metavar="S", help="Ask only this source; may be given again.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would change.")
@click.option("--no-figures", is_flag=True, help="Do not look for figures.")
@click.option(
    "--report",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the report, whole, as Markdown.",
)
@click.option("--accept", multiple=True, metavar="ID", help="Take this candidate; remembered.")
@click.option("--reject", multiple=True, metavar="ID", help="Never offer this candidate again; remembered.")
@click.pass_obj
def command(
    place: Place,
    authors: tuple[str, ...],
    *,
    sources: tuple[str, ...],
    dry_run: bool,
    no_figures: bool,
    path: Path | None,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
) -> None:
    """Fetch papers and merge them into content/papers/, keeping every change made by hand.

    AUTHOR is the name of a file in content/authors/; without one, everybody there with an identifier.

    \b
    Example:
      sitegen pull
      sitegen pull --dry-run --report pull.md
      sitegen pull --accept arxiv:2203.15556 --reject 10.1234/abc
    """
    from sitegen.pull.report import as_markdown, summary

    _check_folder(path)
    report = run(
        place.site(),
        authors,
        sources=sources,
        accept=accept,
        reject=reject,
        is_trial=dry_run,
        figures=not no_figures,
        quiet=place.quiet,
    )
    if path is not None:
        path.write_text(as_markdown(report), encoding="utf-8")
    if not place.quiet or report.failures:
        click.echo(plain(summary(report)))
    if report.failures:
        raise click.exceptions.Exit(3)


def _check_folder(path: Path | None) -> None:
    """Refuse a report that cannot be written, before anything is asked."""
    if path is not None and not path.parent.is_dir():
        raise click.BadParameter(f"{path.parent} is not a folder", param_hint="--report")


def run(
    root: Path,
    authors: tuple[str, ...] = (),
    *,
    sources: tuple[str, ...] = (),
    accept: tuple[str, ...] = (),
    reject: tuple[str, ...] = (),
    is_trial: bool = False,
    figures: bool = True,
    quiet: bool = False,
) -> Report:
    """Pull into a site and show progress on standard error."""
    from sitegen.pull.recipe import Request, pull

    for given in (*accept, *reject):
        if not given.strip() or not given.isprintable():
            raise SitegenError("an id to accept or reject has at least one letter, and no control characters")
    request = Request(
        date=datetime.now(UTC).date().isoformat(),
        authors=authors,
        sources=sources,
        accept=accept,
        reject=reject,
        is_trial=is_trial,
        figures=figures,
    )
    return pull(
        root,
        request,
        os.environ,
        tell=(lambda _: None) if quiet else progress,
        waiting=waiting,
    )


def progress(step: Step) -> None:
    """Print one line for each source: on a terminal it shows who is being asked, and is then replaced by the answer."""
    is_terminal = sys.stderr.isatty()
    if step.outcome:
        line = plain(f"{step.source}: {step.about}: {step.outcome}")
        click.echo(f"\r\x1b[K{line}" if is_terminal else line, err=True)
    elif is_terminal:
        click.echo(f"\r\x1b[K{plain(f'{step.source}: {step.about} ...')}", err=True, nl=False)
