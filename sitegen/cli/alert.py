"""`sitegen alert`: mail subscribers what is new."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from sitegen.cli import terminal
from sitegen.cli.context import CliContext
from sitegen.cli.report import plain, say, show_problems, waiting

if TYPE_CHECKING:
    from sitegen.model import Date
    from sitegen.publish.alert.recipe import AlertReport, LetterPreview


@click.command()
@click.option("--dry-run", is_flag=True, help="Print what would be sent; send nothing, remember nothing.")
@click.option("--since", metavar="DATE", help="Tell only of what is dated then or later, also in the first alert.")
@click.pass_context
def command(ctx: click.Context, *, dry_run: bool, since: str | None) -> None:
    """Mail subscribers what is new since the last alert: one message each, never two.

    The first alert sends nothing and remembers what there is, unless --since says what to tell of. SITEGEN_SMTP_URL
    (smtps://user:password@host) says where mail is handed in, SITEGEN_SUBSCRIBERS (a file, or the addresses, one a
    line) who gets it. Behind an address may stand the people whose papers are wanted.

    \b
    Example:
      sitegen alert --dry-run
      sitegen alert
      sitegen alert --since 2026-01
    """
    from sitegen.publish.alert.recipe import alert, preview

    cli_context: CliContext = ctx.obj
    start = _date(since)
    if dry_run:
        trial = preview(cli_context.site(), os.environ, since=start)
        click.echo(plain(_previewed(trial)))
        _name_faults(ctx, trial)
        return
    report = alert(
        cli_context.site(),
        os.environ,
        now=datetime.now(UTC),
        since=start,
        tell=_progress if terminal.can_rewrite() and not cli_context.quiet else lambda _sent, _of: None,
        waiting=waiting,
    )
    for failure in report.failures:
        say(plain(failure))
    if not cli_context.quiet:
        click.echo(plain(_told(report)))
    if report.failures:
        show_problems(report.faults)
        ctx.exit(3)
    _name_faults(ctx, report)


def _name_faults(ctx: click.Context, report: AlertReport) -> None:
    """Name the lines of the list by which nobody could be told, and exit with 1 if there are any."""
    show_problems(report.faults)
    if report.faults:
        ctx.exit(1)


def _date(written: str | None) -> Date | None:
    from sitegen.text import dates

    try:
        return dates.parse(written) if written is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--since") from None


def _progress(sent: int, of: int) -> None:
    click.echo(f"\r\x1b[Ksent {sent:,} of {of:,}" + ("\n" if sent == of else ""), err=True, nl=False)


def _told(report: AlertReport) -> str:
    """Return one line: what is new, who was told, who still waits."""
    if report.is_first and not report.items:
        papers = _many(report.remembered, "paper")
        return f"the first alert sends nothing: {papers} remembered, the next one tells of what is new since"
    parts = [_news(report)]
    if report.sent or report.waiting:
        parts.append(f"{_many(report.sent, 'message')} sent")
    parts += [f"{name} told" for name in report.channels]
    parts += [f"{report.waiting:,} to be sent by the next `sitegen alert`"] if report.waiting else []
    return ", ".join(parts)


def _previewed(report: AlertReport) -> str:
    """Return every letter that would go out, to whom, and what else would be told."""
    if report.is_first and not report.items:
        papers = _many(report.remembered, "paper")
        return f"the first alert would send nothing and remember {papers}; the next one tells of what is new since"
    if not report.previews and not report.channels:
        return _told(report)
    lines = [_news(report)]
    lines += [f"the {name} would be told" for name in report.channels]
    for letter in report.previews:
        lines += ["", _header(letter), f"Subject: {letter.subject}", "", letter.text]
    return "\n".join(lines)


def _header(letter: LetterPreview) -> str:
    about = f"papers by {', '.join(letter.people)}" if letter.people else "the whole site"
    return f"--- to {_many(letter.count, 'subscriber')}, about {about}"


def _news(report: AlertReport) -> str:
    kinds = [item.kind for item in report.items]
    parts = [_many(kinds.count("paper"), "new paper")] if "paper" in kinds else []
    parts += [_many(kinds.count("version"), "new version")] if "version" in kinds else []
    parts += [f"{_many(report.remembered, 'older paper')} remembered"] if report.remembered else []
    return " and ".join(parts) or "nothing new"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
