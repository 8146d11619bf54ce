"""Asking: who and what is asked for, source by source.

In: people, the papers that are known, and the sources to ask. Out: what they said, and which of them failed. A source
that fails once contributes nothing at all; the others go on. Never writes, and never judges what it hears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from sitegen.content.guesses import did_you_mean
from sitegen.errors import Problem, SitegenError
from sitegen.merge.likeness import identities_of, makers, title_key
from sitegen.merge.record import Record
from sitegen.pull.decisions import Decisions
from sitegen.pull.left_out import LeftOut
from sitegen.pull.matched_papers import SearchHit
from sitegen.pull.query import AuthorQuery, PaperIds
from sitegen.pull.report import Failure
from sitegen.pull.table import SOURCES, Source, ask, papers, plugged
from sitegen.records import NamedTuple, dataclass
from sitegen.web.client import Web
from sitegen.web.errors import Kind, SourceError

ALSO_DESCRIBE = frozenset({"arxiv", "crossref"})
"""Sources that are asked about known papers by default, though they list people's papers too."""
HABITS = {
    "pubmed": "europepmc", "pmc": "europepmc", "epmc": "europepmc", "zenodo": "datacite", "figshare": "datacite",
    "semanticscholar": "s2", "huggingface": "hf", "nasaads": "ads", "adsabs": "ads", "bib": "bibtex", "doi": "crossref",
    "inspirehep": "inspire", "aclanthology": "acl",
}  # fmt: skip
"""What sources are called elsewhere."""
OUT_OF_REACH = frozenset[Kind]({"offline", "dns", "refused", "tls", "dropped", "slow"})
"""Failures of the way to a source."""


class Step(NamedTuple):
    """One source at work; `outcome` is empty when it is about to be asked."""

    source: str
    about: str
    outcome: str = ""


@dataclass(slots=True)
class Harvest:
    """The records so far. `asked` are the names of all sources that were asked, `lost` of those out of reach.

    `is_heard`: somebody answered over the network, and not only from what was kept here.
    """

    finds: list[SearchHit] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    is_heard: bool = False

    @property
    def answered(self) -> frozenset[str]:
        """The sources that were asked and answered whole."""
        return frozenset(self.asked - {failure.source for failure in self.failures})

    @property
    def is_offline(self) -> bool:
        """Whether none of several sources could be reached; one alone may have moved."""
        is_silent = self.lost == self.asked or not (self.is_heard or self.finds)
        return len(self.lost) > 1 and is_silent


class Chosen(NamedTuple):
    """The sources to ask, and a warning for each plug-in that is broken."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()


def chosen(named: Sequence[str], configured: Sequence[str], file: str, more: Sequence[Source] = ()) -> Chosen:
    """The sources named on the command line, else those of the site, else all. Raises `SitegenError` for others.

    `more` are known besides those of the table and of plug-ins.
    """
    plugins, faults = plugged()
    known = {**SOURCES, **{source.name: source for source in more}, **plugins}
    problems = []
    for places, where in ((named, ""), (configured, file)):
        for name in places:
            if name not in known:
                meant = HABITS.get(name.casefold().replace(" ", ""))
                hint = f"write {meant}" if meant else did_you_mean(name, known) or f"the sources are {', '.join(known)}"
                option = "pull.sources" if where else "--source"
                problems.append(Problem(where, field=option, sentence=f'there is no source "{name}"', hint=hint))
    if problems:
        raise SitegenError([*problems, *faults])
    wanted = named or configured
    return Chosen(tuple(source for name, source in known.items() if not wanted or name in wanted), faults)


@dataclass(frozen=True, slots=True)
class Asking:
    """One run of questions. `is_choice` says that somebody chose the sources, so that each may describe papers."""

    sources: Sequence[Source]
    web: Web
    counts: str | None
    is_choice: bool
    tell: Callable[[Step], object]

    def people(self, people: Sequence[AuthorQuery], harvest: Harvest) -> None:
        """Ask for everybody's papers: by identifier, or by name where there is no identifier at all."""
        for source in filter(self._is_asked, self.sources):
            kinds = source.keys if self.is_choice else source.finds_by
            for wanted in people:
                by_id = any(wanted.own(kind) for kind in kinds)
                if by_id or (wanted.is_by_name and source.finds_names):
                    self._ask(source, self._counting(source, wanted), wanted.names[0], harvest)

    def papers(self, known: Iterable[Mapping[str, Any]], decisions: Decisions, harvest: Harvest) -> None:
        """Ask about papers that are known or were just found, whoever did not speak of them already."""
        files = [identities_of(fields) for fields in known]
        for source in filter(self._is_asked, self.sources):
            may = source.only_describes or source.is_optional or source.name in ALSO_DESCRIBE or self.is_choice
            if not source.describes or not may:
                continue
            told = self._identities(hit.record for hit in harvest.finds if hit.record.source == source.name)
            hit_identities = [
                identities_of(hit.record.fields)
                for hit in harvest.finds
                if hit.record.reached == "id" or identities_of(hit.record.fields) & decisions.accepted
            ]
            papers = [
                identities
                for identities in [*files, *hit_identities]
                if not identities & told and not identities & decisions.rejected
            ]
            works = _works(papers, source)
            if any(works):
                asked = AuthorQuery(slug="", names=(), works=works)
                self._ask(source, self._counting(source, asked), "known papers", harvest)

    def contributors(self, people: Iterable[AuthorQuery], files: Iterable[Mapping[str, Any]], harvest: Harvest) -> None:
        """Ask ORCID who contributed to those works in people's records whose authors no source names."""
        source = next((candidate for candidate in self.sources if "orcid" in candidate.describes), None)
        if source is None:
            return
        known = [fields for fields in files if len(makers(fields)) > 1]
        for wanted in people:
            own = wanted.own("orcid")
            codes = _unnamed(harvest.finds, wanted.slug, known) if own else ()
            if codes:
                asked = replace(
                    wanted, ids={}, works=PaperIds(orcid=tuple(f"{own[0]}/{code}" for code in codes)), counted=""
                )
                self._ask(source, asked, "authors that no source names", harvest)

    def _is_asked(self, source: Source) -> bool:
        """Whether a source is asked at all: some only by whoever chose them, or has a key for them."""
        return self.is_choice or not source.is_optional or self.web.has_key(source.service)

    def _counting(self, source: Source, wanted: AuthorQuery) -> AuthorQuery:
        """Citations are counted by one source only."""
        return wanted if source.name == self.counts else replace(wanted, counted="")

    def _ask(self, source: Source, wanted: AuthorQuery, about: str, harvest: Harvest) -> None:
        if any(failure.source == source.name for failure in harvest.failures):
            return
        self.tell(Step(source.service.title, about))
        harvest.asked.add(source.name)
        try:
            records, left_out = papers(ask(source, wanted, self.web))
        except SourceError as error:
            harvest.failures.append(Failure(source.name, about, error.sentence))
            harvest.lost |= {source.name} if error.kind in OUT_OF_REACH else set()
            harvest.finds[:] = [hit for hit in harvest.finds if hit.record.source != source.name]
            harvest.left_out[:] = [paper for paper in harvest.left_out if paper.source != source.name]
            self.tell(Step(source.service.title, about, f"failed: {error.sentence}"))
            return
        harvest.finds += [SearchHit(wanted.slug, record) for record in records]
        harvest.left_out += left_out
        count = len(records)
        self.tell(Step(source.service.title, about, f"{count:,} paper{'' if count == 1 else 's'}"))

    def _identities(self, records: Iterable[Record]) -> frozenset[str]:
        return frozenset().union(*(identities_of(record.fields) for record in records))


def _unnamed(finds: Sequence[SearchHit], person: str, files: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The put-codes of a person's works in ORCID that no paper and no record with authors has an id or title of."""
    named = [*files, *(hit.record.fields for hit in finds if makers(hit.record.fields))]
    known = frozenset().union(*map(_signs, named))
    works = [hit.record for hit in finds if hit.person == person and hit.record.source == "orcid"]
    return tuple(work.source_id for work in works if not _signs(work.fields) & known)


def _signs(fields: Mapping[str, Any]) -> frozenset[str]:
    return identities_of(fields) | {title_key(str(fields.get("title", "")))}


def _works(papers: Iterable[frozenset[str]], source: Source) -> PaperIds:
    """The ids of papers that a source knows: one of each paper, of the kind it knows best."""
    ids: dict[str, dict[str, None]] = {kind: {} for kind in PaperIds._fields}
    for identities in papers:
        for kind in source.describes:
            values = sorted(identity.partition(":")[2] for identity in identities if identity.startswith(f"{kind}:"))
            if values:
                ids[kind].update(dict.fromkeys(values))
                break
    return PaperIds(**{kind: tuple(values) for kind, values in ids.items()})
