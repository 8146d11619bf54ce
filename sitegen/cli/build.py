"""`sitegen build`: render the site."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sitegen.build.pictures import Tally

from .moment import now
from .place import Place
from .progress import teller
from .report import say, show_problems


@click.command()
@click.option("--base-url", metavar="URL", help="Build for this address instead of the one in site.yaml.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="Build into this folder. [default: output]"
)
@click.option("--drafts", is_flag=True, help="Build papers marked draft: true as well.")
@click.option("--strict", is_flag=True, help="Let warnings fail the build.")
@click.option("--clean", is_flag=True, help="Write every file anew.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to use. [default: all]")
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object on standard output.")
@click.pass_obj
def command(
    place: Place,
    *,
    base_url: str | None,
    output: Path | None,
    drafts: bool,
    strict: bool,
    clean: bool,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Render the site into output/, all of it or nothing.

    \b
    Example:
      sitegen build
      sitegen build --base-url https://ada.example/papers/ --output public
    """
    from sitegen.build.recipe import Request, build

    start = time.perf_counter()
    report = build(
        place.site(),
        Request(output=output, base_url=base_url, drafts=drafts, strict=strict, clean=clean, jobs=jobs, now=now()),
        waiting=lambda: say("waiting for another sitegen that is at work on this site"),
        progress=teller(quiet=place.quiet or as_json),
    )
    seconds = time.perf_counter() - start
    show_problems(report.warnings)
    for path in report.published.left:
        say(f"{report.output.name}/{path}: left alone, because it was changed by hand since it was built")
    pages = [one for one in report.made if one.path.endswith(".html")]
    written = sum(one.is_new for one in pages)
    counts = {
        "papers": report.papers,
        "authors": report.people,
        "pages_written": written,
        "pages_kept": len(pages) - written,
        "files": len(report.made),
        "bytes": sum(one.size for one in report.made),
        "seconds": round(seconds, 3),
        "warnings": len(report.warnings),
    }
    if as_json:
        click.echo(json.dumps(counts))
    elif not place.quiet:
        click.echo(_summary(counts, report.output))
        if report.pictures.made or report.pictures.failed:
            click.echo(_pictures(report.pictures))


def _summary(counts: dict[str, float], output: Path) -> str:
    """Return one line that says what there is now, and how much of it is new."""
    try:
        shown = output.relative_to(Path.cwd())
    except ValueError:
        shown = output
    papers, authors = _many(counts["papers"], "paper"), _many(counts["authors"], "author")
    pages = f"{counts['pages_written']:,} of {_many(counts['pages_written'] + counts['pages_kept'], 'page')} written"
    warnings = f", {_many(counts['warnings'], 'warning')}" if counts["warnings"] else ""
    return f"{shown}/ has {papers} by {authors}: {pages} in {counts['seconds']:.2f} s{warnings}"


def _pictures(tally: Tally) -> str:
    """Return one line on the pictures, when any were made or left out; the warnings say why."""
    parts = [f"{_many(tally.made, 'picture')} made"] if tally.made else []
    parts += [f"{tally.kept:,} as before"] if tally.kept else []
    parts += [f"{tally.failed:,} left out"] if tally.failed else []
    return f"  {', '.join(parts)}"


def _many(number: float, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
