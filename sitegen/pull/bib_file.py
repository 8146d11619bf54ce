"""BibTeX by URL: the .bib file that a person keeps at an address, as a source that `pull` asks.

In: addresses of .bib files, from a person's file (`bibtex:`), and what reads such a file: importers use pull and never
the other way about, so that `cli` brings the two together. Out: Records, each under its key.

Source: the file itself; its dialects are those of `bibtex`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from sitegen.errors import Problem
from sitegen.merge.record import BIBTEX as NAME
from sitegen.merge.record import Record
from sitegen.pull.left_out import LeftOut, Outcome
from sitegen.pull.query import AuthorQuery
from sitegen.pull.table import Source
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.service import Service

_ANY = Service(name=NAME, title="BibTeX", hosts=(), pace=1.0)
_NOT_FROM_AFAR = frozenset({"figures"})
"""What names files beside the .bib file, which are not here."""


class Entry(Protocol):
    """One entry of a .bib file: the paper that it describes, and the line on which it stands."""

    @property
    def record(self) -> Record:
        """The fields of the entry."""

    @property
    def line(self) -> int:
        """The line on which the entry begins."""


class Bibliography(Protocol):
    """The papers of a .bib file, and the faults that were found in it."""

    @property
    def papers(self) -> Sequence[Entry]:
        """Its entries."""

    @property
    def problems(self) -> Sequence[Problem]:
        """The faults, each with its line."""


Reader = Callable[[Path], Bibliography]
"""The reader of .bib files: `importers/bibtex.read`."""


def bib_file(read: Reader) -> Source:
    """Return the source that asks for people's .bib files, and reads them in this way."""
    return Source(_ANY, partial(_papers, read), (NAME,))


def _papers(read: Reader, wanted: AuthorQuery, web: Web) -> tuple[Outcome, ...]:
    """Return the entries of the person's files. Raises `SourceError` for one that is no BibTeX, or no https address."""
    outcomes: dict[str, Outcome] = {}
    for address in wanted.ids.get(NAME, "").split():
        for outcome in _entries(read, web, address):
            key = (
                outcome.source_id if not isinstance(outcome, LeftOut) else f"{address} {outcome.id} {outcome.sentence}"
            )
            outcomes.setdefault(key, outcome)
    return tuple(outcomes.values())


def _entries(read: Reader, web: Web, address: str) -> Iterator[Outcome]:
    """Yield what one file holds: a record of each entry, and what could not be read, by its line."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise SourceError(_ANY.title, "missing", f'"{address}" is no address of a .bib file')
    service = replace(_ANY, hosts=(host,), title=f"BibTeX at {host}")
    answer = web.whole(service, address)
    if answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise SourceError(service.title, "html", "a web page came where a .bib file should be")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "papers.bib"
        file.write_bytes(answer.body)
        reading = read(file)
    if not reading.papers:
        raise SourceError(service.title, "schema", "there is no BibTeX entry in what it sent")
    for problem in reading.problems:
        yield LeftOut(NAME, f"line {problem.line}", sentence=f"{problem.field}: {problem.sentence}".strip(": "))
    for entry in reading.papers:
        fields = {key: value for key, value in entry.record.fields.items() if key not in _NOT_FROM_AFAR}
        number = entry.record.source_id or f"line {entry.line}"
        yield replace(entry.record, source=NAME, source_id=number, reached="id", fields=fields)
