"""A build whose work is done by a cluster: the same bytes, whatever becomes of its workers."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sitegen.cli import dask
from sitegen.cli.dask import dask_executor
from sitegen.errors import Problem, SitegenError
from sitegen.model import Date
from sitegen.render import cluster
from sitegen.render.recipe import BuildReport, BuildRequest, build
from sitegen.render.stage import JoinedStage
from tests.making import write_site

CHECKOUT = Path(__file__).parents[2]

PAPERS = 90


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of papers by two people, with a talk, a page and an own picture."""
    return _site(tmp_path / "site")


def _site(root: Path) -> Path:
    files = {
        f"papers/p{number:03}.yaml": f"title: Study {number} of $x_{{{number}}}$\n"
        f"authors: [Ada King, Bo Li {number % 9}]\ndate: {2001 + number % 20}\n"
        f"venue: Waters {number % 4}\nabstract: What {number} is.\n"
        for number in range(PAPERS)
    }
    files["talks.yaml"] = "- {title: On rivers, date: 2020-02-03, papers: [p001]}\n"
    files["pages/about.md"] = "---\ntitle: About\n---\nText.\n"
    write_site(root, files)
    return root


def _built(root: Path, output: str, executor: Executor | None = None, **wish: Any) -> BuildReport:
    request = BuildRequest(output=root / output, now=Date(2025, 1, 2), today=(2025, 1, 2), **wish)
    return build(root, request, executor=executor)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_executor_makes_the_same_bytes_cold_and_warm(root: Path) -> None:
    """All files of the site; a second build does nothing, a third what an edit asks for."""
    plain = _site(root.parent / "plain")
    _built(plain, "output")
    with ThreadPoolExecutor(2) as executor:
        cold = _built(root, "output", executor)
        warm = _built(root, "output", executor)
        for site in (root, plain):
            paper = site / "content/papers/p007.yaml"
            paper.write_text(paper.read_text(encoding="utf-8").replace("Study 7 ", "Theory 7 "), encoding="utf-8")
        edited = _built(root, "output", executor)
    assert (cold.rendered > PAPERS, warm.rendered) == (True, 0)
    assert edited.rendered == _built(plain, "output").rendered
    assert _bytes(root / "output") == _bytes(root.parent / "plain/output")
    assert not (root / ".sitegen/cluster").exists()


def test_an_error_of_a_worker_is_told_as_here(root: Path) -> None:
    """A mistake in a template of one's own: its file and its line."""
    own = root / "themes/mine/templates"
    own.mkdir(parents=True)
    (own.parent / "theme.yaml").write_text("extends: folio\n", encoding="utf-8")
    (own / "paper.html").write_text("{{ paper.nothing.more }}\n", encoding="utf-8")
    config = root / "content/site.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "theme: mine\n", encoding="utf-8")
    told = []
    with ThreadPoolExecutor(1) as executor:
        for chosen in (None, executor):
            with pytest.raises(SitegenError) as caught:
                _built(root, "output", chosen)
            told.append(caught.value.problems)
    assert told[0] == told[1]
    assert not (root / "output").exists()


def test_problems_come_whole_from_another_process() -> None:
    """Their file, line and hint, not the text alone."""
    error = SitegenError([Problem("content/x.yaml", 3, 4, "date", "is none", hint="write one")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301 - made here


@pytest.mark.parametrize(
    ("field", "sentence"),
    [("program", "has another sitegen, library or Python"), ("state", "sees no folder")],
)
def test_a_worker_that_cannot_do_it_says_why(
    root: Path, monkeypatch: pytest.MonkeyPatch, field: str, sentence: str
) -> None:
    """It has another version, or does not see the folder of the site."""
    read = cluster._read

    def elsewhere(order: cluster.Order, *more: Any) -> Any:
        changed: dict[str, Any] = {field: "/of/another/machine"}
        return read(replace(order, **changed), *more)

    monkeypatch.setattr(cluster, "_read", elsewhere)
    with ThreadPoolExecutor(1) as executor, pytest.raises(SitegenError, match=sentence):
        _built(root, "output", executor)


def test_what_a_killed_process_began_is_no_file_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is written elsewhere, and comes to its place whole."""
    staging, unfinished = tmp_path / "staging", tmp_path / "unfinished"
    unfinished.mkdir()
    stage = JoinedStage(staging, tmp_path / "output", {}, frozenset(), unfinished)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            stage.put("papers/a/index.html", b"begun")
    assert _bytes(staging) == {}
    stage.put("papers/a/index.html", b"whole")
    assert _bytes(staging) == {"papers/a/index.html": b"whole"}


@contextmanager
def _dask(folder: Path, workers: int) -> Iterator[tuple[Path, list[subprocess.Popen[bytes]]]]:
    """A Dask cluster on this machine: the file that leads to its scheduler, and its workers."""
    program = [sys.executable, "-m", "dask"]
    told = folder / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "DASK_TEMPORARY_DIRECTORY": str(folder)}
    at = ["--scheduler-file", str(told)]
    with contextlib.ExitStack() as stack, (folder / "dask.log").open("wb") as log:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen([*program, *arguments], env=environment, cwd=folder, stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start("scheduler", *at, "--port", "0", "--no-dashboard", "--host", "127.0.0.1")
        while not told.exists():
            time.sleep(0.05)
        worker = ("worker", *at, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        yield told, [start(*worker) for _ in range(workers)]


@pytest.mark.slow
def test_a_dask_cluster_of_two_workers_one_of_which_is_killed(root: Path, sitegen: Any) -> None:
    """What it had to do is done by the other: the same bytes, and no page is missing."""
    pytest.importorskip("distributed", reason="needs the extra dask")
    _built(_site(root.parent / "plain"), "output")
    folder = root.parent / "dask"
    folder.mkdir()
    with _dask(folder, workers=2) as (told, workers):
        killed = threading.Thread(target=_kill_at_work, args=(workers[0], root / ".sitegen/staging/papers"))
        killed.start()
        done = sitegen("build", "--dask", told, "--json", cwd=root, SOURCE_DATE_EPOCH="1735776000", PYTHONWARNINGS="")
        killed.join()
        assert done.returncode == 0, done.stderr
        assert (workers[0].poll(), workers[1].poll()) == (-signal.SIGKILL, None)
    assert _bytes(root / "output") == _bytes(root.parent / "plain/output")


def _kill_at_work(worker: subprocess.Popen[bytes], pages: Path) -> None:
    """Kill a worker as soon as there are pages."""
    until = time.monotonic() + 200
    while not (pages.is_dir() and any(pages.iterdir())) and time.monotonic() < until:
        time.sleep(0.002)
    worker.kill()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at tcp://127.0.0.1:9"),
        ("the cluster", "'the cluster' is no address of a Dask scheduler"),
        ("none.json", "there is no file none.json"),
    ],
)
def test_nobody_at_an_address_is_said(root: Path, monkeypatch: pytest.MonkeyPatch, address: str, sentence: str) -> None:
    """With how to start a cluster."""
    pytest.importorskip("distributed", reason="needs the extra dask")
    monkeypatch.chdir(root)
    monkeypatch.setattr(dask, "SECONDS", 0.3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it says of its own ways
        with pytest.raises(SitegenError, match=sentence) as caught:
            dask_executor(address).__enter__()
    assert "dask scheduler" in caught.value.problems[0].hint
