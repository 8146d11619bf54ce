"""Variations: one site built on twelve machines that differ in what must not matter, and the bytes compared.

In: how large a share of them. Out: how many builds were compared, and each whose files are not those of the first.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.robust.outcome import Outcome
from bench.robust.processes import files
from tests.making import write_site

CHECKOUT = Path(__file__).resolve().parents[2]
MAIN = "from sitegen.cli.main import main; main()"
LATER = (
    "import time; before = time.time; time.time = lambda: before() + {0}\n"
    "time.time_ns = lambda: int(time.time() * 1e9)\n"
)
BACKWARDS = (
    "import os; list_, scan = os.listdir, os.scandir; os.listdir = lambda *a: list_(*a)[::-1]\n"
    "class Scan(list):\n"
    "    __enter__ = lambda self: self\n"
    "    __exit__ = close = lambda self, *_: None\n"
    "    __next__ = lambda self: self.pop()\n"
    "os.scandir = lambda *a: Scan(list(scan(*a))[::-1])\n"
)
SPREAD = "import sitegen.workers as workers; workers.WORTH_IT = 2; "


@dataclass(frozen=True, slots=True)
class Machine:
    """What is different: environment, flags of Python, what runs first, words behind `build`, the folder's place."""

    environment: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    prelude: str = ""
    words: tuple[str, ...] = ()
    prepare: Callable[[Path], object] = lambda root: None
    umask: int = 0o022
    below: str = ""


def _config(root: Path) -> None:
    """Put the settings of a person with habits into the home folder."""
    home = root.parent / "home"
    (home / ".config" / "git").mkdir(parents=True)
    (home / ".gitconfig").write_text("[core]\n\tautocrlf = true\n\texcludesfile = ~/ignore\n", encoding="utf-8")
    (home / "ignore").write_text("*\n", encoding="utf-8")
    (home / ".netrc").write_text("default login a password b\n", encoding="utf-8")
    (home / ".pythonrc.py").write_text("raise SystemExit(9)\n", encoding="utf-8")


def _built_before(root: Path) -> None:
    """Build, edit, build, and take the edit back: whatever is stored is of another state."""
    paper = root / "content" / "papers" / "p4.yaml"
    text = paper.read_text(encoding="utf-8")
    for now in (text, text.replace("Paper 4", "Another title") + "topics: [Looms]\n", text):
        paper.write_text(now, encoding="utf-8")
        _build(root, Machine())


def _torn(root: Path) -> None:
    """Build, and turn a byte in every file of the state."""
    _build(root, Machine())
    for path in (root / ".sitegen").rglob("*"):
        if path.is_file() and path.stat().st_size:
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 0x41
            path.write_bytes(data)


def _late_files(root: Path) -> None:
    """Write all files anew in the opposite order, with times of long ago and far ahead."""
    for number, path in enumerate(sorted((root / "content").rglob("*"), reverse=True)):
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            os.utime(path, (number * 3e7, number * 3e7))


MACHINES: dict[str, Machine] = {
    "locale": Machine({"LANG": "tr_TR.UTF-8", "LC_ALL": "C", "LANGUAGE": "de"}),
    "time zone": Machine({"TZ": "Pacific/Kiritimati"}),
    "umask": Machine(umask=0o077),
    "processes": Machine(prelude=SPREAD, words=("--jobs", "3")),
    "hash seed": Machine({"PYTHONHASHSEED": "4242"}),
    "path": Machine(below="ein Ort/mit Leerzeichen und ü"),
    "folder it is called from": Machine(words=("-C", "..")),
    "clock": Machine(prelude=LATER.format(9e8)),
    "state of an earlier build": Machine(prepare=_built_before),
    "damaged state": Machine(prepare=_torn),
    "order of files": Machine(prelude=BACKWARDS, prepare=_late_files),
    "python -OO": Machine(flags=("-OO", "-X", "utf8=0")),
    "a person's own settings": Machine(
        {
            "HOME": "home",
            "PYTHONSTARTUP": "x",
            "NO_COLOR": "1",
            "COLUMNS": "20",
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "EDITOR": "x",
        },
        prepare=_config,
    ),
    "clock before": Machine(prelude=LATER.format(-8e8), words=("--clean",)),
}
"""Each by its name."""


def site(folder: Path, papers: int = 9) -> Path:
    """Write a site with a bit of everything that the order of things could show in."""
    found = {
        f"papers/{'deep/' * (number % 2)}p{number}.yaml": (
            f"title: Paper {number} on $x^{number}$\nauthors: [Ada Lovelace, Person {number % 4}, İpek Ünal]\n"
            f"date: {2010 + number % 3}\nvenue: Journal {number % 2}\ntopics: [T{number % 3}, Ä]\n"
            f"abstract: |\n  It *is* {number}.\n"
            f"figures: [{{file: figures/{number % 2}.png, caption: A dot.}}]\n"
        )
        for number in range(papers)
    }
    more = {
        "authors/ada.yaml": "name: Ada Lovelace\nnames: [A. Lovelace]\nbio: Hello.\n",
        "pages/about.md": "---\ntitle: About\n---\nHi.\n",
        "news.yaml": "- {date: 2020-01-02, text: It is *new*.}\n- {date: 2020-01-02, text: Another.}\n",
        "assets/b.txt": "b",
        "assets/a.txt": "a",
    }
    root = write_site(folder, {**found, **more}, base_url="https://ada.test/lab/")
    (root / "content" / "figures").mkdir()
    from PIL import Image

    for number in range(2):
        Image.new("RGB", (300, 200), (number * 200, 30, 99)).save(root / "content" / "figures" / f"{number}.png")
    return root


def measure(share: float, seed: int = 1) -> Outcome:
    """Build on a share of the machines, and on one that is none of them."""
    outcome, chance = Outcome(), random.Random(seed)
    names = list(MACHINES) if share >= 1 else chance.sample(list(MACHINES), max(2, round(share * len(MACHINES))))
    with tempfile.TemporaryDirectory(prefix="robust-") as folder:
        first = _bytes(Path(folder, "first"), Machine(), outcome, "the first")
        for name in names:
            other = _bytes(Path(folder, name), MACHINES[name], outcome, name)
            differing = sorted(path for path in first.keys() | other.keys() if first.get(path) != other.get(path))
            outcome.add("builds compared")
            outcome.expect(not differing, f"{name}: {len(differing)} files differ: {', '.join(differing[:3])}")
    outcome.notes.append(f"{len(first)} files, {sum(map(len, first.values())):,} bytes each")
    return outcome


def _bytes(folder: Path, machine: Machine, outcome: Outcome, name: str) -> dict[str, bytes]:
    """Build a site on a machine and return its files."""
    root = site(folder / machine.below / "site")
    machine.prepare(root)
    shutil.rmtree(root / "output", ignore_errors=True)
    done = _build(root, machine)
    if not outcome.expect(done.returncode == 0, f"{name}: exit code {done.returncode}: {done.stderr[-300:]}"):
        return {}
    return files(root / "output")


def _build(root: Path, machine: Machine) -> subprocess.CompletedProcess[str]:
    """Build in an interpreter of its own."""
    given = {
        name: os.fspath(root.parent / value) if name == "HOME" else value for name, value in machine.environment.items()
    }
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.fspath(CHECKOUT), "PYTHONHASHSEED": "0", **given}
    is_elsewhere = machine.words[:1] == ("-C",)
    before, words = (machine.words, ()) if is_elsewhere else ((), machine.words)
    return subprocess.run(
        [sys.executable, *machine.flags, "-c", machine.prelude + MAIN, *before, "build", *words],
        cwd=root / "content" if is_elsewhere else root,
        env=environment,
        umask=machine.umask,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        timeout=120,
    )
