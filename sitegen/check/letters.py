"""The letters of a text, however they are set: what two ways to show one thing have in common.

In: text as a page shows it, or a text of the content. Out: letters that can be compared. Never for people to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from sitegen.check.markup import words
from sitegen.model import Text
from sitegen.regex import regex

_UNSEEN = regex("[\\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")
"""White space, and what steers lines, directions and the form of a letter."""
_CLEANED = regex("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")
"""What no file can hold, or stands for it: pages, tags and parsers each leave out some of it."""


def letters(text: str) -> str:
    """Return what is left of a text without spaces, case, raised and lowered letters, and characters that none sees."""
    text = "".join(text.split())
    if text.isascii():
        return text.lower() if text.isprintable() else _CLEANED.sub("", text).lower()
    decomposed = normalize("NFKD", _CLEANED.sub("", _UNSEEN.sub("", text)))
    return _UNSEEN.sub("", normalize("NFKD", decomposed.casefold()))


def readings(text: Text) -> Iterator[str]:
    """Yield the letters of each way in which a page may rightly show a text: as plain words, and as HTML."""
    yield letters(text.plain)
    if text.html != text.plain:
        yield letters(words(text.html))


def shows(shown: str, forms: Iterable[str]) -> bool:
    """Whether one of these readings stands in what is shown, both being letters."""
    return any(form in shown for form in forms)
