"""Lists that come in pages, from every source that has them: all of it or a failure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pytest

from sitegen.pull import paging
from sitegen.pull.query import AuthorQuery, PaperIds
from sitegen.pull.table import SOURCES, ask
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.retry import RequestLimits
from tests.replay_server import Asked, Reply, data, document, replaying

Pages = Callable[[int], Sequence[int]]
"""The ids on a page, by its number from 0."""


def _openalex(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    works = [{"id": f"https://openalex.org/W{n}", "display_name": f"T{n}"} for n in ids]
    return data({"meta": {"count": total, "next_cursor": None if is_last else f"{page + 1}"}, "results": works})


def _s2(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    papers = [{"paperId": f"p{n}", "title": f"T{n}"} for n in ids]
    return data({"offset": page, "data": papers, **({} if is_last else {"next": page + 1})})


def _crossref(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    items = [{"DOI": f"10.5555/{n}", "type": "book", "title": [f"T{n}"]} for n in ids]
    return data({"message": {"total-results": total, "items": items, "next-cursor": f"{page + 1}"}})


def _inspire(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    hits = [{"metadata": {"control_number": n, "titles": [{"title": f"T{n}"}]}} for n in ids]
    return data({"hits": {"total": total, "hits": hits}})


def _arxiv(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/2301.{n:05d}v1</id><title>T{n}</title><published>2023-01-02</published></entry>"
        for n in ids
    )
    return document(f"<feed><totalResults>{total}</totalResults>{entries}</feed>", "application/atom+xml")


def _dblp(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    hits = [{"info": {"key": f"conf/x/{n}", "title": escape(f"T{n}.")}} for n in ids]
    return data({"result": {"hits": {"@total": str(total), **({"hit": hits} if hits else {})}}})


def _openreview(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    notes = [{"id": f"n{n}", "forum": f"n{n}", "content": {"title": {"value": f"T{n}"}}} for n in ids]
    return data({"notes": notes, "count": total})


def _europepmc(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    results = [{"id": f"{n}", "source": "MED", "title": f"T{n}."} for n in ids]
    following = {} if is_last else {"nextCursorMark": f"{page + 1}"}
    return data({"hitCount": total, "resultList": {"result": results}, **following})


def _ads(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    docs = [{"bibcode": f"b{n}", "title": [f"T{n}"]} for n in ids]
    return data({"response": {"numFound": total, "start": page, "docs": docs}})


def _hal(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    docs = [{"halId_s": f"hal-{n}", "title_s": [f"T{n}"]} for n in ids]
    return data({"response": {"numFound": total, "start": page, "docs": docs}})


def _datacite(page: int, ids: Sequence[int], total: int, *, is_last: bool) -> Reply:
    works = [{"id": f"10.5281/{n}", "attributes": {"titles": [{"title": f"T{n}"}]}} for n in ids]
    return data({"data": works, "meta": {"total": total}})


MAKERS: dict[str, Callable[..., Reply]] = {
    "openalex": _openalex, "s2": _s2, "crossref": _crossref, "inspire": _inspire, "arxiv": _arxiv, "dblp": _dblp,
    "openreview": _openreview, "europepmc": _europepmc, "ads": _ads, "hal": _hal, "datacite": _datacite,
}  # fmt: skip
WANTED: dict[str, dict[str, str]] = {
    "openalex": {"openalex": "A1"}, "s2": {"s2": "1"}, "crossref": {"orcid": "0000-0002-1825-0097"},
    "inspire": {"inspire": "A.L.1"}, "arxiv": {}, "dblp": {}, "openreview": {"openreview": "~A_L1"},
    "europepmc": {"orcid": "0000-0002-1825-0097"}, "ads": {"orcid": "0000-0002-1825-0097"}, "hal": {"hal": "a-l"},
    "datacite": {"orcid": "0000-0002-1825-0097"},
}  # fmt: skip
BY_CURSOR = {"openalex": "cursor", "s2": "offset", "crossref": "cursor", "inspire": "page", "europepmc": "cursorMark",
             "datacite": "page[number]"}  # fmt: skip
BY_COUNT = {"arxiv": "start", "dblp": "f", "openreview": "offset", "ads": "start", "hal": "start"}
ANNOUNCING = [name for name in MAKERS if name != "s2"]
"""Sources that say how many there are."""


class Service:
    """A service that serves these pages, so many of them, and announces a total."""

    def __init__(self, name: str, pages: Pages, count: int, total: int) -> None:
        self._name, self._pages, self._count, self._total = name, pages, count, total

    def __call__(self, asked: Asked) -> Reply:
        """Answer for the page that is asked for."""
        if asked.host in {"oaipmh.arxiv.org", "api.openreview.net"}:
            return data({"notes": []}) if "openreview" in asked.host else Reply(status=404)
        page = self._page(asked)
        ids = self._pages(page) if page < self._count else ()
        return MAKERS[self._name](page, ids, self._total, is_last=page + 1 >= self._count)

    def _page(self, asked: Asked) -> int:
        if parameter := BY_CURSOR.get(self._name):
            said = asked.query[parameter]
            return 0 if said == "*" else int(said) - (self._name in {"inspire", "datacite"})
        wanted, page, count = int(asked.query[BY_COUNT[self._name]]), 0, 0
        while count < wanted:
            count += len(self._pages(page))
            page += 1
        return page


def _titles(name: str, service: Callable[[Asked], Reply], folder: Path) -> list[Any]:
    wanted = AuthorQuery(slug="a", names=("A L",), ids=WANTED[name])
    with replaying({}) as server:
        server.fallback = service
        environment = {"SITEGEN_GATEWAY": server.address}
        with Web(folder, environment, limits=RequestLimits(total=10), sleep=lambda _: None) as web:
            return [record.fields["title"] for record in ask(SOURCES[name], wanted, web).records]


def _failure(name: str, service: Callable[[Asked], Reply], folder: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        _titles(name, service, folder)
    return caught.value


@pytest.mark.parametrize("name", MAKERS)
def test_all_pages_are_fetched(name: str, tmp_path: Path) -> None:
    """Three pages of a list are one list, however many items a page has."""
    pages = ((1, 2), (3, 4), (5,))
    assert _titles(name, Service(name, pages.__getitem__, 3, 5), tmp_path) == ["T1", "T2", "T3", "T4", "T5"]


@pytest.mark.parametrize("name", MAKERS)
def test_a_person_without_papers_has_none(name: str, tmp_path: Path) -> None:
    """An empty list is an answer like any other."""
    assert _titles(name, Service(name, lambda _: (), 1, 0), tmp_path) == []


@pytest.mark.parametrize("name", MAKERS)
def test_a_page_that_comes_again_is_a_failure(name: str, tmp_path: Path) -> None:
    """A service that ignores what page was asked for never gives the whole list."""
    service = Service(name, lambda _: (1, 2), 10, 20)
    assert _failure(name, service, tmp_path).kind == "paging"


@pytest.mark.parametrize("name", MAKERS)
def test_a_list_without_end_is_a_failure(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New papers for ever are given up after so many pages."""
    monkeypatch.setattr(paging, "MOST_PAGES", 12)
    service = Service(name, lambda page: (2 * page, 2 * page + 1), 10**9, 10**9)
    assert _failure(name, service, tmp_path).kind == "paging"


@pytest.mark.parametrize("name", MAKERS)
def test_an_empty_page_in_the_middle_is_a_failure(name: str, tmp_path: Path) -> None:
    """Nothing where there should be more is not the end of the list."""
    pages = ((1, 2), (), (3,))
    assert _failure(name, Service(name, pages.__getitem__, 3, 3), tmp_path).kind == "incomplete"


@pytest.mark.parametrize("name", MAKERS)
def test_an_empty_page_is_asked_for_again(name: str, tmp_path: Path) -> None:
    """A page that is empty once and full the next time is no failure."""
    pages = [(1, 2), (3,)]
    whole = Service(name, pages.__getitem__, 2, 3)
    empty = Service(name, [(1, 2), ()].__getitem__, 3, 3)
    hiccups: list[int] = []

    def service(asked: Asked) -> Reply:
        if whole._page(asked) != 1 or hiccups or asked.host == "api.openreview.net":
            return whole(asked)
        hiccups.append(1)
        return empty(asked)

    assert _titles(name, service, tmp_path) == ["T1", "T2", "T3"]
    assert hiccups


@pytest.mark.parametrize("name", ANNOUNCING)
def test_fewer_papers_than_announced_are_a_failure(name: str, tmp_path: Path) -> None:
    """A list that ends early is not the list."""
    assert _failure(name, Service(name, lambda _: (1, 2), 1, 5), tmp_path).kind == "incomplete"


@pytest.mark.parametrize("name", ANNOUNCING)
def test_an_id_that_comes_twice_is_one_paper(name: str, tmp_path: Path) -> None:
    """Twice the same paper does not make up for one that is missing."""
    pages = ((1, 1), (2,))
    assert _failure(name, Service(name, pages.__getitem__, 2, 3), tmp_path).kind == "incomplete"


@pytest.mark.parametrize("name", MAKERS)
def test_a_paper_that_moved_to_the_next_page_is_taken_once(name: str, tmp_path: Path) -> None:
    """Lists shift while they are read: what comes again is the same paper."""
    pages = ((1, 2), (2, 3), (4,))
    assert _titles(name, Service(name, pages.__getitem__, 3, 4), tmp_path) == ["T1", "T2", "T3", "T4"]


@pytest.mark.parametrize("name", ANNOUNCING)
def test_an_answer_that_announces_papers_and_brings_none_is_a_failure(name: str, tmp_path: Path) -> None:
    """Nothing at all, where 250 are announced, is not a person without papers: it is said."""
    assert _failure(name, Service(name, lambda _: (), 1, 250), tmp_path).kind == "incomplete"


ANNOUNCED: dict[str, tuple[dict[str, Reply], dict[str, Any]]] = {
    "arxiv": (
        {"arxiv.org/a/x_y_1.atom2": document("<feed><totalResults>250</totalResults></feed>", "application/atom+xml")},
        {"ids": {"arxiv": "x_y_1"}},
    ),
    "openalex": (
        {"api.openalex.org/works": data({"meta": {"count": 250, "next_cursor": None}, "results": []})},
        {"works": PaperIds(doi=("10.5555/x",))},
    ),
    "crossref": ({"api.crossref.org/works": data({"message": {"total-results": 250, "items": []}})}, {}),
    "s2": (
        {"api.semanticscholar.org/graph/v1/author/1/papers": data({"total": 250, "data": []})},
        {"ids": {"s2": "1"}},
    ),
    "dblp": ({"dblp.org/pid/1/2.xml": document('<dblpperson pid="1/2" n="250"/>')}, {"ids": {"dblp": "1/2"}}),
}


@pytest.mark.parametrize("name", ANNOUNCED)
def test_so_is_any_other_list_of_a_source(name: str, tmp_path: Path) -> None:
    """Author feeds, batches by DOI, searches by name and pages of people too."""
    answers, asked = ANNOUNCED[name]
    wanted = AuthorQuery(slug="a", names=("A L",), **asked)
    with (
        replaying(dict(answers)) as server,
        Web(tmp_path, {"SITEGEN_GATEWAY": server.address}, sleep=lambda _: None) as web,
        pytest.raises(SourceError, match="announced 250"),
    ):
        ask(SOURCES[name], wanted, web)


def test_a_library_is_empty_where_both_of_its_answers_say_so(tmp_path: Path) -> None:
    """Zotero lists the keys of an empty library as `{}`, which other services send, too, where something went wrong."""
    items = "api.zotero.org/groups/1/items/top"
    wanted = AuthorQuery(slug="a", names=("A L",), ids={"zotero": "groups/1"})
    with (
        replaying({f"{items}?format=versions": data({}), f"{items}?format=json": data([])}) as server,
        Web(tmp_path, {"SITEGEN_GATEWAY": server.address}, sleep=lambda _: None) as web,
    ):
        assert ask(SOURCES["zotero"], wanted, web).records == ()
        server.answers = {items: data({})}
        with pytest.raises(SourceError):
            ask(SOURCES["zotero"], wanted, web)
