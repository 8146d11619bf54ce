"""Work over processes."""

from __future__ import annotations

import gc
import os
import weakref

import pytest

from sitegen import workers
from sitegen.workers import WORTH_IT, spread, stream, uncollected


@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
def test_the_result_does_not_depend_on_the_number(jobs: int) -> None:
    """Results come in the order of the items, whoever made them."""
    items = range(WORTH_IT * 3 + 1)
    assert spread(lambda item: item * item, items, jobs=jobs) == [item * item for item in items]


@pytest.mark.parametrize(("jobs", "is_hand"), [(1, True), (2, True), (3, True), (7, False)])
def test_the_process_that_asks_does_a_share(jobs: int, *, is_hand: bool) -> None:
    """What it makes itself need not be such as can be sent; one of many has enough to do with what they send."""
    items = range(WORTH_IT * 7)
    made = list(stream(lambda item: (item, None), items, jobs=jobs, here=lambda item: (item, lambda: "kept")))
    assert [item for item, _ in made] == list(items)
    own = [item for item, kept in made if kept]
    assert own == (list(items[::jobs]) if is_hand else [])


def test_the_first_failure_is_raised() -> None:
    """Of several failures the one of the earliest item is raised, as without processes."""

    def fail(item: int) -> int:
        if item in (701, 650):
            raise ValueError(f"item {item}")
        return item

    with pytest.raises(ValueError, match="item 650"):
        spread(fail, range(WORTH_IT * 3), jobs=3)


def test_processes_do_not_live_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many items only so many are done by the same processes; the results come as from one."""
    monkeypatch.setattr(workers, "ROUND", 500)
    items = range(WORTH_IT * 2)
    made = spread(lambda item: (item, os.getpid()), items, jobs=2)
    assert [item for item, _ in made] == list(items)
    assert len({process for _, process in made}) == 6
    assert gc.get_freeze_count() == 0


def test_a_failure_in_a_later_round_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came before it has been handed over."""
    monkeypatch.setattr(workers, "ROUND", 500)
    taken: list[float] = []
    results = stream(lambda item: 1 / (item - 900), range(WORTH_IT * 2), jobs=2)
    with pytest.raises(ZeroDivisionError):
        taken.extend(results)
    assert len(taken) == 900


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_many_items_leave_behind_is_thrown_away(monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """Circles that nobody holds do not pile up where nobody looks for garbage."""
    monkeypatch.setattr(workers, "TIDY", 100)
    alive: weakref.WeakSet[_Ring] = weakref.WeakSet()

    def work(_: int) -> int:
        alive.add(_Ring())
        return len(alive)

    with uncollected():
        counts = spread(work, range(WORTH_IT * 2), jobs=jobs)
    assert max(counts) <= 100 + 1
    assert gc.get_freeze_count() == 0


class _Ring:
    """Something that refers to itself."""

    def __init__(self) -> None:
        self.me = self


def test_a_process_that_dies_is_an_error() -> None:
    """Nothing is lost in silence when a process is killed."""
    begun = os.getpid()

    def die(item: int) -> int:
        if item >= 500 and os.getpid() != begun:
            os._exit(9)
        return item

    with pytest.raises(RuntimeError, match="ended before"):
        spread(die, range(WORTH_IT * 3), jobs=2)


def test_garbage_is_looked_for_again_after_a_build() -> None:
    """Whatever goes wrong within, garbage is collected behind it as it was before; within nothing is."""

    def build() -> None:
        with uncollected():
            with uncollected():
                assert not gc.isenabled()
            assert not gc.isenabled()
            raise ValueError("within")

    assert gc.isenabled()
    with pytest.raises(ValueError, match="within"):
        build()
    assert gc.isenabled()


def test_what_lives_to_the_end_is_looked_through_no_more() -> None:
    """Where the process ends with the work, all that there is counts as needed."""
    before = gc.get_freeze_count()
    with uncollected(to_the_end=True):
        kept = [[] for _ in range(1000)]  # type: ignore[var-annotated]
    assert gc.get_freeze_count() >= before + len(kept)
    gc.unfreeze()
