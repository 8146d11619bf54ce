"""What imports read and wrote: `content/.pulled/imported.yaml`, the base of the next import of those files.

In: that file, or what an import wrote. Out: values by path below `content/`, digests of whole files and of the entries
that papers were made of, and the text. A file that is damaged is as good as none: then whatever stands in the site
wins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from sitegen.content import content_file, yaml_writer
from sitegen.errors import Problem
from sitegen.pull.decisions import FOLDER
from sitegen.records import dataclass

FILE = f"{FOLDER}/imported.yaml"
_HEAD = "# What `sitegen import` read, and wrote beside papers: the base of its next run. Not for editing.\n"


@dataclass(frozen=True, slots=True)
class Imported:
    """`values` are what was last imported for files that merge key by key; `digests` are of files that were written.

    `entries` are the papers that entries went to, by digests of what the entries said. `is_damaged` says that there is
    a file of this, which says nothing.
    """

    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    is_damaged: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The warning about a file of this that is damaged: the hand wins then."""
        sentence = "what was imported before could not be read; what stands in the files it tells of is taken as yours"
        return (Problem(FILE, sentence=sentence, severity="warning"),) if self.is_damaged else ()


def read(root: Path) -> Imported:
    """Read what is remembered, where there is such a file; raise `SitegenError` where the machine does not give it."""
    if not (root / FILE).is_file():
        return Imported()
    data = content_file.read_record(root, FILE).data
    if not isinstance(data, dict):
        return Imported(is_damaged=True)
    values, digests, entries = (data.get(name) or {} for name in ("values", "files", "entries"))
    if not all(isinstance(part, dict) for part in (values, digests, entries)):
        return Imported(is_damaged=True)
    return Imported(
        {path: value for path, value in values.items() if isinstance(value, dict)},
        {path: value for path, value in digests.items() if isinstance(value, str)},
        {name: slug for name, slug in entries.items() if isinstance(slug, str)},
    )


def as_text(imported: Imported) -> str:
    """The text of the file, everything sorted; empty where there is nothing to remember."""
    parts = {
        "files": dict(sorted(imported.digests.items())),
        "entries": dict(sorted(imported.entries.items())),
        "values": dict(sorted(imported.values.items())),
    }
    data = {name: value for name, value in parts.items() if value}
    return _HEAD + yaml_writer.document(data) if data else ""


def digest(content: bytes) -> str:
    """The digits that stand for a file's bytes."""
    return hashlib.sha256(content).hexdigest()[:32]


def digest_of(path: Path) -> str:
    """The same of a file, which is not read into memory whole."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
