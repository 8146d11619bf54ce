"""By what a list of papers can be narrowed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sitegen.model import Authorship, Date, Links
from sitegen.render.facets import FEWEST, LONG, MOST, SHOWN, facet_keys, facets, keys
from sitegen.render.views import Facet
from sitegen.site.graph import CROWD, connect
from sitegen.site.pages import addresses
from tests.making import content, paper

AT = addresses("https://example.org/repo/")
CODE = Links(code=("https://example.org/code",))


class _Words(defaultdict[str, str]):
    """Each word is its own name."""

    def __missing__(self, key: str) -> str:
        return key


def _facets(*papers: Any) -> dict[str, Facet] | None:
    site = connect(content(*papers))[0]
    found = facets([facet_keys(entry) for entry in site.papers], AT, _Words())
    return None if found is None else {facet.kind: facet for facet in found}


def _choices(facet: Facet) -> list[tuple[str, int]]:
    return [(choice.value, choice.count) for choice in (*facet.choices, *facet.more)]


def test_a_short_list_is_not_narrowed() -> None:
    """Below six papers one looks; from six on one narrows."""
    papers = [paper(f"p{number}") for number in range(FEWEST)]
    assert _facets(*papers[1:]) is None
    assert _facets(*papers) == {}


def test_choices_are_counted_and_lead_somewhere() -> None:
    """Years newest first, all else by number of papers; a kind of work and code have no page of their own."""
    found = _facets(
        *(paper(f"a{number}", "Ada King", date=Date(2020), topics=("Maps",), venue="Ex") for number in range(3)),
        *(paper(f"b{number}", "Bo Li", "Ada King", date=Date(2021), links=CODE, type="book") for number in range(4)),
    )
    assert found is not None
    assert _choices(found["year"]) == [("2021", 4), ("2020", 3)]
    assert found["topic"].choices[0].href == "/repo/topics/maps/"
    assert _choices(found["type"]) == [("book", 4), ("article", 3)]
    assert _choices(found["code"]) == [("with", 4), ("without", 3)]
    assert found["code"].choices[0].href is None
    assert _choices(found["author"]) == [("bo-li", 4)], "what all papers have narrows nothing"


def test_long_facets_fold() -> None:
    """Few choices stand in the open; what is rare is found by its name."""
    found = _facets(*(paper(f"p{number}", topics=(f"Topic {number:02d}",)) for number in range(MOST + 5)))
    assert found is not None
    assert len(found["topic"].choices) == SHOWN
    assert len(found["topic"].more) == MOST - SHOWN


def test_a_crowd_is_no_choice() -> None:
    """A row does not name everybody of a large collaboration, so nobody of it is counted."""
    crowd = paper("big", *(Authorship(name=f"Person{number} Name") for number in range(CROWD + 1)))
    found = _facets(crowd, *(paper(f"p{number}") for number in range(6)))
    assert found is not None
    assert _choices(found["author"]) == [("ada-lovelace", 6)]


def test_a_row_says_its_keys() -> None:
    """Year, topics, venue, kind and code, as the choices call them."""
    site = connect(content(paper("p", topics=("Large Maps",), venue="Ex 2020", links=CODE)))[0]
    assert keys(site.papers[0]) == "year:2020 topic:large-maps venue:ex type:article code:with"


def test_a_row_says_its_ids() -> None:
    """Bare and in lower case, each once; arXiv's own DOI is the arXiv id."""
    site = connect(
        content(
            paper("p", arxiv="2203.15556", doi="10.48550/arxiv.2203.15556", ids={"acl": "2020.acl-MAIN.7", "s2": "a b"})
        )
    )[0]
    assert keys(site.papers[0]).endswith(" code:without id:2203.15556 id:2020.acl-main.7")


def test_only_what_narrows_stands_in_the_open() -> None:
    """Of a long list, several choices of several papers; a rare choice comes later, kinds and people when asked for."""
    papers = [
        *(paper(f"a{number}", "Ada King", date=Date(2020), topics=("Maps",), venue="Ex") for number in range(11)),
        *(paper(f"b{number}", "Bo Li", date=Date(2021), topics=("Trees",), type="book") for number in range(7)),
        paper("c", "Bo Li", date=Date(2019), topics=("Stones",), venue="Rare"),
    ]
    short = _facets(*papers)
    assert short is not None
    assert not any(facet.is_open for facet in short.values())
    assert len(papers) == LONG - 1
    long = _facets(*papers, paper("d", "Ada King", date=Date(2018), topics=("Maps",), venue="Ex"))
    assert long is not None
    assert {kind for kind, facet in long.items() if facet.is_open} == {"year", "topic"}
    assert [choice.value for choice in long["year"].choices] == ["2021", "2020"]
    assert [choice.value for choice in long["year"].more] == ["2019", "2018"]
    assert [choice.value for choice in long["topic"].choices] == ["maps", "trees"]
    assert _choices(long["venue"]) == [("ex", 12), ("rare", 1)]
