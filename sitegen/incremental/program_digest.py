"""Program digest: changes when sitegen, a library or Python does.

In: the installed program. Out: a digest that is another one whenever the same content could be made into other bytes.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from sitegen.incremental import compiled_files

PROGRAM = Path(__file__).parents[1]


@functools.cache  # a process runs what it once loaded
def program_digest() -> str:
    """Return a digest of every file of the program, of the versions of what is installed beside it, and of Python.

    Reading all files takes longer than many a build: the digest is kept, under their names, sizes and times.
    """
    around = repr((sys.version, sys.platform, _installed())).encode()
    entries = list(_files(os.fspath(PROGRAM)))
    looks = [(entry.path, (stat := entry.stat()).st_size, stat.st_mtime_ns, stat.st_ino) for entry in entries]
    look = hashlib.blake2b(around + repr(looks).encode(), digest_size=16).hexdigest()
    if kept := compiled_files.read("program", look):
        return kept.decode()
    digest = hashlib.blake2b(around, digest_size=16)
    for entry in entries:
        with open(entry.path, "rb") as opened:
            digest.update(opened.read())
    compiled_files.write("program", look, digest.hexdigest().encode())
    return digest.hexdigest()


def _installed() -> list[str]:
    """Return the names of the installed distributions, which hold their versions."""
    names = []
    for folder in sys.path:
        if os.path.isdir(folder):
            names += [name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))]
    return sorted(names)


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the program's own files; what Python keeps of them, and fonts and the like beside them, are not text."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in {"__pycache__", "themes"}:
                yield from _files(entry.path)
        elif entry.is_file():
            yield entry
