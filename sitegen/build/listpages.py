"""Pages that list: a year, a venue, a topic, the indexes; and the pages written in Markdown.

In: collections, and the fragments of every paper. Out: staged pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sitegen.model import FreePage
from sitegen.site.collection import Collection
from sitegen.site.graph import Person
from sitegen.site.pages import ListKind

from .frame import ATOM
from .press import Press
from .products import Channel, atom_feed
from .works import Done

LATEST = 4
"""Papers offered where there is no page."""
KINDS: dict[str, ListKind] = {"year": "years", "venue": "venues", "topic": "topics"}


def collection(one: Collection, press: Press) -> Done:
    """Make the page of a year, a venue or a topic, and the feed of the latter two."""
    frame = press.frame
    kind = KINDS[one.kind]
    url = frame.at.list(kind, one.slug)
    neighbours = {other.slug: number for number, other in enumerate(frame.site.years)} if one.kind == "year" else {}
    number = neighbours.get(one.slug)
    years = frame.site.years
    text = frame.template("list.html")(
        page=frame.page(
            one.kind,
            url,
            one.name,
            description=f"{one.name}: {frame.plural('papers', len(one.papers))}",
            feeds=frame.feeds(url, one.name, (ATOM,)) if one.kind != "year" else (),
        ),
        collection=one,
        years=press.years(one.papers, press.focus()),
        facets=press.facets(one.papers),
        newer=years[number - 1] if number else None,
        older=years[number + 1] if number is not None and number + 1 < len(years) else None,
    )
    page = press.put(f"{kind}/{one.slug}/index.html", text)
    if one.kind == "year":
        return None, (page,)
    return None, (page, atom_feed(Channel(f"{kind}/{one.slug}/", url, one.name, one.papers), press))


def papers(_: None, press: Press) -> Done:
    """Make the page that lists all papers."""
    frame = press.frame
    slugs = tuple(entry.paper.slug for entry in frame.site.papers)
    text = frame.template("papers.html")(
        page=frame.page("papers", frame.at.papers(), frame.words["all_papers"]),
        years=press.years(slugs, press.focus(), form="line"),
        facets=press.facets(slugs),
    )
    return None, (press.put("papers/index.html", text),)


def people(_: None, press: Press) -> Done:
    """Make the page that lists everybody."""
    frame = press.frame
    title = frame.words["nav_coauthors"] if frame.site.owner else frame.words["nav_authors"]
    page = frame.page("authors", frame.at.authors(), title)
    text = frame.template("authors.html")(page=page, letters=_letters(frame.site.people.values()))
    return None, (press.put("authors/index.html", text),)


def index(kind: ListKind, press: Press) -> Done:
    """Make the page that lists all years, venues or topics."""
    frame = press.frame
    collections = {"years": frame.site.years, "venues": frame.site.venues, "topics": frame.site.topics}[kind]
    page = frame.page(kind, frame.at.lists(kind), frame.words[f"nav_{kind}"])
    text = frame.template("index.html")(page=page, kind=kind, collections=collections)
    return None, (press.put(f"{kind}/index.html", text),)


def free_page(free: FreePage, press: Press) -> Done:
    """Make a page written in Markdown."""
    frame = press.frame
    page = frame.page("page", frame.at.file(f"{free.slug}/"), free.title, description=free.body.plain, source=free.file)
    return None, (press.put(f"{free.slug}/index.html", frame.template("page.html")(page=page, free=free)),)


def lost(_: None, press: Press) -> Done:
    """Make the page for addresses that lead nowhere."""
    frame = press.frame
    page = frame.page("404", frame.at.file("404.html"), frame.words["lost"], noindex=True)
    return None, (press.put("404.html", frame.template("404.html")(page=page, latest=frame.site.papers[:LATEST])),)


def _letters(people: Iterable[Person]) -> tuple[tuple[str, tuple[Person, ...]], ...]:
    """Return the people who have a page by the first letter of their family name; `#` stands for all others."""
    shown = [person for person in people if person.has_page]
    grouped = groupby(
        sorted(shown, key=lambda person: (_letter(person) == "#", person.sort_key, person.slug)), key=_letter
    )
    return tuple((letter, tuple(group)) for letter, group in grouped)


def _letter(person: Person) -> str:
    first = person.sort_key[0][:1].upper()
    return first if "A" <= first <= "Z" else "#"
