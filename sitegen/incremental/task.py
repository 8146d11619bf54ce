"""Tasks: the units in which a site is made, and what each came to.

In: a name, a function and what it is given. Out: the files it made. A task depends on what it is given, on what its
function notes as read of the site, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Any, Generic, Protocol, TypeVar

from sitegen.incremental.ledger import BuiltFile
from sitegen.incremental.packing import basis, digest
from sitegen.records import NamedTuple, dataclass

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Known(Generic[Value]):
    """A value that many tasks are given, known by its `digest`, which is made once for all of them."""

    digest: bytes
    value: Value = field(compare=False)


def known(value: Value) -> Known[Value]:
    """Return a value with its digest."""
    return Known(digest(basis(value)), value)


def joined(values: Iterable[Known[Value]]) -> Known[tuple[Value, ...]]:
    """Return several values as one."""
    every = tuple(values)
    return Known(digest(b"".join([each.digest for each in every])), tuple([each.value for each in every]))


class Result(NamedTuple):
    """The result of a task: the files it made, and a paper's fragments as bytes.

    `digest` stands for the fragments; where those are stored from an earlier build, `fragments` is empty.
    """

    files: tuple[BuiltFile, ...]
    fragments: bytes = b""
    digest: bytes = b""


class Task(NamedTuple):
    """One unit of work: its name in the plan, the function, and what the function is given."""

    name: str
    make: Callable[[Any], Result]
    argument: Any = None


class Skipping(Protocol):
    """Knows which tasks need not be done again."""

    def stored(self, task: Task) -> Result | None:
        """Return what a task came to in an earlier build, where it would come to the same now."""

    def watched(self, task: Task) -> tuple[Result, bytes]:
        """Do a task; return its result, and what it has read. May be called in another process."""

    def store(self, task: Task, result: Result, reads: bytes) -> None:
        """Store what a task came to, and what it has read."""


class SkipNothing:
    """Does every task, and stores nothing."""

    def stored(self, task: Task) -> Result | None:  # noqa: ARG002 - the protocol's signature
        """Return nothing."""
        return None

    def watched(self, task: Task) -> tuple[Result, bytes]:
        """Do a task."""
        return task.make(task.argument), b""

    def store(self, task: Task, result: Result, reads: bytes) -> None:
        """Store nothing."""
