"""One paper as a ContextObject in Span (COinS), by which Zotero and others take papers from a list.

In: a paper and its address beside its identifiers. Out: the value of the span's `title`, not escaped for HTML; clean
Unicode, percent-encoded. Only what is known is said. A page of one paper has Highwire tags, which say more.
Source: ANSI/NISO Z39.88-2004, its formats `journal`, `book`, `dissertation` and `dc`, as Zotero reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import quote_plus

from sitegen.cite.characters import name_of, one_line
from sitegen.cite.imprint import Imprint, imprint
from sitegen.cite.links import arxiv_url
from sitegen.cite.pagination import ends
from sitegen.model import Authorship, Paper
from sitegen.text.names import Spelling, spelling

_GENRES = {
    "article": ("journal", "article"), "preprint": ("journal", "preprint"), "manuscript": ("journal", "preprint"),
    "other": ("journal", "article"), "inproceedings": ("book", "proceeding"), "chapter": ("book", "bookitem"),
    "book": ("book", "book"), "report": ("book", "report"), "thesis": ("dissertation", ""),
}  # fmt: skip
_OTHER = ("dc", "")
MANY, FIRST = 50, 10
"""Authors beyond which only so many of them are named; the paper's own page names all."""
_DC_TYPES = {"dataset": "dataset", "software": "computerProgram", "patent": "patent", "talk": "presentation"}
_TITLES = {"article": "atitle", "proceeding": "atitle", "bookitem": "atitle", "preprint": "atitle"}
_CONTAINERS = {"article": "jtitle", "proceeding": "btitle", "bookitem": "btitle"}


def context_object(paper: Paper, url: str) -> str:
    """Return the context object as `key=value` pairs."""
    where = imprint(paper)
    form, genre = _GENRES.get(where.kind, _OTHER)
    arxiv = arxiv_url(paper.arxiv) if paper.arxiv and not paper.doi else ""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        *(_described(paper, where) if form == "dc" else _cited(paper, where, genre, form)),
        *(
            (f"rft.{'creator' if form == 'dc' else 'au'}", _author(spelling(authorship)))
            for authorship in _named(paper)
        ),
        ("rft.date", paper.date.iso),
        ("rft_id", f"info:doi/{paper.doi}" if paper.doi else ""),
        *(("rft_id", home) for home in dict.fromkeys((arxiv, url))),
    ]
    known = [(key, one_line(value)) for key, value in pairs if key and value]
    return "&".join([f"{key}={quote_plus(line, safe=':/', errors='ignore')}" for key, line in known if line])


def _named(paper: Paper) -> Sequence[Authorship]:
    """Return whom a list names of a paper: of very many only the first, for it stands in each of their lists."""
    return paper.credited if len(paper.credited) <= MANY else paper.credited[:FIRST]


def _cited(paper: Paper, where: Imprint, genre: str, form: str) -> Iterator[tuple[str, str]]:
    yield "rft.genre", genre
    whole = "title" if form == "dissertation" else "btitle"
    yield f"rft.{_TITLES.get(genre, whole)}", paper.title.plain
    yield f"rft.{_CONTAINERS.get(genre, 'jtitle')}", where.container.plain or where.archive.plain
    yield "rft.volume", where.volume
    yield "rft.issue", where.issue
    first, last = ends(where.pages)
    yield "rft.spage", first
    yield "rft.epage", last
    yield "rft.place" if form == "book" else "", where.place
    yield "rft.pub" if form == "book" else "", where.publisher.plain or where.institution.plain
    yield "rft.inst" if form == "dissertation" else "", where.institution.plain
    yield "rft.isbn", paper.ids.get("isbn", "")
    yield "rft.issn", paper.ids.get("issn", "")


def _described(paper: Paper, where: Imprint) -> Iterator[tuple[str, str]]:
    yield "rft.type", _DC_TYPES.get(where.kind, "document")
    yield "rft.title", paper.title.plain
    yield "rft.publisher", where.publisher.plain
    yield "rft.source", where.event.plain


@lru_cache(maxsize=1 << 14)
def _author(name: Spelling) -> str:
    """Return `van den Driessche, George`, which nobody has to take apart."""
    known = name_of(name)
    return known.written or ", ".join(filter(None, (f"{known.surname} {known.suffix}".strip(), known.given)))
