"""ORCID's own files: a record, the list of its works, or single works, as JSON or XML (API 3.0).

In: such a file. Out: a paper for each work, from the description that the person prefers. Summaries name no authors:
then the only one is the person whose record it is, known by the ORCID iD until the site tells the name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from sitegen.errors import Problem, SitegenError
from sitegen.importers import source_text
from sitegen.importers.paper_draft import PaperDraft, entry_of
from sitegen.importers.people import Person, plain_person
from sitegen.importers.reading import PaperEntry, Reading
from sitegen.importers.written_text import blocks
from sitegen.pull.fields import arxiv_id, author_of, day_of, doi, orcid
from sitegen.pull.work_types import kind
from sitegen.regex import regex
from sitegen.web.xmltree import LINE, XmlError, parse, text_of

_IDS = {
    "isbn": "isbn",
    "issn": "issn",
    "pmid": "pubmed",
    "pmc": "pmcid",
    "eid": "scopus",
    "bibcode": "ads",
    "hal": "hal",
}
_LISTS = frozenset({"external-id", "contributor", "group", "work-summary", "work"})
_OWNER = regex(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def recognises(path: Path, head: str) -> bool:
    """Whether a file holds works of ORCID."""
    return not path.is_dir() and bool(re.search(r'"put-code"|"orcid-identifier"|www\.orcid\.org/ns/', head))


def read(path: Path) -> Reading:
    """Read a file. Raises `SitegenError` where it is no whole JSON or XML."""
    source = source_text.read(path)
    try:
        if source.text.lstrip().startswith("<"):
            root = parse(source_text.read_bytes(path), numbered=True)
            data: Any = {root.tag: _data(root)}
        else:
            data = json.loads(source.text)
    except (ValueError, RecursionError, XmlError) as error:
        where = getattr(error, "lineno", 0)
        raise SitegenError([Problem(source.file, where, sentence=f"the file is not whole: {error}")]) from None
    owner = _owner(data, source.text)
    papers: list[PaperEntry] = []
    losses, problems = [], list(source.problems)
    for work in _works(data):
        code = str(work.get("put-code") or "")
        draft = PaperDraft(source.file, int(work.get(LINE) or _line_of(source.text, code)))
        if refused := kind("orcid", _value(work.get("type")).lower().replace("_", "-")).refused:
            draft.tell("type", f"this is the record of a {refused.singular}, and left out")
        else:
            _fill(work, draft, owner)
            papers.append(entry_of(draft, f"orcid {code}" if code else ""))
        losses += draft.losses
        problems += draft.problems
    return Reading(papers=tuple(papers), losses=tuple(losses), problems=tuple(problems))


def _data(element: Element) -> dict[str, Any]:
    """An element in the shape that the JSON has."""
    values: dict[str, Any] = {**element.attrib, "value": text_of(element)}
    for child in element:
        inner = _data(child)
        if child.tag in _LISTS:
            values.setdefault(child.tag, []).append(inner)
        else:
            values[child.tag] = inner
    return values


def _works(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every work, one of each group of descriptions of the same."""
    if depth > 12:
        return
    if isinstance(data, list):
        for part in data:
            yield from _works(part, depth + 1)
    elif isinstance(data, dict) and isinstance(summaries := data.get("work-summary"), list) and summaries:
        yield max((part for part in summaries if isinstance(part, dict)), key=_preference)
    elif isinstance(data, dict) and "title" in data and ("put-code" in data or "publication-date" in data):
        yield data
    elif isinstance(data, dict):
        names = ("activities-summary", "activities", "works", "group", "work", "bulk")
        for name in names:
            yield from _works(data.get(name), depth + 1)


def _preference(work: Mapping[str, Any]) -> int:
    shown = str(work.get("display-index") or 0)
    return int(shown) if shown.isdecimal() else 0


def _fill(work: Mapping[str, Any], draft: PaperDraft, owner: Person) -> None:
    draft.kind = kind("orcid", _value(work.get("type")).lower().replace("_", "-")).type
    titles = work.get("title") or {}
    draft.title = ": ".join(filter(None, (_value(titles.get("title")), _value(titles.get("subtitle")))))
    draft.container = _value(work.get("journal-title"))
    day = work.get("publication-date") or {}
    numbers = [int(text) for name in ("year", "month", "day") if (text := _value(day.get(name))).isdecimal()]
    draft.date = day_of(numbers) if numbers else ""
    draft.abstract = blocks(_value(work.get("short-description")))
    contributors = (work.get("contributors") or {}).get("contributor") or []
    draft.authors = [person for part in contributors if (person := _person(part))]
    if not draft.authors and owner:
        draft.authors = [owner]
    for part in (work.get("external-ids") or {}).get("external-id") or []:
        _identify(part, draft)
    if url := _value(work.get("url")):
        draft.address(url)


def _identify(part: Mapping[str, Any], draft: PaperDraft) -> None:
    name, value = _value(part.get("external-id-type")).lower(), _value(part.get("external-id-value"))
    if _value(part.get("external-id-relationship")).lower() not in ("self", "version-of", ""):
        return
    if number := arxiv_id(value):
        draft.arxiv = draft.arxiv or number
    elif name == "doi":
        draft.doi = draft.doi or doi(value)
    elif name in _IDS:
        draft.ids.setdefault(_IDS[name], value)
    elif value and name not in ("uri", "other-id", "source-work-id"):
        draft.lose(name, value)


def _person(part: Mapping[str, Any]) -> Person:
    role = _value((part.get("contributor-attributes") or {}).get("contributor-role")).lower()
    if role not in ("", "author", "co-author", "writing-original-draft"):
        return ""
    person = plain_person(_value(part.get("credit-name")))
    known = orcid(_value((part.get("contributor-orcid") or {}).get("path")))
    if not known or not person or person == "others":
        return person
    return {**(person if isinstance(person, dict) else {"name": person}), "orcid": known}


def _owner(data: Any, text: str) -> Person:
    """The person whose record it is: by name where it tells, else by the ORCID iD alone."""
    name = _find(data, "person").get("name") if isinstance(data, dict) else None
    if isinstance(name, dict):
        given_name, family = _value(name.get("given-names")), _value(name.get("family-name"))
        if given_name or family:
            return author_of(given_name, family)
    match = _OWNER.search(text)
    known = orcid(match[0]) if match else ""
    return {"orcid": known} if known else ""


def _find(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = data.get(name) or (data.get("record") or {}).get(name)
    return inner if isinstance(inner, dict) else {}


def _value(part: Any) -> str:
    """A text, or the one that a mapping wraps."""
    text = part.get("value") if isinstance(part, Mapping) else part
    return str(text).strip() if isinstance(text, str | int) else ""


def _line_of(text: str, code: str) -> int:
    match = re.search(rf'"put-code"\s*:\s*{re.escape(code)}\b', text) if code else None
    return text.count("\n", 0, match.start()) + 1 if match else 1
