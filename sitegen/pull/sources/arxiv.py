"""arXiv: a person's author feed, a search by name, and papers by their ids.

In: an arXiv author id or an ORCID iD linked there, ids of papers, or names. Out: Records with LaTeX as written, the
dates of the versions and the licence. Both layouts of its Atom feeds are read by the names of their elements, and an
error that poses as an entry is an error.

Source: https://info.arxiv.org/help/api/user-manual.html, https://info.arxiv.org/help/author_identifiers.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal
from urllib.parse import quote
from xml.etree.ElementTree import Element

from sitegen.merge.record import Note, Record
from sitegen.pull.fields import Fields, author, code_links, day, doi, kept, unique
from sitegen.pull.journalref import journal_reference
from sitegen.pull.left_out import LeftOut, Outcome, read_each
from sitegen.pull.paging import ResultPage, collect
from sitegen.pull.prose import abstract as plain_abstract
from sitegen.pull.prose import title as plain_title
from sitegen.pull.prose import words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.sources import oai
from sitegen.pull.sources.oai import ARXIV
from sitegen.pull.withdrawal import withdrawal
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import ids
from sitegen.web.clean_text import one_line
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.messages import Terms
from sitegen.web.xmltree import child_text, text_of

__all__ = ["ARXIV", "arxiv"]

_QUERY = "https://export.arxiv.org/api/query"
_SLICE = 200
_BATCH = 100
_DETAILED = 100
"""Papers of one person, the newest, whose licence and versions are asked for: one request each, at arXiv's pace."""
_WITH_ERRORS = Terms(also=frozenset({400}))
_CATEGORY = regex(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")
_SUFFIX = regex(r",\s*(?=(?:Jr|Sr|II|III|IV)\b\.?)")
_PARAGRAPH = regex(r"\n\s*\n|\n[ \t]{2,}(?=\S)")


def arxiv(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the papers behind the person's identifiers, those wanted for their description, or those of the name."""
    entries: Entries = {}
    for identity in wanted.own("arxiv"):
        entries |= _author_feed(web, identity)
    if not wanted.own("arxiv"):
        for identity in wanted.own("orcid"):
            entries |= _linked_feed(web, identity)
    entries |= _by_ids(web, wanted.works.arxiv)
    reached: Literal["id", "name"] = "id"
    if wanted.is_by_name:
        reached = "name"
        for name in wanted.names:
            entries |= _by_name(web, name)
    papers = [entry for entry in entries.values() if isinstance(entry, _FeedEntry)]
    newest = sorted(papers, key=lambda entry: entry.updated, reverse=True)[:_DETAILED]
    details = oai.details(web, {entry.id: entry.version for entry in newest} if reached == "id" else {})

    def read(entry: _FeedEntry) -> Record:
        return _record(entry, details.get(entry.id, oai.NOTHING), reached)

    return read_each("arxiv", entries, read)


class _FeedEntry(NamedTuple):
    """One paper of a feed."""

    id: str
    version: int
    updated: str
    element: Element


Entries = dict[str, _FeedEntry | LeftOut]


def _author_feed(web: Web, identity: str) -> Entries:
    """The papers of an author id. Either feed will do: they differ in how they list co-authors."""
    address = f"https://arxiv.org/a/{quote(identity, safe='')}"
    try:
        feed = web.xml(ARXIV, f"{address}.atom2")
    except SourceError as error:
        if error.kind != "missing":
            raise
        feed = web.xml(ARXIV, f"{address}.atom")
    page = _page(feed, 0)
    if page.total and feed.find("entry") is None:
        raise SourceError(ARXIV.title, "incomplete", f"it announced {page.total} papers and sent none")
    return _all_of(page)


def _all_of(page: ResultPage[_FeedEntry, int]) -> Entries:
    return {**page.items, **{f"?{at}": fault for at, fault in enumerate(page.faults)}}


def _linked_feed(web: Web, identity: str) -> Entries:
    """The papers of an ORCID iD; none when its owner has not linked it to arXiv."""
    try:
        return _author_feed(web, identity)
    except SourceError as error:
        if error.kind != "missing":
            raise
        return {}


def _by_ids(web: Web, wanted: tuple[str, ...]) -> Entries:
    entries: Entries = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        page = _listed(web, batch)
        missing = [paper_id for paper_id in batch if paper_id not in page.items]
        entries |= {key: entry for key, entry in page.items.items() if key in batch}
        # An id that does not exist may be counted and not sent; only asked alone does it show which one it is.
        if page.total is not None and page.sent < page.total and len(batch) > 1:
            for paper_id in missing:
                entries |= {key: entry for key, entry in _listed(web, (paper_id,)).items.items() if key == paper_id}
    return entries


def _listed(web: Web, batch: tuple[str, ...]) -> ResultPage[_FeedEntry, int]:
    query = {"id_list": ",".join(batch), "start": 0, "max_results": len(batch)}
    return _page(web.xml(ARXIV, _QUERY, query, terms=_WITH_ERRORS), 0)


def _by_name(web: Web, name: str) -> Entries:
    question = one_line(name.replace('"', " "))

    def ask(start: int) -> ResultPage[_FeedEntry, int]:
        query = {
            "search_query": f'au:"{question}"', "start": start, "max_results": _SLICE,
            "sortBy": "submittedDate", "sortOrder": "ascending",
        }  # fmt: skip
        return _page(web.xml(ARXIV, _QUERY, query, terms=_WITH_ERRORS), start)

    return collect(ARXIV, 0, ask)


def _page(feed: Element, start: int) -> ResultPage[_FeedEntry, int]:
    """Read a feed; what comes next is counted by what was sent, however much was asked for."""
    if feed.tag != "feed":
        raise SourceError(ARXIV.title, "schema", f"its answer is <{feed.tag}> where a <feed> was expected")
    total = child_text(feed, "totalResults")
    if total and not total.isdecimal():
        raise SourceError(ARXIV.title, "schema", "its number of results is no number")
    entries: dict[str, _FeedEntry | LeftOut] = {}
    faults = []
    sent = 0
    for entry in _entries(feed):
        sent += 1
        there = entries.get(entry.id)
        if isinstance(entry, LeftOut):
            faults.append(entry)
        elif not isinstance(there, _FeedEntry) or there.version < entry.version:  # the newest, whatever the order
            entries[entry.id] = entry
    count = int(total) if total else None
    return ResultPage(entries, sent, start + sent if count is not None else None, count, tuple(faults))


def _entries(feed: Element) -> Iterator[_FeedEntry | LeftOut]:
    for element in feed.iter("entry"):
        address = child_text(element, "id")
        if "/api/errors" in address:
            raise SourceError(
                ARXIV.title, "denied", f"it does not accept the question: {child_text(element, 'summary')}"
            )
        if not address:
            if child_text(element, "title"):  # without one it is how arXiv says that it knows no such paper
                yield LeftOut("arxiv", "without an id", child_text(element, "title")[:80], sentence="id is missing")
            continue
        try:
            bare, version = ids.split_arxiv(address)
        except ValueError:
            yield LeftOut("arxiv", address[:80], sentence="id is none of arXiv")
            continue
        yield _FeedEntry(
            bare, version or 1, child_text(element, "updated") or child_text(element, "published"), element
        )


def _record(entry: _FeedEntry, details: oai.Details, reached: Literal["id", "name"]) -> Record:
    element = entry.element
    title, published = plain_title(child_text(element, "title")), day(child_text(element, "published"))
    if not title or not published:
        missing = "published" if title else "title"
        raise SourceError(ARXIV.title, "schema", f"{entry.id} has no {missing}", detail=f"{missing} is missing")
    abstract = plain_abstract(_paragraphs(child_text(element, "summary")))
    comment, reference = words(child_text(element, "comment")), one_line(child_text(element, "journal_ref"))
    appeared = journal_reference(reference)
    told = withdrawal(comment, abstract)
    is_withdrawn = told.is_sure or details.is_withdrawn
    code, maybe = code_links(comment, abstract)
    fields = kept(
        title=title,
        authors=_authors(element),
        date=published,
        updated=day(child_text(element, "updated")) if entry.version > 1 else "",
        versions=list(details.versions) or _versions(entry, published),
        type=appeared.get("type", ""),
        venue=appeared.get("venue", {}),
        abstract=abstract,
        comments=comment,
        arxiv=entry.id,
        doi=next(filter(None, map(doi, child_text(element, "doi").split())), ""),
        links=kept(pdf="" if is_withdrawn else f"https://arxiv.org/pdf/{entry.id}", code=code),
        arxiv_categories=_categories(element),
        status="withdrawn" if is_withdrawn else "",
        license=details.licence,
    )
    suggested = {"links": {"code": list(maybe)}} if maybe else {}
    notes = [_doubt(told.doubt)] if told.doubt and not is_withdrawn else []
    notes += [_unread(reference)] if reference and not appeared else []
    return Record(
        source="arxiv", source_id=entry.id, reached=reached, fields=fields, suggested=suggested, notes=tuple(notes)
    )


def _doubt(sentence: str) -> Note:
    quoted = f'"{sentence[:160]}" may say that this paper is withdrawn, or that another is'
    return Note("comments", quoted, "if this paper is, write status: withdrawn into the file")


def _unread(reference: str) -> Note:
    sentence = f'arXiv says that it appeared in "{reference[:200]}", which has no form that is known here'
    return Note("venue", sentence, "write venue: into the file, if no source does")


def _versions(entry: _FeedEntry, published: str) -> list[Fields]:
    """The versions that the feed alone tells: the first and the last, each with its day."""
    if entry.version > 2:
        return []
    last = day(entry.updated)
    return [{"version": "1", "date": published}] + ([kept(version="2", date=last)] if entry.version == 2 else [])


def _authors(element: Element) -> list[str | Fields]:
    people = [
        (child_text(person, "name"), [text_of(affiliation) for affiliation in person.iterfind("affiliation")])
        for person in element.iterfind("author")
    ]
    if len(people) == 1 and "," in people[0][0]:  # the feed that lists all authors in one element
        parts = _SUFFIX.sub("\x00", people[0][0]).split(",")
        people = [(part.replace("\x00", ", "), []) for part in parts]
    return [author(name, "", places) for name, places in people if name.strip()]


def _categories(element: Element) -> list[str]:
    """The primary category and the others; classes of MSC and ACM, which come along, are left out."""
    primary = [category.get("term", "") for category in element.iterfind("primary_category")]
    terms: Iterable[Mapping[str, str]] = (category.attrib for category in element.iterfind("category"))
    return [name for name in unique([*primary, *(term.get("term", "") for term in terms)]) if _CATEGORY.fullmatch(name)]


def _paragraphs(text: str) -> str:
    return "\n\n".join(filter(None, map(one_line, _PARAGRAPH.split(text))))
