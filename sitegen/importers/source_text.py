"""Source text: what a file of somebody else says, whatever its encoding and its line ends.

In: a path. Out: its text, in Unicode and with plain line ends, and a warning where its encoding had to be guessed.
Never reads what is no regular file, or is larger than any bibliography.
"""

from __future__ import annotations

import stat
from pathlib import Path

from sitegen.errors import Problem, SitegenError
from sitegen.records import NamedTuple

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read."""
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class SourceText(NamedTuple):
    """A file's name as the person gave it, its text, and what is to be said of its encoding."""

    file: str
    text: str
    problems: tuple[Problem, ...] = ()


def read(path: Path) -> SourceText:
    """Read a file as text. Raises `SitegenError`."""
    file, raw = path.as_posix(), read_bytes(path)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return SourceText(file, _plain_lines(raw.decode(encoding, "replace")))
    try:
        return SourceText(file, _plain_lines(raw.decode("utf-8")))
    except UnicodeDecodeError as error:
        return _mixed(file, raw, raw.count(b"\n", 0, error.start) + 1)


def _mixed(file: str, raw: bytes, first: int) -> SourceText:
    """A text whose lines are UTF-8, or else Windows-1252: lists are copied together from files of both."""
    lines = raw.split(b"\n")
    count = sum(not _is_utf8(line) for line in lines)
    others = f", and so are {count - 1:,} more" if count > 1 else ""
    sentence = f"this line is not UTF-8{others}; what is not is read as Windows-1252 (Latin-1)"
    hint = "save the file as UTF-8 where letters are wrong"
    text = "\n".join(line.decode("utf-8") if _is_utf8(line) else _from_windows(line) for line in lines)
    return SourceText(file, _plain_lines(text), (Problem(file, first, 0, "", sentence, hint, "warning"),))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_windows(line: bytes) -> str:
    return line.decode("cp1252") if _is_cp1252(line) else line.decode("latin-1")


def read_bytes(path: Path, *, most: int = -1) -> bytes:
    """The bytes of a file, or so many of them.

    Raises `SitegenError` for what is none, cannot be read, or is too large.
    """
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise SitegenError([Problem(path.as_posix(), sentence="this is not a regular file")])
        if info.st_size > LARGEST:
            sentence = f"the file is larger than {LARGEST >> 20} MiB, which no list of papers is"
            raise SitegenError([Problem(path.as_posix(), sentence=sentence)])
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        sentence = f"the file cannot be read: {error.strerror or error}"
        raise SitegenError([Problem(path.as_posix(), sentence=sentence)]) from None


def _is_cp1252(raw: bytes) -> bool:
    """Whether every byte is a character there: five are none."""
    return not any(byte in raw for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").lstrip("\ufeff")
