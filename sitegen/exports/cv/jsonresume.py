"""A curriculum vitae as JSON Resume.

In: `cv.yaml` as it was read, the person, the papers of the site. Out: the text of a `resume.json`. Sections that JSON
Resume has not (`positions`, `grants`, `talks`, `teaching`, `service`) stand in it under their own names, as its schema
allows. Pure. Source: https://jsonresume.org/schema, version 1.0.0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.cite.links import orcid_url
from sitegen.exports.cv.document import PUBLICATIONS, CvPaper, others
from sitegen.model import CV_SECTIONS, Author, Cv, CvEntry

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_COMMON = {"url": "url", "summary": "summary", "highlights": "highlights", "start": "startDate", "end": "endDate"}
_OURS = {
    **_COMMON, "title": "title", "name": "name", "position": "position", "organization": "organization",
    "degree": "degree", "area": "area", "score": "score", "language": "language", "level": "level", "date": "date",
    "place": "place", "amount": "amount", "number": "number", "description": "description", "keywords": "keywords",
}  # fmt: skip
_WORDS: Mapping[str, Mapping[str, str]] = {
    "work": {**_COMMON, "organization": "name", "name": "name", "title": "position", "position": "position",
             "place": "location", "description": "description"},
    "volunteer": {**_COMMON, "organization": "organization", "name": "organization", "title": "position",
                  "position": "position"},
    "education": {**_COMMON, "organization": "institution", "name": "institution", "area": "area",
                  "degree": "studyType", "score": "score", "keywords": "courses"},
    "awards": {"title": "title", "name": "title", "date": "date", "organization": "awarder", "summary": "summary"},
    "certificates": {"title": "name", "name": "name", "date": "date", "organization": "issuer", "url": "url"},
    "publications": {"title": "name", "name": "name", "organization": "publisher", "date": "releaseDate", "url": "url",
                     "summary": "summary"},
    "skills": {"title": "name", "name": "name", "level": "level", "keywords": "keywords"},
    "languages": {"language": "language", "title": "language", "name": "language", "level": "fluency"},
    "interests": {"title": "name", "name": "name", "keywords": "keywords"},
    "references": {"title": "name", "name": "name", "summary": "reference"},
    "projects": {**_COMMON, "title": "name", "name": "name", "description": "description", "organization": "entity",
                 "keywords": "keywords"},
}  # fmt: skip
"""What JSON Resume calls each fact, section by section. A fact that it has no word for keeps ours."""


def resume(cv: Cv, person: Author | None, name: str, papers: Sequence[tuple[CvPaper, Mapping[str, str]]]) -> str:
    """Return the text of the file; `papers` come with the facts of a publication in JSON Resume's words."""
    data: dict[str, Any] = {"$schema": SCHEMA, "basics": _basics(cv, person, name)}
    for section in CV_SECTIONS:
        entries = [_entry(section, entry) for entry in getattr(cv, section)]
        if section == PUBLICATIONS:
            own = [dict(facts) for _, facts in papers]
            entries = own + [_entry(section, entry) for entry in others(cv, [paper for paper, _ in papers])]
        if entries:
            data[section] = entries
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _basics(cv: Cv, person: Author | None, name: str) -> dict[str, Any]:
    basics = cv.basics
    location = basics.location
    known = {
        "name": basics.name or (person.name if person else name),
        "label": basics.label or (person.position if person else None),
        "image": basics.image,
        "email": basics.email or (person.email if person else None),
        "phone": basics.phone,
        "url": basics.url or (person.website if person else None),
        "summary": basics.summary.source if basics.summary else None,
        "location": _filled(
            {"address": location.address, "postalCode": location.postal_code, "city": location.city,
             "region": location.region, "countryCode": location.country_code}
        ) if location else None,
        "profiles": [
            *(_filled({"network": at.network, "username": at.username, "url": at.url}) for at in basics.profiles),
            *_orcid(cv, person),
        ],
    }  # fmt: skip
    return _filled(known)


def _orcid(cv: Cv, person: Author | None) -> list[dict[str, str]]:
    if person is None or not person.orcid or any(each.network == "ORCID" for each in cv.basics.profiles):
        return []
    return [{"network": "ORCID", "username": person.orcid, "url": orcid_url(person.orcid)}]


def _entry(section: str, entry: CvEntry) -> dict[str, Any]:
    """Return an entry in the words of its section; of two facts with one word the second keeps ours."""
    words = _WORDS.get(section, {})
    made: dict[str, Any] = {}
    for attribute, ours in _OURS.items():
        value = _plain(getattr(entry, attribute))
        if value:
            word = words.get(attribute, ours)
            made[word if word not in made else ours] = value
    return {**made, **{key: value for key, value in entry.extra.items() if key not in made}}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and not hasattr(value, "iso"):
        return [_plain(each) for each in value]
    if hasattr(value, "iso"):
        return value.iso
    return value.source if hasattr(value, "source") else value


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
