"""Network: every way in which an answer may not arrive whole, for every source, at its first and its last request.

In: how large a share to try. Out: how many were tried, and each after which content had changed although the answer was
not whole, a traceback was shown, no word said which source failed, or the next pull did not come to what it should.
"""

from __future__ import annotations

import hashlib
import itertools
import mmap
import os
import random
import shutil
import struct
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from bench.robust.lies import LIES, Lie, Line
from bench.robust.outcome import Outcome
from bench.robust.pieces import spread
from bench.robust.processes import Ended, files, sitegen_run, warm
from bench.robust.servers import apart
from sitegen.web.client import Web
from sitegen.web.retry import RequestLimits
from tests.pull.sources.test_cases import FULL
from tests.pull.test_replay import site
from tests.replay_server import Answer, Reply, find

NEWS = ((b"Engine", b"Machine"), (b"On engines", b"On machines"), (b"We compute", b"We count"))
"""Words that answers hold, and what they become: some title or abstract of every source."""
SUGGESTS_ONLY = frozenset({"hf"})
"""Sources of which nothing is taken unasked."""
ROOM = 1 << 20
"""Bytes of an answer that are too many here; for a person it is 64 times as much."""


class Liar(ThreadingHTTPServer):
    """A server that answers right, but for one request; `asked` is read by the parent, too."""

    daemon_threads = True

    def __init__(self, answers: Mapping[str, Answer], asked: mmap.mmap, lie: Lie | None, at: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers, self.asked, self.lie, self.at = answers, asked, lie, at

    def handle_error(self, *_: object) -> None:
        """Clients hang up on liars."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        """Answer, right or not."""
        server = cast("Liar", self.server)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        host, slash, path = parts.path.lstrip("/").partition("/")
        answer = find(server.answers, f"{host}{slash}{path}", dict(parse_qsl(parts.query, keep_blank_values=True)))
        right = answer if isinstance(answer, Reply) else Reply(b"Resource not found.", 404, "text/plain")
        number = struct.unpack("q", server.asked[:8])[0] + 1
        server.asked[:8] = struct.pack("q", number)
        self.close_connection = True
        query = f"?{parts.query}" if parts.query else ""
        line = Line(self.connection, host, f"{slash}{path}{query}")
        if server.lie and number >= server.at:
            server.lie.write(line, right)
            return
        head = f"HTTP/1.1 {right.status} X\r\nContent-Type: {right.kind}\r\nContent-Length: {len(right.body)}\r\n"
        line.send(f"{head}Connection: close\r\n\r\n".encode() + right.body)

    do_POST = do_HEAD = do_GET  # noqa: N815 - the names that the library looks for

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A site that has pulled from one source, the source's newer answers, and what a whole pull makes of them.

    `well` are digests of what failed pulls have left, state of the run included, and from where the next one did well.
    """

    source: str
    root: Path
    saved: Path
    news: Mapping[str, Answer]
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    requests: int
    well: set[bytes] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Trial:
    """One lie, told by one source in place of its first answer or its last."""

    source: str
    lie: str
    is_late: bool


def measure(share: float, seed: int = 1) -> Outcome:
    """Try a share of all ways at all sources."""
    warm()
    trials = [Trial(*trial) for trial in itertools.product(FULL, LIES, (False, True))]
    chosen = trials if share >= 1 else random.Random(seed).sample(trials, max(1, round(share * len(trials))))
    outcome = spread(_tried, [[trial for trial in chosen if trial.source == name] for name in FULL], waiting=8)
    kinds, sources = {trial.lie for trial in chosen}, {trial.source for trial in chosen}
    outcome.notes.append(f"{len(kinds)} kinds, {len(sources)} sources")
    return outcome


def _tried(trials: Sequence[Trial]) -> Outcome:
    """Make trials of one source."""
    outcome = Outcome()
    if not trials:
        return outcome
    name = trials[0].source
    with tempfile.TemporaryDirectory(prefix="robust-") as folder:
        stand = _stand(Path(folder, name), name)
        outcome.expect(stand.new != stand.old or name in SUGGESTS_ONLY, f"{name}: nothing was new")
        for trial in trials:
            at = stand.requests if trial.is_late else 1
            if trial.is_late and at == 1:
                continue  # it is the first, too
            fault = _lied_to(stand, LIES[trial.lie], at)
            outcome.add("faults of the network")
            outcome.expect(not fault, f"{name}, {trial.lie}, from request {at} of {stand.requests} on: {fault}")
    outcome.tell(f"{name}: {outcome.counts['faults of the network']:,} faults of the network")
    return outcome


@contextmanager
def _lying(stand_answers: Mapping[str, Answer], asked: mmap.mmap, lie: Lie | None = None, at: int = 1) -> Iterator[str]:
    def serve(handle: int) -> None:
        server = Liar(stand_answers, asked, lie, at)
        os.write(handle, str(server.server_address[1]).encode())
        server.serve_forever()

    with apart(serve) as port:
        yield f"http://127.0.0.1:{port}"


def _pull(
    source: str, root: Path, answers: Mapping[str, Answer], lie: Lie | None = None, at: int = 1
) -> tuple[Ended, int]:
    """Pull from one source, and return how that ended and how often it was asked."""
    asked = mmap.mmap(-1, 8)
    words = ("pull", "ada", "--source", source, "--no-figures")
    with _lying(answers, asked, lie, at) as address:
        before = partial(_hurry, lie) if lie else lambda: None
        ended = sitegen_run(*words, cwd=root, environment={"SITEGEN_GATEWAY": address}, before=before)
    return ended, struct.unpack("q", asked[:8])[0]


def _hurry(lie: Lie) -> None:
    """Let no wait before another try take any time in this child, and the limits be small that end a lie."""
    limits = RequestLimits(body=ROOM, wait=3)
    if lie.is_slow:
        limits = replace(limits, connect=1, read=0.4, total=1)
    RequestLimits.__init__.__defaults__ = tuple(getattr(limits, name) for name in RequestLimits.__slots__)
    Web.__init__.__kwdefaults__ = {**(Web.__init__.__kwdefaults__ or {}), "sleep": lambda _: None}


def _changed(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    found = dict(answers)
    for address, answer in answers.items():
        if isinstance(answer, Reply):
            body = answer.body
            for old, new in NEWS:
                body = body.replace(old, new)
            found[address] = Reply(body, kind=answer.kind)
    return found


def _stand(folder: Path, name: str) -> Stand:
    folder.mkdir()
    root, saved = site(folder / "site", FULL[name]), folder / "saved"
    _pull(name, root, FULL[name].answers)
    shutil.copytree(root, saved)
    old, news = files(root), _changed(FULL[name].answers)
    _, requests = _pull(name, root, news)
    return Stand(name, root, saved, news, old, files(root), requests)


def _lied_to(stand: Stand, lie: Lie, at: int) -> str:
    """Pull once from a liar, and once more from the source; say what is wrong, if anything is."""
    shutil.rmtree(stand.root)
    shutil.copytree(stand.saved, stand.root)
    ended, _ = _pull(stand.source, stand.root, stand.news, lie, at)
    after = files(stand.root)
    if ended.has_traceback:
        return f"a traceback: {ended.err[-300:]}"
    if after != stand.old and not (lie.may_be_whole and ended.code == 0):
        names = sorted(path for path in after.keys() | stand.old.keys() if after.get(path) != stand.old.get(path))
        return f"changed {', '.join(names[:3])} (exit code {ended.code})"
    if ended.code not in {0, 3} or (ended.code == 3 and not ended.err.strip()):
        return f"exit code {ended.code}: {ended.err[-200:]}"
    if ended.code == 0 and not lie.may_be_whole:
        return f"exit code 0, and no word: {ended.out[-200:]}"
    if not all(sign.isprintable() or sign == "\n" for sign in ended.out + ended.err):
        return "control characters on the terminal"
    return _pulled_again(stand, may_know_more=lie.may_be_whole and ended.code == 0)


def _pulled_again(stand: Stand, *, may_know_more: bool) -> str:
    """Pull once more, from the source, and say whether that needed help; a folder left as it was before, but once.

    Of an answer that was taken, an id may be remembered beside the right ones: what was once known as a paper's stays.
    """
    left = hashlib.blake2b(repr(sorted(files(stand.root, without=()).items())).encode()).digest()
    if left in stand.well:
        return ""
    again, _ = _pull(stand.source, stand.root, stand.news)
    now = files(stand.root)
    differing = {path for path in now.keys() | stand.new.keys() if now.get(path) != stand.new.get(path)}
    if may_know_more:
        differing -= {path for path in differing if _knows(now.get(path, b""), stand.new.get(path, b""), path)}
    if again.code or differing:
        names = ", ".join(sorted(differing)[:3])
        return f"the next pull needs help: exit code {again.code}, {names} not as it should be: {again.err[-200:]}"
    stand.well.add(left)
    return ""


def _knows(now: bytes, right: bytes, path: str) -> bool:
    """Tell whether a record of what was pulled has every line of the right one."""
    return path.startswith("content/.pulled/") and set(right.splitlines()) <= set(now.splitlines())
