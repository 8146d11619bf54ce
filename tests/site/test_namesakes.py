"""People of one name, and what tells them apart."""

from __future__ import annotations

from sitegen.model import Authorship, Date, Paper
from sitegen.site.namesakes import Namesakes, namesakes
from sitegen.site.people import resolve
from tests.making import author, paper

ONE, TWO, THREE = "0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"


def _found(*papers: Paper, authors: tuple[object, ...] = ()) -> dict[str, Namesakes]:
    directory, _ = resolve(papers, authors)  # type: ignore[arg-type] # a test's shorthand
    return dict(namesakes(directory, papers))


def _by(orcid: str, slug: str, **more: object) -> Paper:
    place = Authorship(name="Bo Li", orcid=orcid, affiliations=more.pop("affiliations", ()))  # type: ignore[arg-type] # see above
    return paper(slug, place, **more)  # type: ignore[arg-type] # see above


def test_nobody_else_of_the_name() -> None:
    """Who has a name for themselves needs no words."""
    assert _found(paper("a", "Ada King"), paper("b", "Bo Frost")) == {}


def test_an_institution_goes_before_a_field_before_years() -> None:
    """The first that only this one has; each knows the others."""
    found = _found(
        _by(ONE, "a", affiliations=("Oslo",), topics=("ice",), date=Date(2001)),
        _by(ONE, "b", affiliations=("Oslo",), topics=("ice",), date=Date(2003)),
        _by(TWO, "c", topics=("snow",), date=Date(2010)),
        _by(THREE, "d", date=Date(2020)),
    )
    assert sorted(one.distinction for one in found.values()) == ["2020", "Oslo", "snow"]
    assert all(len(one.others) == 2 and slug not in one.others for slug, one in found.items())


def test_what_both_have_tells_nothing() -> None:
    """Of one institution the field tells, of one field the years; of one year a number."""
    found = _found(_by(ONE, "a", affiliations=("Oslo",), date=Date(2001)), _by(TWO, "b", affiliations=("Oslo",)))
    assert sorted(one.distinction for one in found.values()) == ["2001", "2020"]
    found = _found(_by(ONE, "a"), _by(TWO, "b"))
    assert sorted(one.distinction for one in found.values()) == ["2020 (1)", "2020 (2)"]


def test_a_file_says_it_best() -> None:
    """The affiliation of a person's file goes before all; somebody without papers is there as well."""
    files = (author("bo-li", "Bo Li", affiliation="Bergen", orcid=ONE),)
    found = _found(_by(TWO, "a", affiliations=("Oslo",)), authors=files)
    assert {one.distinction for one in found.values()} == {"Bergen", "Oslo"}
