"""One paper's page and its files in other formats.

In: a paper in its place in the site. Out: its staged files, and the fragments that every list takes it from.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from sitegen.cite import apa, highwire, jsonld, signposting
from sitegen.cite.formats import Citation
from sitegen.cite.links import orcid_url
from sitegen.incremental.task import Result
from sitegen.model import Text
from sitegen.records import dataclass
from sitegen.render import paperview
from sitegen.render.byline import LONG, byline
from sitegen.render.byline import pieces as author_pieces
from sitegen.render.fragments import Fragments, citation_of, cut, exports, fragments, shown_everywhere
from sitegen.render.marks import legend, of_editors, signs
from sitegen.render.page_context import RenderContext, json_ld
from sitegen.render.theme import Deferred
from sitegen.render.views import FigureView, PageView, StyledReference
from sitegen.site.graph import CROWD, EntryRef, SitePaper
from sitegen.site.plan import LINKSET


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The material of a paper's page: the paper, whom lists emphasise, the path of its social card, its references."""

    entry: SitePaper
    focus: tuple[str, ...]
    card: str | None
    references: tuple[StyledReference, ...] = (StyledReference("APA"),)


def paper(inputs: PaperPage, context: RenderContext) -> Result:
    """Make a paper's page and its files in other formats; return its fragments for the lists."""
    entry, slug = inputs.entry, inputs.entry.slug
    cited = citation_of(entry, context)
    everywhere = shown_everywhere(entry, context)
    pieces = fragments(entry, context, cited, everywhere)
    whole = pieces.exports if cut(entry) is entry else exports(cited, context)
    head = _head(inputs, context)
    page = _paper_page(inputs, pieces, cited, {"page": head, **everywhere}, context)
    files = [context.put(f"papers/{slug}/index.html", page)]
    for item, text in zip(context.formats, whole, strict=True):
        if context.makes(item.facts.name) and not context.config.folder:
            files.append(context.put(f"papers/{slug}/{slug}.{item.facts.ending}", item.many([text])))
    if head.links:
        own = [link for link in head.links if link.rel != "linkset"]
        files.append(context.put(f"papers/{slug}/{LINKSET}", signposting.linkset(head.canonical, own)))
    return Result(tuple(files), pieces.packed())


def _paper_page(
    inputs: PaperPage, pieces: Fragments, cited: Citation, shown: Mapping[str, Any], context: RenderContext
) -> str:
    entry, paper = inputs.entry, inputs.entry.paper
    refs = context.site.refs
    figures = Deferred(partial(paperview.figures, paper, context.here))
    return context.template("paper.html")(
        **shown,
        byline=_byline(entry, pieces, inputs.focus, context),
        legend=Deferred(partial(legend, entry, context.words)),
        affiliations=Deferred(partial(paperview.affiliations, paper)),
        figures=figures,
        bibtex=Deferred(lambda: cited.short_entry),
        preprint=Deferred(partial(_preprint, cited)),
        references=Deferred(partial(_references, cited, inputs.references)),
        reference=Deferred(lambda: _references(cited, inputs.references[:1])[0][1]),
        older=Deferred(lambda: refs[entry.older] if entry.older else None),
        newer=Deferred(lambda: refs[entry.newer] if entry.newer else None),
        related=Deferred(partial(_related, entry, context)),
    )


def _references(cited: Citation, styled: Sequence[StyledReference]) -> tuple[tuple[str, Text], ...]:
    """Return the name of each style and the reference in it."""
    return tuple(
        (label, Text(plain, html, plain) if html else apa.reference(cited.paper, page=cited.url))
        for label, html, plain in styled
    )


def _preprint(cited: Citation) -> str:
    """Return the entry of the preprint of a published paper, empty where there is none."""
    preprint = cited.preprint
    return preprint.short_entry if preprint else ""


def _related(entry: SitePaper, context: RenderContext) -> tuple[tuple[EntryRef, int], ...]:
    return tuple((context.site.refs[slug], count) for slug, count in context.site.related[entry.slug])


def _byline(entry: SitePaper, pieces: Fragments, focus: Collection[str], context: RenderContext) -> Markup:
    """Return the author line; only here, where the legend is, are those marked whom to write to."""
    names = pieces.names
    facts = entry.facts
    if any(author.corresponding for author in facts.credited):
        names = of_editors(author_pieces(entry, context.at, signs(context.words)), entry, context.words)
    return byline(
        names,
        pieces.positions(focus),
        context.wording,
        whole=LONG,
        total=facts.authors_total,
        and_others=facts.and_others,
    )


def _head(inputs: PaperPage, context: RenderContext) -> PageView:
    """Return what the head of a paper's page says, to people who share it and to those who index it."""
    entry, paper = inputs.entry, inputs.entry.paper
    at, config = context.at, context.config
    cited, url = entry.cited, at.paper(paper.slug)
    language = cited.language or config.main_language
    shown: Sequence[FigureView] = paperview.figures(paper, context.here) if paper.figures else ()
    images = [at.absolute(panel.large.src) for figure in shown for panel in figure.panels]
    card = context.card(inputs.card)
    pdf = paperview.pdf_target(paper)
    pdf_url = at.absolute(at.target(pdf)) if pdf else None
    return context.page(
        "paper",
        url,
        paper.title.plain,
        description=paper.summary.plain if paper.summary else paper.abstract.plain if paper.abstract else "",
        image=card or (images[0] if images else None),
        is_card=card is not None,
        alternates=tuple(
            (media_type, label, at.export(paper.slug, ending)) for _, label, ending, media_type in config.exports
        ),
        feeds=context.feeds(at.home(), config.title),
        links=_links(entry, pdf_url, context) if context.makes("signposting") else (),
        highwire=lambda: highwire.tags(cited, abstract_url=at.absolute(url), pdf_url=pdf_url, language=language),
        linked_data=lambda: json_ld(
            jsonld.article(
                cited, url=at.absolute(url), people=_contributors(entry, context), images=images, language=language
            )
        ),
        noindex=paper.hidden,
        source=paper.file,
    )


def _links(entry: SitePaper, pdf: str | None, context: RenderContext) -> tuple[signposting.TypedLink, ...]:
    """Return the typed links of a paper's page, that to its link set last; a crowd has only those with an ORCID iD."""
    at, slug = context.at, entry.slug
    people = _contributors(entry, context)
    authors = [orcid_url(orcid) if orcid else page if len(people) <= CROWD else "" for _, page, orcid in people]
    exports = [
        (media_type, at.absolute(at.export(slug, ending))) for _, _, ending, media_type in context.config.exports
    ]
    url = at.absolute(at.paper(slug))
    typed = signposting.links(entry.paper, url, authors=filter(None, authors), pdf=pdf, exports=exports)
    return (*typed, signposting.TypedLink("linkset", f"{url}{LINKSET}", signposting.LINKSET))


def _contributors(entry: SitePaper, context: RenderContext) -> tuple[jsonld.Contributor, ...]:
    """Return a paper's authors: name, absolute address of their page, ORCID iD."""
    at = context.at
    return tuple(
        (
            credit.name,
            at.absolute(at.author(credit.person.slug)) if credit.person and credit.person.has_page else None,
            credit.person.orcid if credit.person else credit.authorship.orcid,
        )
        for credit in entry.credits
    )
