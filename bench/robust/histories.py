"""Histories: random lives of a site, in which hands edit, sources and old files change their minds, and commands run.

In: how large a share of a hundred thousand. Out: how many histories and steps there were, and each after which an edit,
a comment or a deletion of a hand was lost, a file could not be read, or the same command twice changed anything.
A paper's merge alone lives through as many as are asked for: `SEQUENCES=100000 pytest tests/properties/test_merge.py`.
"""

from __future__ import annotations

import random
import re
import tempfile
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest

from bench.robust.outcome import Outcome
from bench.robust.pieces import spread
from bench.robust.processes import files, warm
from sitegen.content import canonical, yamlfile
from sitegen.content.content_file import read_document
from sitegen.importers.recipe import ImportRequest, import_into
from tests.pulling import Stage, record

HISTORIES = 100_000
STEPS = 14
"""The most that a history has; one to all of them, for what is lost early is lost in a short one, too."""
TOGETHER = 500
"""Histories that one process lives through before it says what came of them."""
FIELDS = ("title", "comments", "note", "license", "abstract", "summary")
"""Keys that a hand edits; the sources know of some of them, too."""
DAY = "2026-01-31"


class History:
    """One site, what its sources say, and what hands have written."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, chance: random.Random) -> None:
        self.chance, self.folder = chance, folder
        self.stage = Stage(folder / "site", patch, {"arxiv": "lovelace_a_1", "orcid": "0000-0002-1825-0097"})
        self.number = 0
        self.mine: dict[tuple[str, str], str | None] = {}
        self.comments: dict[str, set[str]] = {}
        self.upstream: dict[str, dict[str, str]] = {"2203.00001": {}, "2203.00002": {}}
        self.listed: dict[str, dict[str, str]] = {"2203.00002": {}, "2203.00003": {}}

    def word(self, kind: str) -> str:
        """Return a text that was never there before."""
        self.number += 1
        return f"{kind} {self.number}{self.chance.choice(['', ': with a colon', ' # with a mark', ' and $x$'])}"

    def step(self) -> str:
        """Do one thing; return its name."""
        way = self.chance.choice(
            (self.source, self.old_file, self.edit, self.edit, self.delete, self.pull, self.bring, self.fmt)
        )
        way()
        return way.__name__

    def source(self) -> None:
        """A source changes what it says of a paper."""
        fields = self.upstream[self.chance.choice(sorted(self.upstream))]
        fields[self.chance.choice(("title", "comments", "license", "abstract"))] = self.word("Upstream")

    def old_file(self) -> None:
        """Somebody edits the file that is imported."""
        fields = self.listed[self.chance.choice(sorted(self.listed))]
        fields[self.chance.choice(("title", "note", "abstract"))] = self.word("Listed")

    def paths(self) -> list[str]:
        """Return the paper files."""
        papers = self.stage.root / "content" / "papers"
        return sorted(path.relative_to(self.stage.root).as_posix() for path in papers.rglob("*.yaml"))

    def edit(self) -> None:
        """A hand writes a value, with a comment behind it or above."""
        for path in self.paths()[:1] if self.chance.random() < 0.3 else self.paths():
            key, value = self.chance.choice(FIELDS), self.word("Mine")
            text = self.without(path, key)
            note = f"# kept {self.number}"
            quoted = f"'{value}'"
            line = self.chance.choice((f"{key}: {quoted} {note}\n", f"{note}\n{key}: {quoted}\n"))
            (self.stage.root / path).write_text(text + line, encoding="utf-8")
            self.comments.setdefault(path, set()).add(note)
            self.mine[path, key] = value

    def delete(self) -> None:
        """A hand takes a key away."""
        for path in self.paths()[-1:]:
            key = self.chance.choice(FIELDS[1:])
            if re.search(rf"^{key}:", (self.stage.root / path).read_text(encoding="utf-8"), re.MULTILINE):
                (self.stage.root / path).write_text(self.without(path, key), encoding="utf-8")
                self.mine.pop((path, key), None)
                if self.is_known(path, key):  # else nobody but the hand has ever said anything there
                    self.mine[path, key] = None

    def is_known(self, path: str, key: str) -> bool:
        """Tell whether a source has once said something of a paper's key."""
        past = self.stage.root / "content" / ".pulled" / Path(path).name
        return past.is_file() and bool(re.search(rf"^\s*{key}:", past.read_text(encoding="utf-8"), re.MULTILINE))

    def without(self, path: str, key: str) -> str:
        """Return a file's text without a key and what hangs on it; a comment that goes with it is gone by hand."""
        text = (self.stage.root / path).read_text(encoding="utf-8")
        kept = re.sub(rf"^{key}:.*\n(?:[ \t-].*\n|\n(?=[ \t]))*", "", text, flags=re.MULTILINE)
        self.comments[path] = {
            note for note in self.comments.get(path, set()) if re.search(rf"{note}$", kept, re.MULTILINE)
        }
        return kept if kept.endswith("\n") or not kept else kept + "\n"

    def pull(self) -> None:
        """Pull."""
        self.stage.said = {
            "arxiv": [
                record("arxiv", key, arxiv=key, **{"title": f"Paper {key}", **fields})
                for key, fields in self.upstream.items()
            ]
        }
        self.stage.pull(DAY)

    def bring(self) -> None:
        """Import the old file."""
        path = self.folder / "old.bib"
        entries = []
        for key, fields in self.listed.items():
            given = {"title": f"Paper {key}", **fields}
            body = "".join(f"  {name} = {{{value.replace('#', chr(92) + '#')}}},\n" for name, value in given.items())
            head = (
                f"@misc{{k{key}, author = {{Ada Lovelace}}, year = 2022, eprint = {{{key}}}, eprinttype = {{arXiv}},\n"
            )
            entries.append(f"{head}{body}}}\n")
        path.write_text("".join(entries), encoding="utf-8")
        import_into(self.stage.root, ImportRequest(paths=(path,), date=DAY))

    def fmt(self) -> None:
        """Put every file into its canonical form."""
        for path in self.paths():
            text = canonical.canonical(read_document(self.stage.root, path), "paper")
            (self.stage.root / path).write_text(text, encoding="utf-8")

    def wrong(self) -> str:
        """Say what was lost, if anything was."""
        for path in self.paths():
            document = read_document(self.stage.root, path)
            if any(problem.severity == "error" for problem in document.problems) or not isinstance(document.data, dict):
                return f"{path} cannot be read: {document.problems[:1]}"
            data: dict[str, Any] = document.data
            for (file, key), value in self.mine.items():
                if file == path and data.get(key) != value:
                    return f"{path}: {key} was {value!r} by hand and is {data.get(key)!r}"
            lost = {
                note for note in self.comments.get(path, ()) if not re.search(rf"{note}$", document.text, re.MULTILINE)
            }
            if lost:
                return f"{path}: lost {sorted(lost)}"
        return ""


def measure(share: float, seed: int = 1) -> Outcome:
    """Live through a share of the histories."""
    warm()
    count = max(1, round(HISTORIES * share))
    parts = [range(start, min(start + TOGETHER, count)) for start in range(0, count, TOGETHER)]
    return spread(partial(_live, seed=seed), parts)


def _live(numbers: range, *, seed: int) -> Outcome:
    """Live through the histories of these numbers."""
    outcome = Outcome()
    parse = lru_cache(256)(yamlfile.parse)  # nine of ten files were read before: one takes a quarter less of the time
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="robust-") as folder, pytest.MonkeyPatch.context() as patch:
            patch.setattr(yamlfile, "parse", parse)
            _lived(History(Path(folder), patch, random.Random(f"{seed} {number}")), number, outcome)
    outcome.tell(f"histories {numbers.start:,} to {numbers.stop - 1:,}, {outcome.counts['steps']:,} steps")
    return outcome


def _lived(history: History, number: int, outcome: Outcome) -> None:
    outcome.add("histories")
    history.pull()
    done = ["pull"]
    for _ in range(history.chance.randrange(1, STEPS + 1)):
        done.append(history.step())
        outcome.add("steps")
        fault = history.wrong()
        if not fault and done[-1] in {"pull", "bring", "fmt"}:
            before = files(history.stage.root)
            getattr(history, done[-1])()
            fault = "" if files(history.stage.root) == before else "the same again changed something"
        if not outcome.expect(not fault, f"history {number}, after {', '.join(done)}: {fault}"):
            return
