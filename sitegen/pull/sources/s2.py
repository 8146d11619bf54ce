"""Semantic Scholar: the papers of an author id, and papers by arXiv id or DOI.

In: who is wanted; several author ids are one person, for author pages there split. Out: Records whose worth is in their
ids: no source knows more of them. An abstract that a publisher forbids is absent.

Source: https://api.semanticscholar.org/api-docs/graph.
"""

from __future__ import annotations

from urllib.parse import quote

from sitegen.merge.record import Record
from sitegen.pull.data import Data
from sitegen.pull.fault import SourceError
from sitegen.pull.fields import Fields, arxiv_id, author, day, kept, known_as, place_of, web_address
from sitegen.pull.paging import Page, collect
from sitegen.pull.request import Terms
from sitegen.pull.service import Key, Service
from sitegen.pull.wanted import Wanted
from sitegen.pull.web import Web
from sitegen.pull.wording import one_line

S2 = Service(
    name="s2", title="Semantic Scholar", hosts=("api.semanticscholar.org",), pace=1.0, first_wait=2,
    key=Key("S2_API_KEY", "x-api-key"),
)  # fmt: skip
_GRAPH = "https://api.semanticscholar.org/graph/v1"
_FIELDS = (
    "title,abstract,authors,publicationDate,year,venue,publicationVenue,journal,publicationTypes,externalIds,"
    "openAccessPdf,citationCount"
)
_PAGE = 500
_BATCH = 500
_TYPES = (
    ("Conference", "inproceedings"), ("BookSection", "chapter"), ("Book", "book"), ("Dataset", "dataset"),
    ("JournalArticle", "article"), ("Review", "article"),
)  # fmt: skip


def s2(wanted: Wanted, web: Web) -> tuple[Record, ...]:
    """Return the papers behind the person's author ids, or those wanted for their description."""
    papers: dict[str, Data] = {}
    for identity in wanted.own("s2"):
        papers |= _list(web, identity)
    works = [*(f"ARXIV:{one}" for one in wanted.works.arxiv), *(f"DOI:{one}" for one in wanted.works.doi)]
    for start in range(0, len(works), _BATCH):
        papers |= _batch(web, works[start : start + _BATCH])
    return tuple(_record(paper, wanted) for paper in papers.values())


def _list(web: Web, identity: str) -> dict[str, Data]:
    place = f"{_GRAPH}/author/{quote(identity, safe='')}/papers"

    def ask(offset: int) -> Page[tuple[str, Data], int]:
        answer = web.json(S2, place, {"fields": _FIELDS, "offset": offset, "limit": _PAGE}).need("data")
        papers = answer.parts("data")
        following = answer.number("next")
        # An empty page that announces another is one to ask for again.
        total = following + 1 if following is not None and not papers else None
        return Page({_id(paper): (_id(paper), paper) for paper in papers}, len(papers), following, total)

    return dict(collect(S2, 0, ask))


def _batch(web: Web, works: list[str]) -> dict[str, Data]:
    """Papers by other ids; what is not known comes as null, in its place."""
    place = f"{_GRAPH}/paper/batch?fields={quote(_FIELDS)}"
    answer = web.json(S2, place, send={"ids": works}, terms=Terms(also=frozenset({400})))
    if error := answer.text("error"):
        if "no valid paper ids" in error.lower():  # how it says that it knows none of them
            return {}
        raise SourceError(S2.title, "denied", f"it does not accept the question: {error}")
    items = answer.need("list").values("list")
    if len(items) != len(works):
        raise answer.wrong(f"{len(works)} papers were asked for and {len(items)} answers came")
    found = [Data(S2.title, item, f"[{position}]") for position, item in enumerate(items) if item is not None]
    return {_id(paper): paper for paper in found}


def _id(paper: Data) -> str:
    return paper.need("paperId").text("paperId")


def _record(paper: Data, wanted: Wanted) -> Record:
    ids = paper.part("externalIds")
    people = paper.parts("authors")
    named = known_as(ids.text("DOI"))
    venue = _venue(paper)
    is_preprint = bool(venue) and venue["name"] in {"arXiv.org", "ArXiv"}
    fields = kept(
        title=one_line(paper.text("title")),
        authors=[author(one.need("name").text("name")) for one in people],
        date=day(paper.text("publicationDate")) or day(str(paper.number("year") or "")),
        type="" if is_preprint else next((ours for theirs, ours in _TYPES if theirs in _types(paper)), ""),
        venue={} if is_preprint else venue,
        abstract=paper.text("abstract"),
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
    person = place_of(wanted.own("s2"), [one.text("authorId") for one in people])
    return Record(source="s2", source_id=_id(paper), reached="id", fields=fields, person=person)


def _types(paper: Data) -> tuple[str, ...]:
    return paper.texts("publicationTypes")


def _venue(paper: Data) -> Fields:
    journal = paper.part("journal")
    name = paper.part("publicationVenue").text("name") or paper.text("venue") or journal.text("name")
    pages = "".join(journal.text("pages").split())
    return kept(name=one_line(name), volume=journal.text("volume"), pages=pages) if name else {}


def _citations(paper: Data, date: str) -> Fields:
    count = paper.number("citationCount")
    return {"count": str(count), "source": "Semantic Scholar", "date": date} if date and count is not None else {}
