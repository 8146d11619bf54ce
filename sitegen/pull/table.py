"""The table of sources: what each is called, what it needs, what it can do.

In: a source of the table, who is wanted. Out: all Records that it has, or a `SourceError` and nothing. To add a source
is to write its module and its line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sitegen.merge.record import Record
from sitegen.pull.fault import SourceError
from sitegen.pull.service import Service
from sitegen.pull.sources.acl import ACL, acl
from sitegen.pull.sources.arxiv import ARXIV, arxiv
from sitegen.pull.sources.crossref import CROSSREF, crossref
from sitegen.pull.sources.datacite import DATACITE, datacite
from sitegen.pull.sources.dblp import DBLP, dblp
from sitegen.pull.sources.hf import HF, hf
from sitegen.pull.sources.inspire import INSPIRE, inspire
from sitegen.pull.sources.openalex import OPENALEX, openalex
from sitegen.pull.sources.openreview import OPENREVIEW, openreview
from sitegen.pull.sources.orcid import ORCID, orcid
from sitegen.pull.sources.s2 import S2, s2
from sitegen.pull.wanted import Wanted
from sitegen.pull.web import Web


@dataclass(frozen=True, slots=True)
class Source:
    """One source. Hosts, pace and key stand in its service.

    `finds_by` are the keys of an author's file by which it lists that person's papers, the best first; `describes` are
    the kinds of ids (`Works`) by which it knows single papers; `finds_names` tells whether it can look for a name.
    """

    service: Service
    pull: Callable[[Wanted, Web], tuple[Record, ...]]
    finds_by: tuple[str, ...] = ()
    describes: tuple[Literal["arxiv", "doi", "acl"], ...] = ()
    finds_names: bool = False

    @property
    def name(self) -> str:
        """What it is called in `pull.sources` and in Records."""
        return self.service.name

    @property
    def only_describes(self) -> bool:
        """Whether it lists nobody's papers, and only adds to known ones."""
        return not self.finds_by


SOURCES: Mapping[str, Source] = {
    source.name: source
    for source in (
        Source(ARXIV, arxiv, ("arxiv", "orcid"), ("arxiv",), finds_names=True),
        Source(OPENALEX, openalex, ("openalex", "orcid"), ("arxiv", "doi")),
        Source(S2, s2, ("s2",), ("arxiv", "doi")),
        Source(CROSSREF, crossref, ("orcid",), ("doi",), finds_names=True),
        Source(DBLP, dblp, ("dblp",), finds_names=True),
        Source(ORCID, orcid, ("orcid",)),
        Source(INSPIRE, inspire, ("inspire", "orcid"), ("arxiv", "doi")),
        Source(OPENREVIEW, openreview, ("openreview",)),
        Source(ACL, acl, (), ("doi", "acl")),
        Source(HF, hf, (), ("arxiv",)),
        Source(DATACITE, datacite, (), ("arxiv",)),
    )
}
"""Every source by its name, in the order of SPEC.md, section 5."""


def ask(source: Source, wanted: Wanted, web: Web) -> tuple[Record, ...]:
    """Return all that a source says, but for papers older than `wanted.since`.

    Raises `SourceError`; the answers of a source that failed are not kept, so that the next run asks anew.
    """
    try:
        records = source.pull(wanted, web)
    except SourceError:
        web.forget(source.service)
        raise
    return tuple(record for record in records if not _is_older(record, wanted.since))


def _is_older(record: Record, since: str) -> bool:
    """Whether its date, as exactly as it is known, lies before; what has no date is not older."""
    date = str(record.fields.get("date", ""))
    return bool(date and since) and date < since[: len(date)]
