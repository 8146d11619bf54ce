"""The venue a paper appeared in, from several descriptions: one of them whole, never a mixture of two.

In: what each source says of the venue, the best first. Out: the venue, and whose words it is. Another description adds
to it only where both are of the same appearance: the same DOI, or the same volume and pages. Of these a full name is
taken before an abbreviated one, which becomes the short name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import venues

_NUMBERS = ("volume", "issue", "pages")
_SHORTENED = regex(r"[^\W\d_]\.(?=\s|$|[A-Z,])|^[A-Z][\w/&-]{0,11}(?: [A-Z]{2,6})?(?: \([0-9]+\))?$")
_WORD = regex(r"[^\W\d_]+")
_SMALL = frozenset("of the and in on for de la le der die und et y a an".split())


class Described(NamedTuple):
    """One source's words for where a paper appeared, the DOI it gives there, and whether it is a preprint's."""

    source: str
    venue: Any
    doi: str = ""
    is_preprint: bool = False


def appearance(descriptions: Sequence[Described]) -> tuple[Any, tuple[str, ...]]:
    """The venue, and the sources that it is made from, the leading one first."""
    leading = descriptions[0]
    if not isinstance(leading.venue, Mapping):
        return leading.venue, (leading.source,)
    same = [description for description in descriptions[1:] if _are_one(leading, description)]
    venue = dict(leading.venue)
    helpers = []
    if fuller := next((description for description in same if _is_fuller(description.venue, venue)), None):
        short, venue = venue["name"], {**venue, "name": fuller.venue["name"]}
        if not fuller.venue.get("short") and "short" not in venue and _is_short(short):
            venue["short"] = short
        helpers.append(fuller.source)
    for description in same:
        more = {key: value for key, value in description.venue.items() if key not in venue and key != "name"}
        if more:
            venue |= more
            helpers.append(description.source)
    return venue, tuple(dict.fromkeys((leading.source, *helpers)))


def _are_one(description: Described, other: Described) -> bool:
    """Whether two descriptions are of one appearance: nothing they both say differs, and something tells."""
    if not isinstance(other.venue, Mapping) or description.is_preprint != other.is_preprint:
        return False
    if description.doi and other.doi and description.doi != other.doi:
        return False
    if any(_differ(description.venue.get(key), other.venue.get(key)) for key in _NUMBERS):
        return False
    names = description.venue.get("name", ""), other.venue.get("name", "")
    if description.doi and description.doi == other.doi:
        return not all(names) or names_agree(*names)
    shares = [key for key in ("volume", "pages") if description.venue.get(key) and other.venue.get(key)]
    return bool(shares) and all(names) and names_agree(*names)


def _differ(number: Any, other: Any) -> bool:
    return bool(number and other) and _first(str(number)) != _first(str(other))


def _first(number: str) -> str:
    """A number, or where a range of pages begins, without the zeros that only some write."""
    return re.split(r"[-–—]", number.replace(" ", ""))[0].lstrip("0").casefold()


def names_agree(name: str, other: str) -> bool:
    """Whether two names may be one venue's: the same, known as the same, or one short for the other."""
    if venues.series(name).casefold() == venues.series(other).casefold():
        return True
    first, second = venues.known(name), venues.known(other)
    if first and second:
        return first.short == second.short
    short, full = sorted((name, other), key=len)
    return _stands_for(short, full)


def _stands_for(short: str, full: str) -> bool:
    """Whether each word of the short name begins a word of the full one, in order; or its letters are the initials."""
    words = [word.casefold() for word in _WORD.findall(full)]
    rest = iter(words)
    parts = [word.casefold() for word in _WORD.findall(short) if word.casefold() not in _SMALL]
    if parts and all(any(word.startswith(part) for word in rest) for part in parts):
        return True
    letters = "".join(word.casefold() for word in _WORD.findall(short))
    initials = "".join(word[0] for word in words if word not in _SMALL)
    return len(letters) > 1 and letters in initials


def _is_fuller(venue: Mapping[str, Any], leading: Mapping[str, Any]) -> bool:
    name, other = venue.get("name", ""), leading.get("name", "")
    return bool(name and other) and _is_short(other) and not _is_short(name) and len(name) > len(other)


def _is_short(name: str) -> bool:
    return bool(_SHORTENED.search(name))
