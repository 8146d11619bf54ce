"""Output state: what the output holds, from builds before, and how far that can be trusted without reading it.

In: the output folder, the store. Out: the digests of what was made, and which files are as they were left.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from sitegen.incremental import file_stat
from sitegen.incremental.file_stat import Stamp, each, settled
from sitegen.incremental.ledger import ledger
from sitegen.incremental.packing import VERSION
from sitegen.incremental.store import Store
from sitegen.records import dataclass

_PORTION = 5000
"""Files that are looked at before those of them are kept that tell."""
OUTPUT, SOURCES = "output ", "sources"
"""How the names of what is stored here begin."""


@dataclass(frozen=True, slots=True)
class OutputState:
    """The files of the output by path: the SHA-256 of each as it was made, and the stamps they had at the time `since`.

    `sound` are those whose stamp is the one that was seen when they were known to be right.
    """

    digests: Mapping[str, str]
    stamps: Mapping[str, Stamp]
    since: int = 0
    sound: Collection[str] = frozenset()


def look(output: Path, store: Store, since: int) -> OutputState:
    """Return what the output holds at the time `since`; no file of it is opened but the ledger."""
    digests = ledger(output)
    store.keep(name for name in store.names() if name.startswith(OUTPUT))
    before: Mapping[str, Stamp] = _loaded(store, f"{OUTPUT}{output}")
    now = each(os.fspath(output), digests)
    return OutputState(digests, now, since, {path for path, stamp in now.items() if before.get(path) == stamp})


def remember(
    state: OutputState, output: Path, written: Sequence[str], kept: Sequence[str], *, since: int, store: Store
) -> Mapping[str, Stamp]:
    """Store the stamps of what was published, and return them.

    `written` are the paths of files that were written at the time `since` or before; those that were `kept` were found
    to be right after the stamps of `state` were taken.
    """
    sure = settled({path: state.stamps[path] for path in kept if path in state.stamps}, state.since)
    for start in range(0, len(written), _PORTION):
        sure.update(settled(each(os.fspath(output), written[start : start + _PORTION]), since))
    store.put(f"{OUTPUT}{output}", b"", marshal.dumps(sure, VERSION))
    return sure


class Sources:
    """Files that are copied as they are, their digests known by their stamps."""

    def __init__(self, store: Store, since: int) -> None:
        """Remember in `store`; from the time `since` on, a change gives a file another stamp."""
        self._store, self._since = store, since
        self._before: Mapping[str, tuple[Stamp, str, int]] = _loaded(store, SOURCES)
        self._now: dict[str, tuple[Stamp, str, int]] = {}

    def known(self, source: Path, stamp: Stamp) -> tuple[str, int] | None:
        """Return the digest and size of a file with this `stamp`, if it has not changed since they were last noted."""
        before = self._before.get(os.fspath(source))
        return before[1:] if before and before[0] == stamp else None

    def note(self, source: Path, stamp: Stamp, digest: str, size: int) -> None:
        """Note what a file holds that had the `stamp` before it was read."""
        if file_stat.is_settled(stamp, self._since):
            self._now[os.fspath(source)] = (stamp, digest, size)

    def keep(self) -> None:
        """Remember what was asked for, and nothing else."""
        if self._now != self._before:
            self._store.put(SOURCES, b"", marshal.dumps(self._now, VERSION))


def _loaded(store: Store, name: str) -> Mapping[str, Any]:
    """Return a mapping that was stored; an empty one where there is none."""
    stored = store.get(name)
    with contextlib.suppress(ValueError, TypeError, EOFError):
        loaded = marshal.loads(stored.value) if stored else {}  # noqa: S302 - the store has checked that it is ours
        return loaded if isinstance(loaded, dict) else {}
    return {}
