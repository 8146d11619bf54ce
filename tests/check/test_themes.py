"""What a site's own themes hold for nothing, as `check` says it."""

from __future__ import annotations

from pathlib import Path

from sitegen.check.recipe import CheckRequest, check
from sitegen.render.recipe import build
from sitegen.render.request import BuildRequest
from tests.making import write_site


def test_a_mistaken_name_is_a_warning_of_check_alone(tmp_path: Path) -> None:
    """A build does not look; `check` names the file with its line, and the nearest right name."""
    root = write_site(tmp_path)
    own = root / "themes" / "folio" / "static" / "own.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --papr: #fff }\n", encoding="utf-8")
    assert not build(root, BuildRequest(jobs=1)).warnings
    (finding,) = [finding for finding in check(root, CheckRequest(jobs=1), {}).findings if finding.family == "theme"]
    assert (finding.rule, finding.problem.severity) == ("unread", "warning")
    assert finding.problem.place == "themes/folio/static/own.css:1"
    assert finding.problem.hint == 'did you mean "--paper"?'
