"""A paper as bibliographies describe it, whatever their format, and the fields of a paper file that come of it.

In: what was read, by the names that all formats share (a title, people, a container, pages …). Out: the fields, in the
form that they have in YAML; what does not fit goes to `extra` and is a loss. Never reads a file.
"""

from __future__ import annotations

import re
from dataclasses import field

from sitegen.cite.pagination import with_dash
from sitegen.content.requirements import NAMELESS
from sitegen.errors import Problem
from sitegen.importers.reading import Loss, PaperEntry
from sitegen.importers.written_text import label, line, words
from sitegen.merge.record import IMPORT, Record
from sitegen.model import UNPUBLISHED
from sitegen.pull.fields import Fields, arxiv_id, doi, kept, web_address
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.text import venues

_STATES = (
    (
        regex(r"\b(?:to appear|forthcoming|in press|inpress|accepted|im druck|à paraître)\b", re.IGNORECASE),
        "accepted",
    ),
    (regex(r"\b(?:submitted|under (?:review|submission)|in review|under revision)\b", re.IGNORECASE), "submitted"),
    (regex(r"\b(?:in preparation|in prep|working draft|work in progress)\b", re.IGNORECASE), "in preparation"),
    (regex(r"^retracted$", re.IGNORECASE), "retracted"),
)
_ARXIV = regex(r"\b(?:arXiv|CoRR)\b|^abs/\d{4}\.\d{4,5}", re.IGNORECASE)
_ARXIV_ID = regex(
    r"(?:arXiv(?:\s+(?:e-?prints?|preprints?))?\s*:?\s*|arxiv\.org/(?:abs|pdf)/|abs/)((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)",
    re.IGNORECASE,
)
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LINK_HOSTS = (
    (regex(r"//(?:www\.)?(?:github|gitlab|codeberg|bitbucket)\.(?:com|org)/"), "code"),
    (regex(r"//(?:www\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/"), "video"),
    (regex(r"//(?:www\.)?(?:zenodo\.org|figshare\.com|osf\.io)/"), "data"),
    (regex(r"\.pdf(?:[?#]|$)|//arxiv\.org/pdf/|/pdf$", re.IGNORECASE), "pdf"),
)
_ACL = regex(r"^https?://(?:www\.)?aclanthology\.org/([A-Z]\d{2}-\d{4}|[\w.-]+-[\w.]+\.\d+)(?:\.pdf)?/?$")
_OPENREVIEW = regex(r"^https?://openreview\.net/(?:forum|pdf)\?id=([\w-]+)")


@dataclass(slots=True)
class PaperDraft:
    """One paper as it is read: texts are still as their file has them, but for people, dates and addresses.

    `losses` and `extra` are what has no home: name, value, line, and why.
    """

    file: str
    line: int
    key: str = ""
    kind: str = ""
    title: str = ""
    authors: list[str | Fields] = field(default_factory=list)
    editors: list[str | Fields] = field(default_factory=list)
    date: str = ""
    container: str = ""
    short: str = ""
    series: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    abstract: str = ""
    doi: str = ""
    arxiv: str = ""
    status: str = ""
    comments: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    others: list[Fields] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    more: Fields = field(default_factory=dict)
    bibtex: Fields = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def lose(self, name: str, value: str, reason: str = "", line_number: int = 0) -> None:
        """Note a value without a home; it is kept under `extra`."""
        value = value.strip()
        if not value:
            return
        self.losses.append(Loss(self.file, line_number or self.line, name, value, reason))
        key = re.sub(r"[^\w-]+", "-", name).strip("-") or "value"
        known = self.extra.get(key)
        self.extra[key] = f"{known}; {value}" if known and known != value else value

    def tell(self, name: str, sentence: str, hint: str = "", line_number: int = 0) -> None:
        """Note what a person should look at."""
        self.problems.append(Problem(self.file, line_number or self.line, 0, name, sentence, hint, "warning"))

    def link(self, kind: str, address: str) -> None:
        """Add a link, once."""
        links = self.links.setdefault(kind, [])
        if address not in links:
            links.append(address)

    def address(self, url: str) -> bool:
        """Take an address by what it leads to: an id, or a link of some kind. False where it is none."""
        url = web_address(url.strip().replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#"))
        if not url:
            return False
        if number := arxiv_id(url):
            self.arxiv = self.arxiv or number
            if "/pdf/" not in url:
                return True
        if "doi.org/" in url and (number := doi(url)) and self.doi in ("", number):
            self.doi = number
            return True
        for name, pattern in (("acl", _ACL), ("openreview", _OPENREVIEW)):
            if match := pattern.match(url):
                self.ids.setdefault(name, match[1])
        self.link(next((kind for pattern, kind in _LINK_HOSTS if pattern.search(url)), "html"), url)
        return True


def entry_of(draft: PaperDraft, key: str = "", slug: str = "") -> PaperEntry:
    """The paper that a draft has become; `key` is what its file calls it."""
    record = Record(source=IMPORT, source_id=key, reached="id", fields=fields_of(draft))
    return PaperEntry(record, draft.file, draft.line, slug)


def fields_of(draft: PaperDraft) -> Fields:
    """The fields of a paper file; what does not fit has become a loss of the draft."""
    _find_arxiv(draft)
    kind = _kind(draft)
    status = draft.status or _state(draft)
    venue = _venue(draft, kind)
    _date(draft, status)
    links = {
        **{name: urls[0] if len(urls) == 1 else urls for name, urls in draft.links.items()},
        **kept(other=draft.others),
    }
    fields = kept(
        title=line(draft.title),
        authors=draft.authors,
        editors=draft.editors,
        date=draft.date,
        type=kind,
        venue=venue,
        abstract=draft.abstract,
        comments=draft.comments,
        arxiv=draft.arxiv,
        doi=draft.doi,
        ids=kept(**draft.ids),
        links=links,
        keywords=list(dict.fromkeys(filter(None, map(words, draft.keywords)))),
        status=status,
        bibtex=draft.bibtex,
        **draft.more,
    )
    return {**fields, **kept(extra=draft.extra)}


def state_in(text: str) -> str:
    """The status that a note, a year or a venue speaks of: `accepted`, `submitted`, `in preparation`; else nothing."""
    return next((status for pattern, status in _STATES if pattern.search(text)), "")


def arxiv_in(text: str) -> str:
    """The arXiv id that a text names, as a venue of that id does; else nothing."""
    match = _ARXIV_ID.search(text)
    return arxiv_id(match[1]) if match else ""


def _find_arxiv(draft: PaperDraft) -> None:
    """Take the arXiv id out of what stands in for a venue, and a venue that is only arXiv away."""
    for name in ("container", "publisher", "series", "volume", "pages", "comments"):
        text = getattr(draft, name)
        draft.arxiv = draft.arxiv or arxiv_in(text)
    if draft.container and venues.kind(draft.container) == "arxiv":
        draft.kind = "preprint"
        for name in ("volume", "issue", "pages", "publisher"):
            if _ARXIV.search(getattr(draft, name)) or name == "volume":
                setattr(draft, name, "")
        if draft.arxiv:
            draft.container = ""
    if draft.publisher and venues.kind(draft.publisher) == "arxiv":
        draft.publisher = ""
    if draft.arxiv and draft.short and venues.kind(draft.short) == "arxiv":
        draft.short = ""


def _kind(draft: PaperDraft) -> str:
    if draft.kind == "article" and draft.arxiv and not (draft.container or draft.doi):
        return "preprint"
    if draft.kind in ("", "article") and venues.kind(line(draft.container or draft.publisher)) == "repository":
        return "preprint"
    if draft.kind not in ("", "other"):
        return draft.kind
    if draft.arxiv and not draft.container:
        return "preprint"
    if draft.kind == "" and draft.container and venues.kind(draft.container) == "conference":
        return "inproceedings"
    return draft.kind or ("article" if draft.container else "other")


def _state(draft: PaperDraft) -> str:
    """The state that its venue tells (`Submitted to X`)."""
    status, rest = venues.stated(line(draft.container)) if draft.container else ("", "")
    if status and rest:
        draft.container = rest
    return status


def _venue(draft: PaperDraft, kind: str) -> Fields:
    parts = kept(
        short=label(draft.short),
        series=label(draft.series),
        volume=words(draft.volume),
        issue=words(draft.issue),
        pages=_pages(draft.pages),
        publisher=label(draft.publisher),
        place=label(draft.place),
    )
    name = line(draft.container) if re.search(r"\w", draft.container) else ""
    if name or not parts:
        return kept(name=name, **parts)
    if kind in NAMELESS or not (kind or draft.authors):
        return parts
    for part in ("series", "short", "publisher"):
        if part in parts:
            return {"name": parts.pop(part), **parts}
    for part, value in parts.items():
        draft.lose(part, value, "it has no venue to stand in")
    return {}


def _date(draft: PaperDraft, status: str) -> None:
    """Date what has none by what tells a year: an arXiv id, its venue, its key."""
    if draft.date or status in UNPUBLISHED:
        return
    guesses = {
        "its arXiv id": _date_of_arxiv(draft.arxiv),
        "its venue": "".join(_YEAR.findall(draft.container)[:1]),
        "its key": "".join(_YEAR.findall(draft.key)[:1]),
    }
    origin, draft.date = next(((name, year) for name, year in guesses.items() if year), ("", ""))
    if draft.date:
        draft.tell(
            draft.key or "year",
            f"it has no year; {draft.date} is what {origin} says",
            "write the right date: into its file",
        )


def _pages(text: str) -> str:
    """Pages with one hyphen in a range, unless the pages themselves have hyphens."""
    plain = re.sub(r"\s*[–—−]+\s*", "--", with_dash(words(text), "--"))
    return re.sub(r"\s*-{2,}\s*", "-", plain) if not re.search(r"[^-]-[^-]", plain) else plain


def _date_of_arxiv(paper: str) -> str:
    """The month that an arXiv id tells."""
    number = paper.rpartition("/")[2]
    if not re.match(r"\d{4}", number):
        return ""
    year = int(number[:2])
    return f"{1900 + year if year >= 91 else 2000 + year}-{number[2:4]}"
