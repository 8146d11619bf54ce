"""Kinds of pictures, told by their bytes and not by the file's name.

In: the first bytes of a file. Out: a kind, or nothing for what is no picture. Never decodes, never trusts a name.
"""

from __future__ import annotations

import re
from typing import Literal

from sitegen.regex import regex

Kind = Literal["png", "jpeg", "gif", "webp", "avif", "tiff", "bmp", "svg", "pdf", "ps"]

HEAD = 4096
"""Bytes that tell a kind."""
ENDINGS: dict[Kind, tuple[str, ...]] = {
    "png": (".png", ".apng"),
    "jpeg": (".jpg", ".jpeg"),
    "gif": (".gif",),
    "webp": (".webp",),
    "avif": (".avif",),
    "tiff": (".tif", ".tiff"),
    "bmp": (".bmp",),
    "svg": (".svg",),
    "pdf": (".pdf",),
    "ps": (".eps", ".ps"),
}
_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"\xc5\xd0\xd3\xc6", "ps"),  # PostScript with a preview in front
)
_PS = regex(rb"\A(?:\x1b%-12345X(?s:.*?))?[\xef\xbb\xbf\x04\s]*%!(?:PS|[ \t]*[\r\n])")
"""PostScript, perhaps behind a printer's commands; not TeX's `%!TEX`."""
_SVG = regex(rb"\A(\xef\xbb\xbf)?\s*<(?:[?!]|(?:\w+:)?svg[\s>])", re.IGNORECASE)
_SVG_ROOT = regex(rb"<(?:\w+:)?svg[\s>]")


def sniff(head: bytes) -> Kind | None:
    """Return the kind of a file from its first `HEAD` bytes; nothing for what is no picture that we read."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and (b"avif" in head[8:40] or b"avis" in head[8:40]):
        return "avif"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _PS.match(head):
        return "ps"
    return "svg" if _SVG.match(head) and _SVG_ROOT.search(head) else None


def fits(path: str, kind: Kind) -> bool:
    """Tell whether a file is called what it is, so that a browser that goes by its name shows it."""
    return path.lower().endswith(ENDINGS[kind])
