"""Pieces of work, done where something they stand on has changed since they were last done.

In: works, each a function and what it is given. Out: their results, and the files they staged. A work is done again
when what it was given, or anything it has read, is another now, or when a file of it is not in the output as it should
be. Never knows what a work is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sitegen.workers import spread

from .cache import Cache
from .stage import Made, Stage
from .watch import Watch

Done = tuple[Any, tuple[Made, ...]]
"""What a work is for others, and the files it made."""


WORKS = "works"


class Work(NamedTuple):
    """One piece of work: its name, the function, and the one thing it is given."""

    name: str
    do: Callable[[Any], Done]
    given: Any = None


class Awaited(NamedTuple):
    """Files that somebody waits for: `show` is given the bytes of those that are new before other works are done."""

    paths: Collection[str] = ()
    show: Callable[[Mapping[str, bytes]], object] = lambda _: None


NOBODY = Awaited()


class Workshop:
    """Where works are done, once in each build."""

    def __init__(
        self,
        cache: Cache,
        watch: Watch,
        stage: Stage,
        ground: bytes,
        *,
        jobs: int | None,
        is_whole: bool,
        awaited: Awaited = NOBODY,
    ) -> None:
        """Let `ground` stand for all that every work stands on and does not note.

        The output `is_whole` when all that the last build of this process left there is as it was left.
        """
        self.watch, self._is_whole, self._awaited = watch, is_whole, awaited
        self._cache, self._stage, self._ground, self._jobs = cache, stage, ground, jobs
        self._before: Mapping[str, bytes] = cache.beside.pop(WORKS, (None, {}))[1]
        """The grounds of all works that were good in the last build of this process."""
        self._grounds: dict[str, bytes] = {}

    def each(self, works: Sequence[Work]) -> list[Done]:
        """Return what each work comes to, in their order."""
        changed = self.watch.changed()
        found = [self._kept(work, changed) for work in works]
        missing = [work for work, done in zip(works, found, strict=True) if done is None]
        first = [work for work in missing if self._is_awaited(work)]
        fresh = {work.name: self._do(work) for work in first}
        self._show(made for (_, files), _ in fresh.values() for made in files)
        rest = [work for work in missing if work.name not in fresh]
        fresh |= zip((work.name for work in rest), spread(self._do, rest, jobs=self._jobs), strict=True)
        return [done or self._noted(work, *fresh[work.name]) for work, done in zip(works, found, strict=True)]

    def keep(self) -> None:
        """Remember in memory which works are good now, and what they have read."""
        self.watch.keep({read for name in self._grounds if (kept := self._cache.get(name)) for read in kept.reads})
        self._cache.beside[WORKS] = (None, self._grounds)

    def _kept(self, work: Work, changed: frozenset[str]) -> Done | None:
        """Return what a work came to, if that holds and its files are there."""
        kept = self._cache.get(work.name)
        if kept is None:
            return None
        ground = self._ground_of(work)
        piece, files, its_digest = kept.value
        if self._before.get(work.name) == ground:
            holds = changed.isdisjoint(kept.reads) and (self._is_whole or self._stage.has_all(files))
        else:
            holds = kept.key == self.watch.key(ground, kept.reads) and self._stage.has_all(files)
        if not holds:
            return None
        self.watch.knows(piece, its_digest)
        return piece, files

    def _is_awaited(self, work: Work) -> bool:
        """Tell whether somebody waits for a file that a work made the last time."""
        kept = self._cache.get(work.name) if self._awaited.paths else None
        return kept is not None and any(path in self._awaited.paths for path, *_ in kept.value[1])

    def _show(self, files: Iterable[Made]) -> None:
        """Hand over what somebody waits for."""
        new = {one.path: self._stage.read(one.path) for one in files if one.is_new and one.path in self._awaited.paths}
        if new:
            self._awaited.show(new)

    def _do(self, work: Work) -> tuple[Done, tuple[str, ...]]:
        return self.watch.reading(lambda: work.do(work.given))

    def _noted(self, work: Work, done: Done, reads: tuple[str, ...]) -> Done:
        piece, files = done
        value = (piece, tuple(one._replace(is_new=False) for one in files), self.watch.of(piece))
        self._cache.put(work.name, self.watch.key(self._ground_of(work), reads), reads, value)
        return done

    def _ground_of(self, work: Work) -> bytes:
        ground = self._grounds[work.name] = self._ground + self.watch.of(work.given)
        return ground
