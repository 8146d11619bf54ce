"""A picture file of any kind becomes pixels on an opaque ground.

In: the bytes of a file and its kind. Out: an RGB picture, upright, at most as large as anybody will show it.
Only called in a process apart, with limits (`apart`): decoders are the part of a program that strangers can reach.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.images.cleaning import BrokenError
from sitegen.images.kinds import Kind
from sitegen.images.postscript import NoToolError, draw
from sitegen.images.vector import CleanSvg, tidy
from sitegen.records import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST, HIGHEST = 1600, 2400
"""Pixels that a made picture has at most."""
FONTS = Path(__file__).parent / "fonts"
_FORMATS: dict[Kind, str] = {
    "png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "tiff": "TIFF", "bmp": "BMP",
}  # fmt: skip
_LIGHT, _DARK = (255, 255, 255), (27, 26, 24)
_BRIGHT = 200
"""Visible pixels brighter than this on average would be lost on white (of 255)."""
_TURNS = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270",
          7: "TRANSVERSE", 8: "ROTATE_90"}  # fmt: skip


class TooLargeError(Exception):
    """A picture beyond a limit; the message is the end of a sentence about it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture ready to be sized: `width` and `height` are the file's own, `picture` may be smaller.

    `drawing` is the clean SVG of one; `is_dark` says that the ground behind transparent parts is dark.
    """

    picture: Image
    width: int
    height: int
    is_moving: bool = False
    is_dark: bool = False
    drawing: CleanSvg | None = None


def decode(data: bytes, kind: Kind, megapixels: int) -> Decoded:
    """Decode a picture; raises `BrokenError`, `TooLargeError` or `NoToolError`."""
    if kind == "svg":
        return _drawn(data, megapixels)
    if kind == "pdf":
        return _page(data)
    if kind == "ps":
        return _postscript(data)
    return _raster(data, kind, megapixels)


def _raster(data: bytes, kind: Kind, megapixels: int) -> Decoded:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the limit below is ours, and says so
    try:
        with (
            warnings.catch_warnings(action="ignore"),  # a decoder's remarks: what matters is raised
            Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as opened,
        ):
            width, height = opened.size
            _bounded(width * height, megapixels)
            turn = _turn(opened)
            opened.draft("RGB", (WIDEST, HIGHEST))
            opened.load()
            is_moving = getattr(opened, "n_frames", 1) > 1
            picture, is_dark = _opaque(_reduced(opened))
    except (TooLargeError, MemoryError):
        raise
    except Exception as error:  # Pillow's decoders raise whatever they stumble over in a stranger's file
        raise BrokenError("cannot be read: it is damaged, or not a whole picture") from error
    if turn in _TURNS:
        picture = picture.transpose(Image.Transpose[_TURNS[turn]])
        width, height = (height, width) if turn >= 5 else (width, height)
    return Decoded(picture, width, height, is_moving, is_dark)


def _bounded(pixels: int, megapixels: int) -> None:
    if pixels > megapixels * 1_000_000:
        raise TooLargeError(f"has {pixels / 1e6:,.0f} megapixels, more than the limit of {megapixels}")


def _turn(picture: Image) -> int:
    """Return how a picture is to be turned (Exif 2.32, tag 274); 1 for as it is, and where that is not said rightly."""
    turn = picture.getexif().get(0x0112, 1)
    return turn if isinstance(turn, int) and turn in _TURNS else 1


def _reduced(picture: Image) -> Image:
    """Return a picture in a mode that can be resized, by a whole factor smaller when it is far too large."""
    if picture.mode in {"P", "PA", "LA", "La", "1"}:
        picture = picture.convert("RGBA" if "transparency" in picture.info or "A" in picture.mode else "RGB")
    elif picture.mode.startswith("I"):  # 16 bits of grey, in one of its forms
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif picture.mode == "F":
        picture = picture.convert("L")
    factor = max(picture.width // WIDEST, picture.height // HIGHEST)
    return picture.reduce(factor) if factor > 1 else picture


def _opaque(picture: Image) -> tuple[Image, bool]:
    """Return a picture on white, or on near-black when white would swallow it; and whether it was."""
    if picture.mode == "L" and "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode != "RGBA":
        return _in_srgb(picture), False
    from PIL import Image, ImageStat

    alpha = picture.getchannel("A")
    if alpha.getextrema() == (255, 255):
        return _in_srgb(picture.convert("RGB")), False
    visible = alpha.point(lambda value: 255 if value > 32 else 0)
    count = ImageStat.Stat(visible).sum[0]
    brightness = ImageStat.Stat(picture.convert("L"), visible).mean[0] if count else 0.0
    is_dark = brightness > _BRIGHT and count < 0.7 * 255 * picture.width * picture.height
    ground = Image.new("RGB", picture.size, _DARK if is_dark else _LIGHT)
    ground.paste(picture, mask=alpha)
    return ground, is_dark


def _in_srgb(picture: Image) -> Image:
    """Return a picture as sRGB, by its colour profile where it has one."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        from PIL import ImageCms

        try:
            made = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):  # a profile that does not fit: take the colours as they are
            made = None
        if made is not None:
            return made
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _drawn(data: bytes, megapixels: int) -> Decoded:
    try:
        import resvg_py
    except ImportError:
        sentence = "is an SVG, and resvg, which draws it, does not load here: python -m pip install resvg-py"
        raise NoToolError(sentence) from None
    drawing = tidy(data)
    scale = min(WIDEST / drawing.width, HIGHEST / drawing.height)
    width, height = max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale))
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=drawing.svg,
            width=width,
            skip_system_fonts=True,
            font_files=[str(FONTS / "card.ttf")],
            font_family="Folio Card",
            serif_family="Folio Card",
            sans_serif_family="Folio Card",
            monospace_family="Folio Card",
            resources_dir=None,
        )
    except (ValueError, RuntimeError) as error:
        raise BrokenError("cannot be drawn") from error
    made = _raster(bytes(png), "png", max(megapixels, WIDEST * HIGHEST // 1_000_000 + 1))
    return Decoded(made.picture, width, height, is_dark=made.is_dark, drawing=drawing)


def _page(data: bytes) -> Decoded:
    """Draw the first page of a PDF, without its margins. Nothing in it runs: this pdfium has no script engine."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            page = document[0]
            wide, high = page.get_size()
            scale = min(WIDEST / max(wide, 1), HIGHEST / max(high, 1))
            if not 0 < scale < WIDEST:
                raise BrokenError("has a page without a size")
            picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError) as error:
        reason = "is locked with a password" if "assword" in str(error) else "cannot be read: it is damaged"
        raise BrokenError(reason) from error
    picture = _trimmed(picture)
    return Decoded(picture, picture.width, picture.height)


def _postscript(data: bytes) -> Decoded:
    picture = _raster(draw(data, WIDEST, HIGHEST), "png", WIDEST * HIGHEST // 1_000_000 + 1).picture
    picture = _trimmed(picture)
    return Decoded(picture, picture.width, picture.height)


def _trimmed(picture: Image) -> Image:
    """Return a page without its white margins, but for a hundredth of what is on it."""
    from PIL import Image, ImageChops

    box = ImageChops.difference(picture, Image.new("RGB", picture.size, _LIGHT)).getbbox()
    if box is None:
        raise BrokenError("is an empty page")
    left, top, right, bottom = box
    gap = (right - left) // 100
    return picture.crop(
        (max(0, left - gap), max(0, top - gap), min(picture.width, right + gap), min(picture.height, bottom + gap))
    )
