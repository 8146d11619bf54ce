"""From content to a published site, step by step.

In: a site's folder and what was asked for. Out: the new site in its output folder, and a `Report`.
Never uses the network; on any error nothing of the old site is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sitegen.content.load import load
from sitegen.content.lock import alone
from sitegen.errors import Problem, SitegenError
from sitegen.model import Date, SiteConfig
from sitegen.site.graph import connect
from sitegen.site.pages import Redirect, addresses, check_clashes, redirects
from sitegen.workers import spread

from . import listpages, paperpage, personpage, products
from .frame import frame
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


def build(root: Path, request: Request, *, waiting: Callable[[], object] = lambda: None) -> Report:
    """Build the site in the folder `root` and publish it.

    Raises `SitegenError` with everything that is wrong, before anything is written. `waiting` is called once when
    another process is at work on the site.
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
        check_clashes(site, old, [(path, f"the theme {theme.name}") for path, _ in theme.statics.values()])
        warnings = tuple(sorted((*warnings, *more)))
        if request.strict and warnings:
            raise SitegenError(warnings)
        stage = Stage(state / STAGING, output, {} if request.clean else ledger(output))
        made = _render(Press(frame(site, at, theme, root), stage, {}), theme, old, jobs=request.jobs)
        published = publish(state, made, output)
    people = sum(1 for person in site.people.values() if person.has_page)
    return Report(site.config, len(site.entries), people, output, made, published, warnings)


def _render(press: Press, theme: Theme, old: Sequence[Redirect], *, jobs: int | None) -> tuple[Made, ...]:
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
    made += [products.whole_site(press, old), products.files(press, theme)]
    return tuple(sorted(one for files in made for one in files))
