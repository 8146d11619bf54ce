"""One paper's page and its files in other formats.

In: an entry. Out: its staged files, and the fragments that every list takes it from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sitegen.cite import apa, bibtex, highwire, jsonld
from sitegen.outputs import exports as joined
from sitegen.site.graph import Entry

from . import paperview
from .byline import LONG, byline
from .byline import pieces as author_pieces
from .fragments import Fragments, cut, exports, fragments
from .frame import json_ld
from .marks import legend, of_editors, signs
from .press import Press
from .views import FigureView, PageView
from .works import Done


def paper(entry: Entry, press: Press) -> Done:
    """Make a paper's page and its files in other formats; return its fragments for the lists."""
    frame, slug = press.frame, entry.paper.slug
    pieces = fragments(entry, frame)
    whole = (
        exports(entry, frame) if cut(entry) is not entry else {"bib": pieces.bib, "ris": pieces.ris, "csl": pieces.csl}
    )
    files = (
        press.put(f"papers/{slug}/index.html", _paper_page(entry, pieces, press)),
        press.put(f"papers/{slug}/{slug}.bib", joined.bib([whole["bib"]])),
        press.put(f"papers/{slug}/{slug}.ris", joined.ris([whole["ris"]])),
        press.put(f"papers/{slug}/{slug}.json", joined.csl([whole["csl"]])),
    )
    return pieces, files


def _paper_page(entry: Entry, pieces: Fragments, press: Press) -> str:
    frame, one = press.frame, entry.paper
    at, site = frame.at, frame.site
    shown = paperview.figures(one, frame.here)
    address = at.absolute(at.paper(one.slug))
    return frame.template("paper.html")(
        page=_head(entry, shown, press),
        entry=entry,
        paper=one,
        byline=byline(
            _names(entry, pieces, press),
            pieces.positions(press.focus()),
            frame.wording,
            whole=LONG,
            total=one.authors_total,
            and_others=one.and_others,
        ),
        legend=legend(entry, frame.words),
        affiliations=paperview.affiliations(one),
        doors=paperview.doors(entry, frame.here),
        figures=shown,
        marks=paperview.badges(one, frame.words),
        venue_text=paperview.venue_text(one),
        venue=paperview.venue_mark(entry),
        bibtex=bibtex.entry(replace(one, abstract=None), entry.cite_key, address, site.config.macros),
        reference=apa.reference(one),
        older=site.entries[entry.older] if entry.older else None,
        newer=site.entries[entry.newer] if entry.newer else None,
        related=tuple((site.entries[slug], count) for slug, count in entry.related),
    )


def _head(entry: Entry, shown: Sequence[FigureView], press: Press) -> PageView:
    """Return what the head of a paper's page says, to people who share it and to those who index it."""
    frame, one = press.frame, entry.paper
    at, config = frame.at, frame.site.config
    url, language = at.paper(one.slug), one.language or config.language
    pdf = paperview.pdf_target(one)
    images = [at.absolute(panel.large.src) for figure in shown for panel in figure.panels]
    card = press.card(press.cards.papers.get(one.slug))
    pdf_url = at.absolute(at.target(pdf)) if pdf else None
    people = _contributors(entry, press)
    article = jsonld.article(one, url=at.absolute(url), people=people, images=images, language=language)
    return frame.page(
        "paper",
        url,
        one.title.plain,
        description=one.summary.plain if one.summary else one.abstract.plain if one.abstract else "",
        image=card or (images[0] if images else None),
        is_card=card is not None,
        alternates=tuple((kind, label, at.export(one.slug, ending)) for kind, label, ending in _FORMATS),
        feeds=frame.feeds(at.home(), config.title),
        meta=highwire.tags(one, abstract_url=at.absolute(url), pdf_url=pdf_url, language=language),
        json_ld=json_ld(article),
        noindex=one.hidden,
        source=one.file,
    )


_FORMATS = (
    ("application/x-bibtex", "BibTeX", "bib"),
    ("application/x-research-info-systems", "RIS", "ris"),
    ("application/vnd.citationstyles.csl+json", "CSL-JSON", "json"),
)
"""Media type, name and ending of each format that a paper can be had in."""


def _names(entry: Entry, pieces: Fragments, press: Press) -> tuple[str, ...]:
    """Return the pieces of the author line; only here, where the legend is, are those marked whom to write to."""
    if not any(credit.authorship.corresponding for credit in entry.credits):
        return pieces.names
    return of_editors(author_pieces(entry, press.frame.at, signs(press.frame.words)), entry, press.frame.words)


def _contributors(entry: Entry, press: Press) -> tuple[jsonld.Contributor, ...]:
    """Return a paper's authors: name, absolute address of their page, ORCID iD."""
    at = press.frame.at
    return tuple(
        (
            credit.name,
            at.absolute(at.author(credit.person.slug)) if credit.person and credit.person.has_page else None,
            credit.person.orcid if credit.person else credit.authorship.orcid,
        )
        for credit in entry.credits
    )
