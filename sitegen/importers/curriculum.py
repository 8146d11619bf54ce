"""Curriculum vitae: what old sites say of a person's education, positions, awards and skills, as `content/cv.yaml`.

In: the sections of al-folio's `_data/cv.yml` (its own form, or RenderCV's), a JSON Resume, or the keys of a HugoBlox
person. Out: sections and entries in our words (SPEC 11). What fits no section is left to be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sitegen.importers.old_values import says, text_of, texts_of
from sitegen.importers.printed_citation import bare, date_of
from sitegen.model import CV_SECTIONS
from sitegen.pull.fields import kept
from sitegen.regex import regex

_SECTIONS = (
    ("education", r"education|degrees|studies"),
    ("awards", r"award|honou?r|prize|fellowship|scholarship"),
    ("grants", r"grant|funding"),
    ("teaching", r"teaching|courses taught|supervision"),
    ("service", r"service|review|editor|committee|organi[sz]"),
    ("positions", r"position|appointment|academic experience|research experience"),
    ("work", r"experience|employment|work|industry|career"),
    ("skills", r"skill|software|programming"),
    ("languages", r"languages?"),
    ("interests", r"interests"),
    ("certificates", r"certif"),
    ("volunteer", r"volunteer|outreach"),
    ("projects", r"projects"),
    ("talks", r"talks|presentations"),
    ("references", r"references"),
)
"""Sections, and what people call them; the first that fits."""
_WORDS = {
    "institution": "organization", "company": "organization", "organization": "organization", "awarder": "organization",
    "issuer": "organization", "org": "organization", "company_name": "organization", "school": "organization",
    "studytype": "degree", "degree": "degree", "area": "area", "position": "position", "role": "position",
    "title": "title", "course": "title", "name": "name", "startdate": "start", "start_date": "start", "start": "start",
    "date_start": "start", "enddate": "end", "end_date": "end", "end": "end", "date_end": "end", "date": "date",
    "location": "place", "place": "place", "department": "area", "url": "url", "summary": "summary",
    "description": "summary", "highlights": "highlights", "items": "highlights", "keywords": "keywords",
    "language": "language", "fluency": "level", "level": "level", "label": "title", "details": "summary",
    "certificate": "title", "company_url": "url",
    "organization_url": "url", "certificate_url": "url", "award": "title", "reference": "summary",
}  # fmt: skip
"""Keys of an entry, in small letters, and our words for them."""
_DATES = frozenset({"start", "end", "date"})
_RANGE = regex(r"\s*(?:--?|–|—|to)\s*(?=\d{4}|present|now|current|\Z)", re.IGNORECASE)


_POINT = regex(r"(?m)^[ \t]*[-*+•][ \t]+(\S.*(?:\n[ \t]+(?![-*+•][ \t])\S.*)*)")
"""A point of a list in a text, with the lines that go on with it."""


class CurriculumSection(NamedTuple):
    """One section as it was found: its name there, and its entries."""

    name: str
    entries: Any


def sections_of(data: Any) -> Iterator[CurriculumSection]:
    """The sections of a file: a list of them, RenderCV's mapping, or JSON Resume's keys."""
    if isinstance(data, list):
        for section in data:
            if isinstance(section, dict):
                yield CurriculumSection(text_of(section.get("title")), section.get("contents"))
        return
    if isinstance(data, Mapping):
        nested = data.get("cv")
        sections = nested.get("sections") if isinstance(nested, dict) else None
        for name, entries in (sections if isinstance(sections, dict) else data).items():
            yield CurriculumSection(name, entries)


def curriculum(
    sections: Iterable[CurriculumSection],
) -> tuple[dict[str, list[dict[str, Any]]], list[CurriculumSection]]:
    """Our sections with their entries, and the sections that none of ours fits."""
    ours_by_kind: dict[str, list[dict[str, Any]]] = {}
    rest = []
    for section in sections:
        name = section.name.strip().lower()
        kind = name if name in CV_SECTIONS and name != "publications" else ""
        kind = kind or next((ours for ours, pattern in _SECTIONS if re.search(pattern, name)), "")
        entries = [entry for entry in _entries(section.entries) if entry] if kind else []
        if entries:
            ours_by_kind.setdefault(kind, []).extend(entries)
        elif says(section.entries):
            rest.append(section)
    return {kind: ours_by_kind[kind] for kind in CV_SECTIONS if kind in ours_by_kind}, rest


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield from _entry(item)
        elif text := bare(text_of(item)):
            yield {"title": text}


def _entry(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """An entry in our words; a year with several items is an entry for each."""
    dates = _years(text_of(values.get("year")) or text_of(values.get("date")))
    items = values.get("items")
    if isinstance(items, list) and not says(values.get("title")) and dates:
        yield from ({"title": bare(text), **dates} for text in texts_of(items))
        return
    entry: dict[str, Any] = {}
    for name, value in values.items():
        word = _WORDS.get(re.sub(r"[\s-]", "_", name.lower()), "")
        if word in _DATES:
            date = (
                "present" if word == "end" and re.match(r"(?i)present|now", text_of(value)) else date_of(text_of(value))
            )
            entry.update({word: date} if date else {})
        elif word in ("highlights", "keywords", "summary") and isinstance(value, list):
            points = [bare(text) for text in _texts(value)]
            entry.setdefault("highlights" if word == "summary" else word, points)
        elif word == "summary" and (points := _POINT.findall(str(value))):
            lead = " ".join(_POINT.sub("", str(value)).split())
            entry.setdefault("highlights", [bare(text) for text in points])
            entry.update({"summary": lead} if lead else {})
        elif word == "url":
            entry.update({"url": text_of(value)} if re.match(r"https?://\S+$", text_of(value)) else {})
        elif word and isinstance(value, str) and value.strip():
            entry.setdefault(word, " ".join(value.split()) if word == "summary" else bare(value))
    yield kept(**{**entry, **({} if {"start", "end", "date"} & set(entry) and "year" not in values else dates)})


def _texts(values: list[Any]) -> Iterator[str]:
    """The texts of a list, those of lists within it too."""
    for value in values:
        if isinstance(value, dict):
            yield text_of(value.get("title"))
            yield from _texts(value["contents"] if isinstance(value.get("contents"), list) else [])
        else:
            yield text_of(value)


def _years(text: str) -> dict[str, str]:
    """`2019 - 2023`, `2023 - present`, `2017`."""
    parts = _RANGE.split(text, maxsplit=1)
    if len(parts) == 2:
        end = date_of(parts[1]) or ("present" if re.match(r"(?i)present|now|current", parts[1]) else "")
        return kept(start=date_of(parts[0]), end=end)
    return kept(date=date_of(text))
