"""The site as a pull finds it: its options, its people, its paper files, and what was pulled before.

In: the site's folder. Out: everything read and checked, with the bytes of each paper file. Never writes, and never
goes on with content at fault: one error anywhere ends the run with every error of every file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sitegen.content import content_file, files, load, schema, yamlfile
from sitegen.content.assembly import Texts, make
from sitegen.content.document import Document
from sitegen.errors import Problem, SitegenError
from sitegen.model import Author, SiteConfig
from sitegen.pull import decisions, provenance
from sitegen.pull.decisions import Decisions
from sitegen.pull.people import identifiers
from sitegen.pull.provenance import PullState
from sitegen.records import dataclass
from sitegen.workers import spread

_YAML = (".yaml", ".yml")


class PaperFile(NamedTuple):
    """One paper file: its slug, its slash path below the site's folder, its bytes, and what they say."""

    slug: str
    file: str
    raw: bytes
    data: Mapping[str, Any]


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
    config = _config(root, problems)
    authors = _authors(root, config.macros if config else {}, problems)
    papers = _papers(root, before.papers if before else (), problems)
    try:
        decided = decisions.read(root)
    except SitegenError as error:
        problems += error.problems
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or config is None:
        raise SitegenError(errors)
    pasts, damaged = provenance.read(root)
    return SiteSnapshot(config, authors, papers, pasts, damaged, decided, _people(root, authors))


def _config(root: Path, problems: list[Problem]) -> SiteConfig | None:
    document = content_file.read_document(root, load.SITE)
    values = _checked("site", document, problems)
    return make(SiteConfig, values, Texts(document, {}), file=load.SITE) if values is not None else None


def _authors(root: Path, macros: Mapping[str, str], problems: list[Problem]) -> tuple[Author, ...]:
    authors = []
    for name in _named(root, "authors"):
        author, faults = load.read_author(root, name, macros=macros)
        problems += faults
        if author is not None:
            authors.append(author)
    return tuple(authors)


def _people(root: Path, authors: Sequence[Author]) -> dict[str, PersonFile]:
    people = {}
    for author in authors:
        if identifiers(author) and (root / author.file).is_file():
            raw = (root / author.file).read_bytes()
            document = content_file.read_record(root, author.file)
            if not isinstance(document.data, dict):
                sentence = "the file changed while it was read"
                raise SitegenError([Problem(author.file, sentence=sentence, hint="run the command again")])
            file = PaperFile(author.slug, author.file, raw, document.data)
            people[author.slug] = PersonFile(file, provenance.read_person(root, author.slug))
    return people


def _papers(root: Path, before: Sequence[PaperFile], problems: list[Problem]) -> tuple[PaperFile, ...]:
    papers = []
    slugs: dict[str, str] = {}
    for paper, faults in spread(
        partial(_paper, root, known={paper.file: paper for paper in before}), _named(root, "papers")
    ):
        problems += faults
        if paper is not None:
            papers.append(paper)
            other = slugs.setdefault(paper.slug.casefold(), paper.file)
            if other != paper.file:
                sentence = f'"{paper.slug}" is also the slug of {other}'
                problems.append(Problem(paper.file, field="slug", sentence=sentence, hint="rename one of the two"))
    return tuple(papers)


def _paper(root: Path, file: str, *, known: Mapping[str, PaperFile]) -> tuple[PaperFile | None, list[Problem]]:
    problems: list[Problem] = []
    if file in known and (root / file).is_file() and (root / file).read_bytes() == known[file].raw:
        return known[file], problems
    document = content_file.read_document(root, file)
    if _checked("paper", document, problems) is None:
        return None, problems
    raw = (root / file).read_bytes()
    if yamlfile.decode(raw, file)[0] != document.text:
        return None, [Problem(file, sentence="the file changed while it was read", hint="run the command again")]
    slug = file.rpartition("/")[2].rpartition(".")[0]
    return PaperFile(slug, file, raw, document.data), problems


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
