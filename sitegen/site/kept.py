"""Which published thing is which of now: papers, people, venues and topics, known again after whatever was edited.

In: what is remembered, and the things of now. Out: for each remembered slug the thing that it was given to, if that is
still there. A paper is known by its DOI or arXiv id, by its `aliases`, by title and first author, by its slug; anything
else by ids, by its name, by the paper that it stands on. Of two that fit, ids go first; what contradicts is never the
same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

from sitegen.model import PaperFacts, SiteConfig
from sitegen.model.published import Memory, Remembered
from sitegen.records import NamedTuple, dataclass
from sitegen.site.citekeys import key_parts
from sitegen.site.slug_allocation import Claim, settle
from sitegen.text.slugs import digest, slug

Kept = Mapping[str, str]
"""The slug that a thing has now, by the slug under which it is remembered."""


class KeptSlugs(NamedTuple):
    """The slug of everything that is remembered and still there, by the slug under which it is remembered."""

    papers: Kept
    people: Kept
    venues: Kept
    topics: Kept


NOTHING_KEPT = KeptSlugs({}, {}, {}, {})
Letters = Callable[[str], str]


def likeness(paper: PaperFacts, letters: Letters) -> str:
    """Return a short digest of a paper's title and first author, whose letters say who it is."""
    return _likeness(paper.title.plain, paper.credited[0].name if paper.credited else "", letters)


@lru_cache(maxsize=1 << 15)
def _likeness(title: str, first: str, letters: Letters) -> str:
    """Return the digest for texts; a build asks for it twice of each paper, as it looks back and as it remembers."""
    return digest(f"{letters(title)}|{letters(first)}", 8)


def kept_papers(memory: Memory, papers: Iterable[PaperFacts], letters: Letters) -> Kept:
    """Return which of the papers each remembered one is."""
    if not memory:
        return {}
    known = _KnownPapers(memory, tuple(papers), letters)
    return {name: slug for name, remembered in memory.items() if (slug := known.find(name, remembered))}


class _KnownPapers:
    """The papers of now, by all that one can be known by."""

    def __init__(self, memory: Memory, papers: Sequence[PaperFacts], letters: Letters) -> None:
        self._memory = memory
        self._by_slug = {paper.slug: paper for paper in papers}
        self._likeness = {paper.slug: likeness(paper, letters) for paper in papers}
        self._by_trait: dict[tuple[str, str], list[PaperFacts]] = defaultdict(list)
        for paper in papers:
            for trait in self._traits(paper):
                self._by_trait[trait].append(paper)

    def _traits(self, paper: PaperFacts) -> Iterable[tuple[str, str]]:
        traits = [("doi", paper.doi), ("arxiv", paper.arxiv)]
        traits += [("alias", alias) for alias in paper.aliases]
        own = self._memory.get(paper.slug)
        if not own or own.like != self._likeness[paper.slug]:  # else it is what is remembered here, and nothing else
            traits.append(("like", self._likeness[paper.slug]))
        return [(kind, value) for kind, value in traits if value]

    def find(self, name: str, remembered: Remembered) -> str | None:
        """Return the slug of a remembered paper, if it is there."""
        own = self._by_slug.get(name)
        if own and self._likeness[name] == remembered.like and (not _is_another(remembered, own)):
            return name
        traits = (("doi", remembered.doi), ("arxiv", remembered.arxiv), ("alias", name), ("like", remembered.like))
        candidates = {paper.slug: paper for trait in traits for paper in self._by_trait.get(trait, ())}
        if own:
            candidates[name] = own
        scored = [(self._score(name, remembered, paper), slug) for slug, paper in candidates.items()]
        best = max(scored, default=((), ""))
        return best[1] if any(best[0]) else None

    def _score(self, name: str, remembered: Remembered, paper: PaperFacts) -> tuple[bool, ...]:
        """Return how surely a paper is the remembered one; nothing true where it is another."""
        has_id = _shares_id(remembered, paper)
        is_stated = name in paper.aliases
        is_like, is_own = self._likeness[paper.slug] == remembered.like, paper.slug == name
        has_key = (paper.cite_key or "").casefold() == remembered.key.casefold()
        is_sure = has_id or is_stated or (is_own and (is_like or has_key))
        is_another = _is_another(remembered, paper) or (
            remembered.gone and not is_like and _has_other_key(remembered, paper)
        )
        return () if is_another and not is_sure else (has_id, is_stated, is_like, is_own, has_key)


def _shares_id(remembered: Remembered, paper: PaperFacts) -> bool:
    return bool(remembered.doi and remembered.doi == paper.doi) or bool(
        remembered.arxiv and remembered.arxiv == paper.arxiv
    )


def _is_another(remembered: Remembered, paper: PaperFacts) -> bool:
    """Tell whether the ids of a paper contradict those of a remembered one."""
    pairs = ((remembered.doi, paper.doi), (remembered.arxiv, paper.arxiv))
    return not _shares_id(remembered, paper) and any(known and present for known, present in pairs)


def with_published_slugs(
    papers: Iterable[PaperFacts], kept: Kept, memory: Memory, config: SiteConfig
) -> Iterator[PaperFacts]:
    """Yield the papers with the slugs that they were published under among their aliases, as far as they are free."""
    papers = tuple(papers)
    taken = {paper.slug for paper in papers} | {alias for paper in papers for alias in paper.aliases}
    taken |= {old.strip("/").removeprefix("papers/").removesuffix("/index.html") for old in config.redirects}
    old: dict[str, list[str]] = defaultdict(list)
    for then, now in old_slugs(kept, memory, taken).items():
        old[now].append(then)
    for paper in papers:
        more = old.get(paper.slug)
        yield paper.revised(aliases=(*paper.aliases, *sorted(more))) if more else paper


def old_slugs(kept: Kept, memory: Memory, taken: Collection[str]) -> dict[str, str]:
    """Return where each published slug leads that nothing has now; none of those that are `taken`."""
    targets: dict[str, str] = {}
    for name, now in sorted(kept.items()):
        for then in (name, *memory[name].was):
            if then not in taken and then != now:
                targets.setdefault(then, now)
    return targets


def published_keys(kept: Kept, memory: Memory) -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the key that each paper was published with, by its slug of now, and all keys that ever were."""
    keys: dict[str, str] = {}
    for name, now in sorted(kept.items(), key=lambda pair: (pair[0] != pair[1], pair)):
        keys.setdefault(now, memory[name].key)
    return keys, frozenset(key for remembered in memory.values() for key in (remembered.key, *remembered.keys) if key)


def _has_other_key(remembered: Remembered, paper: PaperFacts) -> bool:
    """Tell whether nothing of a remembered key (family name, year, word of the title) would be in that of a paper."""
    key = remembered.key.casefold()
    return not any(part and part in key for part in key_parts(paper))


class Thing(NamedTuple):
    """A person, a venue or a topic of now. `slug` is of its own choosing, `stated` are older ones that it owns to.

    `names` are all it is called, the first is shown; the lowest `rank` came first. `wish` is what a slug would be made
    of where it is new, if not of its name.
    """

    key: str
    names: Sequence[str]
    rank: Sequence[Any]
    ids: Collection[str] = ()
    slug: str = ""
    stated: Collection[str] = ()
    wish: str = ""


@dataclass(frozen=True, slots=True)
class KeptLikeness:
    """The rule that knows things of one kind again: names of the same letters, and then whether two of them fit.

    `present` are the keys of the things that stand on a paper of now, by the slug of a remembered one;
    `is_respelled` tells whether the second name may be the first one, put right.
    """

    letters: Letters
    present: Callable[[str], Collection[str]]
    fits: Callable[[str, str], bool] = lambda _one, _other: True
    is_respelled: Callable[[str, str], bool] = lambda _one, _other: False


@dataclass(slots=True)
class _Matching:
    """The search for remembered things among those of now; `taken` are the names of each thing that was found."""

    memory: Memory
    things: Sequence[Thing]
    by: KeptLikeness
    found: dict[str, Thing] = field(default_factory=dict)
    taken: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    indexed: dict[tuple[str, str], list[Thing]] = field(default_factory=lambda: defaultdict(list))

    def run(self) -> None:
        """Find all that can be found: first what is sure, then by names, then by papers."""
        for present in self.things:
            self._index(present)
        order = sorted(self.memory.items())
        for step in (self._surely, self._by_name, self._by_paper):
            for name, remembered in order:
                thing = None if name in self.found else step(name, remembered)
                if thing:
                    self.found[name] = thing
                    self.taken[thing.key].append(remembered.name)

    def _index(self, thing: Thing) -> None:
        indexed, letters = self.indexed, self.by.letters
        indexed["key", thing.key].append(thing)
        for name in dict.fromkeys([letters(name) for name in thing.names]):
            indexed["name", name].append(thing)
        for identity in thing.ids:
            indexed["id", identity].append(thing)
        for old in thing.stated:
            indexed["stated", old].append(thing)
        if thing.slug:
            indexed["slug", thing.slug].append(thing)

    def _surely(self, name: str, remembered: Remembered) -> Thing | None:
        """Find it by an id, or by its file together with its name."""
        if remembered.id and (known := self.indexed.get(("id", remembered.id))):
            return known[0]
        own = self.indexed.get(("slug", name), ())
        return next((thing for thing in own if self._has_name(thing, remembered)), None)

    def _by_name(self, name: str, remembered: Remembered) -> Thing | None:
        """Find it by its name; one that was found by another name has been joined with it, so that both lead there."""
        named = [
            thing
            for thing in self.indexed.get(("name", self.by.letters(remembered.name)), ())
            if self._has_name(thing, remembered) and not _is_somebody_else(thing, remembered)
        ]
        free = [thing for thing in named if thing.key not in self.taken]
        if len(free) == 1:
            return free[0]
        there = self.by.present(remembered.at)
        joined = [thing for thing in named if thing.key in there or not self._is_namesake(thing, remembered)]
        if free or joined:
            return min(
                free or joined,
                key=lambda thing: (name not in thing.stated, thing.key not in there, thing.rank, thing.key),
            )
        own = self.indexed.get(("slug", name), []) if remembered.file else []
        claiming = (*self.indexed.get(("stated", name), ()), *own)
        return next((thing for thing in claiming if not _is_somebody_else(thing, remembered)), None)

    def _by_paper(self, _: str, remembered: Remembered) -> Thing | None:
        """Find it on the paper that it stood on, under a name that was put right."""
        for key in sorted(self.by.present(remembered.at)) if not remembered.gone else ():
            for thing in self.indexed.get(("key", key), ()):
                is_free = key not in self.taken and not _is_somebody_else(thing, remembered)
                if is_free and any(self.by.is_respelled(remembered.name, name) for name in thing.names):
                    return thing
        return None

    def _has_name(self, thing: Thing, remembered: Remembered) -> bool:
        return remembered.name in thing.names or any(
            self.by.letters(name) == self.by.letters(remembered.name) and self.by.fits(name, remembered.name)
            for name in thing.names
        )

    def _is_namesake(self, thing: Thing, remembered: Remembered) -> bool:
        """Tell whether a thing was found under this very name: then there were two of it, and this is the other."""
        letters = self.by.letters(remembered.name)
        return any(self.by.letters(name) == letters for name in self.taken[thing.key])


def _is_somebody_else(thing: Thing, remembered: Remembered) -> bool:
    """Tell whether a thing has another id of the kind that is remembered."""
    if not remembered.id or not thing.ids:
        return False
    kind = remembered.id.partition(":")[0]
    return any(identity.partition(":")[0] == kind for identity in thing.ids)


def kept_slugs(memory: Memory, things: Sequence[Thing], by: KeptLikeness) -> tuple[dict[str, str], Kept]:
    """Return the slug of each thing by its key, and which thing each remembered slug was given to.

    A thing keeps the slug that it was published under; a new one gets none that was ever given to another.
    """
    matching = _Matching(memory, things, by)
    if memory:
        matching.run()
    slugs = {thing.key: thing.slug for thing in things if thing.slug}
    in_use = set(slugs.values())
    for thing, names in _gathered(matching.found):
        best = names[0]
        if len(names) > 1:
            best = min(names, key=lambda name: (memory[name].gone, name != slug(thing.names[0]), name))
        if thing.key not in slugs and best not in in_use:
            slugs[thing.key] = best
            in_use.add(best)
    reserved = {old for name, remembered in memory.items() for old in (name, *remembered.was)}
    new = [Claim(thing.key, thing.wish or thing.names[0], thing.rank) for thing in things if thing.key not in slugs]
    slugs |= settle(new, taken=in_use | reserved)
    return slugs, {name: slugs[thing.key] for name, thing in matching.found.items()}


def _gathered(things_by_name: Mapping[str, Thing]) -> Iterable[tuple[Thing, list[str]]]:
    """Return each thing that was found with all its remembered slugs."""
    gathered: dict[str, tuple[Thing, list[str]]] = {}
    for name, thing in things_by_name.items():
        gathered.setdefault(thing.key, (thing, []))[1].append(name)
    return gathered.values()


def first_slugs(memory: Memory, kept: Kept, slugs: Iterable[str]) -> dict[str, str]:
    """Return the slug that feed ids are made of, for each thing for which it is not the present one."""
    firsts: dict[str, tuple[bool, str, str]] = {}
    for name, now in kept.items():
        first = (name != now, name, memory[name].first or name)
        firsts[now] = min(firsts[now], first) if now in firsts else first
    once_used = {remembered.first or name for name, remembered in memory.items()}
    chosen = {}
    for now in slugs:
        first_slug = firsts[now][2] if now in firsts else now
        if now not in firsts and now in once_used:  # the page of something else once had this address
            first_slug = f"{now}-{digest(now, 8)}"
        if first_slug != now:
            chosen[now] = first_slug
    return chosen
