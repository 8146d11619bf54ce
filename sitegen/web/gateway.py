"""Gateway: the address a request goes to, its service's or that of a gateway that stands for it.

In: a service's address. Out: the address to send to, and the other way about for redirects. Only https, only hosts of
the service.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit, urlunsplit

from sitegen.errors import SitegenError
from sitegen.web.errors import SourceError
from sitegen.web.service import Service


class Gateway:
    """The address in `SITEGEN_GATEWAY`, which answers for every service; without one, services answer themselves.

    Raises `SitegenError` for what is no address.
    """

    def __init__(self, address: str) -> None:
        self._base = address.rstrip("/")
        if address and urlsplit(self._base).scheme not in {"http", "https"}:
            raise SitegenError("SITEGEN_GATEWAY is not an http address (it looks like http://127.0.0.1:8080)")

    def __bool__(self) -> bool:
        return bool(self._base)

    def leading(self, url: str) -> str:
        """Return where a request for this address is sent."""
        if not self._base:
            return url
        parts = urlsplit(url)
        return f"{self._base}/{parts.netloc}{urlunsplit(('', '', parts.path, parts.query, ''))}"

    def meant(self, location: str, asked: str) -> str:
        """Return what a redirect stands for; `asked` is the address that was asked for, of which it may be a part."""
        if self._base and location.startswith(self._base + "/"):
            return f"https://{location[len(self._base) + 1 :]}"
        try:
            return urljoin(asked, location)
        except ValueError:
            return location  # no address at all: refused when it is looked at


def within(service: Service, url: str) -> str:
    """Return the address, having made sure that it is the service's own; http becomes https. Raises `SourceError`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SourceError(service.title, "redirect", "it sent us to something that is no address") from None
    host = f"{parts.hostname}:{port}" if port not in {None, 80, 443} else parts.hostname
    if parts.scheme not in {"http", "https"} or host not in service.hosts or parts.username is not None:
        raise SourceError(
            service.title, "redirect", f"it sent us to {host or 'another place'}, which is not one of its own hosts"
        )
    return urlunsplit(("https", host, parts.path, parts.query, ""))
