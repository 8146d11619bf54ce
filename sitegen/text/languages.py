"""Languages: how each writes dates and numbers, and which form of a noun follows a number.

In: a language as a BCP 47 tag. Out: a `Language`, by the Unicode CLDR. The only door to Babel, which is loaded for
languages other than English alone. Never reads the locale of the machine.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache

from sitegen.model import Date
from sitegen.records import dataclass
from sitegen.text import dates

_SKELETONS = ("y", "yMMM", "yMMMd")


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its dates, its whole numbers, and its nouns after them.

    `form` returns a plural category of CLDR: `zero`, `one`, `two`, `few`, `many` or `other`.
    """

    date: Callable[[Date], str]
    number: Callable[[int], str]
    form: Callable[[int], str]


def language(tag: str) -> Language:
    """Return the manners of a language; those of English for one that CLDR does not know.

    Digits are European everywhere, as they are in the papers that stand beside them.
    """
    if tag.partition("-")[0].lower() == "en":
        return _english()
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_skeleton
    from babel.numbers import format_decimal

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return _english()

    def shown(date: Date) -> str:
        day = datetime.date(date.year, date.month or 1, date.day or 1)
        return format_skeleton(_SKELETONS[bool(date.month) + bool(date.day)], day, locale=locale)

    def counted(number: int) -> str:
        return format_decimal(number, locale=locale, numbering_system="latn")

    return Language(cache(shown), cache(counted), locale.plural_form)


@cache
def name_of(tag: str) -> str:
    """Return what a language is called in itself: `Deutsch`, `Français`; its tag where CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name[:1].upper() + name[1:] if name else tag


@cache
def locale_of(tag: str) -> str:
    """Return a language as Open Graph wants it, with a territory: `de_DE`; the likeliest where the tag has none.

    Nothing for one that CLDR does not know. Source: https://ogp.me, `og:locale`.
    """
    from babel.core import get_global, parse_locale

    try:
        language_code, territory, *_ = parse_locale(tag, sep="-")
    except ValueError:
        return ""
    if territory is None:
        likely = get_global("likely_subtags").get(language_code)
        territory = parse_locale(likely)[1] if likely else None
    return f"{language_code}_{territory}" if territory else ""


def is_known(tag: str) -> bool:
    """Tell whether CLDR knows a language."""
    from babel.localedata import exists, normalize_locale

    return exists(normalize_locale(tag.replace("-", "_")) or "")


def _english() -> Language:
    return Language(dates.show, "{:,}".format, lambda count: "one" if count == 1 else "other")
