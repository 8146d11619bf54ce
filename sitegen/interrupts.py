"""Ctrl-C and its like: the command hears them, and the processes that it has started leave them to it.

In: the signals of a terminal, a supervisor or a closed window. Out: a `KeyboardInterrupt` in the command, wherever it
is, so that it ends as tidily as by any other error. Without this a signal that comes while a process is started is
lost, and one to all processes makes each of them show where it was.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

INTERRUPTED = 130
"""The exit code of a command that was told to end: what shells say of one that Ctrl-C has ended."""
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_SOON = 0.01


def hear() -> None:
    """Let each of the signals end this command as Ctrl-C does, but for those that whoever started it has silenced."""
    for number in _SIGNALS:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    if hasattr(signal, "setitimer"):
        sys.unraisablehook = _heard_too_early


def _heard_too_early(problem: UnraisableHookArgs) -> None:
    """Hear a signal again, in a moment, that came where nothing can be raised: as an object was thrown away."""
    if not issubclass(problem.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(problem)
        return
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, _SOON)


def let_go(code: object) -> None:
    """Let a signal end this process at once from here on: the command has done all that it had to do.

    One that was interrupted ends here if threads are at work, for they may wait for an answer that never comes.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) == signal.default_int_handler:
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    threading = sys.modules.get("threading")
    if code == INTERRUPTED and threading and threading.active_count() > 1:
        os._exit(INTERRUPTED)


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Keep signals waiting while a process is started; one that has come is heard afterwards."""
    import threading  # only what starts processes needs it

    if threading.current_thread() is not threading.main_thread():  # no other hears any
        yield
        return
    waiting: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        waiting.append(number)

    before = {number: signal.signal(number, note) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if waiting:
            signal.raise_signal(waiting[0])


def leave_to_parent() -> None:
    """Hear no more of what a terminal tells all its processes, in one that the command has started and will end.

    What this one starts hears it as usual.
    """
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else _nothing)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Do nothing; a signal that was ignored would be ignored by every program that is started, too."""
