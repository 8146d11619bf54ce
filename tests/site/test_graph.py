"""Everything connected and sorted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sitegen.model import Bibtex, Citations, Date, Figure, Paper, Venue
from sitegen.site.graph import connect
from tests.making import author, content, paper, text


def test_papers_are_listed_newest_first() -> None:
    """The newest paper comes first; a paper of which only the year is known comes after those of that year."""
    site, _ = connect(
        content(paper("a", date=Date(2020)), paper("b", date=Date(2021, 3)), paper("c", date=Date(2020, 1, 2)))
    )
    assert [entry.paper.slug for entry in site.papers] == ["b", "c", "a"]
    assert [(entry.newer, entry.older) for entry in site.papers] == [(None, "c"), ("b", "a"), ("c", None)]


def test_hidden_papers_are_listed_nowhere() -> None:
    """A hidden paper has an entry, and no list, count, person or neighbour knows of it."""
    site, _ = connect(content(paper("a", "Ada Lovelace"), paper("b", "Ghost Writer", hidden=True, topics=("Ghosts",))))
    assert set(site.entries) == {"a", "b"}
    assert [entry.paper.slug for entry in site.papers] == ["a"]
    assert list(site.people) == ["ada-lovelace"]
    assert site.topics == ()
    assert site.entries["b"].credits[0].person is None
    assert site.entries["b"].older is None
    assert site.entries["a"].older is None


def test_coauthors_are_counted() -> None:
    """Co-authors come with the number of papers in common, most first."""
    site, _ = connect(content(paper("a", "Ada L", "Bob M"), paper("b", "Ada L", "Bob M", "Cy N"), paper("c", "Ada L")))
    assert site.people["ada-l"].coauthors == (("bob-m", 2), ("cy-n", 1))


def test_related_papers_share_authors() -> None:
    """More by these authors: most shared authors first, never the paper itself."""
    site, _ = connect(
        content(paper("a", "A One", "B Two"), paper("b", "A One", "B Two"), paper("c", "A One"), paper("d", "X Y"))
    )
    assert site.related["a"] == (("b", 2), ("c", 1))
    assert site.related["d"] == ()


def test_a_paper_named_by_another_is_not_read_whole_to_tell_that_it_is_gone() -> None:
    """Title, date and status of a paper that a page names come from its facts; only what they lack is read."""
    site, _ = connect(content(paper("a", "A One", status="retracted"), paper("b", "A One", note=text("Read me"))))

    def refuse(slug: str) -> Paper:
        raise AssertionError(f"{slug} was read")

    gone, there = (replace(site.refs[slug].paper, read=refuse) for slug in ("a", "b"))
    assert (gone.is_gone, gone.title.plain, gone.date.year, there.is_gone) == (True, "a", 2020, False)
    with pytest.raises(AssertionError, match="b was read"):
        _ = there.note


def test_venues_lose_their_year_and_meet_their_short_name() -> None:
    """`ICML 2021` and `ICML 2022` are one venue; a full name joins the short one where some paper gives both."""
    both = Venue(name=text("International Conference on Machine Learning"), short=text("ICML"))
    full = "International conference on machine learning 2019"
    site, _ = connect(
        content(
            paper("a", venue="ICML 2021"), paper("b", venue="ICML 2022"), paper("c", venue=both), paper("d", venue=full)
        )
    )
    assert [(venue.slug, venue.name, len(venue.papers)) for venue in site.venues] == [("icml", "ICML", 4)]


def test_a_preprint_without_venue_appeared_at_arxiv() -> None:
    """An arXiv id alone makes arXiv the venue; without it there is none."""
    site, _ = connect(content(paper("a", arxiv="2203.15556"), paper("b")))
    assert [(venue.slug, venue.papers) for venue in site.venues] == [("arxiv", ("a",))]


def test_topics_that_look_alike_have_addresses_of_their_own() -> None:
    """C, C++ and C# are three topics; `Deep learning` and `deep-learning` are one."""
    site, _ = connect(
        content(paper("a", topics=("C", "C++", "C#")), paper("b", topics=("Deep learning", "deep-learning")))
    )
    assert len(site.topics) == len({topic.slug for topic in site.topics})
    assert sorted(topic.name for topic in site.topics) == sorted({"C", "C++", "C#", "Deep learning"})


def test_citation_keys_are_unique_and_kept() -> None:
    """Family name, year, first word of the title; a second one gets a letter; a key written by hand stays."""
    site, _ = connect(
        content(
            paper("a", "Ada de la Cruz", title=text("The Flamingo")),
            paper("b", "Ada de la Cruz", title=text("A flamingo again")),
            paper("c", bibtex=Bibtex(key="cruz2020flamingob")),
        )
    )
    keys = [site.entries[slug].cite_key for slug in "abc"]
    assert keys == ["cruz2020flamingo", "cruz2020flamingoa", "cruz2020flamingob"]


def test_only_people_have_pages_when_asked() -> None:
    """With `author_pages: people` a name without a file has no page."""
    site, _ = connect(
        content(paper("a", "Ada L", "Bob M"), authors=(author("ada-l", "Ada L"),), config={"author_pages": "people"})
    )
    assert {person.slug: person.has_page for person in site.people.values()} == {"ada-l": True, "bob-m": False}


def test_the_newest_date_stands_for_now() -> None:
    """The newest of publication, update and news dates the site; without any it is the first of January 1970."""
    assert connect(content(paper("a", date=Date(2020), updated=Date(2022, 5))))[0].updated == Date(2022, 5)
    assert connect(content())[0].updated == Date(1970, 1, 1)


def test_the_order_of_files_changes_nothing() -> None:
    """The same papers in another order are the same site."""
    names = {"a": "B A", "b": "C B", "c": "b a", "d": "D"}
    papers = [paper(slug, name, "Wei Wang", topics=("T",)) for slug, name in names.items()]
    assert connect(content(*papers))[0] == connect(content(*papers[::-1]))[0]


def test_what_connects_nothing_changes_no_connection() -> None:
    """A new abstract, note or licence leaves every page but the paper's own as it is: entries hold facts, no prose."""
    old = content(paper("a", "Ada L"), paper("b", "Bob M"), paper("c", "Cy N"))
    words: dict[str, Any] = {
        "abstract": text("New"), "comments": text("New"), "summary": text("New"), "note": text("New"),
        "figures": (Figure(file=("a.png",)),), "keywords": ("new",), "citations": Citations(count=1), "license": "MIT",
        "extra": {"new": "1"},
    }  # fmt: skip
    for name, value in words.items():
        new = replace(old, papers=(old.papers[0], replace(old.papers[1], **{name: value}), old.papers[2]))
        assert connect(new) == connect(old), name
        assert connect(new)[0].entries["b"].paper is new.papers[1], name
    connecting: dict[str, Any] = {"title": text("New"), "hidden": True, "date": Date(2030), "aliases": ("old",)}
    for name, value in connecting.items():
        new = replace(old, papers=(old.papers[0], replace(old.papers[1], **{name: value}), old.papers[2]))
        assert connect(new) != connect(old), name


def test_a_paper_is_named_by_others_without_being_read() -> None:
    """What other pages say of a paper is at hand; what they ask beyond that is read from the paper."""
    one = paper("a", "Ada L", abstract=text("Words"))
    ref = connect(content(one))[0].refs["a"].paper
    assert (ref.slug, ref.title, ref.date) == ("a", one.title, one.date)
    assert ref.abstract == one.abstract
    with pytest.raises(AttributeError):
        _ = ref.nothing
