"""Semantic Scholar: the papers of an author id, and papers by arXiv id or DOI.

In: who is wanted; several author ids are one person, for author pages there split. Out: Records whose worth is in their
ids: no source knows more of them. An abstract that a publisher forbids is absent.

Source: https://api.semanticscholar.org/api-docs/graph.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.fields import Fields, arxiv_id, author, day, kept, known_as, place_of, web_address
from sitegen.pull.left_out import LeftOut, Outcome, read_each, unreadable
from sitegen.pull.paging import ResultPage, collect, listed
from sitegen.pull.prose import abstract, title, words
from sitegen.pull.query import AuthorQuery
from sitegen.pull.work_types import KINDS, Kind, kind
from sitegen.text import venues
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.json_values import Data
from sitegen.web.messages import Terms
from sitegen.web.service import ApiKey, Service

S2 = Service(
    name="s2", title="Semantic Scholar", hosts=("api.semanticscholar.org",), pace=1.0, first_wait=2,
    key=ApiKey("S2_API_KEY", "x-api-key"),
)  # fmt: skip
_GRAPH = "https://api.semanticscholar.org/graph/v1"
_FIELDS = (
    "title,abstract,authors,publicationDate,year,venue,publicationVenue,journal,publicationTypes,externalIds,"
    "openAccessPdf,citationCount"
)
_PAGE = 500
_BATCH = 500
Papers = dict[str, Data | LeftOut]


def s2(wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the papers behind the person's author ids, or those wanted for their description."""
    papers: Papers = {}
    for identity in wanted.own("s2"):
        papers |= _list(web, identity)
    works = [
        *(f"ARXIV:{paper_id}" for paper_id in wanted.works.arxiv),
        *(f"DOI:{paper_id}" for paper_id in wanted.works.doi),
    ]
    for start in range(0, len(works), _BATCH):
        papers |= _batch(web, works[start : start + _BATCH])
    return read_each("s2", papers, lambda paper: _record(paper, wanted))


def _list(web: Web, identity: str) -> Papers:
    address = f"{_GRAPH}/author/{quote(identity, safe='')}/papers"

    def ask(offset: int) -> ResultPage[Data, int]:
        answer = web.json(S2, address, {"fields": _FIELDS, "offset": offset, "limit": _PAGE}).need("data")
        papers = listed(S2, answer.entries("data"), _id)
        following = answer.number("next")
        # An empty page that announces another is one to ask for again.
        total = following + 1 if following is not None and not papers.sent else answer.number("total")
        return ResultPage(papers.items, papers.sent, following, total, papers.faults)

    return collect(S2, 0, ask)


def _batch(web: Web, works: list[str]) -> Papers:
    """Papers by other ids; what is not known comes as null, in its place."""
    address = f"{_GRAPH}/paper/batch?fields={quote(_FIELDS)}"
    answer = web.json(S2, address, send={"ids": works}, terms=Terms(also=frozenset({400})))
    if error := answer.text("error"):
        if "no valid paper ids" in error.lower():  # how it says that it knows none of them
            return {}
        raise SourceError(S2.title, "denied", f"it does not accept the question: {error}")
    items = answer.need("list").values("list")
    if len(items) != len(works):
        raise answer.wrong(f"{len(works)} papers were asked for and {len(items)} answers came")
    pairs = enumerate(zip(items, works, strict=True))
    return dict(_keyed(position, item, asked) for position, (item, asked) in pairs if item is not None)


def _keyed(position: int, item: object, asked: str) -> tuple[str, Data | LeftOut]:
    try:
        paper = Data(S2.title, item, f"[{position}]")
        return _id(paper), paper
    except SourceError as error:
        return asked, unreadable("s2", asked, error)


def _id(paper: Data) -> str:
    return paper.need("paperId").text("paperId")


def _record(paper: Data, wanted: AuthorQuery) -> Record:
    ids = paper.part("externalIds")
    people = paper.parts("authors")
    named = known_as(ids.text("DOI"))
    venue = _venue(paper)
    is_preprint = bool(venue) and venue["name"] in {"arXiv.org", "ArXiv", "arXiv"}
    what = Kind("") if is_preprint else _kind(paper, venue)
    fields = kept(
        title=title(paper.text("title")),
        authors=[_author(author_record) for author_record in people],
        date=day(paper.text("publicationDate")) or day(str(paper.number("year") or "")),
        type=what.type,
        venue={} if is_preprint else venue,
        abstract=abstract(paper.text("abstract")),
        arxiv=arxiv_id(ids.text("ArXiv")) or named.get("arxiv", ""),
        doi=named.get("doi", ""),
        ids=kept(
            s2=_id(paper),
            dblp=ids.text("DBLP"),
            acl=ids.text("ACL"),
            pubmed=ids.text("PubMed"),
            pmcid=ids.text("PubMedCentral"),
        ),
        links=kept(pdf=web_address(paper.part("openAccessPdf").text("url"))),
        citations=_citations(paper, wanted.counted),
    )
    person = place_of(wanted.own("s2"), [author_record.text("authorId") for author_record in people])
    return Record(source="s2", source_id=_id(paper), reached="id", fields=fields, person=person, notes=what.notes)


def _author(person: Data) -> str | Fields:
    name = words(person.need("name").text("name"))
    if not name:
        raise person.wrong(f"{person.path}.name is empty")
    return author(name)


def _kind(paper: Data, venue: Fields) -> Kind:
    """The most telling of its types; of a paper that is said to be in both, the venue's own kind tells."""
    types = paper.texts("publicationTypes")
    at = paper.part("publicationVenue").text("type")
    if at == "journal" and "volume" in venue and {"JournalArticle", "Conference"} <= set(types):
        return Kind("article")
    if "Conference" not in types and venues.kind(venue.get("name", "")) == "conference" and "JournalArticle" in types:
        return Kind("inproceedings")
    known = [known_type for known_type in KINDS["s2"] if known_type in types]
    return kind("s2", *known[:1], *types)


def _venue(paper: Data) -> Fields:
    """The venue. Volume and pages are the journal's: they go with its name, whatever venue stands beside it."""
    journal = paper.part("journal")
    full, short = words(paper.part("publicationVenue").text("name") or paper.text("venue")), words(journal.text("name"))
    volume, pages = journal.text("volume"), "".join(journal.text("pages").split())
    if short and full and (volume or pages) and not _is_one_venue(full, short, paper.part("publicationVenue")):
        full = short
    name = full or short
    return kept(name=name, volume=volume, pages=pages) if name else {}


def _is_one_venue(full: str, short: str, venue: Data) -> bool:
    """Whether a venue and a journal are the same, by one of its names, or by one being short for the other."""
    known = {name.casefold() for name in (full, *venue.texts("alternate_names"))}
    initials = [word[0].casefold() for word in re.findall(r"[^\W_]+", full)]
    shorter = [word.casefold() for word in re.findall(r"[^\W_]+", short)]
    words_of = [word.casefold() for word in re.findall(r"[^\W_]+", full)]
    is_short = all(any(word.startswith(part) for word in words_of) for part in shorter)
    return short.casefold() in known or is_short or "".join(shorter) in "".join(initials)


def _citations(paper: Data, date: str) -> Fields:
    count = paper.number("citationCount")
    return {"count": str(count), "source": "Semantic Scholar", "date": date} if date and count is not None else {}
