"""One paper as a CSL-JSON item.

In: a paper, its citation key, the address of its page. Out: the item as Python data, ready for `json.dumps`, every text
clean Unicode. Source: csl-data.json of the Citation Style Language, schema 1.0.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from sitegen.cite.characters import clean, name_of, one_line, short_title
from sitegen.cite.frame import Frame
from sitegen.cite.imprint import Imprint, arxiv_number, degree, editors, imprint
from sitegen.cite.links import beside_identifiers
from sitegen.cite.pagination import article_number, with_dash
from sitegen.model import NO_TEXT, Date, Paper
from sitegen.regex import regex
from sitegen.text.names import Spelling, spelling

_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "preprint": "article", "book": "book",
    "chapter": "chapter", "thesis": "thesis", "report": "report", "dataset": "dataset", "software": "software",
    "patent": "patent", "talk": "speech", "manuscript": "manuscript",
}  # fmt: skip
_GENRES = {
    "thesis": "Doctoral dissertation", "dataset": "Data set", "talk": "Talk",
    "submitted": "Manuscript submitted for publication", "in preparation": "Manuscript in preparation",
}  # fmt: skip
"""What a work of a kind, or a manuscript in a state, calls itself where styles print that."""
_LABEL = regex(r"vol(?:ume)?\.?\s+", re.IGNORECASE)
_VARIABLE = regex(r"[A-Za-z-]+\s*:")
_NUMBERED = frozenset({"report", "patent"})


def item(paper: Paper, key: str, url: str) -> dict[str, Any]:
    """Return the item; what is not known is left out.

    `url` is the address beside its DOI. Without a DOI styles print an address: that of the work goes before.
    """
    where = imprint(paper)
    members: dict[str, Any] = {
        "id": one_line(key),
        "type": _TYPES.get(where.kind, "article"),
        "title": one_line(paper.title.plain),
        "title-short": short_title(paper),
        "author": [dict(_name(spelling(authorship))) for authorship in paper.authors],
        "editor": [dict(_name(name)) for name in editors(paper)],
        "issued": {"date-parts": [_date(paper.date)]} if paper.date else {},
        **_imprint(where, paper),
        "DOI": paper.doi or "",
        "ISBN": one_line(paper.ids.get("isbn", "")),
        "ISSN": one_line(paper.ids.get("issn", "")),
        "PMID": one_line(paper.ids.get("pubmed", "")),
        "PMCID": one_line(paper.ids.get("pmcid", "")),
        "URL": url if paper.doi else beside_identifiers(paper, url),
        "keyword": one_line(", ".join(dict.fromkeys((*paper.topics, *paper.keywords)))),
        "language": paper.language or "",
        "status": paper.stated.lower(),
        "note": _note(paper, where),
        "abstract": clean(paper.abstract.plain) if paper.abstract else "",
    }
    return {name: value for name, value in members.items() if value}


def text(paper: Paper, key: str, url: str) -> str:
    """Return the item as JSON on one line."""
    return json.dumps(item(paper, key, url), ensure_ascii=False, separators=(",", ":"))


joined = Frame("[\n", ",\n", "\n]\n", empty="[]\n")
"""Makes a file of many: an array, one item a line."""


@lru_cache(maxsize=1 << 14)
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


def _number(where: Imprint, paper: Paper) -> str:
    """Return the number of a report, a patent or a preprint, or that of an article, which takes the place of pages."""
    if where.kind in _NUMBERED and where.issue:
        return where.issue
    if where.kind == "article" and (number := article_number(where.pages)):
        return number
    return arxiv_number(paper, where)


def _note(paper: Paper, where: Imprint) -> str:
    """Return what no other variable holds: arXiv's number of what appeared elsewhere, and the comments."""
    is_elsewhere = paper.arxiv and not arxiv_number(paper, where)
    comments = one_line(paper.comments.plain) if paper.comments else ""
    if _VARIABLE.match(comments):  # Zotero and pandoc would take `Number: 12` for the number
        comments = f"Comments: {comments}"
    parts = (f"arXiv:{paper.arxiv}" if is_elsewhere else "", comments)
    return "\n".join(filter(None, parts))  # a line a fact, as Zotero keeps and reads them


def _imprint(where: Imprint, paper: Paper) -> dict[str, str]:
    """Return where a work is: a container, an event, or who published it."""
    city = one_line(where.place)
    by = (where.institution, where.publisher) if where.kind == "thesis" else (where.publisher, where.institution)
    publisher = next((text for text in (*by, where.archive) if text.plain), NO_TEXT)
    is_report = where.kind in _NUMBERED and where.issue
    members = {
        "container-title": where.container.plain,
        "container-title-short": where.short.plain if where.container.plain else "",
        "event": where.event.plain,
        "collection-title": where.series,
        "volume": _LABEL.sub("", where.volume),
        "number": _number(where, paper),
        "issue": "" if is_report else where.issue,
        "page": with_dash(one_line(where.pages), "-"),
        "publisher": publisher.plain,
        "archive": where.publisher.plain if where.kind == "thesis" and publisher != where.publisher else "",
        "event-place" if where.kind in {"inproceedings", "talk"} else "publisher-place": city,
        "genre": degree(where, paper)
        or _GENRES.get((paper.status or "") if where.kind == "manuscript" else where.kind, ""),
    }
    return {name: one_line(value) for name, value in members.items()}
