"""`sitegen serve`: what it shows, to whom, and that nothing ends it but the person who started it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.making import write_site
from tests.previewing import CHECKOUT, PROGRAM, Running, preview, until
from tests.sampling import amount

pytestmark = pytest.mark.slow
GOOD = "title: First paper\nauthors: [Ada Lovelace, Bob Mason]\ndate: 2020-01-02\n"
KEPT = "nobody may read this"


def _site(root: Path, **config: str) -> Path:
    site = write_site(root / "mysite", {"assets/style.css": "p { color: red }\n"}, **config)
    (root / "secret.txt").write_text(KEPT, encoding="utf-8")
    (site / "secret.txt").write_text(KEPT, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One preview for the tests that change nothing."""
    site = _site(tmp_path_factory.mktemp("serve"))
    with preview(site) as one:
        (site / "output" / "stranger.txt").write_text(KEPT, encoding="utf-8")
        (site / "output" / "link.txt").symlink_to(site / "secret.txt")
        yield one


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/papers/first/", "text/html; charset=utf-8"),
        ("/papers/first/first.bib", "application/x-bibtex; charset=utf-8"),
        ("/papers/first/first.json", "application/json"),
        ("/feed.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/sitemap.xml", "application/xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/assets/style.css", "text/css; charset=utf-8"),
    ],
)
def test_files_of_the_site_come_with_their_types(running: Running, path: str, kind: str) -> None:
    """What a browser, a feed reader or a reference manager gets is named as what it is."""
    status, head, body = running.get(path)
    assert status == 200
    assert f"Content-Type: {kind}\r\n" in head + "\r\n"
    assert body


def test_files_are_sent_as_they_are_and_pages_with_the_script(running: Running) -> None:
    """The script that reloads is in answers that are pages, and in no file of the output."""
    assert "livereload" in running.get("/papers/first/")[2]
    assert "livereload" not in running.get("/feed.xml")[2]


def test_a_missing_page_is_the_sites_404(running: Running) -> None:
    """What is not there is answered with the site's own page and the right status."""
    status, head, body = running.get("/nothing/")
    assert status == 404
    assert "text/html" in head
    assert "<h1" in body


def test_a_folder_without_its_slash_leads_to_it(running: Running) -> None:
    """As every host does."""
    status, head, _ = running.get("/papers/first")
    assert status == 302
    assert "Location: /papers/first/" in head


def test_part_of_a_file_can_be_had(running: Running) -> None:
    """Films and long documents are asked for in parts."""
    status, head, body = running.get("/assets/style.css", Range="bytes=0-3")
    assert (status, body) == (206, "p { ")
    assert "Content-Range: bytes 0-3/17" in head


def test_head_is_a_get_without_the_file(running: Running) -> None:
    """The same head, no body."""
    for path in ("/", "/feed.xml", "/livereload.js"):
        request = f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        head, _, body = running.ask(request.encode()).partition(b"\r\n\r\n")
        assert b" 200 OK" in head, path
        assert not body


def _requests(port: int) -> dict[str, bytes]:
    """Requests that get nothing, by what is wrong with them."""
    host = f"Host: 127.0.0.1:{port}\r\n"
    paths = {
        "dots": "/../secret.txt",
        "dots below": "/papers/../../secret.txt",
        "encoded dots": "/%2e%2e/secret.txt",
        "encoded slash": "/..%2fsecret.txt",
        "twice encoded": "/%252e%252e%252fsecret.txt",
        "overlong": "/%c0%ae%c0%ae/secret.txt",
        "backslash": "/..\\secret.txt",
        "encoded backslash": "/..%5csecret.txt",
        "absolute": "//etc/passwd",
        "file URL": "/file:///etc/passwd",
        "drive": "/C:/secret.txt",
        "NUL": "/index.html%00.txt",
        "control characters": "/%0d%0aSet-Cookie:%20a=b",
        "not UTF-8": "/%ff%fe",
        "hidden": "/.sitegen-files",
        "state": "/.sitegen/lock",
        "git": "/.git/config",
        "stranger": "/stranger.txt",
        "link": "/link.txt",
        "listing": "/assets/",
        "huge address": "/" + "a" * 70_000,
        "another's address": f"http://127.0.0.1:{port}/../secret.txt",
        "no slash": "secret.txt",
    }
    made = {name: f"GET {path} HTTP/1.1\r\n{host}\r\n".encode() for name, path in paths.items()}
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "PROPFIND", "get"):
        made[f"method {method}"] = f"{method} / HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n".encode()
    for name in ("evil.example", f"127.0.0.1.evil.example:{port}", "127.0.0.1:1@evil.example", "", "10.0.0.1", "a b"):
        made[f"host {name}"] = f"GET / HTTP/1.1\r\nHost: {name}\r\n\r\n".encode()
    for name in ("http://evil.example", "null", f"http://127.0.0.1:{port}.evil.example", "http://127.0.0.1:1"):
        made[f"origin {name}"] = f"GET / HTTP/1.1\r\n{host}Origin: {name}\r\n\r\n".encode()
        upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        made[f"socket {name}"] = f"GET /livereload HTTP/1.1\r\n{host}Origin: {name}\r\n{upgrade}{key}\r\n".encode()
    return made | {
        "no host": b"GET / HTTP/1.1\r\n\r\n",
        "no host, old": b"GET / HTTP/1.0\r\n\r\n",
        "two hosts": f"GET / HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n".encode(),
        "no request": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n\r\n",
        "no version": b"GET /\r\n\r\n",
        "spaces": f"GET  /  HTTP/1.1\r\n{host}\r\n".encode(),
        "bare header": f"GET / HTTP/1.1\r\n{host}nonsense\r\n\r\n".encode(),
        "huge header": f"GET / HTTP/1.1\r\n{host}X: {'a' * 100_000}\r\n\r\n".encode(),
        "endless header": f"GET / HTTP/1.1\r\n{host}X: {'a' * 2_000_000}".encode(),
        "huge body": f"GET / HTTP/1.1\r\n{host}Content-Length: 99999999999\r\n\r\n".encode(),
        "wrong length": f"GET / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n".encode(),
        "two lengths": f"GET / HTTP/1.1\r\n{host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx".encode(),
    }


def test_bad_requests_are_refused_and_nothing_outside_the_site_is_read(running: Running) -> None:
    """Traversal in every encoding, strangers' names and pages, wrong methods, half and huge requests."""
    requests = _requests(running.port)
    for name, request in requests.items():
        answer = running.ask(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1), seconds=2)
        assert not answer or answer.startswith(b"HTTP/1.1 4"), (name, answer[:200])
        assert KEPT.encode() not in answer, name
        assert b"root:" not in answer, name
        assert b"Set-Cookie" not in answer, name
    assert running.get("/")[0] == 200
    assert running.process.poll() is None
    assert not [line for line in running.said if "fault" in line]
    print(f"bad requests refused: {len(requests)}")


def test_names_of_this_machine_are_welcome(running: Running) -> None:
    """The nearest honest requests: each name of the loopback, and our own pages' origin."""
    for name in (f"127.0.0.1:{running.port}", f"localhost:{running.port}", "LOCALHOST", f"[::1]:{running.port}"):
        assert running.get("/", Host=name)[0] == 200, name
        assert running.get("/", Host=name, Origin=f"http://{name}")[0] == 200, name


def test_a_hundred_slow_connections_do_not_stall_it(running: Running) -> None:
    """Half a request each, and somebody else is served at once."""
    with contextlib.ExitStack() as stack:
        for number in range(100):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", running.port)))
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127" if number % 2 else b"GET /")
        start = time.perf_counter()
        assert running.get("/")[0] == 200
        taken = time.perf_counter() - start
    assert taken < 2
    print(f"with 100 half requests open, a page took {taken * 1000:.0f} ms")


def test_a_site_below_a_path_is_served_there(tmp_path: Path) -> None:
    """Links follow `base_url`, so the preview does, and the root leads to it."""
    with preview(_site(tmp_path, base_url="https://example.org/a/b/")) as running:
        assert running.address.endswith("/a/b/")
        status, head, _ = running.get("/")
        assert (status, "Location: /a/b/" in head) == (302, True)
        assert running.get("/a/b/papers/first/")[0] == 200
        assert running.get("/papers/first/")[0] == 404


def test_every_language_is_served_and_follows_edits(tmp_path: Path) -> None:
    """Each stands below its tag, with a page of its own for what is not there; an edit of its text is seen."""
    site = _site(tmp_path, languages="[en, de]")
    (site / "content/home.de.md").write_text("Willkommen.\n", encoding="utf-8")
    with preview(site) as running:
        assert "Willkommen." in running.get("/de/")[2]
        status, _, body = running.get("/de/nichts/")
        assert (status, '<html lang="de"' in body) == (404, True)
        assert '<html lang="en"' in running.get("/nothing/")[2]
        (site / "content/home.de.md").write_text("Guten Tag.\n", encoding="utf-8")
        assert until(lambda: "yes" if "Guten Tag." in running.get("/de/")[2] else "")


def test_a_mistake_is_shown_over_the_last_good_page(tmp_path: Path) -> None:
    """Place, field, sentence and hint, on every page, until it is mended; the output stays as it was."""
    site = _site(tmp_path)
    paper = site / "content" / "papers" / "first.yaml"
    with preview(site) as running:
        before = (site / "output" / "papers" / "first" / "index.html").read_bytes()
        paper.write_text(GOOD + "vanue: <b>Nature</b>\n", encoding="utf-8")
        until(lambda: "yes" if "sitegen-problems" in running.get("/")[2] else "")
        said = running.get("/papers/first/")[2]
        assert "content/papers/first.yaml:4:1" in said
        assert "vanue" in said
        assert "venue" in said  # the hint
        assert "<h1" in said  # the last good page
        assert (site / "output" / "papers" / "first" / "index.html").read_bytes() == before
        paper.write_text(GOOD.replace("First", "Second"), encoding="utf-8")
        until(lambda: "yes" if "sitegen-problems" not in running.get("/papers/first/")[2] else "")
        assert "Second paper" in running.get("/papers/first/")[2]


def test_a_site_that_cannot_be_built_at_all_is_shown_too(tmp_path: Path) -> None:
    """The preview starts, says what is wrong, and shows the site once that is mended."""
    site = _site(tmp_path)
    paper = site / "content" / "papers" / "first.yaml"
    paper.write_text("title: [\n", encoding="utf-8")
    with preview(site) as running:
        status, _, body = running.get("/")
        assert status == 500
        assert "content/papers/first.yaml:" in body
        paper.write_text(GOOD, encoding="utf-8")
        until(lambda: "yes" if running.get("/")[0] == 200 else "")


def test_it_survives_whatever_happens_to_the_files(tmp_path: Path) -> None:
    """Content moved away and back, a theme folder that comes and goes, no output, bytes that are no text."""
    site = _site(tmp_path)
    paper = site / "content" / "papers" / "first.yaml"
    with preview(site) as running:
        (site / "content").rename(site / "elsewhere")
        until(lambda: "yes" if "sitegen-problems" in running.get("/")[2] else "")
        (site / "elsewhere").rename(site / "content")
        until(lambda: "yes" if "sitegen-problems" not in running.get("/")[2] else "")
        paper.write_bytes(b"\xff\x00\xfe")
        until(lambda: "yes" if "sitegen-problems" in running.get("/")[2] else "")
        paper.write_text(GOOD.replace("First", "Third"), encoding="utf-8")
        until(lambda: "yes" if "Third paper" in running.get("/papers/first/")[2] else "")
        template = site / "themes" / "folio" / "templates" / "404.html"
        template.parent.mkdir(parents=True)
        template.write_text("{% nonsense %}", encoding="utf-8")
        until(lambda: "yes" if "404.html" in running.get("/")[2] else "")
        template.write_text("<!doctype html><title>x</title><p>Gone fishing", encoding="utf-8")
        until(lambda: "yes" if "Gone fishing" in running.get("/nowhere")[2] else "")
        assert running.process.poll() is None


def test_it_survives_the_end_of_its_builder(tmp_path: Path) -> None:
    """A build that is killed is said, and the next edit is built by a new process."""
    site = _site(tmp_path)
    with preview(site) as running:
        children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
        if not children.exists():
            pytest.skip("no /proc on this system, so no way to find the builder")
        for child in children.read_text(encoding="ascii").split():
            if b"spawn_main" in Path("/proc", child, "cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)
        (site / "content/papers/first.yaml").write_text(GOOD.replace("First", "Next"), encoding="utf-8")
        until(lambda: "yes" if "Next paper" in running.get("/papers/first/")[2] else "")


def test_a_host_that_is_not_ours_is_said(tmp_path: Path, sitegen: Run) -> None:
    """One line, no traceback."""
    done = sitegen("serve", "--host", "192.0.2.1", "--port", "0", cwd=_site(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("cannot listen on 192.0.2.1")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("name", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_ends_when_told_and_leaves_nothing_behind(tmp_path: Path, name: signal.Signals, code: int) -> None:
    """Ctrl-C is 130, SIGTERM 0; it said at once what it does; no traceback, no process, no port that stays taken."""
    with preview(_site(tmp_path)) as running:
        port = running.port
        children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
        left = children.read_text(encoding="ascii").split() if children.exists() else []
        running.process.send_signal(name)
        assert running.process.wait(30) == code
    until(lambda: "" if [one for one in left if Path("/proc", one).exists()] else "yes")
    assert running.said[0].startswith("building the site")
    assert "Traceback" not in "".join(running.said)
    assert "interrupted" not in "".join(running.said)
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))


@pytest.mark.parametrize("count", [1, 3])
def test_ctrl_c_ends_it_while_its_builder_starts(tmp_path: Path, count: int) -> None:
    """No signal is lost in the moment in which the builder is made deaf to it, and an impatient hand ends no less."""
    site = _site(tmp_path)
    process = subprocess.Popen(
        [*PROGRAM, "-C", str(site), "serve", "--port", "0"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(site), "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        pytest.skip("no /proc on this system, so no way to see the builder start")
    until(lambda: children.read_text(encoding="ascii"))
    left = set()
    for _ in range(count):
        left |= set(children.read_text(encoding="ascii").split())
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
    try:
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode in {130, -signal.SIGINT}, said  # the last one may come as it ends by itself
    assert "Traceback" not in said
    until(lambda: "" if [child for child in left if Path("/proc", child).exists()] else "yes")


def test_a_port_that_is_taken_gives_way_to_the_next(tmp_path: Path) -> None:
    """And it says so."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with preview(_site(tmp_path), "--port", str(port)) as running:
            assert port < running.port <= port + 20
            assert running.line(f"port {port} is taken")


def _resident(pid: int) -> int:
    """Return the memory of a process and its children, in kB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    own = int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return own + sum(_resident(int(child)) for child in children)


def test_rebuilds_take_no_more_memory(tmp_path: Path) -> None:
    """Measured from the twentieth to the last, with a browser's requests between."""
    if not Path("/proc/self/task").exists():
        pytest.skip("no /proc on this system, so nothing to measure memory by")
    site = _site(tmp_path)
    paper = site / "content" / "papers" / "first.yaml"
    start, rebuilds = 0, amount(60, 200)
    with preview(site) as running:
        for number in range(rebuilds):
            seen = len(running.said)
            paper.write_text(GOOD.replace("First", f"Edit {number:03}"), encoding="utf-8")
            running.line("built in", after=seen)
            until(lambda: "yes" if f"Edit {number:03}" in running.get("/papers/first/")[2] else "")  # noqa: B023 - called at once
            if number == 20:
                start = _resident(running.process.pid)
        end = _resident(running.process.pid)
    print(f"memory after 20 rebuilds: {start / 1024:.0f} MB, after {rebuilds}: {end / 1024:.0f} MB")
    assert end < start * 1.1
