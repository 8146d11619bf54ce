"""RenderCV: a curriculum vitae in YAML, whose sections have titles of one's own.

In: a file with `cv:`. Out: a `cv.yaml`, and a paper for each publication that names its authors. A section is known by
the words of its title; what none of ours is, is a loss. Source: https://docs.rendercv.com/user_guide/yaml_input_structure/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sitegen.errors import Problem, SitegenError
from sitegen.importers import front_matter
from sitegen.importers.author_list import authors_of
from sitegen.importers.bib_dates import date
from sitegen.importers.cv_entries import CvDraft
from sitegen.importers.json_resume import part
from sitegen.importers.paper_draft import PaperDraft, entry_of
from sitegen.importers.reading import PaperEntry, Reading
from sitegen.model import CvBasics
from sitegen.pull.fields import doi
from sitegen.regex import regex

_TITLES = (
    ("references", r"referees?|references?"),
    ("publications", r"publications?|papers|articles|preprints|books"),
    ("positions", r"academic (?:positions?|appointments?|experience)|positions?|appointments?|research experience"),
    ("teaching", r"teaching|courses taught|lectures"),
    ("volunteer", r"volunteer\w*|outreach"),
    ("work", r"experience|work|employment|industry"),
    ("education", r"education|studies|degrees"),
    ("awards", r"awards?|honou?rs?|prizes|scholarships?|achievements?"),
    ("grants", r"grants?|funding|fellowships?"),
    ("talks", r"talks?|presentations?|invited|conferences"),
    ("service", r"service|reviewing|committees?|memberships?"),
    ("projects", r"projects?|software"),
    ("languages", r"(?<!programming )languages"),
    ("certificates", r"certificat\w*|licen[cs]es"),
    ("interests", r"interests|hobbies"),
    ("skills", r"skills|technolog\w+|programming|tools"),
)
_SECTIONS = tuple((section, regex(rf"\b(?:{words})\b", re.IGNORECASE)) for section, words in _TITLES)
_ABOUT = regex(r"\b(?:about|summary|profile|objective|welcome|bio\w*)\b", re.IGNORECASE)
_WORDS = {
    "start_date": "start", "end_date": "end", "company": "organization", "institution": "institution", "label": "name",
    "details": "summary", "bullet": "title", "number": "title", "reversed_number": "title", "authors": "",
}  # fmt: skip
_PARTS = frozenset(("sections", "social_networks"))
_HEADER = {"headline": "label", "website": "url"}
_MARKED = regex(r"\*+")


def recognises(path: Path, head: str) -> bool:
    """Whether a YAML file is one of RenderCV's."""
    if path.suffix.lower() not in {".yaml", ".yml"}:
        return False
    return re.search(r"(?m)^cv:\s*$", head) is not None and re.search(r"(?m)^\s+sections:\s*$", head) is not None


def read(path: Path) -> Reading:
    """Read a curriculum vitae. Raises `SitegenError` where it is none."""
    old = front_matter.data(path, path.as_posix())
    cv = old.mapping.get("cv")
    if not isinstance(cv, Mapping):
        raise SitegenError([Problem(old.file, sentence="this is no file of RenderCV: it has no cv:"), *old.problems])
    draft = CvDraft(old.file, old.line)
    papers: list[PaperEntry] = []
    basics = _basics(cv, draft)
    sections = cv.get("sections")
    for title, entries in (sections if isinstance(sections, Mapping) else {}).items():
        path_ = ("cv", "sections", title)
        if isinstance(entries, list) and _ABOUT.search(title) and all(isinstance(entry, str) for entry in entries):
            basics["summary"] = "\n\n".join(entries)
            continue
        section = section_of(title)
        if section is None or not isinstance(entries, list):
            draft.lose(path_, entries, "no section of ours has such a title")
            continue
        for at, entry in enumerate(entries):
            _take(section, entry, (*path_, at), draft, papers)
    if papers:
        draft.data.setdefault("publications", [])
    if basics:
        draft.data = {"basics": basics, **draft.data}
    documents = {"cv.yaml": draft.data} if draft.data else {}
    return Reading(papers=tuple(papers), documents=documents, losses=tuple(draft.losses), problems=old.problems)


def section_of(title: str) -> str | None:
    """Return the section of ours that a title means."""
    words = title.replace("_", " ")
    return next((section for section, pattern in _SECTIONS if pattern.search(words)), None)


def _basics(cv: Mapping[str, Any], draft: CvDraft) -> dict[str, Any]:
    known = {
        _HEADER.get(name, name): value for name, value in cv.items() if name not in {"sections", "social_networks"}
    }
    made = part(CvBasics, known, ("cv",), draft)
    networks = cv.get("social_networks")
    for at, network in enumerate(networks if isinstance(networks, list) else ()):
        if isinstance(network, Mapping) and network.get("network"):
            made.setdefault("profiles", []).append(
                {key: str(network[key]) for key in ("network", "username") if network.get(key)}
            )
        else:
            draft.lose(("cv", "social_networks", at), network)
    return made


def _take(section: str, entry: Any, path: tuple[str | int, ...], draft: CvDraft, papers: list[PaperEntry]) -> None:
    if isinstance(entry, str):
        draft.add(section, {"title": _unmarked(entry)})
    elif not isinstance(entry, Mapping):
        draft.lose(path, entry, "it is no entry")
    elif section == "publications" and entry.get("title") and entry.get("authors"):
        paper = _paper(entry, draft, path)
        papers.append(entry_of(paper))
        draft.losses += paper.losses
    else:
        renamed = {_WORDS.get(str(word), str(word)): value for word, value in entry.items()}
        if section == "skills" and isinstance(renamed.get("summary"), str) and "name" in renamed:
            renamed["keywords"] = [word.strip() for word in re.split(r"[,;]", renamed.pop("summary")) if word.strip()]
        if section == "languages" and "name" in renamed:
            renamed = {"language": renamed.pop("name"), "level": renamed.pop("summary", None), **renamed}
        renamed.pop("", None)
        draft.add(section, draft.entry(renamed, path))


def _paper(entry: Mapping[str, Any], draft: CvDraft, path: tuple[str | int, ...]) -> PaperDraft:
    paper = PaperDraft(draft.file, draft.line(*path))
    authors = entry["authors"] if isinstance(entry["authors"], list) else [entry["authors"]]
    paper.title = str(entry["title"])
    paper.authors = [author for text in authors for author in authors_of(_unmarked(str(text)))]
    paper.date = date(date=str(entry.get("date") or ""))
    paper.container = str(entry.get("journal") or "")
    paper.doi = doi(str(entry.get("doi") or ""))
    for name, value in entry.items():
        if name == "url" and isinstance(value, str) and paper.address(value):
            continue
        if name not in {"title", "authors", "date", "journal", "doi"} and value:
            paper.lose(name, str(value))
    return paper


def _unmarked(text: str) -> str:
    return _MARKED.sub("", text)
