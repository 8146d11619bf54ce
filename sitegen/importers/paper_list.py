"""Lists of papers in YAML, CSV or TSV, as people keep them for their own pages and programs export them.

In: a table whose first row names its columns, or a list of mappings. Out: a paper for each row, by what its columns are
usually called. Columns of no meaning are kept under `extra`, and listed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sitegen.errors import Problem
from sitegen.importers import front_matter, source_text
from sitegen.importers.attachments import attached, target_path
from sitegen.importers.author_list import authors_of
from sitegen.importers.bibtex import TYPES
from sitegen.importers.old_values import is_true, says, text_of, texts_of, words_of
from sitegen.importers.paper_draft import PaperDraft, fields_of, state_in
from sitegen.importers.printed_citation import date_of, phrase, venue_of
from sitegen.importers.reading import PaperEntry, Reading
from sitegen.merge.record import IMPORT, Record
from sitegen.pull.fields import Fields, author_of, kept, licence
from sitegen.records import NamedTuple
from sitegen.text import slugs

_NAMES: Mapping[str, str] = {
    "title": "title papertitle articletitle documenttitle name",
    "authors": "authors author authornames authorfullnames authorlist creators creator",
    "editors": "editors editor",
    "date": "date published publicationdate issued publishdate coverdate",
    "year": "year publicationyear pubyear yearpublished py",
    "month": "month",
    "container": "journal venue booktitle conference publication publicationtitle sourcetitle source journaltitle "
    "container containertitle proceedings publishedin so journalname publicationname venuename",
    "short": "abbr short journalabbreviation abbreviatedsourcetitle shortvenue venueshort abbreviation",
    "volume": "volume vol vl",
    "issue": "issue number no is",
    "pages": "pages page pagerange",
    "first": "pagestart startpage bp firstpage",
    "last": "pageend endpage ep lastpage",
    "publisher": "publisher",
    "place": "place location address city",
    "series": "series",
    "abstract": "abstract abstractnote ab",
    "doi": "doi di",
    "arxiv": "arxiv arxivid eprint",
    "keywords": "keywords authorkeywords keyword manualtags automatictags",
    "topics": "topics tags topic categories area areas",
    "type": "type itemtype documenttype category publicationtype kind pubtype",
    "key": "key id citationkey bibtexkey citekey slug",
    "awards": "award awards prize honors",
    "selected": "selected featured highlight",
    "status": "status state",
    "summary": "summary tldr description",
    "note": "note notes remark extra",
    "license": "license licence",
    "language": "language lang",
    "image": "image preview thumbnail teaser figure img",
}
_MEANINGS = {name: key for key, names in _NAMES.items() for name in names.split()}
"""What a column's name means, without spaces, signs and capitals."""
_LINKS = {
    "url": "", "link": "", "links": "", "urls": "", "website": "project", "project": "project",
    "projectpage": "project", "pdf": "pdf", "pdfurl": "pdf", "paper": "pdf", "paperurl": "pdf", "html": "html",
    "fileattachments": "pdf", "code": "code", "github": "code", "codeurl": "code", "data": "data", "dataset": "data",
    "video": "video", "slides": "slides", "poster": "poster", "blog": "blog", "demo": "demo", "model": "model",
    "preprint": "", "articleurl": "", "doilink": "", "linkattachments": "",
}  # fmt: skip
_IDS = {
    "isbn": "isbn", "issn": "issn", "pmid": "pubmed", "pubmedid": "pubmed", "pmcid": "pmcid",
    "openalex": "openalex", "s2": "s2", "dblp": "dblp", "eid": "scopus", "hal": "hal", "acl": "acl",
    "inspire": "inspire",
}  # fmt: skip
_TYPES = {
    **TYPES, "journalarticle": "article", "article-journal": "article", "journal": "article", "review": "article",
    "journalpaper": "article", "conferencepaper": "inproceedings", "conference": "inproceedings",
    "paper-conference": "inproceedings", "workshop": "inproceedings", "workshoppaper": "inproceedings",
    "proceedingspaper": "inproceedings", "proceedings": "inproceedings", "bookchapter": "chapter",
    "booksection": "chapter", "chapter": "chapter", "arxiv": "preprint", "workingpaper": "preprint",
    "dissertation": "thesis", "phd": "thesis", "phdthesis": "thesis", "technicalreport": "report",
    "computerprogram": "software", "software": "software", "other": "other", "paper": "",
}  # fmt: skip
_BLANK = frozenset(
    "dateadded datemodified accessdate librarycatalog itemkey readstatus citedby gsrank cites citesurl".split()
)
"""Columns that programs write about their own library."""
_FLAGS = frozenset({"true", "false", "yes", "no"})
_LISTS = ("papers", "publications", "entries", "items", "references", "articles", "works")


class Row(NamedTuple):
    """One entry of a list: its line, its values by the names that they have there, and the line of each."""

    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int] = {}


def recognises(path: Path, head: str) -> bool:
    """Whether a file is a list of papers: a table with a column of titles, or mappings with titles."""
    ending = path.suffix.lower()
    if ending in {".csv", ".tsv"}:
        names = {_bare(name) for name in re.split(r"[,;\t]", head.partition("\n")[0])}
        return bool(names & set(_NAMES["title"].split()) - {"name"}) and bool(
            names & {*_NAMES["authors"].split(), *_NAMES["year"].split(), *_NAMES["date"].split(), "doi"}
        )
    if ending not in {".yaml", ".yml"}:
        return False
    return bool(re.search(r"(?m)^[\s-]*[\"']?title[\"']?\s*:", head)) and bool(
        re.search(r"(?mi)^[\s-]*[\"']?(?:authors?|year|date|doi|journal|venue)[\"']?\s*:", head)
    )


def read(path: Path) -> Reading:
    """Read a list. Raises `SitegenError` where it is no text."""
    if path.suffix.lower() in {".csv", ".tsv"}:
        source = source_text.read(path)
        return papers_of(_table(source.text), source.file, path.parent, source.problems)
    old = front_matter.data(path, path.as_posix())
    return papers_of(rows_of(old), old.file, path.parent, old.problems)


def rows_of(old: front_matter.OldFile) -> list[Row]:
    """The entries of a YAML file: a list, or the list under a usual name, or mappings by their keys."""
    data = old.data
    above: tuple[str, ...] = ()
    if isinstance(data, dict):
        name = next((name for name in _LISTS if isinstance(data.get(name), list)), "")
        if not name:
            named = {key: value for key, value in data.items() if isinstance(value, dict) and "title" in value}
            return [
                Row(old.line(key), {"key": key, **value}, {name: old.line(key, name) for name in value})
                for key, value in named.items()
            ]
        data, above = data[name], (name,)
    entries = data if isinstance(data, list) else []
    return [
        Row(old.line(*above, at), entry, {name: old.line(*above, at, name) for name in entry})
        for at, entry in enumerate(entries)
        if isinstance(entry, dict)
    ]


def _table(text: str) -> list[Row]:
    """The rows of a table; what parts its columns is what its first row has most of."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    rows: list[Row] = []
    names: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not names:
                names = [cell.strip() for cell in cells]
            elif any(cell.strip() for cell in cells):
                rows.append(Row(line, dict(zip(names, cells, strict=False))))
            line = reader.line_num + 1
    except csv.Error:
        return rows
    return rows


def papers_of(rows: Iterable[Row], file: str, folder: Path, problems: Iterable[Problem] = ()) -> Reading:
    """The papers of a list, whose local files are looked for below `folder`."""
    papers, losses = [], []
    copies: dict[str, Path] = {}
    for row in rows:
        draft = draft_of(row, file)
        copies.update(_files(row, draft, folder))
        fields = fields_of(draft)
        losses += draft.losses
        if says(fields):
            record = Record(source=IMPORT, source_id=draft.key, reached="id", fields=fields)
            papers.append(PaperEntry(record, file, row.line))
    return Reading(papers=tuple(papers), copies=copies, losses=tuple(losses), problems=tuple(problems))


def draft_of(row: Row, file: str) -> PaperDraft:
    """One paper, by what the names of its values usually mean."""
    draft = PaperDraft(file, row.line)
    known: dict[str, Any] = {}
    for name, value in row.values.items():
        meaning = _MEANINGS.get(_bare(name), "")
        if meaning and says(value) and (meaning not in known or meaning == "keywords"):
            known[meaning] = value
        elif says(value) and meaning and _bare(name) in ("source", "extra", "description"):
            draft.lose(name, _said(value), "", row.lines.get(name, 0))
        elif says(value):
            _other(draft, name, value, row.lines.get(name, 0))
    _described(draft, known)
    _placed(draft, known)
    _identified(draft, known)
    return draft


def _described(draft: PaperDraft, known: Mapping[str, Any]) -> None:
    draft.title = phrase(text_of(known.get("title")))
    draft.authors, draft.editors = people_of(known.get("authors")), people_of(known.get("editors"))
    date = date_of(_said(known.get("date")))
    year = date_of(_said(known.get("year")))
    month = date_of(f"{_said(known.get('month'))} {year}") if year and says(known.get("month")) else ""
    draft.date = date if len(date) > 4 or not year else month or year
    draft.key = text_of(known.get("key"))
    draft.abstract = str(known.get("abstract") or "").strip()
    draft.keywords = words_of(known.get("keywords"))
    status = text_of(known.get("status")).lower()
    draft.status = state_in(status)
    if status and not draft.status and status not in ("published", "preprint"):
        draft.lose("status", status)
    draft.more.update(kept(
        topics=words_of(known.get("topics")),
        awards=[award for award in texts_of(known.get("awards")) if award.lower() not in _FLAGS],
        selected="true" if is_true(known.get("selected")) else "",
        summary=text_of(known.get("summary")), note=str(known.get("note") or "").strip(),
        license=licence(text_of(known.get("license"))),
    ))  # fmt: skip
    language = text_of(known.get("language"))
    if re.fullmatch(r"[a-z]{2}(?:-[A-Za-z]{2,4})?", language) and not language.startswith("en"):
        draft.more["language"] = language
    kind = re.sub(r"[\s_]+", "", text_of(known.get("type")).lower())
    draft.kind = _TYPES.get(kind, "")
    if kind and kind not in _TYPES:
        draft.lose("type", text_of(known.get("type")))


def _placed(draft: PaperDraft, known: Mapping[str, Any]) -> None:
    written = text_of(known.get("container")) or text_of(_mapping(known.get("container")).get("name"))
    shown = venue_of(written)
    venue = {
        **_mapping(shown.get("venue")),
        **{key: value for key, value in _mapping(known.get("container")).items() if says(value)},
    }
    draft.container = str(venue.get("name") or "")
    for name in ("short", "series", "volume", "issue", "pages", "publisher", "place"):
        setattr(draft, name, _said(known.get(name)) or str(venue.get(name) or ""))
    if not draft.pages and says(known.get("first")):
        draft.pages = "-".join(filter(None, (_said(known.get("first")), _said(known.get("last")))))
    draft.status = draft.status or str(shown.get("status") or "")
    draft.kind = draft.kind or str(shown.get("type") or "")
    draft.more.update(kept(note=draft.more.get("note") or shown.get("note")))


def _identified(draft: PaperDraft, known: Mapping[str, Any]) -> None:
    for key, host in (("doi", "https://doi.org/"), ("arxiv", "https://arxiv.org/abs/")):
        text = text_of(known.get(key))
        if text and not draft.address(
            text if "://" in text else f"{host}{re.sub(r'(?i)^(?:doi|arxiv):[ ]*', '', text)}"
        ):
            draft.lose(key, text)


def _other(draft: PaperDraft, name: str, value: Any, line: int) -> None:
    """A value that is an identifier, a link, or has no home."""
    bare = _bare(name)
    if bare in _IDS and isinstance(value, str):
        draft.ids.setdefault(_IDS[bare], value.strip())
    elif bare == "links" and isinstance(value, dict):
        for kind, address in value.items():
            _linked(draft, _LINKS.get(_bare(kind), ""), kind, address)
    elif bare in _LINKS:
        _linked(draft, _LINKS[bare], name, value)
    elif bare and bare not in _BLANK:
        draft.lose(name, _said(value), "", line)


def _linked(draft: PaperDraft, kind: str, name: str, value: Any) -> None:
    for entry in value if isinstance(value, list) else [value]:
        values = _mapping(entry)
        address = (
            text_of(entry) or text_of(values.get("url")) or text_of(values.get("href")) or text_of(values.get("link"))
        )
        if "://" not in address:
            continue
        if kind in ("", "html"):
            if not draft.address(address):
                draft.lose(name, address)
        else:
            draft.link(kind, address)


def _files(row: Row, draft: PaperDraft, folder: Path) -> Iterator[tuple[str, Path]]:
    """Files beside the list that a paper names: its PDF, its slides, a picture."""
    for name, value in row.values.items():
        written = text_of(value)
        bare = _bare(name)
        is_file = bare in _LINKS or _MEANINGS.get(bare) == "image"
        if not is_file or "://" in written or not re.search(r"\.\w{2,5}$", written):
            if is_file and written and _MEANINGS.get(bare) == "image":
                draft.lose(name, written)
            continue
        origin, reason = attached(folder, written.lstrip("/"))
        if origin is None:
            draft.lose(name, written, reason)
        elif _MEANINGS.get(bare) == "image":
            path = target_path(f"figures/{slugs.slug(draft.key or draft.title)}", written.rpartition("/")[2])
            draft.more.setdefault("figures", []).append({"file": path})
            yield path, origin
        else:
            path = target_path("assets", written.removeprefix("assets/"))
            draft.link(_LINKS[bare] or "pdf", path)
            yield path, origin


def people_of(value: Any) -> list[str | Fields]:
    """Authors as a text, as a list of names, or as mappings of names in parts."""
    if isinstance(value, str):
        return authors_of(value)
    people: list[str | Fields] = []
    for entry in value if isinstance(value, list) else []:
        values = _mapping(entry)
        given_name, family = (
            text_of(values.get("given")) or text_of(values.get("first")),
            text_of(values.get("family")) or text_of(values.get("last")),
        )
        if family:
            people.append(author_of(given_name, family))
        elif name := text_of(entry) or text_of(values.get("name")):
            people += [name] if name.count(",") == 1 else authors_of(name)
    return people


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_said, value)))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_said(item)}" for key, item in value.items() if says(item))
    return text_of(value)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
