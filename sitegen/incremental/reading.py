"""Files of the content, read and checked once for as long as they stay as they are.

In: the store, and the file stats of the content. Out: what reading each file returns. A file is taken to be unchanged
by its stat; where that has changed or cannot tell, by its bytes. Of papers the facts are stored; a whole paper is read
again where it is asked for in another build than the one that read its file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.content import files, load
from sitegen.content.content_file import Problems
from sitegen.content.references import paper_files
from sitegen.content.yamlfile import MAX_BYTES
from sitegen.errors import Problem, SitegenError
from sitegen.incremental.file_stat import Stamp
from sitegen.incremental.overflow import Piece
from sitegen.incremental.packing import digest, pack, unpack
from sitegen.incremental.store import Store, Stored
from sitegen.model import Paper, facts_of
from sitegen.workers import stream

SIZE = 16
"""Bytes of a digest. The key of a stored file is one of its stat and one of what it was made from."""
PackedFile = tuple[bytes, bytes, bytes]
"""The key of what was read from a file, what is stored of it, and the whole paper, if it is one."""
ReadElsewhere = Callable[[Callable[[str], PackedFile], Sequence[str]], Iterator[PackedFile]]
"""Reads files by other processes: the function that reads one, and their paths."""
UNSURE = bytes(SIZE)
"""In place of a stat that cannot tell of a change."""


class StoredReader:
    """Reads files through the store."""

    def __init__(
        self,
        root: Path,
        store: Store,
        stamps: Mapping[str, Stamp | None],
        jobs: int | None,
        elsewhere: ReadElsewhere | None = None,
    ) -> None:
        """Read in the folder `root`; `stamps` are those of the files of its content, taken before any is read.

        What the store lacks is read by `jobs` processes here, or `elsewhere`.
        """
        self._root, self._store, self._stamps, self._jobs = root, store, stamps, jobs
        self._elsewhere = elsewhere
        self._macros: load.Macros = {}
        self._paths: dict[str, str] = {}
        self._packed: dict[str, Piece] = {}

    def read(self, kind: load.Kind, paths: Sequence[str], macros: load.Macros) -> Iterator[tuple[Any, Problems]]:
        """Return what is in each file, and its problems."""
        ground = digest(pack(tuple(sorted(macros.items()))))
        stored = {path: kept for path in paths if (kept := self._kept(path, ground))}
        missing = [path for path in paths if path not in stored]

        read = partial(packed_file, self._root, kind, macros, ground)
        fresh = self._elsewhere(read, missing) if self._elsewhere else stream(read, missing, jobs=self._jobs)
        if kind == "paper":
            self._macros = macros
        for path in paths:
            value = stored[path].value if path in stored else self._noted(path, *next(fresh))
            item, problems = unpack(value)
            if kind == "paper" and item is not None:
                self._paths[item.slug] = path
            yield item, problems

    def _noted(self, path: str, key: bytes, value: bytes, whole: bytes) -> bytes:
        """Note what was read from a file; return what is stored of it."""
        if key:
            self._store.put(path, self._stat(path) + key, value)
        if whole:
            self._packed[path] = self._store.overflow.put(whole)
        return value

    def paper(self, slug: str) -> Paper:
        """Return a whole paper; raises `SitegenError` for a file that was spoilt since it was read."""
        path = self._paths[slug]
        if path in self._packed:
            made: Paper = unpack(self._store.overflow.get(self._packed[path]))
            return made
        paper, problems = load.read_paper(self._root, path, macros=self._macros)
        if paper is None:
            raise SitegenError(problems or [Problem(path, sentence="changed while the site was built")])
        return paper

    def _kept(self, path: str, ground: bytes) -> Stored | None:
        """Return what is stored of a file that has not changed since."""
        stored = self._store.get(path)
        if stored is None:
            return None
        stat, made_from = stored.key[:SIZE], stored.key[SIZE:]
        now = self._stat(path)
        if made_from[:SIZE] != ground:
            return None
        if stat != now or now == UNSURE:
            if made_from[SIZE:] != self._bytes(path):
                return None
            self._store.put(path, now + made_from, stored.value)
        return stored

    def _stat(self, path: str) -> bytes:
        stamp = self._stamps.get(path.removeprefix("content/"))
        return digest(repr(stamp).encode()) if stamp else UNSURE

    def _bytes(self, path: str) -> bytes:
        """Return the digest of a file's bytes; nothing for one that cannot be read."""
        if files.fault(self._root / "content", path.removeprefix("content/")):
            return b""
        try:
            return hashlib.blake2b(files.read(self._root / path, MAX_BYTES), digest_size=SIZE).digest()
        except OSError:
            return b""


class ReadBefore(StoredReader):
    """Takes what another process of the same build has read and stored, without a look at the files."""

    def __init__(self, root: Path, store: Store) -> None:
        """Read in the folder `root`; what the store lacks is read here."""
        super().__init__(root, store, {}, 1)

    def _kept(self, path: str, ground: bytes) -> Stored | None:
        stored = self._store.get(path)
        return stored if stored and stored.key[SIZE : 2 * SIZE] == ground else None


def packed_file(root: Path, kind: load.Kind, macros: load.Macros, ground: bytes, path: str) -> PackedFile:
    """Read a file of the content in the folder `root`; `ground` is the digest of the `macros`."""
    made = load.read_file(kind, root, path, macros)
    key = ground + made.digest if made.digest else b""
    if isinstance(made.item, Paper):
        facts = facts_of(made.item, tuple(paper_files(made.item)), digest(key))
        return key, pack((facts, made.problems)), pack(made.item)
    return key, pack((made.item, made.problems)), b""
