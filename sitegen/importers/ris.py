"""RIS, as reference managers and publishers export it.

In: a file of lines `TY - JOUR`. Out: a paper for each record. rispy, the library for it, tells no lines, refuses a file
for one record without an end and drops what stands between; so the lines are read here: a tag begins a value, any other
line goes on with it, and a record ends with `ER`, with the next `TY`, or with the file. What has no home is a loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from sitegen.errors import Problem
from sitegen.importers import source_text
from sitegen.importers.attachments import attached
from sitegen.importers.bib_dates import date
from sitegen.importers.bib_links import is_copied
from sitegen.importers.paper_draft import PaperDraft, entry_of, state_in
from sitegen.importers.people import plain_person
from sitegen.importers.reading import Loss, PaperEntry, Reading
from sitegen.importers.written_text import blocks, line
from sitegen.pull.fields import arxiv_id, doi
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex

_LINE = regex(r"[ \t]*([A-Z][A-Z0-9])[ \t]{0,3}-(?:[ \t]+(.*)|$)")
_TYPES: Mapping[str, str] = {
    "JOUR": "article", "JFULL": "article", "MGZN": "article", "NEWS": "article", "EJOUR": "article", "ABST": "article",
    "INPR": "article", "CONF": "inproceedings", "CPAPER": "inproceedings", "BOOK": "book", "WHOLE": "book",
    "EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "ENCYC": "chapter", "DICT": "chapter",
    "THES": "thesis", "RPRT": "report", "STAND": "report", "GOVDOC": "report", "UNPB": "", "DATA": "dataset",
    "AGGR": "dataset", "COMP": "software", "PAT": "patent", "SLIDE": "talk", "PCOMM": "other", "UNPD": "other",
}  # fmt: skip
_AUTHORS = ("AU", "A1")
_CONTAINERS = ("T2", "JF", "JO", "BT", "JA", "J2", "T3", "C3", "JX")
_NO_VALUE = frozenset({"", "null", "Not In File", "NOT IN FILE"})
_HANDLED = frozenset(
    "TY ER AU A1 A2 ED TI T1 CT PY Y1 DA AB N2 KW DO UR L1 L2 LK VL IS SP EP PB CY PP SN AN ID LA N1 M3 T2 JF JO "
    "BT JA J2 "
    "T3 C3 A3 PMID".split()
)


class TagValue(NamedTuple):
    """The value of a tag and its line."""

    text: str
    line: int


@dataclass(slots=True)
class _Record:
    """One record, tag by tag."""

    line: int
    values: dict[str, list[TagValue]] = field(default_factory=dict)

    def text(self, *tags: str) -> str:
        """The first of these tags that says something."""
        return next(
            (value.text for tag in tags for value in self.values.get(tag, ()) if value.text not in _NO_VALUE), ""
        )

    def texts(self, *tags: str) -> list[str]:
        """Every value of the first of these tags that has any."""
        for tag in tags:
            if values := [value.text for value in self.values.get(tag, ()) if value.text not in _NO_VALUE]:
                return values
        return []


def recognises(path: Path, head: str) -> bool:
    """Whether a file has lines of RIS."""
    if path.is_dir():
        return False
    return path.suffix.lower() == ".ris" or bool(re.search(r"^[ \t]*TY[ \t]{1,3}-[ \t]*\w", head, re.MULTILINE))


def read(path: Path) -> Reading:
    """Read a file. Raises `SitegenError` where it cannot be read at all."""
    source = source_text.read(path)
    problems = list(source.problems)
    papers: list[PaperEntry] = []
    copies: dict[str, Path] = {}
    losses: list[Loss] = []
    for record in _records(source, problems):
        draft = PaperDraft(source.file, record.line)
        _fill(record, draft, (path.parent, copies))
        papers.append(entry_of(draft, record.text("ID") if not record.text("ID").isdecimal() else ""))
        losses += draft.losses
        problems += draft.problems
    if not papers and not problems:
        problems.append(Problem(source.file, sentence="there is no record of RIS in this file", severity="warning"))
    return Reading(papers=tuple(papers), copies=copies, losses=tuple(losses), problems=tuple(problems))


def _records(source: source_text.SourceText, problems: list[Problem]) -> Iterator[_Record]:
    """The records of a file; of lines with tags outside of any the first of each stretch is named."""
    record: _Record | None = None
    is_told = False
    last: list[TagValue] | None = None
    for number, text in enumerate(source.text.split("\n"), 1):
        match = _LINE.match(text)
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", text.strip())
        if tag == "TY":
            if record:
                sentence = "this record has no end (ER); it is read up to the next one"
                problems.append(Problem(source.file, record.line, sentence=sentence, severity="warning"))
                yield record
            record, is_told = _Record(number), False
        if record is None:
            if tag and tag != "ER" and not is_told:
                is_told = True
                sentence = "this stands outside of any record (TY to ER), and is left out"
                problems.append(Problem(source.file, number, 0, tag, sentence, severity="warning"))
            continue
        if tag == "ER":
            yield record
            record, last = None, None
        elif tag:
            last = record.values.setdefault(tag, [])
            last.append(TagValue(value, number))
        elif value and last:
            last[-1] = last[-1]._replace(text=f"{last[-1].text}\n{value}".strip())
    if record:
        yield record


def _fill(record: _Record, draft: PaperDraft, folder_and_copies: tuple[Path, dict[str, Path]]) -> None:
    kind = record.text("TY").upper()
    draft.kind = _TYPES.get(kind, "")
    draft.title = record.text("TI", "T1", "CT") or (record.text("BT") if draft.kind == "book" else "")
    draft.authors = [person for person in map(plain_person, record.texts(*_AUTHORS)) if person]
    editors = record.texts("ED") or (record.texts("A2") if draft.kind in ("chapter", "inproceedings", "book") else [])
    draft.editors = [person for person in map(plain_person, editors) if person]
    draft.date = _dated(record)
    draft.abstract = blocks(record.text("AB", "N2"))
    draft.keywords = [word for text in record.texts("KW") for word in re.split(r"[;\n]", text) if word.strip()]
    draft.container = next((text for tag in _CONTAINERS if (text := record.text(tag)) and text != draft.title), "")
    if draft.kind == "thesis":
        draft.container = record.text("PB") or draft.container
    if draft.kind == "book":
        draft.series, draft.container = record.text("T2", "T3"), ""
    short = record.text("JA", "J2")
    draft.short = short if short and short != draft.container and len(short) < 40 else ""
    draft.volume, draft.issue = record.text("VL"), record.text("IS")
    first, last = record.text("SP"), record.text("EP")
    draft.pages = f"{first}--{last}" if first and last and last not in first and first != last else first
    draft.publisher = record.text("PB") if draft.kind != "thesis" else ""
    draft.place = record.text("CY", "PP")
    note = line(record.text("N1"))
    draft.comments = "" if doi(note) else note
    draft.status = "accepted" if kind == "INPR" else state_in(note) if len(note) < 60 else ""
    language = record.text("LA").strip().lower()
    if re.fullmatch(r"[a-z]{2}", language) and language != "en":
        draft.more["language"] = language
    _identify(record, draft)
    _link(record, draft, folder_and_copies)
    _rest(record, draft)


def _dated(record: _Record) -> str:
    """`DA` where it is of the year that `PY` or `Y1` says: it may be exact to the day."""
    years = [date(date=_iso(text)) for text in (record.text("PY"), record.text("Y1"), record.text("DA")) if text]
    known = [year for year in years if year]
    return max((year for year in known if year.startswith(known[0][:4])), key=len) if known else ""


def _iso(text: str) -> str:
    """`2001/09/01/` as `2001-09-01`, other dates as they are."""
    match = re.match(r"\s*(\d{4})(?:/(\d{0,2}))?(?:/(\d{0,2}))?(?:/(.*))?$", text)
    if not match:
        return text
    numbers = [match[1], *(part.zfill(2) for part in (match[2], match[3]) if part)]
    return "-".join(numbers) + (f" {match[4]}" if match[4] and len(numbers) == 1 else "")


def _identify(record: _Record, draft: PaperDraft) -> None:
    for text in (record.text("DO"), record.text("M3"), record.text("N1"), record.text("AN")):
        if number := arxiv_id(text):
            draft.arxiv = draft.arxiv or number
        elif known_doi := doi(text):
            draft.doi = draft.doi or known_doi
    if number := record.text("SN").split("\n")[0]:
        bare = re.sub(r"\s*\(.*?\)", "", number).strip()
        draft.ids["isbn" if draft.kind in ("book", "chapter") or len(re.sub(r"\D", "", bare)) > 9 else "issn"] = bare
    if number := record.text("PMID"):
        draft.ids["pubmed"] = number


def _link(record: _Record, draft: PaperDraft, folder_and_copies: tuple[Path, dict[str, Path]]) -> None:
    """Take addresses, and PDFs that lie below the folder of the file, as Zotero exports them."""
    for value in [value for tag in ("UR", "LK", "L1", "L2") for value in record.values.get(tag, ())]:
        for part in re.split(r"[\s;]+(?=https?://)", value.text):
            if part and not draft.address(part) and not is_copied(part, "pdf", draft, folder_and_copies):
                reason = attached(folder_and_copies[0], part)[1] or "only a PDF is copied"
                draft.losses.append(Loss(draft.file, value.line, "file", part, reason))


def _rest(record: _Record, draft: PaperDraft) -> None:
    used = {draft.container, draft.short, draft.series, draft.title, draft.publisher}
    for tag, values in record.values.items():
        for value in values:
            is_kept = tag in _HANDLED and (tag not in _CONTAINERS or value.text in used)
            if not is_kept and value.text not in _NO_VALUE:
                draft.lose(tag, value.text, line_number=value.line)
