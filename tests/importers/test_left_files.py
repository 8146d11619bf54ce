"""Files of an old site that its reader does not know are listed; those of themes and programs are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.importers.left_files import left
from sitegen.importers.report import loss_report
from tests.importers.moving import OldSiteDesk


def _left(*paths: str, opened: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    return list(left(paths, opened, lambda _: True))


def test_files_that_people_write_are_left() -> None:
    """Pages with words and data; of many in one folder the first, with their number."""
    assert _left("_books/tides.md", "_data/members.yml", "x.bib", opened=("x.bib",)) == [
        ("_books/tides.md", 1),
        ("_data/members.yml", 1),
    ]
    assert _left(*(f"_recipes/{number}.md" for number in range(8))) == [("_recipes/0.md", 8)]
    assert list(left(["empty.md", "full.md"], (), lambda path: path == "full.md")) == [("full.md", 1)]


@pytest.mark.parametrize(
    "path",
    [
        "README.md", "package.json", "_layouts/page.md", "assets/js/jsconfig.json", "_config.dev.yml", "netlify.toml",
        ".github/workflows/deploy.yml", "markdown_generator/talks.tsv", "themes/academic/data/fonts.toml",
        "content/publication/x/featured.jpg", "index.html",
    ],
)  # fmt: skip
def test_files_of_programs_are_not(path: str) -> None:
    """Nobody misses what made the old site."""
    assert not _left(path)


def test_the_loss_report_names_them(tmp_path: Path) -> None:
    """A collection that we have no kind for, and data that only the theme read."""
    desk = OldSiteDesk(tmp_path)
    old = desk.take("alfolio")
    (old / "_books").mkdir()
    (old / "_books" / "tides.md").write_text("---\ntitle: Tides\n---\nA good book.\n", encoding="utf-8")
    (old / "_data" / "members.yml").write_text("- name: Ada\n", encoding="utf-8")
    told = loss_report(desk.bring(old))
    assert "_books/tides.md:1: file: _books/tides.md" in told
    assert "_data/members.yml:1: file: _data/members.yml" in told
