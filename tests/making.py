"""Small papers, authors and sites for tests of the pure rooms."""

from __future__ import annotations

import html
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sitegen.model import Author, Authorship, Content, Date, Paper, SiteConfig, Text, Venue


def text(plain: str) -> Text:
    """Return a text that says the same in every form."""
    return Text(plain, html.escape(plain, quote=False), plain)


SOME_YEAR = Date(2020)


def paper(slug: str, *names: str | Authorship, date: Date = SOME_YEAR, **more: Any) -> Paper:
    """Return a paper by these people; its title is its slug."""
    authors = tuple(
        name if isinstance(name, Authorship) else Authorship(name=name) for name in names or ("Ada Lovelace",)
    )
    venue = more.pop("venue", None)
    return Paper(
        slug=slug,
        file=f"content/papers/{slug}.yaml",
        title=more.pop("title", text(slug)),
        authors=authors,
        date=date,
        venue=Venue(name=text(venue)) if isinstance(venue, str) else venue,
        **more,
    )


def author(slug: str, name: str, **more: Any) -> Author:
    """Return a person with a file."""
    return Author(slug=slug, file=f"content/authors/{slug}.yaml", name=name, **more)


def content(*papers: Paper, authors: tuple[Author, ...] = (), **more: Any) -> Content:
    """Return the content of a small site."""
    config = SiteConfig(
        file="content/site.yaml",
        title="Site",
        base_url=more.pop("base_url", "https://example.org/"),
        **more.pop("config", {}),
    )
    return Content(
        config=config,
        papers=papers,
        authors=authors,
        pages=more.pop("pages", ()),
        news=more.pop("news", ()),
        files=more.pop("files", ()),
    )


def write_site(root: Path, files: Mapping[str, str] = MappingProxyType({}), **config: str) -> Path:
    """Write a site of one paper on disk, with more `files` (path below `content/` to text); return its folder."""
    lines = {"title": "Site", "base_url": "https://example.org/", **config}
    paper = "title: First paper\nauthors: [Ada Lovelace, Bob Mason]\ndate: 2020-01-02\n"
    wanted = {
        "site.yaml": "".join(f"{key}: {value}\n" for key, value in lines.items()),
        "papers/first.yaml": paper,
        **files,
    }
    for path, said in wanted.items():
        place = root / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(said, encoding="utf-8")
    return root


def take_pictures(site: Path, other: Path) -> None:
    """Let a site have the pictures that a build of the other made: they are two thirds of what such a build costs."""
    made = other / ".sitegen" / "cache" / "images"
    shutil.copytree(made, site / made.relative_to(other), dirs_exist_ok=True)
