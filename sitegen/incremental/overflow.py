"""Overflow: bytes that a build makes early and needs late: in memory while they are few, in a file once they are many.

In: bytes. Out: what stands for them, and later the bytes, in this process or in one that was forked since. The file is
written by the process that has made it alone; what one that was forked since takes stays in its memory. It has no
name from the moment it is opened, so that nothing is left of it however the build ends.
"""

from __future__ import annotations

import os
from pathlib import Path

IN_MEMORY = 8 << 20
"""Bytes that stay in memory: those of some hundred papers."""

_LENGTH = 40
"""Bits of a piece that say how long it is."""

Piece = bytes | int
"""What stands for some bytes: themselves; or their place in the file and, in the last bits, their length: one number,
for there are hundreds of thousands."""


class Overflow:
    """Bytes of one build, beyond `in_memory` of them in a file in `folder`."""

    def __init__(self, folder: Path, in_memory: int = IN_MEMORY) -> None:
        self._folder, self._left, self._owner = folder, in_memory, os.getpid()
        self._file: int | None = None
        self._end = 0

    def put(self, data: bytes) -> Piece:
        """Take some bytes; return what stands for them. Raises `OSError` where the file cannot be written."""
        if len(data) <= self._left or not hasattr(os, "pread"):
            self._left -= len(data)
            return data
        if os.getpid() != self._owner:  # the file is open in both, and would be written at one place by both
            return data
        self._left = 0
        if self._file is None:
            self._file = self._opened()
        start, view = self._end, memoryview(data)
        while view:
            written = os.pwrite(self._file, view, self._end)
            view, self._end = view[written:], self._end + written
        return start << _LENGTH | len(data)

    def get(self, piece: Piece) -> bytes:
        """Return the bytes that a piece stands for."""
        if isinstance(piece, bytes):
            return piece
        if self._file is None:
            raise ValueError("a piece of another build")
        return os.pread(self._file, piece & ((1 << _LENGTH) - 1), piece >> _LENGTH)

    def _opened(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"overflow-{os.getpid()}"
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        path.unlink()
        return handle

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)
