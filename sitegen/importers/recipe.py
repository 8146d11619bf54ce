"""From files that somebody has to the files of a site, step by step.

In: a site's folder, and files or folders of any known format. Out: new and changed files of `content/`, and a report.
Everything is read and planned before anything is written; then files change one by one, each whole: wherever a run
ends, the next one finishes. Nothing is ever fetched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sitegen.content import files
from sitegen.content.lock import alone
from sitegen.errors import Problem, SitegenError
from sitegen.importers import attachments, formats, imported
from sitegen.importers.plan import ImportPlan, TargetSite, plan
from sitegen.importers.reading import Reading, joined
from sitegen.importers.report import ImportReport
from sitegen.pull import changed_files, site_snapshot
from sitegen.pull.site_snapshot import SiteSnapshot
from sitegen.records import dataclass

_SCHEMA = "content/.schema/paper.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """The request for an import. `date` is today (`2026-11-23`); `is_trial` changes nothing.

    `home` is the folder where the site will stand, if it is made somewhere else.
    """

    paths: tuple[Path, ...]
    date: str
    is_trial: bool = False
    home: Path | None = None


def import_into(root: Path, request: ImportRequest, *, waiting: Callable[[], object] = lambda: None) -> ImportReport:
    """Import into the site in the folder `root`.

    Raises `SitegenError` for content at fault and for files of no known format, before anything is written. `waiting`
    is called once when another process is at work on the site.
    """
    reading, sources = read(request.paths)
    return write(root, reading, sources, request, waiting=waiting)


def read(paths: Sequence[Path]) -> tuple[Reading, tuple[tuple[str, str, int], ...]]:
    """Read files and folders: all that they hold, and what each was read as. Raises `SitegenError`."""
    readings: list[Reading] = []
    sources = []
    for path in paths:
        within = _files(path)
        if path not in within:
            readings.append(Reading(problems=formats.left_within(path)))
        for file in within:
            known = formats.recognise(file)
            if known is None:
                raise SitegenError([_unknown(file)])
            reading = known.read(file)
            readings.append(reading)
            sources.append((file.as_posix(), known.title, len(reading.papers)))
    return joined(readings), tuple(sources)


def write(
    root: Path,
    reading: Reading,
    sources: tuple[tuple[str, str, int], ...],
    request: ImportRequest,
    *,
    waiting: Callable[[], object] = lambda: None,
) -> ImportReport:
    """Bring what was read into a site. Raises `SitegenError` for content at fault."""
    reading = attachments.vetted(reading, lambda path: (root / "content" / path).is_file())
    before = site_snapshot.read(root)
    if request.is_trial:
        report = plan(_site(root, before, reading, request), reading).report
        return replace(report, sources=sources, is_trial=True)
    with alone(root, waiting=waiting):
        files.sweep(root / "content")
        planned = plan(_site(root, site_snapshot.read(root, before), reading, request), reading)
        problems = _write(root, planned)
    return replace(planned.report, sources=sources, problems=(*problems, *planned.report.problems))


def _files(path: Path) -> list[Path]:
    """A file, or a folder that is of one format as a whole; else the files of known formats in it."""
    if content := _content_of_a_site(path):
        sentence = "this is of a site of sitegen already, and needs no import"
        hint = f"copy what you want of it, file by file, from {content.as_posix()}/ into content/"
        raise SitegenError([Problem(path.as_posix(), sentence=sentence, hint=hint)])
    if not path.is_dir() or formats.recognise(path) is not None:
        return [path]
    within = formats.files_within(path)
    if not within:
        sentence = "nothing in this folder is of a format that can be imported"
        raise SitegenError([Problem(path.as_posix(), sentence=sentence, hint=_known())])
    return within


def _content_of_a_site(path: Path) -> Path | None:
    """The folder `content/` of the site that a folder is, or that a folder of papers or one of its files belongs to."""
    papers = path if path.is_dir() else path.parent
    folders = [path / "content", path] if path.is_dir() else []
    folders += [papers.parent] if papers.name == "papers" else []
    return next(
        (folder for folder in folders if (folder / "site.yaml").is_file() and (folder / "papers").is_dir()), None
    )


def _unknown(path: Path) -> Problem:
    return Problem(path.as_posix(), sentence="this is of no format that can be imported", hint=_known())


def _known() -> str:
    return f"known are {', '.join(dict.fromkeys(known.title for known in formats.FORMATS))}"


def _site(root: Path, there: SiteSnapshot, reading: Reading, request: ImportRequest) -> TargetSite:
    content = root / "content"
    return TargetSite(
        shelf=there,
        before={
            path: (content / path).read_bytes() if (content / path).is_file() else None for path in reading.documents
        },
        copies={path: (origin, imported.digest_of(origin)) for path, origin in reading.copies.items()},
        digests={path: imported.digest_of(content / path) for path in reading.copies if _is_file(content / path)},
        imported=imported.read(root),
        own_files=_OwnFiles(content, frozenset(reading.copies)),
        paths=_paths(request.home or root, reading),
        date=request.date,
        schema_address="../.schema/paper.json" if (root / _SCHEMA).is_file() else "",
    )


def _paths(root: Path, reading: Reading) -> dict[str, str]:
    """The path of each file that was read as seen from the site: the same wherever both are moved together."""
    paths = {}
    for file in {entry.file for entry in reading.papers}:
        try:
            paths[file] = Path(os.path.relpath(file, root)).as_posix()
        except ValueError:  # on another drive of Windows
            paths[file] = Path(file).absolute().as_posix()
    return paths


class _OwnFiles:
    """The paths below `content/` that links may name: what is there, and what will be."""

    def __init__(self, content: Path, coming: frozenset[str]) -> None:
        self._content = content
        self._coming = coming

    def __contains__(self, path: object) -> bool:
        return path in self._coming or (isinstance(path, str) and _is_file(self._content / path))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _write(root: Path, planned: ImportPlan) -> list[Problem]:
    """Write copies, then papers, then documents, and last what is remembered of the first and the last."""
    for copy in planned.copies:  # one at a time: together they may be larger than the memory
        path = root / copy.file
        if copy.is_news and (imported.digest_of(path) if path.is_file() else "") == copy.there:
            changed_files.put(path, copy.origin.read_bytes())
    for change in planned.files:
        path = root / change.file
        there = path.read_bytes() if path.is_file() else None
        if change.new != change.old and there == change.old:
            changed_files.put(path, change.new)
    problems = changed_files.write(root, planned.papers, planned.decisions, during="papers were imported")
    text = imported.as_text(planned.imported).encode()
    if text and (not (root / imported.FILE).is_file() or (root / imported.FILE).read_bytes() != text):
        changed_files.put(root / imported.FILE, text)
    return problems
