"""`sitegen pull`: fetch papers, merge them into the YAML files, say what changed."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import textwrap
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli import terminal
from sitegen.cli.context import CliContext
from sitegen.cli.report import COLOURS, plain, say, waiting
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from sitegen.pull.fetch import Step
    from sitegen.pull.report import PullReport, SummaryLine

SHOWN = 40
"""People of an institution who are listed, unless all are asked for."""


@click.command()
@click.argument("authors", nargs=-1, metavar="[AUTHOR]...")
@click.option("--source", "sources", multiple=True, metavar="S", help="Ask only this source; may be given again.")
@click.option(
    "--ror", metavar="ROR", help="List who is at the institution of this ROR id, to take them in by --accept."
)
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would change.")
@click.option("--no-figures", is_flag=True, help="Do not look for figures.")
@click.option(
    "--report",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the report, whole, as Markdown.",
)
@click.option(
    "--accept",
    multiple=True,
    metavar="ID",
    help="Take this candidate; or, by FILE:KEY, what sources say or suggest there; all: in every conflict.",
)
@click.option(
    "--reject",
    multiple=True,
    metavar="ID",
    help="Never offer this candidate again; or, by FILE:KEY, keep what stands there; all: in every conflict.",
)
@click.pass_obj
def command(  # noqa: PLR0913 - one argument an option
    cli_context: CliContext,
    authors: tuple[str, ...],
    *,
    sources: tuple[str, ...],
    ror: str | None,
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
      sitegen pull --accept 2022-lovelace-engines:abstract
      sitegen pull --ror https://ror.org/05gq02987
    """
    from sitegen.content.site_id import give_id, is_without_id
    from sitegen.pull.report import as_markdown

    if ror is not None:
        if authors or sources or path:
            raise click.UsageError("--ror lists people, and takes no AUTHOR, --source or --report")
        _show_institution(cli_context, ror, accept, reject, is_trial=dry_run)
        return
    _check_folder(path)
    is_new = is_without_id(cli_context.site())
    report = run(
        cli_context.site(),
        authors,
        sources=sources,
        accept=accept,
        reject=reject,
        is_trial=dry_run,
        figures=not no_figures,
        quiet=cli_context.quiet,
    )
    if path is not None:
        path.write_text(as_markdown(report), encoding="utf-8")
    if not cli_context.quiet or report.failures:
        show_summary(report, everything=cli_context.verbose)
    is_new = is_new and bool(report.added) and not dry_run and give_id(cli_context.site(), str(uuid.uuid4()))
    if is_new and not cli_context.quiet:
        say("content/site.yaml has an id now, of which ids in feeds are made: they stay when the address changes")
    if report.failures:
        raise click.exceptions.Exit(3)


def _check_folder(path: Path | None) -> None:
    """Refuse a report that cannot be written, before anything is asked."""
    if path is not None and not path.parent.is_dir():
        raise click.BadParameter(f"{path.parent} is not a folder", param_hint="--report")


def _show_institution(
    cli_context: CliContext, ror: str, accept: tuple[str, ...], reject: tuple[str, ...], *, is_trial: bool
) -> None:
    """Show the people of an institution whom the site does not know, and what became of those who were answered."""
    from sitegen.pull.institution import members
    from sitegen.web.errors import SourceError

    try:
        listing = members(cli_context.site(), ror, os.environ, accept=accept, reject=reject, is_trial=is_trial)
    except SourceError as error:
        say(str(error))
        raise click.exceptions.Exit(3) from error
    for file in listing.added:
        say(f"added {file}", err=False)
    if cli_context.quiet:
        return
    for person in listing.candidates if cli_context.verbose else listing.candidates[:SHOWN]:
        about = f"{person.papers:,} paper{'' if person.papers == 1 else 's'}"
        say(plain(f"{person.id}  {person.name}  {person.orcid or 'no ORCID iD'}  {about}"), err=False)
    more = len(listing.candidates) - SHOWN
    if more > 0 and not cli_context.verbose:
        say(f"and {more:,} more, whom -v shows", err=False)
    count = len(listing.candidates)
    who = f"{count:,} {'person' if count == 1 else 'people'} at {listing.institution} without a file here"
    take = f": sitegen pull --ror {shlex.quote(ror)} --accept ID takes one in, --reject ID never shows them again"
    say(plain(who + (take if count else "")), err=False)
    if listing.unreadable:
        say(f"{listing.unreadable:,} records could not be read", err=False)


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
) -> PullReport:
    """Pull into a site and show progress on standard error."""
    from sitegen.importers.bibtex import read
    from sitegen.pull.bib_file import bib_file
    from sitegen.pull.recipe import PullRequest, pull

    for answer in (*accept, *reject):
        if not answer.strip() or not answer.isprintable():
            raise SitegenError("an id to accept or reject has at least one letter, and no control characters")
    request = PullRequest(
        date=datetime.now(UTC).date().isoformat(),
        authors=authors,
        sources=sources,
        accept=accept,
        reject=reject,
        is_trial=is_trial,
        figures=figures,
        more=(bib_file(read),),
    )
    try:
        return pull(root, request, os.environ, tell=(lambda _: None) if quiet else progress, waiting=waiting)
    finally:
        if not quiet:
            end_progress()


def show_summary(report: PullReport, *, everything: bool = False) -> None:
    """Print what a pull did: broken at the terminal's width, never cut, in colours where they are wanted."""
    from sitegen.pull.report import lines

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines(report, everything=everything):
        say(painted(line, width, is_well=not report.failures), err=False)


def painted(line: SummaryLine, width: int, *, is_well: bool) -> str:
    """Return a line of the summary as it is printed; `width` 0 leaves it in one piece."""
    name, text = plain(line.name), plain(line.text)
    if line.kind == "title":
        return click.style(wrapped(text, width), bold=True, fg=COLOURS[line.severity] if line.severity else None)
    if line.kind == "item":
        whole, head = wrapped(name + text, width, first="  ", rest="    "), f"  {name}"
        return click.style(head, bold=True) + whole.removeprefix(head) if whole.startswith(head) else whole
    if line.kind == "command":  # never broken: it is there to be copied
        return f"  {click.style(name, dim=True)}{text}"
    if line.kind == "hint":
        return click.style(wrapped(text, width, first="  ", rest="  "), dim=True)
    return click.style(wrapped(text, width), bold=True, fg=None if is_well else "red") if text else ""


def wrapped(text: str, width: int, *, first: str = "", rest: str = "") -> str:
    """Return a text broken between words; an address or an id is never broken, however narrow it is."""
    if not width:
        return first + text
    return textwrap.fill(
        text,
        max(width, 20),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def progress(step: Step) -> None:
    """Show who is being asked: one changing line on a terminal, else a line for each answer.

    Papers without figures are no line: their number stands in the summary.
    """
    text = plain(f"{step.source}: {step.about}: {step.outcome or '...'}")
    if terminal.can_rewrite():
        room = shutil.get_terminal_size().columns - 1
        click.echo(f"\r\x1b[K{text if len(text) <= room else text[: max(room - 3, 0)] + '...'}", err=True, nl=False)
    elif step.outcome and not step.outcome.startswith("0 figures"):
        click.echo(text, err=True)


def end_progress() -> None:
    """Take the changing line away."""
    if terminal.can_rewrite():
        click.echo("\r\x1b[K", err=True, nl=False)
