"""A paper or a person as JSON-LD in the words of schema.org.

In: a paper with its authors' pages, or a person; absolute addresses. Out: compact JSON that is safe as the text of a
`<script>` element: no character in it can end the element or begin markup. Source: https://schema.org.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sitegen.cite.characters import clean, name_of, one_line
from sitegen.cite.imprint import Imprint, imprint, kind
from sitegen.cite.links import homes, license_url, orcid_url
from sitegen.cite.pagination import ends
from sitegen.model import Authorship, Item, Paper
from sitegen.text.names import is_group, spelling

_TYPES: dict[str, str | list[str]] = {
    "book": ["ScholarlyArticle", "Book"],
    "chapter": ["ScholarlyArticle", "Chapter"],
    "thesis": ["ScholarlyArticle", "Thesis"],
    "report": ["ScholarlyArticle", "Report"],
    "dataset": ["ScholarlyArticle", "Dataset"],
    "software": ["ScholarlyArticle", "SoftwareSourceCode"],
}
_NOT_IN_SCRIPT = (
    ("<", r"\u003c"),
    (">", r"\u003e"),
    ("&", r"\u0026"),
    ("\u2028", r"\u2028"),
    ("\u2029", r"\u2029"),
)


Contributor = tuple[str, str | None, str | None]
"""An author as the site shows them: name, absolute address of their page, ORCID iD."""


def article(
    paper: Paper, *, url: str, people: Sequence[Contributor], images: Sequence[str] = (), language: str = ""
) -> str:
    """Return a `ScholarlyArticle`.

    `url` is the paper's page, `people` are those of `paper.credited`, in their order, `images` the addresses of its
    figures, best first; all addresses are absolute.
    """
    title = one_line(paper.title.plain)
    credited = [_contributor(authorship, person) for authorship, person in zip(paper.credited, people, strict=True)]
    properties: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(kind(paper), "ScholarlyArticle"),
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": title,
        "name": title,
        "alternativeHeadline": _other_title(paper, title),
        "author": credited if paper.authors else [],
        "editor": [_contributor(authorship, (authorship.name, None, authorship.orcid)) for authorship in paper.editors]
        if paper.authors
        else credited,
        "datePublished": paper.date.iso,
        "dateModified": paper.updated.iso if paper.updated else "",
        "abstract": clean(paper.abstract.plain) if paper.abstract else "",
        "image": list(images),
        "keywords": [one_line(word) for word in dict.fromkeys((*paper.topics, *paper.keywords))],
        "award": [one_line(award) for award in paper.awards],
        "inLanguage": language,
        "license": license_url(paper.license or ""),
        "creativeWorkStatus": paper.status or "",
        "identifier": _identifiers(paper),
        "sameAs": list(homes(paper)),
    }
    return _script(properties | _imprint(imprint(paper), paper))


def person(
    name: str,
    *,
    url: str,
    orcid: str | None = None,
    affiliation: str | None = None,
    image: str | None = None,
    same_as: Sequence[str] = (),
    is_a_group: bool | None = None,
) -> str:
    """Return a `ProfilePage` about a person, or a group. `same_as` are the addresses of their pages elsewhere."""
    is_a_group = is_group(name) if is_a_group is None else is_a_group
    elsewhere = dict.fromkeys((orcid_url(orcid), *same_as) if orcid else same_as)
    about: dict[str, Any] = {
        "@type": "Organization" if is_a_group else "Person",
        "@id": f"{url}#person",
        "name": one_line(name),
        "url": url,
        "image": image,
        "affiliation": _organization(affiliation) if affiliation and not is_a_group else None,
        "identifier": orcid_url(orcid) if orcid else None,
        "sameAs": list(elsewhere),
    }
    return _script({
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "@id": url,
        "url": url,
        "name": one_line(name),
        "mainEntity": _known(about),
    })  # fmt: skip


def organization(
    name: str, *, url: str, description: str = "", image: str | None = None, people: Sequence[tuple[str, str]] = ()
) -> str:
    """Return an `Organization`, for the home page of a lab. `people` are its members as (name, address)."""
    return _script({
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{url}#organization",
        "name": one_line(name),
        "url": url,
        "description": one_line(description),
        "image": image,
        "member": [{"@type": "Person", "@id": f"{page}#person", "name": one_line(who)} for who, page in people],
    })  # fmt: skip


def item(  # noqa: PLR0913 - one argument for each fact
    item: Item,
    *,
    type_: str,
    url: str,
    people: Sequence[tuple[str, str | None]] = (),
    papers: Sequence[str] = (),
    dates: tuple[str, str] = ("", ""),
    image: str | None = None,
    code: str = "",
    language: str = "",
) -> str:
    """Return a talk, course, project … of a type of schema.org.

    `people` are (name, absolute address), `papers` absolute addresses, `dates` when it begins and ends (ISO 8601);
    `language` is that of its words, where the site says.
    """
    persons = [_known({"@type": "Person", "name": one_line(name), "url": page}) for name, page in people]
    text = next((clean(text.plain) for text in (item.summary, item.text) if text), "")
    about = {
        "@context": "https://schema.org",
        "@type": type_,
        "@id": url,
        "url": url,
        "name": one_line(item.title.plain),
        "description": text,
        "image": image,
        "inLanguage": "" if type_ in _WORDLESS else language,
        _MEMBERS.get(type_, "author"): persons,
        "subjectOf" if type_ in _THINGS else "citation": [
            {"@type": "ScholarlyArticle", "@id": address} for address in papers
        ],
    }
    return _script(about | _of_type(item, type_, dates, code))


_MEMBERS = {"Event": "performer", "Course": "instructor", "ResearchProject": "member", "MonetaryGrant": "funder"}
"""What the people of an item are to it; of a grant they are not who pays."""
_WORDLESS = frozenset({"ResearchProject", "MonetaryGrant"})
"""Types that have no language."""
_THINGS = frozenset({"Event", "ResearchProject", "MonetaryGrant"})
"""Types that are no work, so that they cite nothing."""


def _of_type(item: Item, type_: str, dates: tuple[str, str], code: str) -> dict[str, Any]:
    """Return what only things of its type have."""
    of = {name: one_line(str(value)) for name, value in item.fields.items() if isinstance(value, str)}
    begin, end = dates
    if type_ == "Event":
        location = {"@type": "Place", "name": one_line(item.place)} if item.place else None
        organizer = {"@type": "Event", "name": of["event"]} if of.get("event") else None
        return {"startDate": begin, "endDate": end, "location": location, "superEvent": organizer}
    if type_ == "Course":
        provider = _organization(of["institution"]) if of.get("institution") else None
        return {"provider": provider, "courseCode": of.get("code"), "educationalLevel": of.get("level")}
    if type_ in {"ResearchProject", "MonetaryGrant"}:
        funder = _organization(of["funder"]) if of.get("funder") else None
        grant = {"funder": funder, "identifier": of.get("number")}
        return grant | ({"foundingDate": begin, "dissolutionDate": end} if type_ == "ResearchProject" else {})
    if type_ == "SoftwareSourceCode":
        return {
            "codeRepository": code, "programmingLanguage": of.get("language"), "version": of.get("version"),
            "license": license_url(of.get("license", "")), "datePublished": begin,
        }  # fmt: skip
    if type_ == "Thesis":
        return {"inSupportOf": of.get("degree"), "datePublished": begin}
    publisher = _organization(of["outlet"]) if of.get("outlet") else None
    return {"headline": one_line(item.title.plain), "datePublished": begin, "publisher": publisher}


def _contributor(authorship: Authorship, contributor: Contributor) -> dict[str, Any]:
    name, url, orcid = contributor
    known = name_of(spelling(authorship))
    properties: dict[str, Any] = {
        "@type": "Organization" if known.is_group else "Person",
        "name": one_line(name),
        "url": url,
    }
    if not known.is_group and not known.written:
        properties["givenName"] = known.given
        properties["familyName"] = known.surname
    if not known.is_group:
        properties["affiliation"] = [_organization(institution) for institution in authorship.affiliations]
    if orcid:
        properties["identifier"] = properties["sameAs"] = orcid_url(orcid)
    return _known(properties)


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": one_line(name)}


def _identifiers(paper: Paper) -> list[dict[str, str]]:
    known = [("DOI", paper.doi), ("arXiv", paper.arxiv), *sorted(paper.ids.items())]
    return [{"@type": "PropertyValue", "propertyID": name, "value": one_line(value)} for name, value in known if value]


def _other_title(paper: Paper, title: str) -> str:
    short = one_line(paper.short.plain) if paper.short else ""
    return short if short != title else ""


def _imprint(where: Imprint, paper: Paper) -> dict[str, Any]:
    """Return where a work is; a journal's article is part of an issue, which is part of a volume."""
    pages = one_line(where.pages)
    first, last = ends(pages)
    publisher = where.publisher.plain or where.institution.plain or where.archive.plain
    properties: dict[str, Any] = {
        "pagination": pages,
        "pageStart": first,
        "pageEnd": last,
        "publisher": _organization(publisher) if publisher else None,
        "sourceOrganization": _organization(where.institution.plain) if where.institution.plain else None,
        "inSupportOf": one_line(where.degree),
        "reportNumber": one_line(where.issue) if where.kind == "report" else "",
    }
    name = where.container.plain or where.event.plain or where.series
    if not name:
        return properties
    is_periodical = where.kind in {"article", "preprint", "other"}
    part: dict[str, Any] = {
        "@type": "Periodical" if is_periodical else "Book",
        "name": one_line(name),
        "alternateName": one_line(where.short.plain),
        "issn": one_line(paper.ids.get("issn", "")),
        "url": where.url,
    }
    if where.series and name != where.series:
        part["isPartOf"] = {"@type": "BookSeries", "name": one_line(where.series)}
    number = "" if where.kind == "report" else one_line(where.issue)
    return {**properties, "isPartOf": _issue(_known(part), one_line(where.volume), number)}


def _issue(part: dict[str, Any], volume: str, issue: str) -> dict[str, Any]:
    if volume:
        part = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": part}
    if issue:
        part = {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": part}
    return part


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}


def _script(properties: dict[str, Any]) -> str:
    text = json.dumps(_known(properties), ensure_ascii=False, separators=(",", ":"))
    for character, code in _NOT_IN_SCRIPT:
        text = text.replace(character, code)
    return text
