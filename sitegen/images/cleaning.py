"""Pictures without what they tell of their makers: place, camera, program, path, comment.

In: the bytes of a PNG, JPEG, GIF or WebP file. Out: the same picture, pixel for pixel, animation and colour profile
kept, without metadata and without whatever hides behind its end. Never decodes a picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sitegen.images.kinds import Kind


class BrokenError(ValueError):
    """A file that does not have the structure of its kind; the message is the end of a sentence about it."""


_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sRGB cICP sBIT bKGD hIST pHYs acTL fcTL fdAT".split())
_ORIENTATION = 0x0112
_ICC = b"ICC_PROFILE\0"
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04


def clean(data: bytes, kind: Kind) -> bytes | None:
    """Return a picture without its metadata; nothing when that takes decoding (a photograph that lies on its side).

    Raises `BrokenError` for a file that is cut off or is not of its kind. Kinds other than PNG, JPEG, GIF and WebP
    return nothing.
    """
    cleaner = {"png": _png, "jpeg": _jpeg, "gif": _gif, "webp": _webp}.get(kind)
    if cleaner is None:
        return None
    try:
        return cleaner(data)
    except (IndexError, struct.error):
        raise BrokenError("is cut off") from None


def _png(data: bytes) -> bytes | None:
    """PNG specification, section 5: a signature, then chunks of length, type, data and checksum."""
    kept, at = [data[:8]], 8
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise BrokenError("is cut off")
        if kind == b"eXIf" and _is_turned(data[at + 8 : end - 4]):
            return None
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end


def _jpeg(data: bytes) -> bytes | None:
    """ITU-T T.81, annex B: markers with segments; after a start of scan, coded data up to the next marker."""
    kept = [b"\xff\xd8"]
    for marker, segment in _jpeg_segments(data):
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0" and _is_turned(segment[10:]):
            return None
        is_profile = marker == 0xE2 and segment[4:].startswith(_ICC)
        is_needed = marker == 0xEE or (marker == 0xE0 and segment[4:9] == b"JFIF\0")  # how colours are coded
        if is_profile or is_needed or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(segment)
    return b"".join((*kept, b"\xff\xd9"))


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker with its bytes; a scan with the coded data behind it. Ends at the first end of image."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise BrokenError("is not a whole JPEG")
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            return
        end = at + 2 if 0xD0 <= marker <= 0xD7 or marker == 0x01 else at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:
            end = _jpeg_scan_end(data, end)
        if end > len(data):
            raise BrokenError("is cut off")
        yield marker, data[at:end]
        at = end


def _jpeg_scan_end(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise BrokenError("is cut off")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _gif(data: bytes) -> bytes | None:
    """GIF89a specification: comments and applications' blocks go, but for the one that says how often to repeat."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    kept = [data[:at]]
    while data[at] != 0x3B:
        start, is_kept = at, True
        if data[at] == 0x2C:
            at += 11 + (3 << ((data[at + 9] & 7) + 1) if data[at + 9] & 0x80 else 0)
        elif data[at] == 0x21:
            is_kept = data[at + 1] == 0xF9 or (data[at + 1] == 0xFF and data[at + 3 : at + 14] in _LOOPS)
            at += 2
        else:
            raise BrokenError("is not a whole GIF")
        while data[at]:
            at += data[at] + 1
        at += 1
        if is_kept:
            kept.append(data[start:at])
    return b"".join((*kept, b";"))


def _webp(data: bytes) -> bytes | None:
    """WebP container specification: RIFF chunks, padded to even lengths."""
    (length,) = struct.unpack_from("<I", data, 4)
    if length + 8 > len(data):
        raise BrokenError("is cut off")
    kept, at = [], 12
    while at + 8 <= length + 8:
        kind, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        chunk = data[at : at + 8 + size + size % 2]
        if kind == b"EXIF" and _is_turned(chunk[8:].removeprefix(b"Exif\0\0")):
            return None
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~(_WEBP_EXIF | _WEBP_XMP)]) + chunk[9:]
        if kind in {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}:
            kept.append(chunk)
        at += len(chunk)
    body = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _is_turned(exif: bytes) -> bool:
    """Tell whether a TIFF block says that the picture is to be turned (Exif 2.32, 4.6.4: tag 274)."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return False
    try:
        (at,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, at)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(order + "HHIH", exif, at + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value in range(2, 9)
    except struct.error:  # a damaged block says nothing
        return False
    return False
