# ruff: noqa: F401, F811 - fixtures are imported, and then asked for by naming them
from __future__ import annotations

import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import zlib
from email.utils import formatdate
from pathlib import Path

import pytest

from sitegen import __version__
from sitegen.errors import SitegenError
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.retry import asked_wait
from sitegen.web.service import Service
from tests.made_up_service import FAST, PLACE, PORT, SECRET, SERVICE, URL, failure_of, series, server, slept, web
from tests.replay_server import Answer, Asked, Replay, Reply, data, document


def test_a_request_says_who_asks(web: Web, server: Replay) -> None:
    """The agent names the program, its version, the site and the contact; the key goes into its header."""
    server.answers[PLACE] = data({"a": 1})
    assert web.json(SERVICE, URL, {"q": "a b"}).number("a") == 1
    asked = server.log[0]
    assert asked.headers["User-Agent"] == f"sitegen/{__version__} (+https://ada.example/; mailto:ada@ada.example)"
    assert asked.headers["Authorization"] == f"Bearer {SECRET}"
    assert (asked.host, asked.path, asked.query) == ("api.tower.example", "/list", {"q": "a b"})


def test_what_no_header_can_hold_is_not_said(server: Replay, tmp_path: Path) -> None:
    """A contact in other letters, or with a line end in it, is left out; the request goes on."""
    server.answers[PLACE] = data({"a": 1})
    with Web(tmp_path, {"SITEGEN_GATEWAY": server.address}, home="https://zoë.example/", mailto="a@b.c\nX: y") as web:
        assert web.json(SERVICE, URL).number("a") == 1
    assert server.log[0].headers["User-Agent"] == f"sitegen/{__version__}"


def test_a_question_too_long_for_an_address_is_posted(web: Web, server: Replay) -> None:
    """What is sent along arrives as JSON."""
    server.answers[PLACE] = data([None, {"a": 1}])
    assert web.json(SERVICE, URL, send={"ids": ["x"]}).values("list") == [None, {"a": 1}]
    assert (server.log[0].method, server.log[0].body) == ("POST", b'{"ids": ["x"]}')


PACKED = gzip.compress(b'{"a": 1}', mtime=0)
IN_TWO = gzip.compress(b'{"a"', mtime=0) + gzip.compress(b": 1}", mtime=0)
FAILURES: dict[str, tuple[Answer, str, int]] = {
    "429 without Retry-After": (Reply(b"slow down", 429), "throttled", 5),
    "500": (Reply(b"oops", 500), "down", 5),
    "502": (Reply(b"oops", 502), "down", 5),
    "503": (Reply(b"oops", 503), "down", 5),
    "504": (Reply(b"oops", 504), "down", 5),
    "dropped connection": (Reply(drop=True), "dropped", 5),
    "cut body": (Reply(b'{"a": "' + b"x" * 500 + b'"}', cut=100), "cut", 5),
    "400": (Reply(b"no", 400), "denied", 1),
    "401 with a key": (Reply(b"no", 401), "key", 1),
    "403 with a key": (data({"message": "Forbidden"}, status=403), "key", 1),
    "404": (Reply(b"Resource not found.", 404, "text/plain"), "missing", 1),
    "410": (Reply(b"", 410), "missing", 1),
    "418": (Reply(b"", 418), "denied", 1),
    "204": (Reply(b"", 204), "denied", 1),
    "304 to a question without conditions": (Reply(b"", 304), "denied", 1),
    "empty body": (Reply(b""), "empty", 1),
    "blank body": (Reply(b" \n "), "empty", 1),
    "body cut by its sender": (Reply(b'{"a": [1, 2'), "cut", 1),
    "slow body": (Reply(b'{"a": "slow as slow can be"}', drip=0.4), "slow", 1),
    "silent server": (Reply(b'{"a": 1}', drip=1.5), "slow", 1),
    "wrong content type": (Reply(b'{"a": 1}', kind="image/png"), "type", 1),
    "XML where JSON should be": (document("<a/>"), "type", 1),
    "web page with 200": (Reply(b"<p>Just a moment", kind="text/html; charset=utf-8"), "html", 1),
    "web page that claims to be JSON": (Reply(b"\n<!DOCTYPE html><p>Please log in"), "html", 1),
    "text where a mapping should be": (data("busy"), "schema", 1),
    "too large": (Reply(b'"' + b"x" * 200_000 + b'"'), "big", 1),
    "deep as a well": (Reply(b"[" * 90_000), "cut", 1),
    "damaged packing": (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "cut", 5),
    "packing cut off behind the data": (Reply(PACKED[:-9], headers={"Content-Encoding": "gzip"}), "cut", 5),
    "packing with another sum": (Reply(PACKED[:-5] + b"-sum.", headers={"Content-Encoding": "gzip"}), "cut", 5),
    "packed, and too large": (Reply(gzip.compress(b" " * 200_000), headers={"Content-Encoding": "gzip"}), "big", 1),
    "redirect in a circle": (Reply(status=302, headers={"Location": URL}), "redirect", 1),
    "redirect to another host": (Reply(status=302, headers={"Location": "https://evil.example/x"}), "redirect", 1),
    "redirect to another port": (Reply(status=302, headers={"Location": f"https://{PORT}/"}), "redirect", 1),
    "redirect to another scheme": (Reply(status=302, headers={"Location": "file:///etc/hosts"}), "redirect", 1),
    "redirect to nowhere": (Reply(status=302, headers={"Location": "https://[x/"}), "redirect", 1),
    "redirect with a password": (
        Reply(status=302, headers={"Location": "https://me:pw@api.tower.example/"}), "redirect", 1,
    ),
    "redirect without a place": (Reply(status=302), "denied", 1),
}  # fmt: skip


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_is_named_and_tried_again_only_if_that_may_help(case: str, web: Web, server: Replay) -> None:
    """Every way to fail has its kind; only 429, 5xx and broken connections are worth further tries, five in all."""
    answer, kind, tries = FAILURES[case]
    server.answers[PLACE] = answer
    failure = failure_of(web)
    assert failure.kind == kind
    assert len(server.log) == tries


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (PACKED, "gzip"), (PACKED, "X-GZIP"), (PACKED + b"\0\0\0", "gzip"), (zlib.compress(b'{"a": 1}'), "deflate"),
        (IN_TWO, "gzip"), (b'{"a": 1}', "identity"), (b'{"a": 1}', "utf-8"),
    ],
)  # fmt: skip
def test_what_was_packed_is_unpacked(web: Web, server: Replay, body: bytes, packing: str) -> None:
    """Also in several members, with zeros behind it, or under a label that names no packing."""
    server.answers[PLACE] = Reply(body, headers={"Content-Encoding": packing})
    assert web.json(SERVICE, URL).number("a") == 1


@pytest.mark.parametrize("length", [b"-5", b"-1", b"f" * 15, b"f" * 40, b"zz", b"", b"0x5", b"+5"])
def test_a_chunk_of_no_length_is_a_damaged_answer(length: bytes, tmp_path: Path) -> None:
    """Below zero, or beyond what a machine can count to: the answer is damaged, like any other that broke off."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    connection.recv(4096)
                    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    connection.sendall(head + b'5\r\n{"a":\r\n' + length + b"\r\n 1}\r\n0\r\n\r\n")
                    connection.close()

        threading.Thread(target=answer, daemon=True).start()
        environment = {"SITEGEN_GATEWAY": f"http://127.0.0.1:{listening.getsockname()[1]}"}
        with Web(tmp_path, environment, limits=FAST, sleep=lambda _: None) as web, pytest.raises(SourceError) as error:
            web.json(SERVICE, URL)
        listening.shutdown(socket.SHUT_RDWR)
    assert error.value.kind in {"cut", "dropped", "big"}


def test_endless_redirects_are_given_up(web: Web, server: Replay) -> None:
    """A service that sends us on for ever is left after five times."""

    def onward(asked: Asked) -> Reply:
        return Reply(status=301, headers={"Location": f"/list?n={int(asked.query.get('n', '0')) + 1}"})

    server.answers[PLACE] = onward
    assert failure_of(web).kind == "redirect"
    assert len(server.log) == 6


@pytest.mark.parametrize(
    "location",
    ["https://old.tower.example/moved", "http://old.tower.example/moved", "{gateway}/old.tower.example/moved"],
)
def test_redirects_within_the_service_are_followed(location: str, web: Web, server: Replay) -> None:
    """A redirect to a host of the service goes through the gateway too, and the key goes along."""
    location = location.replace("{gateway}", server.address)
    server.answers = {
        PLACE: Reply(status=301, headers={"Location": location}), "old.tower.example/moved": data({"a": 2}),
    }  # fmt: skip
    assert web.json(SERVICE, URL).number("a") == 2
    assert server.log[1].headers["Authorization"] == f"Bearer {SECRET}"


def test_a_relative_redirect_belongs_to_the_host_that_was_meant(web: Web, server: Replay) -> None:
    """`/moved` is on the service, not on the gateway."""
    server.answers = {
        PLACE: Reply(status=302, headers={"Location": "/moved"}), "api.tower.example/moved": data({"a": 3}),
    }  # fmt: skip
    assert web.json(SERVICE, URL).number("a") == 3


def test_an_address_of_another_host_is_never_asked(web: Web, server: Replay) -> None:
    """What data calls its next page is asked only when it is the service's."""
    assert failure_of(web, "https://evil.example/list").kind == "redirect"
    assert not server.log


def test_a_retry_that_succeeds_is_nofailure_of(web: Web, server: Replay, slept: list[float]) -> None:
    """Two bad answers and a good one are a good one; back-off behind a gateway is at most a second in all."""
    server.answers[PLACE] = series(Reply(b"", 503), Reply(drop=True), data({"a": 4}))
    assert web.json(SERVICE, URL).number("a") == 4
    assert 0 < sum(slept) <= 1


def test_back_off_behind_a_gateway_is_a_second_in_all(web: Web, server: Replay, slept: list[float]) -> None:
    """However many requests fail, the waits together are a second at most."""
    server.answers[PLACE] = Reply(b"", 500)
    for number in range(3):
        failure_of(web, f"{URL}?n={number}")
    assert 0 < sum(slept) <= 1


def test_retry_after_is_honoured(web: Web, server: Replay, slept: list[float]) -> None:
    """The seconds that a service asks for are waited before the next try, behind a gateway too."""
    server.answers[PLACE] = series(
        Reply(b"", 429, headers={"Retry-After": "2"}), Reply(b"", 503, headers={"Retry-After": "1"}), data({"a": 5})
    )
    assert web.json(SERVICE, URL).number("a") == 5
    assert slept == [2.0, 1.0]


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7.0), (" 0 ", 0.0), ("soon", None), ("", None), ("-3", None), ("9" * 40, 999999999.0)]
)
def test_retry_after_is_read_or_ignored(said: str, seconds: float | None) -> None:
    """A number of seconds is a wait; anything else that is no date is no wish."""
    assert asked_wait({"Retry-After": said}) == seconds


def test_retry_after_as_a_date_counts_by_the_clock_of_the_service() -> None:
    """A clock that is wrong on either side changes nothing."""
    headers = {"Date": formatdate(1000, usegmt=True), "Retry-After": formatdate(1042, usegmt=True)}
    assert asked_wait(headers) == 42.0


def test_too_long_a_wait_is_given_up_at_once(web: Web, server: Replay, slept: list[float]) -> None:
    """Who asks us to stay away for an hour is believed, not waited for."""
    server.answers[PLACE] = Reply(b"", 429, headers={"Retry-After": "3600"})
    failure = failure_of(web)
    assert failure.kind == "throttled"
    assert "60 minutes" in failure.sentence
    assert not slept
    assert len(server.log) == 1


def test_waits_for_one_answer_are_bounded_together(web: Web, server: Replay, slept: list[float]) -> None:
    """Who asks for a short wait again and again is left when the waits together are too long."""
    server.answers[PLACE] = Reply(b"", 429, headers={"Retry-After": "2"})
    assert failure_of(web).kind == "throttled"
    assert slept == [2.0]


def test_a_spent_quota_is_not_asked_for_again(web: Web, server: Replay) -> None:
    """A 429 whose headers say that nothing is left until tomorrow ends it."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "40000"}
    server.answers[PLACE] = Reply(b"", 429, headers=headers)
    failure = failure_of(web)
    assert (failure.kind, len(server.log)) == ("spent", 1)
    assert "tomorrow" in failure.sentence


def _ask_often(web: Web, times: int) -> None:
    for number in range(times):
        web.json(SERVICE, URL, {"n": number})


def test_a_source_that_never_ends_meets_the_limit(web: Web, server: Replay) -> None:
    """Requests and bytes of one service in one run are counted, and the message says how to allow more."""
    server.answers[PLACE] = data({"a": "x" * 50_000})
    with pytest.raises(SourceError) as caught:
        _ask_often(web, 100)
    assert caught.value.kind == "limit"
    assert "SITEGEN_PATIENCE" in caught.value.sentence
    assert len(server.log) < 20


def test_a_limit_can_be_raised(server: Replay, tmp_path: Path) -> None:
    """`SITEGEN_PATIENCE=3` takes an answer three times as large; anything that is no number is refused."""
    server.answers[PLACE] = data({"a": "x" * 250_000})
    environment = {"SITEGEN_GATEWAY": server.address, "SITEGEN_PATIENCE": "3"}
    with Web(tmp_path, environment, limits=FAST) as web:
        assert len(web.json(SERVICE, URL).text("a")) == 250_000
    for wrong in ({"SITEGEN_PATIENCE": "lots"}, {"SITEGEN_GATEWAY": "localhost:80"}):
        with pytest.raises(SitegenError, match=next(iter(wrong))):
            Web(tmp_path, wrong)


def test_a_gateway_that_is_down_is_refused_not_retried(tmp_path: Path) -> None:
    """Nobody listens: said at once."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with Web(tmp_path, {"SITEGEN_GATEWAY": f"http://127.0.0.1:{port}"}, limits=FAST) as web:
        assert failure_of(web).kind == "refused"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such name"), "dns"),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "offline"),
        (OSError(101, "Network is unreachable"), "offline"),
    ],
)
def test_being_offline_is_told_from_a_wrong_name(
    error: OSError, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No resolver, no such host and no route each have their sentence."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with Web(tmp_path, {}, limits=FAST) as web:
        assert failure_of(web).kind == kind


def test_a_host_that_cannot_prove_itself_is_left(server: Replay, tmp_path: Path) -> None:
    """Without a gateway it is https or nothing: a server that does not speak it gets no request."""
    host = f"127.0.0.1:{server.server_address[1]}"
    service = Service(name="plain", title="Tower", hosts=(host,), pace=0)
    with Web(tmp_path, {}, limits=FAST) as web, pytest.raises(SourceError) as caught:
        web.json(service, f"https://{host}/list")
    assert caught.value.kind == "tls"
    assert not server.log


def test_a_certificate_that_nobody_vouches_for_is_refused(
    server: Replay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host with a certificate of its own making gets no request, and no key."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    host = f"localhost:{server.server_address[1]}"
    service = Service(name="forged", title="Tower", hosts=(host,), pace=0, key=SERVICE.key)
    with Web(tmp_path, {"TOWER_KEY": SECRET}, limits=FAST) as web, pytest.raises(SourceError) as caught:
        web.json(service, f"https://{host}/list")
    assert caught.value.kind == "tls"
    assert not server.log
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))  # somebody vouches for it: the nearest honest case
    server.fallback = data({"a": 1})
    with Web(tmp_path, {}, limits=FAST) as web:
        assert web.json(service, f"https://{host}/list").number("a") == 1


def test_a_silent_host_is_not_waited_for(tmp_path: Path) -> None:
    """A host that takes the connection and says nothing is slow, and said to be."""
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        address = f"http://127.0.0.1:{mute.getsockname()[1]}"
        with Web(tmp_path, {"SITEGEN_GATEWAY": address}, limits=FAST) as web:
            assert failure_of(web).kind == "slow"
