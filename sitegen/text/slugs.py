"""From a name or a title to the part of an address.

In: text in any script. Out: `[a-z0-9-]`, short, never a name that some file system reserves, never empty.
Never decides who keeps a slug that two things want: that is the caller's.
"""

from __future__ import annotations

import hashlib
import unicodedata

from sitegen.regex import regex

LIMIT = 80
"""Longest slug, in characters."""

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "index", "feed"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)  # fmt: skip
_GAP = regex(r"[^a-z0-9]+")
_APOSTROPHE = regex("['’ʼ`´]")
_ACCENTED = regex("[\\x00-\\x7f\u00c0-\u024f\u1e00-\u1eff]*")
_BARE = str.maketrans({
    "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe",
    "đ": "d", "Đ": "D", "ı": "i",
})  # fmt: skip
"""The commonest letters that are no letter with an accent."""
_MARKS = regex("[\u0300-\u036f]")


def slug(text: str) -> str:
    """Return the address part of `text`: `Diego de Las Casas` is `diego-de-las-casas`.

    At most `LIMIT` characters, cut at a word. Text without a letter or digit that can be written in ASCII gives
    `x-` and eight digits of its digest, so that it is never empty and always the same.
    """
    folded = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text))
    if not folded.isascii():
        folded = _APOSTROPHE.sub("", in_ascii(folded))
    words = _GAP.sub("-", folded.lower()).strip("-")
    words = shorten(words)
    if not words:
        return f"x-{digest(text, 8)}"
    return f"{words}-1" if words in _RESERVED else words


def in_ascii(text: str) -> str:
    """Return text in any script (NFKC) as it is written in ASCII."""
    if _ACCENTED.fullmatch(text):
        bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_BARE)))
        if bare.isascii():
            return bare
    from anyascii import anyascii  # only text beyond letters with accents needs its tables

    return anyascii(text)


def shorten(words: str, limit: int = LIMIT) -> str:
    """Cut a slug to `limit` characters, at a hyphen where there is one in its last third."""
    if len(words) <= limit:
        return words
    cut = words[:limit]
    hyphen = cut.rfind("-")
    return cut[:hyphen] if hyphen > limit * 2 // 3 else cut.rstrip("-")


def digest(text: str, length: int) -> str:
    """Return `length` hexadecimal digits that stand for `text`, the same on every machine."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def same_place(path: str) -> str:
    """Return the form in which two paths are equal where some file system takes them for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
