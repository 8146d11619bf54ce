"""Lists of authors in a line of text."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.importers.author_list import authors_of, with_notes


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Ada Lovelace, Bo Li, and Cy van der Saat", ["Ada Lovelace", "Bo Li", "Cy van der Saat"]),
        ("Lovelace, A., Li, B. & O'Neil, C. D.", ["Lovelace, A.", "Li, B.", "O'Neil, C. D."]),
        ("Lovelace A, Li BC, Castro-Vidal M", ["Lovelace, A.", "Li, B. C.", "Castro-Vidal, M."]),
        ("Lovelace, Ada and Li, Bo", ["Lovelace, Ada", "Li, Bo"]),
        ("Ada Lovelace; Bo Li", ["Ada Lovelace", "Bo Li"]),
        ("A. Lovelace, B. Li and C. Saat.", ["A. Lovelace", "B. Li", "C. Saat"]),
        ("<b>Ada Lovelace</b>, **Bo Li**, _Cy Saat_", ["Ada Lovelace", "Bo Li", "Cy Saat"]),
        ("Ada Lovelace, Bo Li, et al.", ["Ada Lovelace", "Bo Li", "et al."]),
        ("沈凡, 何炎", ["沈凡", "何炎"]),
        ("[Ada Lovelace](https://a.example.org), Bo Li¹", ["Ada Lovelace", "Bo Li"]),
        ("Smith, J. A., Jr., & Doe, B.", ["Smith, J. A. Jr.", "Doe, B."]),
        ("", []),
    ],
)
def test_names_are_told_apart(written: str, authors: list[str]) -> None:
    """Commas part names, or families from initials: whichever the whole line fits."""
    assert authors_of(written) == authors


def test_a_star_is_an_equal_share() -> None:
    """Marks on names say who contributed equally."""
    assert authors_of("Ada Lovelace*, Bo Li*, Cy Saat") == [
        {"name": "Ada Lovelace", "equal": "true"}, {"name": "Bo Li", "equal": "true"}, "Cy Saat",
    ]  # fmt: skip


def test_notes_beside_authors_are_understood() -> None:
    """`Equal contribution` and `Corresponding author` are marks, anything else is a note."""
    notes: list[Any] = ["Equal contribution", "", "Corresponding author"]
    assert with_notes(["A", "B", "C"], notes) == [
        {"name": "A", "equal": "true"}, "B", {"name": "C", "corresponding": "true"},
    ]  # fmt: skip
