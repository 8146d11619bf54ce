"""From content to a published site, step by step.

In: a site's folder and what was asked for. Out: the new site in its output folder, and a `Report`.
Never uses the network; on any error nothing of the old site is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sitegen.content.load import load
from sitegen.content.lock import alone
from sitegen.errors import Problem, SitegenError
from sitegen.model import Date, SiteConfig
from sitegen.site.graph import connect
from sitegen.site.pages import Redirect, addresses, check_clashes, redirects
from sitegen.workers import processors, spread

from . import listpages, paperpage, personpage, products, searchpage
from .cards import Cards, deal
from .frame import frame
from .pictures import Pictures, Progress, Tally, gather
from .press import Press
from .stage import Made, Stage
from .theme import Theme, find_theme
from .writer import STAGING, Published, check_output, finish, ledger, publish


@dataclass(frozen=True, slots=True)
class Request:
    """What a build was asked for; `now` stands for the newest date of the content."""

    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    clean: bool = False
    jobs: int | None = None
    now: Date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `made` is every file of the site; `config` is what it was built with."""

    config: SiteConfig
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
    waiting: Callable[[], object] = lambda: None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Build the site in the folder `root` and publish it.

    Raises `SitegenError` with everything that is wrong, before anything is written. `waiting` is called once when
    another process is at work on the site, `progress` while pictures are being made.
    """
    output = check_output(root, request.output or root / "output")
    with alone(root, waiting=waiting) as state:
        finish(state)
        content, warnings = load(root, drafts=request.drafts, base_url=request.base_url, jobs=request.jobs)
        site, more = connect(content)
        site = replace(site, updated=request.now) if request.now else site
        theme = find_theme(site.config, root)
        at = addresses(site.config.base_url)
        old = redirects(site, at)
        jobs, cache = request.jobs or processors(), state / "cache"
        pictures = gather(site, at, root, cache / "images", jobs=jobs, progress=progress)
        cards = deal(site, pictures, theme.strings, cache / "cards", jobs=jobs, progress=progress)
        check_clashes(site, old, _added(theme, pictures, cards))
        warnings = tuple(sorted((*warnings, *more, *theme.warnings, *pictures.problems)))
        if request.strict and warnings:
            raise SitegenError(warnings)
        stage = Stage(state / STAGING, output, {} if request.clean else ledger(output))
        press = Press(frame(site, at, theme, pictures), stage, {}, cards)
        made = (*_render(press, old, jobs=request.jobs), *products.files(press, theme, root / "content"))
        published = publish(state, made, output)
    people = sum(1 for person in site.people.values() if person.has_page)
    return Report(site.config, len(site.entries), people, output, made, published, warnings, pictures.tally)


def _added(theme: Theme, pictures: Pictures, cards: Cards) -> Iterator[tuple[str, str]]:
    """Yield every file that is neither a page nor in the content, and who wants it."""
    yield from ((path, f"the theme {theme.name}") for path, _ in theme.statics.values())
    yield from ((path, "a made picture") for path, _ in pictures.files if path not in pictures.own)
    yield from ((path, "a social card") for path, _ in cards.files)


def _render(press: Press, old: Sequence[Redirect], *, jobs: int | None) -> tuple[Made, ...]:
    """Render everything: each paper once, then all that is joined from papers."""
    site = press.frame.site
    entries = tuple(site.entries.values())
    papers = spread(partial(paperpage.paper, press=press), entries, jobs=jobs)
    press = replace(press, made={entry.paper.slug: pieces for entry, (pieces, _) in zip(entries, papers, strict=True)})
    people = [person for person in site.people.values() if person.has_page]
    made = [files for _, files in papers]
    made += spread(partial(personpage.person, press=press), people, jobs=jobs)
    made += [listpages.collection(one, press) for one in (*site.years, *site.venues, *site.topics)]
    made += [listpages.indexes(press), listpages.free_pages(press), (personpage.home(press),)]
    made += [searchpage.search_page(press), products.whole_site(press, old)]
    return tuple(sorted(one for files in made for one in files))
