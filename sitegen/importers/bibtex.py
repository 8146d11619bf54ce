"""BibTeX and BibLaTeX, in the dialects of the programs and indexes that write them.

In: a .bib file. Out: a paper for each entry, under the key that it has; local files that entries name and that lie
below the file's folder are copied. Fields that a citation needs and a site does not are kept for the paper's own .bib
entry; what no field of a site can hold is a loss.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sitegen.errors import Problem
from sitegen.importers import source_text
from sitegen.importers.bib_awards import awarded
from sitegen.importers.bib_dates import date
from sitegen.importers.bib_entries import BibEntry, entries, unescaped
from sitegen.importers.bib_links import is_address, links
from sitegen.importers.bib_notes import take_note
from sitegen.importers.journal_names import JOURNALS
from sitegen.importers.paper_draft import PaperDraft, arxiv_in, entry_of, state_in
from sitegen.importers.people import people
from sitegen.importers.reading import Reading
from sitegen.importers.written_text import blocks, line, words
from sitegen.pull.fields import arxiv_id, doi, kept, licence
from sitegen.regex import regex
from sitegen.text import names, venues
from sitegen.text.repair import unescape

TYPES: Mapping[str, str] = {
    "article": "article", "suppperiodical": "article", "review": "article", "letter": "article", "editorial": "article",
    "inproceedings": "inproceedings", "conference": "inproceedings", "poster": "inproceedings",
    "workshop": "inproceedings",
    "incollection": "chapter", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "suppcollection": "chapter", "inreference": "chapter",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
    "mvproceedings": "book", "reference": "book", "mvreference": "book", "booklet": "book", "periodical": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "bachelorsthesis": "thesis",
    "habilthesis": "thesis",
    "techreport": "report", "report": "report", "manual": "report", "standard": "report",
    "preprint": "preprint", "workingpaper": "preprint",
    "dataset": "dataset", "data": "dataset", "software": "software", "softwareversion": "software",
    "softwaremodule": "software", "codefragment": "software",
    "patent": "patent", "presentation": "talk", "talk": "talk", "speech": "talk",
    "unpublished": "other", "misc": "", "online": "", "electronic": "", "www": "",
}  # fmt: skip
"""The kind of work that an entry type means; empty where the type says nothing."""
_KEPT_TYPES = frozenset(
    "mastersthesis manual booklet unpublished inbook patent dataset data software softwareversion softwaremodule "
    "codefragment presentation talk speech poster standard".split()
)
"""Types that our own .bib entry would not have again."""
_CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "article": ("journaltitle", "journal", "booktitle"),
    "inproceedings": ("booktitle", "eventtitle", "journal", "journaltitle", "conference"),
    "chapter": ("booktitle", "maintitle", "journal", "journaltitle"),
    "thesis": ("school", "institution", "university", "publisher"),
    "report": ("institution", "school", "organization", "publisher"),
    "talk": ("eventtitle", "booktitle", "howpublished", "organization"),
    "book": (),
    "software": (),
    "dataset": (),
    "patent": (),
}
_ANY_CONTAINER = ("journaltitle", "journal", "booktitle", "eventtitle", "howpublished")
_IDS: Mapping[str, str] = {
    "isbn": "isbn", "issn": "issn", "pmid": "pubmed", "pubmed": "pubmed", "pmcid": "pmcid", "pmc": "pmcid",
    "mrnumber": "mr", "zblnumber": "zbl", "hal_id": "hal", "halid": "hal", "adsurl": "ads", "bibcode": "ads",
    "inspire": "inspire", "dblp": "dblp", "openreview": "openreview",
}  # fmt: skip
_EPRINTS: Mapping[str, str] = {"hal": "hal", "pubmed": "pubmed", "pmid": "pubmed", "jstor": "jstor", "pmcid": "pmcid"}
_FOR_BIBTEX = frozenset(
    "edition chapter type numpages howpublished translator annotator commentator introduction foreword afterword "
    "editora editorb editorc editoratype titleaddon booktitleaddon booksubtitle mainsubtitle origdate origtitle "
    "origlanguage part pagetotal volumes version library isrn lccn eventdate eventtitleaddon number issue issuetitle "
    "addendum articleno eid editortype authortype nameaddon shorttitle shortauthor bookauthor organization holder "
    "institution school reportnumber "
    "collaboration eventtitle urldate eprint eprinttype eprintclass archiveprefix primaryclass".split()
)
"""Fields that a citation may need: they stand under `bibtex.fields` where nothing else of ours holds them."""
_PUBLISHED_WORDS = regex(r"\b(?:accessed|visited|retrieved|last checked)\b", re.IGNORECASE)
_LANGUAGES = {
    "german": "de", "ngerman": "de", "deutsch": "de", "french": "fr", "francais": "fr", "spanish": "es",
    "italian": "it", "portuguese": "pt", "russian": "ru", "japanese": "ja", "chinese": "zh", "dutch": "nl",
    "polish": "pl", "czech": "cs", "korean": "ko", "turkish": "tr", "greek": "el", "swedish": "sv", "danish": "da",
    "norwegian": "no", "finnish": "fi", "hungarian": "hu", "ukrainian": "uk", "catalan": "ca",
}  # fmt: skip
_CODE = regex(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")


def recognises(path: Path, head: str) -> bool:
    """Whether a file holds BibTeX entries, or is called as if it did."""
    if path.is_dir():
        return False
    if path.suffix.lower() in {".bib", ".bibtex", ".biblatex"}:
        return True
    return bool(re.search(r"^[ \t]*@[A-Za-z]+[ \t]*[{(][^\n=]*,", head, re.MULTILINE))


def read(path: Path) -> Reading:
    """Read a file. Raises `SitegenError` where it cannot be read at all."""
    source = source_text.read(path)
    reading = papers(source, path.parent)
    problems = [*source.problems, *reading.problems]
    if not reading.papers and not reading.problems:
        problems.append(Problem(source.file, sentence="there is no entry in this file", severity="warning"))
    return Reading(papers=reading.papers, copies=reading.copies, losses=reading.losses, problems=tuple(problems))


def papers(
    source: source_text.SourceText, folder: Path, more: Callable[[BibEntry, PaperDraft], Iterable[str]] | None = None
) -> Reading:
    """The papers of a .bib text. Local files are looked for below `folder`.

    `more` may take fields that only one program's files have: it fills the draft and returns the names that it took.
    """
    read_entries, problems = entries(source.text, source.file)
    copies: dict[str, Path] = {}
    read_papers, losses, told = [], [], list(problems)
    for entry in read_entries:
        draft = PaperDraft(source.file, entry.line, key=entry.key)
        taken = set(more(entry, draft)) if more else set()
        _fill(entry, draft, taken)
        taken |= links(entry, draft, taken, folder, copies)
        _rest(entry, draft, taken)
        read_papers.append(entry_of(draft, entry.key))
        losses += draft.losses
        told += draft.problems
    return Reading(papers=tuple(read_papers), copies=copies, losses=tuple(losses), problems=tuple(told))


def _fill(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """The fields that every dialect has."""
    kind = TYPES.get(entry.kind, "")
    if (named := entry.text("type").lower()) in _ENDNOTE_TYPES:
        kind = kind or _ENDNOTE_TYPES[named]
        taken.add("type")
    draft.kind = draft.kind or kind
    draft.title = draft.title or _titled(entry, "title", "subtitle")
    draft.authors = draft.authors or people(entry.text("author"))
    draft.editors = draft.editors or people(entry.text("editor"))
    if not draft.authors and not draft.editors:
        _made_by(entry, draft, taken)
    draft.abstract = draft.abstract or blocks(entry.text("abstract"))
    draft.keywords += [word for name in _KEYWORDS if name not in taken for word in _keywords(entry.text(name))]
    draft.keywords += [word for name, value in entry.repeated if name in _KEYWORDS for word in _keywords(value.text)]
    taken |= {"title", "subtitle", "author", "editor", "abstract", *_KEYWORDS}
    _dated(entry, draft, taken)
    _identified(entry, draft, taken)
    _placed(entry, draft, taken, kind)
    _remarked(entry, draft, taken)
    bibtex = {"key": re.sub(r"[\s,{}()\"#%~\\'=@^$&]+", "", entry.key)} if entry.key else {}
    if entry.kind in _KEPT_TYPES and (entry.kind != "unpublished" or draft.kind == "other"):
        bibtex["type"] = entry.kind
    draft.bibtex = {**bibtex, **draft.bibtex}


def _made_by(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """Take the body that stands behind a work for its author, where nobody else is named."""
    for name in ("collaboration", "organization", "institution", "holder", "publisher"):
        if body := words(entry.text(name)):
            if name == "collaboration" and not names.is_group(body):
                body = f"{body} Collaboration"
            draft.authors = [body if names.is_group(body) else {"name": body, "group": "true"}]
            draft.tell(entry.key or "author", f"it names no author; {name} stands for one")
            taken.add(name)
            return


_KEYWORDS = ("keywords", "keyword", "tags", "mendeley-tags")


def _titled(entry: BibEntry, title: str, subtitle: str) -> str:
    parts = [entry.text(title), entry.text(subtitle)]
    joint = " " if re.search(r"[.:?!]\s*$", parts[0]) else ": "
    return joint.join(filter(None, parts))


_ENDNOTE_TYPES: Mapping[str, str] = {
    "journal article": "article", "electronic article": "article", "book section": "chapter", "book": "book",
    "edited book": "book", "conference paper": "inproceedings", "conference proceedings": "inproceedings",
    "thesis": "thesis", "report": "report", "patent": "patent", "dataset": "dataset", "computer program": "software",
    "generic": "", "web page": "", "unpublished work": "other",
}  # fmt: skip
"""What EndNote calls kinds of work, which it writes into `type` of every entry."""


def _keywords(text: str) -> list[str]:
    text = re.sub(r"\{?\\;\}?", ";", unescape(text))
    return [word for part in re.split(r"(?<!\\)[;,\n]", text) if (word := part.strip(" *"))]


def _dated(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    parts = {name: entry.text(name) for name in ("date", "year", "month", "day")}
    draft.date = draft.date or date(**parts)
    taken |= {"date", "year", "month", "day"} if draft.date else set()
    if not draft.date and not draft.status:
        draft.status = state_in(f"{parts['year']} {parts['date']}")
    if state := _STATES.get(entry.text("pubstate").lower()):
        draft.status = draft.status or state
        taken.add("pubstate")


_STATES = {
    "inpress": "accepted", "forthcoming": "accepted", "submitted": "submitted", "inpreparation": "in preparation",
    "prepublished": "preprint",
}  # fmt: skip


def _identified(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """Take every identifier that is one; what is none stays to be told."""
    written = unescaped(entry.text("doi"))
    bare = re.search(r"10\.\d{4,9}/\S+", written)
    if number := arxiv_id(written):
        draft.arxiv = draft.arxiv or number
    elif bare:
        draft.doi = draft.doi or doi(bare[0])
    taken |= {"doi"} if number or draft.doi else set()
    eprint = unescaped(entry.text("eprint"))
    server = (entry.text("eprinttype") or entry.text("archiveprefix")).strip().lower()
    if eprint and server in _EPRINTS:
        draft.ids.setdefault(_EPRINTS[server], eprint)
        taken |= {"eprint", "eprinttype", "archiveprefix"}
    elif number := arxiv_id(eprint) or (
        arxiv_id(f"{entry.text('primaryclass')}/{eprint}") if eprint.isdecimal() else ""
    ):
        draft.arxiv = draft.arxiv or number
        taken |= {"eprint", "eprinttype", "archiveprefix"}
    for name in ("arxiv", "arxivid", "arxiv_id"):
        if number := arxiv_id(unescaped(entry.text(name))):
            draft.arxiv = draft.arxiv or number
            taken.add(name)
    if server == "arxiv" and not draft.arxiv:
        draft.arxiv = arxiv_in(unescaped(entry.text("journal", "journaltitle", "howpublished", "note")))
        taken |= {"archiveprefix", "eprinttype"} if draft.arxiv else set()
    if draft.arxiv and (primary := unescaped(entry.text("primaryclass") or entry.text("eprintclass"))):
        draft.more.setdefault("arxiv_categories", [primary])
        taken |= {"primaryclass", "eprintclass"}
    _numbered(entry, draft, taken)


def _numbered(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """Take the ids that other indexes give."""
    for name, kind in _IDS.items():
        value = unescaped(entry.text(name))
        value = value.rpartition("/")[2] if "://" in value else value
        known, value = _serial(value) if kind in ("isbn", "issn") else (kind, value)
        if value:
            draft.ids.setdefault(known, value)
            taken.add(name)
    if match := re.match(r"https?://dblp\.org/rec/(.+?)(?:\.bib)?$", entry.text("biburl")):
        draft.ids.setdefault("dblp", match[1])
        taken.add("biburl")


def _serial(text: str) -> tuple[str, str]:
    """The first ISBN or ISSN in a text, and which of them it is; Mendeley writes ISSNs into `isbn`, several in one."""
    if match := re.search(r"97[89][- ]?(?:\d[- ]?){9}\d|(?<![\d-])(?:\d[- ]?){9}[\dXx](?![\d-])", text):
        return "isbn", match[0]
    match = re.search(r"(?<![\d-])(\d{4})-?(\d{3}[\dXx])(?![\d-])", text)
    return ("issn", f"{match[1]}-{match[2]}") if match else ("issn", "")


def _placed(entry: BibEntry, draft: PaperDraft, taken: set[str], kind: str) -> None:
    """The venue."""
    choices = _CONTAINERS.get(kind, _ANY_CONTAINER)
    container = next((name for name in choices if entry.text(name) and not is_address(entry.text(name))), "")
    if container:
        if container == "howpublished" and not kind:
            meant = venues.kind(line(entry.text(container))) or ""
            draft.kind = {"conference": "inproceedings", "repository": "preprint"}.get(meant, "other")
        draft.container = draft.container or _named(_titled(entry, container, _SUBTITLES.get(container, "")))
        taken |= {container, _SUBTITLES.get(container, "")}
    for attribute, fields in (_OF_A_MEETING if kind == "inproceedings" else _PLACES).items():
        for name in fields:
            if name not in taken and entry.text(name) and not getattr(draft, attribute):
                setattr(draft, attribute, _named(entry.text(name)) if name == "series" else entry.text(name))
                taken.add(name)
    draft.volume, draft.issue = _NUMBERED.sub("", draft.volume), _NUMBERED.sub("", draft.issue)
    if match := _SSRN.fullmatch(draft.container):
        draft.container = "SSRN"
        draft.address(f"https://ssrn.com/abstract={match[1]}")
    if not draft.short and "venue" not in taken and (venue := unescaped(entry.text("venue"))):
        if not draft.container:
            draft.container = venue
        elif len(venue) <= 24 and not re.search(r",\s", venue):
            draft.short = venue
        else:
            draft.place = draft.place or venue
        taken |= {"venue"} if venue in (draft.container, draft.short, draft.place) else set()
    same = {line(text) for text in (draft.container, draft.series, draft.publisher, draft.pages) if text}
    taken |= {name for name in _REPEATED if line(entry.text(name)) in same}


_REPEATED = ("journal", "booktitle", "organization", "conference", "eventtitle", "eid", "articleno")
"""Fields in which programs say again what stands in another."""
_SUBTITLES = {"journaltitle": "journalsubtitle", "booktitle": "booksubtitle"}
_PLACES: Mapping[str, tuple[str, ...]] = {
    "short": ("shortjournal", "abbr", "abbrv", "journalabbr"),
    "series": ("series",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "eid", "articleno", "article-number", "elocation-id", "art_number"),
    "publisher": ("publisher", "organization", "institution"),
    "place": ("address", "location"),
}
_OF_A_MEETING = {**_PLACES, "place": ("location", "address")}
"""The same where publishers of proceedings say both where they met and where they are themselves."""


def _licence(text: str) -> str:
    """A licence by its address, its SPDX id, or the words in which publishers write Creative Commons out."""
    if re.fullmatch(r"CC[- ](?:BY|0)[A-Za-z0-9. -]*", text, re.IGNORECASE):
        return re.sub(r"\s+", "-", text.upper())
    match = re.search(r"Creative Commons Attribution([A-Za-z -]*?)\s*(\d\.\d)", text)
    if not match:
        return licence(text)
    words = re.sub(r"[^a-z]", "", match[1].lower())
    parts = [
        short for word, short in (("noncommercial", "NC"), ("noderiv", "ND"), ("sharealike", "SA")) if word in words
    ]
    return "-".join(["CC-BY", *parts, match[2]])


_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


def _remarked(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """Notes and the rest of what a person may have written about it."""
    take_note(line(entry.text("note")), draft, taken)
    for name in ("award", "awards", "honor"):
        if name not in taken and (value := words(entry.text(name))):
            award, more = awarded(value, words(entry.text(f"{name}_name")))
            draft.more.setdefault("awards", []).append(award)
            draft.more |= kept(note="\n\n".join(filter(None, (str(draft.more.get("note") or ""), more))))
            taken |= {name, f"{name}_name"}
    if value := _licence(unescaped(entry.text("copyright") or entry.text("license") or entry.text("rights"))):
        draft.more.setdefault("license", value)
        taken |= {"copyright", "license", "rights"}
    if (selected := entry.text("selected").lower()) in _YES | _NO:
        draft.more |= {"selected": "true"} if selected in _YES else {}
        taken.add("selected")
    language = unescaped(entry.text("langid") or entry.text("language")).lower()
    tag = _LANGUAGES.get(language, language if _CODE.fullmatch(language) else "")
    if language in ("english", "american", "british", "ukenglish", "usenglish", "eng") or tag.startswith("en"):
        taken |= {"langid", "language"}
    elif tag:
        draft.more.setdefault("language", tag)
        taken |= {"langid", "language"}


def _rest(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """Fields that are left: for the paper's own .bib entry, or a loss."""
    if draft.arxiv and "arxiv" in (entry.text("archiveprefix").lower(), entry.text("eprinttype").lower()):
        taken |= {"archiveprefix", "eprinttype"}
    for_bibtex = dict(draft.bibtex.get("fields") or {})
    for name, value in entry.fields.items():
        if name in taken or not value.text:
            continue
        if name in _FOR_BIBTEX:
            for_bibtex[name] = " ".join(value.text.split())
        else:
            draft.lose(name, unescaped(value.text) or value.text, line_number=value.line)
    for name, value in entry.repeated:
        if name not in _KEYWORDS:
            draft.lose(name, unescaped(value.text), "the field stands there twice", value.line)
    if for_bibtex:
        draft.bibtex["fields"] = for_bibtex


_NUMBERED = regex(r"^(?:vol(?:ume)?|no|nr|num(?:ber)?|issue|iss)\b\.?[\s~]*(?=\d)", re.IGNORECASE)
_SSRN = regex(r"Available at SSRN:?\s*(\d{4,9})", re.IGNORECASE)
"""The journal that Google Scholar gives to papers on SSRN."""
_TIES = regex(r"(?<![\\/])~|\\nobreakspace(?![A-Za-z])(?:\{\})?")


def _named(text: str) -> str:
    r"""The name of a venue; `\apj` and its like are what astronomers mean by them."""
    bare = text.strip().strip("{}").strip()
    text = _TIES.sub(" ", text)
    return JOURNALS.get(bare.removeprefix("\\"), text) if bare.startswith("\\") else text
