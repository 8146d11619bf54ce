"""`sitegen export`: a list of publications in a file that other programs, or people, read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from sitegen.cli.context import CliContext
from sitegen.cli.number_range import NumberRange
from sitegen.cli.report import plain, say, show_problems
from sitegen.errors import Problem, SitegenError
from sitegen.model import LIST_FORMATS, RECORD_FORMATS, PaperType

if TYPE_CHECKING:
    from sitegen.exports.recipe import Export, ExportRequest
    from sitegen.exports.selection import Grouping

FORMATS = {facts.name: facts for facts in (*RECORD_FORMATS, *LIST_FORMATS)}
NAMES = (*FORMATS, "cv")
BINARY = frozenset({"docx", "odt", "pdf"})
CV_ENDINGS = {"htm": "html", "markdown": "md", "typst": "typ", "yml": "yaml"}
"""Other endings of files."""
SOURCES = frozenset({".yaml", ".yml", ".md"})
"""Endings of what a site is made of."""
_KNOWN_ENDINGS = frozenset({"yaml", "yml", *(facts.ending for facts in FORMATS.values())})

HELP = f"""Write the site's publications in FORMAT, or a curriculum vitae.

\b
For programs: {", ".join(facts.name for facts in RECORD_FORMATS)}.
For people:   {", ".join(facts.name for facts in LIST_FORMATS)}.
cv:           content/cv.yaml and the publications, in the format that the name of the file says:
              cv.pdf, cv.docx, cv.odt, cv.tex, cv.typ, cv.md, cv.html, cv.json (JSON Resume),
              cv.yaml (RenderCV).
Packages with the entry point sitegen.formats add others.

markdown, html, latex and typst are fragments, to be put into a text of your own, unless --document asks for a whole
one. docx, odt and every style but apa need the extra authorpages[styles], pdf needs authorpages[pdf].

\b
Example:
  sitegen export bibtex -o papers.bib
  sitegen export docx --author ada-lovelace --group type --number -o publications.docx
  sitegen export latex --selected --since 2020 > publications.tex
  sitegen export docx --style ieee --number -o references.docx
  sitegen export typst --group year --template papers.typ -o publications.typ
  sitegen export cv -o cv.pdf
"""


class FormatName(click.Choice[str]):
    """The name of a format: ours, or one that a plug-in brings, which nobody is asked about before."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, or refuse it with all names that there are."""
        from sitegen import plugins

        if value not in NAMES and value in plugins.names("sitegen.formats"):
            return value
        return str(super().convert(value, param, ctx))


@click.command(help=HELP)
@click.argument("format_", metavar="FORMAT", type=FormatName(NAMES))
@click.option("--author", metavar="SLUG", help="Only papers of this person, whose name stands in bold.")
@click.option("--selected", is_flag=True, help="Only papers marked selected: true.")
@click.option("--since", type=NumberRange(1, 9999), metavar="YEAR", help="Only papers of this year and later.")
@click.option("--until", type=NumberRange(1, 9999), metavar="YEAR", help="Only papers of this year and earlier.")
@click.option(
    "--type", "types", multiple=True, type=click.Choice(get_args(PaperType)), metavar="TYPE",
    help=f"Only this type; may be given again. One of {', '.join(get_args(PaperType))}.",
)  # fmt: skip
@click.option("--group", type=click.Choice(("year", "type", "topic")), help="Put papers under headings.")
@click.option(
    "--style", metavar="STYLE", default="apa",
    help="Write references as ieee, chicago, mla, acm, vancouver, harvard, any id of a CSL style, or a .csl file.",
)  # fmt: skip
@click.option("--number", is_flag=True, help="Number the papers, through the whole list.")
@click.option("--document", is_flag=True, help="Write a whole document, where the format has fragments.")
@click.option(
    "--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Write the list by this template of your own; for docx and odt also a document to take styles from.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write into this file instead of standard output.")
@click.pass_obj
def command(  # noqa: PLR0913 - one argument an option
    cli_context: CliContext,
    *,
    format_: str,
    author: str | None,
    selected: bool,
    since: int | None,
    until: int | None,
    types: tuple[str, ...],
    group: Grouping | None,
    style: str,
    number: bool,
    document: bool,
    template: Path | None,
    output: str | None,
) -> None:
    """Write the publications of the site that are asked for, or a curriculum vitae."""
    from sitegen.exports.recipe import ExportRequest, export
    from sitegen.exports.selection import Selection

    root = cli_context.site()
    if format_ in BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{format_} is nothing to read on a terminal: name a file with -o FILE")
    if output not in {None, "-"}:
        _check_place(root / "content", Path(str(output)), "" if template else _ending(format_))
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}")
    if format_ == "cv":
        unused = {"--number": number, "--document": document, "--group": group is not None}
        unused["--template"] = template is not None
        _note_unused(format_, unused, "has a form of its own")
    elif format_ not in {facts.name for facts in LIST_FORMATS}:
        unused = {"--style": style != "apa", "--number": number, "--document": document}
        _note_unused(format_, unused | {"--template": template is not None})
    selection = Selection(author, selected, since, until, types, group)
    request = ExportRequest(format_, selection, number=number, document=document, style=style, template=template)
    made = _cv(root, request, output) if format_ == "cv" else export(root, request)
    if cli_context.verbose:
        show_problems(made.warnings)
    _hand_over(made, format_, output)
    if not made.papers and format_ != "cv":
        asked = {"--author": author, "--since": since, "--until": until, "--type": ", ".join(types)}
        named = ", ".join(f"{option} {value}" for option, value in asked.items() if value)
        say("no paper of the site is what was asked for" + (f": {plain(named)}" if named else ""))
    elif output not in {None, "-"} and not cli_context.quiet:
        say(f"{plain(str(output))}: {made.papers:,} {'paper' if made.papers == 1 else 'papers'}")


def _ending(format_: str) -> str:
    """Return the ending of a format's files; empty where the name of the file says what is written."""
    facts = FORMATS.get(format_)
    return facts.ending if facts else ""


def _check_place(content: Path, path: Path, ending: str) -> None:
    """Refuse a file that is a source of the site, and one of another format: nobody means to write over it."""
    place = path.resolve()
    within, is_file = place.is_relative_to(content.resolve()), place.is_file()
    is_source = (
        within and (is_file or place.suffix in SOURCES) and not place.is_relative_to(content.resolve() / "assets")
    )
    if is_source:
        sentence = f"{path} is among what the site is made of, and is not written over"
        raise SitegenError([Problem(field="-o", sentence=sentence, hint="name a file outside of content/")])
    if ending and is_file and place.suffix[1:] in _KNOWN_ENDINGS - {ending}:
        sentence = f"{path} is there, and is no .{ending} file"
        raise SitegenError(
            [Problem(field="-o", sentence=sentence, hint=f"name it .{ending}, or delete that file first")]
        )


def _cv(root: Path, request: ExportRequest, output: str | None) -> Export:
    """Return the curriculum vitae, in the format that the name of the file says; Markdown where it has no name."""
    from sitegen.exports.cv.recipe import ENDINGS, export_cv
    from sitegen.render.theme import find_theme  # its words, in the site's language

    ending = Path(output).suffix[1:].lower() if output and output != "-" else "md"
    ending = CV_ENDINGS.get(ending, ending)
    if ending not in ENDINGS:
        raise click.UsageError(f"a cv is written as {', '.join(ENDINGS)}: name the file so, as in -o cv.pdf")
    return export_cv(root, request, ending, lambda config: find_theme(config, root).strings)


def _note_unused(name: str, options: dict[str, bool], why: str = "is for programs") -> None:
    for option, is_given in options.items():
        if is_given:
            say(f"{option} says nothing to {name}, which {why}")


def _hand_over(made: Export, name: str, output: str | None) -> None:
    """Write an export where it is wanted. Bytes go to standard output as they are: every format is in UTF-8."""
    if output in {None, "-"}:
        if sys.stdout.isatty() and name not in BINARY:
            click.echo(made.data.decode(), nl=False)  # in what letters the terminal has
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
        return
    _write(Path(str(output)), made.data)


def _write(path: Path, data: bytes) -> None:
    from sitegen.content import files

    try:
        if path.exists() and not path.is_file():
            if path.is_dir():
                raise SitegenError([Problem(field="-o", sentence=f"{path} is a folder")])
            with path.open("wb") as stream:  # a pipe or a device: there is nothing to put in its place
                stream.write(data)
            return
        files.write(path.resolve(), data)
    except OSError as error:
        sentence = f"{path} could not be written: {error.strerror or error}"
        raise SitegenError([Problem(field="-o", sentence=sentence)]) from error
