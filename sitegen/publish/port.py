"""The port that the preview listens on: the one that was asked for, or the next that is free.

In: a host and a port. Out: sockets that listen, one for each of the host's addresses, all on one port.
"""

from __future__ import annotations

import contextlib
import errno
import socket

from sitegen.errors import SitegenError

PORTS = 20
"""How many ports are tried, from the one that was asked for."""
BACKLOG = 128
"""Connections that may wait to be taken."""


def bound(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen on the first free of `PORTS` ports; port 0 is any. Raises `SitegenError`."""
    last = min(port + PORTS, 1 << 16) if port else 1
    for number in range(port, last):
        try:
            return _listening(host, number)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SitegenError(f"cannot listen on {host}, port {number}: {error.strerror or error}") from None
    raise SitegenError(f"cannot listen on {host}: the ports {port} to {last - 1} are all taken")


def check(host: str) -> None:
    """Raise `SitegenError` when this machine cannot listen on a host, at whatever port."""
    try:
        for listener in _listening(host, 0):
            listener.close()
    except OSError as error:
        raise SitegenError(f"cannot listen on {host}: {error.strerror or error}") from None


def _listening(host: str, port: int) -> list[socket.socket]:
    """Return a socket for each address of a host, all on one port; none stays open when one cannot be had."""
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    with contextlib.ExitStack() as stack:
        for family, address in dict.fromkeys((info[0], info[4][0]) for info in infos):
            number = sockets[0].getsockname()[1] if sockets else port
            try:
                listener = socket.create_server((str(address), number), family=family, backlog=BACKLOG)
            except OSError as error:
                if len(infos) > 1 and error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
                    continue  # localhost is also an IPv6 address, which not every machine has
                raise
            listener.setblocking(False)
            sockets.append(stack.enter_context(listener))
        stack.pop_all()
    if not sockets:
        raise OSError(errno.EADDRNOTAVAIL, "this machine has no such address")
    return sockets
