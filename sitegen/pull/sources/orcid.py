"""ORCID: the works that a person's record lists.

In: an ORCID iD. Out: Records that say which papers there are, with their ids, titles and dates; the summaries name no
authors, so that the contributors of a work are asked for where no source names any. Of several accounts of one work
that which its owner prefers is taken, and the others fill what it leaves open. What is not public is nobody's to
publish.

Source: https://info.orcid.org/documentation/api-tutorials/api-tutorial-read-data-on-a-record/ (version 3.0).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.fields import Fields, arxiv_id, author, day_of, doi, kept, web_address
from sitegen.pull.fields import orcid as orcid_id
from sitegen.pull.left_out import LeftOut, Outcome, read_each, unreadable
from sitegen.pull.paging import listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import Kind, kind
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import ApiKey, Service

ORCID = Service(
    name="orcid",
    title="ORCID",
    hosts=("pub.orcid.org",),
    pace=0.2,
    key=ApiKey("ORCID_TOKEN", "Authorization", "Bearer {}"),
)
_API = "https://pub.orcid.org/v3.0"
_IDS = {"pmid": "pubmed", "pmc": "pmcid", "isbn": "isbn", "hal": "hal"}
_BATCH = 100
_EDITING = frozenset({"editor", "supervision", "supervisor"})
"""Roles of contributors who are no authors."""
_AT_THE_WORK = ("doi.org/", "arxiv.org/", "orcid.org/", "scopus.com/", "webofknowledge.com/", "webofscience.com/")
"""Addresses that say no more than an id, or that readers cannot open."""


def orcid(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the works of the person's record, or who contributed to those wanted for their description."""
    groups: dict[str, Data | LeftOut] = {}
    for identity in wanted.own("orcid"):
        answer = web.json(ORCID, f"{_API}/{quote(identity)}/works")
        works = listed(ORCID, answer.entries("group"), _id)
        groups = {**works.items, **{f"?{at}": fault for at, fault in enumerate(works.faults)}, **groups}
    return (*read_each("orcid", groups, _read), *_contributors(web, wanted.works.orcid))


def _public(group: Data) -> list[Data]:
    """The accounts of a work that everybody may see, the one that its owner prefers first."""
    accounts = [account for account in group.need("work-summary").parts("work-summary") if _is_public(account)]
    return sorted(accounts, key=_preference, reverse=True)


def _is_public(account: Data) -> bool:
    return account.text("visibility").lower() in {"", "public"}


def _id(group: Data) -> str:
    summaries = group.need("work-summary").parts("work-summary")
    if not summaries:
        raise group.wrong(f"{group.path}.work-summary is empty")
    best = next(iter(_public(group)), summaries[0])
    return str(best.need("put-code").number("put-code"))


def _read(group: Data) -> Outcome | None:
    accounts = _public(group)
    if not accounts:
        return None
    what = _kind(accounts)
    name = next(filter(None, map(_title, accounts)), "")
    if what.refused:
        return LeftOut("orcid", _id(group), name, what.refused)
    if not name:
        raise accounts[0].wrong(f"{accounts[0].path}.title is missing")
    return _record(group, accounts, what, name)


def _kind(accounts: Sequence[Data]) -> Kind:
    """The kind that the preferred account states; another's where that is no more than "other"."""
    kinds = [kind("orcid", account.text("type")) for account in accounts]
    telling = (account_kind for account_kind in kinds if account_kind.type not in {"", "other"} or account_kind.refused)
    return kinds[0] if kinds[0].refused else next(telling, kinds[0])


def _title(account: Data) -> str:
    titles = account.part("title")
    name, subtitle = title(titles.part("title").text("value")), title(titles.part("subtitle").text("value"))
    return f"{name}: {subtitle}" if name and subtitle and subtitle.casefold() not in name.casefold() else name


def _record(group: Data, accounts: Sequence[Data], what: Kind, name: str) -> Record:
    journal = next(filter(None, (words(account.part("journal-title").text("value")) for account in accounts)), "")
    fields = kept(
        title=name,
        date=_date(accounts),
        type=what.type,
        venue=_venue(journal, what.type),
        links=kept(html=next(filter(None, map(_address, accounts)), "")),
        **_ids([group, *accounts]),
    )
    return Record(source="orcid", source_id=_id(group), reached="id", fields=fields, notes=what.notes)


def _venue(name: str, made: str) -> Fields:
    """The venue, from the field "journal title": of a book its publisher, of a thesis the university."""
    if made == "preprint":
        return {}
    return kept(publisher=name) if made == "book" else kept(name=name)


def _preference(account: Data) -> int:
    index = account.text("display-index")
    return int(index) if index.isdecimal() else 0


def _date(accounts: Sequence[Data]) -> str:
    """The date of the preferred account; another's, where that says the same and more."""
    dates = list(filter(None, (_day(account.part("publication-date")) for account in accounts)))
    return max((date for date in dates if date.startswith(dates[0])), key=len, default="")


def _day(date: Data) -> str:
    parts = (date.part(name).text("value") for name in ("year", "month", "day"))
    return day_of([int(text) if text.isdecimal() else None for text in parts])


def _address(account: Data) -> str:
    url = web_address(account.part("url").text("value"))
    return "" if any(host in url.lower() for host in _AT_THE_WORK) else url


def _ids(elements: list[Data]) -> Fields:
    """The ids of the work itself; what it is a part of has ids of its own."""
    fields: Fields = {}
    other: Fields = {}
    for name, value in (pair for element in elements for pair in _own_ids(element)):
        if name in {"doi", "arxiv"}:
            fields |= kept(arxiv=fields.get("arxiv", "") or arxiv_id(value), doi=fields.get("doi", "") or doi(value))
        elif name in _IDS:
            other.setdefault(_IDS[name], value)
    return fields | kept(ids=other)


def _own_ids(element: Data) -> Iterator[tuple[str, str]]:
    for identifier in element.part("external-ids").parts("external-id"):
        if identifier.text("external-id-relationship").lower() == "self":
            normal = identifier.part("external-id-normalized").text("value")
            yield identifier.text("external-id-type").lower(), normal or identifier.text("external-id-value")
    url = element.part("url").text("value")
    yield from (("doi", url),) if "doi.org/" in url else (("arxiv", url),) if "arxiv.org/" in url else ()


def _contributors(web: Web, wanted: Sequence[str]) -> Iterator[Outcome]:
    """The authors of works, each given as `iD/put-code`; who is said to have edited one is none."""
    codes: dict[str, list[str]] = defaultdict(list)
    for work in wanted:
        identity, _, code = work.partition("/")
        codes[identity].append(code)
    for identity, all_codes in codes.items():
        for start in range(0, len(all_codes), _BATCH):
            batch = ",".join(all_codes[start : start + _BATCH])
            try:
                answer = web.json(ORCID, f"{_API}/{quote(identity)}/works/{batch}")
            except SourceError as error:
                if error.kind != "missing":
                    raise
                continue
            for entry in answer.entries("bulk") if "bulk" in answer else ():
                if isinstance(entry, Data) and "work" in entry:
                    yield from _contributed(entry.part("work"))


def _contributed(work: Data) -> Iterator[Outcome]:
    code = work.number("put-code")
    if code is None or not _is_public(work):
        return
    try:
        people = [
            contributor for contributor in work.part("contributors").parts("contributor") if _is_author(contributor)
        ]
        authors = [_author(person) for person in people if person.part("credit-name").text("value")]
    except SourceError as error:
        yield unreadable("orcid", str(code), error)
        return
    told = kept(authors=authors, abstract=abstract(work.text("short-description")))
    if authors:
        yield Record(source="orcid", source_id=str(code), reached="id", fields=told)


def _is_author(person: Data) -> bool:
    role = person.part("contributor-attributes").text("contributor-role").lower()
    return not any(word in role for word in _EDITING)


def _author(person: Data) -> str | Fields:
    return author(person.part("credit-name").text("value"), orcid_id(person.part("contributor-orcid").text("path")))
