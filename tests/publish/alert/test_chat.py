"""Chats and WebSub hubs: what they are sent, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from sitegen.errors import SitegenError
from sitegen.publish.alert import chat
from sitegen.publish.alert.notice import Notice
from sitegen.publish.alert.recipe import AlertReport, alert
from tests import replay_server
from tests.making import write_site
from tests.replay_server import Replay, Reply, replaying

PATH = "/services/T0/s3cret"
HOOK = f"https://chat.example.net{PATH}"
NEW = "title: A <second> @all [paper](http://x) *now*\nauthors: [Ada Lovelace]\ndate: 2026-10\ntopics: [Maths]\n"
TITLE = "A <second> @all [paper](http://x) *now*"
ONE = Notice("paper", TITLE, "Ada Lovelace", "Oct 2026", "https://example.org/papers/second/", "")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    """A server for every host, to which everything is new."""
    monkeypatch.setattr(replay_server._Handler, "do_PUT", replay_server._Handler.do_GET, raising=False)
    with replaying({}) as server:
        server.fallback = Reply(b"ok", 200, "text/plain")
        yield server


def _site(root: Path, options: str) -> Path:
    write_site(root, alerts=options)
    _alert(root, {})
    (root / "content" / "papers" / "second.yaml").write_text(NEW, encoding="utf-8")
    return root


def _alert(root: Path, environment: dict[str, str]) -> AlertReport:
    return alert(root, environment, now=datetime(2026, 11, 2, tzinfo=UTC))


def _said(shape: chat.Shape, *notices: Notice) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(chat.post(shape, notices or (ONE,), site="Site", home="https://example.org/"))
    return found


def test_each_chat_gets_its_shape_and_no_markup_of_a_title() -> None:
    """A title calls nobody, links nowhere and is set in nothing."""
    slack = _said("slack")["text"]
    assert slack.startswith("New paper: <https://example.org/papers/second/|A &lt;second&gt; @all [paper](http://x) ")
    assert "\N{WORD JOINER}*now" in slack
    escaped = (
        "[A \\<second\\> @\N{ZERO WIDTH SPACE}all "
        r"\[paper\]\(http://x\) \*now\*](<https://example.org/papers/second/>)"
    )
    assert escaped in _said("mattermost")["text"]
    discord = _said("discord")
    assert escaped in discord["content"]
    assert discord["allowed_mentions"] == {"parse": []}
    matrix = _said("matrix")
    assert (matrix["msgtype"], matrix["m.mentions"]) == ("m.text", {})
    assert '<a href="https://example.org/papers/second/">A &lt;second&gt; @all' in matrix["formatted_body"]


@pytest.mark.parametrize("shape", ["slack", "discord", "mattermost", "matrix"])
def test_many_papers_fit_into_one_message(shape: chat.Shape) -> None:
    """The first are named, the others counted; Discord's limit is kept."""
    said = _said(shape, *[ONE] * 500)
    text = said.get("text") or said.get("content") or said["body"]
    assert "500 new papers" in text
    assert "more: " in text
    assert len(text) < 2000 or shape != "discord"


@pytest.mark.parametrize("shape", ["slack", "matrix"])
def test_a_chat_is_told_once(tmp_path: Path, web: Replay, shape: str) -> None:
    """One request to the configured place, with the token in its header; a failure is made good by the next run."""
    root = _site(tmp_path, f"\n  webhook: {shape}")
    environment = {
        "SITEGEN_GATEWAY": web.address, "SITEGEN_WEBHOOK_URL": HOOK, "SITEGEN_WEBHOOK_TOKEN": "t0ken",
    }  # fmt: skip
    web.fallback = Reply(b"no", 500, "text/plain")
    report = _alert(root, environment)
    assert len(web.log) == report.waiting == 1
    assert report.failures == ("the webhook: it is out of order at the moment (HTTP 500, Internal Server Error)",)
    web.fallback = Reply(b"ok", 200, "text/plain")
    assert _alert(root, environment).channels == ("webhook",)
    assert not _alert(root, environment).channels
    assert len(web.log) == 2
    asked = web.log[-1]
    assert (asked.host, asked.headers["Authorization"]) == ("chat.example.net", "Bearer t0ken")
    if shape == "matrix":
        assert (asked.method, asked.path) == ("PUT", web.log[0].path)
        assert asked.path.startswith(f"{PATH}/")
    else:
        assert (asked.method, asked.path) == ("POST", PATH)
    for path in root.rglob("*"):
        assert not path.is_file() or not any(word in path.read_bytes() for word in (b"s3cret", b"t0ken")), path


def test_one_that_fails_keeps_no_other_waiting(tmp_path: Path, web: Replay) -> None:
    """The hub is told although the chat is not there."""
    root = _site(tmp_path, "\n  webhook: discord\n  websub: https://hub.example.net/x")
    web.answers[f"chat.example.net{PATH}"] = Reply(drop=True)
    report = _alert(root, {"SITEGEN_GATEWAY": web.address, "SITEGEN_WEBHOOK_URL": HOOK})
    assert (report.channels, report.waiting) == (("websub",), 1)
    assert report.failures == ("the webhook: chat.example.net dropped the connection",)


def test_a_hub_is_told_which_feeds_changed(tmp_path: Path, web: Replay) -> None:
    """The site's feeds, and those of the paper's author and topic, as a form."""
    root = _site(tmp_path, "\n  websub: https://hub.example.net/x")
    assert _alert(root, {"SITEGEN_GATEWAY": web.address}).channels == ("websub",)
    (asked,) = web.log
    assert (asked.host, asked.path, asked.headers["Content-Type"]) == ("hub.example.net", "/x", chat.FORM)
    assert parse_qsl(asked.body.decode()) == [
        ("hub.mode", "publish"),
        *(
            ("hub.url", f"https://example.org/{feed}")
            for feed in (
                "feed.xml", "feed.json", "authors/ada-lovelace/feed.xml", "authors/ada-lovelace/feed.json",
                "topics/maths/feed.xml",
            )
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address", ["", "http://chat.example.net/x", "chat.example.net", "https://u:p@chat.example.net/x"]
)
def test_a_webhook_needs_an_https_address(tmp_path: Path, address: str) -> None:
    """It is asked for by the variable's name, and what is there is not shown."""
    root = _site(tmp_path, "\n  webhook: slack")
    with pytest.raises(SitegenError, match="SITEGEN_WEBHOOK_URL") as fault:
        _alert(root, {"SITEGEN_WEBHOOK_URL": address})
    assert "chat.example" not in str(fault.value)


def test_a_site_without_a_way_to_tell_says_so(tmp_path: Path) -> None:
    """News that nobody could hear of are not forgotten: they are an error."""
    root = _site(tmp_path, "\n  subscribe: https://example.org/list")
    with pytest.raises(SitegenError, match="no way to tell anybody"):
        _alert(root, {})
    with pytest.raises(SitegenError, match="no way to tell anybody"):
        _alert(root, {})
