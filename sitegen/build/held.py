"""What the output holds, from builds before, and how far that can be trusted without reading it.

In: the output folder, the cache. Out: the digests of what was made, and which files are as they were left.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import stamps
from .cache import LASTING, Cache
from .stage import Made, Stage
from .stamps import Stamp, each, settled
from .writer import LEDGER, ledger

SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Held:
    """The files of the output by path: the SHA-256 of each as it was made, and the stamps they had at the time `since`.

    `sound` are those whose stamp is the one that was seen when they were known to be right. `is_whole` says that these
    are all files of the last build of this process.
    """

    digests: Mapping[str, str]
    stamps: Mapping[str, Stamp]
    since: int = 0
    sound: Collection[str] = frozenset()
    is_whole: bool = False


def look(output: Path, cache: Cache, since: int) -> Held:
    """Return what the output holds at the time `since`; no file of it is opened but the ledger.

    What was seen at the end of the last build of this process is taken, while its ledger is in place.
    """
    name = _name(output)
    stamp, held = cache.beside.pop(name, (None, None))
    if isinstance(held, Held) and stamp and stamp == each(os.fspath(output), [LEDGER]):
        return held
    kept = cache.get(name)
    return _seen(output, ledger(output), kept.value if kept else {}, since)


class Written:
    """A site that was just published into `output`, and the stamps of what was written.

    From the time `since` on, a change gives a file another stamp.
    """

    def __init__(self, since: int, made: Sequence[Made], output: Path) -> None:
        """Look at the files that are new."""
        self.since, self.made, self.output = since, made, output
        self.stamps = each(os.fspath(output), [one.path for one in made if one.is_new])


def remember(held: Held, written: Written, cache: Cache) -> Mapping[str, Stamp]:
    """Keep the stamps of what was published, and return them.

    What was not written was found to be right after the stamp that is `held` was taken.
    """
    found = {one.path: held.stamps[one.path] for one in written.made if not one.is_new and one.path in held.stamps}
    sure = {**settled(found, held.since), **settled(written.stamps, written.since)}
    cache.put(_name(written.output), b"", (), sure)
    return sure


def look_again(written: Written, cache: Cache, sure: Mapping[str, Stamp]) -> None:
    """Look at the output for the next build of this process, when there is time for it."""
    stamp = each(os.fspath(written.output), [LEDGER])
    digests = {one.path: one.digest for one in sorted(written.made)}  # the ledger's order
    held = _seen(written.output, digests, sure, written.since)
    held = replace(held, is_whole=len(held.sound) == len(digests))
    cache.beside[_name(written.output)] = (settled(stamp, written.since), held)


def _seen(output: Path, digests: Mapping[str, str], before: Mapping[str, Stamp], since: int) -> Held:
    now = each(os.fspath(output), digests)
    return Held(digests, now, since, {path for path, one in now.items() if before.get(path) == one})


def _name(output: Path) -> str:
    return f"{LASTING}{output}"


class Sources:
    """Files that are copied as they are, their digests known by their stamps."""

    def __init__(self, cache: Cache, since: int) -> None:
        """Remember in `cache`; from the time `since` on, a change gives a file another stamp."""
        self._cache, self._since = cache, since
        kept = cache.get(SOURCES)
        self._before: Mapping[str, tuple[Stamp, str, int]] = kept.value if kept else {}
        self._now: dict[str, tuple[Stamp, str, int]] = {}

    def copy(self, path: str, source: Path, stage: Stage) -> Made:
        """Stage a copy of a file."""
        name = os.fspath(source)
        stamp, known = stamps.of(name), self._before.get(name)
        one = stage.copy(path, source, known[1:] if known and known[0] == stamp else None)
        if stamps.is_settled(stamp, self._since):
            self._now[name] = (stamp, one.digest, one.size)
        return one

    def keep(self) -> None:
        """Remember what was asked for, and nothing else."""
        if self._now != self._before:
            self._cache.put(SOURCES, b"", (), self._now)
