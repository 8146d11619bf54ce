"""Social cards: what a link to a page looks like where people share it.

In: a title, who, where, and perhaps a picture of ours. Out: the bytes of a picture of 1200 by 630 pixels, set in the
font that comes with sitegen. Nothing is drawn for text that the font cannot show: no card is better than empty boxes.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
RECIPE = "2"
"""Changes whenever the same words would make other bytes."""
_FONT = Path(__file__).parent / "fonts" / "card.ttf"
_PAPER, _INK, _ACCENT = (252, 251, 248), (27, 26, 24), (0, 97, 95)
_FULL, _SOFT, _FAINT = 255, 190, 40
"""How much ink: of a title, of what stands below it, of a line."""
_SHADES = 15
"""Shades from paper to ink; the palette's last colour is the accent."""
_MARGIN, _BAR = 76, 16
_FOOT = 540
_FIGURE = (704, 76, 1124, 476)
"""Left, top, right, bottom of the picture."""
_TITLES = (68, 60, 52, 44, 38)
"""Sizes of a title, largest first."""


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card: a title, a line below it, and at its foot where it appeared and whose site it is.

    `picture` is the path of a picture that `images` made, or empty; it is round for a person.
    """

    title: str
    line: str
    left: str
    right: str
    picture: str = ""
    is_person: bool = False


def can_show(*texts: str) -> bool:
    """Tell whether the font has every character of these texts, and none is a mark that stands on another."""
    return _shown().issuperset("".join(texts))


def draw(card: Card) -> bytes:
    """Return a card as PNG, or as JPEG when it holds a picture."""
    from PIL import Image, ImageDraw

    sheet = Image.new("L" if card.picture else "P", (WIDTH, HEIGHT), 0)  # greys, or numbers of the palette's shades
    wide = (_FIGURE[0] - 48 if card.picture else WIDTH - _MARGIN) - _MARGIN
    bottom = _title(sheet, card.title, wide)
    room = max(1, min(4, (_FOOT - bottom - 40) // 42))
    for number, text in enumerate(_wrapped(card.line, 32, wide, room)):
        _set(sheet, (_MARGIN, bottom + 18 + 42 * number), text, 32, _SOFT)
    ImageDraw.Draw(sheet).line((_MARGIN, _FOOT, WIDTH - _MARGIN, _FOOT), fill=_ink(sheet, _FAINT), width=2)
    right = _cut(card.right, 28, 600)
    start = WIDTH - _MARGIN - round(_width(right, 28))
    _set(sheet, (start, _FOOT + 22), right, 28, _FULL)
    _set(sheet, (_MARGIN, _FOOT + 22), _cut(card.left, 28, start - _MARGIN - 40), 28, _SOFT)
    return _with_picture(sheet, card) if card.picture else _as_png(sheet)


def _title(sheet: Image, title: str, wide: int) -> int:
    """Set the title as large as it fits and return where it ends."""
    for size in _TITLES:
        lines = _wrapped(title, size, wide, 99)
        if len(lines) * size * 1.18 <= 330 and all(_width(word, size) <= wide for word in title.split()):
            break
    else:
        lines = _wrapped(title, size, wide, 7)
    for number, line in enumerate(lines):
        _set(sheet, (_MARGIN, round(_MARGIN - 12 + number * size * 1.18)), line, size, _FULL)
    return round(_MARGIN - 12 + len(lines) * size * 1.18)


def _set(sheet: Image, corner: tuple[int, int], text: str, size: int, ink: int) -> None:
    """Set one line, letter by letter; each is drawn once in a process, which is what takes time.

    The shapes go into the sheet's own pixels: `Image.paste` asks so much of its arguments that it takes longer than the
    letters do.
    """
    at, top = float(corner[0]), corner[1]
    ink = _ink(sheet, ink)
    for character, following in zip(text, f"{text[1:]} ", strict=False):
        shape, advance = _shape(character, size), _advance(character, following, size)
        left = round(at)
        sheet.im.paste(ink, (left, top, left + shape.width, top + shape.height), shape.im)
        at += advance


def _ink(sheet: Image, ink: int) -> int:
    """Return how a sheet says how much ink: in shades of its palette, or of 255."""
    return round(ink * (_SHADES - 1) / 255) if sheet.mode == "P" else ink


def _wrapped(text: str, size: int, wide: int, most: int) -> list[str]:
    """Return text in lines no wider than `wide` pixels, at most so many; the last is cut with an ellipsis."""
    lines: list[str] = []
    words, filled = text.split(), 0.0
    for number, word in enumerate(words):
        width = _width(word, size)
        if lines and filled + _width(" ", size) + width <= wide:
            lines[-1] += f" {word}"
            filled += _width(" ", size) + width
        elif len(lines) < most:
            lines.append(_cut(word, size, wide) if width > wide else word)
            filled = width
        else:
            lines[-1] = _cut(" ".join((lines[-1], *words[number:])), size, wide)
            break
    return lines


def _cut(text: str, size: int, wide: int) -> str:
    if _width(text, size) <= wide:
        return text
    while text and _width(f"{text}…", size) > wide:
        text = text[: -max(1, len(text) // 20)].rstrip(" ,;:")
    return f"{text}…"


def _as_png(sheet: Image) -> bytes:
    """Return a sheet of shades as a PNG of 16 colours, half a byte each (PNG specification, third edition, 11.2).

    Packed here: an encoder that tries its filters on every row, where all but a few pixels are equal, takes longer than
    all the rest.
    """
    sheet.paste(_SHADES, (0, 0, _BAR + 1, HEIGHT))
    packed, width = sheet.tobytes("raw", "P;4"), WIDTH // 2
    rows = b"".join([b"\0" + packed[at : at + width] for at in range(0, len(packed), width)])
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0))
    colours = [_mixed(step / (_SHADES - 1)) for step in range(_SHADES)]
    palette = _chunk(b"PLTE", bytes(part for colour in (*colours, _ACCENT) for part in colour))
    drawn = _chunk(b"IDAT", zlib.compress(rows, 1))
    return b"\x89PNG\r\n\x1a\n" + head + palette + drawn + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def _with_picture(sheet: Image, card: Card) -> bytes:
    from PIL import Image, ImageDraw, ImageOps

    levels = [_mixed(value / 255) for value in range(256)]
    made = Image.merge("RGB", [sheet.point([level[band] for level in levels]) for band in range(3)])
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, _BAR, HEIGHT), fill=_ACCENT)
    left, top, right, bottom = _FIGURE
    with Image.open(card.picture) as opened:
        opened.draft("RGB", (right - left, bottom - top))
        picture = ImageOps.contain(opened.convert("RGB"), (right - left, bottom - top), Image.Resampling.HAMMING)
    if card.is_person:
        mask = Image.new("L", (picture.width * 2, picture.height * 2), 0)
        ImageDraw.Draw(mask).ellipse((0, 0, mask.width - 1, mask.height - 1), fill=255)
        mask = mask.resize(picture.size)
        made.paste(picture, (right - picture.width, top), mask)
    else:
        corner = (left + (right - left - picture.width) // 2, top + (bottom - top - picture.height) // 2)
        edge = (corner[0] - 9, corner[1] - 9, corner[0] + picture.width + 8, corner[1] + picture.height + 8)
        pen.rectangle(edge, fill=(255, 255, 255), outline=_mixed(0.16))
        made.paste(picture, corner)
    out = io.BytesIO()
    made.save(out, "JPEG", quality=84)
    return out.getvalue()


def _mixed(ink: float) -> tuple[int, int, int]:
    """Return the colour between paper (0) and ink (1)."""
    red, green, blue = (round(paper + (dark - paper) * ink) for paper, dark in zip(_PAPER, _INK, strict=True))
    return red, green, blue


@lru_cache(maxsize=50_000)
def _width(text: str, size: int) -> float:
    """Return how wide a line is, in pixels."""
    return sum(_advance(character, following, size) for character, following in zip(text, f"{text[1:]} ", strict=False))


@lru_cache(maxsize=20_000)
def _advance(character: str, following: str, size: int) -> float:
    """Return how far the next letter stands from one, kerning and all."""
    return _font(size).getlength(character + following) - _length(following, size)


@lru_cache(maxsize=4_000)
def _length(character: str, size: int) -> float:
    return _font(size).getlength(character)


@lru_cache(maxsize=4_000)
def _shape(character: str, size: int) -> Image:
    from PIL import Image, ImageDraw

    shape = Image.new("L", (2 * size, round(1.4 * size)), 0)
    ImageDraw.Draw(shape).text((0, 0), character, font=_font(size), fill=255)
    box = shape.getbbox()
    return shape.crop((0, 0, box[2], box[3])) if box else shape.crop((0, 0, 1, 1))


@lru_cache(maxsize=16)
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(_FONT), size)


@lru_cache(maxsize=1)
def _shown() -> frozenset[str]:
    """Return the characters that a card may hold."""
    return frozenset(character for character in map(chr, _characters()) if not unicodedata.combining(character))


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    """Return the characters of the font, from its `cmap` table (OpenType 1.9, format 4)."""
    data = _FONT.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    cmap = tables[b"cmap"]
    (subtables,) = struct.unpack_from(">H", data, cmap + 2)
    for number in range(subtables):
        at = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * number)[0]
        kind, _, _, doubled = struct.unpack_from(">4H", data, at)
        if kind == 4:
            ends = struct.unpack_from(f">{doubled // 2}H", data, at + 14)
            starts = struct.unpack_from(f">{doubled // 2}H", data, at + 16 + doubled)
            return frozenset(
                code for start, end in zip(starts, ends, strict=True) for code in range(start, end + 1) if code < 0xFFFF
            )
    raise ValueError("the font of the cards has no table of characters")
