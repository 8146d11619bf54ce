"""Decisions of a person about papers and fields, and the papers pulled: `content/.pulled/decisions.yaml`.

In: the site's folder, and the ids of `--accept` and `--reject`. Out: the decisions, and the text of their file. Never
decides anything itself; a file that it cannot read is an error, because a forgotten "no" would bring strangers back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.content import content_file, yaml_writer
from sitegen.content.lock import STATE
from sitegen.errors import Problem, SitegenError
from sitegen.merge.likeness import identity
from sitegen.records import dataclass

FOLDER = "content/.pulled"
FILE = f"{FOLDER}/decisions.yaml"

NOTE = f"{STATE}/pulled"
"""The slugs of all papers ever pulled, one a line, once more."""

_HEAD = "# What was decided with `pull --accept`, `pull --reject` and `check --fix`, and which papers were pulled.\n"
_KEYS = ("accepted", "rejected", "pulled", "two_people", "one_person")


@dataclass(frozen=True, slots=True)
class Decisions:
    """The accepted, the rejected, and the slugs of all papers ever pulled.

    Papers by their ids, suggested values by themselves, conflicts in which the hand's side stands as `slug:field`.
    `two_people` are pairs of slugs, parted by a space, who are not one person; `one_person` pages that are of one.
    """

    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    pulled: frozenset[str] = frozenset()
    two_people: frozenset[str] = frozenset()
    one_person: frozenset[str] = frozenset()

    def deciding(self, accepted: Iterable[str], rejected: Iterable[str]) -> Decisions:
        """Add decisions, in their normal form; of two about one thing the last holds."""
        yes, no = frozenset(accepted), frozenset(rejected)
        return replace(self, accepted=(self.accepted - no) | yes, rejected=(self.rejected - yes) | no)


def normal(written: str) -> str:
    """The form in which an id is remembered: `arxiv:2203.15556`, `doi:10.1234/abc`, else as it was typed."""
    written = written.strip()
    return identity(written) or written


def read(root: Path) -> Decisions:
    """Read the decisions of a site; none when there is no file. Raises `SitegenError`."""
    if not (root / FILE).exists():
        return Decisions(pulled=_noted(root))
    document = content_file.read_document(root, FILE)
    errors = [problem for problem in document.problems if problem.severity == "error"]
    data = document.data or {}
    if not errors and not (isinstance(data, dict) and all(_is_list(data.get(key, [])) for key in _KEYS)):
        hint = f"it has the keys {', '.join(_KEYS)}, each with a list; correct it, or delete it to decide anew"
        errors = [Problem(FILE, sentence="the file does not hold lists of decisions", hint=hint)]
    if errors:
        raise SitegenError(errors)
    accepted, rejected, pulled, two_people, one_person = (frozenset(data.get(key, ())) for key in _KEYS)
    return Decisions(accepted, rejected, pulled | _noted(root), two_people, one_person)


def _noted(root: Path) -> frozenset[str]:
    """The slugs noted in the state folder: should `.pulled/` get lost, it is still known which papers it spoke of."""
    try:
        return frozenset((root / NOTE).read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def as_text(decisions: Decisions) -> str:
    """The text of the file: every list sorted, empty ones left out."""
    values = (getattr(decisions, key) for key in _KEYS)
    data = {key: sorted(decided) for key, decided in zip(_KEYS, values, strict=True) if decided}
    return _HEAD + yaml_writer.document(data)
