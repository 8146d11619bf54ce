"""`sitegen check`: say what should be mended, and where."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.context import CliContext
from sitegen.cli.progress import teller
from sitegen.cli.questions import settle
from sitegen.cli.report import plain, say, say_json, show_problems, waiting

if TYPE_CHECKING:
    from sitegen.check.finding import Finding
    from sitegen.check.recipe import CheckReport
    from sitegen.errors import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "suggestion")


@click.command()
@click.option("--links", is_flag=True, help="Follow the links of every page within the site.")
@click.option("--external", is_flag=True, help="Ask whether what the site links elsewhere is still there.")
@click.option("--translations", is_flag=True, help="List the texts that lack a language of the site.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on standard output, and nothing else.")
@click.option(
    "--format", "form", type=click.Choice(("github",)), help="Print annotations, which GitHub shows beside the lines."
)
@click.option("--fix", is_flag=True, help="Ask about each question of people, and write the answers into content/.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    links: bool,
    external: bool,
    translations: bool,
    as_json: bool,
    form: str | None,
    fix: bool,
    ids: tuple[str, ...],
) -> None:
    """Look at the content, and at the site that it makes, and say what to mend: file, line and what to write there.

    Exits with 1 if something is broken; what could be better is said, and is no failure. Neither content/ nor output/
    is touched, and only --external uses the network.

    With --fix it asks who may be one person and which page may be of several, likeliest first, and writes each yes
    into content/authors/, each no into content/.pulled/. With the ids of --json it asks nothing: it writes.

    \b
    Example:
      sitegen check
      sitegen check --links
      sitegen -v check --external
      sitegen check --translations
      sitegen check --fix
      sitegen check --format github
    """
    if form and (as_json or fix):
        raise click.UsageError("--format goes with neither --json nor --fix")
    if fix:
        settle(ctx.obj, ids)
        return
    if ids:
        raise click.UsageError("ids go with --fix")
    from sitegen.check.recipe import CheckRequest, check

    cli_context: CliContext = ctx.obj
    report = check(
        cli_context.site(),
        CheckRequest(links=links, external=external, translations=translations),
        os.environ,
        waiting=waiting,
        progress=teller(quiet=cli_context.quiet or as_json),
    )
    if as_json:
        say_json(_as_data(report))
    elif form:
        _annotate(report, cli_context)
    else:
        _show(report, cli_context)
    if report.failure:
        say(plain(report.failure))
        ctx.exit(3)
    if any(finding.problem.severity == "error" for finding in report.findings):
        ctx.exit(1)


def _annotate(report: CheckReport, cli_context: CliContext) -> None:
    """Print the findings for GitHub, and unless asked to be quiet how many there are."""
    from sitegen.check.finding import folded
    from sitegen.check.workflow_commands import workflow_commands

    for line in workflow_commands(
        report.findings if cli_context.verbose else folded(report.findings), _within(cli_context.site())
    ):
        click.echo(line)
    if not cli_context.quiet:
        click.echo(_told(report.findings))


def _within(root: Path) -> str:
    """The slash path of a site below the top of its repository, where GitHub looks for files."""
    root = root.resolve()
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    path = root.relative_to(top).as_posix()
    return "" if path == "." else path


def _show(report: CheckReport, cli_context: CliContext) -> None:
    """Print the findings, and unless asked to be quiet how many there are and of how much."""
    from sitegen.check.finding import folded

    findings = report.findings if cli_context.verbose else folded(report.findings)
    show_problems((finding.problem for finding in findings), to_stdout=True, named=True)
    if cli_context.quiet:
        return
    if cli_context.verbose:
        for address, why in report.unknown:
            click.echo(plain(f"could not be checked: {address}: {why}"))
    elif report.unknown:
        click.echo(
            f"{_many(len(report.unknown), 'address')} could not be checked: sitegen -v check --external lists them"
        )
    click.echo(_told(report.findings))
    if questions := sum(finding.strength != 0 for finding in report.findings):
        click.echo(f"sitegen check --fix asks {_many(questions, 'question')} about people, one by one")
    if report.checked:
        click.echo(f"checked: {', '.join(_many(count, _singular(noun)) for noun, count in report.checked.items())}")


def _told(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.problem.severity for finding in findings)
    return ", ".join(_many(counts[severity], severity) for severity in SEVERITIES)


def _as_data(report: CheckReport) -> dict[str, object]:
    """Return the report for programs; nothing is folded. `family`, `rule` and `sentence` are for older ones."""
    counts = Counter(finding.problem.severity for finding in report.findings)
    return {
        "checked": dict(report.checked),
        "findings": [
            {
                "id": identity,
                "kind": f"{finding.family}.{finding.rule}",
                "severity": finding.problem.severity,
                "family": finding.family,
                "rule": finding.rule,
                "file": finding.problem.file,
                "line": finding.problem.line,
                "column": finding.problem.column,
                "field": finding.problem.field,
                "message": finding.problem.sentence,
                "sentence": finding.problem.sentence,
                "hint": finding.problem.hint,
                **({"people": list(finding.people)} if finding.people else {}),
            }
            for identity, finding in report.by_id().items()
        ],
        **{f"{severity}s": counts[severity] for severity in SEVERITIES},
        "unknown": [{"address": address, "why": why} for address, why in report.unknown],
    }


def _singular(nouns: str) -> str:
    """Return the singular of a counted noun."""
    return {"people": "person", "addresses": "address"}.get(nouns, nouns.removesuffix("s"))


def _many(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {({'person': 'people', 'address': 'addresses'}).get(noun, noun + 's')}"
