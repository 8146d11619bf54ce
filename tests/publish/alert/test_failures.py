"""`sitegen alert` when something fails: once each, never lost, and nothing told to whom it does not concern."""

from __future__ import annotations

import os
import re
import shutil
import smtplib
import ssl
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.content import files
from sitegen.errors import SitegenError
from sitegen.publish.alert import smtp, subscribers
from tests.conftest import Run
from tests.mail_server import Office, opened
from tests.mailing import NEW, PEOPLE, RECORD, copies, different, environment_of, send, site_with_news, with_paper

WITHOUT_TLS = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
"""The test's server is on this machine; aiosmtpd warns of what would be wrong elsewhere."""
ANSWERS = ("drop", "421 4.3.0 closing", "451 4.3.0 later", "550 5.7.1 no")
STEPS = ("ehlo", "mail", "rcpt", "data", "body", "stored")
FAILURES = [
    *((step, answer) for step in STEPS for answer in ANSWERS if (step, answer[:3]) != ("stored", "550")),
    ("connect", "drop"), ("data", "354 go on"), ("next", "drop"), ("quit", "drop"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests need not be slow to make here, and nothing has to outlive a power cut."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)
    monkeypatch.setattr(subscribers, "COST", 2)
    subscribers.digest.cache_clear()


@pytest.fixture
def office() -> Iterator[Office]:
    """A mail server that works."""
    with opened(Office()) as one:
        yield one


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose first paper is remembered, and whose second is new."""
    return site_with_news(tmp_path)


def assert_nothing_is_told(site: Path, secret: bytes) -> None:
    """Assert that no file of the site, be it content, record, log or cache, holds a secret."""
    files = [path for path in site.rglob("*") if path.is_file()]
    assert site / RECORD in files
    assert not [path for path in files if re.search(secret, path.read_bytes())]


@pytest.mark.slow
@pytest.mark.sampled(16)
@pytest.mark.parametrize(("step", "answer"), FAILURES)
@pytest.mark.parametrize("often", ["the first", "the last", "every third", "all for a while"])
def test_whatever_step_fails_each_gets_one_message(site: Path, step: str, answer: str, often: str) -> None:
    """A server that fails at any step, once or often: after reruns each of 50 subscribers has exactly one message.

    Where it failed to say that it had kept a message, there are copies of that one, known by one Message-ID.
    """
    fails: Callable[[int], bool] = {
        "the first": lambda count: count == 1,
        "the last": lambda count: count == 50,
        "every third": lambda count: count % 3 == 0 and count < 60,
        "all for a while": lambda count: 10 < count < 14,
    }[often]
    with opened(Office(lambda at, count: answer if at == step and fails(count) else "")) as office:
        for _ in range(60):
            report = send(site, environment_of(office))
            assert bool(report.failures) == bool(report.waiting)
            if not report.waiting:
                break
    assert different(office) == Counter(PEOPLE)
    assert_nothing_is_told(site, rb"reader\d|example\.net")
    if step == "stored":
        assert max(copies(office).values()) <= 4  # as often as the answer was lost, and once more
    else:
        assert copies(office) == Counter(PEOPLE)
    assert not send(site, {}).items


def test_a_dead_address_keeps_nobody_else_waiting(site: Path) -> None:
    """An address that is refused for good is named by its line in every run; taken off the list it is forgotten."""
    office = Office(lambda step, count: "550 no such user" if (step, count) == ("rcpt", 7) else "")
    with opened(office):
        first = send(site, environment_of(office))
        assert (first.sent, first.waiting) == (49, 1)
        assert first.failures == ("SITEGEN_SUBSCRIBERS, line 7: the server refused the address (550)",)
        with_paper(site, "third", NEW.replace("second", "third"))
        assert send(site, environment_of(office, *(PEOPLE[:6] + PEOPLE[7:]))).waiting == 0
    assert set(copies(office).values()) == {2}
    assert PEOPLE[6] not in copies(office)


def test_who_subscribes_later_gets_no_oldsend(site: Path) -> None:
    """An alert that is still under way is for those who were on the list when it began."""
    office = Office(lambda step, count: "451 later" if step == "mail" and count == 2 else "")
    with opened(office):
        assert send(site, environment_of(office, *PEOPLE[:2])).waiting == 1
        send(site, environment_of(office, *PEOPLE[:3]))
    assert copies(office) == Counter(PEOPLE[:2])


@pytest.mark.parametrize("call", [1, 2, 3, 26, 51])
def test_a_full_disk_loses_and_repeats_nobody(
    site: Path, office: Office, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """When the record cannot be written the run ends; the one message that it could not note has one Message-ID."""
    calls = 0
    write = files.write

    def failing(path: Path, content: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(files, "write", failing)
    with pytest.raises(OSError, match="No space"):
        send(site, environment_of(office))
    assert len(office.mail) == call - 1
    send(site, environment_of(office))
    assert different(office) == Counter(PEOPLE)
    assert len(office.mail) <= 51


@WITHOUT_TLS
def test_no_address_is_in_any_file_or_other_message(site: Path) -> None:
    """Nothing below the site holds an address or the password; a message holds its own address and no other."""
    office = Office(
        lambda step, count: "550 reader" if step == "rcpt" and count == 3 else "", password=(b"u", b"s3cret")
    )
    with opened(office, authenticator=office.admit, auth_required=True, auth_require_tls=False):
        environment = environment_of(office) | {"SITEGEN_SMTP_URL": f"smtp://u:s3cret@127.0.0.1:{office.port}"}
        report = send(site, environment)
    assert len(office.mail) == 49
    assert_nothing_is_told(site, rb"reader\d|s3cret|example\.net")
    assert not re.search(r"reader\d|s3cret", repr(report))
    for who, raw in office.mail:
        assert set(re.findall(rb"reader\d+@example\.net", raw)) == {who.encode()}


@WITHOUT_TLS
def test_a_wrong_password_is_said_and_not_shown(site: Path) -> None:
    """The run ends with the server's code, and the next one sends all."""
    office = Office(password=(b"u", b"right"))
    with opened(office, authenticator=office.admit, auth_required=True, auth_require_tls=False):
        url = f"smtp://u:wr%40ng@127.0.0.1:{office.port}"
        report = send(site, environment_of(office) | {"SITEGEN_SMTP_URL": url})
        assert report.failures == ("127.0.0.1 does not accept the user name and password (535)",)
        assert (report.sent, report.waiting, office.mail) == (0, 50, [])
        url = f"smtp://u:right@127.0.0.1:{office.port}"
        assert send(site, environment_of(office) | {"SITEGEN_SMTP_URL": url}).sent == 50


def test_a_server_without_starttls_gets_nothing(site: Path, office: Office) -> None:
    """Where encryption was asked for, mail never goes without it."""
    report = send(site, environment_of(office) | {"SITEGEN_SMTP_URL": f"{office.url}?starttls"})
    assert report.failures == ("127.0.0.1 does not know STARTTLS",)
    assert not office.mail


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SITEGEN_SMTP_URL": ""}, "SITEGEN_SMTP_URL: is not set"),
        ({"SITEGEN_SUBSCRIBERS": ""}, "SITEGEN_SUBSCRIBERS: is not set"),
        ({"SITEGEN_SMTP_URL": "http://u:hidden@mail.test"}, "SITEGEN_SMTP_URL: is not the address of a mail server"),
        ({"SITEGEN_SMTP_URL": "smtp://u:hidden@mail.test"}, "would send the password for all to read"),
        ({"SITEGEN_SUBSCRIBERS": "# all\nhidden"}, "SITEGEN_SUBSCRIBERS:2: this is not an e-mail address"),
        ({"SITEGEN_SUBSCRIBERS": "a@example.net nobody"}, 'SITEGEN_SUBSCRIBERS:1: nobody here has the slug "nobody"'),
        ({"SITEGEN_SUBSCRIBERS": "hidden.txt"}, "names no file that is there"),
    ],
)
def test_what_is_wrong_here_is_said_before_anything_happens(
    site: Path, office: Office, changes: dict[str, str], said: str
) -> None:
    """The variable and its line are named, what stands there is not; nothing is sent, nothing is noted."""
    before = (site / RECORD).read_bytes()
    with pytest.raises(SitegenError) as fault:
        send(site, environment_of(office) | changes)
    assert said in str(fault.value)
    assert "hidden" not in str(fault.value)
    assert not office.mail
    assert (site / RECORD).read_bytes() == before


def test_one_bad_line_costs_nobody_else_the_alert(site: Path, office: Office, sitegen: Run) -> None:
    """The others get theirs, once; the line is named, what stands there is not, and the command ends with 1."""
    people = "a@example.net\nhidden\nb@example.net nobody\nc@example.net"
    report = send(site, environment_of(office) | {"SITEGEN_SUBSCRIBERS": people})
    assert set(copies(office)) == {"a@example.net", "c@example.net"}
    assert [(one.line, "hidden" in one.sentence) for one in report.faults] == [(2, False), (3, False)]
    environment = environment_of(office) | {"SITEGEN_SUBSCRIBERS": people}
    (site / "content" / "papers" / "third.yaml").write_text("title: Third\nauthors: [Ada]\ndate: 2026-11\n")
    done = sitegen("alert", cwd=site, **environment)
    assert done.returncode == 1
    assert done.stderr.startswith("SITEGEN_SUBSCRIBERS:2: this is not an e-mail address")
    assert "2 messages sent" in done.stdout
    assert sum(copies(office).values()) == 4


@WITHOUT_TLS
@pytest.mark.parametrize("is_wrapped", [True, False], ids=["smtps", "starttls"])
def test_mail_goes_only_to_a_server_that_can_prove_itself(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_wrapped: bool
) -> None:
    """With a certificate that nobody vouches for nothing is sent, not even the password; with a good one, all is."""
    context = _certificate(tmp_path)
    office = Office(password=(b"u", b"p"))
    options = {"ssl": context} if is_wrapped else {"tls_context": context}
    with opened(office, authenticator=office.admit, auth_required=True, auth_require_tls=not is_wrapped, **options):
        place = f"u:p@localhost:{office.port}"
        environment = environment_of(office, PEOPLE[0])
        environment["SITEGEN_SMTP_URL"] = f"smtps://{place}" if is_wrapped else f"smtp://{place}?starttls"
        report = send(site, environment)
        assert report.failures == ("localhost offers no connection that can be trusted (TLS)",)
        assert "rcpt" not in office.counts
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        assert send(site, environment).sent == 1


def _certificate(folder: Path) -> ssl.SSLContext:
    """Make a certificate for this machine, and what a server needs to use it."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl on this machine to make a certificate with")
    files = {name: str(folder / f"{name}.pem") for name in ("key", "certificate")}
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", files["key"], "-out", files["certificate"]]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files["certificate"], files["key"])
    return context


def test_nothing_is_written_where_a_link_leads(site: Path, tmp_path: Path, office: Office) -> None:
    """The folder of the record is the site's own, or there is no alert."""
    (site / "content" / ".pulled").rename(tmp_path / "elsewhere")
    (site / "content" / ".pulled").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SitegenError, match="is a link"):
        send(site, environment_of(office))
    assert not office.mail


def test_a_damaged_record_stops_everything(site: Path, office: Office) -> None:
    """Whatever cannot be read is not taken for a first alert, nor for one that nobody got."""
    for text in ("salt: [", "salt: xyz\nknown:\nalerts: []\n", "- 1\n", "salt: 00112233445566778899\nknown: {}\n"):
        (site / RECORD).write_text(text, encoding="utf-8")
        with pytest.raises(SitegenError, match=r"alerts\.yaml"):
            send(site, environment_of(office))
    assert not office.mail


def test_who_interrupts_does_not_wait_for_a_goodbye(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server in the middle of a message answers nothing before its end; otherwise it is told that all is done."""
    goodbyes = []
    say = smtplib.SMTP.quit

    def counted(connection: smtplib.SMTP) -> tuple[int, bytes]:
        goodbyes.append(connection)
        return say(connection)

    monkeypatch.setattr(smtplib.SMTP, "quit", counted)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    def post() -> None:
        with smtp.Mailer(smtp.Server("127.0.0.1", office.port, False, False, "", ""), helo="x.example") as mailer:
            mailer.send("a@x.example", "b@x.example", b"Subject: x\r\n\r\nx\r\n")

    post()
    assert len(goodbyes) == 1
    monkeypatch.setattr(smtplib.SMTP, "sendmail", interrupted)
    with pytest.raises(KeyboardInterrupt):
        post()
    assert len(goodbyes) == 1
