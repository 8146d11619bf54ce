"""Shortened files: style sheets and scripts as they are sent, stored by what they were made of.

In: the name of a file, its bytes, and what shortens them. Out: what that returned, from the store of earlier builds
where it holds it.
"""

from __future__ import annotations

from collections.abc import Callable

from sitegen.incremental.packing import digest
from sitegen.incremental.store import Store

SHORTENED = "shortened "
"""How the names of what is stored here begin."""
Shorten = Callable[[bytes], bytes]


class ShortenedFiles:
    """Shortens files, each once for as long as it stays as it is."""

    def __init__(self, store: Store) -> None:
        """Look into `store`, and put what is new there."""
        self._store = store

    def __call__(self, name: str, data: bytes, shorten: Shorten) -> bytes:
        """Return a file's bytes, shortened."""
        key = digest(data)
        stored = self._store.get(SHORTENED + name)
        if stored and stored.key == key:
            return stored.value
        short = shorten(data)
        self._store.put(SHORTENED + name, key, short)
        return short


def shorten_anew(name: str, data: bytes, shorten: Shorten) -> bytes:  # noqa: ARG001 - as above
    """Return a file's bytes, shortened; nothing is stored."""
    return shorten(data)
