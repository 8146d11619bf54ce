"""The table of sources: what each is called, what it needs, what it can do.

In: a source of the table, who is wanted. Out: all Records that it has and what was left out, or a `SourceError` and
nothing. To add a source is to write its module and its line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from sitegen.errors import Problem
from sitegen.merge.ranks import COLUMNS, RANKS, is_unranked
from sitegen.merge.record import Record
from sitegen.plugins import Plugin, offered
from sitegen.pull import notices
from sitegen.pull.left_out import LeftOut, Outcome, parted
from sitegen.pull.query import AuthorQuery
from sitegen.pull.sources.acl import ACL, acl
from sitegen.pull.sources.ads import ADS, ads
from sitegen.pull.sources.arxiv import ARXIV, arxiv
from sitegen.pull.sources.crossref import CROSSREF, crossref
from sitegen.pull.sources.datacite import DATACITE, datacite
from sitegen.pull.sources.dblp import DBLP, dblp
from sitegen.pull.sources.europepmc import EUROPEPMC, europepmc
from sitegen.pull.sources.hal import HAL, hal
from sitegen.pull.sources.hf import HF, hf
from sitegen.pull.sources.inspire import INSPIRE, inspire
from sitegen.pull.sources.openalex import OPENALEX, openalex
from sitegen.pull.sources.openreview import OPENREVIEW, openreview
from sitegen.pull.sources.orcid import ORCID, orcid
from sitegen.pull.sources.s2 import S2, s2
from sitegen.pull.sources.zotero import ZOTERO, zotero
from sitegen.records import NamedTuple, dataclass
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.service import Service


@dataclass(frozen=True, slots=True)
class Source:
    """One source. Hosts, pace and key stand in its service.

    `finds_by` are the keys of an author's file by which it lists that person's papers, the best first; `describes` are
    the kinds of ids (`Works`) by which it knows single papers; `finds_names` tells whether it can look for a name.
    `by_choice` are keys by which it lists papers only where somebody chose it by name; `is_optional` tells that it is
    asked for nothing else either, unless there is a key for it.
    """

    service: Service
    pull: Callable[[AuthorQuery, Web], tuple[Outcome, ...]]
    finds_by: tuple[str, ...] = ()
    describes: tuple[Literal["arxiv", "doi", "acl", "orcid"], ...] = ()
    finds_names: bool = False
    by_choice: tuple[str, ...] = ()
    is_optional: bool = False

    def __post_init__(self) -> None:
        if self.name not in RANKS and not is_unranked(self.name):
            raise LookupError(f"the source {self.name} has no line in merge/ranks")

    @property
    def name(self) -> str:
        """The source's name in `pull.sources` and in Records."""
        return self.service.name

    @property
    def is_plugin(self) -> bool:
        """Whether another package brought it: its name has a dot, so that it is never one of ours."""
        return "." in self.name

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key of an author's file that it can be asked by."""
        return (*self.finds_by, *self.by_choice)

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
        Source(ORCID, orcid, ("orcid",), ("orcid",)),
        Source(INSPIRE, inspire, ("inspire", "orcid"), ("arxiv", "doi")),
        Source(OPENREVIEW, openreview, ("openreview",)),
        Source(ACL, acl, (), ("doi", "acl")),
        Source(HF, hf, (), ("arxiv",)),
        Source(DATACITE, datacite, (), ("arxiv", "doi"), by_choice=("orcid",)),
        Source(EUROPEPMC, europepmc, ("orcid",), ("doi",), is_optional=True),
        Source(ADS, ads, ("orcid",), ("arxiv", "doi"), is_optional=True),
        Source(HAL, hal, ("hal",), by_choice=("orcid",)),
        Source(ZOTERO, zotero, ("zotero",)),
    )
}
"""Every source by its name, in the order of SPEC.md, section 5."""


def plugged() -> tuple[Mapping[str, Source], tuple[Problem, ...]]:
    """Return the sources that other packages bring, by name, and a warning for each that is broken."""
    offer = offered("sitegen.sources", taken=SOURCES)
    sources: dict[str, Source] = {}
    problems = list(offer.problems)
    for plugin in offer.plugins:
        source = plugin.value
        if not isinstance(source, Source):
            problems.append(plugin.fault("it is no sitegen.pull.table.Source"))
        elif source.name != plugin.name or not source.is_plugin:
            problems.append(
                plugin.fault(f'its source is called "{source.name}", and has to be "{plugin.name}", with a dot')
            )
        else:
            sources[source.name] = replace(source, pull=partial(_asked, plugin, source))
    return sources, tuple(problems)


def _asked(plugin: Plugin, source: Source, wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return what the source of a plug-in says; raises `SourceError` whatever it does instead."""
    try:
        outcomes: tuple[Any, ...] = tuple(source.pull(wanted, web))
    except SourceError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's package may raise anything
        raise SourceError(source.service.title, "schema", plugin.fault(error).sentence) from None
    for outcome in outcomes:
        if not isinstance(outcome, Record | LeftOut):
            fault = "it gives something else than records"
        elif isinstance(outcome, Record) and (unknown := sorted(outcome.fields.keys() - COLUMNS.keys())):
            fault = f"its records have {', '.join(unknown)}, which no paper has; extra may hold it"
        else:
            continue
        raise SourceError(source.service.title, "schema", plugin.fault(fault).sentence)
    return outcomes


_NONE_READABLE = 3
"""Records of one answer of which none can be read: then it is the answer that is foreign, not they."""


class Gathered(NamedTuple):
    """The answer of a source: papers, and what is none or cannot be read."""

    records: tuple[Record, ...]
    left_out: tuple[LeftOut, ...]


def ask(source: Source, wanted: AuthorQuery, web: Web) -> Gathered:
    """Return all that a source says, but for papers older than `wanted.since`.

    Raises `SourceError`; the answers of a source that failed are not kept, so that the next run asks anew.
    """
    try:
        gathered = _gathered(source, source.pull(wanted, web))
    except SourceError:
        web.forget(source.service)
        raise
    records = tuple(record for record in gathered.records if not _is_older(record, wanted.since))
    return gathered._replace(records=records)


def _gathered(source: Source, outcomes: Iterable[Outcome]) -> Gathered:
    """Part what was said; an answer of which nothing can be read is foreign."""
    records, left_out = parted(outcomes)
    bad = [entry for entry in left_out if entry.refused is None]
    if len(bad) == len(left_out) >= _NONE_READABLE and not records:
        sentence = f"none of the {len(bad)} records that it sent can be read: {bad[0].id}: {bad[0].sentence}"
        raise SourceError(source.service.title, "schema", sentence)
    return Gathered(records, left_out)


def papers(gathered: Gathered) -> Gathered:
    """The same without what the titles show to be no paper, and without what publishers write before a title."""
    records, refused = parted(map(_judged, gathered.records))
    return Gathered(records, (*gathered.left_out, *refused))


def _judged(record: Record) -> Outcome:
    title, status = notices.unmarked(str(record.fields.get("title", "")))
    if refused := notices.refused(title):
        return LeftOut(record.source, record.source_id, title, refused)
    return replace(record, fields={**record.fields, "title": title, "status": status}) if status else record


def _is_older(record: Record, since: str) -> bool:
    """Whether its date, as exactly as it is known, lies before; what has no date is not older."""
    date = str(record.fields.get("date", ""))
    return bool(date and since) and date < since[: len(date)]
