"""What a site has published, as it is remembered: which names were given to which papers, people and other things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sitegen.records import NamedTuple, dataclass

PARTS = ("papers", "people", "venues", "topics", "pages", "redirects")


class Remembered(NamedTuple):
    """One published thing, under the slug of its page, with what it can be known by again.

    `key` is a paper's citation key, `keys` are those that it had before; `doi`, `arxiv` and `like` (a digest of title
    and first author) tell which paper it is. `name` and `id` (`orcid:…`) tell who or what else it is, `file` that the
    person had a file, `at` is the oldest of their papers. `was` are older slugs; `first` is the one that feed ids are
    made of, where that is another. What is `gone` keeps its names, so that nothing else gets them.
    """

    key: str = ""
    doi: str = ""
    arxiv: str = ""
    like: str = ""
    name: str = ""
    id: str = ""
    at: str = ""
    first: str = ""
    file: bool = False
    gone: bool = False
    keys: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


Memory = Mapping[str, Remembered]
"""Published things of one kind, by the slug of their page."""


@dataclass(frozen=True, slots=True)
class PublishedNames:
    """All that is remembered. `feeds` is what feed ids are made of; empty where nothing was published yet.

    `pages` are the addresses of all other pages, by their folder (`about`, `years/2020`); `redirects` are those that
    the settings lead elsewhere, whatever was there before.
    """

    feeds: str = ""
    papers: Memory = field(default_factory=dict)
    people: Memory = field(default_factory=dict)
    venues: Memory = field(default_factory=dict)
    topics: Memory = field(default_factory=dict)
    pages: Memory = field(default_factory=dict)
    redirects: Memory = field(default_factory=dict)


NOTHING_PUBLISHED = PublishedNames()
