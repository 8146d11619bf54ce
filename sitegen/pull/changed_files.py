"""Planned changes of papers put on disk: each file whole, the paper's before what is remembered of it.

In: the site's folder, changes, and decisions. Out: the files, and a warning for each that somebody changed meanwhile.
Wherever a run ends, the next one finishes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sitegen.content import files
from sitegen.errors import Problem
from sitegen.pull import decisions
from sitegen.pull.changes import Change
from sitegen.pull.decisions import Decisions


def write(root: Path, changes: Iterable[Change], decided: Decisions, *, during: str) -> list[Problem]:
    """Write what changed; a file that somebody changed in these moments is left alone and named. `during` says what."""
    note = "".join(f"{slug}\n" for slug in sorted(decided.pulled))
    text = decisions.as_text(decided) if decided != Decisions() else ""
    for path, new in ((decisions.FILE, text), (decisions.NOTE, note)):
        if new and (not (root / path).is_file() or (root / path).read_bytes() != new.encode()):
            put(root / path, new.encode())
    problems = []
    for change in changes:
        if not change.is_new_text and change.past is None:
            continue
        if _has_changed(root, change):
            sentence = f"the file changed while {during}; it is left alone until the next time"
            problems.append(Problem(change.file, sentence=sentence, severity="warning"))
            continue
        if change.is_new_text:
            put(root / change.file, change.new)
        if change.past is not None:
            put(root / change.past_file, change.past.encode())
    return problems


def put(path: Path, content: bytes) -> None:
    """Write a file whole, and the folders that it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write(path.resolve(), content)


def _has_changed(root: Path, change: Change) -> bool:
    path = root / change.file
    there = path.read_bytes() if path.is_file() else None
    return there != change.old
