"""OpenReview: the accepted papers of a profile, from both of its interfaces.

In: a profile id (`~Ada_Lovelace1`). Out: Records of papers; submissions that were withdrawn, turned down or are still
under review are nobody's publications and are left out, and so is everything deleted.

Source: https://docs.openreview.net/reference/api-v2; venues before 2023 are in version 1 alone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from sitegen.merge.record import Record
from sitegen.pull.fields import author, kept, place_of, unique, web_address
from sitegen.pull.left_out import LeftOut, Outcome, read_each
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import title, words
from sitegen.pull.query import AuthorQuery
from sitegen.regex import regex
from sitegen.web.client import Web
from sitegen.web.json_values import Data
from sitegen.web.service import Service

OPENREVIEW = Service(
    name="openreview", title="OpenReview", hosts=("api2.openreview.net", "api.openreview.net"), pace=3.0, first_wait=15
)
_PAGE = 1000
_NOT_OUT = regex(
    r"submission$|submitted|under_review|withdrawn|reject|decision_pending|/(?:active|public)_submission", re.IGNORECASE
)
_NOT_OUT_IN_WORDS = regex(r"^submitted to\b|\b(?:withdrawn|rejected)\b|\bunder review\b", re.IGNORECASE)
_SHOWN_AS = regex(r"\s*\(?\b(?:oral|poster|spotlight|notable top \d+%|top-\d+%|talk)\b\)?.*$", re.IGNORECASE)
_LICENCE = regex(r"CC BY(?:-NC)?(?:-SA|-ND)? \d\.\d|CC0 \d\.\d", re.IGNORECASE)


def openreview(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the papers of the person's profiles."""
    notes: dict[str, Data | LeftOut] = {}
    own = [identity if identity.startswith("~") else f"~{identity}" for identity in wanted.own("openreview")]
    for identity in own:
        for host in OPENREVIEW.hosts:
            notes = _list(web, host, identity) | notes
    return read_each("openreview", notes, lambda note: _record(note, own) if _is_paper(note) else None)


def _list(web: Web, host: str, identity: str) -> dict[str, Data | LeftOut]:
    def ask(offset: int) -> ResultPage[Data, int]:
        query = {"content.authorids": identity, "limit": _PAGE, "offset": offset}
        answer = web.json(OPENREVIEW, f"https://{host}/notes", query).need("notes")
        notes = listed(OPENREVIEW, answer.entries("notes"), _id)
        count = answer.number("count")
        following = offset + notes.sent if count is not None or notes.sent >= _PAGE else None
        return ResultPage(notes.items, notes.sent, following, count, notes.faults)

    return collect(OPENREVIEW, 0, ask)


def _id(note: Data) -> str:
    return note.need("id").text("id")


def _is_paper(note: Data) -> bool:
    if "ddate" in note or note.text("forum") not in {"", _id(note)}:
        return False
    content = note.need("content").part("content")
    return not (_NOT_OUT.search(_text(content, "venueid")) or _NOT_OUT_IN_WORDS.search(_text(content, "venue")))


def _record(note: Data, own: list[str]) -> Record:
    content = note.part("content")
    venue, venueid = words(_text(content, "venue")), _text(content, "venueid")
    pdf = _text(content, "pdf")
    if not title(_text(content, "title")):
        raise note.wrong("content.title is missing")
    licence = note.text("license")
    fields = kept(
        title=title(_text(content, "title")),
        authors=[author(name) for name in _listed(content, "authors")],
        date=_date(note),
        type=("article" if venueid.startswith("TMLR") else "inproceedings") if venue else "",
        venue=kept(name=_SHOWN_AS.sub("", venue) or venue),
        abstract=_text(content, "abstract"),
        ids={"openreview": _id(note)},
        links=kept(
            pdf=web_address(urljoin("https://openreview.net/", pdf)) if pdf else "",
            code=web_address(_text(content, "code")),
        ),
        keywords=unique(_listed(content, "keywords")),
        summary=words(_text(content, "TLDR") or _text(content, "TL;DR")),
        license=licence.replace(" ", "-").upper() if _LICENCE.fullmatch(licence) else "",
    )
    person = place_of(own, _listed(content, "authorids"))
    return Record(source="openreview", source_id=_id(note), reached="id", fields=fields, person=person)


def _unwrapped(content: Data, key: str) -> tuple[Data, str]:
    """Version 2 wraps each value: `{"value": …}`."""
    return (content.part(key), "value") if content.is_part(key) else (content, key)


def _text(content: Data, key: str) -> str:
    part, name = _unwrapped(content, key)
    return part.text(name)


def _listed(content: Data, key: str) -> list[str]:
    part, name = _unwrapped(content, key)
    return list(part.texts(name)) if part.is_list(name) else list(filter(None, [part.text(name)]))


def _date(note: Data) -> str:
    """The day it was published, else the day it was opened, else the day it was written."""
    milliseconds: Any = next(filter(None, (note.number(key) for key in ("pdate", "odate", "cdate"))), None)
    if milliseconds is None:
        return ""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise note.wrong("a date is no time that there was") from None
