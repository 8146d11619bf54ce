"""Cluster: a build's files read and its tasks done by other processes, on this machine or others.

In: an executor (`concurrent.futures`) whose processes see the site's folder under the same path and have the same
sitegen. Out: what each file and each task came to, in their order, the same as without. Such a process connects the
site once, from what the build has read and stored, and then does the tasks that it is named; a task that was lost with
its process is done again by another.
"""

from __future__ import annotations

import hashlib
import pickle
import platform
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sitegen.content.load import load
from sitegen.errors import Problem, SitegenError
from sitegen.exports.plugged_formats import with_plugged
from sitegen.incremental.program_digest import program_digest
from sitegen.incremental.reading import PackedFile, ReadBefore
from sitegen.incremental.store import Store
from sitegen.incremental.task import Result, Task
from sitegen.incremental.tracking import tracked_content
from sitegen.records import NamedTuple, dataclass
from sitegen.render.cards import Cards
from sitegen.render.pictures import Pictures
from sitegen.render.request import BuildRequest
from sitegen.render.stage import JoinedStage, Stage
from sitegen.render.task_source import References, TaskSource
from sitegen.render.theme import find_theme
from sitegen.render.writer import STAGING
from sitegen.site.graph import connect
from sitegen.site.pages import addresses
from sitegen.site.translation import in_language

if TYPE_CHECKING:
    from concurrent.futures import Executor

Item = TypeVar("Item")
Done = TypeVar("Done")

BATCH = 32
"""Files that are read, or tasks that are done, in one call."""
FOLDER = "cluster"
"""Where in the state of a site the processes find what they are told."""


class Ground(NamedTuple):
    """The ground of a build's tasks, beside its content; `digests` and `sound` are those of its `Stage`.

    `language` is that of the pages.
    """

    pictures: Pictures
    cards: Cards
    references: References
    digests: Mapping[str, str]
    sound: frozenset[str]
    compiler: str
    language: str


class Told(NamedTuple):
    """A file in the state of the site that holds pickled values, and its SHA-256: nobody else's file is unpickled."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Order:
    """One build as its processes hear of it; `digests` are those of the papers' fragments, once these are made."""

    build: str
    program: str
    root: str
    state: str
    output: str
    request: BuildRequest
    ground: Told | None = None
    digests: Told | None = None


class Cluster:
    """Gives the work of one build to an executor."""

    def __init__(self, executor: Executor, root: Path, request: BuildRequest, state: Path, output: Path) -> None:
        self._executor = executor
        absolute, state = str(root.absolute()), state.absolute()
        self._order = Order(uuid.uuid4().hex, program_digest(), absolute, str(state), str(output), request)

    def read(self, read: Callable[[str], PackedFile], paths: Sequence[str]) -> Iterator[PackedFile]:
        """Read files; whole papers stay where they are, for no page is made here."""
        yield from self._spread(_read, read, paths)

    def begin(
        self,
        pictures: Pictures,
        cards: Cards,
        references: References,
        stage: Stage,
        compiler: str,
        *,
        language: str = "",
    ) -> None:
        """Let the tasks of papers be done next, in one language: all that was read before is in the store."""
        ground = Ground(pictures, cards, references, stage.digests, frozenset(stage.sound), compiler, language)
        self._order = replace(self._order, ground=self._tell(ground), digests=None)

    def end(self, digests: Mapping[str, bytes]) -> None:
        """Let the other tasks be done next: the fragments of papers, known by their `digests`, are in the store."""
        self._order = replace(self._order, digests=self._tell(digests))

    def make(self, tasks: Sequence[Task]) -> Iterator[tuple[Result, bytes]]:
        """Do tasks; yield what each came to and what it has read, in their order."""
        yield from self._spread(_make, None, [task.name for task in tasks])

    def close(self) -> None:
        """Delete what was written down for the processes."""
        shutil.rmtree(Path(self._order.state, FOLDER), ignore_errors=True)

    def _spread(self, work: Callable[..., list[Any]], more: object, items: Sequence[Any]) -> Iterator[Any]:
        batches = [items[start : start + BATCH] for start in range(0, len(items), BATCH)]
        count = len(batches)
        for done in self._executor.map(work, [self._order] * count, [more] * count, batches):
            yield from done

    def _tell(self, value: object) -> Told:
        """Write down a value for all processes."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        path = Path(self._order.state, FOLDER, uuid.uuid4().hex)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return Told(str(path), hashlib.sha256(data).hexdigest())


def _read(order: Order, read: Callable[[str], PackedFile], paths: Sequence[str]) -> list[PackedFile]:
    """Read files of the content, in a process of the cluster."""
    _check(order)
    return [(key, value, b"", None) for key, value, *_ in map(read, paths)]


def _make(order: Order, _: None, names: Sequence[str]) -> list[tuple[Result, bytes]]:
    """Do the tasks of these names, in a process of the cluster."""
    with _ALONE:
        bench = _bench(order)
        return [bench.source.skipping.watched(bench.tasks[name]) for name in names]


class _Bench(NamedTuple):
    """The site of a build, connected in this process, and its tasks by name."""

    source: TaskSource
    tasks: Mapping[str, Task]


_ALONE = threading.Lock()
_LAST: dict[tuple[str, Told | None, bool], _Bench] = {}
"""The last build that this process has worked for: its site is connected once, not for each batch."""


def forget() -> None:
    """Let go of the site of the last build, in a process of the cluster."""
    _LAST.clear()


def _bench(order: Order) -> _Bench:
    key = order.build, order.ground, order.digests is not None
    if key not in _LAST:
        _LAST.clear()
        _check(order)
        _LAST[key] = _connected(order)
    return _LAST[key]


def _connected(order: Order) -> _Bench:
    """Connect the site of a build from what was read for it, and return the tasks that are done now."""
    root, state, request = Path(order.root), Path(order.state), order.request
    assert order.ground is not None  # noqa: S101 - tasks are named after `begin`
    ground: Ground = _told(order.ground)
    store = Store(state / "cache", order.program)
    content, _ = load(root, drafts=request.drafts, base_url=request.base_url, reader=ReadBefore(root, store))
    content, tracker = tracked_content(with_plugged(content, root))
    site, _ = connect(content)
    site = replace(site, updated=request.now) if request.now else site
    for other in content.translations:
        if other.config.language == ground.language:
            own, tracker = tracked_content(other)
            site = in_language(site, content, own)
    at = addresses(site.config.base_url, site.feeds, site.config)
    stage = JoinedStage(state / STAGING, Path(order.output), ground.digests, ground.sound, state / FOLDER)
    theme = find_theme(site.config, root, store)
    source = TaskSource(site, at, theme=theme, pictures=ground.pictures, stage=stage, store=store, tracker=tracker)
    if order.digests is None:
        tasks = source.of_papers(ground.cards, ground.references)
    else:
        tasks = source.of_lists(ground.cards, _told(order.digests), ground.compiler, request.today)
    return _Bench(source, {task.name: task for task in tasks})


def _told(told: Told) -> Any:
    """Return what the build has written down; raises `SitegenError` for anything else."""
    data = Path(told.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != told.digest:
        raise SitegenError(f"{told.path} is not what the build has written there")
    return pickle.loads(data)  # noqa: S301 - it is what this build has written, by its digest


def _check(order: Order) -> None:
    """Raise `SitegenError` where this process cannot do what the build would do itself."""
    if not Path(order.state).is_dir():
        raise SitegenError(
            [
                Problem(
                    sentence=f"{platform.node()}, a worker of the cluster, sees no folder {order.root}",
                    hint="the site's folder has to be one that all workers share, under the same path",
                )
            ]
        )
    if program_digest() != order.program:
        raise SitegenError(
            [
                Problem(
                    sentence=f"{platform.node()}, a worker of the cluster, has another sitegen, library or Python",
                    hint="install the same versions for all of them (requirements.txt), and start the workers again",
                )
            ]
        )
