"""What a lab says of itself: an introduction with a picture, research areas, how to join, who pays."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from sitegen.check.accessibility import accessibility
from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from tests.checking import again, said
from tests.making import write_site

ICE = """\
---
title: Ice
names: [glaciers]
summary: How ice *moves*.
picture: figures/ice.png
alt: A glacier
people: [ada-lovelace, Zoe Nobody]
---
We measure **ice**.
"""
HOME = "---\npicture: figures/group.png\nalt: All of us\ncaption: In 2025\n---\nWe study engines.\n"
FILES = {
    "topics/ice.md": ICE,
    "topics/dust.md": "We count dust.\n",
    "home.md": HOME,
    "pages/join-us.md": "---\ntitle: Join us\n---\nWrite.\n",
    "authors/ada-lovelace.yaml": "name: Ada Lovelace\n",
    "papers/second.yaml": "title: Second\nauthors: [Ada Lovelace]\ndate: 2021\ntopics: [Glaciers]\n",
}


def _picture(root: Path, name: str) -> None:
    file = root / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (640, 360), (90, 120, 150)).save(file)


def _lab(root: Path, files: dict[str, str] = FILES, **config: str) -> Path:
    write_site(root, files, **config)
    for name in ("figures/ice.png", "figures/group.png", "figures/fund.png"):
        _picture(root, name)
    return root


def _page(root: Path, path: str = "") -> str:
    return (root / "out" / path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["folio", "classic", "lab"])
def test_the_home_of_a_lab_says_all_of_it(tmp_path: Path, theme: str) -> None:
    """In the order in which a visitor asks: who they are, what they do, how to come, who pays."""
    sponsors = "[{name: Fund, url: 'https://fund.test/', logo: figures/fund.png}, Academy]"
    build(_lab(tmp_path, theme=theme, sponsors=sponsors), BuildRequest(output=tmp_path / "out", jobs=1))
    home = _page(tmp_path)
    assert 'alt="All of us"' in home
    assert "In 2025</p>" in home or "In 2025</figcaption>" in home
    parts = ['href="/join-us/"', "We study engines.", ">Research areas<", 'href="/topics/ice/"', ">Supported by<"]
    places = [home.index(part) for part in parts]
    assert places == sorted(places)
    assert "How ice moves." in home
    assert '<a href="https://fund.test/"><picture>' in home
    assert 'alt="Fund"' in home
    assert "<li>Academy</li>" in home


def test_the_home_of_a_lab_is_an_organization(tmp_path: Path) -> None:
    """For machines: its name, what it does, who is in it, and the picture of it."""
    alumna = {"authors/bo-left.yaml": "name: Bo Left\nuntil: 2020\n"}
    root = _lab(tmp_path, FILES | alumna, description="Engines & ice")
    build(root, BuildRequest(output=tmp_path / "out", jobs=1))
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', _page(tmp_path))
    assert script
    data = json.loads(script[1])
    home = data["url"]
    assert (data["@type"], data["@id"], data["description"]) == (
        "Organization",
        f"{home}#organization",
        "Engines & ice",
    )
    assert data["image"].startswith(home)
    who = {"@type": "Person", "@id": f"{home}authors/ada-lovelace/#person", "name": "Ada Lovelace"}
    assert data["member"] == [who]


def test_the_search_finds_what_an_area_says(tmp_path: Path) -> None:
    """By its name, its other spellings and its text; a result leads to its page."""
    build(_lab(tmp_path), BuildRequest(output=tmp_path / "out", jobs=1))
    rows, texts = (
        json.loads((tmp_path / f"out/search/{name}.json").read_text(encoding="utf-8"))
        for name in ("papers", "abstracts")
    )
    areas = [(*row[:2], row[4], row[6], said) for row, said in zip(rows, texts, strict=True) if "/" in row[0]]
    assert areas == [
        ("topics/dust", "Dust", "", "topics", "We count dust."),
        ("topics/ice", "Ice", "glaciers", "topics", "How ice moves. We measure ice."),
    ]
    assert "&#34;topics&#34;: &#34;Topic&#34;" in _page(tmp_path, "search")


def test_the_page_of_a_topic_says_what_it_is_about(tmp_path: Path) -> None:
    """Text, picture, people, then its papers; one without papers has a page and no feed."""
    build(_lab(tmp_path), BuildRequest(output=tmp_path / "out", jobs=1))
    ice, dust = _page(tmp_path, "topics/ice"), _page(tmp_path, "topics/dust")
    assert '<h1 dir="auto">Ice</h1>' in ice
    assert "We measure <strong>ice</strong>." in ice
    assert 'alt="A glacier"' in ice
    assert '<a href="/authors/ada-lovelace/"><bdi>Ada Lovelace</bdi></a>, <bdi>Zoe Nobody</bdi>' in ice
    assert 'href="/papers/second/"' in ice
    assert '<meta name="description" content="How ice moves.">' in ice
    assert "We count dust." in dust
    assert "0 papers" not in dust
    assert not (tmp_path / "out" / "topics" / "dust" / "feed.xml").exists()
    assert (tmp_path / "out" / "topics" / "ice" / "feed.xml").exists()
    assert "<loc>https://example.org/topics/dust/</loc>" in (tmp_path / "out" / "sitemap.xml").read_text()


def test_sections_of_a_home_page_have_areas_and_sponsors_where_they_are_asked_for(tmp_path: Path) -> None:
    """Also of one person's; with a heading and a limit of one's own."""
    root = _lab(
        tmp_path,
        owner="ada-lovelace",
        sponsors="[Academy]",
        sections="[about, sponsors: {title: Thanks}, topics: {title: What I do, limit: 1}]",
    )
    build(root, BuildRequest(output=tmp_path / "out", jobs=1))
    home = _page(tmp_path)
    assert home.index(">Thanks<") < home.index(">What I do<")
    assert home.count('class="area"') == 1


def test_a_picture_that_is_not_there_is_an_error_at_its_line(tmp_path: Path) -> None:
    """Of a topic, of the home page, of a sponsor."""
    write_site(tmp_path, FILES, sponsors="[{name: Fund, logo: figures/fund.png}]")
    with pytest.raises(SitegenError) as raised:
        load(tmp_path)
    assert [str(problem).partition(" does")[0] for problem in raised.value.problems] == [
        "content/home.md:2:10: picture: content/figures/group.png",
        "content/site.yaml:3:31: sponsors[0].logo: content/figures/fund.png",
        "content/topics/ice.md:5:10: picture: content/figures/ice.png",
    ]


def test_two_descriptions_of_one_name_are_an_error(tmp_path: Path) -> None:
    """The papers of that name would be of both."""
    files = {"topics/ice.md": "---\nnames: [Cold things]\n---\nIce.\n", "topics/cold-things.md": "Cold.\n"}
    with pytest.raises(SitegenError, match=r"is a name of content/topics/cold-things\.md as well"):
        load(write_site(tmp_path, files))


def test_a_picture_without_words_is_named(tmp_path: Path) -> None:
    """Of a topic and of the home page, at its line; and what a topic says is read like any text."""
    files = FILES | {
        "topics/ice.md": ICE.replace("alt: A glacier\n", "").replace("We measure", "See [here](join-us/). We measure"),
        "home.md": HOME.replace("alt: All of us\n", ""),
    }
    found = [str(one.problem) for one in accessibility(again(_lab(tmp_path, files)))]
    assert any(line.startswith("content/home.md:2:10: picture: the picture figures/group.png has no") for line in found)
    assert any(line.startswith("content/topics/ice.md:5:10: picture: the picture figures/ice.png") for line in found)
    assert any('a link says "here"' in line and line.startswith("content/topics/ice.md:8:") for line in found)


def test_a_site_that_says_nothing_of_itself_loads_no_style_for_it(tmp_path: Path) -> None:
    """The style sheet of these parts is linked where they are."""
    build(write_site(tmp_path), BuildRequest(output=tmp_path / "out", jobs=1))
    assert "theme/group." not in _page(tmp_path)
    build(_lab(tmp_path / "lab"), BuildRequest(output=tmp_path / "lab" / "out", jobs=1))
    assert "theme/group." in _page(tmp_path / "lab", "topics")
    assert said([]) == {}
