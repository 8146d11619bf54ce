"""The home page as its owner arranges it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildRequest, build
from tests.making import write_site

FILES = {
    "authors/ada.yaml": "name: Ada Lovelace\n",
    "papers/first.yaml": "title: First\nauthors: [Ada Lovelace, Bo Snow]\ndate: 2021\n"
    "selected: true\ntopics: [Engines]\n",
    "papers/second.yaml": "title: Second\nauthors: [Ada Lovelace]\ndate: 2022\n",
    "talks/one.yaml": "title: One talk\ndate: 2020-01-02\n",
    "talks/two.yaml": "title: Two talk\ndate: 2021-01-02\n",
    "pages/research.md": "---\ntitle: What I do\n---\nI *weave* numbers.\n",
    "home.md": "Welcome to **my** home.\n",
}


def home(root: Path) -> str:
    """Build the site, and return what stands in the middle of its home page."""
    build(root, BuildRequest(jobs=1))
    return (root / "output/index.html").read_text(encoding="utf-8").partition("<main")[2]


def site(tmp_path: Path, sections: str, **config: str) -> Path:
    """Write the site with some sections."""
    return write_site(tmp_path, FILES, **{"sections": sections, "owner": "ada", **config})


def test_sections_stand_in_their_order(tmp_path: Path) -> None:
    """Each shows what it says, as much as it says, under the heading that it says."""
    page = home(
        site(tmp_path, "[about, {talks: {limit: 1, title: Hear me}}, {text: research}, {recent: {limit: 1}}, numbers]")
    )
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert headings == ["Hear me", "What I do", "Recent papers"]
    assert page.index("<h1") < page.index("Welcome to <strong>my</strong> home") < page.index("Hear me")
    assert "Two talk" in page
    assert "One talk" not in page
    assert "I <em>weave</em> numbers" in page
    assert "Second" in page
    assert ">First<" not in page
    assert "2 papers" in page


def test_a_lab_arranges_its_home_too(tmp_path: Path) -> None:
    """Without an owner `about` is the lab, and `people` are its members."""
    page = home(write_site(tmp_path, FILES, sections="[people, about, topics]", title="Engine Lab"))
    assert page.index("Ada Lovelace") < page.index("<h1>Engine Lab</h1>") < page.index("Engines")


def test_without_sections_the_text_stands_below_the_person(tmp_path: Path) -> None:
    """`home.md` alone changes nothing else."""
    page = home(write_site(tmp_path, FILES, owner="ada"))
    assert page.index("<h1>") < page.index("Welcome to <strong>my</strong> home") < page.index("Selected papers")


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ("[abuot]", r'site\.yaml:\d+:\d+: sections\[0\]: "abuot" is no section'),
        ("[{text: reserch}]", r'there is no page "reserch"'),
        ("[{recent: {title: {xx: Lately}}}]", r"sections\[0\]\.recent: title: is no text"),
        ("[{recent: {title: [Lately]}}]", r"title: is a list"),
        ("[{recent: {title: }}]", r"title: is no text"),
        ("[text]", r"a section of text is a page's"),
        ("[{recent: {limit: many}}]", r'limit: "many" is not a number'),
        ("[{recent: {limits: 3}}]", r'"limits" is no option of a section'),
        ("[{recent: {limit: 3}, news: {}}]", r"a section is a name"),
        ("[{recent: 5}]", r"the options of a section are a mapping"),
        ("[recent, {recent: {limit: 3}}]", r'sections\[1\]\.recent: "recent" stands here twice'),
        ("[{papers: {limit: 3}}]", r'"limit" is no option of a section "papers"'),
        ("[{numbers: {title: All}}]", r'"title" is no option of a section "numbers"'),
    ],
)
def test_a_section_that_cannot_be_is_told(tmp_path: Path, sections: str, message: str) -> None:
    """With its place, and what was meant."""
    with pytest.raises(SitegenError, match=message):
        home(site(tmp_path, sections))


@pytest.mark.parametrize("written", ["", "[]"])
def test_sections_that_name_nothing_are_told(tmp_path: Path, written: str) -> None:
    """A warning at their line; the home page is that without them."""
    content, problems = load(site(tmp_path, written))
    assert content.config.sections == ()
    assert [(problem.severity, problem.field) for problem in problems] == [("warning", "sections")]
    assert "sections: [about, recent, papers]" in problems[0].hint


def test_every_section_has_the_heading_and_the_length_that_it_is_given(tmp_path: Path) -> None:
    """Papers, news and people as well as items; the way to all items of a kind is called as the menu calls it."""
    files = {**FILES, "news.yaml": "- {date: 2021, text: One.}\n- {date: 2020, text: Two.}\n"}
    sections = (
        "[{selected: {title: First of all}}, {recent: {title: Lately}}, {news: {title: New, limit: 1}}, "
        "{papers: {title: Everything}}, {coauthors: {title: With whom}}, {talks: {title: Hear me}}]"
    )
    page = home(write_site(tmp_path, files, owner="ada", sections=sections, title="A home"))
    headings = re.findall(r"<h2[^>]*>([A-Z].*?)</h2>", page)
    assert headings == ["First of all", "Lately", "New", "Everything", "With whom", "Hear me"]
    assert page.index("One.") < page.index("<summary>") < page.index("Two.")
    assert ">Talks (2)</a>" in page
    assert '<h1 class="vh">A home</h1>' in page


def test_no_two_things_on_a_home_page_have_one_name(tmp_path: Path) -> None:
    """Neither the newest papers and all of them, nor two items of one slug; a lab's papers are its newest, once."""
    files = {**FILES, "projects/one.yaml": "title: One project\n"}
    for number, owner in enumerate(({"owner": "ada"}, {})):
        root = write_site(tmp_path / str(number), files, sections="[about, recent, papers, talks, projects]", **owner)
        page = home(root)
        names = re.findall(r'\sid="([^"]*)"', page)
        assert sorted(names) == sorted(set(names))
        assert page.count("Recent papers") == 1


def test_the_band_of_a_lab_stays_where_sections_are_arranged(tmp_path: Path) -> None:
    """In the theme `lab` the section `about` begins with the band: the tagline, and the numbers with their links."""
    page = home(site(tmp_path, "[about, recent]", owner="", theme="lab", theme_options="{tagline: We weave}"))
    band = page.partition("</header>")[0]
    assert '<header class="banner">' in band
    assert "<p>We weave</p>" in band
    assert re.findall(r'<li><a href="([^"]+)">', band) == ["/authors/", "/papers/", "/topics/", "/years/"]
