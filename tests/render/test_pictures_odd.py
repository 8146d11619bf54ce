"""One odd picture costs that picture alone: it is left out with a warning that names it, and the site is built."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest

from sitegen.check.recipe import CheckRequest, check
from sitegen.render.recipe import BuildRequest, build
from tests.images.test_cleaning import exif, picture
from tests.making import write_site

PAPER = "title: {0}\nauthors: [Ada Lovelace]\ndate: 2020-01-02\nfigures:\n  - file: figures/{0}/{1}\n    alt: a plot\n"


def svg(attributes: str, *, inside: str = "<rect width='9' height='9'/>", head: str = "") -> bytes:
    """Return a drawing with these attributes of its outermost element."""
    return f"{head}<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{inside}</svg>".encode()


def png(width: int, height: int) -> bytes:
    """Return a PNG that says that it is so large, with next to nothing in it."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0")),
        (b"IEND", b""),
    ]
    body = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def pdf(box: str) -> bytes:
    """Return a PDF of one page of this size."""
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R>>endobj\n"
        "4 0 obj<</Length 12>>stream\n0 0 9 9 re f\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    ).encode()


def tiff(*entries: tuple[int, int, int, int]) -> bytes:
    """Return a TIFF with these entries (tag, type, count, value) and no pixels."""
    return (
        b"II*\0\x08\0\0\0"
        + struct.pack("<H", len(entries))
        + b"".join(struct.pack("<HHII", *one) for one in entries)
        + b"\0" * 4
    )


ODD = {
    "two-points.svg": svg("viewBox='0 0 1.2.3 5'"),
    "endless.svg": svg("viewBox='0 0 1e999 5'"),
    "endless-both.svg": svg("viewBox='0 0 1e999 1e999'"),
    "negative.svg": svg("viewBox='0 0 -4 5'"),
    "empty.svg": svg("viewBox=''"),
    "no-numbers.svg": svg("viewBox='0 0 NaN NaN'"),
    "nothing.svg": svg("viewBox='0 0 0 0'"),
    "points.svg": svg("viewBox='. . . .'"),
    "three.svg": svg("viewBox='0 0 5'"),
    "words.svg": svg("viewBox='a b c d'"),
    "infinite.svg": svg("viewBox='0 0 inf Infinity'"),
    "vast.svg": svg("viewBox='0 0 1e300 1e300'"),
    "tiny.svg": svg("viewBox='0 0 1e-320 1e-320'"),
    "flat.svg": svg("viewBox='0 0 1e300 1'"),
    "thread.svg": svg("width='1' height='1e5'"),
    "width.svg": svg("width='1e999' height='5'"),
    "two-pointed-width.svg": svg("width='1.2.3' height='5'"),
    "percent.svg": svg("width='100%' height='100%'"),
    "letters.svg": svg("viewBox='0 0 9 9'", head="<?xml version='1.0' encoding='shift_jis'?>"),
    "unclosed.svg": svg("viewBox='0 0 9 9'", inside="<g>"),
    "deep.svg": svg("viewBox='0 0 9 9'", inside="<g>" * 9_000 + "</g>" * 9_000),
    "cut.png": picture("PNG")[:60],
    "no-pixels.png": png(0, 0),
    "too-few-pixels.png": png(300, 300),
    "too-many-pixels.png": png(2**31 - 1, 2**31 - 1),
    "head.jpg": b"\xff\xd8\xff\xe0\0\x04",
    "nothing.gif": b"GIF89a\0\0\0\0\0\0\0;",
    "cut.webp": b"RIFF\x20\0\0\0WEBPVP8X\0\0\0\0",
    "head.avif": b"\0\0\0\x20ftypavif\0\0\0\0avifmif1",
    "head.bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, -5, -(2**31), 1, 24, 0, 0, 0, 0, 0, 0),
    "entries.tif": tiff((256, 3, 1, 0), (257, 3, 1, 0), (259, 3, 9, 2**32 - 1), (273, 4, 2**31, 2**32 - 1)),
    "loop.tif": tiff((256, 4, 1, 9), (257, 4, 1, 9), (273, 16, 1, 8), (279, 5, 1, 8)),
    "no-page.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "nothing.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 0 0\nquit\n",
    "digits.eps": b"%!PS\n%%BoundingBox: 0 0 " + b"9" * 400 + b" 9\n(\n",
}  # fmt: skip
"""Pictures by name, none of which can be shown."""
USABLE = {
    "drawn.svg": svg("viewBox='0 0 1.2.3 5' width='40' height='20'"),
    "endless-width.svg": svg("viewBox='0,0 , 40 20' width='1e999' height='-1'"),
    "five.svg": svg("viewBox='0 0 5 5 5' width='1in' height='+.5IN'"),
    "far.svg": svg("viewBox='1e999 0 5 5' width='5' height='5'"),
    "endless.pdf": pdf("0 0 1e999 5"),
    "nothing.pdf": pdf("0 0 0 0"),
    "no-numbers.pdf": pdf("a b NaN d"),
    "turned.jpg": picture("JPEG", exif=exif(99)),
}
"""Odd too, and yet they can be."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A site with a good paper and one for each odd picture: its folder, and its warnings by the picture's name."""
    root = tmp_path_factory.mktemp("site")
    pictures = ODD | USABLE | {"good.png": picture("PNG")}
    write_site(root, {f"papers/{_slug(name)}.yaml": PAPER.format(_slug(name), name) for name in pictures})
    for name, data in pictures.items():
        path = root / "content" / "figures" / _slug(name) / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    report = build(root, BuildRequest())
    named = ((re.search(r"figures/[^/]+/(\S+)", one.sentence), one) for one in report.warnings)
    return root, {match[1]: f"{one.place}: {one.sentence}" for match, one in named if match}


def _slug(name: str) -> str:
    return name.replace(".", "-")


@pytest.mark.parametrize("name", ODD)
def test_a_picture_that_cannot_be_shown_is_left_out_and_named(built: tuple[Path, dict[str, str]], name: str) -> None:
    """The warning names file and line; the paper's page is there without the picture."""
    root, warnings = built
    assert warnings[name].startswith(f"content/papers/{_slug(name)}.yaml:5:")
    page = (root / "output/papers" / _slug(name) / "index.html").read_text(encoding="utf-8")
    assert "<h1" in page
    assert name not in page
    assert not (root / "output/figures" / _slug(name)).exists()


@pytest.mark.parametrize("name", USABLE)
def test_what_can_be_shown_is_shown(built: tuple[Path, dict[str, str]], name: str) -> None:
    """What programs ignore in an odd file is ignored here too."""
    root, warnings = built
    assert name not in warnings
    assert "<img" in (root / "output/papers" / _slug(name) / "index.html").read_text(encoding="utf-8")


def test_the_good_paper_is_there_and_check_reads_the_site(built: tuple[Path, dict[str, str]]) -> None:
    """What is good is published whatever stands beside it."""
    root, _ = built
    assert "good" in (root / "output/papers/good-png/index.html").read_text(encoding="utf-8")
    assert list((root / "output/figures/good-png").iterdir())
    assert not [
        one
        for one in check(root, CheckRequest(), {}).findings
        if one.problem.severity == "error" and "good" in one.problem.file
    ]
