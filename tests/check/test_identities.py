"""Who is probably one person, which page is probably of several, and what an answer writes."""

from __future__ import annotations

import time
from pathlib import Path

import click
import pytest

from sitegen.check.fixes import crowd_answer, pair_answer, remember, write
from sitegen.check.identities import crowds, every_pair, pairs
from sitegen.check.spellings import likeness
from sitegen.cli import questions
from sitegen.cli.context import CliContext
from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.model import Date, Paper
from sitegen.site.graph import Site, connect
from tests.making import author, content, paper, write_site


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Jürgen Grün", "Juergen Gruen", "spelled otherwise"),
        ("Søren Bjørk", "Soeren Bjoerk", "spelled otherwise"),
        ("Søren Bjørk", "Soren Bjork", "spelled otherwise"),
        ("Иван Петров", "Ivan Petrov", "spelled otherwise"),
        ("Tom Frost", "Thomas Frost", "a short form"),
        ("Avi Stern", "Avirup Stern", "the beginning of a given name"),
        ("Nguyen Van Hai", "Hai Nguyen Van", "family name first"),
        ("Van Hai Nguyen", "Nguyen Van Hai", "family name first"),
        ("Le-Hoa Tran", "Hoa Le Tran", "given names in another order"),
        ("Wayne Xin Lu", "Xin Lu", "without the first name"),
        ("Laia Soler", "Laia Soler Puig", "with more of a family name"),
        ("Lina Moss", "Lina Moss-Reed", "with more of a family name"),
        ("Philippe Frost", "Phillippe Frost", "one letter"),
        ("Ana Salakutdin", "Ana Salakhutdin", "one letter"),
        ("Xue Lu", "Xu Lu", ""),
        ("Lin Lu", "Lan Lu", ""),
        ("Ana Moss", "Ida Moss", ""),
    ],
)
def test_the_kinds_of_likeness(one: str, other: str, how: str) -> None:
    """Umlauts spelled out, other scripts, short forms, turns, further family names and slips, from both sides."""
    assert likeness(one, other) == how
    assert likeness(other, one) == how


def _site(*rows: tuple[str, ...], **more: object) -> Site:
    return connect(content(*(paper(f"p{at}", *names) for at, names in enumerate(rows)), **more))[0]  # type: ignore[arg-type] # a test's shorthand


def _crowded(*rows: tuple[str, ...]) -> Site:
    """Return a site with these papers and many people of the commonest names."""
    given = ("Wei", "Hao", "Jing", "Lei", "Xin", "Yu", "Bo", "Min")
    family = ("Wang", "Li", "Zhang", "Chen", "Liu", "Yang")
    others = [(f"{first} {last}",) for first in given for last in family]
    return _site(*rows, *others)


def _asked(site: Site) -> list[tuple[str, str]]:
    return [(pair.rare.name, pair.known.name) for pair in pairs(site)]


@pytest.mark.parametrize(
    "row",
    [
        ("Ida Q. Mossberg", "Ida Mossberg"),
        ("Jürgen Grünfeld", "Juergen Gruenfeld"),
        ("Ana Pádova", "Ana Padova"),
    ],
)
def test_rare_names_need_no_common_coauthor(row: tuple[str, str]) -> None:
    """A middle initial or an accent more, where hardly anybody else can be called so."""
    assert len(_asked(_crowded(*((name, f"Nobody {at}") for at, name in enumerate(row))))) == 1


def test_common_names_do() -> None:
    """A middle name of which there may be many asks only with somebody whom both met."""
    assert _asked(_crowded(("Wei Q. Wang", "Ada King"), ("Wei Wang", "Bo Frost"))) == []
    rows = [(name, "Ada King", "Cy Stone", "Di Rain") for name in ("Wei Q. Wang", "Wei Wang")]
    assert _asked(_crowded(*rows)) == [("Wei Q. Wang", "Wei Wang")]


def test_the_strongest_stand_first() -> None:
    """An accent with co-authors in common goes before a nickname with one, that before a rare initial with none."""
    site = _crowded(
        ("Ida Q. Mossberg", "A One"), ("Ida Mossberg", "B Two"),
        ("Ana Pádova", "C Three", "D Four"), ("Ana Padova", "C Three", "D Four"),
        ("Tom Frostick", "E Five"), ("Thomas Frostick", "E Five"),
    )  # fmt: skip
    found = pairs(site)
    assert [pair.likeness for pair in found] == ["spelled otherwise", "a short form", "without a middle name"]
    assert [pair.strength for pair in found] == sorted((pair.strength for pair in found), reverse=True)


@pytest.mark.parametrize(
    "more",
    [
        {"authors": (author("a", "Ida Q. Moss"), author("b", "Ida Moss"))},
        {"authors": (author("a", "Ida Moss", not_=("p0",)),)},
    ],
)
def test_what_settles_a_pair(more: dict[str, object]) -> None:
    """Two files, and `not` in one, say that they are two."""
    assert pairs(_site(("Ida Q. Moss", "Ada King"), ("Ida Moss", "Ada King"), **more)) == ()


def test_a_no_is_remembered() -> None:
    """A pair that was denied is not asked about again, whoever stands first."""
    site = _site(("Ida Q. Moss", "Ada King"), ("Ida Moss", "Ada King"))
    assert len(pairs(site)) == 1
    assert pairs(site, [("ida-q-moss", "ida-moss")]) == pairs(site, [("ida-moss", "ida-q-moss")]) == ()


def _namesakes() -> Site:
    """Return a site where a page of a common name has papers with people who never met."""
    rows = [
        ("Wei Wang", "Ada King", "Bo Frost"),
        ("Wei Wang", "Ada King"),
        ("Wei Wang", "Cy Stone"),
        ("Wei Wang", "Di Rain"),
    ]
    twins = [("Wei Aa Wang",), ("Lei Wang",), ("Hao Wang",)]
    return _crowded(*rows, *twins, *[(f"Wei {name}",) for name in ("Moss", "Reed", "Lake", "Hill")])


def test_a_page_of_several_people_is_asked_about() -> None:
    """A common name, and groups of papers that have nobody in common, the largest first."""
    (crowd,) = [one for one in crowds(_namesakes()) if one.person.slug == "wei-wang"]
    assert set(crowd.groups[0]) == {"p0", "p1"}
    assert max(map(len, crowd.groups)) == 2
    assert crowd_answer(crowd).key == "not"
    assert {"p2", "p3"} <= set(crowd_answer(crowd).values)
    assert not [one for one in crowds(_namesakes(), ["wei-wang"]) if one.person.slug == "wei-wang"]


def test_a_rare_name_is_one_person() -> None:
    """Whoever has a name of their own may change everything about their papers."""
    rows = [("Ida Mossberg", f"Nobody {at}") for at in range(5)]
    assert crowds(_crowded(*rows)) == ()


def test_an_answer_keeps_the_address_of_the_better_known() -> None:
    """The file stands under the slug of the page with more papers, and shows the fuller name."""
    site = _site(("Ida Moss", "Ada King"), ("Ida Moss", "Ada King"), ("Ida Q. Moss", "Ada King"))
    answer = pair_answer(pairs(site)[0])
    assert (answer.file, answer.text) == ("content/authors/ida-moss.yaml", "name: Ida Q. Moss\nnames: [Ida Moss]")


def _on_disk(root: Path, *rows: tuple[str, ...], **files: str) -> Path:
    lists = {
        f"papers/p{at}.yaml": f"title: P\nauthors: [{', '.join(row)}]\ndate: 2020\n" for at, row in enumerate(rows)
    }
    return write_site(root, {**lists, **files})


def test_a_yes_makes_a_file_or_adds_a_line(tmp_path: Path) -> None:
    """What stands in a file already stays to the byte; the site then has one person."""
    rows = [("Ida Moss", "Ada King"), ("Ida Moss", "Ada King"), ("Ida Q. Moss", "Ada King"), ("I. Moss", "Ada King")]
    root = _on_disk(tmp_path, *rows)
    write(root, pair_answer(pairs(connect(load(root)[0])[0])[0]))
    file = root / "content" / "authors" / "ida-moss.yaml"
    file.write_text(f"# mine\n{file.read_text(encoding='utf-8')}position: Miner # since 2020\n", encoding="utf-8")
    for pair in pairs(connect(load(root)[0])[0]):
        write(root, pair_answer(pair))
    assert file.read_text(encoding="utf-8") == (
        "# mine\nname: Ida Q. Moss\nnames:\n  - Ida Moss\n  - I. Moss\nposition: Miner # since 2020\n"
    )
    site = connect(load(root)[0])[0]
    assert site.people["ida-moss"].papers == ("p0", "p1", "p2", "p3")


class _Terminal:
    """Stands for somebody at a terminal, who types these answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        typed = iter(answers)
        monkeypatch.setattr(questions, "is_terminal", lambda: True)
        monkeypatch.setattr(click, "prompt", lambda *_, **__: next(typed))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return a site with two questions."""
    rows = [
        ("Ida Moss", "Ada King", "Bo Frost"), ("Ida Moss", "Ada King"), ("Ida Q. Moss", "Ada King", "Bo Frost"),
        ("Tom Reed", "Ada King"), ("Thomas Reed", "Ada King"),
    ]  # fmt: skip
    return _on_disk(tmp_path, *rows)


def test_answers_on_a_terminal(two: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Yes writes, no is remembered, later asks again; what is not understood is asked once more."""
    _Terminal(monkeypatch, "what", "l", "No")
    questions.settle(CliContext(two, two), ())
    assert capsys.readouterr().out.endswith("0 written, 1 answered no, 1 left\n")
    _Terminal(monkeypatch, "y")
    questions.settle(CliContext(two, two), ())
    assert capsys.readouterr().out.endswith("1 written, 0 answered no, 0 left\n")
    assert (two / "content" / "authors" / "ida-moss.yaml").read_text(encoding="utf-8") == (
        "name: Ida Q. Moss\nnames:\n  - Ida Moss\n"
    )
    assert "two_people:\n  - thomas-reed tom-reed\n" in (two / "content/.pulled/decisions.yaml").read_text("utf-8")
    assert not list(questions.open_questions(two))


def test_ids_write_without_asking(two: Path) -> None:
    """The ids that `check --json` prints; one that is none is an error, and then nothing is written."""
    ids = [identity for identity, _ in questions.open_questions(two)]
    with pytest.raises(SitegenError, match='the id "nothing"'):
        questions.settle(CliContext(two, two), (ids[0], "nothing"))
    assert not (two / "content" / "authors").exists()
    questions.settle(CliContext(two, two), tuple(ids))
    assert sorted(path.name for path in (two / "content" / "authors").iterdir()) == [
        "ida-moss.yaml",
        "thomas-reed.yaml",
    ]


def test_nobody_is_asked_without_a_terminal(two: Path) -> None:
    """That is a wrong use, not an answer."""
    with pytest.raises(click.UsageError, match="terminal"):
        questions.settle(CliContext(two, two, quiet=True), ())


def test_a_no_keeps_other_decisions(tmp_path: Path) -> None:
    """What was accepted and rejected stands as it was."""
    root = _on_disk(tmp_path, ("Ida Moss", "Ada King"), ("Ida Q. Moss", "Ada King"))
    (root / "content" / ".pulled").mkdir()
    file = root / "content" / ".pulled" / "decisions.yaml"
    file.write_text("rejected:\n  - arxiv:2001.00001\n", encoding="utf-8")
    remember(root, pairs(connect(load(root)[0])[0])[0])
    assert file.read_text(encoding="utf-8").endswith(
        "rejected:\n  - arxiv:2001.00001\ntwo_people:\n  - ida-moss ida-q-moss\n"
    )


def _many(count: int) -> tuple[Paper, ...]:
    """Return papers of many people, of whom every twentieth stands twice under two spellings."""
    letters = "bcdfghklmnprstvz"
    names = [
        f"{letters[at % 16].upper()}o{letters[at // 16 % 16]}a {letters[at // 7 % 16].upper()}u{at % 1000 // 10}e"
        f"{letters[at // 256 % 16]}i{letters[at // 31 % 16]}a" for at in range(count)
    ]  # fmt: skip
    return tuple(paper(f"p{at}", name, names[at // 2], date=Date(2000 + at % 20)) for at, name in enumerate(names))


def test_time_grows_with_the_number_of_people() -> None:
    """Four times the people take no more than about eight times the time."""
    seconds = []
    for count in (1500, 6000):
        site = connect(content(*_many(count)))[0]
        start = time.process_time()
        sum(1 for _ in every_pair(site))
        crowds(site)
        seconds.append(time.process_time() - start)
    assert seconds[1] < 8 * seconds[0] + 0.5


MET = ("Dagny Rolfsen", "Jon Haugli")


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("Günther Hübschle", "Guenther Huebschle", ()),
        ("Ilse K. Thorvaldsen", "Ilse Thorvaldsen", ()),
        ("Phan Quoc Bao", "Quoc Bao Phan", MET),
        ("Ottilie Weissgerber", "Otilie Weissgerber", MET),
        ("Tom Arkwright", "Thomas Arkwright", MET[:1]),
    ],
)
def test_each_kind_of_variant_is_asked_about(one: str, other: str, met: tuple[str, ...]) -> None:
    """Among many people of common names; the last three with somebody whom both have met."""
    site = _crowded((one, *met), (other, *met))
    assert [set(pair) for pair in _asked(site)] == [{one, other}]


def test_a_word_boundary_that_moves_makes_another_person() -> None:
    """Neither joined nor asked about; one that is left out is joined."""
    site = _crowded(("Paul Acordero",), ("Paula Cordero",), ("Hai Yen Dang",), ("Haiyen Dang",))
    assert {"paul-acordero", "paula-cordero"} <= site.people.keys()
    assert _asked(site) == []
    assert [person.spellings for person in site.people.values() if "Dang" in person.name] == [
        ("Hai Yen Dang", "Haiyen Dang")
    ]
