"""Servers: what stands for the sources and for a mail server, each in a process of its own, for as long as it is used.

In: answers, or nothing. Out: an address to reach them by; what the mail server took is kept in a file.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.mail_server import Office, opened
from tests.replay_server import Answer, Replay


@contextmanager
def apart(serve: Callable[[int], None]) -> Iterator[str]:
    """Let a function serve in a child that writes its port to the handle it is given; give that port."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.close(reading)
            serve(writing)
        finally:
            os._exit(0)
    os.close(writing)
    try:
        yield os.read(reading, 20).decode()
    finally:
        os.close(reading)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


@contextmanager
def replayed(answers: dict[str, Answer], server: type[Replay] = Replay) -> Iterator[str]:
    """Answer for every source; give what `SITEGEN_GATEWAY` is set to."""

    def serve(handle: int) -> None:
        running = server(answers)
        os.write(handle, str(running.server_address[1]).encode())
        running.serve_forever()

    with apart(serve) as port:
        yield f"http://127.0.0.1:{port}"


class _Box(list[tuple[str, bytes]]):
    """Messages that are files of a folder before anybody hears that they were taken."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def append(self, message: tuple[str, bytes], /) -> None:
        """Keep a message."""
        super().append(message)
        (self._folder / f"{len(self):05}-{message[0]}").write_bytes(message[1])


@contextmanager
def mail(folder: Path) -> Iterator[str]:
    """Take mail into a folder, a file a message named by its recipient; give what `SITEGEN_SMTP_URL` is set to."""

    def serve(handle: int) -> None:
        with opened(Office(mail=_Box(folder))) as office:
            os.write(handle, str(office.port).encode())
            signal.pause()

    with apart(serve) as port:
        yield f"smtp://127.0.0.1:{port}"
