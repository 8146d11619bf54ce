"""`sitegen build`: render the site."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from sitegen.incremental.last_build import Summary
    from sitegen.render.request import BuildRequest

from sitegen.cli.automation import is_automatic
from sitegen.cli.clock import now, today
from sitegen.cli.context import CliContext
from sitegen.cli.number_range import NumberRange
from sitegen.cli.progress import Progress, teller
from sitegen.cli.report import plain, say, show_problems, waiting
from sitegen.workers import uncollected


@click.command()
@click.option("--base-url", metavar="URL", help="Build for this address instead of the one in site.yaml.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="Build into this folder. [default: output]"
)
@click.option("--drafts", is_flag=True, help="Build papers marked draft: true as well.")
@click.option("--strict", is_flag=True, help="Let warnings fail the build.")
@click.option("--clean", is_flag=True, help="Write every file anew.")
@click.option("--jobs", type=NumberRange(min=1), metavar="N", help="Processes to use. [default: all]")
@click.option("--dask", metavar="ADDRESS", help="Let the workers of a Dask cluster read and render.")
@click.option("--profile", is_flag=True, help="Tell what each stage took: CPU, wall, count, memory.")
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object on standard output.")
@click.pass_obj
def command(  # noqa: PLR0913 - one argument an option
    cli_context: CliContext,
    *,
    base_url: str | None,
    output: Path | None,
    drafts: bool,
    strict: bool,
    clean: bool,
    jobs: int | None,
    dask: str | None,
    profile: bool,
    as_json: bool,
) -> None:
    """Render the site into output/, all of it or nothing.

    \b
    Example:
      sitegen build
      sitegen build --base-url https://ada.example/papers/ --output public
    """
    from sitegen.render.request import BuildRequest, unchanged

    start = time.perf_counter()
    root, progress = cli_context.site(), teller(quiet=cli_context.quiet or as_json)
    request = BuildRequest(
        output=output,
        base_url=base_url,
        drafts=drafts,
        strict=strict,
        clean=clean,
        jobs=jobs,
        now=now(),
        today=today(),
        remembers=not is_automatic(),
        publishes=is_automatic(),
    )
    with contextlib.ExitStack() as stack:
        done = None if profile else unchanged(root, request)
        if done is None:
            executor = stack.enter_context(_dask(dask)) if dask else None
            done = _build(root, request, progress, profile=profile, executor=executor)
    seconds = time.perf_counter() - start
    show_problems(done.warnings)
    for path in done.left:
        say(f"{done.output.name}/{path}: left alone, because it was changed by hand since it was built")
    counts = _counts(done, seconds)
    if as_json:
        click.echo(json.dumps(counts))
    elif not cli_context.quiet:
        click.echo(_summary(counts, done.output))
        if done.made or done.failed:
            click.echo(_pictures(done))


def _dask(address: str) -> AbstractContextManager[Executor]:
    from sitegen.cli.dask import dask_executor  # an extra, which few have

    return dask_executor(address)


def _build(
    root: Path, request: BuildRequest, progress: Progress, *, profile: bool, executor: Executor | None
) -> Summary:
    """Build the site; all that is heavy is imported here."""
    with uncollected(to_the_end=True):
        from sitegen.render import recipe
        from sitegen.render.profile import Profile

        stages = Profile()
        report = recipe.build(root, request, waiting=waiting, progress=progress, profile=stages, executor=executor)
        for line in stages.table() if profile else ():
            say(line)
        return recipe.summary(report)


def _counts(done: Summary, seconds: float) -> dict[str, float]:
    """Return the figures of a build, as `--json` prints them."""
    return {
        "papers": done.papers,
        "authors": done.people,
        "pages_written": done.written,
        "pages_kept": done.pages - done.written,
        "pages_rendered": done.rendered,
        "files": done.files,
        "bytes": done.size,
        "seconds": round(seconds, 3),
        "warnings": len(done.warnings),
    }


def _summary(counts: dict[str, float], output: Path) -> str:
    """Return one line that says what there is now, and how much of it is new."""
    try:
        shown = output.relative_to(Path.cwd())
    except ValueError:
        shown = output
    papers, authors = _many(counts["papers"], "paper"), _many(counts["authors"], "author")
    pages = f"{counts['pages_written']:,} of {_many(counts['pages_written'] + counts['pages_kept'], 'page')} written"
    warnings = f", {_many(counts['warnings'], 'warning')}" if counts["warnings"] else ""
    return f"{plain(str(shown))}/ has {papers} by {authors}: {pages} in {counts['seconds']:.2f} s{warnings}"


def _pictures(done: Summary) -> str:
    """Return one line on the pictures, when any were made or left out; the warnings say why."""
    parts = [f"{_many(done.made, 'picture')} made"] if done.made else []
    parts += [f"{done.kept:,} as before"] if done.kept else []
    parts += [f"{done.failed:,} left out"] if done.failed else []
    return f"  {', '.join(parts)}"


def _many(number: float, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
