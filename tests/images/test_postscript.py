"""PostScript becomes a picture of what is in its box, and cannot look around or stay."""

from __future__ import annotations

import io
import shutil
import struct
from pathlib import Path

import pytest
from PIL import Image

from sitegen.images import postscript
from sitegen.images.cleaning import BrokenError
from sitegen.images.decoding import Decoded, decode
from sitegen.images.kinds import sniff
from sitegen.images.postscript import NoToolError

needs_ghostscript = pytest.mark.skipif(shutil.which("gs") is None, reason="no Ghostscript on this machine")
RED = (255, 0, 0)
HEAD = "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: {}\n%%EndComments\n"
DRAWN = "0 setgray 0 0 200 100 rectfill 1 0 0 setrgbcolor 50 0 100 100 rectfill\n"
"""Black, red, black from left to right, 200 points by 100."""


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    """Look for the program in every test."""
    postscript._program.cache_clear()


def eps(body: str, box: str = "0 0 200 100") -> bytes:
    """Return an EPS file."""
    return (HEAD.format(box) + body).encode()


def drawn(data: bytes) -> Decoded:
    """Return what becomes of a file that is known for what it is."""
    assert sniff(data[:4096]) == "ps"
    return decode(data, "ps", 36)


def is_flag(decoded: Decoded) -> bool:
    """Tell whether a picture is `DRAWN`, all of it and nothing else."""
    picture = decoded.picture
    ends = [picture.getpixel((round(picture.width * part), picture.height // 2)) for part in (0.1, 0.5, 0.9)]
    return abs(picture.width / picture.height - 2) < 0.05 and ends == [(0, 0, 0), RED, (0, 0, 0)]


@needs_ghostscript
@pytest.mark.parametrize(
    "data",
    [
        eps(DRAWN + "showpage\n%%EOF\n"),
        eps(DRAWN),  # many programs of physics never show the page
        eps(f"-70 -30 translate {DRAWN} showpage", "-70 -30 130 70"),
        eps(f"3000 4000 translate {DRAWN} showpage", "3000 4000 3200 4100"),
        eps(f"30 30 scale {DRAWN} showpage", "0 0 6000 3000"),
        eps(f".05 .05 scale {DRAWN} showpage", "0 0 10 5"),
        eps(f"300 500 translate {DRAWN} showpage\n%%Trailer\n%%BoundingBox: 300 500 500 600\n%%EOF\n", "(atend)"),
        eps(f"%%BeginDocument: a\n%%BoundingBox: 5 5 6 6\n%%EndDocument\n{DRAWN} showpage"),
        eps(f"{DRAWN} showpage 0 0 1 setrgbcolor 0 0 200 100 rectfill showpage"),
        eps(f"<< /PageSize [40000 40000] /HWResolution [7200 7200] >> setpagedevice {DRAWN} showpage"),
        eps(f"{DRAWN} 1 1 100000000 {{pop showpage}} for"),
        eps(f"90 120 translate {DRAWN} showpage", "0 0 0 0"),
        eps(f"90 120 translate {DRAWN} showpage", "0 0 900000 900000"),
        f"%!PS-Adobe-2.0\n90 120 translate {DRAWN} showpage".encode(),
        eps(DRAWN + "showpage\n").replace(b"\n", b"\r"),
        b"\x04" + eps(DRAWN),
        b"\xef\xbb\xbf\n" + eps(DRAWN),
        b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=POSTSCRIPT\r\n" + eps(DRAWN),
        b"\xc5\xd0\xd3\xc6" + struct.pack("<6IH", 30, len(eps(DRAWN)), 0, 0, 0, 0, 0xFFFF) + eps(DRAWN) + b"preview",
    ],
    ids=[
        "usual", "page-never-shown", "box-below-zero", "box-far-away", "large", "small", "box-at-end", "box-of-a-part",
        "two-pages", "sets-page", "pages-without-end", "empty-box", "box-too-large", "no-box", "old-line-ends",
        "end-mark-first", "editor-mark-first", "printer-commands", "with-preview",
    ],
)  # fmt: skip
def test_the_box_is_drawn_whatever_its_form(data: bytes) -> None:
    """Of every usual and unusual form the first page is drawn, the box alone, no larger than anybody shows it."""
    decoded = drawn(data)
    assert is_flag(decoded)
    assert max(decoded.picture.size) <= 2400


@needs_ghostscript
def test_text_is_set_though_its_font_is_missing() -> None:
    """A font that is not in the file is replaced, and four inks become the colours of a screen."""
    body = "0 1 1 0 setcmykcolor /NoSuchFont findfont 60 scalefont setfont 10 20 moveto (Hill) show showpage"
    red, green, blue = (band.getextrema()[0] for band in drawn(eps(body)).picture.split())
    assert min(red, 200) == 200
    assert max(green, blue, 100) == 100


@needs_ghostscript
@pytest.mark.parametrize(
    "body",
    [
        "({0}/secret) (r) file 50 string readstring pop =",
        "({0}/secret) run",
        "({0}/written) (w) file dup (x) writestring closefile",
        "({0}/secret) deletefile",
        "(%pipe%touch {0}/written) (w) file",
        "<< /OutputFile ({0}/written) >> setpagedevice",
        "<< /OutputFile (%pipe%touch {0}/written) >> setpagedevice",
        "(pdfwrite) selectdevice",
    ],
    ids=["read", "run", "write", "delete", "pipe", "page-to-file", "page-to-pipe", "device"],
)
def test_a_file_can_reach_nothing(body: str, tmp_path: Path) -> None:
    """Reading, writing, deleting, running: where temporary files are as well as elsewhere, it is refused."""
    (tmp_path / "secret").write_text("1 0 0 setrgbcolor", encoding="utf-8")
    attempt = body.format(tmp_path)
    with pytest.raises(BrokenError, match="cannot be drawn"):
        drawn(eps(f"{DRAWN} {attempt} showpage"))
    if "(w)" in body or "(r)" in body:
        assert is_flag(drawn(eps(f"{{ {attempt} }} stopped clear {DRAWN} showpage")))
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@needs_ghostscript
def test_nothing_of_the_environment_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Options that somebody keeps for Ghostscript change no picture."""
    monkeypatch.setenv("GS_OPTIONS", f"-dNOSAFER -sDEVICE=pdfwrite -sOutputFile={tmp_path}/elsewhere")
    assert is_flag(drawn(eps(DRAWN)))
    assert not list(tmp_path.iterdir())


@needs_ghostscript
def test_a_file_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop is ended, and said to have taken too long; what is broken, empty or eats memory is an error."""
    with monkeypatch.context() as patch:  # of the others none is asked for in so little time
        patch.setattr(postscript, "SECONDS", 1)
        with pytest.raises(NoToolError, match="more than 1 seconds"):
            drawn(eps("{} loop"))
    for body in ("/f {f f} def f", "nonsense", "1 setgray 0 0 9 9 rectfill", "quit"):
        with pytest.raises(BrokenError):
            drawn(eps(body))


def test_without_a_program_that_is_safe_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No Ghostscript, and one from before its safe mode was safe, are named as the reason."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoToolError, match="not installed"):
        drawn(eps(DRAWN))
    program = tmp_path / "gs"
    for version in ("9.27", "8.71", "unknown"):
        program.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        program.chmod(0o755)
        with pytest.raises(NoToolError, match=r"9\.50 or later"):
            drawn(eps(DRAWN))


def test_a_program_is_run_in_its_safe_mode(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it draws is taken; what it was told includes the safe mode, and a size that is bounded."""
    made = io.BytesIO()
    flag = Image.new("RGB", (200, 100), "black")
    flag.paste(RED, (50, 0, 150, 100))
    flag.save(made, "PNG")
    (tmp_path / "drawn.png").write_bytes(made.getvalue())
    program = tmp_path / "gs"
    program.write_text(
        f'#!/bin/sh\nset -e\nif [ "$1" = --version ]; then echo 10.05.1; exit; fi\necho "$@" > {tmp_path}/said\n'
        f'for one in "$@"; do case "$one" in\n'
        f'-sOutputFile=*) /bin/cp {tmp_path}/drawn.png "${{one#-sOutputFile=}}";; esac; done\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert is_flag(drawn(eps(DRAWN, "0 0 400 200")))
    said = (tmp_path / "said").read_text(encoding="utf-8").split()
    assert "-dSAFER" in said
    assert "-g1600x800" in said


def test_tex_is_no_postscript() -> None:
    """A first line for a TeX editor looks alike, and is not taken for it."""
    assert sniff(b"%!TEX root = main.tex\n") is None
    assert sniff(b"%! TeX program = xelatex\n") is None
