"""One request at a time to a service, and not sooner than it asked for, over all runs of a person on a machine.

In: a folder that the runs share, a service's name. Out: a turn, held from the first wait to the end of the last retry.
Works by a locked file that holds the time of the last answer; never sends anything itself.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from sitegen.web.service import Service


def shared(otherwise: Path) -> Path:
    """Return the folder that a person's runs share, whatever site they are for: one among the machine's temporary ones.

    A service counts who asks and not for what. Where that folder is somebody else's, it is the folder `otherwise`.
    """
    try:
        who = str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
        folder = Path(tempfile.gettempdir(), f"sitegen-{who}")
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except (OSError, KeyError, ImportError):  # nowhere to write, or a person without a name
        return otherwise
    is_ours = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
    return folder if is_ours and folder.is_dir() and not folder.is_symlink() else otherwise


class Turn:
    """The right to ask one service, while it lasts."""

    def __init__(self, stamp: BinaryIO | None, sleep: Callable[[float], object]) -> None:
        self._stamp = stamp
        self._sleep = sleep

    def wait(self, pace: float) -> None:
        """Wait until `pace` seconds have passed since the last answer."""
        if not self._stamp:
            return
        self._stamp.seek(0)
        try:
            last = float(self._stamp.read(40) or b"-inf")
        except ValueError:
            last = time.monotonic()  # a damaged stamp: as careful as can be
        # The clock counts from the start of the machine: a stamp from before the last start may lie ahead of it.
        if (left := min(pace, last + pace - time.monotonic())) > 0:
            self._sleep(left)

    def end(self) -> None:
        """Note that an answer has come."""
        if self._stamp:
            self._stamp.seek(0)
            self._stamp.truncate()
            self._stamp.write(f"{time.monotonic():.6f}".encode("ascii"))
            self._stamp.flush()


@contextlib.contextmanager
def turn(folder: Path | None, service: Service, sleep: Callable[[float], object]) -> Iterator[Turn]:
    """Wait for our turn at a service and hold it; without a folder there is nothing to wait for."""
    if folder is None:
        yield Turn(None, sleep)
        return
    path = folder / f"{service.name}.pace"
    path.touch()
    with path.open("r+b") as stamp:
        with contextlib.suppress(ImportError):  # no such locks on this system: the pace holds within this run
            import fcntl

            fcntl.flock(stamp, fcntl.LOCK_EX)
        yield Turn(stamp, sleep)
