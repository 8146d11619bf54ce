"""Addresses by identifier: `/orcid/<id>/`, `/doi/<doi>/`, `/arxiv/<id>/`.

In: a connected site whose settings ask for them. Out: for each identifier the file that stands at its address, and the
page that it leads to. DOIs keep their slashes and signs, in lower case, for DOIs do not tell cases apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sitegen.errors import Problem
from sitegen.records import NamedTuple
from sitegen.site.graph import Site

FOLDERS = ("orcid/", "doi/", "arxiv/")
_LONGEST = 200
"""Bytes of one part of an identifier that every file system takes as a name, with room for what is written beside."""


class IdentifierPath(NamedTuple):
    """The file at the address of an identifier, the page that it leads to (by its slug), and which file says so."""

    path: str
    kind: Literal["author", "paper"]
    slug: str
    source: str


def identifier_paths(site: Site) -> Iterator[IdentifierPath]:
    """Yield the address of each identifier that can be one; nothing unless the settings ask for it."""
    if not site.config.identifiers:
        return
    for person in site.people.values():
        if person.orcid and person.has_page:
            source = person.author.file if person.author else f'the author "{person.name}"'
            yield IdentifierPath(f"orcid/{person.orcid}/index.html", "author", person.slug, source)
    for entry in site.entries.values():
        for folder, identifier in (("doi", entry.facts.doi), ("arxiv", entry.facts.arxiv)):
            if identifier and _can_be_a_path(identifier):
                yield IdentifierPath(f"{folder}/{identifier}/index.html", "paper", entry.slug, entry.facts.file)


def without_address(site: Site) -> Iterator[Problem]:
    """Yield a warning for each DOI that no server could answer at an address of its own."""
    for entry in site.entries.values() if site.config.identifiers else ():
        if entry.facts.doi and not _can_be_a_path(entry.facts.doi):
            sentence = f"{entry.facts.doi} cannot stand in an address, so there is no page below doi/ for it"
            yield Problem(file=entry.facts.file, field="doi", sentence=sentence, severity="warning")


def _can_be_a_path(identifier: str) -> bool:
    """Tell whether an identifier is a path of folders: no part is empty, leads up, or is too long for a name."""
    parts = identifier.split("/")
    return all(part.strip(".") and "\\" not in part and len(part.encode()) <= _LONGEST for part in parts)
