"""Names and their parts."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from anyascii import anyascii

from sitegen.text.names import Name, Spelling, as_stated, parts, read, split, straight, written
from sitegen.text.slugs import in_ascii


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
        ("Otto von und zu Liechtenstein", ("Otto", "von und zu", "Liechtenstein", "")),
        ("António Lobo Antunes Filho", ("António Lobo", "", "Antunes Filho", "")),
        ("Carlos Souza Júnior", ("Carlos", "", "Souza Júnior", "")),
        ("Pedro C. Neto", ("Pedro C.", "", "Neto", "")),
        ("Ana Neto", ("Ana", "", "Neto", "")),
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
        ("Ida Norman-Berg", "Ole Normann", "Ada Prud'homme", "Amy Pruett", "Eva Royal-Smith", "Max Royce"),
    ],
)  # fmt: skip
def test_names_of_several_words_sort_where_people_look(names: tuple[str, ...]) -> None:
    """Ó, Ní and Mac count, as if one word with what follows; a small particle does not, at the beginning alone."""
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


def test_letters_with_accents_need_no_tables() -> None:
    """Every Latin letter comes to what the tables say, and names of western and central Europe do without them."""
    latin = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
    texts = [normalize("NFKC", letter) for letter in latin] + ["Ærøskøbing Łódź, Çeşme Straße", "王 É", "x̂ é"]
    assert [in_ascii(text) for text in texts] == [anyascii(text) for text in texts]
    program = "import sys; from sitegen.text.slugs import slug; print(slug('Jürgen Łoś'), 'anyascii' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "jurgen-los False\n"


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


@pytest.mark.parametrize(
    ("given", "family", "text", "shown"),
    [
        ("Thị Hoa", "Trần", "Thị Hoa Trần", "Thị Hoa Trần"),  # Vietnamese
        ("Hoa", "Trần Lê", "Trần Lê, Hoa", "Hoa Trần Lê"),
        ("Laia", "Soler Puig", "Soler Puig, Laia", "Laia Soler Puig"),  # Spanish, Catalan
        ("Inés", "de la Fuente Ríos", "Inés de la Fuente Ríos", "Inés de la Fuente Ríos"),
        ("Rui Pedro", "Nunes Falcão", "Nunes Falcão, Rui Pedro", "Rui Pedro Nunes Falcão"),  # Portuguese
        ("Clara", "dos Anjos Prado", "Clara dos Anjos Prado", "Clara dos Anjos Prado"),
        ("Sigrún", "Jónsdóttir", "Sigrún Jónsdóttir", "Sigrún Jónsdóttir"),  # Icelandic
        ("Zsófia", "Kiss Tóth", "Kiss Tóth, Zsófia", "Zsófia Kiss Tóth"),  # Hungarian
        ("小红", "陈", "陈, 小红", "陈小红"),  # Chinese
        ("娜", "欧阳", "欧阳, 娜", "欧阳娜"),
        ("花子", "佐藤", "佐藤, 花子", "佐藤花子"),  # Japanese
        ("さくら", "小林", "小林, さくら", "小林さくら"),
        ("지우", "박", "박, 지우", "박지우"),  # Korean
        ("Jiwoo", "Park", "Jiwoo Park", "Jiwoo Park"),
        ("", "Wibisono", "Wibisono", "Wibisono"),  # Indonesian
        ("Dewi Ayu", "Lestari", "Dewi Ayu Lestari", "Dewi Ayu Lestari"),
        ("ليلى", "حداد", "حداد, ليلى", "ليلى حداد"),  # Arabic
        ("Layla", "al-Haddad", "Layla al-Haddad", "Layla al-Haddad"),
        ("Omar", "Ben Youssef", "Ben Youssef, Omar", "Omar Ben Youssef"),
        ("मीरा", "जोशी", "जोशी, मीरा", "मीरा जोशी"),  # Indic
        ("Meera", "Joshi Rao", "Joshi Rao, Meera", "Meera Joshi Rao"),
        ("Pieter", "van den Bos", "Pieter van den Bos", "Pieter van den Bos"),  # Dutch, German
        ("Pieter van den", "Bos", "Bos, Pieter van den", "Pieter van den Bos"),
        ("Greta", "von der Au", "Greta von der Au", "Greta von der Au"),
        ("Lotte", "Klein Haneveld", "Klein Haneveld, Lotte", "Lotte Klein Haneveld"),
        ("Sam", "Reed Jr.", "Sam Reed Jr.", "Sam Reed Jr."),
    ],
)
def test_what_is_known_of_a_name_survives_as_text(given: str, family: str, text: str, shown: str) -> None:
    """The shortest text says just these parts when it is read, and pages show the name in its language's order."""
    assert written(given, family) == text
    name = parts(read(text))
    suffix = f" {name.suffix}" if name.suffix else ""
    assert (name.given, name.surname + suffix) == (given, family)
    assert read(text).name == shown


@pytest.mark.parametrize(
    ("spelled", "shown", "inverted"),
    [
        (Spelling(given="Zsófia", family="Kiss Tóth", family_first=True), "Kiss Tóth Zsófia", "Kiss Tóth, Zsófia"),
        (Spelling(given="Thị Hoa", family="Trần", family_first=True), "Trần Thị Hoa", "Trần, Thị Hoa"),
        (Spelling(name="Kiss Tóth Zsófia", family="Kiss Tóth"), "Zsófia Kiss Tóth", "Kiss Tóth, Zsófia"),
        (Spelling(name="Sam Reed Jr.", family="Reed"), "Sam Reed", "Reed, Sam"),
        (Spelling(given="Pieter", particle="van", family="Bos"), "Pieter van Bos", "van Bos, Pieter"),
        (Spelling(given="Layla", particle="al-", family="Zahra"), "Layla al-Zahra", "al-Zahra, Layla"),
        (Spelling(given="Luc", particle="d’", family="Orme Brun"), "Luc d’Orme Brun", "d’Orme Brun, Luc"),
        (Spelling(given="Luc", particle="de l'", family="Orme"), "Luc de l'Orme", "de l'Orme, Luc"),
        (Spelling(given="Wibisono"), "Wibisono", "Wibisono"),
        (Spelling("van der Laan III", "", "van der", "Laan", "III"), "van der Laan III", "van der Laan, III"),
        (Spelling("Þórsdóttir PhD", family="Þórsdóttir", suffix="PhD"), "Þórsdóttir PhD", "Þórsdóttir, PhD"),
        (Spelling(name="Rain, Snow and Fog", group=True), "Rain, Snow and Fog", "Rain, Snow and Fog"),
    ],
)
def test_stated_parts_are_never_guessed_again(spelled: Spelling, shown: str, inverted: str) -> None:
    """A family name is taken whole, wherever it stands in the name; a group is never split."""
    name = parts(spelled)
    assert (name.shown, name.inverted) == (shown, inverted)


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Rain, Snow and Fog", "Stone and Sons, Inc.", "Salt Ltd", "Marsh Agency", "Bureau of Tides",
        "Centre for Clouds, Oslo", "Task Force on Hail", "Pebble GmbH", "Brook S.A.",
    ],
)  # fmt: skip
def test_institutions_stay_whole(name: str) -> None:
    """Ministries, companies and agencies are groups, also with a comma."""
    assert split(name).is_group
    assert read(name) == Spelling(name)


@pytest.mark.parametrize("name", ["Alix Bureau", "Jo Church", "Anne Board", "Guy de l'Hospital", "Max Center"])
def test_people_who_are_called_like_institutions_are_people(name: str) -> None:
    """A word of institutions alone is a family name."""
    assert not split(name).is_group


@pytest.mark.parametrize(
    "name",
    ["Ida Moss, PhD", "Ida Moss, Ph.D.", "Ida Moss PhD", "Dr. Ida Moss", "Prof. Dr. Ida Moss", "Ida Moss, MD, MPH"],
)
def test_degrees_and_titles_are_no_part_of_a_name(name: str) -> None:
    """They turn nothing around, and no index sorts by them."""
    assert split(name).inverted == "Moss, Ida"
    assert read(name) == Spelling(name)


@pytest.mark.parametrize(
    ("name", "inverted"), [("Moss, MD", "Moss, MD"), ("Md Rahim", "Rahim, Md"), ("Ma, Li", "Ma, Li")]
)
def test_short_names_are_no_degrees(name: str, inverted: str) -> None:
    """Md and Ma are names; only behind a whole name are they degrees."""
    assert split(name).inverted == inverted


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("Laia Soler Puig", ("Laia", "Soler Puig")),
        ("L. Soler-Puig", ("L.", "Soler-Puig")),
        ("Soler Puig Laia", ("Laia", "Soler Puig")),
        ("Laia Soler", ("Laia", "Soler")),
        ("laia soler puig", ("laia", "soler puig")),
    ],
)
def test_a_file_states_the_parts_for_all_papers(name: str, parted: tuple[str, str]) -> None:
    """Other spellings with the same family name have it whole; others are split as they are."""
    known = Spelling("Laia Soler Puig", given="Laia", family="Soler Puig")
    found = parts(as_stated(name, known))
    assert (found.given, found.family) == parted


def test_names_are_put_straight_only_at_a_comma() -> None:
    """`Family, Given` becomes `Given Family`, with what belongs to it."""
    assert straight("van den Berg, Anna, Jr.") == "Anna van den Berg Jr."
    assert straight("Anna van den Berg") == "Anna van den Berg"
    assert straight("王 小明") == "王 小明"


def test_a_suffix_within_a_stated_family_name_is_one() -> None:
    """With a comma before it or without; nothing of the comma stays."""
    for family in ("Marlow, Jr.", "Marlow Jr."):
        name = parts(Spelling(given="Edgar", family=family))
        assert (name.given, name.family, name.suffix) == ("Edgar", "Marlow", "Jr.")
        assert name.inverted == "Marlow, Edgar, Jr."
