"""Lies: the ways in which a service's answer may arrive other than whole, each as what is written to the connection.

In: the answer that would be right. Out: bytes on a socket, and whether what they say may be taken as whole after all
(a wrong label on a right body) or never.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.replay_server import Reply

Write = Callable[["Line", Reply], object]


@dataclass(frozen=True, slots=True)
class Line:
    """A connection on which a request has arrived, and where it was addressed to: host and path."""

    connection: socket.socket
    host: str
    target: str

    def send(self, data: bytes) -> None:
        """Write bytes; the other end may have gone."""
        with contextlib.suppress(OSError):
            self.connection.sendall(data)

    def reset(self) -> None:
        """End the connection without a word."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


@dataclass(frozen=True, slots=True)
class Lie:
    """One way; `may_be_whole` where all that was meant did arrive."""

    write: Write
    may_be_whole: bool = False

    @property
    def is_slow(self) -> bool:
        """Tell whether nothing but a limit of time ends it."""
        return self.write in _SLOW


def _head(status: str, kind: str = "application/json", length: int | None = None, *more: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more, "Connection: close"]
    lines += [f"Content-Length: {length}"] if length is not None else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _whole(body: bytes, kind: str, *more: str, status: str = "200 OK") -> bytes:
    return _head(status, kind, len(body), *more) + body


def _says(body: bytes | str, kind: str = "", *more: str, status: str = "200 OK") -> Write:
    """An answer with this body, as if it were the right one."""
    data = body.encode() if isinstance(body, str) else body
    return lambda line, right: line.send(_whole(data, kind or right.kind, *more, status=status))


def _with(change: Callable[[bytes], bytes], *more: str) -> Write:
    """The right answer's body after a change."""
    return lambda line, right: line.send(_whole(change(right.body), right.kind, *more))


def _damaged(body: bytes) -> bytes:
    """Pack a body, and turn the bits of one byte of that."""
    data = bytearray(gzip.compress(body))
    data[20] ^= 255
    return bytes(data)


def _as(kind: str, *more: str) -> Write:
    """The right body under another label."""
    return lambda line, right: line.send(_whole(right.body, kind, *more))


def _promises(longer: int, share: float) -> Write:
    """A share of the body, of which so many bytes more are promised than it has."""
    return lambda line, right: line.send(
        _head("200 OK", right.kind, len(right.body) + longer) + right.body[: int(len(right.body) * share)]
    )


def _chunked(*pieces: bytes) -> Write:
    """The first half of the body as a chunk, and then these bytes."""

    def write(line: Line, right: Reply) -> None:
        half = right.body[: len(right.body) // 2]
        line.send(_head("200 OK", right.kind, None, "Transfer-Encoding: chunked"))
        line.send(b"%x\r\n%s\r\n" % (len(half), half) + b"".join(pieces))

    return write


def _byte_by_byte(line: Line, right: Reply) -> None:
    """The right answer, so slowly that it takes for ever."""
    for byte in _whole(right.body, right.kind)[:60]:
        line.send(bytes([byte]))
        time.sleep(0.05)


def _moved(where: str, status: str = "302 Found") -> Write:
    """A redirect; `{host}` and `{target}` are those of the request."""
    return lambda line, right: line.send(
        _whole(b"", right.kind, f"Location: {where.format(host=line.host, target=line.target)}", status=status)
    )


def _silence(*_: object) -> None:
    time.sleep(2.5)


def _silence_after_the_head(line: Line, right: Reply) -> None:
    line.send(_head("200 OK", right.kind, len(right.body)))
    time.sleep(2.5)


_SLOW = (_byte_by_byte, _silence, _silence_after_the_head)


def _raw(data: bytes) -> Write:
    return lambda line, right: line.send(data)


def _later(seconds: str, status: str = "429 Too Many Requests") -> Write:
    return _says("busy", "text/plain", f"Retry-After: {seconds}", status=status)


def _bomb(line: Line, right: Reply) -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = packed.compress(b" " * (300 << 20)) + packed.flush() if right.body else b""
    line.send(_whole(data, right.kind, "Content-Encoding: gzip"))


def _endless(line: Line, right: Reply) -> None:
    line.send(_head("200 OK", right.kind))
    for _ in range(40):
        line.send(right.body + b" " * (1 << 16))


def _lengths(first: str, second: str = "") -> Write:
    """The right body under lengths that are none."""
    more = [f"Content-Length: {length}" for length in (first, second) if length]
    return lambda line, right: line.send(_head("200 OK", right.kind, None, *more) + right.body)


PAGE = "<!DOCTYPE html><html><head><title>Just a moment</title></head><body><p>Checking your browser</p></body></html>"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("bcdefgh", "cdefghi", strict=True))
    + "]><a>&i;</a>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

LIES: dict[str, Lie] = {
    name: Lie(write)
    for name, write in {
        "nothing of what was promised": _promises(0, 0),
        "half of it": _promises(0, 0.5),
        "all but a tenth": _promises(0, 0.9),
        "more promised than there is": _promises(7, 1),
        "half, and the end": lambda line, right: line.send(
            _head("200 OK", right.kind) + right.body[: len(right.body) // 2]
        ),
        "half, of that length": _with(lambda body: body[: len(body) // 2]),
        "all but the last byte that counts": _with(lambda body: body.rstrip()[:-1]),
        "a chunk and no more": _chunked(),
        "a chunk of no length": _chunked(b"zz\r\n"),
        "half a chunk": _chunked(b"ff\r\nx"),
        "a chunk below zero": _chunked(b"-5\r\nxxxxx\r\n0\r\n\r\n"),
        "two lengths": _lengths("5", "7"),
        "less promised than there is": lambda line, right: line.send(
            _head("200 OK", right.kind, len(right.body) // 2) + right.body
        ),
        "an empty body": _says(""),
        "only spaces": _says(" \n " * 50),
        "204": _raw(b"HTTP/1.1 204 No Content\r\n\r\n"),
        "a part": lambda line, right: line.send(_whole(right.body[:50], right.kind, status="206 Partial Content")),
        "a hang-up": lambda line, right: line.connection.close(),
        "a reset": lambda line, right: line.reset(),
        "half a head": _raw(b"HTTP/1.1 200 OK\r\nContent-Ty"),
        "no head": _raw(b"\x16\x03\x01 what?\r\n\r\n"),
        "a head without end": _raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 5000),
        "a line without end": _raw(b"HTTP/1.1 200 " + b"O" * 200_000),
        "another protocol": _raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        "no version": _raw(b"HTTP/9.9 abc\r\n\r\n"),
        "a byte at a time": _byte_by_byte,
        "silence": _silence,
        "silence after the head": _silence_after_the_head,
        "400": _says("{}", status="400 Bad Request"),
        "401": _says("{}", status="401 Unauthorized"),
        "403": _says(PAGE, "text/html", status="403 Forbidden"),
        "418": _says("", status="418 Teapot"),
        "429": _says("slow down", "text/plain", status="429 Too Many Requests"),
        "429, at once": _later("0"),
        "429, below zero": _later("-5"),
        "429, no number": _later("soon"),
        "429, for ever": _later("999999999999"),
        "429, a day that was": _later("Mon, 01 Jan 1990 00:00:00 GMT"),
        "429, a day far off": _later("Mon, 01 Jan 2125 00:00:00 GMT"),
        "429, in hex": _later("0x10"),
        "429, in other digits": lambda line, right: line.send(
            _whole(b"busy", "text/plain", "Retry-After: \xb2", status="429 Too Many Requests")
        ),
        "429, the day is spent": _says(
            "", "", "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 86400", status="429 Too Many Requests"
        ),
        "500": _says(PAGE, "text/html", status="500 Internal Server Error"),
        "502": _says(PAGE, "text/html", status="502 Bad Gateway"),
        "503": _says("", status="503 Service Unavailable"),
        "503, for an hour": _later("3600", "503 Service Unavailable"),
        "504": _says("{}", status="504 Gateway Timeout"),
        "600": _says("{}", status="600 What"),
        "304 unasked": _raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
        "round in a circle": _moved("https://{host}{target}"),
        "on and on": _moved("https://{host}{target}x"),
        "to a stranger": _moved("https://evil.example/steal"),
        "to this machine": _moved("http://127.0.0.1:22/"),
        "to a file": _moved("file:///etc/passwd"),
        "to no address": _moved("https://["),
        "to a name in a name": _moved("https://{host}@evil.example/"),
        "to another port": _moved("https://{host}:8443{target}"),
        "to nowhere": _says("", status="302 Found"),
        "to a wrapped line": _moved("https://{host}{target}\r\n X: y"),
        "a web page": _says(PAGE, "text/html; charset=utf-8"),
        "a web page that is called data": _says(PAGE),
        "null": _says("null"),
        "a number": _says("7"),
        "a word": _says('"busy"'),
        "not a number": _says("NaN"),
        "an empty list": _says("[]"),
        "an empty object": _says("{}"),
        "an error": _says(json.dumps({"error": {"message": "try later"}})),
        "an error of the gateway": _says(json.dumps({"message": "Endpoint request timed out"})),
        "nested": _says("[" * 100_000),
        "nested and closed": _says("[" * 50_000 + "]" * 50_000),
        "nested elements": _says("<a>" * 50_000),
        "no UTF-8": _with(lambda body: body.replace(b"a", b"\xff", 40)),
        "NUL in it": _with(
            lambda body: body.replace(b'"', b'"\0', 3) if b'"' in body else body.replace(b">", b">\0", 3)
        ),
        "something behind it": _with(lambda body: body + b"\n<!-- took 3 ms"),
        "twice": _with(lambda body: body + body),
        "packed, and cut": _with(lambda body: gzip.compress(body)[:-9], "Content-Encoding: gzip"),
        "packed, and damaged": _with(_damaged, "Content-Encoding: gzip"),
        "not packed": _with(lambda body: body, "Content-Encoding: gzip"),
        "a bomb": _bomb,
        "without end": _endless,
        "entities in entities": _says(ENTITIES),
        "an entity from outside": _says(OUTSIDE),
        "half of a page of XML": _says("<feed><entry>"),
        "a picture": _says(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "image/png"),
    }.items()
} | {
    name: Lie(write, may_be_whole=True)
    for name, write in {
        "a wrong label": _as("text/plain"),
        "a label of pages": _as("text/html"),
        "no label": _as(""),
        "a label of nothing": _as("x"),
        "UTF-16": _with(lambda body: body.decode().encode("utf-16")),
        "another encoding": _as("application/json; charset=utf-16"),
        "a length below zero": _lengths("-1"),
        "a length of letters": _lengths("abc"),
        "many lines in the head": _as("application/json", *(f"X-{n}: y" for n in range(90))),
        "a mark before it": _with(lambda body: b"\xef\xbb\xbf" + body),
        "packed twice": _with(lambda body: gzip.compress(gzip.compress(body)), "Content-Encoding: gzip, gzip"),
        "deflated": _with(zlib.compress, "Content-Encoding: deflate"),
        "an unknown packing": _with(lambda body: body, "Content-Encoding: x-what"),
        "numbers out of range": _with(lambda body: body.replace(b"20", b"1e999", 1)),
        "404": _says("Resource not found.", "text/plain", status="404 Not Found"),
        "410": _says("", "text/plain", status="410 Gone"),
    }.items()
}
"""Every way by its name."""
