"""Profile of a person that sources are sure of: other spellings, the institution, ids elsewhere.

In: a person's file, the papers of theirs that came in, and what was pulled of them before. Out: the file with what it
leaves open, and what to remember of that. Only records in which a source itself points at the person count, and only
what they agree on; what a hand wrote, changed or took away stays so, and a former name is never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.merge.likeness import author_name, family_key, initial_key, name_key
from sitegen.merge.namesakes import COMMON_NAMES
from sitegen.merge.record import Record
from sitegen.pull import provenance
from sitegen.pull.changes import Change, Day
from sitegen.pull.people import KINDS, PulledPerson
from sitegen.pull.provenance import Origin, PullState
from sitegen.pull.site_snapshot import PersonFile
from sitegen.records import NamedTuple, dataclass
from sitegen.regex import regex
from sitegen.text import names

_MOST = 6
"""Spellings of one name that a file is given."""
_WORD = regex(r"[^\W\d_]+")


class SourcedValue(NamedTuple):
    """One value, and the sources that it is from."""

    value: Any
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """Everybody else: the names (`name_key`) of people with a file, and all names on papers by `initial_key`."""

    names: frozenset[str]
    crowd: Mapping[str, frozenset[str]]


class _PersonOnPaper(NamedTuple):
    """The person's place on one paper, as one source has it."""

    record: Record
    entry: Any

    @property
    def date(self) -> str:
        return str(self.record.fields.get("date", ""))

    @property
    def affiliations(self) -> tuple[str, ...]:
        return tuple(self.entry.get("affiliations") or ()) if isinstance(self.entry, dict) else ()


def profile(
    person: PulledPerson, person_file: PersonFile, records: Iterable[Record], others: Others, day: Day
) -> Change | None:
    """The change of a person's file, or nothing. Raises `SitegenError` when the file cannot be changed in place."""
    file, past = person_file
    pointed = ((record, record.person) for record in records if record.person is not None and _people(record))
    places = [_PersonOnPaper(record, _people(record)[position]) for record, position in pointed]
    known = {"affiliation": _affiliation(places), **_ids(places)}
    data, base = dict(file.data), dict(past.base)
    changed = [key for key, fact in known.items() if fact and _take(key, fact.value, data, base)]
    before = frozenset(map(name_key, past.base.get("names") or ()))
    spelled = _spellings(person, places, replace(others, names=others.names | before))
    if spelled:
        data["names"] = [*(data.get("names") or ()), *spelled.value]
        base["names"] = [*(base.get("names") or ()), *spelled.value]
        changed.append("names")
    if not changed:
        return None
    sources = {key: fact.sources for key, fact in {**known, "names": spelled}.items() if fact}
    origins = {**past.origins, **{key: Origin(sources[key], day.date) for key in changed}}
    remembered = replace(past, base=base, origins=origins)
    return Change(
        slug=person.slug,
        file=file.file,
        old=file.raw,
        new=file.edited(data, "author"),
        past=provenance.as_text(remembered, "author"),
        past_file=provenance.person_path(person.slug),
        fields=tuple(sorted(changed)),
        data=data,
    )


def _people(record: Record) -> Sequence[Any]:
    return record.fields.get("authors") or ()


def _take(key: str, value: Any, data: dict[str, Any], base: dict[str, Any]) -> bool:
    """Fill in what is open, or still as it was pulled; what a hand has touched stays."""
    is_open = key not in base and data.get(key) in (None, "")
    if value == data.get(key) or not (is_open or (key in base and data.get(key) == base[key])):
        return False
    data[key] = base[key] = value
    return True


def _affiliation(mentions: Iterable[_PersonOnPaper]) -> SourcedValue | None:
    """The one institution of the newest paper that names any; of several, the one that other papers name too."""
    having = sorted(
        (mention for mention in mentions if mention.affiliations and mention.date), key=lambda mention: mention.date
    )
    if not having:
        return None
    newest = having[-1].affiliations
    if len(newest) > 1:
        counts = Counter(institution for mention in having for institution in mention.affiliations)
        newest = tuple(institution for institution in newest if counts[institution] > 1)
    if len(newest) != 1:
        return None
    sources = (mention.record.source for mention in having if newest[0] in mention.affiliations)
    return SourcedValue(newest[0], tuple(dict.fromkeys(sources)))


def _ids(mentions: Iterable[_PersonOnPaper]) -> dict[str, SourcedValue | None]:
    """The identifiers that every record which has one of the kind agrees on."""
    agreed: dict[str, dict[str, list[str]]] = {kind: {} for kind in KINDS}
    for mention in mentions:
        own = dict(mention.record.person_ids)
        if isinstance(mention.entry, dict) and mention.entry.get("orcid"):
            own["orcid"] = str(mention.entry["orcid"])
        for kind in own.keys() & agreed.keys():
            agreed[kind].setdefault(own[kind], []).append(mention.record.source)
    return {
        kind: SourcedValue(next(iter(values)), tuple(dict.fromkeys(*values.values()))) if len(values) == 1 else None
        for kind, values in agreed.items()
    }


def _spellings(person: PulledPerson, mentions: Iterable[_PersonOnPaper], others: Others) -> SourcedValue | None:
    """Other spellings of the person's name, the commonest first: initials, middle names, nothing else."""
    counts: Counter[str] = Counter()
    sources: dict[str, None] = {}
    for mention in mentions:
        name = author_name(mention.entry)
        key = name_key(name)
        is_known = key in person.names or key in others.names or _is_anybodys(name, person, others)
        is_former = any(_is_spelling(name, former) for former in person.author.formerly)
        if not is_known and not is_former and _is_spelling(name, person.author.name):
            counts[name] += 1
            sources[mention.record.source] = None
    chosen: dict[str, str] = {}
    for name, _ in sorted(counts.items(), key=lambda count: (-count[1], count[0])):
        chosen.setdefault(name_key(name), name)
    return SourcedValue(list(chosen.values())[:_MOST], tuple(sources)) if chosen else None


def _is_anybodys(name: str, person: PulledPerson, others: Others) -> bool:
    """Whether initials stand for others too: for a family name that many have, or for somebody on the site's papers."""
    if any(len(word) > 1 for word in _given_names(name)):
        return False
    alike = others.crowd.get(initial_key(name), frozenset())
    is_common = family_key(name) in COMMON_NAMES
    return is_common or any(not _is_spelling(other, person.author.name) for other in alike)


def _is_spelling(name: str, other: str) -> bool:
    """Whether two names have one family name, and given names that are the same or short for each other."""
    if not name or family_key(name) != family_key(other):
        return False
    pairs = zip(_given_names(name), _given_names(other), strict=False)
    matches = [
        given_name.startswith(other_given_name) or other_given_name.startswith(given_name)
        for given_name, other_given_name in pairs
    ]
    return bool(matches) and all(matches)


def _given_names(name: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(names.split(name).given)]


def learned(data: Mapping[str, Any], past: PullState) -> frozenset[str]:
    """The kinds of ids in a person's file that a pull wrote there: they are shown, and nobody is asked by them."""
    return frozenset(kind for kind in KINDS if data.get(kind) and data.get(kind) == past.base.get(kind))
