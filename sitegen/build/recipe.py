"""From content to a published site, step by step.

In: a site's folder and what was asked for. Out: the new site in its output folder, and a `Report`.
Never uses the network; on any error nothing of the old site is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sitegen.content.load import SITE, load, located
from sitegen.content.lock import STATE, alone
from sitegen.errors import Problem, SitegenError
from sitegen.images.store import prune
from sitegen.model import Content, SiteConfig
from sitegen.site.graph import Connected, Site, reconnect
from sitegen.site.pages import Addresses, Redirect, addresses, check_clashes, redirects
from sitegen.workers import processors, seldom_collected

from . import listpages, paperpage, personpage, products, record, searchpage
from .cache import Cache
from .cards import Cards, deal
from .edition import edition
from .frame import Frame, frame
from .held import Held, Sources, Written, look, look_again, remember
from .lineage import places
from .pictures import Pictures, Progress, gather
from .press import Press
from .reader import Reader
from .record import Summary
from .request import Request, Tally
from .stage import Made, Stage
from .stamps import Stamp, below, tick
from .theme import Theme, find_theme
from .watch import Watch, digest, watched
from .works import NOBODY, Awaited, Work, Workshop
from .writer import STAGING, Published, check_output, finish, publish

__all__ = ["Report", "Request", "build", "summary"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `made` is every file of the site; `config` is what it was built with.

    `content` and `site` are what it was made of: whoever looks at the site after the build need not read it again.
    """

    config: SiteConfig
    content: Content
    site: Site
    papers: int
    people: int
    output: Path
    made: tuple[Made, ...]
    published: Published
    warnings: tuple[Problem, ...]
    pictures: Tally


def build(
    root: Path,
    request: Request,
    *,
    cache: Cache | None = None,
    waiting: Callable[[], object] = lambda: None,
    progress: Progress = lambda *_: None,
    awaited: Awaited = NOBODY,
) -> Report:
    """Build the site in the folder `root` and publish it.

    Raises `SitegenError` with everything that is wrong, before anything is written. `waiting` is called once when
    another process is at work on the site, `progress` while pictures are being made. Whoever builds again and again
    keeps a `cache`, and calls its `finish` when there is time; `awaited` pages are shown before the rest is made.
    """
    output = check_output(root, request.output or root / "output")
    with alone(root, waiting=waiting) as state, seldom_collected():
        finish(state)
        mine = cache or Cache()
        mine.begin(state / "cache", edition())
        seen = _look(root, output, mine, tick(state))
        plan = _plan(root, request, mine, seen, progress)
        stage = Stage(state / STAGING, output, {} if request.clean else seen.held.digests, seen.held.sound)
        press = Press(plan.frame, stage, {}, plan.cards)
        workshop = _workshop(plan, stage, mine, request, is_whole=seen.held.is_whole, awaited=awaited)
        sources = Sources(mine, seen.since)
        pages = _render(press, plan.old, workshop)
        plan.cards.draw(jobs=request.jobs, progress=progress)
        made = (*pages, *_copied(press, plan, sources, root / "content"))
        published = publish(state, made, output, seen.held.digests)
        written = Written(tick(state), made, output)
        report = _report(plan, output, made, published)
        plan.prune(state / "cache")
        sources.keep()
        if cache is None:
            _settle(root, request, report, seen=seen, sure=remember(seen.held, written, mine))
            mine.finish()
        else:
            mine.later = [workshop.keep, partial(_look_again, seen.held, written, mine)]
    return report


def _workshop(
    plan: _Plan, stage: Stage, cache: Cache, request: Request, *, is_whole: bool, awaited: Awaited
) -> Workshop:
    """Return where pages are made; nobody waits for one that loads what the output does not have yet."""
    return Workshop(
        cache,
        plan.watch,
        stage,
        _ground(plan),
        jobs=request.jobs,
        is_whole=is_whole and not request.clean,
        awaited=awaited if plan.loads() <= stage.held.keys() else NOBODY,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """A site of which everything is known before anything is made: what it shows, and where it will stand."""

    content: Content
    site: Site
    at: Addresses
    theme: Theme
    old: tuple[Redirect, ...]
    pictures: Pictures
    cards: Cards
    frame: Frame
    watch: Watch
    warnings: tuple[Problem, ...]

    def loads(self) -> set[str]:
        """Return the files that a page shows or is shown with: those of the theme, and pictures."""
        return {path for path, _ in (*self.theme.statics.values(), *self.pictures.files)}

    def prune(self, store: Path) -> None:
        """Let go of made pictures and cards that no build has used for long."""
        prune(store / "images", {place.parent for _, place in self.pictures.files})
        prune(store / "cards", {place for _, place in self.cards.files})


def _plan(root: Path, request: Request, cache: Cache, seen: _Seen, progress: Progress) -> _Plan:
    """Read the content, connect it, and find everything that pages need; raise what stands against building it."""
    reader = Reader(root, cache, seen.stamps[0], request.jobs)
    content, warnings = load(root, drafts=request.drafts, base_url=request.base_url, each=reader)
    connected = _connected(content, cache)
    if any(problem.severity == "error" for problem in connected.problems):
        raise SitegenError([located(root, problem) for problem in connected.problems if problem.severity == "error"])
    site = replace(connected.site, updated=request.now) if request.now else connected.site
    theme = _theme(site.config, root, cache, seen)
    at = addresses(site.config.base_url)
    old = tuple(redirects(site, at))
    jobs, store = request.jobs or processors(), root / STATE / "cache"
    pictures = gather(site, at, root, store / "images", jobs=jobs, progress=progress)
    cards = deal(site, pictures, theme.strings, store / "cards")
    check_clashes(site, old, _added(theme, pictures, cards))
    warnings = tuple(sorted((*warnings, *connected.problems, *theme.warnings, *pictures.problems)))
    if request.strict and warnings:
        raise SitegenError(warnings)
    watch = Watch(reader.known, cache)
    frame = _frame(site, at, theme, pictures, watch)
    return _Plan(content, site, at, theme, old, pictures, _watched(cards, watch), frame, watch, warnings)


def _copied(press: Press, plan: _Plan, sources: Sources, content: Path) -> Iterator[Made]:
    """Stage what stands beside the pages: the content's files, what was made of them, and the theme's."""
    yield from products.files(press, (*plan.pictures.files, *plan.cards.files), sources, content)
    yield from (press.stage.put(path, data) for path, data in plan.theme.statics.values())


def _report(plan: _Plan, output: Path, made: tuple[Made, ...], published: Published) -> Report:
    site = plan.site
    return Report(
        site.config,
        plan.content,
        site,
        len(site.entries),
        _people(site),
        output,
        made,
        published,
        plan.warnings,
        plan.pictures.tally,
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What there was at the time `since`: the `stamps` of the content and of the folders of themes, and the output."""

    since: int
    themes: tuple[Path, ...]
    stamps: tuple[Mapping[str, Stamp | None], ...]
    held: Held


def _look(root: Path, output: Path, cache: Cache, since: int) -> _Seen:
    """Look at everything, and read nothing."""
    themes = places(root)
    stamps = tuple(below(folder, since) for folder in (root / "content", *themes))
    return _Seen(since, themes, stamps, look(output, cache, since))


def _look_again(held: Held, written: Written, cache: Cache) -> None:
    look_again(written, cache, remember(held, written, cache))


def _settle(root: Path, request: Request, report: Report, *, seen: _Seen, sure: Mapping[str, Stamp]) -> None:
    """Let the next build see when it has nothing to do; not where it might come to something else all the same."""
    basis = record.Basis(seen.themes, record.seen(seen.stamps))
    if basis.inputs and report.pictures.is_final:
        record.write(root, request, summary(report), basis=basis, sure=sure)


def _people(site: Site) -> int:
    return sum(1 for person in site.people.values() if person.has_page)


def summary(report: Report) -> Summary:
    """Return what there is to say of a build."""
    pages = [one for one in report.made if one.path.endswith(".html")]
    return Summary(
        output=report.output,
        papers=report.papers,
        people=report.people,
        pages=len(pages),
        written=sum(one.is_new for one in pages),
        files=len(report.made),
        size=sum(one.size for one in report.made),
        made=report.pictures.made,
        kept=report.pictures.kept,
        failed=report.pictures.failed,
        left=report.published.left,
        warnings=report.warnings,
    )


def _connected(content: Content, cache: Cache) -> Connected:
    """Return the site that the content makes, with all that has stayed the same in it as it is in memory."""
    _, before = cache.beside.get("site", (None, None))
    connected = reconnect(content, before)
    cache.beside["site"] = (None, connected)
    return connected


def _theme(config: SiteConfig, root: Path, cache: Cache, seen: _Seen) -> Theme:
    """Return the site's theme; as it is in memory, when none of its files has changed, nor the settings' places."""
    content, *themes = seen.stamps
    made_from = (config, record.seen([{SITE: content.get("site.yaml")}, *themes]))
    if made_from[1] and cache.beside.get("theme", (None,))[0] == made_from:
        theme: Theme = cache.beside["theme"][1]
        return theme
    theme = find_theme(config, root)
    cache.beside["theme"] = (made_from, theme)
    return theme


def _frame(site: Site, at: Addresses, theme: Theme, pictures: Pictures, watch: Watch) -> Frame:
    """Return the frame of all pages, in which every page notes what it reads."""
    panels, faces = watch.mapping("panels", pictures.panels), watch.mapping("faces", pictures.faces)
    return frame(watched(site, watch), at, theme, replace(pictures, panels=panels, faces=faces))


def _watched(cards: Cards, watch: Watch) -> Cards:
    """Return the cards, which note who asks for them."""
    papers, people = watch.mapping("paper_cards", cards.papers), watch.mapping("people_cards", cards.people)
    return replace(cards, papers=papers, people=people)


def _ground(plan: _Plan) -> bytes:
    """Return a digest of what every page stands on: settings, addresses, theme, menu."""
    whole = repr((plan.site.config, plan.at, plan.theme.digest, plan.frame.nav))
    return digest(whole.encode("utf-8", "surrogatepass"))


def _added(theme: Theme, pictures: Pictures, cards: Cards) -> Iterator[tuple[str, str]]:
    """Yield every file that is neither a page nor in the content, and who wants it."""
    yield from ((path, f"the theme {theme.name}") for path, _ in theme.statics.values())
    yield from ((path, "a made picture") for path, _ in pictures.files if path not in pictures.own)
    yield from ((path, "a social card") for path, _ in cards.files)


def _render(press: Press, old: Sequence[Redirect], workshop: Workshop) -> tuple[Made, ...]:
    """Render everything: each paper once, then all that is joined from papers."""
    site, watch = press.frame.site, workshop.watch
    entries = tuple(site.entries.values())
    papers = workshop.each(
        [Work(f"papers/{entry.paper.slug}", partial(paperpage.paper, press=press), entry) for entry in entries]
    )
    pieces = {entry.paper.slug: piece for entry, (piece, _) in zip(entries, papers, strict=True)}
    press = replace(press, made=watch.mapping("made", pieces))
    works = [
        Work(f"authors/{person.slug}", partial(personpage.person, press=press), person)
        for person in site.people.values()
        if person.has_page
    ]
    works += [
        Work(f"{one.kind}/{one.slug}", partial(listpages.collection, press=press), one)
        for one in (*site.years, *site.venues, *site.topics)
    ]
    works += [Work(f"index/{kind}", partial(listpages.index, press=press), kind) for kind in listpages.KINDS.values()]
    works += [Work(f"page/{one.slug}", partial(listpages.free_page, press=press), one) for one in site.pages]
    works += [Work(f"site/{do.__name__}", partial(do, press=press)) for do in _ONCE]
    works.append(Work("site/old", partial(products.old_addresses, press=press), tuple(old)))
    return tuple(one for _, files in (*papers, *workshop.each(works)) for one in files)


_ONCE = (
    listpages.papers, listpages.people, listpages.lost, personpage.home, searchpage.search_page, products.feeds,
    products.all_exported, products.for_robots,
)  # fmt: skip
