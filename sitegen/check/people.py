"""Findings about who is who: spellings that may be one person, names that are none, files without a paper.

In: a `Subject`. Out: findings, each with its evidence and the line to write. Never joins two people: it asks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.content.notation import inline
from sitegen.errors import Severity
from sitegen.site.formerly import find, former_names
from sitegen.site.graph import Person
from sitegen.site.people import same_name
from sitegen.text.names import split
from sitegen.text.slugs import slug

from .finding import Finding
from .spellings import likeness, oddity, parts
from .subject import Kind, Subject

_SURE = "spelled otherwise"
"""The likeness that needs no further evidence."""
_NAMED = 3
"""Co-authors in common that are named."""


def people(subject: Subject) -> Iterator[Finding]:
    """Yield what is doubtful about the people on the site's papers."""
    places = _places(subject)
    yield from _suggestions(subject, places)
    yield from _odd_names(subject, places)
    yield from _identifiers(subject)
    yield from _repeated(subject)
    yield from _without_papers(subject)


def _found(rule: str, severity: Severity = "warning") -> Kind:
    return "people", rule, severity


class _Place(NamedTuple):
    """Where a name stands: the paper's file, and the position among its authors."""

    file: str
    position: int


def _places(subject: Subject) -> Mapping[str, list[_Place]]:
    """Return every place of each name, as spelled."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for paper in subject.content.papers:
        for position, authorship in enumerate(paper.credited):
            found[authorship.name].append(_Place(paper.file, position))
    return found


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two people who may be one: `rare` is the one with fewer papers and, if anybody, without a file."""

    rare: Person
    known: Person
    likeness: str
    common: tuple[str, ...]


def _suggestions(subject: Subject, places: Mapping[str, list[_Place]]) -> Iterator[Finding]:
    """Spellings that may be one person's, each with the likeliest."""
    best: dict[str, _Pair] = {}
    for pair in _pairs(subject):
        before = best.get(pair.rare.slug)
        if before is None or _strength(pair) > _strength(before):
            best[pair.rare.slug] = pair
    for pair in best.values():
        yield _suggestion(subject, pair, places)


def _strength(pair: _Pair) -> tuple[int, bool, int, str]:
    return len(pair.common), pair.likeness == _SURE, len(pair.known.papers), pair.known.slug


def _pairs(subject: Subject) -> Iterator[_Pair]:
    groups: dict[str, list[Person]] = defaultdict(list)
    former = former_names(subject.content.authors)
    for person in subject.site.people.values():
        if former and any(True for _ in find(person.name, former)):
            continue  # no message proposes a name that somebody gave up
        found = parts(person.name)
        if found.given:
            groups[found.family].append(person)
            if len(found.given) == 1 and found.given[0] != found.family:
                groups[" ".join(sorted((found.family, *found.given))) + " turned"].append(person)
    for group in groups.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                how = likeness(one.name, other.name)
                if how and not _are_two(one, other):
                    pair = _pair(subject, one, other, how)
                    if pair.common or how == _SURE or (pair.known.author and _is_only(pair, group)):
                        yield pair


def _are_two(one: Person, other: Person) -> bool:
    """Whether something says that they are two: a paper with both, two ORCID iDs, two files, `not` in a file."""
    if not set(one.papers).isdisjoint(other.papers) or (one.orcid and other.orcid) or (one.author and other.author):
        return True
    return _is_denied(one, other) or _is_denied(other, one)


def _is_denied(one: Person, other: Person) -> bool:
    """Whether the file of one says that all papers of the other are a namesake's."""
    return bool(one.author and set(other.papers) <= set(one.author.not_))


def _pair(subject: Subject, one: Person, other: Person, how: str) -> _Pair:
    known, rare = sorted((one, other), key=lambda person: (person.author is None, -len(person.papers), person.slug))
    met = dict(known.coauthors)
    common = sorted((one for one, _ in rare.coauthors if one in met), key=lambda one: (-met[one], one))
    return _Pair(rare, known, how, tuple(subject.site.people[one].name for one in common))


def _is_only(pair: _Pair, group: list[Person]) -> bool:
    """Whether nobody else could be the one with the rarer spelling."""
    return sum(bool(likeness(pair.rare.name, person.name)) for person in group if person is not pair.rare) == 1


def _suggestion(subject: Subject, pair: _Pair, places: Mapping[str, list[_Place]]) -> Finding:
    rare, known = pair.rare.name, pair.known.name
    evidence = _evidence(pair)
    if pair.known.author:
        listed = ", ".join(pair.rare.papers[:_NAMED]) + (", …" if len(pair.rare.papers) > _NAMED else "")
        sentence = f'"{rare}" on {_many(len(pair.rare.papers), "paper")} may be {known} ({pair.likeness}; {evidence})'
        hint = f"if so, add {inline(rare, flow=True)} to names: [ ]; if not, add to not: [{listed}]"
        finding = subject.in_content(_found("same", "suggestion"), pair.known.author.file, ("names",), sentence, hint)
        return finding._replace(people=(pair.known.slug, pair.rare.slug))
    full = max(known, rare, key=lambda name: (sum(map(len, parts(name).given)), not name.isascii()))
    names = f"name: {inline(full)}\nnames: [{inline(rare if full == known else known, flow=True)}]"
    sentence = f'"{rare}" may be {known} ({pair.likeness}; {evidence})'
    hint = f"if so, write content/authors/{slug(full)}.yaml:\n{names}"
    first = min(places[rare])
    keys = ("authors", first.position)
    finding = subject.in_content(_found("same", "suggestion"), first.file, keys, sentence, hint)
    return finding._replace(people=(pair.known.slug, pair.rare.slug))


def _evidence(pair: _Pair) -> str:
    if not pair.common:
        return "no co-author in common"
    named = ", ".join(pair.common[:_NAMED]) + (" …" if len(pair.common) > _NAMED else "")
    return f"{_many(len(pair.common), 'co-author')} in common: {named}"


def _odd_names(subject: Subject, places: Mapping[str, list[_Place]]) -> Iterator[Finding]:
    """Names that do not look like a person's, each once."""
    for name, found in places.items():
        odd = oddity(name)
        if odd:
            first = min(found)
            more = f" (and on {_many(len(found) - 1, 'other paper')})" if len(found) > 1 else ""
            keys = ("authors", first.position)
            yield subject.in_content(_found(odd.rule), first.file, keys, odd.sentence + more, odd.hint)


def _identifiers(subject: Subject) -> Iterator[Finding]:
    """ORCID iDs that stand beside two names which cannot be one person's."""
    known = {
        author.orcid: {same_name(name) for name in (author.name, *author.names, *author.formerly)}
        for author in subject.content.authors
        if author.orcid
    }
    first: dict[str, tuple[str, str]] = {}
    for paper in subject.content.papers:
        for position, authorship in enumerate(paper.credited):
            orcid, name = authorship.orcid, authorship.name
            if not orcid:
                continue
            other, file = first.setdefault(orcid, (name, paper.file))
            names = {same_name(name), same_name(other)}
            if len(names) == 1 or likeness(name, other) or names <= known.get(orcid, set()):
                continue
            sentence = f'{orcid} stands beside "{name}" here, and beside "{other}" in {file}'
            hint = "correct the one that is wrong; if both are one person's, write the other spelling into their file"
            keys = ("authors", position, "orcid")
            yield subject.in_content(_found("orcid"), paper.file, keys, sentence, hint)


def _repeated(subject: Subject) -> Iterator[Finding]:
    """People who stand twice among the authors of one paper."""
    for entry in subject.site.entries.values():
        counts = Counter(credit.person.slug for credit in entry.credits if credit.person)
        for position, credit in enumerate(entry.credits):
            if credit.person and counts[credit.person.slug] > 1:
                counts[credit.person.slug] = 0
                sentence = f"{credit.person.name} stands twice among the authors"
                hint = "delete one; or, if they are two people, tell them apart with author: or orcid:"
                keys = ("authors", position)
                yield subject.in_content(_found("twice"), entry.paper.file, keys, sentence, hint)


def _without_papers(subject: Subject) -> Iterator[Finding]:
    """The owner, and others with a file, whom no paper names."""
    site = subject.site
    for person in site.members:
        if person.papers or not person.author or not site.papers:
            continue
        is_owner = person is site.owner
        if not is_owner and (person.author.group or site.owner is None):
            continue
        sentence = f"no paper names {person.name}" + (", whose page is the home page" if is_owner else "")
        close = sorted(
            other.name
            for other in site.people.values()
            if other is not person and split(other.name).likeness_key[0] == split(person.name).likeness_key[0]
        )
        hint = f"under names:, write how papers spell it{': ' + ', '.join(close[:_NAMED]) if close else ''}"
        severity: Severity = "warning" if is_owner else "suggestion"
        yield subject.in_content(_found("papers", severity), person.author.file, ("name",), sentence, hint)
    if site.owner and site.owner.papers:
        own = set(site.owner.papers)
        for entry in site.papers:
            if entry.paper.slug not in own:
                sentence = f"does not name {site.owner.name}, so it is not on the home page"
                hint = f"if it should be, write author: {site.owner.slug} beside the name that is theirs"
                found = _found("owner", "suggestion")
                yield subject.in_content(found, entry.paper.file, ("authors",), sentence, hint)


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
