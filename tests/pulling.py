"""Pulls from made-up sources: what each says is a list of Records, or a failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from sitegen.merge.record import Record
from sitegen.pull import fetch
from sitegen.pull.query import AuthorQuery
from sitegen.pull.recipe import PullRequest, pull
from sitegen.pull.report import PullReport
from sitegen.pull.table import Source
from sitegen.web.client import Web
from sitegen.web.errors import SourceError
from sitegen.web.service import Service
from tests.making import write_site

Said = dict[str, list[Record] | SourceError]


def record(source: str, key: str, **fields: Any) -> Record:
    """One paper, as a source describes it that was asked by the person's own id."""
    return Record(source=source, source_id=str(fields.get(source, key)), reached="id", fields={**PAPER, **fields})


PAPER: Mapping[str, Any] = {
    "title": "On engines: a study",
    "authors": ["Ada Lovelace", "Charles Babbage"],
    "date": "2022-03-01",
}


def by_name(source: str, key: str, **fields: Any) -> Record:
    """The same, found only by the person's name."""
    return Record(source=source, source_id=str(fields.get(source, key)), reached="name", fields={**PAPER, **fields})


class Stage:
    """A site of one person, and sources that say what the test wants."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, ids: Mapping[str, str]) -> None:
        person = "".join(f"{key}: {value}\n" for key, value in {"name": "Ada Lovelace", **ids}.items())
        self.root = write_site(root, {"authors/ada.yaml": person}, owner="ada")
        self.paper("first").unlink()
        self.said: Said = {}
        self.asked: list[tuple[str, AuthorQuery]] = []
        self._patch = patch

    def paper(self, slug: str) -> Path:
        """Where a paper's file is."""
        return self.root / "content" / "papers" / f"{slug}.yaml"

    def past(self, slug: str) -> Path:
        """Where its past is."""
        return self.root / "content" / ".pulled" / f"{slug}.yaml"

    def pull(
        self,
        day: str = "2026-01-31",
        *,
        authors: Sequence[str] = (),
        sources: Sequence[str] = (),
        accept: Sequence[str] = (),
        reject: Sequence[str] = (),
        is_trial: bool = False,
    ) -> PullReport:
        """Pull, and return the report."""
        self._patch.setattr(fetch, "SOURCES", {name: self._source(name) for name in self.said})
        request = PullRequest(
            date=day,
            authors=tuple(authors),
            sources=tuple(sources),
            accept=tuple(accept),
            reject=tuple(reject),
            is_trial=is_trial,
            figures=False,
        )
        return pull(self.root, request, {"SITEGEN_GATEWAY": "http://127.0.0.1:9"})

    def _source(self, name: str) -> Source:
        def say(wanted: AuthorQuery, _web: Web) -> tuple[Record, ...]:
            self.asked.append((name, wanted))
            said = self.said[name]
            if isinstance(said, SourceError):
                raise said
            return () if any(wanted.works) else tuple(said)

        service = Service(name=name, title=name, hosts=(f"{name}.example",), pace=0)
        return Source(service, say, (name,), ("arxiv", "doi"), finds_names=True)

    def files(self) -> dict[str, bytes]:
        """Every file of the site, by its path."""
        found = (path for path in self.root.rglob("*") if path.is_file() and ".sitegen" not in path.parts)
        return {str(path.relative_to(self.root)): path.read_bytes() for path in found}

    def slugs(self) -> list[str]:
        """The slugs of all papers."""
        return sorted(path.stem for path in (self.root / "content" / "papers").rglob("*.yaml"))
