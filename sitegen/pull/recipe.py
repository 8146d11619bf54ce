"""From people's identifiers to paper files that they own, step by step.

In: a site's folder and what was asked for. Out: new and changed files of `content/`, and a report. While sources are
asked nothing is locked and nothing written; then files change one by one, each whole, the paper's before what is
remembered of it: wherever a run ends, the next one finishes. Figures come last, paper by paper.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sitegen.content import files
from sitegen.content.lock import alone, state_folder
from sitegen.pull import changed_files, fetch, people, profile, site_snapshot
from sitegen.pull.answers import Answers
from sitegen.pull.answers import read as answers_of
from sitegen.pull.fetch import Asking, Harvest, Step
from sitegen.pull.figures.figure_sources import Services
from sitegen.pull.illustrate import FigureRequest, Illustrated, illustrate
from sitegen.pull.people import PulledPerson
from sitegen.pull.pull_plan import Asked, is_stored, plan
from sitegen.pull.report import PullReport
from sitegen.pull.site_snapshot import SiteSnapshot
from sitegen.pull.table import Source
from sitegen.records import dataclass
from sitegen.web.client import Web

_SCHEMA = "content/.schema/paper.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """The request for a pull. `date` is today (`2026-11-23`); `is_trial` changes nothing and seeks no figures.

    `more` are sources besides those of the table.
    """

    date: str
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    is_trial: bool = False
    figures: bool = True
    more: tuple[Source, ...] = ()


def pull(
    root: Path,
    request: PullRequest,
    environment: Mapping[str, str],
    *,
    tell: Callable[[Step], object] = lambda _: None,
    waiting: Callable[[], object] = lambda: None,
) -> PullReport:
    """Pull into the site in the folder `root`.

    Where all that is wanted is answers to what is remembered here, no source is asked.

    Raises `SitegenError` for content at fault, before anything is asked or written. `tell` hears of each source as it
    is asked and has answered; `waiting` is called once when another process is at work on the site.
    """
    there = site_snapshot.read(root)
    before = _decided(there, request)
    sources, faults = fetch.chosen(request.sources, before.config.pull.sources, before.config.file, request.more)
    own = frozenset(key for source in sources if source.is_plugin for key in source.keys)
    who = people.chosen(before.authors, before.config, request.authors, own)
    asked = _asked(root, request, who, there)
    is_answer = not (request.authors or request.sources) and is_stored(there, asked.answers)
    harvest = Harvest()
    if not is_answer:
        with _web(root, before, request, environment) as web:
            is_choice = bool(request.sources or before.config.pull.sources)
            asking = Asking(sources, web, before.config.pull.citations, is_choice, tell)
            harvest = _harvested(asking, asked, before, own)
    is_offline = harvest.is_offline and not (request.accept or request.reject)
    if request.is_trial or is_offline:
        report = replace(plan(before, harvest, asked).report, is_trial=request.is_trial, is_offline=is_offline)
        return replace(report, problems=(*faults, *report.problems))
    with alone(root, waiting=waiting):
        files.sweep(root / "content")
        now = _decided(site_snapshot.read(root, before), request)
        planned = plan(now, harvest, asked)
        problems = changed_files.write(root, planned.changes, planned.decisions, during="papers were pulled")
        report = replace(planned.report, problems=(*faults, *problems, *planned.report.problems))
    if is_answer or not (request.figures and before.config.pull.figures):
        return report
    task = FigureRequest(
        root=root,
        people=who if request.authors else (),
        date=request.date,
        services=_figure_services(sources),
        is_fresh=bool(environment.get("SITEGEN_GATEWAY")),
        tell=tell,
        waiting=waiting,
    )
    with _web(root, before, request, environment) as web:
        return _illustrated(report, illustrate(web, task))


def _answers(snapshot: SiteSnapshot, request: PullRequest) -> Answers:
    return answers_of(request.accept, request.reject, {paper.slug for paper in snapshot.papers})


def _asked(root: Path, request: PullRequest, who: tuple[PulledPerson, ...], there: SiteSnapshot) -> Asked:
    since = there.config.pull.since
    return Asked(
        people=who,
        answers=_answers(there, request),
        earlier=there.decisions,
        since=since.iso if since else "",
        date=request.date,
        schema_address="../.schema/paper.json" if (root / _SCHEMA).is_file() else "",
    )


def _harvested(asking: Asking, asked: Asked, before: SiteSnapshot, own: Collection[str]) -> Harvest:
    """Ask for the papers of people, then for more on the papers that are there; `own` are keys that plug-ins read."""
    harvest = Harvest()
    wanted = [
        people.wanted(person, since=asked.since, counted=asked.date, learned=_learned(before, person), own=own)
        for person in asked.people
    ]
    asking.people(wanted, harvest)
    files = [paper.data for paper in before.papers]
    asking.papers(files, before.decisions, harvest)
    asking.contributors(wanted, files, harvest)
    harvest.is_heard = asking.web.is_heard
    return harvest


def _learned(before: SiteSnapshot, person: PulledPerson) -> frozenset[str]:
    person_file = before.people.get(person.slug)
    return profile.learned(person_file.file.data, person_file.past) if person_file else frozenset()


def _figure_services(sources: Sequence[Source]) -> Services:
    """Return what figures can be asked of, among the chosen sources."""
    services = {source.name: source.service for source in sources}
    return Services(services.get("arxiv"), services.get("inspire"))


def _illustrated(report: PullReport, done: Illustrated) -> PullReport:
    """The report, with what came of the figures."""
    return replace(
        report,
        updated=(*report.updated, *done.updated),
        pictured=tuple(done.pictured),
        without_figures=done.without,
        left_out=(*report.left_out, *done.left_out),
        problems=(*report.problems, *done.problems),
        failures=(*report.failures, *done.failures),
    )


def _decided(snapshot: SiteSnapshot, request: PullRequest) -> SiteSnapshot:
    answers = _answers(snapshot, request)
    return replace(snapshot, decisions=snapshot.decisions.deciding(answers.accepted, answers.rejected))


@contextmanager
def _web(root: Path, snapshot: SiteSnapshot, request: PullRequest, environment: Mapping[str, str]) -> Iterator[Web]:
    """The client; a trial keeps its state elsewhere, and for no longer than it runs."""
    home, mailto = snapshot.config.base_url, snapshot.config.pull.mailto or ""
    if request.is_trial:
        with tempfile.TemporaryDirectory() as folder, Web(Path(folder), environment, home=home, mailto=mailto) as web:
            yield web
    else:
        with Web(state_folder(root), environment, home=home, mailto=mailto) as web:
            yield web
