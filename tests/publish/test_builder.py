"""The process that builds for the preview: what its end, at any moment, means to whoever asked."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from sitegen.publish.builder import BEGUN, Builder
from sitegen.render.recipe import BuildRequest
from tests.making import write_site

pytestmark = pytest.mark.slow


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[Builder]:
    """Return a builder of a small site, at work."""
    one = Builder(write_site(tmp_path / "site"), BuildRequest())
    one.start()
    yield one
    one.stop()


def _kill(builder: Builder) -> None:
    assert builder._process
    assert builder._process.pid
    os.kill(builder._process.pid, signal.SIGKILL)


def test_one_that_died_idle_has_lost_no_build(builder: Builder) -> None:
    """It is not said to have failed, and builds as soon as it is started again."""
    _kill(builder)
    assert builder.build() is None
    builder.start()
    built = builder.build()
    assert built
    assert built.files
    assert not built.errors


def test_one_that_dies_at_work_is_said(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ended this build may end the next, so nobody starts it unasked."""
    pipe = builder._pipe
    assert pipe

    def heard() -> object:
        word = pipe.recv()
        if word == BEGUN:
            _kill(builder)
        return word

    monkeypatch.setattr(builder, "_pipe", SimpleNamespace(send=pipe.send, recv=heard, close=pipe.close))
    built = builder.build()
    assert built
    assert [problem.sentence for problem in built.errors] == [
        "the build was ended from outside; the next edit starts it again"
    ]
    monkeypatch.undo()
    builder.start()
    assert (again := builder.build())
    assert again.files


def test_one_that_hangs_is_ended_with_all_that_it_started(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for its build in a thread waits no longer; what it forks is in its own group of processes."""
    monkeypatch.setattr("sitegen.publish.builder.PATIENCE", 0.1)
    pipe, process = builder._pipe, builder._process
    assert pipe
    assert process
    assert process.pid
    stopped = threading.Event()

    def heard() -> object:
        word = pipe.recv()
        if word == BEGUN:
            assert os.getpgid(process.pid or 0) == process.pid
            os.kill(process.pid or 0, signal.SIGSTOP)
            stopped.set()
        return word

    monkeypatch.setattr(builder, "_pipe", SimpleNamespace(send=pipe.send, recv=heard, close=pipe.close))
    waiting = threading.Thread(target=builder.build, daemon=True)
    waiting.start()
    assert stopped.wait(60)
    builder.stop()
    waiting.join(60)
    assert not waiting.is_alive()


def test_one_that_was_not_started_cannot_build(tmp_path: Path) -> None:
    """A fault of ours, said as one."""
    with pytest.raises(RuntimeError, match="not started"):
        Builder(tmp_path, BuildRequest()).build()
