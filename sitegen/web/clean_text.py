"""Text of a source as it may stand in a file: the same words, without what no file can hold.

In: text as sent. Out: NFC Unicode without control characters or broken surrogates. Markup, LaTeX and spelling stay.
"""

from __future__ import annotations

import unicodedata

from sitegen.regex import regex

_CONTROLS = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SURROGATES = regex("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text in NFC, trimmed, lines ending in line feeds."""
    if text.isascii() and text.isprintable():
        return text.strip()
    if _SURROGATES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text)).strip()


def one_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(clean(text).split())
