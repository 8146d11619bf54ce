"""Jekyll: what the sites of all its themes for researchers have in common.

In: an `OldSite`. Out: its settings, its owner, its posts, its pages, and where each of them was. A theme's own reader
says what its papers are, and which of its folders are collections.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from posixpath import basename, dirname
from typing import Any

from sitegen.importers import accounts, html_markdown, template_tags
from sitegen.importers.front_matter import OldFile
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import is_true, says, text_of, texts_of, words_of
from sitegen.importers.printed_citation import bare, date_of, phrase
from sitegen.importers.template_tags import Known
from sitegen.pull.fields import kept
from sitegen.records import NamedTuple
from sitegen.regex import regex
from sitegen.text import slugs

CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
_DATED = regex(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
_PLAIN_PAGES = regex(r"(?:_pages/.*|[^_/][^/]*|[^_/.][^/]*(?:/[^_/.][^/]*)*/index)\.(?:md|markdown|html?|mkd)")
_NO_PAGE = regex(
    r"(?i)(?:.*/)?(?:404|readme|license|licence|contributing|changelog|code_of_conduct|customize|install|faq|security|"
    r"search|sitemap|robots|feed|redirect|google[0-9a-f]{10,}|category-archive|tag-archive|tags|categories|"
    r"collection-archive|page-archive|talkmap(?:/.*)?|agents|claude)\.\w+"
)
_LISTS = {
    "publications": "papers/", "publication": "papers/", "papers": "papers/", "research": "papers/",
    "talks": "talks/", "teaching": "teaching/", "portfolio": "projects/", "projects": "projects/",
    "year-archive": "posts/", "posts": "posts/", "blog": "posts/", "news": "news/", "people": "people/",
    "team": "people/", "members": "people/",
}  # fmt: skip
"""Pages that only list a collection, and where that list is now."""
_LISTED_IN_HEAD = ("profiles", "children")
"""Keys of pages without words in which people, or entries of a menu, are listed."""
LOOK = frozenset(
    "layout collection author_profile share comments related read_time toc toc_sticky classes permalink redirect_from "
    "header nav nav_order navigation weight order sitemap published lang locale categories tags show_excerpt "
    "excerpt_separator pagination horizontal display_categories related_posts giscus_comments social selected_papers "
    "announcements latest_posts enable_math usemath mathjax katex math chart mermaid code_diff images tabs typograms "
    "hidden future featured profile inline _styles tikzjax pretty_table map swipe comment importance toc_label "
    "link read_more breadcrumbs entries_layout sort_by cascade dropdown children news type format date date_end".split()
)
"""Keys that only say how a theme shows a page, or that are asked for by name."""


class Config(NamedTuple):
    """A site's `_config.yml`."""

    old: OldFile
    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """A setting on one line, without markup."""
        return bare(text_of(self.values.get(key)))


def config(site: OldSite) -> Config:
    """Read the settings that every Jekyll site has: name, address, language, description."""
    old = site.data(site.first(*CONFIGS))
    settings = Config(old, old.mapping)
    address = text_of(old.mapping.get("url")).rstrip("/")
    path = text_of(old.mapping.get("baseurl")).strip("/")
    whole = f"{address}/{path}".rstrip("/") + "/"
    if re.match(r"https?://[^/]+\.[^/]", address):
        site.lived_at(whole)
    elif path:
        site.base = path
    language = (text_of(old.mapping.get("lang")) or text_of(old.mapping.get("locale"))).replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2}(?:-[A-Za-z]{2,4})?", language):
        site.settings["language"] = f"{language[:2].lower()}{language[2:]}"
    if description := settings.text("description"):
        site.settings["description"] = description
    site.known = Known({f"site.{key}": text_of(value) for key, value in old.mapping.items() if isinstance(value, str)})
    return settings


def owner(site: OldSite, name: str, values: Mapping[str, Any]) -> str:
    """Take the person whose site it is; returns their slug."""
    slug = slugs.slug(name)
    site.documents[f"authors/{slug}.yaml"] = {"name": name, **values}
    site.settings["owner"] = slug
    site.settings.setdefault("title", name)
    return slug


def person_of(site: OldSite, old: OldFile, values: Mapping[str, Any], *, skip: Iterable[str] = ()) -> dict[str, Any]:
    """The accounts in a mapping, as keys of a person's file; the rest of it is listed and kept under `extra`."""
    known_accounts, rest = accounts.named({key: value for key, value in values.items() if key not in set(skip)})
    extra = {}
    for key in rest:
        if says(values[key]) and key not in skip:
            site.lose(old, key, values[key])
            extra[key] = values[key]
    return {**accounts.collected(known_accounts), **kept(extra=extra)}


def picture(site: OldSite, written: str, folders: Sequence[str], slug: str) -> str:
    """The copy of a portrait that is named by its file or its path."""
    if not written or "://" in written:
        return ""
    file = next(
        (path for folder in folders if (path := site.find(f"/{folder}{written.lstrip('/')}"))), ""
    ) or site.find(written)
    if not file:
        return ""
    return site.copy_as(file, f"assets/people/{slug}.{file.rpartition('.')[2].lower()}")


def moved(site: OldSite, path: str, old: OldFile, new: str, *, default: str = "") -> None:
    """Say where a page is now, by each address that it had."""
    permalink = text_of(old.mapping.get("permalink"))
    address = permalink if permalink and ":" not in permalink else default
    site.moved(address or path, new, source=path)
    for other in [*texts_of(old.mapping.get("redirect_from")), *texts_of(old.mapping.get("redirects"))]:
        site.moved(other, new)


def front_page(site: OldSite) -> str:
    """The page that stands at the top of the site, if there is one; says so for links to it."""
    paths = [path for path in site.within("_pages") if path.lower().endswith((".md", ".markdown", ".html"))]
    permalinks = ((path, site.page(path)) for path in paths)
    front = next((path for path, old in permalinks if text_of(old.mapping.get("permalink")) == "/"), "")
    front = front or site.first("_pages/about.md", "index.md", "index.markdown", "index.html", "about.md")
    if front:
        moved(site, front, site.page(front), "/")
        site.moved("", "/", source=front)
    return front


def items(site: OldSite, folder: str) -> list[tuple[str, OldFile]]:
    """The pages of a collection that are published."""
    paths = [path for path in site.within(folder) if not path.lower().endswith(".ipynb")]
    paths = [path for path in paths if not basename(path).startswith("_")]
    pages = [(path, site.page(path)) for path in paths]
    return [(path, old) for path, old in pages if text_of(old.mapping.get("published")).lower() != "false"]


def stem(path: str) -> str:
    """The name of a page without its folders and its ending."""
    return re.sub(r"\.\w+$", "", basename(path))


def item(site: OldSite, path: str, old: OldFile, *, taken: Iterable[str] = ()) -> dict[str, Any]:
    """The fields of an item of any collection: title, date, summary, picture, text. Keys of no meaning are listed."""
    values = old.mapping
    summary_key = next(
        (key for key in ("description", "excerpt", "summary", "subtitle", "tldr") if says(values.get(key))), ""
    )
    summary = (
        site.text(old, path, values[summary_key], key=summary_key) if isinstance(values.get(summary_key), str) else ""
    )
    pictured = re.search(r"!\[[^\[\]]*\]\(<?([^()<>\s]+)>?[^()]*\)", summary)
    if pictured:
        summary = re.sub(r"\\?\s*!\[[^\[\]]*\]\([^()]*\)", "", summary).strip()
    image = next(
        (values[key] for key in ("img", "image", "teaser", "thumbnail", "cover") if isinstance(values.get(key), str)),
        "",
    )
    image = image or text_of(values.get("header", {}).get("teaser") if isinstance(values.get("header"), dict) else "")
    led = site.lead(image, path, is_picture=True) if image else ""
    led = led or (site.lead(f"/images/{image}", path, is_picture=True) if image else "")
    if image and (not led or "://" in led):
        site.lose(old, "image", image, reason="nobody has it")
        led = ""
    date = date_of(text_of(values.get("date"))) or date_of(_dated(path)[0])
    known = {
        "title",
        "description",
        "excerpt",
        "summary",
        "subtitle",
        "tldr",
        "img",
        "image",
        "teaser",
        "thumbnail",
        *taken,
    }
    extra = site.lose_rest(old, values, but=LOOK | known)
    return kept(
        title=phrase(text_of(values.get("title"))) or _dated(path)[1].replace("-", " ").capitalize(),
        date=date,
        picture=led or (pictured[1] if pictured else ""),
        summary=summary,
        text=site.text(old, path),
        extra=extra,
    )


def posts(site: OldSite, settings: Config) -> list[tuple[str, OldFile, str]]:
    """Find the posts, and say where each of them is now; returns them with their slugs."""
    pattern = text_of(settings.values.get("permalink")) or "/:categories/:year/:month/:day/:title.html"
    dated_posts = []
    for path, old in items(site, "_posts"):
        date, name = _dated(path)
        slug = slugs.slug(name)
        words = [*words_of(old.mapping.get("category")), *words_of(old.mapping.get("categories"))]
        year, month, day = ([*(date or date_of(text_of(old.mapping.get("date")))).split("-"), "", ""])[:3]
        address = pattern if pattern.startswith("/") else "/:categories/:year/:month/:day/:title/"
        parts = {
            ":categories": "/".join(words),
            ":year": year,
            ":month": month,
            ":day": day,
            ":title": name,
            ":slug": name,
        }
        for key, value in parts.items():
            address = address.replace(key, value)
        moved(site, path, old, f"posts/{slug}/", default=re.sub("/{2,}", "/", address))
        site.addresses.setdefault(f"_posts/{stem(path)}", f"posts/{slug}/")
        dated_posts.append((path, old, slug))
    return dated_posts


def write_posts(site: OldSite, dated_posts: Iterable[tuple[str, OldFile, str]]) -> None:
    """Take the posts."""
    for path, old, slug in dated_posts:
        values = old.mapping
        people = (
            [text_of(values.get("author"))]
            if isinstance(values.get("author"), str)
            else texts_of(values.get("authors"))
        )
        known = [
            person if f"authors/{slugs.slug(person)}.yaml" not in site.documents else slugs.slug(person)
            for person in people
        ]
        written = item(site, path, old, taken={"author", "authors", "category", "last-updated", "external_source"})
        links = [
            {"label": "Read it there", "url": address}
            for address in [site.lead(text_of(values.get("redirect")), path)]
            if address.startswith("http")
        ]
        site.add_item("posts", slug, {**written, **kept(people=known, links=links)})


def pages(site: OldSite, *, home: Sequence[str] = ()) -> list[tuple[str, OldFile, str]]:
    """Find the free pages, and say where each of them is now; `home` are pages that are taken already."""
    free_pages = []
    for path in site.paths:
        is_hidden = any(part.startswith("_") for part in path.removeprefix("_pages/").split("/"))
        if is_hidden or not _PLAIN_PAGES.fullmatch(path) or _NO_PAGE.fullmatch(path) or path in home:
            continue
        old = site.page(path)
        is_page = old.body_line > 1 and (
            path.startswith("_pages/") or not path.endswith((".html", ".htm")) or "title" in old.mapping
        )
        if not is_page or text_of(old.mapping.get("published")).lower() == "false":
            continue
        name = stem(path) if stem(path) != "index" else basename(dirname(path))
        permalink = text_of(old.mapping.get("permalink")).strip("/")
        slug = slugs.slug(re.sub(r"\.html?$", "", permalink) if permalink and "/" not in permalink else name or "home")
        free_pages.append((path, old, slug))
        if new := _LISTS.get(slug, "") if _is_list(old) else f"{slug}/":
            moved(site, path, old, new, default=name)
    return free_pages


def _is_list(old: OldFile) -> bool:
    """Whether a page has no words of its own: its text is headings and loops over a collection."""
    plain = html_markdown.markdown(template_tags.without(old.body).text).text
    plain = re.sub(r"(?m)^#.*$|^.*\n(?:=+|-+)[ \t]*$|(?<!!)\[\]\([^()]*\)", "", plain)
    return not re.search(r"\w", html.unescape(plain))


def write_pages(site: OldSite, free_pages: Iterable[tuple[str, OldFile, str]]) -> None:
    """Take the pages that have words."""
    menu = _menu(site)
    for number, (path, old, slug) in enumerate(free_pages):
        if _is_list(old):
            site.lose_rest(old, [key for key in _LISTED_IN_HEAD if isinstance(old.mapping.get(key), list)])
            continue
        text = site.text(old, path)
        if not text.strip():
            continue
        title = bare(text_of(old.mapping.get("title"))) or slug.replace("-", " ").capitalize()
        description = old.mapping.get("description")
        lead = site.text(old, path, description, key="description") if isinstance(description, str) else ""
        site.lose_rest(
            old, old.mapping, but=LOOK | {"title", "description", "excerpt", "author", "subtitle", "nav_rank"}
        )
        is_nav = is_true(old.mapping.get("nav")) or isinstance(old.mapping.get("nav"), dict) or site.place(
            text_of(old.mapping.get("permalink")) or slug) in menu  # fmt: skip
        order = _order(old, menu, site.place(text_of(old.mapping.get("permalink")) or slug))
        text = f"{lead}\n\n{text}" if lead and lead not in text else text
        new = site.add_page(slug, title[:1].upper() + title[1:], text, nav=is_nav, order=order if is_nav else None)
        if new != f"{slug}/":
            site.addresses = {key: new if value == f"{slug}/" else value for key, value in site.addresses.items()}
        del number


def _menu(site: OldSite) -> dict[str, int]:
    """The addresses in the menu of the site, each with its place."""
    values = site.data(site.first("_data/navigation.yml", "_data/navigation.yaml")).mapping
    main = values.get("main")
    entries = main if isinstance(main, list) else []
    return {site.place(text_of(entry.get("url"))): at for at, entry in enumerate(entries, 1) if isinstance(entry, dict)}


def _order(old: OldFile, menu: Mapping[str, int], address: str) -> int | None:
    nav = old.mapping.get("nav")
    written = text_of(old.mapping.get("nav_order")) or text_of(nav.get("order") if isinstance(nav, dict) else "")
    return int(written) if written.isdecimal() else menu.get(address)


def _dated(path: str) -> tuple[str, str]:
    """The date and the name of a page that is called by both: `2020-03-05-first-snow.md`."""
    match = _DATED.fullmatch(stem(path))
    return (match[1], match[2]) if match else ("", stem(path))
