"""NASA ADS: the literature of astronomy and physics.

In: an ORCID iD, or arXiv ids and DOIs. Out: Records with bibcodes, institutions and journals. It answers only who has
a token, which stands in `ADS_API_TOKEN`.

Source: https://ui.adsabs.harvard.edu/help/api/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sitegen.merge.record import Record
from sitegen.pull.fields import Fields, arxiv_id, day, doi, kept, orcid, pages, place_of, turned, unique
from sitegen.pull.left_out import LeftOut, Outcome, read_each
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import Kind, kind
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import ApiKey, Service

ADS = Service(
    name="ads",
    title="NASA ADS",
    hosts=("api.adsabs.harvard.edu",),
    pace=0.5,
    key=ApiKey("ADS_API_TOKEN", "Authorization", "Bearer {}"),
)
_SEARCH = "https://api.adsabs.harvard.edu/v1/search/query"
_FIELDS = (
    "bibcode,title,author,aff,orcid_pub,orcid_user,orcid_other,doi,identifier,pub,volume,issue,page,page_range,pubdate,"
    "doctype,abstract,keyword,citation_count,arxiv_class,publisher,property,isbn"
)
_PAGE = 200
_TOGETHER = 30
"""Papers in one question; an address has its limits."""
_CLAIMS = ("orcid_pub", "orcid_user", "orcid_other")
"""Who says that an author has an ORCID iD: the publisher, the person, somebody else."""
_BOOKLIKE = frozenset({"book", "thesis", "report"})

Papers = dict[str, Data | LeftOut]


def ads(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the papers that carry the person's ORCID iD, or those wanted for their description."""
    papers: Papers = {}
    for identity in wanted.own("orcid"):
        papers |= _list(web, f"orcid:{identity}")
    known = [*(f"arXiv:{paper}" for paper in wanted.works.arxiv), *wanted.works.doi]
    known = [paper for paper in known if not set(paper) & set('"\\')]
    for start in range(0, len(known), _TOGETHER):
        ids = " OR ".join(f'"{paper}"' for paper in known[start : start + _TOGETHER])
        papers |= _list(web, f"identifier:({ids})")
    return read_each("ads", papers, lambda paper: _read(paper, wanted))


def _list(web: Web, question: str) -> Papers:
    def ask(start: int) -> ResultPage[Data, int]:
        query = {"q": question, "fl": _FIELDS, "rows": _PAGE, "start": start, "sort": "bibcode asc"}
        answer = web.json(ADS, _SEARCH, query).need("response").part("response").need("docs", "numFound")
        papers = listed(ADS, answer.entries("docs"), _id)
        return ResultPage(papers.items, papers.sent, start + papers.sent, answer.number("numFound"), papers.faults)

    try:
        return collect(ADS, 0, ask)
    except SourceError as error:
        if error.kind != "denied" or web.has_key(ADS):
            raise
        sentence = "it answers only who has a token: put yours into the environment variable ADS_API_TOKEN"
        raise SourceError(ADS.title, "key", sentence) from error


def _id(paper: Data) -> str:
    return paper.need("bibcode").text("bibcode")


def _read(paper: Data, wanted: AuthorQuery) -> Outcome:
    name = title(next(iter(paper.need("title").texts("title")), ""))
    what = kind("ads", paper.text("doctype"))
    if what.refused:
        return LeftOut("ads", _id(paper), name, what.refused)
    return _record(paper, name, what, wanted)


def _record(paper: Data, name: str, what: Kind, wanted: AuthorQuery) -> Record:
    people = paper.texts("author")
    ids = _orcids(paper, len(people))
    arxiv = next(filter(None, map(arxiv_id, _eprints(paper.texts("identifier")))), "")
    count = paper.number("citation_count")
    fields = kept(
        title=name,
        authors=[
            turned(person, identity, places)
            for person, identity, places in zip(people, ids, _places(paper, len(people)), strict=True)
        ],
        date=_date(paper.text("pubdate")),
        type=what.type,
        venue=_venue(paper, what.type),
        abstract=abstract(paper.text("abstract")),
        arxiv=arxiv,
        doi=next(filter(None, map(doi, paper.texts("doi"))), ""),
        ids=kept(ads=_id(paper), isbn=next(iter(paper.texts("isbn")), "")),
        arxiv_categories=unique(paper.texts("arxiv_class")),
        keywords=unique(paper.texts("keyword")),
        citations=kept(count=str(count), source="NASA ADS", date=wanted.counted)
        if wanted.counted and count is not None
        else {},
    )
    person = place_of(wanted.own("orcid"), ids)
    return Record(source="ads", source_id=_id(paper), reached="id", fields=fields, person=person, notes=what.notes)


def _orcids(paper: Data, count: int) -> list[str]:
    """An ORCID iD for each author, or nothing: what the publisher says comes before what others claim."""
    claims = [paper.texts(claim) for claim in _CLAIMS if len(paper.texts(claim)) == count]
    return [next(filter(None, (orcid(claim[at]) for claim in claims)), "") for at in range(count)]


def _places(paper: Data, count: int) -> list[Sequence[str]]:
    """The institutions of each author; a dash stands for none, a semicolon between two."""
    affiliations = paper.texts("aff")
    if len(affiliations) != count:
        return [()] * count
    return [tuple(part.strip() for part in places.split(";") if part.strip(" -")) for places in affiliations]


def _eprints(identifiers: Iterable[str]) -> Iterable[str]:
    return (identifier for identifier in identifiers if identifier.startswith("arXiv:"))


def _date(text: str) -> str:
    """A date of which the month or the day may be unknown: `2019-06-00`."""
    return day(re.sub(r"(?:-00)+$", "", text))


def _venue(paper: Data, made: str) -> Fields:
    """The venue; arXiv is none, and a thesis or a book has a publisher."""
    name = words(paper.text("pub"))
    if made == "preprint" or not name:
        return {}
    publisher = words(paper.text("publisher"))
    if made in _BOOKLIKE:
        return kept(name=publisher if made == "thesis" else "", publisher="" if made == "thesis" else publisher)
    return kept(
        name=name,
        volume=paper.text("volume"),
        issue=paper.text("issue"),
        pages=pages(paper.text("page_range") or next(iter(paper.texts("page")), "")),
    )
