"""Whose papers are pulled, and which author of a paper is that person.

In: the people of a site, and who was asked for on the command line. Out: what sources are asked, and a warning for
papers that name a person twice or not at all. Never guesses: a name counts when the person's file has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from sitegen.content.guesses import did_you_mean
from sitegen.errors import Problem, SitegenError
from sitegen.merge.likeness import author_name, family_key, name_key
from sitegen.model import Author, SiteConfig
from sitegen.pull.query import AuthorQuery
from sitegen.records import dataclass

KINDS = ("orcid", "arxiv", "openalex", "s2", "dblp", "openreview", "inspire", "hal", "zotero", "bibtex")
"""Keys of an author's file that are identifiers some source knows."""


@dataclass(frozen=True, slots=True)
class PulledPerson:
    """One person of the site, as papers are looked at for their name."""

    author: Author
    names: frozenset[str]

    @property
    def slug(self) -> str:
        """The stem of the person's file."""
        return self.author.slug

    def is_named(self, entry: Any) -> bool:
        """Whether an entry of `authors` is this person: by slug, by ORCID, else by a name of theirs."""
        if isinstance(entry, dict):
            if entry.get("author"):
                return bool(entry["author"] == self.slug)
            if entry.get("orcid") and self.author.orcid:
                return bool(entry["orcid"] == self.author.orcid)
        return name_key(author_name(entry)) in self.names


def chosen(
    authors: Sequence[Author], config: SiteConfig, slugs: Sequence[str], own: Collection[str] = ()
) -> tuple[PulledPerson, ...]:
    """The people asked for; without any, everybody with an identifier, else the site's owner.

    `own` are keys that plug-ins read; see `identifiers`.

    Raises `SitegenError` for a slug that nobody has, and when there is nobody to ask for.
    """
    known = {author.slug: author for author in authors}
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        hint = "; ".join(filter(None, (did_you_mean(slug, known) for slug in unknown)))
        raise SitegenError(
            [Problem(sentence=f'there is no "{slug}" in content/authors/', hint=hint) for slug in unknown]
        )
    people = [known[slug] for slug in slugs] or [author for author in authors if identifiers(author, own)]
    if not people and config.owner in known:
        people = [known[config.owner]]
    if not people:
        hint = "write an identifier (orcid, arxiv, openalex …) into a file of content/authors/, or name a person"
        raise SitegenError([Problem(sentence="nobody here has an identifier that sources know", hint=hint)])
    return tuple(person(author) for author in people)


def person(author: Author) -> PulledPerson:
    """A person by their file."""
    spellings = (author.name, *author.names, *author.formerly)
    return PulledPerson(author, frozenset(map(name_key, spellings)))


def identifiers(author: Author, own: Collection[str] = ()) -> Mapping[str, str]:
    """The identifiers in an author's file that some source knows.

    `own` are keys that sources of plug-ins read, of which those below `extra` are written `extra.library`.
    """
    known = {kind: value for kind in KINDS if (value := getattr(author, kind))}
    others = {key: author.extra.get(key.removeprefix("extra.")) for key in own if key.startswith("extra.")}
    return known | {key: value for key, value in others.items() if isinstance(value, str) and value}


def wanted(
    pulled: PulledPerson, *, since: str, counted: str, learned: Collection[str] = (), own: Collection[str] = ()
) -> AuthorQuery:
    """The query that sources get for a person: no ids of the kinds that were `learned` from one of them.

    `own` are keys that plug-ins read; see `identifiers`.
    """
    author = pulled.author
    names = tuple(dict.fromkeys((author.name, *author.names, *author.formerly)))
    ids = {kind: value for kind, value in identifiers(author, own).items() if kind not in learned}
    return AuthorQuery(slug=author.slug, names=names, ids=ids, since=since, counted=counted)


@dataclass(slots=True)
class NameCheck:
    """Collects papers that do not name a person exactly once, and says so in as few lines as it takes."""

    _unnamed: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _twice: list[tuple[str, str, str]] = field(default_factory=list)

    def look(self, pulled: PulledPerson, file: str, authors: Sequence[Any], position: int | None) -> None:
        """Look at a paper that a source gave as the person's; `position` is where it said that they stand."""
        count = sum(map(pulled.is_named, authors))
        if count > 1:
            self._twice.append((pulled.author.file, pulled.author.name, file))
        elif not count:
            self._unnamed[pulled.author.file, _likely(pulled, authors, position)].append(file)

    def problems(self) -> Iterable[Problem]:
        """A warning for each spelling that stands for nobody, and for each paper that names somebody twice."""
        for (file, spelling), papers in sorted(self._unnamed.items()):
            if spelling:
                sentence = f'"{spelling}" in {some(papers)} is not a name of this person'
                hint = f'if it is, add "{spelling}" to names:'
            else:
                sentence = f"this person is not named in {some(papers)}"
                hint = "add the spelling there to names:, or --reject the paper and delete its file"
            yield Problem(file, field="names", sentence=sentence, hint=hint, severity="warning")
        for person_file, name, file in sorted(self._twice):
            hint = f"keep one of the two, or tell them apart by author: (see {person_file})"
            yield Problem(file, field="authors", sentence=f"{name} is named twice", hint=hint, severity="warning")


def some(files: Sequence[str]) -> str:
    """Name one of several files, and count the others."""
    return files[0] + (f" and {len(files) - 1} more" if len(files) > 1 else "")


def _likely(pulled: PulledPerson, authors: Sequence[Any], position: int | None) -> str:
    """The spelling on the paper that is probably the person's: where the source says, else the one family name."""
    families = Counter(family_key(author_name(entry)) for entry in authors)
    family = family_key(pulled.author.name)
    if position is not None and position < len(authors) and family_key(author_name(authors[position])) == family:
        return author_name(authors[position])
    if families[family] != 1:
        return ""
    return next(author_name(entry) for entry in authors if family_key(author_name(entry)) == family)
