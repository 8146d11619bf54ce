"""One writer at a time: the lock of a site's folder, and the folder of its state.

In: the site's folder. Out: `.sitegen/`, held by this process alone until it ends.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from sitegen.errors import SitegenError

STATE = ".sitegen"
PUBLISHED = "content/.pulled/published.yaml"
"""What builds remember of what they published: the one file of the content that a build itself writes."""


def is_running(process: int) -> bool:
    """Return whether a process of this number runs, anybody's; what one that does not has left may be taken away."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def state_folder(root: Path) -> Path:
    """Return the folder for caches, locks and run state, made when missing and ignored by git.

    Raises `SitegenError` when something else stands in its place.
    """
    folder = root / STATE
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise SitegenError(f"{STATE} is not a folder of this site: move it away")
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
    return folder


@contextlib.contextmanager
def alone(root: Path, *, waiting: Callable[[], object] = lambda: None) -> Iterator[Path]:
    """Hold the site's lock and give its state folder; call `waiting` once when somebody else holds it."""
    folder = state_folder(root)
    with (folder / "lock").open("ab") as handle:
        try:
            import fcntl
        except ImportError:  # no such locks on this system: the rest of the protocol is safe by itself
            yield folder
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
