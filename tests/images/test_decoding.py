"""A picture of any kind becomes opaque pixels, or a sentence about why not."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from sitegen.images.cleaning import BrokenError
from sitegen.images.decoding import TooLargeError, decode
from sitegen.images.kinds import Kind
from tests.images.test_cleaning import exif, picture


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return an image's bytes."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def brightness(image: Image.Image, x: int, y: int) -> int:
    """Return how bright one pixel is."""
    return image.crop((x, y, x + 1, y + 1)).convert("L").tobytes()[0]


def plot(ink: str, ground: str | None) -> Image.Image:
    """Return a line on nothing, or on a ground."""
    image = Image.new("RGBA", (200, 100), ground or (0, 0, 0, 0))
    ImageDraw.Draw(image).line((10, 10, 190, 90), fill=ink, width=6)
    return image


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("I;16", "PNG"),
        ("CMYK", "JPEG"), ("L", "JPEG"), ("RGB", "BMP"), ("CMYK", "TIFF"), ("I;16", "TIFF"), ("RGBA", "WEBP"),
        ("RGBA", "AVIF"), ("P", "GIF"),
    ],
)  # fmt: skip
def test_every_kind_and_mode_becomes_rgb(mode: str, kind: str) -> None:
    """Grey, palettes, four inks, 16 bits: what was bright is bright, what was dark is dark."""
    grey = Image.new("L", (40, 20), 20)
    grey.paste(230, (0, 0, 20, 20))
    image = grey.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else grey.convert(mode)
    decoded = decode(encoded(image, kind), kind.lower(), 36)  # type: ignore[arg-type] # the kinds above
    assert (decoded.picture.mode, decoded.width, decoded.height) == ("RGB", 40, 20)
    assert brightness(decoded.picture, 5, 10) > 180
    assert brightness(decoded.picture, 35, 10) < 70


@pytest.mark.parametrize(("ink", "is_dark"), [("black", False), ("#d02020", False), ("white", True), ("#ffe", True)])
def test_what_is_transparent_gets_the_ground_it_was_drawn_for(ink: str, is_dark: bool) -> None:
    """Dark lines stand on white; light ones, which white would swallow, on near-black."""
    decoded = decode(encoded(plot(ink, None), "PNG"), "png", 36)
    assert decoded.is_dark == is_dark
    assert (brightness(decoded.picture, 190, 5) < 60) == is_dark


def test_a_photograph_stands_upright() -> None:
    """The orientation that a camera noted is carried out, and the size said is that of the upright picture."""
    decoded = decode(picture("JPEG", exif=exif(6)), "jpeg", 36)
    assert (decoded.width, decoded.height) == (48, 64)
    assert decoded.picture.size == (48, 64)


def test_an_animation_is_known_as_one() -> None:
    """Of an animation the first frame is decoded, and that it moves is said."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    decoded = decode(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), "gif", 36)
    assert decoded.is_moving
    assert decoded.picture.getpixel((3, 3)) == (255, 0, 0)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_bomb_is_refused_by_its_header() -> None:
    """A few bytes that unfold to gigabytes are named with their size and the limit, before anything is unfolded."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    with pytest.raises(TooLargeError, match="3,600 megapixels, more than the limit of 36"):
        decode(bomb, "png", 36)
    honest = encoded(Image.new("L", (1000, 1000)), "PNG")
    assert decode(honest, "png", 1).width == 1000


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "TIFF", "BMP"])
def test_damaged_pictures_are_refused(kind: str) -> None:
    """Half a picture, and noise behind a good beginning, are errors with a sentence."""
    data = encoded(Image.radial_gradient("L").convert("RGB"), kind)
    for broken in (data[: len(data) // 2], data[:30]):
        with pytest.raises(BrokenError, match="damaged"):
            decode(broken, kind.lower(), 36)  # type: ignore[arg-type] # the kinds above


def pdf(content: bytes, box: str = "0 0 200 100") -> bytes:
    """Return a PDF of one page."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R>>".encode(),
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def test_a_pdf_is_drawn_without_its_margins() -> None:
    """A figure amid a page is cut out of it, in its colours; an empty page and a damaged file are errors."""
    decoded = decode(pdf(b"1 0 0 rg 50 25 100 50 re f"), "pdf", 36)
    assert decoded.width / decoded.height == pytest.approx(2, rel=0.05)
    assert decoded.picture.getpixel((decoded.width // 2, decoded.height // 2)) == (255, 0, 0)
    with pytest.raises(BrokenError, match="empty page"):
        decode(pdf(b""), "pdf", 36)
    with pytest.raises(BrokenError, match="damaged"):
        decode(b"%PDF-1.4 nothing", "pdf", 36)


def test_a_huge_page_makes_no_huge_picture() -> None:
    """However many points a page has, its picture has at most as many pixels as anybody shows."""
    decoded = decode(pdf(b"0 g 10 10 9000 9000 re f", "0 0 10000 14000"), "pdf", 36)
    assert max(decoded.picture.size) <= 2400


@pytest.mark.parametrize("kind", ["svg", "pdf", "png", "gif"])
def test_noise_is_never_more_than_an_error(kind: Kind) -> None:
    """Whatever stands behind a good beginning, the answer is a picture or a sentence."""
    start = {"svg": b"<svg>", "pdf": b"%PDF-1.5\n", "png": b"\x89PNG\r\n\x1a\n", "gif": b"GIF89a"}[kind]
    for number in range(50):
        noise = b"".join(zlib.crc32(bytes([number, place])).to_bytes(4, "big") for place in range(60))
        with pytest.raises((BrokenError, TooLargeError)):
            decode(start + noise, kind, 36)


def test_a_drawing_reads_nothing_of_this_machine(tmp_path: Path) -> None:
    """A file that an SVG names is not in its picture."""
    secret = tmp_path / "secret.png"
    Image.new("RGB", (50, 50), "red").save(secret)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 50"><image href="{}" width="50" height="50"/></svg>'
    for name in (str(secret), secret.as_uri(), os.path.relpath(secret)):
        decoded = decode(svg.format(name).encode(), "svg", 36)
        assert decoded.drawing is not None
        assert decoded.drawing.refused
        assert decoded.picture.getpixel((25, 25)) == (255, 255, 255)
