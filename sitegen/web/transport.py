"""One request sent, one answer taken in: connections, keys, and the time and room that an answer may take.

In: a service and a request. Out: its answer, whole, whatever its status. The only door to requests.
Follows no redirect, repeats nothing, keeps nothing: that is the client's.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sitegen import __version__
from sitegen.web.errors import SourceError, loss
from sitegen.web.gateway import Gateway
from sitegen.web.messages import HttpRequest, HttpResponse
from sitegen.web.retry import MORE, RequestLimits
from sitegen.web.service import Service

if TYPE_CHECKING:
    import requests

_PIECE = 1 << 16
_PACKINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""How zlib is told of each way in which an answer may be packed; any other word is taken for a mislabelled whole."""


class Wire:
    """The connections of one run, one session a service.

    Keys are looked up in `environment`; `about` is what services are told of who asks, beside the program's name.
    """

    def __init__(
        self, gateway: Gateway, environment: Mapping[str, str], limits: RequestLimits, *, about: Iterable[str] = ()
    ) -> None:
        self._gateway, self._environment, self._limits = gateway, environment, limits
        contacts = "; ".join(part for part in about if part.isascii() and part.isprintable())  # a header can hold
        self._agent = f"sitegen/{__version__}" + (f" ({contacts})" if contacts else "")
        self._sessions: dict[str, requests.Session] = {}

    def close(self) -> None:
        """End all connections."""
        for session in self._sessions.values():
            session.close()

    def has_key(self, service: Service) -> bool:
        """Tell whether the person has a key for a service."""
        return bool(self._key(service))

    def exchange(self, service: Service, request: HttpRequest, conditions: Mapping[str, str]) -> HttpResponse:
        """Send one request and take in all of its answer, in a thread that is given up when its time is over.

        Raises `SourceError`.
        """
        done: list[HttpResponse | BaseException] = []

        def run() -> None:
            try:
                done.append(self._send(service, request, conditions))
            except BaseException as error:  # noqa: BLE001 - carried to the thread that asked, and raised there
                done.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self._limits.total)
        if not done:
            self._sessions.pop(service.name, None)
            raise SourceError(service.title, "slow", f"no whole answer came within {self._limits.total:.0f} seconds")
        if isinstance(done[0], BaseException):
            raise loss(service, done[0]) from None
        return done[0]

    def _send(self, service: Service, request: HttpRequest, conditions: Mapping[str, str]) -> HttpResponse:
        headers = {"User-Agent": self._agent, "Accept": request.accept, "Accept-Encoding": "gzip", **conditions}
        headers |= self._key(service)
        if request.body:
            headers["Content-Type"] = request.kind
        with self._session(service).request(
            request.method,
            self._gateway.leading(request.url),
            headers=headers,
            data=request.body or None,
            stream=True,
            allow_redirects=False,
            timeout=(self._limits.connect, self._limits.read),
        ) as response:
            packing = response.raw.headers.pop("Content-Encoding", "")  # else it is unpacked, cut off or not
            body = bytearray()
            for piece in _unpacked(_received(response, service), packing.strip().lower(), service):
                body += piece
                if len(body) > self._limits.body:
                    room = f"{self._limits.body >> 20} MiB"
                    raise SourceError(service.title, "big", f"the answer is larger than {room} ({MORE})")
            return HttpResponse(response.status_code, response.headers, bytes(body), request.url)

    def _session(self, service: Service) -> requests.Session:
        """The session of a service: one connection for each of its hosts."""
        if service.name not in self._sessions:
            import requests
            from requests.adapters import HTTPAdapter

            session = requests.Session()
            session.mount("https://", HTTPAdapter(pool_connections=len(service.hosts), pool_maxsize=1))
            session.trust_env = not self._gateway  # a gateway is reached directly, whatever proxy is set
            session.auth = lambda prepared: prepared  # no password from a .netrc file
            # Redirects are for _follow; requests would read them whole to see where they lead.
            session.get_redirect_target = lambda *_, **__: None  # type: ignore[method-assign] # one session's own
            self._sessions[service.name] = session
        return self._sessions[service.name]

    def _key(self, service: Service) -> dict[str, str]:
        """The header with the service's key, when the person has one."""
        value = self._environment.get(service.key.variable, "").strip() if service.key else ""
        if not service.key or not value:
            return {}
        if not (value.isascii() and value.isprintable()):
            raise SourceError(
                service.title, "key", f"the key in {service.key.variable} holds characters that no key has"
            )
        return {service.key.header: service.key.form.format(value)}


def _received(response: requests.Response, service: Service) -> Iterator[bytes]:
    """Yield a body as it comes. Raises `SourceError` for a chunk of a length that is none: the library has no word."""
    try:
        yield from response.iter_content(_PIECE)
    except (ValueError, OverflowError) as error:
        if isinstance(error, OSError):  # one of the library's own, some of which are both
            raise
        raise SourceError(service.title, "cut", "the answer is damaged (a part of it has no length)") from None


def _unpacked(pieces: Iterable[bytes], packing: str, service: Service) -> Iterator[bytes]:
    """Yield a body as it was before it was packed, in pieces. Raises `SourceError` where its end or sum is missing.

    Source: RFC 1952, section 2.2: a body may consist of several members.
    """
    if packing not in _PACKINGS:
        yield from pieces
        return
    unpacker = zlib.decompressobj(_PACKINGS[packing])
    is_begun = False
    try:
        for piece in pieces:
            rest = piece
            while rest and not (unpacker.eof and not rest.startswith(b"\x1f")):
                if unpacker.eof:
                    unpacker = zlib.decompressobj(_PACKINGS[packing])
                is_begun = True
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error:
        raise _damaged(service) from None
    if is_begun and not unpacker.eof:
        raise _damaged(service)


def _damaged(service: Service) -> SourceError:
    return SourceError(service.title, "cut", "the answer is damaged (it cannot be unpacked)")
