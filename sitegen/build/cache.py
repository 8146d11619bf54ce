"""What was made before, under the name of the thing it is about.

In: a name, what it was made from, the result. Out: the result, while it is made from the same. One result a name: what
the last build did not use is forgotten. In memory while a process lives, in `.sitegen/cache/build.sqlite` between them.
A file that is damaged, or of another sitegen, is one that is not there. Never decides whether a result still holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import pickle
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

NAME = "build.sqlite"
LASTING = "output "
"""How names begin of what is kept though a build does not use it."""
APART = "\0"
"""Stands between readings in the file; no path and no slug holds it."""
_MODULES = frozenset(
    {
        "sitegen.model.author",
        "sitegen.model.forms",
        "sitegen.model.paper",
        "sitegen.model.site",
        "sitegen.errors",
        "sitegen.build.fragments",
        "sitegen.build.stage",
    }
)
"""Where the classes of results are from; the file can bring back nothing else."""
_OPEN = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS edition (value TEXT);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, key BLOB, reads TEXT, value BLOB, seal BLOB) WITHOUT ROWID;
"""


class Kept(NamedTuple):
    """A result: `key` is what it was made from, `reads` what is needed to ask whether that is still so."""

    key: bytes
    reads: tuple[str, ...]
    value: Any


class Cache:
    """Results by name; between `begin` and `finish` it notes which were used."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._folder: Path | None = None
        self._edition = ""
        self.later: list[Callable[[], object]] = []
        """What is still to be done for a build that can be shown already."""
        self._forget()

    def _forget(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._packed: dict[str, tuple[bytes, str, bytes]] = {}
        self._used: set[str] = set()
        self._changed: set[str] = set()
        self._stored: set[str] = set()
        self.beside: dict[str, tuple[Any, Any]] = {}
        """What is kept in memory alone: by name, what it was made from and the result."""

    def begin(self, folder: Path, edition: str) -> None:
        """Start a build whose results are kept in `folder`; what another `edition` has made is not taken."""
        if (folder, edition) != (self._folder, self._edition):
            self._forget()
            self._folder, self._edition = folder, edition
            with _forgiven(folder / NAME):
                self._packed = _read(folder / NAME, edition)
            self._stored = set(self._packed)
        self._used, self.later = set(), []

    def get(self, name: str) -> Kept | None:
        """Return what is kept under a name."""
        kept = self._kept.get(name)
        if kept is None and name in self._packed:
            key, reads, packed = self._packed.pop(name)
            with contextlib.suppress(
                pickle.UnpicklingError, AttributeError, EOFError, TypeError, ValueError, LookupError
            ):
                kept = self._kept[name] = Kept(key, tuple(reads.split(APART)), _Unpickler(io.BytesIO(packed)).load())
        if kept is not None:
            self._used.add(name)
        return kept

    def put(self, name: str, key: bytes, reads: tuple[str, ...], value: Any) -> None:
        """Keep a result in place of what was kept under its name."""
        self._kept[name] = Kept(key, reads, value)
        self._used.add(name)
        self._changed.add(name)

    def finish(self) -> None:
        """End a build: do what was left for later, forget what was not used, and write down what is new."""
        later, self.later = self.later, []
        for one in later:
            one()
        self._used |= {name for name in self._stored if name.startswith(LASTING)}
        self._packed = {}
        self._kept = {name: kept for name, kept in self._kept.items() if name in self._used}
        gone, changed = self._stored - self._used, self._changed & self._used
        if self._folder is None or not (gone or changed):
            return
        rows = [(name, *_sealed(name, self._kept[name])) for name in sorted(changed)]
        with _forgiven(self._folder / NAME):
            _write(self._folder / NAME, self._edition, rows, sorted(gone))
        self._stored, self._changed = (self._stored - gone) | changed, set()


class _Unpickler(pickle.Unpickler):
    """Makes plain values and the program's own records, and calls nothing else, whatever a file says."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the few modules that results are from."""
        found = super().find_class(module, name) if module in _MODULES else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is not a record of ours")
        return found


def _sealed(name: str, kept: Kept) -> tuple[bytes, str, bytes, bytes]:
    packed = pickle.dumps(kept.value, 5)
    reads = APART.join(kept.reads)
    return kept.key, reads, packed, _seal(name, kept.key, reads, packed)


def _seal(name: str, key: bytes, reads: str, packed: bytes) -> bytes:
    """Return a digest of a whole row, which tells one that was damaged."""
    head = repr((name, key, reads)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(head + packed, digest_size=16).digest()


def _read(path: Path, edition: str) -> dict[str, tuple[bytes, str, bytes]]:
    if not path.is_file():
        return {}
    with contextlib.closing(sqlite3.connect(path, timeout=1)) as base:
        if base.execute("SELECT value FROM edition").fetchall() != [(edition,)]:
            return {}
        rows = base.execute("SELECT name, key, reads, value, seal FROM kept")
        return {
            name: (key, reads, packed)
            for name, key, reads, packed, seal in rows
            if seal == _seal(name, key, reads, packed)
        }


def _write(path: Path, edition: str, rows: list[tuple[Any, ...]], gone: list[str]) -> None:
    if path.is_symlink():
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as base:
        base.executescript(_OPEN)
        base.execute("BEGIN IMMEDIATE")
        if base.execute("SELECT value FROM edition").fetchall() != [(edition,)]:
            base.execute("DELETE FROM kept")
            base.execute("DELETE FROM edition")
            base.execute("INSERT INTO edition VALUES (?)", (edition,))
        base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", rows)
        base.executemany("DELETE FROM kept WHERE name = ?", [(name,) for name in gone])
        base.execute("COMMIT")


@contextlib.contextmanager
def _forgiven(path: Path) -> Iterator[None]:
    """Let a file that is no cache, or cannot be one, be none."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeError, TypeError, ValueError):
        with contextlib.suppress(OSError):
            path.unlink()
