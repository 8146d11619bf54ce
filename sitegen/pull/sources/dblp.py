"""DBLP: the publications of a person id, or those of a name.

In: a DBLP person id (`95/7448-1`), or names. Out: Records with venue, pages and DBLP's key; it has no abstracts. The
page of a name that several people share is refused: its papers are not one person's.

Source: https://dblp.org/faq/How+to+use+the+dblp+search+API.html.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote
from xml.etree.ElementTree import Element

from sitegen.merge.record import Record
from sitegen.pull.data import Data
from sitegen.pull.fault import SourceError
from sitegen.pull.fields import Fields, arxiv_id, author, day, doi, kept, orcid, place_of, web_address
from sitegen.pull.paging import Page, collect
from sitegen.pull.service import Service
from sitegen.pull.wanted import Wanted
from sitegen.pull.web import Web
from sitegen.pull.wording import one_line
from sitegen.pull.xmltree import child_text, text_of

DBLP = Service(name="dblp", title="DBLP", hosts=("dblp.org", "dblp.uni-trier.de"), pace=2.0)
_SEARCH = "https://dblp.org/search/publ/api"
_PAGE = 500
_TYPES = {
    "article": "article", "inproceedings": "inproceedings", "incollection": "chapter", "book": "book",
    "proceedings": "book", "phdthesis": "thesis", "mastersthesis": "thesis", "data": "dataset",
}  # fmt: skip
_HIT_TYPES = {
    "Journal Articles": "article", "Conference and Workshop Papers": "inproceedings", "Books and Theses": "book",
    "Parts in Books or Collections": "chapter", "Editorship": "book", "Data and Artifacts": "dataset",
}  # fmt: skip
_NUMBER = re.compile(r"\s[0-9]{4}$")
_MARKUP = frozenset({"i", "sub", "sup", "tt"})


def dblp(wanted: Wanted, web: Web) -> tuple[Record, ...]:
    """Return the publications behind the person's ids, or those of the name."""
    records: dict[str, Record] = {}
    for identity in wanted.own("dblp"):
        records |= {record.source_id: record for record in _person(web, _pid(identity))}
    if wanted.is_by_name:
        for name in wanted.names:
            records |= {record.source_id: record for record in _by_name(web, name)}
    return tuple(records.values())


def _pid(identity: str) -> str:
    """`95/7448-1`, also out of an address."""
    return re.sub(r"^(?:https?://[^/]+/)?pid/|\.(?:html|xml)$", "", identity)


def _person(web: Web, identity: str) -> list[Record]:
    page = web.xml(DBLP, f"https://dblp.org/pid/{quote(identity)}.xml")
    if page.tag != "dblpperson":
        raise SourceError(DBLP.title, "schema", f"its answer is <{page.tag}> where a <dblpperson> was expected")
    about = page.find("person")
    if about is not None and about.get("publtype") == "disambiguation":
        raise SourceError(
            DBLP.title,
            "denied",
            f"{identity} stands for several people of one name: choose one of them ({identity}-1 …)",
        )
    own = {identity, page.get("pid", identity)}
    items = [item for entry in page.iterfind("r") for item in entry]
    announced = page.get("n", "")
    if announced.isdecimal() and len(items) < int(announced):
        raise SourceError(DBLP.title, "incomplete", f"it announced {announced} publications and sent {len(items)}")
    return [_record(item, own) for item in items]


def _record(item: Element, own: set[str]) -> Record:
    key, title = item.get("key", ""), one_line(_marked(item.find("title"))).removesuffix(".")
    if not key or not title:
        raise SourceError(DBLP.title, "schema", "a publication has no key or no title")
    people = item.findall("author") or item.findall("editor")
    places = [place for place in map(text_of, item.iterfind("ee")) if place]
    volume = child_text(item, "volume")
    is_informal = item.get("publtype", "").startswith("informal")
    preprint = arxiv_id(volume.removeprefix("abs/")) if volume.startswith("abs/") else ""
    fields = kept(
        title=title,
        authors=[_author(text_of(one), one.get("orcid", "")) for one in people],
        date=day(child_text(item, "year")),
        type="preprint" if preprint or is_informal else _TYPES.get(item.tag, "other"),
        venue={} if preprint else _venue(item, volume),
        arxiv=preprint or next(filter(None, (arxiv_id(place) for place in places if "arxiv" in place.lower())), ""),
        doi=next(filter(None, (doi(place) for place in places if "doi.org/" in place)), ""),
        ids=kept(dblp=key, isbn=child_text(item, "isbn")),
        links=kept(pdf=next((web_address(place) for place in places if place.lower().endswith(".pdf")), "")),
        status="withdrawn" if item.get("publtype") == "withdrawn" else "",
    )
    person = place_of(own, [one.get("pid", "") for one in people])
    return Record(source="dblp", source_id=key, reached="id", fields=fields, person=person)


def _venue(item: Element, volume: str) -> Fields:
    name = child_text(item, "journal") or child_text(item, "booktitle") or child_text(item, "school")
    if not name and item.tag not in {"book", "proceedings"}:
        return {}
    return kept(
        name=one_line(name or child_text(item, "series")),
        volume=volume,
        issue=child_text(item, "number"),
        pages=child_text(item, "pages"),
        publisher=one_line(child_text(item, "publisher")),
    )


def _author(name: str, identity: str = "") -> str | Fields:
    """An author, without the number that tells a name from equal ones."""
    name = _NUMBER.sub("", one_line(name))
    if not name:
        raise SourceError(DBLP.title, "schema", "an author has no name")
    return author(name, orcid(identity))


def _marked(element: Element | None) -> str:
    """The text of an element, with the little markup that titles have."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        inner = _marked(child)
        parts += [f"<{child.tag}>{inner}</{child.tag}>" if child.tag in _MARKUP else inner, child.tail or ""]
    return "".join(parts)


def _by_name(web: Web, name: str) -> list[Record]:
    words = f"author:{'_'.join(one_line(name).split())}:"

    def ask(first: int) -> Page[Record, int]:
        query = {"q": words, "format": "json", "h": _PAGE, "f": first}
        hits = web.json(DBLP, _SEARCH, query).need("result").part("result").need("hits").part("hits")
        found = [_hit(hit.need("info").part("info")) for hit in hits.parts("hit")]
        return Page({one.source_id: one for one in found}, len(found), first + len(found), _count(hits, "@total"))

    return list(collect(DBLP, 0, ask))


def _count(hits: Data, key: str) -> int:
    """A number that is written as text."""
    said = hits.need(key).text(key)
    if not said.isdecimal():
        raise hits.wrong(f"{key} is no number")
    return int(said)


def _hit(info: Data) -> Record:
    key = info.need("key", "title").text("key")
    title = one_line(unescape(info.text("title"))).removesuffix(".")
    volume = _first(info, "volume")
    preprint = arxiv_id(volume.removeprefix("abs/")) if volume.startswith("abs/") else ""
    kind = info.text("type")
    venue = kept(
        name=one_line(unescape(_first(info, "venue"))),
        volume=volume,
        issue=_first(info, "number"),
        pages=_first(info, "pages"),
        publisher=one_line(unescape(_first(info, "publisher"))),
    )
    fields = kept(
        title=title,
        authors=[_author(unescape(one.need("text").text("text"))) for one in _people(info)],
        date=day(info.text("year")),
        type="preprint" if preprint or kind == "Informal and Other Publications" else _HIT_TYPES.get(kind, "other"),
        venue=venue if venue.get("name") and not preprint else {},
        arxiv=preprint,
        doi=doi(info.text("doi")),
        ids={"dblp": key},
    )
    return Record(source="dblp", source_id=key, reached="name", fields=fields)


def _people(info: Data) -> tuple[Data, ...]:
    """Authors: a list, one alone without a list, or none at all."""
    authors = info.part("authors")
    return authors.parts("author") if authors.is_list("author") else tuple(filter(None, [authors.part("author")]))


def _first(info: Data, key: str) -> str:
    """A text, or the first of a list of them."""
    return next(iter(info.texts(key)), "") if info.is_list(key) else info.text(key)
