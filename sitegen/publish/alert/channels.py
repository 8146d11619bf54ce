"""By which ways a site tells of what is new: mail, a chat, a WebSub hub.

In: the site's options and the environment. Out: who sends, by which server, to whom; or every fault in them at once.
Passwords, tokens and addresses come from the environment alone, and stand in no error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from sitegen.errors import Problem, SitegenError
from sitegen.publish.alert import smtp, subscribers
from sitegen.publish.alert.chat import Shape
from sitegen.publish.alert.letter import Sender
from sitegen.publish.alert.subscribers import Roll, Subscriber
from sitegen.records import dataclass
from sitegen.site.graph import Site
from sitegen.web.service import ApiKey, Service

WEBHOOK, WEBSUB = "webhook", "websub"
"""What stands for these in the record, where digests stand for subscribers."""
WEBHOOK_URL, WEBHOOK_TOKEN = "SITEGEN_WEBHOOK_URL", "SITEGEN_WEBHOOK_TOKEN"
NOBODY = Roll((), frozenset())
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Post:
    """Something on the web that takes a message; only its host is ever asked."""

    service: Service
    url: str


@dataclass(frozen=True, slots=True)
class Means:
    """All ways that are set up. Without mail there is neither sender nor server, and nobody on the roll."""

    sender: Sender | None
    server: smtp.Server | None
    roll: Roll
    shape: Shape | None
    webhook: Post | None
    websub: Post | None

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of those ways that tell everybody at once."""
        return (WEBHOOK,) * bool(self.webhook) + (WEBSUB,) * bool(self.websub)

    def subscribers(self, salt: str) -> dict[str, Subscriber]:
        """Return everybody on the roll who has not left, by digest."""
        by_digest = {subscribers.digest(salt, subscriber.address): subscriber for subscriber in self.roll.subscribers}
        return {digest: subscriber for digest, subscriber in by_digest.items() if digest not in self.roll.left}


class _Faults:
    """Collects what is wrong, so that all of it is said at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, file: str, field: str, sentence: str, hint: str = "") -> None:
        self.problems.append(Problem(file, field=field, sentence=sentence, hint=hint))


def find_means(site: Site, environment: Mapping[str, str], root: Path, *, is_trial: bool = False) -> Means:
    """Return the ways that are set up; a trial makes do with what there is. Raises `SitegenError`."""
    faults, options = _Faults(), site.config.alerts
    settings = {name: environment.get(name, "").strip() for name in (smtp.VARIABLE, subscribers.VARIABLE, WEBHOOK_URL)}
    has_mail = any((options.from_, settings[smtp.VARIABLE], settings[subscribers.VARIABLE]))
    sender, server, roll = None, None, NOBODY
    if has_mail and not is_trial:
        for name in (smtp.VARIABLE, subscribers.VARIABLE):
            if not settings[name]:
                faults.add(name, "", "is not set, so no mail can be sent", "README.md says how to set up alerts")
    if settings[smtp.VARIABLE]:
        server = _attempt(faults, lambda: smtp.server(settings[smtp.VARIABLE]))
    if settings[subscribers.VARIABLE]:
        roll = _attempt(faults, lambda: _roll(settings[subscribers.VARIABLE], site, root)) or NOBODY
    if has_mail:
        sender = _sender(site, faults)
    webhook = _webhook(settings[WEBHOOK_URL], site, faults, is_trial=is_trial) if options.webhook else None
    websub = _post(options.websub, "websub", "the WebSub hub") if options.websub else None
    if not (has_mail or options.webhook or options.websub or is_trial):
        hint = "set alerts.from there for mail, alerts.webhook for a chat, or alerts.websub for a hub"
        faults.add(site.config.file, "alerts", "there is no way to tell anybody", hint)
    if faults.problems:
        raise SitegenError(faults.problems)
    return Means(sender, server, roll, options.webhook, webhook, websub)


def _attempt(faults: _Faults, reading: Callable[[], _Result]) -> _Result | None:
    try:
        return reading()
    except SitegenError as error:
        faults.problems += error.problems
        return None


def _roll(setting: str, site: Site, root: Path) -> Roll:
    people = {old: member.slug for member in site.members if member.author for old in member.author.former_slugs}
    return subscribers.parse(subscribers.read(setting, root), people | {slug: slug for slug in site.people})


def _sender(site: Site, faults: _Faults) -> Sender | None:
    """Return who sends: as the site says, else its owner."""
    options, author = site.config.alerts, site.owner.author if site.owner else None
    written = options.from_ or (f"{author.name} <{author.email}>" if author and author.email else "")
    if not written:
        faults.add(site.config.file, "alerts.from", "is missing", "write from: Ada Lovelace <ada@example.org>")
        return None
    try:
        name, address = subscribers.mailbox(written)
    except ValueError as error:
        faults.add(site.config.file, "alerts.from", str(error))
        return None
    try:
        reply_to = subscribers.mailbox(options.reply_to)[1] if options.reply_to else ""
    except ValueError as error:
        faults.add(site.config.file, "alerts.reply_to", str(error))
        return None
    return Sender(name, address, reply_to)


def _webhook(url: str, site: Site, faults: _Faults, *, is_trial: bool) -> Post | None:
    try:
        parts = urlsplit(url)
        is_address = parts.scheme == "https" and bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        is_address = False
    if not url and is_trial:
        return None
    if not is_address:
        shape = site.config.alerts.webhook
        sentence = "is not an https address" if url else f"is not set, and alerts.webhook is {shape}"
        faults.add(WEBHOOK_URL, "", sentence, "it is the address that the chat gives you for an incoming webhook")
        return None
    return _post(url, WEBHOOK, "the webhook")


def _post(url: str, name: str, title: str) -> Post:
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"{host}:{parts.port}" if parts.port not in {None, 80, 443} else host
    key = ApiKey(WEBHOOK_TOKEN, "Authorization", "Bearer {}") if name == WEBHOOK else None
    return Post(Service(name=name, title=title, hosts=(host,), pace=0, key=key), url)
