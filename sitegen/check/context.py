"""Check context: the content, the site that it makes, and that site as it was built.

In: a site's folder and the folder it was built into. Out: a `Subject`, and findings with their place in a YAML file, or
in the template at fault. Only reads.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.check.finding import Finding
from sitegen.check.markup import ParsedPage, read
from sitegen.content import content_file, load
from sitegen.content.document import Document
from sitegen.content.document import Path as Keys
from sitegen.content.files import walk
from sitegen.content.translations import Languages
from sitegen.errors import Problem, Severity
from sitegen.model import Content, Paper, PaperFacts, facts_and_papers
from sitegen.records import dataclass
from sitegen.render.recipe import BuildReport
from sitegen.render.theme_chain import lineage, shown
from sitegen.site.graph import Site, SitePaper, connect
from sitegen.site.pages import Addresses, addresses

Kind = tuple[str, str, Severity]
"""Of a finding: its family, its rule, its severity."""
HEAD = ("base.html",)
"""The template that writes the head of a page."""
PAPER = ("paper.html", "base.html")
PIECE = 1 << 20
"""Bytes of a page that are read at a time."""
_OPEN = 64
"""Files of the content that are kept as they were last read: several findings often stand in one."""


@dataclass(frozen=True)
class CheckContext:
    """A site under examination; `files` are the slash paths of all that was built.

    `content` is what is published, its papers read one by one; `drafts` are the papers that are not. `known_site` and
    `known_sizes` are those of the build, where there was one; `jobs` is how many processes may look at pages.
    """

    root: Path
    content: Content
    drafts: tuple[Paper, ...]
    output: Path
    files: AbstractSet[str]
    known_sizes: Mapping[str, int] | None = None
    known_site: Site | None = None
    jobs: int | None = None
    _documents: dict[str, Document] = field(default_factory=dict)

    @cached_property
    def site(self) -> Site:
        """The content, connected."""
        return self.known_site or connect(self.content)[0]

    @cached_property
    def facts(self) -> tuple[PaperFacts, ...]:
        """The facts of every paper that is published; who asks for no more reads no paper."""
        return facts_and_papers(self.content.papers).facts

    @property
    def papers(self) -> Iterator[Paper]:
        """Every paper that is published, whole: each is read when it comes, and kept by nobody."""
        return map(facts_and_papers(self.content.papers).read, (facts.slug for facts in self.facts))

    @cached_property
    def at(self) -> Addresses:
        """The addresses of the site."""
        return addresses(self.content.config.base_url, self.site.feeds)

    @property
    def editions(self) -> tuple[Content, ...]:
        """The content in each language, the main one first."""
        return self.content, *self.content.translations

    @cached_property
    def languages(self) -> Languages:
        """The languages of the site, the main one wanted."""
        config = self.content.config
        return Languages(config.main_language, config.languages)

    @cached_property
    def prefix(self) -> str:
        """The path of the site's address, as it is read and not as it is quoted."""
        return unquote(self.at.prefix)

    @cached_property
    def templates(self) -> tuple[Path, ...]:
        """The folders of templates in use, nearest first."""
        chain = lineage(self.content.config.theme, self.root)
        return tuple(folder / "templates" for theme in chain for folder in theme.folders)

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """The size of every built file."""
        return self.known_sizes or {path: os.stat(f"{self._folder}/{path}").st_size for path in self.files}

    @cached_property
    def _folder(self) -> str:
        return os.fspath(self.output)

    @cached_property
    def papers_by_path(self) -> Mapping[str, SitePaper]:
        """Every paper by the file of its page."""
        return {self.paper_path(slug): entry for slug, entry in self.site.entries.items()}

    def paper_path(self, slug: str) -> str:
        """The file of a paper's page."""
        return self.path(self.at.paper(slug))

    def document(self, file: str) -> Document:
        """A file of the content, as it stands on disk."""
        document = self._documents.get(file)
        if document is None:
            if len(self._documents) >= _OPEN:
                self._documents.pop(next(iter(self._documents)))
            document = content_file.read_document(self.root, file, page=file.endswith(".md"))
            self._documents[file] = document
        return document

    def text(self, path: str) -> str:
        """A built file."""
        with open(f"{self._folder}/{path}", "rb") as opened:
            return opened.read().decode("utf-8", "replace")

    def pieces(self, path: str) -> Iterator[str]:
        """A built page in pieces, none of which ends within a tag: the largest are never whole in memory."""
        rest = b""
        with open(f"{self._folder}/{path}", "rb") as opened:
            while block := opened.read(PIECE):
                rest += block
                before, cut, begun = rest.rpartition(b"\n<") if len(block) == PIECE else (b"", b"", rest)
                if cut:
                    yield before.decode("utf-8", "replace")
                    rest = cut + begun
        yield rest.decode("utf-8", "replace")

    def page(self, path: str) -> ParsedPage:
        """A built page, read."""
        return read(self.text(path))

    def path(self, address: str) -> str:
        """The built file behind an address of the site, which starts with its prefix; both may be quoted."""
        file = unquote(address).removeprefix(self.prefix)
        return file + "index.html" if file.endswith("/") or not file else file

    def file_at(self, address: str) -> str:
        """The built file behind an absolute address; empty where it is not one of the site's."""
        origin = self.at.origin
        if not address.startswith(origin + self.at.prefix):
            return ""
        is_plain = "?" not in address and "#" not in address
        return self.path(address.removeprefix(origin) if is_plain else urlsplit(address).path)

    def in_content(self, finding: Kind, file: str, keys: Keys, sentence: str, hint: str = "") -> Finding:
        """Return a finding about a value in a file of the content."""
        family, rule, severity = finding
        problem = self.document(file).problem(keys, sentence, hint)
        return Finding(family, rule, replace(problem, severity=severity))

    def in_file(self, finding: Kind, file: str, sentence: str, hint: str = "") -> Finding:
        """Return a finding about a file as a whole."""
        family, rule, severity = finding
        return Finding(family, rule, Problem(file, sentence=sentence, hint=hint, severity=severity))

    def in_theme(self, finding: Kind, names: tuple[str, ...], sentence: str, hint: str = "") -> Finding:
        """Return a finding about a template: the nearest that stands for one of `names`."""
        files = (folder / name for folder in self.templates for name in names if (folder / name).is_file())
        file = next((shown(path) for path in files), f"themes/{self.content.config.theme}")
        return self.in_file(finding, file, sentence, hint)

    def located(self, problem: Problem) -> Problem:
        """Return a problem with the line of its field, where it only knows the file."""
        if problem.line or not problem.field or not problem.file.startswith("content/"):
            return problem
        return content_file.at_field(self.document(problem.file), problem)


def subject(root: Path, output: Path, jobs: int | None = None) -> CheckContext:
    """Return what there is to check after a build; raises `SitegenError` when the content is at fault by now."""
    content, _ = load.load(root)
    return CheckContext(root, content, tuple(content.drafts), output, frozenset(walk(output)), jobs=jobs)


def stamps(root: Path) -> Mapping[str, tuple[int, int]]:
    """Return the time and the size of every file of the content: when they differ, somebody has written there."""
    times_and_sizes = {}
    for name in walk(root / "content"):
        with contextlib.suppress(OSError):
            status = os.stat(f"{root}/content/{name}")
            if stat.S_ISREG(status.st_mode):
                times_and_sizes[name] = (status.st_mtime_ns, status.st_size)
    return times_and_sizes


def of_build(root: Path, built: BuildReport, jobs: int | None = None) -> CheckContext:
    """Return what there is to check of a build that was just done."""
    sizes = dict(built.made.sizes())
    return CheckContext(
        root,
        built.content,
        tuple(built.content.drafts),
        built.output,
        sizes.keys(),
        sizes,
        known_site=built.site,
        jobs=jobs,
    )
