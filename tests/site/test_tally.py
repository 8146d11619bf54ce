"""What of a site's papers is counted: years by kind of work, topics by year, who writes with whom, citations."""

from __future__ import annotations

from typing import Any

from sitegen.model import NO_DATE, Date
from sitegen.site.graph import Site, connect
from sitegen.site.tally import (
    FEWEST_PEOPLE,
    KINDS,
    LONGEST,
    PAPERS,
    PEOPLE,
    TOPICS,
    YEARS,
    Cited,
    by_topic,
    by_year,
    of_citations,
    together,
)
from tests.making import content, paper


def _site(*papers: Any) -> Site:
    return connect(content(*papers))[0]


def _yearly(count: int, **more: Any) -> list[Any]:
    """Papers of so many years, one each."""
    return [paper(f"{more.get('type', 'p')}{year}", date=Date(2000 + year), **more) for year in range(count)]


def test_few_years_are_not_drawn() -> None:
    """Years are drawn from eight on in which there are papers; not those between a first and a last one alone."""
    assert by_year(_site(*_yearly(YEARS - 1)).papers) is None
    drawn = by_year(_site(*_yearly(YEARS)).papers)
    assert drawn is not None
    assert (drawn.first, drawn.kinds) == (2000, (("article", (1,) * YEARS),))
    assert by_year(_site(paper("old", date=Date(1970)), paper("new")).papers) is None
    assert by_year(()) is None


def test_a_wrong_year_draws_no_thousand_bars() -> None:
    """A paper of the year 20 leaves years undrawn, as does one without a date."""
    papers = _yearly(YEARS)
    assert by_year(_site(*papers, paper("wrong", date=Date(20))).papers) is None
    assert by_year(_site(*papers, paper("far", date=Date(2000 + LONGEST))).papers) is None
    drawn = by_year(_site(*papers, paper("none", date=NO_DATE, status="submitted")).papers)
    assert drawn is not None
    assert len(drawn.kinds[0].counts) == YEARS


def test_rare_kinds_of_work_are_one() -> None:
    """Three kinds are told apart, the most frequent first; four where a fourth is the last."""
    papers = [*_yearly(9, type="article"), *_yearly(3, type="book"), *_yearly(2, type="thesis")]
    four = by_year(_site(*papers, paper("r", date=Date(2008), type="report")).papers)
    assert four is not None
    assert [kind.type for kind in four.kinds] == ["article", "book", "thesis", "report"]
    rare = [paper("r", date=Date(2008), type="report"), paper("d", date=Date(2001), type="dataset")]
    many = by_year(_site(*papers, *rare).papers)
    assert many is not None
    assert [kind.type for kind in many.kinds] == ["article", "book", "thesis", None]
    assert len(many.kinds) == KINDS + 1
    assert many.kinds[-1].counts == (0, 1, 0, 0, 0, 0, 0, 0, 1)
    assert many.kinds[1].counts == (1, 1, 1, 0, 0, 0, 0, 0, 0)


def test_topics_are_counted_year_by_year() -> None:
    """The topics of most papers, those of one paper left out; nothing of few papers."""
    papers = [
        paper(f"p{number}", date=Date(2000 + number % 10), topics=tuple(f"T{at}" for at in range(number % 4)))
        for number in range(PAPERS)
    ]
    drawn = by_topic(_site(*papers, paper("once", topics=("Once",))).papers)
    assert drawn is not None
    assert [(topic.name, sum(counts)) for topic, counts in drawn.topics] == [("T0", 15), ("T1", 10), ("T2", 5)]
    assert drawn.topics[2][1][:10] == (0, 1, 0, 1, 0, 1, 0, 1, 0, 1), "papers 3, 7, 11, 15 and 19"
    assert by_topic(_site(*papers[1:]).papers) is None
    most = [paper(f"p{at}", date=Date(2000 + at), topics=tuple(f"T{n}" for n in range(14))) for at in range(PAPERS)]
    many = by_topic(_site(*most).papers)
    assert many is not None
    assert len(many.topics) == TOPICS


def test_who_writes_together_stands_together() -> None:
    """Two groups that never meet stand one after the other; who wrote alone, or once, is not among them."""
    groups = (("Ada King", "Bo Li", "Cy Moe"), ("Di Noe", "Ed Poe"))
    papers = [paper(f"{at}-{number}", *names) for at, names in enumerate(groups) for number in range(3 - at)]
    site = _site(
        *papers, paper("x", "Ada King", "Bo Li"), paper("y", "Fay Roe"), paper("z", "Fay Roe"), paper("w", "Guy Soe")
    )
    people = sorted(((slug, len(person.papers)) for slug, person in site.people.items()), key=lambda item: -item[1])
    drawn = together(people, site.people.__getitem__)
    assert drawn is not None
    names = [(person.name, count) for person, count in drawn.people]
    assert names == [("Ada King", 4), ("Bo Li", 4), ("Cy Moe", 3), ("Di Noe", 2), ("Ed Poe", 2)]
    assert len(names) == FEWEST_PEOPLE
    assert drawn.ties == ((0, 1, 4), (0, 2, 3), (1, 2, 3), (3, 4, 2))
    assert together(people[1:], site.people.__getitem__) is None


def test_a_crowd_is_cut() -> None:
    """Of thirty people who all write together eighteen are drawn, each with all the others."""
    site = _site(*(paper(f"p{number}", *(f"Ada{at} King{at}" for at in range(30))) for number in range(2)))
    drawn = together([(slug, 2) for slug in site.people], site.people.__getitem__)
    assert drawn is not None
    assert len(drawn.people) == PEOPLE
    assert len(drawn.ties) == PEOPLE * (PEOPLE - 1) / 2


def test_indices_of_citations() -> None:
    """Five papers with 25, 8, 5, 3 and 3 citations have an h-index of 3, and one of ten; sources and dates are kept."""
    counts = (3, 25, 8, 3, 5)
    cited = [Cited(times, "OpenAlex", Date(2025, 1, at)) for at, times in enumerate(counts, 1)]
    tally = of_citations([*cited, Cited(0, "INSPIRE", NO_DATE)])
    assert tally is not None
    assert (tally.total, tally.h_index, tally.i10_index, tally.papers) == (44, 3, 1, 6)
    assert (tally.sources, tally.oldest, tally.newest) == (("INSPIRE", "OpenAlex"), Date(2025, 1, 1), Date(2025, 1, 5))
    assert of_citations([]) is None
    ten = of_citations([Cited(10, "", NO_DATE)])
    assert ten is not None
    assert (ten.h_index, ten.i10_index, ten.sources, ten.newest) == (1, 1, (), NO_DATE)
