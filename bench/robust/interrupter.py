"""Interrupter: every call by which a process changes a folder is counted, and the one of a number does not end well.

In: the folders that count, the number of the call, and how it ends: `killed` (the process dies, of what it was writing
half is there), `full` (no space from there on), `broken` (that one call fails, reading included), `stopped` (Ctrl-C).
Out: how many calls there were. What counts are open, write, send, fsync, rename, unlink, mkdir, rmdir, chmod, link,
truncate, listing, a statement to SQLite, and the start of another program. It is set up in the process itself and is
never taken away.
"""

from __future__ import annotations

import _io
import builtins
import errno
import io
import mmap
import os
import signal
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ENDS = ("killed", "full", "broken", "stopped")
_CHANGING = {
    "os.rename": 2, "os.remove": 1, "os.mkdir": 1, "os.rmdir": 1, "os.chmod": 1, "os.link": 2, "os.symlink": 2,
    "os.truncate": 1, "os.utime": 1,
}  # fmt: skip
"""What the interpreter tells of calls, and how many of their first arguments may name the file."""
_LISTING = frozenset({"os.listdir", "os.scandir"})
_TAKING_SPACE = frozenset(
    {"open", "write", "os.mkdir", "os.rename", "os.link", "os.symlink", "fsync", "sqlite", "program"}
)
_COUNTS = struct.Struct("qq")
_FAILING = ["/bin/sh", "-c", "echo 'fatal: sh: write error: No space left on device' >&2; exit 128"]


class Interrupter:
    """The counter; `seen` is read by the parent, too."""

    def __init__(self, folders: tuple[Path, ...], end: str, at: int) -> None:
        self._folders = tuple(os.path.realpath(folder) for folder in folders)
        self._end, self._at = end, at
        self._memory = mmap.mmap(-1, _COUNTS.size)
        self._owner = 0

    @property
    def seen(self) -> int:
        """How many calls were counted so far."""
        return int(_COUNTS.unpack(self._memory[: _COUNTS.size])[0])

    @property
    def changes(self) -> int:
        """How many of them read and list nothing: as many are counted by one that is to kill."""
        return int(_COUNTS.unpack(self._memory[: _COUNTS.size])[1])

    def install(self) -> None:
        """Count from now on, in this process alone and not in what it forks."""
        self._owner = os.getpid()
        sys.addaudithook(self._hear)
        opened = self._opener(io.open)
        for module in (builtins, io, _io):
            module.open = opened  # type: ignore[attr-defined] # what the child alone sees
        for name in ("fsync", "fdatasync", "write", "sendfile", "copy_file_range", "ftruncate", "pwrite"):
            if hasattr(os, name):
                setattr(os, name, self._wrapped(name, getattr(os, name)))
        sqlite3.connect = self._connecting(sqlite3.connect)  # type: ignore[assignment] # as above
        start = subprocess.Popen._execute_child  # type: ignore[attr-defined] # noqa: SLF001 - nothing else lets it fail

        def execute(process: Any, arguments: Any, executable: Any, *others: Any) -> Any:
            try:
                self.count("program")
            except OSError:
                arguments, executable = _FAILING, None
            return start(process, arguments, executable, *others)

        subprocess.Popen._execute_child = execute  # type: ignore[attr-defined] # noqa: SLF001 - as above

    def count(self, kind: str, half: Callable[[], object] = lambda: None) -> None:
        """Count a call of a kind; at the one that ends badly do `half` of it, and end. Raises `OSError`."""
        is_look = kind in {"reading", "listing"}
        if os.getpid() != self._owner or (is_look and self._end != "broken"):
            return
        number = self.seen + 1
        self._memory[: _COUNTS.size] = _COUNTS.pack(number, self.changes + (not is_look))
        if number < self._at or (number > self._at and self._end != "full"):
            return
        if self._end == "full" and kind not in _TAKING_SPACE:
            return
        if self._end == "stopped":
            signal.raise_signal(signal.SIGINT)
            return
        half()
        if self._end == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        error = errno.ENOSPC if self._end == "full" else errno.EIO
        raise OSError(error, os.strerror(error))

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            is_writing = bool(flags & (os.O_WRONLY | os.O_RDWR)) or any(sign in (mode or "") for sign in "wax+")
            if self._is_ours(path):
                self.count("open" if is_writing else "reading")
        elif event in _LISTING and self._is_ours(arguments[0]):
            self.count("listing")
        elif event in _CHANGING and any(self._is_ours(path) for path in arguments[: _CHANGING[event]]):
            self.count(event)

    def _is_ours(self, path: Any) -> bool:
        """Tell whether a path, or what an open file leads to, is below the folders."""
        try:
            if isinstance(path, int):
                whole = os.readlink(f"/proc/self/fd/{path}")
            else:
                whole = os.path.abspath(os.fsdecode(path))
        except (OSError, TypeError, ValueError):
            return False
        return any(whole == folder or whole.startswith(folder + os.sep) for folder in self._folders)

    def _wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(handle: Any, *arguments: Any, **options: Any) -> Any:
            number = handle if isinstance(handle, int) else handle.fileno()
            if self._is_ours(number):
                is_write = name in {"write", "pwrite"}
                self.count(
                    "fsync" if name.endswith("sync") else "write",
                    (lambda: function(handle, bytes(arguments[0])[: len(arguments[0]) // 2], *arguments[1:]))
                    if is_write
                    else lambda: None,
                )
            return function(handle, *arguments, **options)

        return called

    def _opener(self, real: Callable[..., Any]) -> Callable[..., Any]:
        counted = self

        class Raw(io.FileIO):
            """A file whose writes are counted."""

            def write(self, data: Any, /) -> int:
                """Write, if this is not the one that ends badly."""
                piece = bytes(data)
                counted.count("write", lambda: io.FileIO.write(self, piece[: len(piece) // 2]))
                return io.FileIO.write(self, piece)

            def truncate(self, size: int | None = None, /) -> int:
                """Truncate, if this is not the one that ends badly."""
                counted.count("os.truncate")
                return io.FileIO.truncate(self, size)

        def opened(  # noqa: PLR0917 - the builtin's own arguments
            file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None,
            errors: str | None = None, newline: str | None = None, closefd: bool = True, opener: Any = None,
        ) -> Any:  # fmt: skip
            if not any(sign in mode for sign in "wax+") or not counted._is_ours(file):
                return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
            raw = Raw(file, mode.replace("b", "").replace("t", ""), closefd, opener)
            if buffering == 0:
                return raw
            binary: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            return binary if "b" in mode else io.TextIOWrapper(binary, encoding, errors, newline)

        return opened

    def _connecting(self, real: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
        counted = self

        def statement() -> None:
            try:
                counted.count("sqlite")
            except OSError as error:
                raise sqlite3.OperationalError("database or disk is full") from error

        class Connection(sqlite3.Connection):
            """A connection whose statements are counted."""

            def execute(self, *arguments: Any) -> sqlite3.Cursor:
                """Execute, if this is not the one that ends badly."""
                statement()
                return super().execute(*arguments)

            def executemany(self, *arguments: Any) -> sqlite3.Cursor:
                """Execute, if this is not the one that ends badly."""
                statement()
                return super().executemany(*arguments)

            def executescript(self, *arguments: Any) -> sqlite3.Cursor:
                """Execute, if this is not the one that ends badly."""
                statement()
                return super().executescript(*arguments)

        return lambda *arguments, **options: real(*arguments, **{**options, "factory": Connection})
