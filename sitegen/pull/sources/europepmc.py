"""Europe PMC: the literature of the life sciences, PubMed and PubMed Central in it, and preprints.

In: an ORCID iD, or DOIs. Out: Records with PubMed's and PubMed Central's ids, abstracts, journals and institutions.
Notices (errata, retractions) are no papers and are refused by name; a paper that was retracted says so.

Source: https://europepmc.org/RestfulWebService.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.merge.record import Record
from sitegen.pull.fields import (
    Fields,
    author_of,
    day,
    doi,
    group,
    kept,
    open_licence,
    orcid,
    place_of,
    unique,
    web_address,
)
from sitegen.pull.left_out import LeftOut, Outcome, read_each
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import KINDS, Kind, kind
from sitegen.web.client import Web
from sitegen.web.json_values import Data
from sitegen.web.service import Service

EUROPEPMC = Service(name="europepmc", title="Europe PMC", hosts=("www.ebi.ac.uk",), pace=0.5)
_SEARCH = "https://www.ebi.ac.uk/europepmc/webservices/rest/search"
_PAGE = 100
_TOGETHER = 25
"""DOIs in one question; an address has its limits."""
_FREE = frozenset({"OA", "F"})
"""Codes of copies that everybody may read."""

Papers = dict[str, Data | LeftOut]


def europepmc(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the papers that carry the person's ORCID iD, or those wanted for their description."""
    papers: Papers = {}
    for identity in wanted.own("orcid"):
        papers |= _list(web, f'AUTHORID:"{identity}"')
    known = [paper for paper in wanted.works.doi if not set(paper) & set('"\\')]
    for start in range(0, len(known), _TOGETHER):
        papers |= _list(web, " OR ".join(f'DOI:"{paper}"' for paper in known[start : start + _TOGETHER]))
    return read_each("europepmc", papers, lambda paper: _read(paper, wanted))


def _list(web: Web, question: str) -> Papers:
    def ask(cursor: str) -> ResultPage[Data, str]:
        query = {
            "query": question,
            "resultType": "core",
            "format": "json",
            "pageSize": _PAGE,
            "cursorMark": cursor,
        }
        answer = web.json(EUROPEPMC, _SEARCH, query).need("hitCount", "resultList")
        papers = listed(EUROPEPMC, answer.part("resultList").entries("result"), _id)
        following = answer.text("nextCursorMark")
        # The last page points at itself.
        more = following if following not in {"", cursor} else None
        return ResultPage(papers.items, papers.sent, more, answer.number("hitCount"), papers.faults)

    return collect(EUROPEPMC, "*", ask)


def _id(paper: Data) -> str:
    """Ids count within a database: `MED/12345`, `PPR/6789`."""
    paper.need("id", "source")
    return f"{paper.text('source')}/{paper.text('id')}"


def _read(paper: Data, wanted: AuthorQuery) -> Outcome:
    kinds = [word.casefold() for word in paper.part("pubTypeList").texts("pubType")]
    name = title(paper.need("title").text("title").removesuffix("."))
    what = _kind(paper, kinds)
    if what.refused:
        return LeftOut("europepmc", _id(paper), name, what.refused)
    people = paper.part("authorList").parts("author")
    ids = [_orcid(person) for person in people]
    count = paper.number("citedByCount")
    fields = kept(
        title=name,
        authors=[_author(person, identity) for person, identity in zip(people, ids, strict=True)],
        date=day(paper.text("firstPublicationDate")) or day(paper.text("pubYear")),
        type=what.type,
        venue=_venue(paper, what.type),
        abstract=abstract(paper.text("abstractText")),
        doi=doi(paper.text("doi")),
        ids=kept(pubmed=paper.text("pmid"), pmcid=paper.text("pmcid")),
        links=kept(pdf=_pdf(paper)),
        keywords=unique(paper.part("keywordList").texts("keyword")),
        license=open_licence(paper.text("license").replace(" ", "-")),
        status="retracted" if "retracted publication" in kinds else "",
        citations=kept(count=str(count), source="Europe PMC", date=wanted.counted)
        if wanted.counted and count is not None
        else {},
    )
    person = place_of(wanted.own("orcid"), ids)
    return Record(
        source="europepmc", source_id=_id(paper), reached="id", fields=fields, person=person, notes=what.notes
    )


def _kind(paper: Data, kinds: Sequence[str]) -> Kind:
    """The most telling of a paper's kinds: it has several, and among them who paid for it."""
    if paper.text("source") == "PPR":
        return Kind("preprint")
    known = [word for word in KINDS["europepmc"] if word in kinds]
    return kind("europepmc", *known[:1], *kinds)


def _orcid(person: Data) -> str:
    identity = person.part("authorId")
    return orcid(identity.text("value")) if identity.text("type") == "ORCID" else ""


def _author(person: Data, identity: str) -> str | Fields:
    places = [
        affiliation.text("affiliation").removesuffix(".")
        for affiliation in person.part("authorAffiliationDetailsList").parts("authorAffiliation")
    ]
    if collective := person.text("collectiveName"):
        return group(collective, identity, places)
    family = words(person.text("lastName") or person.text("fullName"))
    if not family:
        raise person.wrong(f"{person.path} has no name")
    given = person.text("firstName") or person.text("initials") if person.text("lastName") else ""
    return author_of(given, family, orcid=identity, affiliations=places)


def _venue(paper: Data, made: str) -> Fields:
    """The journal; of a book its publisher. A preprint's server is no venue."""
    if made == "preprint":
        return {}
    issue = paper.part("journalInfo")
    journal = issue.part("journal")
    if name := words(journal.text("title")):
        short = words(journal.text("isoabbreviation") or journal.text("medlineAbbreviation"))
        return kept(
            name=name,
            short=short if short != name else "",
            volume=issue.text("volume"),
            issue=issue.text("issue"),
            pages=paper.text("pageInfo"),
        )
    return kept(publisher=words(paper.part("bookOrReportDetails").text("publisher")))


def _pdf(paper: Data) -> str:
    """The first copy that everybody may read."""
    copies = paper.part("fullTextUrlList").parts("fullTextUrl")
    free = (copy for copy in copies if copy.text("documentStyle") == "pdf" and copy.text("availabilityCode") in _FREE)
    return next(filter(None, (web_address(copy.text("url")) for copy in free)), "")
