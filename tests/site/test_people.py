"""Who is who."""

from __future__ import annotations

import re

import pytest

from sitegen.model import Authorship, Date, Paper
from sitegen.site.graph import Site, connect
from tests.making import author, content, paper, text
from tests.remembering import old, published, step

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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jean Baptiste Moss", "Jeanbaptiste Moss"),
        ("Oisin Mac Aodha", "Oisin MacAodha"),
        ("J. W. Moss", "JW Moss"),
        ("Xiao-Ling Reed", "Xiaoling Reed"),
        ("Ida Moss, PhD", "Ida Moss"),
        ("Dr. Ida Moss", "Ida Moss"),
    ],
)
def test_a_word_break_may_go_or_come(one: str, other: str) -> None:
    """A space or a hyphen more or less is the same name, and so is a title."""
    site, _ = connect(content(paper("a", one), paper("b", other)))
    assert len(site.people) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Anna Brown", "Ann Abrown"),
        ("Lin Gao", "Ling Ao"),
        ("Lin Gao", "Ling Ao", "Lin G Ao"),
        ("Mara Dean", "Marad Ean", "MaraDean"),
        ("Tim Oates", "Timo Ates", "Tim O. Ates"),
    ],
)
def test_a_word_break_never_moves(names: tuple[str, ...]) -> None:
    """Names with the same letters in other words are two people, also where a third name could be either."""
    site, _ = connect(content(*(paper(f"p{number}", name) for number, name in enumerate(names))))
    slugs = [site.entries[f"p{number}"].credits[0].person for number in range(len(names))]
    assert slugs[0] is not slugs[1]
    assert len(site.people) == (2 if len(names[-1].split()) != 1 else 3)


def test_whoever_lists_just_this_spelling_goes_first() -> None:
    """Of two files that have the name, the one that has it letter by letter."""
    two = (author("a", "Li Na Reed"), author("b", "Lina Reed"))
    site, problems = connect(content(paper("p", "Lina Reed"), paper("q", "Li Na Reed"), authors=two))
    assert problems == ()
    assert (people(site)["a"], people(site)["b"]) == (("q",), ("p",))


def test_two_candidates_are_an_error_with_the_lines_to_write() -> None:
    """The hint is YAML for each of them."""
    two = (author("yang-liu", "Yang Liu"), author("yang-liu-2", "Yang Liu"))
    _, problems = connect(content(paper("a", "Yang Liu"), authors=two))
    assert problems[0].severity == "error"
    assert problems[0].hint.startswith(
        "write {name: Yang Liu, author: yang-liu} or {name: Yang Liu, author: yang-liu-2}"
    )


@pytest.mark.parametrize("split", [{"not_": ("a",)}, {"orcid": OTHER}])
def test_namesakes_are_told_apart(split: dict[str, object]) -> None:
    """`not` and ids leave one candidate."""
    two = (author("yang-liu", "Yang Liu"), author("yang-liu-2", "Yang Liu", **split))
    site, problems = connect(content(paper("a", Authorship(name="Yang Liu", orcid=ORCID)), authors=two))
    assert (people(site)["yang-liu"], problems) == (("a",), ())


def test_a_sources_id_ties_a_paper_to_a_person() -> None:
    """An id of a source beside a name is that of a file, whatever the name; another of its kind is another person."""
    reed = author("reed", "Ida Reed", dblp="12/345")
    papers = (
        paper("a", Authorship(name="I. Moss", ids={"dblp": "12/345"})),
        paper("b", Authorship(name="Ida Reed", ids={"dblp": "99/1"})),
    )
    site, _ = connect(content(*papers, authors=(reed,)))
    assert people(site)["reed"] == ("a",)


def test_several_ids_of_one_person_are_one() -> None:
    """What stands beside one name on one paper is one person's; another spelling with either is theirs."""
    papers = (
        paper("a", Authorship(name="Ida Reed", orcid=ORCID, ids={"dblp": "12/345"})),
        paper("b", Authorship(name="I. Reed", ids={"dblp": "12/345"})),
        paper("c", Authorship(name="Ida M. Reed", orcid=ORCID)),
    )
    site, _ = connect(content(*papers))
    assert list(people(site).values()) == [("a", "b", "c")]


def test_a_file_without_an_id_takes_no_two() -> None:
    """Two ids beside the name of a file without one: neither is joined, and the warning has the line to add."""
    papers = (
        paper("a", Authorship(name="Bo Li", orcid=ORCID)),
        paper("b", Authorship(name="Bo Li", orcid=OTHER)),
        paper("c", "Bo Li"),
    )
    site, problems = connect(content(*papers, authors=(author("bo-li", "Bo Li"),)))
    assert people(site)["bo-li"] == ("c",)
    assert [problem.severity for problem in problems] == ["warning"]
    assert f"orcid: {OTHER}" in problems[0].hint
    site, problems = connect(content(*papers, authors=(author("bo-li", "Bo Li", orcid=ORCID),)))
    assert (people(site)["bo-li"], problems) == (("a", "c"), ())


def test_an_id_of_two_files_is_an_error() -> None:
    """It is not known whose it is."""
    two = (author("a", "Ann Low", orcid=ORCID), author("b", "Bea Low", orcid=ORCID))
    _, problems = connect(content(paper("p", "Cy N"), authors=two))
    assert [(problem.file, problem.field, problem.severity) for problem in problems] == [
        ("content/authors/b.yaml", "orcid", "error")
    ]


def test_a_name_beside_one_id_is_that_persons() -> None:
    """A spelling that only stands beside one person's id is theirs where no id stands, too."""
    reed = author("reed", "Ida Reed", orcid=ORCID, not_=("c",))
    papers = (paper("a", Authorship(name="I. Reed", orcid=ORCID)), paper("b", "I. Reed"), paper("c", "I. Reed"))
    site, _ = connect(content(*papers, authors=(reed,)))
    assert people(site)["reed"] == ("a", "b")


def test_a_namesake_keeps_a_name_that_somebody_gave_up() -> None:
    """Only who gave it up is called otherwise."""
    ada = author("ada-king", "Ada King", formerly=("Ada Byron",), orcid=ORCID, not_=("b",))
    papers = (
        paper("a", "Ada Byron"),
        paper("b", "Ada Byron"),
        paper("c", Authorship(name="Ada Byron", orcid=OTHER)),
        paper("d", "Adab Yron"),
    )
    site, _ = connect(content(*papers, authors=(ada,)))
    names = [site.entries[slug].credits[0].name for slug in "abcd"]
    assert names == ["Ada King", "Ada Byron", "Ada Byron", "Adab Yron"]


def test_stated_parts_hold_where_the_words_read_as_those_of_a_group() -> None:
    """Somebody may be called Group: the index of people has them under the family name that a paper states."""
    named = Authorship(name="Su Min Group", given="Su Min", family="Group")
    (person,) = connect(content(paper("a", named)))[0].people.values()
    assert (person.inverted, person.sort_key[0]) == ("Group, Su Min", "group")


def _slug(*papers: Paper, name: str = "佐藤 健") -> str:
    site, _ = connect(content(*papers))
    return next(person.slug for person in site.people.values() if name in person.spellings)


def test_a_name_in_han_letters_is_read_as_chinese_only_where_nothing_says_otherwise() -> None:
    """Kana or Hangul in a title or beside the name, or a language, says that the reading would be another."""
    read = "zuoteng-jian"
    unread = _slug(paper("a", "佐藤 健", title=text("雪のこと")))
    assert re.fullmatch(r"x-[0-9a-f]{8}", unread)
    assert _slug(paper("a", "佐藤 健")) == read
    assert _slug(paper("a", "佐藤 健", language="zh")) == read
    assert _slug(paper("a", "佐藤 健", language="ja")) == unread
    assert _slug(paper("a", "佐藤 健", "さくら 花")) == unread
    assert _slug(paper("a", "佐藤 健"), paper("b", "佐藤 健", title=text("눈의 이야기"))) == unread
    assert _slug(paper("a", "佐藤 健"), paper("b", "Ada King", title=text("雪のこと"))) == read


def test_a_name_in_han_letters_goes_by_the_latin_letters_that_a_paper_has() -> None:
    """What the person is called elsewhere is no guess."""
    spelled = [paper(slug, Authorship(name="佐藤 健", orcid=ORCID)) for slug in "ab"]
    assert _slug(*spelled, paper("c", Authorship(name="Ken Sato", orcid=ORCID))) == "ken-sato"
    assert _slug(*spelled, paper("c", Authorship(name="Ada King", orcid=OTHER))) == "zuoteng-jian"


def test_a_published_address_of_a_name_in_han_letters_stays() -> None:
    """It stays however the letters are read since, and also where another one would be better."""
    papers = paper("a", "佐藤 健"), paper("b", "佐藤 健", title=text("雪のこと"), language="ja")
    memory = published(papers[0])
    assert "zuoteng-jian" in memory.people
    site, kept = step(memory, *papers)
    assert [person.slug for person in site.people.values()] == ["zuoteng-jian"]
    assert not kept.clashes
    site, _ = step(memory, *papers, authors=(author("ken-sato", "佐藤 健"),))
    assert old(site)["authors/zuoteng-jian"].endswith("authors/ken-sato/")
