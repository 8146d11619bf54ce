"""`sitegen import`: bring in papers from a .bib file, a library's export, or an old site."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.context import CliContext
from sitegen.cli.pull import painted
from sitegen.cli.report import say, show_problems, waiting
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from sitegen.importers.recipe import ImportRequest
    from sitegen.importers.report import ImportReport


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...|DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would change.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write what has no home in a site, value by value, and which entries were joined.",
)
@click.pass_obj
def command(cli_context: CliContext, paths: tuple[Path, ...], *, dry_run: bool, report_file: Path | None) -> None:
    """Import papers from files, or from the folder of an old site, keeping every change made by hand.

    Run it again when the file has changed: what is new flows in, and nothing is doubled.

    \b
    Example:
      sitegen import papers.bib
      sitegen import ~/old-site --dry-run --report losses.txt
    """
    from sitegen.importers.report import loss_report

    check_folder(report_file)
    report = run(cli_context.site(), paths, is_trial=dry_run)
    if report_file is not None:
        report_file.write_text(loss_report(report), encoding="utf-8")
    show(report, cli_context)
    if not report.papers and not report.files:
        raise SitegenError("nothing was imported: there is no paper in what was read")


def check_folder(path: Path | None) -> None:
    """Refuse a report that cannot be written, before anything is read."""
    if path is not None and not path.parent.is_dir():
        raise click.BadParameter(f"{path.parent} is not a folder", param_hint="--report")


def run(root: Path, paths: tuple[Path, ...], *, is_trial: bool = False) -> ImportReport:
    """Import into a site."""
    from sitegen.importers.recipe import import_into

    return import_into(root, request(paths, is_trial=is_trial), waiting=waiting)


def request(paths: tuple[Path, ...], *, is_trial: bool = False, home: Path | None = None) -> ImportRequest:
    """The request for an import of today; `home` is where the site will stand, if it is made somewhere else."""
    from sitegen.importers.recipe import ImportRequest

    return ImportRequest(paths=paths, date=datetime.now(UTC).date().isoformat(), is_trial=is_trial, home=home)


def show(report: ImportReport, cli_context: CliContext) -> None:
    """Print what an import did; quietly only what is wrong."""
    from sitegen.importers.report import lines

    if cli_context.quiet:
        show_problems(report.problems)
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines(report, everything=cli_context.verbose):
        say(painted(line, width, is_well=True), err=False)
