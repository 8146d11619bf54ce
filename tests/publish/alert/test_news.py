"""What counts as news, whatever order things become known in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Date, Paper, Version
from sitegen.publish.alert import news
from sitegen.site.graph import Site, connect
from tests.making import content, paper


def _site(*papers: Paper) -> Site:
    return connect(content(*papers))[0]


def _versions(*names: str) -> tuple[Version, ...]:
    return tuple(Version(version=name) for name in names)


def _is_told(before: Paper, after: Paper) -> bool:
    known = news.remember(_site(before), {})
    return bool(news.find(_site(after), known, versions=True))


def test_news_are_newest_first() -> None:
    """As in the feeds: by date of publication."""
    site = _site(paper("old", date=Date(2020)), paper("new", date=Date(2022)), paper("mid", date=Date(2021, 3)))
    assert [item.slug for item in news.find(site, {})] == ["new", "mid", "old"]


def test_a_higher_number_is_a_new_version() -> None:
    """`v10` follows `v9`; fewer versions than before are none; the same number is the same."""
    assert _is_told(paper("x", versions=_versions("v9")), paper("x", versions=_versions("v9", "v10")))
    assert not _is_told(paper("x", versions=_versions("1", "2")), paper("x", versions=_versions("1")))
    assert not _is_told(paper("x", versions=_versions("1")), paper("x", versions=_versions("v1")))


def test_a_later_update_is_a_new_version() -> None:
    """For papers without numbered versions, `updated` tells."""
    assert _is_told(paper("x"), paper("x", updated=Date(2024, 5)))
    assert _is_told(paper("x", updated=Date(2024)), paper("x", updated=Date(2024, 5)))
    assert not _is_told(paper("x", updated=Date(2024, 5)), paper("x", updated=Date(2023)))


def test_a_source_that_begins_to_count_is_no_news() -> None:
    """Numbers that come where there was a date, or nothing, say that a source was asked, not that a paper changed."""
    assert not _is_told(paper("x"), paper("x", versions=_versions("1", "2")))
    assert not _is_told(paper("x", updated=Date(2024)), paper("x", versions=_versions("2"), updated=Date(2025)))


def test_since_includes_what_may_be_of_that_day() -> None:
    """A paper of which only the year is known is told of when the year fits; nothing older is."""
    site = _site(
        paper("year", date=Date(2026)), paper("day", date=Date(2026, 2, 27)), paper("month", date=Date(2026, 3))
    )
    assert {item.slug for item in news.find(site, {}, since=Date(2026, 3, 14))} == {"year", "month"}


_NAMES = st.sampled_from(["1", "v2", "3", "v11", "preprint", ""])
_PAPERS = st.lists(
    st.builds(
        lambda slug, names, year: paper(slug, versions=_versions(*names), updated=Date(year) if year else None),
        st.sampled_from("abc"),
        st.lists(_NAMES, max_size=3),
        st.sampled_from([0, 2021, 2022]),
    ),
    max_size=3,
    unique_by=lambda one: one.slug,
)


@given(st.lists(_PAPERS, max_size=6))
def test_nothing_is_told_twice(states: list[list[Paper]]) -> None:
    """Whatever a site becomes, in any order: a paper is new once, and each version is told of at most once."""
    known: news.Known = {}
    told: set[tuple[str, str, str]] = set()
    for papers in states:
        site = _site(*papers)
        for item in news.find(site, known, versions=True):
            version = "" if item.kind == "paper" else news.version(site.entries[item.slug].paper)
            assert (item.kind, item.slug, version) not in told
            told.add((item.kind, item.slug, version))
        known = news.remember(site, known)
        assert not news.find(site, known, versions=True)
