"""DataCite: what the DOI of an arXiv paper says, with its licence and the dates of its versions.

In: ids of papers. Out: Records. A paper without a DOI of arXiv's making (old ones may lack it) is left out.

Source: https://support.datacite.org/docs/api, https://schema.datacite.org/meta/kernel-4.6/.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.data import Data
from sitegen.pull.fault import SourceError
from sitegen.pull.fields import Fields, author_of, day, doi, group, kept, licence, newest, orcid, turned
from sitegen.pull.leftout import Said, unreadable
from sitegen.pull.prose import abstract, title
from sitegen.pull.service import Service
from sitegen.pull.wanted import Wanted
from sitegen.pull.web import Web

DATACITE = Service(name="datacite", title="DataCite", hosts=("api.datacite.org",), pace=0.5)
_MOST = 200
"""Papers asked for in one run, the newest: one request each."""
_VERSION = re.compile(r"v([1-9][0-9]{0,2})")


def datacite(wanted: Wanted, web: Web) -> tuple[Said, ...]:
    """Return what DataCite says of the arXiv papers wanted."""
    return tuple(record for one in newest(wanted.works.arxiv, _MOST) if (record := _described(web, one)) is not None)


def _described(web: Web, wanted: str) -> Said | None:
    try:
        answer = web.json(DATACITE, f"https://api.datacite.org/dois/10.48550/arxiv.{quote(wanted, safe='/')}")
    except SourceError as error:
        if error.kind != "missing":
            raise
        return None
    if "data" not in answer.keys():  # noqa: SIM118 - not a mapping, only like one
        raise answer.wrong("data is missing")
    try:
        return _record(answer.need("data").part("data").need("attributes").part("attributes"), wanted)
    except SourceError as error:
        return unreadable("datacite", wanted, error)


def _record(said: Data, wanted: str) -> Record:
    versions = _versions(said)
    fields = kept(
        title=title(_main_title(said.need("titles").parts("titles"))),
        authors=[_author(one) for one in said.parts("creators")],
        date=versions[0]["date"] if versions else day(str(said.number("publicationYear") or "")),
        versions=versions,
        abstract=next((_abstract(one) for one in said.parts("descriptions") if _abstract(one)), ""),
        arxiv=wanted,
        doi=next(filter(None, (_published_as(one) for one in said.parts("relatedIdentifiers"))), ""),
        license=next(filter(None, (licence(one.text("rightsUri")) for one in said.parts("rightsList"))), ""),
    )
    return Record(source="datacite", source_id=wanted, reached="id", fields=fields)


def _main_title(titles: Sequence[Data]) -> str:
    """The title that is no subtitle and no translation."""
    return next((one.text("title") for one in titles if not one.text("titleType")), "")


def _versions(said: Data) -> list[Fields]:
    """Versions that a date says it belongs to, in order."""
    found: dict[int, str] = {}
    for one in said.parts("dates"):
        number = _VERSION.fullmatch(one.text("dateInformation"))
        if number and one.text("dateType") in {"Submitted", "Updated"} and (date := day(one.text("date"))):
            found.setdefault(int(number[1]), date)
    return [{"version": str(number), "date": date} for number, date in sorted(found.items())] if 1 in found else []


def _author(creator: Data) -> str | Fields:
    given, family = creator.text("givenName"), creator.text("familyName")
    ids = [
        one.text("nameIdentifier")
        for one in creator.parts("nameIdentifiers")
        if one.text("nameIdentifierScheme").upper() == "ORCID"
    ]
    places = creator.values("affiliation")
    known = [place if isinstance(place, str) else Data(DATACITE.title, place).text("name") for place in places]
    identity = next(filter(None, map(orcid, ids)), "")
    if family:
        return author_of(given, family, orcid=identity, affiliations=known)
    whole = creator.need("name").text("name")
    if not whole:
        raise creator.wrong(f"{creator.place}.name is empty")
    is_group = creator.text("nameType") == "Organizational"
    return group(whole, identity, known) if is_group else turned(whole, identity, known)


def _abstract(description: Data) -> str:
    return abstract(description.text("description")) if description.text("descriptionType") == "Abstract" else ""


def _published_as(related: Data) -> str:
    is_version = related.text("relationType") == "IsVersionOf" and related.text("relatedIdentifierType") == "DOI"
    return doi(related.text("relatedIdentifier")) if is_version else ""
