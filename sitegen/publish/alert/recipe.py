"""`sitegen alert`, step by step: what is new, who wants it, one message each.

In: a site's folder, the environment, what was asked for. Out: messages, and a `Report` without an address. An alert is
noted before its first message, and each message once it is taken: whoever ends the run, the next goes on with exactly
those who wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sitegen.content import files
from sitegen.content.load import load
from sitegen.content.lock import alone
from sitegen.errors import Problem
from sitegen.model import Date
from sitegen.publish.alert import news, record
from sitegen.publish.alert.channels import find_means
from sitegen.publish.alert.delivery import Delivery, Desk
from sitegen.publish.alert.news import AlertItem, Known
from sitegen.publish.alert.record import Alert
from sitegen.publish.alert.subscribers import Subscriber
from sitegen.records import dataclass
from sitegen.site.graph import connect
from sitegen.site.pages import addresses


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """One letter as it would go out: about whose papers (nobody's: the whole site's), and to how many."""

    people: tuple[str, ...]
    count: int
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReport:
    """The report of an alert that was done, or would be. `remembered` counts papers that became known without a word.

    `items` are what is new; `waiting` counts subscribers and channels that still wait; `failures` are sentences;
    `faults` are lines of the list that nobody could be told by.
    """

    is_first: bool
    remembered: int
    items: tuple[AlertItem, ...]
    sent: int = 0
    waiting: int = 0
    channels: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()
    previews: tuple[LetterPreview, ...] = ()


def alert(
    root: Path,
    environment: Mapping[str, str],
    *,
    now: datetime,
    since: Date | None = None,
    tell: Callable[[int, int], object] = lambda _sent, _of: None,
    waiting: Callable[[], object] = lambda: None,
) -> AlertReport:
    """Tell subscribers what is new on the site in the folder `root`; a first alert only remembers, unless `since`.

    `now` dates the messages and decides nothing; `tell` hears of each message. Raises `SitegenError` for what is wrong
    here, before anything is sent or noted; what a server did wrong is in the report.
    """
    with alone(root, waiting=waiting) as state:
        files.sweep(root / record.FOLDER)
        desk, items, known = _look(root, since)
        report = _report(desk, items, known)
        if not items and not desk.record.waiting:
            desk.record.begin((), (), known)
            return report
        means = find_means(desk.site, environment, root)
        delivery = Delivery(desk, means, means.subscribers(desk.record.salt))
        desk.record.begin(items, _audience(items, delivery), known)
        delivery.forget_the_gone()
        delivery.post(state, environment)
        delivery.mail(now, tell)
    return replace(
        report,
        sent=delivery.sent,
        waiting=len(desk.record.waiting),
        channels=tuple(dict.fromkeys(delivery.channels)),
        failures=tuple(delivery.failures),
        faults=means.roll.faults,
    )


def preview(root: Path, environment: Mapping[str, str], *, since: Date | None = None) -> AlertReport:
    """Return what `alert` would do now; reads, and does nothing else. Raises `SitegenError`."""
    desk, items, known = _look(root, since)
    means = find_means(desk.site, environment, root, is_trial=True)
    delivery = Delivery(desk, means, means.subscribers(desk.record.salt))
    audience = tuple(_audience(items, delivery))
    alerts = [*desk.record.alerts, *([Alert("", items, audience)] if items else [])]
    return replace(
        _report(desk, items, known),
        waiting=len({*desk.record.waiting, *audience}),
        channels=tuple(name for name in means.channels if any(name in alert.waiting for alert in alerts)),
        faults=means.roll.faults,
        previews=tuple(letter for alert in alerts for letter in _previews(alert, delivery)),
    )


def _look(root: Path, since: Date | None) -> tuple[Desk, tuple[AlertItem, ...], Known]:
    """Return the site and its record, what is new, and what will be known."""
    site, _ = connect(load(root)[0])
    desk = Desk(site, addresses(site.config.base_url), record.read(root))
    is_only_remembered = desk.record.is_first and since is None
    options = site.config.alerts
    items = news.find(site, desk.record.known, since=since, versions=options.versions)
    return desk, () if is_only_remembered else items, news.remember(site, desk.record.known)


def _report(desk: Desk, items: tuple[AlertItem, ...], known: Known) -> AlertReport:
    told = sum(item.kind == "paper" for item in items)
    there = desk.record.known
    return AlertReport(is_first=desk.record.is_first, remembered=len(known) - len(there) - told, items=items)


def _audience(items: tuple[AlertItem, ...], delivery: Delivery) -> Iterator[str]:
    """Yield who is to be told of new items: channels by name, subscribers by digest."""
    if items:
        yield from delivery.means.channels
        for who, subscriber in delivery.subscribed.items():
            if delivery.desk.wanted(items, subscriber):
                yield who


def _previews(alert: Alert, delivery: Delivery) -> Iterator[LetterPreview]:
    """Yield each letter of an alert once; where nobody waits, the one for the whole site."""
    audiences = Counter(delivery.subscribed[who].people for who in alert.waiting if who in delivery.subscribed)
    if not audiences and not alert.id:
        audiences[frozenset()] = 0
    for people, count in sorted(audiences.items(), key=lambda audience: sorted(audience[0])):
        letter = delivery.desk.letter(delivery.desk.wanted(alert.items, Subscriber("", people, 0)))
        if letter:
            yield LetterPreview(tuple(sorted(people)), count, letter.subject, letter.text)
