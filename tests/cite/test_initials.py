"""Names as lists of references have them."""

import pytest

from sitegen.cite.initials import family_first, family_last

FIRST = {
    "Jack W. Rae": "Rae, J. W.",
    "J.W. Rae": "Rae, J. W.",
    "JW Rae": "Rae, J. W.",
    "JACK RAE": "RAE, J.",
    "JO RAE": "RAE, J.",
    "Jean-Baptiste Alayrac": "Alayrac, J.-B.",
    "J.-B. Alayrac": "Alayrac, J.-B.",
    "Wei-ming Lee": "Lee, W.-m.",
    "George van den Driessche": "van den Driessche, G.",
    "Luc Van Gool": "Van Gool, L.",
    "Santiago Ramón y Cajal": "Ramón y Cajal, S.",
    "Martin Luther King, Jr.": "King, M. L., Jr.",
    "Martin Luther King Jr": "King, M. L., Jr.",
    "Henry Ford III": "Ford, H., III",
    "Andrew (Andy) Brock": "Brock, A.",
    "van den Driessche, George": "van den Driessche, G.",
    "Élodie Dupont": "Dupont, É.",
    "E\u0301lodie Dupont": "Dupont, E\u0301.",
    "D'Arcy Thompson": "Thompson, D.",
    "'Abd Rahman": "Rahman, A.",
    "Иван Сергеевич Петров": "Петров, И. С.",
    "Νίκος Παπαδόπουλος": "Παπαδόπουλος, Ν.",
    "Plato": "Plato",
    "OpenAI": "OpenAI",
    "The ATLAS Collaboration": "The ATLAS Collaboration",
    "山田 太郎": "山田 太郎",
    "王伟": "王伟",
    "محمد بن سلمان": "محمد بن سلمان",
    "דוד כהן": "דוד כהן",
    "Wei Wang (王伟)": "Wang, W.",
    "Wei 王伟": "Wei 王伟",
    "Ann  \x00Lee": "Lee, A.",
}


@pytest.mark.parametrize("name", FIRST)
def test_the_family_name_first(name: str) -> None:
    """Initials stand for given names, hyphens and particles stay, and what has no initials is left as it is."""
    assert family_first(name) == FIRST[name]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("George van den Driessche", "G. van den Driessche"),
        ("Martin Luther King, Jr.", "M. L. King Jr."),
        ("Ice Team", "Ice Team"),
        ("山田 太郎", "山田 太郎"),
    ],
)
def test_the_family_name_last(name: str, wanted: str) -> None:
    """An editor's name stands in natural order."""
    assert family_last(name) == wanted
