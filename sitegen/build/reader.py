"""Files of the content, read and checked once for as long as they stay as they are.

In: the cache, and the stamps of the content. Out: what a reader of the content returns for each file. A file is taken
to be unchanged by its stamp; where that has changed or cannot tell, by its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sitegen.content import files
from sitegen.content.yamlfile import MAX_BYTES
from sitegen.workers import spread

from .cache import Cache
from .stamps import Stamp
from .watch import digest


class Reader:
    """Reads files through the cache; `known` are the digests of all that was read, by identity."""

    def __init__(self, root: Path, cache: Cache, stamps: Mapping[str, Stamp | None], jobs: int | None) -> None:
        """Read in the folder `root`; `stamps` are those of the files of its content."""
        self._root, self._cache, self._stamps, self._jobs = root, cache, stamps, jobs
        self.known: dict[int, bytes] = {}

    def __call__(self, read: Callable[[str], Any], paths: Sequence[str], given: Mapping[str, str]) -> list[Any]:
        """Return `read(path)` for each path; it depends on nothing but the file and what was `given`."""
        ground = digest(repr(sorted(given.items())).encode("utf-8", "surrogatepass"))
        missing = [path for path in paths if not self._is_kept(path, ground)]
        before = {path: self._bytes(path) for path in missing}
        missing = [path for path in missing if not self._is_same(path, ground + before[path])]
        for path, value in zip(missing, spread(read, missing, jobs=self._jobs), strict=True):
            is_steady = self._bytes(path) == before[path]  # else it was written while it was read
            self._cache.put(path, ground + before[path] if is_steady else b"", (self._stamp(path),), value)
        return [self._value(path) for path in paths]

    def _value(self, path: str) -> Any:
        kept = self._cache.get(path)
        if kept is None:
            raise LookupError(path)
        if kept.key:
            self.known[id(kept.value[0])] = digest(kept.key + path.encode("utf-8", "surrogatepass"))
        return kept.value

    def _is_kept(self, path: str, ground: bytes) -> bool:
        kept, stamp = self._cache.get(path), self._stamp(path)
        return kept is not None and kept.key.startswith(ground) and bool(stamp) and kept.reads == (stamp,)

    def _is_same(self, path: str, key: bytes) -> bool:
        kept = self._cache.get(path)
        if kept is None or kept.key != key:
            return False
        if kept.reads != (self._stamp(path),):
            self._cache.put(path, key, (self._stamp(path),), kept.value)
        return True

    def _stamp(self, path: str) -> str:
        stamp = self._stamps.get(path.removeprefix("content/"))
        return repr(stamp) if stamp else ""

    def _bytes(self, path: str) -> bytes:
        """Return a digest of a file as it is, or of what keeps it from being read."""
        fault = files.fault(self._root / "content", path.removeprefix("content/"))
        if fault:
            return digest(b"fault" + fault.encode())
        try:
            with (self._root / path).open("rb") as opened:
                return digest(b"bytes" + opened.read(MAX_BYTES + 1))
        except OSError as error:
            return digest(b"error" + str(error.strerror).encode())
