"""Whatever is edited between two publications: no published name ever means something else, and none dies unsaid."""

from __future__ import annotations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bench.moves import History
from tests.sampling import amount


@settings(max_examples=amount(6, 12), deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(seed=st.integers(0, 10**6))
def test_nothing_published_moves(seed: int) -> None:
    """Eighty edits of a site whose names collide, published after each."""
    figures = History(seed).run(80)
    assert (figures.another, figures.dead) == ([], [])
    assert figures.done + figures.refused == 80
