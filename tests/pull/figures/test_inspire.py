"""Figures of INSPIRE's records: captions as a person would write them down."""

from __future__ import annotations

import pytest

from sitegen.pull.figures.inspire import find
from sitegen.web.json_values import Data


def captions(*written: str) -> list[str]:
    """The captions of a record whose figures have these."""
    figures = [
        {"caption": caption, "url": f"https://inspire.example/{number}"} for number, caption in enumerate(written)
    ]
    return [one.caption for one in find(Data("INSPIRE", {"figures": figures}))]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The fit using Eq.~(\\ref{eq:fit}) and Fig.~\\ref{fig:a}.", "The fit using the equation and the figure."),
        ("The ratio (\\ref{eq:x}), in the plane", "The ratio, in the plane"),
        ("Lines of \\ion{N}{2} and \\ce{H2O}", "Lines of N~II and H\\textsubscript{2}O"),
        ("Losses. Caption not extracted", "Losses."),
    ],
)
def test_references_and_commands_read(written: str, read: str) -> None:
    """A record holds no numbers for them: they are in words."""
    assert captions(written) == [read]


def test_a_panel_is_parted_from_its_figure() -> None:
    """INSPIRE joins the last panel's caption to the figure's; names with capitals within stay whole."""
    said = captions(
        "Left part", "Right partComparison of the two methods at all energies.", "Runs of PyTorch and LaTeX codes"
    )
    assert said == [
        "Left part",
        "Right part. Comparison of the two methods at all energies.",
        "Runs of PyTorch and LaTeX codes",
    ]
    assert captions("A partComparison of methods") == ["A partComparison of methods"]
