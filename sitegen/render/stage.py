"""The staging folder: the site is written here first, whole, before anything of the old one is touched.

In: the bytes of each file of the site. Out: one `Made` each; files whose bytes the output already has are not written.
Never writes outside its folder, never touches the output.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from sitegen.incremental.ledger import BuiltFile, digest_of, is_inner, is_plain_file


class Stage:
    """An empty folder to write into, beside the output that it is compared with."""

    def __init__(
        self, folder: Path, output: Path, digests: Mapping[str, str], sound: Collection[str] = frozenset()
    ) -> None:
        """Empty `folder`; `digests` are those, by path, of what earlier builds made in `output`.

        Of those, `sound` are the files that are known to be as they were made, and need not be looked at.
        """
        self._clear(folder)
        self.folder = str(folder)
        self.output = str(output)
        self.digests, self.sound = digests, sound
        self._folders: set[str] = set()

    def put(self, path: str, data: bytes) -> BuiltFile:
        """Stage one file; `path` is relative, with slashes, and was planned (`site.pages.check_clashes`)."""
        digest = hashlib.sha256(data).hexdigest()
        is_new = self.digests.get(path) != digest or not (path in self.sound or _holds(f"{self.output}/{path}", data))
        if is_new:
            self._write(self._place(path), (data,))
        return BuiltFile(path, digest, len(data), is_new)

    def put_pieces(self, path: str, pieces: Iterable[bytes]) -> BuiltFile:
        """Stage one file as `put` does, of which no more than a piece is in memory; it is written, new or not."""
        whole, size, target = hashlib.sha256(), 0, self._place(path)

        def noted() -> Iterator[bytes]:
            nonlocal size
            for piece in pieces:
                whole.update(piece)
                size += len(piece)
                yield piece

        self._write(target, noted())
        digest = whole.hexdigest()
        is_new = not self.has(path, digest)
        if not is_new:
            os.unlink(target)
        return BuiltFile(path, digest, size, is_new)

    def copy(self, path: str, source: Path, known: tuple[str, int] | None = None) -> BuiltFile:
        """Stage a copy of a file, whatever its size, without reading it whole into memory.

        `known` are its digest and size, where they need not be looked for.
        """
        if path in self.digests:
            digest, size = known or digest_of(source)
            if self.has(path, digest):
                return BuiltFile(path, digest, size)
        target = self._place(path)
        shutil.copyfile(source, target)
        return BuiltFile(path, *digest_of(Path(target)), is_new=True)  # the source may be another by now

    def read(self, path: str) -> bytes:
        """Return the bytes of a file that was staged."""
        return Path(self.folder, path).read_bytes()

    def has(self, path: str, digest: str) -> bool:
        """Tell whether the output holds a file of ours with that digest."""
        if self.digests.get(path) != digest:
            return False
        if path in self.sound:
            return True
        there = Path(self.output, path)
        return is_plain_file(there) and digest_of(there)[0] == digest

    def has_all(self, files: Iterable[BuiltFile]) -> bool:
        """Tell whether the output holds files as they were made."""
        digests, sound = self.digests, self.sound
        for path, digest, *_ in files:
            if digests.get(path) != digest or not (path in sound or self.has(path, digest)):
                return False
        return True

    def _clear(self, folder: Path) -> None:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def _write(self, target: str, pieces: Iterable[bytes]) -> None:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            for piece in pieces:
                view = memoryview(piece)
                while view:
                    view = view[os.write(handle, view) :]
        finally:
            os.close(handle)

    def _place(self, path: str) -> str:
        parent = path.rpartition("/")[0]
        if not is_inner(path):
            raise ValueError(f"not a path of the site: {path!r}")
        if parent not in self._folders:
            try:
                os.mkdir(f"{self.folder}/{parent}")  # most folders have one that is there
            except OSError:
                os.makedirs(f"{self.folder}/{parent}", exist_ok=True)  # pathlib costs three times as much
            self._folders.add(parent)
        return f"{self.folder}/{path}"


class JoinedStage(Stage):
    """A staging folder that another process has begun, and several fill; what one left half-written is written anew."""

    def __init__(
        self, folder: Path, output: Path, digests: Mapping[str, str], sound: Collection[str], unfinished: Path
    ) -> None:
        """Leave `folder` as it is; files are written in `unfinished`, on the same disk, and moved when they are whole.

        Beside its place what a killed process began would be taken for a file of the site.
        """
        super().__init__(folder, output, digests, sound)
        self._unfinished = str(unfinished)

    def _clear(self, folder: Path) -> None:
        """Leave what is there."""

    def _write(self, target: str, pieces: Iterable[bytes]) -> None:
        begun = f"{self._unfinished}/{os.urandom(8).hex()}"
        super()._write(begun, pieces)
        os.replace(begun, target)


def _holds(path: str, data: bytes) -> bool:
    """Tell whether a regular file already has these bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        if os.fstat(handle).st_size != len(data):
            return False
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read() == data
    except OSError:
        return False
    finally:
        os.close(handle)
