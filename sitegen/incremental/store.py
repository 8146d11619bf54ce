"""Stored results: what earlier builds read and made, in `.sitegen/cache/build.sqlite`.

In: a result under the name of what it is about, with the key of what it was made from. Out: that key and the result.
What is new is written down at the end; until then what there is much of waits in `overflow`.
A file that is damaged, or of another sitegen, is one that is not there; a row that is damaged is one that is not there.
What a build does not use is forgotten at its end. Never decides whether a result still holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.incremental.overflow import Overflow, Piece
from sitegen.records import NamedTuple

NAME = "build.sqlite"
BLOCK = 512
"""Rows that are written at a time."""
_OPEN = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS program (digest TEXT);
CREATE TABLE IF NOT EXISTS result (name TEXT PRIMARY KEY, key BLOB, value BLOB, seal BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fragment (name TEXT PRIMARY KEY, key BLOB, value BLOB, seal BLOB);
"""
_READ_FRAGMENT = "SELECT key, value, seal FROM fragment WHERE name = ?"


class DamagedError(Exception):
    """A stored result that other stored results rely on is not as it was stored."""


class Stored(NamedTuple):
    """A result: `key` stands for what it was made from."""

    key: bytes
    value: bytes


class Store:
    """Results by name, small ones in memory, fragments read when they are asked for."""

    def __init__(self, folder: Path, program: str, *, empty: bool = False) -> None:
        """Open the store in `folder`, or an `empty` one in its place.

        What another version of the `program` has made is not taken.
        """
        self._path, self._program = folder / NAME, program
        self._rows: dict[str, tuple[bytes, bytes, bytes]] = {}
        self._used: set[str] = set()
        self._changed: dict[str, Piece] = {}
        self._fragments: dict[str, Piece] = {}
        self.overflow = Overflow(folder)
        self._names: set[str] = set()
        self._reader: tuple[int, sqlite3.Connection] | None = None
        with _forgiven(self._path):
            if empty:
                self._path.unlink(missing_ok=True)
            self._rows = _rows(self._path, program)
        self._names = set(self._rows)

    def get(self, name: str) -> Stored | None:
        """Return the result under a name, whole, or nothing; it is used by this build."""
        changed = self._changed.get(name)
        if changed is not None:
            return self._taken(changed)
        row = self._rows.get(name)
        if row is None or not _is_whole(name, *row):
            return None
        self._used.add(name)
        return Stored(row[0], row[1])

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Store a result in place of what was under its name."""
        self._changed[name] = self._put(key, value)

    def fragment(self, name: str, key: bytes) -> bytes:
        """Return the fragment of a paper, from the file if it was not made in this build; in any process.

        Raises `DamagedError` when it is not there, or another than the one that `key` stands for.
        """
        made = self._fragments.get(name)
        if made is not None and (fragment := self._taken(made)).key == key:
            return fragment.value
        with contextlib.suppress(sqlite3.Error, OSError):
            row = self._connection().execute(_READ_FRAGMENT, (name,)).fetchone()
            if row and row[0] == key and _is_whole(name, *row):
                stored: bytes = row[1]
                return stored
        raise DamagedError(name)

    def put_fragment(self, name: str, key: bytes, value: bytes) -> None:
        """Store the fragment of a paper."""
        self._fragments[name] = self._put(key, value)

    def keep(self, names: Iterable[str]) -> None:
        """Keep results that this build did not ask for, and will not."""
        self._used.update(name for name in names if name in self._rows)

    def let_go(self) -> None:
        """Let go of what was stored before this build: nothing of it is asked for any more, and it may be much."""
        self._rows = {}

    def names(self) -> set[str]:
        """Return the names of all results that were stored before this build."""
        return self._names

    def flush(self) -> None:
        """Write down what is new so far, so that other processes find it. Raises `OSError` where that fails."""
        changed, fragments = self._changed, self._fragments
        if not (changed or fragments):
            return
        self._close_reader()
        rows = list(self._sealed(changed))
        try:
            _write(self._path, self._program, rows, self._sealed(fragments), set())
        except sqlite3.Error as error:
            raise OSError(f"{self._path}: {error}") from error
        self._rows.update((name, (key, value, seal)) for name, key, value, seal in rows)
        self._used.update(changed)
        self._changed, self._fragments = {}, {}

    def close(self) -> None:
        """Write down what is new, and forget what was not used. After that the store holds no more than `overflow`."""
        self._close_reader()
        changed, fragments = self._changed, self._fragments
        gone = self._names - self._used - changed.keys()
        self._rows, self._used, self._names, self._changed, self._fragments = {}, set(), set(), {}, {}
        if gone or changed or fragments:
            with _forgiven(self._path):
                _write(self._path, self._program, self._sealed(changed), self._sealed(fragments), gone)

    def _put(self, key: bytes, value: bytes) -> Piece:
        """Put a result where it waits, its key before it: one object stands for both."""
        return self.overflow.put(b"%c%b%b" % (len(key), key, value))

    def _taken(self, piece: Piece) -> Stored:
        """Return a result that waits."""
        data = self.overflow.get(piece)
        start = data[0] + 1
        return Stored(data[1:start], data[start:])

    def _sealed(self, results: dict[str, Piece]) -> Iterator[tuple[str, bytes, bytes, bytes]]:
        for name in sorted(results):
            key, value = self._taken(results[name])
            yield name, key, value, _seal(name, key, value)

    def _connection(self) -> sqlite3.Connection:
        """Return a connection of this process, for a process that was forked must not use its parent's."""
        if self._reader is None or self._reader[0] != os.getpid():
            self._reader = (os.getpid(), sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=1))
        return self._reader[1]

    def _close_reader(self) -> None:
        if self._reader and self._reader[0] == os.getpid():
            self._reader[1].close()
        self._reader = None


def _seal(name: str, key: bytes, value: bytes) -> bytes:
    """Return a digest of a whole row, which tells one that was damaged."""
    row = b"".join((name.encode("utf-8", "surrogatepass"), b"\0%d\0" % len(key), key, value))
    return hashlib.blake2b(row, digest_size=16).digest()


def _is_whole(name: str, key: object, value: object, seal: object) -> bool:
    """Tell whether a row is as it was written."""
    return isinstance(key, bytes) and isinstance(value, bytes) and seal == _seal(name, key, value)


def _rows(path: Path, program: str) -> dict[str, tuple[bytes, bytes, bytes]]:
    if not path.is_file():
        return {}
    with contextlib.closing(sqlite3.connect(path, timeout=1)) as base:
        if base.execute("SELECT digest FROM program").fetchall() != [(program,)]:
            return {}
        return {name: (key, value, seal) for name, key, value, seal in base.execute("SELECT * FROM result")}


def _write(
    path: Path,
    program: str,
    results: Iterable[tuple[str, bytes, bytes, bytes]],
    fragments: Iterable[tuple[str, bytes, bytes, bytes]],
    gone: set[str],
) -> None:
    if path.is_symlink():
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as base:
        base.executescript(_OPEN)
        base.execute("BEGIN IMMEDIATE")
        if base.execute("SELECT digest FROM program").fetchall() != [(program,)]:
            for table in ("result", "fragment", "program"):
                base.execute(f"DELETE FROM {table}")  # noqa: S608 - one of three words
            base.execute("INSERT INTO program VALUES (?)", (program,))
        base.executemany("INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)", results)
        base.executemany("INSERT OR REPLACE INTO fragment VALUES (?, ?, ?, ?)", fragments)
        for table in ("result", "fragment"):
            base.executemany(f"DELETE FROM {table} WHERE name = ?", [(name,) for name in gone])  # noqa: S608 - as above
        base.execute("COMMIT")


@contextlib.contextmanager
def _forgiven(path: Path) -> Iterator[None]:
    """Let a file that is no store, or cannot be one, be none."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeError, TypeError, ValueError):
        with contextlib.suppress(OSError):
            path.unlink()
