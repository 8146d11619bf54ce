"""Ties: which paper of a site an entry is of, by what the file calls it, and which entries are not one paper.

In: entries, and the papers that are there. Out: records whose `source_id` ties them to what they were before, and pairs
that are not one paper. A key ties only together with a title, for keys are given twice; an identifier that stands on
two different titles belongs to the first of them; and two publications of one title are two papers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.errors import Problem
from sitegen.importers.reading import Loss, PaperEntry
from sitegen.merge.appearance import names_agree
from sitegen.merge.combine import clean
from sitegen.merge.likeness import author_name, family_key, identities_of, makers, title_key, year_of
from sitegen.merge.match import alikeness
from sitegen.merge.record import IMPORT, Record
from sitegen.pull.provenance import digest
from sitegen.pull.site_snapshot import SiteSnapshot
from sitegen.records import NamedTuple, dataclass

_EDITED = 70.0
"""Percent of letters in common with which a title is the same one, edited."""
_SAME = 85.0
_UNPUBLISHED = frozenset({"", "preprint", "other"})


@dataclass(frozen=True, slots=True)
class Tied:
    """Records ready to be matched, each with its entry; the pairs that are not one paper; what is to be said."""

    entries: tuple[PaperEntry, ...]
    apart: tuple[tuple[int, int], ...]
    losses: tuple[Loss, ...]
    problems: tuple[Problem, ...]


class _Description(NamedTuple):
    """One paper or one entry, as far as it can be told from others by it."""

    title: str
    authors: tuple[str, ...]
    year: int
    kind: str
    venue: Mapping[str, Any]
    identities: frozenset[str]


def tie(entries: Sequence[PaperEntry], shelf: SiteSnapshot) -> Tied:
    """Tie entries to the papers of a site."""
    papers = [_of_paper(shelf, paper.slug, paper.data) for paper in shelf.papers]
    papers += [_of_paper(shelf, slug, shelf.pasts[slug].base) for slug in shelf.gone]
    cleaned = [
        entry._replace(record=replace(entry.record, fields=clean(dict(entry.record.fields)))) for entry in entries
    ]  # as files will have them, or they would not be known again
    named, losses, problems = _without_shared(cleaned, papers)
    names = _Names(papers)
    tied = []
    for entry in named:
        record = replace(entry.record, source=IMPORT, source_id=names.name(entry.record))
        tied.append(entry._replace(record=record))
    return Tied(tuple(tied), tuple(_apart(papers, tied)), tuple(losses), tuple(problems))


def _of_paper(shelf: SiteSnapshot, slug: str, fields: Mapping[str, Any]) -> _Description:
    past = shelf.pasts.get(slug)
    known = _description({**fields, **(past.base if past else {})})
    return known._replace(identities=identities_of(fields) | (past.identities if past else frozenset()))


def _description(fields: Mapping[str, Any]) -> _Description:
    venue = fields.get("venue")
    return _Description(
        title_key(str(fields.get("title") or "")),
        tuple(family_key(author_name(person)) for person in makers(fields)),
        year_of(fields),
        str(fields.get("type") or ""),
        venue if isinstance(venue, Mapping) else {"name": venue} if venue else {},
        identities_of(fields),
    )


def _without_shared(
    entries: Sequence[PaperEntry], papers: Sequence[_Description]
) -> tuple[list[PaperEntry], list[Loss], list[Problem]]:
    """Take an identifier from an entry where it is known under another title."""
    owners: dict[str, _Description] = {}
    for paper in papers:
        owners.update(dict.fromkeys(paper.identities, paper))
    own: dict[str, _Description] = {}
    kept, losses, problems = [], [], []
    for entry in entries:
        this = _description(entry.record.fields)
        fields = dict(entry.record.fields)
        for identity in sorted(this.identities):
            first = own.setdefault(identity, this)
            owner = owners.get(identity)
            is_strange = owner is not None and not _same_title(this, owner) and not _same_people(this, owner)
            if _same_title(this, first) and not is_strange:
                continue
            if first is this:
                del own[identity]
            field, value = _taken(fields, identity)
            sentence = f'"{value}" stands on another paper too, so this one goes without it'
            hint = "they are two papers now: write the right identifier into the one that lacks it"
            problems.append(Problem(entry.file, entry.line, 0, field, sentence, hint, "warning"))
            losses.append(Loss(entry.file, entry.line, field, value, "it belongs to another paper"))
        kept.append(entry._replace(record=replace(entry.record, fields=fields)))
    return kept, losses, problems


def _taken(fields: dict[str, Any], identity: str) -> tuple[str, str]:
    """Move an identifier out of the fields of a paper, to where it does no harm; return its field and its value."""
    kind = identity.partition(":")[0]
    if kind in ("doi", "arxiv") and fields.get(kind):
        field, value = kind, str(fields.pop(kind))
        if kind == "arxiv" and fields.get("type") == "preprint" and not fields.get("venue"):
            categories = ", ".join(fields.pop("arxiv_categories", ()))
            value = f"{value} [{categories}]" if categories else value
            fields["venue"] = {"name": "arXiv"}  # as the number said
    else:
        ids = dict(fields.get("ids") or {})
        field, value = f"ids.{kind}", str(ids.pop(kind, identity))
        fields["ids"] = ids
    fields["extra"] = {**(fields.get("extra") or {}), kind: value}
    return field, value


def _same_title(first: _Description, second: _Description) -> bool:
    """Whether two titles are one: nearly the same letters, or one with the other's subtitle left out."""
    short, long = sorted((first.title, second.title), key=len)
    is_begun = long.startswith(f"{short} ") and " " in short
    return not short or short == long or is_begun or alikeness(short, long) >= _SAME


def _same_people(first: _Description, second: _Description) -> bool:
    if not first.authors or not second.authors:
        return True
    fewer, more = sorted((set(first.authors), set(second.authors)), key=len)
    return len(fewer & more) * 2 > len(fewer)


class _Names:
    """The names of entries: their keys, told apart where one key stands on two works; else by what they say."""

    def __init__(self, papers: Sequence[_Description]) -> None:
        self._owners: dict[str, list[_Description]] = defaultdict(list)
        for paper in papers:
            for identity in paper.identities:
                if identity.startswith(f"{IMPORT}:"):
                    self._owners[identity.removeprefix(f"{IMPORT}:")].append(paper)

    def name(self, record: Record) -> str:
        """The name of an entry: that of a paper or an earlier entry that it may be, else one that is free."""
        this = _description(record.fields)
        key = " ".join(record.source_id.split())
        if key and not key.isprintable():  # what no file can hold is called by a digest of it
            key = f"#{digest(key)}"
        if not key:
            return f"#{digest([this.title, this.kind, this.year, this.authors, this.venue])}"
        owners = self._owners[key]
        if not owners:
            owners.append(this)
        return key if any(_may_be(this, owner) for owner in owners) else f"{key} #{digest(this.title)}"


def _may_be(this: _Description, other: _Description) -> bool:
    """Whether an entry is what another of the same key was, its title edited at most."""
    if this.identities & other.identities:
        return True
    return alikeness(this.title, other.title) >= _EDITED and not _is_apart(this, other)


def _apart(papers: Sequence[_Description], entries: Sequence[PaperEntry]) -> Iterator[tuple[int, int]]:
    """The pairs of one title that appeared in two places, by their places among papers and entries."""
    titles: dict[str, list[tuple[int, _Description, str]]] = defaultdict(list)
    known = [(at, paper, "") for at, paper in enumerate(papers)]
    known += [
        (len(papers) + at, _description(entry.record.fields), f"{IMPORT}:{entry.record.source_id}")
        for at, entry in enumerate(entries)
    ]
    for at, this, name in known:
        for other_at, other, other_name in titles[this.title] if this.title else ():
            is_tied = name in other.identities or (bool(name) and name == other_name)
            if not is_tied and name and _is_apart(this, other):
                yield other_at, at
        titles[this.title].append((at, this, name))


def _is_apart(first: _Description, second: _Description) -> bool:
    """Whether both appeared, each somewhere else: a conference's paper and the article made of it."""
    if first.kind in _UNPUBLISHED or second.kind in _UNPUBLISHED or first.identities & second.identities:
        return False
    if first.kind != second.kind:
        return True
    names = str(first.venue.get("name") or ""), str(second.venue.get("name") or "")
    if all(names) and not names_agree(*names) and alikeness(*map(title_key, names)) < _SAME:
        return True
    volumes = first.venue.get("volume"), second.venue.get("volume")
    return bool(all(volumes) and volumes[0] != volumes[1] and first.year != second.year)
