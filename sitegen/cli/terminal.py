"""The streams that commands print on, made ready for whatever somebody's data may hold.

In: standard output and standard error as they are. Out: the same, so that no character stops a command, and a reader
who has seen enough (`sitegen check | head`) ends it quietly.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import sys
import unicodedata

CLOSED = 128 + 13
"""The exit code of a command whose reader went away: what shells say of one that the signal for it has ended."""

_PLAIN = str.maketrans({"…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "−": "-", "→": "->"})


def prepare() -> None:
    """Let a stream that cannot say a character say the nearest it can, or the character's number."""
    codecs.register_error("nearest", nearest)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="nearest")


def nearest(error: UnicodeError) -> tuple[str, int]:
    """Stand in for characters that an encoding lacks: `…` is `...`, `Ł` is `\\u0141`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = "".join(_nearest(character, error.encoding) for character in error.object[error.start : error.end])
    return shown, error.end


def _nearest(character: str, encoding: str) -> str:
    without_accents = unicodedata.normalize("NFKD", character.translate(_PLAIN))
    plain = "".join(part for part in without_accents if not unicodedata.combining(part))
    try:
        plain.encode(encoding)
    except UnicodeEncodeError:
        plain = ""
    return plain or character.encode("ascii", "backslashreplace").decode("ascii")


def says_everything() -> bool:
    """Tell whether standard output can say every character."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") in {"utf8", "utf8sig"}


def can_rewrite() -> bool:
    """Tell whether a line on standard error can be written anew: it goes to a terminal that knows how to."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def is_closed() -> bool:
    """Tell whether nobody reads standard output, or standard error, any more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            poll = select.poll()
            poll.register(stream.fileno(), select.POLLOUT)
            if any(event & (select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0)):
                return True
        except (OSError, ValueError, AttributeError):
            continue
    return False


def finish() -> None:
    """Bring out what was printed. Raises `OSError` where that cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        if stream:
            stream.flush()


def complain(error: OSError) -> None:
    """Say why what was printed did not arrive, if that at least can be said."""
    with contextlib.suppress(OSError):
        os.write(2, f"what was to be printed could not be written: {error.strerror}\n".encode())


def abandon() -> None:
    """Let what is still to be printed go nowhere, so that the end of the program does not complain either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            continue
