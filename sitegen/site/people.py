"""Who is who: from the names on papers to people.

In: papers and the people that have a file. Out: for each author's place on each paper, one person.
Names that differ only by case, spaces, punctuation or Unicode form are one person; nothing weaker ever joins two.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sitegen.errors import Problem
from sitegen.model import LATEST, Author, Authorship, Paper
from sitegen.text.names import Name, Spelling, as_stated, parts, spelling

from .claims import Claim, settle


@lru_cache(maxsize=1 << 16)
def same_name(name: str) -> str:
    """Return the form in which two spellings of one name are equal: its letters, marks and digits, case folded."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    kept = "".join(character for character in folded if unicodedata.category(character)[0] in "LMN")
    return kept or folded


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
class Directory:
    """Everybody on the site's papers: `of[paper slug][position]` is the slug of an identity."""

    identities: Mapping[str, Identity]
    of: Mapping[str, tuple[str, ...]]


class _Register:
    """Finds the person behind one name on one paper; built once for a site's people and papers."""

    def __init__(self, papers: Iterable[Paper], authors: Iterable[Author]) -> None:
        self.by_slug = {author.slug: author for author in authors}
        self.by_orcid = {author.orcid: author for author in authors if author.orcid}
        self.by_name: dict[str, list[Author]] = defaultdict(list)
        for author in authors:
            for key in sorted({same_name(name) for name in (author.name, *author.names, *author.formerly)}):
                self.by_name[key].append(author)
        self.orcids: dict[str, set[str]] = defaultdict(set)
        for paper in papers:
            for place in paper.credited:
                if place.orcid:
                    self.orcids[same_name(place.name)].add(place.orcid)

    def author(self, place: Authorship, paper: Paper) -> tuple[Author | None, tuple[Author, ...]]:
        """Return the person with a file, or nobody and the people it could be."""
        if place.author:
            return self.by_slug[place.author], ()
        if place.orcid and place.orcid in self.by_orcid:
            return self.by_orcid[place.orcid], ()
        fitting = tuple(
            author
            for author in self.by_name.get(same_name(place.name), ())
            if paper.slug not in author.not_ and not (place.orcid and author.orcid and place.orcid != author.orcid)
        )
        return (fitting[0], ()) if len(fitting) == 1 else (None, fitting)

    def stranger(self, place: Authorship) -> str:
        """Return the key of a person without a file: the ORCID where the name has exactly one, else the name."""
        key = same_name(place.name)
        if place.orcid:
            return f"orcid:{place.orcid}"
        known = self.orcids.get(key, set()) - self.by_orcid.keys()
        return f"orcid:{next(iter(known))}" if len(known) == 1 else f"name:{key}"


def resolve(papers: tuple[Paper, ...], authors: tuple[Author, ...]) -> tuple[Directory, tuple[Problem, ...]]:
    """Return who wrote what, and a warning for each name that fits several people with a file."""
    register = _Register(papers, authors)
    keys: dict[str, tuple[str, ...]] = {}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    stated: dict[str, Spelling] = {}
    first: dict[str, tuple[object, str]] = {}
    problems = []
    for paper in papers:
        row = []
        for number, place in enumerate(paper.credited):
            author, fitting = register.author(place, paper)
            key = f"file:{author.slug}" if author else register.stranger(place)
            if fitting:
                problems.append(_ambiguous(paper, number, place, fitting))
            names[key][place.name] += 1
            if place.family:
                stated.setdefault(key, spelling(place))
            first[key] = min(first.get(key, (LATEST, paper.slug)), (paper.date or LATEST, paper.slug))
            row.append(key)
        keys[paper.slug] = tuple(row)
    slugs = {f"file:{author.slug}": author.slug for author in authors}
    bare = [Claim(key, _best(names[key]), first[key]) for key in names if key not in slugs]
    slugs |= settle(bare, taken=slugs.values())
    identities = {
        slug: _identity(
            key, slug, names[key], register.by_slug.get(slug) if key.startswith("file:") else stated.get(key)
        )
        for key, slug in slugs.items()
    }
    of = {slug: tuple(slugs[key] for key in row) for slug, row in keys.items()}
    return Directory(identities, of), tuple(problems)


def current_names(authors: Iterable[Author]) -> Mapping[str, Author]:
    """Return, for each name that somebody gave up, in the form of `same_name`, whose it was."""
    return {same_name(name): author for author in authors for name in author.formerly}


def with_current_names(paper: Paper, current: Mapping[str, Author]) -> Paper:
    """Return the paper with every name that somebody gave up replaced by the one they go by."""
    if not current or not any(same_name(place.name) in current for place in (*paper.authors, *paper.editors)):
        return paper
    authors, editors = (
        tuple(
            _spelled(place, spelling(author)) if (author := current.get(same_name(place.name))) else place
            for place in places
        )
        for places in (paper.authors, paper.editors)
    )
    return replace(paper, authors=authors, editors=editors)


def with_stated_parts(paper: Paper, directory: Directory) -> Paper:
    """Return the paper with the parts of each name that its bearer's file states once for all papers."""
    people = [directory.identities[slug].author for slug in directory.of[paper.slug]]
    if not any(author and author.family for author in people):
        return paper
    places = (
        _spelled(place, as_stated(place.name, spelling(author)))
        if author and author.family and not (place.family or place.group)
        else place
        for place, author in zip(paper.credited, people, strict=True)
    )
    return replace(paper, **{"authors" if paper.authors else "editors": tuple(places)})


def _spelled(place: Authorship, name: Spelling) -> Authorship:
    return replace(place, **name._asdict())


def _identity(key: str, slug: str, names: Counter[str], known: Author | Spelling | None) -> Identity:
    spellings = tuple(sorted(names))
    if isinstance(known, Author):
        return Identity(slug, known.name, parts(spelling(known)), known, known.orcid, spellings)
    orcid = key.removeprefix("orcid:") if key.startswith("orcid:") else None
    name = _best(names)
    spelled = as_stated(name, known) if known else Spelling(name)
    return Identity(slug, name, parts(spelled), None, orcid, spellings)


def _best(names: Counter[str]) -> str:
    """Return the spelling to show: the commonest; among equals one in mixed case, then the first by alphabet."""
    return min(names, key=lambda name: (-names[name], name.isupper() or name.islower(), name))


def _ambiguous(paper: Paper, number: int, place: Authorship, fitting: tuple[Author, ...]) -> Problem:
    files = ", ".join(author.file for author in fitting)
    return Problem(
        file=paper.file,
        field=f"{'authors' if paper.authors else 'editors'}[{number}]",
        sentence=f'"{place.name}" could be any of {files}',
        hint=f"write {{name: {place.name}, author: {fitting[0].slug}}}, or list the paper under not: in the others",
        severity="warning",
    )
