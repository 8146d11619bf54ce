"""Values of other programs' files, where every scalar is text: what they say, as text, as a list, as a yes.

In: a value of an `OldFile`: a text, a list, a mapping or nothing. Out: what it comes to. Never raises.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

_SHOWN = 400
"""Letters of a value that the loss report shows."""


def says(value: Any) -> bool:
    """Whether a value says anything: lists of nothing and mappings of nothing do not."""
    if isinstance(value, dict):
        return any(map(says, value.values()))
    if isinstance(value, list):
        return any(map(says, value))
    return value is not None and str(value).strip() != ""


def text_of(value: Any) -> str:
    """A scalar as text on one line; nothing for what is none."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def texts_of(value: Any) -> list[str]:
    """A list of texts, also where one is written alone; what is no text is left out."""
    values = value if isinstance(value, list) else [value]
    return [text for text in map(text_of, values) if text]


def words_of(value: Any) -> list[str]:
    """Tags and keywords: a list, or words parted by commas or spaces as Jekyll has them."""
    if isinstance(value, str):
        return [word.strip() for word in re.split("[,;]" if re.search("[,;]", value) else r"\n", value) if word.strip()]
    return texts_of(value)


def is_true(value: Any) -> bool:
    """Whether a value is a yes, in any spelling of YAML's."""
    return text_of(value).lower() in {"true", "yes", "on", "1", "y"}


def flattened(key: str, value: Any) -> list[tuple[str, str]]:
    """Each text in a value, with the way to it."""
    if isinstance(value, dict):
        return [pair for name, item in value.items() for pair in flattened(f"{key}.{name}", item)]
    if isinstance(value, list):
        return [pair for item in value for pair in flattened(key, item)]
    return [(key, str(value))] if says(value) else []


def cut(text: str) -> str:
    """A value on one line, not too long for a report."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def address_parts(text: str) -> SplitResult:
    """The parts of an address; empty ones where it is none."""
    try:
        return urlsplit(text.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")
