"""Attachments: files that an import names, and the copies of them that a site gets.

In: a path as somebody's file names it, and the folder that is imported. Out: the file, or why it is left. Never leads
out of that folder, whatever links and `..` say, and never takes what is no regular file or is larger than a page can
carry.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.content import files
from sitegen.content.form_error import FormError
from sitegen.content.web_addresses import is_local, target
from sitegen.importers.reading import Loss, PaperEntry, Reading
from sitegen.regex import regex
from sitegen.text import slugs

LARGEST = 95 * 1024 * 1024
"""Bytes of a file that is copied: git hosts refuse more than 100 MB."""
_DRIVE = regex(r"[A-Za-z]:|[\\/]{2}|file:|~")


def attached(folder: Path, written: str) -> tuple[Path | None, str]:
    """Find the file that a path names below a folder: the file, or nothing and why."""
    path = written.strip().replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(written.strip()):
        return None, "an absolute path leads out of the folder that is imported"
    if not path or not path.isprintable():
        return None, "it is not a path"
    whole = folder / path
    try:
        real = whole.resolve()
        if not real.is_relative_to(folder.resolve()):
            return None, "it leads out of the folder that is imported"
    except (OSError, ValueError, RuntimeError):
        return None, "it is not a path"
    reason = _fault(whole)
    return (None, reason) if reason else (whole, "")


def target_path(prefix: str, written: str) -> str:
    """A path below `content/` for a copy: its folders and name in letters that every address can hold."""
    parts = [part for part in re.split(r"[\\/]", written) if part not in ("", ".", "..")] or ["file"]
    stem, dot, suffix = parts[-1].rpartition(".")
    name = f"{slugs.slug(stem)}.{slugs.slug(suffix)}" if dot and stem else slugs.slug(parts[-1])
    return "/".join([*(part for part in (prefix, *map(slugs.slug, parts[:-1])) if part), name])


def vetted(reading: Reading, is_there: Callable[[str], bool]) -> Reading:
    """The reading without copies that cannot be made, and without links to files that nobody has.

    `is_there` tells of a path below `content/` whether the site has that file already.
    """
    copies, losses = {}, list(reading.losses)
    for path, origin in reading.copies.items():
        if reason := _target_fault(path) or _fault(origin):
            losses.append(Loss(origin.as_posix(), 0, "file", path, reason))
        else:
            copies[path] = origin
    papers = []
    for entry in reading.papers:
        fields, missing = _without_missing(entry, lambda path: path in copies or is_there(path))
        losses += missing
        papers.append(entry._replace(record=replace(entry.record, fields=fields)))
    return replace(reading, papers=tuple(papers), copies=copies, losses=tuple(losses))


def _fault(path: Path) -> str:
    """The reason why a file cannot be copied; empty where it can."""
    try:
        info = path.stat()
    except (OSError, ValueError, RuntimeError):
        return "nobody has this file"
    if not stat.S_ISREG(info.st_mode):
        return "it is not a regular file"
    if not os.access(path, os.R_OK):
        return "it cannot be read"
    return "" if info.st_size <= LARGEST else f"it is larger than {LARGEST >> 20} MiB"


def _target_fault(path: str) -> str:
    try:
        return "" if files.relative(path) == path else "its path is not a plain one"
    except files.UnsafePathError as error:
        return str(error)


def _without_missing(entry: PaperEntry, is_there: Callable[[str], bool]) -> tuple[dict[str, Any], list[Loss]]:
    fields, losses = dict(entry.record.fields), []
    if isinstance(fields.get("links"), Mapping):
        links = {}
        for kind, value in fields["links"].items():
            kept = [link for link in (value if isinstance(value, list) else [value]) if _is_well(link, is_there)]
            lost = [link for link in (value if isinstance(value, list) else [value]) if link not in kept]
            losses += [Loss(entry.file, entry.line, f"links.{kind}", _address(link), "nobody has it") for link in lost]
            if kept:
                links[kind] = kept if isinstance(value, list) else kept[0]
        fields["links"] = links
    if isinstance(fields.get("figures"), list):
        figures = []
        for figure in fields["figures"]:
            missing = [path for path in _paths(figure) if not is_there(path)]
            losses += [Loss(entry.file, entry.line, "figures", path, "nobody has it") for path in missing]
            figures += [] if missing else [figure]
        fields["figures"] = figures
    return {name: value for name, value in fields.items() if value not in ({}, [])}, losses


def _is_well(link: Any, is_there: Callable[[str], bool]) -> bool:
    """Whether a link leads to an address, or to a file that is there."""
    address = _address(link)
    try:
        return not is_local(target(address)) or is_there(address)
    except (FormError, ValueError):
        return False


def _address(link: Any) -> str:
    return str(link.get("url", "")) if isinstance(link, Mapping) else str(link)


def _paths(figure: Any) -> Iterator[str]:
    value = figure.get("file") if isinstance(figure, Mapping) else figure
    yield from map(str, value if isinstance(value, list) else [value])
