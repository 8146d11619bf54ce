"""EndNote's XML, which Zotero and others export as well.

In: a file with `<records>`. Out: a paper for each. A document type, and with it every entity, is refused before
anything of it is read. What has no home is a loss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from sitegen.errors import Problem, SitegenError
from sitegen.importers import source_text
from sitegen.importers.bib_dates import date
from sitegen.importers.paper_draft import PaperDraft, entry_of, state_in
from sitegen.importers.people import Person, plain_person
from sitegen.importers.reading import Loss, PaperEntry, Reading
from sitegen.importers.written_text import blocks, line
from sitegen.pull.fields import arxiv_id, doi
from sitegen.web.xmltree import LINE, XmlError, parse, text_of

_TYPES: Mapping[str, str] = {
    "journal article": "article", "magazine article": "article", "newspaper article": "article",
    "electronic article": "article", "conference paper": "inproceedings", "conference proceedings": "inproceedings",
    "book": "book", "edited book": "book", "electronic book": "book", "book section": "chapter",
    "electronic book section": "chapter", "encyclopedia": "chapter", "dictionary": "chapter", "thesis": "thesis",
    "report": "report", "government document": "report", "standard": "report", "dataset": "dataset",
    "computer program": "software", "patent": "patent", "unpublished work": "other", "manuscript": "other",
}  # fmt: skip
_HANDLED = frozenset(
    "ref-type contributors titles periodical pages volume number dates publisher pub-location isbn "
    "electronic-resource-num abstract notes urls keywords label language rec-number foreign-keys database "
    "source-app key".split()
)
_HANDLED_TITLES = frozenset({"title", "secondary-title", "tertiary-title", "alt-title", "short-title"})


def recognises(path: Path, head: str) -> bool:
    """Whether an XML file holds EndNote's records."""
    return not path.is_dir() and bool(re.search(r"<records?>", head)) and "<ref-type" in head


def read(path: Path) -> Reading:
    """Read a file. Raises `SitegenError` where it cannot be read at all."""
    raw = source_text.read_bytes(path)
    file = path.as_posix()
    try:
        root = parse(raw, numbered=True)
    except XmlError as error:
        where = re.search(r"line (\d+)", str(error))
        sentence = f"the file is no whole XML: {error}"
        raise SitegenError([Problem(file, int(where[1]) if where else 0, sentence=sentence)]) from None
    papers: list[PaperEntry] = []
    losses: list[Loss] = []
    problems: list[Problem] = []
    for record in root.iter("record"):
        draft = PaperDraft(file, int(record.get(LINE, "0")))
        _fill(record, draft)
        papers.append(entry_of(draft, str(draft.bibtex.get("key", ""))))
        losses += draft.losses
        problems += draft.problems
    return Reading(papers=tuple(papers), losses=tuple(losses), problems=tuple(problems))


def _fill(record: Element, draft: PaperDraft) -> None:
    kind = record.find("ref-type")
    draft.kind = _TYPES.get((kind.get("name") or "").lower() if kind is not None else "", "")
    titles = {element.tag: text_of(element) for element in record.iterfind("titles/*")}
    draft.title = titles.get("title", "")
    draft.authors = _people(record, "authors")
    draft.editors = _people(record, "secondary-authors") if draft.kind not in ("article", "thesis", "patent") else []
    month = text_of(record.find("dates/pub-dates/date"))
    draft.date = date(year=text_of(record.find("dates/year")), month=month) or date(date=month)
    draft.abstract = blocks(_child(record, "abstract"))
    container = text_of(record.find("periodical/full-title")) or titles.get("secondary-title", "")
    if draft.kind == "book":
        draft.series = container
    else:
        draft.container = container or titles.get("alt-title", "")
        draft.series = titles.get("tertiary-title", "")
    draft.short = text_of(record.find("periodical/abbr-1"))
    draft.short = "" if draft.short == draft.container else draft.short
    draft.volume, draft.issue = _child(record, "volume"), _child(record, "number")
    draft.pages = _child(record, "pages")
    draft.publisher, draft.place = _child(record, "publisher"), _child(record, "pub-location")
    if draft.kind in ("thesis", "report") and draft.publisher and not draft.container:
        draft.container, draft.publisher = draft.publisher, ""
    draft.keywords = [text_of(word) for word in record.iterfind("keywords/keyword")]
    note = line(_child(record, "notes"))
    draft.comments, draft.status = note, state_in(note) if len(note) < 60 else ""
    if re.fullmatch(r"[A-Za-z][\w:.+-]*", label := _child(record, "label")):
        draft.bibtex = {"key": label}
    _identify(record, draft)
    for element in record:
        if element.tag not in _HANDLED:
            draft.lose(element.tag, text_of(element), line_number=int(element.get(LINE, "0")))
    for element in record.iterfind("titles/*"):
        if element.tag not in _HANDLED_TITLES:
            draft.lose(element.tag, text_of(element), line_number=int(element.get(LINE, "0")))


def _identify(record: Element, draft: PaperDraft) -> None:
    written = _child(record, "electronic-resource-num")
    if number := arxiv_id(written):
        draft.arxiv = number
    elif known_doi := doi(written):
        draft.doi = known_doi
    elif written:
        draft.lose("electronic-resource-num", written)
    if number := _child(record, "isbn").split("\r")[0].split("\n")[0].split(" ")[0]:
        draft.ids["isbn" if len(re.sub(r"[^\dX]", "", number)) > 9 else "issn"] = number
    for element in record.iterfind("urls//url"):
        for part in re.split(r"\s+(?=https?://)", text_of(element)):
            if part and not draft.address(part):
                draft.losses.append(Loss(draft.file, int(element.get(LINE, "0")), "file", part, "it is no address"))


def _people(record: Element, group: str) -> list[Person]:
    names = (text_of(element) for element in record.iterfind(f"contributors/{group}/author"))
    return [person for person in map(plain_person, names) if person]


def _child(record: Element, name: str) -> str:
    return text_of(record.find(name))
