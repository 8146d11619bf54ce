"""PostScript drawn by Ghostscript, in its safe mode, where it is installed.

In: the bytes of a PS or EPS file. Out: a PNG of its first page, or of its bounding box. The program comes to see this
one file and a folder made for it, has limits on time, memory and what it writes, and takes no options from outside.

Sources: PostScript Language Document Structuring Conventions 3.0; Encapsulated PostScript File Format 3.0, appendix B
(the binary header); https://ghostscript.readthedocs.io/en/latest/Use.html.
"""

from __future__ import annotations

import contextlib
import math
import re
import shutil
import struct
import subprocess
import tempfile
from functools import lru_cache, partial
from pathlib import Path

from sitegen.images.cleaning import BrokenError
from sitegen.records import NamedTuple
from sitegen.regex import regex

OLDEST = (9, 50)
"""The version from which on a file in safe mode can read and write nothing but what it was given."""
SECONDS = 15
_MOST_WRITTEN = 128 << 20
_SHARPEST = 8.0
"""Pixels a point: photographs in a small figure have no more than that."""
_PREVIEWED = b"\xc5\xd0\xd3\xc6"
_NUMBER = rb"(-?\d+(?:\.\d*)?)"
_BOX = regex(rb"^%%(HiRes)?BoundingBox:[ \t]*" + rb"[ \t]+".join([_NUMBER] * 4), re.MULTILINE)
_NESTED = regex(rb"^%%BeginDocument.*?^%%EndDocument", re.MULTILINE | re.DOTALL)
_SHEET = (0.0, 0.0, 842.0, 1191.0)
"""Where a file that does not say may draw, in points: A3, upright."""
_LARGEST = 14_400
"""Points of a side; a box beyond is a mistake."""
_ONE_PAGE = "/showpage {systemdict /showpage get exec quit} bind def"
"""Whatever comes after the first page is not drawn. A file that shows none has its page shown when it ends."""


class NoToolError(Exception):
    """A kind of picture that takes a program which is not here, or not able to."""


class _Box(NamedTuple):
    """A rectangle, in points."""

    left: float
    bottom: float
    right: float
    top: float


def draw(data: bytes, widest: int, highest: int) -> bytes:
    """Return a PNG of at most so many pixels; raises `BrokenError` and `NoToolError`."""
    program = _program()
    data = _postscript(data)
    box = _box(data)
    wide, high = box.right - box.left, box.top - box.bottom
    scale = min(widest / wide, highest / high, _SHARPEST)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "figure.ps"), Path(folder, "figure.png")
        source.write_bytes(data)
        options = [
            "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNONATIVEFONTMAP", "-sBandListStorage=memory", "-dFIXEDMEDIA",
            "-sDEVICE=png16m",
            f"-g{max(1, math.floor(wide * scale))}x{max(1, math.floor(high * scale))}", f"-r{72 * scale:.4f}",
            "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", f"-sOutputFile={target}",
            "-c", f"{_ONE_PAGE} {-box.left:f} {-box.bottom:f} translate",
            "-f", str(source), "-c", "showpage",
        ]  # fmt: skip
        _run(program, options, folder)
        if not target.is_file():
            raise BrokenError("cannot be drawn by Ghostscript")
        return target.read_bytes()


def _run(program: str, options: list[str], folder: str) -> None:
    """Run Ghostscript with nothing of the environment; its safe mode lets files write where temporary ones are."""
    nowhere = str(Path(folder, "nowhere"))
    try:
        done = subprocess.run(  # noqa: S603 - fixed options, on a file of ours
            [program, *options],
            cwd=folder,
            env={"PATH": str(Path(program).parent), "TMPDIR": nowhere, "TEMP": nowhere, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=SECONDS,
            preexec_fn=partial(_bound, SECONDS + 5, _MOST_WRITTEN),
        )
    except subprocess.TimeoutExpired:
        raise NoToolError(f"takes Ghostscript more than {SECONDS} seconds to draw") from None
    if done.returncode:
        raise BrokenError("cannot be drawn by Ghostscript")


def _bound(seconds: int, written: int) -> None:
    """Limit this process: it ends by itself also when whoever waits for it does not live to end it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))


@lru_cache(maxsize=1)
def _program() -> str:
    """Return the path of a Ghostscript that can be trusted with a stranger's file."""
    program = shutil.which("gs")
    if program is None:
        raise NoToolError("is PostScript, and Ghostscript (gs), which draws it, is not installed here")
    try:
        printed = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=SECONDS).stdout  # noqa: S603 - a fixed command
    except (OSError, subprocess.TimeoutExpired):
        printed = b""
    version = re.match(rb"(\d+)\.(\d+)", printed)
    if version is None or (int(version[1]), int(version[2])) < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise NoToolError(f"is PostScript, and the Ghostscript here is not safe for it: {wanted} or later is needed")
    return program


def _postscript(data: bytes) -> bytes:
    """Return the PostScript in a file, without a preview before it, a printer's commands, or bytes of a text editor."""
    if data.startswith(_PREVIEWED):
        if len(data) < 12:
            raise BrokenError("cannot be read: it is damaged")
        start, size = struct.unpack_from("<II", data, 4)
        data = data[start : start + size]
    start = data.find(b"%!")
    if start < 0:
        raise BrokenError("cannot be read: it is damaged")
    return data[start:]


def _box(data: bytes) -> _Box:
    """Return what a file says that it draws on: the first box in it, or the one that it puts off to its end."""
    lines = _NESTED.sub(b"", data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    boxes = [
        (bool(match[1]), _Box(*(float(number) for number in match.groups()[1:]))) for match in _BOX.finditer(lines)
    ]
    usable = [
        (is_exact, box)
        for is_exact, box in boxes
        if 0 < box.right - box.left <= _LARGEST and 0 < box.top - box.bottom <= _LARGEST
    ]
    return next((box for is_exact, box in usable if is_exact), usable[0][1] if usable else _Box(*_SHEET))
