# ruff: noqa: F401, F811 - fixtures are imported, and then asked for by naming them
from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.web import rate_limit
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.messages import Terms
from sitegen.web.retry import RequestLimits
from sitegen.web.service import Service
from sitegen.web.transport import Wire
from tests.made_up_service import FAST, PLACE, SECRET, SERVICE, URL, failure_of, series, server, slept, web
from tests.making import write_site
from tests.replay_server import Replay, Reply, data, document

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_an_unchanged_answer_is_not_sent_again(web: Web, server: Replay) -> None:
    """The second question carries the validators of the first answer, and a 304 gives the same data."""
    validators = {"ETag": '"v1"', "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    server.answers[PLACE] = series(data({"a": 6}, headers=validators), Reply(status=304))
    assert [web.json(SERVICE, URL).number("a") for _ in range(3)] == [6, 6, 6]
    for asked in server.log[1:]:
        assert asked.headers["If-None-Match"] == '"v1"'
        assert asked.headers["If-Modified-Since"] == validators["Last-Modified"]


def test_what_was_not_asked_about_cannot_be_unchanged(web: Web, server: Replay) -> None:
    """A 304 to a question without validators says nothing, also where an answer without them is kept."""
    server.answers[PLACE] = series(data({"a": 6}), Reply(status=304))
    assert web.json(SERVICE, URL).number("a") == 6
    assert failure_of(web).kind == "denied"


def test_a_changed_answer_replaces_the_kept_one(web: Web, server: Replay) -> None:
    """Behind a gateway every question is asked anew, whatever the age of the kept answer."""
    server.answers[PLACE] = series(data({"a": 7}, headers={"ETag": '"v1"'}), data({"a": 8}, headers={"ETag": '"v2"'}))
    assert [web.json(SERVICE, URL).number("a") for _ in range(2)] == [7, 8]


def test_a_fresh_answer_is_not_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a gateway an answer serves for as long as its source says, and no longer."""
    sent: list[str] = []

    def answer(_: object, service: object, request: object, conditions: object) -> object:
        from sitegen.web.messages import HttpResponse

        sent.append(str(request))
        return HttpResponse(200, {"Content-Type": "application/json"}, b'{"a": %d}' % len(sent))

    monkeypatch.setattr(Wire, "exchange", answer)
    with Web(tmp_path, {}, limits=FAST) as web:
        assert [web.json(SERVICE, URL).number("a") for _ in range(2)] == [1, 1]
        assert web.json(SERVICE, URL, terms=Terms(fresh=0)).number("a") == 2
        assert web.json(SERVICE, URL, terms=Terms(tag="v2")).number("a") == 3


def test_an_answer_that_made_no_sense_is_forgotten(web: Web, server: Replay, tmp_path: Path) -> None:
    """Neither what could not be read nor what its source could not use stays in the cache."""
    server.answers[PLACE] = Reply(b'{"a": [')
    failure_of(web)
    assert not list((tmp_path / "web").iterdir())
    server.answers[PLACE] = data({"a": 1})
    web.json(SERVICE, URL)
    assert len(list((tmp_path / "web").iterdir())) == 1
    web.forget(SERVICE)
    assert not list((tmp_path / "web").iterdir())


def test_a_damaged_cache_is_no_cache(web: Web, server: Replay, tmp_path: Path) -> None:
    """Whatever happens to a kept file, its answer is fetched again and nothing wrong comes out."""
    server.answers[PLACE] = series(data({"a": 1}, headers={"ETag": '"v1"'}), data({"a": 2}))
    web.json(SERVICE, URL)
    (kept,) = (tmp_path / "web").iterdir()
    whole = kept.read_bytes()
    for damaged in (
        b"",
        b"{}",
        b"\xff\xfe\n",
        whole[:-2],
        whole.replace(b'"a": 1', b'"a": 9'),
        whole[: len(whole) // 2],
    ):
        kept.write_bytes(damaged)
        assert web.json(SERVICE, URL).number("a") == 2
        assert "If-None-Match" not in server.log[-1].headers


def test_anything_may_be_fetched_whole(web: Web, server: Replay) -> None:
    """A page or an archive comes as it is, with its type and where it stands after redirects; an empty one not."""
    server.answers = {
        PLACE: Reply(status=302, headers={"Location": "https://old.tower.example/page"}),
        "old.tower.example/page": Reply(b"<html>1", kind="text/html; charset=utf-8", headers={"ETag": '"v1"'}),
        "old.tower.example/none": Reply(b""),
    }
    for _ in range(2):
        page = web.whole(SERVICE, URL, accept="text/html")
        assert (page.body, page.kind, page.url) == (b"<html>1", "text/html", "https://old.tower.example/page")
        server.answers["old.tower.example/page"] = Reply(status=304)
    with pytest.raises(SourceError, match="empty"):
        web.whole(SERVICE, "https://old.tower.example/none")


def test_no_key_is_written_or_said(web: Web, server: Replay, tmp_path: Path) -> None:
    """After good and bad answers, redirects and failures the key stands in no file and no address."""
    server.answers = {
        PLACE: series(data({"a": 1}, headers={"ETag": '"v1"'}), Reply(b"", 429), Reply(b"", 403)),
        "api.tower.example/two": Reply(status=302, headers={"Location": "https://old.tower.example/x"}),
        "old.tower.example/x": data({"a": 1}),
    }
    web.json(SERVICE, URL)
    failure_of(web)
    web.json(SERVICE, "https://api.tower.example/two")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if SECRET.encode() in path.read_bytes() or SECRET in path.name]
    assert not [asked for asked in server.log if SECRET in asked.path + str(asked.query)]


def test_a_key_that_is_no_key_is_refused(server: Replay, tmp_path: Path) -> None:
    """A key with a line end in it would be a header of its own."""
    environment = {"SITEGEN_GATEWAY": server.address, "TOWER_KEY": "a\nX-Evil: b"}
    with Web(tmp_path, environment, limits=FAST) as web:
        assert failure_of(web).kind == "key"
    assert not server.log


def test_the_pace_is_kept_when_a_gateway_is_to_keep_it(server: Replay, tmp_path: Path) -> None:
    """Between an answer and the next question to a service lies its pace, over all its hosts and retries."""
    server.answers = {PLACE: series(Reply(b"", 503), data({})), "old.tower.example/x": data({})}
    environment = {"SITEGEN_GATEWAY": server.address, "SITEGEN_GATEWAY_PACE": "1"}
    with Web(tmp_path, environment, limits=FAST) as web:
        web.json(SERVICE, URL)
        web.json(SERVICE, "https://old.tower.example/x")
        web.json(SERVICE, URL)
    times = [asked.time for asked in server.log]
    assert len(times) == 4
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= SERVICE.pace


ASK = """
import os, sys, tempfile
from pathlib import Path
from sitegen.pull.sources.arxiv import ARXIV
from sitegen.web.client import Web
with tempfile.TemporaryDirectory() as state, Web(Path(state), os.environ) as web:
    for host in ("export.arxiv.org/api/query", "arxiv.org/a/x_y_1.atom2", "oaipmh.arxiv.org/oai"):
        web.xml(ARXIV, f"https://{host}?run={sys.argv[1]}")
"""


@pytest.mark.slow
def test_two_runs_share_the_pace_of_arxiv(server: Replay, tmp_path: Path) -> None:
    """Two processes at once for two sites, three hosts: one request in three seconds at most, by the log."""
    for place in ("export.arxiv.org/api/query", "arxiv.org/a/x_y_1.atom2", "oaipmh.arxiv.org/oai"):
        server.answers[place] = document("<feed/>")
    environment = {
        "SITEGEN_GATEWAY": server.address, "SITEGEN_GATEWAY_PACE": "1", "PYTHONPATH": str(Path(__file__).parents[2]),
        "TMPDIR": str(tmp_path),
    }  # fmt: skip
    command = [sys.executable, "-c", ASK]
    runs = [subprocess.Popen([*command, name], env=environment) for name in ("one", "two")]
    assert [run.wait(60) for run in runs] == [0, 0]
    times = sorted(asked.time for asked in server.log)
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    print("seconds between requests to arXiv:", " ".join(f"{gap:.2f}" for gap in gaps))
    assert len(gaps) == 5
    assert min(gaps) >= 3.0


@pytest.mark.slow
def test_two_dry_runs_share_the_pace_of_arxiv(sitegen: Run, server: Replay, tmp_path: Path) -> None:
    """Trials keep no state with the site, and still ask one after the other; nothing of the site changes."""
    server.answers["arxiv.org/a/lovelace_a_1.atom2"] = document('<feed xmlns="http://www.w3.org/2005/Atom"/>')
    root = write_site(tmp_path / "site", {"authors/ada.yaml": "name: Ada Lovelace\narxiv: lovelace_a_1\n"})
    (tmp_path / "temporary").mkdir()
    before = sorted(root.rglob("*"))

    def run() -> None:
        sitegen(
            "pull", "--dry-run", "--source", "arxiv", cwd=root, TMPDIR=str(tmp_path / "temporary"),
            SITEGEN_GATEWAY=server.address, SITEGEN_GATEWAY_PACE="1",
        )  # fmt: skip

    runs = [threading.Thread(target=run) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    times = sorted(asked.time for asked in server.log)
    assert len(times) >= 2
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 3.0
    assert sorted(root.rglob("*")) == before


def test_a_folder_of_somebody_else_is_not_shared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where others can put a link or a file, no stamp is kept; the folder of the run takes its place."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ours = rate_limit.shared(tmp_path)
    assert ours.parent == tmp_path
    assert rate_limit.shared(tmp_path / "state") == ours
    ours.chmod(0o777)
    assert rate_limit.shared(tmp_path / "state") == tmp_path / "state"
    ours.rmdir()
    ours.symlink_to(tmp_path)
    assert rate_limit.shared(tmp_path / "state") == tmp_path / "state"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert rate_limit.shared(tmp_path / "state") == tmp_path / "state"


def test_threads_may_ask_different_services(server: Replay, tmp_path: Path) -> None:
    """Services asked from threads of their own do not get in each other's way."""
    services = [Service(name=f"s{n}", title=f"S{n}", hosts=(f"s{n}.example",), pace=0) for n in range(4)]
    for service in services:
        server.answers[f"{service.hosts[0]}/x"] = data({"name": service.name})
    found: dict[str, set[str]] = {}
    with Web(tmp_path, {"SITEGEN_GATEWAY": server.address}, limits=RequestLimits()) as web:

        def ask(service: Service) -> None:
            url = f"https://{service.hosts[0]}/x"
            found[service.name] = {web.json(service, url, {"n": n}).text("name") for n in range(20)}

        threads = [threading.Thread(target=ask, args=(service,)) for service in services]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {service.name: {service.name} for service in services}
