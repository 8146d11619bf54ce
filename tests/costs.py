"""What a call costs the processor, measured so that a busy machine does not count."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object], *, tries: int = 3) -> float:
    """The least of a few tries, in seconds of the processor; garbage of the tests before is not collected meanwhile."""
    least = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(tries):
            started = time.process_time()
            call()
            least = min(least, time.process_time() - started)
    finally:
        gc.enable()
    return least
