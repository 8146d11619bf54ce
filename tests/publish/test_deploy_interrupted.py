"""`sitegen deploy` after a command that was killed while it published: what stops it, and what does not."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from sitegen.check.recipe import CheckRequest as Checking
from sitegen.check.recipe import check
from sitegen.incremental.last_build import JOURNAL
from sitegen.publish.deploy import deploy
from sitegen.render import recipe, writer
from sitegen.render.request import BuildRequest
from tests.conftest import Run
from tests.deploying import Place

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path, sitegen: Run) -> Place:
    """A site that was never deployed."""
    return Place(tmp_path, sitegen)


def interrupt(work: Callable[[], object], place: Place, *, by: signal.Signals, at: int) -> None:
    """Run `work` in a process that a signal ends as it puts its `at`-th file into place."""
    child = os.fork()
    if child == 0:
        _end_at(work, by, at)
    assert os.waitpid(child, 0)[1]
    assert (place.site / ".sitegen" / JOURNAL).exists()


def _end_at(work: Callable[[], object], by: signal.Signals, at: int) -> NoReturn:
    bring, count = writer._bring, iter(range(1, at + 1))

    def counted(path: str, staging: str, output: str, there: dict[str, bool]) -> None:
        if next(count) == at:
            os.kill(os.getpid(), by)
        bring(path, staging, output, there)

    writer._bring = counted  # of this process alone
    try:
        work()
    except KeyboardInterrupt:
        os._exit(1)
    finally:
        os._exit(0)


def test_a_build_that_was_interrupted_is_not_published(place: Place) -> None:
    """A publish that was not finished is refused until it is."""
    place.deploy()
    before = place.commits()
    place.edit("Second")
    interrupt(lambda: recipe.build(place.site, BuildRequest(jobs=1)), place, by=signal.SIGKILL, at=2)
    done = place.deploy()
    assert done.returncode == 1
    assert "interrupted" in done.stderr
    assert place.commits() == before
    assert place.run("build").returncode == 0
    assert place.deploy().returncode == 0


@pytest.mark.parametrize("at", [1, 2, 5])
def test_a_deploy_that_was_interrupted_is_finished_by_the_next_one(place: Place, at: int) -> None:
    """Whoever deploys again needs no other command first, whether the branch was there before or not."""
    for title in ("First", "Second"):
        place.edit(title)
        before = len(place.commits())
        begun = BuildRequest(jobs=1, publishes=True)
        interrupt(lambda: deploy(place.site, begun), place, by=signal.SIGKILL, at=at)  # noqa: B023 - called at once
        done = place.deploy()
        assert done.returncode == 0, done.stderr
        assert not (place.site / ".sitegen" / JOURNAL).exists()
        assert place.published() == place.built()
        assert len(place.commits()) == before + 1


@pytest.mark.parametrize(("by", "at"), [(signal.SIGKILL, 1), (signal.SIGINT, 7)])
def test_a_check_that_was_interrupted_stops_no_deploy(place: Place, by: signal.Signals, at: int) -> None:
    """Its copy of the site is nothing that is published: the next command, whichever it is, leaves no trace of it."""
    for command in ("deploy", "check", "build"):
        place.edit(f"{command} {by} {at}")  # what `check` has to publish
        interrupt(lambda: check(place.site, Checking(jobs=1), {}), place, by=by, at=at)
        done = place.deploy() if command == "deploy" else place.run(command)
        assert done.returncode == 0, done.stderr
        assert not (place.site / ".sitegen" / JOURNAL).exists()
    assert place.deploy().returncode == 0
    assert place.published() == place.built()
