"""People: who is who, from the names on papers to persons.

In: papers and the people that have a file. Out: for each author's place on each paper, one person.
A name is not a person. In this order a place is that of: the `author:` it names; whoever has its ORCID iD, or another
id; whoever lists its spelling; whoever has its name but for case, spaces, punctuation and Unicode form. Nothing weaker
ever joins two, and two ids are never one person.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from sitegen.content.yaml_writer import inline
from sitegen.errors import Problem
from sitegen.model import LATEST, Author, Authorship, PaperFacts
from sitegen.model.published import Memory
from sitegen.records import NamedTuple, dataclass
from sitegen.site.formerly import FormerName, bearers
from sitegen.site.kept import Kept, KeptLikeness, Thing, kept_slugs
from sitegen.site.readings import with_readings
from sitegen.text.names import Name, Spelling, as_stated, parts, spelling, without_titles
from sitegen.text.slugs import slug

IDS = ("orcid", "openalex", "s2", "dblp", "openreview", "inspire", "hal", "arxiv", "scholar")
"""Keys of a person's file that are ids of that person elsewhere; `ids` of an author on a paper has them too."""


class Letters(NamedTuple):
    """A name as it is compared: its letters, marks and digits, case folded, and after how many a word ends."""

    text: str
    breaks: frozenset[int]

    def fits(self, other: Letters) -> bool:
        """Tell whether two names differ by no more than word breaks that one has and the other has not.

        A break that moves makes another name: `Paul Acosta` is not `Paula Costa`.
        """
        return self.text == other.text and (self.breaks <= other.breaks or other.breaks <= self.breaks)


@lru_cache(maxsize=1 << 16)
def letters(name: str) -> Letters:
    """Return a name as it is compared; `Dr.` and `PhD` are no part of it."""
    plain = without_titles(name)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    words = "".join(character if unicodedata.category(character)[0] in "LMN" else " " for character in folded).split()
    ends: list[int] = []
    for word in words[:-1]:
        ends.append((ends[-1] if ends else 0) + len(word))
    return Letters("".join(words) or folded, frozenset(ends))


def same_name(name: str) -> str:
    """Return the letters of a name: equal for all spellings that may be one name, see `Letters.fits`."""
    return letters(name).text


@dataclass(frozen=True, slots=True)
class Identity:
    """One person, before the papers are counted: the file, if there is one, and every spelling met.

    `parts` are those of `name`, as the file or a paper states them.
    """

    slug: str
    name: str
    parts: Name
    author: Author | None
    orcid: str | None
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthorIndex:
    """Everybody on the site's papers: `of[paper slug][position]` is the slug of an identity.

    `kept` has the slug of everybody who is remembered, by the one that is remembered.
    """

    identities: Mapping[str, Identity]
    of: Mapping[str, tuple[str, ...]]
    kept: Kept


_NEAR = 0.88
"""How much of two names is the same, of 1, where one is likely the other with a slip of the pen."""
Id = tuple[str, str]
"""The kind of an id, and the id."""


def ids_of(person: Author | Authorship) -> tuple[Id, ...]:
    """Return the ids in a person's file, or beside a name on a paper."""
    stated = person.ids if isinstance(person, Authorship) else {}
    if isinstance(person, Authorship) and not stated:
        return (("orcid", person.orcid),) if person.orcid else ()
    return tuple((kind, value) for kind in IDS if (value := getattr(person, kind, None) or stated.get(kind)))


class _Register:
    """Finds the person behind one name on one paper; built once for a site's people and papers."""

    def __init__(self, papers: Sequence[PaperFacts], authors: Sequence[Author]) -> None:
        self.by_slug = {author.slug: author for author in authors}
        self.by_id = {identity: author for author in reversed(authors) for identity in ids_of(author)}
        self.names = _one_name(papers, authors)
        self.listed: dict[str, list[tuple[str, Author]]] = defaultdict(list)
        for author in authors:
            for name in _names(author):
                self.listed[self.names[letters(name)]].append((name, author))
        self.first: dict[Id, Id] = {}
        self.beside: dict[str, dict[Id, set[str]]] = defaultdict(lambda: defaultdict(set))
        for paper in papers:
            for authorship in paper.credited:
                if not authorship.author and (ids := ids_of(authorship)):
                    for identity in ids:
                        self.first.setdefault(identity, self.first.get(ids[0], ids[0]))
                    self.beside[self.names[letters(authorship.name)]][self.first[ids[0]]].add(paper.slug)

    def author(self, authorship: Authorship, paper: PaperFacts) -> tuple[Author | None, tuple[Author, ...]]:
        """Return the person with a file, or nobody and the people it could be."""
        if authorship.author:
            return self.by_slug[authorship.author], ()
        ids = ids_of(authorship)
        owners = {author.slug: author for identity in ids if (author := self.by_id.get(identity))}
        fitting = tuple(owners.values()) or self._named(authorship, paper, ids)
        if not fitting and not ids and (identity := self._only_id(authorship, paper)):
            fitting = tuple(filter(None, [self.by_id.get(identity)]))
        return (fitting[0], ()) if len(fitting) == 1 else (None, fitting)

    def _named(self, authorship: Authorship, paper: PaperFacts, ids: Sequence[Id]) -> tuple[Author, ...]:
        """Return the people with a file that have this name; who lists just this spelling goes before all others."""
        known = [
            (name, author)
            for name, author in self.listed.get(self.names[letters(authorship.name)], ())
            if paper.slug not in author.not_ and not (ids and self._is_another(author, ids))
        ]
        exact = [author for name, author in known if name == authorship.name]
        return tuple({author.slug: author for author in exact or [author for _, author in known]}.values())

    def _is_another(self, author: Author, ids: Sequence[Id]) -> bool:
        """Tell whether ids are not, or may not be, this person's: the file has another, or the name has several."""
        own = dict(ids_of(author))
        return any(kind in own for kind, _ in ids) or len(self.claims(author)) > 1

    def claims(self, author: Author) -> tuple[Id, ...]:
        """Return the ids, of nobody with a file, that stand beside a name of this person."""
        own = {kind for kind, _ in ids_of(author)}
        unclaimed = {
            identity
            for name in _names(author)
            for identity, papers in self.beside.get(self.names[letters(name)], {}).items()
            if identity[0] not in own and identity not in self.by_id and not papers <= set(author.not_)
        }
        return tuple(sorted(unclaimed))

    def _only_id(self, authorship: Authorship, paper: PaperFacts) -> Id | None:
        """Return the id that alone stands beside this name on other papers; not one whose owner says `not`."""
        candidates = [
            identity
            for identity in self.beside.get(self.names[letters(authorship.name)], ())
            if not (identity in self.by_id and paper.slug in self.by_id[identity].not_)
        ]
        return candidates[0] if len(candidates) == 1 else None

    def stranger(self, authorship: Authorship, paper: PaperFacts) -> str:
        """Return the key of a person without a file: the id where the name has exactly one, else the name."""
        ids = ids_of(authorship)
        identity = self.first.get(ids[0], ids[0]) if ids else self._only_id(authorship, paper)
        return ":".join(identity) if identity else f"name:{self.names[letters(authorship.name)]}"


def _names(author: Author) -> tuple[str, ...]:
    return tuple(dict.fromkeys((author.name, *author.names, *author.formerly)))


def _one_name(papers: Iterable[PaperFacts], authors: Iterable[Author]) -> Mapping[Letters, str]:
    """Return a key for each name on papers and in files, equal for names that are one."""
    ways: dict[str, set[Letters]] = defaultdict(set)
    for name in {authorship.name for paper in papers for authorship in paper.credited}:
        ways[letters(name).text].add(letters(name))
    for author in authors:
        for name in _names(author):
            ways[letters(name).text].add(letters(name))
    return {name: key for spellings in ways.values() for name, key in _keys(spellings)}


def _keys(names: Iterable[Letters]) -> Iterator[tuple[Letters, str]]:
    """Yield the key of each name of these letters: the letters where every two names fit.

    Else those that have the same last word are one, if every two of them fit.
    """
    ordered = sorted(names, key=lambda name: (len(name.breaks), sorted(name.breaks)))
    if _fit(ordered):
        yield from ((name, name.text) for name in ordered)
        return
    alike: dict[int, list[Letters]] = defaultdict(list)
    for name in ordered:
        alike[max(name.breaks, default=0)].append(name)
    for last, group in alike.items():
        for name in group:
            yield name, f"{name.text}|{last if _fit(group) else sorted(name.breaks)}"


def _fit(ordered: Sequence[Letters]) -> bool:
    return all(name.fits(next_name) for name, next_name in pairwise(ordered))


def resolve(
    papers: tuple[PaperFacts, ...],
    authors: tuple[Author, ...],
    memory: Memory = MappingProxyType({}),
    kept_papers: Kept = MappingProxyType({}),
) -> tuple[AuthorIndex, tuple[Problem, ...]]:
    """Return who wrote what, and an error for each name and each id that could be several people's.

    Whoever is remembered keeps the slug that was published; `kept_papers` tells which paper a remembered one is.
    """
    register = _Register(papers, authors)
    keys: dict[str, tuple[str, ...]] = {}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    stated: dict[str, Spelling] = {}
    first: dict[str, tuple[object, str]] = {}
    problems = [*_shared_ids(authors), *_several_ids(register, authors)]
    for paper in papers:
        row = []
        rank = (paper.date or LATEST, paper.slug)
        for number, authorship in enumerate(paper.credited):
            author, fitting = register.author(authorship, paper)
            key = f"file:{author.slug}" if author else register.stranger(authorship, paper)
            if fitting:
                problems.append(_ambiguous(paper, number, authorship, fitting))
            names[key][authorship.name] += 1
            if authorship.family or authorship.group:
                stated.setdefault(key, spelling(authorship))
            if key not in first or rank < first[key]:
                first[key] = rank
            row.append(key)
        keys[paper.slug] = tuple(row)
    files = {f"file:{author.slug}": author for author in authors}
    things = [
        *(_known_thing(author, names[key], first.get(key, (LATEST, ""))) for key, author in files.items()),
        *(_bare_thing(key, counted, first[key]) for key, counted in names.items() if key not in files),
    ]
    things = with_readings(things, papers, keys)
    by = KeptLikeness(
        same_name,
        present=lambda paper: keys.get(kept_papers.get(paper, paper), ()),
        fits=lambda known, new: letters(known).fits(letters(new)),
        is_respelled=is_respelled,
    )
    slugs, kept = kept_slugs(memory, things, by)
    identities = {
        slug: _identity(key, slug, names[key], files.get(key) or stated.get(key)) for key, slug in slugs.items()
    }
    of = {slug: tuple(slugs[key] for key in row) for slug, row in keys.items()}
    return AuthorIndex(identities, of, kept), tuple(problems)


def _known_thing(author: Author, names: Iterable[str], rank: tuple[object, str]) -> Thing:
    """Return a person with a file, as far as they can be known again; by no name that they gave up."""
    called = dict.fromkeys((author.name, *author.names, *names))
    ids = [f"{kind}:{identity}" for kind, identity in ids_of(author)]
    return Thing(f"file:{author.slug}", tuple(called), rank, ids, author.slug, author.former_slugs)


def _bare_thing(key: str, names: Counter[str], rank: tuple[object, str]) -> Thing:
    """Return a person without a file, as far as they can be known again."""
    best = _best(names)
    return Thing(key, tuple(dict.fromkeys((best, *names))), rank, () if key.startswith("name:") else (key,))


def is_respelled(old: str, new: str) -> bool:
    """Tell whether a name may be another one put right: an accent, a slip of the pen, a given name written out."""
    before_slug, after_slug = slug(old), slug(new)
    if before_slug == after_slug or difflib.SequenceMatcher(None, before_slug, after_slug).ratio() >= _NEAR:
        return True
    before, after = parts(Spelling(old)), parts(Spelling(new))
    given_names = [slug(name.given) if name.given else "" for name in (before, after)]
    is_initial = all(given_names) and (given_names[0].startswith(given_names[1][0]) and min(map(len, given_names)) == 1)
    return is_initial and slug(before.family) == slug(after.family)


def with_current_names(paper: PaperFacts, former: Sequence[FormerName]) -> PaperFacts:
    """Return the paper with every name that somebody gave up replaced by the one they go by.

    A namesake of that name keeps it: whom `author:` or an id names, and who wrote a paper under `not`.
    """
    if not former:
        return paper
    authors, editors = (
        tuple(_currently(authorship, paper, former) for authorship in places)
        for places in (paper.authors, paper.editors)
    )
    is_same = (authors, editors) == (paper.authors, paper.editors)
    return paper if is_same else paper.revised(authors=authors, editors=editors)


def _currently(authorship: Authorship, paper: PaperFacts, former: Sequence[FormerName]) -> Authorship:
    for author, is_whole in bearers(authorship.name, former):
        own = dict(ids_of(author))
        is_another = any(own.get(kind, identity) != identity for kind, identity in ids_of(authorship))
        if is_another or paper.slug in author.not_ or authorship.author not in {None, author.slug}:
            continue
        if is_whole or authorship.author or any(own.get(kind) == identity for kind, identity in ids_of(authorship)):
            return replace(_spelled(authorship, spelling(author)), author=author.slug)
    return authorship


def with_stated_parts(paper: PaperFacts, directory: AuthorIndex) -> PaperFacts:
    """Return the paper with the parts of each name that its bearer's file states once for all papers."""
    people = [directory.identities[slug].author for slug in directory.of[paper.slug]]
    if not any(author and author.family for author in people):
        return paper
    places = (
        _spelled(authorship, as_stated(authorship.name, spelling(author)))
        if author and author.family and not (authorship.family or authorship.group)
        else authorship
        for authorship, author in zip(paper.credited, people, strict=True)
    )
    return paper.revised(**{"authors" if paper.authors else "editors": tuple(places)})


def _spelled(authorship: Authorship, name: Spelling) -> Authorship:
    return replace(authorship, **name._asdict())


def _identity(key: str, slug: str, names: Counter[str], known: Author | Spelling | None) -> Identity:
    spellings = tuple(sorted(names))
    if isinstance(known, Author):
        return Identity(slug, known.name, parts(spelling(known)), known, known.orcid, spellings)
    orcid = key.removeprefix("orcid:") if key.startswith("orcid:") else None
    name = _best(names)
    spelled = Spelling(name) if known is None else known if known.name == name else as_stated(name, known)
    return Identity(slug, name, parts(spelled), None, orcid, spellings)


def other_names(identity: Identity) -> tuple[str, ...]:
    """Return under which other names somebody's papers were published; not those that only marks tell apart."""
    known = [letters(identity.name)]
    others = []
    for name in identity.spellings:
        if not any(letters(name).fits(known_letters) for known_letters in known):
            known.append(letters(name))
            others.append(name)
    return tuple(others)


def _best(names: Counter[str]) -> str:
    """Return the spelling to show: the commonest; among equals one in mixed case, then the first by alphabet."""
    if len(names) == 1:
        return next(iter(names))
    return min(names, key=lambda name: (-names[name], name.isupper() or name.islower(), name))


def _ambiguous(paper: PaperFacts, number: int, authorship: Authorship, fitting: tuple[Author, ...]) -> Problem:
    files = ", ".join(author.file for author in fitting)
    name = inline(authorship.name, flow=True)
    choices = " or ".join(f"{{name: {name}, author: {author.slug}}}" for author in fitting)
    return Problem(
        file=paper.file,
        field=f"{'authors' if paper.authors else 'editors'}[{number}]",
        sentence=f'"{authorship.name}" could be any of {files}',
        hint=f"write {choices}, or list the paper under not: in the others",
    )


def _shared_ids(authors: Iterable[Author]) -> Iterator[Problem]:
    """Yield an error for each id that two files have."""
    owners: dict[Id, Author] = {}
    for author in authors:
        for identity in ids_of(author):
            other = owners.setdefault(identity, author)
            if other is not author:
                hint = f"correct one; of one person keep one file, with names: and former_slugs: [{author.slug}]"
                sentence = f"{identity[1]} is also the {identity[0]} of {other.file}"
                yield Problem(file=author.file, field=identity[0], sentence=sentence, hint=hint)


def _several_ids(register: _Register, authors: Iterable[Author]) -> Iterator[Problem]:
    """Yield a warning for each file whose name stands beside ids of several people."""
    for author in authors:
        claims = register.claims(author)
        if len(claims) > 1:
            ids = ", ".join(f"{kind} {identity}" for kind, identity in claims)
            sentence = f'papers have "{author.name}" beside several ids, none of which is taken for this person: {ids}'
            hint = f"add the one that is theirs: {claims[0][0]}: {claims[0][1]}"
            yield Problem(file=author.file, field="name", sentence=sentence, hint=hint, severity="warning")
