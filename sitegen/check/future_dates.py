"""Findings about dates that lie far ahead, as a slip of the finger makes them.

In: a `Subject`, and the day. Out: findings at the date. No other findings depend on the day on which they are made.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterable, Iterator, Mapping

from sitegen.check.context import CheckContext
from sitegen.check.finding import Finding
from sitegen.content.document import Path as Keys
from sitegen.content.load import NEWS
from sitegen.model import Date, Paper

_SOON = datetime.timedelta(days=366)


def across(subject: CheckContext) -> Iterator[Finding]:
    """Yield every date of the news that lies more than a year ahead."""
    news = subject.content.news
    written = subject.document(NEWS).data or () if news else ()
    if len(written) == len(news):  # else some of them are left out, and their order does not tell where they stand
        yield from _late(subject, NEWS, [((number, "date"), item.date) for number, item in enumerate(news)])


def alone(subject: CheckContext, paper: Paper) -> Iterator[Finding]:
    """Yield every such date of one paper."""
    yield from _late(subject, paper.file, [(("date",), paper.date), (("updated",), paper.updated)])


def _late(subject: CheckContext, file: str, dates: Iterable[tuple[Keys, Date | None]]) -> Iterator[Finding]:
    for keys, date in dates:
        if not date:
            continue
        if datetime.date(max(date.year, 1), date.month or 1, date.day or 1) > today(os.environ) + _SOON:
            sentence = f"{date.iso} lies more than a year ahead"
            yield subject.in_content(("dates", "ahead", "warning"), file, keys, sentence, "correct it, or leave it so")


def today(environment: Mapping[str, str]) -> datetime.date:
    """Return the day, or the one that `SOURCE_DATE_EPOCH` stands for."""
    stated = environment.get("SOURCE_DATE_EPOCH", "")
    seconds = int(stated) if stated.isdecimal() else time.time()
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
