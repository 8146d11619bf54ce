"""Crossref: works that publishers deposited with a person's ORCID iD, works by DOI, and works by an author's name.

In: who is wanted. Out: Records with venue, licence, editors and the publisher's dates; titles and abstracts hold no
tags. Reviews, notices and parts of works are no papers and are refused by name; a DOI that another agency gave is not
Crossref's to know.

Source: https://api.crossref.org/swagger-ui/index.html.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Literal
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull import work_types
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
from sitegen.pull.left_out import LeftOut, Outcome, read_each, unreadable
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import Kind, kind
from sitegen.regex import regex
from sitegen.web.clean_text import one_line
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.messages import Terms
from sitegen.web.service import Service

CROSSREF = Service(name="crossref", title="Crossref", hosts=("api.crossref.org",), pace=1.0)
_WORKS = "https://api.crossref.org/works"
_PAGE = 100
_NAMED = 100
"""Works looked at for a name: the best matches; the list itself has no end."""
_SINGLE = Terms(pace=0.2)
_INSTITUTIONAL = frozenset({"thesis", "report", "preprint", "other"})
"""Types that have an institution where others have a journal."""
_IN_BOOKS = frozenset({"chapter", "inproceedings"})
_BOOKLIKE = frozenset({"book", "chapter", "inproceedings", "thesis", "report"})
_SERIES = regex(
    r"\b(?:lecture notes|series|studies in|advances in|progress in|communications in computer|texts in|monographs|"
    r"proceedings in|tracts|library|synthesis lectures|handbook of experimental|methods in|ifip advances)\b",
    re.IGNORECASE,
)
_FOR_MINING = regex(r"/tdm\b|tdm-licen|text-?mining|userlicense", re.IGNORECASE)
"""Terms for machines, which some publishers give for the paper itself."""
_RETRACTING = frozenset({"retraction", "removal"})
_NOT_A_NOTICE = frozenset({"new_version", "new_edition"})

Works = dict[str, Data | LeftOut]


def crossref(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the works behind the person's ORCID iD, those wanted for their description, or those of the name."""
    works: Works = {}
    for identity in wanted.own("orcid"):
        works |= _list(web, identity)
    for work_doi in wanted.works.doi:
        works |= _single(web, work_doi)
    reached: Literal["id", "name"] = "id"
    if wanted.is_by_name:
        reached = "name"
        for name in wanted.names:
            works |= _by_name(web, name)
    gone = frozenset(doi for work in works.values() if isinstance(work, Data) for doi in _retracted_by(work))
    return read_each("crossref", works, partial(_read, wanted=wanted, reached=reached, gone=gone))


def _list(web: Web, identity: str) -> Works:
    def ask(position: tuple[str, int]) -> ResultPage[Data, tuple[str, int]]:
        cursor, so_far = position
        query = {"filter": f"orcid:{identity}", "rows": _PAGE, "cursor": cursor}
        answer = web.json(CROSSREF, _WORKS, query, terms=Terms(fresh=0, tag=str(so_far)))
        message = answer.need("message").part("message").need("items", "total-results")
        works = listed(CROSSREF, message.entries("items"), _id)
        # A cursor may stay the same from page to page, and there is one on the last page too: the number announced
        # tells where the list ends. It lives for minutes only, so that no kept page is of use.
        following = (message.text("next-cursor"), so_far + works.sent)
        return ResultPage(works.items, works.sent, following, message.number("total-results"), works.faults)

    return collect(CROSSREF, ("*", 0), ask)


def _single(web: Web, work_doi: str) -> Works:
    """The work of a DOI; none when another agency gave it."""
    try:
        answer = web.json(CROSSREF, f"{_WORKS}/{quote(work_doi, safe='/')}", terms=_SINGLE)
    except SourceError as error:
        if error.kind != "missing":
            raise
        return {}
    if not {"message", "status"} & set(answer.keys()):
        raise answer.wrong("message is missing")
    try:
        work = answer.need("message").part("message")
        return {_id(work): work}
    except SourceError as error:
        return {work_doi: unreadable("crossref", work_doi, error)}


def _by_name(web: Web, name: str) -> Works:
    answer = web.json(CROSSREF, _WORKS, {"query.author": one_line(name), "rows": _NAMED})
    message = answer.need("message").part("message").need("items")
    works = listed(CROSSREF, message.entries("items"), _id)
    announced = message.number("total-results")
    if announced and not works.sent:
        raise SourceError(CROSSREF.title, "incomplete", f"it announced {announced} papers and sent none")
    return {**works.items, **{f"?{at}": fault for at, fault in enumerate(works.faults)}}


def _id(work: Data) -> str:
    return work.need("DOI").text("DOI").lower()


def _retracted_by(work: Data) -> tuple[str, ...]:
    """The DOIs that a notice says are retracted; a notice that cannot be read says nothing."""
    try:
        updates = work.parts("update-to")
        return tuple(update.text("DOI").lower() for update in updates if update.text("type").lower() in _RETRACTING)
    except SourceError:
        return ()


def _read(work: Data, *, wanted: AuthorQuery, reached: Literal["id", "name"], gone: frozenset[str]) -> Outcome:
    meant, subtype = work.text("type"), work.text("subtype")
    what = kind("crossref", f"{meant}/{subtype}" if meant == "posted-content" and subtype else meant)
    name = _title(work)
    if refused := what.refused or (work_types.NOTICE if _is_notice(work) else None):
        return LeftOut("crossref", _id(work), name, refused)
    record = _record(work, what, name, wanted=wanted, reached=reached)
    return replace(record, fields={**record.fields, "status": "retracted"}) if _id(work) in gone else record


def _record(work: Data, what: Kind, name: str, *, wanted: AuthorQuery, reached: Literal["id", "name"]) -> Record:
    people = work.parts("author")
    fields = kept(
        title=name,
        authors=[_author(person) for person in people],
        editors=[_author(editor) for editor in work.parts("editor")] if what.type in _BOOKLIKE else [],
        date=_date(work),
        type=what.type,
        venue=_venue(work, what.type),
        abstract=abstract(work.text("abstract")),
        **({"arxiv": _arxiv(work)} | known_as(_id(work))),
        ids=kept(isbn=next(iter(work.texts("ISBN")), "")) if what.type == "book" else {},
        keywords=unique(work.texts("subject")),
        license=_licence(work),
        status=_status(work),
        citations=_citations(work, wanted.counted),
    )
    person = place_of(wanted.own("orcid"), [orcid(author.text("ORCID")) for author in people])
    return Record(
        source="crossref", source_id=_id(work), reached=reached, fields=fields, person=person, notes=what.notes
    )


def _title(work: Data) -> str:
    main = title(next(iter(work.texts("title")), ""))
    subtitle = title(next(iter(work.texts("subtitle")), ""))
    if not main or not subtitle or subtitle.casefold() in main.casefold():
        return main
    return f"{main} {subtitle}" if main.endswith((":", "?", "!", "–", "—")) else f"{main}: {subtitle}"


def _is_notice(work: Data) -> bool:
    """Whether it corrects or retracts another work."""
    updates = work.parts("update-to")
    others = [update for update in updates if update.text("DOI").lower() not in {"", _id(work)}]
    return any(update.text("type").lower() not in _NOT_A_NOTICE for update in others)


def _author(person: Data) -> str | Fields:
    given, family, suffix = (person.text(part) for part in ("given", "family", "suffix"))
    identity, places = (
        orcid(person.text("ORCID")),
        [affiliation.text("name") for affiliation in person.parts("affiliation")],
    )
    if given or family:
        return author_of(given, family, suffix, orcid=identity, affiliations=places)
    if not words(person.text("name")):
        raise person.wrong(f"{person.path} has no name")
    return group(person.text("name"), identity, places)


def _date(work: Data) -> str:
    """The earliest day on which it was out in some form; when that is not said, the day it was issued."""
    days = [_day(work, name) for name in ("published-online", "published-print", "published", "posted")]
    known = sorted(filter(None, days))
    if not known:
        return _day(work, "issued")
    # `2022` and `2022-03-29` are one statement, of which the longer says more.
    return max((date for date in known if date.startswith(known[0])), key=len)


def _day(work: Data, name: str) -> str:
    dates = work.part(name).values("date-parts")
    first = dates[0] if dates and isinstance(dates[0], list) else []
    return day_of([number if type(number) is int else None for number in first])


def _venue(work: Data, made: str) -> Fields:
    names = list(dict.fromkeys(filter(None, map(words, work.texts("container-title")))))
    name, series = _name_and_series(names, made)
    if not name and made != "book":
        name = words(work.part("event").text("name"))
    if not name and made in _INSTITUTIONAL:
        name = words(next((institution.text("name") for institution in work.parts("institution")), ""))
    if not name and made not in {"book", "thesis", "report", "dataset", "software"}:
        return {}
    short = words(next(iter(work.texts("short-container-title")), ""))
    location = work.part("event").text("location") if made == "inproceedings" else work.text("publisher-location")
    publisher = words(work.text("publisher"))
    return kept(
        name=name,
        short=short if short != name and len(names) == 1 and name == names[0] else "",
        series=series,
        volume=work.text("volume"),
        issue=work.text("issue"),
        pages=work.text("page") or work.text("article-number"),
        publisher=publisher if publisher != name else "",
        place=words(location) if made in _BOOKLIKE else "",
    )


def _name_and_series(names: list[str], made: str) -> tuple[str, str]:
    """The container of a work, and the series that this is in; of a book the only name is that of its series."""
    if made == "book":
        return "", next(iter(names), "")
    if made in _IN_BOOKS and len(names) > 1:
        series = next((container for container in names if _SERIES.search(container)), names[0])
        return next(container for container in names if container != series), series
    return next(iter(names), ""), ""


def _arxiv(work: Data) -> str:
    """The arXiv id of its preprint, where the publisher says so."""
    for preprint in work.part("relation").parts("has-preprint"):
        if preprint.text("id-type") in {"doi", "arxiv"} and (identifier := arxiv_id(preprint.text("id"))):
            return identifier
    return ""


def _licence(work: Data) -> str:
    """The licence of the published version; what is for text mining only is none of the reader's."""
    licences: Mapping[str, str] = {
        stated.text("content-version"): licence(stated.text("URL"))
        for stated in reversed(work.parts("license"))
        if not _FOR_MINING.search(stated.text("URL"))
    }
    return licences.get("vor", "") or licences.get("unspecified", "")


def _status(work: Data) -> str:
    updates = {update.text("type").lower() for update in work.parts("updated-by")}
    if updates & _RETRACTING:
        return "retracted"
    return "withdrawn" if "withdrawal" in updates else ""


def _citations(work: Data, date: str) -> Fields:
    count = work.number("is-referenced-by-count")
    return {"count": str(count), "source": "Crossref", "date": date} if date and count is not None else {}
