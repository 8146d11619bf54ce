"""Dates are read as exactly as they are written, and never guessed."""

from __future__ import annotations

import pytest

from sitegen.model import Date
from sitegen.text.dates import parse, show


@pytest.mark.parametrize(
    ("text", "date", "shown"),
    [
        ("2022", Date(2022), "2022"),
        ("2022-04", Date(2022, 4), "Apr 2022"),
        ("2022-04-29", Date(2022, 4, 29), "29 Apr 2022"),
        (" 2022-04-09 ", Date(2022, 4, 9), "9 Apr 2022"),
        ("2024-02-29", Date(2024, 2, 29), "29 Feb 2024"),
        ("1000-12-31", Date(1000, 12, 31), "31 Dec 1000"),
        ("2999", Date(2999), "2999"),
    ],
)
def test_three_forms(text: str, date: Date, shown: str) -> None:
    """A year, a month or a day is read and shown with no more precision than it has."""
    assert parse(text) == date
    assert show(date) == shown
    assert parse(date.iso) == date


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 Apr", "use YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2022-4-1", "use YYYY, YYYY-MM or YYYY-MM-DD"),
        ("29/04/2022", "use YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2022-04-29T10:00", "use YYYY, YYYY-MM or YYYY-MM-DD"),
        ("٢٠٢٢", "use YYYY, YYYY-MM or YYYY-MM-DD"),
        ("", "use YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2022-13", "there is no month 13"),
        ("2022-00", "there is no month 00"),
        ("2022-04-31", "Apr 2022 has no day 31"),
        ("2022-04-00", "Apr 2022 has no day 00"),
        ("2023-02-29", "Feb 2023 has no day 29"),
        ("0999", "between 1000 and 2999"),
        ("3000", "between 1000 and 2999"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    """What is not a day of the calendar is refused, with the reason."""
    with pytest.raises(ValueError, match="is not a date") as error:
        parse(text)
    assert reason in str(error.value)


def test_dates_sort_by_time() -> None:
    """A year alone comes before its months, a month before its days."""
    texts = ["2022-04-29", "2021", "2022", "2022-04", "2022-12"]
    assert [date.iso for date in sorted(map(parse, texts))] == ["2021", "2022", "2022-04", "2022-04-29", "2022-12"]
