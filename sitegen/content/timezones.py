"""Time zones by their IANA names, from the tables of the system or of the package `tzdata`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.regex import regex

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_NAME = regex(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")


def zone(name: str) -> ZoneInfo | None:
    """Return a time zone; nothing for a name that none has."""
    from zoneinfo import ZoneInfo  # of thousands of sites one asks for it

    try:
        return ZoneInfo(name) if _NAME.fullmatch(name) else None
    except (KeyError, ValueError, OSError):
        return None


def zones() -> set[str]:
    """Return the names of all time zones."""
    from zoneinfo import available_timezones

    return available_timezones()
