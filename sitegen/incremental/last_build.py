"""The last build, as far as is needed to see that there is nothing to do.

In: a site's folder, and what a build is asked for. Out: what that build would say, when all that it would read and
write is as the last one left it. Looks at names, sizes and times, reads next to nothing, imports nothing heavy.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import marshal
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from sitegen.content.lock import PUBLISHED, STATE
from sitegen.errors import Problem
from sitegen.incremental.file_stat import NEVER, Stamp, below, each
from sitegen.incremental.ledger import digest_of, is_plain_file, ledger, listed
from sitegen.incremental.program_digest import program_digest
from sitegen.records import dataclass

_PORTION = 4096
"""Files whose names, digests and stamps are packed at a time: a site may have hundreds of thousands."""

JOURNAL = "publish.json"
"""The file in a site's state that says what a publish, which may have been interrupted, is to do."""
Asked = tuple[Any, ...]
"""What a build is asked for, as plain values; how many processes work at it changes nothing, and is not among them."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a build: how much there is, and what its author may want to look at.

    `output` is the folder; of its pages `rendered` were made anew, and `written` have other bytes than before. Pictures
    were `made`, `kept` from before, or `failed`.
    """

    output: Path
    papers: int
    people: int
    pages: int
    rendered: int
    written: int
    files: int
    size: int
    made: int
    kept: int
    failed: int
    left: tuple[str, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """The conditions on a build that may have nothing to do: `asked` decides which site it makes.

    A `strict` one with warnings is done again; so is one that `remembers` what it publishes, if that is not noted, and
    one that `publishes`, if published names would come to mean something else.
    """

    asked: Asked
    strict: bool = False
    remembers: bool = False
    publishes: bool = False


def unchanged(root: Path, output: Path, wish: Wish) -> Summary | None:
    """Return what a build into `output` would say that has nothing to do; nothing when that is not certain."""
    with contextlib.suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
        record: dict[str, Any] = json.loads(_record_path(root, output).read_text(encoding="utf-8"))
        if (root / STATE / JOURNAL).exists() or record["asked"] != _asked(root, wish.asked):
            return None
        if (wish.remembers and not record["is_remembered"]) or (wish.publishes and record["has_clashes"]):
            return None
        if record["inputs"] != seen(look(root, map(Path, record["themes"]))) or record["published"] != published(root):
            return None
        digests, unsettled = ledger(output), set(record["unsettled"])
        stamps = each(os.fspath(output), [path for path in digests if path not in unsettled])
        if record["output"] != _output(digests.items(), stamps) or not all(
            _is(output / path, digests[path]) for path in unsettled
        ):
            return None
        warnings = tuple(Problem(**warning) for warning in record["warnings"])
        if not (wish.strict and warnings):
            return Summary(**{**record["summary"], "output": output, "left": (), "warnings": warnings})
    return None


def look(root: Path, themes: Iterable[Path], since: int = NEVER) -> tuple[dict[str, Stamp | None], ...]:
    """Return the stamps of the content, and of each folder of themes.

    What is remembered of publishing is not among them: a build writes it itself, and `published` tells it apart.
    """
    stamps = tuple(below(folder, since) for folder in (root / "content", *themes))
    stamps[0].pop(PUBLISHED.removeprefix("content/"), None)
    return stamps


def published(root: Path) -> str:
    """Return a digest of what is remembered of publishing; empty where nothing is."""
    try:
        with open(f"{root}/{PUBLISHED}", "rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def seen(folders: Sequence[Mapping[str, Stamp | None]]) -> str:
    """Return what stands for all files of some folders; empty when one of them could change without a sign of it."""
    if any(None in folder.values() for folder in folders):
        return ""
    return _of([sorted(folder.items()) for folder in folders])


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of a build: the folders of its themes, and what was `seen` of those and of the content.

    `published` is the digest of what is remembered of publishing, as the build leaves it; `is_remembered` says that
    this is all that it has published, `has_clashes` that published names would come to mean something else.
    """

    themes: Sequence[Path]
    inputs: str
    published: str
    is_remembered: bool
    has_clashes: bool


def write(root: Path, asked: Asked, summary: Summary, *, basis: Basis, sure: Mapping[str, Stamp]) -> None:
    """Record a build that was done; `sure` are the stamps that will tell when a file of the output changes."""
    counts = {**asdict(summary), "rendered": 0, "written": 0, "made": 0, "kept": summary.made + summary.kept}
    record = {
        "asked": _asked(root, asked),
        "themes": [os.fspath(folder) for folder in basis.themes],
        "inputs": basis.inputs,
        "published": basis.published,
        "is_remembered": basis.is_remembered,
        "has_clashes": basis.has_clashes,
        "output": _output(listed(summary.output), sure),
        "unsettled": [path for path, _ in listed(summary.output) if path not in sure],
        "warnings": counts.pop("warnings"),
        "summary": {name: value for name, value in counts.items() if name not in {"output", "left"}},
    }
    file = _record_path(root, summary.output)
    beside = file.with_suffix(".new")
    with contextlib.suppress(OSError):
        beside.write_text(json.dumps(record), encoding="utf-8")
        beside.replace(file)


def _record_path(root: Path, output: Path) -> Path:
    """Return where the record of builds into a folder is kept."""
    name = hashlib.sha256(os.path.relpath(output, root).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return root / STATE / "cache" / f"built-{name}.json"


def _asked(root: Path, asked: Asked) -> str:
    """Return what stands for the program and for what it is asked."""
    return _of([program_digest(), os.path.abspath(root), list(asked)])


def _output(digests: Iterable[tuple[str, str]], stamps: Mapping[str, Stamp]) -> str:
    """Return what stands for the output: what its files should be, and how those look of which that tells."""
    files, summed = iter(digests), hashlib.blake2b(digest_size=16)
    while portion := [(path, digest, stamps.get(path)) for path, digest in islice(files, _PORTION)]:
        summed.update(marshal.dumps(portion, 2))
    return summed.hexdigest()


def _is(path: Path, digest: str) -> bool:
    return is_plain_file(path) and digest_of(path)[0] == digest


def _of(value: Any) -> str:
    """Return a digest of plain values."""
    return hashlib.blake2b(marshal.dumps(value, 2), digest_size=16).hexdigest()
