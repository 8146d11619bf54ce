"""People of bibliographies, in every way that they are written."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.importers.people import people, plain_person

WRITTEN: dict[str, list[Any]] = {
    r"Doe, Jane and Roe, R{\'e}my": ["Jane Doe", "Rémy Roe"],
    r"Jane Doe AND Ludwig van Beethoven": ["Jane Doe", "Ludwig van Beethoven"],
    r"Garc{\'\i}a M{\'a}rquez, Gabriel": ["García Márquez, Gabriel"],
    r"Gabriel {Garc{\'i}a M{\'a}rquez}": ["García Márquez, Gabriel"],
    r"King, Jr., Martin Luther": ["Martin Luther King Jr."],
    r"{The Tide Team} and Doe, J. and others": ["The Tide Team", "J. Doe", "others"],
    r"{Ocean Deep} and {Sea Mind X}": ["Ocean Deep", "Sea Mind X"],
    r"{Barnes and Noble Inc.}": ["Barnes and Noble Inc."],
    r"\textbf{Doe, J.}$^{*}$ and Roe, K.*": [{"name": "J. Doe", "equal": "true"}, {"name": "K. Roe", "equal": "true"}],
    r"Doe, Jane et al.": ["Jane Doe", "others"],
    r"family=Hasselt, given=Hado, prefix=van and Roe, K.": ["Hado van Hasselt", "K. Roe"],
    r"family=Zee, given=Ina, prefix=Van der, useprefix=true": [
        {"given": "Ina", "particle": "Van der", "family": "Zee"}
    ],
    "Jane Doe, Kim Roe, Lee Poe": ["Jane Doe", "Kim Roe", "Lee Poe"],
    "Jane Doe; Kim Roe": ["Jane Doe", "Kim Roe"],
    "Doe, J., Roe, K. L.": ["J. Doe", "K. L. Roe"],
    "Doe J. and Roe KL": ["J. Doe", "KL Roe"],
    "{{Jane Doe and Kim Roe}}": ["Jane Doe", "Kim Roe"],
    "Prokhorov, G. {\\relax Yu}.": ["G. Yu. Prokhorov"],
    "山田 太郎 and Doe, Jane": ["山田 太郎", "Jane Doe"],
}


@pytest.mark.parametrize("text", WRITTEN)
def test_names_are_read_in_every_form(text: str) -> None:
    """Commas, braces, particles, suffixes, groups, marks, lists without `and`, initials behind family names."""
    found = people(text)
    assert [
        person["name"] if isinstance(person, dict) and set(person) == {"name", "group"} else person for person in found
    ] == (WRITTEN[text])


def test_a_word_in_braces_is_a_group() -> None:
    """It is never split, and says so where its words do not tell."""
    assert people("{Mistral AI} and Doe, Jane") == [{"name": "Mistral AI", "group": "true"}, "Jane Doe"]


def test_plain_names_are_turned_at_their_comma() -> None:
    """RIS and EndNote write `Family, Given`, with or without spaces."""
    assert [plain_person(name) for name in ("Doe, Jane", "Doe,J.K.", "Jane Doe", "de la Cruz, Ana")] == [
        "Jane Doe",
        "J. K. Doe",
        "Jane Doe",
        "Ana de la Cruz",
    ]
