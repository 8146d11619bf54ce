"""Parted names: `Family, Given` that a comma within `[…]` made two authors of.

In: the papers, and the names that the site knows. Out: the places of two neighbours who look like one name. Never a
verdict where both halves may be people: that is a suggestion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

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


def parted_names(papers: Iterable[PaperFacts], names: Collection[str]) -> Iterator[PartedName]:
    """Yield neighbours who together, the second one first, are one of `names`, or have a word each."""
    beginnings = {name for name, following in pairwise(sorted(names)) if following.startswith(name)}
    for paper in papers:
        position, credited = 0, paper.credited
        while position + 1 < len(credited):
            first, second = credited[position : position + 2]
            family, given = first.name, second.name
            is_known = _may_be_one(given, family, beginnings) and same_name(f"{given} {family}") in names
            if _is_bare(first) and _is_bare(second) and (is_known or not {" ", "."} & {*family, *given}):
                yield PartedName(paper.file, position, family, given, is_known)
                position += 1
            position += 1


def _may_be_one(given: str, family: str, beginnings: Collection[str]) -> bool:
    """Tell whether two names may be one together: `beginnings` are those with which a longer one begins.

    It costs a tenth of putting them together. A single word may be a title or a degree, which is no part of a name.
    """
    if " " not in given or " " not in family:
        return True
    letters = same_name(given)
    return letters in beginnings or not letters[:1].isalnum()


def _is_bare(authorship: Authorship) -> bool:
    """Tell whether nothing but a name is said of an author."""
    is_said = authorship.orcid or authorship.author or authorship.ids or authorship.affiliations
    return not is_said and spelling(authorship) == Spelling(authorship.name)
