"""Readings: how the name of a person without a file is spelled in their address, where it is in Han letters.

In: people as they are known again, their papers, who stands on which. Out: the same people, each with the wish for a
slug. Never touches an address that was published, nor one that a file chooses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sitegen.model import PaperFacts
from sitegen.site.kept import Thing
from sitegen.text.han import is_han, is_read_otherwise
from sitegen.text.slugs import digest


def with_readings(
    things: Sequence[Thing], papers: Iterable[PaperFacts], keys: Mapping[str, Sequence[str]]
) -> list[Thing]:
    """Return people with what the slug of one without a file is made of whose name is in Han letters.

    That is a spelling of theirs in other letters, where a paper has one. Where a paper of theirs is of Japan or Korea
    it is nothing that can be read: the only reading that we have is the Chinese one.
    """
    of_han = {thing.key for thing in things if not thing.slug and is_han(thing.names[0])}
    if not of_han:
        return list(things)
    unread = {key for paper in papers if _is_of_japan_or_korea(paper) for key in keys[paper.slug]} & of_han
    return [thing._replace(wish=_wish(thing, unread)) if thing.key in of_han else thing for thing in things]


def _wish(thing: Thing, unread: Collection[str]) -> str:
    latin = next((name for name in thing.names if not is_han(name)), "")
    return latin or (f"x-{digest(thing.names[0], 8)}" if thing.key in unread else "")


def _is_of_japan_or_korea(paper: PaperFacts) -> bool:
    names = (authorship.name for authorship in paper.credited)
    return is_read_otherwise(paper.language or "", paper.title.plain, *names)
