"""Who may be one person, what is no name, and what a file without papers is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.check.people import people
from sitegen.check.spellings import likeness, oddity
from tests.checking import said, written


def _paper(*authors: str, date: str = "2020") -> str:
    listed = "".join(f"  - {name}\n" for name in authors)
    return f"title: A title\nauthors:\n{listed}date: {date}\n"


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Jack W. Rae", "Jack Rae", "without a middle name"),
        ("J. W. Rae", "Jack Rae", "initials"),
        ("J.-B. Alayrac", "Jean-Baptiste Alayrac", "initials"),
        ("Andy Brock", "Andrew Brock", "a short form"),
        ("Bob J. Smith", "Robert Smith", "a short form"),
        ("José García", "Jose Garcia", "spelled otherwise"),
        ("Diego de Las Casas", "Diego de las Casas Peña", ""),
        ("Wei Zhang", "Zhang Wei", "family name first"),
        ("Jack W. Rae", "Jack B. Rae", ""),
        ("Jack Rae", "John Rae", "a short form"),
        ("Jack Rae", "James Rae", ""),
        ("John Smith", "John Smith Jr.", ""),
        ("Plato", "Plato", ""),
        ("ATLAS Collaboration", "CMS Collaboration", ""),
        ("Mary Rae", "Jack Rae", ""),
    ],
)
def test_what_two_spellings_have_in_common(one: str, other: str, how: str) -> None:
    """Initials, middle names, short forms, accents, order: said in words, from both sides; what contradicts is not."""
    assert likeness(one, other) == how
    assert likeness(other, one) == how


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Rae, Jack W.", "inverted"),
        ("van den Driessche, George", "inverted"),
        ("Li Wei, Wang Fang", "several"),
        ("Jack Rae and Trevor Cai", "several"),
        ("Jack Rae et al.", "rest"),
        ("JACK RAE", "capitals"),
        ("Jack Rae, PhD", "title"),
        ("Dr. Jack Rae", "title"),
        ("Jack Rae*", "mark"),
        ("Jack Rae1", "mark"),
        ("Martin Luther King, Jr.", ""),
        ("Robert Downey 3rd", ""),
        ("J. R. R. Tolkien", ""),
        ("NVIDIA", ""),
        ("danah boyd", ""),
        ("王伟", ""),
        ("Cyprien de Masson d'Autume", ""),
        ("Research and Development Team", ""),
        ("Nguyễn Văn A", ""),
    ],
)
def test_what_is_no_name(name: str, rule: str) -> None:
    """Names in capitals, turned, with marks, or of several people are odd; those of real people are not."""
    odd = oddity(name)
    assert (odd.rule if odd else "") == rule


def test_a_spelling_is_suggested_with_its_evidence(tmp_path: Path) -> None:
    """Co-authors in common make a suggestion: it names them, and what to write into which file."""
    seen = written(
        tmp_path,
        {
            "papers/one.yaml": _paper("Jack W. Rae", "Trevor Cai", "Katie Millican"),
            "papers/two.yaml": _paper("Jack W. Rae", "Trevor Cai"),
            "papers/three.yaml": _paper("Trevor Cai", "Jack Rae"),
        },
    )
    assert said(people(seen)) == {
        "same": 'content/papers/three.yaml:4:5: authors[1]: "Jack Rae" may be Jack W. Rae (without a middle name; '
        "1 co-author in common: Trevor Cai) [suggestion] if so, write content/authors/jack-w-rae.yaml:\n"
        "name: Jack W. Rae\nnames: [Jack Rae]"
    }


def test_nothing_is_suggested_without_evidence(tmp_path: Path) -> None:
    """Initials and middle names alone suggest nothing, and people who wrote a paper together are two."""
    seen = written(
        tmp_path,
        {
            "papers/one.yaml": _paper("Jack W. Rae", "Trevor Cai"),
            "papers/two.yaml": _paper("J. Rae", "Nobody Else"),
            "papers/three.yaml": _paper("Jack W. Rae", "Jim Rae", "James Rae", "Trevor Cai"),
        },
    )
    assert list(people(seen)) == []


AUTHOR = "name: Eliza Rutherford\n"


def test_the_owner_is_asked_what_to_do(tmp_path: Path) -> None:
    """Somebody with a file is asked at that file, without co-authors too; `names` and `not` are answers."""
    papers = {
        "papers/one.yaml": _paper("Eliza Rutherford", "Trevor Cai"),
        "papers/two.yaml": _paper("E. Rutherford", "Nobody Else"),
    }
    seen = written(tmp_path / "asked", {**papers, "authors/eliza.yaml": AUTHOR})
    assert said(people(seen))["same"] == (
        'content/authors/eliza.yaml:1:1: "E. Rutherford" on 1 paper may be Eliza Rutherford (initials; no co-author in '
        "common) [suggestion] if so, write names: [E. Rutherford]; if not, write not: [two]"
    )
    seen = written(tmp_path / "named", {**papers, "authors/eliza.yaml": AUTHOR + "names: [E R]\n"})
    assert "if so, add E. Rutherford to names:; if not, write not: [two]" in said(people(seen))["same"]
    for answer in ("names: [E. Rutherford]\n", "not: [two]\n"):
        seen = written(tmp_path / answer[:3], {**papers, "authors/eliza.yaml": AUTHOR + answer})
        assert list(people(seen)) == []


def test_two_orcids_are_two_people(tmp_path: Path) -> None:
    """A likeness that two ORCID iDs contradict is not suggested."""
    one = _paper("{name: Jack W. Rae, orcid: 0000-0002-1825-0097}", "Trevor Cai")
    two = _paper("{name: Jack Rae, orcid: 0000-0001-5109-3700}", "Trevor Cai")
    assert list(people(written(tmp_path, {"papers/one.yaml": one, "papers/two.yaml": two}))) == []


def test_a_name_without_an_id_may_be_any_of_several(tmp_path: Path) -> None:
    """Where a name stands beside two ids, a paper without one is asked about, with the line to write."""
    files = {
        "papers/one.yaml": _paper("{name: Bo Li, orcid: 0000-0002-1825-0097}"),
        "papers/three.yaml": _paper("Ada King", "Bo Li"),
        "papers/two.yaml": _paper("{name: Bo Li, orcid: 0000-0001-5109-3700}"),
    }
    assert said(people(written(tmp_path, files)))["which"] == (
        'content/papers/three.yaml:4:5: authors[1]: "Bo Li" has no id here, and may be any of 2 people of this name '
        "[suggestion] write {name: Bo Li, orcid: …}: orcid: 0000-0002-1825-0097 or orcid: 0000-0001-5109-3700"
    )


def test_one_orcid_beside_two_names_is_found(tmp_path: Path) -> None:
    """An ORCID iD beside names that cannot be one is a slip; beside a name and its short form it is none."""
    orcid = "orcid: 0000-0002-1825-0097"
    one = _paper(f"{{name: Jack W. Rae, {orcid}}}")
    other = _paper(f"{{name: Trevor Cai, {orcid}}}")
    found = said(people(written(tmp_path / "a", {"papers/one.yaml": one, "papers/two.yaml": other})))
    assert found["orcid"].startswith(
        'content/papers/two.yaml:3:31: authors[0].orcid: 0000-0002-1825-0097 stands beside "Trevor Cai" here, and '
        'beside "Jack W. Rae" in content/papers/one.yaml [warning]'
    )
    other = _paper(f"{{name: J. Rae, {orcid}}}")
    assert list(people(written(tmp_path / "b", {"papers/one.yaml": one, "papers/two.yaml": other}))) == []
    author = "name: Trevor Cai\nnames: [Jack W. Rae]\norcid: 0000-0002-1825-0097\n"
    files = {
        "papers/one.yaml": one,
        "papers/two.yaml": _paper(f"{{name: Trevor Cai, {orcid}}}"),
        "authors/cai.yaml": author,
    }
    assert list(people(written(tmp_path / "c", files))) == []


def test_a_person_twice_on_a_paper_is_found(tmp_path: Path) -> None:
    """Two places of one person on one paper: the second spelling is one of theirs."""
    files = {
        "papers/one.yaml": _paper("Eliza Rutherford", "E. Rutherford"),
        "authors/e.yaml": AUTHOR + "names: [E. Rutherford]\n",
    }
    assert said(people(written(tmp_path, files)))["twice"].startswith(
        "content/papers/one.yaml:3:5: authors[0]: Eliza Rutherford stands twice among the authors [warning]"
    )


def test_an_odd_name_is_told_once(tmp_path: Path) -> None:
    """The first place of a name that is none, and how many more papers have it."""
    files = {f"papers/{slug}.yaml": _paper("'JACK RAE'") for slug in ("one", "three", "two")}
    assert said(people(written(tmp_path, files)))["capitals"] == (
        'content/papers/one.yaml:3:5: authors[0]: "JACK RAE" is in capitals, and is shown so (and on 2 '
        "other papers) [warning] write Jack Rae"
    )


def test_two_people_on_a_line_are_found_where_one_is_known(tmp_path: Path) -> None:
    """`Li Wei, Wang Fang` may be a family name and given names; not where somebody is called so."""
    files = {"papers/one.yaml": _paper("'Li Wei, Wang Fang'"), "papers/two.yaml": _paper("Wang Fang")}
    assert said(people(written(tmp_path, files)))["several"] == (
        'content/papers/one.yaml:3:5: authors[0]: "Li Wei, Wang Fang" seems to be two people on one line [warning] '
        "give each a line of their own"
    )


def test_two_halves_of_one_name_are_found(tmp_path: Path) -> None:
    """A comma within brackets parts `Family, Given`; neither half is then advised as a spelling of anybody."""
    owner = {"authors/eliza.yaml": AUTHOR}
    files = {"papers/one.yaml": "title: A\nauthors: [Rutherford, Eliza, Trevor Cai]\ndate: 2020\n", **owner}
    found = said(people(written(tmp_path / "known", files, owner="eliza")))
    assert found["parted"] == (
        'content/papers/one.yaml:2:11: authors[0]: "Rutherford" and "Eliza" look like one name, which a comma parts '
        "[warning] write - Rutherford, Eliza on a line of its own, or 'Rutherford, Eliza' within [ ]"
    )
    assert found["papers"].endswith("a comma parts the name on a paper: correct it there")
    files = {"papers/one.yaml": "title: A\nauthors: [Soler Puig, Laia, Cai, Trevor]\ndate: 2020\n"}
    files["papers/two.yaml"] = _paper("Laia Soler Puig")
    told = [finding.problem for finding in people(written(tmp_path / "both", files)) if finding.rule == "parted"]
    assert [(problem.field, problem.severity) for problem in told] == [
        ("authors[0]", "warning"), ("authors[2]", "suggestion"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("family", "given", "whole"),
    [
        ("Soler Puig", "Laia María", "Laia María Soler-Puig"),
        ("PhD", "Ada Lovelace", "Ada Lovelace"),
        ("Lovelace", "Dr. Ada", "Ada Lovelace"),
    ],
)
def test_halves_of_several_words_are_known_together(tmp_path: Path, family: str, given: str, whole: str) -> None:
    """However the whole is set elsewhere; a title or a degree is no part of it."""
    files = {
        "papers/one.yaml": f"title: A\nauthors: [{family}, {given}]\ndate: 2020\n",
        "papers/two.yaml": _paper(whole),
    }
    told = [finding.problem for finding in people(written(tmp_path, files)) if finding.rule == "parted"]
    assert [(problem.field, problem.severity) for problem in told] == [("authors[0]", "warning")]


def test_what_is_said_of_one_author_makes_them_one(tmp_path: Path) -> None:
    """Single words with an id, a file or `group` are people; so are names of several words that nobody has."""
    names = ("{name: Plato, orcid: 0000-0002-1825-0097}", "Socrates", "{name: Ice, group: true}", "Li Wei", "Wang Fang")
    found = said(people(written(tmp_path, {"papers/one.yaml": _paper(*names)})))
    assert "parted" not in found


def test_a_line_with_several_people_is_no_spelling_of_one(tmp_path: Path) -> None:
    """It is told as what it is, and nobody is advised to take it as a name."""
    files = {"papers/one.yaml": _paper("Eliza Rutherford and Eliza Ruthaford"), "authors/eliza.yaml": AUTHOR}
    found = said(people(written(tmp_path, {**files, "papers/two.yaml": _paper("Eliza Rutherford")})))
    assert "seems to be several people" in found["several"]
    assert "same" not in found


def test_stated_and_unstated_family_names_are_compared(tmp_path: Path) -> None:
    """A family name of two words, stated on one paper, is found behind the initials of another."""
    stated = _paper("{given: Laia, family: Soler Puig}", "Trevor Cai")
    files = {"papers/one.yaml": stated, "papers/two.yaml": _paper("L. Soler Puig", "Trevor Cai")}
    assert (
        '"Laia Soler Puig" may be L. Soler Puig (initials; 1 co-author'
        in said(people(written(tmp_path, files)))["same"]
    )


def test_the_second_question_of_a_file_adds_to_it(tmp_path: Path) -> None:
    """Of three spellings the first question writes the file, and the other does not write it over."""
    files = {
        "papers/one.yaml": _paper("Pawel K. Sowa", "Trevor Cai"),
        "papers/two.yaml": _paper("Pawel K. Sowa", "Trevor Cai"),
        "papers/three.yaml": _paper("Paweł K. Sowa", "Trevor Cai"),
        "papers/four.yaml": _paper("Pawel Sowa", "Trevor Cai"),
    }
    hints = [finding.problem.hint for finding in people(written(tmp_path, files)) if finding.rule == "same"]
    assert [hint.partition("\n")[0] for hint in hints] == [
        "if so, write content/authors/pawel-k-sowa.yaml:",
        (
            'if so, and "Paweł K. Sowa" too, add Pawel Sowa to the names: of content/authors/pawel-k-sowa.yaml; '
            "if that is not written, write it:"
        ),
    ]


def test_what_is_said_to_be_a_group_is_one(tmp_path: Path) -> None:
    """Nothing is odd about its name."""
    paper = _paper("{name: 'Rain & Snow; Fog', group: true}")
    assert list(people(written(tmp_path, {"papers/one.yaml": paper}))) == []


def test_family_names_may_stand_first(tmp_path: Path) -> None:
    """`Family, Given` is a way to write a name, groups may hold commas, and neither is odd."""
    names = ("'Rae, Jack W.'", "'Soler Puig, Laia Maria'", "'Ministry of Rain, Snow and Fog'", "'Stone and Sons, Ltd.'")
    assert list(people(written(tmp_path, {"papers/one.yaml": _paper(*names)}))) == []


def test_an_owner_without_papers_is_told_how_papers_spell_it(tmp_path: Path) -> None:
    """The home page of an owner whom no paper names would be empty; and papers without the owner are not on it."""
    file = {"authors/eliza.yaml": "name: Eliza M. Lovelace\n"}
    found = said(people(written(tmp_path / "a", file, owner="eliza")))
    assert "no paper names Eliza M. Lovelace, whose page is the home page [warning]" in found["papers"]
    assert "write how papers spell it: Ada Lovelace" in found["papers"]
    file = {"authors/eliza.yaml": AUTHOR, "papers/one.yaml": _paper("Eliza Rutherford")}
    found = said(people(written(tmp_path / "b", file, owner="eliza")))
    assert found["owner"].startswith(
        "content/papers/first.yaml:2:10: authors: does not name Eliza Rutherford, so it is not on the home page"
    )


def test_members_of_a_lab_need_no_papers(tmp_path: Path) -> None:
    """A student with a group is somebody; on a person's site a file that no paper names may be a leftover."""
    files = {"authors/eliza.yaml": AUTHOR, "authors/ada.yaml": "name: Ada Lovelace\n"}
    assert list(people(written(tmp_path / "lab", files))) == []
    found = said(people(written(tmp_path / "own", files, owner="ada")))
    assert found["papers"].startswith(
        "content/authors/eliza.yaml:1:7: name: no paper names Eliza Rutherford [suggestion]"
    )
