"""The table of export formats: how one paper is written in each, and how many papers are one file.

In: a paper as it is cited. Out: its text in a format; texts joined to a file. Paper pages, downloads, people's exports,
link tags and `sitegen export` read this table: a format is a line here and a line in `model/formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from functools import cached_property
from types import MappingProxyType

from sitegen.cite import bibfield, biblatex, bibtex, csljson, endnote, mods, ris, spreadsheet
from sitegen.cite.frame import Frame
from sitegen.cite.links import arxiv_url, beside_identifiers
from sitegen.cite.preprints import preprint_of
from sitegen.model import EXPORT_FORMATS, RECORD_FORMATS, BibDialect, ExportFormat, Paper
from sitegen.records import dataclass
from sitegen.text.accents import letters


@dataclass(frozen=True)
class Citation:
    """A paper as it is cited: its key, the absolute address of its page, the site's LaTeX macros.

    `dialect` is what its entry is in, on pages and in `.bib` files of the site.
    """

    paper: Paper
    key: str
    url: str
    macros: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    dialect: BibDialect = "bibtex"

    @property
    def address(self) -> str:
        """The address beside its identifiers: its publisher's, and that of its page only where it is nowhere else."""
        return beside_identifiers(self.paper, self.url)

    @property
    def preprint(self) -> Citation | None:
        """Its preprint, where it has appeared elsewhere: one may cite what everybody can read beside it."""
        paper = preprint_of(self.paper)
        if paper is None or not paper.arxiv:
            return None
        return replace(self, paper=paper, key=f"{self.key}-preprint", url=arxiv_url(paper.arxiv))

    @cached_property
    def short_entry(self) -> str:
        """Its entry in the dialect without the abstract; made once, however often it is asked for."""
        short = biblatex.short if self.dialect == "biblatex" else bibtex.short
        return short(self.paper, self.key, self.address, self.macros)

    @cached_property
    def bibtex(self) -> tuple[str, str]:
        """Its entry in the dialect without the abstract, and the line of the abstract."""
        spelled = letters if self.dialect == "biblatex" else str
        return self.short_entry, bibfield.abstract(self.paper, self.macros, spelled)


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `one` writes a paper, `many` joins such texts, in their order, to a file."""

    facts: ExportFormat
    one: Callable[[Citation], str]
    many: Callable[[Iterable[str]], str]

    def pieces(self, texts: Iterable[str]) -> Iterable[str]:
        """Return the file of many in pieces; of a plug-in's format it is one."""
        return self.many.pieces(texts) if isinstance(self.many, Frame) else (self.many(texts),)


_WRITERS: Mapping[str, tuple[Callable[[Citation], str], Callable[[Iterable[str]], str]]] = {
    "bibtex": (lambda cited: bibfield.with_abstract(*cited.bibtex), bibfield.joined),
    "ris": (lambda cited: ris.record(cited.paper, cited.address, cited.key), ris.joined),
    "csl-json": (lambda cited: csljson.text(cited.paper, cited.key, cited.address), csljson.joined),
    "biblatex": (lambda cited: biblatex.entry(cited.paper, cited.key, cited.address, cited.macros), bibfield.joined),
    "endnote-xml": (lambda cited: endnote.record(cited.paper, cited.key, cited.address), endnote.joined),
    "mods": (lambda cited: mods.record(cited.paper, cited.key, cited.address), mods.joined),
    "csv": (lambda cited: spreadsheet.row(cited.paper, cited.key, cited.url), spreadsheet.joined),
}
RECORDS: Mapping[str, Format] = {facts.name: Format(facts, *_WRITERS[facts.name]) for facts in RECORD_FORMATS}
"""Every format, by its name."""
FORMATS = tuple(RECORDS[facts.name] for facts in EXPORT_FORMATS)
"""Those that a site offers beside its pages."""
