"""Findings about dates that lie far ahead, as a slip of the finger makes them.

In: a `Subject`, and the day. Out: findings at the date. No other findings depend on the day on which they are made.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator, Mapping

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.content.document import Path as Keys
from sitegen.content.load import NEWS
from sitegen.model import Date

_SOON = datetime.timedelta(days=366)


def ahead(subject: CheckContext) -> Iterator[Finding]:
    """Yield every date of a paper, or of the news, that lies more than a year ahead."""
    latest = today(os.environ) + _SOON
    papers, news = subject.content.papers, subject.content.news
    dates: list[tuple[str, Keys, Date | None]] = [(paper.file, ("date",), paper.date) for paper in papers]
    dates += [(paper.file, ("updated",), paper.updated) for paper in papers]
    written = subject.document(NEWS).data or () if news else ()
    if len(written) == len(news):  # else some of them are left out, and their order does not tell where they stand
        dates += [(NEWS, (number, "date"), item.date) for number, item in enumerate(news)]
    for file, keys, date in dates:
        if date and datetime.date(max(date.year, 1), date.month or 1, date.day or 1) > latest:
            sentence = f"{date.iso} lies more than a year ahead"
            yield subject.in_content(("dates", "ahead", "warning"), file, keys, sentence, "correct it, or leave it so")


def today(environment: Mapping[str, str]) -> datetime.date:
    """Return the day, or the one that `SOURCE_DATE_EPOCH` stands for."""
    stated = environment.get("SOURCE_DATE_EPOCH", "")
    seconds = int(stated) if stated.isdecimal() else time.time()
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
