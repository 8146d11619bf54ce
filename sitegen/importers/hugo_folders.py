"""Folders of a HugoBlox site: what each is for, and the pages in them.

In: an `OldSite`. Out: the pages of a kind, one each, whatever their form. Never reads one.
"""

from __future__ import annotations

import re
from posixpath import basename, dirname
from typing import Any

from sitegen.importers.old_site import OldSite

PUBLICATIONS = ("content/publication", "content/publications")
AUTHORS = ("content/authors", "data/authors", "content/author")
EVENTS = ("content/event", "content/events", "content/talk", "content/talks")
PROJECTS = ("content/project", "content/projects")
POSTS = ("content/post", "content/posts", "content/blog", "content/news")
LOOK = frozenset(
    "math math_disabled highlight diagram view layout type publishDate publishdate lastmod weight share commentable "
    "editable profile header show_date reading_time pager show_breadcrumb share_url show_related private sitemap "
    "comments toc design cms_exclude show_author_profile markup output linkTitle url featured_image_preview "
    "highlight_languages menu expirydate expiryDate external_link_target widget headless active cascade outputs "
    "build _build kind path translationKey".split()
)
"""Keys that only say how the old theme showed a page."""


def bundles(site: OldSite, folders: tuple[str, ...]) -> list[str]:
    """The pages of some folders: `x/index.md` or `x.md`, one each; of two forms of one page the Markdown."""
    found: dict[str, str] = {}
    paths = (
        site.within(*folders) if folders else [path for path in site.paths if re.fullmatch(r"[^/]+/index\.\w+", path)]
    )
    for path in paths:
        is_page = path.lower().endswith((".md", ".markdown", ".rmd", ".rmarkdown", ".html"))
        if (
            not is_page
            or basename(path).startswith("_index.")
            or (folders and dirname(path) + "/index.md" == path and dirname(path) in folders)
        ):
            continue
        stem = re.sub(r"(?:/index)?\.\w+$", "", path)
        known = found.get(stem)
        if known is None or _rank(path) < _rank(known):
            found[stem] = path
    inside = tuple(f"{stem}/" for stem, path in found.items() if basename(path).startswith("index."))
    return sorted(
        path for path in found.values() if not (path.startswith(inside) and not basename(path).startswith("index."))
    )


def _rank(path: str) -> int:
    return next(
        at
        for at, ending in enumerate((".md", ".markdown", ".rmarkdown", ".rmd", ".html", ""))
        if path.lower().endswith(ending)
    )


def stem(path: str) -> str:
    """What a page is called: its folder, or its file without the ending."""
    return (
        basename(dirname(path))
        if basename(path).startswith(("index.", "_index."))
        else re.sub(r"\.\w+$", "", basename(path))
    )


def mapping(value: Any) -> dict[str, Any]:
    """A mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}
