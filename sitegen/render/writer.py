"""Publishing: from a finished staging folder to the output, file by file, under a journal.

In: what was staged. Out: an output folder that is the new site. Killed at any point, the next command finishes it.
Never deletes or replaces a file that no build of ours made, never follows a link out of the output.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from sitegen.content.lock import STATE
from sitegen.errors import Problem, SitegenError
from sitegen.incremental.last_build import JOURNAL
from sitegen.incremental.ledger import LEDGER, BuiltFiles, digest_of, is_inner, is_plain_file, ledger
from sitegen.records import dataclass

STAGING = "staging"
SCRATCH = "check"
"""The one folder of the site's state that a site may be built into: what `sitegen check` looks at."""
_PORTION = 5000
"""Files of which the journal is made at a time: there may be hundreds of thousands."""
_LITTER = frozenset({".git", ".gitkeep", ".gitignore", ".gitattributes", ".DS_Store", LEDGER})


@dataclass(frozen=True, slots=True)
class Published:
    """The outcome of a publish: slash paths of files written, removed, and left alone because somebody changed them."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]


def check_output(root: Path, output: Path) -> Path:
    """Return the folder to publish to, as a real path; raise `SitegenError` when it is not ours to write to."""
    real = _apart(root, output)
    if real == (root / STATE).resolve() / SCRATCH:
        return real
    if real.is_dir() and not (real / LEDGER).is_file() and not _is_begun(root / STATE, real):
        strangers = sorted(item.name for item in real.iterdir() if item.name not in _LITTER)
        if strangers:
            named = ", ".join(strangers[:3]) + (f" and {len(strangers) - 3} more" if len(strangers) > 3 else "")
            raise SitegenError(
                [
                    Problem(
                        sentence=f"{output} holds files that no build made ({named}); nothing was written",
                        hint="name another folder with --output, or empty this one",
                    )
                ]
            )
    return real


def _is_begun(state: Path, output: Path) -> bool:
    """Tell whether an interrupted publish was to fill this folder: its first one, for there is no ledger yet."""
    plan = _plan(state)
    return plan is not None and _output(state, plan).resolve() == output


def _apart(root: Path, output: Path) -> Path:
    """Return a folder as a real path; raise `SitegenError` where it holds, or lies within, what no build may touch."""
    real = output.resolve()
    if real == (root / STATE).resolve() / SCRATCH:
        return real
    for folder in (root / "content", root / "themes", root / ".git", root / STATE):
        if real == folder.resolve() or folder.resolve() in real.parents:
            raise SitegenError(f"the site cannot be built into {output}: that is where {folder.name} lives")
    if real == root.resolve() or real in root.resolve().parents:
        raise SitegenError(f"the site cannot be built into {output}: that folder holds the site's own sources")
    if real.exists() and not real.is_dir():
        raise SitegenError(f"the site cannot be built into {output}: it is a file")
    return real


def publish(
    state: Path,
    made: BuiltFiles,
    output: Path,
    digests: Mapping[str, str] | None = None,
    *,
    publishes: bool = False,
) -> Published:
    """Make `output` the site that was staged in `state`; `digests` is its ledger, where that is at hand.

    The journal notes whether the build `publishes`, as a deploy does. Raises `SitegenError`, before anything is
    touched, when a file that no build made is in the way.
    """
    new = dict(sorted((file.path, file.digest) for file in made if file.is_new))
    ours = ledger(output) if digests is None else digests
    stale = {path: ours[path] for path in sorted(ours.keys() - set(made.paths))}
    _check_strangers(new, ours, stale, output)
    if not stale and not new:
        shutil.rmtree(state / STAGING, ignore_errors=True)
        return Published((), (), ())
    plan = {
        "output": os.path.relpath(output, state),
        "replace": new,
        "remove": stale,
        "publishes": publishes,
    }
    _write_whole(state / JOURNAL, _written(plan))
    return _carry_out(state, plan, ours)


def _written(plan: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the journal as JSON, in pieces."""
    begun = "{"
    for name, value in plan.items():
        yield f'{begun}"{name}": '.encode()
        yield from _portions(value) if isinstance(value, dict) else (json.dumps(value, ensure_ascii=False).encode(),)
        begun = ", "
    yield b"}"


def _portions(paths: Mapping[str, str]) -> Iterator[bytes]:
    """Yield a mapping as JSON, some items at a time."""
    items, begun = iter(paths.items()), "{"
    while portion := dict(islice(items, _PORTION)):
        yield (begun + json.dumps(portion, ensure_ascii=False)[1:-1]).encode()
        begun = ", "
    yield b"}" if paths else b"{}"


def finish(state: Path) -> Published | None:
    """Complete a publish that was interrupted; return what was done, or nothing when there was none.

    Raises `SitegenError` where it cannot be known what was to be done.
    """
    plan = _plan(state)
    return _carry_out(state, plan, ledger(_output(state, plan))) if plan else None


def unfinished(state: Path) -> Path | None:
    """Return the output of a build whose publish was interrupted; nothing when there was none. Raises `SitegenError`.

    A publish of a deploy does not count: whoever deploys again wants just what was begun.
    """
    plan = _plan(state)
    return _output(state, plan) if plan and plan.get("publishes") is not True else None


def _plan(state: Path) -> Mapping[str, Any] | None:
    """Return what the journal says; nothing without one. Raises `SitegenError` for one that no publish has written."""
    journal = state / JOURNAL
    if not journal.is_file():
        return None
    try:
        plan = json.loads(journal.read_text(encoding="utf-8"))
        paths = [*plan["replace"].items(), *plan["remove"].items()]
        if all(isinstance(digest, str) and is_inner(path) for path, digest in paths):
            _apart(state.parent, _output(state, plan))
            return plan  # type: ignore[no-any-return] # as far as it is used, it is what it should be
    except (ValueError, TypeError, LookupError, AttributeError, SitegenError):
        pass
    sentence = f"{state.name}/{JOURNAL}, which says how an interrupted build is finished, is damaged"
    hint = "delete it and run `sitegen build`; if files of output/ are then in the way, delete those as well"
    raise SitegenError([Problem(sentence=sentence, hint=hint)])


def _output(state: Path, plan: Mapping[str, Any]) -> Path:
    return Path(os.path.normpath(state / plan["output"]))


def _carry_out(state: Path, plan: Mapping[str, Any], ours: Mapping[str, str]) -> Published:
    """Do what the journal says to an output that holds `ours`; doing it twice is doing it once."""
    output, staging = _output(state, plan), state / STAGING
    replace, stale = plan["replace"], plan["remove"]
    kept = {**ours, **replace}
    for path in stale:
        kept.pop(path, None)
    output.mkdir(parents=True, exist_ok=True)
    needed = {folder for path in replace for folder in _folders(path)}
    blocking = {path: stale[path] for path in stale if path in needed or any(up in replace for up in _folders(path))}
    first = _remove(output, blocking)
    there: dict[str, bool] = {}
    for path in replace:
        _bring(path, os.fspath(staging), os.fspath(output), there)
    then = _remove(output, {path: digest for path, digest in stale.items() if path not in blocking})
    _write_whole(output / LEDGER, (f"{kept[path]}  {path}\n".encode() for path in sorted(kept)))
    (state / JOURNAL).unlink()
    shutil.rmtree(staging, ignore_errors=True)
    return Published(tuple(replace), first[0] + then[0], first[1] + then[1])


def _bring(path: str, staging: str, output: str, there: dict[str, bool]) -> None:
    """Move one file from the staging folder; where the output lacks a folder, all of it at once.

    `there` tells of folders whether the output had them; what is in one that it had not, has come with it.
    """
    for folder in [*_folders(path)][::-1]:
        if folder not in there:
            there[folder] = os.path.lexists(f"{output}/{folder}")
            if not there[folder] and os.path.isdir(f"{staging}/{folder}"):
                _move(f"{staging}/{folder}", f"{output}/{folder}")
        if not there[folder]:
            return
    source = f"{staging}/{path}"
    if os.path.isfile(source) and not os.path.islink(source):  # else an earlier try has already moved it
        _move(source, f"{output}/{path}")


def _check_strangers(paths: Iterable[str], ours: Mapping[str, str], stale: Mapping[str, str], output: Path) -> None:
    """Raise when the new site would replace, or needs a folder in place of, what no build made."""
    blocked: set[str] = set()
    is_there = {"": True}  # whether a folder of the output exists; what is in one that does not, need not be asked
    for path in paths:
        for folder in [*_folders(path)][::-1]:
            if folder not in is_there:
                part = output / folder
                is_there[folder] = part.is_dir() and not part.is_symlink()
                if not is_there[folder] and os.path.lexists(part) and not _goes(folder, stale, output):
                    blocked.add(folder)
            if not is_there[folder]:
                break
        else:
            if not _is_free(path, ours, stale, output):
                blocked.add(path)
    if blocked:
        raise SitegenError(
            Problem(
                file=f"{output.name}/{path}",
                sentence="something that no build made stands where the site wants to write",
                hint="move it away; files for the site belong in content/assets/",
            )
            for path in blocked
        )


def _goes(path: str, stale: Mapping[str, str], output: Path) -> bool:
    """Tell whether a file of the output is one of ours, unchanged, that this publish deletes."""
    return path in stale and is_plain_file(output / path) and digest_of(output / path)[0] == stale[path]


def _is_free(path: str, ours: Mapping[str, str], stale: Mapping[str, str], output: Path) -> bool:
    """Tell whether a file may be written: nothing is there, or ours, or a folder of which all goes."""
    target = output / path
    if target.is_dir() and not target.is_symlink():
        inside = [inner.relative_to(output).as_posix() for inner in _files(target)]
        return bool(inside) and all(_goes(inner, stale, output) for inner in inside)
    return path in ours or not os.path.lexists(target)


def _files(folder: Path) -> Iterator[Path]:
    """Yield everything below a folder that is not itself a folder."""
    for inner in folder.iterdir():
        if inner.is_dir() and not inner.is_symlink():
            yield from _files(inner)
        else:
            yield inner


def _folders(path: str) -> Iterator[str]:
    """Yield the folders that a slash path stands in, innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _move(source: str, target: str) -> None:
    """Move a file or a folder into its place in one step, also from another file system."""
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        folder, name = os.path.split(target)
        beside = f"{folder}/.{name}.new"
        if os.path.isdir(source):
            shutil.rmtree(beside, ignore_errors=True)
            shutil.copytree(source, beside)
        else:
            shutil.copyfile(source, beside)
        os.replace(beside, target)


def _remove(output: Path, stale: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Delete what earlier builds made and this one did not; what somebody changed since is left alone."""
    removed, left = [], []
    for path, digest in sorted(stale.items()):
        target = output / path
        if not is_plain_file(target) or not target.parent.resolve().is_relative_to(output.resolve()):
            continue
        if digest_of(target)[0] != digest:
            left.append(path)
            continue
        target.unlink()
        removed.append(path)
        for folder in target.parents:
            if folder == output or any(folder.iterdir()):
                break
            folder.rmdir()
    return tuple(removed), tuple(left)


def _write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file of lists so that it is either the old one or the new one, and on the disk."""
    beside = path.with_name(f"{path.name}.new")
    try:
        with beside.open("wb") as handle:
            handle.writelines(pieces)
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
