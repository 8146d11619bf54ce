"""ACL Anthology: papers by their Anthology ids, also out of the DOIs that carry them.

In: ids of papers. Out: Records with venue, awards, videos and attachments. The Anthology has no interface but its data
files, one for each collection of volumes; they are fetched whole, and once a day at most.

Source: https://github.com/acl-org/acl-anthology, data/xml/schema.rnc.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from sitegen.merge.record import Record
from sitegen.pull.fields import Fields, author_of, day_of, doi, kept, orcid, unique, web_address
from sitegen.pull.left_out import Outcome, read_each
from sitegen.pull.prose import abstract, title
from sitegen.pull.query import AuthorQuery
from sitegen.regex import regex
from sitegen.web.clean_text import one_line
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.service import Service
from sitegen.web.xmltree import child_text, text_of

ACL = Service(name="acl", title="ACL Anthology", hosts=("raw.githubusercontent.com",), pace=1.0, text_is_data=True)
_DATA = "https://raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml"
_SITE = "https://aclanthology.org"
_ID = regex(r"((?:19|20)[0-9]{2}\.[a-z0-9]+)-[a-z0-9]+\.[0-9]+|([A-Z][0-9]{2})-[0-9]{4}")
_DOI = regex(r"10\.(?:18653|3115)/v1/(.+)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_D19_WORKSHOPS = 5
"""From this volume on the collection D19 holds workshops, numbered as those of W are."""
_MARKUP = {"b": "b", "i": "i"}
_ATTACHED = {
    "software": "code", "code": "code", "dataset": "data", "data": "data", "poster": "poster", "presentation": "slides",
    "slides": "slides", "video": "video",
}  # fmt: skip


def acl(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the Anthology's papers among those wanted."""
    collections: dict[str, set[str]] = {}
    named = (match[1] for doi in wanted.works.doi if (match := _DOI.fullmatch(doi)))
    for acl_id in (*wanted.works.acl, *named):
        normal = acl_id if "." in acl_id else acl_id.upper()
        if match := _ID.fullmatch(normal):
            collections.setdefault(match[1] or match[2], set()).add(normal)
    return tuple(outcome for name, ids in sorted(collections.items()) for outcome in _papers(web, name, ids))


def _papers(web: Web, name: str, ids: set[str]) -> tuple[Outcome, ...]:
    try:
        collection = web.xml(ACL, f"{_DATA}/{name}.xml")
    except SourceError as error:
        if error.kind != "missing":
            raise
        return ()
    if collection.tag != "collection" or collection.get("id") != name:
        raise SourceError(ACL.title, "schema", f"its answer is not the collection {name}")
    papers = {
        paper_id: (paper, volume)
        for volume in collection.iterfind("volume")
        for paper in volume.iterfind("paper")
        if (paper_id := _id(paper, volume, name)) in ids
    }
    return read_each("acl", papers, lambda elements: _record(*elements, _id(*elements, name)))


def _id(paper: Element, volume: Element, collection: str) -> str:
    """The id as new ones are made; in collections of old ones the number of the volume stands before the paper's."""
    number, paper_number = volume.get("id", ""), paper.get("id", "")
    if "." in collection or not (number.isdecimal() and paper_number.isdecimal()):
        return f"{collection}-{number}.{paper_number}"
    has_many = collection[0] == "W" or collection == "C69" or (collection == "D19" and int(number) >= _D19_WORKSHOPS)
    return (
        f"{collection}-{int(number):02d}{int(paper_number):02d}"
        if has_many
        else f"{collection}-{number}{int(paper_number):03d}"
    )


def _record(paper: Element, volume: Element, acl_id: str) -> Record:
    name = title(_marked(paper.find("title")))
    if not name:
        raise _wrong(acl_id, "title is missing")
    meta = volume.find("meta")
    about = meta if meta is not None else Element("meta")
    is_journal = volume.get("type") == "journal" or about.find("journal-volume") is not None
    code = [web_address(item.get("url", "")) for item in paper.iterfind("pwccode")]
    fields = kept(
        title=name,
        authors=[_author(person, acl_id) for person in paper.iterfind("author")],
        editors=[_author(person, acl_id) for person in _editors(paper, about)] if not is_journal else [],
        date=_date(about),
        type="article" if is_journal else "inproceedings",
        venue=_venue(paper, about, is_journal=is_journal),
        abstract=abstract(_marked(paper.find("abstract"))),
        doi=doi(child_text(paper, "doi")),
        ids={"acl": acl_id},
        links={"pdf": _pdf(paper, acl_id), **_attached(paper)},
        awards=unique(text_of(award) for award in paper.iterfind("award")),
        status="retracted" if paper.find("retracted") is not None else "",
    )
    suggested = {"links": {"code": [url for url in code if url]}} if any(code) else {}
    return Record(source="acl", source_id=acl_id, reached="id", fields=fields, suggested=suggested)


def _editors(paper: Element, meta: Element) -> list[Element]:
    """The editors of the volume that the paper is in."""
    return paper.findall("editor") or meta.findall("editor")


def _pdf(paper: Element, acl_id: str) -> str:
    """The paper itself: elsewhere for some old ones, else in the Anthology."""
    url = child_text(paper, "url")
    return web_address(url) if "://" in url else f"{_SITE}/{acl_id}.pdf"


def _wrong(acl_id: str, what: str) -> SourceError:
    return SourceError(ACL.title, "schema", f"{acl_id}: {what}", detail=what)


def _author(person: Element, acl_id: str) -> str | Fields:
    given, family = child_text(person, "first"), child_text(person, "last")
    if not given and not family:
        raise _wrong(acl_id, "an author has no name")
    places = [text_of(affiliation) for affiliation in person.iterfind("affiliation")]
    return author_of(given, family, orcid=orcid(person.get("orcid", "")), affiliations=places)


def _date(meta: Element) -> str:
    year, month = child_text(meta, "year"), child_text(meta, "month")[:3].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else None
    return day_of([int(year), number]) if year.isdecimal() else ""


def _venue(paper: Element, meta: Element, *, is_journal: bool) -> Fields:
    book = one_line(_marked(meta.find("booktitle")))
    name = one_line(child_text(meta, "journal-title")) or re.split(r",? Volume \d", book)[0] if is_journal else book
    return kept(
        name=name,
        volume=child_text(meta, "journal-volume"),
        issue=child_text(meta, "journal-issue"),
        pages=child_text(paper, "pages"),
        publisher=one_line(child_text(meta, "publisher")),
        place=one_line(child_text(meta, "address")),
    ) if name else {}  # fmt: skip


def _attached(paper: Element) -> Fields:
    """Videos and attachments by kind; a kind that has several is a list."""
    urls_by_kind: dict[str, list[str]] = {}
    for video in paper.iterfind("video"):
        urls_by_kind.setdefault("video", []).append(_file_address(video.get("href", "")))
    for item in paper.iterfind("attachment"):
        if kind := _ATTACHED.get(item.get("type", "").lower(), ""):
            urls_by_kind.setdefault(kind, []).append(_file_address(text_of(item), "attachments/"))
    links = {kind: list(dict.fromkeys(filter(None, urls))) for kind, urls in urls_by_kind.items()}
    return {kind: urls[0] if len(urls) == 1 else urls for kind, urls in links.items() if urls}


def _file_address(target: str, folder: str = "") -> str:
    return web_address(target if "://" in target or not target else f"{_SITE}/{folder}{target}")


def _marked(element: Element | None) -> str:
    """The text of an element: formulas between dollars, bold and italics as HTML, the rest without its marks."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        inner = _marked(child)
        if child.tag == "tex-math":
            inner = f"${inner}$"
        elif child.tag in _MARKUP:
            inner = f"<{child.tag}>{inner}</{child.tag}>"
        parts += [inner, child.tail or ""]
    return "".join(parts)
