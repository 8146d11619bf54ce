"""From content to a published site, step by step.

In: a site's folder and what was asked for. Out: the new site in its output folder, and a `Report`.
Never uses the network; on any error nothing of the old site is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.content import published as memory
from sitegen.content.content_file import located
from sitegen.content.load import ContentError, load
from sitegen.content.lock import PUBLISHED, STATE, alone
from sitegen.errors import Problem, SitegenError
from sitegen.exports.plugged_formats import with_plugged
from sitegen.images.store import prune
from sitegen.incremental import last_build, output_state
from sitegen.incremental.file_stat import Stamp, tick
from sitegen.incremental.last_build import Summary
from sitegen.incremental.ledger import BuiltFiles
from sitegen.incremental.output_state import OutputState, Sources
from sitegen.incremental.program_digest import program_digest
from sitegen.incremental.reading import StoredReader
from sitegen.incremental.store import DamagedError, Store
from sitegen.incremental.tracking import Tracker, tracked_content
from sitegen.model import Content, SiteConfig
from sitegen.records import dataclass
from sitegen.render.cards import Cards, deal
from sitegen.render.copies import Copy, copied, copies
from sitegen.render.pictures import Pictures, Progress, gather
from sitegen.render.profile import Profile
from sitegen.render.request import BuildRequest, Tally
from sitegen.render.stage import Stage
from sitegen.render.task_source import TaskSource
from sitegen.render.tasks import NOBODY, Awaited, TaskRunner
from sitegen.render.theme import Theme, find_theme
from sitegen.render.theme_chain import places
from sitegen.render.views import StyledReference
from sitegen.render.writer import STAGING, Published, check_output, finish, publish
from sitegen.site.graph import Site, connect
from sitegen.site.identifiers import without_address
from sitegen.site.pages import Addresses, Redirect, addresses, published, redirects
from sitegen.site.plan import COPIES, Plan, plan
from sitegen.site.published import Review, review, shared_keys
from sitegen.site.translation import in_language
from sitegen.workers import processors, stream, uncollected

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sitegen.render.cluster import Cluster
    from sitegen.typeset.styles import Style

__all__ = ["BuildReport", "BuildRequest", "build", "summary"]


_GIVEN_AWAY = Problem(
    sentence="published addresses or keys would come to mean something else; nothing was published",
    hint="what follows names each; sitegen build shows the site without publishing it",
)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The report of a build. `made` is every file of the site; `rendered` counts the pages that were made anew.

    `content` and `site` are what it was made of: whoever looks at the site after the build need not read it again.
    `is_remembered` says that all names that it publishes are noted.
    """

    config: SiteConfig
    content: Content
    site: Site
    papers: int
    people: int
    output: Path
    made: BuiltFiles
    rendered: int
    published: Published
    warnings: tuple[Problem, ...]
    pictures: Tally
    is_remembered: bool


def build(
    root: Path,
    request: BuildRequest,
    *,
    waiting: Callable[[], object] = lambda: None,
    progress: Progress = lambda *_: None,
    awaited: Awaited = NOBODY,
    profile: Profile | None = None,
    executor: Executor | None = None,
) -> BuildReport:
    """Build the site in the folder `root` and publish it.

    Raises `SitegenError` with everything that is wrong, before anything is written. `waiting` is called once when
    another process is at work on the site, `progress` while pictures are being made; `awaited` pages are shown before
    the rest is made. `profile` is told what each stage took. `executor` reads and renders in processes that see
    the folder `root` under the same path, on this machine or others; without it processes are forked here.
    """
    output = check_output(root, request.output or root / "output")
    with alone(root, waiting=waiting) as state, uncollected():
        finish(state)
        work = _Build(
            root,
            request,
            output,
            state,
            progress=progress,
            awaited=awaited,
            profile=profile or Profile(),
            cluster=_cluster(executor, root, request, state, output) if executor else None,
        )
        try:
            return work.run(Store(state / "cache", program_digest()))
        except DamagedError:  # a stored result turned out to be damaged: build as if there were none
            return work.run(Store(state / "cache", program_digest(), empty=True))
        finally:
            if work.cluster:
                work.cluster.close()


def _cluster(executor: Executor, root: Path, request: BuildRequest, state: Path, output: Path) -> Cluster:
    from sitegen.render.cluster import Cluster  # most builds have none

    return Cluster(executor, root, request, state, output)


@dataclass(frozen=True, slots=True)
class _Edition:
    """The site in one language; `tracker` notes what its tasks read."""

    site: Site
    at: Addresses
    theme: Theme
    old: tuple[Redirect, ...]
    cards: Cards
    tracker: Tracker


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A site of which everything is known before anything is made: what it shows, and every file it will have.

    `editions` are the site in each of its languages, the main one first.
    """

    content: Content
    editions: tuple[_Edition, ...]
    pictures: Pictures
    copies: tuple[Copy, ...]
    plan: Plan
    styles: tuple[Style, ...]
    compiler: str
    is_final: bool
    review: Review
    warnings: tuple[Problem, ...]
    is_remembered: bool = False

    @property
    def site(self) -> Site:
        """The site in its main language."""
        return self.editions[0].site

    @property
    def told(self) -> tuple[Problem, ...]:
        """The warnings that no other build repeats, because what they tell of is remembered."""
        return self.review.once if self.is_remembered else ()

    def loads(self) -> set[str]:
        """Return the files that a page shows or is shown with: those of the theme, and pictures."""
        return {path for path, _ in (*self.editions[0].theme.statics.values(), *self.pictures.files)}


@dataclass(frozen=True, slots=True)
class _Seen:
    """The state at the time `since`: the `stamps` of the content and of the folders of themes, and the output.

    `published` is a digest of what is remembered of publishing.
    """

    since: int
    themes: tuple[Path, ...]
    stamps: tuple[Mapping[str, Stamp | None], ...]
    published: str
    output: OutputState


@dataclass(frozen=True, slots=True)
class _Build:
    """One build: where, of what, and for whom."""

    root: Path
    request: BuildRequest
    output: Path
    state: Path
    progress: Progress
    awaited: Awaited
    profile: Profile
    cluster: Cluster | None

    def run(self, store: Store) -> BuildReport:
        """Read, connect, plan, render and publish; `store` has the results of earlier builds."""
        stage_of = self.profile.stage
        with stage_of("look"):
            seen = self._look(store)
        ready = self._prepare(seen, store)
        stage = Stage(
            self.state / STAGING,
            self.output,
            {} if self.request.clean else seen.output.digests,
            seen.output.sound,
        )
        made, rendered = self._render(ready, stage, store)
        with stage_of("cards"):
            for edition in ready.editions:
                edition.cards.draw(jobs=self.request.jobs, progress=self.progress)
        with stage_of("publish"):
            sources = Sources(store, seen.since)
            files = copied(ready.copies, self.root / "content", stage, sources)
            ready.plan.check(COPIES, [made.path for made in files])
            made.add(files)
            changed = publish(self.state, made, self.output, seen.output.digests, publishes=self.request.publishes)
        ready = self._keep(ready)
        report = _report(ready, self.output, made, rendered=rendered, published=changed)
        with stage_of("remember", len(made)):
            sources.keep()
            self._remember(seen, report, ready, store)
        return report

    def _keep(self, ready: _Prepared) -> _Prepared:
        """Note what is published now; a person hears where that cannot be done."""
        if not self.request.remembers or self.request.drafts:
            return ready
        is_as_read = ready.review.published == ready.content.published and memory.is_in_order(self.root, ready.warnings)
        if is_as_read:
            return replace(ready, is_remembered=True)
        if fault := memory.write(self.root, ready.review.published):
            sentence = f"what was published cannot be remembered: {fault}"
            unkept = Problem(PUBLISHED, sentence=sentence, severity="warning")
            return replace(ready, warnings=tuple(sorted((*ready.warnings, unkept))))
        return replace(ready, is_remembered=True)

    def _look(self, store: Store) -> _Seen:
        """Look at everything, and read nothing."""
        since, themes = tick(self.state), places(self.root)
        stamps = last_build.look(self.root, themes, since)
        known = output_state.look(self.output, store, since)
        return _Seen(since, themes, stamps, last_build.published(self.root), known)

    def _prepare(self, seen: _Seen, store: Store) -> _Prepared:
        """Read the content, connect it, and plan every file; raise what stands against building it."""
        request, root = self.request, self.root
        reader = StoredReader(root, store, seen.stamps[0], request.jobs, self.cluster.read if self.cluster else None)
        try:
            with self.profile.stage("read", len(seen.stamps[0])):
                content, problems = load(root, drafts=request.drafts, base_url=request.base_url, reader=reader)
        except ContentError as error:
            raise SitegenError({*error.problems, *(_besides(error.sound, root) if error.sound else ())}) from None
        content, tracker = tracked_content(with_plugged(content, root))
        with self.profile.stage("connect", len(content.papers)):
            site, doubts = connect(content)
        if errors := [located(root, doubt) for doubt in (*doubts, *shared_keys(site)) if doubt.severity == "error"]:
            raise SitegenError({*errors, *_of_plan(site, root)})
        site = replace(site, updated=request.now) if request.now else site
        try:
            theme = find_theme(site.config, root, store)
        except SitegenError as error:
            raise SitegenError({*error.problems, *_of_plan(site, root)}) from None
        at = addresses(site.config.base_url, site.feeds, site.config)
        old = redirects(site, at)
        jobs, cache = request.jobs or processors(), root / STATE / "cache"
        with self.profile.stage("pictures"):
            pictures = gather(site, at, root, cache / "images", jobs=jobs, progress=self.progress)
        cards = deal(site, pictures, theme.strings, cache / "cards")
        main = _Edition(site, at, theme, old, cards, tracker)
        editions = (main, *(self._edition(main, content, other, pictures, store) for other in content.translations))
        files = copies(site, pictures, [edition.cards for edition in editions], theme, root / "content")
        compiler = _compiler() if site.cv else ""
        with self.profile.stage("plan"):
            planned = _planned(root, editions, files, has_pdf=bool(compiler))
        reviewed = _reviewed(site, content, planned, root)
        if request.publishes and reviewed.clashes:
            raise SitegenError([_GIVEN_AWAY, *(replace(problem, severity="error") for problem in reviewed.clashes)])
        unaddressed = [located(root, problem) for problem in without_address(site)]
        styles, lacking = _styles(site.config, root)
        remarks = (*problems, *doubts, *reviewed.problems, *reviewed.once, *unaddressed, *lacking)
        of_themes = dict.fromkeys(warning for edition in editions for warning in edition.theme.warnings)
        warnings = tuple(sorted((*remarks, *of_themes, *pictures.problems)))
        if request.strict and warnings:
            raise SitegenError(warnings)
        return _Prepared(
            content,
            editions,
            pictures,
            files,
            planned,
            styles,
            compiler,
            not lacking,
            reviewed,
            warnings,
        )

    def _edition(self, main: _Edition, content: Content, other: Content, pictures: Pictures, store: Store) -> _Edition:
        """Return the site in another language; it may raise what `find_theme` does."""
        other, tracker = tracked_content(other)
        site = replace(in_language(main.site, content, other), updated=main.site.updated)
        theme = find_theme(site.config, self.root, store)
        at = addresses(site.config.base_url, site.feeds, site.config)
        cards = deal(site, pictures, theme.strings, self.root / STATE / "cache" / "cards")
        return _Edition(site, at, theme, redirects(site, at), cards, tracker)

    def _render(self, ready: _Prepared, stage: Stage, store: Store) -> tuple[BuiltFiles, int]:
        """Render everything in each language; return the files, and how many pages were made."""
        made = BuiltFiles()
        references = self._references(ready, store)
        rendered = sum(
            self._render_edition(edition, ready, stage, store, references=references, made=made)
            for edition in ready.editions
        )
        return made, rendered

    def _render_edition(
        self,
        edition: _Edition,
        ready: _Prepared,
        stage: Stage,
        store: Store,
        *,
        references: Mapping[str, tuple[StyledReference, ...]],
        made: BuiltFiles,
    ) -> int:
        """Render everything in one language: each paper once, then all that is joined from papers.

        The files are added to those that are `made`; return how many pages were rendered.
        """
        site, cards = edition.site, edition.cards
        source = TaskSource(
            site,
            edition.at,
            theme=edition.theme,
            pictures=ready.pictures,
            stage=stage,
            store=store,
            tracker=edition.tracker,
        )
        here = partial(stream, source.skipping.watched, jobs=self.request.jobs)
        runner = TaskRunner(
            plan=ready.plan,
            stage=stage,
            skipping=source.skipping,
            spread=self.cluster.make if self.cluster else here,
            awaited=self.awaited if ready.loads() <= stage.digests.keys() else NOBODY,
            made=made,
        )
        with self.profile.stage("papers", len(site.entries)):
            if self.cluster:
                store.flush()
                language = site.config.language
                self.cluster.begin(ready.pictures, cards, references, stage, ready.compiler, language=language)
            papers = runner.run(source.of_papers(cards, references))
        digests = dict(zip(site.entries, papers.values(), strict=True))
        with self.profile.stage("lists"):
            if self.cluster:
                store.flush()
                self.cluster.end(digests)
            joined = runner.run(source.of_lists(cards, digests, ready.compiler, self.request.today))
            runner.spread = here  # they are few
            runner.run(source.of_whole_site(joined))
        edition.tracker.forget()
        return runner.rendered

    def _references(self, ready: _Prepared, store: Store) -> Mapping[str, tuple[StyledReference, ...]]:
        """Return the references of a site that names styles."""
        if not ready.styles:
            return {}
        from sitegen.render.styled_references import styled_references  # what makes them is not everybody's

        jobs = self.request.jobs or processors()
        return styled_references(ready.site, ready.styles, ready.editions[0].at, store, jobs=jobs)

    def _remember(self, seen: _Seen, report: BuildReport, ready: _Prepared, store: Store) -> None:
        """Store what this build has found out, and let go of what no build has used for long."""
        store.let_go()
        written = [path for path, is_new in report.made.are_new() if is_new]
        kept = [path for path, is_new in report.made.are_new() if not is_new]
        sure = output_state.remember(seen.output, self.output, written, kept, since=tick(self.state), store=store)
        published = last_build.published(self.root) if ready.is_remembered else seen.published
        basis_of_record = last_build.Basis(
            seen.themes,
            last_build.seen(seen.stamps),
            published,
            is_remembered=report.is_remembered,
            has_clashes=bool(ready.review.clashes),
        )
        is_lasting = report.pictures.is_final and ready.is_final and not ready.site.config.plugged  # packages change
        if basis_of_record.inputs and is_lasting:
            lasting = tuple(problem for problem in report.warnings if problem not in ready.told)
            done = replace(summary(report), warnings=lasting)
            last_build.write(self.root, self.request.asked, done, basis=basis_of_record, sure=sure)
        cache = self.state / "cache"
        prune(cache / "images", {path.parent for _, path in ready.pictures.files})
        prune(cache / "cards", {path for edition in ready.editions for _, path in edition.cards.files})
        store.close()


def _styles(config: SiteConfig, root: Path) -> tuple[tuple[Style, ...], tuple[Problem, ...]]:
    """Return the styles that a site names beside ours, and a warning for each that the installation lacks."""
    if config.references in {(), ("apa",)}:
        return (), ()
    from sitegen.render.styled_references import named_styles  # most sites name none

    return named_styles(config, root)


def _reviewed(site: Site, content: Content, planned: Plan, root: Path) -> Review:
    """Return what is said of a site by what is remembered of it; the problems know their lines."""
    unlocated = review(site, content, planned)
    problems, once, clashes = (
        tuple(located(root, problem) for problem in told)
        for told in (unlocated.problems, unlocated.once, unlocated.clashes)
    )
    return unlocated._replace(problems=problems, once=once, clashes=clashes)


def _compiler() -> str:
    """Return the version of Typst, which makes the PDF of a curriculum vitae; empty where it is not installed."""
    from sitegen.typeset import typst  # most sites need none

    return typst.version()


def _besides(sound: Content, root: Path) -> Iterator[Problem]:
    """Yield what else is wrong with a site whose content has errors, so that one run tells all that can be known."""
    site, doubts = connect(sound)
    yield from (located(root, doubt) for doubt in doubts if doubt.severity == "error")
    yield from _of_plan(site, root)


def _of_plan(site: Site, root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the theme of a site, and which of its things want one file."""
    try:
        find_theme(site.config, root)
    except SitegenError as error:
        yield from error.problems
    try:
        own = [(published(path), f"content/{path}") for path in site.files]
        plan(site, redirects(site, addresses(site.config.base_url)), own)
    except SitegenError as error:
        yield from (located(root, problem) for problem in error.problems)


def _planned(root: Path, editions: Sequence[_Edition], files: Iterable[Copy], *, has_pdf: bool) -> Plan:
    """Plan every file; raise what clashes, with the lines of those who want one file."""
    (main, *others), own = editions, [(copy.path, copy.owner) for copy in files]
    further = [(edition.site, edition.old) for edition in others]
    try:
        return plan(main.site, main.old, own, has_pdf=has_pdf, further=further)
    except SitegenError as error:
        raise SitegenError([located(root, problem) for problem in error.problems]) from None


def _report(ready: _Prepared, output: Path, made: BuiltFiles, *, rendered: int, published: Published) -> BuildReport:
    people = sum(1 for person in ready.site.people.values() if person.has_page)
    return BuildReport(
        config=ready.site.config,
        content=ready.content,
        site=ready.site,
        papers=len(ready.site.entries),
        people=people,
        output=output,
        made=made,
        rendered=rendered,
        published=published,
        warnings=ready.warnings,
        pictures=ready.pictures.tally,
        is_remembered=ready.is_remembered or ready.content.published == ready.review.published,
    )


def summary(report: BuildReport) -> Summary:
    """Return what there is to say of a build."""
    pages = [is_new for path, is_new in report.made.are_new() if path.endswith(".html")]
    return Summary(
        output=report.output,
        papers=report.papers,
        people=report.people,
        pages=len(pages),
        rendered=report.rendered,
        written=sum(pages),
        files=len(report.made),
        size=sum(size for _, size in report.made.sizes()),
        made=report.pictures.made,
        kept=report.pictures.kept,
        failed=report.pictures.failed,
        left=report.published.left,
        warnings=report.warnings,
    )
