"""The index of people by letter: on one page, or on one a letter where there are very many.

In: people, sorted or not. Out: those who have a page, by the first letter of their family name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from sitegen.site.graph import Person

LARGE = 3000
"""People with a page from which on the index has a page for each letter."""
OTHER = "#"
"""Stands for every letter but A to Z."""


def is_large(people: Collection[Person]) -> bool:
    """Tell whether an index of these people is too long for one page."""
    return len(people) > LARGE and sum(person.has_page for person in people) > LARGE


def letters(people: Iterable[Person]) -> tuple[tuple[str, tuple[Person, ...]], ...]:
    """Return the people who have a page by the first letter of their family name; `#` stands for all others."""
    shown = [person for person in people if person.has_page]
    grouped = groupby(
        sorted(shown, key=lambda person: (_letter(person) == OTHER, person.sort_key, person.slug)), key=_letter
    )
    return tuple((letter, tuple(group)) for letter, group in grouped)


def _letter(person: Person) -> str:
    first = person.sort_key[0][:1].upper()
    return first if "A" <= first <= "Z" else OTHER
