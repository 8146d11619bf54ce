"""DataCite: what a DOI of arXiv says, with licence and versions, and one of a repository (Zenodo, figshare …).

In: an ORCID iD, or ids of papers. Out: Records: data, software, theses and whatever else repositories gave a DOI to,
several versions of it once. A paper without a DOI of arXiv's making (old ones may lack it) is left out, and so is a DOI
that DataCite does not have.

Source: https://support.datacite.org/docs/api, https://schema.datacite.org/meta/kernel-4.6/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from sitegen.content.requirements import NAMELESS
from sitegen.merge.record import Record
from sitegen.pull.fields import (
    Fields,
    arxiv_id,
    author_of,
    day,
    doi,
    group,
    kept,
    licence,
    newest,
    orcid,
    pages,
    place_of,
    turned,
)
from sitegen.pull.left_out import LeftOut, Outcome, read_each, unreadable
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import Kind, kind
from sitegen.regex import regex
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import Service

DATACITE = Service(name="datacite", title="DataCite", hosts=("api.datacite.org",), pace=0.5)
_DOIS = "https://api.datacite.org/dois"
_REGISTERED = frozenset(
    """
    10.5281 10.6084 10.25384 10.17605 10.5061 10.7910 10.3929 10.5445 10.14279 10.18419 10.18154 10.17863 10.5287
    10.7488 10.25560 10.4121 10.17632 10.22002 10.21227 10.57967 10.34973 10.5683 10.24433 10.4122 10.18452 10.22541
    10.11588 10.17169 10.25592 10.26092 10.5075 10.5523 10.25740 10.17182 10.34894 10.26037 10.60692
    """.split()
)
"""Prefixes of repositories and universities that register with DataCite; any other DOI is Crossref's to know."""
_PAPER_TYPES = {
    "thesis": "Dissertation",
    "dissertation": "Dissertation",
    "article": "JournalArticle",
    "report": "Report",
    "preprint": "Preprint",
    "chapter": "BookChapter",
    "conference": "ConferencePaper",
    "poster": "Poster",
    "presentation": "Presentation",
}
"""What a text is, by a word of its own type: the vocabulary of old records knows only texts."""
_MOST = 200
"""Papers asked for in one run, the newest: one request each."""
_VERSION = regex(r"v([1-9][0-9]{0,2})")
_PAGE = 100
_OLDER = frozenset({"IsVersionOf", "IsPreviousVersionOf"})
"""How a version says that another DOI stands for all of them, or for a later one."""

Works = Mapping[str, Data | LeftOut]


def datacite(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the works that carry the person's ORCID iD; or what DataCite says of the works wanted."""
    if identities := wanted.own("orcid"):
        return tuple(outcome for identity in identities for outcome in _list(web, identity))
    outcomes = [
        _described(web, f"10.48550/arxiv.{paper_id}", paper_id, _preprint)
        for paper_id in newest(wanted.works.arxiv, _MOST)
    ]
    works = [work_doi for work_doi in wanted.works.doi if work_doi.partition("/")[0] in _REGISTERED]
    outcomes += [_described(web, work_doi, work_doi, _work) for work_doi in works[:_MOST]]
    return tuple(outcome for outcome in outcomes if outcome is not None)


def _list(web: Web, identity: str) -> tuple[Outcome, ...]:
    """All works of a person, the versions of one of them once."""
    creator = "creators.nameIdentifiers.nameIdentifier"
    question = f'{creator}:"https://orcid.org/{identity}" OR {creator}:"{identity}"'

    def ask(number: int) -> ResultPage[Data, int]:
        query = {"query": question, "page[size]": _PAGE, "page[number]": number, "sort": "created"}
        answer = web.json(DATACITE, _DOIS, query).need("data", "meta")
        works = listed(DATACITE, answer.entries("data"), _id)
        total = answer.part("meta").need("total").number("total")
        return ResultPage(works.items, works.sent, number + 1, total, works.faults)

    works = collect(DATACITE, 1, ask)
    return read_each("datacite", _newest_versions(works), lambda work: _own(work, identity))


def _id(item: Data) -> str:
    return item.need("id").text("id").lower()


def _newest_versions(works: Works) -> Works:
    """The works without earlier versions of them: those of one work have a DOI each, and one for all."""
    newest_of: dict[str, str] = {}
    for number, work in works.items():
        for whole in _others(work):
            best = newest_of.get(whole, "")
            newest_of[whole] = max(best, number, key=lambda known: (_registered(works.get(known)), known))
    return {
        number: work
        for number, work in works.items()
        if all(whole not in works and newest_of[whole] == number for whole in _others(work))
    }


def _others(work: Data | LeftOut) -> Iterator[str]:
    """The DOIs that a work says it is an earlier version of, or one of the versions."""
    if isinstance(work, Data):
        try:
            related = work.part("attributes").parts("relatedIdentifiers")
            yield from (
                identifier.text("relatedIdentifier").lower()
                for identifier in related
                if identifier.text("relationType") in _OLDER
            )
        except SourceError:
            return  # what is wrong with the record is told where it is read


def _registered(work: Data | LeftOut | None) -> str:
    try:
        return work.part("attributes").text("registered") if isinstance(work, Data) else ""
    except SourceError:
        return ""


def _own(item: Data, identity: str) -> Outcome:
    """A work of the person, with their place among its creators."""
    work, number = item.need("attributes").part("attributes"), _id(item)
    paper = arxiv_id(number)
    outcome = _preprint(work, paper) if paper else _work(work, number)
    if isinstance(outcome, LeftOut):
        return outcome
    return replace(outcome, person=place_of([identity], [_orcid(creator) for creator in work.parts("creators")]))


def _described(web: Web, work_doi: str, wanted: str, read: Callable[[Data, str], Outcome]) -> Outcome | None:
    try:
        answer = web.json(DATACITE, f"{_DOIS}/{quote(work_doi, safe='/')}")
    except SourceError as error:
        if error.kind != "missing":
            raise
        return None
    if "data" not in answer.keys():  # noqa: SIM118 - not a mapping, only like one
        raise answer.wrong("data is missing")
    try:
        attributes = answer.need("data").part("data").need("attributes").part("attributes")
        if attributes.text("doi").strip().lower() not in {"", work_doi}:
            return None
        return read(attributes, wanted)
    except SourceError as error:
        return unreadable("datacite", wanted, error)


def _work(attributes: Data, wanted: str) -> Outcome:
    """A work of a repository: data, software, a thesis, a report."""
    what = _kind(attributes.part("types"))
    name = title(_main_title(attributes.need("titles").parts("titles")))
    if what.refused:
        return LeftOut("datacite", wanted, name, what.refused)
    issued = (day(date.text("date")) for date in attributes.parts("dates") if date.text("dateType") == "Issued")
    fields = kept(
        title=name,
        authors=[_author(creator) for creator in attributes.parts("creators")],
        editors=[
            _author(contributor)
            for contributor in attributes.parts("contributors")
            if contributor.text("contributorType") == "Editor"
        ],
        date=next(filter(None, issued), "") or day(str(attributes.number("publicationYear") or "")),
        type=what.type,
        venue=_venue(attributes, what.type),
        abstract=next(
            (_abstract(description) for description in attributes.parts("descriptions") if _abstract(description)), ""
        ),
        doi=wanted,
        license=next(
            filter(None, (licence(rights.text("rightsUri")) for rights in attributes.parts("rightsList"))), ""
        ),
    )
    return Record(source="datacite", source_id=wanted, reached="id", fields=fields, notes=what.notes)


def _kind(types: Data) -> Kind:
    general, own = types.text("resourceTypeGeneral"), types.text("resourceType").casefold()
    if general in {"Text", "Other"}:
        general = next((meant for word, meant in _PAPER_TYPES.items() if word in own), general)
    return kind("datacite", general)


def _venue(attributes: Data, made: str) -> Fields:
    """The container of a work; else the repository, and of a thesis the university, which publish it."""
    within = attributes.part("container")
    publisher = words(
        attributes.part("publisher").text("name") if attributes.is_part("publisher") else attributes.text("publisher")
    )
    if name := words(within.text("title")):
        first = pages(within.text("firstPage"), within.text("lastPage"))
        return kept(name=name, volume=within.text("volume"), issue=within.text("issue"), pages=first)
    if made == "thesis":
        return kept(name=publisher)
    return kept(publisher=publisher) if made in NAMELESS else {}


def _preprint(attributes: Data, wanted: str) -> Record:
    versions = _versions(attributes)
    fields = kept(
        title=title(_main_title(attributes.need("titles").parts("titles"))),
        authors=[_author(creator) for creator in attributes.parts("creators")],
        date=versions[0]["date"] if versions else day(str(attributes.number("publicationYear") or "")),
        versions=versions,
        abstract=next(
            (_abstract(description) for description in attributes.parts("descriptions") if _abstract(description)), ""
        ),
        arxiv=wanted,
        doi=next(filter(None, (_published_as(related) for related in attributes.parts("relatedIdentifiers"))), ""),
        license=next(
            filter(None, (licence(rights.text("rightsUri")) for rights in attributes.parts("rightsList"))), ""
        ),
    )
    return Record(source="datacite", source_id=wanted, reached="id", fields=fields)


def _main_title(titles: Sequence[Data]) -> str:
    """The title that is no subtitle and no translation."""
    return next((entry.text("title") for entry in titles if not entry.text("titleType")), "")


def _versions(attributes: Data) -> list[Fields]:
    """Versions that a date says it belongs to, in order."""
    dates: dict[int, str] = {}
    for entry in attributes.parts("dates"):
        number = _VERSION.fullmatch(entry.text("dateInformation"))
        if number and entry.text("dateType") in {"Submitted", "Updated"} and (date := day(entry.text("date"))):
            dates.setdefault(int(number[1]), date)
    return [{"version": str(number), "date": date} for number, date in sorted(dates.items())] if 1 in dates else []


def _author(creator: Data) -> str | Fields:
    given, family = creator.text("givenName"), creator.text("familyName")
    places = creator.values("affiliation")
    known = [
        affiliation
        if isinstance(affiliation, str)
        else Data(DATACITE.title, affiliation, f"{creator.path}.affiliation").text("name")
        for affiliation in places
    ]
    identity = _orcid(creator)
    if family:
        return author_of(given, family, orcid=identity, affiliations=known)
    whole = creator.need("name").text("name")
    if not whole:
        raise creator.wrong(f"{creator.path}.name is empty")
    is_group = creator.text("nameType") == "Organizational"
    return group(whole, identity, known) if is_group else turned(whole, identity, known)


def _orcid(creator: Data) -> str:
    ids = (
        identifier.text("nameIdentifier")
        for identifier in creator.parts("nameIdentifiers")
        if identifier.text("nameIdentifierScheme").upper() == "ORCID"
    )
    return next(filter(None, map(orcid, ids)), "")


def _abstract(description: Data) -> str:
    return abstract(description.text("description")) if description.text("descriptionType") == "Abstract" else ""


def _published_as(related: Data) -> str:
    is_version = related.text("relationType") == "IsVersionOf" and related.text("relatedIdentifierType") == "DOI"
    return doi(related.text("relatedIdentifier")) if is_version else ""
