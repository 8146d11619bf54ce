"""Talks, projects and other kinds of items: read, connected both ways, and published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildReport, BuildRequest, build
from tests.making import write_site

TALK = """\
title: The Engine, explained
start: 2027-05-04T10:15
end: 2027-05-04T11:15
timezone: Europe/London
place: London
event: Royal Society
people: [ada-lovelace, Charles Babbage]
papers: [first]
links: {slides: https://a.example/s.pdf}
summary: For *everybody*, with $x^2$.
"""
OLD = "---\ntitle: An old talk\ndate: 2020-01-02\n---\nWhat it was **about**.\n"
PROJECT = """\
title: Numbers
start: 2019
funder: Nobody
papers: [first]
people: [Ada Lovelace]
text: |
  We compute $B_n$.
"""
REVIEWS = """\
- title: On Machinery
  date: 1833
  journal: Scribbles
  verdict: A *fine* book.
  stars: 4
"""
ADA = "name: Ada Lovelace\n"
PAPER = "title: First\nauthors: [Ada Lovelace]\ndate: 2021\n"
FILES = {
    "authors/ada-lovelace.yaml": ADA,
    "papers/first.yaml": PAPER,
    "talks/engine.yaml": TALK,
    "talks/old.md": OLD,
    "projects/numbers.yaml": PROJECT,
    "reviews.yaml": REVIEWS,
}
DECLARED = (
    "{reviews: {title: Reviews, pages: false, fields: {journal: text, verdict: markdown, stars: number}, type: Review}}"
)


def made(root: Path, **request: object) -> BuildReport:
    """Build the site in a folder."""
    return build(root, BuildRequest(jobs=1, **request))  # type: ignore[arg-type] # what each test asks for


def site(tmp_path: Path, files: dict[str, str] | None = None, **config: str) -> Path:
    """Write a site with talks, a project and a list of a kind of its own."""
    return write_site(tmp_path, files or FILES, **{"collections": DECLARED, "base_url": "https://ada.test/", **config})


def text(root: Path, path: str) -> str:
    """Return a file of the output."""
    return (root / "output" / path).read_text(encoding="utf-8")


def test_each_kind_has_a_list_and_each_item_a_page(tmp_path: Path) -> None:
    """What a kind declares is shown; a kind without pages says everything in its list."""
    root = site(tmp_path)
    report = made(root, today=(2026, 11, 29))
    assert not report.warnings
    talks = text(root, "talks/index.html").partition("<main")[2]
    assert (
        talks.index("Upcoming")
        < talks.index("The Engine, explained")
        < talks.index("Past")
        < talks.index("An old talk")
    )
    page = text(root, "talks/engine/index.html")
    assert "Royal Society" in page
    assert 'href="https://a.example/s.pdf"' in page
    assert '<time datetime="2027-05-04T10:15+01:00">' in page
    assert "<strong>about</strong>" in text(root, "talks/old/index.html")
    assert "<em>fine</em>" in text(root, "reviews/index.html")
    assert not (root / "output/reviews/on-machinery-1833").exists()
    assert "<math" in text(root, "projects/numbers/index.html")


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("start: 2027-05-04T10:15\nend: 2027-05-04T11:15\ntimezone: America/New_York\n",
         ["4 May 2027, 10:15", "11:15 (America/New York)"]),
        ("start: 2027-05-04T10:15\nend: 2027-05-05T11:15\ntimezone: UTC\n",
         ["4 May 2027, 10:15", "5 May 2027, 11:15 (UTC)"]),
        ("start: 2027-05-04T10:15\ntimezone: UTC\n", ["4 May 2027, 10:15 (UTC)"]),
        ("start: 2027-05-04T10:15\nend: 2027-05-05\ntimezone: UTC\n", ["4 May 2027, 10:15 (UTC)", "5 May 2027"]),
        ("start: 2027-05-04T10:15\nend: 2027-05-04T11:15\n", ["4 May 2027, 10:15", "11:15"]),
        ("date: 2027-05-04\ntimezone: UTC\n", ["4 May 2027"]),
    ],
)  # fmt: skip
def test_a_time_says_on_whose_clock_it_is(tmp_path: Path, lines: str, shown: list[str]) -> None:
    """Once, behind the last time, on the page and in the list; a day alone has no zone, nor what says none."""
    root = site(tmp_path, {"talks/engine.yaml": f"title: The Engine\n{lines}"})
    made(root, today=(2026, 11, 29))
    for path in ("talks/engine/index.html", "talks/index.html"):
        assert re.findall(r"<time [^>]*>([^<]*)</time>", text(root, path).partition("<main")[2]) == shown


def test_items_papers_and_people_lead_to_each_other(tmp_path: Path) -> None:
    """The talk names its paper and its speakers, and they name the talk."""
    root = site(tmp_path)
    made(root)
    page = text(root, "talks/engine/index.html")
    assert 'href="/papers/first/"' in page
    assert 'href="/authors/ada-lovelace/"' in page
    assert "Charles Babbage" in page
    for path in ("papers/first/index.html", "authors/ada-lovelace/index.html"):
        assert 'href="/talks/engine/"' in text(root, path)
        assert 'href="/projects/numbers/"' in text(root, path)


def test_only_the_day_of_the_build_moves_a_talk_to_the_past(tmp_path: Path) -> None:
    """The next day nothing is written; when the day has passed, the list of talks alone."""
    root = site(tmp_path)
    made(root, today=(2026, 11, 29))
    assert not [one.path for one in made(root, today=(2026, 11, 30)).made if one.is_new]
    assert [one.path for one in made(root, today=(2027, 5, 5)).made if one.is_new] == ["talks/index.html"]
    assert "Upcoming" not in text(root, "talks/index.html")


def test_talks_are_a_calendar(tmp_path: Path) -> None:
    """Times go out in UTC, days as days; commas are escaped (RFC 5545)."""
    root = site(tmp_path)
    made(root)
    lines = (root / "output/talks/talks.ics").read_bytes().decode().split("\r\n")
    assert "DTSTART:20270504T091500Z" in lines
    assert "DTEND:20270504T101500Z" in lines
    assert "DTSTART;VALUE=DATE:20200102" in lines
    assert "SUMMARY:The Engine\\, explained" in lines
    assert all(len(line.encode()) <= 75 for line in lines)


def test_items_are_in_feeds_search_sitemap_and_linked_data(tmp_path: Path) -> None:
    """Whoever looks for papers finds talks as well."""
    root = site(tmp_path)
    made(root)
    assert "An old talk" in text(root, "talks/feed.xml")
    assert "<loc>https://ada.test/talks/engine/</loc>" in text(root, "sitemap.xml")
    assert any(row[0] == "talks/engine" and row[6] == "talks" for row in json.loads(text(root, "search/papers.json")))
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text(root, "talks/engine/index.html"))
    assert found
    data = json.loads(found[1])
    assert (data["@type"], data["startDate"]) == ("Event", "2027-05-04T10:15+01:00")
    assert data["location"] == {"@type": "Place", "name": "London"}
    assert data["subjectOf"] == [{"@type": "ScholarlyArticle", "@id": "https://ada.test/papers/first/"}]


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        (
            "talks/engine.yaml",
            TALK.replace("[first]", "[frist]"),
            r'engine\.yaml:8:\d+: papers\[0\]: there is no "frist"',
        ),
        ("talks/engine.yaml", TALK.replace("Europe/London", "Europe/Londn"), r"timezone: .* is not a time zone"),
        ("talks/engine.yaml", TALK.replace("10:15", "25:15"), r"start: .* is not a time"),
        ("talks/engine.yaml", TALK.replace("T11:15", "T09:15"), r"engine\.yaml:3:\d+: end: .* is before it begins"),
        ("talks/engine.yaml", TALK + "evnt: x\n", r"evnt: is not a known key"),
        ("talks/engine.yaml", TALK + "picture: figures/no.png\n", r"picture: content/figures/no\.png does not exist"),
        (
            "reviews.yaml",
            REVIEWS.replace("stars: 4", "stars: four"),
            r"reviews\.yaml:5:\d+: \[0\]\.stars: ",
        ),
        ("reviews.yaml", REVIEWS + REVIEWS, r'"on-machinery-1833" is also the slug'),
        ("reviews.yaml", "title: x\n", r"reviews\.yaml:1:1: .*where a list is wanted"),
        ("talks/old.md", OLD.replace("title: An old talk\n", ""), r"talks/old\.md:1:\d+: title: is missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, file: str, content: str, message: str) -> None:
    """File, line and field of every mistake, and nothing is built."""
    root = site(tmp_path, {**FILES, file: content})
    with pytest.raises(SitegenError, match=message):
        made(root)


def test_an_item_that_begins_twice_is_told(tmp_path: Path) -> None:
    """A date beside a start is a warning at the line of the start, in a file and in a list."""
    talk = TALK.replace("end: ", "date: 2026-01-01\nend: ")
    grants = "- {title: A, date: 2020}\n- {title: B, date: 2020, start: 2021}\n"
    problems = load(site(tmp_path, {**FILES, "talks/engine.yaml": talk, "grants.yaml": grants}))[1]
    assert [(problem.place.partition(":")[0], problem.field, problem.severity) for problem in problems] == [
        ("content/grants.yaml", "[1].start", "warning"),
        ("content/talks/engine.yaml", "start", "warning"),
    ]
    assert problems[0].line == 2


@pytest.mark.parametrize("kind", ["papers", "Talks", "search", "theme"])
def test_a_kind_cannot_take_the_name_of_something_else(tmp_path: Path, kind: str) -> None:
    """`papers` are papers, whatever a site declares."""
    root = site(tmp_path, collections=f"{{{kind}: {{title: Mine}}}}")
    with pytest.raises(SitegenError, match=rf'"{kind}" cannot be a kind of items'):
        made(root)


def test_a_draft_is_shown_on_request_only(tmp_path: Path) -> None:
    """`draft: true` keeps an item back, as it does a paper."""
    root = site(tmp_path, {**FILES, "talks/engine.yaml": TALK + "draft: true\n"})
    made(root)
    assert not (root / "output/talks/engine").exists()
    made(root, drafts=True)
    assert (root / "output/talks/engine").exists()


def test_a_kind_without_pages_says_everything_in_its_list(tmp_path: Path) -> None:
    """Numbers, flags, dates, lists and the picture stand in the list; an address is a link."""
    declared = (
        "{reviews: {pages: false, fields: {stars: number, public: flag, written: date, "
        "site: address, words: list, verdict: text}}}"
    )
    review = (
        "- {title: On X, date: 2020, stars: 4321, public: true, written: 2019-02, site: 'https://x.example/', "
        "words: [red, blue], verdict: Fine, picture: figures/x.svg}\n"
    )
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="4" height="3"/></svg>'
    root = site(tmp_path, {"reviews.yaml": review, "figures/x.svg": drawn}, collections=declared)
    made(root)
    page = text(root, "reviews/index.html").partition("<main")[2]
    for words in ("4,321", "✓", '<time datetime="2019-02">', "red, blue", "Fine", "<img"):
        assert words in page
    assert '<a href="https://x.example/">https://x.example/</a>' in page


def test_an_item_without_a_page_is_led_to_in_its_list(tmp_path: Path) -> None:
    """From people, feed and calendar; whatever its slug is, nothing else on the page has its name."""
    talks = "- {title: Past, slug: past, date: 2020-01-02, people: [ada-lovelace]}\n"
    files = {"authors/ada-lovelace.yaml": ADA, "papers/first.yaml": PAPER, "talks.yaml": talks}
    root = site(tmp_path, files, collections="{talks: {pages: false}}")
    made(root)
    assert 'href="/talks/#item-past"' in text(root, "authors/ada-lovelace/index.html")
    assert "https://ada.test/talks/#item-past" in text(root, "talks/feed.xml")
    assert "URL:https://ada.test/talks/#item-past" in text(root, "talks/talks.ics")
    page = text(root, "talks/index.html")
    names = re.findall(r'\sid="([^"]*)"', page)
    assert "item-past" in names
    assert sorted(names) == sorted(set(names))


def test_an_item_that_names_nobody_is_the_owners(tmp_path: Path) -> None:
    """It stands on the owner's page, and on nobody's of a lab."""
    for owner, count in (("ada-lovelace", 1), ("", 0)):
        root = site(tmp_path / "own", owner=owner) if owner else site(tmp_path / "lab")
        made(root)
        assert text(root, "authors/ada-lovelace/index.html").count('href="/talks/old/"') == count


def test_a_talk_in_a_month_to_come_is_to_come(tmp_path: Path) -> None:
    """A day need not be known; a date and a vaguer beginning are no reason to stop."""
    talk = "title: Some day\ndate: 2027-05\nstart: 2027\n"
    exact = "title: That day\ndate: 2027-05-04\nstart: 2027\n"
    root = site(tmp_path, {**FILES, "talks/some.yaml": talk, "talks/that.yaml": exact})
    made(root, today=(2027, 4, 30))
    page = text(root, "talks/index.html")
    assert page.index("Some day") < page.index("Past")
    assert "DTSTART;VALUE=DATE:20270504" in text(root, "talks/talks.ics")


@pytest.mark.parametrize("path", ["talks/one.yaml", "talks.yaml"])
@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("evnt: A Colloquium", 'did you mean "event"?'),
        ("weather: fine", "the keys here are event, role, audience, slug, title, date"),
        ("speaker: Ada", "write people: [Ada]"),
    ],
)
def test_an_unknown_key_is_told_the_keys_of_its_kind(tmp_path: Path, path: str, line: str, hint: str) -> None:
    """Those that only talks have among them, in a file of its own and in a list."""
    mark = "- " if path == "talks.yaml" else "  "
    text = f"{mark}title: One\n  date: 2020\n  {line}\n"
    with pytest.raises(SitegenError) as error:
        load(
            write_site(tmp_path, {path: text if path == "talks.yaml" else re.sub(r"^  ", "", text, flags=re.MULTILINE)})
        )
    (problem,) = error.value.problems
    assert problem.sentence == "is not a known key"
    assert problem.hint.startswith(hint)
