"""Every figure that was counted by hand in the shared papers is found, with its number, its caption and its files."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The script that counts."""
    specification = importlib.util.spec_from_file_location("bench_figures", CHECKOUT / "bench" / "figures.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.corpus
def test_all_that_was_counted_is_found(bench: ModuleType, shared: Path) -> None:
    """Nothing is missed and nothing made up, in pages, sources and records."""
    scores = list(bench.scores(shared))
    assert {one.way for one in scores} == {"html", "source", "record"}
    assert [(one.paper, one.way, one.missed, one.extra) for one in scores if one.missed or one.extra] == []
    assert sum(one.expected for one in scores) > 150


def test_the_count_can_fail(bench: ModuleType, tmp_path: Path) -> None:
    """A figure that is not there, or has another number, is missed."""
    page = tmp_path / "index.html"
    page.write_text(
        '<div class="ltx_document"><figure class="ltx_figure"><img src="a.png"><figcaption class="ltx_caption">'
        '<span class="ltx_tag ltx_tag_figure">Figure 1: </span>Losses.</figcaption></figure></div>'
    )
    for figures, found in (
        ([["1", "Losses", "a"]], 1),
        ([["2", "Losses", "a"]], 0),
        ([["1", "Gains", "a"]], 0),
        ([["1", "Losses", "b"]], 0),
    ):
        assert bench.score("html", bench.Paper("p", {}, {}, figures), page).found == found
