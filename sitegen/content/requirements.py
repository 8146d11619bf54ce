"""Which keys of a paper are required only as long as others do not stand in for them.

In: the data of a paper's file, all text. Out: the paths of what is missing, and the same rules as JSON Schema. What a
key always needs follows from the model; here is what the model cannot say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.content.fields import STAND_IN
from sitegen.model import UNPUBLISHED, Authorship

NOT_EMPTY = frozenset({"authors", "editors"})
"""Lists that mean something only with an item in them."""
_NAMELESS = ("book", "thesis", "report", "dataset", "software", "patent")
"""Kinds of work whose venue may be a publisher without a name of its own."""


def missing(data: Any) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each key of a paper that is required and neither written nor stood in for."""
    if not isinstance(data, Mapping):
        return
    if not any(data.get(key) not in (None, "") for key in NOT_EMPTY):
        yield ("authors",)
    if not data.get("date") and data.get("status") not in UNPUBLISHED:
        yield ("date",)
    venue = data.get("venue")
    if isinstance(venue, Mapping) and not venue.get("name") and data.get("type") not in _NAMELESS:
        yield ("venue", "name")
    for key in sorted(NOT_EMPTY):
        people = data.get(key)
        for position, person in enumerate(
            people if isinstance(people, Sequence) and not isinstance(people, str) else ()
        ):
            if isinstance(person, Mapping) and not any(person.get(name) for name in STAND_IN[Authorship]):
                yield key, position, "name"


def schema() -> dict[str, Any]:
    """Return the rules for the keys of a paper as clauses of JSON Schema."""
    unpublished = {"properties": {"status": {"enum": list(UNPUBLISHED)}}, "required": ["status"]}
    return {
        "allOf": [
            {"anyOf": [{"required": [key]} for key in sorted(NOT_EMPTY)]},
            {"anyOf": [unpublished, {"required": ["date"]}]},
        ]
    }
