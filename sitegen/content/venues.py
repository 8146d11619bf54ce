"""The short name and the address of a paper's venue, from the site's own list of venues or the built-in table.

In: a paper, and the venues of the site. Out: the paper, its venue complete. What the paper itself says stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from sitegen.model import KnownVenue, PaperFacts, Text, Venue
from sitegen.text import convert, venues


def with_known_venue(paper: PaperFacts, listed: tuple[KnownVenue, ...]) -> PaperFacts:
    """Return the paper with the short name and the page of its venue, where they are known and it has none."""
    venue = paper.venue
    if venue is None or not venue.name.plain:
        return paper
    own = _listed(venue, _by_identity(listed)) if listed else None
    short = venue.short or _short(venue.name.plain, own)
    url = venue.url or (own.url if own else None)
    if short is venue.short and url == venue.url:
        return paper
    return paper.revised(venue=replace(venue, short=short, url=url))


def _listed(venue: Venue, by_identity: Mapping[str, KnownVenue]) -> KnownVenue | None:
    """Return what the site's own list says of a venue, by its short name before its whole one."""
    names = (venue.short or venue.name, venue.name)
    return next((own for name in names if (own := by_identity.get(venues.identity(name.plain)))), None)


@lru_cache(maxsize=8)
def _by_identity(listed: tuple[KnownVenue, ...]) -> Mapping[str, KnownVenue]:
    """Return the venues of a site by every name they have; of two with one name the first."""
    by_identity: dict[str, KnownVenue] = {}
    for venue in listed:
        for name in filter(None, (venue.name, venue.short, *venue.names)):
            by_identity.setdefault(venues.identity(name), venue)
    return by_identity


@lru_cache(maxsize=1 << 12)
def _short(name: str, own: KnownVenue | None) -> Text | None:
    """Return the short name with the year that the name has; nothing where it is the name itself."""
    known = venues.known(name)
    if own:
        is_joined = venues.identity(own.name) != venues.identity(name)
        short = own.short or (own.name if is_joined else "")
    else:
        short = known.short if known else venues.acronym(name)
    if not short:
        return None
    year = venues.year(name)
    text = f"{short} {year}" if year and year not in short else short
    return None if text == name else convert.phrase(text.replace("&", r"\&"))[0]
