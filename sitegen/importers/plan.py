"""From what was read to what will be written: match, merge, name.

In: the site as it is, and a reading. Out: every change, whole, and the report. Everything that was read is wanted, so
nothing is screened. Never touches a file.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.errors import Problem, SitegenError
from sitegen.importers import documents
from sitegen.importers.documents import FileChange, FileCopy
from sitegen.importers.imported import Imported
from sitegen.importers.paper_links import with_slugs
from sitegen.importers.reading import Loss, PaperEntry, Reading
from sitegen.importers.report import ImportReport, Joined
from sitegen.importers.ties import tie
from sitegen.importers.unchanged import EntryMemory, digests_of
from sitegen.merge.likeness import makers
from sitegen.merge.record import IMPORT
from sitegen.model import UNPUBLISHED
from sitegen.pull import provenance
from sitegen.pull.changes import Change, Day, create, update
from sitegen.pull.decisions import Decisions
from sitegen.pull.matched_papers import MatchedPaper, SearchHit, survey
from sitegen.pull.naming import name
from sitegen.pull.report import Added, Candidate, Disputed, Updated
from sitegen.pull.site_snapshot import SiteSnapshot
from sitegen.records import dataclass


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything that an import would do."""

    papers: tuple[Change, ...]
    files: tuple[FileChange, ...]
    copies: tuple[FileCopy, ...]
    decisions: Decisions
    imported: Imported
    report: ImportReport


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSite:
    """The site as an import finds it: its papers, the files that documents and copies would be, what was imported.

    `before` holds the bytes of documents by path below `content/`, None where there is no file; `copies` the origin of
    each copy and its digest, `digests` those of the files that stand in their places. `paths` holds the files that were
    read, as seen from the site, by what the person called them.
    """

    shelf: SiteSnapshot
    before: Mapping[str, bytes | None]
    copies: Mapping[str, tuple[Path, str]]
    digests: Mapping[str, str]
    imported: Imported
    own_files: Container[str]
    paths: Mapping[str, str]
    date: str
    schema_address: str = ""


def plan(site: TargetSite, reading: Reading) -> ImportPlan:
    """Match, merge and name all that was read."""
    complete, incomplete = _complete(_with_owner(reading.papers, site.shelf))
    tied = tie(complete, site.shelf)
    entries = {id(entry.record): entry for entry in tied.entries}
    works = survey(site.shelf, [SearchHit("", entry.record) for entry in tied.entries], tied.apart)
    damaged = [*map(provenance.lost, site.shelf.damaged), *site.imported.problems]
    problems = [*damaged, *reading.problems, *incomplete, *tied.problems]
    losses = [*reading.losses, *tied.losses, *_second_keys(works, entries)]
    works = tuple(_with_keys_of_their_own(_with_state(works, entries, problems), entries, site.shelf, losses))
    digests = zip(tied.entries, digests_of(complete, site.paths), strict=True)
    memory = EntryMemory({id(entry.record): digest for entry, digest in digests}, site.imported.entries)
    news, same = _with_news(works, memory, site.shelf)
    updates = _updates(news, site, problems)
    additions, left_out = _additions(news, entries, site, problems)
    changes = [change for _, change in (*updates, *additions)]
    done = [(work, change.slug) for work, change in (*updates, *additions)]
    slugs = {find.record.source_id: slug for work, slug in done for find in work.finds}
    slugs |= _slugs(same, memory, site.shelf)
    imported = replace(site.imported, entries=memory.remembered(done))
    files, imported = documents.changed(with_slugs(reading.documents, slugs), site.before, imported)
    copies, imported = documents.copied(site.copies, site.digests, imported)
    problems += [problem for change in changes for problem in change.problems]
    problems += [problem for change in files for problem in change.problems]
    problems += [problem for copy in copies for problem in copy.problems]
    decisions = replace(site.shelf.decisions, pulled=site.shelf.decisions.pulled | {change.slug for change in changes})
    disputed = [(change.file, conflict) for change in changes for conflict in change.conflicts]
    disputed += [(change.file, conflict) for change in files for conflict in change.conflicts]
    report = ImportReport(
        papers=len(reading.papers),
        added=tuple(
            Added(addition.file, str(addition.data["title"]), str(addition.data.get("date", "")))
            for _, addition in additions
        ),
        updated=tuple(Updated(update.file, update.fields) for _, update in updates if update.is_new_text),
        joined=tuple(sorted(_joined(works, entries, slugs))),
        files=(
            *(change.file for change in files if change.old != change.new),
            *(copy.file for copy in copies if copy.is_news),
        ),
        conflicts=tuple(Disputed(*pair) for pair in disputed),
        alike=tuple(_alike(work, change) for work, change in additions if work.looks_like.startswith("content/")),
        left_out=tuple(left_out),
        losses=tuple(sorted(set(losses))),
        problems=tuple(problems),
    )
    return ImportPlan(tuple(changes), tuple(files), tuple(copies), decisions, imported, report)


def _with_owner(entries: Sequence[PaperEntry], shelf: SiteSnapshot) -> list[PaperEntry]:
    """Entries whose only author is an ORCID iD, with the name of the person here who has it, else of the owner."""
    names = {author.orcid: author.name for author in shelf.authors if author.orcid}
    owner = next((author.name for author in shelf.authors if author.slug == shelf.config.owner), "")
    known = []
    for entry in entries:
        people = entry.record.fields.get("authors") or []
        if len(people) == 1 and isinstance(people[0], Mapping) and set(people[0]) == {"orcid"}:
            name = names.get(people[0]["orcid"], owner)
            fields = {**entry.record.fields, "authors": [name] if name else []}
            known.append(entry._replace(record=replace(entry.record, fields=fields)))
        else:
            known.append(entry)
    return known


def _complete(entries: Sequence[PaperEntry]) -> tuple[list[PaperEntry], list[Problem]]:
    """The entries that make a paper, and a problem for each that lacks what every paper has."""
    complete, problems = [], []
    for entry in entries:
        fields = entry.record.fields
        lacking = [] if fields.get("title") else ["title"]
        lacking += [] if makers(fields) else ["authors"]
        name = " ".join((entry.record.source_id or str(fields.get("title") or "")).split())
        if not lacking:
            complete.append(entry)
            continue
        sentence = f"it has no {' and no '.join(lacking)}, so it is left out"
        problems.append(Problem(entry.file, entry.line, 0, name, sentence, _NAMELESS.get(name[:6], ""), "warning"))
    return complete, problems


_NAMELESS = {"orcid ": "write orcid: into the file of the person whose record this is, and import it again"}
"""What to do about entries that name nobody, by how they are called."""
_UNDATED = {"status": "in preparation", "draft": "true"}
"""What a file says that has no date: whatever is to be shown needs one."""
_DATED = {"status": "published", "draft": "false"}


def _with_state(
    works: Sequence[MatchedPaper], entries: Mapping[int, PaperEntry], problems: list[Problem]
) -> list[MatchedPaper]:
    """Papers with what follows from their dates: one without is a draft, and none any more when it has one."""
    known = []
    for work in works:
        fields, was_draft = work.combined.fields, work.past is not None and work.past.base.get("draft") == "true"
        is_new = work.paper is None
        state: Mapping[str, str] = {}
        if work.finds and not fields.get("date") and fields.get("status") not in UNPUBLISHED and (is_new or was_draft):
            state = _UNDATED
            problems += [_undated(entries[id(find.record)]) for find in work.finds]
        elif fields.get("date") and was_draft:
            state = {name: value for name, value in _DATED.items() if name not in fields}
        sources = dict.fromkeys(state, (IMPORT,))
        combined = replace(
            work.combined,
            fields={**fields, **state},
            origins={**work.combined.origins, **sources},
            told={**work.combined.told, **{name: frozenset(told) for name, told in sources.items()}},
        )
        known.append(replace(work, combined=combined) if state else work)
    return known


def _undated(entry: PaperEntry) -> Problem:
    name = " ".join((entry.record.source_id or str(entry.record.fields.get("title") or "")).split())
    sentence = "it has no year, so its file is a draft, which is not shown"
    hint = "write its year into the list, or its date: into the file, without the lines status: and draft:"
    return Problem(entry.file, entry.line, 0, name, sentence, hint, "warning")


def _second_keys(works: Sequence[MatchedPaper], entries: Mapping[int, PaperEntry]) -> list[Loss]:
    """The citation keys of entries that are of one paper with another: it has the first of them."""
    losses = []
    for work in works:
        keys: dict[str, PaperEntry] = {}
        for find in work.finds:
            key = _key(find.record.fields)
            if key:
                keys.setdefault(key, entries[id(find.record)])
        for key, entry in list(keys.items())[1:]:
            losses.append(Loss(entry.file, entry.line, "key", key, "the same paper has another key in this file"))
    return losses


def _with_keys_of_their_own(
    works: Sequence[MatchedPaper], entries: Mapping[int, PaperEntry], shelf: SiteSnapshot, losses: list[Loss]
) -> Iterator[MatchedPaper]:
    """Papers without the citation keys that other papers have: those of the site, then the first entry with a key."""
    owners = {_key(paper.data).casefold(): paper.slug for paper in shelf.papers}
    for work in works:
        key = _key(work.combined.fields)
        name = work.paper.slug if work.paper else str(id(work))
        if not key or owners.setdefault(key.casefold(), name) == name:
            yield work
            continue
        reason = "another paper has this key, so this one gets one of its own"
        losses.extend(
            Loss(entry.file, entry.line, "key", key, reason)
            for entry in (entries[id(find.record)] for find in work.finds)
        )
        overrides = {name: value for name, value in work.combined.fields["bibtex"].items() if name != "key"}
        fields = {name: value for name, value in work.combined.fields.items() if name != "bibtex"}
        fields |= {"bibtex": overrides} if overrides else {}
        yield replace(work, combined=replace(work.combined, fields=fields))


def _key(fields: Mapping[str, Any]) -> str:
    return str((fields.get("bibtex") or {}).get("key") or "")


def _joined(
    works: Sequence[MatchedPaper], entries: Mapping[int, PaperEntry], slugs: Mapping[str, str]
) -> Iterator[Joined]:
    """The entries that are of one paper with an earlier one."""
    for work in works:
        if len(work.finds) > 1:
            first, *others = (entries[id(find.record)] for find in work.finds)
            slug = slugs.get(first.record.source_id, "")
            for other in others:
                yield Joined(other.file, other.line, _name(other), first.file, first.line, _name(first), slug)


def _name(entry: PaperEntry) -> str:
    """What its file calls an entry; nothing where a digest stands for it."""
    return entry.record.source_id.partition("#")[0].strip()


def _with_news(
    works: Sequence[MatchedPaper], memory: EntryMemory, shelf: SiteSnapshot
) -> tuple[list[MatchedPaper], list[MatchedPaper]]:
    """The works with something new, and those without."""
    known = {*(paper.slug for paper in shelf.papers), *shelf.pasts}
    news: list[MatchedPaper] = []
    same: list[MatchedPaper] = []
    for work in works:
        is_gone = work.paper is None and bool(work.gone)  # this is told each time
        (same if memory.is_unchanged(work, known) and not is_gone else news).append(work)
    return news, same


def _slugs(works: Sequence[MatchedPaper], memory: EntryMemory, shelf: SiteSnapshot) -> dict[str, str]:
    """The papers of entries without news: those that they went to, also where somebody has renamed them since."""
    current = {paper.slug for paper in shelf.papers}
    slugs = {}
    for work in works:
        for find in work.finds:
            slug = memory.slug(find.record)
            slugs[find.record.source_id] = work.paper.slug if work.paper and slug not in current else slug
    return slugs


def _updates(
    works: Sequence[MatchedPaper], site: TargetSite, problems: list[Problem]
) -> list[tuple[MatchedPaper, Change]]:
    done = []
    day = Day(site.date, (IMPORT,))
    for work in works:
        if work.paper is None or not work.finds:
            continue
        rejected = site.shelf.decisions.rejected
        try:
            done.append(
                (work, update(work.paper, work, day, rejected=rejected, own_files=site.own_files, may_shrink=True))
            )
        except SitegenError as error:
            problems += error.problems
    return done


def _additions(
    works: Sequence[MatchedPaper], entries: Mapping[int, PaperEntry], site: TargetSite, problems: list[Problem]
) -> tuple[list[tuple[MatchedPaper, Change]], list[str]]:
    """Name and make the files of new papers: the oldest first, so that names do not depend on the order in a file."""
    taken = {slug.casefold() for slug in (*(paper.slug for paper in site.shelf.papers), *site.shelf.pasts)}
    done, left_out = [], []
    new = [work for work in works if work.paper is None and work.finds]
    for work in sorted(new, key=lambda work: (str(work.fields.get("date", "")), str(work.fields["title"]), work.id)):
        if work.gone:
            sentence = f"its file {work.gone[0]}.yaml was deleted by hand, and stays away until `{_back(work.gone[0])}`"
            left_out.append(f"{work.fields['title']}: {sentence}")
            continue
        wished = next((slug for find in work.finds if (slug := entries[id(find.record)].slug)), "")
        slug = wished if wished and wished.casefold() not in taken else name(work.fields, taken)
        taken.add(slug.casefold())
        try:
            day = Day(site.date, (IMPORT,))
            change = create(work, slug, day, schema_address=site.schema_address, own_files=site.own_files)
            done.append((work, change))
        except SitegenError as error:
            entry = entries[id(work.finds[0].record)]
            problems += [
                Problem(entry.file, entry.line, 0, fault.field, f"it is left out: {fault.sentence}", severity="warning")
                for fault in error.problems
            ]
    return sorted(done, key=lambda addition: addition[1].file), left_out


def _back(slug: str) -> str:
    return f"sitegen pull --accept {slug}"


def _alike(work: MatchedPaper, change: Change) -> Candidate:
    return Candidate(change.file, str(change.data["title"]), "", "alike", work.looks_like)
