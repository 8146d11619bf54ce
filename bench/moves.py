"""A long history of a site that is published after every edit: does any published name ever die, or mean another?

In: a number of edits and a seed. Papers are added, removed, brought back, renamed, re-dated, retitled, written by
others, joined and overwritten; people get files, ids, other names, are joined and parted; venues and topics change; the
site moves to other domains and folders, and gets an id; talks, free pages, a second language and addresses by
identifier come and go; people write `aliases`, `former_slugs` and `redirects`, their own and those of others; old
branches are merged. Names are chosen so that they collide. After each edit the site is connected with what is
remembered, as a build does; what a deploy would refuse is taken back, as a person would. Out: how often a published
key, address or feed id led to something else, and how often one died without a redirect, a refusal or a word. Both are
to be 0. People of one name whom no id tells apart are one here, as in sitegen.

    python bench/moves.py [--edits 2000] [--seed 1]
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from sitegen.content.published import as_text, from_text  # noqa: E402 - the checkout comes before an installed sitegen
from sitegen.errors import SitegenError  # noqa: E402 - see above
from sitegen.model import (  # noqa: E402 - see above
    Author,
    Authorship,
    Bibtex,
    Content,
    Date,
    FreePage,
    Item,
    Paper,
    SiteConfig,
    Text,
    Venue,
)
from sitegen.model.published import NOTHING_PUBLISHED, PublishedNames  # noqa: E402 - see above
from sitegen.site.collection import same_title  # noqa: E402 - see above
from sitegen.site.graph import Site, connect  # noqa: E402 - see above
from sitegen.site.identifiers import FOLDERS as IDENTIFIERS  # noqa: E402 - see above
from sitegen.site.pages import addresses, redirects  # noqa: E402 - see above
from sitegen.site.people import same_name  # noqa: E402 - see above
from sitegen.site.plan import plan  # noqa: E402 - see above
from sitegen.site.published import Review, review  # noqa: E402 - see above
from sitegen.site.translation import in_language  # noqa: E402 - see above
from sitegen.text.venues import identity  # noqa: E402 - see above

NAMES = (
    "Ada Lovelace", "王小明", "王晓明", "汪小明", "Lukasz Kaiser", "Łukasz Kaiser", "Wei Wang", "W. Wang", "José Pérez",
    "Jose Perez", "J. Pérez", "Andrew Brock", "Andy Brock", "A. Brock", "Nikolai Petrov", "Николай Петров", "Jo Snow",
)  # fmt: skip
RESPELLED = {
    "Lukasz Kaiser": "Łukasz Kaiser",
    "Jose Perez": "José Pérez",
    "W. Wang": "Wei Wang",
    "A. Brock": "Andrew Brock",
    "J. Pérez": "José Pérez",
}
TITLES = ("Study of", "Studies in", "On the study of", "A note on", "Notes:", "Étude sur", "研究")
THINGS = ("ice", "snow", "frost", "rain", "fog", "hail", "wind", "heat")
VENUES = ("C++ Journal", "C# Journal", "Ice Days", "Icé Days", "Frost Week", "Journal of Snow", "")
TOPICS = ("C", "C++", "C#", "Naïve", "Naive", "雪", "血")
DOMAINS = (
    "https://ada.example.org/",
    "https://lovelace.net/",
    "https://ada.github.example/papers/",
    "https://x.org/~ada/",
)
SITE_ID = "0b5c3a4e-8a7f-4f62-9d7c-2f1f3a6b9c10"
ORCIDS = tuple(f"0000-0002-0000-{number:04d}" for number in range(400))


EDITS = tuple(
    """
    add add add add remove bring_back rename_file rename_file take_over overwrite swap_files retitle retitle
    date_anew date_anew turn_authors add_author give_ids hide key_of_ones_own join_works state_orcid state_orcid
    respell give_file rename_person_file take_persons_address drop_file list_name change_venue change_venue
    move_site give_site_an_id merge_an_old_branch
    list_alias list_former_slug redirect_by_hand drop_redirects rename_venue rename_topic
    add_talk rename_talk remove_talk turn_page turn_language turn_identifiers
    """.split()
)
"""What may be done, each as often as it is likely."""


@dataclass(slots=True)
class Human:
    """Somebody who truly is one person: their name now, whether papers state their ORCID iD, and their file's slug."""

    number: int
    name: str
    orcid: str
    is_stated: bool = False
    file: str = ""
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(slots=True)
class Work:
    """A true piece of work, in the file of some slug."""

    number: int
    slug: str
    title: str
    humans: list[int]
    year: int
    doi: str = ""
    arxiv: str = ""
    venue: str = ""
    topic: str = ""
    key: str = ""
    is_hidden: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class World:
    """A site as its author sees it; `joined` has works and people that became a part of another."""

    works: dict[int, Work] = field(default_factory=dict)
    removed: dict[int, Work] = field(default_factory=dict)
    humans: dict[int, Human] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    base_url: str = DOMAINS[0]
    site_id: str | None = None
    talks: dict[int, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    has_page: bool = False
    is_in_german: bool = False
    has_identifiers: bool = False
    count: int = 0

    def number(self) -> int:
        """Return a number that nothing has yet."""
        self.count += 1
        return self.count

    def now(self, work: int) -> int:
        """Return the work that a work has become."""
        while work in self.joined:
            work = self.joined[work]
        return work


@dataclass(slots=True)
class Figures:
    """What a history came to: edits done and refused, and every violation, in words."""

    done: int = 0
    refused: int = 0
    led: int = 0
    named: int = 0
    another: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    published: Counter[str] = field(default_factory=Counter)


class History:
    """One site through many edits, and all that it has ever published."""

    def __init__(self, seed: int) -> None:
        """Begin with a site of a few papers."""
        self.chance = random.Random(seed)
        self.world = World()
        self.memory: PublishedNames = NOTHING_PUBLISHED
        self.figures = Figures()
        self.keys: dict[str, int] = {}
        self.papers: dict[str, int] = {}
        self.feed_ids: dict[str, int] = {}
        self.feed_id_of: dict[int, str] = {}
        self.key_of: dict[int, str] = {}
        self.people: dict[str, frozenset[int]] = {}
        self.people_names: dict[str, frozenset[str]] = {}
        self.lists: dict[str, str] = {}
        self.pages: set[str] = set()
        self.identifiers: dict[str, frozenset[int]] = {}
        self.told: set[str] = set()
        self.first: dict[str, int] = {}  # what an address was published for that a line leads elsewhere since
        self.first_people: dict[str, tuple[frozenset[int], frozenset[str]]] = {}  # the same of people, and their names
        self.vacant: set[str] = set()  # addresses of people that are nobody's now, of which somebody was told
        self.texts: list[str] = []
        for _ in range(6):
            self._add()

    def run(self, edits: int) -> Figures:
        """Edit and publish so many times."""
        self._publish()
        for _ in range(edits):
            before, memory = copy.deepcopy(self.world), self.memory
            kind = self.chance.choice(EDITS)
            getattr(self, f"_{kind}")()
            if self._publish():
                self.figures.done += 1
                self.figures.kinds[kind] += 1
            else:
                self.figures.refused += 1
                self.world, self.memory = before, memory
        return self.figures

    # what a person does

    def _human(self) -> int:
        """Choose somebody, known or new; a new one may have a name that is taken."""
        if self.world.humans and self.chance.random() < 0.6:
            return self.chance.choice(sorted(self.world.humans))
        number = self.world.number()
        self.world.humans[number] = Human(number, self.chance.choice(NAMES), ORCIDS[number % len(ORCIDS)] + str(number))
        return number

    def _add(self) -> None:
        number = self.world.number()
        humans = list(dict.fromkeys(self._human() for _ in range(self.chance.randint(1, 3))))
        work = Work(number, f"p{self.chance.randint(1, 99)}-{number}", self._title(), humans, self._year())
        if self.chance.random() < 0.4:
            work.doi = f"10.1000/{number}"
        if self.chance.random() < 0.4:
            work.arxiv = f"2101.{number:05d}"
        work.venue, work.topic = self.chance.choice(VENUES), self.chance.choice(TOPICS)
        self.world.works[number] = work

    def _title(self) -> str:
        return f"{self.chance.choice(TITLES)} {self.chance.choice(THINGS)} {self.chance.randint(1, 999)}"

    def _year(self) -> int:
        return self.chance.randint(2018, 2022)

    def _work(self) -> Work | None:
        return self.world.works[self.chance.choice(sorted(self.world.works))] if self.world.works else None

    def _remove(self) -> None:
        if len(self.world.works) > 3 and (work := self._work()):
            self.world.removed[work.number] = self.world.works.pop(work.number)

    def _bring_back(self) -> None:
        if self.world.removed:
            number = self.chance.choice(sorted(self.world.removed))
            work = self.world.removed.pop(number)
            if work.slug not in {other.slug for other in self.world.works.values()}:
                self.world.works[number] = work

    def _rename_file(self) -> None:
        if work := self._work():
            work.slug = f"renamed-{self.world.number()}"

    def _take_over(self) -> None:
        """Rename a file, and put a new paper in its place."""
        if work := self._work():
            old = work.slug
            work.slug = f"moved-{self.world.number()}"
            self._add()
            self.world.works[max(self.world.works)].slug = old

    def _overwrite(self) -> None:
        """Put another paper with ids of its own into the file of one that has ids."""
        work = self._work()
        if work and work.doi and len(self.world.works) > 3:
            del self.world.works[work.number]
            self._add()
            new = self.world.works[max(self.world.works)]
            new.slug, new.doi, new.arxiv = work.slug, f"10.1000/new{new.number}", ""

    def _swap_files(self) -> None:
        one, other = self._work(), self._work()
        if one and other:
            one.slug, other.slug = other.slug, one.slug

    def _retitle(self) -> None:
        if work := self._work():
            work.title = self._title()

    def _date_anew(self) -> None:
        if work := self._work():
            work.year = self._year()

    def _turn_authors(self) -> None:
        if work := self._work():
            work.humans = work.humans[1:] + work.humans[:1]

    def _add_author(self) -> None:
        if work := self._work():
            work.humans = list(dict.fromkeys([self._human(), *work.humans]))

    def _give_ids(self) -> None:
        if work := self._work():
            work.doi, work.arxiv = f"10.1000/{work.number}", work.arxiv or f"2101.{work.number:05d}"

    def _hide(self) -> None:
        if work := self._work():
            work.is_hidden = not work.is_hidden

    def _key_of_ones_own(self) -> None:
        if work := self._work():
            work.key = self.chance.choice((f"mine{work.number}", "", self.chance.choice(sorted(self.keys) or [""])))

    def _join_works(self) -> None:
        """Make one file of a preprint's and an article's: the arXiv id moves over."""
        one, other = self._work(), self._work()
        if one and other and one is not other and other.arxiv and not one.arxiv:
            one.arxiv = other.arxiv
            del self.world.works[other.number]
            self.world.joined[other.number] = one.number

    def _someone(self) -> Human | None:
        there = sorted({human for work in self.world.works.values() for human in work.humans})
        return self.world.humans[self.chance.choice(there)] if there else None

    def _state_orcid(self) -> None:
        if human := self._someone():
            human.is_stated = not human.is_stated

    def _respell(self) -> None:
        """Put a name right everywhere: an accent, or a given name written out."""
        if (human := self._someone()) and human.name in RESPELLED and not human.file:
            human.name = RESPELLED[human.name]

    def _give_file(self) -> None:
        if (human := self._someone()) and not human.file:
            human.file, human.is_stated = f"person-{self.world.number()}", True

    def _rename_person_file(self) -> None:
        if (human := self._someone()) and human.file:
            human.file = f"person-{self.world.number()}"

    def _take_persons_address(self) -> None:
        """Give somebody a file under the address of another."""
        human = self._someone()
        taken = sorted(self.people)
        if human and not human.file and taken:
            human.file, human.is_stated = self.chance.choice(taken), True

    def _drop_file(self) -> None:
        if (human := self._someone()) and human.file:
            human.file, human.names = "", ()

    def _list_name(self) -> None:
        """Tie another spelling to a person's file: whoever has no file and is called so is them."""
        human, other = self._someone(), self._someone()
        if human and other and human.file and human is not other and not other.file and not other.is_stated:
            human.names = tuple(dict.fromkeys((*human.names, other.name)))

    def _change_venue(self) -> None:
        if work := self._work():
            work.venue, work.topic = self.chance.choice(VENUES), self.chance.choice(TOPICS)

    def _move_site(self) -> None:
        self.world.base_url = self.chance.choice(DOMAINS)

    def _give_site_an_id(self) -> None:
        self.world.site_id = SITE_ID

    def _merge_an_old_branch(self) -> None:
        """Let git join what is remembered with what was some edits ago: the lines of both stay."""
        old = self.chance.choice(self.texts[-8:])
        lines = [*as_text(self.memory).splitlines(), *old.splitlines()]
        self.chance.shuffle(lines)
        self.memory, faults = from_text("\n".join(lines))
        if faults:
            raise RuntimeError(str(faults))

    def _list_alias(self) -> None:
        """Let a paper's file own to an address: most are others'."""
        if (work := self._work()) and self.papers:
            work.aliases = tuple(dict.fromkeys((*work.aliases, self.chance.choice(sorted(self.papers)))))

    def _list_former_slug(self) -> None:
        if (human := self._someone()) and human.file and self.people:
            human.former = tuple(dict.fromkeys((*human.former, self.chance.choice(sorted(self.people)))))

    def _redirect_by_hand(self) -> None:
        """Lead a published address to something else of its kind, which is right where its own thing is gone."""
        folder, addresses_of, there = self.chance.choice(
            (
                ("papers", self.papers, [work.slug for work in self.world.works.values()]),
                ("authors", self.people, [human.file for human in self.world.humans.values() if human.file]),
            )
        )
        if addresses_of and there:
            self.world.redirects[f"{folder}/{self.chance.choice(sorted(addresses_of))}"] = (
                f"{folder}/{self.chance.choice(sorted(there))}/"
            )

    def _drop_redirects(self) -> None:
        self.world.redirects = {}

    def _rename_venue(self) -> None:
        """Give a venue another name on all its papers."""
        old, new = self.chance.choice(VENUES), f"{self.chance.choice(VENUES)} {self.chance.choice(THINGS)}".strip()
        for work in self.world.works.values():
            work.venue = new if work.venue == old else work.venue

    def _rename_topic(self) -> None:
        old, new = self.chance.choice(TOPICS), f"{self.chance.choice(TOPICS)} {self.chance.choice(THINGS)}"
        for work in self.world.works.values():
            work.topic = new if work.topic == old else work.topic

    def _add_talk(self) -> None:
        self.world.talks[self.world.number()] = f"talk-{self.chance.randint(1, 9)}"

    def _rename_talk(self) -> None:
        if self.world.talks:
            self.world.talks[self.chance.choice(sorted(self.world.talks))] = f"talk-{self.chance.randint(1, 9)}"

    def _remove_talk(self) -> None:
        if self.world.talks:
            del self.world.talks[self.chance.choice(sorted(self.world.talks))]

    def _turn_page(self) -> None:
        self.world.has_page = not self.world.has_page

    def _turn_language(self) -> None:
        self.world.is_in_german = not self.world.is_in_german

    def _turn_identifiers(self) -> None:
        self.world.has_identifiers = not self.world.has_identifiers

    # what the program makes of it

    def _content(self) -> Content:
        world = self.world
        papers = [
            Paper(
                slug=work.slug,
                file=f"content/papers/{work.slug}.yaml",
                title=_text(work.title),
                authors=tuple(self._place(world.humans[human]) for human in work.humans),
                date=Date(work.year),
                doi=work.doi or None,
                arxiv=work.arxiv or None,
                venue=Venue(name=_text(work.venue)) if work.venue else None,
                topics=(work.topic,),
                hidden=work.is_hidden,
                bibtex=Bibtex(key=work.key or None),
                aliases=work.aliases,
            )
            for work in world.works.values()
        ]
        authors = [
            Author(
                slug=human.file,
                file=f"content/authors/{human.file}.yaml",
                name=human.name,
                names=human.names,
                orcid=human.orcid,
                former_slugs=human.former,
            )
            for human in world.humans.values()
            if human.file
        ]
        config = SiteConfig(
            file="content/site.yaml",
            title="Site",
            base_url=world.base_url,
            id=world.site_id,
            redirects=dict(world.redirects),
            identifiers=world.has_identifiers,
            languages=("en", "de") if world.is_in_german else (),
        )
        content = Content(
            config=config,
            papers=tuple(sorted(papers, key=lambda paper: paper.slug)),
            authors=tuple(sorted(authors, key=lambda author: author.slug)),
            pages=(FreePage(slug="about", file="content/pages/about.md", title="About", body=_text("We.")),)
            if world.has_page
            else (),
            news=(),
            files=(),
            items=tuple(
                Item(collection="talks", file=f"content/talks/{slug}.yaml", slug=slug, title=_text(slug))
                for slug in sorted(world.talks.values())
            ),
            published=self.memory,
        )
        if not world.is_in_german:
            return content
        return replace(content, translations=(replace(content, config=replace(config, language="de")),))

    def _place(self, human: Human) -> Authorship:
        return Authorship(name=human.name, orcid=human.orcid if human.is_stated else None)

    def _publish(self) -> bool:
        """Build; return whether it can be published, and then check all that was ever published."""
        content = self._content()
        slugs = [paper.slug for paper in content.papers]
        talks = self.world.talks.values()
        if len(set(slugs)) < len(slugs) or len({author.slug for author in content.authors}) < len(content.authors):
            return False
        if len(set(talks)) < len(talks):
            return False
        site, problems = connect(content)
        editions = [(site, redirects(site, addresses(site.config.base_url, site.feeds, site.config)))]
        for other in content.translations:
            own = in_language(site, content, other)
            editions.append((own, redirects(own, addresses(own.config.base_url, own.feeds, own.config))))
        try:
            planned = plan(*editions[0], (), further=editions[1:])
        except SitegenError:
            return False
        found = review(site, content, planned)
        if found.clashes or any(problem.severity == "error" for problem in problems):
            return False
        self._check(site, found, set(planned))
        for own, _ in editions[1:]:
            self._check_language(site, own)
        self.texts.append(as_text(found.published))
        self.memory, faults = from_text(self.texts[-1])
        if faults:
            raise RuntimeError(str(faults))
        return True

    def _check(self, site: Site, found: Review, paths: Collection[str]) -> None:
        at = addresses(site.config.base_url, site.feeds, site.config)
        leads = _leads(site)
        self.told -= {path.removesuffix("/index.html") for path in paths}  # there again: to be told of again
        for problem in (*found.once, *found.problems):
            words = problem.sentence.partition(" publ")[0].split()
            self.told.update(word.strip(",").rstrip("/") for word in words if word.strip(",").endswith("/"))
        self.figures.led = max(self.figures.led, len(leads))
        self._check_works(site, leads, at.feed_id)
        self._check_people(site, leads)
        self._check_lists(site, leads)
        self._check_pages(paths, leads)
        self._check_identifiers(site, leads)

    def _check_works(self, site: Site, leads: Mapping[str, str], feed_id: Callable[[str], str]) -> None:
        by_slug = {work.slug: work.number for work in self.world.works.values()}
        for address, meant in list(self.papers.items()):
            slug = address if address in by_slug else leads.get(f"papers/{address}", "").removeprefix("papers/")
            now = by_slug.get(slug)
            path = f"papers/{address}"
            first = self.first.get(path, meant)
            if self._is_led(path) and self.world.now(first) not in self.world.works:
                self.papers[address] = now or meant  # somebody has said where it leads, as they were asked to
                if path in self.world.redirects:
                    self.first[path] = first
            elif path in self.first and now is None and path in self.told:
                self.papers[address] = self.first.pop(path)  # that line is gone, and it is as before
            else:
                self._judge(f"papers/{address}", now, self.world.now(meant), self.world.works)
        keys = {entry.cite_key.casefold(): by_slug[slug] for slug, entry in site.entries.items()}
        if len(keys) < len(site.entries):
            self.figures.another.append("two papers have one key")
        for key, meant in self.keys.items():
            if key in keys and keys[key] != self.world.now(meant):
                self.figures.another.append(f"key {key}")
        for slug, entry in site.entries.items():
            number = by_slug[slug]
            self._check_key(number, entry.cite_key)
            self._check_feed_id(number, feed_id(f"papers/{entry.first or slug}/"))
            self.papers.setdefault(slug, number)
        counts = {"papers": len(self.papers), "keys": len(self.keys), "feed ids": len(self.feed_ids)}
        self.figures.published |= Counter(counts)

    def _is_led(self, address: str) -> bool:
        """Tell whether a line that somebody wrote says where an address leads, or one to which it led."""
        folder, _, slug = address.partition("/")
        memory = self.memory.papers if folder == "papers" else self.memory.people
        lines = [work.aliases for work in self.world.works.values()]
        if folder == "authors":
            lines = [human.former for human in self.world.humans.values() if human.file]
        return address in self.world.redirects or any(
            slug == old or (old in memory and slug in memory[old].was) for older in lines for old in older
        )

    def _check_key(self, number: int, key: str) -> None:
        work = self.world.works[number]
        before = self.key_of.get(number)
        if before and before != key and not work.key and work.key != before:
            self.figures.dead.append(f"key {before}")
        self.key_of[number] = key
        self.keys.setdefault(key.casefold(), number)

    def _check_feed_id(self, number: int, identity: str) -> None:
        if self.feed_ids.setdefault(identity, number) != number:
            self.figures.another.append(f"feed id {identity}")
        if self.feed_id_of.setdefault(number, identity) != identity:
            self.figures.dead.append(f"feed id {self.feed_id_of[number]}")

    def _judge(self, address: str, leads_to: int | None, meant: int, there: Iterable[int]) -> None:
        if leads_to is not None and leads_to != meant:
            self.figures.another.append(address)
        elif leads_to is None and meant in set(there):
            self.figures.dead.append(address)

    def _on_pages(self, site: Site) -> dict[str, set[int]]:
        """Return who truly is on each person's page."""
        on_page: dict[str, set[int]] = {}
        by_slug = {work.slug: work for work in self.world.works.values()}
        for slug, entry in site.entries.items():
            for person, human in zip(entry.people, by_slug[slug].humans, strict=True):
                if person and person.has_page:
                    on_page.setdefault(person.slug, set()).add(human)
        for someone in self.world.humans.values():
            if someone.file:
                on_page.setdefault(someone.file, set()).add(someone.number)
        return on_page

    def _check_people(self, site: Site, leads: dict[str, str]) -> None:
        on_page = self._on_pages(site)
        present = set().union(*on_page.values()) if on_page else set()
        for address, meant in list(self.people.items()):
            slug = address if address in on_page else leads.get(f"authors/{address}", "").removeprefix("authors/")
            now = frozenset(on_page.get(slug, ()))
            names = frozenset(same_name(self.world.humans[human].name) for human in now)
            path = f"authors/{address}"
            first = self.first_people.get(path, (meant, self.people_names[address]))
            if self._is_led(path) and (path in self.vacant or not first[0] & present):
                self.people[address], self.people_names[address] = now or meant, names or self.people_names[address]
                if path in self.world.redirects:
                    self.first_people[path] = first
                continue
            if path in self.first_people and not now and path in self.told:
                self.people[address], self.people_names[address] = self.first_people.pop(path)
                continue
            if now and not now & meant and not names & self.people_names[address]:  # of one name nobody could tell
                self.figures.another.append(f"authors/{address}: {self._called(meant)} became {self._called(now)}")
            elif not now and meant & present and path not in self.told:
                self.figures.dead.append(f"authors/{address}: {self._called(meant)}")
            elif not now and meant & present:
                self.figures.named += 1
                self.vacant.add(path)
            if now:
                self.vacant.discard(path)
                self.people[address] |= now
                self.people_names[address] |= names
        for slug, humans in on_page.items():
            self.people.setdefault(slug, frozenset(humans))
            names = frozenset(same_name(self.world.humans[human].name) for human in humans)
            self.people_names.setdefault(slug, names)
        self.figures.published["people"] = len(self.people)

    def _check_language(self, site: Site, other: Site) -> None:
        """See that what leads somewhere in the main language leads there in another, too, and that feed ids stay."""
        main = {path: target for path, target in _leads(site).items() if not path.startswith(IDENTIFIERS)}
        own = _leads(other)
        folder = other.config.folder
        by_hand = self.world.redirects
        for path, target in main.items():
            if path not in by_hand and own.get(folder + path, own.get(path)) not in {folder + target, target}:
                self.figures.dead.append(f"{folder}{path}")
        at = addresses(other.config.base_url, other.feeds, other.config)
        by_slug = {work.slug: work.number for work in self.world.works.values()}
        for slug, entry in other.entries.items():
            self._check_feed_id(-by_slug[slug], at.feed_id(f"papers/{entry.first or slug}/"))

    def _check_pages(self, paths: Collection[str], leads: Mapping[str, str]) -> None:
        """See that of each other page that is no more somebody was told: of a language, or of its own page."""
        there = {path.removesuffix("/index.html") for path in paths if path.endswith("/index.html")}
        self.told |= {page for page in self.pages if page.partition("/")[0] in self.told}  # a language, told as a whole
        self.figures.dead += sorted(self.pages - there - leads.keys() - self.told)
        self.pages |= {page for page in there if not page.removeprefix("de/").startswith(_THINGS)}
        self.figures.published["other pages"] = len(self.pages)

    def _check_identifiers(self, site: Site, leads: Mapping[str, str]) -> None:
        """See that the address of an identifier leads to what it was published for, or that somebody was told."""
        by_slug = {work.slug: frozenset({work.number}) for work in self.world.works.values()}
        people = self._on_pages(site)
        for address, meant in self.identifiers.items():
            target = leads.get(address, "")
            folder, _, slug = target.partition("/")
            now = by_slug.get(slug, frozenset()) if folder == "papers" else frozenset(people.get(slug, ()))
            known = meant | {self.world.now(number) for number in meant}
            if target and not now & known:
                self.figures.another.append(address)
            elif not target and address not in self.told and address.partition("/")[0] not in self.told:
                self.figures.dead.append(address)
        for address, target in leads.items():
            if address.startswith(IDENTIFIERS):
                folder, _, slug = target.partition("/")
                now = by_slug[slug] if folder == "papers" else frozenset(people[slug])
                self.identifiers[address] = self.identifiers.get(address, frozenset()) | now
        self.figures.published["identifiers"] = len(self.identifiers)

    def _called(self, humans: Iterable[int]) -> str:
        return ", ".join(f"{self.world.humans[human].name} {human}" for human in sorted(humans))

    def _check_lists(self, site: Site, leads: dict[str, str]) -> None:
        for folder, collections, same in (("venues", site.venues, identity), ("topics", site.topics, same_title)):
            there = {collection.slug: same(collection.name) for collection in collections}
            for address, name in self.lists.items():
                if not address.startswith(folder):
                    continue
                slug = address.partition("/")[2]
                slug = slug if slug in there else leads.get(address, "").partition("/")[2]
                if slug in there and there[slug] != name:
                    self.figures.another.append(f"{address}: {name} became {there[slug]}")
                elif slug not in there and (name in there.values() or address not in self.told):
                    self.figures.dead.append(address)
            for slug, name in there.items():
                self.lists.setdefault(f"{folder}/{slug}", name)
        self.figures.published["lists"] = len(self.lists)


_THINGS = ("papers/", "authors/", "venues/", "topics/", *IDENTIFIERS)
"""Folders whose pages are checked as what they are about."""


def _leads(site: Site) -> dict[str, str]:
    """Return where each old address of a site leads, both as paths of the site without slashes at their ends."""
    at = addresses(site.config.base_url, site.feeds, site.config)
    return {
        redirect.path.removesuffix("/index.html"): redirect.target.removeprefix(at.prefix).strip("/")
        for redirect in redirects(site, at)
    }


def _text(plain: str) -> Text:
    return Text(plain, plain, plain)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 when a published name died or means another."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--edits", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="name every violation")
    options = parser.parse_args(arguments)
    start = time.process_time()
    figures = History(options.seed).run(options.edits)
    print(f"{options.edits:,} edits: {figures.done:,} published, {figures.refused:,} refused")
    print("published in all: " + ", ".join(f"{count:,} {kind}" for kind, count in sorted(figures.published.items())))
    print(f"names that mean something else: {len(figures.another)}")
    print(f"names that died without a redirect, a refusal or a word: {len(figures.dead)}")
    print(f"{time.process_time() - start:.1f} s of the processor")
    if options.list:
        print(*dict.fromkeys((*figures.another, *figures.dead)), sep="\n")
    return 1 if figures.another or figures.dead else 0


if __name__ == "__main__":
    sys.exit(main())
