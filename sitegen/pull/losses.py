"""Why a request came to nothing: the network's own word for it, and ours.

In: the exception of a broken request. Out: the `SourceError` a person can act on. Nothing of the exception's text is
passed on, for it may hold addresses and headers.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

from sitegen.pull.fault import Kind, SourceError
from sitegen.pull.service import Service

_UNREACHABLE = {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EHOSTDOWN}
_BROKEN: dict[str, tuple[Kind, str]] = {
    "ReadTimeoutError": ("slow", "{host} does not answer"),
    "ConnectTimeoutError": ("slow", "{host} does not answer"),
    "ContentDecodingError": ("cut", "the answer is damaged (it cannot be unpacked)"),
    "IncompleteRead": ("cut", "the answer broke off before its end"),
    "ProxyError": ("refused", "the proxy does not let us through to {host}"),
}
"""Exceptions of libraries below ours, by name: this way nothing but `web` has to know the libraries."""


def loss(service: Service, error: BaseException) -> BaseException:
    """Return the fault for an exception of `requests` or of what it stands on; any other is returned as it is."""
    if isinstance(error, SourceError) or not isinstance(error, OSError):  # requests' own are all OSErrors
        return error
    causes = tuple(_causes(error))
    host, name = service.hosts[0], service.title
    if found := next(filter(None, (_way_lost(cause) for cause in causes)), None):
        kind, sentence = found
        return SourceError(name, kind, sentence.format(host=host))
    for cause in causes:
        if broken := _BROKEN.get(type(cause).__name__):
            return SourceError(name, broken[0], broken[1].format(host=host))
    return SourceError(name, "dropped", f"{host} dropped the connection")


def _way_lost(cause: BaseException) -> tuple[Kind, str] | None:
    if isinstance(cause, socket.gaierror):
        if cause.errno == socket.EAI_AGAIN:
            return "offline", "the address of {host} cannot be looked up: is this machine online?"
        return "dns", "there is no address for {host}: the service has moved, or a filter hides it"
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
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
