"""Pages that list: a year, a venue, a topic, the indexes; and the pages written in Markdown.

In: collections, and the fragments of every paper. Out: staged pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sitegen.site.collection import Collection
from sitegen.site.graph import Person
from sitegen.site.pages import ListKind

from .frame import ATOM
from .press import Press
from .products import Channel, atom_feed
from .stage import Made

LATEST = 4
"""Papers offered where there is no page."""
KINDS: dict[str, ListKind] = {"year": "years", "venue": "venues", "topic": "topics"}


def collection(one: Collection, press: Press) -> tuple[Made, ...]:
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
    files = (press.put(f"{kind}/{one.slug}/index.html", text),)
    if one.kind == "year":
        return files
    return (*files, atom_feed(Channel(f"{kind}/{one.slug}/", url, one.name, one.papers), press))


def indexes(press: Press) -> tuple[Made, ...]:
    """Make the pages that list everything: papers, people, years, venues, topics."""
    frame = press.frame
    site, at, words = frame.site, frame.at, frame.words
    slugs = tuple(entry.paper.slug for entry in site.papers)
    people = words["nav_coauthors"] if site.owner else words["nav_authors"]
    made = [
        press.put(
            "papers/index.html",
            frame.template("papers.html")(
                page=frame.page("papers", at.papers(), words["all_papers"]),
                years=press.years(slugs, press.focus(), form="line"),
                facets=press.facets(slugs),
            ),
        ),
        press.put(
            "authors/index.html",
            frame.template("authors.html")(
                page=frame.page("authors", at.authors(), people), letters=_letters(site.people.values())
            ),
        ),
    ]
    for kind, collections in (("years", site.years), ("venues", site.venues), ("topics", site.topics)):
        url = f"{at.prefix}{kind}/"
        page = frame.page(kind, url, words[f"nav_{kind}"])
        made.append(
            press.put(f"{kind}/index.html", frame.template("index.html")(page=page, kind=kind, collections=collections))
        )
    return tuple(made)


def free_pages(press: Press) -> tuple[Made, ...]:
    """Make the pages written in Markdown, and the page for addresses that lead nowhere."""
    frame = press.frame
    made = []
    for free in frame.site.pages:
        page = frame.page(
            "page",
            frame.at.file(f"{free.slug}/"),
            free.title,
            description=free.body.plain,
        )
        made.append(press.put(f"{free.slug}/index.html", frame.template("page.html")(page=page, free=free)))
    lost = frame.page("404", frame.at.file("404.html"), frame.words["lost"], noindex=True)
    made.append(press.put("404.html", frame.template("404.html")(page=lost, latest=frame.site.papers[:LATEST])))
    return tuple(made)


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
