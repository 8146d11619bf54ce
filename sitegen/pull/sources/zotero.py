"""Zotero: the publications of a user, the library of a group, or one collection of either.

In: `users/475425` (their My Publications), `groups/12345`, or either with `/collections/ABCD2345`. Out: Records of
what the library holds; notes, attachments, tags and whatever else is a reader's own stay there. A library that is not
public needs a key, which stands in `ZOTERO_API_KEY`.

Source: https://www.zotero.org/support/dev/web_api/v3/basics.
"""

from __future__ import annotations

import re

from sitegen.merge.record import Record
from sitegen.pull.fields import Fields, arxiv_id, author_of, day, doi, group, kept, web_address
from sitegen.pull.left_out import LeftOut, Outcome, read_each
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import Kind, kind
from sitegen.regex import regex
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.messages import Terms
from sitegen.web.service import ApiKey, Service

ZOTERO = Service(
    name="zotero",
    title="Zotero",
    hosts=("api.zotero.org",),
    pace=0.5,
    key=ApiKey("ZOTERO_API_KEY", "Zotero-API-Key"),
)
_API = "https://api.zotero.org"
_PAGE = 100
_KEY = regex(r"[A-Z0-9]{8}")
_LIBRARY = regex(r"(users|groups)/([0-9]+)(/collections/([A-Z0-9]{8}))?")
_BESIDE = frozenset({"attachment", "note", "annotation"})
"""What hangs on an item, or stands beside the items, and is none."""
_MAKERS = frozenset("author artist cartographer composer director inventor presenter programmer".split())
"""Words for whoever made an item; which one depends on what it is."""
_LINE = regex(r"^\s*(DOI|arXiv|PMID|PMCID)\s*:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
"""Ids that have no field of their own are written into `extra`, a line each."""
_NAMES = ("publicationTitle", "proceedingsTitle", "bookTitle", "encyclopediaTitle", "dictionaryTitle", "conferenceName")

Items = dict[str, Data | LeftOut]


def zotero(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return what stands in the person's library."""
    items: Items = {}
    for library in wanted.own("zotero"):
        items |= _list(web, _address(library))
    return read_each("zotero", items, _read)


def _address(library: str) -> str:
    """The list of a library's items; of a user without a collection, what they themselves wrote."""
    match = _LIBRARY.fullmatch(library.removeprefix("https://www.zotero.org/").strip("/"))
    if not match:
        sentence = f'"{library}" is no library: write users/475425, groups/12345 or groups/12345/collections/ABCD2345'
        raise SourceError(ZOTERO.title, "missing", sentence)
    if match[1] == "users" and not match[3]:
        return f"{_API}/users/{match[2]}/publications/items"
    return f"{_API}/{match[0]}/items/top"


def _list(web: Web, address: str) -> Items:
    """All items, as many as the list of keys says there are: a page does not tell."""
    # The library may change between two questions, so that no kept answer will do.
    versions = web.json(ZOTERO, address, {"v": 3, "format": "versions"}, terms=Terms(fresh=0))
    keys = tuple(versions.keys())
    if not all(map(_KEY.fullmatch, keys)):
        raise versions.wrong("it is no list of keys")

    def ask(start: int) -> ResultPage[Data, int]:
        query = {"v": 3, "format": "json", "limit": _PAGE, "start": start, "sort": "dateAdded", "direction": "asc"}
        answer = web.json(ZOTERO, address, query, terms=Terms(fresh=0))
        items = listed(ZOTERO, answer.entries("list"), _key)
        return ResultPage(items.items, items.sent, start + items.sent, len(keys), items.faults)

    return collect(ZOTERO, 0, ask)  # also where there is no key: an answer that says so may be foreign


def _key(item: Data) -> str:
    return item.need("key").text("key")


def _read(item: Data) -> Outcome | None:
    data = item.need("data").part("data")
    item_type = data.need("itemType").text("itemType")
    if item_type in _BESIDE or "parentItem" in data:
        return None
    name = title(data.text("title") or data.text("nameOfAct") or data.text("caseName"))
    what = kind("zotero", item_type)
    if what.refused:
        return LeftOut("zotero", _key(item), name, what.refused)
    if not name:
        raise data.wrong(f"{data.path}.title is empty")
    return _record(item, data, name, what)


def _record(item: Data, data: Data, name: str, what: Kind) -> Record:
    extra = {key.lower(): value for key, value in _LINE.findall(data.text("extra"))}
    archive = data.text("archiveID") or extra.get("arxiv", "")
    number = data.text("DOI") or extra.get("doi", "")
    fields = kept(
        title=name,
        authors=_people(data, _MAKERS),
        editors=_people(data, frozenset({"editor"})),
        date=day(item.part("meta").text("parsedDate")) or day(data.text("date")),
        type=what.type,
        venue=_venue(data, what.type),
        abstract=abstract(data.text("abstractNote")),
        arxiv=arxiv_id(archive if archive.lower().startswith("arxiv:") else f"arXiv:{archive}") or arxiv_id(number),
        doi=doi(number),
        ids=kept(pubmed=extra.get("pmid", ""), pmcid=extra.get("pmcid", ""), isbn=data.text("ISBN").partition(" ")[0]),
        links=_links(data),
    )
    return Record(source="zotero", source_id=_key(item), reached="id", fields=fields, notes=what.notes)


def _people(data: Data, roles: frozenset[str]) -> list[str | Fields]:
    return [_person(person) for person in data.parts("creators") if person.text("creatorType") in roles]


def _person(person: Data) -> str | Fields:
    if whole := words(person.text("name")):
        return group(whole)
    if not words(person.text("lastName")):
        raise person.wrong(f"{person.path} has no name")
    return author_of(person.text("firstName"), person.text("lastName"))


def _venue(data: Data, made: str) -> Fields:
    """The venue; of a thesis the university, of a report the institution."""
    publisher = words(data.text("publisher"))
    if made == "thesis":
        return kept(name=words(data.text("university")), place=words(data.text("place")))
    if made == "report":
        return kept(publisher=words(data.text("institution")), series=words(data.text("seriesTitle")))
    name = next(filter(None, (words(data.text(key)) for key in _NAMES)), "")
    if made == "preprint" or (not name and made != "book"):
        return kept(publisher=publisher) if made in {"dataset", "software"} else {}
    return kept(
        name=name,
        short=words(data.text("journalAbbreviation")),
        series=words(data.text("series")),
        volume=data.text("volume"),
        issue=data.text("issue"),
        pages=data.text("pages"),
        publisher=publisher,
        place=words(data.text("place")),
    )


def _links(data: Data) -> Fields:
    """The address of the item, where it says more than its ids do."""
    address = web_address(data.text("url"))
    return kept(html=address) if address and not doi(address) and not arxiv_id(address) else {}
