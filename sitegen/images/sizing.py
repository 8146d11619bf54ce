"""From one decoded picture to the files a page is served: small ones for lists, larger ones for the paper's page.

In: pixels. Out: the bytes of each size, in a modern format and in one that every browser has. Never enlarges, never
writes metadata. Called in a process apart (`apart`).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sitegen.images.decoding import HIGHEST, WIDEST, Decoded
from sitegen.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

LIST_WIDTHS, LIST_SHAPE = (240, 420), 4 / 3
"""Boxes that a picture in a list stands in: how wide, and their width to height."""
PAGE_WIDTHS = (420, 720)
FACE_WIDTHS = (128, 256)
NARROWEST, WIDEST_SHAPE = 1 / 1.5, 2.4
"""Shapes (width to height) that a picture in a list has; what is longer is cut, and whole on the paper's page."""
FINE, COARSE = 55, 40
"""Quality of an AVIF: as wide as a page shows it, and wider, where its pixels are smaller than those of the page."""
COLOURS = 128
"""Colours of a drawing with a palette."""
MANY_COLOURS = 3000
"""Colours, smoothed edges included, that a small picture of a drawing does not have."""
AVIF, PALETTE, JPEG = "avif", "png", "jpg"


class Size(NamedTuple):
    """One made file. `role` is `list`, `page`, `face`, `large` or `copy`."""

    role: str
    width: int
    height: int
    ending: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sizes:
    """All files made of one picture, and the size of the picture itself."""

    width: int
    height: int
    files: tuple[Size, ...]


def sizes(decoded: Decoded, *, large: bool) -> Sizes:
    """Return the files of a figure: for lists, for the page, and with `large` one that fills a screen."""
    page = _shrunk(decoded.picture, PAGE_WIDTHS[-1], HIGHEST // 2)
    listed = _shaped(page)
    narrowing = min(1.0, listed.width / listed.height / LIST_SHAPE)
    widths = tuple(round(width * narrowing) for width in LIST_WIDTHS)
    encoder = _Encoder({})
    modern, common = encoder.endings(_shrunk(listed, widths[0], HIGHEST))
    made = encoder.files("list", listed, widths, modern, common)
    made += encoder.files("page", page, PAGE_WIDTHS, modern, common)
    if large and decoded.picture.width > page.width * 1.1:
        made.append(encoder.file("large", _shrunk(decoded.picture, WIDEST, HIGHEST), common))  # AVIF takes too long
    return Sizes(decoded.width, decoded.height, tuple(made))


def faces(decoded: Decoded) -> Sizes:
    """Return the files of a person's picture: square, cut from the middle, or from nearer the top of a tall one."""
    picture = decoded.picture
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 5
    square = picture.crop((left, top, left + side, top + side))
    return Sizes(decoded.width, decoded.height, tuple(_Encoder({}).files("face", square, FACE_WIDTHS, AVIF, JPEG)))


def copy(decoded: Decoded, kind: str) -> Sizes:
    """Return a picture in its own format, upright and without metadata: for those that `cleaning` cannot do."""
    options = {"JPEG": {"quality": 92, "subsampling": 0}, "WEBP": {"quality": 92}, "AVIF": {"quality": 85, "speed": 8}}
    data = _encoded(decoded.picture, kind.upper(), **options.get(kind.upper(), {}))
    return Sizes(
        decoded.width, decoded.height, (Size("copy", decoded.picture.width, decoded.picture.height, kind, data),)
    )


def _ladder(picture: Image, widths: tuple[int, ...]) -> list[int]:
    """Return the widths that are worth making of a picture: none larger than it, none just below it."""
    smaller = [width for width in widths if width * 1.25 <= picture.width]
    return smaller if len(smaller) == len(widths) else [*smaller, min(picture.width, widths[-1])]


def _shrunk(picture: Image, width: int, height: int) -> Image:
    """Return a picture within a width and a height; itself when it is hardly larger."""
    from PIL import Image

    scale = min(width / picture.width, height / picture.height)
    if scale >= 1:
        return picture
    target = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(
        target, Image.Resampling.HAMMING, reducing_gap=1.0
    )  # a mean of whole pixels first: twice as fast


def _shaped(picture: Image) -> Image:
    """Return a picture without what makes it too long to stand in a list."""
    width, height = picture.size
    if width / height < NARROWEST:
        return picture.crop((0, 0, width, round(width / NARROWEST)))
    if width / height > WIDEST_SHAPE:
        wide = round(height * WIDEST_SHAPE)
        return picture.crop(((width - wide) // 2, 0, (width + wide) // 2, height))
    return picture


@dataclass(frozen=True, slots=True)
class _Encoder:
    """Encodes what one picture is made into; what is wanted twice is encoded once."""

    known: dict[tuple[int, int, str], bytes]

    def endings(self, picture: Image) -> tuple[str, str]:
        """Return the best format for a picture, and the best of those that every browser shows.

        A drawing of few colours is smallest as a palette; a picture of very many is not even tried.
        """
        if picture.getcolors(MANY_COLOURS) is not None:
            palette, avif = (len(self.file("", picture, ending).data) for ending in (PALETTE, AVIF))
            if palette <= avif * 1.1:
                return PALETTE, PALETTE
        return AVIF, JPEG

    def files(self, role: str, picture: Image, widths: tuple[int, ...], modern: str, common: str) -> list[Size]:
        """Return a picture at each width in the modern format, and once in the common one."""
        pictures = [_shrunk(picture, width, HIGHEST) for width in _ladder(picture, widths)]
        made = [self.file(role, scaled, modern) for scaled in pictures]
        if modern != common:
            made.append(self.file(role, pictures[0] if role == "list" else pictures[-1], common))
        return made

    def file(self, role: str, picture: Image, ending: str) -> Size:
        """Return a picture in one format."""
        key = picture.width, picture.height, ending
        if key not in self.known:
            self.known[key] = _ENCODINGS[ending](picture)
        return Size(role, picture.width, picture.height, ending, self.known[key])


def _as_palette(picture: Image) -> bytes:
    from PIL import Image

    return _encoded(picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE), "PNG")


def _as_jpeg(picture: Image) -> bytes:
    return _encoded(picture, "JPEG", quality=80)


def _as_avif(picture: Image) -> bytes:
    quality = FINE if picture.width <= PAGE_WIDTHS[0] else COARSE
    return _encoded(picture, "AVIF", quality=quality, speed=9, max_threads=1)


_ENCODINGS = {PALETTE: _as_palette, JPEG: _as_jpeg, AVIF: _as_avif}


def _encoded(picture: Image, kind: str, **options: object) -> bytes:
    """Return a picture's bytes, and nothing with them that the file it came from carried."""
    picture.info = {}
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
