r"""Figures of a paper as its LaTeX source has them.

In: the members of a source. Out: its figures in order, numbered as LaTeX would, captions as LaTeX with the author's
macros in place, pictures as names of members; and the author's macros themselves. A figure that LaTeX draws itself has
no picture, but its number. Never runs anything of the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sitegen.pull.figures import acronyms, citations, definitions, graphics, html, inputs, labels, references
from sitegen.pull.figures.archive import Archive
from sitegen.pull.figures.caption_tex import Knowledge, legend
from sitegen.pull.figures.definitions import Definition
from sitegen.pull.figures.floats import Float, Scan
from sitegen.pull.figures.source_figure import SourceFigure, tidy, with_panels
from sitegen.pull.figures.tex import after_options, decode, group, without_comments
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text.convert import phrase

_CLASS = regex(r"\\document(?:class|style)\b\s*(?:\[[^\]]{0,2000}\])?\s*\{\s*([A-Za-z]+)")
_PACKAGE = regex(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]{0,2000}\])?\s*(?=\{)")
_ENVIRONMENT = regex(r"\\(?:re)?newenvironment\*?\s*\{\s*([A-Za-z@]+)\s*\}")
_DRAWS = regex(
    r"\\(?:label\s*\{|begin\s*\{\w*figure|end\s*\{\w*figure|caption|includegraphics|epsf|psfig|plotone|plottwo|subfloat|subfigure)"
)
_OPENS = regex(r"\\(?:(?:begin|end)\s*\{|(?:sub)*section(?![A-Za-z]))")
_TEASER = regex(r"\\teaser\s*(?=\{)")
_CONTINUED = regex(r"[(\[]?\s*(?:\\\w+\{)?\(?(?:figure )?(?:continued|cont'?d?)\.?[^()]{0,40}\)?\}?\.?", re.IGNORECASE)
_MOST_TRIED = 3
_HERE = "https://source.invalid/"


class EprintFigures(NamedTuple):
    """The figures of a source, whose locations are names of its members, and the macros of its author."""

    figures: tuple[SourceFigure, ...]
    macros: Mapping[str, Definition]


def find(archive: Archive) -> EprintFigures:
    """The figures of a source; of several main files that are equally likely the one whose pictures are there."""
    if archive.kind == "html":
        return EprintFigures(_of_pages(archive.members), {})
    made = [_of_document(archive.members, main) for main in inputs.main_files(archive.members)[:_MOST_TRIED]]
    return max(made, key=_worth, default=EprintFigures((), {}))


def _worth(source: EprintFigures) -> int:
    return sum(bool(figure.locations) for figure in source.figures)


def _of_pages(members: Mapping[str, bytes]) -> tuple[SourceFigure, ...]:
    pages = [name for name in sorted(members) if name.lower().endswith((".htm", ".html"))]
    figures: dict[SourceFigure, None] = {}
    for page in pages:
        for figure in _on_page(decode(members[page]), _HERE + page):
            names = tuple(
                str(location).removeprefix(_HERE) for location in figure.locations if isinstance(location, str)
            )
            inside = tuple(name for name in names if name in members)
            if inside:
                figures[
                    SourceFigure(number=figure.number, caption=figure.caption, locations=inside, alt=figure.alt)
                ] = None
    return tuple(figures)


def _on_page(page: str, address: str) -> tuple[SourceFigure, ...]:
    try:
        return html.find(page, address)
    except html.PageError:
        return ()  # an appendix of data, perhaps: the other pages have the figures


def _of_document(members: Mapping[str, bytes], main: str) -> EprintFigures:
    text = inputs.whole(members, main)
    macros, body = definitions.split(text)
    words = definitions.of_words(macros)
    for package in _packages(text, members):
        own, _ = definitions.split(package)
        macros = own | macros
        words = definitions.of_words(own, is_style=True) | words
    words = {name: definition for name, definition in words.items() if name not in definitions.endless(words)}
    opening = (_calling(macros, _DRAWS) | _calling(macros, _OPENS)) - definitions.endless(macros)
    body = definitions.expand(body, macros, only=opening) if opening else body
    body = _with_teasers(body)
    shelf = graphics.ImageIndex(members, (*graphics.folders(text), main.rpartition("/")[0]))
    declared = _CLASS.search(text)
    scan = Scan(macros, shelf, _figure_environments(text), declared[1] if declared else "")
    floats = scan.read(body)
    document_class = declared[1] if declared else ""
    notes = (decode(data) for name, data in members.items() if name == f"{main.rpartition('.')[0]}.aux")
    known = Knowledge(
        words,
        labels.read(body, scan.labels, document_class, notes),
        references.naming(text),
        citations.bibliography(text, citations.style_texts(members), members, document_class),
        acronyms.declared(text),
    )
    return EprintFigures(
        tuple(_joined([(figure.is_continued, _source_figure(figure, known)) for figure in floats])), words
    )


def _packages(text: str, members: Mapping[str, bytes]) -> list[str]:
    """The author's own packages: that is where many keep their macros."""
    texts = []
    for start in _PACKAGE.finditer(text):
        argument = group(text, start.end(), 2000)
        for name in argument[0].split(",") if argument else ():
            data = members.get(f"{name.strip()}.sty")
            texts += [without_comments(decode(data))] if data else []
    return texts


def _calling(macros: Mapping[str, Definition], wanted: re.Pattern[str]) -> frozenset[str]:
    """Macros that include pictures, or open what is counted, by themselves or through others."""
    reserved = {"includegraphics", "caption", "label"}
    calling: frozenset[str] = frozenset()
    for _ in range(4):
        calls = re.compile(rf"\\(?:{'|'.join(map(re.escape, sorted(calling)))})(?![A-Za-z@])") if calling else wanted
        more = {
            name
            for name, definition in macros.items()
            if wanted.search(definition.body) or calls.search(definition.body)
        } - reserved
        if more == calling:
            break
        calling = frozenset(more)
    return calling


def _with_teasers(text: str) -> str:
    r"""The document with `\teaser{…}`, the first figure of papers on graphics, as the figure that it is."""
    done, at = [], 0
    for start in _TEASER.finditer(text):
        inner = group(text, start.end())
        if inner and start.start() >= at and "\\caption" in inner[0]:
            done.append(text[at : start.start()] + r"\begin{figure}" + inner[0] + r"\end{figure}")
            at = inner[1]
    return "".join(done) + text[at:]


def _figure_environments(text: str) -> frozenset[str]:
    """Environments of the author's own that open a figure."""
    environments = set()
    for start in _ENVIRONMENT.finditer(text):
        body = group(text, after_options(text, start.end()), 4000)
        if body and re.search(r"\\begin\s*\{\w*figure", body[0]):
            environments.add(start[1])
    return frozenset(environments)


def _joined(read: Sequence[tuple[bool, SourceFigure]]) -> list[SourceFigure]:
    """The figures, those that a float only continues as one."""
    figures: list[SourceFigure] = []
    for is_continued, figure in read:
        before = figures[-1] if figures else None
        if not is_continued or before is None or before.number != figure.number:
            figures.append(figure)
            continue
        is_new = figure.caption not in before.caption and not _CONTINUED.fullmatch(figure.caption)
        caption = tidy(f"{before.caption} {figure.caption}") if is_new else before.caption
        locations = tuple(dict.fromkeys(before.locations + figure.locations))
        figures[-1] = replace(before, caption=caption, locations=locations, alt=before.alt or figure.alt)
    return figures


def _source_figure(figure: Float, known: Knowledge) -> SourceFigure:
    caption = legend(figure.caption, known)
    panels = tuple((letter, legend(text, known)) for letter, text in figure.panels)
    alt = phrase(legend(figure.alt, known))[0].plain if figure.alt else ""
    caption = with_panels(caption, panels)
    return SourceFigure(number=figure.number, caption=caption, locations=figure.locations, alt=alt, drawn=figure.drawn)
