"""ORCID: the works that a person's record lists.

In: an ORCID iD. Out: Records that say which papers there are, with their ids, titles and dates; the summaries name no
authors. Of several accounts of one work that which its owner prefers is taken, with the ids of all.

Source: https://info.orcid.org/documentation/api-tutorials/api-tutorial-read-data-on-a-record/ (version 3.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.data import Data
from sitegen.pull.fields import Fields, arxiv_id, day_of, doi, kept
from sitegen.pull.service import Key, Service
from sitegen.pull.wanted import Wanted
from sitegen.pull.web import Web
from sitegen.pull.wording import one_line

ORCID = Service(
    name="orcid",
    title="ORCID",
    hosts=("pub.orcid.org",),
    pace=0.2,
    key=Key("ORCID_TOKEN", "Authorization", "Bearer {}"),
)
_TYPES = {
    "journal-article": "article", "review-article": "article", "conference-paper": "inproceedings",
    "conference-proceedings": "inproceedings", "preprint": "preprint", "working-paper": "preprint", "book": "book",
    "edited-book": "book", "book-chapter": "chapter", "dissertation-thesis": "thesis", "dissertation": "thesis",
    "supervised-student-publication": "thesis", "report": "report", "technical-report": "report",
    "data-set": "dataset", "software": "software", "patent": "patent", "conference-presentation": "talk",
    "conference-abstract": "talk", "conference-poster": "talk", "lecture-speech": "talk", "public-speech": "talk",
}  # fmt: skip
_IDS = {"pmid": "pubmed", "pmc": "pmcid", "isbn": "isbn", "hal": "hal"}


def orcid(wanted: Wanted, web: Web) -> tuple[Record, ...]:
    """Return the works of the person's record."""
    records: dict[str, Record] = {}
    for identity in wanted.own("orcid"):
        answer = web.json(ORCID, f"https://pub.orcid.org/v3.0/{quote(identity)}/works")
        for group in answer.need("group").parts("group"):
            record = _record(group)
            records.setdefault(record.source_id, record)
    return tuple(records.values())


def _record(group: Data) -> Record:
    accounts = sorted(group.need("work-summary").parts("work-summary"), key=_preference, reverse=True)
    if not accounts:
        raise group.wrong("a group of works has none")
    work = accounts[0]
    title = one_line(work.part("title").part("title").text("value"))
    if not title:
        raise work.wrong("a work has no title")
    journal = one_line(work.part("journal-title").text("value"))
    kind = _TYPES.get(work.text("type"), "other")
    fields = kept(
        title=title,
        date=_date(work.part("publication-date")),
        type=kind,
        venue=kept(name=journal) if kind != "preprint" else {},
        **_ids([group, *accounts]),
    )
    code = work.need("put-code").number("put-code")
    return Record(source="orcid", source_id=str(code), reached="id", fields=fields)


def _preference(account: Data) -> int:
    said = account.text("display-index")
    return int(said) if said.isdecimal() else 0


def _date(date: Data) -> str:
    said = (date.part(name).text("value") for name in ("year", "month", "day"))
    return day_of([int(text) if text.isdecimal() else None for text in said])


def _ids(places: list[Data]) -> Fields:
    """The ids of the work itself; what it is a part of has ids of its own."""
    found: Fields = {}
    other: Fields = {}
    for kind, value in (pair for place in places for pair in _own_ids(place)):
        if kind in {"doi", "arxiv"}:
            found |= kept(arxiv=found.get("arxiv", "") or arxiv_id(value), doi=found.get("doi", "") or doi(value))
        elif kind in _IDS:
            other.setdefault(_IDS[kind], value)
    return found | kept(ids=other)


def _own_ids(place: Data) -> Iterator[tuple[str, str]]:
    for one in place.part("external-ids").parts("external-id"):
        if one.text("external-id-relationship") == "self":
            normal = one.part("external-id-normalized").text("value")
            yield one.text("external-id-type").lower(), normal or one.text("external-id-value")
