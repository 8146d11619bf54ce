"""Sites that are published step by step, each with what is remembered of the one before."""

from __future__ import annotations

from typing import Any

from sitegen.model import Author, Content, Date, Paper, SiteConfig
from sitegen.model.published import PublishedNames
from sitegen.site.graph import Site, connect
from sitegen.site.pages import addresses, redirects
from sitegen.site.published import Review, review
from tests.making import paper, text

AT = addresses("https://example.org/")


def site_content(before: PublishedNames, *papers: Paper, authors: tuple[Author, ...] = (), **config: Any) -> Content:
    """Return content of these papers and people, with what is remembered."""
    base = {"file": "content/site.yaml", "title": "Site", "base_url": "https://example.org/"}
    settings = SiteConfig(**{**base, **config})
    return Content(config=settings, papers=papers, authors=authors, pages=(), news=(), files=(), published=before)


def step(before: PublishedNames, *papers: Paper, paths: tuple[str, ...] = (), **more: Any) -> tuple[Site, Review]:
    """Return the site of this content, and what is remembered once it is published."""
    made = site_content(before, *papers, **more)
    site, problems = connect(made)
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return site, review(site, made, paths)


def published(*papers: Paper, **more: Any) -> PublishedNames:
    """Return what is remembered of a first publication."""
    return step(PublishedNames(), *papers, **more)[1].published


def keys(site: Site) -> dict[str, str]:
    """Return the citation key of each paper."""
    return {slug: entry.cite_key for slug, entry in site.entries.items()}


def old(site: Site) -> dict[str, str]:
    """Return where old addresses lead."""
    return {redirect.path.removesuffix("/index.html"): redirect.target for redirect in redirects(site, AT)}


def study(slug: str, *names: str, year: int = 2020, **more: Any) -> Paper:
    """Return a paper that wants the key `lovelace2020study`."""
    return paper(slug, *(names or ("Ada Lovelace",)), date=Date(year), title=text(f"Study of {slug}"), **more)
