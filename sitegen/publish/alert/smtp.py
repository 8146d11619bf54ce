"""The mail server: `SITEGEN_SMTP_URL`.

In: an address such as `smtps://user:password@mail.example.org`, then messages, one at a time. Out: nothing, or a
`MailError` that says what the server did. Its words are never passed on: they may hold an address or a password.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from dataclasses import field
from typing import Self
from urllib.parse import unquote, urlsplit

from sitegen.errors import Problem, SitegenError
from sitegen.records import dataclass

VARIABLE = "SITEGEN_SMTP_URL"
TIMEOUT = 60.0
"""Seconds of silence after which a server is given up."""
_NEAR = frozenset({"localhost", "127.0.0.1", "::1"})
_FORM = "it looks like smtps://user:password@mail.example.org, or smtp://…:587?starttls; write %40 for an @ in either"


class MailError(Exception):
    """A message that was not sent, as far as we know, and why.

    `is_address`: it is this address that the server does not take; `is_final`: it would take no other either.
    """

    def __init__(self, sentence: str, *, is_address: bool = False, is_final: bool = False) -> None:
        self.sentence = sentence
        self.is_address = is_address
        self.is_final = is_final
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Server:
    """The server where mail is handed in. The password is not shown when this is printed."""

    host: str
    port: int
    is_tls: bool
    has_starttls: bool
    user: str
    password: str = field(repr=False)


def server(setting: str) -> Server:
    """Read the address of a mail server. Raises `SitegenError`, which does not quote it."""
    try:
        parts = urlsplit(setting.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong("is not the address of a mail server") from None
    if parts.scheme not in {"smtp", "smtps"} or not host or parts.path not in {"", "/"} or parts.fragment:
        raise _wrong("is not the address of a mail server")
    if parts.query not in {"", "starttls"}:
        raise _wrong("has something behind the ? that is not starttls")
    has_starttls = parts.query == "starttls"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not f"{user}{password}".isprintable():
        raise _wrong("has a user name or a password with invisible characters")
    if password and parts.scheme == "smtp" and not has_starttls and host not in _NEAR:
        raise _wrong("would send the password for all to read", "write smtps://, or ?starttls at the end")
    usual = 465 if parts.scheme == "smtps" else 587 if has_starttls else 25
    return Server(host, port or usual, parts.scheme == "smtps", has_starttls, user, password)


class Mailer:
    """A connection to the server, made when there is something to send; to be used in a `with`."""

    def __init__(self, server: Server, *, helo: str) -> None:
        self._server = server
        self._helo = helo
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        is_interrupted = kind is not None and not issubclass(kind, Exception)
        if self._open and not is_interrupted:  # in the middle of a message no goodbye would be answered
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._open.quit()
        self._close()

    def send(self, sender: str, recipient: str, message: bytes) -> None:
        """Hand in one message; raises `MailError`.

        A connection that breaks is made again, once for a message, which is then sent again with the same id. So is one
        whose receipt was lost: nobody can know whether it arrived, and of a loss and a double only a double is mended
        by the receiver (RFC 5321, 4.5.4.1 and 6.1).
        """
        for is_last in (False, True):
            try:
                _hand_in(self._connected(), sender, recipient, message)
            except smtplib.SMTPResponseException as error:
                self._close()
                if is_last or error.smtp_code != 421:
                    raise MailError(f"the server refused the message ({error.smtp_code})") from None
            except (smtplib.SMTPException, OSError, UnicodeError):
                self._close()
                if is_last:
                    raise MailError("the server broke off", is_final=True) from None
            else:
                return

    def _connected(self) -> smtplib.SMTP:
        if self._open:
            return self._open
        try:
            self._open = self._greet()
            if self._server.user:
                self._open.login(self._server.user, self._server.password)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._close()
            raise MailError(_reason(error, self._server), is_final=True) from None
        return self._open

    def _greet(self) -> smtplib.SMTP:
        server, trusted = self._server, ssl.create_default_context
        if server.is_tls:
            return smtplib.SMTP_SSL(server.host, server.port, self._helo, timeout=TIMEOUT, context=trusted())
        plain = smtplib.SMTP(server.host, server.port, self._helo, timeout=TIMEOUT)
        if server.has_starttls:
            try:
                plain.starttls(context=trusted())
            except BaseException:
                plain.close()
                raise
        return plain

    def _close(self) -> None:
        if self._open:
            self._open.close()
        self._open = None


def _hand_in(connection: smtplib.SMTP, sender: str, recipient: str, message: bytes) -> None:
    try:
        connection.sendmail(sender, [recipient], message)
    except smtplib.SMTPRecipientsRefused as error:
        code = error.recipients[recipient][0]
        if code == 421:
            raise smtplib.SMTPServerDisconnected from None
        raise MailError(f"the server refused the address ({code})", is_address=True) from None


def _reason(error: Exception, server: Server) -> str:
    """Return why there is no connection, in our own words."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{server.host} does not accept the user name and password ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        what = "STARTTLS" if server.has_starttls else "a user name and password"
        return f"{server.host} does not know {what}"
    if isinstance(error, ssl.SSLError):
        return f"{server.host} offers no connection that can be trusted (TLS)"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{server.host} does not let us in ({error.smtp_code})"
    if isinstance(error, UnicodeError):
        return f"{server.host} cannot be sent that user name and password: they hold more than ASCII"
    if isinstance(error, TimeoutError):
        return f"{server.host} does not answer"
    if isinstance(error, smtplib.SMTPException):
        return f"{server.host} broke off, or wants a way to log in that sitegen does not know"
    return f"{server.host} cannot be reached on port {server.port}"


def _wrong(sentence: str, hint: str = _FORM) -> SitegenError:
    return SitegenError([Problem(VARIABLE, sentence=sentence, hint=hint)])
