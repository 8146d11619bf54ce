"""One paper as a CSL-JSON item.

In: a paper, its citation key, the address of its page. Out: the item as Python data, ready for `json.dumps`, every text
clean Unicode. Source: csl-data.json of the Citation Style Language, schema 1.0.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sitegen.model import Date, Paper, Venue
from sitegen.text.names import Spelling, spelling

from .characters import clean, name_of, one_line
from .pagination import with_dash

_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "preprint": "article", "book": "book",
    "chapter": "chapter", "thesis": "thesis", "report": "report", "dataset": "dataset", "software": "software",
    "patent": "patent", "talk": "speech",
}  # fmt: skip


def item(paper: Paper, key: str, url: str) -> dict[str, Any]:
    """Return the item; what is not known is left out."""
    found: dict[str, Any] = {
        "id": one_line(key),
        "type": _TYPES.get(paper.type, "article"),
        "title": one_line(paper.title.plain),
        "title-short": one_line(paper.short.plain) if paper.short else "",
        "author": [dict(_name(spelling(place))) for place in paper.authors],
        "editor": [dict(_name(spelling(place))) for place in paper.editors],
        "issued": {"date-parts": [_date(paper.date)]} if paper.date else {},
    }
    if paper.venue:
        found |= _venue(paper.venue, paper.type)
    elif paper.arxiv:
        found["publisher"] = "arXiv"
    found |= {
        "number": f"arXiv:{paper.arxiv}" if paper.arxiv else "",
        "DOI": paper.doi or "",
        "ISBN": one_line(paper.ids.get("isbn", "")),
        "ISSN": one_line(paper.ids.get("issn", "")),
        "PMID": one_line(paper.ids.get("pubmed", "")),
        "PMCID": one_line(paper.ids.get("pmcid", "")),
        "URL": url,
        "keyword": one_line(", ".join(dict.fromkeys((*paper.topics, *paper.keywords)))),
        "language": paper.language or "",
        "status": paper.stated.lower() or paper.status or "",
        "note": one_line(paper.comments.plain) if paper.comments else "",
        "abstract": clean(paper.abstract.plain) if paper.abstract else "",
    }
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=1 << 16)
def _name(name: Spelling) -> tuple[tuple[str, str], ...]:
    known = name_of(name)
    if known.is_group or known.written:
        return (("literal", known.written or known.family),)
    named = (
        ("family", known.family),
        ("given", known.given),
        ("non-dropping-particle", known.particle),
        ("suffix", known.suffix),
    )
    return tuple((part, text) for part, text in named if text)


def _date(date: Date) -> list[int]:
    return [part for part in date if part]


def _venue(venue: Venue, kind: str) -> dict[str, str]:
    """Return where a paper appeared: a container, an event, or who published it."""
    name = one_line(venue.name.plain)
    publisher = one_line(venue.publisher or "")
    found = {
        "container-title-short": one_line(venue.short.plain) if venue.short else "",
        "collection-title": one_line(venue.series or ""),
        "volume": one_line(venue.volume or ""),
        "issue": one_line(venue.issue or ""),
        "page": with_dash(one_line(venue.pages or ""), "-"),
        "publisher": publisher,
    }
    place = one_line(venue.place or "")
    if kind in {"thesis", "report"} or (kind == "book" and not publisher):
        return {**found, "publisher": publisher or name, "publisher-place": place}
    if kind == "book":
        return {"collection-title": name, **{k: v for k, v in found.items() if v}, "publisher-place": place}
    if kind in {"inproceedings", "talk"}:
        return {**found, "container-title" if kind == "inproceedings" else "event": name, "event-place": place}
    return {**found, "container-title": name, "publisher-place": place}
