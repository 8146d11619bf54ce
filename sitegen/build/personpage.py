"""A person's page, and the front page, which on a one-person site is theirs.

In: a person, and the fragments of every paper. Out: staged pages, with each person's feeds and exports.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sitegen.cite import jsonld
from sitegen.site.graph import Person

from . import paperview
from .contacts import contacts, same_as
from .fragments import joined
from .frame import json_ld
from .members import alumni, groups
from .press import Press
from .products import Channel, atom_feed, exported, json_feed
from .views import Bar, PageView, Pick, Picture
from .works import Done

PICKS = 6
"""Selected papers on a front page, at most."""
RECENT = 10
"""Newest papers on a lab's front page."""
CHART_PAPERS, CHART_YEARS = 5, 2
"""A chart of fewer papers or years says nothing."""


def person(one: Person, press: Press) -> Done:
    """Make a person's page, feeds and exports."""
    frame = press.frame
    folder, url = f"authors/{one.slug}/", frame.at.author(one.slug)
    channel = Channel(folder, url, one.name, one.papers)
    home = one.slug == frame.site.config.owner
    text = frame.template("author.html")(
        page=_person_page(one, press, "author", url, canonical=frame.at.home() if home else url),
        **_person_views(one, press),
    )
    return None, (
        press.put(f"{folder}index.html", text),
        atom_feed(channel, press),
        json_feed(channel, press),
        *exported(folder, one.papers, press),
    )


def home(_: None, press: Press) -> Done:
    """Make the front page: the owner's, or the lab's."""
    frame = press.frame
    site, at = frame.site, frame.at
    if site.owner is not None:
        page = _person_page(site.owner, press, "home", at.home(), title=site.config.title)
        views = {**_person_views(site.owner, press), "selected": _picks(press)}
        return None, (press.put("index.html", frame.template("home.html")(page=page, news=site.news, **views)),)
    shown = [press.made[entry.paper.slug] for entry in site.papers[:RECENT]]
    page = frame.page(
        "home",
        at.home(),
        site.config.title,
        feeds=frame.feeds(at.home(), site.config.title),
    )
    text = frame.template("home.html")(
        page=page,
        groups=groups(site.members, frame.words),
        alumni=alumni(site.members, frame.words),
        faces={one.slug: face for one in site.members if (face := _face(one, press))},
        recent=joined(shown, "row", press.focus(), frame.wording),
        selected=_picks(press),
        news=site.news,
    )
    return None, (press.put("index.html", text),)


def _person_page(one: Person, press: Press, kind: str, url: str, **more: Any) -> PageView:
    frame = press.frame
    author = one.author
    face = _face(one, press)
    picture = frame.at.absolute(face.src) if face else None
    card = press.card(press.cards.people.get(one.slug))
    papers = frame.plural("papers", len(one.papers))
    described = author.bio.plain if author and author.bio else f"{one.name}: {papers}"
    return frame.page(
        kind,
        url,
        more.pop("title", one.name),
        description=described,
        image=card or picture,
        is_card=card is not None,
        feeds=frame.feeds(url, one.name),
        source=author.file if author else None,
        json_ld=json_ld(
            jsonld.person(
                one.name,
                url=frame.at.absolute(frame.at.author(one.slug)),
                orcid=one.orcid,
                affiliation=author.affiliation if author else None,
                image=picture,
                same_as=same_as(one),
                is_a_group=one.parts.is_group,
            )
        ),
        **more,
    )


def _person_views(one: Person, press: Press) -> dict[str, Any]:
    frame = press.frame
    return {
        "person": one,
        "contacts": contacts(one, frame.at, frame.words),
        "years": press.years(one.papers, {one.slug}),
        "facets": press.facets(one.papers),
        "coauthors": tuple((frame.site.people[slug], count) for slug, count in one.coauthors),
        "chart": _chart(one, press),
        "picture": _face(one, press),
    }


def _face(one: Person, press: Press) -> Picture | None:
    """Return a person's picture, where there is one that can be shown."""
    return press.frame.here.pictures.faces.get(one.author.picture or "") if one.author else None


def _chart(one: Person, press: Press) -> tuple[Bar, ...]:
    """Return the papers of each year from the first to the last."""
    entries = press.frame.site.entries
    counted = {
        year: len(list(papers))
        for year, papers in groupby(entries[slug].paper.date.year for slug in one.papers)
        if year
    }
    if len(one.papers) < CHART_PAPERS or len(counted) < CHART_YEARS:
        return ()
    return tuple(Bar(f"{year:04d}", counted.get(year, 0)) for year in range(min(counted), max(counted) + 1))


def _picks(press: Press) -> tuple[Pick, ...]:
    """Return the papers marked `selected`, newest first."""
    frame = press.frame
    chosen = [entry for entry in frame.site.papers if entry.paper.selected][:PICKS]
    return tuple(
        Pick(
            entry=entry,
            marks=paperview.badges(entry.paper, frame.words),
            venue_text=paperview.venue_text(entry.paper),
            venue=paperview.venue_mark(entry),
            picture=next(
                (panel.page for one in paperview.figures(entry.paper, frame.here) for panel in one.panels), None
            ),
            tile=paperview.tile(entry.paper),
        )
        for entry in chosen
    )
