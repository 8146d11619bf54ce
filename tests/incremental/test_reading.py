"""Files of the content, read through the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content.load import load
from sitegen.incremental import last_build, reading
from sitegen.incremental.reading import StoredReader
from sitegen.incremental.store import Store
from sitegen.model import facts_and_papers
from tests.making import write_site


def _reader(root: Path, program: str) -> StoredReader:
    return StoredReader(root, Store(root / "cache", program), last_build.look(root, ())[0], 1)


def test_a_few_papers_stay_as_they_were_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process that reads and renders does not pack them for itself; of many it does, and they are the same."""
    root = write_site(tmp_path, {"papers/other.yaml": "title: Of $x$\nauthors: [Cy Moe]\ndate: 2021-03-04\n"})
    kept = _reader(root, "kept")
    content, _ = load(root, reader=kept)
    whole = [kept.paper(facts.slug) for facts in facts_and_papers(content.papers).facts]
    assert all(kept.paper(paper.slug) is paper for paper in whole)
    monkeypatch.setattr(reading, "FEW", 1)
    packed = _reader(root, "packed")
    content, _ = load(root, reader=packed)
    assert [packed.paper(facts.slug) for facts in facts_and_papers(content.papers).facts] == whole
    assert packed.paper(whole[0].slug) is not packed.paper(whole[0].slug)
