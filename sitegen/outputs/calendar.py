"""A calendar of dated items (iCalendar, RFC 5545).

In: items of the site with their addresses. Out: the text of an `.ics` file. A time goes out in UTC, a day as a day; the
stamp of each event is its own beginning, so that the same items are the same bytes. Never asks the clock.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sitegen.cite.characters import one_line
from sitegen.model import Item, Moment
from sitegen.site.items import SiteItem
from sitegen.site.pages import Addresses

_FOLD = 74
"""Octets of a line; what is longer goes on in the next one, after a space."""


def events(items: Iterable[SiteItem[Any]], kind: str, title: str, at: Addresses, *, has_pages: bool) -> str:
    """Return the calendar of some items; those without an exact day are left out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sitegen//EN", f"X-WR-CALNAME:{_text(title)}"]
    for site_item in items:
        if site_item.item.began.day:
            url = at.absolute(at.item(kind, site_item.slug, has_page=has_pages))
            lines += _event(site_item, at.feed_id(f"{kind}/{site_item.slug}/"), url)
    return "".join(_folded(line) for line in (*lines, "END:VCALENDAR"))


def _event(site_item: SiteItem[Any], uid: str, url: str) -> Iterator[str]:
    item = site_item.item
    start = item.date or item.start or item.end
    if start is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(uid)}"
    yield f"DTSTAMP:{_instant(start, item.offsets[0])}"
    yield from _span(item, start)
    yield f"SUMMARY:{_text(item.title.plain)}"
    where = ", ".join(filter(None, (str(item.fields.get("event") or ""), item.place or "")))
    if where:
        yield f"LOCATION:{_text(where)}"
    if item.summary:
        yield f"DESCRIPTION:{_text(item.summary.plain)}"
    yield f"URL:{url}"
    yield "END:VEVENT"


def _span(item: Item, start: Moment) -> Iterator[str]:
    if start.time:
        yield f"DTSTART:{_instant(start, item.offsets[0])}"
        if item.end and item.end.time:
            yield f"DTEND:{_instant(item.end, item.offsets[1])}"
        return
    last = item.end.date if item.end and item.end.date.day else start.date
    after = date(last.year, last.month, last.day) + timedelta(days=1)
    yield f"DTSTART;VALUE=DATE:{start.date.iso.replace('-', '')}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"


def _instant(when: Moment, offset: int) -> str:
    """Return a moment in UTC; `offset` are the minutes that its clock is ahead."""
    day = when.date
    hour, _, minute = (when.time or "00:00").partition(":")
    local = datetime(day.year, day.month or 1, day.day or 1, int(hour), int(minute))  # noqa: DTZ001 - made UTC below
    seconds = calendar.timegm(local.timetuple()) - 60 * offset
    return f"{datetime(1970, 1, 1) + timedelta(seconds=seconds):%Y%m%dT%H%M%SZ}"  # noqa: DTZ001 - is UTC


def _text(text: str) -> str:
    line = one_line(text)
    return line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Return a line of the file, folded between characters."""
    parts, length = [""], 0
    for sign in line:
        size = len(sign.encode())
        if length + size > _FOLD:
            parts.append(" ")
            length = 1
        parts[-1] += sign
        length += size
    return "\r\n".join(parts) + "\r\n"
