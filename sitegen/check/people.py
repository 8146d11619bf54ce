"""Findings about who is who: spellings that may be one person, names that are none, files without a paper.

In: a `Subject`. Out: findings, each with its evidence and the line to write. Never joins two people: it asks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Mapping

from sitegen.check.context import CheckContext, Kind
from sitegen.check.finding import Finding
from sitegen.check.fixes import Question, crowd_answer, pair_answer
from sitegen.check.identities import ASK, Crowd, Pair, Population, crowds, pairs
from sitegen.check.parted_names import PartedName, parted_names
from sitegen.check.spellings import Oddity, likeness, oddity
from sitegen.content.yaml_writer import inline
from sitegen.errors import Severity, SitegenError
from sitegen.pull import decisions
from sitegen.records import NamedTuple
from sitegen.site.formerly import find, former_names
from sitegen.site.graph import Person
from sitegen.site.people import same_name
from sitegen.text.names import Spelling, spelling, split

_LATER = 100.0
"""Pages of several people are asked about after all pairs."""
_NAMED = 3
"""Co-authors in common that are named."""


def people(subject: CheckContext) -> Iterator[Finding]:
    """Yield what is doubtful about the people on the site's papers."""
    places = _places(subject)
    yield from (finding for finding, _ in suggestions(subject, places))
    yield from _odd_names(subject, places)
    parted = tuple(parted_names(subject.facts, _known_names(subject, places)))
    yield from (_parted(subject, name) for name in parted)
    yield from _identifiers(subject)
    yield from _without_id(subject, places)
    yield from _repeated(subject)
    yield from _without_papers(subject, parted)


def _found(rule: str, severity: Severity = "warning") -> Kind:
    return "people", rule, severity


class _NamePosition(NamedTuple):
    """The position of a name: the paper's file, and the position among its authors."""

    file: str
    position: int


def _places(subject: CheckContext) -> Mapping[str, list[_NamePosition]]:
    """Return every place of each name, as spelled."""
    positions: dict[str, list[_NamePosition]] = defaultdict(list)
    for paper in subject.facts:
        for position, authorship in enumerate(paper.credited):
            positions[authorship.name].append(_NamePosition(paper.file, position))
    return positions


def suggestions(
    subject: CheckContext, places: Mapping[str, list[_NamePosition]] | None = None
) -> Iterator[tuple[Finding, Question]]:
    """Yield who may be one person and which page may be of several, each with what it is a question about."""
    try:
        known = decisions.read(subject.root)
    except SitegenError:  # `pull` says what is wrong with the file; what was answered "no" is asked again
        known = decisions.Decisions()
    places = _places(subject) if places is None else places
    former = former_names(subject.content.authors)
    told_apart = [(slug, other) for slug, _, other in (pair.partition(" ") for pair in known.two_people)]
    written: dict[str, str] = {}
    population = Population(subject.site)
    for pair in pairs(subject.site, told_apart, population):
        names = (pair.rare.name, pair.known.name)
        if not any(_is_several(name) or any(True for _ in find(name, former)) for name in names):
            yield _suggestion(subject, pair, places, written), pair
    for crowd in crowds(subject.site, known.one_person, population):
        yield _question(subject, crowd), crowd


def _is_several(name: str) -> bool:
    """Tell whether a name is of several people, so that it is nobody's other spelling."""
    odd = oddity(name)
    return odd is not None and odd.rule in ("several", "rest")


def _suggestion(
    subject: CheckContext, pair: Pair, places: Mapping[str, list[_NamePosition]], written: dict[str, str]
) -> Finding:
    """Return the question whether two are one; `written` has the names by whose questions files would be made."""
    rare, known = pair.rare.name, pair.known.name
    evidence = _evidence(subject, pair)
    answer = pair_answer(pair)
    if pair.known.author:
        listed = ", ".join(pair.rare.papers[:_NAMED]) + (", …" if len(pair.rare.papers) > _NAMED else "")
        sentence = f'"{rare}" on {_many(len(pair.rare.papers), "paper")} may be {known} ({pair.likeness}; {evidence})'
        hint = f"if so, {_added('names', pair.known.author.names, inline(rare, flow=True))}; "
        hint += f"if not, {_added('not', pair.known.author.not_, listed)}"
        finding = subject.in_content(_found("same", "suggestion"), pair.known.author.file, ("names",), sentence, hint)
    else:
        first = min(places[rare])
        sentence = f'"{rare}" may be {known} ({pair.likeness}; {evidence})'
        hint = f"if so, write {answer.file}:\n{answer.text}"
        if earlier := written.get(answer.file):
            hint = f'if so, and "{earlier}" too, add {inline(rare, flow=True)} to the names: of {answer.file}; '
            hint += f"if that is not written, write it:\n{answer.text}"
        written.setdefault(answer.file, rare)
        keys = ("authors", first.position)
        finding = subject.in_content(_found("same", "suggestion"), first.file, keys, sentence, hint)
    return finding._replace(people=(pair.known.slug, pair.rare.slug), strength=pair.strength)


def _added(key: str, there: Collection[str], items: str) -> str:
    """Return what to do so that a list of a file has more items."""
    return f"add {items} to {key}:" if there else f"write {key}: [{items}]"


def _question(subject: CheckContext, crowd: Crowd) -> Finding:
    """Return the question whether a page is of several people."""
    person, answer = crowd.person, crowd_answer(crowd)
    other = subject.site.entries[crowd.groups[1][0]]
    position = next(
        at for at, credit in enumerate(other.credits) if credit.person and credit.person.slug == person.slug
    )
    sentence = (
        f"{person.name} may be several people: {len(person.papers)} papers in {len(crowd.groups)} groups whose authors "
        f"have nobody in common, of {len(crowd.groups[0])}, {len(crowd.groups[1])} … papers"
    )
    hint = f"if so, write {answer.file}:\n{answer.text}\nor write an orcid: beside the name on each of their papers"
    keys = ("authors", position)
    finding = subject.in_content(_found("several people", "suggestion"), other.facts.file, keys, sentence, hint)
    return finding._replace(people=(person.slug,), strength=min(crowd.strength, ASK) - _LATER)


def _evidence(subject: CheckContext, pair: Pair) -> str:
    if not pair.common:
        return "no co-author in common"
    known = ", ".join(subject.site.people[slug].name for slug in pair.common[:_NAMED])
    named = known + (" …" if len(pair.common) > _NAMED else "")
    return f"{_many(len(pair.common), 'co-author')} in common: {named}"


def _odd_names(subject: CheckContext, places: Mapping[str, list[_NamePosition]]) -> Iterator[Finding]:
    """Names that do not look like a person's, each once."""
    everyone = {same_name(name) for name in places}
    oddities = {name: odd for name in places if (odd := oddity(name))}
    for (name, stated), positions in _written(subject, oddities).items():
        odd = oddities.get(name) or _two_names(stated, everyone)
        if odd:
            first = min(positions)
            more = f" (and on {_many(len(positions) - 1, 'other paper')})" if len(positions) > 1 else ""
            keys = ("authors", first.position)
            yield subject.in_content(_found(odd.rule), first.file, keys, odd.sentence + more, odd.hint)


def _written(subject: CheckContext, odd: Container[str]) -> Mapping[tuple[str, Spelling], list[_NamePosition]]:
    """Return every place of each name that is `odd`, or written in two halves, with what it states; of no group."""
    positions: dict[tuple[str, Spelling], list[_NamePosition]] = defaultdict(list)
    for paper in subject.facts:
        for position, authorship in enumerate(paper.credited):
            if not authorship.group and (authorship.family or authorship.name in odd):
                positions[authorship.name, spelling(authorship)].append(_NamePosition(paper.file, position))
    return positions


def _two_names(stated: Spelling, everyone: Container[str]) -> Oddity | None:
    """Return what is odd about `Family, Given` of which either half is somebody's whole name."""
    halves = [half for half in (stated.family, stated.given) if " " in half]
    if len(halves) < 2 or not any(same_name(half) in everyone for half in halves):
        return None
    sentence = f'"{stated.family}, {stated.given}" seems to be two people on one line'
    return Oddity("several", sentence, "give each a line of their own")


def _known_names(subject: CheckContext, places: Mapping[str, list[_NamePosition]]) -> set[str]:
    """Return all names of the site, of papers and of people's files, as they are compared."""
    own = (name for author in subject.content.authors for name in (author.name, *author.names))
    return {same_name(name) for name in (*places, *own)}


def _parted(subject: CheckContext, name: PartedName) -> Finding:
    whole = inline(f"{name.family}, {name.given}", flow=True)
    sentence = f'"{name.family}" and "{name.given}" look like one name, which a comma parts'
    other = "" if name.is_known else "; if they are two people, give one of them a file in content/authors/"
    hint = f"write - {name.family}, {name.given} on a line of its own, or {whole} within [ ]{other}"
    kind = _found("parted", "warning" if name.is_known else "suggestion")
    return subject.in_content(kind, name.file, ("authors", name.position), sentence, hint)


def _identifiers(subject: CheckContext) -> Iterator[Finding]:
    """ORCID iDs that stand beside two names which cannot be one person's."""
    known = {
        author.orcid: {same_name(name) for name in (author.name, *author.names, *author.formerly)}
        for author in subject.content.authors
        if author.orcid
    }
    first: dict[str, tuple[str, str]] = {}
    for paper in subject.facts:
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


def _without_id(subject: CheckContext, places: Mapping[str, list[_NamePosition]]) -> Iterator[Finding]:
    """Names without an id on papers, of which several people with ids may be meant."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in subject.site.people.values():
        groups[same_name(person.name)].append(person)
    for group in groups.values():
        known = [person for person in group if person.orcid]
        for person in group if len(known) > 1 else ():
            if person.orcid or person.author or not person.papers:
                continue
            own = {subject.site.entries[slug].facts.file for slug in person.papers}
            first = min((position for position in places[person.name] if position.file in own), default=None)
            if first is None:
                continue
            ids = " or ".join(f"orcid: {other.orcid}" for other in known)
            sentence = f'"{person.name}" has no id here, and may be any of {len(known)} people of this name'
            hint = f"write {{name: {inline(person.name, flow=True)}, orcid: …}}: {ids}"
            keys = ("authors", first.position)
            finding = subject.in_content(_found("which", "suggestion"), first.file, keys, sentence, hint)
            yield finding._replace(people=tuple(other.slug for other in (person, *known)))


def _repeated(subject: CheckContext) -> Iterator[Finding]:
    """People who stand twice among the authors of one paper."""
    for entry in subject.site.entries.values():
        counts = Counter(person.slug for person in entry.people if person)
        if len(counts) == len(entry.people):
            continue
        for position, credit in enumerate(entry.credits):
            if credit.person and counts[credit.person.slug] > 1:
                counts[credit.person.slug] = 0
                sentence = f"{credit.person.name} stands twice among the authors"
                hint = "delete one; or, if they are two people, tell them apart with author: or orcid:"
                keys = ("authors", position)
                yield subject.in_content(_found("twice"), entry.facts.file, keys, sentence, hint)


def _without_papers(subject: CheckContext, parted: Collection[PartedName]) -> Iterator[Finding]:
    """The owner, and others with a file, whom no paper names; the halves of `parted` names are nobody's."""
    halves = {half for name in parted for half in (name.family, name.given)}
    wholes = {same_name(f"{name.given} {name.family}") for name in parted}
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
            if other is not person
            and other.name not in halves
            and not oddity(other.name)
            and split(other.name).likeness_key[0] == split(person.name).likeness_key[0]
        )
        hint = f"under names:, write how papers spell it{': ' + ', '.join(close[:_NAMED]) if close else ''}"
        if same_name(person.name) in wholes:
            hint = "a comma parts the name on a paper: correct it there"
        severity: Severity = "warning" if is_owner else "suggestion"
        yield subject.in_content(_found("papers", severity), person.author.file, ("name",), sentence, hint)
    if site.owner and site.owner.papers:
        own = set(site.owner.papers)
        for entry in site.papers:
            if entry.slug not in own:
                sentence = f"does not name {site.owner.name}, so it is not on the home page"
                hint = f"if it should be, write author: {site.owner.slug} beside the name that is theirs"
                kind = _found("owner", "suggestion")
                yield subject.in_content(kind, entry.facts.file, ("authors",), sentence, hint)


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
