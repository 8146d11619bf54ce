"""Pictures lose what they tell of their makers, and nothing else."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from sitegen.images.cleaning import BrokenError, clean
from sitegen.images.kinds import Kind, fits, sniff

SECRET = b"Ada was here"


def picture(kind: str, **options: Any) -> bytes:
    """Return a small picture with colours, as bytes."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize((64, 48)).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> bytes:
    """Return an EXIF block that names a person, a place and which way is up."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x013B] = SECRET.decode()
    block.get_ifd(0x8825)[1] = "N"
    return block.tobytes()


def with_text() -> bytes:
    """Return a PNG with a text chunk."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET.decode())
    return picture("PNG", pnginfo=notes, exif=exif())


TOLD: dict[str, bytes] = {
    "png": with_text(),
    "jpeg": picture("JPEG", exif=exif(), comment=SECRET),
    "gif": picture("GIF", comment=SECRET),
    "webp": picture("WEBP", exif=exif(), xmp=b"<x:xmpmeta>" + SECRET, lossless=True),
}


def pixels(data: bytes) -> bytes:
    """Return what a picture shows."""
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", TOLD)
def test_metadata_goes_and_pixels_stay(kind: Any) -> None:
    """EXIF, XMP, texts and comments are gone; every pixel is as it was; a second cleaning changes nothing."""
    assert SECRET in TOLD[kind]
    cleaned = clean(TOLD[kind], kind)
    assert cleaned is not None
    assert SECRET not in cleaned
    assert pixels(cleaned) == pixels(TOLD[kind])
    assert clean(cleaned, kind) == cleaned
    with Image.open(io.BytesIO(cleaned)) as opened:
        assert not dict(opened.getexif())


@pytest.mark.parametrize("kind", TOLD)
def test_what_hides_behind_the_end_goes(kind: Any) -> None:
    """A page or an archive behind the last byte of a picture is not published."""
    hidden = TOLD[kind] + b"<script>alert(1)</script>"
    cleaned = clean(hidden, kind)
    assert cleaned is not None
    assert b"script" not in cleaned
    assert pixels(cleaned) == pixels(TOLD[kind])


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_half_a_picture_is_refused(kind: Any, part: float) -> None:
    """A file that was cut off is an error, wherever it was cut."""
    with pytest.raises(BrokenError):
        clean(TOLD[kind][: int(len(TOLD[kind]) * part)], kind)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_photograph_that_lies_on_its_side_takes_decoding(kind: Any) -> None:
    """Its orientation is metadata that matters, so it cannot just be dropped."""
    assert clean(picture(kind.upper(), exif=exif(6)), kind) is None


def test_a_profile_and_an_animation_stay() -> None:
    """What decides how a picture looks is no metadata: colours, frames, how often they repeat."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("PNG", "JPEG", "WEBP"):
        cleaned = clean(picture(kind, icc_profile=profile), kind.lower())  # type: ignore[arg-type] # three kinds
        assert cleaned is not None
        with Image.open(io.BytesIO(cleaned)) as opened:
            assert opened.info["icc_profile"] == profile
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=0, duration=70, comment=SECRET)
    cleaned = clean(out.getvalue(), "gif")
    assert cleaned is not None
    assert SECRET not in cleaned
    with Image.open(io.BytesIO(cleaned)) as opened:
        assert (opened.n_frames, opened.info["loop"], opened.info["duration"]) == (3, 0, 70)  # type: ignore[attr-defined] # a GIF has frames


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><!-- x --><svg:svg xmlns:svg='x'>", "svg"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "ps"),
        (b"\0\0\0 ftypavif\0\0\0\0", "avif"),
        (b"<html><svg>", None),
        (b"", None),
        (b"plain text", None),
    ],
)
def test_a_kind_is_told_by_content(head: bytes, kind: Kind | None) -> None:
    """A file's first bytes decide what it is; its name does not."""
    assert sniff(head) == kind


def test_a_name_fits_its_kind_or_not() -> None:
    """An ending in any case fits; another kind's, or none, does not."""
    assert fits("figures/a.JPG", "jpeg")
    assert not fits("figures/a.png", "jpeg")
    assert not fits("figures/a", "svg")
