"""Seals on kept files: what each was when it was made, so that no damaged, cut or foreign one is taken for it.

In: a file of a store. Out: its seal, or whether it still is what the seal says. A file whose stamp (size, times, inode)
is that of its making is not read again; any other is, and its digest decides.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

Seal = tuple[str, int, int, int, int]
"""SHA-256 in hexadecimal digits; size, last write and last change (both in nanoseconds), inode."""
_LIST = "seals.json"
_MANY = 32
"""Files from which on the system is told once to keep all it has, which takes less than one by one."""


def put(path: Path, data: bytes) -> Seal:
    """Write a file that is not there yet, so that it outlives a power cut, and return its seal."""
    with path.open("wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    return seal(path, data)


def seal(path: Path, data: bytes) -> Seal:
    """Return the seal of a file that was just written with these bytes."""
    return (hashlib.sha256(data).hexdigest(), *_stamp(path))


def is_whole(path: Path, known: Seal | None) -> bool:
    """Tell whether a file is what it was when it was sealed; one that never was is not."""
    if known is None:
        return False
    try:
        stamp = _stamp(path)
        if stamp == tuple(known[1:]):
            return True
        return stamp[0] == known[1] and hashlib.sha256(path.read_bytes()).hexdigest() == known[0]
    except OSError:
        return False


def settle(paths: Iterable[Path]) -> None:
    """Have written files and their folders outlive a power cut."""
    written = list(paths)
    if len(written) >= _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in [*written, *{file.parent for file in written}]:
        with contextlib.suppress(OSError):  # a folder cannot be opened on every system
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def read(store: Path) -> dict[str, Seal]:
    """Return the seals of a store's files by their names; none where they cannot be read."""
    try:
        listed = json.loads((store / _LIST).read_bytes())
        return {str(name): (str(fields[0]), *map(int, fields[1:5])) for name, fields in listed.items()}  # type: ignore[misc] # five
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return {}


def write(store: Path, known: Mapping[str, Seal]) -> None:
    """Keep the seals of a store's files. Whoever calls holds the site's lock."""
    beside = store / f".{_LIST}"
    put(beside, json.dumps(dict(sorted(known.items()))).encode())
    beside.replace(store / _LIST)
    settle([store])


def _stamp(path: Path) -> tuple[int, int, int, int]:
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"not a file: {path}")
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
