"""The page that shows years, venues and topics together, and the members of a lab."""

from __future__ import annotations

from pathlib import Path

from sitegen.render.recipe import BuildRequest, build
from tests.making import write_site

FILES = {
    "authors/ada.yaml": "name: Ada Lovelace\ngroup: PI\n",
    "authors/cy.yaml": "name: Cy Old\nuntil: 2019\n",
    "papers/first.yaml": "title: First\nauthors: [Ada Lovelace]\ndate: 2021\n"
    "venue: Journal of Engines\ntopics: [Engines]\n",
}


def pages(root: Path, *paths: str) -> list[str]:
    """Build the site, and return some of its pages."""
    build(root, BuildRequest(jobs=1))
    return [(root / "output" / path / "index.html").read_text(encoding="utf-8") for path in paths]


def test_one_page_leads_to_years_venues_and_topics(tmp_path: Path) -> None:
    """It stands in the menu in place of three, and is where one is on their pages."""
    browse, year = pages(write_site(tmp_path, FILES), "browse", "years/2021")
    for href in ("/years/2021/", "/venues/journal-of-engines/", "/topics/engines/", "/years/", "/venues/", "/topics/"):
        assert f'href="{href}"' in browse
    assert '<a href="/browse/" aria-current="page">' in browse
    assert '<a href="/browse/" aria-current="true">' in year
    assert 'href="/venues/"' not in year.partition("<main")[0]


def test_a_lab_has_a_page_of_its_members(tmp_path: Path) -> None:
    """By group, and those who left; a site of one person has none."""
    (people,) = pages(write_site(tmp_path, FILES), "people")
    assert people.index("PI</h2>") < people.index("Ada Lovelace") < people.index("Alumni") < people.index("Cy Old")
    pages(write_site(tmp_path / "own", FILES, owner="ada"))
    assert not (tmp_path / "own/output/people").exists()
