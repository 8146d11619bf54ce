"""Published things, known again after edits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sitegen.content.published import as_text, from_text
from sitegen.model import Authorship, Bibtex, Date, KnownVenue
from sitegen.model.published import PublishedNames, Remembered
from sitegen.site.graph import connect
from sitegen.site.pages import addresses
from sitegen.site.published import shared_keys
from tests.making import author, paper, text
from tests.remembering import keys, old, published, site_content, step, study

ORCID = "0000-0002-1825-0097"
OTHER = "0000-0001-5109-3700"


def test_an_older_paper_that_comes_later_takes_no_key() -> None:
    """A published key stays where it is, whatever the files are called and however old a new paper is."""
    before = published(study("m"))
    site, found = step(before, study("m"), study("a", year=2020), study("z"))
    assert keys(site) == {"a": "lovelace2020studya", "m": "lovelace2020study", "z": "lovelace2020studyb"}
    assert not found.problems


def test_without_memory_the_older_paper_has_the_shorter_key() -> None:
    """The order is that of dates, then of slugs."""
    early, late = (
        paper("z", date=Date(2020, 1), title=text("Study")),
        paper("a", date=Date(2020, 3), title=text("Study")),
    )
    assert keys(step(PublishedNames(), early, late)[0]) == {"z": "lovelace2020study", "a": "lovelace2020studya"}


@pytest.mark.parametrize(
    "edited",
    [
        {"title": text("Another title")},
        {"date": Date(2023)},
        {"authors": (Authorship(name="Bob Mason"), Authorship(name="Ada Lovelace"))},
        {"doi": "10.1/corrected", "title": text("Study of m")},
    ],
)
def test_a_key_stays_whatever_is_edited(edited: dict[str, Any]) -> None:
    """Title, year, first author and DOI may change: the key was published."""
    before = published(study("m", doi="10.1/typed"))
    now = {"title": text("Study of m"), "doi": "10.1/typed", "date": Date(2020), **edited}
    names = now.pop("authors", (Authorship(name="Ada Lovelace"),))
    assert keys(step(before, paper("m", *names, **now))[0]) == {"m": "lovelace2020study"}


@pytest.mark.parametrize("more", [{"doi": "10.1/x"}, {"arxiv": "2203.15556"}, {}])
def test_a_renamed_file_is_the_same_paper(more: dict[str, Any]) -> None:
    """By DOI, arXiv id, or title and first author: the key stays, the old address leads on, a line is named."""
    before = published(study("m", **more))
    site, found = step(before, paper("new", title=text("Study of m"), **more))
    assert keys(site) == {"new": "lovelace2020study"}
    assert old(site)["papers/m"] == "/papers/new/"
    (problem,) = found.problems
    assert (problem.file, problem.field, "aliases: [m]" in problem.hint) == ("content/papers/new.yaml", "aliases", True)
    assert site.entries["new"].first == "m"


def test_an_alias_is_enough_and_nothing_more_is_said() -> None:
    """Once the line stands, build is silent; and when it is deleted, the address still leads there."""
    before = published(study("m"))
    _, found = step(before, study("new", aliases=("m",)))
    assert not found.problems
    site, found = step(found.published, study("new"))
    assert old(site)["papers/m"] == "/papers/new/"
    assert found.problems


def test_another_paper_in_the_old_file_is_a_clash() -> None:
    """A renamed file, and a new paper under its name: the address would mean another, which is named."""
    before = published(study("m"))
    moved = paper("new", title=text("Study of m"))
    site, found = step(before, moved, paper("m", "Bob Mason", title=text("Quite different")))
    (problem,) = found.clashes
    assert problem.file == "content/papers/m.yaml"
    assert "papers/new/" in problem.sentence
    assert keys(site)["new"] == "lovelace2020study"
    assert site.entries["m"].first not in {"", "m"}
    assert step(found.published, moved, paper("m", "Bob Mason", title=text("Quite different")))[1].clashes
    assert not step(found.published, moved, paper("other", "Bob Mason", title=text("Quite different")))[1].clashes


def test_a_file_that_was_overwritten_is_a_clash() -> None:
    """Another DOI, another title: the key is not the new paper's; one that says it has the key is the same paper."""
    before = published(study("m", doi="10.1/x"))
    site, found = step(before, paper("m", "Bob Mason", title=text("Other"), doi="10.1/y"))
    assert found.clashes
    assert keys(site)["m"] != "lovelace2020study"
    assert step(found.published, study("m", doi="10.1/x"))[1].clashes == ()


def test_what_is_deleted_is_named_once_and_comes_back() -> None:
    """A deleted paper is named once, nobody gets its key, and it has it again when it is restored."""
    before = published(study("m"))
    _, found = step(before, study("a"))
    assert [problem.sentence for problem in found.once if "papers/" in problem.sentence] == [
        "papers/m/ was published, and its paper is gone"
    ]
    site, found = step(found.published, study("a"))
    assert not found.once
    assert keys(site) == {"a": "lovelace2020studya"}
    site, found = step(found.published, study("a"), study("m"))
    assert keys(site)["m"] == "lovelace2020study"
    assert not found.once


def test_a_key_of_ones_own_is_told_once_and_the_old_is_given_to_nobody() -> None:
    """Who writes `bibtex.key` hears once which key it replaces; another paper cannot take that one."""
    from sitegen.model import Bibtex

    before = published(study("m"))
    site, found = step(before, study("m", bibtex=Bibtex(key="mine")))
    assert keys(site) == {"m": "mine"}
    assert [problem.field for problem in found.once] == ["bibtex.key"]
    _, found = step(found.published, study("m", bibtex=Bibtex(key="mine")))
    assert not found.once
    _, clashing = step(found.published, study("m"), study("a", bibtex=Bibtex(key="Lovelace2020Study")))
    assert [problem.field for problem in clashing.clashes] == ["bibtex.key"]


@pytest.mark.parametrize("key", ["same", "SAME"])
def test_a_key_that_two_files_state_is_an_error(key: str) -> None:
    """Before anything is published the older paper has it, then the published one; the other is told of a free key."""
    stated = [study("a", year=2021, bibtex=Bibtex(key="same")), study("b", year=2020, bibtex=Bibtex(key=key))]
    errors = list(shared_keys(connect(site_content(PublishedNames(), *stated))[0]))
    assert [(problem.file, problem.field) for problem in errors] == [("content/papers/a.yaml", "bibtex.key")]
    assert "content/papers/b.yaml" in errors[0].sentence
    assert "lovelace2021study}" in (errors[0].hint or "")
    before = published(stated[0], study("b", year=2020))
    errors = list(shared_keys(connect(site_content(before, *stated))[0]))
    assert [problem.file for problem in errors] == ["content/papers/b.yaml"]


def test_who_gives_up_a_shared_key_is_not_asked_to_keep_it() -> None:
    """An older version published two papers under one key; the one that takes another is told nothing."""
    before = published(study("a", bibtex=Bibtex(key="same")), study("b", bibtex=Bibtex(key="other")))
    double = replace(before, papers={**before.papers, "b": before.papers["b"]._replace(key="same")})
    _, found = step(double, study("a", bibtex=Bibtex(key="same")), study("b", bibtex=Bibtex(key="new")))
    assert not found.once
    assert not found.problems


def test_two_papers_that_become_one() -> None:
    """Preprint and article in one file: both addresses lead there, the article keeps its key, the other is reserved."""
    before = published(study("article", doi="10.1/x"), study("preprint", arxiv="2203.15556"))
    site, found = step(before, study("article", doi="10.1/x", arxiv="2203.15556"))
    assert old(site)["papers/preprint"] == "/papers/article/"
    assert found.published.papers["article"].keys == ("lovelace2020studya",)
    assert found.published.papers["article"].was == ("preprint",)


def test_a_namesake_gets_the_longer_address() -> None:
    """Somebody new never gets the address of somebody published, however old their paper."""
    before = published(paper("m", "王小明", date=Date(2020)))
    site, found = step(before, paper("m", "王小明", date=Date(2020)), paper("a", "王晓明", date=Date(1990)))
    assert site.people["wangxiaoming"].name == "王小明"
    assert not found.problems


@pytest.mark.parametrize(
    ("name", "right"), [("Lukasz Kaiser", "Łukasz Kaiser"), ("Jon Smtih", "Jon Smith"), ("J. Rae", "Jack Rae")]
)
def test_a_name_put_right_keeps_its_page(name: str, right: str) -> None:
    """An accent, a slip, an initial: who stands on the same paper under the right name is the same person."""
    before = published(paper("m", name, "Bob Mason"))
    site, found = step(before, paper("m", right, "Bob Mason"))
    (slug,) = before.people.keys() - {"bob-mason"}
    assert site.people[slug].name == right
    assert not found.once


def test_another_author_is_nobody_put_right() -> None:
    """An author who was replaced has no page any more: their address leads to nobody else."""
    before = published(paper("m", "Bob Mason"))
    site, found = step(before, paper("m", "Carol Stone"))
    assert "authors/bob-mason" not in old(site)
    assert any("authors/bob-mason/ was published" in problem.sentence for problem in found.once)


def test_a_file_under_another_slug_takes_its_old_address_along() -> None:
    """Whoever gets a file, or whose file is renamed, is found at the old address; former_slugs is the line."""
    before = published(paper("m", "Ada King"))
    ada = author("lovelace", "Ada King")
    site, found = step(before, paper("m", "Ada King"), authors=(ada,))
    assert old(site)["authors/ada-king"] == "/authors/lovelace/"
    (problem,) = found.problems
    assert (problem.file, "former_slugs: [ada-king]" in problem.hint) == ("content/authors/lovelace.yaml", True)
    site, found = step(found.published, paper("m", "Ada King"), authors=(author("king", "Ada King"),))
    assert (old(site)["authors/ada-king"], old(site)["authors/lovelace"]) == ("/authors/king/", "/authors/king/")
    site, found = step(found.published, paper("m", "Ada King"))
    assert "king" in site.people


def test_people_who_are_joined_and_parted() -> None:
    """Two pages that become one lead to it; a page that is split stays with whom its oldest paper is by."""
    one, two = paper("a", "A. Brock", date=Date(2010)), paper("b", "Andrew Brock", date=Date(2011))
    before = published(one, two)
    brock = author("andrew-brock", "Andrew Brock", names=("A. Brock",))
    site, found = step(before, one, two, authors=(brock,))
    assert old(site)["authors/a-brock"] == "/authors/andrew-brock/"
    wang = (paper("a", "Wei Wang", date=Date(2010)), paper("b", "Wei Wang", date=Date(2000)))
    before = published(*wang)
    parted = (
        paper("a", Authorship(name="Wei Wang", orcid=ORCID), date=Date(2010)),
        paper("b", Authorship(name="Wei Wang", orcid=OTHER), date=Date(2000)),
    )
    site, found = step(before, *parted)
    assert (site.people["wei-wang"].papers, len(site.people)) == (("b",), 2)
    again, _ = step(found.published, *wang)
    assert again.people["wei-wang"].papers == ("a", "b")
    (longer,) = site.people.keys() - {"wei-wang"}
    assert old(again)[f"authors/{longer}"] == "/authors/wei-wang/"


def test_a_file_of_somebody_else_at_a_published_address_is_a_clash() -> None:
    """A new file for a namesake under the address of another names both; so does a former slug that is another's."""
    before = published(paper("m", "王小明"))
    now = paper("m", "王小明"), paper("a", "王晓明")
    _, found = step(before, *now, authors=(author("wangxiaoming", "王晓明"),))
    assert [problem.file for problem in found.clashes] == ["content/authors/wangxiaoming.yaml"]


def test_a_persons_name_may_change_in_their_file() -> None:
    """The file is the person: a new name there moves nothing."""
    before = published(paper("m", "Ada Byron"), authors=(author("ada", "Ada Byron"),))
    place = Authorship(name="Ada King", author="ada")
    _, found = step(before, paper("m", place), authors=(author("ada", "Ada King"),))
    assert not found.problems
    assert not found.once


def test_venues_and_topics_keep_their_addresses() -> None:
    """C++ keeps its address when C# comes; a renamed venue is led on by `names`, else named once with what to write."""
    before = published(paper("m", venue="C++ Journal", topics=("C++",)))
    new = paper("a", venue="C# Journal", topics=("C#",), date=Date(1990))
    site, _ = step(before, paper("m", venue="C++ Journal", topics=("C++",)), new)
    assert {venue.slug: venue.name for venue in site.venues}["c-journal"] == "C++ Journal"
    assert {topic.slug: topic.name for topic in site.topics}["c"] == "C++"
    before = published(paper("m", venue="Ice Days"))
    known = KnownVenue(name="Frost Week", names=("Ice Days",))
    site, _ = step(before, paper("m", venue="Frost Week"), venues=(known,))
    assert (site.venues[0].name, site.venues[0].slug) == ("Frost Week", "ice-days")
    _, found = step(before, paper("m", venue="Frost Week"))
    assert any(
        "venues/ice-days/ was published" in problem.sentence
        and "redirects: {venues/ice-days: venues/frost-week/}" in problem.hint
        for problem in found.once
    )


def test_feed_ids_survive_domain_path_and_slug() -> None:
    """Ids are made of what was first published: the address of then, or the site's id, and the first slug."""
    before = published(study("m"))
    site, found = step(before, paper("new", title=text("Study of m")), base_url="https://lovelace.net/papers/")
    at = addresses(site.config.base_url, site.feeds)
    assert at.feed_id(f"papers/{site.entries['new'].first}/") == "tag:example.org,2026:/papers/m/"
    one = "0b5c3a4e-8a7f-4f62-9d7c-2f1f3a6b9c10"
    site, _ = step(found.published, study("m"), id=one)
    assert site.feeds == "tag:example.org,2026:/"
    first, _ = step(PublishedNames(), study("m"), id=one)
    second, _ = step(PublishedNames(), study("m"), id=one, base_url="https://lovelace.net/")
    assert first.feeds == second.feeds == f"urn:uuid:{one}"


def test_another_id_is_named() -> None:
    """An id that was changed would show every paper as new: the first one holds, and is named."""
    before = published(study("m"), id="0b5c3a4e-8a7f-4f62-9d7c-2f1f3a6b9c10")
    site, found = step(before, study("m"), id="0b5c3a4e-8a7f-4f62-9d7c-000000000000")
    assert site.feeds.endswith("2f1f3a6b9c10")
    assert [problem.field for problem in found.problems] == ["id"]


def test_a_name_that_was_given_up_is_kept_nowhere() -> None:
    """No key, address, feed id or line of the memory holds it from then on, and nothing is said that does."""
    one = paper("2020-byron-study", "Ada Byron", "Byron Smith", title=text("Study"))
    other = paper("x", "Eve Byron", title=text("Notes"))
    before = published(one, other, authors=(author("ada-byron", "Ada Byron"),))
    ada = author("ada-king", "Ada King", formerly=("Ada Byron",))
    moved = paper("2020-king-study", "Ada King", "Byron Smith", title=text("Study"), doi="10.1/x")
    first = replace(before, papers={**before.papers, one.slug: before.papers[one.slug]._replace(doi="10.1/x")})
    first = replace(first, redirects={"authors/ada-byron": Remembered()})
    site, found = step(first, moved, other, authors=(ada,))
    assert keys(site) == {"2020-king-study": "king2020study", "x": "byron2020notes"}
    assert not [path for path in old(site) if "ada-byron" in path or "2020-byron" in path]
    assert site.entries["2020-king-study"].first == ""
    kept = as_text(found.published).casefold()
    assert "ada byron" not in kept
    assert "ada-byron" not in kept
    assert "2020-byron" not in kept
    assert "byron2020study" not in kept
    assert "byron2020notes" in kept
    said = " ".join(problem.sentence + problem.hint for problem in (*found.problems, *found.once)).casefold()
    assert "ada byron" not in said
    assert "ada-byron" not in said


def test_a_key_that_two_machines_gave_to_two_papers() -> None:
    """The older paper keeps it, the other is told once which it has now, and then that stays."""
    base = published(study("m"))
    one = step(base, study("m"), study("a", year=2020))[1].published
    two = step(base, study("m"), study("b", year=2020))[1].published
    joined, faults = from_text(as_text(one) + as_text(two))
    assert not faults
    papers = (study("m"), study("a"), study("b"))
    site, found = step(joined, *papers)
    assert keys(site) == {"m": "lovelace2020study", "a": "lovelace2020studya", "b": "lovelace2020studyb"}
    assert [problem.file for problem in found.once] == ["content/papers/b.yaml"]
    again, found = step(found.published, study("m"), study("a"), study("b", year=2001))
    assert (keys(again), found.once) == (keys(site), ())


def test_who_is_gone_is_nobody_put_right_later() -> None:
    """An address that led nowhere stays so when one who sounds the same, or has another id, comes to the same paper."""
    before = published(paper("m", Authorship(name="王小明", orcid=ORCID), "Bob Mason"))
    other = paper("m", Authorship(name="汪小明", orcid=OTHER), "Bob Mason")
    assert "wangxiaoming" not in step(before, other)[0].people
    gone = step(before, paper("m", "Bob Mason"))[1].published
    assert "wangxiaoming" not in step(gone, paper("m", "汪小明", "Bob Mason"))[0].people
