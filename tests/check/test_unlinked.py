"""A style sheet of one's own that stands where no page links it is named."""

from __future__ import annotations

from pathlib import Path

from sitegen.check.unlinked import unlinked
from tests.checking import written


def test_a_style_sheet_that_no_page_links_is_named(tmp_path: Path) -> None:
    """That of another theme, and one beside the folder where it belongs; those of the theme and its parent are well."""
    subject = written(tmp_path, theme="classic")
    for folder in ("classic/static", "folio/static", "lab/static", "classic"):
        (tmp_path / "themes" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "themes" / folder / "own.css").write_text(":root { --hue: 3 }", encoding="utf-8")
    told = {finding.problem.file: finding.problem for finding in unlinked(subject)}
    assert list(told) == ["themes/classic/own.css", "themes/lab/static/own.css"]
    assert told["themes/classic/own.css"].hint == "if it is meant for it, move it to themes/classic/static/own.css"


def test_a_site_without_themes_of_its_own_has_none(tmp_path: Path) -> None:
    """There is nothing to look at."""
    assert not list(unlinked(written(tmp_path)))
