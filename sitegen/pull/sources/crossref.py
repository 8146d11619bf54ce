"""Crossref: works that publishers deposited with a person's ORCID iD, works by DOI, and works by an author's name.

In: who is wanted. Out: Records with venue, licence and the publisher's dates; titles and abstracts keep their JATS.
Reviews and parts of works are no papers and are left out; a DOI that another agency gave is not Crossref's to know.

Source: https://api.crossref.org/swagger-ui/index.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.data import Data
from sitegen.pull.fault import SourceError
from sitegen.pull.fields import (
    Fields,
    arxiv_id,
    author_of,
    day_of,
    group,
    kept,
    known_as,
    licence,
    orcid,
    place_of,
    unique,
)
from sitegen.pull.paging import Page, collect
from sitegen.pull.request import Terms
from sitegen.pull.service import Service
from sitegen.pull.wanted import Wanted
from sitegen.pull.web import Web
from sitegen.pull.wording import one_line

CROSSREF = Service(name="crossref", title="Crossref", hosts=("api.crossref.org",), pace=1.0)
_WORKS = "https://api.crossref.org/works"
_PAGE = 100
_NAMED = 100
"""Works looked at for a name: the best matches; the list itself has no end."""
_SINGLE = Terms(pace=0.2)
_TYPES = {
    "journal-article": "article", "proceedings-article": "inproceedings", "posted-content": "preprint",
    "book": "book", "monograph": "book", "edited-book": "book", "reference-book": "book", "proceedings": "book",
    "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter", "reference-entry": "chapter",
    "dissertation": "thesis", "report": "report", "report-component": "report", "standard": "report",
    "dataset": "dataset", "software": "software",
}  # fmt: skip
_NO_PAPERS = frozenset({
    "peer-review", "component", "grant", "journal", "journal-issue", "journal-volume", "book-series", "book-set",
    "proceedings-series", "report-series", "database",
})  # fmt: skip


def crossref(wanted: Wanted, web: Web) -> tuple[Record, ...]:
    """Return the works behind the person's ORCID iD, those wanted for their description, or those of the name."""
    works: dict[str, Data] = {}
    for identity in wanted.own("orcid"):
        works |= _list(web, identity)
    for one in wanted.works.doi:
        works |= _single(web, one)
    reached: Literal["id", "name"] = "id"
    if wanted.is_by_name:
        reached = "name"
        for name in wanted.names:
            works |= _by_name(web, name)
    papers = (work for work in works.values() if work.text("type") not in _NO_PAPERS)
    return tuple(_record(work, wanted, reached) for work in papers)


def _list(web: Web, identity: str) -> dict[str, Data]:
    def ask(position: tuple[str, int]) -> Page[tuple[str, Data], tuple[str, int]]:
        cursor, so_far = position
        query = {"filter": f"orcid:{identity}", "rows": _PAGE, "cursor": cursor}
        answer = web.json(CROSSREF, _WORKS, query, terms=Terms(fresh=0, tag=str(so_far)))
        message = answer.need("message").part("message").need("items", "total-results")
        works, total = message.parts("items"), message.number("total-results")
        # A cursor may stay the same from page to page, and there is one on the last page too: the number announced
        # tells where the list ends. It lives for minutes only, so that no kept page is of use.
        following = (message.text("next-cursor"), so_far + len(works))
        return Page({_id(work): (_id(work), work) for work in works}, len(works), following, total)

    return dict(collect(CROSSREF, ("*", 0), ask))


def _single(web: Web, one: str) -> dict[str, Data]:
    """The work of a DOI; none when another agency gave it."""
    try:
        answer = web.json(CROSSREF, f"{_WORKS}/{quote(one, safe='/')}", terms=_SINGLE)
    except SourceError as error:
        if error.kind != "missing":
            raise
        return {}
    work = answer.need("message").part("message")
    return {_id(work): work}


def _by_name(web: Web, name: str) -> dict[str, Data]:
    answer = web.json(CROSSREF, _WORKS, {"query.author": one_line(name), "rows": _NAMED})
    return {_id(work): work for work in answer.need("message").part("message").need("items").parts("items")}


def _id(work: Data) -> str:
    return work.need("DOI").text("DOI").lower()


def _record(work: Data, wanted: Wanted, reached: Literal["id", "name"]) -> Record:
    people = work.parts("author")
    kind = work.text("type")
    title = next(iter(work.texts("title")), "")
    subtitle = next(iter(work.texts("subtitle")), "")
    fields = kept(
        title=one_line(f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title),
        authors=[_author(one) for one in people],
        date=_date(work),
        type=_TYPES.get(kind, "other"),
        venue=_venue(work),
        abstract=work.text("abstract"),
        **({"arxiv": _arxiv(work)} | known_as(_id(work))),
        ids=kept(isbn=next(iter(work.texts("ISBN")), "")) if kind in {"book", "monograph", "edited-book"} else {},
        keywords=unique(work.texts("subject")),
        license=_licence(work),
        status=_status(work, title),
        citations=_citations(work, wanted.counted),
    )
    person = place_of(wanted.own("orcid"), [orcid(one.text("ORCID")) for one in people])
    return Record(source="crossref", source_id=_id(work), reached=reached, fields=fields, person=person)


def _author(person: Data) -> str | Fields:
    given, family, suffix = (person.text(part) for part in ("given", "family", "suffix"))
    identity, places = orcid(person.text("ORCID")), [one.text("name") for one in person.parts("affiliation")]
    if given or family:
        return author_of(given, family, suffix, orcid=identity, affiliations=places)
    if not person.text("name"):
        raise person.wrong("an author has no name")
    return group(person.text("name"), identity, places)


def _date(work: Data) -> str:
    """The earliest day on which it was out in some form; when that is not said, the day it was issued."""
    said = [_day(work, name) for name in ("published-online", "published-print", "published", "posted")]
    known = sorted(filter(None, said))
    if not known:
        return _day(work, "issued")
    # `2022` and `2022-03-29` are one statement, of which the longer says more.
    return max((one for one in known if one.startswith(known[0])), key=len)


def _day(work: Data, name: str) -> str:
    dates = work.part(name).values("date-parts")
    first = dates[0] if dates and isinstance(dates[0], list) else []
    return day_of([number if isinstance(number, int) else None for number in first])


def _venue(work: Data) -> Fields:
    name = next(iter(work.texts("container-title")), "") or work.part("event").text("name")
    kind = work.text("type")
    if not name and kind in {"dissertation", "report", "posted-content"}:
        name = next((one.text("name") for one in work.parts("institution")), "")
    if not name:
        return {}
    short = next(iter(work.texts("short-container-title")), "")
    return kept(
        name=one_line(name),
        short=one_line(short) if short != name else "",
        volume=work.text("volume"),
        issue=work.text("issue"),
        pages=work.text("page") or work.text("article-number"),
        publisher=one_line(work.text("publisher")),
    )


def _arxiv(work: Data) -> str:
    """The arXiv id of its preprint, where the publisher says so."""
    for one in work.part("relation").parts("has-preprint"):
        if one.text("id-type") in {"doi", "arxiv"} and (found := arxiv_id(one.text("id"))):
            return found
    return ""


def _licence(work: Data) -> str:
    """The licence of the published version; what is for text mining only is none of the reader's."""
    said: Mapping[str, str] = {
        one.text("content-version"): licence(one.text("URL")) for one in reversed(work.parts("license"))
    }
    return said.get("vor", "") or said.get("unspecified", "")


def _status(work: Data, title: str) -> str:
    kinds = {one.text("type").lower() for one in work.parts("updated-by")}
    if kinds & {"retraction", "removal"} or title.startswith(("RETRACTED:", "Retracted:", "RETRACTED ARTICLE:")):
        return "retracted"
    return "withdrawn" if "withdrawal" in kinds or title.startswith("WITHDRAWN:") else ""


def _citations(work: Data, date: str) -> Fields:
    count = work.number("is-referenced-by-count")
    return {"count": str(count), "source": "Crossref", "date": date} if date and count is not None else {}
