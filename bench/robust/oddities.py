"""Oddities: state that is not what it was, files that are none, names that collide, commands at the same time.

In: how large a share to try. Out: how many were tried, and each after which published bytes differed, something outside
was read or changed, a traceback or a control character was shown, or no word said what to do.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

from bench.robust import servers
from bench.robust.outcome import Outcome
from bench.robust.processes import BEGIN, Ended, files, sitegen_run, warm
from bench.robust.variations import MAIN, site
from sitegen.cli import pull
from tests.pull.sources.test_cases import FULL
from tests.pull.test_replay import site as pull_site

TRIPWIRE = Path(tempfile.gettempdir(), "robust-tripwire")
SECRET = b"secret-of-this-machine-7c1"
PAPER = "title: On a thing\nauthors: [Ada Lovelace]\ndate: 2020\n"
Harm = Callable[[Path, Path], object]


def _flipped(path: Path, at: float) -> None:
    data = bytearray(path.read_bytes() or b"x")
    data[min(len(data) - 1, int(at * len(data)))] ^= 0x10
    path.write_bytes(data)


def _swapped(path: Path, _: Path) -> None:
    """Let another file of the state stand in its place."""
    others = sorted(other for other in path.parent.rglob("*") if other.is_file() and other != path)
    path.write_bytes(others[0].read_bytes() if others else b"other")


def _as_folder(path: Path, _: Path) -> None:
    path.unlink()
    path.mkdir()


def _as_link(path: Path, outside: Path) -> None:
    path.unlink()
    path.symlink_to(outside / "secret.txt")


HARMS: dict[str, Harm] = {
    "emptied": lambda path, _: path.write_bytes(b""),
    "cut": lambda path, _: os.truncate(path, path.stat().st_size // 2),
    "a bit at its start": lambda path, _: _flipped(path, 0),
    "a bit in its middle": lambda path, _: _flipped(path, 0.5),
    "a bit at its end": lambda path, _: _flipped(path, 1),
    "rubbish": lambda path, _: path.write_bytes(b"\x00\xff{[<rubbish\n" * 40),
    "JSON of something else": lambda path, _: path.write_bytes(b'{"output": "../../..", "replace": {}, "remove": [7]}'),
    "another file": _swapped,
    "gone": lambda path, _: path.unlink(),
    "a folder": _as_folder,
    "a link that leads out": _as_link,
}
"""What is done to a file of the state, given it and the folder outside."""


def _special(path: Path, _: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path, _: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)
        made.bind(path.name)


def _named(*names: str) -> Harm:
    def write(path: Path, _: Path) -> None:
        for number, name in enumerate(names):
            target = os.fsencode(path.parent) + b"/" + os.fsencode(name)
            with open(target, "wb") as file:
                file.write(PAPER.replace("thing", f"thing {number}").encode())

    return write


def _holding(content: bytes) -> Harm:
    return lambda path, _: path.write_bytes(content)


ODD: dict[str, Harm] = {
    "a link that leads out": lambda path, outside: path.symlink_to(outside / "secret.txt"),
    "a linked folder": lambda path, outside: path.with_suffix("").symlink_to(outside),
    "a link to nowhere": lambda path, _: path.symlink_to("nowhere"),
    "a link to itself": lambda path, _: path.symlink_to(path.name),
    "a link to a device": lambda path, _: path.symlink_to("/dev/zero"),
    "a pipe": _special,
    "a socket": _socket,
    "a folder": lambda path, _: path.mkdir(),
    "no UTF-8 name": _named("\udcff\udcfe.yaml"),
    "a name with a line end": _named("a\nb.yaml"),
    "a name with colours": _named("a\x1b[31mb.yaml"),
    "a name that is long": _named("n" * 240 + ".yaml"),
    "a name that turns round": _named("a\u202eb.yaml"),
    "a blank name": _named(" .yaml"),
    "names that differ by case": _named("Engine.yaml", "engine.yaml"),
    "a name of Windows": _named("con.yaml", "aux.yaml", "nul.yaml", "com1.yaml"),
    "names that differ by form": _named(*(unicodedata.normalize(form, "über") + ".yaml" for form in ("NFC", "NFD"))),
    "a name of ours": _named("index.yaml", "feed.yaml", "feed.xml.yaml", "assets.yaml"),
    "a name with dots": _named("..a.yaml", "a..yaml", "a.b.yaml"),
    "a name of two signs": _named(
        "a'b.yaml", 'a"b.yaml', "a<b>.yaml", "a&b.yaml", "a%2fb.yaml", "a?b#c.yaml", "-rf.yaml", "$(id).yaml"
    ),
    "nothing": _holding(b""),
    "NUL": _holding(b"title: a\0b\n"),
    "UTF-16": _holding(PAPER.encode("utf-16")),
    "latin-1": _holding("title: Größe\n".encode("latin-1")),
    "too much": _holding(b"title: " + b"x" * (3 << 20)),
    "a bomb of anchors": _holding(b"a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n"),
    "a tag": _holding(f"title: !!python/object/apply:os.system [touch {TRIPWIRE}]\n".encode()),
    "nesting": _holding(b"[" * 100_000),
    "many documents": _holding(b"---\n" * 500),
    "a thousand keys": _holding(b"".join(b"k%d: 1\n" % n for n in range(1000))),
    "a template": _holding(b"title: '{{ 7 * 7 }} {% raw %} ${HOME} %s {0.__class__}'\nauthors: [A B]\ndate: 2020\n"),
    "an abstract without end": _holding(PAPER.encode() + b"abstract: '" + b"$[" * 200_000 + b"'\n"),
}
"""What stands among papers, pages or pictures, given where and the folder outside."""
BIB = "@article{a, title = {On engines}, author = {Lovelace, Ada}, year = 1843, file = {:odd.bib:PDF}}\n"
OLD_PLACES = ("odd.bib", "odd.ris", "odd.json", "_publications/odd.md", "content/publication/odd/index.md")
PLACES = (
    "papers/odd.yaml",
    "authors/odd.yaml",
    "pages/odd.md",
    "assets/odd.bin",
    "figures/odd.png",
    ".pulled/odd.yaml",
)


def measure(share: float, seed: int = 1) -> Outcome:
    """Try a share of all."""
    warm()
    outcome, chance = Outcome(), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="robust-") as name:
        folder = Path(name)
        (folder / "outside").mkdir()
        (folder / "outside" / "secret.txt").write_bytes(SECRET)
        _state(folder, outcome, share, chance)
        _content(folder, outcome, share, chance)
        _old(folder, outcome, share, chance)
        _clocks(folder, outcome)
        _at_once(folder, outcome)
        outcome.expect(not TRIPWIRE.exists(), "a tag of YAML was carried out")
    return outcome


def _some(trials: list[tuple[str, str]], share: float, chance: random.Random) -> list[tuple[str, str]]:
    return trials if share >= 1 else chance.sample(trials, max(1, round(share * len(trials))))


def _state(folder: Path, outcome: Outcome, share: float, chance: random.Random) -> None:
    """Harm each file of a built site's state, and its ledger, and build."""
    saved, root = folder / "saved", folder / "site"
    site(saved, papers=3)
    sitegen_run("build", "--jobs", "1", cwd=saved)
    sitegen_run("check", cwd=saved)
    right = files(saved / "output")
    (saved / ".sitegen" / "publish.json").write_text("{}", encoding="utf-8")
    state = sorted(path.relative_to(saved).as_posix() for path in (saved / ".sitegen").rglob("*") if path.is_file())
    for path, harm in _some(
        [(path, harm) for path in [*state, "output/.sitegen-files"] for harm in HARMS], share, chance
    ):
        _again(saved, root)
        if not path.endswith("publish.json"):
            (root / ".sitegen" / "publish.json").unlink()
        HARMS[harm](root / path, folder / "outside")
        ended = sitegen_run("build", "--jobs", "1", cwd=root, seconds=60)
        outcome.add("files of the state harmed")
        fault = _said_wrong(ended, folder)
        now = files(root / "output")
        if ended.code == 0 and now != right:
            fault = fault or "published bytes differ"
        if ended.code and {name: data for name, data in now.items() if name != ".sitegen-files"} != {
            name: data for name, data in right.items() if name != ".sitegen-files"
        }:
            fault = fault or "failed, and changed what is published"
        outcome.expect(not fault, f"{path}, {harm}: {fault} (exit code {ended.code})")


def _content(folder: Path, outcome: Outcome, share: float, chance: random.Random) -> None:
    """Put each odd thing at each place of the content, and build, check and format."""
    saved, root = folder / "plain", folder / "site"
    site(saved, papers=2)
    for place, odd in _some([(place, odd) for place in PLACES for odd in ODD], share, chance):
        _again(saved, root)
        target = root / "content" / place
        target.parent.mkdir(exist_ok=True)
        ODD[odd](target, folder / "outside")
        fault = ""
        for words in (("build", "--jobs", "1"), ("check",), ("fmt", "--check")):
            ended = sitegen_run(*words, cwd=root, seconds=60)
            outcome.add("odd files met by a command")
            fault = fault or _said_wrong(ended, folder)
        if any(SECRET in data for data in files(root / "output").values()):
            fault = fault or "what stands outside was published"
        folded = [unicodedata.normalize("NFC", path).casefold() for path in files(root / "output")]
        if len(folded) != len(set(folded)):
            fault = fault or "two published files are one on some systems"
        outcome.expect(not fault, f"content/{place}, {odd}: {fault}")


def _old(folder: Path, outcome: Outcome, share: float, chance: random.Random) -> None:
    """Import a folder with a .bib file and each odd thing at each place."""
    saved, root = folder / "plain", folder / "site"
    for place, odd in _some([(place, odd) for place in OLD_PLACES for odd in ODD], share, chance):
        _again(saved, root)
        target = folder / "old" / place
        shutil.rmtree(folder / "old", ignore_errors=True)
        target.parent.mkdir(parents=True)
        (folder / "old" / "good.bib").write_text(BIB, encoding="utf-8")
        ODD[odd](target, folder / "outside")
        ended = sitegen_run("import", "../old", cwd=root, seconds=60)
        outcome.add("odd files in an old site")
        fault = _said_wrong(ended, folder)
        if any(SECRET in data for data in files(root / "content").values()):
            fault = fault or "what stands outside was imported"
        outcome.expect(not fault, f"old/{place}, {odd}: {fault}")


def _again(saved: Path, root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(saved, root, symlinks=True)


def _said_wrong(ended: Ended, folder: Path) -> str:
    """Say what is wrong with how a command ended, if anything is."""
    if ended.has_traceback:
        return f"a traceback: {ended.err[-300:]}"
    if ended.code not in {0, 1, 3}:
        return f"exit code {ended.code}: {ended.err[-300:]}"
    if ended.code and not ended.err.strip() + ended.out.strip():
        return "failed without a word"
    if not all(sign.isprintable() or sign in "\n\t" for sign in ended.out + ended.err):
        return "control characters on the terminal"
    if SECRET.decode() in ended.out + ended.err:
        return "what stands outside was shown"
    outside = folder / "outside"
    is_as_it_was = [path.name for path in outside.iterdir()] == ["secret.txt"]
    return "" if is_as_it_was and (outside / "secret.txt").read_bytes() == SECRET else "what stands outside was changed"


def _clocks(folder: Path, outcome: Outcome) -> None:
    """Pull by clocks that are decades off, each way; papers say what they say by the right one."""
    case = FULL["arxiv"]
    sites: list[dict[str, bytes]] = []
    for years in ((), (2061, 1999), (1970, 2038)):
        root = pull_site(folder / f"by-{len(sites)}", case)
        with servers.replayed(case.answers) as address:
            environment = {"SITEGEN_GATEWAY": address}
            words = ("pull", "ada", "--source", "arxiv", "--no-figures")
            for year in (*years, 0):
                ended = sitegen_run(*words, cwd=root, environment=environment, before=_clock_of(year))
                outcome.add("pulls by wrong clocks", int(year > 0))
                outcome.expect(ended.code == 0, f"a pull in {year}: {ended.err[-300:]}")
        sites.append(files(root / "content" / "papers"))
    outcome.expect(sites[1] == sites[0] == sites[2], "a wrong clock changed what papers say")


def _clock_of(year: int) -> Callable[[], object]:
    """Return what lets a child believe that it is that year; nothing for 0."""

    class Clock(datetime):
        """A clock that stands."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            """Say what it is set to."""
            return cls(year, 1, 2, tzinfo=tz)

    return lambda: setattr(pull, "datetime", Clock) if year else None


def _at_once(folder: Path, outcome: Outcome) -> None:
    """Run commands at the same time on one site; it is as if they had run one after the other."""
    root, alone = folder / "together", folder / "alone"
    site(root, papers=4)
    site(alone, papers=4)
    sitegen_run("build", cwd=alone)
    environment = {**BEGIN, "PYTHONPATH": os.fspath(Path(__file__).resolve().parents[2])}
    commands = [("build",), ("check",), ("build", "--clean"), ("fmt", "--check"), ("build",), ("alert",)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MAIN, *words], cwd=root, env=environment, stdout=-3, stderr=subprocess.PIPE
        )
        for words in commands
    ]
    for words, process in zip(commands, running, strict=True):
        err = process.communicate()[1].decode()
        outcome.add("commands at once")
        outcome.expect(process.returncode in {0, 1} and "Traceback" not in err, f"{words} among others: {err[-300:]}")
    outcome.expect(files(root / "output") == files(alone / "output"), "commands at once: other bytes than one build's")
