"""File stats: names, sizes and times of files, in place of reading them.

In: a folder, or files in one. Out: their stamps. A file whose stamp is what it was when it was last read has not
changed. Where the clock of the file system is too coarse to tell, there is no stamp, and the file has to be read.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

_STAMP = struct.Struct("<QqqQ")
SIZE = _STAMP.size
"""Bytes of a stamp."""
Stamp = bytes
"""Size, time of the last write, time of the last change of any kind (both in nanoseconds), number of the inode: packed,
for there are hundreds of thousands."""
NEVER = 1 << 63
"""A time that does not come."""
COARSE, SECOND = 2_000_000_000, 1_000_000_000
"""Nanoseconds between two ticks of the coarsest clock of a file system, which says whole seconds."""


def tick(folder: Path) -> int:
    """Return the time, in nanoseconds, that the file system of `folder` gives to what is written now."""
    path = folder / "tick"
    path.unlink(missing_ok=True)
    path.touch()
    return path.stat().st_mtime_ns


def below(folder: Path, since: int = NEVER) -> dict[str, Stamp | None]:
    """Return the stamp of every regular file below a folder, by slash path; links are not followed.

    A file written in the tick `since` or later has none: it could be written again with no other stamp. Neither has a
    link, or anything else that is not a file: what it stands for changes without a sign of it here.
    """
    stamps: dict[str, Stamp | None] = {}
    folders = [("", os.fspath(folder))]
    while folders:
        prefix, path = folders.pop()
        try:
            entries = os.scandir(path)
        except OSError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{prefix}{entry.name}/", entry.path))
                elif not entry.is_file(follow_symlinks=False):
                    stamps[prefix + entry.name] = None
                else:
                    stamp = _stamp(entry.stat(follow_symlinks=False))
                    stamps[prefix + entry.name] = stamp if is_settled(stamp, since) else None
    return stamps


def each(folder: str, paths: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of those of some files that are regular files, whenever they were written."""
    stamps: dict[str, Stamp] = {}
    look, regular = os.lstat, stat.S_IFREG
    for path in paths:
        try:
            status = look(f"{folder}/{path}")
        except OSError:
            continue
        if status.st_mode & 0o170000 == regular:
            stamps[path] = _stamp(status)
    return stamps


def is_settled(stamp: Stamp, since: int) -> bool:
    """Tell whether whoever writes the file from the time `since` on gives it another stamp."""
    newest: int = max(_STAMP.unpack(stamp)[1:3])
    return newest + (0 if newest % SECOND else COARSE) < since


def settled(stamps: Mapping[str, Stamp], since: int) -> dict[str, Stamp]:
    """Return the stamps that hold from the time `since` on."""
    return {path: stamp for path, stamp in stamps.items() if is_settled(stamp, since)}


def of(path: str) -> Stamp:
    """Return the stamp of a file, or of what a link leads to; raises `OSError` when there is none."""
    return _stamp(os.stat(path))


def _stamp(status: os.stat_result) -> Stamp:
    try:
        return _STAMP.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    except struct.error:  # it was written after the year 2262, or its number is longer
        written, changed = (max(-NEVER, min(time, NEVER - 1)) for time in (status.st_mtime_ns, status.st_ctime_ns))
        return _STAMP.pack(status.st_size, written, changed, status.st_ino % (2 * NEVER))
