"""One paper as a MODS record, for libraries and repositories.

In: a paper, its citation key, its address beside its identifiers. Out: the record, valid under MODS 3.4 and
every later version, every value clean Unicode. What is not known is left out.
Source: https://www.loc.gov/standards/mods/userguide/.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.cite.characters import name_of, short_title
from sitegen.cite.frame import Frame
from sitegen.cite.imprint import Imprint, degree, imprint, submitted_to
from sitegen.cite.links import orcid_url
from sitegen.cite.pagination import ends
from sitegen.cite.xml import HEAD, element, prose, words
from sitegen.model import Authorship, Paper
from sitegen.text.names import spelling

_NAMESPACE = "http://www.loc.gov/mods/v3"
_SCHEMA = f"{_NAMESPACE} http://www.loc.gov/standards/mods/v3/mods-3-4.xsd"
_GENRES = {
    "article": "journal article", "inproceedings": "conference paper", "preprint": "preprint", "book": "book",
    "chapter": "book chapter", "thesis": "thesis", "report": "technical report", "dataset": "dataset",
    "software": "computer program", "patent": "patent", "talk": "presentation", "manuscript": "manuscript",
}  # fmt: skip
_RESOURCES = {"dataset": "software, multimedia", "software": "software, multimedia"}
_HOSTS = {"article": "academic journal", "inproceedings": "conference publication", "chapter": "book"}
_IDENTIFIERS = (("pubmed", "pmid"), ("pmcid", "pmcid"))


def record(paper: Paper, key: str, url: str) -> str:
    """Return the record, ending in a line break."""
    where = imprint(paper)
    host = where.container.plain or where.event.plain
    publisher = where.publisher.plain or where.institution.plain or where.archive.plain
    parts = (
        element("titleInfo", words("title", paper.title.plain)),
        element("titleInfo", words("title", short_title(paper)), type="abbreviated"),
        *_people(paper.authors, "aut", are_more=paper.has_more_authors),
        *_people(() if host else paper.editors, "edt"),
        element("name", words("namePart", where.institution.plain), _role("dgg"), type="corporate")
        if where.kind == "thesis"
        else "",
        words("typeOfResource", _RESOURCES.get(where.kind, "text")),
        words("genre", degree(where, paper) or _GENRES.get(where.kind, "")),
        element(
            "originInfo",
            "" if host else _place(where),
            "" if host else words("publisher", publisher),
            words("dateIssued", paper.date.iso, encoding="w3cdtf", keyDate="yes"),
            words("issuance", "monographic" if where.kind in {"book", "thesis", "report"} else ""),
        ),
        _host(paper, where, host) if host else _part(where),
        _series(where) if not host else "",
        element("language", words("languageTerm", paper.language or "", type="code", authority="rfc4646")),
        prose("abstract", paper.abstract.plain if paper.abstract else ""),
        *(element("subject", words("topic", word)) for word in dict.fromkeys((*paper.topics, *paper.keywords))),
        words("note", submitted_to(paper), type="publication status"),
        words("note", paper.comments.plain if paper.comments else ""),
        words("identifier", paper.doi or "", type="doi"),
        words("identifier", paper.arxiv or "", type="arxiv"),
        words("identifier", paper.ids.get("isbn", "") if not host else "", type="isbn"),
        *(words("identifier", paper.ids.get(own, ""), type=name) for own, name in _IDENTIFIERS),
        element("location", words("url", url, usage="primary display")),
        element("recordInfo", words("recordIdentifier", key)),
    )
    return f"{element('mods', *parts, version='3.4')}\n"


_SCHEMAS = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{_SCHEMA}"'
joined = Frame(f'{HEAD}<modsCollection xmlns="{_NAMESPACE}" {_SCHEMAS}>\n', tail="</modsCollection>\n")
"""Makes a file of many."""


def _people(people: Sequence[Authorship], role: str, *, are_more: bool = False) -> list[str]:
    """Return names, each with its role; who is not listed is a name of its own, as in the sources."""
    names = [_name(person, role) for person in people]
    return [*names, element("name", words("namePart", "et al."), _role(role))] if are_more else names


def _name(person: Authorship, role: str) -> str:
    name = name_of(spelling(person))
    affiliations = "".join(words("affiliation", institution) for institution in person.affiliations)
    if name.is_group:
        return element("name", words("namePart", name.family), _role(role), affiliations, type="corporate")
    parts = (
        (words("namePart", name.written),)
        if name.written
        else (
            words("namePart", name.surname, type="family"),
            words("namePart", name.given, type="given"),
            words("namePart", name.suffix, type="termsOfAddress"),
        )
    )
    orcid = orcid_url(person.orcid) if person.orcid else ""
    return element("name", *parts, _role(role), affiliations, type="personal", valueURI=orcid)


def _role(code: str) -> str:
    return element("role", words("roleTerm", code, type="code", authority="marcrelator"))


def _place(where: Imprint) -> str:
    return element("place", words("placeTerm", where.place, type="text"))


def _host(paper: Paper, where: Imprint, host: str) -> str:
    """Return what the work is in, with its editors, its publisher and the place of the work in it."""
    numbers = (("isbn", paper.ids.get("isbn", "")), ("issn", paper.ids.get("issn", "")))
    return element(
        "relatedItem",
        element("titleInfo", words("title", host)),
        element("titleInfo", words("title", where.short.plain), type="abbreviated"),
        *_people(paper.editors, "edt"),
        words("genre", _HOSTS.get(where.kind, "")),
        element("originInfo", _place(where), words("publisher", where.publisher.plain)),
        _part(where),
        *(words("identifier", number, type=name) for name, number in numbers),
        _series(where),
        type="host",
    )


def _series(where: Imprint) -> str:
    return element("relatedItem", element("titleInfo", words("title", where.series)), type="series")


def _part(where: Imprint) -> str:
    """Return volume, issue and pages."""
    first, last = ends(where.pages)
    return element(
        "part",
        element("detail", words("number", where.volume), type="volume"),
        element("detail", words("number", where.issue), type="issue"),
        element("extent", words("start", first), words("end", last), unit="pages"),
    )
