"""All of `content/`, read and checked.

In: a site's folder. Out: the finished `Content` and the warnings; or, with one error anywhere, every error of every
file at once. Only reads; never follows a link out of `content/`, never opens what is not a regular file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, Protocol

from sitegen.content import files, published, web_addresses, yamlfile
from sitegen.content.assembly import Texts, make, make_paper
from sitegen.content.content_file import (
    Problems,
    body_start,
    check,
    has_errors,
    read_document,
    slug_of,
    stem,
)
from sitegen.content.cv import said_twice
from sitegen.content.document import Document
from sitegen.content.form_error import FormError
from sitegen.content.items import read_items, taken
from sitegen.content.references import (
    References,
    author_files,
    config_files,
    item_files,
    paper_files,
    pictured_files,
)
from sitegen.content.sections import none_named, read_sections
from sitegen.content.topics import read_home, read_topics
from sitegen.content.translations import ONE_LANGUAGE, Languages, by_name, lang_of, languages_of, parted, translated
from sitegen.content.unread_files import unread
from sitegen.content.venues import with_known_venue
from sitegen.errors import Problem, SitegenError
from sitegen.model import (
    CV_SECTIONS,
    Author,
    Authorship,
    Content,
    Cv,
    FreePage,
    HomePicture,
    Item,
    KnownVenue,
    NamedFile,
    News,
    Paper,
    PaperFacts,
    Papers,
    ResearchArea,
    SiteConfig,
    Text,
    facts_and_papers,
    facts_of,
    kinds_of,
    with_facts,
)
from sitegen.records import NamedTuple, dataclass
from sitegen.text.feed_ids import feed_base
from sitegen.text.names import spelling
from sitegen.text.sanitize import PICTURE_HOSTS
from sitegen.workers import spread

Macros = Mapping[str, str]
Kind = Literal["paper", "author", "page"]


class FileRead(NamedTuple):
    """The result of reading one file: nothing where it has errors. `digest` stands for its bytes; empty without any.

    `picked` stands for what was picked of it in the wanted language; it is empty where it has no text in several.
    """

    item: Any
    problems: Problems
    digest: bytes = b""
    picked: bytes = b""


class ContentReader(Protocol):
    """Reads the files of a content, now or as they are known; what it returns is the same either way."""

    def read(
        self, kind: Kind, paths: Sequence[str], macros: Macros, languages: Languages = ONE_LANGUAGE
    ) -> Iterable[tuple[Any, Problems, bool]]:
        """Return what is in each file: the `PaperFacts` of a paper, an `Author`, a `FreePage`; and its problems.

        The third tells whether a text of it stands there in several languages.
        """

    def paper(self, slug: str, language: str = "") -> Paper:
        """Return a whole paper, in the main language or in another that its file was read in."""


class FreshReader:
    """Reads every file now, and keeps the papers in memory; `jobs` is how many processes may read."""

    def __init__(self, root: Path, jobs: int | None = None) -> None:
        self._root, self._jobs = root, jobs
        self._papers: dict[tuple[str, str], Paper] = {}

    def read(
        self, kind: Kind, paths: Sequence[str], macros: Macros, languages: Languages = ONE_LANGUAGE
    ) -> Iterator[tuple[Any, Problems, bool]]:
        """Return what is in each file."""
        language = "" if languages.is_main else languages.wanted
        results = spread(lambda path: read_file(kind, self._root, path, macros, languages), paths, jobs=self._jobs)
        for item, problems, _, picked in results:
            if kind == "paper" and item is not None:
                self._papers[item.slug, language] = item
                yield facts_of(item, tuple(paper_files(item))), problems, bool(picked)
            else:
                yield item, problems, bool(picked)

    def paper(self, slug: str, language: str = "") -> Paper:
        """Return a whole paper."""
        return self._papers[slug, language]


SITE = "content/site.yaml"
NEWS = "content/news.yaml"
CV = "content/cv.yaml"
VENUES = "content/venues.yaml"
_YAML = (".yaml", ".yml")


def load(
    root: Path,
    *,
    drafts: bool = False,
    base_url: str | None = None,
    jobs: int | None = None,
    reader: ContentReader | None = None,
) -> tuple[Content, Problems]:
    """Read a site's content; `base_url` stands in for the site's own, `jobs` is how many processes may read.

    Drafts are checked always and returned only on request. Raises `SitegenError` with every error of every file.
    """
    reader = reader or FreshReader(root, jobs)
    reading = _Found(root, reader)
    config = reading.config(base_url)
    macros = _macros(config)
    papers: tuple[PaperFacts, ...] = reading.items("papers", _YAML, "paper", macros)
    authors: tuple[Author, ...] = reading.items("authors", _YAML, "author", macros)
    pages: tuple[FreePage, ...] = reading.items("pages", (".md",), "page", macros)
    news = reading.news(macros)
    cv = reading.cv(macros)
    items, (home, home_picture) = reading.items_of_kinds(config, macros), reading.home(macros)
    areas = reading.areas(macros)
    pictured = tuple(pictured_files(home_picture, areas))
    config = reading.with_sections(config)
    further = reading.further_languages(config, macros)
    _check_references(reading, config, papers, authors, news, items=items, areas=areas, pictured=pictured)
    papers = _with_names(papers, authors)
    papers = tuple(with_known_venue(paper, config.venues) for paper in papers) if config else papers
    styles = {name for name in config.references if name.endswith(".csl")} if config else set()
    reading.problems += unread(root, reading.read | styles | _named(config, papers, authors, items, pictured))
    remembered, faults = published.read(root)
    reading.problems += faults
    if not yamlfile.HAS_C_LOADER:
        reading.problems.append(_SLOW)
    if find_spec("math_core") is None:  # it is not loaded for that
        reading.problems.append(_NO_MATHS)
    if further:  # what is wrong in one language is mostly so in each
        reading.problems = list(dict.fromkeys(reading.problems))
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if errors or config is None:
        raise ContentError(errors, _sound(config, papers, authors, pages, reader))
    left_out = frozenset(paper.slug for paper in papers if paper.draft and not drafts)
    shown = tuple(paper for paper in papers if paper.slug not in left_out)
    drafts_left_out = tuple(paper for paper in papers if paper.slug in left_out)
    content = Content(
        config=config,
        papers=Papers(shown, _with_facts(reader, shown)),
        authors=authors,
        pages=pages,
        news=tuple(item for item in news if item.paper not in left_out),
        files=_files(reading, _named(config, shown, authors, items, pictured)),
        drafts=Papers(drafts_left_out, _with_facts(reader, drafts_left_out)),
        cv=cv,
        published=remembered if remembered.feeds else replace(remembered, feeds=reading.feeds),
        items=tuple(item for item in items if drafts or not item.draft),
        home=home,
        home_picture=home_picture,
        areas=areas,
    )
    content = replace(content, translations=tuple(_translation(content, parts, reader) for parts in further))
    return content, tuple(sorted(reading.problems))


def _macros(config: SiteConfig | None) -> Macros:
    """Return what texts are converted with: the site's macros, and the hosts from which pictures may come."""
    if config is None or not config.csp.img_src:
        return config.macros if config else {}
    return {**config.macros, PICTURE_HOSTS: " ".join(config.csp.img_src)}


class _Translated(NamedTuple):
    """What a site has in one further language; papers only as far as their files have a text in several."""

    config: SiteConfig
    papers: Mapping[str, PaperFacts]
    authors: tuple[Author, ...]
    pages: tuple[FreePage, ...]
    news: tuple[News, ...]
    cv: Cv | None
    items: tuple[Item, ...]
    home: tuple[Text | None, HomePicture | None]
    areas: tuple[ResearchArea, ...]


def _translation(content: Content, parts: _Translated, reader: ContentReader) -> Content:
    """Return a content in another language: the same things in the same order."""
    own = _with_names(tuple(parts.papers.values()), parts.authors)
    known = {paper.slug: with_known_venue(paper, parts.config.venues) for paper in own}
    main = facts_and_papers(content.papers)
    papers = tuple(known.get(facts.slug, facts) for facts in main.facts)

    def read(slug: str) -> Paper:
        return with_facts(reader.paper(slug, parts.config.language), known[slug]) if slug in known else main.read(slug)

    shown = {item.paper for item in content.news}
    kept = {(item.collection, item.slug) for item in content.items}
    return replace(
        content,
        config=parts.config,
        papers=Papers(papers, read),
        authors=parts.authors,
        pages=parts.pages,
        news=tuple(item for item in parts.news if item.paper in shown),
        cv=parts.cv,
        items=tuple(item for item in parts.items if (item.collection, item.slug) in kept),
        home=parts.home[0],
        home_picture=parts.home[1],
        areas=parts.areas,
    )


class ContentError(SitegenError):
    """Content with errors. `sound` is what is well of it and names nothing that is not; nothing without settings."""

    def __init__(self, problems: Iterable[Problem], sound: Content | None) -> None:
        super().__init__(problems)
        self.sound = sound


def _sound(
    config: SiteConfig | None,
    papers: Sequence[PaperFacts],
    authors: tuple[Author, ...],
    pages: tuple[FreePage, ...],
    reader: ContentReader,
) -> Content | None:
    """Return what is well of a content with errors, so that more can be said of it."""
    if config is None:
        return None
    people = tuple({author.slug.casefold(): author for author in authors}.values())
    known = {None, *(author.slug for author in people)}
    slugs = Counter(item.slug.casefold() for item in papers)
    well = tuple(
        paper
        for paper in papers
        if not paper.draft
        and slugs[paper.slug.casefold()] == 1
        and all(authorship.author in known for authorship in (*paper.authors, *paper.editors))
    )
    owner = config.owner if config.owner in known else None
    return Content(
        config=replace(config, owner=owner),
        papers=Papers(well, _with_facts(reader, well)),
        authors=people,
        pages=tuple({page.slug.casefold(): page for page in pages}.values()),
        news=(),
        files=(),
    )


def read_file(kind: Kind, root: Path, file: str, macros: Macros, languages: Languages = ONE_LANGUAGE) -> FileRead:
    """Read one file of the content; `file` is its slash path below `root`, `macros` are the site's."""
    return _READERS[kind](root, file, macros, languages)


def read_paper(
    root: Path, file: str, *, macros: Macros, languages: Languages = ONE_LANGUAGE
) -> tuple[Paper | None, Problems]:
    """Read one paper; `file` is its slash path below `root`, `macros` are the site's."""
    paper, problems, *_ = _paper(root, file, macros, languages)
    return paper, problems


def read_author(
    root: Path, file: str, *, macros: Macros, languages: Languages = ONE_LANGUAGE
) -> tuple[Author | None, Problems]:
    """Read one person's file, as `read_paper` does a paper's."""
    author, problems, *_ = _author(root, file, macros, languages)
    return author, problems


def _paper(root: Path, file: str, macros: Macros, languages: Languages) -> FileRead:
    slug, problems = slug_of(file)
    document = translated("paper", read_document(root, file), languages)
    values, faults = check("paper", document)
    problems += document.problems + faults
    if values is None or has_errors(problems):
        return FileRead(None, problems, document.digest, document.picked)
    texts = Texts(document, {**macros, **values.get("macros", {})})
    paper = make_paper(values, texts, slug=slug, file=file)
    return FileRead(paper, problems + tuple(texts.warnings), document.digest, document.picked)


def _author(root: Path, file: str, macros: Macros, languages: Languages) -> FileRead:
    slug, problems = slug_of(file)
    document = translated("author", read_document(root, file), languages)
    values, faults = check("author", document)
    problems += _direct(file, "authors") + document.problems + faults
    if values is None or has_errors(problems):
        return FileRead(None, problems, document.digest, document.picked)
    texts = Texts(document, macros)
    told = {str(path[0]): tag for path, tag in document.languages.items() if len(path) == 1}
    author = make(Author, values, texts, slug=slug, file=file, languages_of=told)
    return FileRead(author, problems + tuple(texts.warnings), document.digest, document.picked)


def _page(root: Path, file: str, macros: Macros, languages: Languages) -> FileRead:
    lang = lang_of(file, languages)
    slug, problems = slug_of(file, parted(file, languages)[0])
    problems += _direct(file, "pages")
    document = translated("page", read_document(root, file, page=True), languages)
    values, faults = check("page", document)
    problems += document.problems + faults
    if values is None or has_errors(problems):
        return FileRead(None, problems, document.digest, document.picked)
    texts = Texts(document, macros)
    start = body_start(document.text)
    body = replace(texts.convert("page", document.text[start:], (), start), lang=lang)
    page = make(FreePage, values, texts, slug=slug, file=file, body=body, lang=document.languages.get(("title",), lang))
    return FileRead(page, problems + tuple(texts.warnings), document.digest, document.picked)


_READERS = {"paper": _paper, "author": _author, "page": _page}


@dataclass(slots=True)
class _Found:
    """The state of one load: the site's folder and the problems so far."""

    root: Path
    reader: ContentReader
    problems: list[Problem] = field(default_factory=list)
    slugs: dict[str, frozenset[str]] = field(default_factory=dict)
    faulty: list[str] = field(default_factory=list)
    feeds: str = ""
    languages: Languages = ONE_LANGUAGE
    main: dict[str, Any] = field(default_factory=dict)
    in_several: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=lambda: {"site.yaml", "news.yaml", "venues.yaml", "cv.yaml"})

    def config(self, base_url: str | None) -> SiteConfig | None:
        """Read `site.yaml`; nothing when it has errors."""
        document = read_document(self.root, SITE)
        if not self.languages.all:
            self.languages, problems = languages_of(document)
            self.problems += problems
        document = translated("site", document, self.languages)
        values, faults = check("site", document)
        self.problems += document.problems + faults
        if base_url is not None:
            base_url = self._base_url(base_url)
        if values is None or base_url == "":
            return None
        texts = Texts(document, values.get("macros", {}))
        if self.languages.all:
            values = {**values, "language": self.languages.wanted}
        config = make(SiteConfig, values, texts, file=SITE)
        config = replace(_told_languages(config, document), venues=(*config.venues, *self._venues()))
        self.feeds = feed_base(config.id, config.base_url)
        self.problems += texts.warnings
        return replace(config, base_url=base_url) if base_url else config

    def _venues(self) -> tuple[KnownVenue, ...]:
        """Read `venues.yaml`, where there is one."""
        if not (self.root / VENUES).exists():
            return ()
        document = translated("venues", read_document(self.root, VENUES), self.languages)
        values, faults = check("venues", document)
        self.problems += document.problems + faults
        texts = Texts(document, {})
        return tuple(make(KnownVenue, {**venue, "name": name}, texts) for name, venue in (values or {}).items())

    def _base_url(self, address: str) -> str:
        try:
            return web_addresses.base_url(address)
        except FormError as error:
            self.problems.append(Problem(field="--base-url", sentence=error.sentence, hint=error.hint))
            return ""

    def items(self, folder: str, suffixes: Sequence[str], kind: Kind, macros: Macros) -> tuple[Any, ...]:
        """Read every file of a folder, in order of slug."""
        names = [name for name in files.walk(self.root / "content" / folder) if name.lower().endswith(tuple(suffixes))]
        paths = sorted((f"content/{folder}/{name}" for name in names), key=lambda path: (stem(path), path))
        self.read |= {path.removeprefix("content/") for path in paths}
        if kind == "page" and self.languages.all:
            return self._pages(paths, macros)
        self.slugs[folder] = frozenset(map(stem, paths))
        self.problems += _clashes(paths)
        return tuple(item for item in self._items(kind, paths, macros) if item is not None)

    def _items(self, kind: Kind, paths: Sequence[str], macros: Macros) -> Iterator[Any]:
        """Yield what is in each file, nothing where it has errors.

        What has no text in several languages is the same in each, and read once.
        """
        wanted = [path for path in paths if path in self.in_several or path not in self.main]
        fresh: dict[str, Any] = {}
        for path, (item, problems, is_in_several) in zip(
            wanted, self.reader.read(kind, wanted, macros, self.languages), strict=True
        ):
            self.problems += problems
            fresh[path] = item
            if is_in_several:
                self.in_several.add(path)
            if item is None and problems and kind != "page":
                self.faulty.append(problems[0].file)
        if self.languages.all and self.languages.is_main:
            self.main |= fresh
        for path in paths:
            yield fresh[path] if path in fresh else self.main.get(path)

    def _pages(self, paths: Sequence[str], macros: Macros) -> tuple[FreePage, ...]:
        """Read the free pages of a site in several languages: each in the file for the one that is wanted.

        Its place in the menu is that of the file in the main language.
        """
        named, twice = by_name(paths, self.languages)
        main = self.languages.of(self.languages.all[0])
        self.slugs["pages"] = frozenset(page.slug for page in named)
        self.problems += [*map(_second, twice), *_clashes([page.file(main) for page in named])]
        pages = self._items("page", [page.file(self.languages) for page in named], macros)
        shown = []
        for page, files_of in zip(pages, named, strict=True):
            first = self.main.get(files_of.file(main))
            if page is not None:
                shown.append(replace(page, nav=first.nav, order=first.order) if first else page)
        return tuple(shown)

    def news(self, macros: Macros) -> tuple[News, ...]:
        """Read `news.yaml`, where there is one."""
        if not (self.root / NEWS).exists():
            return ()
        document = translated("news", read_document(self.root, NEWS), self.languages)
        values, faults = check("news", document)
        self.problems += document.problems + faults
        texts = Texts(document, macros)
        items = tuple(make(News, item, texts, path=(at,)) for at, item in enumerate(values or ()))
        self.problems += texts.warnings
        return items

    def cv(self, macros: Macros) -> Cv | None:
        """Read `cv.yaml`, where there is one."""
        if not (self.root / CV).exists():
            return None
        document = translated("cv", read_document(self.root, CV), self.languages)
        values, faults = check("cv", document)
        self.problems += document.problems + faults
        if values is None:
            return None
        twice = tuple(said_twice(document, values))
        self.problems += twice
        if twice:
            return None
        texts = Texts(document, macros)
        cv = make(Cv, values, texts, file=CV, order=tuple(name for name in values if name in CV_SECTIONS))
        self.problems += texts.warnings
        return cv

    def home(self, macros: Macros) -> tuple[Text | None, HomePicture | None]:
        """Read `home.md`, where there is one, or the file in the language that is wanted."""
        names = ["home.md", *(f"home.{tag}.md" for tag in self.languages.all)]
        paths = [f"content/{name}" for name in names if (self.root / "content" / name).exists()]
        self.read |= {path.removeprefix("content/") for path in paths}
        named, twice = by_name(paths, self.languages)
        self.problems += map(_second, twice)
        text, picture, problems = read_home(self.root, macros, named[0] if named else None, self.languages)
        self.problems += problems
        return text, picture

    def areas(self, macros: Macros) -> tuple[ResearchArea, ...]:
        """Read the topics that are described."""
        result = read_topics(self.root, macros, self.languages)
        self.problems += result.problems
        self.read |= result.read
        return tuple(result.topics)

    def further_languages(self, config: SiteConfig | None, macros: Macros) -> tuple[_Translated, ...]:
        """Read what the site has in each language beside the main one."""
        if config is None or not self.languages.all:
            return ()
        return tuple(parts for tag in self.languages.all[1:] if (parts := self._in_language(tag, config, macros)))

    def _in_language(self, tag: str, main: SiteConfig, macros: Macros) -> _Translated | None:
        """Read what the site has in one language; nothing where its settings do not hold in it."""
        self.languages = self.languages.of(tag)
        config = self.config(main.base_url)
        if config is None:
            self.languages = self.languages.of(main.main_language)
            return None
        papers = self.items("papers", _YAML, "paper", macros)
        parts = _Translated(
            config=self.with_sections(config) or config,
            papers={paper.slug: paper for paper in papers if paper.file in self.in_several},
            authors=self.items("authors", _YAML, "author", macros),
            pages=self.items("pages", (".md",), "page", macros),
            news=self.news(macros),
            cv=self.cv(macros),
            items=self.items_of_kinds(config, macros),
            home=self.home(macros),
            areas=self.areas(macros),
        )
        self.languages = self.languages.of(main.main_language)
        return parts

    def with_sections(self, config: SiteConfig | None) -> SiteConfig | None:
        """Return the settings with the sections of the home page read."""
        if config is None:
            return config
        document = translated("site", read_document(self.root, SITE), self.languages)
        if not config.sections:
            self.problems += none_named(document)
            return config
        kinds = kinds_of(config.collections)
        sections, problems = read_sections(config.sections, document, kinds=kinds, pages=self.slugs["pages"])
        self.problems += problems
        return replace(config, sections=sections)

    def items_of_kinds(self, config: SiteConfig | None, macros: Macros) -> tuple[Item, ...]:
        """Read the items of every kind that there may be."""
        declared = config.collections if config else {}
        self.problems += taken(declared, read_document(self.root, SITE)) if declared else ()
        result = read_items(self.root, kinds_of(declared), macros, self.languages)
        self.problems += result.problems
        self.read |= result.read
        return tuple(result.items)


_NO_MATHS = Problem(
    sentence="math-core is not installed, so formulas are shown as TeX",
    hint="python -m pip install math-core",
    severity="warning",
)
_SLOW = Problem(
    sentence="PyYAML has no C part here, so reading content takes ten times as long",
    hint="install a PyYAML wheel, or libyaml before building it",
    severity="warning",
)


def _told_languages(config: SiteConfig, document: Document) -> SiteConfig:
    """Return settings that know the language of what stands in them in several."""
    told = document.languages
    if not told:
        return config
    return replace(
        config,
        languages_of={str(path[0]): tag for path, tag in told.items() if len(path) == 1},
        nav=tuple(replace(item, lang=told.get(("nav", number, "label"), "")) for number, item in enumerate(config.nav)),
        collections={
            kind: replace(options, lang=told.get(("collections", kind, "title"), ""))
            for kind, options in config.collections.items()
        },
    )


def _second(file: str) -> Problem:
    """An error for a file that says a second time what another says in the same language."""
    sentence = "another file is the same page in the same language"
    return Problem(file, sentence=sentence, hint="keep one: the main language needs no tag in the name of its file")


def _direct(file: str, folder: str) -> Problems:
    if file.count("/") == 2:
        return ()
    return (Problem(file, sentence=f"stands in a folder of its own; move it to content/{folder}/"),)


def _clashes(paths: Sequence[str]) -> list[Problem]:
    """An error for each file whose slug another file has as well; case does not tell slugs apart."""
    same: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        same[stem(path).casefold()].append(path)
    problems = []
    for culprits in same.values():
        for path in culprits if len(culprits) > 1 else ():
            others = ", ".join(sorted(set(culprits) - {path}))
            sentence = f'"{stem(path)}" is also the slug of {others}'
            problems.append(Problem(path, field="slug", sentence=sentence, hint="rename all of these files but one"))
    return problems


def _with_names(papers: Sequence[PaperFacts], authors: Sequence[Author]) -> tuple[PaperFacts, ...]:
    """Return the papers with the name, and its parts, of each person that a paper names by slug alone."""
    names = {author.slug: spelling(author)._asdict() for author in authors}

    def named(people: tuple[Authorship, ...]) -> tuple[Authorship, ...]:
        return tuple(
            person if person.name else replace(person, **names.get(person.author or "", {})) for person in people
        )

    return tuple(
        paper
        if all(person.name for person in (*paper.authors, *paper.editors))
        else paper.revised(authors=named(paper.authors), editors=named(paper.editors))
        for paper in papers
    )


def _with_facts(reader: ContentReader, papers: Iterable[PaperFacts]) -> Callable[[str], Paper]:
    """Return what reads a whole paper, with what the site knows better; the paper that was read last is kept."""
    facts = {paper.slug: paper for paper in papers}
    last: list[Paper] = []

    def read(slug: str) -> Paper:
        if not last or last[0].slug != slug:
            last[:] = [with_facts(reader.paper(slug), facts[slug])]
        return last[0]

    return read


def _check_references(
    reading: _Found,
    config: SiteConfig | None,
    papers: Sequence[PaperFacts],
    authors: Sequence[Author],
    news: Sequence[News],
    *,
    items: Sequence[Item],
    areas: Sequence[ResearchArea],
    pictured: Sequence[tuple[str, NamedFile]],
) -> None:
    references = References(reading.root, reading.slugs["papers"], reading.slugs["authors"])
    if config is not None:
        references.check_config(config)
    for paper in papers:
        references.check_paper(paper)
    for author in authors:
        references.check_author(author)
    references.check_news(news, NEWS)
    for item in items:
        references.check_item(item)
    for area in areas:
        references.check_area(area)
    references.check_pictured(pictured)
    told = {(problem.file, problem.field) for problem in reading.problems}
    for file in reading.faulty:
        references.check_typed(file)
    reading.problems += (problem for problem in references.problems if (problem.file, problem.field) not in told)


def _named(
    config: SiteConfig | None,
    papers: Sequence[PaperFacts],
    authors: Sequence[Author],
    items: Sequence[Item],
    pictured: Sequence[tuple[str, NamedFile]],
) -> set[str]:
    """The files that papers, people and the site itself name."""
    named = {name for paper in papers for _, name in paper.files}
    named |= {name for author in authors for _, name in author_files(author)}
    named |= {name for item in items for _, name in item_files(item)}
    named |= {name for _, (_, name) in pictured}
    return named | {name for _, name in config_files(config)} if config else named


def _files(reading: _Found, named: set[str]) -> tuple[str, ...]:
    """The files that pages may show or link, sorted."""
    for name in files.walk(reading.root / "content" / "assets"):
        fault = files.fault(reading.root / "content", f"assets/{name}")
        if fault:
            sentence = f"{fault}, so it is left out"
            reading.problems.append(Problem(f"content/assets/{name}", sentence=sentence, severity="warning"))
        else:
            named.add(f"assets/{name}")
    return tuple(sorted(named))
