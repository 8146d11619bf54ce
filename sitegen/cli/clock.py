"""Clock: the day that stands for now, SOURCE_DATE_EPOCH's where somebody has set it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from sitegen.model import Date


def today() -> tuple[int, int, int]:
    """Return the day of the build in UTC: SOURCE_DATE_EPOCH's, where that is set."""
    day = now()
    if day is None:
        clock = datetime.now(tz=UTC)
        return clock.year, clock.month, clock.day
    return day.year, day.month, day.day


def now() -> Date | None:
    """Return the day that SOURCE_DATE_EPOCH names; nothing when it is not set, so that the content's newest counts."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not value:
        return None
    try:
        day = datetime.fromtimestamp(int(value), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise SitegenError(f"SOURCE_DATE_EPOCH is not a number of seconds: {value!r}") from None
    from sitegen.model import Date  # the model is much, and a build with nothing to do needs none of it

    return Date(day.year, day.month, day.day)
