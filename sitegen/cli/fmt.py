"""`sitegen fmt`: put YAML files into canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click

from sitegen.cli.context import CliContext
from sitegen.cli.report import one_line, waiting
from sitegen.errors import Problem, SitegenError


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; list the files that would change, and exit 1.")
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], *, check: bool) -> None:
    """Put keys into their usual order and quotes where they are needed; keep comments and every value.

    Without a FILE, all YAML files of the site.

    \b
    Example:
      sitegen fmt
      sitegen fmt --check content/papers/2022-lovelace-engines.yaml
    """
    cli_context: CliContext = ctx.obj
    root = cli_context.site()
    with nullcontext() if check else _alone(root):
        changed, problems = _formatted(root, files, write=not check)
    if check or not cli_context.quiet:
        for file in changed:
            click.echo(one_line(file))
    if problems:
        raise SitegenError(problems)
    if check and changed:
        ctx.exit(1)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the site's lock, and take away what a killed run has left."""
    from sitegen.content.files import sweep
    from sitegen.content.lock import alone

    with alone(root, waiting=waiting):
        sweep(root / "content")
        yield


def _formatted(root: Path, files: tuple[Path, ...], *, write: bool) -> tuple[list[str], list[Problem]]:
    """Format files; return which of them that changes, and what is wrong with others."""
    problems: list[Problem] = []
    changed = []
    for file in _chosen(root, files):
        try:
            if _format(root, file, write=write):
                changed.append(file)
        except SitegenError as error:
            problems += error.problems
    return changed, problems


def _chosen(root: Path, files: tuple[Path, ...]) -> list[str]:
    """The slash paths, below the site's folder, of the files to format."""
    from sitegen.content.canonical import kind_of
    from sitegen.content.files import walk

    if not files:
        names = (f"content/{name}" for name in walk(root / "content"))
        return [file for file in names if kind_of(file)]
    chosen = []
    for path in files:
        folder = path.parent.resolve()
        file = (folder / path.name).relative_to(root).as_posix() if folder.is_relative_to(root) else ""
        if not kind_of(file):
            raise click.BadParameter(f"{path} is not a YAML file of the content of {root}", param_hint="FILE")
        chosen.append(file)
    return chosen


def _format(root: Path, file: str, *, write: bool) -> bool:
    """Format one file; return whether that changes it."""
    from sitegen.content import canonical, content_file, files, yamlfile

    document = content_file.read_document(root, file)
    errors = [problem for problem in document.problems if problem.severity == "error"]
    if errors:
        raise SitegenError(errors)
    text = canonical.canonical(document, canonical.kind_of(file))
    if text == document.text:
        return False
    if write:
        raw = (root / file).read_bytes()
        if yamlfile.parse(raw, file).text != document.text:
            raise SitegenError([Problem(file, sentence="the file changed while it was formatted; it is left alone")])
        mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
        files.write((root / file).resolve(), mark + text.encode())
    return True
