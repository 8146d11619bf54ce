"""A curriculum vitae as RenderCV reads it.

In: `cv.yaml` as it was read, the person, the papers of the site, the words of a theme for the titles of sections. Out:
the text of a YAML file. Pure. Source: https://docs.rendercv.com/user_guide/yaml_input_structure/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.content import yaml_writer
from sitegen.exports.cv.document import PUBLICATIONS, CvPaper, CvWording, order, others
from sitegen.model import Author, Cv, CvEntry

_EXPERIENCE = frozenset(("positions", "work", "volunteer"))
_ABOUT_THE_FILE = ("design", "locale", "settings", "rendercv_settings")
"""Keys beside `cv:`, which an import has kept under `extra`, as it has kept sections that are none of ours."""
_ONE_LINE = frozenset(("skills", "languages", "interests"))


def rendercv(
    cv: Cv, person: Author | None, name: str, papers: Sequence[tuple[CvPaper, Mapping[str, Any]]], wording: CvWording
) -> str:
    """Return the text of the file; `papers` come with the facts of a publication in RenderCV's words."""
    basics = cv.basics
    orcid = [("ORCID", person.orcid)] if person and person.orcid else []
    networks = [*((each.network, each.username or each.url) for each in basics.profiles), *orcid]
    head: dict[str, Any] = {
        "name": basics.name or (person.name if person else name),
        "headline": basics.label or (person.position if person else None),
        "location": basics.location.shown if basics.location else None,
        "email": basics.email or (person.email if person else None),
        "phone": basics.phone,
        "website": basics.url or (person.website if person else None),
        "social_networks": [{"network": network, "username": known} for network, known in networks if known],
        "sections": dict(_sections(cv, papers, wording)),
    }
    if basics.summary:
        head["sections"] = {"summary": [basics.summary.source], **head["sections"]}
    if isinstance(others_of_file := cv.extra.get("sections"), Mapping):
        head["sections"] = {**head["sections"], **others_of_file}
    about_the_file = {name: cv.extra[name] for name in _ABOUT_THE_FILE if cv.extra.get(name)}
    return yaml_writer.document({"cv": {key: value for key, value in head.items() if value}, **about_the_file})


def _sections(
    cv: Cv, papers: Sequence[tuple[CvPaper, Mapping[str, Any]]], wording: CvWording
) -> Iterator[tuple[str, list[Any]]]:
    for section in order(cv):
        if section == PUBLICATIONS:
            entries: list[Any] = [dict(facts) for _, facts in papers]
            entries += [_entry(section, entry) for entry in others(cv, [paper for paper, _ in papers])]
        else:
            entries = [_entry(section, entry) for entry in getattr(cv, section)]
        if entries:
            yield str(wording.words[f"cv_{section}"]), entries


def _entry(section: str, entry: CvEntry) -> dict[str, Any]:
    title = entry.title or entry.name
    where = entry.organization or (entry.name if section in _EXPERIENCE else None)
    texts = [text.source for text in (entry.description, entry.summary) if text]
    made: dict[str, Any]
    common: dict[str, Any] = {
        "location": entry.place,
        "start_date": entry.start.iso if entry.start else None,
        "end_date": (entry.end.iso if entry.end else "present") if entry.start else None,
        "date": entry.date.iso if entry.date else None,
        "summary": "\n\n".join(texts),
        "highlights": [point.source for point in entry.highlights],
        "url": entry.url,
    }
    if section in _ONE_LINE:
        label = entry.language or title
        made = {"label": label, "details": ", ".join(filter(None, (entry.level, *entry.keywords))) or label}
    elif section == "education":
        made = {"institution": where or title, "area": entry.area, "degree": entry.degree, **common}
    elif section in _EXPERIENCE:
        made = {"company": where or title, "position": entry.position or entry.title, **common}
    else:
        facts = filter(None, (title or entry.position, entry.organization, entry.amount, entry.number))
        made = {"name": ", ".join(facts), **common}
    return {key: value for key, value in made.items() if value}
