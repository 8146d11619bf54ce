"""Compiled files: what was made of files that come with sitegen, kept where Python keeps what it has compiled.

In: a name, what stands for the source, and bytes. Out: the same bytes, in a later process that asks for the same. They
lie in `__pycache__` of this folder, so that a first build in a new folder finds them. Where Python may not write there,
nothing is kept; what is damaged, or of another source, is not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import sys
from pathlib import Path

SEAL = 16
"""Bytes of the digest that a file begins with."""


def read(name: str, source: str) -> bytes:
    """Return what was compiled of a source under a name; nothing where it was not, or of another."""
    with contextlib.suppress(OSError, NotImplementedError):
        kept = _path(name).read_bytes()
        if kept[:SEAL] == _seal(name, source, kept[SEAL:]):
            return kept[SEAL:]
    return b""


def write(name: str, source: str, compiled: bytes) -> None:
    """Keep what was compiled of a source, whole or not at all."""
    if sys.dont_write_bytecode:
        return
    with contextlib.suppress(OSError, NotImplementedError):
        path = _path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            beside.write_bytes(_seal(name, source, compiled) + compiled)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


def _path(name: str) -> Path:
    """Return the file of a name, for this Python; raises `NotImplementedError` where it keeps nothing."""
    return Path(importlib.util.cache_from_source(str(Path(__file__).with_name(f"{name}.py"))))


def _seal(name: str, source: str, compiled: bytes) -> bytes:
    known = repr((name, source)).encode() + compiled
    return hashlib.blake2b(known, digest_size=SEAL).digest()
