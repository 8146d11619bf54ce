"""Old site: one folder of another program's site while it is read, and what has come of it so far.

In: the folder, and what its reader finds in it. Out: a `Reading`. It knows every file of the folder, where each was
published and where its page is now; it follows no link out of the folder, opens no file twice the size that is read,
and writes nothing. Pages name papers as `paper:KEY`; the plan puts their addresses in.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from sitegen.content import files, web_addresses, yaml_writer
from sitegen.content.fields import KINDS, Part
from sitegen.content.form_error import FormError
from sitegen.errors import Problem, SitegenError
from sitegen.importers import front_matter, left_files, page_text
from sitegen.importers.attachments import target_path
from sitegen.importers.front_matter import OldFile
from sitegen.importers.item_links import by_kind, outside
from sitegen.importers.old_values import address_parts, cut, flattened, says
from sitegen.importers.paper_draft import PaperDraft, fields_of
from sitegen.importers.reading import PAPER, Loss, PaperEntry, Reading
from sitegen.importers.template_tags import NOTHING_KNOWN, Known
from sitegen.merge.likeness import author_name, makers
from sitegen.merge.record import IMPORT, Record
from sitegen.records import dataclass
from sitegen.regex import regex
from sitegen.text import convert, names, slugs

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".tif", ".tiff", ".bmp")
PAGES = (".md", ".markdown", ".mkd", ".html", ".htm", ".qmd", ".rmd", ".rmarkdown", ".ipynb", ".liquid")
_BUILT = frozenset(
    "node_modules vendor _site public resources _freeze _book __pycache__ venv _cite _plugins _sass".split()
)
"""Folders that programs fill, and nobody writes in."""
_OURS = frozenset("papers authors years venues topics search people browse assets figures index feed".split())
_PAGE_ENDING = regex(r"(?:(?:^|/)_?index)?\.(?:html?|md|markdown|qmd|[Rr]md|[Rr]markdown)$|(?:^|/)_?index$")


@dataclass(slots=True)
class OldSite:
    """The folder of an old site.

    `roots` are the folders of which the files were published at the top of the site, `shelves` others in which the
    theme looks for files that are named without a folder.

    Where `top` is said (`content/en/`), its pages are called as if they stood in `home` (`content/`), and those of
    other languages beside it are left. `addresses` maps each old address, and each page's own path in the folder, to
    where it leads now.
    """

    folder: Path
    roots: Sequence[str] = ("",)
    shelves: Sequence[str] = ()
    top: str = ""
    home: str = ""
    host: str = ""
    base: str = ""
    known: Known = NOTHING_KNOWN
    paths: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)
    papers: list[PaperEntry] = field(default_factory=list)
    copies: dict[str, Path] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    left: int = 0
    _files: frozenset[str] = frozenset()
    _folders: dict[str, list[int]] = field(default_factory=dict)
    _copied: dict[Path, str] = field(default_factory=dict)
    _opened: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Look at the names of all files once."""
        paths = [
            path for path in files.walk(self.folder)
            if not _BUILT & set(path.split("/")[:-1]) and not files.fault(self.folder, path)
        ]  # fmt: skip
        if self.top:
            kept_paths = [path for path in paths if path.startswith(self.top) or not _is_of_language(path, self.home)]
            self.left = len(paths) - len(kept_paths)
            paths = [re.sub(f"^{re.escape(self.top)}", self.home, path) for path in kept_paths]
        self.paths = tuple(dict.fromkeys(paths))
        self._files = frozenset(self.paths)
        for index, path in enumerate(self.paths):
            while path := dirname(path):
                self._folders.setdefault(path, []).append(index)

    def file(self, path: str) -> Path:
        """The path of a file; whoever asks opens it, or copies it."""
        self._opened.add(path)
        return self._real(path)

    def _real(self, path: str) -> Path:
        inner = self.top + path[len(self.home) :]
        is_within = self.top and path.startswith(self.home) and not (self.folder / path).is_file()
        return self.folder / (inner if is_within else path)

    def has(self, path: str) -> bool:
        """Whether there is a file."""
        return path in self._files

    def within(self, *folders: str, endings: Sequence[str] = PAGES) -> list[str]:
        """The files below some folders, by their endings."""
        places = {index for folder in folders for index in self._folders.get(folder.rstrip("/"), ())}
        paths = (self.paths[index] for index in sorted(places))
        return [path for path in paths if path.lower().endswith(tuple(endings))]

    def first(self, *paths: str) -> str:
        """The first of some files that is there."""
        return next((path for path in paths if path in self._files), "")

    def name(self, path: str) -> str:
        """The name that messages have for a file."""
        return self._real(path).as_posix()

    def page(self, path: str) -> OldFile:
        """A page and its keys; an empty one where it cannot be read, which is told."""
        return self._read(path, front_matter.read)

    def data(self, path: str) -> OldFile:
        """A file of YAML, TOML or JSON; an empty one where there is none, or it cannot be read, which is told."""
        return self._read(path, front_matter.data) if path and self.has(path) else OldFile(self.name(path), {})

    def _read(self, path: str, reader: Any) -> OldFile:
        try:
            old: OldFile = reader(self.file(path), self.name(path))
        except SitegenError as error:
            self.problems += [replace(problem, file=self.name(path), severity="warning") for problem in error.problems]
            return OldFile(self.name(path), {})
        self.problems += old.problems
        return old

    def lived_at(self, address: str) -> None:
        """Say at which address the old site stood: the new one takes its place, where it is an address."""
        parts = address_parts(address)
        self.host, self.base = (parts.hostname or "").lower(), parts.path.strip("/")
        with contextlib.suppress(FormError, ValueError):
            self.settings.setdefault("base_url", web_addresses.base_url(address))

    def lose(self, old: OldFile, key: str, value: Any, *path: str | int, reason: str = "") -> None:
        """List a value that has no home."""
        for name, text in flattened(key, value):
            line = old.line(*(path or (key,)))
            self.losses.append(Loss(old.file, line, name, cut(text), reason))

    def lose_rest(self, old: OldFile, keys: Iterable[str], *, but: Iterable[str] = ()) -> dict[str, Any]:
        """List the values of some keys that say something; returns them, to be kept under `extra`."""
        rest = {key: old.mapping[key] for key in keys if key not in set(but) and says(old.mapping.get(key))}
        for key, value in rest.items():
            self.lose(old, key, value)
        return rest

    # Addresses

    def moved(self, old: str, new: str, *, source: str = "") -> None:
        """Note where an old address, and the file that it was made from, lead now."""
        old_path = self.place(old)
        self.addresses.setdefault(old_path, new)
        if source:
            self.addresses.setdefault(_PAGE_ENDING.sub("", source), new)
        first, _, rest = old_path.partition("/")
        is_file = old.lower().endswith(".html") and not re.search(r"(?:^|/)index\.html$", old)
        is_ours = (first in _OURS and not rest) or old_path == new.strip("/")
        if (
            old_path
            and (is_file or not is_ours)
            and re.fullmatch(r"[^?#\\<>\"{}|^`\x00-\x20]+", old_path)
            and ".." not in old_path
        ):
            is_folder = "." not in old_path.rpartition("/")[2]
            self.redirects.setdefault(old_path + (".html" if is_file else "/" if is_folder else ""), new)

    def place(self, address: str) -> str:
        """An old address as a path without its site, its slashes and the name of its file: `talks/x`."""
        path = unquote(address_parts(address).path).strip("/")
        if self.base and (path == self.base or path.startswith(f"{self.base}/")):
            path = path[len(self.base) :].strip("/")
        return _PAGE_ENDING.sub("", path).strip("/")

    def lead(self, address: str, page: str, *, is_picture: bool = False, prefix: str = "") -> str:
        """The new target of an address on a page; nothing where it leads nowhere. A file of the folder is copied.

        `page` is the page's path in the folder, `prefix` the folder of `content/` for copies, else `assets/`.
        """
        address = address.strip()
        if address.startswith(("#", PAPER)):
            return address
        if address.startswith("//"):
            address = f"https:{address}"
        parts = address_parts(address)
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", address)
        if scheme and (parts.hostname or "").lower() != (self.host or "?"):
            return outside(address, scheme[1].lower())
        path, hash_mark, fragment = address.partition("#")
        path = unquote(address_parts(path).path if scheme else path.partition("?")[0])
        file = self.find(path, page)
        if file and not file.lower().endswith(PAGES):
            return self.copy(file, prefix)
        if is_picture:
            return ""
        new = self._page_at(path, page, file)
        return f"{new}{hash_mark}{fragment}" if new else ""

    def _page_at(self, path: str, page: str, file: str) -> str:
        """The new address of the page at an old one."""
        for old_path in (file, self.place(path), self.place(join(dirname(page), path)), path.strip("/")):
            if (key := _PAGE_ENDING.sub("", old_path or "").strip("/")) in self.addresses and (old_path or path == "/"):
                return self.addresses[key] or "./"
        return ""

    def find(self, path: str, page: str = "") -> str:
        """The file of the folder that a path on a page names; nothing where there is none."""
        bare = path.strip("/")
        if self.base and bare.startswith(f"{self.base}/"):
            bare = bare[len(self.base) + 1 :]
        folder = dirname(page)
        candidates = [] if path.startswith("/") else [join(folder, path)]
        candidates += [f"{root}{bare}" for root in (*self.roots, *self.shelves)]
        candidates += [re.sub(r"^(?:\.\./)+", "", path), join(folder, bare)]
        return next((real for candidate in candidates if (real := normpath(candidate)) in self._files), "")

    def copy(self, path: str, prefix: str = "") -> str:
        """Plan the copy of a file; returns its path below `content/`."""
        origin = self.file(path)
        if known := self._copied.get(origin):
            return known
        published = path
        for root in self.roots:
            if root and path.startswith(root):
                published = path[len(root) :]
                break
        name = published.rpartition("/")[2] if prefix else published.removeprefix("assets/")
        target = target_path(prefix or "assets", name)
        number = 2
        while self.copies.get(target, origin) != origin:
            stem, dot, ending = target.rpartition(".")
            target = f"{re.sub(r'-[0-9]+$', '', stem) if number > 2 else stem}-{number}{dot}{ending}"
            number += 1
        self.copies[target] = origin
        self._copied[origin] = target
        if not path.lower().endswith(PICTURES) and target != published and published != path.rpartition("/")[2]:
            self.redirects.setdefault(published, target)
        return target

    def copy_as(self, path: str, target: str) -> str:
        """Plan the copy of a file under a name of its own; returns that name."""
        self.copies[target] = self.file(path)
        self._copied.setdefault(self.file(path), target)
        return target

    # What comes of it

    def text(self, old: OldFile, path: str, body: str | None = None, *, key: str = "", prefix: str = "") -> str:
        """The text of a page, or of one of its keys, as our Markdown; what is dropped is listed."""
        made = page_text.convert(
            old.body if body is None else body,
            lambda address, is_picture: self.lead(address, path, is_picture=is_picture, prefix=prefix),
            first_line=old.body_line if body is None else old.line(key) if key else 1,
            known=self.known,
        )
        for dropped in made.dropped:
            self.losses.append(Loss(old.file, dropped.line, key or "text", cut(dropped.text)))
        return made.text

    def add_paper(self, draft: PaperDraft, slug: str = "", **more: Any) -> str:
        """Take a paper; returns what pages call it. `more` are fields that a draft does not have."""
        fields = fields_of(draft)
        fields.update({name: value for name, value in more.items() if says(value)})
        self.losses += draft.losses
        key = draft.key or slug
        record = Record(source=IMPORT, source_id=key, reached="id", fields=fields)
        self.papers.append(PaperEntry(record, draft.file, draft.line, slug))
        return f"{PAPER}{key}"

    def add_page(self, slug: str, title: str, text: str, *, nav: bool = False, order: int | None = None) -> str:
        """Take a free page; returns its address."""
        slug = self.free("pages", slugs.slug(slug), ".md")
        keys = {
            "title": title,
            **({"nav": "true"} if nav else {}),
            **({"order": str(order)} if order is not None else {}),
        }
        heading = re.match(r"#{1,2} +(.+?) *#*\n+|(.+)\n[=-]+\n+", text.lstrip() + "\n")
        if heading and (heading[1] or heading[2]).strip().casefold() == title.casefold():
            text = text.lstrip()[heading.end() :]
        head = yaml_writer.document(keys, Part(KINDS["page"]))
        self.documents[f"pages/{slug}.md"] = f"---\n{head}---\n\n{text.strip()}\n"
        return f"{slug}/"

    def add_item(self, kind: str, slug: str, values: Mapping[str, Any]) -> str:
        """Take an item of a collection, its links as `{label, url}`, of which those to pages join its text.

        Returns its address.
        """
        slug = self.free(kind, slugs.slug(slug), ".yaml")
        links = values.get("links", ())
        targets = [link for link in links if link["url"].startswith("http") or link["url"] in self.copies]
        to_pages = " · ".join(f"[{link['label']}]({link['url']})" for link in links if link not in targets)
        text = "\n\n".join(filter(None, (values.get("text", ""), to_pages)))
        values = {**values, "text": text, "links": by_kind(targets)}
        self.documents[f"{kind}/{slug}.yaml"] = {name: value for name, value in values.items() if says(value)}
        return f"{kind}/{slug}/"

    def add_home(self, text: str) -> None:
        """Take the text of the front page: it may not begin as keys do."""
        text = re.sub(r"\A\s*(?:-{3,}\s*)*", "", text).rstrip()
        if text:
            self.documents["home.md"] = f"{text}\n"

    def add_news(self, date: str, text: str) -> None:
        """Take an item of news."""
        self.documents.setdefault("news.yaml", []).append({"date": date, "text": text})

    def free(self, kind: str, slug: str, ending: str) -> str:
        """A slug that no other document of this kind has, and no page of ours."""
        is_taken = slug in _OURS or any(path.startswith(f"{slug}/") for path in self.documents)
        slug = f"{slug}-page" if kind == "pages" and is_taken else slug
        wanted, number = slug, 2
        while f"{kind}/{slug}{ending}" in self.documents:
            slug, number = f"{wanted}-{number}", number + 1
        return slug

    def _spell_owner(self) -> None:
        """Tie the owner to the papers of a site of one person: on each, the one author who may be them is them."""
        owner = self.documents.get(f"authors/{self.settings.get('owner')}.yaml")
        if not owner:
            return
        known = {_letters(name) for name in (owner["name"], *owner.get("names", []))}
        own = names.split(owner["name"])
        spelled: list[str] = []
        for entry in self.papers:
            people = [convert.name(author_name(person)) for person in makers(entry.record.fields)]
            alike = [name for name in people if _may_be(names.split(name), own)]
            if len(alike) == 1 and not known & {_letters(name) for name in people}:
                spelled.append(names.straight(alike[0]))
        if spelled:
            owner["names"] = list(dict.fromkeys([*owner.get("names", []), *spelled]))

    def _list_left(self) -> None:
        """List the pages and the data that nobody opened."""
        for path, number in left_files.left(self.paths, self._opened, self._has_words):
            value = path if number == 1 else f"{dirname(path) or '.'}: {number:,} files"
            self.losses.append(Loss(self.name(path), 1, "file", value, reason="not read"))

    def _has_words(self, path: str) -> bool:
        """Whether a page says anything below its keys; what is ill in a page that nobody reads is not told."""
        known = list(self.problems)
        has_words = bool(self.page(path).body.strip())
        self.problems = known
        return has_words

    def reading(self) -> Reading:
        """All that was read."""
        news = self.documents.get("news.yaml")
        if news:
            self.documents["news.yaml"] = sorted(news, key=lambda item: str(item["date"]), reverse=True)
        self._spell_owner()
        self._list_left()
        used = {new.strip("/") for new in self.addresses.values()}
        redirects = {old: new for old, new in sorted(self.redirects.items()) if old.strip("/") not in used}
        settings = {**self.settings, **({"redirects": redirects} if redirects else {})}
        documents = {**self.documents, **({"site.yaml": settings} if settings else {})}
        return Reading(
            papers=tuple(self.papers),
            documents=documents,
            copies=self.copies,
            losses=tuple(self.losses),
            problems=tuple(self.problems),
        )


def _is_of_language(path: str, home: str) -> bool:
    """Whether a file stands in a folder that is called by a language: `content/de/…`."""
    return bool(re.match(rf"{re.escape(home)}[a-z]{{2}}(?:-[A-Za-z]{{2,4}})?/", path))


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", names.straight(name).casefold())


def _may_be(name: names.Name, other: names.Name) -> bool:
    """Whether two names have one family name, and given names of which the first begin alike."""
    first, second = (re.sub(r"[\W_]", "", given_name.casefold()) for given_name in (name.given, other.given))
    is_short = min(len(first), len(second)) == 1 or first.startswith(second) or second.startswith(first)
    return (
        _letters(name.family) == _letters(other.family)
        and bool(first and second)
        and first[0] == second[0]
        and is_short
    )
