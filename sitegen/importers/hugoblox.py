"""HugoBlox, Wowchemy and the Academic theme: a whole site, in the forms that ten years of it have had.

In: the folder of a site (`content/publication/*/index.md`, `cite.bib`, featured pictures, `content/authors/` or
`data/authors/`, events, projects, posts, pages). Out: its papers, people, talks, projects, posts and pages, and old
addresses. Nothing is run; shortcodes become Markdown or are listed.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import basename
from typing import Any

from sitegen.errors import Problem
from sitegen.importers import hugo_home
from sitegen.importers.front_matter import OldFile
from sitegen.importers.hugo_folders import (
    AUTHORS,
    CONFIGS,
    EVENTS,
    LOOK,
    POSTS,
    PROJECTS,
    PUBLICATIONS,
    bundles,
    mapping,
    stem,
)
from sitegen.importers.hugo_papers import HugoPapers
from sitegen.importers.hugo_people import HugoPeople
from sitegen.importers.old_site import OldSite
from sitegen.importers.old_values import is_true, says, text_of, texts_of
from sitegen.importers.paper_draft import PaperDraft
from sitegen.importers.printed_citation import bare, date_of, phrase
from sitegen.importers.reading import PAPER, Reading
from sitegen.pull.fields import kept
from sitegen.text import slugs

_KNOWN_FOLDERS = (*PUBLICATIONS, *AUTHORS, *EVENTS, *PROJECTS, *POSTS)
_KINDS = ((EVENTS, "talks"), (PROJECTS, "projects"), (POSTS, "posts"))
_ROOTS = ("static/", "assets/media/", "assets/", "content/", "")
_ITEM_KEYS = frozenset(
    "title subtitle summary abstract authors author author_notes links url_custom image external_link projects slides "
    "tags categories featured draft aliases image_preview url_code url_pdf url_slides url_video url_dataset url_poster "
    "url_project url_source url_preprint hugoblox doi".split()
)
"""Keys of talks, projects and posts that have a home."""
_EVENT_KEYS = frozenset(
    "date event_start time_start date_end event_end time_end event event_name location address all_day event_all_day "
    "event_url".split()
)


def recognises(path: Path, head: str) -> bool:
    """Whether a folder is such a site, or the folder of its publications."""
    if head or not path.is_dir():
        return False
    if any((path / folder).is_dir() for folder in PUBLICATIONS) or _language_folders(path):
        return True
    has_content = any((path / folder).is_dir() for folder in (*AUTHORS, *EVENTS))
    return has_content or _is_publications(path)


def _is_publications(path: Path) -> bool:
    """Whether a folder holds publications alone: folders with `index.md` and what says so in one of them."""
    for folder in sorted(path.iterdir())[:40]:
        index = folder / "index.md"
        if index.is_file() and not folder.is_symlink() and index.stat().st_size < 1_000_000:
            return "publication_types" in index.read_text(encoding="utf-8", errors="replace")
    return False


def _language_folders(path: Path) -> list[str]:
    """The folders of languages in which publications stand, where none stand above them."""
    if any((path / folder).is_dir() for folder in PUBLICATIONS) or not (path / "content").is_dir():
        return []
    names = sorted(
        entry.name for entry in (path / "content").iterdir() if re.fullmatch(r"[a-z]{2}(?:-[A-Za-z]{2,4})?", entry.name)
    )
    return [
        f"content/{name}/"
        for name in names
        if any((path / "content" / name / folder.removeprefix("content/")).is_dir() for folder in PUBLICATIONS)
    ]


def read(path: Path) -> Reading:
    """Read a site. Raises nothing: what cannot be read is named."""
    languages = _language_folders(path)
    top = next((folder for folder in languages if folder == "content/en/"), languages[0] if languages else "")
    site = OldSite(path, roots=_ROOTS, top=top, home="content/" if top else "")
    reader = _HugoReader(site)
    if site.left:
        sentence = f"{site.left:,} files in other languages are left: only {top} is read"
        site.problems.append(Problem(f"{path.as_posix()}/content", sentence=sentence, severity="warning"))
    reader.settings()
    reader.people.read()
    site.settings.pop("organization", None)
    reader.addresses()
    reader.papers.read()
    reader.talks()
    reader.collections()
    reader.pages()
    hugo_home.read(site, reader.people)
    return site.reading()


class _HugoReader:
    """Reads one site: what is neither a person nor a paper."""

    def __init__(self, site: OldSite) -> None:
        self.site = site
        self.people = HugoPeople(site)
        self.papers = HugoPapers(site, self.people)

    def settings(self) -> None:
        """The site's name, address, language and description."""
        site = self.site
        for old in [site.data(name) for name in CONFIGS if site.has(name)]:
            values = old.mapping
            if says(address := values.get("baseURL") or values.get("baseurl")):
                site.lived_at(text_of(address))
            if says(values.get("title")) and "marketing" not in values:
                site.settings.setdefault("title", bare(text_of(values["title"])))
            language = text_of(values.get("languageCode")) or text_of(values.get("defaultContentLanguage"))
            if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?", language):
                site.settings.setdefault("language", _tag(language))
            seo = mapping(mapping(values.get("marketing")).get("seo"))
            if text_of(seo.get("site_type")).lower() in ("organization", "localbusiness", "project"):
                site.settings["organization"] = "true"
            described = text_of(values.get("description")) or text_of(seo.get("description"))
            if described:
                site.settings.setdefault("description", bare(described))

    def addresses(self) -> None:
        """Say where each page of the old site is now, before any of them is read."""
        site = self.site
        site.moved("publication", "papers/")
        site.moved("publications", "papers/")
        for folders, kind in ((PUBLICATIONS, ""), (EVENTS, "talks"), (PROJECTS, "projects"), (POSTS, "posts")):
            for path in bundles(site, folders):
                slug = slugs.slug(stem(path))
                new = f"{kind}/{slug}/" if kind else f"{PAPER}{stem(path)}"
                site.moved(self._old_address(path), new, source=path)
        for kind, folders in (("talks", EVENTS), ("projects", PROJECTS), ("posts", POSTS)):
            for folder in folders:
                if bundles(site, (folder,)):
                    site.addresses.setdefault(folder.removeprefix("content/"), f"{kind}/")

    def _old_address(self, path: str) -> str:
        return re.sub(r"(?:/_?index)?\.\w+$", "", path.removeprefix("content/")).lower()

    def talks(self) -> None:
        """Events, past and to come."""
        for path in bundles(self.site, EVENTS):
            old = self.site.page(path)
            values = old.mapping
            if not says(values.get("title")):
                continue
            start = (
                text_of(values.get("date")) or text_of(values.get("event_start")) or text_of(values.get("time_start"))
            )
            end = text_of(values.get("date_end")) or text_of(values.get("event_end")) or text_of(values.get("time_end"))
            event = bare(text_of(values.get("event")) or text_of(values.get("event_name")))
            location = [text_of(values.get("location")), *texts_of(list(mapping(values.get("address")).values()))]
            is_day = is_true(values.get("all_day")) or is_true(values.get("event_all_day"))
            item = self._item(path, old)
            location = list(dict.fromkeys(filter(None, location)))
            extra = self.site.lose_rest(old, sorted(set(values) - LOOK - _ITEM_KEYS - _EVENT_KEYS))
            item.update(kept(**_when(start, end, is_day=is_day), event=event, place=", ".join(location), extra=extra))
            if address := self._led(old, path, "event_url"):
                item.setdefault("links", []).append({"label": event or "Event", "url": address})
            self.site.add_item("talks", slugs.slug(stem(path)), item)

    def collections(self) -> None:
        """Projects and posts."""
        papers: dict[str, list[str]] = {}
        for path in bundles(self.site, PUBLICATIONS):
            for name in texts_of(self.site.page(path).mapping.get("projects")):
                papers.setdefault(name, []).append(f"{PAPER}{stem(path)}")
        for folders, kind in ((PROJECTS, "projects"), (POSTS, "posts")):
            for path in bundles(self.site, folders):
                old = self.site.page(path)
                if not says(old.mapping.get("title")):
                    continue
                item = self._item(path, old)
                item.update(
                    kept(
                        date=date_of(text_of(old.mapping.get("date"))),
                        papers=papers.get(stem(path), []) if kind == "projects" else [],
                        extra=self.site.lose_rest(old, sorted(set(old.mapping) - LOOK - _ITEM_KEYS - {"date"})),
                    )
                )
                self.site.add_item(kind, slugs.slug(stem(path)), item)

    def _item(self, path: str, old: OldFile) -> dict[str, Any]:
        """The fields that talks, projects and posts have in common."""
        values = old.mapping
        draft = PaperDraft(old.file, 1, key=stem(path))
        self.papers.links(path, old, draft)
        links: list[dict[str, str]] = [
            {"label": kind.capitalize() if kind != "html" else "Link", "url": address}
            for kind, addresses in draft.links.items() for address in addresses
        ] + draft.others  # fmt: skip
        if address := self._led(old, path, "external_link"):
            links.append({"label": "Website", "url": address})
        figure = next(iter(self.papers.figures(path, old, f"{stem(path)}")), {})
        summary = self.papers.prose(path, old, "summary") or self.papers.prose(path, old, "subtitle")
        text = "\n\n".join(filter(None, (self.papers.prose(path, old, "abstract"), self.site.text(old, path))))
        for alias in texts_of(values.get("aliases")):
            self.site.moved(alias, f"{self._kind(path)}/{slugs.slug(stem(path))}/")
        people = [_person(entry) for entry in self.people.authors(old)]
        return kept(
            title=phrase(text_of(values["title"])),
            people=people,
            links=links,
            picture=figure.get("file"),
            summary=summary,
            text=text,
        )

    def _led(self, old: OldFile, path: str, key: str) -> str:
        """The target of the address under a key; one that leads nowhere is listed."""
        address = text_of(old.mapping.get(key))
        led = self.site.lead(address, path) if address else ""
        if address and not led:
            self.site.lose(old, key, address, reason="it leads nowhere")
        return led

    def _kind(self, path: str) -> str:
        return next(
            kind
            for kind, folders in (("talks", EVENTS), ("projects", PROJECTS), ("posts", POSTS))
            if path.startswith(folders)
        )

    def pages(self) -> None:
        """Pages of no kind, and the text of the front page."""
        known = tuple(f"{folder}/" for folder in _KNOWN_FOLDERS)
        moved_pages = []
        for path in self.site.within("content"):
            if (
                path.startswith(known)
                or basename(path).startswith("_index.")
                or "/slides/" in path
                or path.startswith("content/home/")
            ):
                continue
            slug = slugs.slug(stem(path))
            new = f"{slug}/"
            self.site.moved(self._old_address(path), new, source=path)
            moved_pages.append((path, slug))
        for path, slug in moved_pages:
            old = self.site.page(path)
            text = self.site.text(old, path)
            if not text or is_true(old.mapping.get("draft")):
                continue
            for alias in texts_of(old.mapping.get("aliases")):
                self.site.moved(alias, f"{slug}/")
            title = bare(text_of(old.mapping.get("title"))) or slug.replace("-", " ").capitalize()
            self.site.lose_rest(
                old,
                sorted(
                    set(old.mapping)
                    - LOOK
                    - {"title", "date", "draft", "aliases", "authors", "summary", "slug", "tags", "categories"}
                ),
            )
            self.site.add_page(slug, title, text, nav=self._is_in_menu(path))

    def _is_in_menu(self, path: str) -> bool:
        """Whether the old menu leads to a page."""
        address = self.site.place(self._old_address(path))
        menus = [
            self.site.data(f"config/_default/{name}.{ending}")
            for name in ("menus", "menu")
            for ending in ("yaml", "yml", "toml")
        ]
        entries = [entry for menu in menus for entry in menu.mapping.get("main") or () if isinstance(entry, dict)]
        return any(self.site.place(text_of(entry.get("url"))) == address for entry in entries)


def _person(entry: str | dict[str, Any]) -> str:
    """A person of a talk or a project: a slug, or a name."""
    return entry if isinstance(entry, str) else str(entry.get("author") or entry.get("name"))


def _when(start: str, end: str, *, is_day: bool) -> dict[str, str]:
    """`date`, or `start` and `end`, as exact as they are known; all times of Hugo that are UTC stay so."""
    first, last = _moment(start, is_day=is_day), _moment(end, is_day=is_day)
    if not first:
        return {}
    if not last or last <= first:
        return {"date": first[:10]} if len(first) == 10 else {"start": first, **_zone(start)}
    return {"start": first, "end": last, **(_zone(start) if len(first) > 10 else {})}


def _moment(text: str, *, is_day: bool) -> str:
    match = re.match(r"(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d)", text)
    if not match or is_day or match[2] == "00:00" or date_of(text) != match[1]:
        return date_of(text)
    return f"{match[1]}T{match[2]}"


def _zone(text: str) -> dict[str, str]:
    return {"timezone": "UTC"} if re.search(r"(?:Z|[+-]00:?00)$", text) else {}


def _tag(language: str) -> str:
    first, hyphen, rest = language.partition("-")
    return f"{first.lower()}{hyphen}{rest.upper() if len(rest) == 2 else rest}"
