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
from typing import Any, Literal, NamedTuple, Protocol

from sitegen.content import files, forms, published, yamlfile
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
from sitegen.content.items import read_items, taken
from sitegen.content.references import (
    References,
    author_files,
    config_files,
    item_files,
    paper_files,
    pictured_files,
)
from sitegen.content.sections import read_sections
from sitegen.content.topics import read_home, read_topics
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
    facts_of,
    kinds_of,
    with_facts,
)
from sitegen.records import dataclass
from sitegen.text.feed_ids import feed_base
from sitegen.text.names import spelling
from sitegen.text.sanitize import PICTURE_HOSTS
from sitegen.workers import spread

Macros = Mapping[str, str]
Kind = Literal["paper", "author", "page"]


class FileRead(NamedTuple):
    """The result of reading one file: nothing where it has errors. `digest` stands for its bytes; empty without any."""

    item: Any
    problems: Problems
    digest: bytes = b""


class ContentReader(Protocol):
    """Reads the files of a content, now or as they are known; what it returns is the same either way."""

    def read(self, kind: Kind, paths: Sequence[str], macros: Macros) -> Iterable[tuple[Any, Problems]]:
        """Return what is in each file: the `PaperFacts` of a paper, an `Author`, a `FreePage`; and its problems."""

    def paper(self, slug: str) -> Paper:
        """Return a whole paper."""


class FreshReader:
    """Reads every file now, and keeps the papers in memory; `jobs` is how many processes may read."""

    def __init__(self, root: Path, jobs: int | None = None) -> None:
        self._root, self._jobs = root, jobs
        self._papers: dict[str, Paper] = {}

    def read(self, kind: Kind, paths: Sequence[str], macros: Macros) -> Iterator[tuple[Any, Problems]]:
        """Return what is in each file."""
        for item, problems, _ in spread(lambda path: read_file(kind, self._root, path, macros), paths, jobs=self._jobs):
            if kind == "paper" and item is not None:
                self._papers[item.slug] = item
                yield facts_of(item, tuple(paper_files(item))), problems
            else:
                yield item, problems

    def paper(self, slug: str) -> Paper:
        """Return a whole paper."""
        return self._papers[slug]


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
    _check_references(reading, config, papers, authors, news, items=items, pictured=pictured)
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
    return content, tuple(sorted(reading.problems))


def _macros(config: SiteConfig | None) -> Macros:
    """Return what texts are converted with: the site's macros, and the hosts from which pictures may come."""
    if config is None or not config.csp.img_src:
        return config.macros if config else {}
    return {**config.macros, PICTURE_HOSTS: " ".join(config.csp.img_src)}


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


def read_file(kind: Kind, root: Path, file: str, macros: Macros) -> FileRead:
    """Read one file of the content; `file` is its slash path below `root`, `macros` are the site's."""
    return _READERS[kind](root, file, macros)


def read_paper(root: Path, file: str, *, macros: Macros) -> tuple[Paper | None, Problems]:
    """Read one paper; `file` is its slash path below `root`, `macros` are the site's."""
    paper, problems, _ = _paper(root, file, macros)
    return paper, problems


def read_author(root: Path, file: str, *, macros: Macros) -> tuple[Author | None, Problems]:
    """Read one person's file, as `read_paper` does a paper's."""
    author, problems, _ = _author(root, file, macros)
    return author, problems


def read_page(root: Path, file: str, *, macros: Macros) -> tuple[FreePage | None, Problems]:
    """Read one Markdown page: keys between two lines of `---`, then the text."""
    page, problems, _ = _page(root, file, macros)
    return page, problems


def _paper(root: Path, file: str, macros: Macros) -> FileRead:
    slug, problems = slug_of(file)
    document = read_document(root, file)
    values, faults = check("paper", document)
    problems += document.problems + faults
    if values is None or has_errors(problems):
        return FileRead(None, problems, document.digest)
    texts = Texts(document, {**macros, **values.get("macros", {})})
    paper = make_paper(values, texts, slug=slug, file=file)
    return FileRead(paper, problems + tuple(texts.warnings), document.digest)


def _author(root: Path, file: str, macros: Macros) -> FileRead:
    slug, problems = slug_of(file)
    document = read_document(root, file)
    values, faults = check("author", document)
    problems += _direct(file, "authors") + document.problems + faults
    if values is None or has_errors(problems):
        return FileRead(None, problems, document.digest)
    texts = Texts(document, macros)
    author = make(Author, values, texts, slug=slug, file=file)
    return FileRead(author, problems + tuple(texts.warnings), document.digest)


def _page(root: Path, file: str, macros: Macros) -> FileRead:
    slug, problems = slug_of(file)
    problems += _direct(file, "pages")
    document = read_document(root, file, page=True)
    values, faults = check("page", document)
    problems += document.problems + faults
    if values is None or has_errors(problems):
        return FileRead(None, problems, document.digest)
    texts = Texts(document, macros)
    start = body_start(document.text)
    body = texts.convert("page", document.text[start:], (), start)
    page = make(FreePage, values, texts, slug=slug, file=file, body=body)
    return FileRead(page, problems + tuple(texts.warnings), document.digest)


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
    read: set[str] = field(default_factory=lambda: {"site.yaml", "news.yaml", "venues.yaml", "cv.yaml", "home.md"})

    def config(self, base_url: str | None) -> SiteConfig | None:
        """Read `site.yaml`; nothing when it has errors."""
        document = read_document(self.root, SITE)
        values, faults = check("site", document)
        self.problems += document.problems + faults
        if base_url is not None:
            base_url = self._base_url(base_url)
        if values is None or base_url == "":
            return None
        texts = Texts(document, values.get("macros", {}))
        config = make(SiteConfig, values, texts, file=SITE)
        config = replace(config, venues=(*config.venues, *self._venues()))
        self.feeds = feed_base(config.id, config.base_url)
        self.problems += texts.warnings
        return replace(config, base_url=base_url) if base_url else config

    def _venues(self) -> tuple[KnownVenue, ...]:
        """Read `venues.yaml`, where there is one."""
        if not (self.root / VENUES).exists():
            return ()
        document = read_document(self.root, VENUES)
        values, faults = check("venues", document)
        self.problems += document.problems + faults
        texts = Texts(document, {})
        return tuple(make(KnownVenue, {**venue, "name": name}, texts) for name, venue in (values or {}).items())

    def _base_url(self, address: str) -> str:
        try:
            return forms.base_url(address)
        except forms.FormError as error:
            self.problems.append(Problem(field="--base-url", sentence=error.sentence, hint=error.hint))
            return ""

    def items(self, folder: str, suffixes: Sequence[str], kind: Kind, macros: Macros) -> tuple[Any, ...]:
        """Read every file of a folder, in order of slug."""
        names = [name for name in files.walk(self.root / "content" / folder) if name.lower().endswith(tuple(suffixes))]
        paths = sorted((f"content/{folder}/{name}" for name in names), key=lambda path: (stem(path), path))
        self.slugs[folder] = frozenset(map(stem, paths))
        self.read |= {path.removeprefix("content/") for path in paths}
        self.problems += _clashes(paths)
        read_items = []
        for item, problems in self.reader.read(kind, paths, macros):
            self.problems += problems
            if item is not None:
                read_items.append(item)
            elif problems and kind != "page":
                self.faulty.append(problems[0].file)
        return tuple(read_items)

    def news(self, macros: Macros) -> tuple[News, ...]:
        """Read `news.yaml`, where there is one."""
        if not (self.root / NEWS).exists():
            return ()
        document = read_document(self.root, NEWS)
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
        document = read_document(self.root, CV)
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
        """Read `home.md`, where there is one."""
        text, picture, problems = read_home(self.root, macros)
        self.problems += problems
        return text, picture

    def areas(self, macros: Macros) -> tuple[ResearchArea, ...]:
        """Read the topics that are described."""
        result = read_topics(self.root, macros)
        self.problems += result.problems
        self.read |= result.read
        return tuple(result.topics)

    def with_sections(self, config: SiteConfig | None) -> SiteConfig | None:
        """Return the settings with the sections of the home page read."""
        if config is None or not config.sections:
            return config
        document, kinds = read_document(self.root, SITE), kinds_of(config.collections)
        sections, problems = read_sections(config.sections, document, kinds=kinds, pages=self.slugs["pages"])
        self.problems += problems
        return replace(config, sections=sections)

    def items_of_kinds(self, config: SiteConfig | None, macros: Macros) -> tuple[Item, ...]:
        """Read the items of every kind that there may be."""
        declared = config.collections if config else {}
        self.problems += taken(declared, read_document(self.root, SITE)) if declared else ()
        result = read_items(self.root, kinds_of(declared), macros)
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
