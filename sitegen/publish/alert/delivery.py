"""Handing out alerts: to each who waits one message, noted as soon as it is taken.

In: the site, the record, the ways that are set up. Out: messages, and what came of them, without an address. A message
whose receipt was lost counts as not sent: it goes out again with the same Message-ID, by which the receiver knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.publish.alert import chat, subscribers
from sitegen.publish.alert.channels import WEBHOOK, WEBSUB, Means
from sitegen.publish.alert.letter import Envelope, Letter, letter, message, way_out
from sitegen.publish.alert.news import AlertItem
from sitegen.publish.alert.notice import authors_of, notices
from sitegen.publish.alert.record import Alert, AlertRecord
from sitegen.publish.alert.smtp import Mailer, MailError
from sitegen.publish.alert.subscribers import Subscriber
from sitegen.records import dataclass
from sitegen.site.graph import Site
from sitegen.site.pages import Addresses
from sitegen.web.errors import SourceError

if TYPE_CHECKING:
    from sitegen.web.client import Web

REFUSALS = 3
"""After so many messages refused one after the other, for no fault of their addresses, the rest waits."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The material of letters: the site, its addresses, the record."""

    site: Site
    at: Addresses
    record: AlertRecord

    def wanted(self, items: Iterable[AlertItem], subscriber: Subscriber) -> tuple[AlertItem, ...]:
        """Return the items that are for a subscriber."""
        return tuple(item for item in items if subscriber.wants(authors_of(item, self.site)))

    def letter(self, items: Iterable[AlertItem]) -> Letter | None:
        """Return the letter that tells of these items; nothing when none of their papers is still there."""
        config, present = self.site.config, notices(items, self.site, self.at)
        if not present:
            return None
        home = self.at.absolute(self.at.home())
        return letter(present, site=config.title, home=home, host=_host(home), subject=config.alerts.subject)


@dataclass(slots=True)
class Delivery:
    """One run's way through all who wait. `sent` counts letters, `channels` names what else was told."""

    desk: Desk
    means: Means
    subscribed: Mapping[str, Subscriber]
    sent: int = 0
    channels: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def forget_the_gone(self) -> None:
        """Let nobody wait who left the list, and no way that is not set up any more."""
        ways = {WEBHOOK, WEBSUB}
        for alert in self.desk.record.alerts:
            for who in alert.waiting:
                is_gone = who not in self.means.channels if who in ways else self.means.server
                if is_gone and who not in self.subscribed:
                    self.desk.record.dropped(alert.id, who)

    def mail(self, now: datetime, tell: Callable[[int, int], object]) -> None:
        """Send a letter to each subscriber who waits for one, until the server will take no more."""
        sender, server, record = self.means.sender, self.means.server, self.desk.record
        queue = [(alert, who) for alert in record.alerts for who in alert.waiting if who in self.subscribed]
        if not sender or not server or not queue:
            return
        letters: dict[tuple[str, frozenset[str]], Letter | None] = {}
        refused: set[str] = set()
        in_a_row = 0
        with Mailer(server, helo=sender.domain) as mailer:
            for alert, who in queue:
                subscriber = self.subscribed[who]
                key = alert.id, subscriber.people
                if key not in letters:
                    letters[key] = self.desk.letter(self.desk.wanted(alert.items, subscriber))
                prepared = letters[key]
                if prepared is None:
                    record.dropped(alert.id, who)
                if prepared is None or who in refused:
                    continue
                leave = way_out(sender, self.desk.site.config.alerts.unsubscribe, who)
                envelope = Envelope(_lasting_id(alert, who), subscriber.address, leave)
                try:
                    mailer.send(sender.address, subscriber.address, message(prepared, sender, envelope, now))
                except MailError as error:
                    self._failed(error, subscriber)
                    refused.add(who)
                    in_a_row += not error.is_address
                    if error.is_final or in_a_row == REFUSALS:
                        return
                else:
                    record.told(alert.id, who)
                    in_a_row, self.sent = 0, self.sent + 1
                    tell(self.sent, len(queue))

    def post(self, state: Path, environment: Mapping[str, str]) -> None:
        """Tell the chat and the hub that wait."""
        record = self.desk.record
        queue = [(alert, name) for alert in record.alerts for name in self.means.channels if name in alert.waiting]
        if not queue:
            return
        from sitegen.web.client import Web  # most sites have neither

        home = self.desk.at.absolute(self.desk.at.home())
        try:
            with Web(state, environment, home=home) as web:
                for alert, name in queue:
                    self._tell(web, alert, name)
        except SourceError as error:
            self.failures.append(f"{error.source}: {error.sentence}")

    def _tell(self, web: Web, alert: Alert, name: str) -> None:
        try:
            self._send(web, alert, name)
        except SourceError as error:
            self.failures.append(f"{error.source}: {error.sentence}")
        else:
            self.desk.record.told(alert.id, name)
            self.channels.append(name)

    def _send(self, web: Web, alert: Alert, name: str) -> None:
        desk, shape = self.desk, self.means.shape
        if name == WEBHOOK and self.means.webhook and shape:
            present = notices(alert.items, desk.site, desk.at)
            home = desk.at.absolute(desk.at.home())
            body = chat.post(shape, present, site=desk.site.config.title, home=home)
            url, verb = self.means.webhook.url, "POST"
            if shape == "matrix":  # the same id a second time is the same message there
                url, verb = f"{url.rstrip('/')}/{alert.id}", "PUT"
            if present:
                web.tell(self.means.webhook.service, url, body, verb=verb)
        elif self.means.websub:
            body = chat.ping(chat.feeds(alert.items, desk.site, desk.at))
            web.tell(self.means.websub.service, self.means.websub.url, body, kind=chat.FORM)

    def _failed(self, error: MailError, subscriber: Subscriber) -> None:
        where = "" if error.is_final else f"{subscribers.VARIABLE}, line {subscriber.line}: "
        self.failures.append(f"{where}{error.sentence}")


def _lasting_id(alert: Alert, who: str) -> str:
    return sha256(f"{alert.id} {who}".encode()).hexdigest()[:40]


def _host(home: str) -> str:
    host = urlsplit(home).hostname or "localhost"
    return host if host.isascii() else host.encode("idna").decode()
