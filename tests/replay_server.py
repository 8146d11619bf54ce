"""A server that stands for every source, over `SITEGEN_GATEWAY`: it replays answers and notes who asked when.

`/HOST/PATH?QUERY` is looked up as `HOST/PATH`: first among the answers with a part of the query, then among those
without. An answer may be late, cut, wrong or none at all.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar, cast
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Reply:
    """One answer: `cut` sends no more than so many bytes of those promised, `drip` waits so long before each byte."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float = 0
    drop: bool = False


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `time` is of the clock that never goes back."""

    time: float
    method: str
    host: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


Answer = Reply | Callable[[Asked], Reply]


def data(value: Any, **more: Any) -> Reply:
    """Return a JSON answer."""
    return Reply(json.dumps(value).encode(), **more)


def document(text: str | bytes, kind: str = "application/xml", **more: Any) -> Reply:
    """Return an answer that is text."""
    return Reply(text.encode() if isinstance(text, str) else text, kind=kind, **more)


Kind = TypeVar("Kind")


def find(answers: Mapping[str, Kind], place: str, query: Mapping[str, str]) -> Kind | None:
    """Return the answer for a place: one whose own query is part of the question's comes before one without."""
    for said, answer in answers.items():
        path, _, wanted = said.partition("?")
        if wanted and path == place and dict(parse_qsl(wanted)).items() <= query.items():
            return answer
    return answers.get(place)


class Replay(ThreadingHTTPServer):
    """The server; `answers` may be changed while it runs. What is not in it gets the `fallback`.

    From request `failing_at` on there are only failures.
    """

    daemon_threads = True

    def __init__(self, answers: dict[str, Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.fallback: Answer = Reply(b"Resource not found.", 404, "text/plain")
        self.log: list[Asked] = []
        self.failing_at: int | None = None

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what a test may be about."""

    @property
    def address(self) -> str:
        """What `SITEGEN_GATEWAY` is set to."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, asked: Asked) -> Reply:
        """Note the request and return what is replayed for it."""
        self.log.append(asked)
        if self.failing_at is not None and len(self.log) > self.failing_at:
            return Reply(b"", 418)
        found = find(self.answers, f"{asked.host}{asked.path}", asked.query) or self.fallback
        return found(asked) if callable(found) else found


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    disable_nagle_algorithm = True  # head and body are two writes, of which the second must not wait

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        parts = urlsplit(self.path)
        host, slash, path = parts.path.lstrip("/").partition("/")
        asked = Asked(
            time.monotonic(), self.command, host, slash + path,
            dict(parse_qsl(parts.query, keep_blank_values=True)), dict(self.headers), self.rfile.read(length),
        )  # fmt: skip
        self._send(cast("Replay", self.server).answer(asked))

    do_POST = do_HEAD = do_GET  # noqa: N815 - the names that the library looks for

    def _send(self, reply: Reply) -> None:
        if reply.drop:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        body = b"" if self.command == "HEAD" else reply.body if reply.cut is None else reply.body[: reply.cut]
        try:
            for piece in [body[i : i + 1] for i in range(len(body))] if reply.drip else [body]:
                time.sleep(reply.drip)
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            self.close_connection = True
        if reply.cut is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """The log is for tests to read."""


@contextmanager
def replaying(answers: dict[str, Answer]) -> Iterator[Replay]:
    """Run a server with these answers."""
    server = Replay(answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
