"""OpenAlex: the works of an author id or an ORCID iD, and works by DOI or arXiv id.

In: who is wanted. Out: Records with affiliations, ORCID iDs, venue and a rebuilt abstract. Lists name a hundred authors
at most; a work with more is fetched by itself. A name alone is not searched: it would cost the person's daily quota.

Source: https://docs.openalex.org/api-entities/works/work-object.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.fields import (
    Fields,
    arxiv_id,
    author,
    day,
    kept,
    known_as,
    open_licence,
    orcid,
    pages,
    place_of,
    unique,
    web_address,
)
from sitegen.pull.left_out import LeftOut, Outcome, read_each
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import FRONT_MATTER, KINDS, Kind, kind
from sitegen.web.clean_text import one_line
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import ApiKey, Service

OPENALEX = Service(
    name="openalex", title="OpenAlex", hosts=("api.openalex.org",), pace=0.2,
    key=ApiKey("OPENALEX_API_KEY", "Authorization", "Bearer {}"),
)  # fmt: skip
_WORKS = "https://api.openalex.org/works"
_FIELDS = (
    "id,doi,display_name,title,publication_date,publication_year,type,ids,primary_location,best_oa_location,locations,"
    "authorships,biblio,abstract_inverted_index,keywords,is_retracted,is_paratext,cited_by_count"
)
_PAGE = 100
_CAP = 100
"""Authors of one work in a list."""
_BATCH = 50
_LONGEST = 200_000
_RAW = ("crossref", "openalex", "datacite", "hal", "orcid")
"""Vocabularies of the words that OpenAlex found a work under, the commonest first."""
_HAL_NAMES = {
    "Journal articles": "ART", "Conference papers": "COMM", "Book sections": "COUV", "Books": "OUV", "Theses": "THESE",
    "Reports": "REPORT", "Preprints, Working Papers, ...": "UNDEFINED", "Poster communications": "POSTER",
    "Directions of work or proceedings": "DOUV", "Habilitation à diriger des recherches": "HDR", "Patents": "PATENT",
}  # fmt: skip
"""What HAL calls its own kinds where others read it."""
_NO_VENUE = frozenset({"repository", "ebook platform", "metadata", "igsnCatalog", "raidRegistry"})
"""Kinds of places that a work is found at and did not appear in."""
_BOOKLIKE = frozenset({"book", "thesis", "report"})

Works = dict[str, Data | LeftOut]


def openalex(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the works behind the person's identifiers, or those wanted for their description."""
    works: Works = {}
    own = {identity.rpartition("/")[2].upper() for identity in wanted.own("openalex")}
    for identity in sorted(own):
        works |= _list(web, f"authorships.author.id:{identity}")
    if not own:
        for identity in wanted.own("orcid"):
            works |= _list(web, f"authorships.author.orcid:{identity}")
    dois = [*wanted.works.doi, *(f"10.48550/arxiv.{paper_id}" for paper_id in wanted.works.arxiv)]
    for start in range(0, len(dois), _BATCH):
        batch = [
            f"https://doi.org/{work_doi}" for work_doi in dois[start : start + _BATCH] if not set("|,") & set(work_doi)
        ]
        works |= _list(web, f"doi:{'|'.join(batch)}", is_whole=False) if batch else {}
    return read_each("openalex", works, lambda work: _read(_whole(web, work), wanted, own))


def _list(web: Web, condition: str, *, is_whole: bool = True) -> Works:
    """Every work that meets the condition; `is_whole` tells whether the number announced is one to be reached."""

    def ask(cursor: str) -> ResultPage[Data, str]:
        query = {"filter": condition, "per_page": _PAGE, "cursor": cursor, "select": _FIELDS}
        answer = web.json(OPENALEX, _WORKS, query)
        meta = answer.need("meta", "results").part("meta")
        works = listed(OPENALEX, answer.entries("results"), _id)
        announced = meta.need("count").number("count")
        total = announced if is_whole or not works.sent else None
        return ResultPage(works.items, works.sent, meta.text("next_cursor") or None, total, works.faults)

    return collect(OPENALEX, "*", ask)


def _whole(web: Web, work: Data) -> Data:
    authorships = work.parts("authorships")
    if not work.flag("is_authors_truncated") and len(authorships) != _CAP:
        return work
    single = web.json(OPENALEX, f"{_WORKS}/{quote(_id(work))}", {"select": _FIELDS})
    if len(single.parts("authorships")) < len(authorships):
        raise SourceError(OPENALEX.title, "incomplete", f"{_id(work)} has fewer authors by itself than in the list")
    return single


def _id(item: Data) -> str:
    return item.need("id").text("id").rpartition("/")[2]


def _read(work: Data, wanted: AuthorQuery, own: set[str]) -> Outcome:
    what = _kind(work)
    if refused := FRONT_MATTER if work.flag("is_paratext") else what.refused:
        return LeftOut("openalex", _id(work), title(_title(work)), refused)
    return _record(work, what, wanted, own)


def _title(work: Data) -> str:
    return work.text("display_name") or work.text("title")


def _kind(work: Data) -> Kind:
    """The kind: an "article" in proceedings is a paper there; of one that only a repository has nobody knows."""
    location = work.part("primary_location")
    called, raw, at = work.text("type"), location.text("raw_type"), location.part("source").text("type")
    typed = kind("openalex", called)
    if called not in {"article", ""} and not typed.notes:
        return typed
    raw_kind = next(
        (kind(name, _HAL_NAMES.get(raw, raw)) for name in _RAW if _HAL_NAMES.get(raw, raw) in KINDS[name]), None
    )
    if raw_kind and (typed.notes or not called or raw_kind.refused or raw_kind.type == "inproceedings"):
        return raw_kind
    if called == "article" and at == "conference":
        return Kind("inproceedings")
    return Kind("") if called == "article" and at == "repository" else typed


def _record(work: Data, what: Kind, wanted: AuthorQuery, own: set[str]) -> Record:
    authorships = work.parts("authorships")
    people = [authorship.part("author") for authorship in authorships]
    person = place_of(own, [author_record.text("id").rpartition("/")[2] for author_record in people])
    if person is None:
        person = place_of(wanted.own("orcid"), [orcid(author_record.text("orcid")) for author_record in people])
    named = known_as(work.text("doi"))
    best = work.part("best_oa_location")
    fields = kept(
        title=title(_title(work)),
        authors=[_author(authorship) for authorship in authorships],
        date=_date(work),
        type=what.type,
        venue=_venue(work, what.type),
        abstract=abstract(_abstract(work.part("abstract_inverted_index"))),
        arxiv=named.get("arxiv", "") or next(_arxiv_ids(work), ""),
        doi=named.get("doi", ""),
        ids=_ids(work),
        links=kept(pdf=web_address(best.text("pdf_url"))),
        keywords=unique(keyword.text("display_name") for keyword in work.parts("keywords")),
        license=open_licence(best.text("license") or work.part("primary_location").text("license")),
        status="retracted" if work.flag("is_retracted") else "",
        citations=_citations(work, wanted.counted),
    )
    return Record(
        source="openalex",
        source_id=_id(work),
        reached="id",
        fields=fields,
        person=person,
        notes=what.notes,
        person_ids=kept(openalex=people[person].text("id").rpartition("/")[2]) if person is not None else {},
    )


def _author(authorship: Data) -> str | Fields:
    person = authorship.part("author")
    places = [institution.text("display_name") for institution in authorship.parts("institutions")]
    name = words(person.text("display_name") or authorship.text("raw_author_name"))
    if not name:
        raise authorship.wrong(f"{authorship.path} has no name")
    return author(name, orcid(person.text("orcid")), places or authorship.texts("raw_affiliation_strings"))


def _date(work: Data) -> str:
    """The publication date; the first of January is how OpenAlex writes that only the year is known."""
    date = day(work.text("publication_date"))
    year = work.number("publication_year")
    return date.removesuffix("-01-01") if date else day(str(year or ""))


def _venue(work: Data, made: str) -> Fields:
    """The venue; a series of books is no name of what a chapter is in, and neither is a shop or a store."""
    source, parts = work.part("primary_location").part("source"), work.part("biblio")
    name, at = words(source.text("display_name")), source.text("type")
    is_series = at == "book series" or made == "book"
    publisher = words(source.text("host_organization_name"))
    if at in _NO_VENUE or not name or (is_series and made not in _BOOKLIKE | {"inproceedings"}):
        return kept(publisher=publisher) if made in _BOOKLIKE and at == "ebook platform" else {}
    return kept(
        name="" if is_series and made in _BOOKLIKE else name,
        series=name if is_series and made in _BOOKLIKE else "",
        volume=parts.text("volume"),
        issue=parts.text("issue"),
        pages=pages(parts.text("first_page"), parts.text("last_page")) if made not in _BOOKLIKE else "",
        publisher=publisher,
    )


def _arxiv_ids(work: Data) -> Iterator[str]:
    for location in work.parts("locations"):
        for url in (location.text("landing_page_url"), location.text("pdf_url")):
            if "arxiv" in url and (paper_id := arxiv_id(url)):
                yield paper_id


def _ids(work: Data) -> Fields:
    ids = work.part("ids")
    short = {name: ids.text(name).rstrip("/").rpartition("/")[2] for name in ("pmid", "pmcid")}
    return kept(openalex=_id(work), pubmed=short["pmid"], pmcid=short["pmcid"])


def _abstract(index: Data) -> str:
    """Put the words of an abstract back in their places; gaps are left out, and so is a heading."""
    words: dict[int, str] = {}
    for word in index.keys():  # noqa: SIM118 - not a mapping, only like one
        for position in index.values(word):
            if type(position) is not int or not 0 <= position < _LONGEST:
                raise index.wrong("a word of an abstract has no place")
            words[position] = word
    text = one_line(" ".join(words[position] for position in sorted(words)))
    head, _, rest = text.partition(" ")
    return rest if head.rstrip(":.").casefold() == "abstract" and rest else text


def _citations(work: Data, date: str) -> Fields:
    count = work.number("cited_by_count")
    return {"count": str(count), "source": "OpenAlex", "date": date} if date and count is not None else {}
