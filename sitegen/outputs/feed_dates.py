"""Dates in feeds and sitemaps: when things were published and last changed.

In: dates of the content, as exactly as they are known. Out: instants of RFC 3339 and days of ISO 8601. What is not
known counts as the first: `2022-04` is the first of April, midnight in UTC. Never asks the clock.
"""

from __future__ import annotations

from sitegen.model import Date


def day(date: Date) -> str:
    """Return `2022-04-29`."""
    return f"{date.year:04d}-{date.month or 1:02d}-{date.day or 1:02d}"


def instant(date: Date) -> str:
    """Return `2022-04-29T00:00:00Z`."""
    return f"{day(date)}T00:00:00Z"
