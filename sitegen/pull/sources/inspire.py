"""INSPIRE: the literature of an author of high-energy physics, and papers by arXiv id or DOI.

In: an INSPIRE author id (`J.Maldacena.1`) or an ORCID iD known there, or ids of papers. Out: Records with LaTeX from
arXiv where INSPIRE has it, institutions and journal references. Thousands of authors are normal.

Source: https://github.com/inspirehep/rest-api-doc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.fields import (
    Fields,
    arxiv_id,
    day,
    doi,
    kept,
    licence,
    orcid,
    pages,
    place_of,
    turned,
    unique,
)
from sitegen.pull.left_out import LeftOut, Outcome, read_each, unreadable
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, words
from sitegen.pull.prose import title as plain_title
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import Kind, kind
from sitegen.regex import regex
from sitegen.web.clean_text import one_line
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.service import Service

INSPIRE = Service(name="inspire", title="INSPIRE", hosts=("inspirehep.net",), pace=0.5)
_API = "https://inspirehep.net/api"
_FIELDS = (
    "control_number,titles,abstracts,authors.full_name,authors.affiliations,authors.ids,authors.inspire_roles,"
    "author_count,collaborations,arxiv_eprints,dois,publication_info,preprint_date,earliest_date,imprints,"
    "document_type,citation_count,keywords,license,public_notes,withdrawn,isbns,book_series,thesis_info"
)
_PAGE = 25
_NAMELESS = frozenset({"book", "thesis", "report"})
_FORMULA = regex(r"\$[^$]*\$|<(?:mml:)?math\b[^<>]*(?:/>|>.*?</(?:mml:)?math>)", re.DOTALL)
_CODES = frozenset({"PACS", "JACOW", "PDG"})
"""Schemes whose keywords are codes and no words."""


Papers = dict[str, Data | LeftOut]


def inspire(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the papers behind the person's identifiers, or those wanted for their description."""
    papers: Papers = {}
    own = [author_id for identity in wanted.own("inspire") for author_id in _author_ids(web, identity)]
    if not wanted.own("inspire"):
        own = [author_id for identity in wanted.own("orcid") for author_id in _ids_at(web, f"orcid/{quote(identity)}")]
    for identity in own:
        papers |= _list(web, identity)
    for way, works in (("arxiv", wanted.works.arxiv), ("doi", wanted.works.doi)):
        for identifier in works:
            papers |= _single(web, f"{way}/{quote(identifier, safe='/')}")
    known = {*own, *wanted.own("orcid")}
    return read_each("inspire", papers, lambda paper: _read(_whole(web, paper), known, wanted.counted))


def _author_ids(web: Web, identity: str) -> tuple[str, ...]:
    """An id as searches want it; who has only the number of their page is looked up."""
    return _ids_at(web, f"authors/{identity}") if identity.isdecimal() else (identity,)


def _ids_at(web: Web, path: str) -> tuple[str, ...]:
    """The ids of an author's page; none when there is no such page."""
    try:
        answer = web.json(INSPIRE, f"{_API}/{path}")
    except SourceError as error:
        if error.kind != "missing":
            raise
        return ()
    ids = answer.need("metadata").part("metadata").parts("ids")
    return tuple(identifier.text("value") for identifier in ids if identifier.text("schema") == "INSPIRE BAI")


def _list(web: Web, identity: str) -> Papers:
    def ask(number: int) -> ResultPage[Data, int]:
        query = {"q": f"a {identity}", "sort": "mostrecent", "size": _PAGE, "page": number, "fields": _FIELDS}
        hits = web.json(INSPIRE, f"{_API}/literature", query).need("hits").part("hits").need("hits", "total")
        papers = listed(INSPIRE, hits.entries("hits"), lambda hit: _id(hit.need("metadata").part("metadata")))
        inner = {key: hit if isinstance(hit, LeftOut) else hit.part("metadata") for key, hit in papers.items.items()}
        return ResultPage(inner, papers.sent, number + 1, hits.number("total"), papers.faults)

    return collect(INSPIRE, 1, ask)


def _single(web: Web, path: str) -> Papers:
    try:
        answer = web.json(INSPIRE, f"{_API}/{path}", {"fields": _FIELDS})
    except SourceError as error:
        if error.kind != "missing":
            raise
        return {}
    if "metadata" not in answer.keys():  # noqa: SIM118 - not a mapping, only like one
        raise answer.foreign("metadata is missing")
    try:
        paper = answer.need("metadata").part("metadata")
        return {_id(paper): paper}
    except SourceError as error:
        return {path: unreadable("inspire", path, error)}


def _whole(web: Web, paper: Data) -> Data:
    """The paper with all authors that INSPIRE lists."""
    if (paper.number("author_count") or 0) <= len(paper.parts("authors")):
        return paper
    single = _single(web, f"literature/{_id(paper)}")
    if single and _id(paper) not in single:
        raise paper.foreign(f"it was asked for {_id(paper)} and sent another record")
    whole = single.get(_id(paper), paper)
    return paper if isinstance(whole, LeftOut) else whole


def _id(paper: Data) -> str:
    return str(paper.need("control_number").number("control_number"))


def _read(paper: Data, own: set[str], counted: str) -> Outcome:
    document_types = paper.texts("document_type")
    what = kind("inspire", *document_types)
    if what.refused:
        return LeftOut("inspire", _id(paper), _title(paper), what.refused)
    return _record(paper, what, own, counted)


def _record(paper: Data, what: Kind, own: set[str], counted: str) -> Record:
    people = [person for person in paper.parts("authors") if "author" in (person.texts("inspire_roles") or ("author",))]
    editors = [person for person in paper.parts("authors") if "editor" in person.texts("inspire_roles")]
    total = paper.number("author_count") or 0
    count = paper.number("citation_count")
    fields = kept(
        title=_title(paper),
        authors=[_author(person) for person in people] or [_group(person) for person in paper.parts("collaborations")],
        editors=[_author(editor) for editor in editors],
        authors_total=str(total) if total > len(paper.parts("authors")) else "",
        date=_date(paper),
        type=what.type,
        venue=_venue(paper, what.type),
        abstract=abstract(_preferred(paper.parts("abstracts"), "value")),
        comments=next((_note(note) for note in paper.parts("public_notes") if note.text("source") == "arXiv"), ""),
        arxiv=next(filter(None, (arxiv_id(eprint.text("value")) for eprint in paper.parts("arxiv_eprints"))), ""),
        doi=_doi(paper),
        ids=kept(inspire=_id(paper), isbn=next((isbn.text("value") for isbn in paper.parts("isbns")), "")),
        arxiv_categories=unique(term for eprint in paper.parts("arxiv_eprints") for term in eprint.texts("categories")),
        keywords=unique(
            keyword.text("value") for keyword in paper.parts("keywords") if keyword.text("schema") not in _CODES
        ),
        license=_licence(paper),
        status="withdrawn" if paper.flag("withdrawn") else "",
        citations=kept(count=str(count), source="INSPIRE", date=counted) if counted and count is not None else {},
    )
    person = _person(own, people)
    return Record(
        source="inspire",
        source_id=_id(paper),
        reached="id",
        fields=fields,
        person=person,
        notes=what.notes,
        person_ids=kept(inspire=_author_id(people[person])) if person is not None else {},
    )


def _title(paper: Data) -> str:
    """The main title, which comes first; of the same words arXiv's spelling, which has the formulas in TeX."""
    titles = [entry for entry in paper.need("titles").parts("titles") if entry.text("title")]
    spellings = [_with_subtitle(entry) for entry in titles]
    main = next(iter(spellings), "")
    arxiv = [spelling for spelling, entry in zip(spellings, titles, strict=True) if not _is_not_arxiv(entry)]
    return next((spelling for spelling in arxiv if _letters(spelling) == _letters(main)), main)


def _with_subtitle(entry: Data) -> str:
    name, subtitle = plain_title(entry.text("title")), plain_title(entry.text("subtitle"))
    return f"{name}: {subtitle}" if subtitle else name


def _letters(text: str) -> str:
    """The letters and digits of a title, without its formulas, which each source writes in another way."""
    return "".join(character for character in _FORMULA.sub("", text).casefold() if character.isalnum())


def _date(paper: Data) -> str:
    """The day it was first out; of a printed work the imprint's, and at last the year that it is cited with."""
    years = (str(publication.number("year") or "") for publication in paper.parts("publication_info"))
    return (
        day(paper.text("preprint_date"))
        or day(paper.text("earliest_date"))
        or next(filter(None, (day(imprint.text("date")) for imprint in paper.parts("imprints"))), "")
        or day(paper.part("thesis_info").text("date"))
        or next(filter(None, map(day, years)), "")
    )


def _preferred(entries: Iterable[Data], key: str) -> str:
    """The text of arXiv, in TeX; else the first."""
    return next((text for entry in sorted(entries, key=_is_not_arxiv) if (text := entry.text(key))), "")


def _is_not_arxiv(entry: Data) -> bool:
    return entry.text("source").lower() != "arxiv"


def _author(person: Data) -> str | Fields:
    ids = [identifier.text("value") for identifier in person.parts("ids") if identifier.text("schema") == "ORCID"]
    places = [affiliation.text("value") for affiliation in person.parts("affiliations")]
    if not words(person.need("full_name").text("full_name")):
        raise person.wrong(f"{person.path}.full_name is empty")
    return turned(person.need("full_name").text("full_name"), next(filter(None, map(orcid, ids)), ""), places)


def _author_id(person: Data) -> str:
    return next(
        (identifier.text("value") for identifier in person.parts("ids") if identifier.text("schema") == "INSPIRE BAI"),
        "",
    )


def _group(collaboration: Data) -> str:
    name = one_line(collaboration.need("value").text("value"))
    return name if "collaboration" in name.lower() else f"{name} Collaboration"


def _person(own: set[str], people: list[Data]) -> int | None:
    """The position of the person: any of an author's ids may be the one we know."""
    known = {author_id.casefold() for author_id in own}
    ids = [{identifier.text("value").casefold() for identifier in person.parts("ids")} & known for person in people]
    return place_of(known, [next(iter(sorted(known_ids)), "") for known_ids in ids])


def _note(note: Data) -> str:
    return words(note.text("value"))


def _doi(paper: Data) -> str:
    """The DOI of the paper, not of an erratum to it."""
    dois = [entry for entry in paper.parts("dois") if entry.text("material") in {"", "publication", "preprint"}]
    dois.sort(key=lambda entry: entry.text("material") == "preprint")
    return next(filter(None, (doi(entry.text("value")) for entry in dois)), "")


def _venue(paper: Data, made: str) -> Fields:
    """The journal; of books the publisher and the series, of a thesis the university."""
    for info in paper.parts("publication_info"):
        name = words(info.text("journal_title"))
        if name and info.text("material") in {"", "publication"}:
            return kept(
                name=name,
                volume=info.text("journal_volume"),
                issue=info.text("journal_issue"),
                pages=pages(info.text("page_start"), info.text("page_end")) or info.text("artid"),
            )
    if made not in _NAMELESS:
        return {}
    imprint = next(iter(paper.parts("imprints")), Data(INSPIRE.title, {}))
    series = next(iter(paper.parts("book_series")), Data(INSPIRE.title, {}))
    schools = [words(institution.text("name")) for institution in paper.part("thesis_info").parts("institutions")]
    return kept(
        name=next(filter(None, schools), "") if made == "thesis" else "",
        series=words(series.text("title")),
        volume=series.text("volume"),
        publisher=words(imprint.text("publisher")),
        place=words(imprint.text("place")),
    )


def _licence(paper: Data) -> str:
    """The most open of the licences named."""
    licences = [licence(entry.text("url")) for entry in paper.parts("license")]
    return next((name for name in licences if name.startswith("CC")), next(filter(None, licences), ""))
