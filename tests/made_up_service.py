"""A made-up service, a server that plays it and a client that asks it, for tests of the client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.retry import RequestLimits
from sitegen.web.service import ApiKey, Service
from tests.replay_server import Asked, Replay, Reply, replaying

SERVICE = Service(
    name="tower", title="Tower", hosts=("api.tower.example", "old.tower.example"), pace=0.3,
    key=ApiKey("TOWER_KEY", "Authorization", "Bearer {}"),
)  # fmt: skip
URL = "https://api.tower.example/list"
PORT = "api.tower.example:8443"
PLACE = "api.tower.example/list"
SECRET = "hush-3f2a-key"  # noqa: S105 - planted, to be looked for
FAST = RequestLimits(connect=1, read=1, total=2, body=100_000, requests=20, bytes_=300_000, wait=3)


@pytest.fixture
def server() -> Iterator[Replay]:
    """A replay server without answers."""
    with replaying({}) as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    """The waits that a client asked for; none of them is waited."""
    return []


@pytest.fixture
def web(server: Replay, tmp_path: Path, slept: list[float]) -> Iterator[Web]:
    """A client whose requests go to the server."""
    environment = {"SITEGEN_GATEWAY": server.address, "TOWER_KEY": SECRET}
    with Web(tmp_path, environment, home="https://ada.example/", mailto="ada@ada.example", limits=FAST,
             sleep=slept.append) as client:  # fmt: skip
        yield client


def series(*replies: Reply) -> Callable[[Asked], Reply]:
    """Answer with one after the other, and with the last for ever."""
    waiting = list(replies)
    return lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def failure_of(web: Web, url: str = URL) -> SourceError:
    """Ask, and return how that failed; the key is not in it, and the service's name is."""
    with pytest.raises(SourceError) as caught:
        web.json(SERVICE, url)
    assert SECRET not in str(caught.value)
    assert caught.value.source == "Tower"
    return caught.value
