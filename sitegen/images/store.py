"""Made pictures, kept by the content of what they were made of.

In: orders, each a picture file and what it is wanted for. Out: a `Making` for each: its files in the store's folder, or
why there are none. What is in the store is not made again, unless it is not as it was made; deleting or damaging the
store changes time, never bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.images import seals
from sitegen.images.order import File, Making, Order
from sitegen.images.seals import is_whole
from sitegen.records import dataclass

_MANIFEST = "making.json"
"""What came of an order: the digest of the rest on a line of its own, then the rest, with a seal for each file."""
_DAY = 24 * 60 * 60
_KEPT = 30 * _DAY
"""Seconds for which what no build uses is kept."""
Progress = Callable[[int, int], object]
"""Told (done, of how many)."""


@dataclass(frozen=True, slots=True)
class MadeImages:
    """All makings by the orders' keys, and how many were made now, kept from before, and failed."""

    makings: Mapping[str, Making]
    made: int
    kept: int
    failed: int


def fill(
    orders: Iterable[Order],
    store: Path,
    *,
    seconds: float,
    jobs: int,
    progress: Progress = lambda _done, _all: None,
) -> MadeImages:
    """Make what is ordered and not in the store yet, in up to `jobs` processes apart."""
    wanted = {order.key: order for order in orders}
    makings = {key: making for key in wanted if (making := _kept(store, key)) is not None}
    missing = sorted((order for key, order in wanted.items() if key not in makings), key=lambda order: order.path)
    kept = len(makings)
    store.mkdir(parents=True, exist_ok=True)
    if missing:
        from sitegen.images.sandbox import Lost, SandboxLimits, each  # most builds make no picture

        limits = SandboxLimits(seconds, 100 + 6 * max(order.megapixels for order in missing))
        results = each(partial(_make, store=str(store)), missing, limits, jobs=min(jobs, len(missing)))
        for done, (number, result) in enumerate(results, 1):
            making = Making(fault=result.sentence, is_lasting=False) if isinstance(result, Lost) else result
            makings[missing[number].key] = making
            progress(done, len(missing))
    failed = sum(1 for order in missing if makings[order.key].fault)
    return MadeImages(makings, len(missing) - failed, kept, failed)


def prune(store: Path, used: Collection[Path]) -> None:
    """Remove what no build has used for a month from a store, given what this one used; looks once a day.

    A store holds files or folders two deep. Whoever calls holds the site's lock.
    """
    now, looked = time.time(), store / ".pruned"
    if not store.is_dir() or (looked.exists() and now - looked.stat().st_mtime < _DAY):
        return
    looked.touch()
    for entry in store.glob("*/*"):
        if entry in used:
            os.utime(entry)
        elif now - entry.stat().st_mtime < _KEPT:
            continue
        elif entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def _kept(store: Path, key: str) -> Making | None:
    """Return what was made for an order, if all of it is as it was then."""
    folder = _folder(store, key)
    try:
        digest, _, body = (folder / _MANIFEST).read_bytes().partition(b"\n")
        if digest.decode("ascii") != hashlib.sha256(body).hexdigest():
            return None
        data: dict[str, Any] = json.loads(body)
        kept, sealed = data.pop("key"), data.pop("seals")
        files = tuple(File(**fields) for fields in data.pop("files"))
        whole = kept == key and all(is_whole(folder / file.name, tuple(sealed[file.name])) for file in files)
        return Making(**{**data, "folder": str(folder), "files": files}) if whole else None
    except (OSError, ValueError, TypeError, KeyError):  # not there, or not whole: it is made anew
        return None


def _folder(store: Path, key: str) -> Path:
    return store / key[:2] / key


def _make(order: Order, store: str) -> Making:
    """Make one order, in the child process, and keep it."""
    from sitegen.images.making import make

    making, files = make(order)
    if not making.is_lasting:
        return making
    folder = _folder(Path(store), order.key)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    sealed = {name: seals.put(beside / name, data) for name, data in files.items()}
    manifest = {name: getattr(making, name) for name in Making.__dataclass_fields__ if name not in {"folder", "files"}}
    manifest["files"] = [{name: getattr(file, name) for name in File.__dataclass_fields__} for file in making.files]
    body = json.dumps({**manifest, "key": order.key, "seals": sealed}).encode()
    seals.put(beside / _MANIFEST, b"%s\n%s" % (hashlib.sha256(body).hexdigest().encode(), body))
    shutil.rmtree(folder, ignore_errors=True)
    beside.replace(folder)
    seals.settle([folder])
    return replace(making, folder=str(folder))
