"""Task runner: does the tasks of one build.

In: tasks. Out: what each came to, in their order; the files are staged. Tasks are spread over processes where there are
many. What may be skipped is decided elsewhere; every file that a task makes was planned for it, or it is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from itertools import islice

from sitegen.incremental.ledger import BuiltFile, BuiltFiles
from sitegen.incremental.task import Result, Skipping, Task
from sitegen.records import NamedTuple, dataclass
from sitegen.render.stage import Stage
from sitegen.site.plan import Plan
from sitegen.workers import ROUND


class Awaited(NamedTuple):
    """Files that somebody waits for: `show` is given the bytes of those that are new before other tasks are done."""

    paths: Collection[str] = ()
    show: Callable[[Mapping[str, bytes]], object] = lambda _: None


NOBODY = Awaited()
Spread = Callable[[Sequence[Task]], Iterable[tuple[Result, bytes]]]
"""Does tasks, over several processes: what each came to, and what it has read (`Skipping.watched`), in their order."""


@dataclass(slots=True)
class TaskRunner:
    """Does the tasks of one build. `made` are the files of all that were done, in their order.

    `rendered` counts the pages that were rendered, whether they changed or not.
    """

    plan: Plan
    stage: Stage
    skipping: Skipping
    spread: Spread
    awaited: Awaited = NOBODY
    rendered: int = 0
    made: BuiltFiles = field(default_factory=BuiltFiles)

    def run(self, tasks: Iterable[Task]) -> dict[str, bytes]:
        """Do tasks; return, in their order, the digest of the fragments of each that leaves some, by its name.

        Of very many tasks no more than `ROUND` are there at a time, unless somebody waits for one: that comes first.
        """
        digests: dict[str, bytes] = {}
        waiting = iter(tasks)
        while some := list(waiting if self.awaited.paths else islice(waiting, ROUND)):
            for task, result in zip(some, self._run(some), strict=True):
                self.made.add(result.files)
                if result.digest:
                    digests[task.name] = result.digest
        return digests

    def _run(self, tasks: Sequence[Task]) -> list[Result]:
        results = [self.skipping.stored(task) for task in tasks]
        missing = [index for index, result in enumerate(results) if result is None]
        first = [index for index in missing if self._is_awaited(tasks[index])]
        for index in first:
            results[index] = self._finished(tasks[index], *self.skipping.watched(tasks[index]))
        self._show(made for index in first for made in results[index].files)  # type: ignore[union-attr] # just set
        rest = [index for index in missing if results[index] is None]
        done = self.spread([tasks[index] for index in rest])
        for index, (result, reads) in zip(rest, done, strict=True):
            results[index] = self._finished(tasks[index], result, reads)
        return results  # type: ignore[return-value] # every place was filled

    def _finished(self, task: Task, result: Result, reads: bytes) -> Result:
        self.plan.check(task.name, [made.path for made in result.files])
        self.rendered += sum(made.path.endswith(".html") for made in result.files)
        self.skipping.store(task, result, reads)
        planned = {path: path for path in self.plan.paths(task.name)}
        files = [made._replace(path=planned.get(made.path, made.path)) for made in result.files]
        return Result(tuple(files), digest=result.digest)  # with the plan's paths, of which there is one, not two

    def _is_awaited(self, task: Task) -> bool:
        return bool(self.awaited.paths) and any(path in self.awaited.paths for path in self.plan.paths(task.name))

    def _show(self, files: Iterable[BuiltFile]) -> None:
        """Hand over what somebody waits for."""
        new = {
            made.path: self.stage.read(made.path) for made in files if made.is_new and made.path in self.awaited.paths
        }
        if new:
            self.awaited.show(new)
