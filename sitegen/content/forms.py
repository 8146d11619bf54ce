"""Readers of single values: one for every `Form` the model names.

In: a text as it was typed. Out: the value it stands for. A text that does not fit raises `FormError`, with a sentence
that quotes it and a hint. Never looks at other values or at files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sitegen.content import web_addresses
from sitegen.content.form_error import FormError, quoted
from sitegen.content.guesses import did_you_mean
from sitegen.content.timezones import zone, zones
from sitegen.model import Date, Moment
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import accounts, convert, dates, ids, slugs

_SLUG = regex(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,118}[A-Za-z0-9])?")
_RESERVED = regex(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_LANGUAGE = regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_MACRO = regex(r"[A-Za-z@]+\*?")
_PROOF = regex(r"[^\s<>\"'&]+")
_CONTENT = regex(r"content=[\"']([^\s<>\"'&]+)[\"']")
_SCHEMA_TYPE = regex(r"[A-Z][A-Za-z0-9]*")
_COLOUR = regex(r"#(?:[0-9A-Fa-f]{3}){1,2}")
_MONTHS = ("january february march april may june july august september october november december").split()
_PLUGIN = regex(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")
_UUID = regex(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class FormReader(NamedTuple):
    """The reader of a form, and the JSON Schema of what may be typed."""

    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    may_be_empty: bool = False


LISTED = "the keys here are "
"""How a hint begins that lists all keys of a kind."""


def _line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text.strip(" \t")


def _word(text: str) -> str:
    r"""A text of no form of its own; LaTeX in it (`5\%`) is read, for it is shown as it is."""
    line = _line(text)
    return convert.phrase(line)[0].plain or line if "\\" in line else line


def _prose(text: str) -> str:
    return text


def _date(text: str) -> Date:
    try:
        return dates.parse(text)
    except ValueError as error:
        raise FormError(str(error), _meant_date(text)) from None


def _instant(text: str) -> Moment:
    try:
        return dates.moment(text)
    except ValueError as error:
        raise FormError(str(error), _meant_date(text)) from None


def _timezone(text: str) -> str:
    name = text.strip()
    if zone(name) is None:
        hint = did_you_mean(name, zones()) or "it looks like Europe/Berlin"
        raise FormError(f"{quoted(text)} is not a time zone", hint)
    return name


def _end(text: str) -> Date:
    return Date(0) if text.strip().casefold() in {"present", "now", "today", "ongoing"} else _date(text)


def _month_and_day(numbers: Sequence[int], *, is_day_first: bool) -> list[int]:
    """The month, and the day, of numbers before a year: days stand first before dots, elsewhere where only they can."""
    if len(numbers) == 1:
        return list(numbers)
    first, second = (*numbers, 0, 0)[:2]
    if first == second or (len(numbers) == 2 and (is_day_first or first > 12)):
        return [second, first]
    return [first, second] if len(numbers) == 2 and second > 12 else []


def _meant_date(text: str) -> str:
    """A hint that writes a date as it is wanted here; nothing for one that could be two, as 3/4/2020 could."""
    words = re.findall(r"[^\W\d_]+|\d+", text.casefold())
    months = [at for word in words for at, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    numbers = [word for word in words if word.isdecimal()]
    years = [number for number in numbers if len(number) == 4]
    rest = [int(number) for number in numbers if len(number) < 3]
    if len(years) != 1 or len(months) > 1 or len(years) + len(rest) + len(months) != len(words):
        return ""
    if not months and numbers[0] != years[0]:
        rest = _month_and_day(rest, is_day_first="." in text)
        if not rest:
            return ""
    written = "-".join([years[0], *(f"{part:02}" for part in (*months, *rest))])
    try:
        dates.parse(written)
    except ValueError:
        return ""
    return f"write {written}"


def _flag(text: str) -> bool:
    if text in ("true", "false"):
        return text == "true"
    meant = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}
    word = meant.get(text.casefold(), text.casefold())
    hint = f"write {word}" if word in ("true", "false") else ""
    raise FormError(f"{quoted(text)} is neither true nor false", hint)


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise FormError(f"{quoted(text)} is not a whole number", "write digits only: 1234")
    return int(text)


def slug(text: str) -> str:
    """Check the name of a page or a file. Raises `FormError` that proposes a safe one."""
    if len(text) > 120:
        raise FormError(f"{quoted(text)} is too long for a slug (120 characters)", _propose(text))
    if not _SLUG.fullmatch(text) or _RESERVED.fullmatch(text):
        sentence = f"{quoted(text)} cannot be a slug (letters a to z, digits, and . _ - between them)"
        raise FormError(sentence, _propose(text))
    return text


def _propose(text: str) -> str:
    return f"a slug that works: {slugs.slug(text)}"


def plugin_name(text: str) -> str:
    """Check the name of a plug-in, which has a dot so that it is never one of ours. Raises `FormError`."""
    if not _PLUGIN.fullmatch(text):
        raise FormError(f"{quoted(text)} is not the name of a plug-in, such as institute.format")
    return text


def uuid(text: str) -> str:
    """Check a UUID, and return it in its plain form. Raises `FormError` (RFC 9562)."""
    bare = text.strip().lower().removeprefix("urn:uuid:").strip("{}")
    if not _UUID.fullmatch(bare):
        hint = "`python -c 'import uuid; print(uuid.uuid4())'` prints a new one"
        raise FormError(f"{quoted(text)} is not a UUID", hint)
    return bare


def _account(key: str) -> FormReader:
    """Return the reader of a person's account at the service that a key names."""

    def read(text: str) -> str:
        try:
            return accounts.account(key, text)
        except accounts.AccountError as error:
            raise FormError(f"{quoted(text)} {error.sentence}", error.hint) from None

    return FormReader(read, {"type": ["string", "integer"]})


def _macro(text: str) -> str:
    if not _MACRO.fullmatch(text):
        hint = f"write {text[1:]}" if _MACRO.fullmatch(text.removeprefix("\\")) else "letters only"
        raise FormError(f"{quoted(text)} is not the name of a macro", hint)
    return text


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise FormError(f"{quoted(text)} is not a colour", "it looks like '#1f6feb'")
    return text.lower()


def _proof(text: str) -> str:
    """Read what proves that a site is somebody's; services show it within a tag, which many copy whole."""
    text = text.strip()
    if not _PROOF.fullmatch(text):
        tag = _CONTENT.search(text)
        hint = f"write {tag[1]}" if tag else "write what stands in content=, and nothing else of the tag"
        raise FormError(f"{quoted(text)} is not the word that a service gave", hint)
    return text


def _schema_type(text: str) -> str:
    if not _SCHEMA_TYPE.fullmatch(text):
        raise FormError(f"{quoted(text)} is no type in schema.org", "it looks like CreativeWork")
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise FormError(f"{quoted(text)} is not a language tag", "it looks like en or pt-BR")
    return text


_ONE_TEXT: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}
_TEXT: Mapping[str, Any] = {
    "type": ["string", "number", "boolean", "object"],
    "propertyNames": {"pattern": _LANGUAGE.pattern},
    "additionalProperties": _ONE_TEXT,
}
"""A text, or a mapping of languages to it; a site of one language refuses the latter."""
_STRING: Mapping[str, Any] = {"type": "string"}
_URL = {"type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}
_DATE = {"type": ["string", "integer"], "pattern": "^[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?$"}
_INSTANT = {"type": ["string", "integer"], "pattern": "^[12][0-9]{3}(-[01][0-9](-[0-3][0-9]([T ][0-9:]{5,8})?)?)?$"}
_YEAR = {"minimum": 1000, "maximum": 2999}

READERS: Mapping[str, FormReader] = {
    "phrase": FormReader(_line, _TEXT),
    "abstract": FormReader(_prose, _TEXT),
    "prose": FormReader(_prose, _TEXT),
    "word": FormReader(_word, _TEXT),
    "label": FormReader(_line, _TEXT),
    "entry": FormReader(_line, _ONE_TEXT, may_be_empty=True),
    "key": FormReader(_line, _STRING),
    "name": FormReader(_line, _STRING),
    "name_part": FormReader(_line, _STRING),
    "date": FormReader(_date, _DATE | _YEAR),
    "end": FormReader(_end, _DATE | _YEAR),
    "instant": FormReader(_instant, _INSTANT | _YEAR),
    "timezone": FormReader(_timezone, _STRING),
    "flag": FormReader(_flag, {"type": "boolean"}),
    "count": FormReader(_count, {"type": "integer", "minimum": 0}),
    "orcid": FormReader(ids.orcid, {"type": "string", "pattern": "[0-9]{3}[0-9Xx]/?$"}),
    "doi": FormReader(ids.doi, {"type": "string", "pattern": "10\\.[0-9]{4,9}"}),
    "arxiv": FormReader(ids.arxiv, {"type": ["string", "number"]}),
    "email": FormReader(web_addresses.email, {"type": "string", "format": "email"}),
    "url": FormReader(web_addresses.url, _URL),
    "base_url": FormReader(web_addresses.base_url, _URL),
    "colour": FormReader(_colour, {"type": "string", "pattern": f"^{_COLOUR.pattern}$"}),
    "repository": FormReader(web_addresses.repository, _URL),
    "plugin_name": FormReader(plugin_name, {"type": "string", "pattern": f"^{_PLUGIN.pattern}$"}),
    "uuid": FormReader(uuid, {"type": "string", "format": "uuid"}),
    "host": FormReader(web_addresses.host, {"type": "string", "format": "hostname"}),
    "server": FormReader(web_addresses.server, _STRING),
    "proof": FormReader(_proof, {"type": ["string", "integer"], "pattern": f"^{_PROOF.pattern}$"}),
    "schema_type": FormReader(_schema_type, {"type": "string", "pattern": f"^{_SCHEMA_TYPE.pattern}$"}),
    "origin": FormReader(web_addresses.origin, {"type": "string", "pattern": r"^(https://)?[^\s/*'\";]+$"}),
    "target": FormReader(web_addresses.target, {"type": "string"}),
    "file": FormReader(web_addresses.file, {"type": "string"}),
    "slug": FormReader(slug, {"type": ["string", "integer"], "pattern": f"^{_SLUG.pattern}$"}),
    "path": FormReader(web_addresses.path, _STRING),
    "place": FormReader(web_addresses.place, _STRING),
    "macro": FormReader(_macro, {"type": "string", "pattern": f"^{_MACRO.pattern}$"}),
    "language": FormReader(_language, {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"}),
    **{f"{key}_account": _account(key) for key in (*accounts.ACCOUNTS, "mastodon")},
}
"""Every form by its name."""
