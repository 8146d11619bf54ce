"""Slug allocation: which of several things gets an address that all of them want.

In: what each thing would like to be called, and how senior it is. Out: one slug each, no two alike on any file system.
Never depends on the order of what it is given, so that an address stays when something newer arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sitegen.records import NamedTuple
from sitegen.text.slugs import digest, same_place, slug


class Claim(NamedTuple):
    """A thing that wants a slug: the lowest `rank` keeps the plain one, the others get a suffix of their `key`."""

    key: str
    wish: str
    rank: Sequence[Any]


def settle(claims: Iterable[Claim], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return the slug of each claim's key; slugs in `taken` are given to nobody."""
    in_use = {same_place(name) for name in taken}
    slugs: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: (claim.rank, claim.key)):
        chosen = slug(claim.wish)
        length = 4
        while chosen in in_use:
            chosen = f"{slug(claim.wish)}-{digest(claim.key, length)}"
            length += 1
        in_use.add(chosen)
        slugs[claim.key] = chosen
    return slugs
