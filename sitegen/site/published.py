"""What a site publishes, held against what it has published: names that stay, that would die, or would mean another.

In: a connected site with what is remembered, its content, and the paths of all its files. Out: a `Review`: what a
person should know, what no published site may do, and what to remember from now on. Never reads or writes a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Some
from dataclasses import field

from sitegen.errors import Problem
from sitegen.model import LATEST, Content, PaperFacts, SiteConfig, facts_and_papers
from sitegen.model.published import Memory, PublishedNames, Remembered
from sitegen.records import NamedTuple, dataclass
from sitegen.site.citekeys import cite_keys
from sitegen.site.collection import Collection, same_title
from sitegen.site.graph import Person, Site, SitePaper
from sitegen.site.identifiers import FOLDERS as IDENTIFIERS
from sitegen.site.kept import Kept, likeness, published_keys
from sitegen.site.people import ids_of, is_respelled

_NOT_MERE_PAGES = ("papers/", "authors/", "venues/", "topics/")
"""Folders whose pages are remembered as something else."""


class Review(NamedTuple):
    """The outcome of a review: `problems` as long as they last, `once` what is told only in the build that finds it.

    `clashes`, which are among the problems, are addresses and keys that would come to mean something else. `published`
    is what to remember.
    """

    problems: tuple[Problem, ...]
    once: tuple[Problem, ...]
    clashes: tuple[Problem, ...]
    published: PublishedNames


def review(site: Site, content: Content, paths: Iterable[str]) -> Review:
    """Hold a site against what is remembered of it; `paths` are those of all its files."""
    told = _Told(site)
    memory, kept = site.published, site.kept
    drafts = {paper.slug for paper in facts_and_papers(content.drafts).facts}
    stated = {paper.slug: paper.aliases for paper in facts_and_papers(content.papers).facts}
    present = {path.removesuffix("/index.html") for path in paths if path.endswith(".html")}
    published = PublishedNames(
        site.feeds,
        papers=_papers(_Part(told, "papers", "paper", memory.papers, kept.papers), site.entries, stated, drafts),
        people=_people(_Part(told, "authors", "person", memory.people, kept.people), site.people.values(), kept.papers),
        venues=_collections(_Part(told, "venues", "venue", memory.venues, kept.venues), site.venues, kept.papers),
        topics=_collections(_Part(told, "topics", "topic", memory.topics, kept.topics), site.topics, kept.papers),
        pages=_pages(told, memory.pages, present, site.config),
        redirects=_redirects(told, memory.redirects, present),
    )
    if site.config.id and site.feeds.startswith("urn:") and site.feeds != f"urn:uuid:{site.config.id}":
        sentence = "the feeds were published under another id, and keep it: readers would show every paper as new"
        told.say(site.config.file, "id", sentence, f"write id: {site.feeds.removeprefix('urn:uuid:')}")
    return Review(tuple(told.problems), tuple(told.once), tuple(told.clashes), published)


class _Told:
    """The problems so far. `redirected` is where the settings lead old addresses, without slashes at the ends."""

    def __init__(self, site: Site) -> None:
        self.settings = site.config.file
        self.redirected = {
            old.strip("/").removesuffix("/index.html"): new.strip("/") for old, new in site.config.redirects.items()
        }
        self.problems: list[Problem] = []
        self.once: list[Problem] = []
        self.clashes: list[Problem] = []

    def say(self, file: str, key: str, sentence: str, hint: str) -> Problem:
        """Note what holds until somebody mends it."""
        self.problems.append(Problem(file, field=key, sentence=sentence, hint=hint, severity="warning"))
        return self.problems[-1]

    def clash(self, file: str, key: str, sentence: str, hint: str) -> None:
        """Note what would make a published name mean something else."""
        self.clashes.append(self.say(file, key, sentence, hint))

    def changed(self, file: str, key: str, sentence: str, hint: str) -> None:
        """Note what a person has changed on purpose, as far as anybody can tell."""
        self.once.append(Problem(file, field=key, sentence=sentence, hint=hint, severity="warning"))

    def gone(self, addresses: Sequence[str], why: str, target: str) -> None:
        """Note that nothing is at published addresses any more, but at those that the settings lead elsewhere."""
        left = [address for address in addresses if address not in self.redirected]
        if left:
            shown = ", ".join(address if address.endswith(".html") else f"{address}/" for address in left)
            were = f"{shown} {'was' if len(left) == 1 else 'were'} published, and {why}"
            lines = ", ".join(f"{address}: {target}" for address in left)
            hint = f"bring it back, or say where its address leads now: redirects: {{{lines}}}"
            self.once.append(Problem(self.settings, sentence=were, hint=hint, severity="warning"))


class _Named(NamedTuple):
    """One thing of now: its slug, the file that says so, and under which key which older slugs it owns to."""

    slug: str
    file: str
    key: str = ""
    stated: Some[str] = ()


@dataclass(slots=True)
class _Part:
    """The memory of the pages of one folder, and which things of now those are (`kept`).

    `names` has the remembered slugs of each thing, its own first; `owners` what each address was published for.
    """

    told: _Told
    folder: str
    noun: str
    memory: Memory
    kept: Kept
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    owners: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, now in sorted(self.kept.items(), key=lambda pair: (pair[0] != pair[1], pair)):
            self.names[now].append(name)
        renamed = [(remembered.gone, name) for name, remembered in self.memory.items() if remembered.was]
        for _, name in sorted(renamed):
            for old in self.memory[name].was:
                self.owners.setdefault(old, name)
        self.owners.update(zip(self.memory, self.memory, strict=True))

    def is_anothers(self, thing: _Named) -> bool:
        """Tell whether a thing stands where another was published; note that, and each old address that it takes."""
        if not thing.stated and not self._other(thing, thing.slug):
            return False
        for address in (thing.slug, *thing.stated):
            owner = self._other(thing, address)
            if owner and (address == thing.slug or owner in self.kept):
                self._clash(thing, address, owner)
        return bool(self._other(thing, thing.slug))

    def _is_given_away(self, thing: _Named, address: str) -> bool:
        """Tell whether another thing owns to an old address of this one, as it may since this one was gone once."""
        other = self._other(thing, address)
        return other is not None and other in self.kept

    def _other(self, thing: _Named, address: str) -> str | None:
        """Return what an address was published for, where that is not this thing."""
        owner = self.owners.get(address)
        return owner if owner and self.kept.get(owner) != thing.slug else None

    def _clash(self, thing: _Named, address: str, owner: str) -> None:
        other, now = self.memory[owner], self.kept.get(owner)
        what = other.name or other.key or owner
        where = f", now at {self.folder}/{now}/" if now else ", which is gone"
        sentence = f"{self.folder}/{address}/ was published for another {self.noun}: {what}{where}"
        is_same = f"names: [{other.name}]" if self.noun == "person" else f"bibtex: {{key: {other.key}}}"
        hint = f"take {address} out of {thing.key}"
        if address == thing.slug:
            hint = f"rename the file, for readers go there for the other; if it is the same {self.noun}: {is_same}"
        self.told.clash(thing.file, "" if address == thing.slug else thing.key, sentence, hint)

    def older(self, thing: _Named, present: Some[str]) -> tuple[str, ...]:
        """Return the older slugs of a thing; name the line that keeps each which nothing but the memory keeps.

        `present` are all slugs of now.
        """
        names = self.names.get(thing.slug, ())
        if not thing.stated and (not names or (names == [thing.slug] and not self.memory[thing.slug].was)):
            return ()
        older = [old for name in names for old in (name, *self.memory[name].was) if not self._is_given_away(thing, old)]
        for old in dict.fromkeys(older):
            if old not in present and old not in thing.stated:
                self._check_old(thing, old)
        return tuple(old for old in dict.fromkeys((*older, *sorted(thing.stated))) if old != thing.slug)

    def _check_old(self, thing: _Named, old: str) -> None:
        """Say what leads an old address to its thing, if only the memory does, or if the settings lead it elsewhere."""
        address, here = f"{self.folder}/{old}", f"{self.folder}/{thing.slug}"
        target = self.told.redirected.get(address)
        if target is None:
            line = f"{thing.key}: [{old}]" if thing.key else f"redirects: {{{address}: {here}/}}"
            sentence = f"{address}/ was published, and leads to {here}/ only because that is remembered"
            self.told.say(thing.file, thing.key, sentence, f"keep it with a line of your own: {line}")
        elif target.startswith(f"{self.folder}/") and target != here:
            sentence = f"{address}/ was published for {here}/, and would lead to another {self.noun}"
            self.told.clash(self.told.settings, "redirects", sentence, f"{address}: {here}/")

    def rest(
        self, why: Callable[[str], str], instead: Callable[[Remembered], str] = lambda _: ""
    ) -> Iterator[tuple[str, Remembered]]:
        """Yield what is remembered and not there; name each that was there until now, and why it is not."""
        for name, remembered in self.memory.items():
            if name not in self.kept:
                if not remembered.gone:
                    target = instead(remembered)
                    addresses = [f"{self.folder}/{old}" for old in (name, *remembered.was)]
                    self.told.gone(addresses, why(name), f"{self.folder}/{target}{'/' if target else ''}")
                yield name, remembered._replace(gone=True)

    def unchanged(self, slug: str) -> dict[str, Remembered]:
        """Return what is remembered of a thing of now, as it is."""
        return {name: self.memory[name] for name in self.names.get(slug, ())}


def _papers(
    part: _Part, entries: Mapping[str, SitePaper], stated: Mapping[str, Some[str]], drafts: Some[str]
) -> dict[str, Remembered]:
    """Return what to remember of papers; `stated` are the aliases in each one's file."""
    owners: dict[str, str] = {}
    for name, remembered in sorted(part.memory.items(), key=lambda item: (item[1].gone, item[0])):
        for key in (remembered.key, *remembered.keys):
            owners.setdefault(key.casefold(), name)
    following = dict(part.rest(lambda name: "its paper is a draft now" if name in drafts else "its paper is gone"))
    for slug, entry in entries.items():
        thing = _Named(slug, entry.facts.file, "aliases", stated.get(slug, ()))
        keys = _keys(part, entry, owners)
        if part.is_anothers(thing):
            following |= part.unchanged(slug)
            continue
        following[slug] = Remembered(
            key=keys[0],
            doi=entry.facts.doi or "",
            arxiv=entry.facts.arxiv or "",
            like=likeness(entry.facts, same_title),
            first=entry.first,
            keys=keys[1:],
            was=part.older(thing, entries),
        )
    return following


def _keys(part: _Part, entry: SitePaper, owners: Mapping[str, str]) -> tuple[str, ...]:
    """Return the key of a paper, then those that it had before; say what becomes of a published one."""
    known = [part.memory[name] for name in part.names.get(entry.slug, ())]
    before = tuple(dict.fromkeys(key for remembered in known for key in (remembered.key, *remembered.keys) if key))
    stated = entry.facts.cite_key
    if not stated:
        return _own_keys(part, entry, before)
    owner = owners.get(stated.casefold())
    if owner and part.kept.get(owner) != entry.slug:
        now = part.kept.get(owner)
        where = f"papers/{now}/" if now else f"papers/{owner}/, which is gone"
        sentence = f'"{stated}" was published as the citation key of another paper: {where}'
        hint = "take another key, for texts cite the other by it"
        hint += "" if now else f"; if it is the same paper, add aliases: [{owner}]"
        part.told.clash(entry.facts.file, "bibtex.key", sentence, hint)
        return before or ("",)
    was_shared = bool(known) and part.kept.get(owners[known[0].key.casefold()]) != entry.slug
    if known and stated != known[0].key and stated not in before and not was_shared:
        sentence = f'"{stated}" takes the place of the published key "{known[0].key}", by which texts cite this paper'
        part.told.changed(entry.facts.file, "bibtex.key", sentence, f"to keep it: bibtex: {{key: {known[0].key}}}")
    return tuple(dict.fromkeys((stated, *before)))


def shared_keys(site: Site) -> Iterator[Problem]:
    """Yield an error for each paper whose file states the key of another's, in whatever case: BibTeX refuses that.

    The key is that of the paper that it was published for, else of the oldest.
    """
    published, reserved = published_keys(site.kept.papers, site.published.papers)
    stated = [entry.facts for entry in site.entries.values() if entry.facts.cite_key]
    owners: dict[str, PaperFacts] = {}
    for paper in sorted(
        stated, key=lambda paper: (published.get(paper.slug) != paper.cite_key, paper.date or LATEST, paper.slug)
    ):
        key = paper.cite_key or ""
        owner = owners.setdefault(key.casefold(), paper)
        if owner is not paper:
            free = cite_keys((paper.revised(cite_key=None),), {}, {*owners, *reserved})[paper.slug]
            sentence = f'"{key}" is also the citation key of {owner.file}'
            hint = f"write another, as bibtex: {{key: {free}}}; if it is the same paper, keep one of the two files"
            yield Problem(paper.file, field="bibtex.key", sentence=sentence, hint=hint)


def _own_keys(part: _Part, entry: SitePaper, before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a paper that states none: the published one, unless two machines gave it to two papers."""
    if not before or entry.cite_key == before[0]:
        return tuple(dict.fromkeys((entry.cite_key, *before)))
    double = before[0].casefold()
    holders = {now for name, now in part.kept.items() if part.memory[name].key.casefold() == double}
    if holders == {entry.slug}:  # another paper states it as its own, which is a clash
        return before
    others = ", ".join(f"papers/{slug}/" for slug in sorted(holders - {entry.slug}))
    sentence = (
        f'"{before[0]}" was published as the key of {others} too, which keeps it; here it is "{entry.cite_key}" now'
    )
    part.told.changed(
        entry.facts.file, "bibtex", sentence, "two machines had given it to two papers; nothing is to be done"
    )
    return tuple(dict.fromkeys((entry.cite_key, *before[1:])))


def _people(part: _Part, people: Iterable[Person], papers: Kept) -> dict[str, Remembered]:
    """Return what to remember of people who have a page; `papers` tells which paper a remembered one is."""
    there = {person.slug: person for person in people if person.has_page}
    hidden = {name for name, now in part.kept.items() if now not in there}
    if hidden:
        part.kept = {name: now for name, now in part.kept.items() if name not in hidden}
    on_paper: dict[str, list[Person]] = defaultdict(list)
    for person in there.values():
        for paper in person.papers:
            on_paper[paper].append(person)

    def likely(remembered: Remembered) -> str:
        """Return who stands under another spelling on the paper of somebody who is there no more."""
        people = on_paper.get(papers.get(remembered.at, remembered.at), ())
        return next((person.slug for person in people if is_respelled(remembered.name, person.name)), "")

    why = {True: "they have no page now", False: "nobody of this name is on a paper now"}
    following = dict(part.rest(lambda name: why[name in hidden], likely))
    for slug, person in there.items():
        author = person.author
        key, stated = ("former_slugs", author.former_slugs) if author else ("", ())
        thing = _Named(slug, author.file if author else part.told.settings, key, stated)
        if part.is_anothers(thing):
            following |= part.unchanged(slug)
            continue
        ids = ids_of(author) if author else ()
        following[slug] = Remembered(
            name=person.name,
            id=":".join(ids[0]) if ids else f"orcid:{person.orcid}" if person.orcid else "",
            at=person.papers[-1] if person.papers else "",
            first=person.first,
            file=author is not None,
            was=part.older(thing, there),
        )
    return following


def _collections(part: _Part, collections: Sequence[Collection], papers: Kept) -> dict[str, Remembered]:
    """Return what to remember of venues or topics; `papers` tells which paper a remembered one is."""
    there = {collection.slug: collection for collection in collections}
    known = set(part.memory)
    new = {paper: slug for slug, collection in there.items() if slug not in known for paper in collection.papers}
    following = dict(
        part.rest(
            lambda name: (
                f"no paper names this {part.noun} now"
                if part.memory[name].at
                else f"its file is gone, and no paper names this {part.noun}"
            ),
            lambda remembered: new.get(papers.get(remembered.at, remembered.at), ""),
        )
    )
    for slug, collection in there.items():
        following[slug] = Remembered(
            name=collection.name,
            at=collection.papers[-1] if collection.papers else "",
            first=collection.first,
            was=part.older(_Named(slug, part.told.settings), there),
        )
    return following


def _pages(told: _Told, memory: Memory, present: Some[str], config: SiteConfig) -> dict[str, Remembered]:
    """Return what to remember of all other pages, and of the addresses of identifiers; `present` are all pages of now.

    What stands below the folder of a language has the same slugs as in the main one.
    """
    elsewhere = (*_NOT_MERE_PAGES, *(f"{tag}/{folder}" for tag in config.languages[1:] for folder in _NOT_MERE_PAGES))
    there = {page for page in present if not page.endswith(".html") and not page.startswith(elsewhere)}
    there -= told.redirected.keys()
    following = {name: remembered._replace(gone=True) for name, remembered in memory.items() if name not in there}
    turned_off = () if config.identifiers else IDENTIFIERS
    gone = [name for name in following if not memory[name].gone]
    for name in gone:
        folder, _, below = name.partition("/")
        is_told_as_a_whole = below and folder in following  # a language
        if not is_told_as_a_whole and not name.startswith(turned_off):
            told.gone([name], "no page is there now", "papers/")
    for folder in turned_off:
        if any(name.startswith(folder) for name in gone):
            told.gone([folder.rstrip("/")], "there are no addresses by identifier now", "papers/")
    return following | dict.fromkeys(there, Remembered())


def _redirects(told: _Told, memory: Memory, present: Some[str]) -> dict[str, Remembered]:
    """Return what to remember of the addresses that the settings lead elsewhere; name each that leads nowhere since."""
    for address in memory:
        if address not in told.redirected and address not in present:
            told.gone([address], "its line in redirects is gone", "papers/")
    return dict.fromkeys(told.redirected, Remembered())
