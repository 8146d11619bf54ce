"""Statuses of papers: the one table of them.

In: a `status`. Out: what follows from it. Everything that marks, cites, lists or pulls by state asks here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from sitegen.records import NamedTuple

Status = Literal["published", "preprint", "accepted", "submitted", "in preparation", "withdrawn", "retracted"]


class StatusFacts(NamedTuple):
    """What follows from a state: `cited` is how formats name it, empty where it goes without saying.

    `is_gone`: taken back, and marked so wherever the paper appears. `is_unpublished`: it has not appeared anywhere and
    need not have a date.
    """

    cited: str = ""
    is_gone: bool = False
    is_unpublished: bool = False


STATUSES: Mapping[Status, StatusFacts] = {
    "published": StatusFacts(),
    "preprint": StatusFacts(),
    "accepted": StatusFacts("In press"),
    "submitted": StatusFacts("Submitted", is_unpublished=True),
    "in preparation": StatusFacts("In preparation", is_unpublished=True),
    "withdrawn": StatusFacts("Withdrawn", is_gone=True),
    "retracted": StatusFacts("Retracted", is_gone=True),
}
assert tuple(STATUSES) == get_args(Status)  # noqa: S101 - a state without a line here is a fault of ours
GONE = tuple(status for status, facts in STATUSES.items() if facts.is_gone)
UNPUBLISHED = tuple(status for status, facts in STATUSES.items() if facts.is_unpublished)
