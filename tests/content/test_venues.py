"""Venues as content says them: types that follow, spellings that are one, short names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.model import Content, Paper
from sitegen.site.graph import connect
from tests.making import write_site

LEAST = "title: Ice\nauthors: [Ada King]\ndate: 2020\n"


def _paper(root: Path, lines: str, files: dict[str, str] | None = None, **config: str) -> Paper:
    content = _content(root, {"papers/ice.yaml": LEAST + lines, **(files or {})}, **config)
    return next(paper for paper in content.papers if paper.slug == "ice")


def _content(root: Path, files: dict[str, str], **config: str) -> Content:
    return load(write_site(root, files, **config))[0]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("venue: Winters\n", "article"),
        ("venue: Second Workshop on Ice\n", "inproceedings"),
        ("venue: {name: NeurIPS 2031, pages: 1-9}\n", "inproceedings"),
        ("venue: bioRxiv\ndoi: 10.1101/1\n", "preprint"),
        ("venue: 'PhD thesis, University of Ice'\n", "thesis"),
        ("venue: Technical Report 7\n", "report"),
        ("venue: CoRR\n", "preprint"),
        ("arxiv: 2203.15551\n", "preprint"),
        ("arxiv: 2203.15551\nvenue: Winters\n", "article"),
        ("arxiv: 2203.15551\nvenue: ICML 2022\n", "inproceedings"),
        ("venue: Second Workshop on Ice\ntype: article\n", "article"),
        ("", "article"),
    ],
)
def test_a_type_follows_from_the_venue(tmp_path: Path, lines: str, kind: str) -> None:
    """As far as its name says what it is; what is written wins."""
    assert _paper(tmp_path, lines).type == kind


def test_a_volume_with_editors_alone_is_a_book(tmp_path: Path) -> None:
    """Nothing else has editors and no authors."""
    content = _content(tmp_path, {"papers/ice.yaml": "title: Ice\neditors: [Ada King]\ndate: 2020\n"})
    assert {paper.slug: paper.type for paper in content.papers}["ice"] == "book"


@pytest.mark.parametrize(
    "lines",
    [
        "venue: 'arXiv preprint arXiv:2203.15551'\n",
        "venue: {name: CoRR, volume: abs/2203.15551}\n",
        "venue: arXiv (Cornell University)\narxiv: 2203.15551\n",
        "venue: arXiv\narxiv: 2203.15551\ntype: preprint\n",
    ],
)
def test_arxiv_is_no_venue_of_its_own(tmp_path: Path, lines: str) -> None:
    """Its id is what is known; the paper is listed under one arXiv."""
    one = _paper(tmp_path, lines)
    assert (one.venue, one.arxiv, one.type) == (None, "2203.15551", "preprint")


def test_spellings_of_a_venue_are_joined(tmp_path: Path) -> None:
    """By what `site.yaml` and `venues.yaml` list, by the table, by ordinals and years that do not count."""
    files = {
        "papers/a.yaml": LEAST + "venue: Proceedings of the 3rd Conference on Ice\n",
        "papers/b.yaml": LEAST + "venue: Conference on Ice 2021\n",
        "papers/c.yaml": LEAST + "venue: COI 2022\n",
        "papers/d.yaml": LEAST + "venue: Advances in Neural Information Processing Systems 33\n",
        "papers/e.yaml": LEAST + "venue: NeurIPS 2020\n",
        "papers/f.yaml": LEAST + "venue: Winter Notes\n",
        "papers/g.yaml": LEAST + "venue: Winters\n",
        "venues.yaml": "Conference on Ice: {short: COI, url: 'https://ice.example/', colour: '#1f6feb'}\n"
        "Winters:\n  names: [Winter Notes]\n",
    }
    site = connect(_content(tmp_path, files))[0]
    assert [(venue.name, venue.slug, len(venue.papers)) for venue in site.venues] == [
        ("COI", "coi", 3),
        ("NeurIPS", "neurips", 2),
        ("Winters", "winters", 2),
    ]
    assert (site.venues[0].url, site.venues[0].colour) == ("https://ice.example/", "#1f6feb")


def test_a_short_name_keeps_the_year_of_the_name(tmp_path: Path) -> None:
    """A meeting's year is not always that of the paper; what the paper says itself stays."""
    venue = _paper(tmp_path, "venue: Proceedings of the 2021 International Conference on Machine Learning\n").venue
    assert venue is not None
    assert venue.short is not None
    assert venue.short.plain == "ICML 2021"
    venue = _paper(tmp_path / "own", "venue: {name: International Conference on Machine Learning, short: Mine}\n").venue
    assert venue is not None
    assert venue.short is not None
    assert venue.short.plain == "Mine"
    venue = _paper(tmp_path / "and", "venue: Astronomy & Astrophysics\n").venue
    assert venue is not None
    assert venue.short is not None
    assert (venue.short.plain, venue.short.html) == ("A&A", "A&amp;A")


@pytest.mark.parametrize(
    ("files", "config", "message"),
    [
        ({"venues.yaml": "Ice: {shrt: I}\n"}, {}, "content/venues.yaml:1:7: Ice.shrt: is not a known key"),
        ({"venues.yaml": "Ice: {colour: blue}\n"}, {}, '"blue" is not a colour'),
        ({"venues.yaml": "- Ice\n"}, {}, "content/venues.yaml:1:1: the file is a list"),
        ({}, {"venues": "[{short: I}]"}, r"venues[0].name: is missing"),
    ],
)
def test_faults_in_lists_of_venues_are_told(
    tmp_path: Path, files: dict[str, str], config: dict[str, str], message: str
) -> None:
    """With file, line and key, as everywhere."""
    with pytest.raises(SitegenError) as failed:
        _content(tmp_path, files, **config)
    assert message in str(failed.value.problems[0])


def test_venues_may_stand_in_the_site_file(tmp_path: Path) -> None:
    """A list of mappings, each with its name."""
    one = _paper(tmp_path, "venue: Ice Notes\n", venues="[{name: Ice, short: Ic., names: [Ice Notes]}]")
    assert one.venue is not None
    assert one.venue.short is not None
    assert one.venue.short.plain == "Ic."


def test_what_was_only_submitted_did_not_appear_there(tmp_path: Path) -> None:
    """The venue's page lists it when it does; a thesis is listed under its school."""
    files = {
        "papers/a.yaml": LEAST + "venue: Winters\nstatus: submitted\n",
        "papers/b.yaml": LEAST + "venue: 'PhD thesis, University of Ice'\n",
        "papers/c.yaml": LEAST + "type: thesis\nvenue: University of Ice\n",
        "papers/d.yaml": "title: Ice\neditors: [Ada King]\ndate: 2020\nvenue: {publisher: Cold Press}\n",
    }
    site = connect(_content(tmp_path, files))[0]
    assert [(venue.name, len(venue.papers)) for venue in site.venues] == [("University of Ice", 2)]
    assert site.entries["d"].paper.type == "book"
