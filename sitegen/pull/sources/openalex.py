"""OpenAlex: the works of an author id or an ORCID iD, and works by DOI or arXiv id.

In: who is wanted. Out: Records with affiliations, ORCID iDs, venue and a rebuilt abstract. Lists name a hundred authors
at most; a work with more is fetched by itself. A name alone is not searched: it would cost the person's daily quota.

Source: https://docs.openalex.org/api-entities/works/work-object.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.data import Data
from sitegen.pull.fault import SourceError
from sitegen.pull.fields import Fields, arxiv_id, author, day, kept, known_as, orcid, place_of, unique, web_address
from sitegen.pull.paging import Page, collect
from sitegen.pull.service import Key, Service
from sitegen.pull.wanted import Wanted
from sitegen.pull.web import Web
from sitegen.pull.wording import one_line

OPENALEX = Service(
    name="openalex", title="OpenAlex", hosts=("api.openalex.org",), pace=0.2,
    key=Key("OPENALEX_API_KEY", "Authorization", "Bearer {}"),
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
_TYPES = {
    "article": "article", "review": "article", "letter": "article", "editorial": "article", "preprint": "preprint",
    "book": "book", "book-chapter": "chapter", "reference-entry": "chapter", "dissertation": "thesis",
    "report": "report", "standard": "report", "dataset": "dataset", "software": "software", "paratext": "other",
    "erratum": "other", "other": "other",
}  # fmt: skip


def openalex(wanted: Wanted, web: Web) -> tuple[Record, ...]:
    """Return the works behind the person's identifiers, or those wanted for their description."""
    works: dict[str, Data] = {}
    own = {identity.rpartition("/")[2].upper() for identity in wanted.own("openalex")}
    for identity in sorted(own):
        works |= _list(web, f"authorships.author.id:{identity}")
    if not own:
        for identity in wanted.own("orcid"):
            works |= _list(web, f"authorships.author.orcid:{identity}")
    dois = [*wanted.works.doi, *(f"10.48550/arxiv.{one}" for one in wanted.works.arxiv)]
    for start in range(0, len(dois), _BATCH):
        batch = [f"https://doi.org/{one}" for one in dois[start : start + _BATCH] if not set("|,") & set(one)]
        works |= _list(web, f"doi:{'|'.join(batch)}", is_whole=False) if batch else {}
    whole = (_whole(web, work) for work in works.values())
    return tuple(_record(work, wanted, own) for work in whole if not work.flag("is_paratext"))


def _list(web: Web, condition: str, *, is_whole: bool = True) -> dict[str, Data]:
    """Every work that meets the condition; `is_whole` tells whether the number announced is one to be reached."""

    def ask(cursor: str) -> Page[tuple[str, Data], str]:
        query = {"filter": condition, "per_page": _PAGE, "cursor": cursor, "select": _FIELDS}
        answer = web.json(OPENALEX, _WORKS, query)
        meta = answer.need("meta", "results").part("meta")
        works = answer.parts("results")
        items = {_id(work): (_id(work), work) for work in works}
        total = meta.need("count").number("count") if is_whole else None
        return Page(items, len(works), meta.text("next_cursor") or None, total)

    return dict(collect(OPENALEX, "*", ask))


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


def _record(work: Data, wanted: Wanted, own: set[str]) -> Record:
    authorships = work.parts("authorships")
    people = [one.part("author") for one in authorships]
    person = place_of(own, [one.text("id").rpartition("/")[2] for one in people])
    if person is None:
        person = place_of(wanted.own("orcid"), [orcid(one.text("orcid")) for one in people])
    named = known_as(work.text("doi"))
    kind, raw_type = work.text("type"), work.part("primary_location").text("raw_type")
    is_proceedings = kind == "article" and raw_type == "proceedings-article"
    best = work.part("best_oa_location")
    fields = kept(
        title=one_line(work.text("display_name") or work.text("title")),
        authors=[_author(one) for one in authorships],
        date=_date(work),
        type="inproceedings" if is_proceedings else _TYPES.get(kind, ""),
        venue=_venue(work),
        abstract=_abstract(work.part("abstract_inverted_index")),
        arxiv=named.get("arxiv", "") or next(_arxiv_ids(work), ""),
        doi=named.get("doi", ""),
        ids=_ids(work),
        links=kept(pdf=web_address(best.text("pdf_url"))),
        keywords=unique(one.text("display_name") for one in work.parts("keywords")),
        status="retracted" if work.flag("is_retracted") else "",
        citations=_citations(work, wanted.counted),
    )
    return Record(source="openalex", source_id=_id(work), reached="id", fields=fields, person=person)


def _author(authorship: Data) -> str | Fields:
    person = authorship.part("author")
    places = [one.text("display_name") for one in authorship.parts("institutions")]
    name = person.text("display_name") or authorship.text("raw_author_name")
    if not name:
        raise authorship.wrong("an author has no name")
    return author(name, orcid(person.text("orcid")), places or authorship.texts("raw_affiliation_strings"))


def _date(work: Data) -> str:
    """The publication date; the first of January is how OpenAlex writes that only the year is known."""
    date = day(work.text("publication_date"))
    year = work.number("publication_year")
    return date.removesuffix("-01-01") if date else day(str(year or ""))


def _venue(work: Data) -> Fields:
    source, parts = work.part("primary_location").part("source"), work.part("biblio")
    name = one_line(source.text("display_name"))
    if not name or source.text("type") == "repository":
        return {}
    first, last = parts.text("first_page"), parts.text("last_page")
    pages = f"{first}-{last}" if first and last and first != last else first
    publisher = one_line(source.text("host_organization_name"))
    return kept(name=name, volume=parts.text("volume"), issue=parts.text("issue"), pages=pages, publisher=publisher)


def _arxiv_ids(work: Data) -> Iterator[str]:
    for location in work.parts("locations"):
        for url in (location.text("landing_page_url"), location.text("pdf_url")):
            if "arxiv" in url and (found := arxiv_id(url)):
                yield found


def _ids(work: Data) -> Fields:
    said = work.part("ids")
    short = {name: said.text(name).rstrip("/").rpartition("/")[2] for name in ("pmid", "pmcid")}
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
