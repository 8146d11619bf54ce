"""Font files: in which format one is, whether it is variable, and what its name says of it.

In: the bytes of a file, and its name. Out: what `@font-face` says of it. Reads the directory of its tables alone, which
no format packs.

Sources: https://learn.microsoft.com/en-us/typography/opentype/spec/otff (TrueType, OpenType),
https://www.w3.org/TR/WOFF/ and https://www.w3.org/TR/WOFF2/.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sitegen.regex import regex

FORMATS = {
    b"wOF2": "woff2",
    b"wOFF": "woff",
    b"\x00\x01\x00\x00": "truetype",
    b"true": "truetype",
    b"OTTO": "opentype",
}
"""The first four bytes of a font, and what `@font-face` calls its format."""
MEDIA_TYPES = {"woff2": "font/woff2", "woff": "font/woff", "truetype": "font/ttf", "opentype": "font/otf"}
HEAD = 1 << 16
"""Bytes in which the directory of the tables stands."""
_FVAR_NUMBER = 47
"""The place of `fvar`, the axes of a variable font, among the tables that WOFF2 knows by number."""
_BY_NAME = 63
_WEIGHTS = {
    "thin": 100, "hairline": 100, "extralight": 200, "ultralight": 200, "light": 300, "regular": 400, "book": 400,
    "normal": 400, "medium": 500, "semibold": 600, "demibold": 600, "demi": 600, "bold": 700, "extrabold": 800,
    "ultrabold": 800, "black": 900, "heavy": 900,
}  # fmt: skip
_WEIGHT = regex(
    r"(?<![a-z])(thin|hairline|(?:extra|ultra)[-_ ]?light|light|regular|book|normal|medium|(?:semi|demi)[-_ ]?bold|demi"
    r"|(?:extra|ultra)[-_ ]?bold|bold|black|heavy|[1-9]00)(?=$|[^a-z0-9]|italic|oblique)"
)
_ITALIC = regex(r"italic|oblique|kursiv|(?<![a-z])(?:it|ital)(?=$|[^a-z])")
_WORDS = regex(r"(?<=[a-z])(?=[A-Z])")


def font_format(head: bytes) -> str:
    """Return what `@font-face` calls the format of a font that begins so; empty for what is no font."""
    return FORMATS.get(head[:4], "")


def is_variable(head: bytes) -> bool:
    """Tell whether a font has axes, from the directory of its tables; false where that is damaged."""
    try:
        return "fvar" in set(_tables(head))
    except (struct.error, IndexError):
        return False


def weight_of(name: str, *, has_axes: bool) -> str:
    """Return the weight that a file's name says: `700` of `Inter-Bold.woff2`; of a variable font the whole range."""
    match = _WEIGHT.search(_bare(name))
    if has_axes:
        return "100 900"
    if not match:
        return "400"
    word = match[1].replace("-", "").replace("_", "").replace(" ", "")
    return word if word.isdecimal() else str(_WEIGHTS[word])


def style_of(name: str) -> str:
    """Return `italic` where a file's name says so, else `normal`."""
    return "italic" if _ITALIC.search(_bare(name)) else "normal"


def _bare(name: str) -> str:
    """Return a file's name without folders and ending, its words apart and small: `inter-bold` of `InterBold.ttf`."""
    return _WORDS.sub("-", name.rpartition("/")[2].rpartition(".")[0]).lower()


def _tables(head: bytes) -> Iterator[str]:
    """Yield the names of the tables of a font; of WOFF2 only `fvar` and those that it knows by no number."""
    kind = font_format(head)
    if kind == "woff2":
        yield from _woff2_tables(head)
        return
    (count,) = struct.unpack_from(">H", head, 12 if kind == "woff" else 4)
    start, size = (44, 20) if kind == "woff" else (12, 16)
    for number in range(count):
        yield head[start + number * size : start + number * size + 4].decode("latin-1")


def _woff2_tables(head: bytes) -> Iterator[str]:
    (count,) = struct.unpack_from(">H", head, 12)
    offset = 48
    for _ in range(count):
        flags, number = head[offset], head[offset] & 0x3F
        offset += 1
        name = "fvar" if number == _FVAR_NUMBER else ""
        if number == _BY_NAME:
            name = head[offset : offset + 4].decode("latin-1")
            offset += 4
        offset = _after_number(head, offset)
        version = flags >> 6
        is_outline = number in {10, 11}  # glyf and loca, whose plain form has the version 3
        if version != (3 if is_outline else 0):
            offset = _after_number(head, offset)
        yield name


def _after_number(head: bytes, offset: int) -> int:
    """Return what comes after a number of variable length (UIntBase128)."""
    while head[offset] & 0x80:
        offset += 1
    return offset + 1
