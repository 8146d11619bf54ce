"""The source of a paper as arXiv hands it out: looked into, never unpacked.

In: bytes of whatever kind. Out: what they are, and the members that may matter, by name. A name in the archive is only
a key: nothing is written, links and devices are not followed, and count, size, ratio and time have limits.

Source: POSIX pax interchange format (ustar), RFC 1952; https://info.arxiv.org/help/unpack.html.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from sitegen.pull.figures.source_figure import PICTURES
from sitegen.records import NamedTuple, dataclass

Kind = Literal["tex", "html", "pdf", "postscript", "withdrawn"]

_BLOCK = 512
_TEXTS = frozenset({"tex", "ltx", "latex", "bbl", "bib", "aux", "htm", "html", "cls", "sty", "json", "xxx"})
_WANTED = frozenset({*PICTURES, *_TEXTS, "svgz"})
_LONGEST_NAME = 1 << 16
_HEAD = 4096


class ArchiveError(Exception):
    """An archive that cannot be used; its sentence is for a person."""


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """The bounds of an archive: members, bytes, bytes for each byte of its own, seconds."""

    members: int = 5000
    total: int = 768 << 20
    kept: int = 160 << 20
    picture: int = 32 << 20
    text: int = 8 << 20
    ratio: int = 150
    seconds: float = 30


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was read: `members` by name, `left_out` one sentence for each member that was not taken."""

    kind: Kind
    members: Mapping[str, bytes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def read(data: bytes, limits: ArchiveLimits | None = None) -> Archive:
    """Look into a source. Raises `ArchiveError` when it is damaged, too large, or of no kind that is known."""
    limits = limits or ArchiveLimits()
    stream = _Stream(data, limits)
    head = stream.peek(_HEAD)
    if _is_tar(head):
        return _from_tar(stream, limits)
    kind = _kind(head)
    if kind == "pdf":
        return Archive("pdf", {"paper.pdf": stream.rest(limits.kept)})
    if kind in {"postscript", "withdrawn"}:
        return Archive(kind)
    name = "main.tex" if kind == "tex" else "main.html"
    return Archive(kind, {name: stream.rest(limits.text)})


def _kind(head: bytes) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x04")
    low = start[:1024].lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if start.startswith(b"%!"):
        return "postscript"
    if start.startswith(b"%auto-ignore"):
        return "withdrawn"
    if low.startswith((b"<!doctype html", b"<html")) or b"<html" in low:
        return "html"
    if b"\0" not in head and b"\\" in head:
        return "tex"
    if start.startswith((b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")):
        raise ArchiveError("the source is packed in a way that arXiv does not use")
    raise ArchiveError(
        "the source is neither TeX, HTML, PDF nor an archive of them" if start else "the source is empty"
    )


class _Stream:
    """The bytes of a source, unpacked as they are read, within limits."""

    def __init__(self, data: bytes, limits: ArchiveLimits) -> None:
        self._data = memoryview(data)
        self._at = 0
        self._limits = limits
        self._end = time.monotonic() + limits.seconds
        self._unpacker = zlib.decompressobj(wbits=31) if data[:2] == b"\x1f\x8b" else None
        self._buffer = bytearray()
        self._most = min(limits.total, max(1 << 20, limits.ratio * len(data)))
        self._count = 0

    def peek(self, count: int) -> bytes:
        """The next bytes, which stay."""
        self._fill(count)
        return bytes(self._buffer[:count])

    def take(self, count: int) -> bytes:
        """Exactly so many bytes. Raises `ArchiveError` where the source ends before."""
        self._fill(count)
        if len(self._buffer) < count:
            raise ArchiveError("the source is cut off in the middle of a file")
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def skip(self, count: int) -> None:
        """Pass over so many bytes, without holding them."""
        while count > 0:
            self._fill(1)
            if not self._buffer:
                raise ArchiveError("the source is cut off in the middle of a file")
            passed = min(count, len(self._buffer))
            del self._buffer[:passed]
            count -= passed

    def rest(self, most: int) -> bytes:
        """All that is left."""
        self._fill(most + 1)
        if len(self._buffer) > most:
            raise ArchiveError(f"the source is a single file of more than {most >> 20} MiB")
        return bytes(self._buffer)

    def _fill(self, count: int) -> None:
        while len(self._buffer) < count:
            piece = self._next()
            if not piece:
                return
            self._count += len(piece)
            if self._count > self._most:
                raise ArchiveError(
                    f"the source holds more than {self._most >> 20} MiB: it may be a bomb, and is left alone"
                )
            if time.monotonic() > self._end:
                raise ArchiveError(f"reading the source took more than {self._limits.seconds:.0f} seconds")
            self._buffer += piece

    def _next(self) -> bytes:
        if self._unpacker is None:
            piece = bytes(self._data[self._at : self._at + (1 << 16)])
            self._at += len(piece)
            return piece
        try:
            return self._unpacked()
        except zlib.error:
            raise ArchiveError("the source is damaged (it cannot be unpacked)") from None

    def _unpacked(self) -> bytes:
        """The next piece, at most 64 KiB of it at a time, whatever it is packed into."""
        assert self._unpacker is not None  # noqa: S101 - for the type checker; `_next` asked
        while True:
            if self._unpacker.eof:
                following = self._unpacker.unused_data + bytes(self._data[self._at : self._at + 2])
                if not following.startswith(b"\x1f\x8b"):
                    return b""  # padding after the last part
                self._at -= len(self._unpacker.unused_data)
                self._unpacker = zlib.decompressobj(wbits=31)
            packed = self._unpacker.unconsumed_tail
            if not packed:
                packed = bytes(self._data[self._at : self._at + (1 << 14)])
                self._at += len(packed)
            if not packed:
                raise ArchiveError("the source is cut off (its packing has no end)")
            if piece := self._unpacker.decompress(packed, 1 << 16):
                return piece


class _Member(NamedTuple):
    """The head of one member of a tar."""

    name: str
    size: int
    kind: bytes


def _is_tar(head: bytes) -> bool:
    return len(head) >= _BLOCK and head[:1] != b"\0" and _has_checksum(head[:_BLOCK])


def _has_checksum(block: bytes) -> bool:
    checksum = _number(block[148:156])
    return checksum is not None and checksum == sum(block[:148]) + 8 * 32 + sum(block[156:])


def _number(written: bytes) -> int | None:
    """A number of a tar's head: octal, or binary when its first bit is set."""
    if written[:1] and written[0] & 0x80:
        return int.from_bytes(bytes([written[0] & 0x7F]) + written[1:], "big")
    digits = written.strip(b" \0")
    if not digits:
        return 0
    return int(digits, 8) if all(digit in b"01234567" for digit in digits) else None


def _from_tar(stream: _Stream, limits: ArchiveLimits) -> Archive:
    members: dict[str, bytes] = {}
    left_out: list[str] = []
    kept = 0
    for member in _members(stream, limits):
        name, refusal = _name(member)
        ending = name.rpartition(".")[2].lower()
        most = limits.text if ending in _TEXTS else limits.picture
        if not refusal and member.size > most and ending in _WANTED:
            refusal = f"{name} is larger than {most >> 20} MiB"
        if not refusal and ending in _WANTED and kept + member.size > limits.kept:
            refusal = f"{name} is more than the {limits.kept >> 20} MiB that are read of one source"
        if refusal or ending not in _WANTED or not member.size:
            stream.skip(_padded(member.size))
            left_out += [refusal] * bool(refusal)
            continue
        members[name] = stream.take(_padded(member.size))[: member.size]
        kept += member.size
    pages = [name for name in members if name.lower().endswith((".htm", ".html"))]
    has_tex = any(name.lower().endswith((".tex", ".ltx", ".latex")) for name in members)
    return Archive("html" if pages and not has_tex else "tex", members, tuple(left_out))


def _members(stream: _Stream, limits: ArchiveLimits) -> Iterator[_Member]:
    """The heads of a tar's members; whoever takes one has to take or skip its content."""
    long_name = ""
    for _ in range(limits.members):
        block = stream.peek(_BLOCK)
        if len(block) < _BLOCK or block == bytes(_BLOCK):
            return
        block = stream.take(_BLOCK)
        size = _number(block[124:136])
        if not _has_checksum(block) or size is None:
            raise ArchiveError("the source is damaged (an archive with a broken head)")
        kind = block[156:157]
        if kind in b"xLgK" and kind:
            content = stream.take(_padded(size))[:size] if size <= _LONGEST_NAME else b""
            if size > _LONGEST_NAME:
                stream.skip(_padded(size))
            long_name = _long_name(kind, content) or long_name
            continue
        short = _text(block[:100])
        prefix = _text(block[345:500]) if block[257:262] == b"ustar" and block[263:265] == b"00" else ""
        yield _Member(long_name or (f"{prefix}/{short}" if prefix else short), size, kind)
        long_name = ""
    raise ArchiveError(f"the source has more than {limits.members} files")


def _long_name(kind: bytes, content: bytes) -> str:
    if kind == b"L":
        return _text(content)
    if kind == b"x" and (start := content.find(b" path=")) >= 0:
        return _text(content[start + 6 :].partition(b"\n")[0])
    return ""


def _text(written: bytes) -> str:
    written = written.partition(b"\0")[0]
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("latin-1")


def _padded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


def _name(member: _Member) -> tuple[str, str]:
    """The name under which a member is kept, and why it is not, as a sentence."""
    shown = "".join(char if char.isprintable() else "?" for char in member.name)[:120]
    if member.kind not in {b"0", b"\0", b"7", b"5", b""}:
        return shown, f"{shown} is a link or a device and was not followed"
    parts = [part for part in member.name.replace("\\", "/").split("/") if part not in {"", "."}]
    if member.name.startswith("/") or ".." in parts or member.name[1:2] == ":":
        return shown, f"{shown} leads out of the archive and was not read"
    return "/".join(parts), ""
