"""INSPIRE: the literature of an author of high-energy physics, and papers by arXiv id or DOI.

In: an INSPIRE author id (`J.Maldacena.1`) or an ORCID iD known there, or ids of papers. Out: Records with LaTeX from
arXiv where INSPIRE has it, institutions and journal references. Thousands of authors are normal.

Source: https://github.com/inspirehep/rest-api-doc.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.data import Data
from sitegen.pull.fault import SourceError
from sitegen.pull.fields import Fields, arxiv_id, day, doi, kept, licence, orcid, place_of, turned, unique
from sitegen.pull.paging import Page, collect
from sitegen.pull.service import Service
from sitegen.pull.wanted import Wanted
from sitegen.pull.web import Web
from sitegen.pull.wording import one_line

INSPIRE = Service(name="inspire", title="INSPIRE", hosts=("inspirehep.net",), pace=0.5)
_API = "https://inspirehep.net/api"
_FIELDS = (
    "control_number,titles,abstracts,authors.full_name,authors.affiliations,authors.ids,authors.inspire_roles,"
    "author_count,collaborations,arxiv_eprints,dois,publication_info,preprint_date,earliest_date,imprints,"
    "document_type,citation_count,keywords,license,public_notes,withdrawn"
)
_PAGE = 25
_TYPES = {
    "article": "article", "conference paper": "inproceedings", "proceedings": "book", "book": "book",
    "book chapter": "chapter", "thesis": "thesis", "report": "report", "note": "report",
}  # fmt: skip
_CODES = frozenset({"PACS", "JACOW", "PDG"})
"""Schemes whose keywords are codes and no words."""


def inspire(wanted: Wanted, web: Web) -> tuple[Record, ...]:
    """Return the papers behind the person's identifiers, or those wanted for their description."""
    papers: dict[str, Data] = {}
    own = [found for identity in wanted.own("inspire") for found in _author_ids(web, identity)]
    if not wanted.own("inspire"):
        own = [found for identity in wanted.own("orcid") for found in _ids_at(web, f"orcid/{quote(identity)}")]
    for identity in own:
        papers |= _list(web, identity)
    for kind, works in (("arxiv", wanted.works.arxiv), ("doi", wanted.works.doi)):
        for one in works:
            papers |= _single(web, f"{kind}/{quote(one, safe='/')}")
    whole = (_whole(web, paper) for paper in papers.values())
    return tuple(_record(paper, {*own, *wanted.own("orcid")}, wanted.counted) for paper in whole)


def _author_ids(web: Web, identity: str) -> tuple[str, ...]:
    """An id as searches want it; who has only the number of their page is looked up."""
    return _ids_at(web, f"authors/{identity}") if identity.isdecimal() else (identity,)


def _ids_at(web: Web, place: str) -> tuple[str, ...]:
    """The ids of an author's page; none when there is no such page."""
    try:
        answer = web.json(INSPIRE, f"{_API}/{place}")
    except SourceError as error:
        if error.kind != "missing":
            raise
        return ()
    ids = answer.need("metadata").part("metadata").parts("ids")
    return tuple(one.text("value") for one in ids if one.text("schema") == "INSPIRE BAI")


def _list(web: Web, identity: str) -> dict[str, Data]:
    def ask(number: int) -> Page[tuple[str, Data], int]:
        query = {"q": f"a {identity}", "sort": "mostrecent", "size": _PAGE, "page": number, "fields": _FIELDS}
        hits = web.json(INSPIRE, f"{_API}/literature", query).need("hits").part("hits").need("hits", "total")
        papers = [hit.need("metadata").part("metadata") for hit in hits.parts("hits")]
        total = hits.number("total")
        return Page({_id(paper): (_id(paper), paper) for paper in papers}, len(papers), number + 1, total)

    return dict(collect(INSPIRE, 1, ask))


def _single(web: Web, place: str) -> dict[str, Data]:
    try:
        answer = web.json(INSPIRE, f"{_API}/{place}", {"fields": _FIELDS})
    except SourceError as error:
        if error.kind != "missing":
            raise
        return {}
    paper = answer.need("metadata").part("metadata")
    return {_id(paper): paper}


def _whole(web: Web, paper: Data) -> Data:
    """The paper with all authors that INSPIRE lists."""
    if (paper.number("author_count") or 0) <= len(paper.parts("authors")):
        return paper
    return _single(web, f"literature/{_id(paper)}").get(_id(paper), paper)


def _id(paper: Data) -> str:
    return str(paper.need("control_number").number("control_number"))


def _record(paper: Data, own: set[str], counted: str) -> Record:
    people = [one for one in paper.parts("authors") if one.texts("inspire_roles") != ("supervisor",)]
    total = paper.number("author_count") or 0
    kind = next(iter(paper.texts("document_type")), "")
    count = paper.number("citation_count")
    fields = kept(
        title=one_line(_preferred(paper.need("titles").parts("titles"), "title")),
        authors=[_author(one) for one in people] or [_group(one) for one in paper.parts("collaborations")],
        authors_total=str(total) if total > len(paper.parts("authors")) else "",
        date=day(paper.text("preprint_date")) or day(paper.text("earliest_date")) or _imprint(paper),
        type=_TYPES.get(kind, "other") if kind else "",
        venue=_venue(paper),
        abstract=_preferred(paper.parts("abstracts"), "value"),
        comments=next((_note(one) for one in paper.parts("public_notes") if one.text("source") == "arXiv"), ""),
        arxiv=next(filter(None, (arxiv_id(one.text("value")) for one in paper.parts("arxiv_eprints"))), ""),
        doi=_doi(paper),
        ids={"inspire": _id(paper)},
        arxiv_categories=unique(term for one in paper.parts("arxiv_eprints") for term in one.texts("categories")),
        keywords=unique(one.text("value") for one in paper.parts("keywords") if one.text("schema") not in _CODES),
        license=_licence(paper),
        status="withdrawn" if paper.flag("withdrawn") else "",
        citations=kept(count=str(count), source="INSPIRE", date=counted) if counted and count is not None else {},
    )
    person = _person(own, people)
    return Record(source="inspire", source_id=_id(paper), reached="id", fields=fields, person=person)


def _preferred(said: Iterable[Data], key: str) -> str:
    """What arXiv says, in TeX; else what comes first."""
    return next((text for one in sorted(said, key=_is_not_arxiv) if (text := one.text(key))), "")


def _is_not_arxiv(one: Data) -> bool:
    return one.text("source").lower() != "arxiv"


def _author(person: Data) -> str | Fields:
    ids = [one.text("value") for one in person.parts("ids") if one.text("schema") == "ORCID"]
    places = [one.text("value") for one in person.parts("affiliations")]
    return turned(person.need("full_name").text("full_name"), next(filter(None, map(orcid, ids)), ""), places)


def _group(collaboration: Data) -> str:
    name = one_line(collaboration.need("value").text("value"))
    return name if "collaboration" in name.lower() else f"{name} Collaboration"


def _person(own: set[str], people: list[Data]) -> int | None:
    """Where the person stands: any of an author's ids may be the one we know."""
    known = {one.casefold() for one in own}
    ids = [{one.text("value").casefold() for one in person.parts("ids")} & known for person in people]
    return place_of(known, [next(iter(sorted(found)), "") for found in ids])


def _imprint(paper: Data) -> str:
    return next(filter(None, (day(one.text("date")) for one in paper.parts("imprints"))), "")


def _note(note: Data) -> str:
    return one_line(note.text("value"))


def _doi(paper: Data) -> str:
    """The DOI of the paper, not of an erratum to it."""
    said = [one for one in paper.parts("dois") if one.text("material") in {"", "publication", "preprint"}]
    said.sort(key=lambda one: one.text("material") == "preprint")
    return next(filter(None, (doi(one.text("value")) for one in said)), "")


def _venue(paper: Data) -> Fields:
    for info in paper.parts("publication_info"):
        name = one_line(info.text("journal_title"))
        if name and info.text("material") in {"", "publication"}:
            first, last = info.text("page_start"), info.text("page_end")
            pages = f"{first}-{last}" if first and last else first or info.text("artid")
            return kept(name=name, volume=info.text("journal_volume"), issue=info.text("journal_issue"), pages=pages)
    return {}


def _licence(paper: Data) -> str:
    """The most open of the licences named."""
    said = [licence(one.text("url")) for one in paper.parts("license")]
    return next((one for one in said if one.startswith("CC")), next(filter(None, said), ""))
