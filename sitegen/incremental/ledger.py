"""The ledger: which files of an output folder are ours, and what their bytes should be.

In: an output folder. Out: the SHA-256 of each file that earlier builds made, by its slash path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from struct import Struct

from sitegen.errors import Problem, SitegenError
from sitegen.records import NamedTuple

LEDGER = ".sitegen-files"
"""The file in the output that says which files are ours: a line each, `digest  path`."""
BLOCK = 1 << 20


class BuiltFile(NamedTuple):
    """One file of a finished site; `is_new` says that the output does not have its bytes yet."""

    path: str
    digest: str
    size: int
    is_new: bool = False


_PACKED = Struct("<32sQ?")


class BuiltFiles:
    """The files of a finished site in their order, of which only the paths are objects: they may be very many."""

    def __init__(self, files: Iterable[BuiltFile] = ()) -> None:
        self._paths: list[str] = []
        self._rest = bytearray()
        self.add(files)

    def add(self, files: Iterable[BuiltFile]) -> None:
        """Take more files."""
        for path, digest, size, is_new in files:
            self._paths.append(path)
            self._rest += _PACKED.pack(bytes.fromhex(digest), size, is_new)

    @property
    def paths(self) -> Sequence[str]:
        """The path of each file."""
        return self._paths

    def sizes(self) -> Iterator[tuple[str, int]]:
        """Yield the path and the size of each file."""
        for path, (_, size, _) in zip(self._paths, _PACKED.iter_unpack(self._rest), strict=True):
            yield path, size

    def are_new(self) -> Iterator[tuple[str, bool]]:
        """Yield the path of each file, and whether the output did not have its bytes."""
        return zip(self._paths, map(bool, self._rest[_PACKED.size - 1 :: _PACKED.size]), strict=True)

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[BuiltFile]:
        for path, (digest, size, is_new) in zip(self._paths, _PACKED.iter_unpack(self._rest), strict=True):
            yield BuiltFile(path, digest.hex(), size, is_new)


def ledger(output: Path) -> dict[str, str]:
    """Return what earlier builds made in `output`: path to SHA-256. Raises `SitegenError` where that cannot be read."""
    return dict(listed(output))


def listed(output: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the SHA-256 of each file, one after another: there may be hundreds of thousands."""
    try:
        with (output / LEDGER).open(encoding="utf-8") as lines:
            for line in lines:
                digest, _, path = line.removesuffix("\n").partition("  ")
                if path:
                    yield path, digest
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        sentence = (
            "the list of what builds have made here is damaged, so that nothing here can be told from files of yours"
        )
        hint = f"move what is yours out of {output.name}/, delete the rest of it, and build again"
        raise SitegenError([Problem(f"{output.name}/{LEDGER}", sentence=sentence, hint=hint)]) from None


def digest_of(path: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file, as hexadecimal digits, and its size in bytes."""
    sha = hashlib.sha256()
    size = 0
    with path.open("rb") as handle:
        while block := handle.read(BLOCK):
            sha.update(block)
            size += len(block)
    return sha.hexdigest(), size


def is_inner(path: object) -> bool:
    """Tell whether something is the slash path of a file below the output."""
    if not isinstance(path, str) or path.startswith("/") or "\0" in path:
        return False
    return bool(path.rpartition("/")[2]) and ".." not in path.split("/")


def is_plain_file(path: Path) -> bool:
    """Tell a regular file from a link, a folder, a device and nothing."""
    return path.is_file() and not path.is_symlink()
