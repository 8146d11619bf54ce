"""Pull state of one paper: what was last pulled, from where and when, in `content/.pulled/<slug>.yaml`.

In: that file, or the outcome of a merge. Out: the base of the next merge, and its text. A file that cannot be read is
as good as none: then the hand wins. Never holds anything a person wrote, but the digest of a value in conflict.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from sitegen.content import content_file, files, yaml_writer
from sitegen.content.fields import KINDS, Part
from sitegen.errors import Problem
from sitegen.merge.combine import Combined
from sitegen.merge.threeway import Conflict, Merged, is_same
from sitegen.pull.decisions import FILE, FOLDER
from sitegen.records import NamedTuple, dataclass

_HEADS = {
    "paper": "# What `sitegen pull` last got for this paper: the base of its next merge. Not for editing.\n",
    "author": "# What `sitegen pull` wrote into this person's file. Not for editing.\n",
}
_TAKEN = frozenset({FILE.rpartition("/")[2].removesuffix(".yaml"), "alerts", "imported", "published"})
"""Slugs whose files in the folder are not about papers; a paper of such a name has its past under `_<slug>.yaml`."""
_MAPPINGS = ("base", "from", "conflicts")


class Origin(NamedTuple):
    """The sources a value was made from, and the day it was first pulled (`2026-11-23`)."""

    sources: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class PullState:
    """The memory of one paper: what was pulled of it, and from where.

    `identities` are all its known ids; `origins` and `conflicts` (digests of the hand's values) go by dotted field.
    `without_figures` is the version in which there were none, `2203.15556v1`.
    """

    identities: frozenset[str] = frozenset()
    base: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    conflicts: Mapping[str, str] = field(default_factory=dict)
    without_figures: str = ""


def path(slug: str) -> str:
    """The slash path of a paper's past, below the site's folder."""
    return f"{FOLDER}/{'_' if slug.lower() in _TAKEN else ''}{slug}.yaml"


def person_path(slug: str) -> str:
    """The slash path of what was pulled of a person."""
    return f"{FOLDER}/authors/{slug}.yaml"


def read_person(root: Path, slug: str) -> PullState:
    """The state of an earlier pull of a person; nothing where that is damaged, for then the hand wins.

    Raises `SitegenError` where the machine does not give the file.
    """
    if not (root / person_path(slug)).is_file():
        return PullState()
    return _past(content_file.read_record(root, person_path(slug)).data) or PullState()


def read(root: Path) -> tuple[dict[str, PullState], tuple[str, ...]]:
    """Read the pasts of all papers by slug, and name the files that are damaged.

    Raises `SitegenError` where the machine does not give one.
    """
    pasts: dict[str, PullState] = {}
    damaged = []
    for name in files.walk(root / FOLDER):
        slug = name.removesuffix(".yaml").removeprefix("_")
        if "/" in name or path(slug) != f"{FOLDER}/{name}":
            continue
        past = _past(content_file.read_record(root, path(slug)).data)
        if past is None:
            damaged.append(path(slug))
        else:
            pasts[slug] = past
    return pasts, tuple(damaged)


def lost(file: str) -> Problem:
    """Return what a person is told of a past that is damaged."""
    sentence = "what was pulled before could not be read; all that stands in the paper's file is taken as yours"
    return Problem(file, sentence=sentence, severity="warning")


def _past(data: Any) -> PullState | None:
    if not isinstance(data, dict) or not all(isinstance(data.get(name) or {}, dict) for name in _MAPPINGS):
        return None
    identities, base = data.get("ids"), data.get("base")
    origins, conflicts = data.get("from") or {}, data.get("conflicts") or {}
    if not isinstance(base, dict) or not isinstance(identities, list):
        return None
    if not all(isinstance(text, str) for text in [*origins.values(), *conflicts.values(), *identities]):
        return None
    without = data.get("without_figures")
    read_origins = {name: _origin(origin) for name, origin in origins.items()}
    return PullState(frozenset(identities), base, read_origins, conflicts, without if isinstance(without, str) else "")


def _origin(text: str) -> Origin:
    *sources, day = text.split()
    return Origin(tuple(sources), day)


def as_text(past: PullState, kind: str = "paper") -> str:
    """The text of the file; of a paper, or of a person (`author`)."""
    origins = {name: " ".join((*origin.sources, origin.day)) for name, origin in sorted(past.origins.items())}
    data: dict[str, Any] = {"ids": sorted(past.identities), "from": origins}
    if past.conflicts:
        data["conflicts"] = dict(sorted(past.conflicts.items()))
    if past.without_figures:
        data["without_figures"] = past.without_figures
    base = yaml_writer.entry("base", dict(past.base), Part(KINDS[kind]), 0)
    return _HEADS[kind] + yaml_writer.document(data) + "".join(f"{line}\n" for line in base)


def settled(combined: Combined, past: PullState) -> dict[str, Any]:
    """The sources' values of now, without those that would replace one whose own source is silent.

    A source that failed, was not asked, or says nothing of a field any more keeps what it gave before.
    """
    news: dict[str, Any] = {}
    for name in combined.origins:
        value, old = _value(combined.fields, name), _value(past.base, name)
        origin = past.origins.get(name)
        is_silent = origin is not None and not set(origin.sources) <= combined.told[name]
        if value is not None and (not is_silent or value == old):
            _put(news, name, value)
    return news


def remember(past: PullState, merged: Merged, combined: Combined, *, day: str, answered: Collection[str]) -> PullState:
    """The state to keep after a merge on this day; `answered` are the sources that were asked and answered whole."""
    origins = {}
    for name in {*past.origins, *combined.origins}:
        value = _value(merged.base, name)
        old, new = past.origins.get(name), Origin(combined.origins.get(name, ()), day)
        if value is None:
            continue
        is_kept = old is not None and value == _value(past.base, name)
        if old is not None and is_kept and not _is_taken_over(old, name, combined, answered, value):
            origins[name] = old
        else:
            origins[name] = new
    conflicts = {conflict.field: digest(conflict.mine) for conflict in standing(past, merged)}
    return PullState(past.identities, merged.base, origins, conflicts, past.without_figures)


def _is_taken_over(old: Origin, name: str, combined: Combined, answered: Collection[str], value: Any) -> bool:
    """Whether a source no longer says what it gave, though it answered, and another says the same."""
    is_silent = not set(old.sources) <= combined.told.get(name, frozenset())
    return is_silent and set(old.sources) <= set(answered) and _value(combined.fields, name) == value


def standing(past: PullState, merged: Merged) -> tuple[Conflict, ...]:
    """All conflicts of a paper: the new ones, and those told before that nobody has touched since."""
    conflicts = {conflict.field: conflict for conflict in merged.conflicts}
    for name, known in past.conflicts.items():
        mine, theirs = _value(merged.data, name), _value(merged.base, name)
        if mine is not None and theirs is not None and digest(mine) == known and not is_same(mine, theirs):
            conflicts.setdefault(name, Conflict(name, mine, theirs))
    return tuple(conflicts[name] for name in sorted(conflicts))


def digest(value: Any) -> str:
    """A few digits that stand for a value."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _value(fields: Mapping[str, Any], dotted: str) -> Any:
    """The value of a dotted field: a key of the top, or of a mapping there."""
    top, _, rest = dotted.partition(".")
    value = fields.get(top)
    if not rest:
        return value
    return _value(value, rest) if isinstance(value, dict) else None


def _put(fields: dict[str, Any], dotted: str, value: Any) -> None:
    top, _, rest = dotted.partition(".")
    if rest:
        fields.setdefault(top, {})[rest] = value
    else:
        fields[top] = value
