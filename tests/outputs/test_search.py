"""The search index: what a small site's page fetches, and the shards of a large one."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sitegen.model import Authorship, Date, Links
from sitegen.outputs import search
from sitegen.site.graph import CROWD, Site, connect
from tests.making import content, paper, text


def _site(*papers: Any) -> Site:
    return connect(content(*papers))[0]


def _index(site: Site, **options: Any) -> tuple[tuple[str, str], ...]:
    items = [search.item(entry) for entry in site.papers]
    return tuple(search.index(lambda: items, len(items), **options))


def _read(site: Site, **options: int) -> dict[str, Any]:
    """The files of an index, read."""
    return {path: json.loads(said) for path, said in _index(site, **options)}


def _named(index: dict[str, Any], term: str) -> list[list[int]]:
    """The papers of a term: where it is named, and where it is said."""
    (lists,) = [
        postings[term] for path, postings in index.items() if path.startswith("search/terms-") and term in postings
    ]
    return [[sum(found[: place + 1]) for place in range(len(found))] for found in lists]


def test_a_result_leads_to_the_pdf() -> None:
    """Its address stands with whether there is code, in portions as well; where there is none, nothing does."""
    entry = _site(paper("new", links=Links(code=("https://example.org/code",)), arxiv="2101.00001")).papers[0]
    row = json.loads(search.item(entry, "/a/assets/new.pdf")[0])
    assert row[8:] == [[1, "/a/assets/new.pdf"], ["2101.00001"]]
    assert json.loads(search.item(entry)[0])[8:] == [1, ["2101.00001"]]
    large = dict(search.index(lambda: [search.item(entry, "/a/assets/new.pdf")], 1, large=0))
    assert json.loads(large["search/papers-0.json"])[0][8:] == [[1, "/a/assets/new.pdf"], ["2101.00001"], ""]


def test_a_small_site_has_papers_and_abstracts_apart() -> None:
    """What a result shows is one file; the abstracts, in the same order, another."""
    site = _site(
        paper(
            "new",
            "Zoé Müller",
            date=Date(2022, 3),
            title=text("A & B"),
            venue="ICML 2022",
            topics=("Maps",),
            type="inproceedings",
            abstract=text("One.\n\nTwo."),
            links=Links(code=("https://example.org/code",)),
        ),
        paper("old", date=Date(2020)),
    )
    assert _read(site) == {
        "search/papers.json": [
            ["new", "A & B", ["Zoé Müller"], "ICML", "ICML 2022", "2022", "inproceedings", ["Maps"], 1],
            ["old", "old", ["Ada Lovelace"], "", "", "2020", "article", [], 0],
        ],
        "search/abstracts.json": ["One. Two.", ""],
    }


@pytest.mark.parametrize("status", ["withdrawn", "retracted"])
def test_what_became_of_a_paper_stands_for_its_type(status: str) -> None:
    """A result of the search page is marked as lists mark the paper; any other status leaves the type."""
    assert json.loads(search.item(_site(paper("gone", status=status)).papers[0])[0])[6] == status
    assert json.loads(search.item(_site(paper("here", status="accepted")).papers[0])[0])[6] == "article"


def test_hidden_papers_are_not_found() -> None:
    """A paper that is listed nowhere is not in the index either; its words are in no shard."""
    site = _site(paper("shown", title=text("Leaves")), paper("secret", title=text("Stones"), hidden=True))
    assert "secret" not in "".join(said for _, said in _index(site))
    assert "stones" not in "".join(said for _, said in _index(site, large=0))


def test_a_crowd_is_not_listed_whole() -> None:
    """A paper of thousands of authors does not fill the index with them."""
    crowd = paper("big", *(Authorship(name=f"Person{number} Name") for number in range(CROWD + 50)))
    assert len(_read(_site(crowd))["search/papers.json"][0][2]) == CROWD


@pytest.mark.parametrize(
    ("said", "terms"),
    [
        ("Łukasz Øst’s naïve ﬁle", ["lukasz", "ost", "s", "naive", "file"]),
        ("GPT-3, 25×", ["gpt", "3", "25"]),
        ("snake_case", ["snake", "case"]),
        ("日本のmap", ["日", "本", "の", "map"]),
        ("…", []),
    ],
)
def test_text_is_cut_into_terms(said: str, terms: list[str]) -> None:
    """Accents, case and ligatures fold; whatever is no letter or number divides; ideographs stand alone."""
    assert search.terms(said) == terms


@given(some.text(max_size=20))
def test_a_text_folds_as_its_signs_do(said: str) -> None:
    """No sign is forgotten or taken twice: a text folds to what its decomposed signs, one after the other, fold to."""
    decomposed = unicodedata.normalize("NFKD", said.replace("´", "'")).lower()
    assert search.fold(said) == "".join([search._folded(sign) if sign > "\x7f" else sign for sign in decomposed])
    assert not any(
        unicodedata.category(sign) in {"Mn", "Mc", "Me", "Cf"} for sign in search.fold(said) if sign > "\x7f"
    )


def test_a_large_site_is_in_shards() -> None:
    """Papers lie in portions with their abstracts; each term says where it is named, and where it is only said."""
    papers = [
        paper(f"p{number:02d}", title=text(f"About topic{number}"), date=Date(2000 + number), abstract=text(said))
        for number, said in enumerate(["leaves", "stones and topic1", *["water"] * 38])
    ]
    index = _read(_site(*papers), large=39)
    assert {path for path in index if "papers" in path} == {"search/papers-0.json", "search/papers-1.json"}
    assert [len(index[f"search/papers-{number}.json"]) for number in (0, 1)] == [32, 8]
    assert index["search/papers-1.json"][-1][0] == "p00"
    assert index["search/papers-1.json"][-1][-1] == "leaves"
    assert _named(index, "topic1") == [[38], []]
    assert _named(index, "leaves") == [[], [39]]
    assert _named(index, "about") == [list(range(40)), []]
    assert index["search/terms.json"]["common"] == ["water"]


def test_shards_are_in_order_and_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table names the first term of each shard, in the order in which a browser compares."""
    monkeypatch.setattr(search, "SHARD", 200)
    words = [f"word{number}" for number in range(60)] + ["émile", "ﬃ", "日", "𝔸"]
    index = _read(_site(*(paper(f"p{number}", title=text(word)) for number, word in enumerate(words))), large=0)
    table = index["search/terms.json"]
    shards = [index[f"search/terms-{number}.json"] for number in range(len(table["first"]))]
    assert [min(shard) for shard in shards] == table["first"] == sorted(table["first"])
    assert len(shards) > 5
    assert all(len(shard) <= 200 // 10 for shard in shards)
    assert sum(len(shard) for shard in shards) == len({term for shard in shards for term in shard})


def test_the_same_site_has_the_same_index() -> None:
    """The order in which papers are given does not matter."""
    papers = [paper(f"p{number}", title=text(f"Title {number}"), abstract=text("a b c")) for number in range(9)]
    assert _index(_site(*papers), large=0) == _index(_site(*papers[::-1]), large=0)
