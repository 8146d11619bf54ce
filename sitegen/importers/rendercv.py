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
from sitegen.importers.cv_entries import CvDraft, section_of
from sitegen.importers.json_resume import part
from sitegen.importers.paper_draft import PaperDraft, entry_of
from sitegen.importers.reading import PaperEntry, Reading
from sitegen.model import CvBasics
from sitegen.pull.fields import doi
from sitegen.regex import regex

_ABOUT = regex(r"\b(?:about|summary|profile|objective|welcome|bio\w*)\b", re.IGNORECASE)
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
    papers = fill(old.mapping, draft)
    documents = {"cv.yaml": draft.data} if draft.data else {}
    return Reading(papers=tuple(papers), documents=documents, losses=tuple(draft.losses), problems=old.problems)


def fill(written: Mapping[str, Any], draft: CvDraft) -> list[PaperEntry]:
    """Fill a draft with what a file says, and return the papers among it; how the file is set is kept, and listed."""
    cv = written["cv"] if isinstance(written.get("cv"), Mapping) else {}
    papers: list[PaperEntry] = []
    basics = _basics(cv, draft)
    sections = cv.get("sections")
    for title, entries in (sections if isinstance(sections, Mapping) else {}).items():
        path = ("cv", "sections", title)
        if isinstance(entries, list) and _ABOUT.search(title) and all(isinstance(entry, str) for entry in entries):
            basics["summary"] = "\n\n".join(entries)
            continue
        section = section_of(title)
        if section is None or not isinstance(entries, list):
            draft.lose(path, entries, "no section of ours has such a title")
            draft.data.setdefault("extra", {}).setdefault("sections", {})[title] = entries
            continue
        for at, entry in enumerate(entries):
            _take(section, entry, (*path, at), draft, papers)
    if papers:
        draft.data.setdefault("publications", [])
    if basics:
        draft.data = {"basics": basics, **draft.data}
    for name, value in written.items():
        if name != "cv":
            draft.keep(name, value)
    return papers


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
        facts = {str(word): value for word, value in entry.items() if word != "authors"}
        draft.add(section, draft.entry(facts, path, section))


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
