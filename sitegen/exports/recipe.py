"""From content to one file of publications, step by step.

In: a site's folder and what was asked for. Out: the bytes of the file, and warnings about the content. Reads the site,
writes nothing; whoever calls decides where the bytes go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sitegen.cite.formats import RECORDS, Citation, Format
from sitegen.content.content_file import located
from sitegen.content.load import load
from sitegen.errors import Problem, SitegenError
from sitegen.exports.documents import DOCUMENTS
from sitegen.exports.listing import References, in_apa, listing
from sitegen.exports.plugged_formats import named
from sitegen.exports.selection import PaperGroup, Selection, grouped, person_of, select
from sitegen.model import LIST_FORMATS, RECORD_FORMATS, Cv, SiteConfig
from sitegen.records import dataclass
from sitegen.site.graph import Site, SitePaper, connect
from sitegen.site.pages import addresses

ALL = Selection()
FORMATS = (*RECORD_FORMATS, *LIST_FORMATS)
"""Every format that can be asked for."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """The request for an export: a `format` by its name, which papers, and how they are written.

    `number`, `document`, `style` and `template` mean nothing to formats of records. `style` is the id of a CSL style, a
    short name or a file; `template` is a file in Jinja, or a document to take styles from.
    """

    format: str
    selection: Selection = ALL
    number: bool = False
    document: bool = False
    style: str = "apa"
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """A file, how many papers are in it, and what is doubtful about the content."""

    data: bytes
    papers: int
    warnings: tuple[Problem, ...]


def export(root: Path, request: ExportRequest) -> Export:
    """Return the publications of the site in `root`; raises `SitegenError` with everything that is wrong."""
    site, _, warnings = read(root)
    groups = grouped(select(site, request.selection), request.selection.group)
    form = record_format(request.format)
    data = _records(groups, site, form) if form else _list(groups, site, request)
    return Export(data, sum(len(group.entries) for group in groups), warnings)


def read(root: Path) -> tuple[Site, Cv | None, tuple[Problem, ...]]:
    """Return the connected site, its curriculum vitae, and what is doubtful; raises `SitegenError` if it is wrong."""
    content, problems = load(root)
    site, doubts = connect(content)
    if errors := [located(root, doubt) for doubt in doubts if doubt.severity == "error"]:
        raise SitegenError(errors)
    return site, content.cv, tuple(sorted((*problems, *doubts)))


def record_format(name: str) -> Format | None:
    """Return the format of this name that writes one record a paper, ours or a plug-in's; nothing for any other name.

    Raises `SitegenError` for a plug-in that is broken.
    """
    if name in RECORDS or name in DOCUMENTS:
        return RECORDS.get(name)
    return named(name)


def _records(groups: tuple[PaperGroup, ...], site: Site, form: Format) -> bytes:
    cited = (_cited(entry, site.config) for group in groups for entry in group.entries)
    return form.many(map(form.one, _told_apart(cited))).encode()


def _told_apart(citations: Iterable[Citation]) -> Iterator[Citation]:
    """Yield citations, of one key that several were given by hand all but the first with a number behind it.

    Who reads a file with one key twice keeps one of the papers.
    """
    count: Counter[str] = Counter()
    for cited in citations:
        count[cited.key] += 1
        yield cited if count[cited.key] == 1 else replace(cited, key=f"{cited.key}-{count[cited.key]}")


def _list(groups: tuple[PaperGroup, ...], site: Site, request: ExportRequest) -> bytes:
    person = person_of(site, request.selection.author)
    title = f"Publications of {person.name}" if person else site.config.title
    publications = listing(groups, title, person, numbered=request.number, references=in_style(request.style, site))
    form, file = DOCUMENTS[request.format], request.template
    if file is None or file.suffix[1:].lower() in form.models:
        return form.written(publications, whole=request.document, model=file)
    from sitegen.exports.template import fill  # few lists have one

    return form.made(fill(file, publications, form.markup, lambda item: _cited(item.entry, site.config)))


def in_style(name: str, site: Site) -> References:
    """Return what writes papers in a style; raises `SitegenError` where there is none of that name."""
    if name == "apa":
        return in_apa
    from sitegen.exports.styled import styled  # no list in our own style needs it

    return styled(name, site)


def _cited(entry: SitePaper, config: SiteConfig) -> Citation:
    at = addresses(config.base_url)
    return Citation(entry.paper, entry.cite_key, at.absolute(at.paper(entry.slug)), config.macros)
