"""A running preview for tests: the program in a process of its own, and plain sockets to talk to it."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import START

CHECKOUT = Path(__file__).resolve().parents[1]
PROGRAM = (sys.executable, "-W", "error", "-c", START)
PATIENCE = 60.0
"""Seconds that a busy machine may take for anything."""


@dataclass
class Running:
    """A preview: its process, its address, and what it has said so far."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return the address that it printed, once it has."""
        return self.line(r"http://\S+")

    @property
    def port(self) -> int:
        """Return its port."""
        return int(self.address.split(":")[2].partition("/")[0])

    def line(self, pattern: str, after: int = 0) -> str:
        """Wait for a line, from the one numbered `after`, that has the pattern; return what matched."""
        return until(lambda: next((m[0] for said in self.said[after:] if (m := re.search(pattern, said))), ""))

    def ask(self, request: bytes, *, seconds: float = 20.0) -> bytes:
        """Send bytes and return all that comes back until the other side closes or falls silent."""
        got = b""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as line,
            contextlib.suppress(ConnectionError, TimeoutError),
        ):
            line.sendall(request)
            while part := line.recv(1 << 16):
                got += part
        return got

    def get(self, path: str, **headers: str) -> tuple[int, str, str]:
        """Return status, head and body of a GET for a path."""
        said = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"} | headers
        lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        head, _, body = self.ask(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode()).partition(b"\r\n\r\n")
        return int(head.split()[1]), head.decode(), body.decode(errors="replace")


def until(found: Callable[[], str]) -> str:
    """Return the first thing found that is not empty; fail when that takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if got := found():
            return got
        time.sleep(0.01)
    raise AssertionError("it did not happen")


@contextlib.contextmanager
def preview(site: Path, *options: str) -> Iterator[Running]:
    """Run `sitegen serve` on any free port, and end it as Ctrl-C does."""
    process = subprocess.Popen(
        [*PROGRAM, "-C", str(site), "serve", *(options or ("--port", "0"))],
        cwd=site,
        env={"PATH": "/usr/bin:/bin", "HOME": str(site), "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Running(process)
    reader = threading.Thread(target=lambda: running.said.extend(process.stdout or ()), daemon=True)
    reader.start()
    try:
        assert running.address
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        reader.join(PATIENCE)
        assert process.stdout
        process.stdout.close()
