"""html-validate over every page of two sites in every theme: the example, and the small, nasty one."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, Run
from tests.making import take_pictures
from tests.render.test_numbers import EVERYTHING, write_numbers
from tests.sampling import amount, some

SITES = {"example": CHECKOUT / "content", "nasty": CHECKOUT / "tests" / "site" / "content"}


@pytest.mark.slow
@pytest.mark.sampled(2)
@pytest.mark.parametrize("theme", ["folio", "classic", "lab"])
@pytest.mark.parametrize("name", SITES)
def test_html_validate_finds_nothing(
    html_validate: tuple[str, ...], sitegen: Run, example: Path, tmp_path: Path, theme: str, name: str
) -> None:
    """No page breaks the standard, or a rule of accessibility that can be told from its text.

    Of the pages of authors, which are most, a change checks a few.
    """
    shutil.copytree(SITES[name], tmp_path / "content")
    settings = tmp_path / "content" / "site.yaml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("theme:")]
    settings.write_text("\n".join([*lines, f"theme: {theme}", ""]), encoding="utf-8")
    take_pictures(tmp_path, example.parent)
    built = sitegen("build", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    pages = [path.relative_to(tmp_path) for path in sorted((tmp_path / "output").rglob("*.html"))]
    authors = [page for page in pages if page.parts[1] == "authors"]
    chosen = [page for page in pages if page not in authors] + some(authors, amount(8, len(authors)))
    checked = subprocess.run(
        [*html_validate, *map(str, chosen)], cwd=tmp_path, capture_output=True, check=False, encoding="utf-8"
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.slow
@pytest.mark.sampled(1)
@pytest.mark.parametrize("theme", ["folio", "classic", "lab"])
def test_numbers_and_drawings_are_valid(
    html_validate: tuple[str, ...], sitegen: Run, tmp_path: Path, theme: str
) -> None:
    """Nor does a page of a site that counts everything."""
    built = sitegen("build", cwd=write_numbers(tmp_path, numbers=EVERYTHING, theme=theme))
    assert built.returncode == 0, built.stderr
    checked = subprocess.run(
        [*html_validate, str(tmp_path / "output")], capture_output=True, check=False, encoding="utf-8"
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_html_validate_still_sees(html_validate: tuple[str, ...], tmp_path: Path) -> None:
    """The rules that we chose do find a link without words and a heading that skips a level."""
    body = '<h1>A</h1><h3>B</h3><a href="/"></a>'
    page = f'<!doctype html><html lang="en"><head><title>A</title></head><body>{body}</body></html>'
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    checked = subprocess.run([*html_validate, str(tmp_path)], capture_output=True, check=False, encoding="utf-8")
    assert checked.returncode == 1
    assert "heading-level" in checked.stdout
    assert "wcag/h30" in checked.stdout
