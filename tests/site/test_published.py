"""Old addresses that somebody leads elsewhere, by the settings or by an alias, held against what was published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.content.published import as_text, from_text
from tests.making import paper, text
from tests.remembering import old, published, step, study


def test_a_redirect_in_the_settings_says_enough() -> None:
    """The address of what is gone may be led elsewhere; then nothing is said."""
    before = published(study("m"), study("a"))
    _, found = step(before, study("a"), redirects={"papers/m": "papers/a"})
    assert not [problem for problem in found.once if "papers/m" in problem.sentence]


@pytest.mark.parametrize("address", ["papers/m", "old/paper", "2019/m.html"])
def test_a_redirect_that_is_taken_out_again_is_named_once(address: str) -> None:
    """An address that somebody led elsewhere was published as well: it does not die in silence."""
    before = published(study("m"), study("a"))
    _, found = step(before, study("a"), redirects={f"/{address}": "papers/a/"})
    again, faults = from_text(as_text(found.published))
    assert again == found.published
    assert not faults
    site, found = step(again, study("a"))
    assert not old(site)
    shown = address if address.endswith(".html") else f"{address}/"
    assert [problem.sentence.partition(", and ")[0] for problem in found.once] == [f"{shown} was published"]
    assert f"redirects: {{{address}: papers/" in (found.once[0].hint or "")
    assert not step(found.published, study("a"))[1].once


def test_a_redirect_is_no_more_needed_where_its_paper_comes_back() -> None:
    """Nothing is said where the address has a page of its own again, nor where the line only leads elsewhere."""
    before = published(study("m"), study("a"))
    _, found = step(before, study("a"), redirects={"papers/m": "papers/a"})
    _, found = step(found.published, study("a"), redirects={"papers/m": "years/2020"})
    assert not found.once
    _, found = step(found.published, study("a"), study("m"), paths=("papers/m/index.html",))
    assert not found.once


@pytest.mark.parametrize("back", ["a-later", "z-later"])
def test_an_address_that_was_given_away_stays_there(back: str) -> None:
    """The alias of what is gone may be stated by another; the paper comes back without it, whatever its file's name."""
    before = published(study("m"), study("n"))
    paper_back = replace(study("m"), slug=back, file=f"content/papers/{back}.yaml")
    _, found = step(before, paper_back, study("n"))
    assert found.published.papers[back].was == ("m",)
    _, found = step(found.published, study("n"))
    _, found = step(found.published, study("n", aliases=("m",)))
    for _ in range(2):
        site, found = step(found.published, study("n", aliases=("m",)), paper_back)
        assert not found.clashes
        assert old(site)["papers/m"] == "/papers/n/"
    assert found.published.papers[back].was == ()


def test_a_settings_line_that_leads_to_another_is_a_clash() -> None:
    """The old address of a paper that is there cannot be led to another paper."""
    before = published(study("m"), study("a"))
    moved = paper("new", title=text("Study of m"))
    assert step(before, moved, study("a"), redirects={"papers/m": "papers/a"})[1].clashes
    assert not step(before, moved, study("a"), redirects={"papers/m": "papers/new/"})[1].problems
