"""Queries to sources: one person, or papers by their ids.

In: a person's names and identifiers, and ids of papers already known. Out: the noun that every source is given.
Never holds a secret, never knows a source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from sitegen.records import NamedTuple, dataclass


class PaperIds(NamedTuple):
    """Ids of papers that a source is asked to describe, each in its normal form (`text/ids`).

    Works of an ORCID record are `iD/put-code`.
    """

    arxiv: tuple[str, ...] = ()
    doi: tuple[str, ...] = ()
    acl: tuple[str, ...] = ()
    orcid: tuple[str, ...] = ()


NOTHING = PaperIds()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorQuery:
    """One person as sources are asked for them, in one of three ways.

    With `ids` (keys of the author's file: `orcid`, `arxiv`, `openalex` …; several of one kind are split by spaces or
    commas) a source lists the papers behind them. With `works` it describes those papers. With neither it looks for
    `names`, and what it returns is marked as found by name.
    `since` (an ISO date) leaves out older papers; `counted` is the date to put beside
    citation counts, and no count is returned without it.
    """

    slug: str
    names: tuple[str, ...]
    ids: Mapping[str, str] = field(default_factory=dict)
    works: PaperIds = NOTHING
    since: str = ""
    counted: str = ""

    def own(self, kind: str) -> tuple[str, ...]:
        """The person's identifiers of one kind, in the order written."""
        return tuple(dict.fromkeys(self.ids.get(kind, "").replace(",", " ").split()))

    @property
    def is_by_name(self) -> bool:
        """Whether nothing but names is known."""
        return not any(self.ids.values()) and not any(self.works)

    def describing(self, works: PaperIds) -> AuthorQuery:
        """The same person, asked for nothing but a description of these papers."""
        return replace(self, ids={}, works=works)
