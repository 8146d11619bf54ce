"""Skipping: a task is not done again where it would come to the same.

In: tasks, and the store. Out: the result of an earlier build, as long as the task is given the same, all that it has
read of the site comes to the same, and its files are in the output as it left them.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable

from sitegen.incremental.ledger import BuiltFile
from sitegen.incremental.packing import VERSION, basis, digest
from sitegen.incremental.store import Store
from sitegen.incremental.task import Result, Task
from sitegen.incremental.tracking import Tracker

SIZE = 16
"""Bytes of a digest. The key of a task is one of what it is given, and one of what its reads came to."""
TASK = "task "
"""How the names of stored tasks begin."""


class SkipUnchanged:
    """Skips the tasks that would come to what they came to in an earlier build."""

    def __init__(
        self, store: Store, tracker: Tracker, ground: bytes, are_there: Callable[[Iterable[BuiltFile]], bool]
    ) -> None:
        """Let `ground` stand for all that every task depends on; `are_there` tells whether the output holds files."""
        self._store, self._tracker, self._ground, self._are_there = store, tracker, ground, are_there
        self._known: dict[str, bytes] = {}

    def stored(self, task: Task) -> Result | None:
        """Return what a task came to in an earlier build, where it would come to the same now."""
        stored = self._store.get(TASK + task.name)
        if stored is None or not stored.key.startswith(self._argument_digest(task)):
            return None
        reads, files, fragments = marshal.loads(stored.value)  # noqa: S302 - the store has checked that it is ours
        if stored.key[SIZE:] != self._tracker.digest(reads):
            return None
        result = Result(tuple([BuiltFile(*made) for made in files]), digest=fragments)
        return result if self._are_there(result.files) else None

    def watched(self, task: Task) -> tuple[Result, bytes]:
        """Do a task; return its result, and what it has read."""
        result, reads = self._tracker.watch(lambda: task.make(task.argument))
        if result.fragments:
            result = result._replace(digest=digest(result.fragments))
        return result, marshal.dumps(tuple([(part, int(way), key) for part, way, key in reads]), VERSION)

    def store(self, task: Task, result: Result, reads: bytes) -> None:
        """Store what a task came to, and what it has read."""
        noted = marshal.loads(reads)  # noqa: S302 - made in this build
        files = tuple([(made.path, made.digest, made.size) for made in result.files])
        value = marshal.dumps((noted, files, result.digest), VERSION)
        self._store.put(TASK + task.name, self._argument_digest(task) + self._tracker.digest(noted), value)
        self._known.pop(task.name, None)
        if result.fragments:
            self._store.put_fragment(TASK + task.name, result.digest, result.fragments)

    def _argument_digest(self, task: Task) -> bytes:
        """Return the digest of what a task is given; it is asked for before and after the task is done."""
        known = self._known.get(task.name)
        if known is None:
            known = self._known[task.name] = digest(self._ground + basis(task.argument))
        return known
