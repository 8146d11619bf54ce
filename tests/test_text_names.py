"""Names and their parts."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.text.names import Name, split


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Eliza Rutherford", ("Eliza", "", "Rutherford", "")),
        ("Jack W. Rae", ("Jack W.", "", "Rae", "")),
        ("George van den Driessche", ("George", "van den", "Driessche", "")),
        ("Diego de Las Casas", ("Diego", "de", "Las Casas", "")),
        ("Diego de las Casas", ("Diego", "de las", "Casas", "")),
        ("Charles de la Vallée Poussin", ("Charles", "de la", "Vallée Poussin", "")),
        ("Maria da Silva Santos", ("Maria", "da", "Silva Santos", "")),
        ("Mohammed bin Salman", ("Mohammed", "bin", "Salman", "")),
        ("محمد بن سلمان", ("محمد", "بن", "سلمان", "")),
        ("Luc Van Gool", ("Luc", "", "Van Gool", "")),
        ("Nicolas Le Roux", ("Nicolas", "", "Le Roux", "")),
        ("Yu Bin Lee", ("Yu Bin", "", "Lee", "")),
        ("Van Nguyen", ("Van", "", "Nguyen", "")),
        ("van Gogh", ("", "van", "Gogh", "")),
        ("Santiago Ramón y Cajal", ("Santiago", "", "Ramón y Cajal", "")),
        ("Omar al-Khwarizmi", ("Omar", "", "al-Khwarizmi", "")),
        ("Diarmuid Ó Séaghdha", ("Diarmuid", "", "Ó Séaghdha", "")),
        ("Ó Séaghdha, Diarmuid", ("Diarmuid", "", "Ó Séaghdha", "")),
        ("Ó Briain", ("", "", "Ó Briain", "")),
        ("Máire Ní Chonaill", ("Máire", "", "Ní Chonaill", "")),
        ("Oisin Mac Aodha", ("Oisin", "", "Mac Aodha", "")),
        ("Brian Mac Giolla Phádraig", ("Brian", "", "Mac Giolla Phádraig", "")),
        ("Nic Ford", ("Nic", "", "Ford", "")),
        ("John Smith III", ("John", "", "Smith", "III")),
        ("Martin Luther King, Jr.", ("Martin Luther", "", "King", "Jr.")),
        ("King, Jr., Martin Luther", ("Martin Luther", "", "King", "Jr.")),
        ("van Gogh, Vincent", ("Vincent", "van", "Gogh", "")),
        ("de Las Casas, Diego", ("Diego", "de", "Las Casas", "")),
        ("Plato", ("", "", "Plato", "")),
        ("王伟", ("", "", "王伟", "")),
        ("山田 太郎", ("太郎", "", "山田", "")),
        ("김 민수", ("민수", "", "김", "")),
        ("Wei Wang (王伟)", ("Wei (王伟)", "", "Wang", "")),
        ("  Ada \u00a0 Lovelace ", ("Ada", "", "Lovelace", "")),
    ],
)
def test_a_name_is_split_where_its_family_begins(name: str, parts: tuple[str, str, str, str]) -> None:
    """Given names, particle, family and suffix are found, in both orders and in several scripts."""
    assert split(name) == Name(*parts)


@pytest.mark.parametrize(
    "name", ["The ATLAS Collaboration", "Gemini Team, Google", "NLLB Team", "UK Biobank Consortium", "OPEN GROUP"]
)
def test_a_group_stays_whole(name: str) -> None:
    """Collaborations, teams, groups and consortia have no given name, and are not inverted."""
    assert split(name) == Name("", "", name, "", is_group=True)
    assert split(name).inverted == name


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        ("George van den Driessche", "van den Driessche, George"),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr."),
        ("Plato", "Plato"),
        ("山田 太郎", "山田, 太郎"),
        ("Андрей Колмогоров", "Колмогоров, Андрей"),
        ("Νίκος Παπαδόπουλος", "Παπαδόπουλος, Νίκος"),
        ("דוד כהן", "כהן, דוד"),
        ("محمد بن سلمان", "محمد بن سلمان"),
        ("राम शर्मा", "राम शर्मा"),
        ("สมชาย ใจดี", "สมชาย ใจดี"),
    ],
)
def test_inverted_names_begin_with_the_family(name: str, inverted: str) -> None:
    """A particle stays before the family name, a suffix goes last; not every script turns names around."""
    assert split(name).inverted == inverted


def test_names_sort_under_the_main_name() -> None:
    """Particles, articles, accents and case do not count when people are put in order; other scripts fall in."""
    names = [
        "Jean d'Alembert", "Émile Borel", "George van den Driessche", "The Example Group", "Omar al-Khwarizmi",
        "Bjørn Østerby", "Luc Van Gool", "王伟",
    ]  # fmt: skip
    shuffled = [*names[4:], *names[:4]]
    assert sorted(shuffled, key=lambda name: split(name).sort_key) == names
    assert split("Kurt Gödel").sort_key == ("godel", "kurt")


@pytest.mark.parametrize(
    "names",
    [
        ("Gina Obama", "Dara Ó Briain", "Pat O'Brien", "Diarmuid Ó Séaghdha", "Bjørn Østerby"),
        ("Cáit Nic Dhomhnaill", "Máire Ní Chonaill", "Emmy Noether"),
        ("Colin Maas", "Oisin Mac Aodha", "Rose Macaulay", "Cajsa Madsen", "Frank Mc Sherry", "Ann McTavish"),
        ("Shai Ben-David", "Cajo ter Braak", "Dotan Di Castro", "Laurent El Ghaoui", "Omar al-Khwarizmi",
         "Diego de Las Casas", "Nicolas Le Roux", "Laurens van der Maaten", "Cicero dos Santos"),
    ],
)  # fmt: skip
def test_names_of_several_words_sort_where_people_look(names: tuple[str, ...]) -> None:
    """Ó, Ní and Mac count, as if they were one word with what follows; a particle in small letters does not."""
    assert tuple(sorted(sorted(names), key=lambda name: split(name).sort_key)) == names


def test_a_name_that_is_not_turned_around_sorts_by_its_first_word() -> None:
    """It stands where its first letter leads; what may be its family name still tells whether two names are alike."""
    name = split("محمد سلمان")
    assert name.sort_key == ("mhmd slmn", "")
    assert name.likeness_key == split("سلمان, محمد").likeness_key == ("slmn", "mhmd")


@pytest.mark.parametrize("name", ["", " ", ",", ", ,", "Jr.", ", Jr.", "\ud800", "a\x00b", "((", "🎉 🎉", "x" * 5000])
def test_no_name_is_too_odd(name: str) -> None:
    """Every text has parts, a sort key and an inverted form, and none of its letters is lost."""
    parts = split(name)
    assert all(isinstance(part, str) for part in parts.sort_key)
    kept = parts.inverted
    assert sorted(kept.replace(",", "").split()) == sorted(name.replace(",", "").split())


def test_ascii_names_need_no_tables() -> None:
    """Sorting names in ASCII does not load the tables for other scripts."""
    program = (
        "import sys; from sitegen.text.names import split; split('Ada King').sort_key; print('anyascii' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "False\n"


@pytest.mark.corpus
def test_splits_agree_with_a_proceedings(shared: Path) -> None:
    """Nearly all names of the corpus are split as its proceedings split them."""
    names = set()
    with gzip.open(shared / "corpus" / "papers.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            authors = json.loads(line)["authors"] or ()
            names |= {(one["given"], one["family"]) for one in authors if isinstance(one, dict) and one.get("given")}
    right = [name for name in names if split(" ".join(name)).surname == name[1]]
    assert len(names) > 3000
    assert len(right) / len(names) > 0.985
