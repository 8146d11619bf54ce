"""Paper view: what a page shows of one paper beside its own fields: links, badges, figures, venue.

In: an entry and the theme's words. Out: the small values of `views`. Nothing here depends on the page it lands on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any
from zlib import crc32

from sitegen.cite.links import arxiv_url, doi_url
from sitegen.model import Figure, Paper, PaperFacts
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.render.image_refs import first_page
from sitegen.render.pictures import Pictures
from sitegen.render.views import Badge, FigureView, Panel, PaperLink, VenueMark
from sitegen.site.collection import ARXIV
from sitegen.site.graph import CollectionRef, SitePaper
from sitegen.site.pages import Addresses

WIDE, HIGH = 720, 576
"""Pixels that a figure takes on its paper's page, at most: the column, and what a window holds beside its caption."""
BADGE = 16
"""Letters that a venue may have to be a badge."""
_SENTENCE = regex(r"(?<=[.!?])\s+(?=\S)")
_REMOTE = {
    "acl": ("ACL Anthology", "https://aclanthology.org/{}/"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id={}"),
    "inspire": ("INSPIRE", "https://inspirehep.net/literature/{}"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pmcid": ("PMC", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    "ads": ("NASA ADS", "https://ui.adsabs.harvard.edu/abs/{}/abstract"),
    "hal": ("HAL", "https://hal.science/{}"),
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The surroundings of these views: addresses, the theme's words, and the site's pictures."""

    at: Addresses
    words: Mapping[str, Any]
    pictures: Pictures


def is_gone(paper: Paper | PaperFacts) -> bool:
    """Tell whether a paper was withdrawn or retracted."""
    return paper.is_gone


def pdf_target(paper: Paper) -> str | None:
    """Return where the paper's PDF is, as written in the content or at arXiv; nothing for a paper that is gone."""
    if is_gone(paper):
        return None
    if paper.links.pdf:
        return paper.links.pdf[0]
    return f"https://arxiv.org/pdf/{paper.arxiv}" if paper.arxiv else None


def links(entry: SitePaper, here: Surroundings) -> tuple[PaperLink, ...]:
    """Return the links of a paper in the order in which they are wanted; what is missing is left out."""
    paper, words = entry.paper, here.words
    listed: list[tuple[str, str, str]] = []
    pdf = pdf_target(paper)
    if pdf:
        listed.append(("pdf", words["link_pdf"], pdf))
    if paper.arxiv:
        listed.append(("arxiv", words["link_arxiv"], arxiv_url(paper.arxiv)))
    if paper.doi and not (paper.arxiv and not paper.has_own_doi):
        listed.append(("doi", words["link_doi"], doi_url(paper.doi)))
    for kind in (field.name for field in fields(paper.links) if field.name != "other"):
        targets = getattr(paper.links, kind)[1:] if kind == "pdf" else getattr(paper.links, kind)
        label = words[f"link_{kind}"]
        for number, target in enumerate(targets, 2 if kind == "pdf" else 1):
            listed.append((kind, label if number == 1 else f"{label} {number}", target))
    listed += [
        (name, label, form.format(paper.ids[name])) for name, (label, form) in _REMOTE.items() if name in paper.ids
    ]
    listed += [("other", link.label, link.url) for link in paper.links.other]
    return tuple(PaperLink(kind, label, here.at.target(target), key=kind == "pdf") for kind, label, target in listed)


def badges(paper: Paper, words: Mapping[str, Any]) -> tuple[Badge, ...]:
    """Return the words beside a paper: what became of it, prizes, what kind of work it is."""
    awards = [Badge("award", award) for award in paper.awards]
    if is_gone(paper):
        return (Badge("bad", words[status_word(paper)]), *awards)
    kind_badges = []
    if paper.state.cited:
        kind_badges.append(Badge("plain", words[status_word(paper)]))
    elif paper.status == "preprint" or paper.type == "preprint":
        kind_badges.append(Badge("plain", words["status_preprint"]))
    elif paper.type not in {"article", "inproceedings", "other"}:
        kind_badges.append(Badge("plain", words[f"type_{paper.type}"]))
    return (*awards, *kind_badges)


def status_word(paper: Paper | PaperFacts) -> str:
    """Return the key of the theme's word for a paper's state."""
    return f"status_{paper.status}".replace(" ", "_")


def venue_text(paper: Paper | PaperFacts) -> str | None:
    """Return where a paper appeared, short: `ICML`; `arXiv` for a preprint without a venue.

    The year stays in it only where it is another than that of the date, which stands beside it.
    """
    if paper.venue is None:
        return ARXIV if paper.arxiv else None
    name = (paper.venue.short or paper.venue.name).plain or paper.venue.publisher or ""
    if not paper.date:
        return name or None
    year = f"{paper.date.year:04d}"
    return re.sub(rf"^{year}\s+|[\s,]*(?:\(?\b{year}\)?|[’']{year[2:]})$", "", name) or name or None


def venue_mark(entry: SitePaper) -> VenueMark | None:
    """Return where a paper appeared, for a list: its colour is the venue's own; a long name has none."""
    text, venue = venue_text(entry.facts), entry.facts.venue
    if text is None:
        return None
    full = venue.name.plain if venue and venue.short else ""
    return VenueMark(text, full, colour=_venue_colour(entry.venue) if len(text) <= BADGE else None)


def _venue_colour(venue: CollectionRef | None) -> str:
    """Return the colour that a site gives a venue, else one that follows from its name."""
    if venue and venue.colour:
        return venue.colour
    return f"oklch(62% .13 {crc32(venue.slug.encode()) % 24 * 15 if venue else 0})"


def affiliations(paper: Paper) -> tuple[str, ...]:
    """Return the institutions that a paper names, each once, in the order of its authors."""
    return tuple(dict.fromkeys(institution for author in paper.credited for institution in author.affiliations))


def figures(paper: Paper, here: Surroundings) -> tuple[FigureView, ...]:
    """Return a paper's figures; one without a description is described by its caption, else by its number.

    A figure of which no picture can be shown is left out.
    """
    views = (_figure(figure, number, here) for number, figure in enumerate(paper.figures, 1))
    return tuple(figure for figure in views if figure.panels)


def cover(entry: SitePaper, here: Surroundings) -> Panel | None:
    """Return the picture that stands for a paper: its first figure, else the first page of its own PDF."""
    own = (here.pictures.panels.get(page.path) for page in first_page(entry.facts))
    figured = (panel for figure in figures(entry.paper, here) for panel in figure.panels)
    return next(figured, None) or next(own, None)


def tile(paper: Paper) -> tuple[int, ...]:
    """Return the lengths of the abstract's first sentences, the longest as 100: what a tile draws of a paper."""
    if paper.abstract is None or not paper.abstract.plain:
        return ()
    lengths = [len(sentence) for sentence in _SENTENCE.split(paper.abstract.plain)[:6]]
    return tuple(max(1, 100 * length // max(lengths)) for length in lengths)


def _figure(figure: Figure, position: int, here: Surroundings) -> FigureView:
    number = figure.number or str(position)
    label = f"{here.words['figure']} {number}"
    caption = figure.caption.plain if figure.caption else ""
    return FigureView(
        id=f"figure-{position}",
        number=number,
        label=label,
        caption=figure.caption,
        alt=figure.alt or caption or label,
        panels=tuple(_fitted(here.pictures.panels[file]) for file in figure.file if file in here.pictures.panels),
    )


def _fitted(panel: Panel) -> Panel:
    """Return a picture of the size that it is shown in; only a drawing, which has no pixels, is enlarged."""
    page = panel.page
    scale = min(WIDE / page.width, HIGH / page.height)
    if scale > 1 and not page.src.endswith(".svg"):
        return panel
    width, height = (max(1, round(side * scale)) for side in (page.width, page.height))
    return replace(panel, page=replace(page, width=width, height=height))
