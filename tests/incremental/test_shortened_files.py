"""A file is shortened once for as long as it stays as it is."""

from __future__ import annotations

from pathlib import Path

from sitegen.incremental.shortened_files import ShortenedFiles, shorten_anew
from sitegen.incremental.store import Store


def test_a_file_is_shortened_again_when_it_has_changed(tmp_path: Path) -> None:
    """Another build takes what is stored; other bytes under the same name are shortened anew."""
    asked: list[bytes] = []

    def shorten(data: bytes) -> bytes:
        asked.append(data)
        return data.strip()

    for data in (b" a ", b" a ", b" b "):
        store = Store(tmp_path, "program")
        assert ShortenedFiles(store)("x.css", data, shorten) == data.strip()
        store.close()
    assert asked == [b" a ", b" b "]
    assert shorten_anew("x.css", b" c ", shorten) == b"c"
