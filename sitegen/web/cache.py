"""Answers kept from run to run, with what it takes to ask whether they still hold.

In: a request without its secrets, an answer. Out: the answer, its validators and its age. Disposable; a damaged file is
as good as none. Never keeps a key, a header of ours or an answer that its source could not use.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path
from typing import Any

from sitegen.records import dataclass

DAY = 24 * 3600.0
_OLDEST = 100 * DAY


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer; `age` is in seconds, and without end when the clock has been set back since.

    `kind` is its content type and `url` where it came from, after redirects.
    """

    body: bytes
    kind: str
    url: str
    etag: str
    modified: str
    age: float

    @property
    def conditions(self) -> dict[str, str]:
        """Request headers that ask for a body only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


class Cache:
    """A folder of answers, one a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _OLDEST:
                    path.unlink()

    def find(self, request: str) -> Kept | None:
        """The answer to this very request, if there is a whole one."""
        try:
            head, _, body = self._path(request).read_bytes().partition(b"\n")
            fields: dict[str, Any] = json.loads(head)
            if fields["request"] != request or fields["digest"] != hashlib.sha256(body).hexdigest():
                return None
            age = time.time() - float(fields["time"])
            return Kept(
                body,
                fields["kind"],
                fields["url"],
                fields["etag"],
                fields["modified"],
                age if age >= 0 else float("inf"),
            )
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def keep(self, request: str, body: bytes, *, kind: str, url: str, etag: str, modified: str) -> None:
        """Keep an answer; a disk that is full costs no more than asking again."""
        fields = {"request": request, "kind": kind, "url": url, "etag": etag, "modified": modified}
        head = json.dumps({**fields, "time": time.time(), "digest": hashlib.sha256(body).hexdigest()})
        path = self._path(request)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            beside.write_bytes(head.encode("ascii") + b"\n" + body)
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)

    def forget(self, request: str) -> None:
        """Drop an answer that turned out to be of no use."""
        with contextlib.suppress(OSError):
            self._path(request).unlink(missing_ok=True)

    def _path(self, request: str) -> Path:
        return self._folder / hashlib.sha256(request.encode("utf-8")).hexdigest()
