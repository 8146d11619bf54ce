"""CSL-JSON, as Zotero, pandoc and registrars write it.

In: a file with an item, or a list of them, or `{items: […]}`. Out: a paper for each item. The items of a list are read
one by one, so that each has its line and a broken one costs no other. What has no home is a loss.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sitegen.errors import Problem
from sitegen.importers import source_text
from sitegen.importers.bib_dates import date
from sitegen.importers.paper_draft import PaperDraft, entry_of, state_in
from sitegen.importers.people import Person
from sitegen.importers.reading import Loss, PaperEntry, Reading
from sitegen.importers.written_text import blocks, line
from sitegen.pull.fields import arxiv_id, author_of, day_of, doi, orcid
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import names

_TYPES: Mapping[str, str] = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article",
    "journal-article": "article", "paper-conference": "inproceedings", "proceedings-article": "inproceedings",
    "article": "preprint", "posted-content": "preprint", "manuscript": "other", "book": "book", "monograph": "book",
    "edited-book": "book", "collection": "book", "chapter": "chapter", "book-chapter": "chapter",
    "entry-encyclopedia": "chapter", "entry-dictionary": "chapter", "thesis": "thesis", "dissertation": "thesis",
    "report": "report", "standard": "report", "dataset": "dataset", "software": "software", "patent": "patent",
    "speech": "talk", "presentation": "talk", "webpage": "other", "post": "other", "post-weblog": "other",
}  # fmt: skip
_HANDLED = frozenset(
    "id type title author editor issued abstract container-title container-title-short collection-title volume "
    "issue page "
    "number publisher publisher-place event-place event event-title DOI URL ISBN ISSN PMID PMCID "
    "note keyword language "
    "status number-of-pages journalAbbreviation article-number citation-key "
    "citation-label archive archive_location "
    "genre published-print published-online created subtitle "
    "original-title title-short".split()
)
_OF_PREPRINTS = ("DOI", "publisher", "archive", "number", "container-title", "genre")
"""What is said of a preprint: an `article` of CSL without any of it is no more than a document."""
_MARK = regex(rf'"(?:issued|container-title|citation-key)"\s*:|"type"\s*:\s*"(?:{"|".join(_TYPES)})"')
_BREAK = regex(r"\}\s*,\s*(?=\{)")


class CslItem(NamedTuple):
    """An item of a list, and its line; `fault` says what is wrong with one that is none."""

    data: Any
    line: int
    fault: str = ""


def recognises(path: Path, head: str) -> bool:
    """Whether a JSON file begins with items of CSL."""
    if path.is_dir() or not re.match(r"\s*[\[{]", head):
        return False
    return bool(_MARK.search(head))


def read(path: Path) -> Reading:
    """Read a file. Raises `SitegenError` where it cannot be read at all."""
    source = source_text.read(path)
    papers: list[PaperEntry] = []
    losses: list[Loss] = []
    problems = list(source.problems)
    for item in items(source.text):
        if item.fault or not isinstance(item.data, dict):
            sentence = f"this item cannot be read: {item.fault or 'it is no mapping'}"
            problems.append(Problem(source.file, item.line, sentence=sentence, severity="warning"))
            continue
        draft = PaperDraft(source.file, item.line)
        _fill(item.data, draft)
        papers.append(entry_of(draft, str(draft.bibtex.get("key", ""))))
        losses += draft.losses
        problems += draft.problems
    return Reading(papers=tuple(papers), losses=tuple(losses), problems=tuple(problems))


def items(text: str) -> Iterator[CslItem]:
    """The items of a JSON text: of its list, of the list under `items`, or the one that it is."""
    decoder = json.JSONDecoder()
    opening = re.compile(r"\s*(?:\{\s*\"(?:items|references)\"\s*:\s*)?\[").match(text)
    at = opening.end() if opening else 0
    while start := re.compile(r"[\s,]*(?=[^\s,\]])").match(text, at):
        line_number = text.count("\n", 0, start.end()) + 1
        try:
            data, at = decoder.raw_decode(text, start.end())
        except (ValueError, RecursionError) as error:
            where = error.lineno if isinstance(error, json.JSONDecodeError) else line_number
            yield CslItem(None, where, error.msg if isinstance(error, json.JSONDecodeError) else "it is too deep")
            following = _BREAK.search(text, max(start.end(), getattr(error, "pos", 0)))
            if following is None:
                return
            at = following.end()
            continue
        yield CslItem(data, line_number)
        if not opening:
            return


def _fill(data: Mapping[str, Any], draft: PaperDraft) -> None:
    def get(*keys: str) -> str:
        return next((text for key in keys if (text := _text(data.get(key)))), "")

    kind = get("type")
    draft.kind = _TYPES.get(kind, "")
    if kind == "article" and not any(map(get, _OF_PREPRINTS)):
        draft.kind = ""  # any document
    draft.title = ": ".join(filter(None, (get("title"), get("subtitle"))))
    draft.authors = list(filter(None, map(_person, _list(data.get("author")))))
    draft.editors = list(filter(None, map(_person, _list(data.get("editor")))))
    dates = (_date(data.get(key)) for key in ("issued", "published-print", "published-online", "created"))
    draft.date = next(filter(None, dates), "")
    draft.abstract = blocks(get("abstract"))
    draft.container = get("container-title", "event-title", "event") if draft.kind != "book" else ""
    draft.short = get("container-title-short", "journalAbbreviation") if draft.container else ""
    draft.short = "" if draft.short == draft.container else draft.short
    draft.series, draft.volume, draft.issue = get("collection-title"), get("volume"), get("issue")
    draft.pages = get("page", "article-number")
    draft.publisher, draft.place = get("publisher"), get("event-place", "publisher-place")
    if draft.kind in ("thesis", "report") and draft.publisher:
        draft.container, draft.publisher = draft.publisher, ""
        draft.issue = draft.issue or get("number")
    _identify(data, draft, get("DOI"), get("URL"))
    draft.keywords = [word.strip() for word in re.split(r"[;,]", get("keyword")) if word.strip()]
    note = line(_without_assignments(get("note"), draft))
    draft.comments = note
    draft.status = {"in press": "accepted", "forthcoming": "accepted"}.get(get("status").lower(), "") or state_in(
        get("status")
    )
    key = get("citation-key", "citation-label") or (get("id") if re.fullmatch(r"[A-Za-z][\w:.+-]*", get("id")) else "")
    draft.bibtex = draft.bibtex or ({"key": re.sub(r"[\s,{}()\"#%~\\'=@^$&]+", "", key)} if key else {})
    language = get("language").lower()
    if re.fullmatch(r"[a-z]{2}(?:-[a-z]{2})?", language) and not language.startswith("en"):
        draft.more["language"] = language
    for name, value in data.items():
        if name not in _HANDLED and value not in (None, "", [], {}):
            draft.lose(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:2000])


def _identify(data: Mapping[str, Any], draft: PaperDraft, written: str, url: str) -> None:
    if number := arxiv_id(written):
        draft.arxiv = number
    draft.doi = "" if number else doi(written)
    if "arxiv" in _text(data.get("archive")).lower():
        draft.arxiv = draft.arxiv or arxiv_id(_text(data.get("archive_location")))
    for part in (_text(data.get("number")), url):
        if "arxiv" in part.lower():
            draft.arxiv = draft.arxiv or arxiv_id(part)
    for name, kind in (("ISBN", "isbn"), ("ISSN", "issn"), ("PMID", "pubmed"), ("PMCID", "pmcid")):
        if value := _text(data.get(name)):
            draft.ids[kind] = value
    if url and not draft.address(url):
        draft.lose("URL", url, "it is no address")


def _without_assignments(note: str, draft: PaperDraft) -> str:
    """A note without the `Key: value` lines that Zotero keeps there for fields that CSL does not have."""
    rest = []
    for text in note.split("\n"):
        match = re.match(
            r"(arXiv|PMID|PMCID|DOI|Citation Key|tex\.[\w-]+|_eprint|Version Number)\s*:\s*(\S.*)$", text.strip()
        )
        if match is None:
            rest.append(text)
        elif match[1] in ("arXiv", "_eprint") and arxiv_id(match[2].split()[0]):
            draft.arxiv = draft.arxiv or arxiv_id(match[2].split()[0])
        elif match[1] == "Citation Key":
            draft.bibtex = {"key": match[2]}
        elif match[1] in ("PMID", "PMCID"):
            draft.ids[{"PMID": "pubmed", "PMCID": "pmcid"}[match[1]]] = match[2]
        else:
            draft.lose(match[1], match[2])
    return " ".join(rest)


def _person(data: Any) -> Person:
    if not isinstance(data, Mapping):
        return _text(data)
    given_name, suffix = _text(data.get("given")), _text(data.get("suffix"))
    particle = " ".join(filter(None, (_text(data.get("dropping-particle")), _text(data.get("non-dropping-particle")))))
    family = _text(data.get("family"))
    if particle and not family:
        particle, family = "", particle
    literal = _text(data.get("literal")) or _text(data.get("name"))
    if literal and not family:
        return literal if names.is_group(literal) or "," in literal else {"name": literal, "group": "true"}
    if family and not given_name:
        whole = names.surname(particle, family)
        return whole if " " not in whole else {"name": whole, "group": "true"}
    if not family:
        return given_name
    return author_of(given_name, family, suffix, particle=particle, orcid=orcid(_text(data.get("ORCID"))))


def _date(data: Any) -> str:
    if not isinstance(data, Mapping):
        return date(date=_text(data)) if _text(data) else ""
    parts = _list(data.get("date-parts"))
    first = parts[0] if parts and isinstance(parts[0], list) else []
    numbers = [int(part) for part in map(_text, first) if part.isdecimal()]
    return (day_of(numbers) if numbers else "") or date(date=_text(data.get("raw")) or _text(data.get("literal")))


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _text(data: Any) -> str:
    """A text of what may be one, a number, or a list that holds one."""
    if isinstance(data, list):
        data = data[0] if data else ""
    return str(data).strip() if isinstance(data, str | int | float) and not isinstance(data, bool) else ""
