"""Work over processes."""

from __future__ import annotations

import os

import pytest

from sitegen.workers import WORTH_IT, spread


@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
def test_the_result_does_not_depend_on_the_number(jobs: int) -> None:
    """Results come in the order of the items, whoever made them."""
    items = range(WORTH_IT * 3 + 1)
    assert spread(lambda item: item * item, items, jobs=jobs) == [item * item for item in items]


def test_the_first_failure_is_raised() -> None:
    """Of several failures the one of the earliest item is raised, as without processes."""

    def fail(item: int) -> int:
        if item in (701, 650):
            raise ValueError(f"item {item}")
        return item

    with pytest.raises(ValueError, match="item 650"):
        spread(fail, range(WORTH_IT * 3), jobs=3)


def test_a_process_that_dies_is_an_error() -> None:
    """Nothing is lost in silence when a process is killed."""

    def die(item: int) -> int:
        if item == 500:
            os._exit(9)
        return item

    with pytest.raises(RuntimeError, match="ended before"):
        spread(die, range(WORTH_IT * 3), jobs=2)
