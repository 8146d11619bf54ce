"""Alert record: what was told, and to whom, in `content/.pulled/alerts.yaml`.

In: the site's folder. Out: the papers that are known and the alerts that are under way; the file, written whole before
an alert's first message and after each one. Addresses stand in it as salted digests. A file that cannot be read is an
error: to forget what was told would tell everybody again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sitegen.content import content_file, files, yaml_writer
from sitegen.errors import Problem, SitegenError
from sitegen.publish.alert.news import KINDS, AlertItem, Known
from sitegen.regex import regex

FOLDER = "content/.pulled"
FILE = f"{FOLDER}/alerts.yaml"

_HEAD = (
    "# What `sitegen alert` has told of, and to whom (salted digests). It keeps this file; commit it, do not edit it.\n"
)
_SALT = regex(r"(?:[0-9a-f]{2}){8,64}")


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert: its lasting id, what it tells of, who waits for it; of the last one, who has it."""

    id: str
    items: tuple[AlertItem, ...]
    waiting: tuple[str, ...]
    sent: tuple[str, ...] = ()


@dataclass(slots=True)
class AlertRecord:
    """The file of one site, and what it says. `alerts` are the last one, and any before it that somebody waits for."""

    path: Path
    salt: str
    known: Known
    alerts: tuple[Alert, ...]
    is_first: bool
    _top: str = field(default="", init=False)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Everybody who waits for an alert, once for each."""
        return tuple(who for alert in self.alerts for who in alert.waiting)

    def begin(self, items: Iterable[AlertItem], waiting: Iterable[str], known: Known) -> None:
        """Note an alert and all that is known with it, before its first message; without items, what is known."""
        self.known, self._top = known, ""
        self.is_first = False
        if items := tuple(items):
            told = " ".join([self.salt, *(f"{item.kind}:{item.slug}:{known.get(item.slug, '')}" for item in items)])
            id_ = hashlib.sha256(told.encode()).hexdigest()[:32]
            unfinished = tuple(replace(alert, sent=()) for alert in self.alerts if alert.waiting and alert.id != id_)
            self.alerts = (*unfinished, Alert(id_, items, tuple(dict.fromkeys(waiting))))
        self.write()

    def told(self, alert: str, who: str) -> None:
        """Note that somebody has an alert."""
        self._change(alert, lambda noted: replace(noted, waiting=_without(noted.waiting, who), sent=(*noted.sent, who)))

    def dropped(self, alert: str, who: str) -> None:
        """Note that somebody waits for an alert no more: gone from the list, or nothing left to tell."""
        self._change(alert, lambda noted: replace(noted, waiting=_without(noted.waiting, who)))

    def write(self) -> None:
        """Write the file whole, if it does not say so already."""
        if not self._top:
            self._top = _HEAD + yaml_writer.document({"salt": self.salt, "known": dict(self.known)})
        text = (self._top + yaml_writer.document({"alerts": [_as_data(alert) for alert in self.alerts]})).encode()
        self.path.parent.mkdir(exist_ok=True)
        if not self.path.exists() or self.path.read_bytes() != text:
            files.write(self.path, text)

    def _change(self, alert: str, change: Callable[[Alert], Alert]) -> None:
        self.alerts = tuple(change(noted) if noted.id == alert else noted for noted in self.alerts)
        self.alerts = tuple(noted for noted in self.alerts if noted.waiting or noted is self.alerts[-1])
        self.write()


def read(root: Path) -> AlertRecord:
    """Read the record of a site, or make a new one with a salt of its own. Raises `SitegenError`."""
    path = root / FILE
    if path.parent.is_symlink():
        raise SitegenError([Problem(FOLDER, sentence="the folder is a link; nothing is written where it leads")])
    if not path.exists() and not path.is_symlink():
        return AlertRecord(path, secrets.token_hex(16), {}, (), is_first=True)
    document = content_file.read_document(root, FILE)
    errors = [problem for problem in document.problems if problem.severity == "error"]
    if errors:
        raise SitegenError(errors)
    try:
        return _from_data(path, document.data)
    except (TypeError, ValueError, LookupError, AttributeError):
        hint = "take it from version control again; without it, the next alert only remembers what there is"
        raise SitegenError([Problem(FILE, sentence="this is not the record of alerts", hint=hint)]) from None


def _from_data(path: Path, data: Mapping[str, Any]) -> AlertRecord:
    if not _SALT.fullmatch(data["salt"]):
        raise ValueError(data["salt"])
    known = {slug: _text(version or "") for slug, version in (data["known"] or {}).items()}
    return AlertRecord(path, data["salt"], known, tuple(_alert(entry) for entry in data["alerts"]), is_first=False)


def _alert(data: Mapping[str, Any]) -> Alert:
    items = tuple(AlertItem(_text(slug), kind) for slug, kind in data["tells"].items())
    if not KINDS.issuperset(item.kind for item in items):
        raise ValueError(items)
    return Alert(_text(data["id"]), items, tuple(map(_text, data["waiting"])), tuple(map(_text, data["sent"])))


def _as_data(alert: Alert) -> dict[str, Any]:
    tells = {item.slug: item.kind for item in alert.items}
    return {"id": alert.id, "tells": tells, "waiting": list(alert.waiting), "sent": list(alert.sent)}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _without(names: Iterable[str], who: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != who)
