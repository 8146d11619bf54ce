"""JSON Resume: a curriculum vitae in JSON, or in YAML with the same words.

In: a `resume.json`. Out: a `cv.yaml`, whose sections and words are the same. Its publications name no authors, so they
stay in it. Source: https://jsonresume.org/schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sitegen.content.fields import Part, keys
from sitegen.errors import Problem, SitegenError
from sitegen.importers import front_matter
from sitegen.importers.cv_entries import CvDraft, fitted
from sitegen.importers.reading import Reading
from sitegen.model import CV_SECTIONS, CvBasics, CvPlace, CvProfile
from sitegen.regex import regex

_SECTIONS = regex(r'"(?:work|education|volunteer|awards|certificates|skills|languages|interests|projects)"\s*:')
_FORMER = {"company": "name", "website": "url", "picture": "image"}
"""Words of versions before 1.0."""
_ABOUT_THE_FILE = frozenset(("$schema", "meta"))


def recognises(path: Path, head: str) -> bool:
    """Whether a JSON file is a résumé: it says so, or has basics beside a section."""
    if path.suffix.lower() != ".json" or not head.lstrip("\ufeff \n\r\t").startswith("{"):
        return False
    return "resume-schema" in head or ('"basics"' in head and _SECTIONS.search(head) is not None)


def read(path: Path) -> Reading:
    """Read a résumé. Raises `SitegenError` where it is none."""
    old = front_matter.data(path, path.as_posix())
    if not old.mapping:
        raise SitegenError([Problem(old.file, sentence="this is no JSON Resume: it is no mapping"), *old.problems])
    draft = CvDraft(old.file, old.line)
    fill(old.mapping, draft)
    documents = {"cv.yaml": draft.data} if draft.data else {}
    return Reading(documents=documents, losses=tuple(draft.losses), problems=old.problems)


def fill(written: Mapping[str, Any], draft: CvDraft) -> None:
    """Fill a draft with what a résumé says; what has no home is kept, and listed."""
    for name, value in written.items():
        if name in _ABOUT_THE_FILE or value in (None, "", [], {}):
            continue
        if name == "basics" and isinstance(value, Mapping):
            _fill_basics(value, draft)
        elif name in CV_SECTIONS and isinstance(value, list):
            _fill_section(name, value, draft)
        else:
            draft.keep(name, value)


def _fill_section(section: str, entries: list[Any], draft: CvDraft) -> None:
    for at, entry in enumerate(entries):
        if isinstance(entry, Mapping):
            renamed = {_FORMER.get(str(word), str(word)): value for word, value in entry.items()}
            draft.add(section, draft.entry(renamed, (section, at)))
        else:
            draft.lose((section, at), entry, "it is no entry")


def _fill_basics(written: Mapping[str, Any], draft: CvDraft) -> None:
    known = {_FORMER.get(word, word): value for word, value in written.items()}
    made = part(CvBasics, known, ("basics",), draft)
    if isinstance(location := known.get("location"), Mapping) and (
        shown := part(CvPlace, location, ("basics", "location"), draft)
    ):
        made["location"] = shown
    profiles = known.get("profiles")
    for at, profile in enumerate(profiles if isinstance(profiles, list) else ()):
        shown = part(CvProfile, profile, ("basics", "profiles", at), draft) if isinstance(profile, Mapping) else {}
        if shown.get("network"):
            made.setdefault("profiles", []).append(shown)
        else:
            draft.lose(("basics", "profiles", at), profile, "it names no network")
    if made:
        draft.data = {"basics": made, **draft.data}


def part(kind: type, written: Mapping[str, Any], path: tuple[str | int, ...], draft: CvDraft) -> dict[str, Any]:
    """Return the simple values of a mapping that fit the keys of a part of the model; the others are losses."""
    made: dict[str, Any] = {}
    for name, value in written.items():
        key = keys(kind).get(name)
        if value in (None, "", [], {}):
            continue
        if name == "location" and isinstance(value, str):
            made[name] = value
        elif key is not None and not isinstance(value, Mapping | list) and not isinstance(key.shape, Part):
            fitting = fitted(key, value)
            made |= {name: fitting} if fitting else {}
            if not fitting:
                draft.lose((*path, name), value, "it is not what this key holds")
        elif name not in {"location", "profiles"}:
            draft.lose((*path, name), value)
    return made
