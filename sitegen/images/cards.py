"""Social cards: what a link to a page looks like where people share it.

In: a title, who, where, and perhaps a picture of ours. Out: the bytes of a picture of 1200 by 630 pixels, set in the
font that comes with sitegen. Nothing is drawn for text that the font cannot show: no card is better than empty boxes.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from PIL._imaging import ImagingCore
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

    Shape = tuple[ImagingCore, tuple[int, int, int, int]]
    """The pixels of a letter, and the box that they fill, right of and below the corner where it is set."""

WIDTH, HEIGHT = 1200, 630
RECIPE = "3"
"""Changes whenever the same words would make other bytes."""
_FONT = Path(__file__).parent / "fonts" / "card.ttf"
_PAPER, _INK, _ACCENT = (252, 251, 248), (27, 26, 24), (0, 97, 95)
_FULL, _SOFT, _FAINT = 255, 190, 40
"""How much ink: of a title, of what stands below it, of a line."""
_SHADES = 8
"""Shades from paper to ink, in which letters look as they do in 256; the colour after them is the accent."""
_MARGIN, _BAR = 76, 16
_TOP = _MARGIN - 12
_FOOT = 540
_FILTER = 2
"""Pixels before each row of a PNG that stand for the byte of its filter."""
_BLANK = b"\0" + bytes.fromhex(f"{_SHADES:x}" * (_BAR + 1) + "0" * (WIDTH - _BAR - 1))
"""A row on which nothing stands but the bar, as a PNG packs it: no filter, then half a byte a pixel."""
_ZLIB, _NO_MORE = b"\x78\x01", b"\x03\x00"
"""What stands before deflated blocks (RFC 1950, 2.2), and the empty block that ends them (RFC 1951, 3.2)."""
_PRIME = 65_521
"""What the two halves of the sum of their bytes are less than (RFC 1950, 8.2)."""
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


class _Line(NamedTuple):
    """A line of text: the corner where it begins, its size, and how much ink it takes."""

    left: int
    top: int
    text: str
    size: int
    ink: int


def draw(card: Card) -> bytes:
    """Return a card as PNG, or as JPEG when it holds a picture."""
    head, foot = _head(card), _foot(card)
    return _with_picture(card, (*head, *foot)) if card.picture else _as_png(head, foot)


def _head(card: Card) -> tuple[_Line, ...]:
    """Return the title, as large as it fits, and the line below it."""
    wide = (_FIGURE[0] - 48 if card.picture else WIDTH - _MARGIN) - _MARGIN
    for size in _TITLES:
        lines = _wrapped(card.title, size, wide, 99)
        if len(lines) * size * 1.18 <= 330 and all(_width(word, size) <= wide for word in card.title.split()):
            break
    else:
        lines = _wrapped(card.title, size, wide, 7)
    tops = [round(_TOP + number * size * 1.18) for number in range(len(lines) + 1)]
    title = [_Line(_MARGIN, top, text, size, _FULL) for top, text in zip(tops, lines, strict=False)]
    room = max(1, min(4, (_FOOT - tops[-1] - 40) // 42))
    below = [
        _Line(_MARGIN, tops[-1] + 18 + 42 * number, text, 32, _SOFT)
        for number, text in enumerate(_wrapped(card.line, 32, wide, room))
    ]
    return (*title, *below)


def _foot(card: Card) -> tuple[_Line, ...]:
    right = _cut(card.right, 28, 600)
    start = WIDTH - _MARGIN - round(_width(right, 28))
    left = _cut(card.left, 28, start - _MARGIN - 40)
    return _Line(start, _FOOT + 22, right, 28, _FULL), _Line(_MARGIN, _FOOT + 22, left, 28, _SOFT)


def _set(sheet: Image, lines: Iterable[_Line], *, black: int, left: int = 0, top: int = 0) -> None:
    """Set lines on a sheet whose corner is at (`left`, `top`) of the card, and the rule above the foot.

    `black` is the number of the sheet's full ink. Letters are drawn once in a process, which is what takes time. Their
    shapes go into the sheet's own pixels: `Image.paste` asks so much of its arguments that it takes longer than that.
    """
    pixels = sheet.im
    sheet.paste(round(_FAINT * black / 255), (_MARGIN - left, _FOOT - top, WIDTH - _MARGIN + 1 - left, _FOOT + 2 - top))
    for line in lines:
        at, upper, ink = float(line.left - left), line.top - top, round(line.ink * black / 255)
        for character, following in zip(line.text, f"{line.text[1:]} ", strict=False):
            shape, advance = _letter(character, following, line.size)
            if shape:
                start, (letter, box) = round(at), shape
                pixels.paste(ink, (start + box[0], upper + box[1], start + box[2], upper + box[3]), letter)
            at += advance


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


def _as_png(head: Sequence[_Line], foot: Sequence[_Line]) -> bytes:
    """Return a card as a PNG of few colours, half a byte a pixel (PNG specification, third edition, 11.2).

    Packed here: an encoder that tries its filters on every row, where all but a few pixels are equal, takes longer than
    all the rest. Only the rows on which something stands are drawn; the blank ones are packed once in a process.
    """
    parts, check, end = [_ZLIB], zlib.adler32(b""), 0
    for lines, top in ((head, _TOP), (foot, _FOOT)):
        blank, check = _blank_rows(top - end, check)
        rows = _rows(lines, top)
        parts += blank, _deflated(rows)
        check = zlib.adler32(rows, check)
        end = top + len(rows) // len(_BLANK)
    blank, check = _blank_rows(HEIGHT - end, check)
    data = b"".join((*parts, blank, _NO_MORE, struct.pack(">I", check)))
    return b"\x89PNG\r\n\x1a\n" + _size_and_colours() + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _rows(lines: Sequence[_Line], top: int) -> bytes:
    """Return the rows of a card from `top` to where lines end, packed, each after its filter, which is none."""
    from PIL import Image

    high = max((line.top + _high(line.size) for line in lines), default=top) - top
    sheet = Image.new("P", (_FILTER + WIDTH, high), 0)
    sheet.paste(_SHADES, (_FILTER, 0, _FILTER + _BAR + 1, high))
    _set(sheet, lines, black=_SHADES - 1, left=-_FILTER, top=top)
    return sheet.tobytes("raw", "P;4")


@lru_cache(maxsize=1)
def _size_and_colours() -> bytes:
    """Return what every card of words begins with."""
    colours = [_mixed(step / (_SHADES - 1)) for step in range(_SHADES)]
    palette = bytes(part for colour in (*colours, _ACCENT) for part in colour)
    return _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)) + _chunk(b"PLTE", palette)


def _blank_rows(count: int, check: int) -> tuple[bytes, int]:
    """Return blank rows, deflated, and the sum (RFC 1950, 8.2) of them and of what is before, whose sum is `check`."""
    deflated, own = _packed_blanks(count)
    low, high = check & 0xFFFF, check >> 16
    high += (own >> 16) + count * len(_BLANK) * (low - 1)
    return deflated, high % _PRIME << 16 | (low + (own & 0xFFFF) - 1) % _PRIME


@lru_cache(maxsize=HEIGHT)
def _packed_blanks(count: int) -> tuple[bytes, int]:
    rows = _BLANK * count
    return _deflated(rows), zlib.adler32(rows)


def _deflated(data: bytes) -> bytes:
    """Return deflated blocks that end on a whole byte and know nothing of those before them.

    Of matches it looks for the same byte again only (`Z_RLE`): letters have few others, and they take longer to find.
    """
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, strategy=zlib.Z_RLE)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))


def _with_picture(card: Card, lines: Iterable[_Line]) -> bytes:
    from PIL import Image, ImageDraw, ImageOps

    sheet = Image.new("L", (WIDTH, HEIGHT), 0)
    _set(sheet, lines, black=255)
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


@lru_cache(maxsize=20_000)
def _letter(character: str, following: str, size: int) -> tuple[Shape | None, float]:
    """Return the shape of a letter, and how far the next one stands from it."""
    return _shape(character, size), _advance(character, following, size)


@lru_cache(maxsize=4_000)
def _length(character: str, size: int) -> float:
    return _font(size).getlength(character)


def _high(size: int) -> int:
    """Return how many rows a letter may fill."""
    return round(1.4 * size)


@lru_cache(maxsize=4_000)
def _shape(character: str, size: int) -> Shape | None:
    """Return the shape of a letter, or nothing of a space."""
    from PIL import Image, ImageDraw

    letter = Image.new("L", (2 * size, _high(size)), 0)
    ImageDraw.Draw(letter).text((0, 0), character, font=_font(size), fill=255)
    box = letter.getbbox()
    return (letter.crop(box).im, box) if box else None


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
