"""DBLP: the publications of a person id, or those of a name.

In: a DBLP person id (`95/7448-1`), or names. Out: Records with venue, pages and DBLP's key; it has no abstracts. The
page of a name that several people share is refused: its papers are not one person's.

Source: https://dblp.org/faq/How+to+use+the+dblp+search+API.html.
"""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree.ElementTree import Element

from sitegen.merge.record import Record
from sitegen.pull.fields import Fields, arxiv_id, author, day, doi, kept, orcid, place_of, web_address
from sitegen.pull.left_out import LeftOut, Outcome, read_each
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import title as plain_title
from sitegen.pull.prose import words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import KINDS, Kind, kind
from sitegen.regex import regex
from sitegen.web.clean_text import one_line
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import Service
from sitegen.web.xmltree import child_text, text_of

DBLP = Service(name="dblp", title="DBLP", hosts=("dblp.org", "dblp.uni-trier.de"), pace=2.0)
_SEARCH = "https://dblp.org/search/publ/api"
_PAGE = 500
_NO_PAGE = regex(r"doi\.org/|arxiv\.org/|wikidata\.org/|\.pdf$", re.IGNORECASE)
"""Addresses that are an id, or the paper itself, or no page about it."""
_ACL = regex(r"https?://(?:www\.)?(?:aclanthology\.org|aclweb\.org/anthology)/(?:papers/)?([\w.-]+?)(?:\.pdf|/)?")
_OPENREVIEW = regex(r"https?://openreview\.net/(?:forum|pdf)\?id=([\w-]+)")
_NUMBER = regex(r"\s[0-9]{4}$")
_PART = regex(r" \([0-9]+\)$")
"""The part of the proceedings, which stands behind the name of a meeting."""
_WHOLE = frozenset({"book", "thesis"})
"""Types whose venue may have no name."""
_MARKUP = frozenset({"i", "sub", "sup", "tt"})


def dblp(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the publications behind the person's ids, or those of the name."""
    outcomes: dict[str, Outcome] = {}
    for identity in wanted.own("dblp"):
        outcomes |= {_key(outcome): outcome for outcome in _person(web, _pid(identity))}
    if wanted.is_by_name:
        for name in wanted.names:
            outcomes |= {_key(outcome): outcome for outcome in _by_name(web, name)}
    return tuple(outcomes.values())


def _key(outcome: Outcome) -> str:
    return f"? {outcome.id} {outcome.sentence}" if isinstance(outcome, LeftOut) else outcome.source_id


def _pid(identity: str) -> str:
    """`95/7448-1`, also out of an address."""
    return re.sub(r"^(?:https?://[^/]+/)?pid/|\.(?:html|xml)$", "", identity)


def _person(web: Web, identity: str) -> tuple[Outcome, ...]:
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
    entries = page.findall("r")
    announced = page.get("n", "")
    if announced.isdecimal() and len(entries) < int(announced):
        raise SourceError(DBLP.title, "incomplete", f"it announced {announced} publications and sent {len(entries)}")
    items = {_item_id(entry, at): entry for at, entry in enumerate(entries)}
    return read_each("dblp", items, lambda entry: _read(_item(entry), own))


def _item(entry: Element) -> Element:
    """The publication in an entry of a person's page."""
    item = next(iter(entry), None)
    if item is None:
        raise _wrong("the entry is empty")
    return item


def _item_id(entry: Element, position: int) -> str:
    return next((key for item in entry if (key := item.get("key"))), f"number {position + 1}")


def _read(item: Element, own: set[str]) -> Outcome:
    key, title = item.get("key", ""), plain_title(_marked(item.find("title"))).removesuffix(".")
    if not key or not title:
        raise _wrong(f"{'title' if key else 'key'} is missing")
    form = item.get("publtype", "")
    what = kind("dblp", f"publtype/{form}", item.tag) if f"publtype/{form}" in KINDS["dblp"] else kind("dblp", item.tag)
    if what.refused:
        return LeftOut("dblp", key, title, what.refused)
    return _record(item, what, title, own)


def _wrong(what: str) -> SourceError:
    return SourceError(DBLP.title, "schema", what, detail=what)


def _record(item: Element, what: Kind, title: str, own: set[str]) -> Record:
    key, people = item.get("key", ""), item.findall("author")
    addresses = [address for address in map(text_of, item.iterfind("ee")) if address]
    volume = child_text(item, "volume")
    preprint = arxiv_id(volume.removeprefix("abs/")) if volume.startswith("abs/") else ""
    fields = kept(
        title=title,
        authors=[_author(text_of(person), person.get("orcid", "")) for person in people],
        editors=[_author(text_of(editor), editor.get("orcid", "")) for editor in item.iterfind("editor")],
        date=day(child_text(item, "year")),
        type="preprint" if preprint else what.type,
        venue={} if preprint else _venue(item, volume, what.type),
        arxiv=preprint
        or next(filter(None, (arxiv_id(address) for address in addresses if "arxiv" in address.lower())), ""),
        doi=next(filter(None, (doi(address) for address in addresses if "doi.org/" in address)), ""),
        ids=kept(dblp=key, isbn=child_text(item, "isbn") if what.type in _WHOLE else "", **_other_ids(addresses)),
        links=_links(addresses),
        status="withdrawn" if item.get("publtype") == "withdrawn" else "",
    )
    person = place_of(own, [person_element.get("pid", "") for person_element in people])
    own_id = people[person].get("pid", "") if person is not None else ""
    return Record(
        source="dblp",
        source_id=key,
        reached="id",
        fields=fields,
        person=person,
        notes=what.notes,
        person_ids=kept(dblp=own_id),
    )


def _links(addresses: list[str]) -> Fields:
    """The paper itself, and the page about it where that is more than a DOI: often the only way to it."""
    pdf = next(filter(None, (web_address(address) for address in addresses if address.lower().endswith(".pdf"))), "")
    html = next(filter(None, (web_address(address) for address in addresses if not _NO_PAGE.search(address))), "")
    return kept(pdf=pdf, html=html)


def _other_ids(addresses: list[str]) -> Fields:
    acl = next((match[1] for address in addresses if (match := _ACL.fullmatch(address))), "")
    openreview = next((match[1] for address in addresses if (match := _OPENREVIEW.fullmatch(address))), "")
    return kept(acl=acl, openreview=openreview)


def _venue(item: Element, volume: str, made: str) -> Fields:
    """The journal, the proceedings, the book; of a whole book its series, of a thesis the university."""
    name = child_text(item, "journal") or child_text(item, "booktitle") or child_text(item, "school")
    if not name and made not in _WHOLE:
        return {}
    return kept(
        name=_PART.sub("", words(name)) if made != "book" else "",
        series=words(child_text(item, "series")),
        volume=volume,
        issue=child_text(item, "number"),
        pages=child_text(item, "pages"),
        publisher=words(child_text(item, "publisher")),
        place=words(child_text(item, "address")),
    )


def _author(name: str, identity: str = "") -> str | Fields:
    """An author, without the number that tells a name from equal ones."""
    name = _NUMBER.sub("", words(name))
    if not name:
        raise _wrong("an author has no name")
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


def _by_name(web: Web, name: str) -> tuple[Outcome, ...]:
    question = f"author:{'_'.join(one_line(name).split())}:"

    def ask(first: int) -> ResultPage[Data, int]:
        query = {"q": question, "format": "json", "h": _PAGE, "f": first}
        hits = web.json(DBLP, _SEARCH, query).need("result").part("result").need("hits").part("hits")
        page = listed(DBLP, hits.entries("hit") if "hit" in hits else (), _hit_key)
        return ResultPage(page.items, page.sent, first + page.sent, _count(hits, "@total"), page.faults)

    hits: dict[str, Data | LeftOut] = collect(DBLP, 0, ask)
    return read_each("dblp", hits, _hit)


def _hit_key(hit: Data) -> str:
    return hit.need("info").part("info").need("key").text("key")


def _count(hits: Data, key: str) -> int:
    """A number that is written as text."""
    digits = hits.need(key).text(key)
    if not digits.isdecimal():
        raise hits.wrong(f"{key} is no number")
    return int(digits)


def _hit(hit: Data) -> Outcome:
    info = hit.part("info")
    key = info.need("key", "title").text("key")
    title = plain_title(info.text("title")).removesuffix(".")
    volume = _first(info, "volume")
    preprint = arxiv_id(volume.removeprefix("abs/")) if volume.startswith("abs/") else ""
    what = _hit_kind(info, key)
    if what.refused:
        return LeftOut("dblp", key, title, what.refused)
    made = "preprint" if preprint else what.type
    venue = kept(
        name=_PART.sub("", words(_first(info, "venue"))) if made not in _WHOLE else "",
        volume=volume,
        issue=_first(info, "number"),
        pages=_first(info, "pages"),
        publisher=words(_first(info, "publisher")),
    )
    addresses = list(info.texts("ee")) if info.is_list("ee") else [info.text("ee")]
    people = [_author(person.need("text").text("text")) for person in _people(info)]
    is_edited = info.text("type") == "Editorship"
    fields = kept(
        title=title,
        authors=[] if is_edited else people,
        editors=people if is_edited else [],
        date=day(info.text("year")),
        type=made,
        venue=venue if (venue.get("name") or made in _WHOLE) and not preprint else {},
        arxiv=preprint,
        doi=doi(info.text("doi")),
        ids=kept(dblp=key, **_other_ids(addresses)),
        links=_links(addresses),
    )
    return Record(source="dblp", source_id=key, reached="name", fields=fields, notes=what.notes)


def _hit_kind(info: Data, key: str) -> Kind:
    """The kind of a hit; theses stand among the books, and are told by their keys."""
    what = kind("dblp", info.text("type"))
    return Kind("thesis") if what.type == "book" and key.startswith("phd/") else what


def _people(info: Data) -> tuple[Data, ...]:
    """Authors: a list, one alone without a list, or none at all."""
    authors = info.part("authors")
    return authors.parts("author") if authors.is_list("author") else tuple(filter(None, [authors.part("author")]))


def _first(info: Data, key: str) -> str:
    """A text, or the first of a list of them."""
    return next(iter(info.texts(key)), "") if info.is_list(key) else info.text(key)
