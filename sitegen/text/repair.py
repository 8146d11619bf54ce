"""Undo what certainly went wrong on a text's way here: nothing else.

Any characters in; NFC Unicode without control characters, ligature glyphs or invisible tricks out, and one sentence
for each trick removed. What could be meant stays: an odd spelling, a hyphen at a line's end, a joiner between Arabic
or Indic letters.
"""

from __future__ import annotations

import html
import re
import unicodedata

from sitegen.regex import regex

_PLAIN = regex(r"[\n\x20-\x7e\u00a1-\u00ac\u00ae-\u00c1\u00c4-\u00e1\u00e3-\u02ff\u2010-\u201f\u2026\u2032\u20ac]*")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\r": "\n", "\f": "\n", "\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n", "\t": " "}
)
_TWICE_DECODED = regex("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_SURROGATE = regex("[\ud800-\udfff]")
_SOFT_HYPHEN = regex(r"(?:\u00ad|\(cid:173\))\s*")
_ENTITY = regex(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_WRAPPED = regex(
    "(?<=[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff])[ ]*\n[ ]*"
    "(?=[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff])"
)
"""The end of a line between Chinese or Japanese characters, which have no spaces between words."""
_JUNK = regex("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ufeff\ufff9-\ufffc]")
_DOTLESS = regex("[ıȷ](?=[\u0300-\u030c])")
"""What LaTeX puts under an accent; with the accent it is an ordinary letter in Unicode."""
_DIRECTION = regex("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = regex("[\u200b\u2060-\u2064\u206a-\u206f\u180e\u034f\u115f\u1160\u3164\uffa0]")
_JOINER = regex("[\u200c\u200d]+")
_TAGS = regex("[\U000e0000-\U000e007f]+")
_JOINING = ("ARABIC", "SYRIAC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA",
            "MALAYALAM", "SINHALA", "MONGOLIAN", "KHMER", "MYANMAR", "TIBETAN", "THAI", "LAO", "NKO", "THAANA",
            "ADLAM", "MANDAIC", "TIFINAGH", "BALINESE", "JAVANESE", "PHAGS-PA")  # fmt: skip


def repair(source: str) -> tuple[str, tuple[str, ...]]:
    """The text with certain damage undone, and a sentence for every kind of hidden character taken out."""
    if _PLAIN.fullmatch(source) and "(cid:173)" not in source:
        return source, ()
    text = source.replace("\r\n", "\n")
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if _TWICE_DECODED.search(text):
        text = _decode_once_more(text)
    text = _SOFT_HYPHEN.sub("", text.translate(_LIGATURES))
    text = _DOTLESS.sub(lambda match: "i" if match[0] == "ı" else "j", text)
    text, notes = _unhide(_JUNK.sub("", text))
    text = _WRAPPED.sub("", text) if "\n" in text else text
    return unicodedata.normalize("NFC", text), notes


def unescape(text: str) -> str:
    """The text without HTML entities, however often it was escaped (up to three times)."""
    for _ in range(3):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def without_hidden(text: str) -> str:
    """The text without entities that stand for nothing a reader sees; the others are Markdown's to read."""
    return _ENTITY.sub(lambda entity: entity[0] if repair(html.unescape(entity[0]))[0] else "", text)


def _decode_once_more(text: str) -> str:
    """Put UTF-8 right that was read as Latin-1 or Windows-1252."""
    import ftfy  # costs 60 ms and is needed by one text in two thousand

    settings = ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, remove_control_chars=False, normalization=None,
        fix_surrogates=False, fix_c1_controls=False, max_decode_length=10_000_000,
    )  # fmt: skip
    return "".join(ftfy.fix_encoding(line, settings) for line in text.splitlines(keepends=True))


def _unhide(text: str) -> tuple[str, tuple[str, ...]]:
    """Take out characters that only deceive; joiners stay where a script or an emoji needs them."""
    notes = []
    without = _DIRECTION.sub("", text)
    if without != text:
        notes.append("characters that override the direction of the text are left out")
    hidden = _TAGS.sub("", _INVISIBLE.sub("", without))
    hidden = _JOINER.sub(lambda match: match[0] if _joins(match) else "", hidden)
    if hidden != without:
        notes.append("invisible characters are left out")
    return hidden, tuple(notes)


def _joins(joiner: re.Match[str]) -> bool:
    """Whether a joiner stands where it changes how its neighbours look."""
    before = joiner.string[joiner.start() - 1 : joiner.start()]
    after = joiner.string[joiner.end() : joiner.end() + 1]
    if not before or len(joiner[0]) > 1:
        return False
    if unicodedata.category(before) in {"So", "Sk"} or before == "\ufe0f":
        return bool(after) and unicodedata.category(after) in {"So", "Sm"}
    return unicodedata.name(before, "").startswith(_JOINING)
