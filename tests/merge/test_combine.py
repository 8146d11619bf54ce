"""Which source is believed in which field, and what a paper shares with others."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from sitegen.merge import ranks as table
from sitegen.merge.combine import clean, combine
from sitegen.merge.namesakes import Traits, shared, strangers, traits
from sitegen.merge.ranks import RANKS, rank
from sitegen.merge.record import Record
from sitegen.model import Paper
from sitegen.pull.table import SOURCES, Source
from sitegen.web.service import Service


def said(source: str, **fields: Any) -> Record:
    """A record that says this."""
    return Record(source=source, source_id="1", reached="id", fields=fields)


@pytest.mark.parametrize(
    ("field", "order"),
    [
        ("title", ["arxiv", "acl", "openreview", "inspire", "crossref", "s2", "openalex"]),
        ("abstract", ["arxiv", "acl", "openreview", "inspire", "crossref", "s2", "openalex"]),
        ("venue", ["dblp", "acl", "openreview", "crossref", "s2", "openalex", "arxiv"]),
        ("doi", ["crossref", "arxiv", "s2"]),
        ("license", ["arxiv", "crossref", "openalex"]),
        ("date", ["arxiv", "crossref", "openalex", "dblp"]),
    ],
)
def test_the_order_of_sources(field: str, order: list[str]) -> None:
    """Of all that say something of a field the first of the contract's order is believed, in any order of answers."""
    values = {source: f"2020-{at + 1:02}" if field == "date" else f"10.1234/{at}" for at, source in enumerate(order)}
    for first in range(len(order)):
        records = [said(source, **{field: values[source]}) for source in reversed(order[first:])]
        combined = combine(records)
        assert combined.fields[field] == values[order[first]]
        assert combined.origins[field] == (order[first],)
        assert combined.told[field] == frozenset(order[first:])


def test_the_published_version_is_believed_in_where_it_appeared() -> None:
    """A record of the preprint does not hide the journal, whatever its source; nor does its DOI."""
    combined = combine(
        [
            said("dblp", venue={"name": "CoRR"}, type="preprint", doi="10.48550/arxiv.2203.00001"),
            said("crossref", venue={"name": "J. Engines"}, type="article", doi="10.1234/abc"),
            said("arxiv", arxiv="2203.00001", title="T"),
        ]
    )
    assert (combined.fields["venue"], combined.fields["type"]) == ({"name": "J. Engines"}, "article")
    assert combined.fields["doi"] == "10.1234/abc"
    assert "doi" not in combine([said("datacite", doi="10.48550/arxiv.2203.00001", arxiv="2203.00001")]).fields


def test_first_publication_is_the_earliest_of_the_best_source() -> None:
    """Of two records of one source, preprint and journal, the date is that of the first."""
    assert (
        combine([said("crossref", date="2022-05"), said("crossref", date="2021-12-01")]).fields["date"] == "2021-12-01"
    )


def test_affiliations_go_to_the_right_person() -> None:
    """ORCIDs and affiliations come from other sources, by place and family name, and never to a different name."""
    combined = combine(
        [
            said("arxiv", authors=["Ada Lovelace", "Charles Babbage", "G. Boole"]),
            said(
                "openalex",
                authors=[
                    {"name": "A. Lovelace", "orcid": "0000-0002-1825-0097", "affiliations": ["London"]},
                    {"name": "Someone Else", "affiliations": ["Nowhere"]},
                    "George Boole",
                ],
            ),
        ]
    )
    assert combined.fields["authors"] == [
        {"name": "Ada Lovelace", "orcid": "0000-0002-1825-0097", "affiliations": ["London"]},
        "Charles Babbage",
        "G. Boole",
    ]
    assert combined.origins["authors"] == ("arxiv", "openalex")


def test_ids_and_links_are_gathered() -> None:
    """Each id comes from its own source where that speaks; links of different kinds from whoever has them."""
    combined = combine(
        [
            said("s2", ids={"dblp": "wrong", "s2": "1"}, links={"pdf": "https://s2.example/"}),
            said("dblp", ids={"dblp": "a/b"}),
            said("arxiv", links={"pdf": "https://arxiv.example/"}),
        ]
    )
    assert combined.fields["ids"] == {"dblp": "a/b", "s2": "1"}
    assert combined.fields["links"] == {"pdf": "https://arxiv.example/"}
    assert combined.origins["links.pdf"] == ("arxiv",)
    assert combined.told["links.pdf"] == {"s2", "arxiv"}


def test_retraction_outranks_everything() -> None:
    """One source that knows of a retraction is enough."""
    assert (
        combine([said("arxiv", status="preprint"), said("openalex", status="retracted")]).fields["status"]
        == "retracted"
    )


def test_suggestions_are_not_said_until_accepted() -> None:
    """A suggested value stands apart; accepted, it joins what the source says."""
    record = Record(source="hf", source_id="1", reached="id", fields={}, suggested={"links": {"code": ["a", "b"]}})
    assert combine([record]).fields == {}
    assert combine([record]).suggested == {"links.code": (("a", "hf"), ("b", "hf"))}
    assert combine([record], lambda value: value == "b").fields == {"links": {"code": "b"}}


def test_what_no_file_can_hold_is_cleaned_away() -> None:
    """Control characters, direction overrides and empty values go; everything else stays as it came."""
    assert clean({"a": "x\x00y\u202e", "b": "", "c": [None, ""], "d": {"e": []}, "f": r"$\nu$  \emph{x}"}) == {
        "a": "xy",
        "f": r"$\nu$  \emph{x}",
    }


def test_papers_that_share_nothing_stand_apart() -> None:
    """A cluster is strange only if its co-authors and its fields or places are known, and none is shared."""

    def paper(coauthors: str, topics: str = "", places: str = "") -> Traits:
        sets = [frozenset(words.split()) for words in (coauthors, topics, places)]
        return Traits(sets[0], sets[1], sets[2], frozenset())

    own = [paper("a b", "cs"), paper("b c", "cs"), paper("c", "cs")]
    assert strangers([*own, paper("x y", "bio"), paper("y", "bio")], ()) == ((3, 4),)
    assert strangers([*own, paper("x", "cs")], ()) == ()
    assert strangers([*own, paper("x y")], ()) == ()
    assert strangers([*own, paper("", "bio")], ()) == ()
    assert strangers([*own, paper("x", "bio")], {3}) == ()
    assert strangers([paper("a", "cs"), paper("x", "bio")], ()) == ()


def test_traits_of_a_paper() -> None:
    """Co-authors are all but the person; places are the person's own, where they are known."""
    found = traits(
        {
            "authors": [
                {"name": "Ada Lovelace", "affiliations": ["London"]},
                {"name": "C. Babbage", "affiliations": ["X"]},
            ],
            "arxiv_categories": ["cs.LG"],
            "venue": "J. Engines",
        },
        lambda entry: isinstance(entry, dict) and entry["name"] == "Ada Lovelace",
    )
    assert found == Traits(frozenset({"babbage c"}), frozenset({"cs"}), frozenset({"london"}), frozenset({"j engines"}))


def test_every_source_has_a_rank_in_every_field() -> None:
    """The table of ranks has all sources, no two of them with one rank; a field without a column is an error."""
    assert set(RANKS) == set(SOURCES)
    for column in range(len(next(iter(RANKS.values())))):
        assert sorted(ranks[column] for ranks in RANKS.values()) == list(range(1, len(RANKS) + 1))
    with pytest.raises(KeyError):
        rank("arxiv", "colour")
    names = {field.name for field in fields(Paper)}
    assert {rank("arxiv", name) for name in names} == {1, 2, 13}
    assert set(table._COLUMNS) <= names, "a field of the model was renamed, and its column in merge/ranks was not"
    with pytest.raises(LookupError, match="no line"):
        Source(Service(name="new", title="New", hosts=("new.example",), pace=1), lambda *_: ())


def test_two_descriptions_of_a_venue_are_not_mixed() -> None:
    """Volume and pages stay with their own journal, whatever another source says of another appearance."""
    combined = combine(
        [
            said("dblp", venue={"name": "Engine Letters", "pages": "5"}, doi="10.5555/a"),
            said("s2", venue={"name": "Annals of Tables", "volume": "9", "pages": "77-80"}, doi="10.5555/b"),
            said("openalex", venue={"name": "Engine Letters", "volume": "3", "issue": "2", "pages": "5-9"}),
        ]
    )
    assert combined.fields["venue"] == {"name": "Engine Letters", "pages": "5", "volume": "3", "issue": "2"}
    assert combined.origins["venue"] == ("dblp", "openalex")


def test_full_names_of_venues_come_before_short_ones() -> None:
    """The same venue by the same DOI or volume is called by its full name; the short one is kept as such."""
    short = said("dblp", venue={"name": "J. Mach. Learn. Res.", "volume": "21", "pages": "1-67"})
    full = said("crossref", venue={"name": "Journal of Machine Learning Research", "volume": "21", "publisher": "M"})
    assert combine([short, full]).fields["venue"] == {
        "name": "Journal of Machine Learning Research",
        "short": "J. Mach. Learn. Res.",
        "volume": "21",
        "pages": "1-67",
        "publisher": "M",
    }
    other = said("crossref", venue={"name": "Journal of Mathematical Letters and Results", "volume": "7"})
    assert combine([short, other]).fields["venue"]["name"] == "J. Mach. Learn. Res."


def test_a_title_with_its_formulas_comes_before_one_without() -> None:
    """Of the same words the spelling with dollars is taken; other words never are."""
    plain, marked = (
        said("inspire", title="A search for H0 tension"),
        said("crossref", title="A search for $H_0$ tension"),
    )
    assert combine([plain, marked]).fields["title"] == "A search for $H_0$ tension"
    assert combine([plain, marked]).origins["title"] == ("crossref", "inspire")
    assert combine([plain, said("crossref", title="Costs in $H_0$")]).fields["title"] == "A search for H0 tension"


def test_names_are_spelled_out_as_papers_print_them() -> None:
    """Initials give way to the same person's whole name in the same place, of a source that has names from papers."""
    short = said("inspire", authors=["A. K. Lovelace", "C. Babbage", "G. Boole", "B. Russell"])
    full = ["Ada K. Lovelace", "Carl Babbage", "Georg Boole", "Anna Russell"]
    assert combine([short, said("dblp", authors=full)]).fields["authors"] == [
        "Ada K. Lovelace",
        "Carl Babbage",
        "Georg Boole",
        "B. Russell",
    ]
    assert combine([short, said("s2", authors=full)]).fields["authors"][0] == "A. K. Lovelace"


def test_parts_of_a_name_come_from_whoever_knows_them() -> None:
    """In one line where that says them, else one by one; what the best source says besides stays."""
    plain = said("crossref", authors=["Laia Soler Puig", {"name": "Ina Van der Zee", "orcid": "0000-0002-1825-0097"}])
    stated = ["Soler Puig, Laia", {"given": "Ina", "particle": "Van der", "family": "Zee"}]
    assert combine([plain, said("dblp", authors=stated)]).fields["authors"] == [
        "Soler Puig, Laia",
        {"given": "Ina", "particle": "Van der", "family": "Zee", "orcid": "0000-0002-1825-0097"},
    ]


def test_a_family_name_that_is_all_of_a_name_is_of_somebody_else() -> None:
    """Two people between whom a source has lost its `and` do not take the given name from the first of them."""
    plain = said("crossref", authors=["Ada Lovelace", "Y. Moon"])
    assert combine([plain, said("dblp", authors=["Ada Lovelace", "Y. Moon, Kay Lim"])]).fields["authors"] == [
        "Ada Lovelace",
        "Y. Moon",
    ]


def test_a_date_is_as_exact_as_any_source_knows_it() -> None:
    """The best source's year with another's day in it; a day in another year changes nothing."""
    year, day = said("crossref", date="2022"), said("openalex", date="2022-03-29")
    assert combine([year, day]).fields["date"] == "2022-03-29"
    assert combine([year, day]).origins["date"] == ("openalex", "crossref")
    assert combine([year, said("openalex", date="2021-12-30")]).fields["date"] == "2022"


def test_other_is_no_kind_where_another_source_knows_one() -> None:
    """An unknown kind of work gives way to any that is known."""
    assert combine([said("dblp", type="other"), said("orcid", type="thesis")]).fields["type"] == "thesis"


def test_a_large_venue_is_no_evidence() -> None:
    """Strangers who once were at the same meeting stay strangers; a small venue counts beside something else."""

    def paper(coauthors: str, *, place: str, year: int = 2020, topics: str = "", venue: str = "") -> Traits:
        sets = [frozenset(names.split(",")) - {""} for names in (coauthors, topics, place)]
        return Traits(sets[0], sets[1], sets[2], frozenset({venue} - {""}), year)

    own = [paper("babbage c", place="london", venue="neurips"), paper("babbage c,boole g", place="london")]
    stranger = paper("curie m", place="paris", venue="neurips")
    assert strangers([*own, stranger], ()) == ((2,),)
    workshop = paper("babbage c,king w", place="london", venue="workshop on engines")
    guest = paper("curie m", place="paris", venue="workshop on engines")
    assert strangers([*own, workshop, guest], ()) == ((3,),)
    both = paper("curie m,wang y", place="paris", venue="workshop on engines")
    assert strangers([*own, paper("babbage c,wang y", place="london", venue="workshop on engines"), both], ()) == ()


def test_common_names_and_wide_fields_weigh_little() -> None:
    """One Wang in common, or "computer science", joins nobody; a rare name, a place or a field does."""

    def paper(coauthor: str, place: str, year: int, topic: str) -> Traits:
        return Traits(frozenset({coauthor}), frozenset({topic}), frozenset({place}), frozenset(), year)

    own = [paper("wang y", "london", 2020, "computer science"), paper("boole g", "london", 2021, "cs")]
    assert strangers([*own, paper("wang y", "paris", 2020, "computer science")], ()) == ((2,),)
    assert strangers([*own, paper("boole g", "paris", 2020, "bio")], ()) == ()
    assert strangers([*own, paper("curie m", "paris", 2030, "cs")], ()) == ()
    assert strangers([*own, paper("curie m", "paris", 1950, "cs")], ()) == ((2,),)
    evidence = shared(paper("wang y", "london", 2020, "computer science"), own)
    assert evidence == (("at", "london"), ("with", "wang y"))


def test_a_venue_has_a_name_where_the_kind_of_work_needs_one() -> None:
    """A publisher alone will do for a book; for a chapter the source is taken that knows the book."""
    book = said("dblp", type="chapter", venue={"publisher": "Press"})
    named = said("crossref", venue={"name": "Engines of Today", "publisher": "Press"})
    assert combine([book, named]).fields["venue"]["name"] == "Engines of Today"
    assert combine([book, named]).origins["venue"] == ("crossref",)
    assert "venue" not in combine([book]).fields
    assert combine([said("dblp", type="book", venue={"publisher": "Press"})]).fields["venue"] == {"publisher": "Press"}
