"""Reading: all that one file, or one folder of an old site, holds that a site can have.

In: nothing. Out: the nouns that every importer returns and the recipe works on. Never touches a file: `copies` only
names the files that are to be copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from sitegen.errors import Problem
from sitegen.merge.record import Record
from sitegen.records import NamedTuple, dataclass

PAPER = "paper:"
"""How documents begin the name of a paper that comes with them: `paper:KEY`, where `KEY` is its `source_id`."""


class PaperEntry(NamedTuple):
    """One paper: what is said of it, and where.

    `record.source` is `IMPORT`, `record.source_id` what the file calls it (a citation key), empty where it has no name.
    `slug` is the name its file is wished to have; another is found where that is taken.
    """

    record: Record
    file: str
    line: int = 0
    slug: str = ""


class Loss(NamedTuple):
    """A value that has no home in a site, or a file that nobody has: where it stands, and why it is left."""

    file: str
    line: int
    field: str
    value: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {' '.join(self.value.split())}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The papers, documents and problems that were read.

    `documents` are other files of the site, by their path below `content/` (`authors/ada.yaml`, `pages/cv.md`,
    `site.yaml`): a mapping or a list for YAML, a text for any other; papers are called `paper:KEY` in them. `copies`
    maps a path below `content/` to the file that it is a copy of. `problems` name what could not be read; their files
    are as the person named them.
    """

    papers: tuple[PaperEntry, ...] = ()
    documents: Mapping[str, Any] = field(default_factory=dict)
    copies: Mapping[str, Path] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    problems: tuple[Problem, ...] = ()


def joined(readings: Iterable[Reading]) -> Reading:
    """Several readings as one; of two documents or copies with one path the first stands, and the other is named."""
    papers: list[PaperEntry] = []
    documents: dict[str, Any] = {}
    copies: dict[str, Path] = {}
    losses: list[Loss] = []
    problems: list[Problem] = []
    for reading in readings:
        papers += reading.papers
        losses += reading.losses
        problems += reading.problems
        for path, document in reading.documents.items():
            if documents.setdefault(path, document) != document:
                sentence = f"two files that are imported want to be content/{path}: the first stands"
                problems.append(Problem(path, sentence=sentence, severity="warning"))
        for path, origin in reading.copies.items():
            if copies.setdefault(path, origin) != origin:
                sentence = f"{origin} is not copied: {copies[path]} is content/{path} already"
                problems.append(Problem(path, sentence=sentence, severity="warning"))
    return Reading(
        papers=tuple(papers), documents=documents, copies=copies, losses=tuple(losses), problems=tuple(problems)
    )
