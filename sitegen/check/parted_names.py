"""Parted names: `Family, Given` that a comma within `[…]` made two authors of.

In: the papers, and the names that the site knows. Out: the places of two neighbours who look like one name. Never a
verdict where both halves may be people: that is a suggestion.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from sitegen.model.facts import PaperFacts
from sitegen.model.paper import Authorship
from sitegen.records import NamedTuple
from sitegen.site.people import same_name
from sitegen.text.names import Spelling, spelling


class PartedName(NamedTuple):
    """Two neighbours on a paper: its file, the position of the first, and both halves as they are written.

    `is_known`: the two together are the name of somebody on the site.
    """

    file: str
    position: int
    family: str
    given: str
    is_known: bool


def parted_names(papers: Iterable[PaperFacts], names: Container[str]) -> Iterator[PartedName]:
    """Yield neighbours who together, the second one first, are one of `names`, or have a word each."""
    for paper in papers:
        position, credited = 0, paper.credited
        while position + 1 < len(credited):
            first, second = credited[position : position + 2]
            family, given = first.name, second.name
            is_known = same_name(f"{given} {family}") in names
            if _is_bare(first) and _is_bare(second) and (is_known or not {" ", "."} & {*family, *given}):
                yield PartedName(paper.file, position, family, given, is_known)
                position += 1
            position += 1


def _is_bare(authorship: Authorship) -> bool:
    """Tell whether nothing but a name is said of an author."""
    is_said = authorship.orcid or authorship.author or authorship.ids or authorship.affiliations
    return not is_said and spelling(authorship) == Spelling(authorship.name)
