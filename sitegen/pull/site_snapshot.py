"""The site as a pull finds it: its options, its people, its paper files, and what was pulled before.

In: the site's folder. Out: everything read and checked, with the bytes of each paper file. Never writes, and never
goes on with content at fault: one error anywhere ends the run with every error of every file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.content import content_file, edit, files, load, schema, yamlfile
from sitegen.content.assembly import Texts, make
from sitegen.content.document import Document
from sitegen.content.translations import (
    Languages,
    in_own_language,
    languages_of,
    own_language,
    restored,
    translated,
)
from sitegen.errors import Problem, SitegenError
from sitegen.model import Author, SiteConfig
from sitegen.pull import decisions, provenance
from sitegen.pull.decisions import Decisions
from sitegen.pull.people import identifiers
from sitegen.pull.provenance import PullState
from sitegen.records import NamedTuple, dataclass
from sitegen.workers import spread

_YAML = (".yaml", ".yml")


class PaperFile(NamedTuple):
    """One paper file: its slug, its slash path below the site's folder, its bytes, and what they say.

    Of a text in several languages, `data` has the one in `language`, which is the paper's own, and `written` all.
    """

    slug: str
    file: str
    raw: bytes
    data: Mapping[str, Any]
    written: Mapping[str, Any] | None = None
    language: str = ""

    def edited(self, data: Mapping[str, Any], kind: str = "paper") -> bytes:
        """Return the bytes of the file changed to say `data`; raises `SitegenError` where that cannot be."""
        wanted = data if self.written is None else restored(data, self.data, self.written, self.language)
        return edit.edited_bytes(self.raw, self.file, wanted, kind)


class PersonFile(NamedTuple):
    """The file of a person who has an id that sources know, and what was pulled of them before."""

    file: PaperFile
    past: PullState


@dataclass(frozen=True, slots=True)
class SiteSnapshot:
    """All that is there. `damaged` are files of `.pulled/` that cannot be read; `people` go by their slugs."""

    config: SiteConfig
    authors: tuple[Author, ...]
    papers: tuple[PaperFile, ...]
    pasts: Mapping[str, PullState]
    damaged: tuple[str, ...]
    decisions: Decisions
    people: Mapping[str, PersonFile]

    @property
    def gone(self) -> tuple[str, ...]:
        """The slugs of papers that were pulled and whose files somebody deleted."""
        there = {paper.slug for paper in self.papers}
        return tuple(slug for slug in sorted(self.pasts) if slug not in there)


def read(root: Path, before: SiteSnapshot | None = None) -> SiteSnapshot:
    """Read a site; paper files that are as they were `before` are not parsed again.

    Raises `SitegenError` with every error of every file.
    """
    problems: list[Problem] = []
    config, languages = _config(root, problems)
    authors = _authors(root, config.macros if config else {}, languages, problems)
    papers = _papers(root, before.papers if before else (), languages, problems)
    try:
        decided = decisions.read(root)
    except SitegenError as error:
        problems += error.problems
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or config is None:
        raise SitegenError(errors)
    pasts, damaged = provenance.read(root)
    return SiteSnapshot(config, authors, papers, pasts, damaged, decided, _people(root, authors, languages))


def _config(root: Path, problems: list[Problem]) -> tuple[SiteConfig | None, Languages]:
    document = content_file.read_document(root, load.SITE)
    languages, faults = languages_of(document)
    problems += faults
    document = translated("site", document, languages)
    values = _checked("site", document, problems)
    if values is None:
        return None, languages
    return make(SiteConfig, values, Texts(document, {}), file=load.SITE), languages


def _authors(
    root: Path, macros: Mapping[str, str], languages: Languages, problems: list[Problem]
) -> tuple[Author, ...]:
    authors = []
    for name in _named(root, "authors"):
        author, faults = load.read_author(root, name, macros=macros, languages=languages)
        problems += faults
        if author is not None:
            authors.append(author)
    return tuple(authors)


def _people(root: Path, authors: Sequence[Author], languages: Languages) -> dict[str, PersonFile]:
    people = {}
    for author in authors:
        if identifiers(author) and (root / author.file).is_file():
            raw = (root / author.file).read_bytes()
            document = content_file.read_record(root, author.file)
            if not isinstance(document.data, dict):
                sentence = "the file changed while it was read"
                raise SitegenError([Problem(author.file, sentence=sentence, hint="run the command again")])
            file = _as_read(author.slug, raw, document, translated("author", document, languages), languages)
            people[author.slug] = PersonFile(file, provenance.read_person(root, author.slug))
    return people


def _papers(
    root: Path, before: Sequence[PaperFile], languages: Languages, problems: list[Problem]
) -> tuple[PaperFile, ...]:
    papers = []
    slugs: dict[str, str] = {}
    for paper, faults in spread(
        partial(_paper, root, languages=languages, known={paper.file: paper for paper in before}),
        _named(root, "papers"),
    ):
        problems += faults
        if paper is not None:
            papers.append(paper)
            other = slugs.setdefault(paper.slug.casefold(), paper.file)
            if other != paper.file:
                sentence = f'"{paper.slug}" is also the slug of {other}'
                problems.append(Problem(paper.file, field="slug", sentence=sentence, hint="rename one of the two"))
    return tuple(papers)


def _paper(
    root: Path, file: str, *, languages: Languages, known: Mapping[str, PaperFile]
) -> tuple[PaperFile | None, list[Problem]]:
    problems: list[Problem] = []
    if file in known and (root / file).is_file() and (root / file).read_bytes() == known[file].raw:
        return known[file], problems
    document = content_file.read_document(root, file)
    read = in_own_language("paper", document, languages)
    if _checked("paper", read, problems) is None:
        return None, problems
    raw = (root / file).read_bytes()
    if yamlfile.decode(raw, file)[0] != document.text:
        return None, [Problem(file, sentence="the file changed while it was read", hint="run the command again")]
    slug = file.rpartition("/")[2].rpartition(".")[0]
    return _as_read(slug, raw, document, read, own_language(document.data, languages)), problems


def _as_read(slug: str, raw: bytes, document: Document, read: Document, languages: Languages) -> PaperFile:
    """Return a file with what was read of it, and what is written there where that is more."""
    if not read.picked:
        return PaperFile(slug, document.file, raw, document.data)
    return PaperFile(slug, document.file, raw, read.data, document.data, languages.wanted)


def _checked(kind: str, document: Document, problems: list[Problem]) -> dict[str, Any] | None:
    problems += document.problems
    if any(problem.severity == "error" for problem in document.problems):
        return None
    values, faults = schema.check(kind, document)
    problems += faults
    return values if isinstance(values, dict) else None


def _named(root: Path, folder: str) -> list[str]:
    names = files.walk(root / "content" / folder)
    return [f"content/{folder}/{name}" for name in names if name.lower().endswith(_YAML)]
