"""`sitegen deploy`: publish the site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import click

from sitegen.cli.automation import is_automatic
from sitegen.cli.clock import now, today
from sitegen.cli.context import CliContext
from sitegen.cli.report import one_line, plain, say, show_problems, waiting
from sitegen.content.lock import PUBLISHED
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from sitegen.publish.deploy import Deployed

KINDS = ("github", "gitlab", "forgejo")
SHOWN = 20
"""Changed files that are listed, unless -v asks for all."""


def _host(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Refuse a host that nobody has files for. `auto` is what an option without a value has; nobody needs to know."""
    return value if value in (None, "auto") else click.Choice(KINDS).convert(value, option, context)


@click.command()
@click.option("--dry-run", is_flag=True, help="Build, and say what would change; push nothing.")
@click.option("--force-branch", is_flag=True, help="Publish on a branch whose last commit is not sitegen's.")
@click.option(
    "--workflow",
    is_flag=False,
    flag_value="auto",
    callback=_host,
    metavar="[HOST]",
    help="Write the files that let the host build, refresh and publish the site, instead of pushing. "
    f"HOST is {', '.join(KINDS)}; without it, the remote tells.",
)
@click.pass_obj
def command(
    cli_context: CliContext,
    *,
    dry_run: bool,
    force_branch: bool,
    workflow: Literal["auto", "github", "gitlab", "forgejo"] | None,
) -> None:
    """Build the site and push it to the branch that the host serves, in a commit of its own.

    What `sitegen check --links` would call an error is not published.

    \b
    Example:
      sitegen deploy --dry-run
      sitegen deploy
      sitegen deploy --workflow
    """
    from sitegen.publish.deploy import deploy
    from sitegen.publish.git import GitError, RemoteError
    from sitegen.render.request import BuildRequest

    if workflow:
        _write_workflow(cli_context, None if workflow == "auto" else workflow)
        return
    try:
        done = deploy(
            cli_context.site(),
            BuildRequest(now=now(), today=today(), publishes=True),
            dry_run=dry_run,
            force_branch=force_branch,
            waiting=waiting,
        )
    except GitError as error:
        raise SitegenError(f"git could not go on: {error.reason}") from None
    except RemoteError as error:
        show_problems([error.problem])
        raise click.exceptions.Exit(3) from None
    show_problems(done.warnings)
    for note in done.notes:
        say(f"note: {plain(note)}")
    if not (done.is_remembered or is_automatic()):
        say(f"note: what is published is not all remembered yet: run `sitegen build`, and commit {PUBLISHED}")
    if not cli_context.quiet:
        click.echo("\n".join(_told(done, dry_run=dry_run, shown=None if cli_context.verbose else SHOWN)))


def _write_workflow(cli_context: CliContext, kind: Literal["github", "gitlab", "forgejo"] | None) -> None:
    from sitegen.publish.pin import action
    from sitegen.publish.workflow import ignored, lock, write_workflow

    written = write_workflow(cli_context.site(), kind, action())
    locked, about = lock(cli_context.site())
    for path in ignored(cli_context.site(), (*written, *locked)):
        say(f"note: git ignores {plain(str(path))}, so that the host would not have it: add it with `git add --force`")
    if cli_context.quiet:
        return
    for path in (*written, *locked):
        click.echo(plain(f"wrote {path}"))
    if about:
        click.echo(plain(f"The host installs {about}."))
    if written:
        click.echo("The first lines of the workflows say what to set on the host. Then commit and push all of these.")
    elif locked:
        click.echo("Commit and push them.")
    else:
        click.echo("They are all there.")


def _told(done: Deployed, *, dry_run: bool, shown: int | None) -> Sequence[str]:
    """Return what to print of a deploy: each changed file where that is asked for, and one line to sum it up."""
    where = plain(f"{done.branch} at {done.remote}")
    if not done.changes:
        return [f"{where} has this site already: nothing to publish"]
    lines = []
    if dry_run or shown is None:
        lines = [f"  {kind:7}  {one_line(path)}" for kind, path in done.changes[:shown]]
        if len(lines) < len(done.changes):
            lines.append(f"  … and {len(done.changes) - len(lines):,} more (-v lists all)")
    counts = [
        (kind, sum(change_kind == kind for change_kind, _ in done.changes)) for kind in ("new", "changed", "gone")
    ]
    summary = ", ".join(f"{count:,} {kind}" for kind, count in counts if count)
    begun = " (a new branch)" if done.is_first else ""
    if dry_run:
        return [*lines, f"would publish to {where}{begun}: {summary}; nothing was pushed"]
    return [*lines, f"published to {where}{begun}: {summary}; commit {done.commit[:10]}, for {plain(done.base_url)}"]
