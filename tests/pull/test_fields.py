import pytest

from sitegen.pull import fields
from sitegen.web.clean_text import clean, one_line


@pytest.mark.parametrize(
    ("said", "normal"),
    [
        ("2022-03-29T13:38:34Z", "2022-03-29"), ("2022-03", "2022-03"), ("2022", "2022"), ("2022-02-31", ""),
        ("20220329", ""), ("", ""), ("soon", ""), ("0000", ""),
    ],
)  # fmt: skip
def test_a_day_is_as_exact_as_it_is_said(said: str, normal: str) -> None:
    """The date at the beginning of a text, if the calendar has it."""
    assert fields.day(said) == normal


@pytest.mark.parametrize(
    ("parts", "date"),
    [((2022, 2, 28), "2022-02-28"), ((2022, 2, 31), "2022-02"), ((2022, 13), "2022"), ((2022, None, 5), "2022"),
     ((None,), ""), ((), ""), ((2022, 3, 29, 5), "2022-03-29")],
)  # fmt: skip
def test_numbers_make_a_date_as_far_as_they_do(parts: tuple[int | None, ...], date: str) -> None:
    """What is no day of the calendar is cut, not moved."""
    assert fields.day_of(parts) == date


@pytest.mark.parametrize(
    ("address", "licence"),
    [
        ("http://creativecommons.org/licenses/by-nc-sa/4.0/", "CC-BY-NC-SA-4.0"),
        ("https://creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("http://arxiv.org/licenses/nonexclusive-distrib/1.0/", "https://arxiv.org/licenses/nonexclusive-distrib/1.0/"),
        ("\nhttps://example.org/terms\n", "https://example.org/terms"),
        ("cc-by", ""), ("javascript:alert(1)", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_licence_is_a_name_or_an_address(address: str, licence: str) -> None:
    """Creative Commons by its SPDX name, others by their address; a licence without its version is not guessed."""
    assert fields.licence(address) == licence


@pytest.mark.parametrize(
    ("text", "code", "maybe"),
    [
        ("Code: https://github.com/a/b.", "https://github.com/a/b", ()),
        ("(see github.com/a/b) and www.github.com/a/b", "", ("https://github.com/a/b", "https://www.github.com/a/b")),
        ("https://github.com/a/b, https://gitlab.com/c/d", "", ("https://github.com/a/b", "https://gitlab.com/c/d")),
        ("https://zenodo.org/records/1", "", ("https://zenodo.org/records/1",)),
        ("on https://github.com and https://example.org/a/b", "", ()),
        ("https://github.com.evil.example/a/b", "", ()),
        ("me@github.com/a", "", ()),
    ],
)
def test_code_is_code_when_there_is_no_doubt(text: str, code: str, maybe: tuple[str, ...]) -> None:
    """One repository in an author's own words is the code; several, and places of data, are for a person to judge."""
    assert fields.code_links(text) == (code, maybe)


def test_an_arxiv_doi_is_an_arxiv_id() -> None:
    """The DOI that arXiv gives names the preprint, and is no DOI of a publication."""
    assert fields.known_as("https://doi.org/10.48550/arXiv.2301.00001") == {"arxiv": "2301.00001"}
    assert fields.known_as("https://doi.org/10.5555/ABC") == {"doi": "10.5555/abc"}
    assert fields.known_as("nothing") == {}


def test_what_a_source_knows_of_a_name_is_written_where_a_program_could_not_tell() -> None:
    """Most names stay as they are; a compound family name, a turned name and a group say what they are."""
    assert fields.author_of("Ada", "Lovelace") == "Ada Lovelace"
    assert fields.author_of("Laia", "Soler Puig") == "Soler Puig, Laia"
    assert fields.author_of("小红", "陈", orcid="0000-0002-1825-0097") == {
        "name": "陈, 小红",
        "orcid": "0000-0002-1825-0097",
    }
    assert fields.turned("Soler Puig, Laia") == "Soler Puig, Laia"
    assert fields.turned("Lovelace, Ada") == "Ada Lovelace"
    assert fields.group("Bureau of Weights, Measures and Clocks") == "Bureau of Weights, Measures and Clocks"
    assert fields.group("Stone and Sons") == {"name": "Stone and Sons", "group": "true"}


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (("Jan", "van der", "Meer", ""), "Jan van der Meer"),
        (("Jan", "Van der", "Meer", ""), {"given": "Jan", "particle": "Van der", "family": "Meer"}),
        (("Jan", "'s", "Jacob", ""), {"given": "Jan", "particle": "'s", "family": "Jacob"}),
        (("Karl", "von und zu", "Berg", "Jr."), "Karl von und zu Berg Jr."),
        (("Karl", "auf der", "Berg", ""), {"given": "Karl", "particle": "auf der", "family": "Berg"}),
        (("Ana Souza", "", "Filho", ""), "Filho, Ana Souza"),
        (("Layla", "al-", "Haddad", ""), "Layla al-Haddad"),
        (("Inès", "d'", "Orsay", ""), "Inès d'Orsay"),
        (("Inès", "de", "La Tour", ""), "Inès de La Tour"),
        (("Inès", "de", "Souza Lima", "III"), "Inès de Souza Lima III"),
    ],
)  # fmt: skip
def test_a_particle_that_a_source_states_stays_one(
    parts: tuple[str, str, str, str], written: str | fields.Fields
) -> None:
    """The file says where it ends only where a program would have it end elsewhere."""
    given, particle, family, suffix = parts
    assert fields.author_of(given, family, suffix, particle=particle) == written


def test_the_newest_papers_come_first() -> None:
    """Old ids are of the last century, however they sort as text."""
    assert fields.newest(["hep-th/9901001", "2301.00002", "0704.0001", "math/0309136", "2301.00010"], 4) == [
        "2301.00010", "2301.00002", "0704.0001", "math/0309136",
    ]  # fmt: skip


def test_a_place_is_known_only_when_it_is_one() -> None:
    """An identifier that stands at two authors stands at neither."""
    assert fields.place_of({"A1"}, ["a2", "a1", ""]) == 1
    assert fields.place_of({"A1"}, ["a1", "a1"]) is None
    assert fields.place_of(set(), ["", ""]) is None


def test_text_is_cleaned_of_what_no_file_can_hold() -> None:
    """Control characters and half surrogates go, letters come together, LaTeX and markup stay."""
    assert clean(" a\x00b\r\nc\ud800 ") == "ab\nc\ufffd"
    assert clean("e\u0301") == "é"
    assert one_line("On  $x_1$\n <i>y</i>") == "On $x_1$ <i>y</i>"
