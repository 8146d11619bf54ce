"""Typed links of a paper's page, by which machines find its identifier, its authors, its content and its metadata.

In: a paper, the absolute addresses of its page and of what belongs to it. Out: the links, for the head of the page
(level 1 of the profile), and the link set, a file that says them of every resource (level 2). Never guesses a licence.
Source: https://signposting.org/FAIR/ and RFC 9264 (link sets as JSON).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sitegen.cite.imprint import kind
from sitegen.cite.links import homes, license_url
from sitegen.model import Paper
from sitegen.records import NamedTuple

LINKSET = "application/linkset+json"
"""The media type of a link set."""
_PAGE = "text/html"
_TYPES = {
    "book": "Book", "chapter": "Chapter", "thesis": "Thesis", "report": "Report", "dataset": "Dataset",
    "software": "SoftwareSourceCode",
}  # fmt: skip


class TypedLink(NamedTuple):
    """A link: its meaning, its target, and the media type of what is there, empty where it is not known."""

    rel: str
    href: str
    type: str = ""


def links(
    paper: Paper, url: str, *, authors: Iterable[str], pdf: str | None, exports: Iterable[tuple[str, str]]
) -> tuple[TypedLink, ...]:
    """Return the links of a paper's page at `url`; all addresses are absolute.

    `authors` identify who made it, in order; `exports` are (media type, address) of its records in other formats. It is
    cited as its DOI, else as it stands at arXiv, else as its page.
    """
    license_ = license_url(paper.license or "")
    return (
        TypedLink("cite-as", next(iter(homes(paper)), url)),
        TypedLink("type", "https://schema.org/AboutPage"),
        TypedLink("type", f"https://schema.org/{_TYPES.get(kind(paper), 'ScholarlyArticle')}"),
        *(TypedLink("author", author) for author in dict.fromkeys(authors)),
        *([TypedLink("item", pdf, "application/pdf")] if pdf else []),
        *(TypedLink("describedby", address, media_type) for media_type, address in exports),
        *([TypedLink("license", license_)] if license_ else []),
    )


def linkset(url: str, typed: Sequence[TypedLink]) -> str:
    """Return the link set of a page at `url` with its links, and of what they lead to, back to it."""
    contexts: list[dict[str, Any]] = [{"anchor": url}]
    for link in typed:
        contexts[0].setdefault(link.rel, []).append(_target(link.href, link.type))
        back = {"item": "collection", "describedby": "describes"}.get(link.rel)
        if back:
            contexts.append({"anchor": link.href, back: [_target(url, _PAGE)]})
    return json.dumps({"linkset": contexts}, ensure_ascii=False, indent=1) + "\n"


def _target(href: str, media_type: str) -> dict[str, str]:
    return {"href": href, "type": media_type} if media_type else {"href": href}
