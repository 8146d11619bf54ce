"""Unchanged entries: those that say what they said when their file was imported last, and so have no news.

In: entries as they were read, and what is remembered of earlier imports. Out: a digest for each, and what is to be
remembered. Several lists may say different things of one work, under one key or one DOI: what none of them changed
stays as it is, whichever of them is imported again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from sitegen.importers.reading import PaperEntry
from sitegen.merge.record import Record
from sitegen.pull.matched_papers import MatchedPaper
from sitegen.pull.provenance import digest
from sitegen.records import dataclass


@dataclass(frozen=True, slots=True)
class EntryMemory:
    """The digests of the entries of this run, by the identity of their records, and those of earlier ones.

    `slugs` holds the paper that an entry went to, by the entry's digest.
    """

    digests: Mapping[int, str]
    slugs: Mapping[str, str]

    def slug(self, record: Record) -> str:
        """The paper to which an entry went that said the same; empty for one that is new or changed."""
        return self.slugs.get(self.digests[id(record)], "")

    def is_unchanged(self, work: MatchedPaper, known: Container[str]) -> bool:
        """Whether a work has no news; `known` are the papers that are there, or were and are deleted."""
        return bool(work.finds) and all(self.slug(find.record) in known for find in work.finds)

    def remembered(self, changes: Iterable[tuple[MatchedPaper, str]]) -> dict[str, str]:
        """What the next import has to know: `changes` are works with news, and the papers that they went to."""
        own = set(self.digests.values())
        files = {name.partition("-")[0] for name in own}
        known = {name: slug for name, slug in self.slugs.items() if name in own or name.partition("-")[0] not in files}
        return known | {self.digests[id(find.record)]: slug for work, slug in changes for find in work.finds}


def digests_of(entries: Sequence[PaperEntry], paths: Mapping[str, str]) -> list[str]:
    """A digest for each entry: that of its file, by its path as seen from the site, and that of what it says."""
    files = {name: digest(path) for name, path in paths.items()}
    return [
        f"{files[entry.file]}-{digest([entry.record.source_id, entry.slug, entry.record.fields])}" for entry in entries
    ]
