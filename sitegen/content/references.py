"""References within the content: slugs of people and papers, and files that it names.

In: everything that was read. Out: an error for each reference that leads nowhere, with the nearest thing that exists,
and the files that pages may show or link. Looks at the names and kinds of files, never into them, except to find the
line of a reference that is wrong.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from operator import attrgetter
from pathlib import Path as Folder

from sitegen.content import files
from sitegen.content.content_file import read_document
from sitegen.content.document import Document, Path
from sitegen.content.guesses import did_you_mean, nearest
from sitegen.content.topics import HOME
from sitegen.content.web_addresses import is_local
from sitegen.errors import Problem
from sitegen.model import (
    FONT_ROLES,
    Author,
    HomePicture,
    Item,
    Links,
    NamedFile,
    News,
    OtherLink,
    Paper,
    PaperFacts,
    ResearchArea,
    SiteConfig,
)
from sitegen.records import dataclass
from sitegen.regex import regex

_LIKE_A_SLUG = regex(r"[a-z0-9]+([-_][a-z0-9]+)+")
_HOST = regex(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}/")


@dataclass(slots=True)
class References:
    """Checks references against what exists in one site, and keeps what is wrong."""

    root: Folder
    papers: frozenset[str]
    authors: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    _documents: dict[str, Document] = field(default_factory=dict)
    _on_disk: tuple[str, ...] | None = None

    def check_config(self, config: SiteConfig) -> None:
        """The owner has a file; what the alerts link exists."""
        if config.owner is not None:
            self._slug(config.file, ("owner",), config.owner, self.authors)
        self._files(config.file, config_files(config))

    def check_paper(self, paper: PaperFacts) -> None:
        """People named by slug have a file; figures and local links exist."""
        for key, people in (("authors", paper.authors), ("editors", paper.editors)):
            for at, authorship in enumerate(people):
                if authorship.author is not None:
                    self._slug(paper.file, (key, at, "author"), authorship.author, self.authors)
        self._files(paper.file, paper.files)

    def check_author(self, author: Author) -> None:
        """Papers of a namesake, the picture and local links exist."""
        for at, slug in enumerate(author.not_):
            self._slug(author.file, ("not", at), slug, self.papers)
        self._files(author.file, author_files(author))

    def check_news(self, news: Sequence[News], file: str) -> None:
        """Papers that are in the news exist."""
        for at, item in enumerate(news):
            if item.paper is not None:
                self._slug(file, (at, "paper"), item.paper, self.papers)

    def check_item(self, item: Item) -> None:
        """Papers that an item is about, its picture and local links exist."""
        for at, slug in enumerate(item.papers):
            self._slug(item.file, (*item.position, "papers", at), slug, self.papers)
        self._people(item.file, (*item.position, "people"), item.people)
        self._files(item.file, item_files(item))

    def check_area(self, area: ResearchArea) -> None:
        """People of a topic that are named by slug have a file."""
        self._people(area.file, ("people",), area.people)

    def check_pictured(self, pictured: Iterable[tuple[str, NamedFile]]) -> None:
        """Pictures of the home page and of topics exist."""
        for file, named in pictured:
            self._files(file, (named,))

    def check_typed(self, file: str) -> None:
        """What a file with other faults names exists: people and papers by slug, and files."""
        if files.fault(self.root / "content", file.removeprefix("content/")):
            return
        document = self._document(file)
        data = document.data if isinstance(document.data, dict) else {}
        for key in ("authors", "editors"):
            for at, authorship in enumerate(_list(data.get(key))):
                if isinstance(authorship, dict) and isinstance(authorship.get("author"), str):
                    self._slug(file, (key, at, "author"), authorship["author"], self.authors)
        for at, slug in enumerate(_list(data.get("not"))):
            if isinstance(slug, str):
                self._slug(file, ("not", at), slug, self.papers)
        self._files(file, _typed_files(data))

    def _slug(self, file: str, path: Path, slug: str, known: frozenset[str]) -> None:
        if slug in known:
            return
        folder = "authors" if known is self.authors else "papers"
        sentence = f'there is no "{slug}" in content/{folder}/'
        hint = did_you_mean(slug, known) or f"add content/{folder}/{slug}.yaml, or correct the slug"
        self.problems.append(self._document(file).problem(path, sentence, hint))

    def _people(self, file: str, path: Path, people: Sequence[str]) -> None:
        """Warn of what looks like a slug and is none: pages would show it as a name."""
        for at, word in enumerate(people):
            if word not in self.authors and _LIKE_A_SLUG.fullmatch(word):
                sentence = f'there is no "{word}" in content/authors/, so that it is shown as a name'
                hint = did_you_mean(word, self.authors) or f"write the name, or add content/authors/{word}.yaml"
                problem = self._document(file).problem((*path, at), sentence, hint)
                self.problems.append(replace(problem, severity="warning"))

    def _files(self, file: str, named: Iterable[NamedFile]) -> None:
        for path, name in named:
            fault = files.fault(self.root / "content", name)
            if fault:
                hint = self._file_hint(name) if fault == "does not exist" else ""
                self.problems.append(self._document(file).problem(path, f"content/{name} {fault}", hint))

    def _file_hint(self, name: str) -> str:
        if name.startswith(("https:/", "http:/")):
            return "a file of the site is wanted here: download it, and write its path below content/"
        if _HOST.match(name):
            return f"if it is an address, write https://{name}"
        close = nearest(name, self._existing())
        is_close = close and nearest(_bare(name), [_bare(close)])  # its folder alone is not enough
        return f'did you mean "{close}"?' if is_close else "put it there, or correct the path: it begins in content/"

    def _document(self, file: str) -> Document:
        if file not in self._documents:
            self._documents[file] = read_document(self.root, file, page=file.endswith(".md"))
        return self._documents[file]

    def _existing(self) -> tuple[str, ...]:
        if self._on_disk is None:
            names = files.walk(self.root / "content")
            self._on_disk = tuple(name for name in names if not name.endswith((".yaml", ".yml", ".md")))
        return self._on_disk


def _bare(path: str) -> str:
    """The name of a file, without its folders and its ending."""
    return path.rpartition("/")[2].partition(".")[0]


def _list(value: object) -> list[object]:
    """A list as it was typed; what is none is nothing."""
    return value if isinstance(value, list) else []


def _typed_files(data: Mapping[str, object]) -> Iterator[NamedFile]:
    """The files that unchecked values name; what cannot be a path is told where it is checked."""
    places: list[tuple[tuple[str | int, ...], object]] = [(("picture",), data.get("picture"))]
    for at, figure in enumerate(_list(data.get("figures"))):
        file = figure.get("file") if isinstance(figure, dict) else None
        places.append((("figures", at, "file"), file))
        places += [(("figures", at, "file", panel), target) for panel, target in enumerate(_list(file))]
    links = data.get("links")
    for kind, value in links.items() if isinstance(links, dict) else ():
        places.append((("links", kind), value))
        for at, target in enumerate(_list(value)):
            places.append((("links", kind, at), target))
            places.append((("links", kind, at, "url"), target.get("url") if isinstance(target, dict) else None))
    for path, value in places:
        if isinstance(value, str) and is_local(value):
            with contextlib.suppress(files.UnsafePathError):
                yield path, files.relative(value)


_LINKS = tuple(field.name for field in fields(Links))
_linked = attrgetter(*_LINKS)


def paper_files(paper: Paper) -> Iterator[NamedFile]:
    """The files of the site that a paper names."""
    for at, figure in enumerate(paper.figures):
        for panel, name in enumerate(figure.file):
            yield ("figures", at, "file", panel), name
    yield from _linked_files(paper.links, ())


def _linked_files(linked: Links, above: Path) -> Iterator[NamedFile]:
    for kind, links in zip(_LINKS, _linked(linked), strict=True):
        for at, link in enumerate(links):
            if isinstance(link, OtherLink):
                yield from _local((*above, "links", kind, at, "url"), link.url)
            else:
                yield from _local((*above, "links", kind, at), link)


def author_files(author: Author) -> Iterator[NamedFile]:
    """The files of the site that a person's file names."""
    if author.picture is not None:
        yield ("picture",), author.picture
    for at, link in enumerate(author.links):
        yield from _local(("links", at, "url"), link.url)


def item_files(item: Item) -> Iterator[NamedFile]:
    """The files of the site that an item names."""
    if item.picture is not None:
        yield (*item.position, "picture"), item.picture
    yield from _linked_files(item.links, item.position)


def pictured_files(home: HomePicture | None, areas: Iterable[ResearchArea]) -> Iterator[tuple[str, NamedFile]]:
    """The pictures of the home page and of topics, each with the file that names it."""
    if home is not None:
        yield HOME, (("picture",), home.picture)
    for area in areas:
        if area.picture is not None:
            yield area.file, (("picture",), area.picture)


def config_files(config: SiteConfig) -> Iterator[NamedFile]:
    """The files that the site's own file names."""
    for role in FONT_ROLES:
        for number, font in enumerate(getattr(config.fonts, role)):
            yield ("fonts", role, number, "file"), font.file
    for number, sponsor in enumerate(config.sponsors):
        if sponsor.logo is not None:
            yield ("sponsors", number, "logo"), sponsor.logo
    if config.alerts.subscribe is not None:
        yield from _local(("alerts", "subscribe"), config.alerts.subscribe)


def _local(path: tuple[str | int, ...], link: str) -> Iterator[NamedFile]:
    if is_local(link):
        yield path, link
