"""Retry: when to ask again, how long to wait, and when enough is enough.

In: what an answer said, how often we asked. Out: seconds to wait, or the word to give up; a count of what was spent.
Never sleeps, never sends.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime

from sitegen.errors import SitegenError
from sitegen.records import dataclass
from sitegen.web.errors import SourceError
from sitegen.web.messages import HttpResponse
from sitegen.web.service import Service

RETRIED = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be gone the next time; no other is worth a second request."""
MORE = "SITEGEN_PATIENCE=4 allows four times as much"
"""What every message about a limit ends with."""
GATEWAY_WAIT = 0.95
"""Seconds of back-off in all when a gateway answers: at most one (SPEC, section 5)."""


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """The limits of spending: seconds, bytes, numbers; `requests`, `bytes_` and `seconds` on one service in one run.

    `connect` and `read` are the longest silences, `total` is for a whole request, `wait` is the longest wait that a
    service may ask for.
    """

    tries: int = 5
    redirects: int = 5
    connect: float = 10
    read: float = 30
    total: float = 60
    wait: float = 120
    body: int = 64 << 20
    requests: int = 3000
    bytes_: int = 512 << 20
    seconds: float = 3600

    def times(self, factor: float) -> RequestLimits:
        """The same limits with so many times the room; tries and redirects stay."""
        return replace(
            self,
            connect=self.connect * factor,
            read=self.read * factor,
            total=self.total * factor,
            wait=self.wait * factor,
            body=int(self.body * factor),
            requests=int(self.requests * factor),
            bytes_=int(self.bytes_ * factor),
            seconds=self.seconds * factor,
        )


def patience_in(environment: Mapping[str, str]) -> float:
    """The factor on the usual limits: `SITEGEN_PATIENCE`, from 1 to 1000. Raises `SitegenError`."""
    try:
        return max(1.0, min(1000.0, float(environment.get("SITEGEN_PATIENCE", "1"))))
    except ValueError:
        raise SitegenError("SITEGEN_PATIENCE is not a number (2 allows twice as much)") from None


class RequestBudget:
    """The cost of one service in this run so far."""

    def __init__(self, source: str, limits: RequestLimits) -> None:
        self._source = source
        self._limits = limits
        self._requests = 0
        self._bytes = 0
        self._start = time.monotonic()

    def spend_request(self) -> None:
        """Count a request. Raises `SourceError` when there is nothing left to spend."""
        self._requests += 1
        if self._requests > self._limits.requests:
            raise self._spent(f"{self._limits.requests} requests")
        if time.monotonic() - self._start > self._limits.seconds:
            raise self._spent(f"{self._limits.seconds:.0f} seconds")

    def spend_bytes(self, count: int) -> None:
        """Count what came. Raises `SourceError` when it is more than a run may fetch."""
        self._bytes += count
        if self._bytes > self._limits.bytes_:
            raise self._spent(f"{self._limits.bytes_ >> 20} MiB")

    def _spent(self, what: str) -> SourceError:
        return SourceError(
            self._source, "limit", f"it needs more than the {what} that one run may spend on it ({MORE})"
        )


class BackOff:
    """Waits before the next try: what the service asks for, else longer each time and never twice the same."""

    def __init__(self, limits: RequestLimits, *, by_gateway: bool) -> None:
        self._limits = limits
        self._left = GATEWAY_WAIT if by_gateway else None

    def wait(self, service: Service, attempt: int, answer: HttpResponse) -> float:
        """Seconds to wait after this attempt (the first is 0); its status is 0 where the connection broke.

        Raises `SourceError` when the service asks for more than is reasonable.
        """
        asked = asked_wait(answer.headers)
        if asked is not None:
            if asked > self._limits.wait:
                raise _too_long(service, asked)
            return asked
        first = service.first_wait if answer.status == 429 else 1.0
        seconds: float = first * 2.0**attempt * random.uniform(0.75, 1.25)  # noqa: S311 - spreads clients, keeps no secret
        if self._left is None:
            return seconds
        seconds = min(0.05 * seconds, self._left)
        self._left -= seconds
        return seconds


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that `Retry-After` asks for, by the service's own clock where it tells it; nothing when it is unreadable.

    Source: RFC 9110, section 10.2.3.
    """
    wait = headers.get("Retry-After", "").strip()
    if wait.isdecimal():
        return float(wait[:9])
    try:
        until = parsedate_to_datetime(wait)
        now = parsedate_to_datetime(headers["Date"]).timestamp() if "Date" in headers else time.time()
    except (ValueError, TypeError):
        return None
    return max(0.0, until.timestamp() - now)


def day_is_spent(headers: Mapping[str, str], longest: float) -> bool:
    """Whether a 429 is about a quota that is gone for longer than we wait, and not about going too fast.

    Source: OpenAlex, whose `X-RateLimit-Reset` is in seconds from now.
    """
    left, reset = (headers.get(f"X-RateLimit-{name}", "").strip() for name in ("Remaining", "Reset"))
    return left == "0" and reset.isdecimal() and int(reset) > longest


def _too_long(service: Service, seconds: float) -> SourceError:
    span = f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.0f} hours"
    return SourceError(service.title, "throttled", f"it asks us to stay away for {span}: pull again after that")
