"""Where a paper appeared, as lists show it: short, its year said once, in its own colour."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.model import Date, Venue
from sitegen.render.paperview import venue_mark, venue_text
from sitegen.site.graph import connect
from tests.making import content, paper, text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ICML 2022", "ICML"),
        ("ICML ’22", "ICML"),
        ("ICML (2022)", "ICML"),
        ("2022 Meeting of Gardeners", "Meeting of Gardeners"),
        ("ICML 2021", "ICML 2021"),
        ("Journal of 2022 Ideas", "Journal of 2022 Ideas"),
        ("2022", "2022"),
    ],
)
def test_a_year_is_said_once(name: str, shown: str) -> None:
    """The date's year is no part of a venue beside it; any other year is."""
    assert venue_text(paper("p", venue=name, date=Date(2022, 3))) == shown


def test_a_short_name_is_a_badge_with_a_colour() -> None:
    """The colour that the site gives its venue, else one that is the same for all its papers; a long name has none."""
    short = Venue(name=text("Annals of Forest Gardening"), short=text("AFG"))
    entries = connect(
        content(
            paper("a", venue=short, date=Date(2020)),
            paper("b", venue=replace(short, short=text("AFG 2021")), date=Date(2021)),
            paper("c", venue="A venue that has a long name"),
            paper("d"),
        )
    )[0].entries
    first, second, long, nothing = (venue_mark(entries[slug]) for slug in "abcd")
    assert first
    assert second
    assert long
    assert (first.text, first.full) == (second.text, second.full) == ("AFG", "Annals of Forest Gardening")
    assert first.colour == second.colour
    assert (first.colour or "").startswith("oklch(")
    assert (long.text, long.full, long.colour) == ("A venue that has a long name", "", None)
    assert nothing is None
    venue = entries["a"].venue
    assert venue
    own = venue_mark(replace(entries["a"], venue=venue._replace(colour="#c33")))
    assert own
    assert own.colour == "#c33"
