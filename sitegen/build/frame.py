"""The frame that every page of one build stands in: site, addresses, theme, and what the head of a page says.

In: a site and a theme. Out: template functions with their globals set, and `PageView`s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from sitegen.cite.links import arxiv_url, doi_url
from sitegen.model import GONE
from sitegen.site.graph import Site
from sitegen.site.pages import Addresses, is_address
from sitegen.text.names import split
from sitegen.text.repositories import edit_address

from .addressing import lang, rooted, unlinked
from .byline import Wording
from .paperview import Surroundings
from .pictures import Pictures
from .theme import Namespace, Theme
from .views import PageView
from .words import Words

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What a page may load: our own files and nothing else."""
ATOM, JSON_FEED = "application/atom+xml", "application/feed+json"
DESCRIPTION = 200
"""Characters of a page's description, at most."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One build's site, addresses, words and templates."""

    site: Site
    at: Addresses
    words: Words
    here: Surroundings
    templates: Mapping[str, Callable[..., str]]
    nav: tuple[tuple[str, str], ...]
    wording: Wording

    def template(self, name: str) -> Callable[..., str]:
        """Return the function that renders a template of the theme."""
        return self.templates[name]

    def page(self, kind: str, url: str, title: str, **more: Any) -> PageView:
        """Return what the frame of a page says; `title` without the site's name, `source` is the page's own file."""
        name, repository, source = self.site.config.title, self.site.config.repository, more.pop("source", None)
        about = more.pop("description", "") or self.site.config.description or title
        return PageView(
            kind=kind,
            url=url,
            canonical=self.at.absolute(more.pop("canonical", url)),
            heading=title,
            title=title if title == name else f"{title} – {name}",
            description=shortened(about),
            csp=CSP,
            nav=tuple((label, href, href == url) for label, href in self.nav),
            edit=edit_address(repository, source) if repository and source else None,
            **more,
        )

    def plural(self, key: str, count: int) -> str:
        """Return a number with its noun: `1 paper`, `5 papers`."""
        return self.words.plural(key, count)

    def feeds(
        self, base: str, title: str, kinds: tuple[str, ...] = (ATOM, JSON_FEED)
    ) -> tuple[tuple[str, str, str], ...]:
        """Return the feeds of the page at `base` as (media type, title, address)."""
        names = {ATOM: "feed.xml", JSON_FEED: "feed.json"}
        return tuple((kind, title, f"{base}{names[kind]}") for kind in kinds)


def frame(site: Site, at: Addresses, theme: Theme, pictures: Pictures) -> Frame:
    """Return the frame of one build; every template the program asks for is found and compiled here."""
    words = theme.strings
    theme.environment.globals.update(
        site=site,
        config=site.config,
        at=at,
        option=Namespace("theme option", theme.options),
        t=Namespace("word in strings/", words),
        plural=words.plural,
        gone_states=GONE,
        arxiv_url=arxiv_url,
        doi_url=doi_url,
        asset=cache(lambda name: at.file(theme.static(name))),
    )
    theme.environment.filters.update(
        date=lambda date: words.language.date(date) if date else "",
        number=words.language.number,
        inverted=lambda name: split(name).inverted,
        html=partial(rooted, at=at, files=site.files),
        unlinked=unlinked,
        lang=lang,
    )
    return Frame(
        site=site,
        at=at,
        words=words,
        here=Surroundings(at=at, words=words, pictures=pictures),
        templates={name: theme.template(name) for name in TEMPLATES},
        nav=_nav(site, at, words),
        wording=Wording(
            more=partial(words.plural, "more"), fewer=words["fewer"], others=words["and_others"], unnamed=words["et_al"]
        ),
    )


TEMPLATES = (
    "home.html", "paper.html", "author.html", "list.html", "papers.html", "authors.html", "index.html", "page.html",
    "404.html", "row.html", "line.html", "search.html",
)  # fmt: skip


def shortened(text: str, limit: int = DESCRIPTION) -> str:
    """Return one line of at most `limit` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def json_ld(text: str) -> Markup:
    """Return JSON-LD for a script element; `cite.jsonld` has escaped it for that."""
    return Markup(text)  # noqa: S704 - escaped where it was made


def _nav(site: Site, at: Addresses, words: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the menu: what the site says, else its lists and the pages that ask to stand in it."""
    if site.config.nav:
        return tuple(
            (item.label, item.url if is_address(item.url) else at.file(item.url.lstrip("/")))
            for item in site.config.nav
        )
    people = words["nav_coauthors"] if site.owner else words["nav_authors"]
    found = [(words["nav_papers"], at.papers()), (people, at.authors()), (words["nav_years"], at.lists("years"))]
    if site.venues:
        found.append((words["nav_venues"], at.lists("venues")))
    if site.topics:
        found.append((words["nav_topics"], at.lists("topics")))
    if site.papers:
        found.append((words["nav_search"], at.search()))
    pages = sorted(
        (page for page in site.pages if page.nav), key=lambda page: (page.order is None, page.order or 0, page.slug)
    )
    return (*found, *((page.title, at.file(f"{page.slug}/")) for page in pages))
