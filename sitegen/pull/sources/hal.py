"""HAL: the open archive of French research.

In: an idHAL, or an ORCID iD that people have put on their deposits. Out: Records in the language of the work, with
the file that is open to read. Reviews, issues and blog notes are no papers and are refused by name.

Source: https://api.archives-ouvertes.fr/docs/search.
"""

from __future__ import annotations

from sitegen.merge.record import Record
from sitegen.pull.fields import (
    Fields,
    arxiv_id,
    author,
    author_of,
    day,
    doi,
    kept,
    licence,
    place_of,
    unique,
    web_address,
)
from sitegen.pull.left_out import LeftOut, Outcome, read_each
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import Kind, kind
from sitegen.regex import regex
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import Service

HAL = Service(name="hal", title="HAL", hosts=("api.archives-ouvertes.fr",), pace=0.5)
_SEARCH = "https://api.archives-ouvertes.fr/search/"
_FIELDS = (
    "halId_s,title_s,subTitle_s,abstract_s,language_s,docType_s,producedDate_s,publicationDate_s,doiId_s,arxivId_s,"
    "pubmedId_s,journalTitle_s,volume_s,issue_s,page_s,conferenceTitle_s,bookTitle_s,publisher_s,serie_s,isbn_s,"
    "keyword_s,fileMain_s,licence_s,authorityInstitution_s,authFullNameIdHal_fs,authFullName_s,authLastName_s,"
    "scientificEditor_s,city_s"
)
_PAGE = 100
_BETWEEN = "_FacetSep_"
"""What HAL writes between the parts of a value that has several."""
_BOOKLIKE = frozenset({"book", "chapter"})
_ID = regex(r"[\w.-]+")

Papers = dict[str, Data | LeftOut]


def hal(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return what the person has deposited, by their idHAL; by ORCID iD where no idHAL is known."""
    papers: Papers = {}
    for identity in wanted.own("hal"):
        if not _ID.fullmatch(identity):
            raise SourceError(HAL.title, "missing", f'"{identity}" is no idHAL, which looks like ada-lovelace')
        papers |= _list(web, f'authIdHal_s:"{identity}"')
    if not wanted.own("hal"):
        for identity in wanted.own("orcid"):
            papers |= _list(web, f'authORCIDIdExt_s:"{identity}"')
    return read_each("hal", papers, lambda paper: _read(paper, wanted))


def _list(web: Web, question: str) -> Papers:
    def ask(start: int) -> ResultPage[Data, int]:
        query = {"q": question, "fl": _FIELDS, "rows": _PAGE, "start": start, "sort": "docid asc", "wt": "json"}
        answer = web.json(HAL, _SEARCH, query)
        if "error" in answer:  # it comes with HTTP 200
            raise SourceError(HAL.title, "denied", f"it does not accept the question: {_complaint(answer)}")
        response = answer.need("response").part("response").need("docs", "numFound")
        papers = listed(HAL, response.entries("docs"), _id)
        return ResultPage(papers.items, papers.sent, start + papers.sent, response.number("numFound"), papers.faults)

    return collect(HAL, 0, ask)


def _complaint(answer: Data) -> str:
    return answer.part("error").text("msg") if answer.is_part("error") else "it does not say why"


def _id(paper: Data) -> str:
    return paper.need("halId_s").text("halId_s")


def _read(paper: Data, wanted: AuthorQuery) -> Outcome:
    name = _title(paper)
    what = kind("hal", paper.text("docType_s"))
    if what.refused:
        return LeftOut("hal", _id(paper), name, what.refused)
    return _record(paper, name, what, wanted)


def _record(paper: Data, name: str, what: Kind, wanted: AuthorQuery) -> Record:
    people = [_known(person) for person in paper.texts("authFullNameIdHal_fs")]
    people = people or [(person, "") for person in paper.texts("authFullName_s")]
    fields = kept(
        title=name,
        authors=_authors(paper, [person for person, _ in people]),
        editors=[author(person) for person in paper.texts("scientificEditor_s")] if what.type in _BOOKLIKE else [],
        date=day(paper.text("publicationDate_s")) or day(paper.text("producedDate_s")),
        type=what.type,
        venue=_venue(paper, what.type),
        abstract=abstract(next(iter(paper.texts("abstract_s")), "")),
        arxiv=arxiv_id(paper.text("arxivId_s")),
        doi=doi(paper.text("doiId_s")),
        ids=kept(hal=_id(paper), pubmed=paper.text("pubmedId_s"), isbn=paper.text("isbn_s")),
        links=kept(pdf=web_address(paper.text("fileMain_s"))),
        keywords=unique(paper.texts("keyword_s")),
        license=licence(paper.text("licence_s")),
    )
    person = place_of(wanted.own("hal"), [identity for _, identity in people])
    return Record(
        source="hal",
        source_id=_id(paper),
        reached="id",
        fields=fields,
        person=person,
        notes=what.notes,
        person_ids=kept(hal=people[person][1]) if person is not None else {},
    )


def _title(paper: Data) -> str:
    """The title in the language of the work, which comes first; translations follow it."""
    name = title(next(iter(paper.need("title_s").texts("title_s")), ""))
    subtitle = title(next(iter(paper.texts("subTitle_s")), ""))
    return f"{name}: {subtitle}" if subtitle else name


def _known(person: str) -> tuple[str, str]:
    """A name, and the idHAL of whoever has one."""
    name, _, identity = person.partition(_BETWEEN)
    return name, identity.strip()


def _authors(paper: Data, people: list[str]) -> list[str | Fields]:
    """The authors, given and family name told apart where HAL does so for each of them."""
    families = paper.texts("authLastName_s")
    if len(families) != len(people):
        return [author(person) for person in people]
    return [_author(person, family) for person, family in zip(people, families, strict=True)]


def _author(person: str, family: str) -> str | Fields:
    given = person.removesuffix(family).strip()
    return author_of(given, family) if given and given != person else author(person)


def _venue(paper: Data, made: str) -> Fields:
    """The journal, the meeting or the book; of a thesis the university that granted it."""
    publisher = words(next(iter(paper.texts("publisher_s")), ""))
    series = words(next(iter(paper.texts("serie_s")), ""))
    if made == "thesis":
        return kept(name=words(next(iter(paper.texts("authorityInstitution_s")), "")))
    if made == "book":
        return kept(series=series, volume=paper.text("volume_s"), publisher=publisher)
    name = words(paper.text("journalTitle_s") or paper.text("bookTitle_s") or paper.text("conferenceTitle_s"))
    if not name:
        return {}
    return kept(
        name=name,
        series=series,
        volume=paper.text("volume_s"),
        issue=next(iter(paper.texts("issue_s")), ""),
        pages=paper.text("page_s"),
        publisher=publisher,
        place=words(paper.text("city_s")) if made == "inproceedings" else "",
    )
