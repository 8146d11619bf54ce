"""All of `content/`, read and checked.

In: a site's folder. Out: the finished `Content` and the warnings; or, with one error anywhere, every error of every
file at once. Only reads; never follows a link out of `content/`, never opens what is not a regular file.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from sitegen.content import files, forms, yamlfile
from sitegen.content.assembly import Texts, make, make_paper
from sitegen.content.document import Document
from sitegen.content.references import References, author_files, config_files, paper_files
from sitegen.content.venues import with_known_venue
from sitegen.errors import Problem, SitegenError
from sitegen.model import Author, Authorship, Content, FreePage, KnownVenue, News, Paper, SiteConfig
from sitegen.text.names import spelling
from sitegen.workers import spread

Problems = tuple[Problem, ...]
Macros = Mapping[str, str]
Item = TypeVar("Item", Paper, Author, FreePage)
Read = tuple[Item | None, Problems]
Each = Callable[[Callable[[str], Read[Any]], Sequence[str], Macros], Sequence[Read[Any]]]
"""Calls a function for each of some files; the file and these macros are all that its result depends on."""

SITE = "content/site.yaml"
NEWS = "content/news.yaml"
VENUES = "content/venues.yaml"
_YAML = (".yaml", ".yml")
_ALMOST = {
    **dict.fromkeys(("papers", "authors"), (".yaml", (".json", ".yaml.txt", ".yml.txt"))),
    "pages": (".md", (".markdown", ".mdown", ".mkd", ".mkdn", ".txt")),
}
"""How the files of a folder end, and how those that are perhaps meant to be among them do."""
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_FRONT_MATTER = re.compile(r"---[ \t]*(\r\n?|\n)(.*?)^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL | re.MULTILINE)


def load(
    root: Path, *, drafts: bool = False, base_url: str | None = None, jobs: int | None = None, each: Each | None = None
) -> tuple[Content, Problems]:
    """Read a site's content; `base_url` stands in for the site's own, `jobs` is how many processes may read.

    `each` may read files in a way of its own, as long as the result is the same. Drafts are checked always and returned
    only on request. Raises `SitegenError` with every error of every file.
    """
    found = _Found(root, each or (lambda read, paths, _: spread(read, paths, jobs=jobs)))
    config = found.config(base_url)
    macros: Macros = config.macros if config else {}
    papers = found.items("papers", _YAML, read_paper, macros)
    authors = found.items("authors", _YAML, read_author, macros)
    pages = found.items("pages", (".md",), read_page, macros)
    news = found.news(macros)
    _check_references(found, config, papers, authors, news)
    papers = _with_names(papers, authors)
    papers = tuple(with_known_venue(paper, config.venues) for paper in papers) if config else papers
    found.problems += _unread(root, frozenset(name for paper in papers for _, name in paper_files(paper)))
    if not yamlfile.HAS_C_LOADER:
        found.problems.append(_SLOW)
    errors = [problem for problem in found.problems if problem.severity == "error"]
    if errors or config is None:
        raise SitegenError(errors)
    left_out = frozenset(paper.slug for paper in papers if paper.draft and not drafts)
    shown = tuple(paper for paper in papers if paper.slug not in left_out)
    content = Content(
        config=config,
        papers=shown,
        authors=authors,
        pages=pages,
        news=tuple(item for item in news if item.paper not in left_out),
        files=_files(found, config, shown, authors),
        drafts=tuple(paper for paper in papers if paper.slug in left_out),
    )
    return content, tuple(sorted(found.problems))


def read_paper(root: Path, file: str, *, macros: Macros) -> Read[Paper]:
    """Read one paper; `file` is its slash path below `root`, `macros` are the site's."""
    slug, problems = _slug(file)
    document = read_document(root, file)
    values, faults = _check("paper", document)
    problems += document.problems + faults
    if values is None or _errors(problems):
        return None, problems
    texts = Texts(document, {**macros, **values.get("macros", {})})
    paper = make_paper(values, texts, slug=slug, file=file)
    return paper, problems + tuple(texts.warnings)


def read_author(root: Path, file: str, *, macros: Macros) -> Read[Author]:
    """Read one person's file, as `read_paper` does a paper's."""
    slug, problems = _slug(file)
    document = read_document(root, file)
    values, faults = _check("author", document)
    problems += _direct(file, "authors") + document.problems + faults
    if values is None or _errors(problems):
        return None, problems
    texts = Texts(document, macros)
    return make(Author, values, texts, slug=slug, file=file), problems + tuple(texts.warnings)


def read_page(root: Path, file: str, *, macros: Macros) -> Read[FreePage]:
    """Read one Markdown page: keys between two lines of `---`, then the text."""
    slug, problems = _slug(file)
    problems += _direct(file, "pages")
    document = read_document(root, file, page=True)
    values, faults = _check("page", document)
    problems += document.problems + faults
    if values is None or _errors(problems):
        return None, problems
    texts = Texts(document, macros)
    start = _body_start(document.text)
    body = texts.convert("page", document.text[start:], (), start)
    return make(FreePage, values, texts, slug=slug, file=file, body=body), problems + tuple(texts.warnings)


@dataclass(slots=True)
class _Found:
    """What one load has come upon: the site's folder and the problems so far."""

    root: Path
    each: Each
    problems: list[Problem] = field(default_factory=list)
    slugs: dict[str, frozenset[str]] = field(default_factory=dict)

    def config(self, base_url: str | None) -> SiteConfig | None:
        """Read `site.yaml`; nothing when it has errors."""
        document = read_document(self.root, SITE)
        values, faults = _check("site", document)
        self.problems += document.problems + faults
        if base_url is not None:
            base_url = self._base_url(base_url)
        if values is None or base_url == "":
            return None
        texts = Texts(document, values.get("macros", {}))
        config = make(SiteConfig, values, texts, file=SITE)
        config = replace(config, venues=(*config.venues, *self._venues()))
        self.problems += texts.warnings
        return replace(config, base_url=base_url) if base_url else config

    def _venues(self) -> tuple[KnownVenue, ...]:
        """Read `venues.yaml`, where there is one."""
        if not (self.root / VENUES).exists():
            return ()
        document = read_document(self.root, VENUES)
        values, faults = _check("venues", document)
        self.problems += document.problems + faults
        texts = Texts(document, {})
        return tuple(make(KnownVenue, {**venue, "name": name}, texts) for name, venue in (values or {}).items())

    def _base_url(self, given: str) -> str:
        try:
            return forms.base_url(given)
        except forms.FormError as error:
            self.problems.append(Problem(field="--base-url", sentence=error.sentence, hint=error.hint))
            return ""

    def items(self, folder: str, suffixes: Sequence[str], read: Any, macros: Macros) -> tuple[Any, ...]:
        """Read every file of a folder, in order of slug."""
        names = [name for name in files.walk(self.root / "content" / folder) if name.lower().endswith(tuple(suffixes))]
        paths = sorted((f"content/{folder}/{name}" for name in names), key=lambda path: (_stem(path), path))
        self.slugs[folder] = frozenset(map(_stem, paths))
        self.problems += _clashes(paths)
        found = []
        for item, problems in self.each(functools.partial(read, self.root, macros=macros), paths, macros):
            self.problems += problems
            if item is not None:
                found.append(item)
        return tuple(found)

    def news(self, macros: Macros) -> tuple[News, ...]:
        """Read `news.yaml`, where there is one."""
        if not (self.root / NEWS).exists():
            return ()
        document = read_document(self.root, NEWS)
        values, faults = _check("news", document)
        self.problems += document.problems + faults
        texts = Texts(document, macros)
        items = tuple(make(News, item, texts, path=(at,)) for at, item in enumerate(values or ()))
        self.problems += texts.warnings
        return items


_SLOW = Problem(
    sentence="PyYAML has no C part here, so reading content takes ten times as long",
    hint="install a PyYAML wheel, or libyaml before building it",
    severity="warning",
)


def _errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _slug(file: str) -> tuple[str, Problems]:
    try:
        return forms.slug(_stem(file)), ()
    except forms.FormError as error:
        return "", (Problem(file, field="slug", sentence=error.sentence, hint=f"rename the file; {error.hint}"),)


def _direct(file: str, folder: str) -> Problems:
    if file.count("/") == 2:
        return ()
    return (Problem(file, sentence=f"stands in a folder of its own; move it to content/{folder}/"),)


def _unread(root: Path, named: frozenset[str]) -> Iterator[Problem]:
    """Yield a warning for each file that is not read only because of how it ends, unless a paper names it."""
    for folder, (ending, almost) in _ALMOST.items():
        for name in files.walk(root / "content" / folder):
            if name.lower().endswith(almost) and f"{folder}/{name}" not in named:
                sentence = f"is not read: the files of content/{folder}/ end in {ending}"
                yield Problem(
                    f"content/{folder}/{name}", sentence=sentence, hint="rename it, or move it away", severity="warning"
                )


def _clashes(paths: Sequence[str]) -> list[Problem]:
    """An error for each file whose slug another file has as well; case does not tell slugs apart."""
    same: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        same[_stem(path).casefold()].append(path)
    problems = []
    for culprits in same.values():
        for path in culprits if len(culprits) > 1 else ():
            others = ", ".join(sorted(set(culprits) - {path}))
            sentence = f'"{_stem(path)}" is also the slug of {others}'
            problems.append(Problem(path, field="slug", sentence=sentence, hint="rename all of these files but one"))
    return problems


def located(root: Path, problem: Problem) -> Problem:
    """Return a problem with the line of its field, where it only knows the file."""
    if problem.line or not problem.field or not problem.file.startswith("content/"):
        return problem
    return at_field(read_document(root, problem.file, page=problem.file.endswith(".md")), problem)


def at_field(document: Document, problem: Problem) -> Problem:
    """Return a problem with the line of its field (`authors[3]`) in this document."""
    steps: list[str | int] = [int(number) if number else name for number, name in _STEP.findall(problem.field)]
    there = document.problem(steps, "")
    return replace(problem, line=there.line, column=there.column)


def read_document(root: Path, file: str, *, page: bool = False) -> Document:
    """Read and parse a file; one that cannot be read is a document with that problem."""
    fault = files.fault(root / "content", file.removeprefix("content/"))
    raw = b""
    if not fault:
        try:
            with (root / file).open("rb") as opened:
                raw = opened.read(yamlfile.MAX_BYTES + 1)
        except OSError as error:
            fault = f"cannot be read ({error.strerror})"
    if fault:
        return Document(file, "", None, None, (Problem(file, sentence=f"the file {fault}"),))
    return _parse_page(raw, file) if page else yamlfile.parse(raw, file)


def _parse_page(raw: bytes, file: str) -> Document:
    """Parse a page's front matter. The document keeps the whole text, so that places stay right."""
    text, problems = yamlfile.decode(raw, file)
    front = _FRONT_MATTER.match(text)
    if problems or not front:
        fault = Problem(file, 1, 1, "", "a page starts with its keys between two lines of ---", _FRONT_MATTER_HINT)
        return Document(file, text, None, None, problems or (fault,))
    document = yamlfile.parse(" " * front.start(1) + front[1] + front[2], file)
    return replace(document, text=text)


_FRONT_MATTER_HINT = "write\n---\ntitle: Its title\n---\nabove the text"


def _body_start(text: str) -> int:
    front = _FRONT_MATTER.match(text)
    return front.end() if front else 0


def _check(kind: str, document: Document) -> tuple[Any, Problems]:
    """Check a document that could be parsed; nothing more is said of one that could not."""
    if document.root is None and document.problems:
        return None, ()
    from sitegen.content import schema  # pydantic is slow to start, and whoever has all papers at hand needs none

    return schema.check(kind, document)


def _with_names(papers: Sequence[Paper], authors: Sequence[Author]) -> tuple[Paper, ...]:
    """Return the papers with the name, and its parts, of each person that a paper names by slug alone."""
    names = {author.slug: spelling(author)._asdict() for author in authors}

    def named(people: tuple[Authorship, ...]) -> tuple[Authorship, ...]:
        return tuple(
            person if person.name else replace(person, **names.get(person.author or "", {})) for person in people
        )

    return tuple(
        paper
        if all(person.name for person in (*paper.authors, *paper.editors))
        else replace(paper, authors=named(paper.authors), editors=named(paper.editors))
        for paper in papers
    )


def _check_references(
    found: _Found,
    config: SiteConfig | None,
    papers: Sequence[Paper],
    authors: Sequence[Author],
    news: Sequence[News],
) -> None:
    references = References(found.root, found.slugs["papers"], found.slugs["authors"])
    if config is not None:
        references.check_config(config)
    for paper in papers:
        references.check_paper(paper)
    for author in authors:
        references.check_author(author)
    references.check_news(news, NEWS)
    found.problems += references.problems


def _files(found: _Found, config: SiteConfig, papers: Sequence[Paper], authors: Sequence[Author]) -> tuple[str, ...]:
    """What pages may show or link, sorted."""
    named = {name for paper in papers for _, name in paper_files(paper)}
    named |= {name for author in authors for _, name in author_files(author)}
    named |= {name for _, name in config_files(config)}
    for name in files.walk(found.root / "content" / "assets"):
        fault = files.fault(found.root / "content", f"assets/{name}")
        if fault:
            sentence = f"{fault}, so it is left out"
            found.problems.append(Problem(f"content/assets/{name}", sentence=sentence, severity="warning"))
        else:
            named.add(f"assets/{name}")
    return tuple(sorted(named))
