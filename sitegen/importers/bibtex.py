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
from sitegen.importers.attachments import attached, target_path
from sitegen.importers.bib_dates import date
from sitegen.importers.bib_entries import BibEntry, entries
from sitegen.importers.journal_names import JOURNALS
from sitegen.importers.paper_draft import PaperDraft, entry_of, state_in
from sitegen.importers.people import people
from sitegen.importers.reading import Loss, Reading
from sitegen.importers.written_text import blocks, line, words
from sitegen.pull.fields import arxiv_id, doi, licence, web_address
from sitegen.text import convert, names

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
_KEPT_TYPES = frozenset({"mastersthesis", "manual", "booklet", "unpublished", "inbook"})
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
LINKS: Mapping[str, str] = {
    "pdf": "pdf", "html": "html", "code": "code", "github": "code", "data": "data", "dataset": "data",
    "video": "video", "slides": "slides", "poster": "poster", "project": "project", "website": "project",
    "webpage": "project", "projectpage": "project", "blog": "blog", "demo": "demo", "model": "model", "supp": "other",
    "supplement": "other", "supplementary": "other", "talk": "video", "paper": "pdf", "link": "", "url": "", "ee": "",
    "pdfurl": "pdf", "weblink": "", "homepage": "project", "webpdf": "pdf",
}  # fmt: skip
"""Fields of people's own lists that hold an address, and the link that it is; empty where the address tells."""
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
    "institution school".split()
)
"""Fields that a citation may need: they stand under `bibtex.fields` where nothing else of ours holds them."""
_PUBLISHED_WORDS = re.compile(r"\b(?:accessed|visited|retrieved|last checked)\b", re.IGNORECASE)
_LANGUAGES = {
    "german": "de", "ngerman": "de", "deutsch": "de", "french": "fr", "francais": "fr", "spanish": "es",
    "italian": "it", "portuguese": "pt", "russian": "ru", "japanese": "ja", "chinese": "zh", "dutch": "nl",
    "polish": "pl", "czech": "cs", "korean": "ko", "turkish": "tr", "greek": "el", "swedish": "sv", "danish": "da",
    "norwegian": "no", "finnish": "fi", "hungarian": "hu", "ukrainian": "uk", "catalan": "ca",
}  # fmt: skip
_CODE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")


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
    found, problems = entries(source.text, source.file)
    copies: dict[str, Path] = {}
    read_papers, losses, told = [], [], list(problems)
    for entry in found:
        draft = PaperDraft(source.file, entry.line, key=entry.key)
        taken = set(more(entry, draft)) if more else set()
        _fill(entry, draft, taken)
        _links(entry, draft, taken, folder, copies)
        _rest(entry, draft, taken)
        read_papers.append(entry_of(draft, entry.key))
        losses += draft.losses
        told += draft.problems
    return Reading(papers=tuple(read_papers), copies=copies, losses=tuple(losses), problems=tuple(told))


def _fill(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """What every dialect has."""
    kind = TYPES.get(entry.kind, "")
    draft.kind = draft.kind or kind
    draft.title = draft.title or _titled(entry, "title", "subtitle")
    draft.authors = draft.authors or people(entry.text("author"))
    draft.editors = draft.editors or people(entry.text("editor"))
    if not draft.authors and not draft.editors:
        _made_by(entry, draft, taken)
    draft.abstract = draft.abstract or blocks(entry.text("abstract"))
    draft.keywords = draft.keywords or _keywords(entry.text("keywords") or entry.text("keyword"))
    taken |= {"title", "subtitle", "author", "editor", "abstract", "keywords" if entry.text("keywords") else "keyword"}
    _dated(entry, draft, taken)
    _identified(entry, draft, taken)
    _placed(entry, draft, taken, kind)
    _remarked(entry, draft, taken)
    bibtex = {"key": re.sub(r"[\s,{}()\"#%~\\'=@^$&]+", "", entry.key)} if entry.key else {}
    if entry.kind in _KEPT_TYPES:
        bibtex["type"] = entry.kind
    draft.bibtex = {**bibtex, **draft.bibtex}


def _made_by(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """Take the body that stands behind a work for its author, where nobody else is named."""
    for name in ("organization", "institution", "holder", "publisher", "collaboration"):
        if body := words(entry.text(name)):
            draft.authors = [body if names.is_group(body) else {"name": body, "group": "true"}]
            draft.tell(entry.key or "author", f"it names no author; {name} stands for one")
            taken.add(name)
            return


def _titled(entry: BibEntry, title: str, subtitle: str) -> str:
    parts = [entry.text(title), entry.text(subtitle)]
    joint = " " if re.search(r"[.:?!]\s*$", parts[0]) else ": "
    return joint.join(filter(None, parts))


def _keywords(text: str) -> list[str]:
    text = convert.phrase(text)[0].plain if "\\" in text or "{" in text else text
    return [word.strip() for word in re.split(r";" if ";" in text else r"[,\n]", text) if word.strip()]


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
    written = _plain(entry.text("doi"))
    if number := arxiv_id(written):
        draft.arxiv = draft.arxiv or number
    else:
        draft.doi = draft.doi or doi(written)
    taken |= {"doi"} if number or draft.doi else set()
    eprint = _plain(entry.text("eprint"))
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
        if number := arxiv_id(_plain(entry.text(name))):
            draft.arxiv = draft.arxiv or number
            taken.add(name)
    if draft.arxiv and (primary := _plain(entry.text("primaryclass") or entry.text("eprintclass"))):
        draft.more.setdefault("arxiv_categories", [primary])
        taken |= {"primaryclass", "eprintclass"}
    for name, kind in _IDS.items():
        if value := _plain(entry.text(name)):
            value = value.rpartition("/")[2] if "://" in value else value
            draft.ids.setdefault(kind, value)
            taken.add(name)
    if found := re.match(r"https?://dblp\.org/rec/(.+?)(?:\.bib)?$", entry.text("biburl")):
        draft.ids.setdefault("dblp", found[1])
        taken.add("biburl")


def _placed(entry: BibEntry, draft: PaperDraft, taken: set[str], kind: str) -> None:
    """Where it appeared."""
    choices = _CONTAINERS.get(kind, _ANY_CONTAINER)
    container = next((name for name in choices if entry.text(name) and not web_address(_plain(entry.text(name)))), "")
    if container:
        draft.container = draft.container or _named(_titled(entry, container, _SUBTITLES.get(container, "")))
        taken |= {container, _SUBTITLES.get(container, "")}
    for attribute, fields in _PLACES.items():
        for name in fields:
            if name not in taken and entry.text(name) and not getattr(draft, attribute):
                setattr(draft, attribute, _named(entry.text(name)) if name == "series" else entry.text(name))
                taken.add(name)
    if not draft.short and "venue" not in taken and (venue := _plain(entry.text("venue"))):
        if not draft.container:
            draft.container = venue
        elif len(venue) <= 24 and not re.search(r",\s", venue):
            draft.short = venue
        else:
            draft.place = draft.place or venue
        taken |= {"venue"} if venue in (draft.container, draft.short, draft.place) else set()
    same = {draft.container, draft.series, draft.publisher}
    taken |= {name for name in ("journal", "booktitle", "organization") if entry.text(name) in same}


_SUBTITLES = {"journaltitle": "journalsubtitle", "booktitle": "booksubtitle"}
_PLACES: Mapping[str, tuple[str, ...]] = {
    "short": ("shortjournal", "abbr", "abbrv", "journalabbr"),
    "series": ("series",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "eid", "articleno", "article-number"),
    "publisher": ("publisher", "organization", "institution"),
    "place": ("address", "location"),
}


def _remarked(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """Notes and the rest of what a person may have written about it."""
    note = line(entry.text("note"))
    state = state_in(note)
    is_bare = state and len(note) < 30 and not re.search(r"\d", note)
    if state and not draft.doi:
        draft.status = draft.status or state
    if note and not draft.comments:
        draft.comments = "" if is_bare and draft.status == state else note
        taken.add("note")
    for name in ("award", "awards", "honor"):
        if name not in taken and (value := words(entry.text(name))):
            draft.more.setdefault("awards", []).append(value)
            taken.add(name)
    if value := licence(_plain(entry.text("copyright") or entry.text("license"))):
        draft.more.setdefault("license", value)
        taken |= {"copyright", "license"}
    if entry.text("selected").lower() in ("true", "yes", "1"):
        draft.more.setdefault("selected", "true")
        taken.add("selected")
    language = _plain(entry.text("langid") or entry.text("language")).lower()
    tag = _LANGUAGES.get(language, language if _CODE.fullmatch(language) else "")
    if language in ("english", "american", "british", "ukenglish", "usenglish", "eng") or tag.startswith("en"):
        taken |= {"langid", "language"}
    elif tag:
        draft.more.setdefault("language", tag)
        taken |= {"langid", "language"}


def _links(entry: BibEntry, draft: PaperDraft, taken: set[str], folder: Path, copies: dict[str, Path]) -> None:
    """Take addresses, and files that lie below the folder of the .bib file."""
    for name, value in entry.fields.items():
        base = re.sub(r"(?:[-_ ]?(?:url|link)|[-_]?\d+)$", "", name) or name
        kind = LINKS.get(name, LINKS.get(base, "" if base.startswith("bdsk") and "url" in name else None))
        if name in taken or kind is None:
            continue
        if _linked(_plain(value.text), kind, draft) or _is_taken_as_file(value.text, kind, draft, folder, copies):
            taken.add(name)
    if address := web_address(_plain(entry.text("howpublished"))):
        taken |= {"howpublished"} if draft.address(address) else set()
    for path in _files(entry.text("file")):
        if not _is_taken_as_file(path, "pdf", draft, folder, copies):
            reason = attached(folder, path)[1] or "only a PDF is copied"
            draft.losses.append(Loss(draft.file, entry.fields["file"].line, "file", path, reason))
    taken.add("file")


def _linked(text: str, kind: str, draft: PaperDraft) -> bool:
    addresses = [
        address for part in re.split(r"[\s,;]+(?=https?://)", text) if (address := web_address(part.strip(" ,;")))
    ]
    for address in addresses:
        if kind in ("", "html"):
            draft.address(address)
        elif kind == "other":
            draft.others.append({"label": "Supplement", "url": address})
        else:
            draft.link(kind, address)
    return bool(addresses)


def _is_taken_as_file(written: str, kind: str, draft: PaperDraft, folder: Path, copies: dict[str, Path]) -> bool:
    """Whether a path names a file below the folder, which becomes a link of this kind."""
    path = _plain(written).removeprefix("./")
    if "://" in path or not re.search(r"\.\w{2,5}$", path) or (kind == "pdf" and not path.lower().endswith(".pdf")):
        return False
    origin, _ = attached(folder, path)
    if origin is None or kind == "other":
        return False
    target = target_path("assets", path)
    copies.setdefault(target, origin)
    draft.link(kind or "pdf", target)
    return True


def _files(text: str) -> list[str]:
    """The paths in a `file` field: JabRef's and Zotero's `description:path:type`, parted by `;`, or a path alone."""
    paths = []
    for part in re.split(r"(?<!\\);", text):
        pieces = [
            piece.replace("\\:", ":").replace("\\;", ";") for piece in re.split(r"(?<!\\):(?!\\\\)", part.strip())
        ]
        path = pieces[1] if len(pieces) > 2 else pieces[-1] if len(pieces) == 1 else pieces[0]
        if re.fullmatch(r"[A-Za-z]", path) and len(pieces) > 3:
            path = f"{path}:{pieces[2]}"
        paths += [path.strip()] if path.strip() else []
    return paths


def _rest(entry: BibEntry, draft: PaperDraft, taken: set[str]) -> None:
    """Fields that are left: for the paper's own .bib entry, or a loss."""
    for_bibtex = dict(draft.bibtex.get("fields") or {})
    for name, value in entry.fields.items():
        if name in taken or not value.text:
            continue
        if name in _FOR_BIBTEX:
            for_bibtex[name] = " ".join(value.text.split())
        else:
            draft.lose(name, _plain(value.text) or value.text, line_number=value.line)
    for name, value in entry.repeated:
        draft.lose(name, _plain(value.text), "the field stands there twice", value.line)
    if for_bibtex:
        draft.bibtex["fields"] = for_bibtex


def _named(text: str) -> str:
    r"""The name of a venue; `\apj` and its like are what astronomers mean by them."""
    bare = text.strip().strip("{}").strip()
    return JOURNALS.get(bare.removeprefix("\\"), text) if bare.startswith("\\") else text


def _plain(text: str) -> str:
    """A text that is no prose: an id, an address, a path; without braces and backslashes that only protect."""
    return " ".join(re.sub(r"\\([_%&#$~{}])", r"\1", text).replace("{", "").replace("}", "").split())
