"""A real mail server on this machine, which keeps what it is handed and fails where a test wants it to."""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

STEPS = ("connect", "ehlo", "mail", "rcpt", "data", "body", "stored", "next", "quit")
"""Where it can fail. `data`: before the message; `body`: before it is kept; `stored`: before that is said."""


@dataclass
class Office:
    """`mail` is everything that was kept, in order: (recipient, message). `plan` is asked at each step what to do:

    nothing, an answer to give instead, or `drop`, which ends the connection.
    """

    plan: Callable[[str, int], str] = lambda _step, _count: ""
    mail: list[tuple[str, bytes]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    password: tuple[bytes, bytes] = (b"", b"")
    port: int = 0

    @property
    def url(self) -> str:
        """What to set `SITEGEN_SMTP_URL` to."""
        return f"smtp://127.0.0.1:{self.port}"

    def letters(self) -> list[tuple[str, EmailMessage]]:
        """Return each message as a mail program reads it, and whom it was handed in for."""
        return [(who, email.message_from_bytes(raw, policy=email.policy.default)) for who, raw in self.mail]

    def at(self, step: str) -> str:
        """Count a step and return what to do at it."""
        self.counts[step] = self.counts.get(step, 0) + 1
        return self.plan(step, self.counts[step])

    def admit(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        """Check a user name and password."""
        is_right = isinstance(data, LoginPassword) and (data.login, data.password) == self.password
        return AuthResult(success=is_right, handled=False)


class _Handler:
    def __init__(self, office: Office) -> None:
        self.office = office

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        said = self.office.at("ehlo")
        session.host_name = hostname
        return [said] if _is_reply(server, said) else responses

    async def handle_MAIL(  # noqa: N802 - see above
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = self.office.at("mail")
        if _is_reply(server, said):
            return said
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - see above
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = self.office.at("rcpt")
        if _is_reply(server, said):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - see above
        said = self.office.at("body")
        if _is_reply(server, said):
            return said
        (recipient,) = envelope.rcpt_tos
        assert isinstance(envelope.content, bytes)
        self.office.mail.append((recipient, envelope.content))
        said = self.office.at("stored")
        return said if _is_reply(server, said) else "250 OK"


class _Server(SMTP):
    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if _office(self).at("connect"):
            _drop(self)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - see above
        said = _office(self).at("data")
        if said.startswith("354"):
            await self.push(said)
            _drop(self)
        elif _is_reply(self, said):
            await self.push(said)
        else:
            await super().smtp_DATA(arg)
            if _office(self).at("next"):
                _drop(self)

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802 - see above
        if _is_reply(self, _office(self).at("quit")):
            return
        await super().smtp_QUIT(arg)


def _office(server: SMTP) -> Office:
    handler = server.event_handler
    assert isinstance(handler, _Handler)
    return handler.office


def _is_reply(server: SMTP, said: str) -> bool:
    """Whether something else than usual is to be answered; ends the connection where that is to happen."""
    if said == "drop":
        _drop(server)
    return bool(said)


def _drop(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


@contextmanager
def opened(office: Office, **options: Any) -> Iterator[Office]:
    """Let the office take mail while this lasts; `options` are aiosmtpd's, and `ssl`, to begin with it."""
    context = options.pop("ssl", None)
    loop = asyncio.new_event_loop()
    handler = _Handler(office)
    server = loop.run_until_complete(
        loop.create_server(
            lambda: _Server(handler, loop=loop, hostname="mail.test", **options), "127.0.0.1", 0, ssl=context
        )
    )
    office.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
