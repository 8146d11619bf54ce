"""Figures that are not taken: unwanted, not free, hostile, too large, or out of reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.content.lock import state_folder
from sitegen.images.sandbox import SandboxLimits
from sitegen.pull import fetch
from sitegen.pull.figures import figure_sources
from sitegen.pull.figures.figure_sources import Services
from sitegen.pull.illustrate import FigureRequest, illustrate
from sitegen.pull.people import person
from sitegen.pull.recipe import PullRequest, pull
from sitegen.pull.site_snapshot import read
from sitegen.pull.table import Source
from sitegen.web.client import Web
from tests.illustrating import (
    ARXIV,
    HTML,
    INSPIRE,
    PAPER,
    SOURCE,
    page,
    picture,
    pictures,
    run,
    said,
    site,
)
from tests.pull.figures.test_archive import bomb
from tests.replay_server import Replay, Reply, document, replaying


@pytest.fixture
def server() -> Iterator[Replay]:
    """ArXiv and INSPIRE; at first they have nothing."""
    with replaying({}) as running:
        yield running


@pytest.mark.parametrize("key", ["figures: []\n", "status: withdrawn\n"])
def test_who_does_not_want_figures_gets_none(tmp_path: Path, server: Replay, key: str) -> None:
    """An empty list says so; nothing is asked."""
    root = site(tmp_path, PAPER + key)
    run(root, server)
    assert server.log == []


def test_what_a_hand_took_away_stays_away(tmp_path: Path, server: Replay) -> None:
    """Figures that were pulled once and deleted are not pulled again."""
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture()}
    root = site(tmp_path)
    run(root, server)
    (root / "content/papers/first.yaml").write_text(PAPER)
    run(root, server)
    assert "figures" not in said(root)


def test_files_of_somebody_else_are_not_replaced(tmp_path: Path, server: Replay) -> None:
    """A picture of the person's own keeps its name and its bytes."""
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture()}
    root = site(tmp_path)
    own = root / "content/figures/first/1.png"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"mine")
    run(root, server)
    assert own.read_bytes() == b"mine"
    assert said(root)["figures"][0]["file"] == "figures/first/1-2.png"


def test_no_picture_is_written_through_a_link(tmp_path: Path, server: Replay) -> None:
    """A folder of figures that leads out of the site stays as it is."""
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture()}
    root = site(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "content/figures").symlink_to(outside)
    done = run(root, server)
    assert list(outside.iterdir()) == []
    assert "leads out of content/" in done.problems[0].sentence


@pytest.mark.parametrize(
    ("licence", "author", "is_copied"),
    [
        ("", "Ada Lovelace", True),
        ("CC-BY-4.0", "Eve Stranger", True),
        ("http://creativecommons.org/licenses/by/4.0/", "Eve Stranger", True),
        ("http://arxiv.org/licenses/nonexclusive-distrib/1.0/", "Eve Stranger", False),
        ("", "Eve Stranger", False),
    ],
)
def test_licences_are_respected(tmp_path: Path, server: Replay, *, licence: str, author: str, is_copied: bool) -> None:
    """A copy needs a free licence or an author of the site."""
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture()}
    paper = PAPER.replace("Ada Lovelace", author) + (f"license: {licence}\n" if licence else "")
    root = site(tmp_path, paper, owner="ada")
    done = run(root, server)
    assert ("figures" in said(root)) == is_copied
    assert bool(done.left_out) != is_copied
    assert said(root).get("links") == (None if is_copied else {"html": "https://arxiv.org/html/2203.00001"})
    assert run(root, server).updated == []


def test_a_source_that_never_ends_is_given_up(tmp_path: Path, server: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    """TeX made to keep a reader busy costs its seconds and no more."""
    monkeypatch.setattr(figure_sources, "_LIMITS", SandboxLimits(seconds=1, megabytes=300))
    text = rb"\documentclass{article}\begin{document}\begin{figure}" + rb"\caption{" * 400_000
    server.answers["export.arxiv.org/e-print/2203.00001"] = Reply(text)
    done = run(site(tmp_path), server)
    assert [one.sentence for one in done.problems] == ["the source takes more than 1 seconds to read"]


def test_a_reader_that_fails_costs_its_own_text(
    tmp_path: Path, server: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that no reader foresaw is named; the figures come from the source."""

    def stumble(*_: str) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("sitegen.pull.figures.figure_sources.html.find", stumble)
    server.answers |= {HTML: page(1), "export.arxiv.org/e-print/2203.00001": document(SOURCE, "application/gzip")}
    done = run(site(tmp_path), server)
    assert "the page of arXiv HTML cannot be read (ZeroDivisionError: division by zero)" in done.problems[0].sentence
    assert done.pictured[0].figures == 2


@pytest.mark.parametrize("kind", ["bomb", "cut", "unknown"])
def test_a_hostile_source_is_one_line(tmp_path: Path, server: Replay, kind: str) -> None:
    """Nothing is written, and the run goes on."""
    sources = {"bomb": bomb("a.tex", 100 << 20), "cut": SOURCE[:150], "unknown": b"\0\1\2"}
    server.answers["export.arxiv.org/e-print/2203.00001"] = Reply(sources[kind])
    root = site(tmp_path)
    done = run(root, server)
    assert len(done.problems) == 1
    assert done.problems[0].file == "content/papers/first.yaml"
    assert done.problems[0].sentence.startswith("the source")
    assert pictures(root) == []


@pytest.mark.parametrize("body", [b"<html>no picture</html>", b"\x89PNG\r\n\x1a\n" + bytes(9 << 20)])
def test_what_is_no_picture_or_too_large_is_named(tmp_path: Path, server: Replay, body: bytes) -> None:
    """The figure is left out, with its number."""
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture(body)}
    root = site(tmp_path)
    done = run(root, server)
    assert re.match(r"figure 1: what arXiv HTML \(2203.00001\) has is", done.problems[0].sentence)
    assert pictures(root) == []


def test_pictures_elsewhere_are_not_fetched(tmp_path: Path, server: Replay) -> None:
    """An address in a page is followed only to the page's own service."""
    foreign = page(1).body.replace(b"x1.png", b"https://evil.example/x1.png")
    server.answers |= {HTML: document(foreign, "text/html"), "evil.example/x1.png": picture()}
    run(site(tmp_path), server)
    assert "evil.example" not in {asked.host for asked in server.log}


def test_a_service_that_fails_leaves_the_paper_for_the_next_time(tmp_path: Path, server: Replay) -> None:
    """No worse way takes its place, and nothing is written."""
    server.answers |= {HTML: Reply(b"", 503), "export.arxiv.org/e-print/2203.00001": Reply(SOURCE)}
    root = site(tmp_path)
    done = run(root, server)
    assert [one.source for one in done.failures] == ["arXiv"]
    assert "figures" not in said(root)
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture()}
    run(root, server, is_fresh=False)
    assert "figures" in said(root)


def test_only_the_people_asked_for(tmp_path: Path, server: Replay) -> None:
    """A pull for one author leaves the others' papers alone."""
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture()}
    root = site(tmp_path)
    (root / "content/authors/eve.yaml").write_text("name: Eve Stranger\n")
    eve = next(one for one in read(root).authors if one.slug == "eve")
    task = FigureRequest(
        root=root, people=(person(eve),), date="2026-01-31", services=Services(ARXIV, INSPIRE), is_fresh=True
    )
    with Web(state_folder(root), {"SITEGEN_GATEWAY": server.address}) as web:
        illustrate(web, task)
    assert "figures" not in said(root)


@pytest.mark.parametrize(
    ("config", "wish", "is_asked"), [({}, True, True), ({}, False, False), ({"pull": "{figures: false}"}, True, False)]
)
def test_a_pull_looks_for_figures_unless_told_not_to(
    tmp_path: Path,
    server: Replay,
    monkeypatch: pytest.MonkeyPatch,
    config: dict[str, str],
    *,
    wish: bool,
    is_asked: bool,
) -> None:
    """On the command line, or in the site's own options."""
    root = site(tmp_path, owner="ada", **config)
    monkeypatch.setattr(fetch, "SOURCES", {"arxiv": Source(ARXIV, lambda *_: (), ("arxiv",))})
    request = PullRequest(date="2026-01-31", figures=wish)
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture()}
    report = pull(root, request, {"SITEGEN_GATEWAY": server.address})
    assert ("figures" in said(root)) == is_asked == bool(report.updated)
    trial = pull(root, PullRequest(date="2026-01-31", is_trial=True), {"SITEGEN_GATEWAY": server.address})
    assert trial.updated == ()
