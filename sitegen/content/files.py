"""Paths and files that stay where they belong: the one place that decides what a path in content may name.

In: a path as a person wrote it, or a folder. Out: a path that is known to stand inside, the files of a folder, or bytes
written whole. Never follows a link out of the folder it was given, never opens what is not a regular file, never leaves
half a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sitegen.content.lock import is_running
from sitegen.regex import regex

_ODD = regex(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""What a name holds that no address and no list of files can: control characters, and bytes that are no UTF-8."""
_BESIDE = regex(r"\.[^/]+\.([0-9]+)\.tmp")
"""The name under which a file is written before it takes its place; in it the number of the process that writes."""
_LITTER = frozenset({"Thumbs.db", "desktop.ini"})


class UnsafePathError(ValueError):
    """A path that leads out of its folder, or cannot be one on every system."""


def relative(written: str) -> str:
    """Check a path that somebody wrote and return it with single slashes: `figures/x/1.png`.

    Refuses absolute paths, `..`, backslashes and hidden files. Raises `UnsafePathError` with a sentence.
    """
    if written.startswith(("/", "~")) or written[1:2] == ":":
        raise UnsafePathError(f'"{written}" is an absolute path (write it relative to content/)')
    if "\\" in written:
        raise UnsafePathError(f'"{written}" holds a backslash (folders are parted by /)')
    parts = [part for part in written.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise UnsafePathError(f'"{written}" leads out of content/ (.. is not allowed)')
    if any(part.startswith(".") for part in parts):
        raise UnsafePathError(f'"{written}" names a hidden file or folder')
    if not parts or not written.isprintable():
        raise UnsafePathError(f'"{written}" is not the path of a file')
    return "/".join(parts)


def fault(folder: Path | str, path: str) -> str:
    """Say what keeps `path`, relative to `folder`, from being read, as the end of a sentence; empty for nothing."""
    if _ODD.search(path):
        return "has a name that is no UTF-8 text or holds a control character"
    try:
        kind = _kind(folder, path)
        if stat.S_ISLNK(kind):
            folder = Path(folder)
            whole = folder / path
            if not whole.resolve(strict=True).is_relative_to(folder.resolve(strict=True)):
                return f"is a link that leads out of {folder.name}/"
            kind = whole.stat().st_mode
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        return "is a link that leads nowhere" if os.path.islink(f"{folder}/{path}") else "does not exist"
    if stat.S_ISDIR(kind):
        return "is a folder"
    return "" if stat.S_ISREG(kind) else "is not a regular file"


def _kind(folder: Path | str, path: str) -> int:
    """The mode of a file, or that of a link on the way to it: resolving one is ten times slower than looking."""
    whole, kind = os.fspath(folder), 0
    for part in path.split("/"):
        whole = f"{whole}/{part}"
        kind = os.lstat(whole).st_mode
        if stat.S_ISLNK(kind):
            break
    return kind


def walk(folder: Path) -> Iterator[str]:
    """Yield the slash paths of all files below a folder, sorted; hidden files and the litter of editors are left out.

    Linked folders are not entered. Files that are links are yielded: `fault` says whether they may be read.
    """
    yield from _walk(folder, "")


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if is_litter(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def is_litter(name: str) -> bool:
    """Whether a file is hidden, or left behind by an editor or a desktop."""
    backup = name.endswith(("~", ".swp", ".swo", ".tmp", ".bak", ".orig"))
    return name.startswith(".") or backup or (name.startswith("#") and name.endswith("#")) or name in _LITTER


def read(path: Path | str, most: int) -> bytes:
    """Return the bytes of a file; of one that has more than `most`, one more than that. Raises `OSError`.

    The buffer is of the file's size, for one of two megabytes takes longer to get than most files to read.
    """
    with open(path, "rb", buffering=0) as opened:  # a path's own `open` costs as much as the read
        if os.fstat(opened.fileno()).st_size > most:
            return opened.read(most + 1)
        return opened.readall()


def write(path: Path, content: bytes) -> None:
    """Replace a file's content whole: readers see the old bytes or the new ones, also after a crash."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            if path.exists():
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def sweep(folder: Path) -> None:
    """Take away what processes that were killed while they wrote have left below a folder."""
    for path in folder.rglob(".*.tmp"):
        name = _BESIDE.fullmatch(path.name)
        if name and not path.is_symlink() and not is_running(int(name[1])):
            path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make a rename in a folder last; some systems cannot open a folder, and need not."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
