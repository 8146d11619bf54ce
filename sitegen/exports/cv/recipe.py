"""From content to a curriculum vitae in one file.

In: a site's folder, which papers and style were asked for, the ending of the file, the words of a theme. Out: the bytes
of the file, and warnings about the content. Reads the site, writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.cite.links import address
from sitegen.content.load import CV
from sitegen.errors import Problem, SitegenError
from sitegen.exports.cv import jsonresume, latex, markdown, rendercv, typst, web
from sitegen.exports.cv.document import CvDocument, CvPaper, CvWording, cv_document
from sitegen.exports.cv.site_items import with_items
from sitegen.exports.recipe import Export, ExportRequest, in_style, read
from sitegen.exports.selection import person_of, select
from sitegen.model import Cv, SiteConfig
from sitegen.site.graph import Person, Site, SitePaper
from sitegen.site.pages import addresses
from sitegen.text.languages import language

_TEXTS: Mapping[str, Callable[[CvDocument], str]] = {
    "html": web.document, "md": markdown.document, "tex": latex.document, "typ": typst.document,
}  # fmt: skip
ENDINGS = (*_TEXTS, "docx", "json", "odt", "pdf", "yaml")
"""What the file may be, by the ending of its name."""


def export_cv(
    root: Path, request: ExportRequest, ending: str, words: Callable[[SiteConfig], Mapping[str, Any]]
) -> Export:
    """Return the file; raises `SitegenError` with everything that is wrong, also where there is no `cv.yaml`.

    `request.selection` says which papers are in it: all of the owner's, or of the author asked for.
    """
    site, cv, warnings = read(root)
    if cv is None:
        hint = "write it; `sitegen schema cv` has its keys"
        raise SitegenError([Problem(sentence=f"there is no {CV}", hint=hint)])
    person = person_of(site, request.selection.author)
    cv = with_items(cv, site.items, person.slug if person else None)
    selection = replace(request.selection, author=person.slug if person else None)
    entries = select(site, selection)
    references = in_style(request.style, site)(entries, person)
    papers = [
        CvPaper(entry.facts.type, entry.paper.title.plain, reference)
        for entry, reference in zip(entries, references, strict=True)
    ]
    if ending == "json":
        facts = [(paper, publication(entry, site)) for paper, entry in zip(papers, entries, strict=True)]
        data = jsonresume.resume(cv, person.author if person else None, site.config.title, facts).encode()
    elif ending == "yaml":
        wording = CvWording("en", words(site.config), language("en"))
        known = [(paper, reference_of(entry)) for paper, entry in zip(papers, entries, strict=True)]
        author = person.author if person else None
        data = rendercv.rendercv(cv, author, site.config.title, known, wording).encode()
    else:
        tag = site.config.language
        manner = CvWording(tag, words(site.config), language(tag))
        data = _written(cv_document(*_of_whom(cv, person, site), papers, manner), ending)
    return Export(data, len(papers), warnings)


def publication(entry: SitePaper, site: Site) -> dict[str, str]:
    """Return the facts of a paper in the words of JSON Resume."""
    at, paper = addresses(site.config.base_url), entry.paper
    known = {
        "name": paper.title.plain,
        "publisher": paper.venue.name.plain if paper.venue else "arXiv" if paper.arxiv else "",
        "releaseDate": paper.date.iso,
        "url": at.absolute(at.paper(entry.slug)),
    }
    return {name: value for name, value in known.items() if value}


def reference_of(entry: SitePaper) -> dict[str, Any]:
    """Return the facts of a paper in the words of RenderCV."""
    paper = entry.paper
    known = {
        "title": paper.title.plain,
        "authors": [author.name for author in paper.credited],
        "journal": paper.venue.name.plain if paper.venue else "arXiv" if paper.arxiv else "",
        "date": paper.date.iso,
        "doi": paper.doi,
        "url": "" if paper.doi else address(paper),
    }
    return {name: value for name, value in known.items() if value}


def _of_whom(cv: Cv, person: Person | None, site: Site) -> tuple[Cv, Any, str]:
    return cv, person.author if person else None, person.name if person else site.config.title


def _written(document: CvDocument, ending: str) -> bytes:
    if ending in _TEXTS:
        return _TEXTS[ending](document).encode()
    if ending == "pdf":
        from sitegen.typeset import typst as compiler  # no other format needs it

        return compiler.pdf(typst.document(document))
    from sitegen.typeset import pandoc  # as above

    return pandoc.convert(web.document(document), "html", ending)
