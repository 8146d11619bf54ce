"""Keys that are required only as long as others do not stand in for them.

In: the data of a file, all text. Out: the paths of what is missing, and the same rules as JSON Schema. What a
key always needs follows from the model; here is what the model cannot say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sitegen.content.fields import STAND_IN
from sitegen.model import UNPUBLISHED, Authorship

NOT_EMPTY = frozenset({"authors", "editors"})
"""Lists that mean something only with an item in them."""
NAMELESS = ("book", "thesis", "report", "dataset", "software", "patent")
"""Kinds of work whose venue may be a publisher without a name of its own."""


def missing(kind: str, data: Any) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each key that is required in a file of a kind, and neither written nor stood in for."""
    if isinstance(data, Mapping) and kind in _RULES:
        yield from _RULES[kind](data)


def _of_site(data: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    yield from _unnamed(data, "venues")
    analytics = data.get("analytics")
    if isinstance(analytics, Mapping):
        service = analytics.get("service")
        needs = _OF_ANALYTICS.get(service, ()) if isinstance(service, str) else ()
        if service == "goatcounter" and analytics.get("host"):
            needs = ()
        yield from (("analytics", key) for key in needs if not analytics.get(key))


_OF_ANALYTICS: Mapping[str, tuple[str, ...]] = {
    "goatcounter": ("site",), "umami": ("site",), "matomo": ("host", "site"), "cloudflare": ("site",),
}  # fmt: skip
"""What the services that count visits cannot do without."""


def _of_paper(data: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    if not any(data.get(key) not in (None, "") for key in NOT_EMPTY):
        yield ("authors",)
    if not data.get("date") and data.get("status") not in UNPUBLISHED:
        yield ("date",)
    venue = data.get("venue")
    if isinstance(venue, Mapping) and not venue.get("name") and not _may_be_nameless(data):
        yield ("venue", "name")
    for key in sorted(NOT_EMPTY):
        yield from _unnamed(data, key, *STAND_IN[Authorship])


def _may_be_nameless(data: Mapping[str, Any]) -> bool:
    """Tell whether a venue needs no name: a publisher's, of a book above all, which one of editors alone is."""
    return data.get("type") in NAMELESS or not (data.get("type") or data.get("authors"))


def _unnamed(data: Mapping[str, Any], key: str, *instead: str) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each name that an item of a list lacks, unless another of its keys stands in for it."""
    items = data.get(key)
    for position, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, Mapping) and not any(item.get(name) for name in ("name", *instead)):
            yield key, position, "name"


_RULES: Mapping[str, Callable[[Mapping[str, Any]], Iterator[tuple[str | int, ...]]]] = {
    "paper": _of_paper,
    "site": _of_site,
}


def schema() -> dict[str, Any]:
    """Return the rules for the keys of a paper as clauses of JSON Schema."""
    unpublished = {"properties": {"status": {"enum": list(UNPUBLISHED)}}, "required": ["status"]}
    return {
        "allOf": [
            {"anyOf": [{"required": [key]} for key in sorted(NOT_EMPTY)]},
            {"anyOf": [unpublished, {"required": ["date"]}]},
        ]
    }
