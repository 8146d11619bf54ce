"""Errors of sources: what can go wrong between us and a source, and the sentence for each.

In: the exception of a broken request, or a status, a content type and a body that did arrive. Out: the `SourceError` a
person can act on. Its words hold no key, no header and no control character, whatever the source sent: nothing of an
exception's own text is passed on. A 200 is no proof of success.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus
from typing import Literal

from sitegen.web.messages import JSON, XML, HttpResponse
from sitegen.web.service import Service

Kind = Literal[
    "offline", "dns", "refused", "tls", "dropped", "slow",  # the way there
    "throttled", "spent", "down", "key", "denied", "missing", "redirect", "limit",  # what the source says
    "empty", "cut", "big", "html", "type", "xml",  # what it sends
    "schema", "paging", "incomplete",  # what is in it
]  # fmt: skip

_LONGEST = 400
"""Characters of a sentence: some sources say a great deal."""
_UNREACHABLE = {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EHOSTDOWN}
_BROKEN: dict[str, tuple[Kind, str]] = {
    "ReadTimeoutError": ("slow", "{host} does not answer"),
    "ConnectTimeoutError": ("slow", "{host} does not answer"),
    "ContentDecodingError": ("cut", "the answer is damaged (it cannot be unpacked)"),
    "IncompleteRead": ("cut", "the answer broke off before its end"),
    "ProxyError": ("refused", "the proxy does not let us through to {host}"),
}
"""Exceptions of libraries below ours, by name: this way nothing but `web` has to know the libraries."""


class SourceError(Exception):
    """A source that did not give a whole, well-formed answer; nothing of it may be used.

    `sentence` is for a person: what happened and, where there is one, the next step. `detail` is what is wrong with the
    one record that is at fault, where it is one (`authors[3].name is missing`).
    """

    def __init__(self, source: str, kind: Kind, sentence: str, *, detail: str = "") -> None:
        self.source = source
        self.kind = kind
        self.sentence = _printable(sentence)
        self.detail = _printable(detail)
        super().__init__(f"{source}: {self.sentence}")


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text[:_LONGEST])


def loss(service: Service, error: BaseException) -> BaseException:
    """Return the fault for an exception of `requests` or of what it stands on; any other is returned as it is."""
    if isinstance(error, SourceError) or not isinstance(error, OSError):  # requests' own are all OSErrors
        return error
    causes = tuple(_causes(error))
    host, name = service.hosts[0], service.title
    if lost := next(filter(None, (_way_lost(cause) for cause in causes)), None):
        kind, sentence = lost
        return SourceError(name, kind, sentence.format(host=host))
    for cause in causes:
        if broken := _BROKEN.get(type(cause).__name__):
            return SourceError(name, broken[0], broken[1].format(host=host))
    return SourceError(name, "dropped", f"{host} dropped the connection")


def _way_lost(cause: BaseException) -> tuple[Kind, str] | None:
    if isinstance(cause, socket.gaierror):
        if cause.errno == socket.EAI_AGAIN:
            return "offline", "the address of {host} cannot be looked up: is this machine online?"
        return "dns", "there is no address for {host}: this machine is offline, or it has moved, or is hidden"
    if isinstance(cause, ssl.SSLError):
        return "tls", "{host} cannot prove that it is {host}, or somebody stands in between"
    if isinstance(cause, ConnectionRefusedError):
        return "refused", "{host} refuses connections"
    if isinstance(cause, TimeoutError):
        return "slow", "{host} does not answer"
    if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
        return "offline", "{host} cannot be reached: is this machine online?"
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that it was made from."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]


def judge_status(service: Service, status: int, *, has_key: bool, is_spent: bool = False) -> SourceError:
    """Return the fault for a status that is no success."""
    name, key = service.title, service.key
    advice = f"; a key in {key.variable} gets more" if key and not has_key else ""
    if is_spent:
        return SourceError(name, "spent", f"the day's quota is used up: pull again tomorrow{advice}")
    if status == 429:
        return SourceError(name, "throttled", f"it is asked too often by too many: pull again later{advice}")
    if status in {404, 410}:
        return SourceError(name, "missing", f"it knows nothing under the identifier it was asked for (HTTP {status})")
    if status in {401, 403} and key and has_key:
        return SourceError(name, "key", f"it does not accept the key in {key.variable}: correct it or remove it")
    if status >= 500:
        return SourceError(name, "down", f"it is out of order at the moment ({_words(status)})")
    return SourceError(name, "denied", f"it does not answer the question ({_words(status)}){advice}")


def judge_body(service: Service, accept: str, answer: HttpResponse) -> None:
    """Raise `SourceError` unless a successful answer looks like what was asked for."""
    name, kind = service.title, answer.kind
    start = answer.body[:600].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise SourceError(name, "empty", "the answer is empty")
    wanted = {JSON: "json", XML: "xml"}.get(accept)
    if wanted is None:
        return
    if kind in {"text/html", "application/xhtml+xml"} or start.startswith((b"<!doctype html", b"<html")):
        raise SourceError(
            name, "html", "a web page came where data should be: a proxy, a login or a notice stands before it"
        )
    if kind and wanted not in kind and not (service.text_is_data and kind == "text/plain"):
        raise SourceError(name, "type", f"the answer is {_short(kind)} where {wanted.upper()} should be")


def _words(status: int) -> str:
    try:
        return f"HTTP {status}, {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def _short(kind: str) -> str:
    return kind[:60] if kind.isascii() and kind.isprintable() else "of an unknown kind"
