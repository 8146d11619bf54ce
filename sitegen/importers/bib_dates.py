"""Dates of a bibliography: as exactly as they are known, in the form of a paper's file.

In: the fields `date`, `year`, `month` and `day` as people and programs fill them. Out: `2022`, `2022-04`, `2022-04-29`,
or nothing. Of a range the beginning counts; a season is no month.
"""

from __future__ import annotations

import re

from sitegen.pull.fields import day_of
from sitegen.regex import regex
from sitegen.text import convert

_ISO = regex(r"(?<!\d)([12]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")
_SLASHED = regex(r"(?<!\d)([12]\d{3})/(\d{1,2})(?:/(\d{1,2}))?(?!\d)")
_YEAR = regex(r"(?<!\d)((?:1[0-9]|20|21)\d{2})(?!\d)")
_NAMES = regex(
    r"(?<![^\W\d_])(?:(jan|gen|ene|janv)|(feb|fév|fev)|(mar|mär|mrz|mars)|(apr|abr|avr)|(may|mai|mag|mayo|mei)|(jun|juin|giu)"
    r"|(jul|juil|lug)|(aug|ago|aoû|aou)|(sep|set)|(oct|okt|ott|out)|(nov)|(dec|dez|déc|dic))[^\W\d_]*",
    re.IGNORECASE,
)
_SORTING = regex(r"\\[a-z]*sort[a-z]*\s*\{[^{}]*\}", re.IGNORECASE)
"""`\\noopsort{1973b}`, which only puts entries in order."""
_NUMBER = regex(r"(?<!\d)(\d{1,2})(?!\d)")


def date(*, date: str = "", year: str = "", month: str = "", day: str = "") -> str:
    """The date of a paper; `date` is BibLaTeX's and wins, unless it says no year."""
    written, year = convert.name(date), _SORTING.sub("", year)
    year = year if _YEAR.search(convert.name(year)) else re.sub(r"[{}]", " ", year)
    match = _SLASHED.search(written) if re.search(r"\d{4}/\d{1,2}(?:/\d{1,2})?$", written) else _ISO.search(written)
    if match:
        named = "" if month or not _NAMES.search(written) else written.replace(match[1], " ")
        return (
            _whole(match[1], match[2] or "", match[3] or "") if match[2] else _with_month(match[1], month or named, day)
        )
    if (number := _YEAR.search(written)) or (number := _YEAR.search(convert.name(year))):
        rest = written.replace(number[0], " ") if written else convert.name(year).replace(number[0], " ")
        return _with_month(number[1], month or (rest if _NAMES.search(rest) else ""), day)
    return ""


def _with_month(year: str, month: str, day: str) -> str:
    text = convert.name(month).replace("~", " ")
    named = _NAMES.search(text)
    numbers = [number[1] for number in _NUMBER.finditer(text)]
    if named:
        number = next(at for at, group in enumerate(named.groups(), 1) if group)
        rest = numbers[0] if numbers else ""
        return _whole(year, str(number), (day if day.strip().isdecimal() else "") or rest)
    if numbers and 1 <= int(numbers[0]) <= 12:
        return _whole(
            year, numbers[0], (day if day.strip().isdecimal() else "") or (numbers[1] if len(numbers) > 1 else "")
        )
    return day_of([int(year)])


def _whole(year: str, month: str, day: str) -> str:
    parts = [int(year), *([int(month)] if month and 1 <= int(month) <= 12 else [])]
    return day_of([*parts, int(day)] if len(parts) == 2 and day else parts)
