"""Identity suggestions: people who are probably one, and pages that probably hold several, ranked with the evidence.

In: a connected site. Out: pairs of people and mixed pages, the most likely first. Pure. Never joins or parts anybody:
it asks. Only who has two words of a name in common is compared, so that the time grows with the number of people.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from sitegen.check.spellings import BEGINNING, SURE, Parts, full_forms, likeness_of, parts_of
from sitegen.records import dataclass
from sitegen.site.graph import Person, Site
from sitegen.site.people import letters

ASK = 3.0
"""Strength from which on a pair is worth a question; in powers of ten, roughly, that the two are one."""
_WEIGHTS: Mapping[str, float] = {
    SURE: 4.0,
    "without a middle name": 2.2,
    "without the initial": 2.5,
    "a short form": 2.0,
    "initials": 0.5,
    "family name first": 2.5,
    "given names in another order": 2.0,
    "without the first name": 1.0,
    "with more of a family name": 1.0,
    "the beginning of a given name": 0.3,
    "one letter": 0.3,
}
"""What a likeness alone is worth."""
_INITIAL_MORE = 0.8
"""What it is worth besides that a middle name is only an initial."""
_COMMON = (0.0, 1.5, 2.3, 2.9, 3.3)
"""What co-authors in common are worth, by their number."""
_OWN = 2.0
"""What it is worth that nobody but a person with a file can be meant."""
_MANY = 40
"""Of more people who share two words of a name only those who share a co-author are compared."""
_GROUPS, _NAMESAKES = 2, 0.3
"""Groups of papers, and namesakes by chance, from which on a page is asked about."""
_RARE = 0.001
"""Namesakes that are counted, at least, for a page whose papers spell the name with other word breaks."""
_LONG = 10
"""Letters of a name from which on one that differs in a single letter is looked for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one: `rare` is the one with fewer papers and, if anybody, without a file.

    `common` are the slugs of their co-authors in common, those that `known` meets most first.
    """

    rare: Person
    known: Person
    likeness: str
    common: tuple[str, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """One page that probably holds several people: its papers in groups that have nobody in common, the largest first.

    `namesakes` is how many others of this name the site may have by chance.
    """

    person: Person
    groups: tuple[tuple[str, ...], ...]
    namesakes: float

    @property
    def strength(self) -> float:
        """The strength of the evidence, roughly in powers of ten: many groups, of a common name."""
        return round(len(self.groups) - _GROUPS + math.log10(self.namesakes / _NAMESAKES), 2)


def pairs(site: Site, denied: Iterable[tuple[str, str]] = (), population: Population | None = None) -> tuple[Pair, ...]:
    """Return the pairs worth a question, strongest first: each person who may be another, with the likeliest.

    `denied` are pairs of slugs of which somebody has said that they are two people; `population` is the site's, where
    that is at hand.
    """
    candidates = _with_files(every_pair(site, denied, population))
    candidates.sort(key=lambda pair: (-pair.strength, pair.rare.slug, pair.known.slug))
    best: dict[str, Pair] = {}
    for pair in candidates:
        if pair.strength >= ASK:
            best.setdefault(pair.rare.slug, pair)
    return tuple(best.values())


def _with_files(candidates: Iterable[Pair]) -> list[Pair]:
    """Return pairs, those stronger of whom only somebody with a file can be meant: they are asked about themselves."""
    everything = list(candidates)
    counts = Counter(pair.rare.slug for pair in everything) + Counter(pair.known.slug for pair in everything)
    return [
        replace(pair, strength=pair.strength + _OWN) if pair.known.author and counts[pair.rare.slug] == 1 else pair
        for pair in everything
    ]


def every_pair(
    site: Site, denied: Iterable[tuple[str, str]] = (), population: Population | None = None
) -> Iterator[Pair]:
    """Yield all pairs of people with names that may be one person's, however weak."""
    population = population or Population(site)
    no = {frozenset(pair) for pair in denied}
    for person, other in population.candidates():
        how = likeness_of(population.parts[person.slug], population.parts[other.slug])
        if how and frozenset((person.slug, other.slug)) not in no and not are_two(person, other):
            yield population.pair(person, other, how)


def are_two(person: Person, other: Person) -> bool:
    """Tell whether something says that they are two: a paper with both, two ORCID iDs, two files, `not` in a file."""
    if (
        not set(person.papers).isdisjoint(other.papers)
        or (person.orcid and other.orcid)
        or (person.author and other.author)
    ):
        return True
    return _is_denied(person, other) or _is_denied(other, person)


def _is_denied(person: Person, other: Person) -> bool:
    """Tell whether the file of one says that all papers of the other are a namesake's."""
    return bool(person.author and set(other.papers) <= set(person.author.not_))


def crowds(site: Site, denied: Iterable[str] = (), population: Population | None = None) -> tuple[Crowd, ...]:
    """Return the pages that probably hold several people, surest first.

    Such a page has a name that others may well have, or two (`Xiaoyu`, `Xiao-Yu`), no id, no file, and papers in groups
    whose authors never met: neither they nor any co-author of theirs. `denied` are pages of which somebody has said
    that they are of one person; `population` is the site's, where that is at hand.
    """
    population, no = population or Population(site), set(denied)
    likely = []
    for person in population.people:
        if person.orcid or person.author or person.slug in no or len(person.papers) < _GROUPS:
            continue
        is_one = len({letters(name) for name in person.spellings}) == 1
        namesakes = population.namesakes(person) if is_one else max(_RARE, population.namesakes(person))
        if namesakes >= (_NAMESAKES if is_one else _RARE) and len(groups := _apart(person, population)) >= _GROUPS:
            likely.append(Crowd(person, groups, namesakes))
    return tuple(sorted(likely, key=lambda crowd: (-crowd.strength, crowd.person.slug)))


def _apart(person: Person, population: Population) -> tuple[tuple[str, ...], ...]:
    """Return a person's papers in groups: in one are those whose other authors, or theirs, have somebody in common."""
    above = {slug: slug for slug in person.papers}

    def top(slug: str) -> str:
        while above[slug] != slug:
            slug = above[slug]
        return slug

    first: dict[str, str] = {}
    for slug in person.papers:
        others = population.authors(slug) - {person.slug}
        near = others.union(*map(population.coauthors, others)) - {person.slug}
        for met in sorted(near):
            root, other_root = top(first.setdefault(met, slug)), top(slug)
            above[other_root] = root
    groups: dict[str, list[str]] = defaultdict(list)
    for slug in person.papers:
        groups[top(slug)].append(slug)
    return tuple(sorted(map(tuple, groups.values()), key=len, reverse=True))


class Population:
    """Everybody with a name that can be compared, and how common words of names are among them."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.people = [person for person in site.people.values() if not person.parts.is_group and person.parts.given]
        self.parts: dict[str, Parts] = {person.slug: parts_of(person.parts) for person in self.people}
        self.families = Counter(name.family for name in self.parts.values())
        self.whole = Counter("".join(name.given) for name in self.parts.values())
        self.given = Counter(name.given[0] for name in self.parts.values() if name.given)
        self.met: dict[str, frozenset[str]] = {}

    def candidates(self) -> Iterator[tuple[Person, Person]]:
        """Yield, each once, the pairs that are worth a look."""
        seen: set[tuple[str, str]] = set()
        for person, other in self._candidates():
            key = (person.slug, other.slug) if person.slug < other.slug else (other.slug, person.slug)
            if person is not other and key not in seen:
                seen.add(key)
                yield person, other

    def _candidates(self) -> Iterator[tuple[Person, Person]]:
        """Yield people who share two words of a name, family name and initial, or half of a name and a co-author."""
        by_words: dict[tuple[str, str], list[Person]] = defaultdict(list)
        by_half: dict[str, list[Person]] = defaultdict(list)
        by_initial: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in self.people:
            name = self.parts[person.slug]
            for pair in combinations(sorted(_words(name)), 2):
                by_words[pair].append(person)
            for half in _halves(name):
                by_half[half].append(person)
            if len(name.given[0]) >= BEGINNING:
                by_words[f"{name.given[0][:BEGINNING]}…", name.family].append(person)
            for family in name.families:
                by_initial[family, name.given[0][0]].append(person)
        for group in by_words.values():
            yield from combinations(group, 2) if len(group) <= _MANY else self._who_met_one(group)
        for group in by_half.values():
            yield from self._who_met_one(group)
        for group in by_initial.values():
            short = [person for person in group if len(self.parts[person.slug].given[0]) == 1]
            yield from ((person, other) for person in short for other in group if len(group) <= _MANY)

    def _who_met_one(self, group: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
        """Yield the pairs of a group who have a co-author in common."""
        together: dict[str, list[Person]] = defaultdict(list)
        for person in group if len(group) > 1 else ():
            for slug in self.coauthors(person.slug):
                together[slug].append(person)
        for some in together.values():
            if 1 < len(some) <= _MANY:
                yield from combinations(some, 2)

    def coauthors(self, person: str) -> frozenset[str]:
        """Return the slugs of a person's co-authors."""
        if person not in self.met:
            known = self.site.people.get(person)
            self.met[person] = frozenset(slug for slug, _ in known.coauthors) if known else frozenset()
        return self.met[person]

    def pair(self, first: Person, second: Person, how: str) -> Pair:
        """Return two people with what speaks for their being one."""
        known, rare = sorted(
            (first, second), key=lambda person: (person.author is None, -len(person.papers), person.slug)
        )
        times = dict(known.coauthors)
        common = sorted(self.coauthors(rare.slug) & self.coauthors(known.slug), key=lambda slug: (-times[slug], slug))
        strength = _WEIGHTS[how] + (_INITIAL_MORE if self._is_initial_more(first, second, how) else 0.0)
        strength += self._rarity(first, second, how) + _COMMON[min(len(common), len(_COMMON) - 1)]
        strength += self._circumstances(rare, known, len(common))
        return Pair(rare, known, how, tuple(common), round(strength, 2))

    def authors(self, paper: str) -> frozenset[str]:
        """Return the slugs of the people of a paper."""
        return frozenset(credit.person.slug for credit in self.site.entries[paper].credits if credit.person)

    def years(self, person: Person) -> list[int]:
        """Return the years of a person's papers, as far as they have one."""
        dates = [self.site.entries[paper].facts.date for paper in person.papers]
        return [date.year for date in dates if date]

    def namesakes(self, person: Person) -> float:
        """Return how many others of this whole name there may be, as its parts are spread over all others."""
        name, number = self.parts[person.slug], len(self.people)
        same_given = self.whole["".join(name.given)] - 1
        return number * ((self.families[name.family] - 1) / number) * (same_given / number)

    def _is_initial_more(self, first: Person, second: Person, how: str) -> bool:
        if how != "without a middle name":
            return False
        fewer, more = sorted((self.parts[first.slug].given, self.parts[second.slug].given), key=len)
        return all(len(word) == 1 for word in more[len(fewer) :])

    def _rarity(self, person: Person, other: Person, how: str) -> float:
        """Return how much it is worth that hardly anybody else could be called so by chance, from -2 to 1.5."""
        first, second = self.parts[person.slug], self.parts[other.slug]
        if how == "family name first" and self._is_either_order(first, second):
            return -2.0
        expected = max(self._expected(first, (first, second)), self._expected(second, (first, second)))
        return min(1.5, max(-2.0, -math.log10(expected) - 1.0))

    def _expected(self, name: Parts, pair: tuple[Parts, Parts]) -> float:
        """Return how many others of this name there may be on the site: as its parts are spread over all others."""
        number = len(self.people)
        families = self.families[name.family] - sum(other.family == name.family for other in pair)
        first = name.given[0]
        alike = self.given[first] - sum(other.given[0] == first for other in pair)
        same_given = number / 12 if len(first) == 1 else alike
        return number * (max(families, 0) / number + 0.0003) * (max(same_given, 0) / number + 0.002)

    def _is_either_order(self, name: Parts, other: Parts) -> bool:
        """Tell whether both words are family names of others, so that the two orders are two names."""
        return self.families[name.family] > 1 and self.families[other.family] > 1

    def _circumstances(self, rare: Person, known: Person, common: int) -> float:
        """Return what years, venues and long separate lists of papers are worth."""
        worth = 0.0
        entries = self.site.entries
        years, others = self.years(rare), self.years(known)
        if years and others and max(min(years) - max(others), min(others) - max(years)) > 12:
            worth -= 1.0
        if not common and min(len(rare.papers), len(known.papers)) > 4:
            worth -= 1.5
        venues, theirs = (
            {venue.slug for slug in person.papers if (venue := entries[slug].venue)} for person in (rare, known)
        )
        return worth + (0.3 if venues & theirs else 0.0)


def _words(name: Parts) -> set[str]:
    """Return the words by which a name is found: its own, as others may write them, and whole names for short ones."""
    words = {word for form in name.forms for word in form.split() if len(word) > 1}
    return words | full_forms(name.given[0])


def _halves(name: Parts) -> set[str]:
    """Return the beginnings and ends of a name, one of which every name has that differs from it by one letter."""
    text = f"{' '.join(name.given)} {name.family}"
    if len(text) < _LONG:
        return set()
    lengths = {len(text) // 2, (len(text) - 1) // 2}
    return {f"{text[:length]}…" for length in lengths} | {f"…{text[-length:]}" for length in lengths}
