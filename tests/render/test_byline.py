"""The author line."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen.render.byline import Wording, byline, pieces
from sitegen.render.recipe import BuildRequest, build
from sitegen.site.graph import connect
from sitegen.site.pages import addresses
from tests.making import content, paper, write_site

WORDS = Wording(more=lambda count: f"+{count} more", fewer="fewer", others="others")


def names(count: int) -> list[str]:
    """Return the ready pieces of so many authors."""
    return [f'<a rel="author" href="/{number}">N{number}</a>' for number in range(count)]


def shown(line: str) -> str:
    """Return what can be read while every hole is closed."""
    line = re.sub(r"<details[^>]*><summary><span class=\"c\">(.*?)</span>.*?</details>", r"[\1]", line)
    return re.sub("<[^>]+>", "", line)


def test_short_lists_are_whole() -> None:
    """Up to eight names are simply shown."""
    assert shown(byline(names(8), {3}, WORDS)) == ", ".join(f"N{number}" for number in range(8))


def test_long_lists_fold_around_the_person() -> None:
    """The first three, the page's person and the last stay; each hole opens in place, in order, with its commas."""
    line = byline(names(22), {5}, WORDS)
    assert shown(line) == "N0, N1, N2, [+2 more] N5, [+15 more] N21"
    everything = re.sub("<summary>.*?</summary>|<[^>]+>", "", line)
    assert " ".join(everything.split()) == ", ".join(f"N{number}" for number in range(22))


def test_a_hole_of_one_is_shown() -> None:
    """A single name is never hidden behind something to press."""
    assert shown(byline(names(9), {4}, WORDS)) == "N0, N1, N2, N3, N4, [+3 more] N8"


def test_the_person_is_emphasised_and_still_a_link() -> None:
    """The page's person has the class `me` and the link of everybody else."""
    assert '<a class="me" rel="author" href="/1">N1</a>' in byline(names(3), {1}, WORDS)


def test_authors_named_only_in_the_paper_are_counted() -> None:
    """`authors_total` says how many more there are."""
    assert shown(byline(names(2), (), WORDS, total=1100)) == "N0, N1, +1098 more others"


def test_names_are_escaped_and_isolated() -> None:
    """A name is text, whatever it holds; one outside ASCII cannot turn the direction of the line."""
    site, _ = connect(content(paper("a", "<b>Eve</b>", "نجيب محفوظ")))
    made = pieces(site.entries["a"], addresses("https://example.org/"))
    assert "&lt;b&gt;Eve" in made[0]
    assert "<bdi>نجيب محفوظ</bdi>" in made[1]


def test_a_crowds_names_are_not_repeated_in_lists() -> None:
    """In a list the holes of a collaboration's paper lead to its page; on the page they open in place."""
    listed = byline(names(3000), {7}, WORDS, elsewhere="/papers/atlas/")
    assert len(listed) < 1000
    assert '<a class="gap" href="/papers/atlas/">+2991 more</a>' in listed
    assert "N1500" in byline(names(3000), {7}, WORDS)


def built(tmp_path: Path, authors: str) -> tuple[str, str]:
    """Return the author line of a paper in a list, and its line and legend on its page."""
    root = write_site(tmp_path, {"papers/first.yaml": f"title: First\nauthors: {authors}\ndate: 2020\n"})
    build(root, BuildRequest())
    page, home = (
        (root / "output" / path).read_text(encoding="utf-8") for path in ("papers/first/index.html", "index.html")
    )
    line = re.compile(r'<div class="by">.*?(?=<p class="meta">)', re.DOTALL)
    return line.findall(home)[0], line.findall(page)[0]


def test_marks_stand_behind_names_and_are_explained(tmp_path: Path) -> None:
    """Equal authors have a star everywhere; whom to write to is marked on the paper's page, where the legend is."""
    authors = (
        "[{name: Ada L, equal: true}, {name: Bob M, equal: true, corresponding: true, email: b@example.org}, Cy D]"
    )
    listed, shown = built(tmp_path, authors)
    assert (listed.count(">*<"), listed.count("✉"), "legend" in listed) == (2, 0, False)
    assert shown.count("(Equal contribution)") == 2
    assert shown.count("(Correspondence)") == 1
    assert re.search(r"Bob M</a><sup>.*✉.*Cy D</a></div>", shown)
    legend = shown.partition('class="legend"')[2]
    assert re.findall(r"Equal contribution|Correspondence", legend) == ["Equal contribution", "Correspondence"]
    assert 'href="mailto:b@example.org"' in legend


def test_a_paper_without_marks_has_no_legend(tmp_path: Path) -> None:
    """Most papers have neither."""
    listed, shown = built(tmp_path, "[Ada L, Bob M]")
    assert "<sup>" not in listed + shown
    assert "legend" not in shown
