"""`sitegen new`: make a new site."""

from __future__ import annotations

import os
import re
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import click

from sitegen.cli.context import CliContext
from sitegen.cli.report import say
from sitegen.content.lock import STATE
from sitegen.content.samples import SAMPLES, sample_texts
from sitegen.errors import SitegenError

_EXAMPLE = "content/papers/example.yaml"
_SETTINGS = "content/site.yaml"
_FORMS = {"arxiv": r"[a-z][a-z-]*_[a-z]_[0-9]+", "openalex": r"[Aa][0-9]+"}
_LOOKS = {"arxiv": "an arXiv author id (lovelace_a_1)", "openalex": "an OpenAlex author id (A5023888391)"}


class _New(click.Command):
    """The command, whose `--sample` may stand before DIR as well."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a word behind `--sample` that is no sample is DIR."""
        args = [
            f"--sample={SAMPLES[0]}" if argument == "--sample" and (*args, "")[index + 1] not in SAMPLES else argument
            for index, argument in enumerate(args)
        ]
        return super().parse_args(ctx, args)


@click.command(cls=_New)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", metavar="N", help="Whose papers they are.")
@click.option("--orcid", metavar="O", help="Pull the papers of this ORCID iD.")
@click.option("--arxiv", metavar="A", help="Pull the papers of this arXiv author id: lovelace_a_1.")
@click.option("--openalex", metavar="W", help="Pull the papers of this OpenAlex author: A5023888391.")
@click.option(
    "--from",
    "origin",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE|DIR",
    help="Import this first: a .bib file, a library's export, an old site.",
)
@click.option(
    "--sample",
    type=click.Choice(SAMPLES),
    metavar="[lab]",
    help="Fill it with an invented researcher, or with her lab, to look around.",
)
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    *,
    name: str | None,
    orcid: str | None,
    arxiv: str | None,
    openalex: str | None,
    origin: Path | None,
    sample: str | None,
) -> None:
    """Make a new site in DIR, ready to build; with an identifier, pull that person's papers into it.

    \b
    Example:
      sitegen new mysite --name "Ada Lovelace"
      sitegen new mysite --orcid 0000-0002-1825-0097
      sitegen new mysite --from papers.bib
      sitegen new demo --sample
    """
    from sitegen.content.starter import starter

    cli_context: CliContext = ctx.obj
    identifiers = {"orcid": orcid, "arxiv": arxiv, "openalex": openalex}
    known = {kind: _identifier(kind, value) for kind, value in identifiers.items() if value is not None}
    root = cli_context.start / folder
    if (root / "content").exists() or (root / "content").is_symlink():
        raise SitegenError(f"{root / 'content'} is there already; a new site wants a folder without one")
    if sample:
        if name is not None or known or origin:
            raise click.UsageError("--sample is a whole site: no name, identifier or --from goes with it")
        _make_sample(root, folder, sample, quiet=cli_context.quiet)
        return
    if name is None and not origin:
        name = _introduced(root, known, cli_context) if known else "Your Name"
    name = " ".join((name or "").split())
    if (not name and not origin) or not name.isprintable():
        raise click.BadParameter("a name has at least one letter, and no control characters", param_hint="--name")
    if origin:
        left = _import(root, origin, name, known, cli_context)
    else:
        texts = starter(name)
        left = _write(root, _with_identifiers(texts, known) if known else texts)
    is_whole = _pull(root, cli_context) if known else True
    if not cli_context.quiet:
        click.echo(_next_steps(folder, left, is_filled=bool(known or origin), is_whole=is_whole))
    if not is_whole:
        ctx.exit(3)


def _make_sample(root: Path, folder: Path, sample: str, *, quiet: bool) -> None:
    """Write a sample site, and say where to look."""
    from sitegen.content.starter import surroundings

    left = _write(root, {**sample_texts(sample), **surroundings()})
    if not quiet:
        lines = [
            f"A sample site is in {folder}: everybody in it is invented. Next:",
            f"  sitegen -C {click.format_filename(folder)} serve --open   shows it, and follows your edits",
            "  content/                         what it is made of: change anything, and see",
            *_left_lines(left),
        ]
        click.echo("\n".join(lines))


def _identifier(kind: str, value: str) -> str:
    """Return an identifier in its normal form, or stop with what is wrong with it."""
    from sitegen.text import ids

    value = value.strip()
    try:
        if kind == "orcid":
            return ids.orcid(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=f"--{kind}") from None
    bare = value.rstrip("/").rpartition("/")[2]
    if not re.fullmatch(_FORMS[kind], bare):
        raise click.BadParameter(f'"{value}" does not look like {_LOOKS[kind]}', param_hint=f"--{kind}")
    return bare.upper() if kind == "openalex" else bare


def _introduced(root: Path, known: dict[str, str], cli_context: CliContext) -> str:
    """Ask the sources for the person's name. Nothing of the site is made when they do not tell."""
    from sitegen.cli.pull import end_progress, progress
    from sitegen.pull.name_lookup import introduce

    new = [folder for folder in (root / STATE, root, *root.parents) if not folder.exists()]
    name, failures = "", tuple[str, ...]()
    try:
        root.mkdir(parents=True, exist_ok=True)
        name, failures = introduce(root, known, os.environ, tell=(lambda _: None) if cli_context.quiet else progress)
    finally:
        end_progress()
        if new and not name:
            shutil.rmtree(new[-1], ignore_errors=True)
    if not name and failures:
        for failure in failures if cli_context.quiet else ():
            say(failure)
        say("no site was made, for nobody told whose papers these are: is this machine online?")
        say("  try again later; or add --name, which makes the site now, and run `sitegen pull` in it later")
        raise click.exceptions.Exit(3)
    if not name:
        raise SitegenError("the papers behind this identifier do not tell whose they are: say it with --name")
    return name


def _with_identifiers(texts: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    """The files of a site whose papers are pulled: its person has identifiers, and no example paper is needed."""
    from sitegen.content import yamlfile
    from sitegen.content.edit import edited

    files = {}
    for path, text in texts.items():
        if path.startswith("content/authors/"):
            document = yamlfile.read(text, path)
            files[path] = edited(document, {**document.data, **known}, "author")
        elif path != _EXAMPLE:
            files[path] = text
    return files


def _import(root: Path, origin: Path, name: str, known: dict[str, str], cli_context: CliContext) -> list[str]:
    """Make the site from what there is already; nothing of it is made when that cannot be read."""
    from sitegen.cli.importing import request, show
    from sitegen.importers import new_site, recipe

    reading, sources = recipe.read((origin,))
    if not reading.papers and not reading.documents:
        told = [problem for problem in reading.problems if problem.line]
        raise SitegenError(told or f"{origin}: there is no paper in it")
    texts, owner = new_site.texts(reading, name, root.resolve().name)
    texts = _with_identifiers(texts, known)
    reports = []

    def fill(site: Path) -> None:
        reports.append(recipe.write(site, reading, sources, request((origin,), home=root)))

    left = _write(root, texts, fill)
    for report in reports:
        show(report, cli_context)
    if not cli_context.quiet:
        click.echo(f"\nIt is {f'the site of {owner}' if owner else 'a site of several people'}.")
        if not name:
            whose = "somebody else" if owner else "one person"
            click.echo(f"For one of {whose}, make it in a new folder with --name NAME.")
    return left


def _pull(root: Path, cli_context: CliContext) -> bool:
    """Pull into the new site; return whether every source answered."""
    from sitegen.cli.pull import run, show_summary

    report = run(root, quiet=cli_context.quiet)
    if not cli_context.quiet or report.failures:
        show_summary(report)
        click.echo()
    return not report.failures


def _write(root: Path, texts: dict[str, str], fill: Callable[[Path], None] = lambda _: None) -> list[str]:
    """Write the files, `content/` all at once and last; return the paths that were there already and stay as they are.

    So a run that was interrupted has made no site yet, and the next one makes it. `fill` is given the site while it
    stands aside, to bring in more.
    """
    from sitegen.content.starter import with_id

    staging = root / ".sitegen" / "new"
    texts = {**texts, _SETTINGS: with_id(texts[_SETTINGS], str(uuid.uuid4()))}
    try:
        shutil.rmtree(staging, ignore_errors=True)
        for path, text in texts.items():
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / path).write_bytes(text.encode())
        fill(staging)
        left = []
        for path in sorted({path.partition("/")[0] for path in texts}, key=lambda path: (path == "content", path)):
            if not (root / path).exists():
                (staging / path).rename(root / path)
            elif not ((root / path).is_file() and (root / path).read_bytes() == texts.get(path, "").encode()):
                left.append(path)
    except (FileExistsError, NotADirectoryError):
        raise SitegenError(f"{root} is not a folder, and cannot be made one") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return left


def _next_steps(folder: Path, left: list[str], *, is_filled: bool, is_whole: bool) -> str:
    lines = [f"A new site is in {folder}. Next:"]
    lines.append(f"  sitegen -C {click.format_filename(folder)} serve --open   shows it, and follows your edits")
    if not is_whole:
        lines.append(f"  sitegen -C {click.format_filename(folder)} pull   asks the sources again that failed")
    lines.append("  content/site.yaml                its title and its address")
    if is_filled:
        lines.append("  content/papers/                  the papers, one file each: change what you like, it stays")
    else:
        lines.append("  content/papers/example.yaml      a paper to copy; it is a draft, so it is not shown yet")
    return "\n".join([*lines, *_left_lines(left)])


def _left_lines(left: list[str]) -> list[str]:
    """Return what to add to files that were there already."""
    from sitegen.content.starter import IGNORED, MERGED

    lines = []
    if ".gitignore" in left:
        lines.append(f"  .gitignore                       was there already: add {' and '.join(IGNORED)} to it")
    if ".gitattributes" in left:
        lines.append(f"  .gitattributes                   was there already: add the line {MERGED}")
    return lines
