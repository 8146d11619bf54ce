"""Figures and macros for papers that lack them: where they come from, and what is written."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.content import load
from tests.illustrating import (
    DOT,
    HTML,
    PAPER,
    SOURCE,
    TEX,
    page,
    picture,
    pictures,
    run,
    said,
    site,
)
from tests.pull.figures.test_archive import tar
from tests.pull.figures.test_pdf import DRAWN
from tests.replay_server import Replay, Reply, document, replaying


@pytest.fixture
def server() -> Iterator[Replay]:
    """ArXiv and INSPIRE; at first they have nothing."""
    with replaying({}) as running:
        yield running


def test_figures_of_the_page_are_copied_and_named(tmp_path: Path, server: Replay) -> None:
    """Number, caption with its formula, a drafted description marked as such; other lines of the file stay."""
    server.answers |= {HTML: page(1, 2), f"{HTML}/x1.png": picture(), f"{HTML}/x2.png": picture()}
    root = site(tmp_path)
    done = run(root, server)
    assert (done.failures, done.problems, len(done.updated)) == ([], [], 1)
    assert said(root)["figures"][1] == {
        "file": "figures/first/2.png",
        "caption": "Loss of $f_{0}$, run 2.",
        "alt": "Loss of f₀, run 2.",
        "number": "2",
        "source": "arXiv HTML (2203.00001)",
        "drafted": "true",
    }
    assert pictures(root) == ["first/1.png", "first/2.png"]
    assert (root / "content/papers/first.yaml").read_text().startswith(PAPER)
    _, problems = load.load(root)
    assert [one for one in problems if one.severity == "error"] == []


def test_a_second_look_asks_nothing_and_writes_nothing(tmp_path: Path, server: Replay) -> None:
    """What is there is there; what was not there is asked for again only after days."""
    server.answers |= {HTML: page(1), f"{HTML}/x1.png": picture()}
    root = site(tmp_path)
    run(root, server)
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
    count = len(server.log)
    run(root, server)
    assert len(server.log) == count
    assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == before

    other = site(tmp_path / "other")
    server.answers.clear()
    run(other, server)
    count = len(server.log)
    run(other, server, is_fresh=False, day="2026-02-02")
    assert len(server.log) == count
    run(other, server, is_fresh=False, day="2026-02-28")
    assert len(server.log) > count


@pytest.mark.parametrize(
    ("answers", "source"),
    [
        (
            {
                "inspirehep.net/api/arxiv/2203.00001": Reply(
                    json.dumps(
                        {"metadata": {"figures": [{"url": "https://inspirehep.net/files/1", "caption": "Loss."}]}}
                    ).encode()
                ),
                "inspirehep.net/files/1": picture(),
            },
            "INSPIRE",
        ),
        (
            {
                "ar5iv.labs.arxiv.org/html/2203.00001": page(1),
                "ar5iv.labs.arxiv.org/html/2203.00001/x1.png": picture(),
            },
            "ar5iv (2203.00001)",
        ),
        ({"export.arxiv.org/e-print/2203.00001": document(SOURCE, "x")}, "arXiv source (2203.00001)"),
        (
            {"arxiv.org/pdf/2203.00001": document(DRAWN, "application/pdf")},
            "arXiv PDF (2203.00001), page 1; unsure: cut out above its caption",
        ),
        (
            {"export.arxiv.org/e-print/2203.00001": document(gzip.compress(DRAWN), "application/gzip")},
            "arXiv PDF (2203.00001), page 1; unsure: cut out above its caption",
        ),
    ],
)
def test_the_best_way_that_has_pictures_is_taken(
    tmp_path: Path, server: Replay, answers: dict[str, Reply], source: str
) -> None:
    """The page, INSPIRE, the older page, the source, the PDF: the next where the better ones have nothing."""
    server.answers |= answers
    root = site(tmp_path)
    done = run(root, server)
    assert done.failures == []
    assert said(root)["figures"][0]["source"] == source
    assert all((root / "content" / name).is_file() for name in [said(root)["figures"][0]["file"]])


def test_a_picture_that_the_page_lacks_comes_from_the_source(tmp_path: Path, server: Replay) -> None:
    """Figures are told apart by their numbers; the page's words stay."""
    broken = page(1, 2)
    broken = document(broken.body.replace(b"x2.png", b"missing"), "text/html")
    server.answers |= {HTML: broken, f"{HTML}/x1.png": picture(), "export.arxiv.org/e-print/2203.00001": Reply(SOURCE)}
    root = site(tmp_path)
    run(root, server)
    assert [(one["caption"], one["source"]) for one in said(root)["figures"]] == [
        ("Loss of $f_{0}$, run 1.", "arXiv HTML (2203.00001)"),
        ("Loss of $f_{0}$, run 2.", "arXiv source (2203.00001)"),
    ]


DRAWING = rb"\begin{figure}\begin{tikzpicture}\end{tikzpicture}\caption{Drawn.}\end{figure}\end{document}"


def test_a_drawing_of_latex_is_named_with_what_to_do(tmp_path: Path, server: Replay) -> None:
    """There is no file of it to copy: the summary says so, and how to make one."""
    text = TEX.replace(rb"\end{document}", DRAWING)
    server.answers["export.arxiv.org/e-print/2203.00001"] = Reply(
        gzip.compress(tar(("main.tex", text), ("a.png", DOT), ("b.png", DOT)))
    )
    done = run(site(tmp_path), server)
    (problem,) = done.problems
    assert problem.sentence.startswith(
        "figure 3 is drawn by LaTeX itself with TikZ, so there is no file of it to copy: "
    )
    assert "figure-3.pdf" in problem.sentence
    assert done.pictured[0].figures == 2


def test_the_same_figure_of_two_pages_is_taken_once(tmp_path: Path, server: Replay) -> None:
    """What arXiv's page has no picture of, ar5iv's has: by number, and by caption where there is no number."""
    words = b"Loss on the engines of the second kind, with a regulator and without, "
    older = page(1, 2, 3).body.replace(b"Loss", words)
    newer = older.replace(b"x2.png", b"missing").replace(b"x3.png", b"missing").replace(b"Figure 3: ", b"")
    other = "ar5iv.labs.arxiv.org/html/2203.00001"
    server.answers |= {HTML: document(newer, "text/html"), f"{HTML}/x1.png": picture()}
    server.answers |= {other: document(older, "text/html")}
    server.answers |= {f"{other}/x{number}.png": picture() for number in (1, 2, 3)}
    root = site(tmp_path)
    done = run(root, server)
    assert done.problems == []
    assert [one["source"].split()[0] for one in said(root)["figures"]] == ["arXiv", "ar5iv", "ar5iv"]
    assert len({one["caption"] for one in said(root)["figures"]}) == 3


def test_a_caption_whose_references_the_page_lost_is_that_of_the_source(tmp_path: Path, server: Replay) -> None:
    """Only those are asked for there, and only where both say the same of the same figure."""
    lost = b'Loss of the kind that <span class="ltx_ref ltx_missing_label">LABEL:eq:x</span> has'
    body = page(1, 2).body.replace(b'Loss of <math alttext="f_{0}"></math>, run 1', lost)
    text = TEX.replace(rb"\caption{Loss.}", rb"\caption{Loss of the kind that \eqref{eq:x} has.}").replace(
        rb"\begin{document}", rb"\begin{document}\begin{equation}\label{eq:x}\end{equation}"
    )
    source = gzip.compress(tar(("main.tex", text), ("a.png", DOT), ("b.png", DOT)))
    server.answers |= {HTML: document(body, "text/html"), "export.arxiv.org/e-print/2203.00001": Reply(source)}
    server.answers |= {f"{HTML}/x{number}.png": picture() for number in (1, 2)}
    root = site(tmp_path)
    run(root, server)
    captions = [(one["caption"], one["source"].split()[1]) for one in said(root)["figures"]]
    assert captions == [("Loss of the kind that (1) has.", "HTML"), ("Loss of $f_{0}$, run 2.", "HTML")]


def test_the_last_version_is_asked_for(tmp_path: Path, server: Replay) -> None:
    """So that addresses in the page are those of the version that people read."""
    server.answers |= {f"{HTML}v3": page(1), f"{HTML}v3/x1.png": picture()}
    root = site(tmp_path, PAPER + "versions: [{version: v1}, {version: v3}]\n")
    run(root, server)
    assert said(root)["figures"][0]["source"] == "arXiv HTML (2203.00001v3)"


def test_macros_that_the_title_needs_are_offered(tmp_path: Path, server: Replay) -> None:
    """Those and no others, also for a paper that has its figures."""
    server.answers["export.arxiv.org/e-print/2203.00001"] = Reply(SOURCE)
    root = site(tmp_path, PAPER.replace("On engines", r"Over \nummodels engines") + "figures: []\n")
    run(root, server)
    assert said(root)["macros"] == {"nummodels": "400"}
    assert said(root)["figures"] == []


def test_a_paper_that_was_read_whole_and_has_no_figures_is_asked_about_once(tmp_path: Path, server: Replay) -> None:
    """Not next year either, nor on another machine; but when it changes, and then once more."""
    server.answers |= {HTML: page()}
    root = site(tmp_path)
    done = run(root, server)
    assert [(one.file, one.figures) for one in done.pictured] == [("content/papers/first.yaml", 0)]
    past = (root / "content/.pulled/first.yaml").read_bytes()
    assert b"without_figures: 2203.00001 " in past
    count = len(server.log)
    again = run(root, server, day="2027-02-28")
    assert (len(server.log), again.pictured, again.without) == (count, [], 1)
    assert (root / "content/.pulled/first.yaml").read_bytes() == past
    paper = root / "content/papers/first.yaml"
    paper.write_text(paper.read_text() + "versions: [{version: 2}]\n")
    server.answers |= {HTML + "v2": page(1), f"{HTML}v2/x1.png": picture()}
    assert [one.figures for one in run(root, server).pictured] == [1]


def test_a_paper_that_nobody_could_read_is_asked_about_again(tmp_path: Path, server: Replay) -> None:
    """No page, no source, no PDF: that says nothing about its figures."""
    root = site(tmp_path)
    assert [one.figures for one in run(root, server).pictured] == [0]
    assert not (root / "content/.pulled/first.yaml").exists()
