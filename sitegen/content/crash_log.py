"""Crash log: one line for the person, the traceback in the site's `.sitegen/crash.log`.

In: an exception, and the site's folder where there is one. Out: a `Problem`. Never blames who reads it, and never fails
because the log cannot be kept.
"""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

from sitegen.content.lock import state_folder
from sitegen.errors import Problem, SitegenError

LOG = "crash.log"
_NOT_WRITABLE = "make this folder one that you may write to, or copy the site to one and work there"
_NO_ROOM = "make room on the disk, and try again"
_WAYS_OUT = {
    errno.EROFS: _NOT_WRITABLE, errno.EACCES: _NOT_WRITABLE, errno.EPERM: _NOT_WRITABLE,
    errno.ENOSPC: _NO_ROOM, errno.EDQUOT: _NO_ROOM,
}  # fmt: skip
"""What to do about what the machine refuses."""


def as_problem(error: BaseException, root: Path | None) -> Problem:
    """Return the line about an error that is nobody's content, and keep its traceback."""
    log = _log(error, root)
    hint = f"the details are in {log}" if log else ""
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        hint = "; ".join(filter(None, (_WAYS_OUT.get(error.errno or 0, ""), hint)))
        return Problem(sentence=f"could not go on: {error.strerror}{where}", hint=hint)
    reason = f"{type(error).__name__}: {error}".splitlines()[0]
    return Problem(sentence=f"sitegen failed, and that is a fault of sitegen: {reason}", hint=hint)


def _log(error: BaseException, root: Path | None) -> str:
    """Write the traceback into the site's state folder; return its path, or nothing where it cannot be kept."""
    if root is None:
        return ""
    try:
        path = state_folder(root) / LOG
        if path.is_symlink():  # wherever it leads, the log does not belong there
            path.unlink()
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
    except (OSError, SitegenError):
        return ""
    return str(path)
