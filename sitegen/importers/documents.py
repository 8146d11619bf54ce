"""Documents beside papers (people, settings, pages, news), as an import would write them.

In: what was read, what stands in the site, what earlier imports wrote. Out: the new bytes of each file, and conflicts.
People's files and the site's settings merge key by key, as papers do; any other file is taken over only as long as
nobody has edited it. A file that somebody deleted stays away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.content import edit, schema, yaml_writer, yamlfile
from sitegen.content.fields import KINDS, Part
from sitegen.errors import Problem, SitegenError
from sitegen.importers.imported import Imported, digest
from sitegen.merge.threeway import Conflict, merge
from sitegen.records import NamedTuple, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file beside papers: its bytes before (None for a new one) and after, and what is disputed in it."""

    file: str
    old: bytes | None
    new: bytes
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()


class FileCopy(NamedTuple):
    """A file that is copied from `origin`; `there` is the digest of what stands in its place, empty for nothing."""

    file: str
    origin: Path
    there: str
    is_news: bool
    problems: tuple[Problem, ...] = ()


def changed(
    documents: Mapping[str, Any], before: Mapping[str, bytes | None], imported: Imported
) -> tuple[list[FileChange], Imported]:
    """The fate of each document; `before` holds the bytes of the files that are there, by path below `content/`."""
    values, digests = dict(imported.values), dict(imported.digests)
    changes = []
    for path, document in sorted(documents.items()):
        kind = _kind(path)
        if kind and isinstance(document, Mapping):
            change, values[path] = _merged(path, kind, document, before.get(path), values.get(path, {}))
        else:
            change, digests[path] = _taken_over(path, as_bytes(path, document), before.get(path), digests.get(path, ""))
        changes += [change] if change else []
    digests = {path: known for path, known in digests.items() if known}
    return changes, replace(imported, values=values, digests=digests)


def _taken_over(path: str, new: bytes, old: bytes | None, known: str) -> tuple[FileChange | None, str]:
    """A whole file: written where there is none, or the one there is just as an import wrote it (`known`)."""
    is_news, kept, problems = decided(path, digest(new), digest(old) if old is not None else "", known)
    if not is_news and not problems:
        return None, kept
    file = f"content/{path}"
    return FileChange(file=file, old=old, new=new if is_news else old or b"", problems=problems), kept


def copied(
    copies: Mapping[str, tuple[Path, str]], before: Mapping[str, str], imported: Imported
) -> tuple[list[FileCopy], Imported]:
    """The fate of each copy (its origin, and the digest of that); `before` holds digests of files there."""
    digests = dict(imported.digests)
    done = []
    for path, (origin, wanted) in sorted(copies.items()):
        is_news, digests[path], problems = decided(path, wanted, before.get(path, ""), digests.get(path, ""))
        if is_news or problems:
            copy = FileCopy(f"content/{path}", origin, before.get(path, ""), is_news=is_news, problems=problems)
            done.append(copy)
    return done, replace(imported, digests={path: known for path, known in digests.items() if known})


def decided(path: str, wanted: str, there: str, known: str) -> tuple[bool, str, tuple[Problem, ...]]:
    """Whether a file is written, the digest that is remembered of it, and what is to be said; all three are digests."""
    if not there:
        return not known, known or wanted, ()
    if there == wanted:
        return False, wanted, ()
    if known == there:
        return True, wanted, ()
    if known == wanted:
        return False, known, ()
    sentence = "this file is there already and says something else; it is left as it is"
    return False, known, (Problem(f"content/{path}", sentence=sentence, severity="warning"),)


def as_bytes(path: str, document: Any) -> bytes:
    """The text of a document: YAML for a mapping or a list, any other as it is."""
    if isinstance(document, str):
        return document.encode()
    if isinstance(document, Mapping):
        return yaml_writer.document(dict(document), _shape(path)).encode()
    lines = [line for value in document for line in yaml_writer.item(value, _shape(path), 0)]
    return "".join(f"{line}\n" for line in lines).encode()


def _kind(path: str) -> str:
    """The kind of a file that merges key by key."""
    if path in {"cv.yaml", "site.yaml"}:
        return path.removesuffix(".yaml")
    return "author" if path.startswith("authors/") and path.count("/") == 1 and path.endswith(".yaml") else ""


def _shape(path: str) -> Part | None:
    kind = _kind(path) or {"news.yaml": "news"}.get(path, "")
    return Part(KINDS[kind]) if kind else None


def _merged(
    path: str, kind: str, theirs: Mapping[str, Any], old: bytes | None, base: Mapping[str, Any]
) -> tuple[FileChange | None, Mapping[str, Any]]:
    file = f"content/{path}"
    theirs, problems = _fitting(file, kind, theirs)
    if old is None:
        if base:
            return None, base  # somebody deleted it
        new = yaml_writer.document(dict(theirs), _shape(path)).encode()
        return FileChange(file=file, old=None, new=new, problems=tuple(problems)), theirs
    mine = yamlfile.read(old, file).data or {}
    merged = merge(base, mine, theirs)
    try:
        new = edit.edited_bytes(old, file, merged.data, kind) if merged.changed else old
    except SitegenError as error:
        return FileChange(file=file, old=old, new=old, problems=(*problems, *error.problems)), base
    change = FileChange(file=file, old=old, new=new, conflicts=merged.conflicts, problems=tuple(problems))
    return (change if new != old or merged.conflicts or problems else None), merged.base


def _fitting(file: str, kind: str, theirs: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Values without those that do not fit their keys; each of these is a warning."""
    values, problems = dict(theirs), []
    for name in list(values):
        document = yamlfile.parse(yaml_writer.document({name: values[name]}, Part(KINDS[kind])), file)
        faults = [fault for fault in schema.check(kind, document)[1] if fault.severity == "error" and fault.line]
        faults = [fault for fault in faults if fault.field.partition(".")[0].partition("[")[0] == name]
        if faults:
            del values[name]
            problems += [
                Problem(file, field=fault.field, sentence=fault.sentence, severity="warning") for fault in faults
            ]
    return values, problems
