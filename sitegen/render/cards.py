"""A social card for every paper and every person; on a large site for those people only who have a file.

In: the site, its pictures, the theme's words. Out: the address of each card, and the files to publish. A card is drawn
once and kept by what it says; where the font cannot show the words there is none.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from sitegen.images import seals
from sitegen.images.cards import RECIPE, Card, can_show, draw
from sitegen.images.seals import Seal, is_whole
from sitegen.records import dataclass
from sitegen.render.paperview import status_word, venue_text
from sitegen.render.pictures import Pictures, Progress
from sitegen.render.theme_strings import ThemeStrings
from sitegen.site.graph import Person, Site, SitePaper, is_mention
from sitegen.workers import spread

NAMES = 5
"""Authors that a card names."""
MOST_PEOPLE = 500
"""People with a page up to which each has a card: of a large site most are co-authors once, and theirs take minutes."""
_FIELDS = sorted(field.name for field in fields(Card))
BATCH = 2_000
"""Cards between two words of progress."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The path in the output of each paper's and each person's card, by slug; and the drawn files by those paths.

    `missing` are those that the store lacks: what they show, and where it is kept.
    """

    papers: Mapping[str, str]
    people: Mapping[str, str]
    files: tuple[tuple[str, Path], ...]
    missing: tuple[tuple[Card, Path], ...]

    def draw(self, *, jobs: int | None, progress: Progress) -> None:
        """Draw every card that the store lacks."""
        for start in range(0, len(self.missing), BATCH):
            batch = self.missing[start : start + BATCH]
            drawn = spread(_keep, batch, jobs=jobs)
            places = [stored for _, stored in batch]
            seals.settle(places)
            store = places[0].parent.parent
            known = {name: seal for name, seal in seals.read(store).items() if Path(store, name[:2], name).exists()}
            seals.write(store, known | {stored.name: seal for stored, seal in zip(places, drawn, strict=True)})
            progress("cards", start + len(batch), len(self.missing))


def deal(site: Site, pictures: Pictures, words: ThemeStrings, store: Path) -> Cards:
    """Return where each card is published, and which of them are still to be drawn."""
    wanted: dict[tuple[str, str], Card] = {}
    if site.config.cards == "all":
        wanted |= {("papers", slug): _of_paper(entry, pictures, words, site) for slug, entry in site.entries.items()}
    if site.config.cards != "none":
        wanted |= {("authors", person.slug): _of_person(person, pictures, words, site) for person in _people(site)}
    names = {key: name for key, card in wanted.items() if (name := _name(card))}
    places = {key: Path(store, name[:2], name) for key, name in names.items()}
    known = seals.read(store)
    missing = sorted(
        {stored: key for key, stored in places.items() if not is_whole(stored, known.get(stored.name))}.items()
    )
    folder = site.config.folder
    paths = {(kind, slug): f"{folder}{kind}/{slug}/card-{name[:8]}{name[64:]}" for (kind, slug), name in names.items()}
    return Cards(
        papers={slug: path for (kind, slug), path in paths.items() if kind == "papers"},
        people={slug: path for (kind, slug), path in paths.items() if kind == "authors"},
        files=tuple(sorted((paths[key], stored) for key, stored in places.items())),
        missing=tuple((wanted[key], stored) for stored, key in missing),
    )


def _people(site: Site) -> list[Person]:
    """Return who has a card: not those whose pages nobody shares, for there may be thousands."""
    people = [
        person
        for person in site.people.values()
        if person.has_page and not is_mention(person, (len(site.entries[slug].people) for slug in person.papers))
    ]
    return people if len(people) <= MOST_PEOPLE else [person for person in people if person.author]


def _of_paper(entry: SitePaper, pictures: Pictures, words: ThemeStrings, site: Site) -> Card:
    paper = entry.facts
    names = [credit.name for credit in entry.credits]
    total = max(paper.authors_total or 0, len(names))
    shown = names if total <= NAMES + 1 else names[:NAMES]
    rest = [words.plural("more", total - len(shown))] if total > len(shown) else []
    status = words[status_word(paper)] if paper.state.cited else venue_text(paper)
    files = [file for at, file in paper.files if at[0] == "figures" and (file, True) in pictures.rasters]
    return Card(
        title=paper.title.plain,
        line=", ".join((*shown, *rest)),
        left=" · ".join(part for part in (status, words.language.date(paper.date) if paper.date else "") if part),
        right=site.config.title,
        picture=str(pictures.rasters[files[0], True]) if files else "",
    )


def _of_person(person: Person, pictures: Pictures, words: ThemeStrings, site: Site) -> Card:
    author = person.author
    about = ", ".join(part for part in (author.position, author.affiliation) if part) if author else ""
    picture = pictures.rasters.get((author.picture or "", False)) if author else None
    address = site.config.base_url.partition("://")[2].rstrip("/")
    return Card(
        title=person.name,
        line=about,
        left=words.plural("papers", len(person.papers)),
        right=address if site.config.title == person.name else site.config.title,
        picture=str(picture) if picture else "",
        is_person=True,
    )


@functools.lru_cache(maxsize=1 << 15)
def _name(card: Card) -> str:
    """Return what a card is kept as: by what it says and shows, wherever its picture, named by content, lies.

    Empty when the font cannot show its words.
    """
    if not can_show(card.title, card.line, card.left, card.right):
        return ""
    shown = [(field, getattr(card, field)) for field in _FIELDS]
    if card.picture:
        shown[_FIELDS.index("picture")] = ("picture", "/".join(Path(card.picture).parts[-2:]))
    digest = hashlib.sha256(repr((RECIPE, shown)).encode()).hexdigest()
    return f"{digest}.{'jpg' if card.picture else 'png'}"


def _keep(item: tuple[Card, Path]) -> Seal:
    card, target = item
    target.parent.mkdir(parents=True, exist_ok=True)
    beside, data = target.with_suffix(".new"), draw(card)
    beside.write_bytes(data)
    beside.replace(target)
    return seals.seal(target, data)
