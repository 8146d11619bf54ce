"""More by these authors."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as some

from sitegen.model import facts_of
from sitegen.site.related import NEARBY, RELATED, RelatedPapers, related
from tests.making import paper

PLACES = some.lists(some.integers(0, 90), unique=True, max_size=60).map(sorted)


def _slowly(number: int | None, theirs: list[list[int]], listed: list[Any]) -> tuple[tuple[str, int], ...]:
    """Return what `related` must, as its docstring says it."""
    here = number or 0
    shared: Counter[int] = Counter()
    for places in theirs:
        shared.update(sorted(places, key=lambda place: (abs(place - here), place))[:NEARBY])
    ranked = sorted(
        ((-count, abs(place - here), listed[place].slug) for place, count in shared.items() if place != number),
    )
    return tuple((slug, -count) for count, _, slug in ranked[:RELATED])


@given(some.one_of(some.none(), some.integers(0, 90)), some.lists(PLACES, max_size=5))
def test_related_papers_share_most_authors_and_are_nearest(number: int | None, theirs: list[list[int]]) -> None:
    """Of each author the nearest papers count; most authors first, then the nearest, then by slug."""
    listed = [SimpleNamespace(slug=f"p{place * 37 % 91:02d}") for place in range(91)]
    assert related(number, theirs, cast(Any, listed)) == _slowly(number, theirs, listed)


def test_papers_are_related_when_somebody_asks() -> None:
    """Each paper of the site has its related ones, a hidden one too; of what is no paper nothing is said."""
    shown, hidden = facts_of(paper("a", "Ada L")), facts_of(paper("b", "Ada L"))
    found = RelatedPapers((shown,), {"a": ("ada-l",), "b": ("ada-l",)}, {"ada-l": ("a",)})
    assert (list(found), len(found)) == (["a", "b"], 2)
    assert (found["a"], found[hidden.slug]) == ((), (("a", 1),))
    assert "c" not in found
