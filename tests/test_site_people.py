"""Who is who."""

from __future__ import annotations

import pytest

from sitegen.model import Authorship, Date
from sitegen.site.graph import Site, connect
from tests.making import author, content, paper

ORCID = "0000-0002-1825-0097"
OTHER = "0000-0001-5109-3700"


def people(site: Site) -> dict[str, tuple[str, ...]]:
    """Return each person's slug and papers."""
    return {person.slug: person.papers for person in site.people.values()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diego de Las Casas", "Diego de las Casas"),
        ("Jean-Baptiste Alayrac", "Jean Baptiste  Alayrac"),
        ("J. W. Rae", "J.W. Rae"),
        ("José Pérez", "Jose\u0301 Pe\u0301rez"),
        ("Conor O’Brien", "Conor O'Brien"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    """Names that differ only by case, spaces, punctuation or Unicode form are one person."""
    site, _ = connect(content(paper("a", one), paper("b", other)))
    assert len(site.people) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jack W. Rae", "Jack Rae"), ("Andrew Brock", "Andy Brock"), ("José Pérez", "Jose Perez"), ("Wei Li", "Wei Lі")],
)
def test_weaker_likeness_joins_nobody(one: str, other: str) -> None:
    """Initials, nicknames, missing accents and look-alike letters are different people, with different addresses."""
    site, _ = connect(content(paper("a", one), paper("b", other)))
    assert len(site.people) == 2


def test_the_commonest_spelling_is_shown() -> None:
    """A person is called what most papers call them; each paper keeps its own spelling."""
    site, _ = connect(content(paper("a", "Diego de las Casas"), *(paper(slug, "Diego de Las Casas") for slug in "bc")))
    assert site.people["diego-de-las-casas"].name == "Diego de Las Casas"
    assert site.entries["a"].credits[0].name == "Diego de las Casas"


def test_a_file_ties_other_spellings() -> None:
    """`names`, `author:` and the ORCID tie a paper's author to the person with a file."""
    rae = author("jack-rae", "Jack W. Rae", names=("Jack Rae",), orcid=ORCID)
    papers = (
        paper("a", "jack rae"),
        paper("b", Authorship(name="J. Rae", author="jack-rae")),
        paper("c", Authorship(name="Rae J.", orcid=ORCID)),
    )
    site, _ = connect(content(*papers, authors=(rae,)))
    assert people(site) == {"jack-rae": ("a", "b", "c")}


def test_a_namesake_is_somebody_else() -> None:
    """A paper under `not`, or one with another ORCID, belongs to another person with another address."""
    wei = author("wei-wang", "Wei Wang", orcid=ORCID, not_=("b",))
    site, _ = connect(
        content(
            *(paper(slug, "Wei Wang") for slug in "ab"),
            paper("c", Authorship(name="Wei Wang", orcid=OTHER)),
            authors=(wei,),
        )
    )
    assert people(site)["wei-wang"] == ("a",)
    assert sorted(papers for slug, papers in people(site).items() if slug != "wei-wang") == [("b", "c")]


def test_a_name_that_fits_two_files_is_a_warning() -> None:
    """Two people of one name with a file each: the paper belongs to neither, and the warning names both files."""
    two = (author("yang-liu", "Yang Liu"), author("yang-liu-2", "Yang Liu"))
    site, problems = connect(content(paper("a", "Yang Liu"), authors=two))
    assert site.people["yang-liu"].papers == ()
    assert [problem.field for problem in problems] == ["authors[0]"]
    assert "content/authors/yang-liu-2.yaml" in problems[0].sentence


def test_names_without_a_file_split_by_orcid() -> None:
    """One name with two ORCIDs is two people; a paper without one is then neither."""
    papers = (
        paper("a", Authorship(name="Bo Li", orcid=ORCID)),
        paper("b", Authorship(name="Bo Li", orcid=OTHER)),
        paper("c", "Bo Li"),
    )
    site, _ = connect(content(*papers))
    assert sorted(people(site).values()) == [("a",), ("b",), ("c",)]


def test_an_address_stays_when_a_namesake_arrives() -> None:
    """Whoever published first keeps the plain address."""
    old = paper("a", "Jose Perez", date=Date(2001))
    before, _ = connect(content(old))
    after, _ = connect(content(old, paper("b", "José Pérez", date=Date(2021))))
    assert people(before)["jose-perez"] == people(after)["jose-perez"] == ("a",)


def test_a_former_name_is_published_nowhere() -> None:
    """A name under `formerly` ties papers to the person, and their papers show the present one."""
    ada = author("ada-king", "Ada King", formerly=("Ada Byron",))
    site, _ = connect(content(paper("a", "Ada Byron", "Charles Babbage"), authors=(ada,)))
    assert [credit.name for credit in site.entries["a"].credits] == ["Ada King", "Charles Babbage"]
    assert site.entries["a"].paper.authors[0].name == "Ada King"
    assert "Byron" not in repr(site.people["ada-king"].spellings)


def test_a_person_twice_on_one_paper_counts_once() -> None:
    """A paper that names one person twice is one paper of theirs, and nobody is their own co-author."""
    site, _ = connect(content(paper("a", "Wei Wang", "Ada Lovelace", "Wei Wang")))
    assert site.people["wei-wang"].papers == ("a",)
    assert site.people["wei-wang"].coauthors == (("ada-lovelace", 1),)
