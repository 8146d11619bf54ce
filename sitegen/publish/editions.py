"""Editions of pages: those of the last build, or those of the next that are already there.

In: pages of a site that is being built, and the word that it is done. Out: names to compare, and those pages' bytes.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping


class Editions:
    """The names of two editions, and what there is of the second."""

    def __init__(self) -> None:
        """Begin with pages that no browser has."""
        self.now = _new()
        """The name of the pages as they are: a browser that shows others has to load them again."""
        self.coming = _new()
        """Their name when the build is done: who shows them so early has no need to load them then."""
        self.early: Mapping[str, bytes] = {}
        """Pages of the coming edition, by path in the output."""

    def add(self, pages: Mapping[str, bytes]) -> None:
        """Add pages of the coming edition."""
        self.early = {**self.early, **pages}

    def turn(self, *, has_come: bool) -> None:
        """Let the coming edition be the one there is; when nothing has come, what there is gets another name."""
        self.now = self.coming if has_come else _new()
        self.coming, self.early = _new(), {}


def _new() -> str:
    """Return a name that was never used; it begins with a letter, as livereload's script makes numbers of digits."""
    return f"v{secrets.token_hex(8)}"
