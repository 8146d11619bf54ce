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
CONFIGS = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config", "params", "languages")
    for ending in ("yaml", "yml", "toml", "json")
)
LOOK = frozenset(
    "math math_disabled highlight diagram view layout type publishDate publishdate lastmod weight share commentable "
    "editable profile header show_date reading_time pager show_breadcrumb share_url show_related private sitemap "
    "comments toc design cms_exclude show_author_profile markup output linkTitle url featured_image_preview "
    "highlight_languages menu expirydate expiryDate external_link_target widget headless active cascade outputs "
    "build _build kind path translationKey".split()
)
"""Keys that only say how the old theme showed a page."""
_ENDINGS = (".md", ".markdown", ".rmarkdown", ".rmd", ".html")


def bundles(site: OldSite, folders: tuple[str, ...]) -> list[str]:
    """The pages of some folders: `x/index.md` or `x.md`, one each; of two forms of one page the Markdown."""
    by_name: dict[str, str] = {}
    alone = [path for path in site.paths if re.fullmatch(r"[^/]+/index\.\w+", path)]
    for path in site.within(*folders) if folders else alone:
        name = basename(path)
        is_list = name.startswith("_index.") or (name.startswith("index.") and dirname(path) in folders)
        if is_list or not path.lower().endswith(_ENDINGS):
            continue
        called = re.sub(r"(?:/index)?(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?\.\w+$", "", path)
        if called not in by_name or _rank(path) < _rank(by_name[called]):
            by_name[called] = path
    inside = tuple(f"{called}/" for called, path in by_name.items() if basename(path).startswith("index."))
    pages = [path for path in by_name.values() if basename(path).startswith("index.") or not path.startswith(inside)]
    return sorted(pages)


def _rank(path: str) -> tuple[int, int]:
    """The order in which the files of one page are read: the one of no language before others, Markdown before HTML."""
    ending = next(at for at, ending in enumerate(_ENDINGS) if path.lower().endswith(ending))
    return basename(path).count("."), ending


def stem(path: str) -> str:
    """The name of a page: its folder, or its file without the ending."""
    name = basename(path)
    return basename(dirname(path)) if name.startswith(("index.", "_index.")) else re.sub(r"\.\w+$", "", name)


def mapping(value: Any) -> dict[str, Any]:
    """A mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}
