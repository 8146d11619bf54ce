"""Dates as exactly as they are known.

In: a date as a person or a source writes it (`2022`, `2022-04`, `2022-04-29`). Out: a `Date`, or its English
display. Never guesses: any other spelling is refused, and so is a day that the calendar does not have.
"""

from __future__ import annotations

import calendar

from sitegen.model import Date, Moment
from sitegen.regex import regex

_ISO = regex(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TIME = regex(r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FORMS = "use YYYY, YYYY-MM or YYYY-MM-DD"


def parse(text: str) -> Date:
    """Read a date in one of the three ISO 8601 forms, of the years 1000 to 2999.

    Raises ValueError, with a sentence for the person who wrote it.
    """
    match = _ISO.fullmatch(text.strip())
    if not match:
        raise ValueError(f'"{text}" is not a date ({_FORMS})')
    year, month, day = (int(part or 0) for part in match.groups())
    if not 1000 <= year <= 2999:
        raise ValueError(f'"{text}" is not a date: the year must lie between 1000 and 2999')
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f'"{text}" is not a date: there is no month {match[2]} ({_FORMS})')
    if match[3] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f'"{text}" is not a date: {_MONTHS[month - 1]} {year} has no day {match[3]}')
    return Date(year, month, day)


def moment(text: str) -> Moment:
    """Read a date, or a day with a time: `2026-05-04T10:15`. Raises ValueError as `parse` does."""
    day, separator, time = text.strip().replace(" ", "T", 1).partition("T")
    date = parse(day)
    if not separator:
        return Moment(date)
    if not date.day or not _TIME.fullmatch(time):
        raise ValueError(f'"{text}" is not a time (use YYYY-MM-DDTHH:MM)')
    return Moment(date, time[:5])


def show(date: Date) -> str:
    """Write a date for English readers: `29 Apr 2022`, `Apr 2022` or `2022`."""
    if not date.month:
        return str(date.year)
    month = f"{_MONTHS[date.month - 1]} {date.year}"
    return f"{date.day} {month}" if date.day else month
