"""Which files are made of a picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from sitegen.images.decoding import Decoded
from sitegen.images.sizing import Size, faces, sizes


def decoded(image: Image.Image) -> Decoded:
    """Return an image as the decoder does."""
    return Decoded(image, image.width, image.height)


def photograph(width: int, height: int, *, grain: int = 8) -> Image.Image:
    """Return a picture of many colours, without detail finer than `grain` pixels; another one each time."""
    noise = Image.effect_noise((width // grain, height // grain), 80).resize((width, height), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_TOP_BOTTOM)))


def drawing(width: int, height: int) -> Image.Image:
    """Return a few lines on white."""
    image = Image.new("RGB", (width, height), "white")
    for number in range(5):
        ImageDraw.Draw(image).rectangle((40, 40 + 90 * number, 200 + 100 * number, 80 + 90 * number), fill="navy")
    return image


def opened(size: Size) -> Image.Image:
    """Return a made file, read back."""
    return Image.open(io.BytesIO(size.data))


def test_a_photograph_is_made_in_avif_and_in_jpeg() -> None:
    """Two sizes for lists, two for the page, and of each set one file for every browser; all are as large as said."""
    made = sizes(decoded(photograph(1600, 1200)), large=True)
    assert [(one.role, one.width, one.ending) for one in made.files] == [
        ("list", 240, "avif"), ("list", 420, "avif"), ("list", 240, "jpg"),
        ("page", 420, "avif"), ("page", 720, "avif"), ("page", 720, "jpg"),
        ("large", 1600, "jpg"),
    ]  # fmt: skip
    for one in made.files:
        with opened(one) as image:
            assert image.size == (one.width, one.height)


def test_a_drawing_is_made_with_a_palette() -> None:
    """Few colours take fewer bytes as PNG, which every browser shows, so that nothing else is made."""
    made = sizes(decoded(drawing(1600, 1200)), large=False)
    assert {one.ending for one in made.files} == {"png"}
    assert max(len(one.data) for one in made.files) < 25_000


@pytest.mark.parametrize("width", [60, 240, 300, 500, 719, 900])
def test_nothing_is_enlarged(width: int) -> None:
    """A small picture has fewer sizes, and none is wider than itself."""
    made = sizes(decoded(photograph(width, width // 2)), large=True)
    assert max(one.width for one in made.files) <= width
    assert {"list", "page"} <= {one.role for one in made.files}


def test_long_pictures_are_cut_for_lists_and_whole_on_the_page() -> None:
    """A ribbon or a tower stands in a list by its beginning or middle, and on the page as it is."""
    for width, height in ((3000, 200), (200, 3000)):
        made = sizes(decoded(photograph(width, height)), large=False)
        listed = next(one for one in made.files if one.role == "list")
        page = [one for one in made.files if one.role == "page"][-1]
        assert 0.6 < listed.width / listed.height < 2.5
        assert page.width / page.height == pytest.approx(width / height, rel=0.05)


def test_a_tall_picture_is_as_large_as_its_box_in_a_list() -> None:
    """Boxes are four by three: what is taller fills one in height, and is no wider for it."""
    made = sizes(decoded(photograph(900, 1200)), large=False)
    listed = [(one.width, one.height) for one in made.files if one.role == "list" and one.ending == "avif"]
    assert listed == [(135, 180), (236, 315)]


def test_faces_are_square() -> None:
    """A portrait is cut from nearer its top, a group from its middle."""
    tall = Image.new("RGB", (300, 600), "red")
    tall.paste("blue", (0, 60, 300, 360))
    made = faces(decoded(tall))
    assert {(one.width, one.height) for one in made.files} == {(128, 128), (256, 256)}
    with opened(made.files[-1]) as image:
        red, _, blue = image.convert("RGB").getpixel((128, 250))  # type: ignore[misc] # RGB has three values
        assert blue > 200 > red


def test_the_same_picture_makes_the_same_bytes() -> None:
    """Making twice is making once."""
    image = photograph(900, 600)
    assert sizes(decoded(image), large=True) == sizes(decoded(image), large=True)


def test_made_files_carry_nothing() -> None:
    """Whatever the decoded picture still knew of its origin is in none of its sizes."""
    image = photograph(900, 600)
    mark = b"Ada Lovelace"  # long: three letters come in a picture by chance
    image.info = {"exif": b"Exif\0\0" + mark, "comment": mark + b" was here", "icc_profile": mark}
    for one in (*sizes(decoded(image), large=True).files, *faces(decoded(image)).files):
        assert mark not in one.data
