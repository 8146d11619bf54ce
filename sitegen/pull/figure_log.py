"""Figure log: the papers looked at for figures, and when, so that a pull does not ask in vain every day.

In: the site's state folder, today. Out: whether a paper was looked at only days ago. Run state: as good as empty when
it is lost or damaged, and never a reason to publish or to drop anything.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from sitegen.content import files

_FILE = "figures-asked.json"
_AGAIN = 7
"""Days after which a paper without figures is looked at again: pages are made anew, pictures come late."""


class Memory:
    """The day on which each paper was last looked at; `today` is an ISO date, `is_fresh` forgets everything."""

    def __init__(self, folder: Path, today: str, *, is_fresh: bool) -> None:
        self._path = folder / _FILE
        self._today = today
        self._is_fresh = is_fresh
        try:
            days = json.loads(self._path.read_text(encoding="utf-8"))
            self._days = {str(key): str(day) for key, day in days.items()}
        except (OSError, ValueError, AttributeError):
            self._days = {}

    def is_recent(self, name: str) -> bool:
        """Whether this paper was looked at only days ago."""
        if self._is_fresh or name not in self._days:
            return False
        try:
            past = date.fromisoformat(self._today) - date.fromisoformat(self._days[name])
        except ValueError:
            return False
        return 0 <= past.days < _AGAIN

    def note(self, name: str) -> None:
        """Remember that a paper was looked at today."""
        self._days[name] = self._today
        files.write(self._path, json.dumps(self._days, sort_keys=True).encode())
